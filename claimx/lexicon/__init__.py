"""
The word lists, as TOML tables beside this module, and their cached loader.

A table groups words by what the group means:

    [assert]
    verbs = ["say", "tell"]

`table("cues")` is the parsed content of cues.toml, read once a process. Every list is checked: its
words must be lower case and stand there once. A file says in `free = ["key", ...]` which of its
keys hold words that need their capitals.

Source: the comments in each table.
"""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Any

from claimx.errors import LexiconError


@functools.cache
def table(name: str) -> dict[str, Any]:
    """
    The table of that name, as parsed TOML.

    Raises:
        LexiconError: the file is not there, is no TOML, or has a word twice or in upper case.
    """
    file = f"{name}.toml"
    path = resources.files(__package__) / file
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        reason = f"lexicon/{file}: {error}"
        raise LexiconError(reason) from error
    free = frozenset(content.pop("free", ()))
    _check(content, file=file, place="", free=free)
    return content


def _check(value: object, *, file: str, place: str, free: frozenset[str]) -> None:
    """Raise where a list under `value` has a word twice or, unless its key is free, a capital."""
    if isinstance(value, dict):
        for key, below in value.items():
            if key not in free:
                _check(below, file=file, place=f"{place}.{key}" if place else key, free=free)
    elif isinstance(value, list):
        seen: set[object] = set()
        for word in value:
            if not isinstance(word, str):
                continue
            if word in seen:
                reason = f"lexicon/{file}: {place}: {word!r} stands there twice"
                raise LexiconError(reason)
            seen.add(word)
            if word != word.lower():
                reason = f"lexicon/{file}: {place}: {word!r} is not lower case"
                raise LexiconError(reason)
