"""
Ranges, and units that two figures share: "between 10 and 15", "$5m to $7m", "45 and 50 mg".

Source: docs/rules-numbers.md#ranges
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from claimx.find.quantity import bounds, codes, not_numbers
from claimx.find.quantity.amounts import amount_at, figure_of
from claimx.find.quantity.number_words import words
from claimx.find.quantity.numerals import numeral_at
from claimx.find.quantity.tokens import BREAK, HYPHENS, VULGAR, Tokens
from claimx.find.quantity.units import (
    Unit,
    money_before,
    unit_at,
)
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from claimx.find.quantity.figure_types import Amount, Figure

_BEFORE_SECOND_END = word_set("contexts", "figures", "before_second_end")


def join_bounds(tokens: Tokens, found: list[Figure]) -> None:
    """Make one range of the last two figures, bounds on one thing: "more than 20 but fewer than 50"."""
    a, b = found[-2:]
    if tokens.low[a.last : b.first] not in (["and"], ["but"], [","]):
        return
    if (
        a.comparison[0] + b.comparison[0] not in {"><", "<>"}
        or a.upper is not None
        or b.upper is not None
    ):
        return
    if (a.unit is not None and a.unit != b.unit) or a.kind not in {b.kind, "count"}:
        return
    low, high = (a.value, b.value) if a.comparison[0] == ">" else (b.value, a.value)
    if low is None or high is None or low >= high:
        return
    found[-2:] = [
        replace(
            b,
            first=a.first,
            core_first=a.core_first,
            value=low,
            upper=high,
            comparison="=",
            is_bare=False,
        )
    ]


def range_at(tokens: Tokens, a: Amount) -> Figure | None:
    """
    The range that begins with amount a, or None: "between 10 and 15", "$5m to $7m", "8- to 16-metre".

    After a verb of change "from 240 to 273" is two numbers, as is "5% to 10%".
    """
    found = _second_end(tokens, a) if a.value is not None and a.numeral.shape != "many" else None
    if found is None:
        return None
    joiner, b = found
    ends = _ends(a, b)
    if ends is None or ends[0] == ends[1]:
        return None
    low, high, unit = ends
    lead = _opening(tokens, a)
    opener = tokens.low[lead] if lead < a.first else ""
    if joiner == "-" and opener == "from":
        lead, opener = a.first, ""  # up from 5-6%
    if not _is_range(
        tokens, a, b, joiner, opener, is_rising=low < high, is_negative=min(ends[:2]) < 0
    ):
        return None
    if unit is None and joiner == "-" and not_numbers.is_label(tokens, a.first, b.last):
        return None  # pages 10-12
    whole = replace(
        a, value=min(low, high), unit=unit, last=b.last, is_attributive=b.is_attributive
    )
    figure = figure_of(tokens, whole)
    figure.upper, figure.is_bare, figure.first = max(low, high), False, lead
    return figure


def _opening(tokens: Tokens, a: Amount) -> int:
    """The token of the "between" or "from" that opens a range, over "about"; else the amount's first."""
    opened = bounds.before(tokens, a.first)
    first = opened.edge if opened is not None else a.first
    for edge in (a.first, first, first - 2, first - 3):  # between the ages of 17 and 20
        is_inner = edge >= first or tokens.word(edge) in {"age", "ages"} or edge == first - 3
        if is_inner and tokens.word(edge - 1) in {"between", "from"}:
            return edge - 1
    return a.first


def _second_end(tokens: Tokens, a: Amount) -> tuple[str, Amount] | None:
    """The joiner behind amount a, a hyphen as "-", and the amount behind it."""
    joined = _joiner(tokens, a)
    if joined is None:
        return None
    joiner, k = joined
    if joiner == "and" and "between" not in tokens.low[max(0, a.first - 4) : a.first]:
        return None
    for _ in range(3):  # approximations before the second figure
        is_article = tokens.word(k) == "a" and numeral_at(tokens, k) is not None
        if joiner != "-" and tokens.word(k) in _BEFORE_SECOND_END and not is_article:
            k += 1
    start = _past_currency(tokens, k)
    b = amount_at(tokens, start, behind=a) if start is not None else None
    if b is None or b.first < a.last or b.value is None:
        return None
    return (joiner, b) if b.numeral.shape in {"figure", "word", "fraction"} else None


def _joiner(tokens: Tokens, a: Amount) -> tuple[str, int] | None:
    """The word or hyphen that may join a range behind amount a, and the token after it."""
    k = a.last
    word = tokens.word(k)
    if tokens.is_hyphen(k) and tokens.is_hyphen(k + 2) and tokens.low[k + 1] in {"to", "or", "and"}:
        return tokens.low[k + 1], k + 3
    if word in HYPHENS or word == "~":
        # "1000 - 5000" and "1000-5000"; "75 -300mm" too, but not "75- 300".
        is_figure = tokens.is_figure(k - 1) and tokens.is_figure(k + 1)
        is_joined = tokens.glued(k + 1) if is_figure else tokens.glued(k) == tokens.glued(k + 1)
        return ("-", k + 1) if is_joined or not (tokens.glued(k) or tokens.glued(k + 1)) else None
    if word == "up" and tokens.word(k + 1) == "to":
        return "to", k + 2
    if word == "/":
        return ("to", k + 1) if a.is_prefixed and tokens.word(k + 1) == "$" else None
    return (word, k + 1) if word in {"to", "through", "or", "and", "til", "till"} else None


def _past_currency(tokens: Tokens, k: int) -> int | None:
    """The token of the numeral at k, over a minus or a currency of at most two tokens."""
    for j in range(k, min(k + 4, tokens.size)):
        word = tokens.low[j]
        if not (tokens.is_figure(j) or word in words().starters or word in VULGAR):
            continue
        money = money_before(tokens, j)
        if j == k or (money is not None and k <= money[1] <= k + 1):
            return j
        return j if j - k == 1 and tokens.low[k] in {"minus", "negative", "-", "−", "–"} else None
    return None


def _ends(a: Amount, b: Amount) -> tuple[Decimal, Decimal, Unit | None] | None:
    """Both values with the scale and unit that they share; None where they differ in unit."""
    if a.value is None or b.value is None:
        return None
    if a.unit is not None and b.unit is not None and a.unit.name != b.unit.name:
        return None
    if a.unit is not None and b.unit is None and not a.is_prefixed:
        return None  # 5 km to 10
    low = a.value
    scale, mantissa = b.numeral.scale, b.numeral.mantissa
    is_open = a.numeral.scale is None and a.numeral.shape != "fraction"
    if scale is not None and mantissa is not None and is_open and abs(low) < abs(mantissa):
        low *= scale  # 5 to 7 million
    return low, b.value, a.unit or b.unit


def _is_range(  # noqa: PLR0911, PLR0913 (a list of cases: the ends, and what stands around)
    tokens: Tokens,
    a: Amount,
    b: Amount,
    joiner: str,
    opener: str,
    *,
    is_rising: bool,
    is_negative: bool,
) -> bool:
    """Whether two amounts with a joiner are one range and not two numbers."""
    if joiner == "or":
        return is_rising and a.unit is None and not a.is_suspended and _are_neighbours(a, b)
    if _are_years(tokens, a, b):
        return False
    if opener == "between":
        return joiner in {"and", "to", "-"}
    is_year = a.is_bare() and not_numbers.is_year(tokens, a.numeral.first, a.numeral.last)
    is_date = is_year and tokens.word(a.first - 1) in {"in", "since", "during"}
    if joiner == "and" or is_date or (is_year and b.numeral.scale is not None):
        return False  # rose 60% in 2018 to 3.9 million, from 12,000 in 2010 to 4,000
    if joiner == "-":  # even behind "up from"
        return is_rising
    if opener == "from" and bounds.is_move_before(tokens, a.first - 1):
        return False
    if opener != "from" and _is_size_and_level(tokens, a, b):
        return False
    return is_rising or is_negative


# A change of more than this to one is no range: "rose by 12 to 1,204" has a size and a level.
MAX_SPREAD = 3


def _is_size_and_level(tokens: Tokens, a: Amount, b: Amount) -> bool:
    """Whether "A to B" behind a change is its size and the level reached: "rose by £3,200 to £288,000"."""
    is_far = a.value is not None and b.value is not None and b.value > MAX_SPREAD * a.value
    has_units = a.unit is not None and b.unit is not None and not a.is_suspended
    if has_units and bounds.is_move_before(tokens, a.first):
        return is_far or tokens.word(a.first - 1) not in {"by", "of", "between"}
    return is_far and (
        bounds.trend_before(tokens, a.first, is_size=False, is_loose=False) is not None
    )


def _are_neighbours(a: Amount, b: Amount) -> bool:
    """Whether "A or B" is an estimate: "two or three", "20 or 30", "five or ten"; not "25 or 40"."""
    if a.value is None or b.value is None or a.numeral.shape != b.numeral.shape:
        return False
    is_near = b.value <= a.value * Decimal("1.5") + 1
    return is_near or (a.value in {1, 5, 10, 50} and b.value == 2 * a.value)


def _are_years(tokens: Tokens, a: Amount, b: Amount) -> bool:
    """Whether both ends are bare years: "between 1600 and 1900", "A.D. 1000 and 1260"."""
    if not (a.is_bare() and b.is_bare()):
        return False
    ends = (tokens.raw[a.numeral.first], tokens.raw[b.numeral.first])
    if not_numbers.is_plural(tokens, b.last, within=1):  # between 2010 and 2020 rents rose
        return all("1900" <= end <= "2030" and len(end) == 4 for end in ends) and (
            a.first < 2 or tokens.raw[a.first - 2] in {".", BREAK}
        )
    is_old = tokens.word(a.first - 2) == "d" and all(len(end) == 4 for end in ends)
    return is_old or all(map(codes.is_year_figure, ends))


def shared_unit(tokens: Tokens, a: Amount) -> Unit | None:
    """The unit of the next figure of a list: "45 and 50 mg", "four-, five- and six-cylinder"."""
    if not a.is_bare() or a.is_attributive or not (a.is_suspended or _may_share(tokens, a)):
        return None
    k = a.last
    for _ in range(4):
        following = _next_of_list(tokens, k, is_suspended=a.is_suspended)
        if following is None:
            return None
        k, found = following
        if found is not None:
            return None if found.kind == "money" and found.is_symbol else found
    return None


def _next_of_list(tokens: Tokens, k: int, *, is_suspended: bool) -> tuple[int, Unit | None] | None:  # noqa: PLR0911 (a list of cases)
    """The token behind the next figure of a list and its unit; None where the list ends at token k."""
    word = tokens.word(k)
    if word not in {"and", "or", ",", "to"} and not (word in HYPHENS and is_suspended):
        return None
    k += 1 + (word == "," and tokens.word(k + 1) in {"and", "or"})
    if tokens.is_figure(k):
        if codes.skip_code(tokens, k) is not None:
            return None
    elif tokens.word(k) not in words().starters:
        return None
    b = numeral_at(tokens, k)
    if b is None or b.value is None or b.scale is not None or b.article:
        return None
    if b.shape not in {"figure", "word"}:
        return None
    end = b.last + (tokens.written(b.last) in HYPHENS and tokens.glued(b.last))
    found = unit_at(tokens, end)
    if found is None:
        return end, None
    is_age = found.unit.kind == "duration" and tokens.word(found.last) == "old"
    return end, found.unit._replace(kind="age") if is_age else found.unit


def _may_share(tokens: Tokens, a: Amount) -> bool:
    """Whether a bare figure may lean on the unit behind the next: no year, name or label."""
    first, last = a.numeral.first, a.numeral.last
    return not (
        codes.is_year_figure(tokens.raw[first])
        or not_numbers.is_name(tokens, first, last)
        or not_numbers.is_label(tokens, first, last)
        or (tokens.word(last) == "," and not tokens.is_figure(first))
    )


def ordinal_range(tokens: Tokens, amount: Amount) -> tuple[Decimal, int] | None:
    """The other end of "between the tenth and the fifteenth", and the token behind it."""
    k = amount.first - 1
    if tokens.word(k - (tokens.word(k) == "the")) != "between" or tokens.word(amount.last) != "and":
        return None
    k = amount.last + 1 + (tokens.word(amount.last + 1) == "the")
    is_numeral = tokens.is_figure(k) or tokens.word(k) in words().starters
    other = amount_at(tokens, k) if is_numeral else None
    if other is None or other.value is None or other.numeral.shape != "ordinal":
        return None
    is_rising = amount.value is not None and other.value > amount.value
    return (other.value, other.last) if is_rising else None
