"""
Standard output and error: data on the one, everything else on the other, a line at a time.
"""

from __future__ import annotations

import contextlib
import io
import os
import stat
import sys
from typing import TYPE_CHECKING, BinaryIO

from claimx.errors import ClaimxError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class OutputError(ClaimxError):
    """The output cannot be written."""


class ClosedPipe(Exception):  # noqa: N818 (it is no error)
    """Who reads the output has enough; on a BrokenPipeError Typer would end with status 1."""


def use_utf8() -> None:
    """Make the text streams UTF-8, whatever the locale says; a character never fails to print."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(message: str) -> None:
    """Print one line on standard error, the program's name before it."""
    if sys.stderr is None:
        return
    from claimx.render.terminal import printable

    line = " ".join(printable(message).split())
    # Where standard error is closed there is nobody to tell.
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"claimx: {line}\n")
        sys.stderr.flush()


def warn(path: str, notice: str) -> None:
    """Print a notice about an input that can be read all the same."""
    say(f"{path}: warning: {notice}")


def drop_stdout() -> None:
    """After a closed pipe, keep Python from complaining when it flushes at exit."""
    null = os.open(os.devnull, os.O_WRONLY)
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(null, sys.stdout.fileno())


def is_terminal() -> bool:
    """Whether standard output is one."""
    return sys.stdout is not None and sys.stdout.isatty()


def show(pieces: Iterable[str]) -> None:
    """
    Write text to standard output.

    Raises:
        OutputError, ClosedPipe: as `open_output`.
    """
    with open_output(None, inputs=()) as file:
        for piece in pieces:
            file.write(piece.encode("utf-8", "backslashreplace"))


@contextlib.contextmanager
def open_output(path: str | None, *, inputs: Sequence[str]) -> Iterator[BinaryIO]:
    """
    What the output is written to: standard output, or the file of that name.

    A file comes into being whole or not at all: it is written beside its place and moved there at
    the end, with the mode that the old one had. A device or a pipe is written through.

    Raises:
        UsageError: the file is one of the inputs, or a folder.
        OutputError: it cannot be written.
        ClosedPipe: nobody reads it any more.
    """
    name = "standard output" if path is None else path
    try:
        if path is None:
            if sys.stdout is None:
                raise OutputError(f"{name}: it is closed")
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        elif os.path.exists(path) and not os.path.isfile(path):
            if os.path.isdir(path):
                raise UsageError(f"--output {path}: it is a folder")
            with open(path, "wb") as device:
                yield device
        else:
            _refuse_inputs(path, inputs)
            with _replacing(os.path.realpath(path)) as file:
                yield file
    except BrokenPipeError:
        raise ClosedPipe from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{name}: {reason[0].lower()}{reason[1:]}") from error


def _refuse_inputs(path: str, inputs: Sequence[str]) -> None:
    """Raise where the output would overwrite what is read."""
    if not os.path.exists(path):
        return
    from claimx.read.inputs import files_in

    for given in inputs:
        for file in files_in(given) if os.path.isdir(given) else [given]:
            if os.path.exists(file) and os.path.samefile(path, file):
                raise UsageError(f"--output {path}: it is one of the inputs")


@contextlib.contextmanager
def _replacing(path: str) -> Iterator[BinaryIO]:
    """A new file beside `path`, put in its place when all went well, else taken away."""
    import tempfile

    handle, beside = tempfile.mkstemp(prefix=".claimx-", dir=os.path.dirname(path))
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, _mode(path))
        os.replace(beside, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(beside)
        raise


def _mode(path: str) -> int:
    """The mode of the file that is there, or that a new one gets."""
    with contextlib.suppress(FileNotFoundError):
        return stat.S_IMODE(os.stat(path).st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
