"""
Money around a numeral: "75 USD million", "120 MEUR", "3 dollars 50 cents", and which pounds are sterling.

Each function changes the amount it is given, or leaves it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from claimx.find.digits import EXACT, ROUNDED
from claimx.find.number_words import words
from claimx.find.numerals import numeral_at
from claimx.find.units import (
    Match,
    million_code,
    unit_at,
)
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from claimx.find.figure_types import Amount
    from claimx.find.tokens import Tokens

_MONEY_THINGS = word_set("contexts", "figures", "money_things")
_WEIGHED = word_set("contexts", "figures", "weighed")
_MONEY_WORDS = word_set("contexts", "figures", "money_words")


def take_million_code(tokens: Tokens, amount: Amount) -> bool:
    """Whether "MEUR" or "MUSD" follows the numeral, a million of a currency; the amount takes it."""
    word = tokens.written(amount.last)
    unit = million_code(word)
    if unit is None or amount.value is None:
        return False
    amount.value, amount.unit, amount.last = (
        EXACT.multiply(amount.value, Decimal(1000000)),
        unit,
        amount.last + 1,
    )
    return True


def of_the_same(tokens: Tokens, amount: Amount) -> Match | None:
    """The currency of "280 million of the 1.5 billion shekels" for its first figure."""
    k = amount.last
    if (
        amount.numeral.scale is None
        or tokens.low[k : k + 2] != ["of", "the"]
        or not tokens.is_figure(k + 2)
    ):
        return None
    whole = numeral_at(tokens, k + 2)
    found = (
        unit_at(tokens, whole.last, scaled=True)
        if whole is not None and whole.scale is not None
        else None
    )
    return Match(found.unit, k) if found is not None and found.unit.kind == "money" else None


def scale_behind_unit(tokens: Tokens, amount: Amount) -> None:
    """The scale of "75 USD million"."""
    scale = words().scales.get(tokens.word(amount.last))
    if (
        scale is not None
        and amount.unit is not None
        and amount.unit.kind == "money"
        and amount.value is not None
        and amount.numeral.scale is None
    ):
        amount.value, amount.last = EXACT.multiply(amount.value, scale), amount.last + 1


def dollars_behind(tokens: Tokens, amount: Amount) -> None:
    """A currency's name after its sign: "$10 dollars", "$500 US", "$5 USD", "A$5 million dollars"."""
    found = unit_at(tokens, amount.last, scaled=True)
    if found is not None and tokens.is_figure(found.last) and found.unit.is_symbol:
        return  # rmb 10 usd 20
    if (
        found is not None
        and found.unit.kind == "money"
        and not found.unit.is_coin
        and tokens.word(found.last - 1) not in {"mark", "marks", "real", "won"}
    ):
        if not (found.unit.is_symbol and len(tokens.raw[amount.last]) < 3):
            if found.unit.name != "USD" or amount.unit is None:
                amount.unit = found.unit
            amount.last = found.last
    elif (
        tokens.written(amount.last) in {"US", "Australian", "Canadian"}
        and tokens.word(amount.last + 1) not in {"dollar", "dollars"}
        and tokens.raw[amount.last] == "US"
    ):
        amount.last += 1
    elif found is not None and found.unit.is_coin and found.unit.name == "cent" and False:
        amount.unit = found.unit


def cents_behind(tokens: Tokens, amount: Amount) -> None:
    """The coins that end an amount: "3 dollars 50 cents", "15 dollars and 50", "13 dollars forty-five cents"."""
    unit = amount.unit
    if (
        unit is None
        or unit.kind != "money"
        or amount.is_prefixed
        or amount.value is None
        or amount.numeral.scale is not None
        or unit.is_coin
    ):
        return
    k = amount.last + (tokens.word(amount.last) == "and")
    if tokens.is_figure(k) or tokens.word(k) in words().starters:
        numeral = numeral_at(tokens, k)
        if (
            numeral is None
            or numeral.value is None
            or not 0 < numeral.value < 100
            or numeral.shape not in {"figure", "word"}
            or numeral.article
        ):
            return
        found = unit_at(tokens, numeral.last)
        coins = found is not None and found.unit.is_coin and not found.unit.is_symbol
        if not coins and (
            found is not None
            or numeral.value < 10
            or tokens.is_word(numeral.last)
            or (tokens.is_figure(k) and len(tokens.raw[k]) != 2)
        ):
            return
        amount.value += ROUNDED.divide(numeral.value, Decimal(100))
        amount.last = found.last if found is not None and coins else numeral.last


def is_sterling(tokens: Tokens, amount: Amount) -> bool:
    """Whether pounds are money: a million of them, or a word of money near ("fined 500 pounds")."""
    if amount.is_attributive:
        return not _MONEY_THINGS.isdisjoint(tokens.low[amount.last : amount.last + 3])
    if amount.numeral.scale is not None and amount.numeral.scale >= 1000:
        return not set(tokens.low[amount.last : amount.last + 3]) & _WEIGHED
    near = tokens.low[max(0, amount.first - 8) : amount.last + 6]
    return not _MONEY_WORDS.isdisjoint(near)
