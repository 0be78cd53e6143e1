"""
Number words -> values: "two hundred and fifty-four thousand", "twenty-one trillion three hundred".
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from claimx.find.digits import EXACT, Numeral, read_figure
from claimx.lexicon import table

if TYPE_CHECKING:
    from claimx.find.tokens import Tokens


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
    starters: frozenset[str]


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
        starters=frozenset(starters),
    )


def scaled(numeral: Numeral, scale: Decimal, last: int) -> Numeral:
    value = None if numeral.value is None else EXACT.multiply(numeral.value, scale)
    base = numeral.mantissa if numeral.mantissa is not None else numeral.value
    return replace(
        numeral, last=last, value=value, mantissa=base, scale=(numeral.scale or 1) * scale
    )


def over_hyphen(tokens: Tokens, k: int) -> int:
    """k, or the token behind it where k is a hyphen within a word."""
    return k + 1 if tokens.is_hyphen(k) else k


def words_at(tokens: Tokens, i: int) -> Numeral | None:
    """
    The number words from token i on, as one value: "two hundred and fifty-four thousand".

    A figure may stand for a word where a scale follows ("4 thousand 3 hundred and 21").
    """
    known = words()
    total = Decimal(0)  # what a scale word has closed
    group: Decimal | None = None  # what still waits for its scale
    last_scale: Decimal | None = None
    end = k = i
    shape = "figure" if tokens.is_figure(i) else "word"
    mantissa: Decimal | None = None
    for _ in range(40):
        word = tokens.word(k)
        if word in known.ones:
            value = known.ones[word]
            if group is None:
                group = Decimal(value)
            elif (value and group % 100 >= 20 and group % 10 == 0) or (
                value and group >= 100 and group % 100 == 0
            ):
                group += value
            else:
                break
        elif word in known.teens or word in known.tens:
            value = known.teens.get(word) or known.tens[word]
            if group is None:
                group = Decimal(value)
            elif group >= 100 and group % 100 == 0:
                group += value
            else:
                break
        elif word == "hundred":
            if group is None:
                if total or k > i:
                    break
                group = Decimal(100)
            elif 0 < group < 100 or (tokens.is_figure(k - 1) and group < 1000):
                mantissa, group = group, group * 100
            else:
                break
        elif word in known.scales:
            scale = known.scales[word]
            if group is None and not total:
                break
            if group is None:
                total, last_scale, mantissa = total * scale, (last_scale or 1) * scale, mantissa
            elif last_scale is not None and scale >= last_scale:
                break
            else:
                mantissa = group if not total else None
                total, group, last_scale = total + EXACT.multiply(group, scale), None, scale
        elif word in known.groups and k > i:
            if group is None or total:
                break
            return Numeral(
                i, k + 1, group * known.groups[word], "word", group, Decimal(known.groups[word])
            )
        elif (
            tokens.is_figure(k)
            and group is None
            and (
                k == i
                or tokens.word(k + 1) in {"hundred", "thousand"}
                or tokens.word(k - 1) == "and"
            )
        ):
            value_read, doubt = read_figure(tokens.raw[k])
            if value_read is None or doubt or (total and value_read >= 1000):
                break
            group = value_read
        elif tokens.is_figure(k) and group is not None and tokens.word(k - 1) in {"and", "&"}:
            group += int(tokens.raw[k])  # 3 hundred and 21
        else:
            break
        end = k + 1
        k = _next_number_word(tokens, end, group=group, total=total, i=i)
        if k < 0:
            break
    if end == i:
        return None
    value_all = total + (group or 0)
    if last_scale is None or group is not None:
        mantissa, last_scale = None, None
    return Numeral(i, end, value_all, shape, mantissa, last_scale)


def _next_number_word(
    tokens: Tokens, k: int, *, group: Decimal | None, total: Decimal, i: int
) -> int:
    """
    Where the numeral may go on behind token k - 1: over a hyphen, "and" or a comma; -1 if nowhere.

    "two hundred and five": after a full hundred or a scale. "between one hundred and two hundred":
    what follows "and" has a hundred of its own, so it is another numeral.
    """
    known = words()
    word = tokens.word(k)
    if tokens.is_hyphen(k) or (word == "-" and group is not None and group in range(20, 100, 10)):
        return k + 1
    if word in {"and", "&"}:
        full_hundred = group is not None and group >= 100 and group % 100 == 0
        if not (full_hundred or (group is None and total)):
            return -1
        following = tokens.word(k + 1)
        figure = tokens.is_figure(k + 1) and full_hundred is False and total == 0
        if tokens.is_figure(k + 1):
            figure = tokens.is_figure(i) and full_hundred and len(tokens.raw[k + 1]) < 3
        if not (
            figure or following in known.ones or following in known.teens or following in known.tens
        ):
            return -1
        rest = simple_at(tokens, k + 1)
        behind = tokens.word(rest[1])
        if full_hundred and (behind == "hundred" or rest[0] >= 100):
            return -1
        if (
            behind in known.fractions
            and behind.endswith(("s", "f"))
            and rest[0] < known.fractions[behind]
        ):
            return -1  # one hundred and three quarters: 100.75
        if tokens.word(i - 1) == "between" and "and" not in tokens.low[rest[1] : rest[1] + 4]:
            return -1
        return k + 1
    if word == "," and group is None and total:
        rest = simple_at(tokens, k + 1)
        return (
            k + 1
            if tokens.word(rest[1]) in {"hundred", "thousand"} and not tokens.is_figure(k + 1)
            else -1
        )
    return k


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
