"""What a good tool does: defaults of one's own, completion, progress, help that works, clear errors."""

from __future__ import annotations

import contextlib
import csv
import gzip
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import cost

from claimx.read.recognise import FORMATS as INPUT_FORMATS
from claimx.render import FORMATS

ROOT = Path(__file__).resolve().parent.parent
GOOD = "Unemployment rose to 5.1%, the ministry said."

Run = "Callable[..., Any]"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with articles in the common forms, as the help's examples have it."""
    (tmp_path / "article.txt").write_text(GOOD)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "one.txt").write_text(GOOD)
    lines = "".join(json.dumps({"id": f"i{i}", "body": GOOD}) + "\n" for i in range(3))
    (tmp_path / "news.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    shutil.copy(ROOT / "tests" / "pages" / "lists.html", tmp_path / "page.html")
    return tmp_path


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command in a shell in which `claimx` is this one."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
        cwd=folder,
        env={**os.environ, "PATH": path},
    )


# ---------------------------------------------------------------- help


def test_the_examples_of_the_help_run(claimx_command: Run, folder: Path) -> None:
    """Each is one line that does what it says."""
    lines = claimx_command("extract", "--help", env={"COLUMNS": "200"}).stdout.splitlines()
    examples = [line.strip() for line in lines if line.startswith("    claimx ")]
    assert len(examples) > 4
    for example in examples:
        if "jq" in example and not shutil.which("jq"):
            continue
        if "page.html" in example:
            pytest.importorskip("trafilatura", reason="claimx[html] is not installed")
        ended = shell(example, folder)
        assert (0, "") == (ended.returncode, ended.stderr), example
    assert "12,000" in (folder / "report.html").read_text("utf-8")
    assert "5.1" in (folder / "claims.csv").read_text("utf-8")


def test_the_formats_of_the_help_are_those_that_are_there(claimx_command: Run) -> None:
    """The command's lists of formats are render's and read's."""
    text = claimx_command("extract", "--help", env={"COLUMNS": "200"}).stdout
    assert f"--format <{'|'.join(FORMATS)}>" in text
    assert f"--input-format <auto|{'|'.join(INPUT_FORMATS)}>" in text


def test_no_input_on_a_terminal_is_help(folder: Path) -> None:
    """It does not wait for what nobody pipes."""
    status, shown, _ = on_a_terminal(["extract"], folder, stdin=True)
    assert 0 == status
    assert "Usage: claimx extract" in shown


def on_a_terminal(
    arguments: list[str], folder: Path, *, stdin: bool = False, stdout: bool = True
) -> tuple[int, str, str]:
    """The status, what a terminal shows, and what was written to a stdout that is none."""
    leader, follower = pty.openpty()
    written = folder / "stdout"
    with written.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "claimx", *arguments],
            stdin=follower if stdin else subprocess.DEVNULL,
            stdout=follower if stdout else file,
            stderr=follower,
            cwd=folder,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
        )
    os.close(follower)
    shown = b""
    # Linux says EIO where the other end of a terminal is closed.
    with contextlib.suppress(OSError):
        while part := os.read(leader, 4096):
            shown += part
    os.close(leader)
    return process.wait(60), shown.decode("utf-8", "replace"), written.read_text("utf-8")


# ---------------------------------------------------------------- progress


def test_progress_is_for_terminals_alone(folder: Path) -> None:
    """Counted on a terminal's standard error, where the documents go elsewhere; else nothing."""
    arguments = ["extract", "news.jsonl.gz", "--text-key", "body", "--json"]
    status, shown, written = on_a_terminal(arguments, folder, stdout=False)
    assert (0, 3) == (status, len(written.splitlines()))
    assert "3 articles" in shown
    status, shown, _ = on_a_terminal(arguments, folder)
    assert 0 == status
    assert "3 articles" not in shown


# ---------------------------------------------------------------- defaults


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("claimx.toml", 'format = "jsonl"\nonly = ["claims"]\nmin-score = 0.1\n'),
        ("pyproject.toml", '[tool.claimx]\nformat = "jsonl"\nonly = "claims"\n'),
    ],
)
def test_defaults_of_ones_own(claimx_command: Run, folder: Path, name: str, content: str) -> None:
    """A file in the folder sets them, options win."""
    (folder / name).write_text(content)
    arguments = ("extract", "article.txt")
    claim = json.loads(claimx_command(*arguments, cwd=folder).stdout)
    assert ("c1", "the ministry") == (claim["id"], claim["speaker"])
    document = json.loads(claimx_command(*arguments, "--only", "numbers", cwd=folder).stdout)
    assert 5.1 == document["value"]


def test_a_default_that_one_command_knows(claimx_command: Run, folder: Path) -> None:
    """A format that another command lacks leaves that command's own."""
    (folder / "claimx.toml").write_text('format = "jsonl"\n')
    ended = claimx_command("compare", "article.txt", "news/one.txt", cwd=folder)
    assert (0, "") == (ended.status, ended.stderr)
    assert claimx_command("extract", "article.txt", cwd=folder).stdout.startswith("{")


def test_defaults_of_a_checkout(claimx_command: Run, folder: Path) -> None:
    """The file at its root is heeded below it; outside a checkout only the folder's own is."""
    (folder / "claimx.toml").write_text('format = "json"\n')
    below = folder / "news"
    assert not claimx_command("extract", "one.txt", cwd=below).stdout.startswith("{")
    (folder / ".git").mkdir()
    assert claimx_command("extract", "one.txt", cwd=below).stdout.startswith("{")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("min-scor = 1", "no option is called 'min-scor'; did you mean 'min-score'?"),
        ("min_score = 1", "no option is called 'min_score'; did you mean 'min-score'?"),
        ("json = true", "no option is called 'json'"),
        ("min-score = 3", "min-score: Input should be less than or equal to 1"),
        ('format = "pdf"', "format: "),
        ("nonsense", "not TOML: "),
        (b"\xff", "not TOML: "),
    ],
)
def test_wrong_defaults(claimx_command: Run, folder: Path, content: str | bytes, line: str) -> None:
    """One line that names the file, status 2."""
    path = folder / "claimx.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    ended = claimx_command("extract", "article.txt", cwd=folder)
    assert (2, "", 1) == (ended.status, ended.stdout, ended.stderr.count("\n"))
    assert ended.stderr.startswith(f"claimx: {path}: {line}")


# ---------------------------------------------------------------- about claimx


def test_schema_is_printed(claimx_command: Run) -> None:
    """`claimx schema` is the file."""
    ended = claimx_command("schema")
    assert (ROOT / "claimx" / "schema.json").read_text("utf-8") == ended.stdout


def test_models_are_listed(claimx_command: Run) -> None:
    """Which are used, and that all of their files are as they were installed."""
    ended = claimx_command("models", env={"CLAIMX_MODEL": ""})
    used = [line for line in ended.stdout.splitlines() if line.startswith("* ")]
    assert (0, 2) == (ended.status, len(used))
    assert all(re.search(r" \d+ files intact$", line) for line in used)


def test_a_model_that_is_missing_is_no_success(claimx_command: Run) -> None:
    """Status 1, so that a script can ask."""
    ended = claimx_command("models", "--model", "en_core_web_xx")
    assert 1 == ended.status
    assert re.search(r"^\* en_core_web_xx +not installed$", ended.stdout, re.MULTILINE)


def test_a_damaged_file_is_found() -> None:
    """One byte is enough."""
    from claimx.cli.about import _state

    assert "damaged: b" == _state([("a", True), ("b", False)])
    assert "damaged: a, b, c …" == _state([(name, False) for name in "abcd"])


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion(claimx_command: Run, name: str) -> None:
    """The shell's script is printed, and completes a command's name."""
    assert "_CLAIMX_COMPLETE" in claimx_command("--show-completion", name).stdout
    if name == "bash":
        environment = {
            "_CLAIMX_COMPLETE": "complete_bash",
            "COMP_WORDS": "claimx ex",
            "COMP_CWORD": "1",
        }
        assert "extract" in claimx_command(env=environment).stdout


# ---------------------------------------------------------------- inputs


def test_articles_come_in_many_forms(claimx_command: Run, folder: Path) -> None:
    """Text, a page and a table in one run, each with what it says of itself."""
    pytest.importorskip("trafilatura", reason="claimx[html] is not installed")
    ended = claimx_command(
        "extract", "article.txt", "page.html", "news.jsonl.gz", "--text-key", "body", "--json",
        cwd=folder,
    )  # fmt: skip
    assert (0, "") == (ended.status, ended.stderr)
    heads = [json.loads(line)["document"] for line in ended.stdout.splitlines()]
    assert ["article.txt", "page.html", "i0", "i1", "i2"] == [head["source"] for head in heads]
    assert ("The bridge in figures", "2024-03-07") == (heads[1]["title"], heads[1]["published"])


def test_a_piped_page_is_read(claimx_command: Run, folder: Path) -> None:
    """`curl … | claimx extract -` knows a page when it sees one; spans are into its text."""
    pytest.importorskip("trafilatura", reason="claimx[html] is not installed")
    ended = claimx_command("extract", "-", "--json", stdin=(folder / "page.html").read_bytes())
    document = json.loads(ended.stdout)
    text = document["document"]["text"]
    assert "<" not in text
    assert document["numbers"]
    for number in document["numbers"]:
        assert number["text"] == text[number["start"] : number["end"]]


def test_a_bad_line_in_the_middle(claimx_command: Run, folder: Path) -> None:
    """Status 1, one line on stderr with the number, and the other articles on stdout."""
    good = json.dumps({"id": "g", "text": GOOD})
    path = folder / "a.jsonl"
    path.write_text(f"{good}\n{good[:25]}\n{good}\n")
    ended = claimx_command("extract", path, "--only", "claims", "--format", "csv")
    reason = "not JSON: unterminated string at column 21"
    assert (1, f"claimx: {path}: line 2: {reason}\n") == (ended.status, ended.stderr)
    assert ["g", "g"] == [row["document"] for row in csv.DictReader(io.StringIO(ended.stdout))]


@pytest.mark.parametrize(
    ("name", "raw", "line"),
    [
        ("a.txt.gz", gzip.compress(b"Prices rose. " * 50)[:-9], "broken gzip data"),
        (
            "a.jsonl",
            b'{"body": "x"}',
            'line 1: no "text" (it has "body"); --text-key names what to',
        ),
        ("a.html", b"<html><body><p>Log in</p></body></html>", "no article is found in this page"),
        ("bomb.gz", gzip.compress(b" " * 30_000_000), "more than 20,000,000 bytes (--max-bytes"),
        ("a.csv", b"id,text\n1,a\0b\n", "line 2: binary data, not text (it has NUL bytes)"),
        ("https://example.org/", None, "nothing is fetched from the network; pipe it in: curl"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_input_is_one_line(
    claimx_command: Run, folder: Path, name: str, raw: bytes | None, line: str
) -> None:
    """It is named with the reason, the status is 1, and the good input beside it is done."""
    if name.endswith(".html"):
        pytest.importorskip("trafilatura", reason="claimx[html] is not installed")
    if raw is not None:
        (folder / name).write_bytes(raw)
    ended = claimx_command("extract", name, "article.txt", "--json", cwd=folder)
    assert (1, 1, 1) == (ended.status, ended.stderr.count("\n"), ended.stdout.count("\n"))
    assert ended.stderr.startswith(f"claimx: {name}: {line}")


def test_head_ends_it_quietly(folder: Path) -> None:
    """`| head -1` of a long table ends with status 0 and no word, long before the table does."""
    with (folder / "long.jsonl").open("w") as file:
        for number in range(2000):
            file.write(json.dumps({"id": f"i{number}", "text": f"{GOOD} {GOOD}"}) + "\n")
    ended = shell("claimx extract long.jsonl --json | head -1", folder)
    assert (0, "", 1) == (ended.returncode, ended.stderr, ended.stdout.count("\n"))


# CLAIMX_MANY=100000 is what the limit was measured with: 12 minutes.
MANY = int(os.environ.get("CLAIMX_MANY", "4000"))


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_many_articles_need_no_more_memory_than_few(folder: Path) -> None:
    """The peak of the resident memory, which 2,000 articles of a sentence reach."""
    peaks = []
    for count in (MANY // 2, MANY):
        path = folder / f"{count}.jsonl"
        with path.open("w") as file:
            for number in range(count):
                text = f"In week {number} prices rose by {number % 97}%, Ada M{number}sh said."
                file.write(json.dumps({"text": text}) + "\n")
        ended = cost("extract", path.name, "--format", "jsonl", folder=folder, name=path.name)
        assert 0 == ended.status
        peaks.append(ended.memory)
    assert peaks[1] < 1.1 * peaks[0]
