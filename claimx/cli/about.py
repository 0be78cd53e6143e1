"""`claimx schema` and `claimx models`: what the JSON is like, and what reads the articles."""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
from importlib import resources
from typing import TYPE_CHECKING, Annotated

import typer

import claimx
from claimx.cli import streams
from claimx.render.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Iterator


def schema() -> int:
    """Print the JSON Schema of the document that --json prints."""
    text = (resources.files("claimx") / "schema.json").read_text("utf-8")
    streams.show([text])
    return 0


def models(
    model: Annotated[
        str | None,
        typer.Option(metavar="NAME|PATH", help="A spaCy English pipeline.", envvar="CLAIMX_MODEL"),
    ] = None,
) -> int:
    """
    Print which models are installed, which are used (*), and whether their files are intact.

    The status is 1 where one that is used is missing or damaged.
    """
    from claimx.pipeline import default_model

    used = model or default_model()
    rows = [*_pipelines(used), _tagger()]
    streams.show(
        printable(f"{'*' if is_used else ' '} {name:<28} {version:<10} {state}") + "\n"
        for is_used, name, version, state in rows
    )
    return int(any(is_used and state.startswith(BAD) for is_used, _, _, state in rows))


_Row = tuple[bool, str, str, str]
BAD = ("not installed", "damaged")


def _pipelines(used: str) -> Iterator[_Row]:
    """The installed spaCy pipelines, and the one that is used where it is none of them."""
    names = set()
    for entry in importlib.metadata.entry_points(group="spacy_models"):
        names.add(entry.name)
        version = entry.dist.version if entry.dist else "?"
        yield entry.name == used, entry.name, version, _state(_packaged(entry.dist))
    if used not in names:
        from pathlib import Path

        state = "a folder, not checked" if Path(used).is_dir() else "not installed"
        yield True, used, "", state


def _tagger() -> _Row:
    """The trained tagger, whose files are listed beside it."""
    folder = resources.files("claimx.model")
    checks = []
    for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split()
        file = folder / name.removeprefix("*")
        right = file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == digest
        checks.append((name, right))
    return True, "claimx attribution tagger", claimx.__version__, _state(checks)


def _packaged(package: importlib.metadata.Distribution | None) -> list[tuple[str, bool]]:
    """Each file of an installed package, and whether it is what was installed."""
    checks = []
    for path in (package.files if package else None) or ():
        # Compiled files and the list itself have no hash.
        if path.hash:
            file = path.locate()
            digest = b""
            if file.is_file():  # type: ignore[attr-defined]  # it is a Path
                digest = hashlib.new(path.hash.mode, path.read_binary()).digest()
            said = base64.urlsafe_b64encode(digest).decode().rstrip("=")
            checks.append((str(path), said == path.hash.value))
    return checks


def _state(checks: list[tuple[str, bool]]) -> str:
    """26 files intact; damaged: meta.json."""
    wrong = [name for name, is_right in checks if not is_right]
    if wrong:
        return f"damaged: {', '.join(wrong[:3])}{' …' if len(wrong) > 3 else ''}"
    return f"{len(checks)} files intact" if checks else "not checked: no list of its files"
