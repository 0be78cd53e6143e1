"""
Words and their pieces, exactly as the uncased BERT vocabulary was trained on them.

Three steps, all of them BERT's: a text is cut at white space and around every punctuation sign; a
word is lower-cased and loses its accents and control characters; a word is then cut greedily into
the longest pieces that the vocabulary has. Offsets are into the text as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

UNKNOWN = "[UNK]"
# BERT gives up on longer words: without this bound, a line of 1 MB without a space is quadratic.
LONGEST_WORD = 100
# The memory of pieces already cut is emptied at this size: an article has some 500 distinct words.
MOST_WORDS_KEPT = 50_000

_ASCII_WORD_OR_SIGN = re.compile(r"[0-9A-Za-z]+|[!-/:-@\[-`{-~]")


class Word(NamedTuple):
    """A word or a sign of the text: its place, and the numbers of its pieces."""

    start: int
    end: int
    pieces: tuple[int, ...]


class WordPiece:
    """The vocabulary, and the cutting of a text by it."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        """`vocabulary`: the pieces, each in the place of its number; "##" leads one inside a word."""
        self._number = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = (self._number[UNKNOWN],)
        self._longest = max(map(len, self._number))
        self._kept: dict[str, tuple[int, ...]] = {}

    def __getitem__(self, piece: str) -> int:
        """The number of a piece that is in the vocabulary."""
        return self._number[piece]

    def words(self, text: str, start: int, end: int) -> list[Word]:
        """The words and signs of `text[start:end]`, in order; those without a piece are left out."""
        stretch = text[start:end]
        spans = _ascii_spans(stretch) if stretch.isascii() else _spans(stretch)
        kept = self._kept
        if len(kept) > MOST_WORDS_KEPT:
            kept.clear()
        found = []
        for i, j in spans:
            raw = stretch[i:j]
            pieces = kept.get(raw)
            if pieces is None:
                pieces = self._cut(plain(raw))
                if len(raw) <= LONGEST_WORD:
                    kept[raw] = pieces
            if pieces:
                found.append(Word(start + i, start + j, pieces))
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        """The longest pieces from the left; one [UNK] where no piece fits."""
        if len(word) > LONGEST_WORD:
            return self._unknown
        number, pieces, i = self._number, [], 0
        while i < len(word):
            lead = "##" if i else ""
            for j in range(min(len(word), i + self._longest), i, -1):
                piece = number.get(lead + word[i:j])
                if piece is not None:
                    pieces.append(piece)
                    i = j
                    break
            else:
                return self._unknown
        return tuple(pieces)


def plain(word: str) -> str:
    """The word in lower case, without accents and without characters that are not seen."""
    if word.isascii():
        return word.lower() if word.isprintable() else _seen(word).lower()
    bare = unicodedata.normalize("NFD", _seen(word))
    return "".join(c for c in bare if unicodedata.category(c) != "Mn").lower()


def _seen(word: str) -> str:
    return "".join(c for c in word if not _is_unseen(c))


def _is_unseen(c: str) -> bool:
    return c == "\ufffd" or (c not in "\t\n\r" and unicodedata.category(c)[0] == "C")


def _ascii_spans(text: str) -> list[tuple[int, int]]:
    if text.isprintable() or not _has_unseen_ascii(text):
        return [m.span() for m in _ASCII_WORD_OR_SIGN.finditer(text)]
    return _spans(text)


def _has_unseen_ascii(text: str) -> bool:
    return any(not c.isprintable() and c not in "\t\n\r" for c in set(text))


def _spans(text: str) -> list[tuple[int, int]]:
    """The words and signs where characters beyond ASCII have to be asked for their kind."""
    found, begun = [], -1
    stops = {c: _stops(c) for c in set(text)}
    for i, c in enumerate(text):
        stop = stops[c]
        if not stop:
            if begun < 0:
                begun = i
            continue
        if begun >= 0:
            found.append((begun, i))
            begun = -1
        if stop == "sign":
            found.append((i, i + 1))
    if begun >= 0:
        found.append((begun, len(text)))
    return found


def _stops(c: str) -> str:
    """Whether a character ends a word: "space", "sign" (a word of its own) or "" for no."""
    # Before white space: BERT drops control characters such as U+0085 first, so they join words.
    if _is_unseen(c):
        return ""
    if c.isspace():
        return "space"
    if c.isascii():
        return "" if c.isalnum() else "sign"
    if unicodedata.category(c)[0] == "P" or _is_ideograph(ord(c)):
        return "sign"
    return ""


def _is_ideograph(code: int) -> bool:
    """Chinese characters, each of which BERT takes as a word (not kana, not hangul)."""
    return (
        0x3400 <= code <= 0x4DBF
        or 0x4E00 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x2A6DF
        or 0x2A700 <= code <= 0x2CEAF
        or 0x2F800 <= code <= 0x2FA1F
    )
