"""
What may reach a terminal: no control character, escape sequence or change of writing direction.
"""

from __future__ import annotations

import re

# C0 and C1 controls but for line breaks and tabs; bidi marks, embeddings, overrides and isolates;
# lone surrogates.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_SPACE = re.compile(r"\s+")


def printable(text: str) -> str:
    """The text with U+FFFD for each character that could take over a terminal."""
    return _UNSAFE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """The same with each run of white space, line breaks too, as one space."""
    return printable(_SPACE.sub(" ", text))
