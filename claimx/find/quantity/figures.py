"""
Quantities by their surface: numeral, scale, unit, range, rate, comparison and trend joined.

    "more than $1.2 billion a year" -> 1200000000, USD, per year, ">"

`find_figures` scans light tokens once, left to right, and never goes back over what it has read. It
knows nothing of syntax; `quantities` adds that. Source: docs/rules-numbers.md
"""

from __future__ import annotations

import bisect
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from claimx.find.quantity import bounds, codes, not_numbers
from claimx.find.quantity.ages import add_age
from claimx.find.quantity.amounts import amount_at, figure_of
from claimx.find.quantity.digits import EXACT
from claimx.find.quantity.figure_types import Amount, Figure
from claimx.find.quantity.number_words import words
from claimx.find.quantity.ranges import join_bounds, ordinal_range, range_at, shared_unit
from claimx.find.quantity.rates import NO_NOUN, add_rate
from claimx.find.quantity.ratios import fraction_read_out, score_at, share_at
from claimx.find.quantity.tokens import BREAK, VULGAR, Tokens
from claimx.find.quantity.units import unit_at
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from claimx.records import Comparison, Trend

_AFTER_HALF = word_set("contexts", "figures", "after_half")
_FIRST_NAMES = word_set("contexts", "figures", "first_names")
_HALF_AS_SUBJECT = word_set("contexts", "figures", "half_as_subject")
_HALVES = word_set("contexts", "figures", "halves")


def find_figures(tokens: Tokens) -> list[Figure]:
    """All quantities of a text, in order."""
    with localcontext(EXACT):
        return _figures(tokens)


def _figures(tokens: Tokens) -> list[Figure]:
    starters, factors = words().starters, words().factors
    addresses = codes.urls(tokens.text)
    address_starts = [start for start, _ in addresses]
    found: list[Figure] = []
    done = 0
    for i, word in enumerate(tokens.low):
        if i < done:
            continue
        first = word[0]
        is_figure = first.isdecimal() or (first == "." and len(word) > 1)
        if not (is_figure or word in starters or first in VULGAR):
            if word in factors:
                figure = _factor_at(tokens, i, factors[word])
                if figure is not None:
                    found.append(figure)
            continue
        if addresses:
            k = bisect.bisect_right(address_starts, tokens.start[i]) - 1
            if k >= 0 and tokens.start[i] < addresses[k][1]:
                continue
        if is_figure:
            skipped = codes.skip_code(tokens, i)
            if skipped is not None:
                done = max(skipped, i + 1)
                continue
        read = figure_at(tokens, i, found[-1] if found else None)
        if read is None:
            continue
        figure, done = read
        if figure is not None:
            found.append(figure)
            if len(found) > 1:
                join_bounds(tokens, found)
    return found


def figure_at(tokens: Tokens, i: int, previous: Figure | None) -> tuple[Figure | None, int] | None:
    """
    The quantity that begins at token i and the token after it.

    (None, k) where the tokens up to k are something else after all, None where none begins at i.
    `previous`: the figure before, on whose change and comparison this one may lean.
    """
    if codes.is_zero_phrase(tokens, i):
        return None
    amount = amount_at(tokens, i, floor=previous.last if previous is not None else 0)
    if amount is None:
        figure = _one_and_a_half(tokens, i)
        return (figure, figure.last) if figure is not None else None
    if amount.numeral.shape == "ordinal":
        figure = _ordinal(tokens, amount)
        return figure, figure.last if figure is not None else amount.last
    if _is_clipped(tokens, amount):
        return None, amount.last
    figure = _figure_of(tokens, amount)
    if figure is None:
        return None, max(amount.last, codes.chain_end(tokens, amount.numeral.first))
    add_age(tokens, figure, previous)
    add_rate(tokens, figure)
    _add_bounds(tokens, figure)
    _add_trend(tokens, figure)
    if previous is not None:
        _lean_on(tokens, figure, previous)
        figure.first = max(figure.first, previous.last)
    if previous is not None and previous.unit == "point":
        figure.is_of_points = figure.trend == previous.trend
    _add_points(tokens, figure, previous)
    return figure, figure.last


def _figure_of(tokens: Tokens, amount: Amount) -> Figure | None:
    """The range, ratio or single quantity that begins with an amount; None where it is no number."""
    joined = range_at(tokens, amount) or fraction_read_out(tokens, amount)
    if joined is not None:
        return joined
    numeral = amount.numeral
    is_word = numeral.shape == "word" and amount.unit is None
    if is_word and not_numbers.is_pronoun(tokens, numeral.first, numeral.last):
        return share_at(tokens, amount)
    if not_numbers.is_some_day(tokens, numeral.first, amount.last):
        return None
    joined = score_at(tokens, amount) or share_at(tokens, amount)
    if joined is not None:
        return joined
    amount.unit = amount.unit or shared_unit(tokens, amount)
    figure = figure_of(tokens, amount)
    if figure.is_bare and _is_something_else(tokens, amount):
        return None
    is_unsure = numeral.comma and numeral.scale is None and figure.kind == "count"
    return None if is_unsure else figure


def _is_something_else(tokens: Tokens, amount: Amount) -> bool:
    """Whether a bare numeral is a year, a label, a name or an address after all."""
    first, last = amount.numeral.first, amount.numeral.last
    return not amount.is_signed and (
        not_numbers.is_year(tokens, first, last)
        or not_numbers.is_label(tokens, first, last)
        or not_numbers.is_name(tokens, first, last)
        or not_numbers.is_address(tokens, first, last)
    )


def _is_clipped(tokens: Tokens, amount: Amount) -> bool:  # noqa: PLR0911 (a list of cases)
    """
    Whether what clings to the numeral makes it part of something else.

    5G, 4x4, 24703L202: letters and digits that are no unit. "half-frozen", "two-way", "three
    o'clock", "at one point": words.
    """
    k = amount.last
    numeral = amount.numeral
    if tokens.glued(k) and tokens.raw[k][0].isalnum():
        if tokens.is_figure(k - 1) and amount.unit is None:
            return True
        if tokens.is_figure(k) and tokens.is_word(k - 1):
            return True
    after = tokens.word(k)
    is_word = not tokens.is_figure(numeral.first)
    if after in {"o'clock", "o’clock"}:
        return True
    if is_word and after in {"am", "pm", "a", "p"} and tokens.word(k + 1) in {".", ","}:
        return True
    if amount.unit is not None:
        is_point = amount.unit.name == "point" and numeral.shape == "word"
        return is_point and tokens.word(numeral.first - 1) == "at"
    if amount.is_attributive and tokens.word(k + 1) in _NOT_COUNTED:
        return True
    if tokens.word(numeral.last - 1) == "half" and numeral.shape == "fraction":
        is_bare = numeral.last - numeral.first == 1
        return tokens.is_hyphen(k) or (is_bare and _is_half_word(tokens, numeral.first, k))
    is_joined = (
        is_word and tokens.is_hyphen(numeral.first - 1) and tokens.is_word(numeral.first - 2)
    )
    return is_joined and tokens.low[numeral.first - 2] not in {"to", "or", "and", "minus"}


_NOT_COUNTED = frozenset({"way", "step", "faced", "tone", "pronged", "handed"})


def _is_half_word(tokens: Tokens, i: int, last: int) -> bool:
    """Whether "half" is no share by itself: "the first half", "half-time", "half asleep"."""
    if tokens.is_hyphen(last) or tokens.is_hyphen(i - 1):
        return True
    before, after = tokens.word(i - 1), tokens.word(last)
    if after in _AFTER_HALF:
        return before in _HALVES
    if bounds.before(tokens, i) is not None or before in {"by", "in", "another", "other"}:
        return before in _HALVES
    return before in _HALVES or (after[:1].isalpha() and after not in _HALF_AS_SUBJECT)


def _ordinal(tokens: Tokens, amount: Amount) -> Figure | None:  # noqa: PLR0911 (a list of cases)
    """A rank before a noun: "the first meeting", "22nd"; None in a name, a date or a century."""
    first, last = amount.numeral.first, amount.last
    before, after = tokens.word(first - 1), tokens.word(last)
    months = codes.months()
    if before in months or after in months or after in {"century", "centuries"}:
        return None
    if after == "of" and tokens.word(last + 1) in months:
        return None
    begins = first == 0 or tokens.raw[first - 1] in _OPENINGS
    if tokens.raw[first][0].isupper() and not begins:
        return None  # the Second Amendment
    if tokens.is_figure(first) and tokens.written(last)[:1].isupper():
        return None  # the 7th Fleet
    if amount.value == 1 and after in _FIRST_NAMES:
        return None  # the first lady
    if tokens.is_hyphen(first - 1) and tokens.is_word(first - 2):
        return None  # a border-first approach
    if before in _QUOTES and after in {".", ",", *_QUOTES} and tokens.is_figure(first):
        return None  # her film “13th”
    is_joined = tokens.is_hyphen(last) and not tokens.is_figure(first)
    if is_joined and not tokens.word(last + 1).endswith("st"):
        return None  # third-party, first-hand; but the third-largest city, the 33rd-minute goal
    if tokens.is_hyphen(last) and tokens.word(last + 1) == "century":
        return None
    figure = Figure(first, last, first, last, "ordinal", amount.value, shape="ordinal")
    joined = ordinal_range(tokens, amount)
    if joined is not None:
        figure.upper, figure.last = joined
        figure.core_last = figure.last
    return figure


_QUOTES = frozenset("\"“”'‘’")
_OPENINGS = frozenset({".", BREAK, "“", '"', "?", "!", ":"})


def _one_and_a_half(tokens: Tokens, i: int) -> Figure | None:
    """The quantity of "a year and a half", "an hour and a quarter": the article counts one."""
    found = unit_at(tokens, i + 1) if tokens.low[i] in {"a", "an"} else None
    if found is None or found.unit.is_symbol or tokens.word(found.last) != "and":
        return None
    part = _PARTS.get(tokens.word(found.last + 2))
    if part is None or tokens.word(found.last + 1) != "a":
        return None
    last = found.last + 3
    return Figure(i, last, i, last, found.unit.kind, 1 + part, unit=found.unit.name, shape="word")


_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}


def _factor_at(tokens: Tokens, i: int, factor: Decimal) -> Figure | None:
    """A factor in one word: "profits doubled" is 2, up; "halved" 0.5, down. "doubled down" is none."""
    if tokens.word(i + 1) in {"down", "as", "back", "up", "over"}:
        return None
    if tokens.is_hyphen(i + 1) or tokens.is_hyphen(i - 1):
        return None
    trend: Trend = "up" if factor > 1 else "down"
    figure = Figure(i, i + 1, i, i + 1, "ratio", factor, trend=trend, shape="factor")
    bound = bounds.before(tokens, i)
    if bound is not None:
        figure.comparison, figure.first = bound.comparison, bound.edge
    return figure


def _add_bounds(tokens: Tokens, figure: Figure) -> None:
    """The comparison words before or behind the figure; they belong to its text."""
    if figure.upper is not None and figure.kind != "ratio":
        opened = bounds.before(tokens, figure.first)
        if opened is not None and opened.comparison == "~":
            figure.comparison, figure.first = "~", opened.edge
        return
    prefix = tokens.word(figure.first - 2) if tokens.is_hyphen(figure.first - 1) else ""
    if prefix in _PREFIX_BOUNDS:  # sub-7 nanometre
        figure.comparison, figure.first = _PREFIX_BOUNDS[prefix], figure.first - 2
        return
    bound = bounds.before(tokens, figure.first, is_duration=figure.kind == "duration")
    if bound is not None and not (figure.kind == "ratio" and tokens.low[bound.edge] == "some"):
        figure.comparison, figure.first = bound.comparison, bound.edge
    behind = bounds.after(tokens, figure.last)
    if behind is not None:
        figure.comparison, figure.last = behind.comparison, behind.edge
    elif figure.kind == "count":
        figure.comparison = _bound_behind_noun(tokens, figure) or figure.comparison


def _bound_behind_noun(tokens: Tokens, figure: Figure) -> Comparison | None:
    """The comparison of "15 people or more", over a counted noun of at most two words."""
    for j in range(figure.last, min(figure.last + 2, tokens.size)):
        word = tokens.raw[j]
        if not (word.islower() and word.isalpha()) or word in NO_NOUN:
            return None
        found = bounds.after(tokens, j + 1) if tokens.word(j + 1) == "or" else None
        if found is not None:
            return found.comparison
    return None


_PREFIX_BOUNDS: dict[str, Comparison] = {"sub": "<", "under": "<", "over": ">", "near": "~"}


def _is_size(figure: Figure) -> bool:
    """Whether the figure is a share, points or coins, which rises and falls are given in."""
    return figure.kind == "percent" or figure.unit == "point" or figure.is_coin


def _add_trend(tokens: Tokens, figure: Figure) -> None:
    """The rise or fall that the figure is the size of."""
    if figure.kind in {"ordinal", "age"} or (figure.kind == "ratio" and figure.shape != "fraction"):
        return
    is_size = _is_size(figure)
    is_percent = is_size and not figure.is_coin
    is_measured = is_size or figure.kind in {"measure", "money"}
    before = tokens.word(figure.first - 1)
    trend = bounds.trend_before(tokens, figure.first, is_size=is_measured, is_loose=is_size)
    if figure.kind == "duration" and before == "of":
        trend = None  # gains of two years
    if figure.comparison in {"<", ">"} and tokens.low[figure.first] in _SIDES:
        return  # slipped below 22,000: a level
    is_plain = figure.kind in {"count", "ratio"} and before not in {"a", "an", "the", "another"}
    if trend is None and not is_plain and (figure.kind != "duration" or figure.is_attributive):
        trend = bounds.trend_after(tokens, figure.last, is_percent=is_percent)
    if trend is None and is_percent and tokens.low[figure.core_first] == "+":
        trend = "up"
    figure.trend = trend


_SIDES = frozenset({"below", "above", "beneath", "beyond"})


def _lean_on(tokens: Tokens, figure: Figure, previous: Figure) -> None:
    """Take what the figure shares with the one before: change in a list, comparison in brackets."""
    if tokens.start[figure.first] - tokens.end[previous.last - 1] > MAX_LEAN:
        return
    gap = tokens.low[previous.last : figure.first]
    if gap in (["("], ["/"], ["(", "about"]) and figure.kind == previous.kind:
        figure.trend = figure.trend or previous.trend
        if figure.comparison == "=":
            figure.comparison = previous.comparison  # more than 100 km (60 miles)
    if figure.trend is not None or previous.trend is None or previous.shape == "factor":
        return
    is_same = figure.unit is not None and figure.unit == previous.unit
    if (
        gap in ([",", "or"], ["or"], ["("], [",", "or", "a"])
        or (is_same and gap in ([","], ["and"], [",", "and"]))  # fell 5, 10 and 15 percent
        or (gap[-1:] == ["by"] and _is_size(figure) and not {".", ";", ":"} & set(gap))
    ):
        figure.trend = previous.trend


# Characters between a figure and the one it leans on.
MAX_LEAN = 40


def _add_points(tokens: Tokens, figure: Figure, previous: Figure | None) -> None:
    """Give the level of an index its points: "lost 162 points to 7,425.81", "16369.03 up 58.06 points"."""
    if not figure.is_bare:
        return
    k = figure.last
    is_before = (
        tokens.word(k) in {"up", "down"}
        and tokens.is_figure(k + 1)
        and tokens.word(k + 2) in {"points", "point"}
    )
    if is_before or (previous is not None and _is_level_of(tokens, figure, previous)):
        figure.unit, figure.kind, figure.is_bare = "point", "measure", False


def _is_level_of(tokens: Tokens, figure: Figure, previous: Figure) -> bool:
    """Whether a bare figure is the level that points lead to: "lost 162 points to 7,425.81"."""
    gap = tokens.low[previous.last : figure.first]
    is_change = previous.trend is not None and (
        previous.unit == "point" or previous.is_of_points  # lost 162 points, or 2.1%, to 7,425
    )
    return (
        is_change and len(gap) < 12 and gap[-1:] in (["to"], ["at"]) and not {".", ";"} & set(gap)
    )
