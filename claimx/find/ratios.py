"""
Scores, votes, odds and shares: "3-1", "10-to-1", "two in five", "one over twenty".

Source: docs/rules-numbers.md#ratios
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find import bounds, not_numbers
from claimx.find.amounts import figure_of
from claimx.find.digits import ROUNDED
from claimx.find.numerals import numeral_at
from claimx.find.units import (
    unit_at,
)
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from claimx.find.figure_types import Amount, Figure
    from claimx.find.tokens import Tokens

_AFTER_RATIO = word_set("contexts", "figures", "after_ratio")


def score_at(tokens: Tokens, a: Amount, previous: Figure | None) -> Figure | None:
    """A score, vote or odds: "3-1", "2–2", "52-48", "10-to-1", "3:1". The first figure is the value."""
    if (
        a.value is None
        or a.unit is not None
        or a.numeral.scale is not None
        or a.numeral.shape not in {"figure", "word"}
    ):
        return None
    k = a.last
    if tokens.is_hyphen(k) and tokens.word(k + 1) == "to" and tokens.is_hyphen(k + 2):
        k += 3
    elif (
        (tokens.is_hyphen(k) or (tokens.word(k) == ":" and tokens.glued(k) and tokens.glued(k + 1)))
        and (tokens.is_figure(k + 1) or tokens.is_word(k + 1))
    ) or (
        tokens.word(k) == "to"
        and (
            tokens.word(a.first - 2) in {"odds", "ratio", "margin", "vote", "score"}
            or _is_descending(tokens, a, k + 1)
        )
    ):
        k += 1
    else:
        return None
    if tokens.is_figure(k) and not_numbers.is_year_figure(tokens.raw[k]):
        return None
    second = numeral_at(tokens, k)
    if (
        second is None
        or second.value is None
        or second.shape not in {"figure", "word"}
        or second.scale is not None
    ):
        return None
    if (
        a.value != int(a.value)
        or second.value != int(second.value)
        or a.value > 999
        or (tokens.glued(second.last) and tokens.is_word(second.last))
    ):
        return None
    if not tokens.is_figure(a.numeral.first) and tokens.is_figure(k):
        return None
    if tokens.is_hyphen(second.last) and not tokens.is_word(second.last + 1):
        return None
    figure = figure_of(tokens, a)
    figure.kind, figure.value, figure.upper, figure.is_bare = "ratio", a.value, second.value, False
    figure.last = figure.core_last = second.last
    return figure


def _is_descending(tokens: Tokens, a: Amount, k: int) -> bool:
    """Whether "4 to 1" is a ratio: the second figure is smaller and counts nothing, no change goes on."""
    if not (
        tokens.is_figure(k)
        and tokens.raw[k].isdecimal()
        and len(tokens.raw[k]) < 4
        and a.value is not None
    ) or tokens.word(a.first - 1) in {"from", "at"}:
        return False
    below = int(tokens.raw[k])
    after = tokens.written(k + 1)
    if (
        not 0 < below < a.value
        or (a.value, below) == (9, 5)
        or (after[:1].isalnum() and after.lower() not in _AFTER_RATIO)
    ):
        return False
    return not bounds.is_move_before(tokens, a.first) and unit_at(tokens, k + 1) is None


def share_at(tokens: Tokens, a: Amount) -> Figure | None:
    """A share in words: "two in five", "one out of three", "nine in every 10"; its value is 0.4."""
    if (
        a.value is None
        or a.unit is not None
        or a.numeral.scale is not None
        or a.is_prefixed
        or a.numeral.shape not in {"figure", "word"}
    ):
        return None
    k = a.last
    if tokens.is_hyphen(k) and tokens.word(k + 1) == "in" and tokens.is_hyphen(k + 2):
        k += 3
    elif tokens.word(k) == "in":
        k += 1
    elif tokens.word(k) == "out" and tokens.word(k + 1) == "of":
        k += 2
    elif (
        tokens.word(k) == "of"
        and tokens.word(k + 1 + (tokens.word(k + 1) == "every")) in {"10", "ten", "100", "1,000"}
        and (tokens.low[a.numeral.first] != "one" or tokens.word(k + 1) == "every")
    ) or (tokens.word(k) == "of" and tokens.word(k + 1) == "every"):
        k += 1
    else:
        return None
    out_of = tokens.word(k - 1) == "of"
    if tokens.word(k) == "every":
        k += 1
    whole = numeral_at(tokens, k)
    if (
        whole is None
        or whole.value is None
        or whole.shape not in {"figure", "word"}
        or not 0 < a.value < whole.value
    ):
        return None
    if tokens.is_figure(k) and not_numbers.is_year_figure(tokens.raw[k]):
        return None
    unit = unit_at(tokens, whole.last)
    if (
        unit is not None
        or (tokens.glued(whole.last) and tokens.raw[whole.last][0].isalnum())
        or tokens.is_hyphen(whole.last)
    ):
        return None
    if not out_of and not (
        a.value == 1
        or (a.value < 10 and whole.value in {3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 100, 1000})
    ):
        return None
    figure = figure_of(tokens, a)
    figure.kind, figure.value, figure.is_bare = (
        "ratio",
        ROUNDED.divide(a.value, whole.value).normalize(ROUNDED),
        False,
    )
    figure.last = figure.core_last = whole.last
    return figure


def fraction_read_out(tokens: Tokens, a: Amount) -> Figure | None:
    """A fraction read out: "one over twenty". "won 3 over 5 years" is none: nothing may follow."""
    if (
        tokens.word(a.last) != "over"
        or a.unit is not None
        or a.value is None
        or a.numeral.scale is not None
    ):
        return None
    below = numeral_at(tokens, a.last + 1)
    if (
        below is None
        or below.value is None
        or below.shape not in {"figure", "word"}
        or not a.value < below.value
        or tokens.written(below.last)[:1].isalnum()
    ):
        return None
    figure = figure_of(tokens, a)
    figure.kind, figure.value, figure.is_bare = (
        "ratio",
        ROUNDED.divide(a.value, below.value).normalize(ROUNDED),
        False,
    )
    figure.last = figure.core_last = below.last
    return figure
