"""
Paths to bytes: files and standard input, compressed by gzip or not, never more than is allowed.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import sys
import zlib
from typing import TYPE_CHECKING, BinaryIO

from claimx.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

_GZIP = b"\x1f\x8b"
# What a format is recognised by: the first line, or as much of it.
_HEAD = 65536


@contextlib.contextmanager
def opened(path: str) -> Iterator[tuple[bytes, BinaryIO]]:
    """
    The first bytes of an input and all of it as a stream, decompressed.

    Raises:
        InputError: it cannot be opened or read, or its gzip data is broken, here or in the block.
    """
    name = printable_path(path)
    try:
        with contextlib.ExitStack() as stack:
            if path == "-":
                if sys.stdin is None:
                    raise InputError(name, "it is closed")
                stream: BinaryIO = sys.stdin.buffer
            else:
                stream = stack.enter_context(open(path, "rb"))
            head = _head(stream)
            if head.startswith(_GZIP):
                stream = gzip.GzipFile(fileobj=_Joined(head, stream))  # type: ignore[assignment]
                head = _head(stream)
            yield head, io.BufferedReader(_Joined(head, stream))
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise InputError(name, "broken gzip data") from None
    except OSError as error:
        if path.startswith(("http://", "https://")):
            reason = "nothing is fetched from the network; pipe it in: curl -s … | claimx extract -"
            raise InputError(name, reason) from None
        raise InputError(name, _reason(error)) from None
    except ValueError as error:
        # A NUL in a path.
        if "null byte" not in str(error):
            raise
        raise InputError(name, "no such file") from None


def read_all(stream: BinaryIO, *, name: str, max_bytes: int) -> bytes:
    """
    The stream's bytes.

    Raises:
        InputError: they are too many; no more than those are read.
    """
    raw = stream.read(max_bytes + 1)
    if len(raw) > max_bytes:
        raise InputError(name, too_large(max_bytes))
    return raw


def too_large(max_bytes: int) -> str:
    """Why an input is refused."""
    return f"more than {max_bytes:,} bytes (--max-bytes raises the limit)"


def printable_path(path: str) -> str:
    """The path as text: bytes of a name that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _head(stream: BinaryIO) -> bytes:
    """The bytes up to the first line's end; a pipe is not waited on for more."""
    head = b""
    while len(head) < _HEAD and b"\n" not in head.lstrip():
        # read1 gives what is there; gzip's and a file's have it too.
        more = stream.read1(_HEAD - len(head))  # type: ignore[attr-defined]
        if not more:
            break
        head += more
    return head


class _Joined(io.RawIOBase):
    """The bytes that were read already, then the rest of the stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer, from the head as long as there is some."""
        size = len(buffer)
        if self._head:
            part, self._head = self._head[:size], self._head[size:]
        else:
            part = self._rest.read1(size)  # type: ignore[attr-defined]
        buffer[: len(part)] = part
        return len(part)


def _reason(error: OSError) -> str:
    """What the system says, in the words of a sentence's end."""
    reason = error.strerror or type(error).__name__
    return reason[0].lower() + reason[1:]
