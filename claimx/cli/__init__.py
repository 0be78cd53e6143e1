"""
The command `claimx`: arguments, streams and exit statuses; no linguistics.

    0    all inputs done, also where nothing was found in them
    1    an input failed (the others are printed), or the output could not be written
    2    wrong usage
    130  Ctrl-C
    143  SIGTERM
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and exit with its status; CLAIMX_DEBUG=1 shows tracebacks."""
    # More threads than one make the small matrices of a tagger slower, not faster.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        status = _run()
    except KeyboardInterrupt:
        status = 130
    gc.freeze()  # nothing is to be collected at exit: see startup.py
    sys.exit(status)


def _run() -> int:
    """The exit status of the command line, what went wrong said in one line."""
    import typer

    from claimx.cli import streams
    from claimx.cli.app import app
    from claimx.errors import ClaimxError

    streams.use_utf8()
    try:
        status = app(standalone_mode=False, prog_name="claimx")
    except typer.Abort:
        return 130
    except (BrokenPipeError, streams.ClosedPipe):
        streams.drop_stdout()
        return 0
    except Exception as error:
        if os.environ.get("CLAIMX_DEBUG") == "1":
            raise
        status = 1
        if isinstance(error, typer.TyperException):
            message, status = error.format_message(), error.exit_code
        elif isinstance(error, ClaimxError):
            message, status = str(error), error.exit_code
        elif isinstance(error, OSError):  # of what Typer itself prints: --help > /dev/full
            message = f"{error.filename or 'standard output'}: {str(error.strerror).lower()}"
        else:
            message = f"internal error: {type(error).__name__}: {error} (CLAIMX_DEBUG=1 shows more)"
        streams.say(message)
    return status if isinstance(status, int) else 0
