"""
Rates: the denominator behind a figure, "a day", "per share", "/km", "each".

Source: docs/rules-numbers.md#rates
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find.tokens import HYPHENS, Tokens
from claimx.find.units import (
    denominators,
    singular,
    unit_at,
)
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from claimx.find.figure_types import Figure

NO_NOUN = word_set("contexts", "figures", "no_noun")
_UNSURE = word_set("contexts", "figures", "unsure_rates")


def add_rate(tokens: Tokens, figure: Figure) -> None:
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
        again = (
            _rate_at(tokens, figure.last, is_measured=True)
            if tokens.word(figure.last) in {"per", "/"}
            else None
        )
        if again is not None:  # 20 J/m2 per year
            figure.per, figure.last = f"{figure.per} per {again[0]}", again[1]
        return
    if figure.unit is None and figure.kind == "count":
        for j in range(k, min(k + 4, tokens.size)):
            if (
                not tokens.raw[j].islower()
                or not tokens.raw[j].isalpha()
                or tokens.low[j] in NO_NOUN
            ):
                break
            found = _rate_at(tokens, j + 1, is_measured=False)
            if found is not None:
                figure.per = found[0]
                return


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
    if (
        word in HYPHENS
        and tokens.word(k + 1) in {"a", "an", "per"}
        and tokens.written(k + 2) in HYPHENS
        and tokens.word(k + 3) in known
    ):
        return known[tokens.word(k + 3)], k + 4
    if word == "per":
        return per_at(tokens, k + 1)
    if word in {"a", "an"} and tokens.word(k + 1) in known:
        if tokens.word(k + 1) in _UNSURE and not is_measured:
            return None
        if tokens.is_hyphen(k + 2) or tokens.word(k + 2) in {
            "ago",
            "later",
            "earlier",
            "after",
            "before",
        }:
            return None
        return known[tokens.word(k + 1)], k + 2
    if (
        word in {"each", "every"}
        and tokens.word(k + 1) in known
        and tokens.word(k + 1) not in {"person", "child", "student", "game", "match", "side"}
    ):
        return known[tokens.word(k + 1)], k + 2
    if (
        word == "for"
        and tokens.word(k + 1) in {"each", "every"}
        and tokens.word(k + 2) in known
        and is_measured
    ):
        return known[tokens.word(k + 2)], k + 3
    if is_measured and word in {"each", "apiece"} and tokens.word(k + 1) not in {"of", "other"}:
        return "each", k + 1
    if is_measured and word == "p" and tokens.word(k + 1) == "." and tokens.word(k + 2) == "a":
        return "year", k + 3
    return None


def per_at(tokens: Tokens, k: int) -> tuple[str, int] | None:
    """What follows "per": a unit by its name, or any word ("per 100,000 people" is left alone)."""
    word = tokens.word(k)
    if not word[:1].isalpha() or word in {"se", "cent"}:
        return None
    found = unit_at(tokens, k)
    if found is not None and found.unit.kind in {"measure", "duration"} and found.last > k:
        name = found.unit.name
        rest = (
            _rate_at(tokens, found.last, is_measured=True)
            if tokens.word(found.last) == "/"
            else None
        )
        return (f"{name} per {rest[0]}", rest[1]) if rest else (name, found.last)
    if word == "annum":
        return "year", k + 1
    return denominators().get(word) or singular(word), k + 1
