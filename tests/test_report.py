"""The HTML report as it is written; what a browser makes of it is in test_browser.py."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx import (
    Attribution,
    Claim,
    Cue,
    Document,
    Entity,
    Mention,
    Number,
    Sentence,
    Source,
    Span,
)
from claimx.find.paragraphs import find_paragraphs
from claimx.render import View, render
from claimx.render.marks import Mark, escaped, marked_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable

TEXT = """Harbour tunnel costs double

The city of Ostwick said on Tuesday that its tunnel will cost more than €1.2 billion, twice the
first estimate.

“We paid 340 million euros for a hole, and 90 workers were hurt,” said Ada Marsh, who leads the
opposition. She added that <script>alert("costs")</script> & other warnings were ignored.

Mayor Tom Reed denied this. “No more than 12 people were hurt,
and the price rose by 4%.

“The rest,” he said, “is invented.” Supercalifragilisticexpialidociousverwaltungsgesellschaftshafen
is 7 km long.
"""


def crowded_document(copies: int = 1, title: str | None = None) -> Document:
    """An article in which claims lie in claims, cross each other and go over paragraphs."""
    text = TEXT * copies
    spans = [match.span() for match in re.finditer(r"[^.\s][^.]*\.", text)]
    sentences = tuple(Sentence(start=start, end=end) for start, end in spans)

    def places(phrase: str) -> Iterable[tuple[int, int]]:
        return (match.span() for match in re.finditer(re.escape(phrase), text))

    def numbers() -> Iterable[dict[str, Any]]:
        for phrase, kind, value, more in (
            ("more than €1.2 billion", "money", 1200000000, {"unit": "EUR", "comparison": ">"}),
            ("340 million euros", "money", 340000000, {"unit": "EUR"}),
            ("90", "count", 90, {}),
            ("No more than 12", "count", 12, {"comparison": "<="}),
            ("4%", "percent", 4, {"unit": "percent", "trend": "up"}),
            ("7 km", "measure", 7, {"unit": "kilometre"}),
            ("first", "ordinal", None, {}),
        ):
            for start, end in places(phrase):
                yield {"start": start, "end": end, "kind": kind, "value": value, **more}

    def entities() -> Iterable[tuple[str, str, list[tuple[int, int]]]]:
        yield "GPE", "Ostwick", list(places("Ostwick"))
        yield "PERSON", "Ada Marsh", [*places("Ada Marsh"), *places("She")]
        yield "PERSON", "Tom Reed", list(places("Tom Reed"))

    def attributions() -> Iterable[tuple[str, str, str]]:
        yield "The city of Ostwick", "said", "its tunnel will cost more than €1.2 billion"
        yield (
            "Ada Marsh",
            "said",
            "“We paid 340 million euros for a hole, and 90 workers were hurt,”",
        )
        yield "Mayor Tom Reed", "denied", "“No more than 12 people were hurt"

    found = sorted(numbers(), key=lambda item: item["start"])
    all_numbers = tuple(
        Number(
            id=f"n{i}",
            sentence=0,
            text=text[item["start"] : item["end"]],
            concept=Span(text="tunnel", start=text.index("tunnel"), end=text.index("tunnel") + 6)
            if i % 2
            else None,
            **item,
        )
        for i, item in enumerate(found, 1)
    )
    all_attributions = []
    for source, cue, content in attributions():
        for (s, e), (c, d) in zip(places(source), places(content), strict=True):
            i, j = next(place for place in places(cue) if place[0] > e - len(source) - 40)
            all_attributions.append(
                Attribution(
                    id=f"a{len(all_attributions) + 1}",
                    sentence=0,
                    kind="direct",
                    source=Source(text=source, start=s, end=e, entity=None, name=source),
                    cue=Cue(text=cue, start=i, end=j, lemma=cue, stance="assert"),
                    content=(Span(text=content, start=c, end=d),),
                )
            )
    stretches = [
        *((s, e, "") for s, e in places("its tunnel will cost more than €1.2 billion")),
        *((s, e, "Ada Marsh") for s, e in places("We paid 340 million euros for a hole, and 90")),
        *((s, e, None) for s, e in places("for a hole, and 90 workers were hurt")),
        *((s, s + 250, "Tom Reed") for s, _ in places("No more than 12")),
        *((s, e, None) for s, e in spans),
    ]
    stretches.sort(key=lambda item: (item[0], -item[1]))
    claims = tuple(
        Claim(
            id=f"c{i}",
            sentence=0,
            text=text[start:end],
            start=start,
            end=min(end, len(text)),
            attribution="a1" if speaker is not None else None,
            speaker=speaker,
            stance="assert" if speaker is not None else None,
            numbers=tuple(n.id for n in all_numbers if start <= n.start and n.end <= end),
            entities=(),
            score=round((i * 0.37) % 1, 2),
            reasons=("number", "named source"),
        )
        for i, (start, end, speaker) in enumerate(stretches, 1)
    )
    return Document(
        source="tunnel.txt",
        title=title,
        published="2026-03-03",
        text=text,
        pipeline="by hand",
        sentences=sentences,
        numbers=all_numbers,
        entities=tuple(
            Entity(
                id=f"e{i}",
                label=label,
                name=name,
                value=None,
                mentions=tuple(
                    Mention(text=text[s:e], start=s, end=e, sentence=0, kind="name")
                    for s, e in sorted(mentions)
                ),
            )
            for i, (label, name, mentions) in enumerate(entities(), 1)
        ),
        attributions=tuple(all_attributions),
        claims=claims,
    )


class Page(HTMLParser):
    """A page's texts and elements; elements that do not nest are an error."""

    VOID = frozenset({"meta", "link", "input", "br"})

    def __init__(self, content: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.paragraphs: list[str] = []
        self.feed(content)
        self.close()
        assert [] == self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element; a paragraph of the article is one without attributes."""
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "p" and not attrs:
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last."""
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        """Gather the article's text."""
        # The numbers before the claims are the only links in the text.
        if "p" in self.open and "a" not in self.open and self.paragraphs:
            self.paragraphs[-1] += data


def report(*documents: Document, **view: Any) -> str:
    """The page of these documents."""
    return "".join(render(documents, "html", View(**view)))


def text_of(page: str) -> list[str]:
    """The article's paragraphs as the page has them."""
    body = page[page.index('<div class="text">') : page.index("<section")]
    plain = re.sub(r'<ul class="notes".*?</ul>\n(?=<p>|</div>)', "", body, flags=re.DOTALL)
    return Page(plain).paragraphs


def test_the_text_is_whole() -> None:
    """Without marks and notes the article stands there, paragraph by paragraph."""
    document = crowded_document()
    paragraphs = [document.text[s:e] for s, e in find_paragraphs(document.text)]
    assert paragraphs == text_of(report(document))


def test_elements_nest_and_ids_are_unique() -> None:
    """Overlapping claims are drawn in pieces; each id is there once, also of several documents."""
    page = Page(report(crowded_document(2), crowded_document()))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = {a["href"].removeprefix("#") for tag, a in page.elements if tag == "a"}  # type: ignore[union-attr]
    assert set() == links - set(ids)
    pieces = [attributes for tag, attributes in page.elements if tag == "mark"]
    assert len(pieces) > len([attributes for attributes in pieces if "id" in attributes])


SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted).map(tuple), max_size=12
)


@settings(deadline=None)
@given(st.text(alphabet="ab <&\n\r", min_size=30, max_size=30), SPANS)
def test_any_spans_are_drawn_over_just_their_text(text: str, spans: list[tuple[int, int]]) -> None:
    """Whatever overlaps, each character lies in the marks whose span holds it, and no text is lost."""
    paragraphs = find_paragraphs(text)
    marks = [
        Mark(start=start, end=end, tag="mark", attributes=f"class=m{i}")
        for i, (start, end) in enumerate(spans)
    ]
    for (start, end), content in zip(
        paragraphs, marked_paragraphs(text, paragraphs, marks), strict=True
    ):
        around: list[int] = []
        shown = []
        for piece in re.findall(r"<mark class=m\d+>|</mark>|&\w+;|[^<&]", content):
            if piece.startswith("<mark"):
                around.append(int(piece[13:-1]))
            elif piece == "</mark>":
                around.pop()
            else:
                shown.append((piece, set(around)))
        expected = [
            (escaped(text[at]), {i for i, (s, e) in enumerate(spans) if s <= at < e})
            for at in range(start, end)
        ]
        assert expected == shown


def test_what_an_article_says_is_no_markup() -> None:
    """Tags, quotation marks and ampersands of texts, names and titles are shown, not obeyed."""
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    page = report(crowded_document(title=hostile), crowded_document())
    assert 1 == page.count("<script>")
    assert "<img" not in page
    assert "&lt;script&gt;alert(&quot;costs&quot;)" in page


def test_the_policy_lets_through_just_this_style_and_script() -> None:
    """default-src 'none', and the hashes of what is in the page."""
    page = report(crowded_document())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert content
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert not re.search(r"""(?:src|href)="(?!#|data:,)|url\(|https?://|\sstyle=|\son\w+=""", page)


@pytest.mark.parametrize(
    ("only", "there", "away"),
    [
        (("claims",), 'class="notes"', 'class="figure"'),
        (("numbers",), 'class="figure"', 'class="notes"'),
        (("entities",), 'class="name"', 'class="source"'),
        (("attributions",), 'class="source"', 'class="name"'),
    ],
)
def test_only(only: tuple[str, ...], there: str, away: str) -> None:
    """--only leaves marks, notes and tables of the other kinds out."""
    page = report(crowded_document(), only=only)
    Page(page)
    assert (True, False) == (there in page, away in page)


def test_min_score_leaves_claims_out() -> None:
    """As in the other formats."""
    document = crowded_document()
    high = [claim.id for claim in document.claims if claim.score >= 0.8]
    notes = re.findall(r'id="(c\d+)-note"', report(document, min_score=0.8))
    assert high == notes


def test_no_document_at_all() -> None:
    """Where every input failed, the page is empty and whole."""
    Page(report())


def test_control_characters_are_gone() -> None:
    """No override of the writing direction, no control; CRLF is a line break."""
    assert "a\nb\ufffdc&lt;" == escaped("a\r\nb\u202ec<")
