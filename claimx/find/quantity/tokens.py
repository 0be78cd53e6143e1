"""
A text as light tokens: words, figures, signs. No spaCy.

spaCy makes "5bn", "40C" and "24/7" one token and "10-to-15-day" three; here a word is letters
alone and a figure is digits with their separators, so that both read as "10", "-", "to", "-",
"15", "-", "day". Whether there is white space between two tokens is in their offsets.
"""

from __future__ import annotations

import re

VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
# Letters with their superscripts (m²), but not the vulgar fractions ("½tbsp" is two tokens).
_LETTER = rf"[^\W\d_{VULGAR}]"
_TOKEN = re.compile(
    rf"""
      \d+(?:[.,٫٬，．]\d+)*            # 1,234.5 and whatever else digits and separators make
      (?:(?:[\u00a0\u2009\u202f]\d{{3}}(?!\d))+(?:\.\d+)?)?   # groups of thousands set off by a no-break space
      (?:['’]\d{{3}}(?!\d))*           # and the Swiss 1'000'000
      (?:[eE][+-]?\d+(?![\w.]))?       # 4e14
    | (?<![\w.])\.\d+                  # .534
    | {_LETTER}+(?:['’]{_LETTER}+)*    # word, don't, year's
    | [{VULGAR}]
    | \n\s*                            # a line break, with the blank lines after it
    | [^\w\s]|_
    """,
    re.VERBOSE,
)
BREAK = "\n"
# Small figures that commas without spaces list: 22,24,26,31.
_LIST = re.compile(r"(?<![\d.,])\d{1,2}(?:,\d{1,2}){2,}(?![\d.,]*\d)")


class Tokens:
    """
    The tokens of a text, as parallel lists.

    `raw[i]` is the token as written and `low[i]` in lower case; `start[i]` and `end[i]` are its
    offsets. A line break before anything but a small letter is a token of its own, `BREAK`.
    """

    __slots__ = ("end", "low", "raw", "size", "start", "text")

    def __init__(self, text: str) -> None:
        """Read the text once, in one linear scan."""
        spans = [match.span() for match in _TOKEN.finditer(text)]
        if _LIST.search(text):
            spans = [part for span in spans for part in _listed(text, span)]
        raw = [text[a:b] for a, b in spans]
        kept = [k for k, word in enumerate(raw) if not word.isspace() or _ends_line(text, spans[k])]
        self.text = text
        self.raw = [BREAK if raw[k].isspace() else raw[k] for k in kept]
        self.low = [word.lower() for word in self.raw]
        self.start = [spans[k][0] for k in kept]
        self.end = [spans[k][1] for k in kept]
        self.size = len(kept)

    def glued(self, i: int) -> bool:
        """Whether no space stands between token i and the one before it."""
        return 0 < i < self.size and self.start[i] == self.end[i - 1]

    def word(self, i: int) -> str:
        """Token i in lower case, "" outside the text."""
        return self.low[i] if 0 <= i < self.size else ""

    def written(self, i: int) -> str:
        """Token i as written, "" outside the text."""
        return self.raw[i] if 0 <= i < self.size else ""

    def is_figure(self, i: int) -> bool:
        """Whether token i is made of digits."""
        word = self.written(i)
        return word[:1].isdecimal() or (word[:1] == "." and word[1:2].isdecimal())

    def is_word(self, i: int) -> bool:
        """Whether token i is made of letters."""
        return self.written(i)[:1].isalpha()

    def is_hyphen(self, i: int) -> bool:
        """Whether token i is a hyphen or dash with no space on either side."""
        return self.written(i) in HYPHENS and self.glued(i) and self.glued(i + 1)


HYPHENS = frozenset("-‐‑–−")


def _listed(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """The span itself, or those of its figures and commas where it is a list of them."""
    start, end = span
    if end - start < 5 or not text[start].isdecimal() or not _LIST.fullmatch(text, start, end):
        return [span]
    parts = re.finditer(r"\d+|,", text[start:end])
    return [(start + part.start(), start + part.end()) for part in parts]


def _ends_line(text: str, span: tuple[int, int]) -> bool:
    """Whether a line break ends what stands before it: no small letter goes on behind it."""
    return text.count("\n", *span) > 1 or not text[span[1] : span[1] + 1].islower()
