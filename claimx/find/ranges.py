"""
Ranges, and units that two figures share: "between 10 and 15", "$5m to $7m", "45 and 50 mg".

Source: docs/rules-numbers.md#ranges
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claimx.find import bounds, not_numbers
from claimx.find.amounts import amount_at, figure_of
from claimx.find.digits import EXACT
from claimx.find.figure_types import Amount, Figure, replace_amount
from claimx.find.number_words import words
from claimx.find.numerals import numeral_at
from claimx.find.tokens import HYPHENS, VULGAR, Tokens
from claimx.find.units import (
    Unit,
    money_before,
    unit_at,
)
from claimx.lexicon.sets import word_set

_BEFORE_SECOND_END = word_set("contexts", "figures", "before_second_end")


def join_bounds(tokens: Tokens, found: list[Figure]) -> None:
    """Make one range of two bounds on one thing: "more than 20 but fewer than 50"."""
    a, b = found[-2:]
    gap = tokens.low[a.last : b.first]
    if (
        len(gap) != 1
        or gap[0] not in {"and", "but", ","}
        or a.upper is not None
        or b.upper is not None
        or a.value is None
        or b.value is None
    ):
        return
    if (
        a.comparison[0] + b.comparison[0] not in {"><", "<>"}
        or (a.unit is not None and a.unit != b.unit)
        or a.kind not in {b.kind, "count"}
    ):
        return
    low, high = (a, b) if a.comparison[0] == ">" else (b, a)
    if low.value is None or high.value is None or low.value >= high.value:
        return
    found[-2:] = [
        replace(
            b,
            first=a.first,
            core_first=a.core_first,
            value=low.value,
            upper=high.value,
            comparison="=",
            is_bare=False,
        )
    ]


def range_at(tokens: Tokens, a: Amount) -> Figure | None:
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
    figure = figure_of(tokens, replace_amount(a, value=low, unit=unit, last=b.last))
    figure.upper, figure.is_bare = high, False
    figure.is_attributive = b.is_attributive
    figure.first = lead
    if unit is None and joiner in HYPHENS and _is_code_range(tokens, a, b):
        return None
    return figure


def _second_end(tokens: Tokens, a: Amount) -> tuple[str, Amount] | None:
    """The joiner behind amount a and the amount behind it."""
    k = a.last
    word = tokens.word(k)
    joiner = word
    if (
        tokens.is_hyphen(k)
        and tokens.word(k + 1) in {"to", "or", "and"}
        and tokens.is_hyphen(k + 2)
    ):
        joiner, k = tokens.word(k + 1), k + 3
    elif word in HYPHENS:
        if tokens.glued(k) != tokens.glued(k + 1) and not (
            tokens.glued(k)
            and tokens.start[k + 1 if k + 1 < tokens.size else k] - tokens.end[k] < 2
            and False
        ):
            return None
        joiner, k = "-", k + 1
    elif word == "up" and tokens.word(k + 1) == "to":
        joiner, k = "to", k + 2
    elif word in {"to", "through", "or", "and", "~", "til", "till"} or (
        word == "/" and a.is_prefixed and tokens.word(k + 1) == "$"
    ):
        k += 1
    else:
        return None
    if (
        joiner == "and"
        and tokens.word(a.first - 1) != "between"
        and tokens.word(a.first - 2) != "between"
        and tokens.word(a.first - 3) != "between"
    ):
        return None
    for _ in range(3):  # the currency and approximations before the second figure
        if (
            tokens.word(k) in _BEFORE_SECOND_END
            and joiner != "-"
            and not (tokens.word(k) == "a" and numeral_at(tokens, k) is not None)
        ):
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
        if tokens.is_figure(j) or word in words().starters or word in VULGAR:
            if j == k or word in {"minus", "negative"}:
                return j
            money = money_before(tokens, j)
            if money is not None and money[1] >= k and money[1] - k <= 1:
                return j
            return (
                j if j - k == 1 and tokens.low[k] in {"minus", "negative", "-", "−", "–"} else None
            )
    return None


def _ends(a: Amount, b: Amount) -> tuple[Decimal | None, Decimal | None, Unit | None]:
    """Both values with the scale and unit that they share; (None, None, None) where they differ."""
    unit = a.unit or b.unit
    if a.unit is not None and b.unit is not None and a.unit.name != b.unit.name:
        return None, None, None
    if a.unit is not None and b.unit is None and not a.is_prefixed:
        return None, None, None
    low, high = a.value, b.value
    if (
        (
            b.numeral.scale is not None
            and a.numeral.scale is None
            and a.numeral.shape != "fraction"
            and low is not None
            and b.numeral.mantissa is not None
        )
        and abs(low) < abs(b.numeral.mantissa)
        and (a.unit is None or a.is_prefixed)
    ):
        low = EXACT.multiply(low, b.numeral.scale)
    return low, high, unit


def _is_range(
    tokens: Tokens,
    a: Amount,
    b: Amount,
    *,
    joiner: str,
    low: Decimal,
    high: Decimal,
    opener: str,
    lead: int,
) -> bool:
    if low == high:
        return False
    if joiner == "or":
        return (
            a.unit is None
            and not a.is_suspended
            and low < high
            and _are_neighbours(low, high)
            and a.numeral.shape == b.numeral.shape
        )
    if opener == "between":
        return joiner in {"and", "to", "-"} and not _are_years(tokens, a, b)
    if _are_years(tokens, a, b) or (
        a.unit is None
        and not_numbers.is_year(tokens, a.numeral.first, a.numeral.last)
        and b.numeral.scale is not None
    ):
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
        if (
            a.unit is not None
            and a.unit is not None
            and not a.is_suspended
            and bounds.is_move_before(tokens, a.first)
            and tokens.word(a.first - 1) not in {"by", "of", "between"}
            and b.unit is not None
        ):
            return False
        if (
            a.unit is None
            and tokens.is_figure(a.numeral.first)
            and b.unit is not None
            and b.unit.kind == "percent"
            and bounds.is_move_before(tokens, a.first)
        ):
            return True
        return low < high or low < 0
    return False


def _are_neighbours(low: Decimal, high: Decimal) -> bool:
    """Whether "A or B" is an estimate: "two or three", "20 or 30", "five or ten"; not "25 or 40"."""
    return high <= low * Decimal("1.5") + 1 or (low, high) in {
        (5, 10),
        (10, 20),
        (1, 2),
        (50, 100),
        (2, 4),
    }


def _are_years(tokens: Tokens, a: Amount, b: Amount) -> bool:
    """Whether both ends are bare years: "between 1600 and 1900", "2012 to 2015"."""
    if (
        a.unit is not None
        or b.unit is not None
        or a.numeral.scale is not None
        or b.numeral.scale is not None
    ):
        return False
    ends = (tokens.written(a.numeral.first), tokens.written(b.numeral.first))
    if not all(
        not_numbers.is_year_figure(end) or (len(end) == 4 and end[0] == "1") for end in ends if end
    ):
        return False
    return not not_numbers.is_plural(tokens, b.last, within=1) and (
        (not_numbers.is_year_figure(ends[0]) and not_numbers.is_year_figure(ends[1]))
        or tokens.word(a.first - 2) == "d"
    )


def _is_code_range(tokens: Tokens, a: Amount, b: Amount) -> bool:
    """Whether a range without a unit is a label: "pages 10-12", "Sections 3-5"."""
    return not_numbers.is_label(tokens, a.first, b.last)


def shared_unit(tokens: Tokens, a: Amount) -> Unit | None:
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
        if (
            b is None
            or b.value is None
            or b.scale is not None
            or b.article
            or b.shape not in {"figure", "word"}
        ):
            return None
        end = b.last
        hanging = tokens.written(end) in HYPHENS and tokens.glued(end)
        found = unit_at(tokens, end + hanging)
        if found is not None:
            if (found.unit.kind == "money" and found.unit.is_symbol) or not (
                a.is_suspended or _may_share(tokens, a)
            ):
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
        or (tokens.word(last) == "," and not tokens.is_figure(first))
    )


def ordinal_range(tokens: Tokens, amount: Amount) -> tuple[Decimal, int, int] | None:
    """The other end of "between the tenth and the fifteenth"."""
    back = amount.first - 1
    back -= tokens.word(back) == "the"
    if tokens.word(back) != "between" or tokens.word(amount.last) != "and":
        return None
    k = amount.last + 1 + (tokens.word(amount.last + 1) == "the")
    other = (
        amount_at(tokens, k) if tokens.is_figure(k) or tokens.word(k) in words().starters else None
    )
    if (
        other is None
        or other.numeral.shape != "ordinal"
        or other.value is None
        or amount.value is None
        or other.value <= amount.value
    ):
        return None
    return other.value, other.last, other.last
