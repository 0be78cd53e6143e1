"""
What the surface grammar passes on: an amount, which is a numeral with its unit, and a figure, which is a quantity.

Both are in light tokens (`tokens.Tokens`), not in characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from claimx.find.quantity.digits import Numeral
    from claimx.find.quantity.units import (
        Unit,
    )
    from claimx.records import Comparison, Kind, Trend


@dataclass(slots=True)
class Amount:
    """A numeral with its sign, currency and unit: tokens `first` to `last`, exclusive."""

    first: int
    last: int
    numeral: Numeral
    value: Decimal | None
    unit: Unit | None = None
    is_prefixed: bool = False
    is_attributive: bool = False
    is_suspended: bool = False
    is_signed: bool = False
    bound: Comparison = "="

    def is_bare(self) -> bool:
        """Whether it is a known figure or words alone, without unit, scale or currency."""
        numeral = self.numeral
        is_plain = numeral.shape in {"figure", "word"} and numeral.scale is None
        return is_plain and self.unit is None and self.value is not None


@dataclass(slots=True)
class Figure:
    """
    A quantity of the text, in tokens: the whole expression and, within it, numeral to unit.

    `is_attributive`: hyphenated to what follows ("two-year", "four-door"). `is_of_points`: the same
    change as the points before it ("lost 162 points, or 2.1%").
    """

    first: int
    last: int
    core_first: int
    core_last: int
    kind: Kind
    value: Decimal | None
    upper: Decimal | None = None
    comparison: Comparison = "="
    trend: Trend | None = None
    unit: str | None = None
    per: str | None = None
    shape: str = "figure"
    is_attributive: bool = False
    is_bare: bool = False
    is_coin: bool = False
    is_of_points: bool = False
