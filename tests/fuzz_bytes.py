"""
Any bytes through the readers, any text through the numerals, led by coverage.

    pip install atheris
    python tests/fuzz_bytes.py readers -runs=200000
    python tests/fuzz_bytes.py numerals -runs=200000

What follows the name goes to libFuzzer. The targets are plain functions; a test gives them some bytes
without atheris.
"""

from __future__ import annotations

import io
import sys
import types

from claimx import Article, InputError, numbers
from claimx.find.quantity.numerals import read_numeral
from claimx.read import Reading, read_articles

FORMATS = ("auto", "text", "jsonl", "json", "csv")


def readers(raw: bytes) -> None:
    """Articles and errors that name themselves, whatever comes in and as what it is read."""
    for name in FORMATS:
        stdin = types.SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(raw)))  # type: ignore[arg-type]
        before, sys.stdin = sys.stdin, stdin  # type: ignore[assignment]
        try:
            reading = Reading(input_format=name, max_bytes=5000)  # type: ignore[arg-type]
            outcomes = list(read_articles(["-"], reading, warn=lambda *_: None))
        finally:
            sys.stdin = before
        for outcome in outcomes:
            if isinstance(outcome, InputError):
                assert str(outcome).startswith("-: ")
                assert outcome.reason
            else:
                assert isinstance(outcome, Article)
                assert "\0" not in outcome.text
                assert outcome.source


def numerals(raw: bytes) -> None:
    """Numbers in order and apart, each the text at its place."""
    text = raw.decode("utf-8", "replace")
    end = 0
    for number in numbers(text):
        assert text[number.start : number.end] == number.text
        assert end <= number.start < number.end
        end = number.end
    read_numeral(text)


TARGETS = {"readers": readers, "numerals": numerals}


def main() -> None:
    """Fuzz the target that is named."""
    import atheris

    atheris.instrument_all()
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
