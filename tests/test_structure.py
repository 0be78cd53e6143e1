"""The house: who may import whom, what an import costs, and what is public."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import claimx
from claimx.cli.app import COMMANDS, function_of

PACKAGE = Path(claimx.__file__).parent

# Each room and the rooms it may import. Text goes through them from top to bottom.
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "records": set(),
    "lexicon": {"errors"},
    "read": {"errors", "records"},
    "model": {"errors", "records"},
    "find": {"errors", "records", "lexicon"},
    "ruler": set(),
    "pipeline": {"errors", "records", "find", "model", "ruler"},
    "parse": {"errors", "records", "find"},
    "chapters": {"records", "parse"},
    "api": {"errors", "records", "find", "parse", "chapters", "pipeline"},
    "startup": set(),
    "parallel": {"errors", "records", "api", "pipeline", "startup"},
    "wire": {"", "errors", "records"},
    "ledger": {"errors", "records", "lexicon", "wire"},
    "explain": {"errors", "records", "wire", "lexicon", "find"},
    "evaluate": {"errors", "records", "wire"},
    "render": {"errors", "records", "wire", "ledger", "explain", "evaluate", "find"},
    "cli": {
        "",
        "errors",
        "records",
        "read",
        "api",
        "parallel",
        "parse",
        "chapters",
        "pipeline",
        "wire",
        "ledger",
        "explain",
        "evaluate",
        "render",
        "startup",
    },
}
ONLY_IN = {"typer": {"cli"}, "rich": {"cli", "render"}, "trafilatura": {"read"}}


def imports_of(file: Path) -> set[str]:
    """The dotted names that a module imports when it runs, not for types alone."""
    tree = ast.parse(file.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = []
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def room_of(file: Path) -> str:
    """The room a module stands in: its folder's or its own name under claimx/."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


MODULES = sorted(
    file for file in PACKAGE.rglob("*.py") if file.name != "__main__.py" and file.parent != PACKAGE
) + sorted(file for file in PACKAGE.glob("*.py") if not file.name.startswith("__"))


@pytest.mark.parametrize("file", MODULES, ids=lambda f: f.relative_to(PACKAGE).as_posix())
def test_rooms_import_only_what_comes_before_them(file: Path) -> None:
    """No module imports from a room that stands to its right in the design."""
    room = room_of(file)
    allowed = MAY_IMPORT[room] | {room}
    wrong = set()
    for name in imports_of(file):
        parts = name.split(".")
        if parts[0] == "claimx":
            other = parts[1] if len(parts) > 1 and (PACKAGE / parts[1]).exists() else ""
            if len(parts) > 1 and (PACKAGE / f"{parts[1]}.py").exists():
                other = parts[1]
            if other and other not in allowed:
                wrong.add(name)
        elif parts[0] in ONLY_IN and room not in ONLY_IN[parts[0]]:
            wrong.add(name)
    assert set() == wrong


def modules_after(statement: str) -> set[str]:
    """The modules that are loaded in a fresh Python after the statement."""
    code = f"import sys\n{statement}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, timeout=60
    )
    return set(done.stdout.split("\n"))


HEAVY = {"spacy", "numpy", "pydantic", "onnxruntime"}


def test_importing_claimx_imports_nothing_heavy() -> None:
    """`import claimx` costs no spaCy."""
    assert set() == modules_after("import claimx") & {*HEAVY, "typer", "rich"}


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_import_nothing_heavy(option: str) -> None:
    """The command answers --help and --version without spaCy, and without any command's module."""
    statement = (
        f"from claimx.cli import main\nsys.argv = ['claimx', {option!r}]\n"
        "try:\n    main()\nexcept SystemExit: pass"
    )
    loaded = modules_after(statement)
    assert set() == loaded & {*HEAVY, "rich"}
    assert {"claimx", "claimx.cli", "claimx.cli.app", "claimx.cli.streams", "claimx.errors"} == {
        name for name in loaded if name.partition(".")[0] == "claimx"
    }


def test_help_has_the_first_line_of_each_command() -> None:
    """The lines that stand for the commands' docstrings in `claimx --help` say what those say."""
    lines = {name: (function_of(name).__doc__ or "").strip().split("\n")[0] for name in COMMANDS}
    assert lines == {name: line for name, (_, line) in COMMANDS.items()}


def test_numbers_needs_no_spacy() -> None:
    """The quantity parser works where spaCy is never imported."""
    statement = "import claimx\nassert claimx.numbers('It cost $1.2bn.')[0].value == 1_200_000_000"
    assert set() == modules_after(statement) & HEAVY


def test_spacy_without_its_own_commands() -> None:
    """The quick start leaves out spacy.cli, and whoever wants it later gets the real one."""
    loaded = modules_after("from claimx.startup import import_spacy\nimport_spacy()\nimport spacy")
    assert "spacy" in loaded
    assert {"weasel", "requests", "spacy.cli"}.isdisjoint(loaded)
    statement = "from claimx.startup import import_spacy\nimport_spacy()\nimport spacy.cli.info"
    assert "spacy.cli.info" in modules_after(f"{statement}\nassert callable(spacy.cli.info)")


def test_public_names() -> None:
    """The public surface is this list; a new name is a decision."""
    assert [
        "Article",
        "Attribution",
        "Claim",
        "ClaimxError",
        "Cue",
        "Document",
        "Entity",
        "InputError",
        "LexiconError",
        "Mention",
        "ModelError",
        "Number",
        "Sentence",
        "Source",
        "Span",
        "UsageError",
        "compare",
        "extract",
        "extract_many",
        "from_dict",
        "load_pipeline",
        "numbers",
        "to_dict",
    ] == claimx.__all__


@pytest.mark.parametrize("name", claimx.__all__)
def test_each_public_name_resolves(name: str) -> None:
    """Each name in __all__ is there and has a docstring."""
    assert getattr(claimx, name).__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    """The lazy lookup fails as a module's lookup does."""
    with pytest.raises(AttributeError, match="nonsense"):
        claimx.nonsense  # noqa: B018
