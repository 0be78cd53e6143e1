"""
Quantities by their surface: numeral, scale, unit, range, rate, comparison and trend joined.

    "more than $1.2 billion a year" -> 1200000000, USD, per year, ">"

`find_figures` scans light tokens once, left to right, and never goes back over what it has read. It
knows nothing of syntax; `quantities` adds that. Source: docs/rules-numbers.md
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from claimx.find import bounds, not_numbers
from claimx.find.numerals import EXACT, ROUNDED, Numeral, numeral_at, with_suffix, words
from claimx.find.tokens import BREAK, HYPHENS, Tokens
from claimx.find.units import Match, Unit, denominators, million_code, money_before, singular, unit_at

if TYPE_CHECKING:
    from claimx.records import Comparison, Kind, Trend


@dataclass(slots=True)
class Amount:
    """A numeral with its sign, currency and unit: tokens `first` to `last`, exclusive."""

    first: int
    last: int
    numeral: Numeral
    value: Decimal | None
    unit: Unit | None = None
    is_prefixed: bool = False
    is_attributive: bool = False
    is_suspended: bool = False
    is_signed: bool = False
    bound: Comparison = "="


@dataclass(slots=True)
class Figure:
    """
    A quantity of the text, in tokens: the whole expression and, within it, numeral to unit.

    `is_attributive`: hyphenated to what follows ("two-year", "four-door").
    """

    first: int
    last: int
    core_first: int
    core_last: int
    kind: Kind
    value: Decimal | None
    upper: Decimal | None = None
    comparison: Comparison = "="
    trend: Trend | None = None
    unit: str | None = None
    per: str | None = None
    shape: str = "figure"
    is_attributive: bool = False
    is_bare: bool = False
    is_coin: bool = False


def find_figures(tokens: Tokens) -> list[Figure]:
    """All quantities of a text, in order."""
    starters = words().starters
    factors = _factors()
    addresses = not_numbers.urls(tokens.text)
    address_starts = [start for start, _ in addresses]
    found: list[Figure] = []
    done = 0
    for i, word in enumerate(tokens.low):
        if i < done:
            continue
        first = word[0]
        is_figure = first.isdecimal() or (first == "." and len(word) > 1)
        if not (is_figure or word in starters or first in _VULGAR):
            if word in factors:
                figure = _factor_at(tokens, i)
                if figure is not None:
                    found.append(figure)
            continue
        if addresses:
            k = bisect.bisect_right(address_starts, tokens.start[i]) - 1
            if k >= 0 and tokens.start[i] < addresses[k][1]:
                continue
        if is_figure:
            skipped = not_numbers.skip_code(tokens, i)
            if skipped is not None:
                done = max(skipped, i + 1)
                continue
            done = _digit_list(tokens, i, found)
            if done:
                continue
        read = figure_at(tokens, i, found[-1] if found else None)
        if read is None:
            continue
        figures, done = read
        found.extend(figures)
        if len(found) > 1 and figures:
            _join_bounds(tokens, found)
    return found


def _digit_list(tokens: Tokens, i: int, found: list[Figure]) -> int:
    """Figures that commas without spaces list, "22,24,26,31": the token after them, 0 if none."""
    pieces = tokens.raw[i].split(",")
    if len(pieces) < 3 or not all(piece.isdecimal() and len(piece) < 3 for piece in pieces):
        return 0
    if tokens.glued(i + 1) and tokens.is_word(i + 1):
        return 0
    for piece in pieces:  # one token: all have its place
        found.append(Figure(i, i + 1, i, i + 1, "count", Decimal(piece)))
    return i + 1


def _join_bounds(tokens: Tokens, found: list[Figure]) -> None:
    """Make one range of two bounds on one thing: "more than 20 but fewer than 50"."""
    a, b = found[-2:]
    gap = tokens.low[a.last : b.first]
    if len(gap) != 1 or gap[0] not in {"and", "but", ","} or a.upper is not None or b.upper is not None or a.value is None or b.value is None:
        return
    if a.comparison[0] + b.comparison[0] not in {"><", "<>"} or (a.unit is not None and a.unit != b.unit) or a.kind not in {b.kind, "count"}:
        return
    low, high = (a, b) if a.comparison[0] == ">" else (b, a)
    if low.value is None or high.value is None or low.value >= high.value:
        return
    found[-2:] = [replace(b, first=a.first, core_first=a.core_first, value=low.value, upper=high.value, comparison="=", is_bare=False)]


_VULGAR = frozenset("¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞")


def figure_at(tokens: Tokens, i: int, previous: Figure | None) -> tuple[list[Figure], int] | None:
    """The quantity that begins at token i, or the two that share its unit; and where to go on."""
    if not_numbers.is_zero_phrase(tokens, i):
        return None
    amount = amount_at(tokens, i, floor=previous.last if previous is not None else 0)
    if amount is None:
        return None
    if amount.numeral.shape == "ordinal":
        return _ordinal(tokens, amount)
    if _is_clipped(tokens, amount):
        return [], amount.last
    joined = _range(tokens, amount)
    if joined is None:
        joined = _over(tokens, amount)
    if joined is None and amount.numeral.shape == "word" and amount.unit is None and not_numbers.is_pronoun(tokens, amount.numeral.first, amount.numeral.last):
        share = _share_of(tokens, amount)
        return ([share], share.last) if share is not None else ([], amount.last)
    if joined is None:
        joined = _score(tokens, amount, previous) or _share_of(tokens, amount)
    if joined is None:
        shared = _shared_unit(tokens, amount)
        if shared is not None:
            amount.unit = shared
    figure = joined or _single(tokens, amount)
    if figure.is_bare and joined is None and is_something_else(tokens, amount, previous):
        return [], max(amount.last, not_numbers.chain_end(tokens, amount.numeral.first))
    if figure.unit is None and figure.kind == "count" and amount.numeral.comma:
        return [], amount.last
    _add_age(tokens, figure)
    _add_rate(tokens, figure)
    _add_bounds(tokens, figure)
    _add_trend(tokens, figure, previous)
    _add_points(tokens, figure, previous)
    return [figure], figure.last


def _add_points(tokens: Tokens, figure: Figure, previous: Figure | None) -> None:
    """Give the level of an index its points: "lost 162 points to 7,425.81", "(16369.03 up 58.06 points)"."""
    if not figure.is_bare or figure.value is None:
        return
    if tokens.word(figure.last) in {"up", "down"} and tokens.is_figure(figure.last + 1):
        k = figure.last + 2
        if tokens.word(k) in {"points", "point"}:
            figure.unit, figure.kind, figure.is_bare = "point", "measure", False
    elif previous is not None and previous.unit == "point" and previous.trend is not None and tokens.word(figure.first - 1) in {"to", "at"}:
        if not {".", ";"} & set(tokens.low[previous.last : figure.first]) and figure.first - previous.last < 12:
            figure.unit, figure.kind, figure.is_bare = "point", "measure", False


def is_something_else(tokens: Tokens, amount: Amount, previous: Figure | None) -> bool:
    """Whether a bare numeral is a year, a label, a name or an address after all."""
    first, last = amount.numeral.first, amount.numeral.last
    if amount.numeral.shape in {"many", "fraction"} or amount.is_signed:
        return False
    if previous is not None and amount.numeral.scale is not None:
        return False
    return (
        not_numbers.is_year(tokens, first, last)
        or not_numbers.is_label(tokens, first, last)
        or not_numbers.is_name(tokens, first, last)
        or not_numbers.is_address(tokens, first, last)
    )


def _is_clipped(tokens: Tokens, amount: Amount) -> bool:
    """
    Whether letters, digits or a sign cling to the numeral so that it is part of something else.

    5G, 3D, 4x4, 12a: letters that are no unit. "half-time", "second-hand" are words.
    """
    last = amount.last
    numeral = amount.numeral
    if amount.unit is None and tokens.is_figure(last - 1) and tokens.glued(last) and tokens.raw[last][0].isalnum():
        return True
    if tokens.glued(last) and tokens.is_figure(last) and tokens.is_word(last - 1):
        return True
    if numeral.shape == "fraction" and tokens.word(numeral.last - 1) == "half" and tokens.is_hyphen(last) and amount.unit is None:
        return True  # a half-frozen snake
    if tokens.word(last) in {"o'clock", "o’clock"} or (tokens.word(last) in {"am", "pm", "a", "p"} and numeral.shape == "word" and tokens.word(last + 1) in {".", ","}):
        return True
    if amount.unit is not None and amount.unit.name == "point" and numeral.shape == "word" and tokens.word(numeral.first - 1) == "at":
        return True  # at one point
    if amount.is_attributive and tokens.word(last + 1) in {"way", "step", "faced", "tone", "pronged", "handed"}:
        return True
    if numeral.shape == "fraction" and numeral.last - numeral.first == 1 and tokens.word(numeral.first) == "half":
        return _is_half_word(tokens, numeral.first, last) and amount.unit is None
    if amount.unit is None and tokens.is_hyphen(numeral.first - 1) and tokens.is_word(numeral.first - 2) and not tokens.is_figure(numeral.first):
        return tokens.word(numeral.first - 2) not in {"to", "or", "and", "twenty", "minus"}
    return False


def _is_half_word(tokens: Tokens, i: int, last: int) -> bool:
    """Whether "half" is no share by itself: "the first half", "half-time", "half asleep"."""
    if tokens.is_hyphen(last) or tokens.is_hyphen(i - 1):
        return True
    before, after = tokens.word(i - 1), tokens.word(last)
    if after in {"of", "the", "its", "their", "his", "her", "our", "that", "as", "those", "these"}:
        return before in _HALVES
    if bounds.before(tokens, i) is not None or before in {"by", "in", "another", "other"}:
        return before in _HALVES
    return before in _HALVES or after[:1].isalpha() and after not in {"were", "are", "have", "had", "would", "will", "said", "to", "in", "from", "and", "people"}


_HALVES = frozenset("first second the other better this that each either final opening closing latter former per last next top bottom".split())


# ------------------------------------------------------------------ amounts


def amount_at(tokens: Tokens, i: int, *, behind: Amount | None = None, floor: int = 0) -> Amount | None:
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
    if money is None and tokens.written(i - 1) in {"-", "−"} and tokens.glued(i) and i > 1 and tokens.raw[i - 2] in {"$", "£", "€", "¥"}:
        money = money_before(tokens, i - 1)  # $-50.8bn
    unit: Unit | None = None
    if money is not None and money[1] >= floor:
        _, first, unit = money
    scaled = _suffix(tokens, numeral, is_money=unit is not None or (behind is not None and behind.is_prefixed))
    if scaled is not None:
        numeral, value, k = scaled, scaled.value, scaled.last
    amount = Amount(first, k, numeral, value, unit, is_prefixed=unit is not None)
    if numeral.shape == "fraction" or numeral.shape == "many":
        _unit_of(tokens, amount)
    if tokens.word(i) == "zero" and tokens.word(i - 1) == "absolute":
        amount.first, amount.unit = i - 1, Unit("kelvin", "measure")
    if unit is None and amount.unit is None and million_code(tokens.written(i - 1)) is not None and amount.value is not None:
        amount.unit, amount.first, amount.is_prefixed = million_code(tokens.raw[i - 1]), i - 1, True
        amount.value = EXACT.multiply(amount.value, Decimal(1000000))
    elif unit is None and not _million_code(tokens, amount):
        _unit_behind(tokens, amount)
        _scale_behind_unit(tokens, amount)
    elif unit is None:
        pass
    else:
        _dollars_behind(tokens, amount)
    _cents_behind(tokens, amount)
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


def _million_code(tokens: Tokens, amount: Amount) -> bool:
    """Whether "MEUR" or "MUSD" follows the numeral, a million of a currency; the amount takes it."""
    word = tokens.written(amount.last)
    unit = million_code(word)
    if unit is None or amount.value is None:
        return False
    amount.value, amount.unit, amount.last = EXACT.multiply(amount.value, Decimal(1000000)), unit, amount.last + 1
    return True


def _suffix(tokens: Tokens, numeral: Numeral, *, is_money: bool) -> Numeral | None:
    """The figure with its scale letters where they are a scale: "£5m", "2.4m jobs", "100k"."""
    k = numeral.last
    letters = tokens.written(k)
    if not letters or numeral.shape not in {"figure"} or letters.lower() not in words().suffixes:
        return None
    scaled = with_suffix(tokens, numeral)
    if scaled is None or (tokens.glued(k + 1) and tokens.is_figure(k + 1)) or (tokens.word(k + 1) == "/" and tokens.glued(k + 1)):
        return None
    if is_money:
        return scaled
    if letters in {"k", "bn", "mn", "mln", "bln", "trn", "tln", "tn", "Bn", "BN", "bln", "mil", "M"}:
        return scaled
    following = unit_at(tokens, k + 1, scaled=True) if not (letters == "mm") else None
    if following is not None and following.unit.kind in {"money", "measure"} and not tokens.glued(k + 1) and tokens.word(k + 1) not in {"in", "a"}:
        return scaled if letters in {"m", "b", "B", "K", "mm"} and not (following.unit.is_symbol and following.unit.kind == "measure" and letters == "m") else None
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
    if tokens.word(k + 1) == "of" and tokens.word(k + 2) in {"its", "their", "his", "her", "our", "them", "these", "those"}:
        return True
    return "." in tokens.raw[k - 1]


_SIZES = frozenset(
    "tall long wide high deep thick away above below apart distance height sprint hurdles freestyle final race relay butterfly backstroke "
    "breaststroke medley radius diameter depth length width altitude outreach tower wave waves ahead square from across tsunami pool record".split()
)


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
    if found is not None and found.unit.kind != "percent" and not found.unit.is_symbol:
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
            amount.unit, amount.last, amount.bound = inner.unit, inner.last, _INNER_BOUNDS[tokens.low[j]]
            return
    hyphen = tokens.is_hyphen(k) or _is_spaced_hyphen(tokens, k)
    if hyphen and (tokens.is_figure(k + 1) or tokens.word(k + 1) in {"to", "and", "or", "in"}):
        return
    if tokens.written(k) in HYPHENS and tokens.glued(k) and (tokens.word(k + 1) == "," or (tokens.word(k + 1) in {"to", "or", "and"} and not tokens.glued(k + 1))):
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
        found = _of_the_same(tokens, amount)
    if found is None:
        amount.is_attributive = hyphen and tokens.is_word(k + 1)
        return
    unit = found.unit
    if not _fits(tokens, amount, unit, k + hyphen, found.last):
        return
    amount.unit, amount.last, amount.is_attributive = unit, found.last, hyphen
    if tokens.word(found.last) == "and" and tokens.word(found.last + 1) == "a" and tokens.word(found.last + 2) == "half" and amount.value is not None:
        amount.value += Decimal("0.5")  # a year and a half, two years and a half
        amount.last += 3


# They may stand between a figure and its unit: "three more years", "517 rushing yards".
_BEFORE_UNIT = frozenset("more full straight consecutive additional extra long whole further rushing passing receiving solid short successive".split())


def _of_the_same(tokens: Tokens, amount: Amount) -> Match | None:
    """The currency of "280 million of the 1.5 billion shekels" for its first figure."""
    k = amount.last
    if amount.numeral.scale is None or tokens.low[k : k + 2] != ["of", "the"] or not tokens.is_figure(k + 2):
        return None
    whole = numeral_at(tokens, k + 2)
    found = unit_at(tokens, whole.last, scaled=True) if whole is not None and whole.scale is not None else None
    return Match(found.unit, k) if found is not None and found.unit.kind == "money" else None


def _is_spaced_hyphen(tokens: Tokens, k: int) -> bool:
    """Whether token k is a hyphen that some corpora set apart, before a unit's name: "28 - year - old"."""
    return tokens.written(k) == "-" and tokens.is_word(k + 1) and len(tokens.raw[k + 1]) > 2 and not tokens.glued(k) and not tokens.glued(k + 1)


def _fits(tokens: Tokens, amount: Amount, unit: Unit, k: int, last: int) -> bool:
    """Whether the unit can be meant: "800 F-Series" has no degrees, "12 won the race" no money."""
    if unit.is_symbol and len(tokens.raw[k]) == 1 and tokens.raw[k].isalpha():
        if tokens.is_hyphen(last) or (tokens.word(last) in {"'", "’"} and tokens.glued(last)):
            return False
        if tokens.raw[k] in {"C", "F"} and amount.value is not None:
            low, high = (-100, 3000) if tokens.raw[k] == "C" else (14, 250)
            if not low <= amount.value <= high or "temperature" not in tokens.low[max(0, k - 12) : k + 8] and not _may_be_degrees(tokens, amount, k, last):
                return False
        if tokens.word(last) == "/" and tokens.glued(last) and tokens.glued(last + 1):
            return True
        if tokens.raw[k] in {"a", "d", "g", "h", "s", "t", "l", "L", "N", "J", "W", "A", "T", "R"} and not tokens.glued(k):
            return tokens.raw[k] == "W" or (tokens.raw[k] in {"g", "t", "l", "L", "R"} and not tokens.written(last)[:1].isupper())
    if unit.name == "second" and tokens.word(k) == "second" and not (tokens.is_figure(k - 1) or tokens.is_hyphen(k - 1) or tokens.word(k - 1) in {"one", "half", "a"} | set(words().ones)):
        return False
    if unit.name == "percent" and tokens.word(k) == "percentage" and tokens.is_word(last) and tokens.word(last) in {"point", "points"}:
        return False
    if tokens.raw[k][0].isupper() and not unit.is_symbol and not_numbers.is_year_figure(tokens.raw[k - 1]):
        return False
    if unit.name == "quarter" and tokens.word(k) == "quarter" and not tokens.is_hyphen(k - 1):
        return False
    if unit.name == "foot" and tokens.word(k) in {"'", "’"} and amount.value is not None and amount.value > 3000:
        return False
    if unit.name == "degree" and tokens.word(k) in {"degree", "degrees"} and tokens.word(last) in {"in", "from"} and tokens.word(last + 1) in {"law", "economics"}:
        return False
    return True


def _may_be_degrees(tokens: Tokens, amount: Amount, k: int, last: int) -> bool:
    """Whether a C or F by itself, "40C" or "30 C", may be a temperature: no name goes on from it."""
    after = tokens.word(last)
    if tokens.raw[k] == "F" and amount.value is not None and tokens.glued(k) and not 32 <= amount.value <= 212 and amount.value > 0:
        return False
    return not tokens.written(last)[:1].isupper() and after not in {"/", "-", "block"} and not tokens.is_figure(last) and (tokens.written(amount.first - 1)[:1].islower() or tokens.written(amount.first - 2)[:1].islower()) or after in {"outside", ")"} or amount.first == 0


def _scale_behind_unit(tokens: Tokens, amount: Amount) -> None:
    """The scale of "75 USD million"."""
    scale = words().scales.get(tokens.word(amount.last))
    if scale is not None and amount.unit is not None and amount.unit.kind == "money" and amount.value is not None and amount.numeral.scale is None:
        amount.value, amount.last = EXACT.multiply(amount.value, scale), amount.last + 1


def _dollars_behind(tokens: Tokens, amount: Amount) -> None:
    """A currency's name after its sign: "$10 dollars", "$500 US", "$5 USD", "A$5 million dollars"."""
    found = unit_at(tokens, amount.last, scaled=True)
    if found is not None and tokens.is_figure(found.last) and found.unit.is_symbol:
        return  # rmb 10 usd 20
    if found is not None and found.unit.kind == "money" and not found.unit.is_coin and tokens.word(found.last - 1) not in {"mark", "marks", "real", "won"}:
        if not (found.unit.is_symbol and len(tokens.raw[amount.last]) < 3):
            if found.unit.name != "USD" or amount.unit is None:
                amount.unit = found.unit
            amount.last = found.last
    elif tokens.written(amount.last) in {"US", "Australian", "Canadian"} and tokens.word(amount.last + 1) not in {"dollar", "dollars"} and tokens.raw[amount.last] == "US":
        amount.last += 1
    elif found is not None and found.unit.is_coin and found.unit.name == "cent" and False:
        amount.unit = found.unit


def _cents_behind(tokens: Tokens, amount: Amount) -> None:
    """The coins that end an amount: "3 dollars 50 cents", "15 dollars and 50", "13 dollars forty-five cents"."""
    unit = amount.unit
    if unit is None or unit.kind != "money" or amount.is_prefixed or amount.value is None or amount.numeral.scale is not None or unit.is_coin:
        return
    k = amount.last + (tokens.word(amount.last) == "and")
    if tokens.is_figure(k) or tokens.word(k) in words().starters:
        numeral = numeral_at(tokens, k)
        if numeral is None or numeral.value is None or not 0 < numeral.value < 100 or numeral.shape not in {"figure", "word"} or numeral.article:
            return
        found = unit_at(tokens, numeral.last)
        coins = found is not None and found.unit.is_coin and not found.unit.is_symbol
        if not coins and (found is not None or numeral.value < 10 or tokens.is_word(numeral.last) or (tokens.is_figure(k) and len(tokens.raw[k]) != 2)):
            return
        amount.value += ROUNDED.divide(numeral.value, Decimal(100))
        amount.last = found.last if found is not None and coins else numeral.last


def _inches_behind(tokens: Tokens, amount: Amount) -> None:
    """The inches that end a height: "5 ft 2 in", "5 feet and 2 inches", "5-foot-10", "6'2"."""
    unit = amount.unit
    if unit is None or unit.name != "foot" or amount.value is None or amount.numeral.shape not in {"figure", "word"}:
        return
    k = amount.last + (tokens.word(amount.last) in {"and", ","})
    hyphen = tokens.is_hyphen(k)
    k += hyphen
    if not (tokens.is_figure(k) or tokens.word(k) in words().starters):
        return
    numeral = numeral_at(tokens, k)
    if numeral is None or numeral.value is None or not 0 <= numeral.value < 12 or numeral.shape not in {"figure", "word"} or numeral.article:
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
    elif tokens.written(k) in {"-", "−", "–"} and tokens.glued(amount.first) and not (tokens.glued(k) and tokens.written(k - 1)[:1].isalnum()) and not tokens.glued(k) | (tokens.written(k - 1) == BREAK and False):
        minus = not (tokens.is_figure(k - 1) or (k == 0 and False))
        amount.first = k if minus else amount.first
        if minus and tokens.written(k - 1).isupper() and len(tokens.raw[k - 1]) > 1:
            amount.first, minus = amount.numeral.first, False  # COVID -19
    elif tokens.written(k) in {"-", "−"} and tokens.glued(amount.first) and tokens.written(k - 1) in {"(", "<", "=", ">", ":"}:
        minus, amount.first = True, k
    elif tokens.written(k) in {"-", "−"} and amount.unit is not None and amount.unit.name.startswith("degree") and tokens.is_word(k - 1):
        minus, amount.first = True, k  # - 20 degrees Fahrenheit
    elif tokens.written(k) == "+" and tokens.glued(amount.first) and not (tokens.glued(k) and tokens.written(k - 1)[:1].isalnum()):
        amount.first, amount.is_signed = k, True
    if amount.is_prefixed and tokens.written(inner) in {"-", "−"}:
        minus = True
    if not minus and tokens.written(k) == "(" and tokens.word(amount.last) == ")" and amount.unit is not None and amount.unit.kind == "money" and tokens.word(k - 1) in {"is", "was", "of", "to", ":", "=", BREAK, "|", "were"}:
        minus, amount.first, amount.last = True, k, amount.last + 1
    if minus:
        amount.is_signed = True
        amount.value = None if amount.value is None else -amount.value


# ------------------------------------------------------------------ ranges, scores, shares


def _range(tokens: Tokens, a: Amount) -> Figure | None:
    """
    The range that begins with amount a, or None: "between 10 and 15", "$5m to $7m", "8- to 16-metre".

    After a verb of change "from 240 to 273" is two numbers, as is "5% to 10%".
    """
    if a.value is None or a.numeral.shape == "many":
        return None
    found = _second_end(tokens, a)
    if found is None:
        return None
    joiner, b = found
    if b.value is None or b.numeral.shape not in {"figure", "word", "fraction"}:
        return None
    low, high, unit = _ends(a, b)
    if low is None or high is None:
        return None
    before = tokens.word(a.first - 1)
    opened = bounds.before(tokens, a.first)
    lead = a.first
    if before in {"between", "from"}:
        lead = a.first - 1
    elif opened is not None and tokens.word(opened.edge - 1) in {"between", "from"}:
        lead = opened.edge - 1
    opener = tokens.word(lead) if lead < a.first else ""
    if not _is_range(tokens, a, b, joiner=joiner, low=low, high=high, opener=opener, lead=lead):
        return None
    if low > high:
        low, high = high, low
    figure = _single(tokens, replace_amount(a, value=low, unit=unit, last=b.last))
    figure.upper, figure.is_bare = high, False
    figure.is_attributive = b.is_attributive
    figure.first = lead
    if unit is None and joiner in HYPHENS and _is_code_range(tokens, a, b):
        return None
    return figure


def replace_amount(amount: Amount, *, value: Decimal | None, unit: Unit | None, last: int) -> Amount:
    """The amount with another value, unit and end."""
    return Amount(amount.first, last, amount.numeral, value, unit, is_prefixed=amount.is_prefixed, is_attributive=amount.is_attributive)


def _second_end(tokens: Tokens, a: Amount) -> tuple[str, Amount] | None:
    """The joiner behind amount a and the amount behind it."""
    k = a.last
    word = tokens.word(k)
    joiner = word
    if tokens.is_hyphen(k) and tokens.word(k + 1) in {"to", "or", "and"} and tokens.is_hyphen(k + 2):
        joiner, k = tokens.word(k + 1), k + 3
    elif word in HYPHENS:
        if tokens.glued(k) != tokens.glued(k + 1) and not (tokens.glued(k) and tokens.start[k + 1 if k + 1 < tokens.size else k] - tokens.end[k] < 2 and False):
            return None
        joiner, k = "-", k + 1
    elif word == "up" and tokens.word(k + 1) == "to":
        joiner, k = "to", k + 2
    elif word in {"to", "through", "or", "and", "~", "til", "till"} or (word == "/" and a.is_prefixed and tokens.word(k + 1) == "$"):
        k += 1
    else:
        return None
    if joiner == "and" and tokens.word(a.first - 1) != "between" and tokens.word(a.first - 2) != "between" and tokens.word(a.first - 3) != "between":
        return None
    for _ in range(3):  # the currency and approximations before the second figure
        if tokens.word(k) in {"about", "around", "even", "as", "much", "many", "nearly", "just", "over", "a"} and joiner != "-" and not (tokens.word(k) == "a" and numeral_at(tokens, k) is not None):
            k += 1
    start = _past_currency(tokens, k)
    if start is None:
        return None
    b = amount_at(tokens, start, behind=a)
    if b is None or b.first < a.last:
        return None
    return ("-" if joiner == "~" else joiner), b


def _past_currency(tokens: Tokens, k: int) -> int | None:
    """The token of the numeral at k, over a minus and a currency of at most two tokens."""
    for j in range(k, min(k + 4, tokens.size)):
        word = tokens.low[j]
        if tokens.is_figure(j) or word in words().starters or word in _VULGAR:
            if j == k or word in {"minus", "negative"}:
                return j
            money = money_before(tokens, j)
            if money is not None and money[1] >= k and money[1] - k <= 1:
                return j
            return j if j - k == 1 and tokens.low[k] in {"minus", "negative", "-", "−", "–"} else None
    return None


def _ends(a: Amount, b: Amount) -> tuple[Decimal | None, Decimal | None, Unit | None]:
    """Both values with the scale and unit that they share; (None, None, None) where they differ."""
    unit = a.unit or b.unit
    if a.unit is not None and b.unit is not None and a.unit.name != b.unit.name:
        return None, None, None
    if a.unit is not None and b.unit is None and not a.is_prefixed:
        return None, None, None
    low, high = a.value, b.value
    if b.numeral.scale is not None and a.numeral.scale is None and a.numeral.shape != "fraction" and low is not None and b.numeral.mantissa is not None:
        if abs(low) < abs(b.numeral.mantissa) and (a.unit is None or a.is_prefixed):
            low = EXACT.multiply(low, b.numeral.scale)
    return low, high, unit


def _is_range(tokens: Tokens, a: Amount, b: Amount, *, joiner: str, low: Decimal, high: Decimal, opener: str, lead: int) -> bool:  # noqa: PLR0911
    if low == high:
        return False
    if joiner == "or":
        return a.unit is None and not a.is_suspended and low < high and _are_neighbours(low, high) and a.numeral.shape == b.numeral.shape
    if opener == "between":
        return joiner in {"and", "to", "-"} and not _are_years(tokens, a, b)
    if _are_years(tokens, a, b) or (a.unit is None and not_numbers.is_year(tokens, a.numeral.first, a.numeral.last) and b.numeral.scale is not None):
        return False
    if joiner == "and":
        return False
    if opener == "from":
        if bounds.is_move_before(tokens, lead):
            return False
        return low < high or (low < 0 and high < 0)
    if joiner == "-":
        return low < high
    if joiner in {"to", "through", "/", "til", "till"}:
        if low > high and not (low < 0 or high < 0):
            return False
        if a.unit is not None and a.unit is not None and not a.is_suspended and bounds.is_move_before(tokens, a.first) and tokens.word(a.first - 1) not in {"by", "of", "between"} and b.unit is not None:
            return False
        if a.unit is None and tokens.is_figure(a.numeral.first) and b.unit is not None and b.unit.kind == "percent" and bounds.is_move_before(tokens, a.first):
            return True
        return low < high or low < 0
    return False


def _are_neighbours(low: Decimal, high: Decimal) -> bool:
    """Whether "A or B" is an estimate: "two or three", "20 or 30", "five or ten"; not "25 or 40"."""
    return high <= low * Decimal("1.5") + 1 or (low, high) in {(5, 10), (10, 20), (1, 2), (50, 100), (2, 4)}


def _are_years(tokens: Tokens, a: Amount, b: Amount) -> bool:
    """Whether both ends are bare years: "between 1600 and 1900", "2012 to 2015"."""
    if a.unit is not None or b.unit is not None or a.numeral.scale is not None or b.numeral.scale is not None:
        return False
    ends = (tokens.written(a.numeral.first), tokens.written(b.numeral.first))
    if not all(not_numbers.is_year_figure(end) or (len(end) == 4 and end[0] == "1") for end in ends if end):
        return False
    return not not_numbers.is_plural(tokens, b.last, within=1) and (not_numbers.is_year_figure(ends[0]) and not_numbers.is_year_figure(ends[1]) or "d" == tokens.word(a.first - 2))


def _is_code_range(tokens: Tokens, a: Amount, b: Amount) -> bool:
    """Whether a range without a unit is a label: "pages 10-12", "Sections 3-5"."""
    return not_numbers.is_label(tokens, a.first, b.last)


def _score(tokens: Tokens, a: Amount, previous: Figure | None) -> Figure | None:
    """A score, vote or odds: "3-1", "2–2", "52-48", "10-to-1", "3:1". The first figure is the value."""
    if a.value is None or a.unit is not None or a.numeral.scale is not None or a.numeral.shape not in {"figure", "word"}:
        return None
    k = a.last
    if tokens.is_hyphen(k) and tokens.word(k + 1) == "to" and tokens.is_hyphen(k + 2):
        k += 3
    elif (tokens.is_hyphen(k) or (tokens.word(k) == ":" and tokens.glued(k) and tokens.glued(k + 1))) and (tokens.is_figure(k + 1) or tokens.is_word(k + 1)):
        k += 1
    elif tokens.word(k) == "to" and (tokens.word(a.first - 2) in {"odds", "ratio", "margin", "vote", "score"} or _is_descending(tokens, a, k + 1)):
        k += 1
    else:
        return None
    if tokens.is_figure(k) and not_numbers.is_year_figure(tokens.raw[k]):
        return None
    second = numeral_at(tokens, k)
    if second is None or second.value is None or second.shape not in {"figure", "word"} or second.scale is not None:
        return None
    if a.value != int(a.value) or second.value != int(second.value) or a.value > 999 or (tokens.glued(second.last) and tokens.is_word(second.last)):
        return None
    if not tokens.is_figure(a.numeral.first) and tokens.is_figure(k):
        return None
    if tokens.is_hyphen(second.last) and not tokens.is_word(second.last + 1):
        return None
    figure = _single(tokens, a)
    figure.kind, figure.value, figure.upper, figure.is_bare = "ratio", a.value, second.value, False
    figure.last = figure.core_last = second.last
    return figure


def _is_descending(tokens: Tokens, a: Amount, k: int) -> bool:
    """Whether "4 to 1" is a ratio: the second figure is smaller and counts nothing, no change goes on."""
    if not (tokens.is_figure(k) and tokens.raw[k].isdecimal() and len(tokens.raw[k]) < 4 and a.value is not None) or tokens.word(a.first - 1) in {"from", "at"}:
        return False
    below = int(tokens.raw[k])
    after = tokens.written(k + 1)
    if not 0 < below < a.value or (a.value, below) == (9, 5) or (after[:1].isalnum() and after.lower() not in {"in", "against", "for", "to", "on", "by", "and", "that", "with"}):
        return False
    return not bounds.is_move_before(tokens, a.first) and unit_at(tokens, k + 1) is None


def _share_of(tokens: Tokens, a: Amount) -> Figure | None:
    """A share in words: "two in five", "one out of three", "nine in every 10"; its value is 0.4."""
    if a.value is None or a.unit is not None or a.numeral.scale is not None or a.is_prefixed or a.numeral.shape not in {"figure", "word"}:
        return None
    k = a.last
    if tokens.is_hyphen(k) and tokens.word(k + 1) == "in" and tokens.is_hyphen(k + 2):
        k += 3
    elif tokens.word(k) == "in":
        k += 1
    elif tokens.word(k) == "out" and tokens.word(k + 1) == "of":
        k += 2
    elif tokens.word(k) == "of" and tokens.word(k + 1 + (tokens.word(k + 1) == "every")) in {"10", "ten", "100", "1,000"} and (tokens.low[a.numeral.first] != "one" or tokens.word(k + 1) == "every"):
        k += 1
    elif tokens.word(k) == "of" and tokens.word(k + 1) == "every":
        k += 1
    else:
        return None
    out_of = tokens.word(k - 1) == "of"
    if tokens.word(k) == "every":
        k += 1
    whole = numeral_at(tokens, k)
    if whole is None or whole.value is None or whole.shape not in {"figure", "word"} or not 0 < a.value < whole.value:
        return None
    if tokens.is_figure(k) and not_numbers.is_year_figure(tokens.raw[k]):
        return None
    unit = unit_at(tokens, whole.last)
    if unit is not None or (tokens.glued(whole.last) and tokens.raw[whole.last][0].isalnum()) or tokens.is_hyphen(whole.last):
        return None
    if not out_of and not (a.value == 1 or (a.value < 10 and whole.value in {3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 100, 1000})):
        return None
    figure = _single(tokens, a)
    figure.kind, figure.value, figure.is_bare = "ratio", ROUNDED.divide(a.value, whole.value).normalize(ROUNDED), False
    figure.last = figure.core_last = whole.last
    return figure


def _over(tokens: Tokens, a: Amount) -> Figure | None:
    """A fraction read out: "one over twenty". "won 3 over 5 years" is none: nothing may follow."""
    if tokens.word(a.last) != "over" or a.unit is not None or a.value is None or a.numeral.scale is not None:
        return None
    below = numeral_at(tokens, a.last + 1)
    if below is None or below.value is None or below.shape not in {"figure", "word"} or not a.value < below.value or tokens.written(below.last)[:1].isalnum():
        return None
    figure = _single(tokens, a)
    figure.kind, figure.value, figure.is_bare = "ratio", ROUNDED.divide(a.value, below.value).normalize(ROUNDED), False
    figure.last = figure.core_last = below.last
    return figure


def _shared_unit(tokens: Tokens, a: Amount) -> Unit | None:
    """The unit of the next figure of a list: "45 and 50 mg", "four-, five- and six-cylinder"."""
    if a.unit is not None or a.value is None or a.numeral.scale is not None or a.is_attributive:
        return None
    k = a.last
    for _ in range(4):
        word = tokens.word(k)
        if word not in {"and", "or", ",", "to"} and not (word in HYPHENS and a.is_suspended):
            return None
        if word == "," and tokens.word(k + 1) in {"and", "or"}:
            k += 1
        k += 1
        if not (tokens.is_figure(k) or tokens.word(k) in words().starters):
            return None
        if tokens.is_figure(k) and not_numbers.skip_code(tokens, k) is not None:
            return None
        b = numeral_at(tokens, k)
        if b is None or b.value is None or b.scale is not None or b.article or b.shape not in {"figure", "word"}:
            return None
        end = b.last
        hanging = tokens.written(end) in HYPHENS and tokens.glued(end)
        found = unit_at(tokens, end + hanging)
        if found is not None:
            if found.unit.kind == "money" and found.unit.is_symbol or not (a.is_suspended or _may_share(tokens, a)):
                return None
            return found.unit
        k = end + hanging
    return None


def _may_share(tokens: Tokens, a: Amount) -> bool:
    """Whether a bare figure may lean on the unit behind the next: no year, name or label."""
    first, last = a.numeral.first, a.numeral.last
    return not (
        not_numbers.is_year_figure(tokens.written(first))
        or not_numbers.is_name(tokens, first, last)
        or not_numbers.is_label(tokens, first, last)
        or tokens.word(last) == ","
        and not tokens.is_figure(first)
    )


# ------------------------------------------------------------------ figures


def _single(tokens: Tokens, amount: Amount) -> Figure:
    """The amount as a figure of its kind."""
    unit = amount.unit
    numeral = amount.numeral
    kind: Kind = unit.kind if unit is not None else "count"
    value = amount.value
    if unit is None and numeral.shape == "fraction" and value is not None and abs(value) < 1:
        kind = "ratio"
    elif unit is None and amount.is_attributive and tokens.word(amount.last + 1) == "fold":
        kind = "ratio"
    figure = Figure(amount.first, amount.last, amount.first, amount.last, kind, value, shape=numeral.shape, is_attributive=amount.is_attributive)
    if unit is not None:
        figure.unit, figure.per, figure.is_coin = unit.name, unit.per, unit.is_coin
        if unit.name == "pound" and not unit.is_symbol and _is_sterling(tokens, amount):
            figure.kind, figure.unit = "money", "GBP"
    else:
        figure.is_bare = kind == "count" and numeral.shape in {"figure", "word"} and numeral.scale is None
    figure.comparison = amount.bound
    if numeral.shape == "many":
        figure.comparison = ">="
    elif numeral.vague:
        figure.comparison = "~"
    return figure


def _is_sterling(tokens: Tokens, amount: Amount) -> bool:
    """Whether pounds are money: a million of them, or a word of money near ("fined 500 pounds")."""
    if amount.is_attributive:
        return not _MONEY_THINGS.isdisjoint(tokens.low[amount.last : amount.last + 3])
    if amount.numeral.scale is not None and amount.numeral.scale >= 1000:
        return not set(tokens.low[amount.last : amount.last + 3]) & _WEIGHED
    near = tokens.low[max(0, amount.first - 8) : amount.last + 6]
    return not _MONEY_WORDS.isdisjoint(near)


_MONEY_THINGS = frozenset("note fine prize bonus ticket fee reward bill loan grant cheque deal contract budget fund salary wage stake price tag".split())
_WEIGHED = frozenset({"copper", "uranium", "cocaine", "meat", "beef", "thrust", "sugar", "lobster", "beans", "coffee", "marijuana"})
_MONEY_WORDS = frozenset(
    "cost costs costing price priced prices pay pays paid paying fine fined spend spends spent spending worth profit profits revenue salary earn "
    "earned earns tax bill budget loan loans debt debts sold buy bought sell fee fees wage wages bonus pence pound-sterling sterling £ cash "
    "invested raised donated donate savings fund funding grant compensation damages sales turnover deposit rent ticket tickets".split()
)


def _ordinal(tokens: Tokens, amount: Amount) -> tuple[list[Figure], int]:
    """A rank before a noun: "the first meeting", "22nd"; not a name, a date or a century."""
    first, last = amount.numeral.first, amount.last
    after = tokens.word(last)
    written = tokens.written(first)
    capital = written[:1].isupper() and first > 0 and tokens.raw[first - 1] not in {".", BREAK, "“", '"', "?", "!", ":"}
    named = tokens.is_figure(first) and tokens.written(last)[:1].isupper()
    if after in {"lady", "ladies", "gentleman", "aid", "responder", "responders", "name", "names"} and amount.value == 1:
        return [], last
    in_date = after in not_numbers.months() or tokens.word(first - 1) in not_numbers.months() or after in {"century", "centuries"}
    if tokens.is_hyphen(last) and tokens.word(last + 1) in {"century", "hand", "degree"}:
        return [], last
    if capital or named or in_date or (after == "of" and tokens.word(last + 1) in not_numbers.months()):
        return [], last
    figure = Figure(first, last, first, last, "ordinal", amount.value, shape="ordinal")
    joined = _ordinal_range(tokens, amount)
    if joined is not None:
        figure.upper, figure.last, figure.core_last = joined
        figure.first = first
    return [figure], figure.last


def _ordinal_range(tokens: Tokens, amount: Amount) -> tuple[Decimal, int, int] | None:
    """The other end of "between the tenth and the fifteenth"."""
    back = amount.first - 1
    back -= tokens.word(back) == "the"
    if tokens.word(back) != "between" or tokens.word(amount.last) != "and":
        return None
    k = amount.last + 1 + (tokens.word(amount.last + 1) == "the")
    other = amount_at(tokens, k) if tokens.is_figure(k) or tokens.word(k) in words().starters else None
    if other is None or other.numeral.shape != "ordinal" or other.value is None or amount.value is None or other.value <= amount.value:
        return None
    return other.value, other.last, other.last


def _factors() -> dict[str, tuple[int, Trend]]:
    return _FACTORS


_FACTORS: dict[str, tuple[int, Trend]] = {
    "doubled": (2, "up"), "tripled": (3, "up"), "trebled": (3, "up"), "quadrupled": (4, "up"), "quintupled": (5, "up"),
    "twofold": (2, "up"), "threefold": (3, "up"), "fourfold": (4, "up"), "fivefold": (5, "up"), "sixfold": (6, "up"),
    "sevenfold": (7, "up"), "eightfold": (8, "up"), "ninefold": (9, "up"), "tenfold": (10, "up"),
}


def _factor_at(tokens: Tokens, i: int) -> Figure | None:
    """A factor in one word: "profits doubled" is 2, up. "doubled down" and "doubled as" are none."""
    if tokens.word(i + 1) in {"down", "as", "back", "up", "over"} or tokens.is_hyphen(i + 1) or tokens.is_hyphen(i - 1):
        return None
    value, trend = _factors()[tokens.low[i]]
    figure = Figure(i, i + 1, i, i + 1, "ratio", Decimal(value), trend=trend, shape="factor")
    bound = bounds.before(tokens, i)
    if bound is not None:
        figure.comparison, figure.first = bound.comparison, bound.edge
    return figure


# ------------------------------------------------------------------ what stands around


def _add_age(tokens: Tokens, figure: Figure) -> None:
    """Make the figure an age where the words say so: "65-year-old", "aged 44", "3 years of age"."""
    k = figure.core_last
    if figure.kind == "duration" and figure.unit in {"year", "month", "week", "day"}:
        j = k + (tokens.written(k) in HYPHENS)
        if tokens.word(j) in {"old", "olds"}:
            figure.kind, figure.last, figure.core_last = "age", j + 1, j + 1
            figure.is_attributive = figure.is_attributive or tokens.is_hyphen(k)
        elif tokens.word(k) == "of" and tokens.word(k + 1) == "age":
            figure.kind, figure.last, figure.core_last = "age", k + 2, k + 2
        else:
            start = _is_age_word_before(tokens, figure.first)
            if start is not None:
                figure.kind, figure.first = "age", start
    elif figure.kind == "count" and figure.unit is None and figure.shape in {"figure", "word"}:
        if tokens.word(k) in {"yo", "y.o"} or (tokens.word(k) == "y" and tokens.word(k + 2) == "o"):
            figure.kind, figure.unit, figure.last, figure.core_last = "age", "year", k + 1, k + 1
            figure.is_bare = False
        else:
            start = _is_age_word_before(tokens, figure.first)
            if start is None and (_is_age_after_name(tokens, figure) or _is_age_of_group(tokens, figure)):
                start = figure.first
            if start is not None and figure.value is not None and figure.value < 130:
                figure.kind, figure.unit, figure.is_bare = "age", "year", False
                figure.first = start


def _is_age_after_name(tokens: Tokens, figure: Figure) -> bool:
    """Whether a bare figure between commas behind a name is an age: "Schiff, 56, who", "Crutcher, 40 —"."""
    name, after = tokens.written(figure.first - 2), tokens.written(figure.last)
    if tokens.word(figure.first - 1) != "," or not (figure.is_bare and tokens.raw[figure.first].isdecimal() and figure.value is not None and 0 < figure.value < 116):
        return False
    if not name[:1].isupper() or not name.isalpha() or name.isupper() or name.lower() in not_numbers.months() | _DAYS:
        return False
    return not after or after in {",", ".", ";", ")", "—", "–", "―", "-", BREAK}


_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_PEOPLE = frozenset("people children adults women men those anyone everyone kids students workers voters americans girls boys players teenagers persons".split())


def _is_age_of_group(tokens: Tokens, figure: Figure) -> bool:
    """Whether "under 30" behind people is an age: "people under 30", "those over 65"."""
    bound = bounds.before(tokens, figure.first)
    if bound is None or tokens.low[bound.edge] not in {"under", "over", "above", "below"} or bound.edge + 1 != figure.first:
        return False
    if tokens.word(bound.edge - 1) not in _PEOPLE or figure.value is None or figure.value > 105:
        return False
    after = tokens.word(figure.last)
    return not after[:1].isalpha() or after in not_numbers.CLOSED


def _is_age_word_before(tokens: Tokens, first: int) -> int | None:  # noqa: PLR0911
    """The token where the words of age before a figure begin: "aged", "age", "the age of", "ages"."""
    bound = bounds.before(tokens, first)
    k = (bound.edge if bound is not None else first) - 1
    if tokens.word(k) in {"between", "from"}:
        k -= 1
    if tokens.word(k) in {"aged", "age", "ages"} and tokens.word(k - 1) not in {"stone", "new", "iron"}:
        return k
    if tokens.word(k) == "of" and tokens.word(k - 1) in {"age", "ages"}:
        return k - 2 if tokens.word(k - 2) == "the" else k - 1
    if tokens.word(k) in {"is", "was"} and tokens.word(k - 1) == "age":
        return first
    return None


_RATE_WORDS = frozenset({"a", "an", "per", "each", "every"})


def _add_rate(tokens: Tokens, figure: Figure) -> None:
    """
    The denominator behind the figure: "a day", "per share", "/km", "-a-share", "each", "apiece".

    Over a counted noun too ("30 deaths a day"), which stays out of the figure's text.
    """
    if figure.per is not None or figure.kind in {"age", "ordinal"}:
        return
    k = figure.last
    found = _rate_at(tokens, k, is_measured=figure.unit is not None)
    if found is not None:
        figure.per, figure.last = found
        again = _rate_at(tokens, figure.last, is_measured=True) if tokens.word(figure.last) in {"per", "/"} else None
        if again is not None:  # 20 J/m2 per year
            figure.per, figure.last = f"{figure.per} per {again[0]}", again[1]
        return
    if figure.unit is None and figure.kind == "count":
        for j in range(k, min(k + 4, tokens.size)):
            if not tokens.raw[j].islower() or not tokens.raw[j].isalpha() or tokens.low[j] in _NO_NOUN:
                break
            found = _rate_at(tokens, j + 1, is_measured=False)
            if found is not None:
                figure.per = found[0]
                return


_NO_NOUN = frozenset("of in on at for from to by with and or but as that which who when than a an the per each every is was were are had have has".split())


def _rate_at(tokens: Tokens, k: int, *, is_measured: bool) -> tuple[str, int] | None:
    """(denominator, token after it) of the rate that begins at token k, or None."""
    word = tokens.word(k)
    known = denominators()
    if word == "/" and is_measured:
        found = unit_at(tokens, k + 1)
        if found is not None:
            return found.unit.name, found.last
        if tokens.word(k + 1) in known and tokens.glued(k + 1):
            return known[tokens.word(k + 1)], k + 2
        return None
    if word in HYPHENS and tokens.word(k + 1) in {"a", "an", "per"} and tokens.written(k + 2) in HYPHENS and tokens.word(k + 3) in known:
        return known[tokens.word(k + 3)], k + 4
    if word == "per":
        return _per(tokens, k + 1)
    if word in {"a", "an"} and tokens.word(k + 1) in known:
        if tokens.word(k + 1) in _UNSURE and not is_measured:
            return None
        if tokens.is_hyphen(k + 2) or tokens.word(k + 2) in {"ago", "later", "earlier", "after", "before"}:
            return None
        return known[tokens.word(k + 1)], k + 2
    if word in {"each", "every"} and tokens.word(k + 1) in known and tokens.word(k + 1) not in {"person", "child", "student", "game", "match", "side"}:
        return known[tokens.word(k + 1)], k + 2
    if word == "for" and tokens.word(k + 1) in {"each", "every"} and tokens.word(k + 2) in known and is_measured:
        return known[tokens.word(k + 2)], k + 3
    if is_measured and word in {"each", "apiece"} and not tokens.word(k + 1) in {"of", "other"}:
        return "each", k + 1
    if is_measured and word == "p" and tokens.word(k + 1) == "." and tokens.word(k + 2) == "a":
        return "year", k + 3
    return None


_UNSURE = frozenset({"person", "child", "student", "patient", "family", "game", "match", "visit", "trip", "night", "session", "shift", "season", "term", "round",
                     "copy", "box", "room", "vote", "couple", "unit", "item", "pupil", "employee", "worker", "customer", "user", "resident", "adult", "second", "share", "dozen", "foot", "head", "piece", "plate", "pack", "bag", "seat", "bottle", "ticket", "quarter", "decade", "century"})


def _per(tokens: Tokens, k: int) -> tuple[str, int] | None:
    """What follows "per": a unit by its name, or any word ("per 100,000 people" is left alone)."""
    word = tokens.word(k)
    if not word[:1].isalpha() or word in {"se", "cent"}:
        return None
    found = unit_at(tokens, k)
    if found is not None and found.unit.kind in {"measure", "duration"} and found.last > k:
        name = found.unit.name
        rest = _rate_at(tokens, found.last, is_measured=True) if tokens.word(found.last) in {"/"} else None
        return (f"{name} per {rest[0]}", rest[1]) if rest else (name, found.last)
    if word in {"annum"}:
        return "year", k + 1
    return denominators().get(word) or singular(word), k + 1


def _add_bounds(tokens: Tokens, figure: Figure) -> None:
    """The comparison words before or behind the figure; they belong to its text."""
    if figure.upper is not None and figure.kind != "ratio":
        opened = bounds.before(tokens, figure.first)
        if opened is not None and opened.comparison == "~":
            figure.comparison, figure.first = "~", opened.edge
        return
    if tokens.is_hyphen(figure.first - 1) and tokens.word(figure.first - 2) in _PREFIX_BOUNDS:
        figure.comparison = _PREFIX_BOUNDS[tokens.word(figure.first - 2)]
        figure.first -= 2
        return
    bound = bounds.before(tokens, figure.first, is_duration=figure.kind == "duration")
    if bound is not None and bound.comparison == "~" and tokens.word(bound.edge) == "some" and figure.kind == "ratio":
        bound = None
    if bound is not None:
        figure.first = bound.edge
        figure.comparison = bound.comparison
    behind = bounds.after(tokens, figure.last)
    if behind is None and figure.kind == "count":
        for j in range(figure.last, min(figure.last + 2, tokens.size)):
            if not tokens.raw[j].islower() or not tokens.raw[j].isalpha() or tokens.low[j] in _NO_NOUN:
                break
            found = bounds.after(tokens, j + 1)
            if found is not None and tokens.word(j + 1) == "or":
                figure.comparison = found.comparison
                return
    if behind is not None:
        figure.comparison = behind.comparison
        figure.last = behind.edge


_INNER_BOUNDS: dict[str, Comparison] = {"plus": ">=", "+": ">=", "odd": "~", "ish": "~"}
_PREFIX_BOUNDS: dict[str, Comparison] = {"sub": "<", "under": "<", "over": ">", "near": "~"}


def _add_trend(tokens: Tokens, figure: Figure, previous: Figure | None) -> None:
    """The rise or fall that the figure is the size of, its own or the one before it shares."""
    if figure.kind in {"ordinal", "ratio", "age"} and figure.shape != "fraction":
        return
    is_percent = figure.kind == "percent" or figure.unit in {"point"}
    is_size = is_percent or figure.is_coin or (figure.unit is not None and figure.kind == "measure")
    figure.trend = bounds.trend_before(tokens, figure.first, is_size=is_size or figure.kind == "money", is_loose=is_percent or figure.is_coin)
    if figure.kind == "duration" and tokens.word(figure.first - 1) == "of":
        figure.trend = None  # gains of two years
    is_plain = figure.kind in {"count", "ratio"} and tokens.word(figure.first - 1) not in {"a", "an", "the", "another"}
    if figure.trend is None and (is_size or figure.is_attributive or figure.kind in {"money", "ratio", "count"}) and not is_plain:
        figure.trend = bounds.trend_after(tokens, figure.last, is_percent=is_percent)
    if figure.trend is None and tokens.word(figure.core_first) == "+" and is_percent:
        figure.trend = "up"
    if previous is None or tokens.start[figure.first] - tokens.end[previous.last - 1] > 40:
        return
    gap = tokens.low[previous.last : figure.first]
    if gap in (["("], ["/"], ["(", "about"]) and figure.kind == previous.kind or (gap == ["("] and previous.unit is not None and figure.unit is not None):
        figure.trend = figure.trend or previous.trend
        if figure.comparison == "=" and previous.kind == figure.kind:
            figure.comparison = previous.comparison  # more than 100 km (60 miles)
    if figure.trend is None and previous.trend is not None:
        if gap in ([",", "or"], ["or"], ["("], [",", "or", "a"]) and previous.shape != "factor":
            figure.trend = previous.trend
        elif gap[-1:] == ["by"] and is_size and not {".", ";", ":"} & set(gap):
            figure.trend = previous.trend  # Ross were down 2.3%, Burlington by 2.6%
