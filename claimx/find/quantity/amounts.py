"""
A numeral with its sign, scale letters, currency and unit: "-5", "£5bn", "2.4m jobs", "5 ft 2 in".

Source: docs/rules-numbers.md#units
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from claimx.find.quantity import codes, not_numbers
from claimx.find.quantity.digits import ROUNDED, Numeral
from claimx.find.quantity.figure_types import Amount, Figure
from claimx.find.quantity.money import (
    cents_behind,
    dollars_behind,
    is_sterling,
    of_the_same,
    scale_behind_unit,
    take_million_code,
)
from claimx.find.quantity.number_words import words
from claimx.find.quantity.numerals import numeral_at, with_suffix
from claimx.find.quantity.tokens import BREAK, HYPHENS, Tokens
from claimx.find.quantity.units import (
    Unit,
    money_before,
    unit_at,
)
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from claimx.records import Comparison, Kind

_SURE_SUFFIXES = word_set("contexts", "figures", "sure_suffixes")
_OWNERS = word_set("contexts", "figures", "owners")
_ONE_LETTER = word_set("contexts", "figures", "one_letter")
_TURNING = word_set("contexts", "figures", "turning")
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
    ordinal = _as_ordinal(tokens, numeral)
    if ordinal is not None:
        return Amount(i, ordinal.last, ordinal, ordinal.value)
    if _has_ordinal_ending(tokens, numeral):
        return None  # 2.5th
    numeral = _with_tolerance(tokens, numeral)
    first, unit = _money_before(tokens, i, floor if behind is None else behind.last)
    is_money = unit is not None or (behind is not None and behind.is_prefixed)
    numeral = scaled_by_letters(tokens, numeral, is_money=is_money) or numeral
    amount = Amount(first, numeral.last, numeral, numeral.value, unit, unit is not None)
    if numeral.shape in {"fraction", "many"}:
        _unit_of(tokens, amount)
    if unit is not None:
        dollars_behind(tokens, amount)
    elif not take_million_code(tokens, amount, floor):
        _unit_behind(tokens, amount)
        scale_behind_unit(tokens, amount)
    if tokens.low[i] == "zero" and tokens.word(i - 1) == "absolute":
        amount.first, amount.unit = i - 1, Unit("kelvin", "measure")
    cents_behind(tokens, amount)
    _inches_behind(tokens, amount)
    _sign(tokens, amount)
    return amount


def _has_ordinal_ending(tokens: Tokens, numeral: Numeral) -> bool:
    """Whether "st", "nd", "rd" or "th" clings to a figure."""
    k = numeral.last
    return tokens.glued(k) and tokens.word(k) in _ORDINAL_ENDINGS and tokens.is_figure(k - 1)


_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})


def _as_ordinal(tokens: Tokens, numeral: Numeral) -> Numeral | None:
    """The numeral as a rank, "22nd" or "fifth", else None."""
    if numeral.shape == "ordinal":
        return numeral
    if not _has_ordinal_ending(tokens, numeral):
        return None
    figure = tokens.raw[numeral.last - 1]
    if not (figure.isdecimal() or "," in figure):
        return None
    return replace(numeral, shape="ordinal", last=numeral.last + 1)


def _money_before(tokens: Tokens, i: int, floor: int) -> tuple[int, Unit | None]:
    """The first token of the currency before the numeral at token i and its unit; (i, None) without."""
    money = money_before(tokens, i)
    if money is None and tokens.written(i - 1) in {"-", "−"} and tokens.glued(i) and i > 1:
        money = money_before(tokens, i - 1) if tokens.raw[i - 2] in _SIGNS else None  # $-50.8bn
    if money is None or money[1] < floor:
        return i, None
    return money[1], money[2]


_SIGNS = frozenset("$£€¥")


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
    if numeral.shape != "figure" or letters.lower() not in words().suffixes:
        return None
    after = k + 1
    if tokens.glued(after) and (tokens.is_figure(after) or tokens.low[after] == "/"):
        return None
    is_scale = is_money or letters in _SURE_SUFFIXES or _is_scale_letter(tokens, k, letters)
    return with_suffix(tokens, numeral) if is_scale else None


def _is_scale_letter(tokens: Tokens, k: int, letters: str) -> bool:
    """Whether the letters at token k, also a unit's, are a scale: "1.2m tons", "2.4m jobs", "32K"."""
    following = unit_at(tokens, k + 1, scaled=True) if letters != "mm" else None
    if following is not None and not tokens.glued(k + 1) and tokens.low[k + 1] not in {"in", "a"}:
        unit = following.unit
        if unit.kind in {"money", "measure"}:
            is_symbol = unit.is_symbol and unit.kind == "measure"  # 12 m 2 dm
            return letters in {"m", "b", "B", "K"} and not (letters == "m" and is_symbol)
    is_decimal = "." in tokens.raw[k - 1]
    if letters == "m":
        return _is_million(tokens, k)
    return letters == "B" or (letters == "K" and not is_decimal) or (letters == "b" and is_decimal)


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
    if amount.unit is not None or _bounded_unit(tokens, amount) or _bracketed_unit(tokens, amount):
        return
    k = amount.last
    hyphen = tokens.is_hyphen(k) or _is_spaced_hyphen(tokens, k)
    following = tokens.word(k + 1)
    if hyphen and (tokens.is_figure(k + 1) or following in {"to", "and", "or", "in"}):
        return
    if tokens.written(k) in HYPHENS and tokens.glued(k) and _hangs(tokens, k + 1):
        amount.is_suspended, amount.last = True, k + 1
        return
    skipped = not hyphen and tokens.word(k) in _BEFORE_UNIT
    start = k + hyphen + skipped
    found = unit_at(tokens, start, scaled=amount.numeral.scale is not None)
    if found is not None and found.unit.is_symbol and skipped:
        found = None
    if found is None and not hyphen:
        found = of_the_same(tokens, amount)
    if found is None:
        amount.is_attributive = hyphen and tokens.is_word(k + 1)
    elif _fits(tokens, amount, found.unit, start, found.last):
        amount.unit, amount.last, amount.is_attributive = found.unit, found.last, hyphen
        if tokens.low[found.last : found.last + 3] == ["and", "a", "half"]:
            amount.value = None if amount.value is None else amount.value + Decimal("0.5")
            amount.last += 3  # two years and a half


def _hangs(tokens: Tokens, k: int) -> bool:
    """Whether a hyphen before token k waits for the next figure's unit: "7- or 8-inch"."""
    return tokens.word(k) == "," or (tokens.word(k) in {"to", "or", "and"} and not tokens.glued(k))


def _bounded_unit(tokens: Tokens, amount: Amount) -> bool:
    """Take a unit behind an inner bound: "15-plus years", "20-odd miles", "50+ kilometres"."""
    k = amount.last + tokens.is_hyphen(amount.last)
    bound = _INNER_BOUNDS.get(tokens.word(k))
    if bound is None or not tokens.glued(amount.last):
        return False
    found = unit_at(tokens, k + 1 + tokens.is_hyphen(k + 1))
    if found is None or found.unit.is_symbol:
        return False
    amount.unit, amount.last, amount.bound = found.unit, found.last, bound
    return True


def _bracketed_unit(tokens: Tokens, amount: Amount) -> bool:
    """Take a unit's symbol in brackets: "20 (kg)"."""
    k = amount.last
    if tokens.written(k) not in {"(", "[", "{", "<"}:
        return False
    found = unit_at(tokens, k + 1)
    if (
        found is None
        or not found.unit.is_symbol
        or tokens.word(found.last) not in {")", "]", "}", ">"}
    ):
        return False
    amount.unit, amount.last = found.unit, found.last + 1
    return True


def _is_spaced_hyphen(tokens: Tokens, k: int) -> bool:
    """Whether token k is a hyphen that some corpora set apart, before a unit's name: "28 - year - old"."""
    return (
        tokens.written(k) == "-"
        and tokens.is_word(k + 1)
        and len(tokens.raw[k + 1]) > 2
        and not tokens.glued(k)
        and not tokens.glued(k + 1)
    )


def _fits(tokens: Tokens, amount: Amount, unit: Unit, k: int, last: int) -> bool:  # noqa: PLR0911 (a list of cases)
    """Whether the unit at token k can be meant: "800 F-Series" has no degrees, "2016 Stone" no weight."""
    word = tokens.low[k]
    if unit.is_symbol:
        is_letter = len(word) == 1 and word.isalpha() and last == k + 1
        if is_letter and not _letter_fits(tokens, amount, k, last):
            return False
        return not (word in {"'", "’"} and amount.value is not None and amount.value > MAX_FEET)
    if word == "second":  # the twenty second men: a rank
        before = tokens.word(k - 1)
        is_counted = tokens.is_figure(k - 1) or tokens.is_hyphen(k - 1)
        return is_counted or before in {"half", "a"} or before in words().ones
    if word == "percentage":
        return tokens.word(last) not in {"point", "points"}
    if word == "quarter":
        return tokens.is_hyphen(k - 1)
    if unit.name == "turn":  # three wrong turns
        near = tokens.low[max(0, k - 8) : k + 4]
        return amount.numeral.shape == "fraction" or not _TURNING.isdisjoint(near)
    return not (tokens.raw[k][0].isupper() and codes.is_year_figure(tokens.raw[k - 1]))


# Flying higher than this is in plain words; "3,500'" is more often a quotation.
MAX_FEET = 3000


def _letter_fits(tokens: Tokens, amount: Amount, k: int, last: int) -> bool:
    """Whether a unit of one letter is meant at token k: "40C", "5 W", "1.3 A/cm2"; not "5 A" or "777F"."""
    letter = tokens.raw[k]
    if tokens.is_hyphen(last) or (tokens.word(last) in {"'", "’"} and tokens.glued(last)):
        return False
    if letter in _DEGREES and not _may_be_degrees(tokens, amount, k, last):
        return False
    if tokens.word(last) == "/" and tokens.glued(last) and tokens.glued(last + 1):
        return True
    if letter not in _ONE_LETTER or tokens.glued(k):
        return True
    is_lower = not tokens.written(last)[:1].isupper()
    return letter == "W" or (letter in {"g", "t", "l", "L", "R"} and is_lower)


_DEGREES = {"C": (-100, 3000), "F": (14, 250)}


def _may_be_degrees(tokens: Tokens, amount: Amount, k: int, last: int) -> bool:
    """Whether a C or F by itself, "40C" or "30 C", is a temperature: no name goes on from it."""
    letter, value = tokens.raw[k], amount.value
    low, high = _DEGREES[letter]
    if value is None or not low <= value <= high:
        return False
    if "temperature" in tokens.low[max(0, k - 12) : k + 8]:
        return True
    if letter == "F" and tokens.glued(k) and not (32 <= value <= 212 or value <= 0):
        return False
    after = tokens.word(last)
    if after in {"outside", ")"} or amount.first == 0:
        return True
    is_cut = (
        tokens.written(last)[:1].isupper() or tokens.is_figure(last) or after in {"/", "-", "block"}
    )
    before = (tokens.written(amount.first - 1), tokens.written(amount.first - 2))
    return not is_cut and any(word[:1].islower() for word in before)


def _inches_behind(tokens: Tokens, amount: Amount) -> None:
    """The inches that end a height: "5 ft 2 in", "5 feet and 2 inches", "5-foot-10", "6'2"."""
    unit = amount.unit
    if unit is None or unit.name != "foot" or amount.value is None or not _is_plain(amount.numeral):
        return
    k = amount.last + (tokens.word(amount.last) in {"and", ","})
    hyphen = tokens.is_hyphen(k)
    k += hyphen
    if not (tokens.is_figure(k) or tokens.word(k) in words().starters):
        return
    inches = numeral_at(tokens, k)
    if (
        inches is None
        or inches.value is None
        or not _is_plain(inches)
        or not 0 <= inches.value < 12
    ):
        return
    found = unit_at(tokens, inches.last)
    if found is not None and found.unit.name == "inch":
        last = found.last
    elif tokens.word(inches.last) == "in" and unit.is_symbol and not tokens.glued(k):
        last = inches.last + 1
    elif hyphen or (tokens.word(k - 1) in {"'", "’", "′"} and tokens.glued(k)):
        last = inches.last + (tokens.word(inches.last) == '"' and tokens.glued(inches.last))
    else:
        return
    amount.value += ROUNDED.divide(inches.value, Decimal(12))
    amount.last, amount.is_attributive = last, amount.is_attributive and tokens.is_hyphen(last)


def _is_plain(numeral: Numeral) -> bool:
    """Whether the numeral is a figure or words of its own: no fraction, no "a dozen"."""
    return numeral.shape in {"figure", "word"} and not numeral.article


def _sign(tokens: Tokens, amount: Amount) -> None:
    """A sign before the amount: "-5", "minus 130", "$-99.99", "+0.2%", and accounting's "($99.99)"."""
    k = amount.first - 1
    minus = _minus_before(tokens, amount)
    if minus is not None:
        amount.first = minus
    elif tokens.written(k) == "+" and tokens.glued(amount.first) and not _clings(tokens, k):
        amount.first, amount.is_signed = k, True
        return
    elif _is_in_brackets(tokens, amount):
        amount.first, amount.last = k, amount.last + 1
    elif not (amount.is_prefixed and tokens.written(amount.numeral.first - 1) in {"-", "−"}):
        return
    amount.is_signed = True
    amount.value = None if amount.value is None else -amount.value


def _clings(tokens: Tokens, k: int) -> bool:
    """Whether the sign at token k is glued to a letter or digit before it."""
    return tokens.glued(k) and tokens.written(k - 1)[:1].isalnum()


def _minus_before(tokens: Tokens, amount: Amount) -> int | None:
    """The token where the minus before an amount begins, None without one."""
    k = amount.first - 1
    sign = tokens.written(k)
    if sign.lower() in {"minus", "negative"}:
        is_either = tokens.word(k - 1) == "or" and tokens.word(k - 2) == "plus"
        return None if is_either else k  # plus or minus three points
    if tokens.is_hyphen(k) and tokens.word(k - 1) == "minus":
        return k - 1
    if sign not in {"-", "−", "–"}:
        return None
    before = tokens.written(k - 1)
    if not tokens.glued(amount.first):  # - 20 degrees Fahrenheit
        is_degrees = amount.unit is not None and amount.unit.name.startswith("degree")
        return k if is_degrees and sign != "–" and tokens.is_word(k - 1) else None
    if tokens.glued(k):
        return k if sign != "–" and before in {"(", "<", "=", ">", ":"} else None
    is_acronym = before.isupper() and len(before) > 1  # COVID -19
    return None if tokens.is_figure(k - 1) or is_acronym else k


def _is_in_brackets(tokens: Tokens, amount: Amount) -> bool:
    """Whether brackets make the money negative: "the result was ($99.99)", and no conversion."""
    k = amount.first - 1
    if tokens.written(k) != "(" or tokens.word(amount.last) != ")":
        return False
    is_money = amount.unit is not None and amount.unit.kind == "money"
    return is_money and tokens.word(k - 1) in {
        "is",
        "was",
        "were",
        "of",
        "to",
        "at",
        ":",
        "=",
        BREAK,
        "|",
    }


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
