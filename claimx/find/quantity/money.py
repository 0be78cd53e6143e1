"""
Money around a numeral: "75 USD million", "120 MEUR", "3 dollars 50 cents", and which pounds are sterling.

Each function changes the amount it is given, or leaves it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from claimx.find.quantity.digits import ROUNDED
from claimx.find.quantity.number_words import words
from claimx.find.quantity.numerals import numeral_at
from claimx.find.quantity.units import (
    Match,
    million_code,
    unit_at,
)
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from claimx.find.quantity.figure_types import Amount
    from claimx.find.quantity.tokens import Tokens

_MONEY_THINGS = word_set("contexts", "figures", "money_things")
_WEIGHED = word_set("contexts", "figures", "weighed")
_MONEY_WORDS = word_set("contexts", "figures", "money_words")


def take_million_code(tokens: Tokens, amount: Amount, floor: int) -> bool:
    """
    Take a code of a million of a currency: "120 MEUR", "MAUD 60". Whether there is one.

    `floor`: the first token that no figure has taken yet.
    """
    if amount.value is None:
        return False
    behind = million_code(tokens.written(amount.last))
    before = million_code(tokens.written(amount.first - 1)) if amount.first > floor else None
    if before is not None:
        amount.unit, amount.first, amount.is_prefixed = before, amount.first - 1, True
    elif behind is not None:
        amount.unit, amount.last = behind, amount.last + 1
    else:
        return False
    amount.value = amount.value * 1_000_000
    return True


def of_the_same(tokens: Tokens, amount: Amount) -> Match | None:
    """The currency of "280 million of the 1.5 billion shekels" for its first figure."""
    k = amount.last
    is_part = amount.numeral.scale is not None and tokens.low[k : k + 2] == ["of", "the"]
    whole = numeral_at(tokens, k + 2) if is_part and tokens.is_figure(k + 2) else None
    if whole is None or whole.scale is None:
        return None
    found = unit_at(tokens, whole.last, scaled=True)
    return Match(found.unit, k) if found is not None and found.unit.kind == "money" else None


def scale_behind_unit(tokens: Tokens, amount: Amount) -> None:
    """Take the scale of "75 USD million"."""
    scale = words().scales.get(tokens.word(amount.last))
    if scale is None or amount.value is None or not is_money(amount):
        return
    if amount.numeral.scale is None:
        amount.value, amount.last = amount.value * scale, amount.last + 1


def is_money(amount: Amount) -> bool:
    """Whether the amount's unit is money."""
    return amount.unit is not None and amount.unit.kind == "money"


def dollars_behind(tokens: Tokens, amount: Amount) -> None:
    """Take a currency's name after its sign: "$10 dollars", "$500 US", "$2m Australian dollars"."""
    k = amount.last
    if tokens.written(k) == "US" and tokens.word(k + 1) not in {"dollar", "dollars"}:
        amount.last += 1
        return
    found = unit_at(tokens, k, scaled=True)
    if found is None or found.unit.kind != "money" or found.unit.is_coin:
        return
    if tokens.word(found.last - 1) in {"mark", "marks", "real", "won"}:
        return  # the $1 billion mark
    if found.unit.is_symbol and (tokens.is_figure(found.last) or len(tokens.raw[k]) < 3):
        return  # rmb 10 usd 20: the next figure's
    if found.unit.name != "USD" or amount.unit is None:
        amount.unit = found.unit
    amount.last = found.last


def cents_behind(tokens: Tokens, amount: Amount) -> None:
    """Take the coins that end an amount: "3 dollars 50 cents", "15 dollars and 50"."""
    unit = amount.unit
    if unit is None or unit.kind != "money" or unit.is_coin or amount.is_prefixed:
        return
    if amount.value is None or amount.numeral.scale is not None:
        return
    k = amount.last + (tokens.word(amount.last) == "and")
    coins = _coins_at(tokens, k)
    if coins is not None:
        amount.value += ROUNDED.divide(coins[0], Decimal(100))
        amount.last = coins[1]


def _coins_at(tokens: Tokens, k: int) -> tuple[Decimal, int] | None:
    """How many coins token k begins, "50 cents" or a bare "50", and the token behind; None for none."""
    if not (tokens.is_figure(k) or tokens.word(k) in words().starters):
        return None
    numeral = numeral_at(tokens, k)
    if numeral is None or numeral.value is None or not 0 < numeral.value < 100:
        return None
    if numeral.shape not in {"figure", "word"} or numeral.article:
        return None
    found = unit_at(tokens, numeral.last)
    if found is not None:
        named = found.unit.is_coin and not found.unit.is_symbol
        return (numeral.value, found.last) if named else None
    is_short = numeral.value < 10 or (tokens.is_figure(k) and len(tokens.raw[k]) != 2)
    if is_short or tokens.is_word(numeral.last):
        return None  # 3 dollars 5 men paid
    return numeral.value, numeral.last


def is_sterling(tokens: Tokens, amount: Amount) -> bool:
    """Whether pounds are money: a million of them, or a word of money near ("fined 500 pounds")."""
    if amount.is_attributive:
        return not _MONEY_THINGS.isdisjoint(tokens.low[amount.last : amount.last + 3])
    if amount.numeral.scale is not None and amount.numeral.scale >= 1000:
        return not set(tokens.low[amount.last : amount.last + 3]) & _WEIGHED
    near = tokens.low[max(0, amount.first - 8) : amount.last + 6]
    return not _MONEY_WORDS.isdisjoint(near)
