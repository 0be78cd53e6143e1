"""
Rates: the denominator behind a figure, "a day", "per share", "/km", "each".

Source: docs/rules-numbers.md#rates
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find.quantity.not_numbers import CLOSED
from claimx.find.quantity.tokens import HYPHENS, Tokens
from claimx.find.quantity.units import (
    denominators,
    singular,
    unit_at,
)
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from claimx.find.quantity.figure_types import Figure

NO_NOUN = word_set("contexts", "figures", "no_noun")
_UNSURE = word_set("contexts", "figures", "unsure_rates")


def add_rate(tokens: Tokens, figure: Figure) -> None:
    """
    The denominator behind the figure: "a day", "per share", "/km", "-a-share", "each", "apiece".

    Over a counted noun too ("30 deaths a day"), which stays out of the figure's text.
    """
    if figure.per is not None or figure.kind in {"age", "ordinal"}:
        return
    found = _rate_at(tokens, figure.last, is_measured=figure.unit is not None)
    if found is not None:
        figure.per, figure.last = found
        if tokens.word(figure.last) in {"per", "/"}:  # 20 J/m2 per year
            again = _rate_at(tokens, figure.last, is_measured=True)
            if again is not None:
                figure.per, figure.last = f"{figure.per} per {again[0]}", again[1]
    elif figure.unit is None and figure.kind == "count":
        figure.per = _over_noun(tokens, figure.last)


def _over_noun(tokens: Tokens, k: int) -> str | None:
    """The denominator behind a counted noun of at most four words that begins at token k."""
    for j in range(k, min(k + 4, tokens.size)):
        word = tokens.raw[j]
        if not (word.islower() and word.isalpha()) or word in NO_NOUN:
            return None
        found = _rate_at(tokens, j + 1, is_measured=False)
        if found is not None:
            return found[0]
    return None


def _rate_at(tokens: Tokens, k: int, *, is_measured: bool) -> tuple[str, int] | None:
    """(denominator, token after it) of the rate that begins at token k, or None."""
    word = tokens.word(k)
    if word == "per":
        return per_at(tokens, k + 1)
    if word in _ADVERBS:  # $6,000 annually; but "a $50 weekly loss" is a single week's
        following = tokens.word(k + 1)
        is_closed = not following[:1].isalpha() or following in CLOSED
        return (_ADVERBS[word], k + 1) if is_closed else None
    if word in {"a", "an"}:
        return _after_article(tokens, k + 1, is_measured=is_measured)
    if word in {"each", "every"}:
        return _after_each(tokens, k, is_measured=is_measured)
    if word in HYPHENS and tokens.word(k + 1) in {"a", "an", "per"}:  # 12-cent-a-share
        name = denominators().get(tokens.word(k + 3))
        return (name, k + 4) if name is not None and tokens.written(k + 2) in HYPHENS else None
    return _of_measure(tokens, k) if is_measured else None


def _after_article(tokens: Tokens, k: int, *, is_measured: bool) -> tuple[str, int] | None:
    """The rate of "a day", whose noun is token k; "a year ago" and "a two-day" are none."""
    word = tokens.word(k)
    name = denominators().get(word)
    if name is None or (word in _UNSURE and not is_measured) or tokens.is_hyphen(k + 1):
        return None
    return None if tokens.word(k + 1) in _AFTER_POINT else (name, k + 1)


_ADVERBS = {
    "hourly": "hour",
    "daily": "day",
    "nightly": "night",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
}
_AFTER_POINT = frozenset({"ago", "later", "earlier", "after", "before"})


def _after_each(tokens: Tokens, k: int, *, is_measured: bool) -> tuple[str, int] | None:
    """The rate of "each week", "every 10 km" and, behind a unit, of "each" alone."""
    following = tokens.word(k + 1)
    name = denominators().get(following)
    if name is not None and following not in {
        "person",
        "child",
        "student",
        "game",
        "match",
        "side",
    }:
        return name, k + 2
    is_alone = tokens.low[k] == "each" and following not in {"of", "other"}
    return ("each", k + 1) if is_measured and is_alone else None


def _of_measure(tokens: Tokens, k: int) -> tuple[str, int] | None:
    """The rates that need a unit before them: "/km", "for every gram", "apiece", "p.a."."""
    word = tokens.word(k)
    if word == "/":
        found = unit_at(tokens, k + 1)
        if found is not None:
            return found.unit.name, found.last
        name = denominators().get(tokens.word(k + 1))
        return (name, k + 2) if name is not None and tokens.glued(k + 1) else None
    if word == "for" and tokens.word(k + 1) in {"each", "every"}:
        name = denominators().get(tokens.word(k + 2))
        return (name, k + 3) if name is not None else None
    if word == "apiece":
        return "each", k + 1
    return ("year", k + 3) if tokens.low[k : k + 3] == ["p", ".", "a"] else None


def per_at(tokens: Tokens, k: int) -> tuple[str, int] | None:
    """What follows "per": a unit by its name, or any word ("per 100,000 people" is left alone)."""
    word = tokens.word(k)
    if not word[:1].isalpha() or word in {"se", "cent"}:
        return None
    if word == "annum":
        return "year", k + 1
    found = unit_at(tokens, k)
    if found is not None and found.unit.kind in {"measure", "duration"}:
        return found.unit.name, found.last
    return denominators().get(word) or singular(word), k + 1
