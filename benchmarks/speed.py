"""
claimx against bare spaCy, in one run: `python benchmarks/speed.py`.

"Bare" is what a user writes: spacy.load, and nlp.pipe over the texts. Every figure is of whole
processes, by the operating system's own account (CPU is user and system time together), the median
of --runs, in which bare spaCy and claimx take turns. Only ratios mean something on another machine.
Some four minutes on a quiet one, and --long ten more.

    --articles N    how many articles (120)
    --runs N        how often each command runs (3)
    --texts DIR     a folder of .txt files instead of generated articles
    --long          also one text of 1, 4 and 5 MB, and 5,000 and 20,000 articles
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from news import article

POLNEAR = Path(__file__).resolve().parents[2] / "shared/polnear/data/dev/text"
BARE = """
import sys, pathlib, spacy
nlp = spacy.load({model!r})
texts = (path.read_text("utf-8") for path in sorted(pathlib.Path(sys.argv[1]).glob("*.txt")))
print(sum(len(doc) for doc in nlp.pipe(texts)))
"""
PYTHON = sys.executable
WORDS = 550
ENGINES = ("rules", "tagger")


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds of CPU and of the clock, and its largest process in MB."""

    cpu: float
    wall: float
    rss: float


def once(command: list[str]) -> Cost:
    """
    Run a command, its output thrown away.

    The system counts the memory of the process that starts a command as the command's own, so this
    one loads no pipeline.
    """
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment())
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if status:
        raise SystemExit(f"{' '.join(command)[:200]}: ended with {status}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def environment() -> dict[str, str]:
    """As a user has it: with compiled modules kept."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def medians(commands: dict[str, list[str]], runs: int) -> dict[str, Cost]:
    """The medians of each command's runs, the commands in turn."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            costs[name].append(once(command))
    return {
        name: Cost(
            statistics.median(one.cpu for one in of),
            statistics.median(one.wall for one in of),
            statistics.median(one.rss for one in of),
        )
        for name, of in costs.items()
    }


def bare(folder: str, model: str) -> list[str]:
    """The command that only parses the texts of a folder."""
    return [PYTHON, "-c", BARE.format(model=model), folder]


def claimx(place: str, *more: str) -> list[str]:
    """The command that extracts from the texts of a folder or file."""
    return [PYTHON, "-m", "claimx", "extract", place, "--json", *more]


def write(folder: Path, texts: list[str]) -> str:
    """A folder with a file for each text."""
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:05}.txt").write_text(text, "utf-8")
    return str(folder)


def row(name: str, figure: str, note: str = "") -> None:
    """One line of the table."""
    print(f"| {name} | {figure} | {note} |", flush=True)


def machine() -> str:
    """The processor, and the versions of what runs on it."""
    name = platform.processor()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        lines = info.read_text().splitlines()
        name = next(
            (x.partition(":")[2].strip() for x in lines if x.startswith("model name")), name
        )
    parts = [f"{name}, {os.cpu_count()} cores", f"Python {platform.python_version()}"]
    return ", ".join(parts + [f"{name} {version(name)}" for name in ("spacy", "onnxruntime")])


def main() -> None:
    """Measure, and print a table as it goes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[1])
    parser.add_argument("--articles", type=int, default=120)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--stages", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.stages:
        stages()
        return
    with tempfile.TemporaryDirectory() as scratch:
        if options.texts:
            texts = [path.read_text("utf-8") for path in sorted(options.texts.glob("*.txt"))]
        else:
            texts = [article(WORDS, seed=seed) for seed in range(options.articles)]
        words = sum(len(text.split()) for text in texts)
        print(f"{len(texts)} articles, {words:,} words. {machine()}")
        print("\n| what | figure | |\n|---|---|---|")
        place = Path(scratch)
        ratios(place, texts, words, options.runs)
        jobs(str(place / "many"))
        samples = {"the same articles": texts}
        if POLNEAR.is_dir():
            paths = sorted(POLNEAR.glob("*.txt"))
            samples["PolNeAR dev"] = [path.read_bytes().decode() for path in paths]
        command = [PYTHON, __file__, "--stages"]
        subprocess.run(command, input=json.dumps(samples).encode(), check=True)
        if options.long:
            print("\n| what | figure | |\n|---|---|---|")
            length(place)
            flat(place)


def ratios(place: Path, texts: list[str], words: int, runs: int) -> None:
    """Many articles and one, by both engines, against bare spaCy."""
    many = write(place / "many", texts)
    one = write(place / "one", texts[:1])
    third = write(place / "third", texts[: len(texts) // 3])
    code = "from claimx.pipeline import default_model; print(default_model())"
    done = subprocess.run([PYTHON, "-c", code], capture_output=True, check=True, text=True)
    model = done.stdout.strip()
    alone = {name: [PYTHON, "-m", "claimx", name] for name in ("--help", "--version")}
    alone |= {"bare": bare(one, model)}
    alone |= {engine: claimx(one, "--attributions", engine) for engine in ENGINES}
    medians(alone, 1)  # so that all is in the disk's cache
    short = medians(alone, 2 * runs + 1)
    whole = medians(
        {"bare": bare(many, model)}
        | {engine: claimx(many, "--attributions", engine) for engine in ENGINES},
        runs,
    )
    floor, start = whole["bare"], short["bare"]
    pace = words / (floor.cpu - start.cpu)
    row("bare spaCy", f"{floor.cpu:.1f} s CPU", f"{pace:,.0f} words/s after start-up")
    for engine in ENGINES:
        all_of, single = whole[engine], short[engine]
        pace = words / (all_of.cpu - single.cpu)
        row(f"{engine}: CPU / bare", f"{all_of.cpu / floor.cpu:.2f}", f"{pace:,.0f} words/s")
        row(f"{engine}: clock / bare", f"{all_of.wall / floor.wall:.2f}")
        row(f"{engine}: one article, CPU / bare", f"{single.cpu / start.cpu:.2f}",
            f"{single.cpu:.2f} s against {start.cpu:.2f} s")  # fmt: skip
        row(f"{engine}: peak memory / bare", f"{all_of.rss / floor.rss:.2f}",
            f"{all_of.rss:.0f} MB against {floor.rss:.0f} MB")  # fmt: skip
        part = once(claimx(third, "--attributions", engine))
        row(f"{engine}: memory of all / of a third", f"{all_of.rss / part.rss:.2f}")
    for option in ("--help", "--version"):
        row(option, f"{1000 * short[option].cpu:.0f} ms CPU", f"{1000 * short[option].wall:.0f} ms")


def jobs(many: str) -> None:
    """--jobs 2 on all articles against two processes at once on all of them each."""
    started = time.perf_counter()
    pair = [subprocess.Popen(claimx(many), stdout=subprocess.DEVNULL) for _ in range(2)]
    for process in pair:
        process.wait()
    wall = (time.perf_counter() - started) / 2
    both = once(claimx(many, "--jobs", "2")).wall
    outputs = {
        subprocess.run(claimx(many, "--jobs", n), capture_output=True, check=True).stdout
        for n in ("1", "2")
    }
    row("--jobs 2: efficiency", f"{wall / both:.2f}", f"{both:.1f} s against {wall:.1f} s")
    row("--jobs 2: output", "the same bytes" if len(outputs) == 1 else "NOT THE SAME")


def length(place: Path) -> None:
    """Time for each character of one long text, 4 MB against 1 MB, and the memory of 5 MB."""
    spent = {}
    for megabytes in (1, 4, 5):
        text = article(megabytes * 180_000, seed=1)[: megabytes * 1_000_000]
        spent[megabytes] = once(
            claimx(write(place / f"long{megabytes}", [text]), "--attributions", "rules")
        )
    grown = spent[4].cpu / 4 / spent[1].cpu
    row("rules: time a character, 4 MB / 1 MB", f"{grown:.2f}", f"1 MB: {spent[1].cpu:.1f} s")
    row("rules: peak memory of a 5 MB text", f"{spent[5].rss:.0f} MB")


def flat(place: Path) -> None:
    """The memory that 20,000 short articles take, against 5,000."""
    rss = {}
    for count in (5_000, 20_000):
        file = place / f"{count}.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            for seed in range(count):
                lines.write(json.dumps({"text": article(100, seed=seed)}) + "\n")
        rss[count] = once(claimx(str(file), "--attributions", "rules")).rss
    row("rules: memory of 20,000 articles / of 5,000", f"{rss[20_000] / rss[5_000]:.2f}",
        f"{rss[20_000]:.0f} MB")  # fmt: skip


def stages() -> None:
    """
    What each component takes, beside spaCy's own as claimx runs them and beside bare spaCy.

    The best of three, in a process of its own, where nothing else was loaded before.
    """
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    samples = json.load(sys.stdin)
    import spacy

    from claimx.parse import make_doc
    from claimx.pipeline import default_model, load_pipeline
    from claimx.startup import loading

    plain = spacy.load(default_model())
    with loading():
        nlp = load_pipeline(attributions="tagger")
    columns: dict[str, dict[str, float]] = {}
    for sample, texts in samples.items():
        spent: dict[str, float] = {}
        whole = math.inf
        for _ in range(3):
            started = time.process_time()
            for _ in plain.pipe(texts):
                pass
            whole = min(whole, time.process_time() - started)
            started = time.process_time()
            docs = [make_doc(text, nlp) for text in texts]
            times = {"tokenizer": time.process_time() - started}
            for name in nlp.pipe_names:
                component = nlp.get_pipe(name)
                started = time.process_time()
                if hasattr(component, "pipe"):
                    docs = list(component.pipe(docs, batch_size=8))
                else:
                    docs = [component(doc) for doc in docs]
                times[name] = time.process_time() - started
            spent = {name: min(spent.get(name, t), t) for name, t in times.items()}
        own = sum(seconds for name, seconds in spent.items() if not name.startswith("claimx"))
        columns[f"{sample}: of spaCy's stages here"] = {n: s / own for n, s in spent.items()}
        columns[f"{sample}: of bare spaCy"] = {n: s / whole for n, s in spent.items()}
    print(f"\n| stage | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}")
    for name in ["tokenizer", *nlp.pipe_names]:
        if name != "claimx":
            print(f"| {name} | {' | '.join(f'{part[name]:.1%}' for part in columns.values())} |")


if __name__ == "__main__":
    main()
