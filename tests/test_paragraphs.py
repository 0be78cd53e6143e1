"""Where paragraphs begin and end."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.find.datelines import without_datelines
from claimx.find.paragraphs import find_paragraphs

DATELINES = tomllib.loads((Path(__file__).parent / "cases/datelines.toml").read_text("utf-8"))[
    "case"
]
CASES = tomllib.loads((Path(__file__).parent / "cases/paragraphs.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["reason"])
def test_paragraphs(case: dict[str, Any]) -> None:
    """Each case's text falls into its paragraphs."""
    text = case["text"]
    assert case["paragraphs"] == [text[start:end] for start, end in find_paragraphs(text)]


@pytest.mark.parametrize("case", DATELINES, ids=lambda case: case["reason"])
def test_datelines(case: dict[str, Any]) -> None:
    """What is left of each case's paragraph."""
    text = case["text"]
    ((start, end),) = without_datelines(text, [(0, len(text))])
    assert case["body"] == text[start:end]


@given(st.text(alphabet="ab. \n\r\t\u2028“", max_size=300))
def test_paragraphs_are_in_order_and_lose_nothing(text: str) -> None:
    """They do not overlap, have no white space at their ends, and all other text is white space."""
    at = 0
    for start, end in find_paragraphs(text):
        assert not text[at:start].strip()
        assert start < end
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@given(st.text(alphabet="ab. \n", max_size=100), st.text(alphabet="ab. \n", max_size=100))
def test_what_follows_after_a_blank_line_changes_nothing(first: str, second: str) -> None:
    """A longer article has the same paragraphs at its beginning."""
    alone = find_paragraphs(first)
    assert alone == find_paragraphs(f"{first}\n\n{second}")[: len(alone)]
