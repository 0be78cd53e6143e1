"""Quotation marks: paired by the cases in cases/quotes.toml, and what must hold of any text."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.find.paragraphs import find_paragraphs
from claimx.find.quotes import Quote, QuoteIndex, find_quotes

CASES = tomllib.loads((Path(__file__).parent / "cases/quotes.toml").read_text("utf-8"))["case"]
# Text made of what quotations are made of.
QUOTED = st.text(alphabet="ab s.,\n 5\"'`“”‘’«»(—", max_size=80)


def quotes_of(text: str) -> tuple[Quote, ...]:
    return find_quotes(text, find_paragraphs(text))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_quotations_are_found(case: dict[str, Any]) -> None:
    """Each case's quotations are found, marks and all, and those that go on say so."""
    text = case["text"]
    found = quotes_of(text)
    assert case["quotes"] == [text[q.start : q.end] for q in found], case["reason"]
    assert case.get("continues", []) == [text[q.start : q.end] for q in found if q.continues]


@given(QUOTED)
def test_quotations_never_cross(text: str) -> None:
    """Of two quotations one lies in the other or they stand apart, and both are in order."""
    open_ends: list[int] = []
    for quote in quotes_of(text):
        while open_ends and open_ends[-1] <= quote.start:
            open_ends.pop()
        assert not open_ends or quote.end <= open_ends[-1]
        assert quote.depth == len(open_ends)
        open_ends.append(quote.end)


@given(QUOTED)
def test_a_quotation_lies_in_one_paragraph(text: str) -> None:
    """A quotation has a word between its marks and lies in one paragraph."""
    paragraphs = find_paragraphs(text)
    for quote in find_quotes(text, paragraphs):
        assert 0 <= quote.start < quote.inner < quote.inner_end <= quote.end <= len(text)
        assert any(map(str.isalnum, text[quote.inner : quote.inner_end]))
        assert any(start <= quote.start and quote.end <= end for start, end in paragraphs)
        assert quote.closed == (quote.inner_end < quote.end)


@given(QUOTED)
def test_the_index_finds_the_quotation_of_each_character(text: str) -> None:
    """The index says of each character what a look at all quotations says."""
    found = quotes_of(text)
    index = QuoteIndex(found)
    for offset in range(len(text)):
        around = [q for q in found if q.depth == 0 and q.start <= offset < q.end]
        assert (around[0] if around else None) == index.at(offset)


@given(QUOTED, QUOTED)
def test_a_quotation_depends_on_its_paragraph_alone(first: str, second: str) -> None:
    """What stands in another paragraph changes no quotation, but for whether it goes on."""
    if not second.strip() or not first.strip():
        return
    text = first.strip() + "\n\n" + second.strip()
    offset = len(first.strip()) + 2
    alone = [(q.start, q.end, q.depth) for q in quotes_of(second.strip())]
    together = [(q.start - offset, q.end - offset, q.depth) for q in quotes_of(text)]
    assert alone == [one for one in together if one[0] >= 0]


@pytest.mark.parametrize("unit", ['"', ' "a', "“", "“a ", "'a ", " 'a s' ", '"a" ', "''"])
def test_time_grows_with_the_marks_alone(unit: str) -> None:
    """Four times as many marks in one paragraph take about four times as long."""
    seconds = [min(seconds_for(unit * count) for _ in range(3)) for count in (12_500, 50_000)]
    assert seconds[1] < 12 * seconds[0] + 0.05


def seconds_for(text: str) -> float:
    started = time.process_time()
    find_quotes(text, [(0, len(text))])
    return time.process_time() - started


def test_a_hundred_thousand_marks() -> None:
    """100,000 quotation marks in a row are paired in seconds, and quote nothing."""
    text = '"' * 100_000
    started = time.process_time()
    assert () == find_quotes(text, [(0, len(text))])
    assert 5 > time.process_time() - started
