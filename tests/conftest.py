"""What the tests share: the sample article, the loaded pipeline, and the installed command."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

    from claimx import Document

# A shared machine may be slow; pytest-timeout bounds each test.
settings.register_profile("claimx", deadline=None)
settings.load_profile("claimx")

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = next((ROOT / "seeds").glob("*.txt"))
# Public and hand-made gold that the project may not carry; tests that need it are skipped without it.
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    stdout: str
    stderr: str


def run(*arguments: str | bytes, stdin: bytes = b"", **options: object) -> Ended:
    """Run the installed `claimx` with these arguments, without a terminal."""
    environment = {**os.environ, "COLUMNS": "100", **options.pop("env", {})}  # type: ignore[dict-item]
    command = [sys.executable, "-m", "claimx", *arguments]
    done = subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        check=False,
        env=environment,
        timeout=120,
        **options,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds of CPU, its largest resident memory in MB, and how it ended."""

    cpu: float
    memory: float
    status: int
    stderr: str


# A process inherits the peak of the one that starts it, so a small one does.
MEASURING = """
import os, subprocess, sys
with open("out", "wb") as out, open("stderr", "wb") as err:
    process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=out, stderr=err)
_, status, used = os.wait4(process.pid, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))
"""


def cost(*arguments: str, folder: Path, name: str) -> Cost:
    """
    Run the installed command in that folder; its standard output goes to the file `out` there.

    With CLAIMX_FIGURES=FILE the figures are written to that file under that name, for docs/limits.md.
    """
    measured = subprocess.run(
        [sys.executable, "-S", "-c", MEASURING, str(Path(sys.executable).parent / "claimx"), *arguments],
        cwd=folder, capture_output=True, check=True, text=True,
    )  # fmt: skip
    cpu, memory, status = measured.stdout.split()
    if "CLAIMX_FIGURES" in os.environ:
        with open(os.environ["CLAIMX_FIGURES"], "a", encoding="utf-8") as file:
            file.write(f"{name}: {float(cpu):.1f} s, {float(memory):.0f} MB\n")
    stderr = (folder / "stderr").read_text("utf-8")
    return Cost(float(cpu), float(memory), int(status), stderr)


@pytest.fixture(scope="session")
def claimx_command() -> Callable[..., Ended]:
    """The command as a function: claimx_command("extract", "a.txt").stdout."""
    return run


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline, loaded once."""
    from claimx import load_pipeline

    return load_pipeline()


@pytest.fixture(scope="session")
def sample() -> Document:
    """What claimx finds in the sample article."""
    import claimx

    text = SAMPLE.read_bytes().decode()
    return claimx.extract(text, source="sample.txt")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of yardsticks, or a visible skip."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not here")
    return SHARED
