"""What "the ministry" and "he" stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimx.find.grouping import Group
    from claimx.find.name_parts import Names


def find_references(names: Names, groups: list[Group]) -> dict[int, list[tuple[int, int, str]]]:
    """The nominal and pronoun mentions of each group, by its id()."""
    return {}
