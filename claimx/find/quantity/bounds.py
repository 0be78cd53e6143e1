"""
What stands around a figure and qualifies it: "more than", "or so", "rose by", "a 5% fall".

`before` and `after` read comparisons from the tokens next to the figure, `trend_before` and
`trend_after` whether it is the size of a rise or fall. All look at a bounded number of tokens.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from claimx.find.quantity.number_words import words
from claimx.find.quantity.tokens import HYPHENS, Tokens
from claimx.lexicon import table
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from claimx.records import Comparison, Trend

_STATES = word_set("contexts", "bounds", "states")
_CLOSING_BOUNDS = word_set("contexts", "bounds", "closing_bounds")
_DETERMINED = word_set("contexts", "bounds", "determined")
# Behind these "up to" leads to a level: "edged up to 3.9%".
_MOVING_UP = word_set("contexts", "bounds", "moving_up")

LONGEST = 6
MAX_TREND_WALK = 9


class Bound(NamedTuple):
    """A comparison and the token where its words begin, or behind which they end."""

    comparison: Comparison
    edge: int


@functools.cache
def _phrases(side: str) -> dict[tuple[str, ...], Comparison]:
    found: dict[tuple[str, ...], Comparison] = {}
    for comparison, phrases in table("comparisons")[side].items():
        for phrase in phrases:
            found[tuple(Tokens(phrase).low)] = comparison
    return found


@functools.cache
def _between() -> frozenset[str]:
    return frozenset(table("comparisons")["between"]["words"])


@functools.cache
def _last_words() -> frozenset[str]:
    """The words that a comparison before a figure may end in: most tokens are none of them."""
    return frozenset(phrase[-1] for phrase in _phrases("before"))


def before(tokens: Tokens, k: int, *, is_duration: bool = False) -> Bound | None:
    """
    The comparison that ends right before token k: "more than", "an estimated", "up to another".

    "over" before a duration is "during" unless a verb such as "took" asks how long.
    """
    low = tokens.low
    for skipped in range(3):
        end = k - skipped
        if end <= 0:
            return None
        if low[end - 1] in _last_words():
            found = _phrase_ending(tokens, end, is_duration=is_duration, skipped=skipped)
            if found is not None:
                return found
        if low[end - 1] not in _between():
            return None
    return None


# More than, of a large figure or a sum: "cases crossed 9,000", "the index breached 40,000".
_CROSSING = word_set("contexts", "bounds", "crossing")


def _is_small(tokens: Tokens, k: int) -> bool:
    """Whether a number word or a figure below 100 stands at token k, and no percentage."""
    figure = tokens.raw[k]
    is_short = figure.isdecimal() and len(figure) < 3
    return figure[0].isalpha() or (is_short and tokens.word(k + 1) not in {"%", "percent", "per"})


def _phrase_ending(tokens: Tokens, end: int, *, is_duration: bool, skipped: int) -> Bound | None:  # noqa: PLR0911 (a list of cases)
    phrases = _phrases("before")
    for length in range(min(LONGEST, end), 0, -1):
        start = end - length
        comparison = phrases.get(tuple(tokens.low[start:end]))
        if comparison is None:
            continue
        word = tokens.low[start]
        if length == 1:
            if skipped and tokens.low[end] in _DETERMINED:
                return None  # over the next seven years
            if word == "over" and is_duration and tokens.word(start - 1) not in _over_verbs():
                return None
            if word in {"passing", "near", "below", "above", "under", "over"} and tokens.is_hyphen(
                end - 1
            ):
                return None
            if word == "c" and tokens.word(end) != ".":
                return None
            if word in _CROSSING and _is_small(tokens, end):
                return None  # crossed 12 countries
        if word == "up" and tokens.word(start - 1) in _MOVING_UP:
            return None  # went up to 5%: a level
        if tokens.low[end - 1] == "than" and _ends_quantity(tokens, start - 1):
            return None  # 5% higher than the 300 of last year
        return Bound(comparison, start)
    return None


def _ends_quantity(tokens: Tokens, k: int) -> bool:
    """Whether token k ends a quantity that a comparative measures: "5%", "two points"."""
    return tokens.word(k) in {"%", "percent", "cent", "points", "times", "point"}


@functools.cache
def _over_verbs() -> frozenset[str]:
    return frozenset(table("comparisons")["over"]["duration"])


@functools.cache
def _first_words() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in _phrases("after"))


def after(tokens: Tokens, k: int) -> Bound | None:
    """The comparison that begins at token k, behind a figure: "or more", "-odd", "+", "or so"."""
    if tokens.word(k) not in _first_words():
        return None
    phrases = _phrases("after")
    for length in range(min(4, tokens.size - k), 0, -1):
        comparison = phrases.get(tuple(tokens.low[k : k + length]))
        if comparison is None:
            continue
        word = tokens.low[k]
        if word == "+" and (not tokens.glued(k) or tokens.is_figure(k + 1)):
            continue
        if word == "plus" and (
            tokens.is_figure(k + 1)
            or tokens.word(k + 1) in {"a", "the", "an"}
            or tokens.word(k + 1)[:1] in {"$", "£", "€"}
        ):
            continue
        if word in HYPHENS and not tokens.glued(k):
            continue
        if length == 1 and word in _CLOSING_BOUNDS and not _closes(tokens, k + 1):
            continue
        if word == "at" and not _closes(tokens, k + length):
            continue
        following = tokens.written(k + length)
        if (
            following[:1].isdecimal()
            or following in {"$", "£", "€"}
            or (length > 1 and following.lower() in words().starters)
        ):
            continue  # above one quarter and below a half
        if tokens.word(k + length) in {"than", "or"} and length > 1:
            continue  # 5% or more than 10 people: the next figure's
        return Bound(comparison, k + length)
    return None


def _closes(tokens: Tokens, k: int) -> bool:
    """Whether a phrase ends before token k."""
    return not tokens.word(k)[:1].isalpha()


# ------------------------------------------------------------------ rises and falls


class _Trends(NamedTuple):
    verbs: dict[str, Trend]
    nouns: dict[str, Trend]
    behind: dict[str, Trend]
    loose: dict[str, Trend]
    between: frozenset[str]
    moves: frozenset[str]
    phrasal: frozenset[str]
    sums: frozenset[str]


@functools.cache
def trends() -> _Trends:
    """The words of rises and falls."""
    rows = table("comparisons")

    def ways(key: str) -> dict[str, Trend]:
        directions: tuple[Trend, Trend] = ("up", "down")
        return {word: way for way in directions for word in rows[way][key]}

    verbs, nouns, loose = ways("verbs"), ways("nouns"), ways("loose")
    return _Trends(
        verbs,
        nouns,
        ways("after"),
        loose,
        frozenset(rows["trend"]["between"]),
        frozenset([*rows["trend"]["moves"], *verbs, *nouns, *loose]),
        frozenset(rows["trend"]["phrasal"]),
        _GAINS_AND_LOSSES,
    )


def trend_before(tokens: Tokens, first: int, *, is_size: bool, is_loose: bool) -> Trend | None:  # noqa: PLR0911 (a list of cases)
    """
    The rise or fall whose size begins at token `first`: "rose by", "a drop of", "down".

    "rose to" and "rose from" give none: that is a level. `is_size`: the figure has a unit, so that
    "up" before it is a change; `is_loose`: it is a percentage, points or coins, so that "gained 5%"
    is a rise and "gained 10 seats" none.
    """
    known = trends()
    k = first - 1
    of = False
    if tokens.word(k) == "by":
        return _trend_over_object(tokens, k)
    for _ in range(MAX_TREND_WALK):
        word = tokens.word(k)
        if not word:
            return None
        if word in {"up", "down"}:
            return _up_or_down(tokens, k, is_size=is_size, is_loose=is_loose)
        if word in {"higher", "lower"}:
            return (
                known.behind[word]
                if is_size and tokens.word(k - 1) not in {"the", "a", "an", "its", "their", "of"}
                else None
            )
        if word in known.verbs and not (of and word not in known.nouns):
            return known.verbs[word]
        if of and word in known.nouns:
            return known.nouns[word] if is_loose or word not in _GAINS_AND_LOSSES else None
        if is_size and is_loose and word in known.loose:
            return known.loose[word]
        if word not in known.between and not word.endswith("ly"):
            return None
        of = of or word == "of"
        k -= 1
    return None


def _trend_over_object(tokens: Tokens, k: int) -> Trend | None:
    """The rise or fall before the "by" at token k, over an object: "grow sales by", "cut costs by"."""
    known = trends()
    if tokens.word(k - 1) in {"lost", "lose", "loses", "losing"}:
        return None  # she lost by 13 points: a margin
    for j in range(k - 1, max(-1, k - 8), -1):
        word = tokens.low[j]
        if word in {"up", "down"} and tokens.word(j - 1) in known.phrasal:
            return None
        way = known.verbs.get(word) or known.loose.get(word)
        if way is not None:
            return way
        is_year = len(word) == 4 and word.isdecimal()  # raised its 2024 forecast by 0.2 points
        if not (word[0].isalpha() or is_year or word in HYPHENS or word in {"'", "’"}):
            return None
    return None


# Of seats, men and money they are no change in size: "the loss of 4.8 million jobs".
_GAINS_AND_LOSSES = word_set("contexts", "bounds", "gains_and_losses")
# How a day's trade goes: "closed down 4.1%", but "closed down 20 shops".
_SESSION = word_set("contexts", "bounds", "session")


def _up_or_down(tokens: Tokens, k: int, *, is_size: bool, is_loose: bool) -> Trend | None:
    """Whether the "up" or "down" at token k is a change: "up 5%", and not "set up 5 camps"."""
    way = trends().verbs[tokens.word(k)]
    before_it = tokens.word(k - 1)
    if before_it in trends().verbs or before_it in {"went", "gone", "goes", "going", "go"}:
        return trends().verbs.get(before_it, way)
    if is_loose and before_it in _SESSION:
        return way
    if before_it in trends().phrasal:
        return None
    if is_size:
        return way
    return way if before_it in _STATES else None


def trend_after(tokens: Tokens, last: int, *, is_percent: bool) -> Trend | None:
    """The rise or fall that a figure before token `last` is the size of: "5% higher", "a 5% pay rise"."""
    known = trends()
    word = tokens.word(last)
    following = tokens.written(last + 1)
    if following[:1].isdecimal() or following[:1] in {"$", "£", "€"}:
        return None  # 16369.03 up 58.06 points: the next figure's
    if word in known.behind and not (
        word in {"up", "down"} and tokens.word(last + 1) in {"to", "the"}
    ):
        return known.behind[word]
    if word in HYPHENS and tokens.is_hyphen(last):
        last += 1
    for k in range(last, min(last + 4, tokens.size)):
        word = tokens.low[k]
        if word in known.nouns:
            if word in _GAINS_AND_LOSSES and not is_percent:
                return None
            return known.nouns[word]
        if (not word.isalpha() and word not in HYPHENS) or word in _STOPS:
            return None
    return None


_STOPS = word_set("contexts", "bounds", "trend_stops")


def is_move_before(tokens: Tokens, k: int) -> bool:
    """Whether a verb of change stands within eight tokens before token k: "rose … from 5 to 7"."""
    known = trends()
    for j in range(k - 1, max(-1, k - 10), -1):
        word = tokens.low[j]
        if word in {".", ";", "\n"} and not (word == "." and tokens.is_figure(j + 1)):
            return False
        if word in known.moves:
            return True
        if word in {"was", "were", "is", "are"}:
            return False  # those who lost work were making $35 to $60
    return False
