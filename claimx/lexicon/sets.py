"""Word lists of the lexicon as sets, for membership tests."""

from __future__ import annotations

import functools

from claimx.lexicon import table


@functools.cache
def word_set(name: str, group: str, key: str) -> frozenset[str]:
    """The list `key` under `[group]` of table `name`, as a set."""
    return frozenset(table(name)[group][key])
