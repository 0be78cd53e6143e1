"""
Where paragraphs begin and end.

News text comes in three shapes: a paragraph a line, paragraphs with blank lines between them, and
lines wrapped at some 70 columns with blank lines between. So a line break ends a paragraph, unless
the lines around it are one wrapped block. Each decision looks at one block (the lines between two
blank lines) only: what stands elsewhere in an article changes nothing.
"""

from __future__ import annotations

import re
from itertools import pairwise

# Mail and wire text is wrapped at 60 to 80 columns, some at 100; longer lines are paragraphs.
MAX_WRAP = 120
MIN_WRAP = 40
_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"""[.!?:;…]["'”’»)\]]*\s*$""")


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """
    The paragraphs of a text as (start, end) offsets, in order, white space around them left out.

    Source: docs/rules.md#paragraphs
    """
    found: list[tuple[int, int]] = []
    block: list[tuple[int, int]] = []
    previous_end = 0
    for line in _LINE.finditer(text):
        start, end = _stripped(text, line.start(), line.end())
        if start >= end:
            continue
        if block and _has_blank_line(text, previous_end, start):
            found.extend(_paragraphs_of(text, block))
            block = []
        block.append((start, end))
        previous_end = end
    if block:
        found.extend(_paragraphs_of(text, block))
    return found


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without the white space at its ends."""
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def _has_blank_line(text: str, start: int, end: int) -> bool:
    """Whether two line breaks or more stand between two lines; CRLF is one."""
    breaks = _BREAK.finditer(text, start, end)
    return next(breaks, None) is not None and next(breaks, None) is not None


def _paragraphs_of(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The paragraphs of a block: its lines, or all of it as one where it is wrapped."""
    if _is_wrapped(text, lines):
        return [(lines[0][0], lines[-1][1])]
    return lines


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """
    Whether the lines are one paragraph that was broken to fit a width.

    Then no line could have taken the first word of the next, and some line breaks off in the
    middle of a sentence.
    """
    lengths = [end - start for start, end in lines]
    width = max(lengths)
    if len(lines) < 2 or not MIN_WRAP <= width <= MAX_WRAP:
        return False
    mid_sentence = False
    for (start, end), (next_start, next_end) in pairwise(lines):
        next_line = text[next_start:next_end]
        if end - start + 1 + len(next_line.split(maxsplit=1)[0]) <= width:
            return False
        if not _SENTENCE_END.search(text, max(start, end - 8), end):
            # Two short headlines also pass the width test; a small letter tells them apart.
            mid_sentence |= next_line[0].islower() or len(lines) > 2
    return mid_sentence
