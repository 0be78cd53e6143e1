"""
Marked text: spans that may nest and overlap, as HTML elements that only nest.

A span that crosses the end of another is drawn in two pieces. The work is done here on Python's
offsets, which a browser's (UTF-16) would not match.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.render.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """
    A span and the element that is drawn around it.

    `attributes` are on each piece; `id` and `lead`, HTML that goes before the text, on the first.
    """

    start: int
    end: int
    tag: str
    attributes: str
    id: str = ""
    lead: str = ""


def escaped(text: str) -> str:
    """The text as HTML, in elements and attributes; no control or change of direction is in it."""
    return html.escape(printable(text.replace("\r\n", "\n").replace("\r", "\n")))


def marked_paragraphs(
    text: str, paragraphs: Iterable[tuple[int, int]], marks: Iterable[Mark]
) -> Iterator[str]:
    """
    The HTML of each paragraph's text with its marks.

    Args:
        text: the article.
        paragraphs: their offsets, in order and apart.
        marks: in any order; those that go on over a paragraph's end go on in the next.
    """
    # What starts first is the outer one; of those that start together, the longest.
    waiting = sorted(marks, key=lambda mark: (-mark.start, mark.end))
    going_on: list[Mark] = []
    for start, end in paragraphs:
        here = [_Piece(mark, end, is_first=False) for mark in going_on]
        while waiting and waiting[-1].start < end:
            here.append(_Piece(waiting.pop(), end, is_first=True))
        yield "".join(_drawn(text, start, end, here))
        going_on = [piece.mark for piece in here if piece.mark.end > end]


class _Piece:
    """The part of a mark that lies in one paragraph."""

    def __init__(self, mark: Mark, end: int, *, is_first: bool) -> None:
        self.mark = mark
        self.end = min(mark.end, end)
        self.is_first = is_first

    def opened(self) -> str:
        """The opening tag; only the first time it has the id and the lead."""
        mark, is_first, self.is_first = self.mark, self.is_first, False
        name = f' id="{mark.id}"' if mark.id and is_first else ""
        return f"<{mark.tag}{name} {mark.attributes}>{mark.lead if is_first else ''}"


def _drawn(text: str, start: int, end: int, pieces: list[_Piece]) -> Iterator[str]:
    """The paragraph's text and tags; `pieces` are in the order in which they open."""
    around: list[_Piece] = []  # the open elements, the outermost first
    at = start
    for piece in pieces:
        opens = max(piece.mark.start, start)
        if opens >= piece.end:
            continue
        while around and (closes := min(p.end for p in around)) <= opens:
            yield escaped(text[at:closes])
            yield from _close(around, closes)
            at = closes
        yield escaped(text[at:opens])
        yield piece.opened()
        around.append(piece)
        at = opens
    while around:
        closes = min(piece.end for piece in around)
        yield escaped(text[at:closes])
        yield from _close(around, closes)
        at = closes
    yield escaped(text[at:end])


def _close(around: list[_Piece], at: int) -> Iterator[str]:
    """Close what ends here; what is inside of it and goes on is closed and opened again."""
    first = next(place for place, piece in enumerate(around) if piece.end <= at)
    inner = around[first:]
    del around[first:]
    yield from (f"</{piece.mark.tag}>" for piece in reversed(inner))
    around += sorted((piece for piece in inner if piece.end > at), key=lambda p: -p.end)
    yield from (piece.opened() for piece in around[first:])
