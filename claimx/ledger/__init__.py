"""
A ledger of figures: what several articles count, side by side, with who says so and where.

    ledger = claimx.compare(documents)
    for group in ledger.groups:
        print(group.of, [figure.text for figure in group.figures], group.relations)

`records` holds what it is made of, `figures` reads the figures off a document, `alike` says which
are of the same thing, `relations` how two of them stand to each other. No spaCy: claimx's own JSON is
enough.

Source: docs/rules-claims.md#ledger
"""

from __future__ import annotations

from claimx.ledger.make import checks, compare, only_of
from claimx.ledger.records import Check, Figure, Group, Ledger, Relation

__all__ = ["Check", "Figure", "Group", "Ledger", "Relation", "checks", "compare", "only_of"]
