"""
How two figures of one thing stand to each other.

agreement     the same value
compatible    a bound, a range or a rounded value that holds the other: "> 500,000" and 512,420
change        other values at other times
other words   the same value of what is called by another noun
conflict      values that cannot both be so, given by two voices or in two articles
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from claimx.ledger.alike import is_in_other_words, is_same_noun, is_same_sentence, is_year

if TYPE_CHECKING:
    from claimx.ledger.figures import Topic
    from claimx.ledger.records import Figure, RelationKind
    from claimx.records import Number

# "about 1,200": within a tenth.
ROUGH = 0.1
# Figures further apart than this are of other scopes (a day and a war) rather than in conflict.
MOST_TIMES = 5
POLLS = ("poll", "survey", "voters", "respondents")


def relation_of(a: Topic, b: Topic, alike: float) -> tuple[RelationKind, str] | None:
    """
    The relation of two figures that are grouped, with a note for the reader; None where none is.

    Args:
        a: the figure that stands first.
        b: the other.
        alike: how alike their claims are.
    """
    if is_same_sentence(a, b):
        return _within_sentence(a, b)
    if is_in_other_words(a, b, alike):
        return "other words", f"“{a.figure.concept}” and “{b.figure.concept}”"
    return _by_values(a, b, _dates(a, b)) if is_same_noun(a, b) else None


def _by_values(a: Topic, b: Topic, dates: str) -> tuple[RelationKind, str] | None:
    """The relation that values, times and voices make; values of other scopes have none."""
    one, other = a.figure.number, b.figure.number
    one_voice = a.place == b.place and a.figure.speaker == b.figure.speaker
    if _same_value(one, other):
        return None if one_voice or dates == "apart" else ("agreement", "the same figure")
    if _overlap(one, other):
        return None if dates == "apart" else ("compatible", "both can be so")
    if not _is_far_apart(a.value, b.value):
        if dates in {"apart", "published apart"}:
            return "change", " → ".join(_when(topic) for topic in _in_order(a, b))
        past = is_year(a.figure.date) != is_year(b.figure.date)
        if not one_voice and not past and not (is_poll(a.figure) and is_poll(b.figure)):
            return "conflict", "both cannot be so"
    return None


def is_poll(figure: Figure) -> bool:
    """Whether it is a share of a poll: two polls differ without either being wrong."""
    words = f"{figure.quote} {figure.speaker or ''}".lower()
    return figure.number.unit == "percent" and any(word in words for word in POLLS)


def _within_sentence(a: Topic, b: Topic) -> tuple[RelationKind, str] | None:
    """In one sentence only a dated series says something: "3 on Sunday and 5 on Monday"."""
    if a.head == b.head and _dates(a, b) == "apart" and a.value != b.value:
        return "change", " → ".join(_when(topic) for topic in _in_order(a, b))
    return None


def _is_far_apart(a: float, b: float) -> bool:
    """Whether one is many times the other."""
    small, large = sorted((abs(a), abs(b)))
    return small * MOST_TIMES < large


def _same_value(a: Number, b: Number) -> bool:
    """Whether value, other end and comparison are the same."""
    return a.value == b.value and a.upper == b.upper and a.comparison == b.comparison


def bounds(number: Number) -> tuple[float, float]:
    """
    The least and the most that the words allow, rounding counted: 1.2 million is 1.15 to 1.25.

    "more than 500,000" has no upper end.
    """
    value = float(number.value or 0)
    low, high = sorted((value, value if number.upper is None else float(number.upper)))
    if number.comparison in {">", ">="}:
        return low, math.inf
    if number.comparison in {"<", "<="}:
        return -math.inf, high
    if number.comparison == "~":
        return low - abs(low) * ROUGH, high + abs(high) * ROUGH
    return low - _rounding(low), high + _rounding(high)


def _rounding(value: float) -> float:
    """
    Half of the last place that a value was given to: 0.05 for 5.1, 50,000 for 1.2 million.

    Below a thousand a whole number counts as exact, and a round one as given to two digits at least:
    3,000 is 2,950 to 3,050.
    """
    size = abs(value)
    if not size or (size < 1000 and value == int(value)):
        return 0.0
    digits = f"{size:.12g}"
    if "e" in digits:
        return 0.0
    whole, _, part = digits.partition(".")
    if part:
        return 0.5 * 10.0 ** -len(part)
    zeros = len(whole) - len(whole.rstrip("0"))
    return 0.5 * 10.0 ** min(zeros, len(whole) - 2) if zeros else 0.0


def _overlap(a: Number, b: Number) -> bool:
    """Whether some value fits both."""
    (low_a, high_a), (low_b, high_b) = bounds(a), bounds(b)
    if low_a == high_b or low_b == high_a:
        # "more than 500" leaves out 500 itself.
        open_ends = {">", "<"} & {a.comparison, b.comparison}
        return not open_ends
    return low_a < high_b and low_b < high_a


def _dates(a: Topic, b: Topic) -> str:
    """Whether the figures are of one time: "same", "apart", "published apart" or "unknown"."""
    one, other = a.figure.date, b.figure.date
    if one and other:
        if one == other or one.startswith(other) or other.startswith(one):
            return "same"
        # "Sunday" and "Monday" are two days in one article; in two they may be the same week's.
        comparable = _is_iso(one) == _is_iso(other)
        return "apart" if comparable else "unknown"
    if a.place != b.place:
        first = _is_day(one) or a.figure.published
        second = _is_day(other) or b.figure.published
        if first and second and first[:10] != second[:10]:
            return "published apart"
    return "unknown"


def _is_iso(date: str) -> bool:
    return date[:2].isdigit() or date.startswith("--")


def _is_day(date: str | None) -> str | None:
    """The date where it is a day of a known year."""
    return date if date and _is_iso(date) and not date.startswith("--") else None


def _in_order(a: Topic, b: Topic) -> list[Topic]:
    """The two by time; in the text's order where the times cannot be compared."""
    first, second = a.figure.date or a.figure.published, b.figure.date or b.figure.published
    if first and second and _is_iso(first) and _is_iso(second) and second < first:
        return [b, a]
    return [a, b]


def _when(topic: Topic) -> str:
    return f"{topic.value:,} ({topic.figure.date or topic.figure.published})"
