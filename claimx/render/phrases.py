"""
Figures and speakers in a reader's words, the same in every format.

    figure_phrase(number)    "> 500,000", "USD 1.2 billion a year", "10 to 15 %", "down 5 %"
    voice(...)               who says so: a name, "unnamed", "the article"
    nearest_claims(document) the claim that each figure stands in
    counted(3, "entity")     "3 entities"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimx.records import Claim, Document, Number

UNNAMED = "unnamed"
ARTICLE = "the article"

_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_COMPARISONS = {"=": "", "~": "≈ ", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ "}
_TRENDS = {"up": "up ", "down": "down ", None: ""}


def figure_phrase(number: Number) -> str:
    """The number normalised: comparison, trend, value, unit and rate; "?" for an unknown value."""
    if number.value is None:
        amount = "?"
    else:
        amount = _value(number.value, is_count=number.kind == "count")
        if number.upper is not None:
            joint = "–" if number.kind == "ratio" else " to "
            amount += joint + _value(number.upper, is_count=number.kind == "count")
    if number.kind == "ordinal":
        amount += _ordinal_ending(number.value)
    if number.kind == "money" and number.unit and number.unit.isupper():
        amount = f"{number.unit} {amount}"
    elif number.unit == "percent":
        amount += " %"
    elif number.unit:
        amount += f" {_plural(number.unit, number)}"
    if number.per:
        amount += f" per {number.per}"
    return _TRENDS[number.trend] + _COMPARISONS[number.comparison] + amount


def _value(value: float, *, is_count: bool) -> str:
    """1,270; 1.2 billion; 0.25. Counts keep all their digits: 512,420, but 2 million."""
    size = abs(value)
    for scale, word in _SCALES:
        if size >= scale:
            scaled = round(value / scale, 3)
            # Exactness before brevity: 512,420,117 stays what it is.
            if scaled * scale == value and (not is_count or len(f"{scaled:g}") <= 5):
                return f"{scaled:g} {word}"
            break
    if isinstance(value, float) and size >= 0.001:
        # A third is 0.3333 to a reader; JSON has all the digits.
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    return f"{value:,}"


def _ordinal_ending(value: float | None) -> str:
    """The ending after the digits: st, nd, rd or th."""
    if not isinstance(value, int):
        return ""
    if value % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def _plural(unit: str, number: Number) -> str:
    """The unit's plural where there is not one of it: "24 hours", "2.5 kilometres"."""
    if number.value == 1 and number.upper is None:
        return unit
    first, joint, rest = unit.partition(" per ")
    if first in _PLURALS:
        first = _PLURALS[first]
    elif first.endswith(("hertz", "celsius", "fahrenheit", "s", "CO2")):
        pass
    elif first.endswith(("ch", "sh", "x")):
        first += "es"
    elif first.endswith("y") and first[-2:-1] not in "aeiou":
        first = first[:-1] + "ies"
    else:
        first += "s"
    return first + joint + rest


_PLURALS = {"foot": "feet", "square foot": "square feet", "cubic foot": "cubic feet"}


def voice(speaker: str | None) -> str:
    """Who says so, as a claim's `speaker` has it: None is the article, "" nobody named."""
    if speaker is None:
        return ARTICLE
    return speaker or UNNAMED


def nearest_claims(document: Document) -> dict[str, Claim]:
    """For each number's id the claim that it stands in; of two, one in the other, the inner."""
    nearest: dict[str, Claim] = {}
    for claim in document.claims:
        for number_id in claim.numbers:
            known = nearest.setdefault(number_id, claim)
            if claim.end - claim.start < known.end - known.start:
                nearest[number_id] = claim
    return nearest


def counted(number: int, noun: str) -> str:
    """1 claim, 2 claims, 3 entities."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1] + 'ies' if noun.endswith('y') else noun + 's'}"
