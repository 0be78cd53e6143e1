"""
Where a paragraph's dateline ends: "LONDON, Jan 11 (Reuters) - ", "Kyiv, Ukraine (AP) —", "NEW DELHI: ".

A dateline says where and when a report was written. It is a sentence of its own, so that the parser
does not take it for a part of the first one, and nobody's words.
"""

from __future__ import annotations

import functools
import re

from claimx.lexicon import table

_PLACE = r"[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+){0,3}"
_MORE = r"(?:,[ ][A-Z][\w.]*(?:[ ][\w.]+){0,3}){0,2}"
_AGENCY = r"[ ]?\([A-Z][\w ./&’'-]{1,40}\)"
_DASH = r"\s*(?:[—–―]|--|(?<=\s)-(?=\s))\s*"
_DATELINE = re.compile(
    rf"(?:{_PLACE}{_MORE}(?:{_AGENCY})?|[A-Z][\w.'’ -]{{1,30}}?{_MORE}{_AGENCY}){_DASH}(?=\S)"
)
# "NEW DELHI: The Centre", but "WALLACE: Why?" is who speaks.
_COLON = re.compile(rf"(?P<place>{_PLACE}){_MORE}:\s+(?=\S)")


def without_datelines(text: str, paragraphs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """
    The same paragraphs, each without the dateline that it begins with.

    Source: docs/rules.md#paragraphs
    """
    return [(_after_dateline(text, start, end), end) for start, end in paragraphs]


def _after_dateline(text: str, start: int, end: int) -> int:
    """Where the report begins in the paragraph text[start:end]."""
    if not text[start].isupper():
        return start
    match = _DATELINE.match(text, start, min(end, start + 120))
    if match is None:
        match = _COLON.match(text, start, min(end, start + 60))
        if match is None or match["place"].lower() not in _places():
            return start
    return match.end() if match.end() < end else start


@functools.cache
def _places() -> frozenset[str]:
    """The places that the lists have, in small letters."""
    places = table("places")
    lists = ("countries", "states", "cities", "world_cities")
    return frozenset(name for key in lists for name in places[key])
