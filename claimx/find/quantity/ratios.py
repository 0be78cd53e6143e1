"""
Scores, votes, odds and shares: "3-1", "10-to-1", "two in five", "one over twenty".

Source: docs/rules-numbers.md#ratios
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find.quantity import bounds, codes
from claimx.find.quantity.amounts import figure_of
from claimx.find.quantity.digits import ROUNDED, Numeral
from claimx.find.quantity.numerals import numeral_at
from claimx.find.quantity.units import (
    unit_at,
)
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from decimal import Decimal

    from claimx.find.quantity.figure_types import Amount, Figure
    from claimx.find.quantity.tokens import Tokens

_AFTER_RATIO = word_set("contexts", "figures", "after_ratio")


def score_at(tokens: Tokens, a: Amount) -> Figure | None:
    """A score, vote or odds: "3-1", "2–2", "52-48", "10-to-1", "3:1". The first figure is the value."""
    if a.value is None or not a.is_bare() or a.value > MAX_SCORE or a.value != int(a.value):
        return None
    k = _second_of_score(tokens, a)
    if k is None or _is_year(tokens, k):
        return None
    second = _plain_numeral(tokens, k)
    if second is None or second.value is None or second.value != int(second.value):
        return None
    last = second.last
    if tokens.is_figure(k) != tokens.is_figure(a.numeral.first):
        return None  # nine-11
    if tokens.glued(last) and (
        tokens.is_word(last) or (tokens.is_hyphen(last) and not tokens.is_word(last + 1))
    ):
        return None
    return _ratio(tokens, a, a.value, last, upper=second.value)


# Beyond this two figures with a hyphen are a code.
MAX_SCORE = 999


def _second_of_score(tokens: Tokens, a: Amount) -> int | None:
    """The token of a score's second figure behind amount a, None where no score goes on."""
    k = a.last
    if tokens.is_hyphen(k) and tokens.word(k + 1) == "to" and tokens.is_hyphen(k + 2):
        return k + 3
    is_colon = tokens.word(k) == ":" and tokens.glued(k) and tokens.glued(k + 1)
    if tokens.is_hyphen(k) or is_colon:
        return k + 1
    if tokens.word(k) != "to":
        return None
    is_named = tokens.word(a.first - 2) in {"odds", "ratio", "margin", "vote", "score"}
    return k + 1 if is_named or _is_descending(tokens, a, k + 1) else None


def _is_descending(tokens: Tokens, a: Amount, k: int) -> bool:
    """Whether "4 to 1" is a ratio: the second figure is smaller and counts nothing, no change goes on."""
    figure = tokens.written(k)
    if not figure.isdecimal() or len(figure) > 3 or a.value is None:
        return False
    below, after = int(figure), tokens.written(k + 1)
    if not 0 < below < a.value or (a.value == 9 and below == 5):  # working 9 to 5
        return False
    if tokens.word(a.first - 1) == "a" and after.lower() in _RATIO_NOUNS:
        return True  # a 3 to 1 margin
    if tokens.word(a.first - 1) in {"from", "at"} or bounds.is_move_before(tokens, a.first):
        return False
    is_counting = after[:1].isalnum() and after.lower() not in _AFTER_RATIO
    return not is_counting and unit_at(tokens, k + 1) is None


_RATIO_NOUNS = frozenset({"margin", "ratio", "vote", "majority", "lead", "win", "victory"})


def share_at(tokens: Tokens, a: Amount) -> Figure | None:
    """A share in words: "two in five", "one out of three", "nine in every 10"; its value is 0.4."""
    k = _whole_of_share(tokens, a) if a.is_bare() else None
    if k is None or _is_year(tokens, k):
        return None
    whole = _plain_numeral(tokens, k)
    if whole is None or whole.value is None or a.value is None or not 0 < a.value < whole.value:
        return None
    last = whole.last
    if unit_at(tokens, last) is not None or tokens.is_hyphen(last) or _clings(tokens, last):
        return None  # one in three years
    if (
        tokens.word(a.last) in {"in", "-"}
        and a.value != 1
        and not (a.value < 10 and whole.value in _WHOLES)
    ):
        return None  # 12 in six boxes
    return _ratio(tokens, a, _divided(a.value, whole.value), last)


_WHOLES = frozenset({3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 100, 1000})


def _whole_of_share(tokens: Tokens, a: Amount) -> int | None:
    """The token of the whole that amount a is a share of: behind "in", "out of", "of every", "of 10"."""
    k = a.last
    if tokens.is_hyphen(k) and tokens.word(k + 1) == "in" and tokens.is_hyphen(k + 2):
        return k + 3
    every = tokens.word(k + 1) == "every"
    if tokens.word(k) == "in" or (tokens.word(k) == "of" and every):
        return k + 1 + every
    if tokens.word(k) == "out" and tokens.word(k + 1) == "of":
        return k + 2 + (tokens.word(k + 2) == "every")
    if tokens.word(k) == "of" and tokens.low[a.numeral.first] != "one":
        return k + 1 if tokens.word(k + 1) in {"10", "ten", "100", "1,000"} else None
    return None


def fraction_read_out(tokens: Tokens, a: Amount) -> Figure | None:
    """A fraction read out: "one over twenty". "won 3 over 5 years" is none: nothing may follow."""
    if tokens.word(a.last) != "over" or not a.is_bare():
        return None
    below = _plain_numeral(tokens, a.last + 1)
    if below is None or below.value is None or a.value is None or a.value >= below.value:
        return None
    if tokens.written(below.last)[:1].isalnum():
        return None
    return _ratio(tokens, a, _divided(a.value, below.value), below.last)


def _plain_numeral(tokens: Tokens, k: int) -> Numeral | None:
    """The figure or number words at token k, without a scale."""
    numeral = numeral_at(tokens, k)
    is_plain = numeral is not None and numeral.shape in {"figure", "word"} and numeral.scale is None
    return numeral if is_plain else None


def _is_year(tokens: Tokens, k: int) -> bool:
    return tokens.is_figure(k) and codes.is_year_figure(tokens.raw[k])


def _clings(tokens: Tokens, k: int) -> bool:
    return tokens.glued(k) and tokens.raw[k][0].isalnum()


def _divided(above: Decimal, below: Decimal) -> Decimal:
    return ROUNDED.divide(above, below).normalize(ROUNDED)


def _ratio(
    tokens: Tokens, a: Amount, value: Decimal, last: int, *, upper: Decimal | None = None
) -> Figure:
    """The figure of a ratio that begins with amount a and ends before token `last`."""
    figure = figure_of(tokens, a)
    figure.kind, figure.value, figure.upper, figure.is_bare = "ratio", value, upper, False
    figure.last = figure.core_last = last
    return figure
