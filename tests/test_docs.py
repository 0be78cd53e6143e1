"""
README and docs say what is true: their commands are run and their output compared.

A ```console block holds commands after "$ " and what they print. A line "…" stands for any number of
lines. CLAIMX_KEEP=1 writes what is printed now into the page, for a person to look at. A ```python block is run as it is; what stands after "# -> " is the value of the line's expression.
Commands run in a folder that holds seeds/, 100 columns wide.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[tuple[str, str]]:
    """Each block of a language with its page and line."""
    found = []
    for page in PAGES:
        text = page.read_text("utf-8")
        for block in BLOCK.finditer(text):
            if block[1] == language:
                line = text.count("\n", 0, block.start()) + 1
                found.append((f"{page.relative_to(ROOT)}:{line}", block[2]))
    return found


def commands(block: str) -> list[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines that it prints."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.startswith("> ") and not found[-1][1]:
            found[-1] = (f"{found[-1][0]}\n{line[2:]}", [])
        else:
            found[-1][1].append(line)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh folder with the sample article and the cookbook's articles in it."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copy(ROOT / "docs" / "news.jsonl", tmp_path)
    return tmp_path


def shell(command: str, folder: Path) -> str:
    """What a command prints, the tools of this environment first on its path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
    assert 0 == done.returncode, done.stderr
    return done.stdout


def keep(place: str, block: str, expected: list[str], printed: list[str]) -> None:
    """Put the printed lines where the expected ones stand; a "…" at the end cuts as many off as before."""
    page = ROOT / place.partition(":")[0]
    if expected[-1:] == ["…"]:
        printed = [*printed[: max(1, len(expected) - 1)], "…"]
    text = page.read_text("utf-8")
    old, new = ("".join(f"{line}\n" for line in lines) for lines in (expected, printed))
    assert old in block
    assert block in text
    page.write_text(text.replace(block, block.replace(old, new, 1), 1), "utf-8")


@pytest.mark.parametrize(("place", "block"), blocks("console"), ids=lambda value: value[:60])
def test_commands_print_what_the_page_says(place: str, block: str, folder: Path) -> None:
    """Each command ends well and prints the lines below it."""
    assert place
    for command, expected in commands(block):
        tool = re.search(r"\|\s*(jq)\b|^(jq)\b", command)
        if tool and not shutil.which("jq"):
            pytest.skip("jq is not installed")
        printed = [line.rstrip() for line in shell(command, folder).splitlines()]
        pattern = "\n".join(
            r"(?s:.*?)" if line.strip() == "…" else re.escape(line.rstrip()) for line in expected
        )
        if not re.fullmatch(pattern, "\n".join(printed)):
            if os.environ.get("CLAIMX_KEEP"):
                keep(place, block, expected, printed)
            else:
                assert expected == printed


@pytest.mark.parametrize(("place", "block"), blocks("python"), ids=lambda value: value[:60])
def test_python_gives_what_the_page_says(place: str, block: str, folder: Path) -> None:
    """Each python block runs; a line `expression  # -> value` has that value."""
    lines = []
    for line in block.splitlines():
        expression, arrow, value = line.partition("  # -> ")
        lines.append(f"assert {value!r} == repr(({expression})), ({expression})" if arrow else line)
    (folder / "block.py").write_text("\n".join(lines), "utf-8")
    assert place
    shell(f"{sys.executable} block.py", folder)
