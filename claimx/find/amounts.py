"""
A numeral with its sign, scale letters, currency and unit: "-5", "£5bn", "2.4m jobs", "5 ft 2 in".

Source: docs/rules-numbers.md#units
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from claimx.find import not_numbers
from claimx.find.digits import EXACT, ROUNDED, Numeral
from claimx.find.figure_types import Amount, Figure
from claimx.find.money import (
    cents_behind,
    dollars_behind,
    is_sterling,
    of_the_same,
    scale_behind_unit,
    take_million_code,
)
from claimx.find.number_words import words
from claimx.find.numerals import numeral_at, with_suffix
from claimx.find.tokens import BREAK, HYPHENS, Tokens
from claimx.find.units import (
    Unit,
    million_code,
    money_before,
    unit_at,
)
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from claimx.records import Comparison, Kind

_SURE_SUFFIXES = word_set("contexts", "figures", "sure_suffixes")
_OWNERS = word_set("contexts", "figures", "owners")
_ONE_LETTER = word_set("contexts", "figures", "one_letter")
_SIZES = word_set("contexts", "figures", "sizes")
# They may stand between a figure and its unit: "three more years", "517 rushing yards".
_BEFORE_UNIT = word_set("contexts", "figures", "before_unit")
_INNER_BOUNDS: dict[str, Comparison] = {"plus": ">=", "+": ">=", "odd": "~", "ish": "~"}


def amount_at(
    tokens: Tokens, i: int, *, behind: Amount | None = None, floor: int = 0
) -> Amount | None:
    """
    The amount whose numeral begins at token i.

    `behind`: the first end of a range before it. `floor`: the first token that is still free.
    """
    numeral = numeral_at(tokens, i)
    if numeral is None:
        return None
    numeral = _with_tolerance(tokens, numeral)
    floor = behind.last if behind is not None else floor
    first, value = i, numeral.value
    k = numeral.last
    if tokens.glued(k) and tokens.word(k) in {"st", "nd", "rd", "th"} and tokens.is_figure(k - 1):
        if tokens.raw[k - 1].isdecimal() or "," in tokens.raw[k - 1]:
            return Amount(i, k + 1, replace(numeral, shape="ordinal", last=k + 1), value)
        return None
    if numeral.shape == "ordinal":
        return Amount(i, k, numeral, value)
    money = money_before(tokens, i)
    if (
        money is None
        and tokens.written(i - 1) in {"-", "−"}
        and tokens.glued(i)
        and i > 1
        and tokens.raw[i - 2] in {"$", "£", "€", "¥"}
    ):
        money = money_before(tokens, i - 1)  # $-50.8bn
    unit: Unit | None = None
    if money is not None and money[1] >= floor:
        _, first, unit = money
    scaled = scaled_by_letters(
        tokens, numeral, is_money=unit is not None or (behind is not None and behind.is_prefixed)
    )
    if scaled is not None:
        numeral, value, k = scaled, scaled.value, scaled.last
    amount = Amount(first, k, numeral, value, unit, is_prefixed=unit is not None)
    if numeral.shape in {"fraction", "many"}:
        _unit_of(tokens, amount)
    if tokens.word(i) == "zero" and tokens.word(i - 1) == "absolute":
        amount.first, amount.unit = i - 1, Unit("kelvin", "measure")
    if (
        unit is None
        and amount.unit is None
        and i > floor
        and million_code(tokens.written(i - 1)) is not None
        and amount.value is not None
    ):
        amount.unit, amount.first, amount.is_prefixed = million_code(tokens.raw[i - 1]), i - 1, True
        amount.value = EXACT.multiply(amount.value, Decimal(1000000))
    elif unit is None and not take_million_code(tokens, amount):
        _unit_behind(tokens, amount)
        scale_behind_unit(tokens, amount)
    elif unit is None:
        pass
    else:
        dollars_behind(tokens, amount)
    cents_behind(tokens, amount)
    _inches_behind(tokens, amount)
    _sign(tokens, amount)
    return amount


def _with_tolerance(tokens: Tokens, numeral: Numeral) -> Numeral:
    """The numeral with the tolerance behind it taken along: "2,000.45±0.01 pounds"."""
    k = numeral.last
    if tokens.word(k) == "±":
        k += 1
    elif tokens.word(k) == "+" and tokens.low[k : k + 3] in (["+", "/", "-"], ["+", "/", "−"]):
        k += 3
    else:
        return numeral
    tolerance = numeral_at(tokens, k) if tokens.is_figure(k) else None
    return numeral if tolerance is None else replace(numeral, last=tolerance.last)


def scaled_by_letters(tokens: Tokens, numeral: Numeral, *, is_money: bool) -> Numeral | None:
    """The figure with its scale letters where they are a scale: "£5m", "2.4m jobs", "100k"."""
    k = numeral.last
    letters = tokens.written(k)
    if not letters or numeral.shape != "figure" or letters.lower() not in words().suffixes:
        return None
    scaled = with_suffix(tokens, numeral)
    if (
        scaled is None
        or (tokens.glued(k + 1) and tokens.is_figure(k + 1))
        or (tokens.word(k + 1) == "/" and tokens.glued(k + 1))
    ):
        return None
    if is_money:
        return scaled
    if letters in _SURE_SUFFIXES:
        return scaled
    following = unit_at(tokens, k + 1, scaled=True) if letters != "mm" else None
    if (
        following is not None
        and following.unit.kind in {"money", "measure"}
        and not tokens.glued(k + 1)
        and tokens.word(k + 1) not in {"in", "a"}
    ):
        return (
            scaled
            if letters in {"m", "b", "B", "K", "mm"}
            and not (
                following.unit.is_symbol and following.unit.kind == "measure" and letters == "m"
            )
            else None
        )
    if letters == "K":
        return scaled if "." not in tokens.raw[k - 1] else None
    if letters == "B":
        return scaled
    if letters == "m":
        return scaled if _is_million(tokens, k) else None
    if letters == "b":
        return scaled if "." in tokens.raw[k - 1] else None
    return None


def _is_million(tokens: Tokens, k: int) -> bool:
    """
    Whether a glued "m" is million and not metre: "2.4m jobs", "rose to 2.68m"; "1.8m tall" is not.

    A decimal is million unless a word of size stands near; an integer only before a plural noun.
    """
    around = {tokens.word(j) for j in (k + 1, k + 2, k - 2, k - 3)}
    if around & _SIZES or tokens.word(k + 1) in {"x", "×", "-"}:
        return False
    if not_numbers.is_plural(tokens, k + 1) or tokens.word(k + 1) == "people":
        return True
    if tokens.word(k + 1) == "of" and tokens.word(k + 2) in _OWNERS:
        return True
    return "." in tokens.raw[k - 1]


def _unit_of(tokens: Tokens, amount: Amount) -> None:
    """The unit behind "of" or an article: "half an hour", "three quarters of a mile", "millions of dollars"."""
    k = amount.last
    if tokens.word(k) == "of":
        k += 1
    if tokens.word(k) in {"a", "an"} and amount.numeral.shape == "fraction":
        k += 1
    if k == amount.last:
        return
    found = unit_at(tokens, k, scaled=True)
    if found is None and amount.numeral.shape == "fraction" and tokens.word(k) in {"1", "one"}:
        found = unit_at(tokens, k + 1)  # half of 1 percent
        if found is not None and found.unit.kind == "percent":
            amount.unit, amount.last = found.unit, found.last
        return
    if found is not None and not found.unit.is_symbol:
        if amount.numeral.shape == "fraction" and tokens.word(k - 1) not in {"a", "an"}:
            return
        amount.unit, amount.last = found.unit, found.last


def _unit_behind(tokens: Tokens, amount: Amount) -> None:
    """The unit that follows the numeral, spaced, glued or hyphenated; or a hyphen that hangs on."""
    k = amount.last
    if amount.unit is not None:
        return
    j = k + tokens.is_hyphen(k)
    if tokens.word(j) in _INNER_BOUNDS and tokens.glued(k):  # 15-plus years, 20-odd miles, 50+ km
        inner = unit_at(tokens, j + 1 + tokens.is_hyphen(j + 1))
        if inner is not None and not inner.unit.is_symbol:
            amount.unit, amount.last, amount.bound = (
                inner.unit,
                inner.last,
                _INNER_BOUNDS[tokens.low[j]],
            )
            return
    hyphen = tokens.is_hyphen(k) or _is_spaced_hyphen(tokens, k)
    if hyphen and (tokens.is_figure(k + 1) or tokens.word(k + 1) in {"to", "and", "or", "in"}):
        return
    if (
        tokens.written(k) in HYPHENS
        and tokens.glued(k)
        and (
            tokens.word(k + 1) == ","
            or (tokens.word(k + 1) in {"to", "or", "and"} and not tokens.glued(k + 1))
        )
    ):
        amount.is_suspended, amount.last = True, k + 1
        return
    if tokens.written(k) in {"(", "[", "{", "<"} and tokens.word(k + 2) in {")", "]", "}", ">"}:
        found = unit_at(tokens, k + 1)
        if found is not None and found.last == k + 2 and found.unit.is_symbol:
            amount.unit, amount.last = found.unit, found.last + 1
        return
    if not hyphen and tokens.word(k) in _BEFORE_UNIT:
        k += 1
    found = unit_at(tokens, k + hyphen, scaled=amount.numeral.scale is not None)
    if found is not None and found.unit.is_symbol and k > amount.last:
        found = None
    if found is None and not hyphen:
        found = of_the_same(tokens, amount)
    if found is None:
        amount.is_attributive = hyphen and tokens.is_word(k + 1)
        return
    unit = found.unit
    if not _fits(tokens, amount, unit, k + hyphen, found.last):
        return
    amount.unit, amount.last, amount.is_attributive = unit, found.last, hyphen
    if (
        tokens.word(found.last) == "and"
        and tokens.word(found.last + 1) == "a"
        and tokens.word(found.last + 2) == "half"
        and amount.value is not None
    ):
        amount.value += Decimal("0.5")  # a year and a half, two years and a half
        amount.last += 3


def _is_spaced_hyphen(tokens: Tokens, k: int) -> bool:
    """Whether token k is a hyphen that some corpora set apart, before a unit's name: "28 - year - old"."""
    return (
        tokens.written(k) == "-"
        and tokens.is_word(k + 1)
        and len(tokens.raw[k + 1]) > 2
        and not tokens.glued(k)
        and not tokens.glued(k + 1)
    )


def _fits(tokens: Tokens, amount: Amount, unit: Unit, k: int, last: int) -> bool:
    """Whether the unit can be meant: "800 F-Series" has no degrees, "12 won the race" no money."""
    if unit.is_symbol and len(tokens.raw[k]) == 1 and tokens.raw[k].isalpha():
        if tokens.is_hyphen(last) or (tokens.word(last) in {"'", "’"} and tokens.glued(last)):
            return False
        if tokens.raw[k] in {"C", "F"} and amount.value is not None:
            low, high = (-100, 3000) if tokens.raw[k] == "C" else (14, 250)
            if not low <= amount.value <= high or (
                "temperature" not in tokens.low[max(0, k - 12) : k + 8]
                and not _may_be_degrees(tokens, amount, k, last)
            ):
                return False
        if tokens.word(last) == "/" and tokens.glued(last) and tokens.glued(last + 1):
            return True
        if tokens.raw[k] in _ONE_LETTER and not tokens.glued(k):
            return tokens.raw[k] == "W" or (
                tokens.raw[k] in {"g", "t", "l", "L", "R"}
                and not tokens.written(last)[:1].isupper()
            )
    if (
        unit.name == "second"
        and tokens.word(k) == "second"
        and not (
            tokens.is_figure(k - 1)
            or tokens.is_hyphen(k - 1)
            or tokens.word(k - 1) in {"one", "half", "a"} | set(words().ones)
        )
    ):
        return False
    if (
        unit.name == "percent"
        and tokens.word(k) == "percentage"
        and tokens.is_word(last)
        and tokens.word(last) in {"point", "points"}
    ):
        return False
    if (
        tokens.raw[k][0].isupper()
        and not unit.is_symbol
        and not_numbers.is_year_figure(tokens.raw[k - 1])
    ):
        return False
    if unit.name == "quarter" and tokens.word(k) == "quarter" and not tokens.is_hyphen(k - 1):
        return False
    if (
        unit.name == "foot"
        and tokens.word(k) in {"'", "’"}
        and amount.value is not None
        and amount.value > 3000
    ):
        return False
    return not (
        unit.name == "degree"
        and tokens.word(k) in {"degree", "degrees"}
        and tokens.word(last) in {"in", "from"}
        and tokens.word(last + 1) in {"law", "economics"}
    )


def _may_be_degrees(tokens: Tokens, amount: Amount, k: int, last: int) -> bool:
    """Whether a C or F by itself, "40C" or "30 C", may be a temperature: no name goes on from it."""
    after = tokens.word(last)
    if (
        tokens.raw[k] == "F"
        and amount.value is not None
        and tokens.glued(k)
        and not 32 <= amount.value <= 212
        and amount.value > 0
    ):
        return False
    return (
        (
            not tokens.written(last)[:1].isupper()
            and after not in {"/", "-", "block"}
            and not tokens.is_figure(last)
            and (
                tokens.written(amount.first - 1)[:1].islower()
                or tokens.written(amount.first - 2)[:1].islower()
            )
        )
        or after in {"outside", ")"}
        or amount.first == 0
    )


def _inches_behind(tokens: Tokens, amount: Amount) -> None:
    """The inches that end a height: "5 ft 2 in", "5 feet and 2 inches", "5-foot-10", "6'2"."""
    unit = amount.unit
    if (
        unit is None
        or unit.name != "foot"
        or amount.value is None
        or amount.numeral.shape not in {"figure", "word"}
    ):
        return
    k = amount.last + (tokens.word(amount.last) in {"and", ","})
    hyphen = tokens.is_hyphen(k)
    k += hyphen
    if not (tokens.is_figure(k) or tokens.word(k) in words().starters):
        return
    numeral = numeral_at(tokens, k)
    if (
        numeral is None
        or numeral.value is None
        or not 0 <= numeral.value < 12
        or numeral.shape not in {"figure", "word"}
        or numeral.article
    ):
        return
    found = unit_at(tokens, numeral.last)
    if found is not None and found.unit.name == "inch":
        last = found.last
    elif tokens.word(numeral.last) == "in" and unit.is_symbol and not tokens.glued(k):
        last = numeral.last + 1
    elif hyphen or (tokens.word(k - 1) in {"'", "’", "′"} and tokens.glued(k)):
        last = numeral.last
    else:
        return
    amount.value += ROUNDED.divide(numeral.value, Decimal(12))
    amount.last, amount.is_attributive = last, amount.is_attributive and tokens.is_hyphen(last)


def _sign(tokens: Tokens, amount: Amount) -> None:
    """A minus before the amount: "-5", "minus 130", "$-99.99", and accounting's "($99.99)"."""
    k = amount.first - 1
    inner = amount.numeral.first - 1
    minus = False
    if tokens.word(k) in {"minus", "negative"}:
        minus, amount.first = True, k
    elif tokens.is_hyphen(k) and tokens.word(k - 1) == "minus":
        minus, amount.first = True, k - 1
    elif (
        tokens.written(k) in {"-", "−", "–"}
        and tokens.glued(amount.first)
        and not (tokens.glued(k) and tokens.written(k - 1)[:1].isalnum())
        and not tokens.glued(k) | (tokens.written(k - 1) == BREAK and False)
    ):
        minus = not (tokens.is_figure(k - 1) or (k == 0 and False))
        amount.first = k if minus else amount.first
        if minus and tokens.written(k - 1).isupper() and len(tokens.raw[k - 1]) > 1:
            amount.first, minus = amount.numeral.first, False  # COVID -19
    elif (
        tokens.written(k) in {"-", "−"}
        and tokens.glued(amount.first)
        and tokens.written(k - 1) in {"(", "<", "=", ">", ":"}
    ):
        minus, amount.first = True, k
    elif (
        tokens.written(k) in {"-", "−"}
        and amount.unit is not None
        and amount.unit.name.startswith("degree")
        and tokens.is_word(k - 1)
    ):
        minus, amount.first = True, k  # - 20 degrees Fahrenheit
    elif (
        tokens.written(k) == "+"
        and tokens.glued(amount.first)
        and not (tokens.glued(k) and tokens.written(k - 1)[:1].isalnum())
    ):
        amount.first, amount.is_signed = k, True
    if amount.is_prefixed and tokens.written(inner) in {"-", "−"}:
        minus = True
    if (
        not minus
        and tokens.written(k) == "("
        and tokens.word(amount.last) == ")"
        and amount.unit is not None
        and amount.unit.kind == "money"
        and tokens.word(k - 1) in {"is", "was", "of", "to", ":", "=", BREAK, "|", "were"}
    ):
        minus, amount.first, amount.last = True, k, amount.last + 1
    if minus:
        amount.is_signed = True
        amount.value = None if amount.value is None else -amount.value


def figure_of(tokens: Tokens, amount: Amount) -> Figure:
    """The amount as a figure of its kind."""
    unit = amount.unit
    numeral = amount.numeral
    kind: Kind = unit.kind if unit is not None else "count"
    value = amount.value
    if (unit is None and numeral.shape == "fraction" and value is not None and abs(value) < 1) or (
        unit is None and amount.is_attributive and tokens.word(amount.last + 1) == "fold"
    ):
        kind = "ratio"
    figure = Figure(
        amount.first,
        amount.last,
        amount.first,
        amount.last,
        kind,
        value,
        shape=numeral.shape,
        is_attributive=amount.is_attributive,
    )
    if unit is not None:
        figure.unit, figure.per, figure.is_coin = unit.name, unit.per, unit.is_coin
        if unit.name == "pound" and not unit.is_symbol and is_sterling(tokens, amount):
            figure.kind, figure.unit = "money", "GBP"
    else:
        figure.is_bare = (
            kind == "count" and numeral.shape in {"figure", "word"} and numeral.scale is None
        )
    figure.comparison = amount.bound
    if numeral.shape == "many":
        figure.comparison = ">="
    elif numeral.vague:
        figure.comparison = "~"
    return figure
