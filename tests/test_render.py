"""What is printed: the table, CSV, and what never reaches a terminal."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx import Claim, Document, Number, Sentence, Span, UsageError
from claimx.render import FORMATS, View, render
from claimx.render.phrases import figure_phrase
from claimx.render.terminal import printable
from claimx.wire import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

GOLDEN = Path(__file__).parent / "golden"


def golden(name: str, made: str) -> str:
    """The kept output; CLAIMX_KEEP=1 keeps what is made now, for a person to look at."""
    if os.environ.get("CLAIMX_KEEP"):
        (GOLDEN / name).write_text(made, "utf-8")
    return (GOLDEN / name).read_text("utf-8")


def printed(documents: Iterable[Document], name: str, **view: Any) -> str:
    """All that a format prints."""
    return "".join(render(documents, name, View(**view)))


def number(**fields: Any) -> Number:
    """A number with these fields; the rest does not matter."""
    return Number(
        **{
            "id": "n1",
            "sentence": 0,
            "text": "5",
            "start": 0,
            "end": 1,
            "kind": "count",
            "value": 5,
        }
        | fields
    )


def one_claim(text: str, **fields: Any) -> Document:
    """A document whose whole text is one claim."""
    claim = Claim(
        **{
            "id": "c1",
            "sentence": 0,
            "text": text,
            "start": 0,
            "end": len(text),
            "attribution": None,
            "speaker": None,
            "stance": None,
            "numbers": (),
            "entities": (),
            "score": 0.9,
            "reasons": (),
        }
        | fields
    )
    return Document(
        source="a.txt",
        title=None,
        published=None,
        text=text,
        pipeline="none",
        sentences=(Sentence(start=0, end=len(text)),),
        numbers=(),
        entities=(),
        attributions=(),
        claims=(claim,),
    )


@pytest.mark.parametrize(
    ("fields", "phrase"),
    [
        ({"value": 512420}, "512,420"),
        ({"value": 500000, "comparison": ">"}, "> 500,000"),
        ({"value": 1200000000, "unit": "USD", "kind": "money"}, "USD 1.2 billion"),
        ({"value": 1234567891, "unit": "USD", "kind": "money"}, "USD 1,234,567,891"),
        ({"value": 10, "upper": 15, "unit": "percent", "kind": "percent"}, "10 to 15 %"),
        ({"value": 5, "unit": "percent", "kind": "percent", "trend": "up"}, "up 5 %"),
        ({"value": 24, "unit": "hour", "kind": "duration"}, "24 hours"),
        ({"value": 1, "unit": "hour", "kind": "duration"}, "1 hour"),
        ({"value": 3, "upper": 1, "kind": "ratio"}, "3–1"),
        ({"value": 0.25, "kind": "ratio"}, "0.25"),
        ({"value": 1 / 3, "kind": "ratio"}, "0.3333"),
        ({"value": 22, "kind": "ordinal"}, "22nd"),
        ({"value": 112, "kind": "ordinal"}, "112th"),
        ({"value": 1000, "comparison": ">=", "per": "day"}, "≥ 1,000 per day"),
        ({"value": 6, "unit": "foot", "kind": "measure"}, "6 feet"),
        ({"value": None}, "?"),
    ],
)
def test_figures_in_words(fields: dict[str, Any], phrase: str) -> None:
    """A figure reads as its normalised value."""
    assert phrase == figure_phrase(number(**fields))


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_the_sample_as_a_table(sample: Document, width: int) -> None:
    """The table of the sample article is the one that was looked at."""
    made = printed([sample], "table", width=width)
    assert golden(f"sample-{width}.txt", made) == made


def test_the_sample_as_json(sample: Document) -> None:
    """The JSON of the sample article is the one that was looked at."""
    made = printed([sample], "json", is_terminal=True)
    assert json.loads(golden("sample.json", made)) == json.loads(made)


@pytest.mark.parametrize("width", [1, 20, 40, 60, 80, 140])
def test_no_line_is_wider_than_the_page(sample: Document, width: int) -> None:
    """Below 40 columns the page stays 40 wide."""
    lines = printed([sample], "table", width=width, only=KINDS).split("\n")
    assert max(map(len, lines)) <= max(width, 40)


def test_markup_of_the_text_shows_as_it_is() -> None:
    """Rich neither eats "[sic]" nor falls over "[/b]" or makes emoji."""
    shown = printed([one_claim("It was [red]huge[/b] [sic] :smile: he said")], "table")
    assert "It was [red]huge[/b] [sic] :smile: he said" in shown


@pytest.mark.parametrize("letter", ["\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\x7f", "\r"])
def test_no_control_character_reaches_the_table(letter: str) -> None:
    """Escape sequences and bidi overrides become U+FFFD, in texts and names."""
    document = dataclasses.replace(one_claim(f"A{letter}[31mB"), source=f"a{letter}.txt")
    assert letter not in printed([document], "table")


@given(st.text(max_size=60))
def test_any_text_prints(text: str) -> None:
    """No text breaks a format."""
    document = one_claim(text or " ")
    for name in FORMATS:
        assert printed([document], name)


@given(st.text())
def test_printable_keeps_the_length(text: str) -> None:
    """One character for one, and none of them a control other than tab and line feed."""
    clean = printable(text)
    assert len(text) == len(clean)
    assert not [c for c in clean if (c < " " and c not in "\t\n") or "\x7f" <= c <= "\x9f"]


def test_csv_is_one_row_a_claim(sample: Document) -> None:
    """The first figure has columns of its own, all figures are JSON in the last."""
    rows = list(csv.DictReader(io.StringIO(printed([sample], "csv"))))
    assert [claim.id for claim in sample.claims] == [row["id"] for row in rows]
    with_figures = next(row for row in rows if row["figures"] != "[]")
    first = json.loads(with_figures["figures"])[0]
    assert str(first["value"]) == with_figures["value"]
    assert (first["concept"] or "") == with_figures["concept"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_cells_are_no_formulas(start: str) -> None:
    """A text cell that a spreadsheet would run begins with an apostrophe."""
    rows = list(csv.DictReader(io.StringIO(printed([one_claim(f"{start}1+1")], "csv"))))
    assert f"'{start}1+1" == rows[0]["text"]


def test_csv_of_two_kinds_is_refused(sample: Document) -> None:
    """One table holds one kind of row."""
    with pytest.raises(UsageError, match="one kind"):
        printed([sample], "csv", only=("claims", "numbers"))


@pytest.mark.parametrize("kind", KINDS)
def test_csv_of_each_kind(sample: Document, kind: str) -> None:
    """Every kind has its columns."""
    rows = list(csv.DictReader(io.StringIO(printed([sample], "csv", only=(kind,)))))
    assert {"a.txt", "sample.txt"} & {row["document"] for row in rows}


def test_low_scores_are_hidden_and_counted() -> None:
    """The table leaves out claims under 0.50 and says so."""
    document = one_claim("Low.", score=0.4)
    assert "1 claim scored below 0.50 is hidden" in printed([document], "table")
    assert "Low." in printed([document], "table", min_score=0.0)
    assert [] == json.loads(printed([document], "json", min_score=0.5))["claims"]


def test_a_concept_that_stands_elsewhere_is_added() -> None:
    """A reader of "1,290 on Monday" is told that it is troops."""
    text = "It lost 1,270 troops on Sunday and 1,290 on Monday."
    figures = number(
        text="1,290", start=35, end=40, value=1290, concept=Span(text="troops", start=14, end=20)
    )
    document = dataclasses.replace(one_claim(text, numbers=("n1",)), numbers=(figures,))
    assert "= 1,290 troops" in printed([document], "table")
