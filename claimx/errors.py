"""
Every exception of claimx, with the exit status it gives the command line.

    ClaimxError                1
    ├── InputError             1   an input cannot be read: missing, binary, undecodable, too large
    ├── ModelError             1   the spaCy pipeline or the tagger's weights cannot be loaded
    ├── LexiconError           1   a table of the lexicon is malformed
    └── UsageError             2   wrong options or arguments

The library raises these and nothing else of its own; it never prints and never exits.
"""

from __future__ import annotations


class ClaimxError(Exception):
    """Whatever claimx can say in one line; `str(error)` is that line."""

    exit_code = 1


class InputError(ClaimxError):
    """An input that cannot be read, by its path and the reason."""

    def __init__(self, path: str, reason: str) -> None:
        """`path` as the user gave it, `reason` a phrase without a full stop."""
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        """What the user reads, the program's name before it."""
        return f"{self.path}: {self.reason}"


class ModelError(ClaimxError):
    """A model that is missing or broken; the message has the command that mends it."""


class LexiconError(ClaimxError):
    """A malformed table, by file and entry."""


class UsageError(ClaimxError):
    """Options or arguments that do not fit together."""

    exit_code = 2
