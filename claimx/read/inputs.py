"""
The command line's inputs to articles: files, folders (the .txt files under them) and standard input.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from claimx.errors import InputError
from claimx.read.decode import decode
from claimx.records import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Warn = Callable[[str, str], None]

# An article is 5 kB; a file of this size is a mistake or an attack.
MAX_BYTES = 20_000_000


def read_articles(
    paths: Iterable[str],
    *,
    encoding: str | None = None,
    published: str | None = None,
    max_bytes: int = MAX_BYTES,
    warn: Warn,
) -> Iterator[Article | InputError]:
    """
    The article of each input in order, or the error that reading it gave.

    Args:
        paths: files; folders, for the .txt files under them in order of their names; "-" for standard
            input.
        encoding: overrides the guess.
        published: the articles' ISO 8601 date.
        max_bytes: a larger input is refused.
        warn: is called with (path, phrase) for what is odd but can be read.
    """
    for path in paths:
        if os.path.isdir(path):
            files = _text_files(path)
            if not files:
                yield InputError(printable_path(path), "no .txt file is in this folder")
        else:
            files = [path]
        for file in files:
            name = printable_path(file)
            try:
                raw = _read_bytes(file, max_bytes)
                text, notice = decode(raw, name=name, encoding=encoding)
            except InputError as error:
                yield error
                continue
            if notice:
                warn(name, notice)
            if not text.strip():
                warn(name, "the file is empty" if not text else "only white space")
            yield Article(text=text, source=name, published=published)


def _text_files(folder: str) -> list[str]:
    """The paths of all .txt files under the folder, sorted; links to folders are not followed."""
    found = []
    for place, _, names in os.walk(folder):
        found += [os.path.join(place, name) for name in names if name.lower().endswith(".txt")]
    return sorted(found)


def _read_bytes(path: str, max_bytes: int) -> bytes:
    """The bytes of a file or of standard input, refused where they are too many."""
    name = printable_path(path)
    try:
        if path == "-":
            raw = sys.stdin.buffer.read(max_bytes + 1) if sys.stdin else b""
        else:
            with open(path, "rb") as file:
                raw = file.read(max_bytes + 1)
    except OSError as error:
        raise InputError(name, _reason(error)) from None
    except ValueError:
        raise InputError(name, "no such file") from None
    if len(raw) > max_bytes:
        raise InputError(name, f"more than {max_bytes:,} bytes (--max-bytes raises the limit)")
    return raw


def _reason(error: OSError) -> str:
    """What the system says, in the words of a sentence's end."""
    reason = error.strerror or type(error).__name__
    return reason[0].lower() + reason[1:]


def printable_path(path: str) -> str:
    """The path as text: bytes of a name that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")
