"""
What the tagger looks at: a text's paragraphs as words with their marks, in rows of pieces.

A row is a passage: a paragraph, and those after it that go on with it (a paragraph that is one
quotation, or one that a colon announced). Nothing outside a passage changes what is found in it,
so that an article's tags stay as they are when it gets longer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimx.model.wordpiece import Word, WordPiece

# [CLS], the pieces, [SEP]. MiniLM was trained for 256.
ROW_PIECES = 254

# What a word looks like: in quotation marks or not (6), glued to the word before or not (3),
# lower case, Capital or CAPS (1). The vocabulary is uncased and has no white space.
KINDS = 12
_QUOTED, _GLUED, _CAPITAL, _CAPS = 6, 3, 1, 2

_DOUBLE = re.compile(r"``|''|[\"“”„«»]")
_OPENING = frozenset(["“", "„", "«", "``"])
_CLOSING = frozenset(["”", "»"])
# A single mark opens before a word and not after one; it closes after a word and not before one.
# No ’90s and no ’em.
_SINGLE_OPENS = re.compile(r"(?<![\w'’])['‘](?=[A-Z\[“\"]|[a-z]+\b(?!['’]))(?!em\b|tis\b|til\b)")
_SINGLE_CLOSES = re.compile(r"(?<=[^\s'‘])['’](?![\w'’])")

_SENTENCE_ENDS = frozenset(".?!")
_AFTER_A_SENTENCE = frozenset("\"”’')")


class Row(NamedTuple):
    """
    One input of the network: [CLS], the pieces of `words`, [SEP].

    `kinds` has a number below KINDS for each word. `breaks` are the words that begin a paragraph
    other than the first: a [SEP] stands before each.
    """

    words: Sequence[Word]
    kinds: Sequence[int]
    breaks: Sequence[int]

    def pieces(self, cls: int, sep: int) -> tuple[list[int], list[int], list[int]]:
        """The row's pieces, the kind of each, and the place of each word's first piece."""
        pieces, kinds, firsts = [cls], [0], []
        breaks = set(self.breaks)
        for number, (word, kind) in enumerate(zip(self.words, self.kinds, strict=True)):
            if number in breaks:
                pieces.append(sep)
                kinds.append(0)
            firsts.append(len(pieces))
            pieces.extend(word.pieces)
            kinds.extend([kind] * len(word.pieces))
        pieces.append(sep)
        kinds.append(0)
        return pieces, kinds, firsts


class Paragraph(NamedTuple):
    """A paragraph's words, the kind of each, and how it hangs together with its neighbours."""

    words: list[Word]
    kinds: list[int]
    goes_on: bool
    announces: bool


def read_paragraph(text: str, start: int, end: int, wordpiece: WordPiece) -> Paragraph:
    """The words of `text[start:end]` and what each looks like."""
    words = wordpiece.words(text, start, end)
    quoted = quoted_stretches(text, start, end)
    kinds, k, last = [], 0, -1
    is_quoted_only = bool(words)
    for word in words:
        while k < len(quoted) and quoted[k][1] <= word.start:
            k += 1
        kind = 0
        if k < len(quoted) and quoted[k][0] <= word.start:
            kind += _QUOTED
        elif text[word.start].isalnum():
            is_quoted_only = False
        if word.start == last:
            kind += _GLUED
        last = word.end
        kind += _case(text[word.start : min(word.end, word.start + 100)])
        kinds.append(kind)
    return Paragraph(
        words,
        kinds,
        goes_on=is_quoted_only and text[words[0].start] in "\"“`'‘",
        announces=bool(words) and text[words[-1].start] == ":",
    )


def _case(word: str) -> int:
    if not word[0].isupper():
        return 0
    return _CAPS if len(word) > 1 and word.isupper() else _CAPITAL


def quoted_stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """
    What stands in quotation marks in a paragraph, the marks included: [(12, 40), …].

    A straight mark opens where none is open and closes where one is, a curly one says which it
    is; a quotation that is not closed runs to the paragraph's end. Single marks count outside
    double ones only, and only as a pair.
    """
    found, opened = [], -1
    for mark in _DOUBLE.finditer(text, start, end):
        sign = mark[0]
        if opened < 0 and sign not in _CLOSING:
            opened = mark.start()
        elif opened >= 0 and sign not in _OPENING:
            found.append((opened, mark.end()))
            opened = -1
    if opened >= 0:
        found.append((opened, end))
    singles, after = [], start
    for opened, closed in [*found, (end, end)]:
        singles += _single_stretches(text, after, opened)
        after = closed
    return sorted(found + singles) if singles else found


def _single_stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    if text.find("'", start, end) < 0 and text.find("‘", start, end) < 0:
        return found
    closings = [m.start() for m in _SINGLE_CLOSES.finditer(text, start, end)]
    k, after = 0, start
    for mark in _SINGLE_OPENS.finditer(text, start, end):
        if mark.start() < after:
            continue
        while k < len(closings) and closings[k] <= mark.start():
            k += 1
        if k == len(closings):
            break
        after = closings[k] + 1
        found.append((mark.start(), after))
    return found


def passages(paragraphs: Sequence[Paragraph], text: str) -> Iterator[Row]:
    """The rows of an article: each passage, or its parts where it is longer than a row."""
    row: list[Paragraph] = []
    room = 0
    for paragraph in paragraphs:
        if not paragraph.words:
            continue
        size = 1 + sum(len(word.pieces) for word in paragraph.words)
        if row and size <= room and (paragraph.goes_on or row[-1].announces):
            row.append(paragraph)
            room -= size
            continue
        if row:
            yield _row(row)
            row = []
        if size > ROW_PIECES + 1:
            yield from _cut(paragraph, text)
        else:
            row, room = [paragraph], ROW_PIECES + 1 - size
    if row:
        yield _row(row)


def _row(paragraphs: Sequence[Paragraph]) -> Row:
    words: list[Word] = []
    kinds: list[int] = []
    breaks = []
    for paragraph in paragraphs:
        if words:
            breaks.append(len(words))
        words += paragraph.words
        kinds += paragraph.kinds
    return Row(words, kinds, breaks)


def _cut(paragraph: Paragraph, text: str) -> Iterator[Row]:
    """A paragraph too long for a row, at the last end of a sentence that leaves a row half full."""
    words, kinds = paragraph.words, paragraph.kinds
    begin = 0
    while begin < len(words):
        size, j, best = 0, begin, -1
        while j < len(words) and size + len(words[j].pieces) <= ROW_PIECES:
            size += len(words[j].pieces)
            j += 1
            if size * 2 >= ROW_PIECES and j < len(words) and _begins_a_sentence(words, j, text):
                best = j
        if j < len(words) and best > 0:
            j = best
        yield Row(words[begin:j], kinds[begin:j], ())
        begin = j


def _begins_a_sentence(words: Sequence[Word], j: int, text: str) -> bool:
    """Whether white space and a full stop, with its closing marks, stand before the word."""
    k = j - 1
    if words[k].end == words[j].start:
        return False
    if text[words[k].start] in _AFTER_A_SENTENCE and k > 0:
        k -= 1
    return text[words[k].start] in _SENTENCE_ENDS
