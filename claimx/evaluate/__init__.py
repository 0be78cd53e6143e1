"""
How far documents agree with annotation by hand: precision, recall and F1, field by field.

    gold = read_gold("gold/")
    result = evaluate([to_dict(document)], gold)
    result.rows["numbers.unit"].f1
    result.differences

Gold is claimx's own JSON with whatever fields were annotated, or brat standoff (.txt and .ann).

Source: docs/rules-claims.md#evaluate
"""

from __future__ import annotations

from claimx.evaluate.gold import read_gold
from claimx.evaluate.score import Count, Difference, Evaluation, evaluate

__all__ = ["Count", "Difference", "Evaluation", "evaluate", "read_gold"]
