"""
Ages: "65-year-old", "aged 44", "3 years of age", "Schiff, 56,", "people under 30".

Source: docs/rules-numbers.md#ages
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find.quantity import bounds, codes, not_numbers
from claimx.find.quantity.tokens import BREAK, HYPHENS, Tokens
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from claimx.find.quantity.figure_types import Figure

_AGE_BOUNDS = frozenset({"under", "over", "above", "below", "up"})
_DAYS = word_set("contexts", "figures", "days")
_PEOPLE = word_set("contexts", "figures", "people")


def add_age(tokens: Tokens, figure: Figure, previous: Figure | None) -> None:
    """
    Make the figure an age where the words say so: "65-year-old", "aged 44", "3 years of age".

    `previous`: the figure before it, since "aged 21 and 24" are two ages.
    """
    k = figure.core_last
    if figure.kind == "duration" and figure.unit in {"year", "month", "week", "day"}:
        j = k + (tokens.written(k) in HYPHENS)
        if tokens.word(j) in {"old", "olds"}:
            figure.kind, figure.last, figure.core_last = "age", j + 1, j + 1
            figure.is_attributive = figure.is_attributive or tokens.is_hyphen(k)
        elif tokens.word(k) == "of" and tokens.word(k + 1) == "age":
            figure.kind, figure.last, figure.core_last = "age", k + 2, k + 2
        else:
            start = _is_age_word_before(tokens, figure.core_first)
            if start is not None:
                figure.kind, figure.first = "age", min(figure.first, start)
    elif figure.kind == "count" and figure.unit is None and figure.shape in {"figure", "word"}:
        if tokens.word(k) in {"yo", "y.o"} or (tokens.word(k) == "y" and tokens.word(k + 2) == "o"):
            figure.kind, figure.unit, figure.last, figure.core_last = "age", "year", k + 1, k + 1
            figure.is_bare = False
        else:
            start = _is_age_word_before(tokens, figure.core_first)
            if start is None and (
                tokens.low[k : k + 2] in _OLDER
                or _is_age_after_name(tokens, figure)
                or _is_age_of_group(tokens, figure)
                or _is_listed_age(tokens, figure, previous)
            ):
                start = figure.first
            if start is not None and figure.value is not None and figure.value < 130:
                figure.kind, figure.unit, figure.is_bare = "age", "year", False
                figure.first = min(figure.first, start)


_OLDER = (["and", "older"], ["or", "older"], ["and", "younger"], ["or", "younger"])


def _is_age_after_name(tokens: Tokens, figure: Figure) -> bool:
    """Whether a bare figure between commas behind a name is an age: "Schiff, 56, who", "Crutcher, 40 —"."""
    name, after = tokens.written(figure.first - 2), tokens.written(figure.last)
    if tokens.word(figure.first - 1) != "," or not (
        figure.is_bare
        and tokens.raw[figure.first].isdecimal()
        and figure.value is not None
        and 0 < figure.value < 116
    ):
        return False
    if (
        not name[:1].isupper()
        or not name.isalpha()
        or name.isupper()
        or name.lower() in codes.months() | _DAYS
    ):
        return False
    return not after or after in {",", ".", ";", ")", "—", "–", "―", "-", BREAK}


def _is_listed_age(tokens: Tokens, figure: Figure, previous: Figure | None) -> bool:
    """Whether a bare figure goes on from an age: "aged 21 and 24"."""
    if previous is None or previous.kind != "age" or not figure.is_bare:
        return False
    if tokens.low[previous.last : figure.first] not in ([","], ["and"], ["or"], [",", "and"]):
        return False
    return not tokens.is_word(figure.last) or tokens.low[figure.last] in {"and", "or", "who"}


def _is_age_of_group(tokens: Tokens, figure: Figure) -> bool:
    """Whether "under 30" behind people is an age: "people under 30", "those 18 to 29", "women 45 and over"."""
    bound = bounds.before(tokens, figure.first)
    if bound is not None and bound.edge + 1 == figure.first:
        is_bound, edge = tokens.low[bound.edge] in _AGE_BOUNDS, bound.edge
    else:
        is_open = tokens.word(figure.last) == "and" and tokens.word(figure.last + 1) in _AGE_BOUNDS
        is_bound, edge = figure.upper is not None or is_open, figure.first
    if tokens.word(edge - 1) in {"are", "were"}:
        edge -= 1  # 17% of people are over 65
    if not is_bound or tokens.word(edge - 1) not in _PEOPLE:
        return False
    if figure.value is None or figure.value > 105:
        return False
    after = tokens.word(figure.last)
    return not after[:1].isalpha() or after in not_numbers.CLOSED


_DEATHS = (["died", "at"], ["dies", "at"])
_BEHIND_AN_AGE = frozenset({"after", "following", "from", "of", "in", "on", "and", "while", "when"})


def _is_age_word_before(tokens: Tokens, first: int) -> int | None:
    """The token where the words of age before a figure begin: "aged", "age", "the age of", "ages"."""
    bound = bounds.before(tokens, first)
    k = (bound.edge if bound is not None else first) - 1
    if tokens.word(k) in {"between", "from"}:
        k -= 1
    if tokens.word(k) in {"aged", "age", "ages"} and tokens.word(k - 1) not in {
        "stone",
        "new",
        "iron",
    }:
        return k
    if tokens.word(k) == "of" and tokens.word(k - 1) in {"age", "ages"}:
        return k - 2 if tokens.word(k - 2) == "the" else k - 1
    if tokens.word(k) in {"is", "was"} and tokens.word(k - 1) == "age":
        return first
    if tokens.low[max(0, k - 1) : k + 1] in _DEATHS and bound is None:
        follows = tokens.word(first + 1)  # not "died at 35 Elm Street", "died at 3 sites"
        return first if not follows[:1].isalpha() or follows in _BEHIND_AN_AGE else None
    return None
