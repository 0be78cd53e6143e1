"""
Pairs quotation marks, and tells apostrophes apart.

Straight, curly and single marks, ``…'' and ''…'', nested, unclosed, and going on over paragraphs.

A paragraph is read mark by mark with a stack of what is open, twice at most, so that time grows with the text alone: 100,000 marks in a row are
100,000 steps. No quotation reaches over a paragraph's end. One that goes on in the next paragraph
is unclosed there and has an opening mark of its own here, as newspapers print it, and says so in
`continues`.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from typing import Literal

Style = Literal["double", "single"]

OPENING = frozenset({"“", "„", "«", "‟", "``", "‘‘", "‚‚"})
CLOSING = frozenset({"”", "»", "’’"})
# Marks that open and close alike; which it is shows in what stands beside them.
EITHER = frozenset({'"', "''", "＂"})
SINGLE_OPENING = frozenset({"‘", "‛", "`"})

# Each begins with its marks, so that the text between them costs little.
_DOUBLE = re.compile("``|‘‘|’’|''|“|„|«|‟|”|»|\"|＂")
# One that stands between letters is an apostrophe, as most are.
_SINGLE = re.compile(r"['‘’‛`](?<!['‘’`].)(?!['‘’`])(?:(?<![^\W_].)|(?![^\W_]))")
# ’em, ’til, ’90s, ’n’: an apostrophe that looks like an opening mark.
_ELISION = re.compile(
    r"(?:\d\ds?|em|til|tis|twas|cause|bout|n|round|cos|coz|kay|im|er)\b", re.IGNORECASE
)
_BEFORE_OPENING = frozenset(" \t\u00a0\u2009\u202f([{—–-/:>…,;")
_AFTER_CLOSING = frozenset(" \t\u00a0\u2009\u202f)]}—–-/.,;:!?…<")
# An opening mark and what may stand between it and the first letter: "“… $5".
MAX_MARKS = 40

_Pair = tuple[int, int, int, int, bool, Style]  # start, inner, inner end, end, closed, style


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """
    A quotation with its marks: `text[start:end]` is '“No,”' and `text[inner:inner_end]` is 'No,'.

    `closed` is False where the closing mark is missing, and the quotation then ends with its
    paragraph, or before the next opening mark. `continues` is True where it goes on from an
    unclosed one of the paragraph before it. `depth` is 0 for an outermost quotation.
    """

    start: int
    end: int
    inner: int
    inner_end: int
    style: Style
    depth: int
    closed: bool
    continues: bool


def find_quotes(text: str, paragraphs: list[tuple[int, int]]) -> tuple[Quote, ...]:
    """
    The quotations of a text, in order of start; an inner one follows the one around it.

    Args:
        text: the article.
        paragraphs: its (start, end) offsets, in order (`claimx.find.paragraphs`).

    Returns:
        Every quotation that holds a letter or a digit. Two never cross: one lies in the other or
        they stand apart.

    Source: docs/rules-attributions.md#quotations
    """
    found: list[Quote] = []
    goes_on = False
    for start, end in paragraphs:
        quotes = _quotes_of_paragraph(text, start, end, goes_on=goes_on)
        found.extend(quotes)
        outer = [quote for quote in quotes if quote.depth == 0]
        # Only a quotation that runs to the paragraph's end goes on in the next one.
        goes_on = bool(outer) and not outer[-1].closed and outer[-1].end == end
    return tuple(found)


class QuoteIndex:
    """The outermost quotations of a text, found by offset in logarithmic time."""

    def __init__(self, quotes: tuple[Quote, ...]) -> None:
        """Keep the outermost quotations of `find_quotes`."""
        self.outer = [quote for quote in quotes if quote.depth == 0]
        self._starts = [quote.start for quote in self.outer]

    def at(self, offset: int) -> Quote | None:
        """The outermost quotation, marks and all, that holds the character at the offset."""
        k = bisect.bisect_right(self._starts, offset) - 1
        return self.outer[k] if k >= 0 and offset < self.outer[k].end else None

    def between(self, start: int, end: int) -> list[Quote]:
        """The outermost quotations that start in the stretch, in order."""
        return self.outer[
            bisect.bisect_left(self._starts, start) : bisect.bisect_left(self._starts, end)
        ]

    def touching(self, start: int, end: int) -> list[Quote]:
        """The outermost quotations that share a character with the stretch, in order."""
        first = bisect.bisect_left(self._starts, start)
        if first and self.outer[first - 1].end > start:
            first -= 1
        return self.outer[first : bisect.bisect_left(self._starts, end)]


def _quotes_of_paragraph(text: str, start: int, end: int, *, goes_on: bool) -> list[Quote]:
    """The quotations of one paragraph, in order of start."""
    # "So if he says, "Ten rounds," you know why.": marks inside marks of the same form, but only
    # where every one of them finds its partner; else the first was never closed.
    doubles, balanced = _double_quotes(text, start, end, nesting=True)
    if not balanced:
        doubles, _ = _double_quotes(text, start, end, nesting=False)
    singles = _single_quotes(text, start, end)
    if not doubles and not singles:
        return []
    return _in_order(text, [*doubles, *singles], start, goes_on=goes_on)


def _double_quotes(text: str, start: int, end: int, *, nesting: bool) -> tuple[list[_Pair], bool]:
    """The quotations in double marks of a paragraph, and whether each mark found its partner."""
    found: list[_Pair] = []
    opened: list[tuple[int, int]] = []
    for match in _DOUBLE.finditer(text, start, end):
        here, after = match.span()
        if _is_opening(text, match[0], (here, after), (start, end), is_open=bool(opened)):
            if opened and not nesting:
                stop = _trimmed_end(text, opened[-1][1], here)
                found.append((*opened.pop(), stop, stop, False, "double"))
            opened.append((here, after))
        elif opened:
            found.append((*opened.pop(), here, after, True, "double"))
    balanced = not opened
    if opened:
        stop = _trimmed_end(text, opened[-1][1], end)
        found.append((*opened[-1], stop, stop, False, "double"))
    return found, balanced


def _single_quotes(text: str, start: int, end: int) -> list[_Pair]:
    """The quotations in single marks of a paragraph; one without its closing mark is none."""
    found: list[_Pair] = []
    opened: tuple[int, int] | None = None
    doubtful: tuple[int, int] | None = None  # of "the workers’ fear": apostrophe or closing mark
    for match in _SINGLE.finditer(text, start, end):
        here, after = match.span()
        role = _single_role(text, match[0], (here, after), (start, end))
        if role == "open":
            if opened and doubtful:
                found.append((*opened, *doubtful, True, "single"))
            opened, doubtful = (here, after), None
        elif role == "close" and opened:
            found.append((*opened, here, after, True, "single"))
            opened, doubtful = None, None
        elif role == "doubtful" and opened:
            doubtful = (here, after)
    if opened and doubtful:
        found.append((*opened, *doubtful, True, "single"))
    return found


def _is_opening(
    text: str, mark: str, at: tuple[int, int], paragraph: tuple[int, int], *, is_open: bool
) -> bool:
    """Whether a double mark opens a quotation, by its form or else by what stands beside it."""
    if mark in OPENING:
        return True
    if mark in CLOSING:
        return False
    before, behind = _beside(text, at, paragraph)
    can_open = (before in _BEFORE_OPENING or before in "“‘'’`\"") and not behind.isspace()
    can_close = not before.isspace() and (behind in _AFTER_CLOSING or behind in "”’'\"")
    if is_open:
        # Only ` "word` opens anew; whatever else stands there closes.
        return can_open and not can_close and before.isspace()
    if before.isdigit() and not behind.isalnum():
        return False  # 6'2": inches
    return can_open or not can_close


def _single_role(
    text: str, mark: str, at: tuple[int, int], paragraph: tuple[int, int]
) -> Literal["open", "close", "doubtful", "apostrophe"]:
    """What a single mark is that does not stand between letters."""
    before, behind = _beside(text, at, paragraph)
    starts_word = behind.isalnum() or behind in '“"[(…$£€'
    if mark in SINGLE_OPENING:
        return "open" if starts_word else "apostrophe"
    if (before in _BEFORE_OPENING or before in '“"') and starts_word:
        # ’90s and ’em are apostrophes; a typesetter's ’ never opens.
        is_elision = mark == "’" or _ELISION.match(text, at[1], paragraph[1])
        return "apostrophe" if is_elision else "open"
    if before.isspace() or not (behind in _AFTER_CLOSING or behind in '”"’'):
        return "apostrophe"
    return "doubtful" if before in "sS" and behind.isspace() else "close"


def _beside(text: str, at: tuple[int, int], paragraph: tuple[int, int]) -> tuple[str, str]:
    """The characters before and behind a mark; a space stands for the paragraph's ends."""
    before = text[at[0] - 1] if at[0] > paragraph[0] else " "
    behind = text[at[1]] if at[1] < paragraph[1] else " "
    return before, behind


def _trimmed_end(text: str, start: int, end: int) -> int:
    """`end` without the white space before it, `start` at least."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _in_order(text: str, pairs: list[_Pair], paragraph: int, *, goes_on: bool) -> list[Quote]:
    """The quotations in order of start, with their depth, without empty and crossing ones."""
    found: list[Quote] = []
    around: list[int] = []  # the ends of the quotations that hold the place we are at
    pairs = sorted(pairs, key=lambda pair: (pair[0], -pair[3]))
    for k, (start, inner, inner_end, end, closed, style) in enumerate(pairs):
        while around and around[-1] <= start:
            around.pop()
        if around and end > around[-1]:
            continue
        # A pair of single marks that breaks one of double marks is two apostrophes.
        if style == "single" and _crosses_next(pairs, k):
            continue
        if not any(map(str.isalnum, text[inner : min(inner_end, inner + MAX_MARKS)])):
            continue
        found.append(
            Quote(
                start=start,
                end=end,
                inner=inner,
                inner_end=inner_end,
                style=style,
                depth=len(around),
                closed=closed,
                continues=goes_on and start == paragraph,
            )
        )
        around.append(end)
    return found


def _crosses_next(pairs: list[_Pair], k: int) -> bool:
    """Whether the next quotation starts in this one and ends behind it."""
    if k + 1 == len(pairs):
        return False
    end, following = pairs[k][3], pairs[k + 1]
    return following[0] < end < following[3]
