"""The seven tags of a word, and which may follow which."""

from __future__ import annotations

ROLES = ("source", "cue", "content")
OUTSIDE = 0
BEGINS = {"source": 1, "cue": 3, "content": 5}
INSIDE = {"source": 2, "cue": 4, "content": 6}
TAGS = 7


def may_follow(before: int | None, tag: int) -> bool:
    """Whether a tag may follow another, or begin a row (None): inside only after its own role."""
    return tag not in INSIDE.values() or before in (tag, tag - 1)
