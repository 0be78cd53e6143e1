"""
Documents as one HTML page to read: the article with its marks, notes in the margin, the ledger.

The page is whole in itself: style and script are in it, no address is asked for anything, and its
Content-Security-Policy says so. It reads without JavaScript; with it the filters and the sorting
work.
"""

from __future__ import annotations

import base64
import hashlib
from importlib import resources
from typing import TYPE_CHECKING

import claimx
from claimx.find.paragraphs import find_paragraphs
from claimx.render.marks import Mark, escaped, marked_paragraphs
from claimx.render.phrases import (
    ARTICLE,
    UNNAMED,
    counted,
    figure_phrase,
    nearest_claims,
    voice,
)
from claimx.wire import sha256

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimx.records import Claim, Cue, Document, Entity, Mention, Number, Source
    from claimx.render import View

# As in the table: what scores less is there, but the slider begins above it.
MIN_SCORE = 0.5
_LAYERS = {
    "claims": "claims",
    "numbers": "figures",
    "attributions": "who says so",
    "entities": "names",
}
_LABELS = {
    "PERSON": "person",
    "NORP": "group",
    "FAC": "building",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "PRODUCT": "product",
    "EVENT": "event",
    "WORK_OF_ART": "work",
    "LAW": "law",
    "LANGUAGE": "language",
    "DATE": "date",
    "TIME": "time",
}


def render(documents: Iterable[Document], view: View) -> Iterator[str]:
    """The page; a list of the documents stands before them where there are several."""
    parts = [_Part(document, view, place) for place, document in enumerate(documents, 1)]
    is_single = len(parts) == 1
    for part in parts:
        part.is_single = is_single
    title = parts[0].title if is_single else counted(len(parts), "article")
    yield _head(title)
    yield _filters(parts, view)
    yield '<main id="main" tabindex="-1">\n'
    if not is_single:
        yield f"<h1>{title}</h1>\n"
        yield '<nav aria-label="Articles"><ol class="list">\n'
        yield from (part.entry() for part in parts)
        yield "</ol></nav>\n"
    for part in parts:
        yield from part.html()
    yield "</main>\n"
    yield f"<footer>Made by claimx {claimx.__version__}. Offline: this page loads nothing.</footer>\n"
    yield f"<script>{_asset('report.js')}</script>\n</body>\n</html>\n"


# ---------------------------------------------------------------- the page


def _asset(name: str) -> str:
    """A file that lies beside this module."""
    return (resources.files("claimx.render") / name).read_text("utf-8")


def _hash(content: str) -> str:
    """How a Content-Security-Policy names a style or script that it lets through."""
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _head(title: str) -> str:
    """All up to the page's first words."""
    style, script = _asset("report.css"), _asset("report.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f'<meta name="generator" content="claimx {claimx.__version__}">\n'
        # Without an icon of its own the browser would ask the server for one.
        '<link rel="icon" href="data:,">\n'
        f"<title>{title} – claims</title>\n<style>{style}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">Skip to the article</a>\n'
    )


def _filters(parts: list[_Part], view: View) -> str:
    """The bar: what is marked, from which score on, said by whom."""
    layers = "".join(
        f'<label class="layer {kind}"><input type="checkbox" id="show-{kind}" checked>'
        f"<span>{name}</span></label>"
        for kind, name in _LAYERS.items()
        if kind in view.only
    )
    if "claims" not in view.only:
        return f'<form class="bar" autocomplete="off" aria-label="Filters">{layers}</form>\n'
    score = MIN_SCORE if view.min_score is None else view.min_score
    speakers: dict[str, int] = {}
    for part in parts:
        for claim in part.document.claims:
            if claim.speaker:
                speakers[claim.speaker] = speakers.get(claim.speaker, 0) + 1
    names = sorted(speakers, key=lambda name: (-speakers[name], name))
    options = "".join(
        f'<option value="={escaped(name)}">{escaped(name)} ({speakers[name]})</option>'
        for name in names
    )
    return (
        '<form class="bar" autocomplete="off" aria-label="Filters">'
        f'<div class="layers" role="group" aria-label="Marked in the text">{layers}</div>'
        '<div class="with-script" hidden>'
        '<label class="who-filter"><span>said by</span> <select id="who">'
        '<option value="">anyone</option><option value="named">a named source</option>'
        f'<option value="unnamed">{UNNAMED}</option>'
        f'<option value="article">{ARTICLE}</option>{options}</select></label>'
        '<label class="score-filter"><span>score from</span> '
        f'<input type="range" id="score" min="0" max="1" step="0.05" value="{score:g}">'
        f'<output for="score">{score:.2f}</output></label>'
        '<p id="shown" role="status"></p></div></form>\n'
    )


# ---------------------------------------------------------------- a document


class _Part:
    """One document's part of the page."""

    def __init__(self, document: Document, view: View, place: int) -> None:
        self.document = document
        self.only = view.only
        self.place = place
        self.is_single = True
        self.numbers = {number.id: number for number in document.numbers}
        self.attributions = {a.id: a for a in document.attributions}
        self.claim_of = nearest_claims(document)
        least = view.min_score or 0.0
        self.claims = [claim for claim in document.claims if claim.score >= least]
        if "claims" not in view.only:
            self.claims = []

    @property
    def title(self) -> str:
        """The headline, or the name of the file."""
        name = self.document.source.rstrip("/").rpartition("/")[2]
        return escaped(self.document.title or (name if name not in {"", "-"} else "article"))

    def anchor(self, name: str) -> str:
        """A record's id on the page: c4, or d2-c4 where there are several documents."""
        return name if self.is_single else f"d{self.place}-{name}"

    def entry(self) -> str:
        """The document's line in the list of all."""
        facts = f"{counted(len(self.claims), 'claim')}, {self._count('number', 'figure')}"
        return f'<li><a href="#d{self.place}">{self.title}</a> <small>{facts}</small></li>\n'

    def html(self) -> Iterator[str]:
        """The head, the marked text with its notes, and the tables."""
        heading = "h1" if self.is_single else "h2"
        yield f'<article id="d{self.place}">\n<header><{heading}>{self.title}</{heading}>\n'
        yield f'<p class="facts">{self._facts()}</p></header>\n<div class="text">\n'
        yield from self._text()
        yield "</div>\n"
        if "numbers" in self.only and self.document.numbers:
            yield from self._figures()
        if "entities" in self.only and self.document.entities:
            yield from self._names()
        digest = sha256(self.document.text.encode("utf-8", "replace").decode())
        yield f'<p class="facts digest">sha256 of the text: {digest}</p>\n</article>\n'

    def _count(self, kind: str, noun: str) -> str:
        return counted(len(getattr(self.document, f"{kind}s")), noun)

    def _facts(self) -> str:
        document = self.document
        named = sum(1 for claim in self.claims if claim.speaker)
        facts = [
            document.source if escaped(document.source) != self.title else "",
            f"published {document.published}" if document.published else "",
            f"{counted(len(self.claims), 'claim')} ({named} from a named source)"
            if "claims" in self.only
            else "",
            self._count("number", "figure") if "numbers" in self.only else "",
            document.pipeline,
        ]
        return " · ".join(escaped(fact) for fact in facts if fact)

    # ------------------------------------------------------------ the text

    def _text(self) -> Iterator[str]:
        """Each paragraph, and below it (beside it, where there is room) the notes on it."""
        paragraphs = find_paragraphs(self.document.text)
        notes = list(reversed(self.claims))
        marked = marked_paragraphs(self.document.text, paragraphs, self._marks())
        for (_, end), content in zip(paragraphs, marked, strict=True):
            yield f"<p>{content}</p>\n"
            here = []
            while notes and notes[-1].start < end:
                here.append(self._note(notes.pop()))
            if here:
                yield f'<ul class="notes" aria-label="Claims">\n{"".join(here)}</ul>\n'

    def _marks(self) -> Iterator[Mark]:
        """What is drawn in the text."""
        for claim in self.claims:
            name = self.anchor(claim.id)
            level = "high" if claim.score >= 0.8 else "middle" if claim.score >= 0.5 else "low"
            yield Mark(
                start=claim.start,
                end=claim.end,
                tag="mark",
                attributes=f'class="{level}" data-claim="{name}"',
                id=name,
                lead=_reference(claim.id.removeprefix("c"), name),
            )
        if "numbers" in self.only:
            for number in self.document.numbers:
                yield _span(number, "figure", figure_phrase(number), self.anchor(number.id))
        if "attributions" in self.only:
            for attribution in self.document.attributions:
                if attribution.source:
                    yield _span(attribution.source, "source", attribution.source.name)
                if attribution.cue:
                    yield _span(attribution.cue, "cue", attribution.cue.stance)
        if "entities" in self.only:
            for entity in self.document.entities:
                for place, mention in enumerate(entity.mentions):
                    name = "" if place else self.anchor(entity.id)
                    yield _span(mention, "name", _what(entity), name)

    # ------------------------------------------------------------ notes

    def _note(self, claim: Claim) -> str:
        """Who says so, what the figures are, how worth checking it is and why."""
        name = self.anchor(claim.id)
        attribution = self.attributions.get(claim.attribution or "")
        cue = ""
        if attribution and attribution.cue:
            cue = f" <i>{escaped(attribution.cue.text)}</i>"
        figures = "".join(
            f"<li>{_figure(self.numbers[n])}</li>" for n in claim.numbers if n in self.numbers
        )
        reasons = "".join(f" · {escaped(reason)}" for reason in claim.reasons)
        return (
            f'<li id="{name}-note" data-claim="{name}" data-score="{claim.score:g}" '
            f'data-who="{_who(claim)}">'
            f'<p class="who"><a class="id" href="#{name}" aria-label="Claim {claim.id} in the '
            f'text">{claim.id}</a> {_speaker(claim.speaker)}{cue}</p>'
            + (f'<ul class="figures">{figures}</ul>' if figures else "")
            + f'<p class="why"><span class="score">{claim.score:.2f}</span>{reasons}</p></li>\n'
        )

    # ------------------------------------------------------------ tables

    def _figures(self) -> Iterator[str]:
        """The ledger."""
        yield self._table_head(
            "Figures", ("figure", "of what", "who says so", "as written", "in"), "numbers"
        )
        for number in self.document.numbers:
            claim = self.claim_of.get(number.id)
            value = "" if number.value is None else f"{number.value}"
            concept = escaped(number.concept.text) if number.concept else ""
            link = f'<a href="#{self.anchor(number.id)}">{claim.id if claim else number.id}</a>'
            yield (
                f'<tr data-who="{_who(claim)}"><td class="number" data-key="{value}">'
                f"{escaped(figure_phrase(number))}</td><td>{concept}</td>"
                f"<td>{_speaker(claim.speaker if claim else None)}</td>"
                f"<td>{escaped(number.text)}</td>"
                f'<td data-key="{number.start}">{link}</td></tr>\n'
            )
        yield "</tbody></table></div></section>\n"

    def _names(self) -> Iterator[str]:
        """Who and what is named."""
        yield self._table_head("Names", ("name", "what", "date", "mentions"), "entities")
        for entity in self.document.entities:
            yield (
                f'<tr><td><a href="#{self.anchor(entity.id)}">{escaped(entity.name)}</a></td>'
                f"<td>{_LABELS[entity.label]}</td><td>{escaped(entity.value or '')}</td>"
                f'<td class="number" data-key="{len(entity.mentions)}">'
                f"{len(entity.mentions)}</td></tr>\n"
            )
        yield "</tbody></table></div></section>\n"

    def _table_head(self, title: str, columns: tuple[str, ...], kind: str) -> str:
        """All of a section up to the table's first row."""
        heading = "h2" if self.is_single else "h3"
        name = self.anchor(kind)
        head = "".join(f'<th scope="col">{column}</th>' for column in columns)
        return (
            f'<section><{heading} id="{name}">{title}</{heading}>\n'
            f'<div class="wide" role="region" aria-label="{title}: {self.title}" tabindex="0">'
            f'<table class="{kind}"><thead><tr>{head}</tr></thead>\n<tbody>\n'
        )


def _reference(number: str, name: str) -> str:
    """The small number before a claim, which leads to its note."""
    label = f'aria-label="Note on claim {number}"'
    return f'<a class="ref" href="#{name}-note" {label}>{number}</a>'


def _span(span: Number | Source | Cue | Mention, kind: str, title: str, name: str = "") -> Mark:
    """A mark that says more when it is pointed at."""
    return Mark(
        start=span.start,
        end=span.end,
        tag="span",
        attributes=f'class="{kind}" title="{escaped(title)}"',
        id=name,
    )


def _what(entity: Entity) -> str:
    """Vladimir Putin, person; 2024-06-03, date."""
    return f"{entity.value or entity.name}, {_LABELS[entity.label]}"


def _figure(number: Number) -> str:
    """> 500,000 Russian troops killed, the figure bold."""
    concept = f" {escaped(number.concept.text)}" if number.concept else ""
    return f"<b>{escaped(figure_phrase(number))}</b>{concept}"


def _speaker(speaker: str | None) -> str:
    """A named source bold, "unnamed" and "the article" as they are."""
    name = escaped(voice(speaker))
    return f"<b>{name}</b>" if speaker else name


def _who(claim: Claim | None) -> str:
    """The value that the filter of speakers compares: "=Vladimir Putin", "unnamed", "article"."""
    if claim is None or claim.speaker is None:
        return "article"
    return f"={escaped(claim.speaker)}" if claim.speaker else "unnamed"
