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

from claimx.find import bounds, not_numbers
from claimx.find.ages import add_age
from claimx.find.amounts import amount_at, figure_of
from claimx.find.digits import EXACT
from claimx.find.figure_types import Amount, Figure
from claimx.find.number_words import words
from claimx.find.ranges import join_bounds, ordinal_range, range_at, shared_unit
from claimx.find.rates import NO_NOUN, add_rate
from claimx.find.ratios import fraction_read_out, score_at, share_at
from claimx.find.tokens import BREAK, VULGAR, Tokens
from claimx.find.units import unit_at
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from claimx.records import Comparison, Trend

_AFTER_HALF = word_set("contexts", "figures", "after_half")
_FIRST_NAMES = word_set("contexts", "figures", "first_names")
_HALF_AS_SUBJECT = word_set("contexts", "figures", "half_as_subject")
_HALVES = word_set("contexts", "figures", "halves")
_FACTORS: dict[str, tuple[int, Trend]] = {
    "doubled": (2, "up"),
    "tripled": (3, "up"),
    "trebled": (3, "up"),
    "quadrupled": (4, "up"),
    "quintupled": (5, "up"),
    "twofold": (2, "up"),
    "threefold": (3, "up"),
    "fourfold": (4, "up"),
    "fivefold": (5, "up"),
    "sixfold": (6, "up"),
    "sevenfold": (7, "up"),
    "eightfold": (8, "up"),
    "ninefold": (9, "up"),
    "tenfold": (10, "up"),
}
_RATE_WORDS = frozenset({"a", "an", "per", "each", "every"})
_PREFIX_BOUNDS: dict[str, Comparison] = {"sub": "<", "under": "<", "over": ">", "near": "~"}


def find_figures(tokens: Tokens) -> list[Figure]:
    """All quantities of a text, in order."""
    with localcontext(EXACT):
        return _figures(tokens)


def _figures(tokens: Tokens) -> list[Figure]:
    starters = words().starters
    addresses = not_numbers.urls(tokens.text)
    address_starts = [start for start, _ in addresses]
    found: list[Figure] = []
    done = 0
    for i, word in enumerate(tokens.low):
        if i < done:
            continue
        first = word[0]
        is_figure = first.isdecimal() or (first == "." and len(word) > 1)
        if not (is_figure or word in starters or first in VULGAR):
            if word in _FACTORS:
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
        read = figure_at(tokens, i, found[-1] if found else None)
        if read is None:
            continue
        figures, done = read
        found.extend(figures)
        if len(found) > 1 and figures:
            join_bounds(tokens, found)
    return found


def figure_at(tokens: Tokens, i: int, previous: Figure | None) -> tuple[list[Figure], int] | None:
    """The quantity that begins at token i, or the two that share its unit; and where to go on."""
    if not_numbers.is_zero_phrase(tokens, i):
        return None
    amount = amount_at(tokens, i, floor=previous.last if previous is not None else 0)
    if amount is None:
        figure = _one_and_a_half(tokens, i)
        return ([figure], figure.last) if figure is not None else None
    if amount.numeral.shape == "ordinal":
        return _ordinal(tokens, amount)
    if _is_clipped(tokens, amount):
        return [], amount.last
    joined = range_at(tokens, amount)
    if joined is None:
        joined = fraction_read_out(tokens, amount)
    if (
        joined is None
        and amount.numeral.shape == "word"
        and amount.unit is None
        and not_numbers.is_pronoun(tokens, amount.numeral.first, amount.numeral.last)
    ):
        share = share_at(tokens, amount)
        return ([share], share.last) if share is not None else ([], amount.last)
    if joined is None:
        joined = score_at(tokens, amount) or share_at(tokens, amount)
    if joined is None:
        shared = shared_unit(tokens, amount)
        if shared is not None:
            amount.unit = shared
    figure = joined or figure_of(tokens, amount)
    if figure.is_bare and joined is None and is_something_else(tokens, amount, previous):
        return [], max(amount.last, not_numbers.chain_end(tokens, amount.numeral.first))
    if (
        figure.unit is None
        and figure.kind == "count"
        and amount.numeral.comma
        and amount.numeral.scale is None
    ):
        return [], amount.last
    add_age(tokens, figure, previous)
    add_rate(tokens, figure)
    _add_bounds(tokens, figure)
    _add_trend(tokens, figure, previous)
    _add_points(tokens, figure, previous)
    if previous is not None:
        figure.first = max(figure.first, previous.last)
    return [figure], figure.last


def _add_points(tokens: Tokens, figure: Figure, previous: Figure | None) -> None:
    """Give the level of an index its points: "lost 162 points to 7,425.81", "(16369.03 up 58.06 points)"."""
    if not figure.is_bare or figure.value is None:
        return
    if tokens.word(figure.last) in {"up", "down"} and tokens.is_figure(figure.last + 1):
        k = figure.last + 2
        if tokens.word(k) in {"points", "point"}:
            figure.unit, figure.kind, figure.is_bare = "point", "measure", False
    elif (
        previous is not None
        and previous.unit == "point"
        and previous.trend is not None
        and tokens.word(figure.first - 1) in {"to", "at"}
    ) and (
        not {".", ";"} & set(tokens.low[previous.last : figure.first])
        and figure.first - previous.last < 12
    ):
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
    if (
        amount.unit is None
        and tokens.is_figure(last - 1)
        and tokens.glued(last)
        and tokens.raw[last][0].isalnum()
    ):
        return True
    if tokens.glued(last) and tokens.is_figure(last) and tokens.is_word(last - 1):
        return True
    if (
        numeral.shape == "fraction"
        and tokens.word(numeral.last - 1) == "half"
        and tokens.is_hyphen(last)
        and amount.unit is None
    ):
        return True  # a half-frozen snake
    if tokens.word(last) in {"o'clock", "o’clock"} or (
        tokens.word(last) in {"am", "pm", "a", "p"}
        and numeral.shape == "word"
        and tokens.word(last + 1) in {".", ","}
    ):
        return True
    if (
        amount.unit is not None
        and amount.unit.name == "point"
        and numeral.shape == "word"
        and tokens.word(numeral.first - 1) == "at"
    ):
        return True  # at one point
    if amount.is_attributive and tokens.word(last + 1) in {
        "way",
        "step",
        "faced",
        "tone",
        "pronged",
        "handed",
    }:
        return True
    if (
        numeral.shape == "fraction"
        and numeral.last - numeral.first == 1
        and tokens.word(numeral.first) == "half"
    ):
        return _is_half_word(tokens, numeral.first, last) and amount.unit is None
    if (
        amount.unit is None
        and tokens.is_hyphen(numeral.first - 1)
        and tokens.is_word(numeral.first - 2)
        and not tokens.is_figure(numeral.first)
    ):
        return tokens.word(numeral.first - 2) not in {"to", "or", "and", "twenty", "minus"}
    return False


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


def _ordinal(tokens: Tokens, amount: Amount) -> tuple[list[Figure], int]:
    """A rank before a noun: "the first meeting", "22nd"; not a name, a date or a century."""
    first, last = amount.numeral.first, amount.last
    after = tokens.word(last)
    written = tokens.written(first)
    capital = (
        written[:1].isupper()
        and first > 0
        and tokens.raw[first - 1] not in {".", BREAK, "“", '"', "?", "!", ":"}
    )
    named = tokens.is_figure(first) and tokens.written(last)[:1].isupper()
    if after in _FIRST_NAMES and amount.value == 1:
        return [], last
    in_date = (
        after in not_numbers.months()
        or tokens.word(first - 1) in not_numbers.months()
        or after in {"century", "centuries"}
    )
    if tokens.is_hyphen(last) and not tokens.word(last + 1).endswith("st"):
        return [], last  # third-party, first-hand; but the third-largest city
    if (
        capital
        or named
        or in_date
        or (after == "of" and tokens.word(last + 1) in not_numbers.months())
    ):
        return [], last
    figure = Figure(first, last, first, last, "ordinal", amount.value, shape="ordinal")
    joined = ordinal_range(tokens, amount)
    if joined is not None:
        figure.upper, figure.last = joined
        figure.core_last = figure.last
    return [figure], figure.last


def _one_and_a_half(tokens: Tokens, i: int) -> Figure | None:
    """ "A year and a half", "an hour and a quarter": the article counts one."""
    found = unit_at(tokens, i + 1) if tokens.low[i] in {"a", "an"} else None
    if found is None or found.unit.is_symbol or tokens.word(found.last) != "and":
        return None
    part = _PARTS.get(tokens.word(found.last + 2))
    if part is None or tokens.word(found.last + 1) != "a":
        return None
    last = found.last + 3
    return Figure(i, last, i, last, found.unit.kind, 1 + part, unit=found.unit.name, shape="word")


_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}


def _factor_at(tokens: Tokens, i: int) -> Figure | None:
    """A factor in one word: "profits doubled" is 2, up. "doubled down" and "doubled as" are none."""
    if (
        tokens.word(i + 1) in {"down", "as", "back", "up", "over"}
        or tokens.is_hyphen(i + 1)
        or tokens.is_hyphen(i - 1)
    ):
        return None
    value, trend = _FACTORS[tokens.low[i]]
    figure = Figure(i, i + 1, i, i + 1, "ratio", Decimal(value), trend=trend, shape="factor")
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
    if tokens.is_hyphen(figure.first - 1) and tokens.word(figure.first - 2) in _PREFIX_BOUNDS:
        figure.comparison = _PREFIX_BOUNDS[tokens.word(figure.first - 2)]
        figure.first -= 2
        return
    bound = bounds.before(tokens, figure.first, is_duration=figure.kind == "duration")
    if (
        bound is not None
        and bound.comparison == "~"
        and tokens.word(bound.edge) == "some"
        and figure.kind == "ratio"
    ):
        bound = None
    if bound is not None:
        figure.first = bound.edge
        figure.comparison = bound.comparison
    behind = bounds.after(tokens, figure.last)
    if behind is None and figure.kind == "count":
        for j in range(figure.last, min(figure.last + 2, tokens.size)):
            if (
                not tokens.raw[j].islower()
                or not tokens.raw[j].isalpha()
                or tokens.low[j] in NO_NOUN
            ):
                break
            found = bounds.after(tokens, j + 1)
            if found is not None and tokens.word(j + 1) == "or":
                figure.comparison = found.comparison
                return
    if behind is not None:
        figure.comparison = behind.comparison
        figure.last = behind.edge


def _add_trend(tokens: Tokens, figure: Figure, previous: Figure | None) -> None:
    """The rise or fall that the figure is the size of, its own or the one before it shares."""
    if figure.kind in {"ordinal", "ratio", "age"} and figure.shape != "fraction":
        return
    is_percent = figure.kind == "percent" or figure.unit == "point"
    is_size = is_percent or figure.is_coin or (figure.unit is not None and figure.kind == "measure")
    figure.trend = bounds.trend_before(
        tokens,
        figure.first,
        is_size=is_size or figure.kind == "money",
        is_loose=is_percent or figure.is_coin,
    )
    if figure.kind == "duration" and tokens.word(figure.first - 1) == "of":
        figure.trend = None  # gains of two years
    is_plain = figure.kind in {"count", "ratio"} and tokens.word(figure.first - 1) not in {
        "a",
        "an",
        "the",
        "another",
    }
    if (
        figure.trend is None
        and (is_size or figure.is_attributive or figure.kind in {"money", "ratio", "count"})
        and not is_plain
    ):
        figure.trend = bounds.trend_after(tokens, figure.last, is_percent=is_percent)
    if figure.trend is None and tokens.word(figure.core_first) == "+" and is_percent:
        figure.trend = "up"
    if previous is None or tokens.start[figure.first] - tokens.end[previous.last - 1] > 40:
        return
    gap = tokens.low[previous.last : figure.first]
    if (gap in (["("], ["/"], ["(", "about"]) and figure.kind == previous.kind) or (
        gap == ["("] and previous.unit is not None and figure.unit is not None
    ):
        figure.trend = figure.trend or previous.trend
        if figure.comparison == "=" and previous.kind == figure.kind:
            figure.comparison = previous.comparison  # more than 100 km (60 miles)
    if figure.trend is None and previous.trend is not None:
        if gap in ([",", "or"], ["or"], ["("], [",", "or", "a"]) and previous.shape != "factor":
            figure.trend = previous.trend
        elif gap in ([","], ["and"], [",", "and"]) and figure.unit == previous.unit is not None:
            figure.trend = previous.trend  # fell 5, 10 and 15 percent
        elif gap[-1:] == ["by"] and is_size and not {".", ";", ":"} & set(gap):
            figure.trend = previous.trend  # Ross were down 2.3%, Burlington by 2.6%
