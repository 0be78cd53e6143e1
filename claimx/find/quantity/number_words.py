"""
Number words -> values: "two hundred and fifty-four thousand", "twenty-one trillion three hundred".
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from claimx.find.quantity.digits import EXACT, Numeral, read_figure
from claimx.lexicon import table

if TYPE_CHECKING:
    from claimx.find.quantity.tokens import Tokens


@dataclass(frozen=True, slots=True)
class _Words:
    """The number words, by what they do."""

    ones: dict[str, int]
    teens: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, Decimal]
    suffixes: dict[str, Decimal]
    groups: dict[str, int]
    many: dict[str, int]
    ordinals: dict[str, int]
    fractions: dict[str, int]
    factors: dict[str, Decimal]
    starters: frozenset[str]


# More number words in a row than any numeral has.
MAX_WORDS = 40


@functools.cache
def words() -> _Words:
    """The number words of the lexicon."""
    rows = table("numerals")
    ordinals = dict(rows["ordinals"])
    fractions = dict(rows["fractions"])
    for word, value in ordinals.items():
        if value > 2:
            fractions[word] = value
            fractions[word + "s"] = value
    small = {**rows["ones"], **rows["teens"], **rows["tens"]}
    starters = {
        *small,
        *ordinals,
        *rows["many"],
        *rows["groups"],
        "half",
        "quarter",
        "hundred",
        "a",
        "an",
    }
    return _Words(
        ones=rows["ones"],
        teens=rows["teens"],
        tens=rows["tens"],
        scales={word: Decimal(value) for word, value in rows["scales"].items()},
        suffixes={word: Decimal(value) for word, value in rows["suffixes"].items()},
        groups=rows["groups"],
        many=rows["many"],
        ordinals=ordinals,
        fractions=fractions,
        factors={word: Decimal(factor) for factor, row in rows["factors"].items() for word in row},
        starters=frozenset(starters),
    )


def scaled(numeral: Numeral, scale: Decimal, last: int) -> Numeral:
    """The numeral times a scale, whose word ends before token `last`."""
    value = None if numeral.value is None else EXACT.multiply(numeral.value, scale)
    base = numeral.mantissa if numeral.mantissa is not None else numeral.value
    return replace(
        numeral, last=last, value=value, mantissa=base, scale=(numeral.scale or 1) * scale
    )


def over_hyphen(tokens: Tokens, k: int) -> int:
    """k, or the token behind it where k is a hyphen within a word."""
    return k + 1 if tokens.is_hyphen(k) else k


class _Sum:
    """
    What number words add up to so far: `total` is closed by scales, `group` waits for its scale.

    Each `take_` says whether the word may stand here.
    """

    __slots__ = ("group", "last_scale", "mantissa", "total")

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.group: Decimal | None = None
        self.last_scale: Decimal | None = None
        self.mantissa: Decimal | None = None

    def is_full_hundred(self) -> bool:
        """Whether a smaller number may follow: "two hundred and five"."""
        return self.group is not None and self.group >= 100 and self.group % 100 == 0

    def take_one(self, value: int) -> bool:
        """Take a word from nought to nine."""
        if self.group is None:
            self.group = Decimal(value)
            return True
        is_ten = self.group % 100 >= 20 and self.group % 10 == 0
        if value and (is_ten or self.is_full_hundred()):
            self.group += value
            return True
        return False

    def take_ten(self, value: int) -> bool:
        """Take a word from ten to ninety."""
        if self.group is not None and not self.is_full_hundred():
            return False
        self.group = (self.group or 0) + Decimal(value)
        return True

    def take_hundred(self, *, is_first: bool, is_figure: bool) -> bool:
        """Take "hundred": by itself only as the first word, else behind one to 99 ("322 hundred")."""
        if self.group is None:
            if not is_first:
                return False
            self.group = Decimal(100)
            return True
        if not 0 < self.group < (1000 if is_figure else 100):
            return False
        self.mantissa, self.group = self.group, self.group * 100
        return True

    def take_scale(self, scale: Decimal) -> bool:
        """Take "thousand" and up: smaller ones after larger, or scale upon scale ("lakh crore")."""
        if self.group is None:
            if not self.total:
                return False
            self.total, self.last_scale = self.total * scale, (self.last_scale or 1) * scale
            return True
        if self.last_scale is not None and scale >= self.last_scale:
            return False
        self.mantissa = None if self.total else self.group
        self.total, self.group, self.last_scale = self.total + self.group * scale, None, scale
        return True

    def take_figure(self, tokens: Tokens, k: int, *, is_first: bool) -> bool:
        """Take a figure among words: "4 thousand 3 hundred and 21"."""
        if self.group is not None:
            if tokens.word(k - 1) not in {"and", "&"}:
                return False
            self.group += int(tokens.raw[k])
            return True
        if not (
            is_first or tokens.word(k - 1) == "and" or tokens.word(k + 1) in {"hundred", "thousand"}
        ):
            return False
        value, doubt = read_figure(tokens.raw[k])
        if value is None or doubt or (self.total and value >= 1000):
            return False
        self.group = value
        return True


def words_at(tokens: Tokens, i: int) -> Numeral | None:
    """
    The number words from token i on, as one value: "two hundred and fifty-four thousand".

    A figure may stand for a word where a scale follows ("4 thousand 3 hundred and 21").
    """
    known = words()
    read = _Sum()
    end = k = i
    for _ in range(MAX_WORDS):
        word = tokens.word(k)
        if word in known.groups and k > i:
            if read.group is None or read.total:
                break
            size = Decimal(known.groups[word])
            return Numeral(i, k + 1, read.group * size, "word", read.group, size)
        if not _take(read, tokens, k, is_first=k == i):
            break
        end = k + 1
        k = _next_number_word(tokens, end, read, i)
        if k < 0:
            break
    if end == i:
        return None
    is_open = read.last_scale is None or read.group is not None
    return Numeral(
        i,
        end,
        read.total + (read.group or 0),
        "figure" if tokens.is_figure(i) else "word",
        None if is_open else read.mantissa,
        None if is_open else read.last_scale,
    )


def _take(read: _Sum, tokens: Tokens, k: int, *, is_first: bool) -> bool:
    """Add token k to what is read, if it may stand there."""
    known = words()
    word = tokens.word(k)
    if word in known.ones:
        return read.take_one(known.ones[word])
    if word in known.teens or word in known.tens:
        return read.take_ten(known.teens.get(word) or known.tens[word])
    if word == "hundred":
        return read.take_hundred(is_first=is_first, is_figure=tokens.is_figure(k - 1))
    if word in known.scales:
        return read.take_scale(known.scales[word])
    return tokens.is_figure(k) and read.take_figure(tokens, k, is_first=is_first)


def _next_number_word(tokens: Tokens, k: int, read: _Sum, i: int) -> int:
    """Where the numeral may go on behind token k - 1: over a hyphen, "and" or a comma; -1 if nowhere."""
    word = tokens.word(k)
    is_ten = read.group is not None and read.group in range(20, 100, 10)
    if tokens.is_hyphen(k) or (word == "-" and is_ten):
        return k + 1
    if word in {"and", "&"}:
        return k + 1 if _goes_on_after_and(tokens, k + 1, read, i) else -1
    if word == "," and read.group is None and read.total:  # three million, two hundred
        _, last = simple_at(tokens, k + 1)
        is_small = tokens.word(last) in {"hundred", "thousand"} and not tokens.is_figure(k + 1)
        return k + 1 if is_small else -1
    return k


def _goes_on_after_and(tokens: Tokens, k: int, read: _Sum, i: int) -> bool:
    """
    Whether the word at token k, behind "and", belongs to the numeral: "two hundred and five".

    It does behind a full hundred or a scale. In "between one hundred and two hundred" what follows
    has a hundred of its own, so it is another numeral.
    """
    known = words()
    full = read.is_full_hundred()
    if not (full or (read.group is None and read.total)):
        return False
    word = tokens.word(k)
    if tokens.is_figure(k):
        if not (full and tokens.is_figure(i) and len(tokens.raw[k]) < 3):
            return False
    elif not (word in known.ones or word in known.teens or word in known.tens):
        return False
    value, last = simple_at(tokens, k)
    behind = tokens.word(last)
    if full and (behind == "hundred" or value >= 100):
        return False
    if behind.endswith(("s", "f")) and value < known.fractions.get(behind, 0):
        return False  # one hundred and three quarters: 100.75
    return tokens.word(i - 1) != "between" or "and" in tokens.low[last : last + 4]


def simple_at(tokens: Tokens, k: int) -> tuple[int, int]:
    """The value under a hundred that begins at token k, and where it ends: "fifty-four" is 54."""
    known = words()
    word = tokens.word(k)
    if tokens.is_figure(k):
        return (
            int(tokens.raw[k]) if tokens.raw[k].isdecimal() and len(tokens.raw[k]) < 4 else 0
        ), k + 1
    if word in known.tens:
        j = over_hyphen(tokens, k + 1)
        unit = known.ones.get(tokens.word(j), 0)
        return (known.tens[word] + unit, j + 1) if unit else (known.tens[word], k + 1)
    value = known.ones.get(word, known.teens.get(word))
    return (value, k + 1) if value is not None else (0, k)
