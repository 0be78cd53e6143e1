"""
claimx against bare spaCy, in one run: `python benchmarks/speed.py`.

"Bare" is what a user writes: spacy.load, and nlp.pipe over the texts. Every figure is of whole
processes, by the operating system's own account (CPU is user and system time together), the median
of --runs. Only ratios mean something on another machine.

    --articles N    how many articles (300)
    --runs N        how often each command runs (3)
    --texts DIR     a folder of .txt files instead of generated articles
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from news import article

if TYPE_CHECKING:
    from collections.abc import Callable

BARE = """
import sys, pathlib, spacy
nlp = spacy.load({model!r})
texts = (path.read_text("utf-8") for path in sorted(pathlib.Path(sys.argv[1]).glob("*.txt")))
print(sum(len(doc) for doc in nlp.pipe(texts)))
"""
WORDS = 550


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds of CPU and of the clock, and its largest process in MB."""

    cpu: float
    wall: float
    rss: float


def once(command: list[str]) -> Cost:
    """Run a command, its output thrown away."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if status:
        raise SystemExit(f"{' '.join(command)[:200]}: ended with {status}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def cost(command: list[str], runs: int) -> Cost:
    """The medians of some runs after one that warms the disk's cache."""
    once(command)
    costs = [once(command) for _ in range(runs)]
    return Cost(
        statistics.median(c.cpu for c in costs),
        statistics.median(c.wall for c in costs),
        statistics.median(c.rss for c in costs),
    )


def write(folder: Path, texts: list[str]) -> str:
    """A folder with a file for each text."""
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:05}.txt").write_text(text, "utf-8")
    return str(folder)


def row(name: str, figure: str, note: str = "") -> None:
    """One line of the table."""
    print(f"| {name} | {figure} | {note} |", flush=True)


def main() -> None:
    """Measure, and print a table as it goes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[1])
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--texts", type=Path)
    options = parser.parse_args()
    from claimx.pipeline import default_model

    bare_code = BARE.format(model=default_model())
    python = sys.executable

    def bare(folder: str) -> list[str]:
        return [python, "-c", bare_code, folder]

    def claimx(folder: str, *more: str) -> list[str]:
        return [python, "-m", "claimx", "extract", folder, "--json", *more]

    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        if options.texts:
            texts = [path.read_text("utf-8") for path in sorted(options.texts.glob("*.txt"))]
        else:
            texts = [article(WORDS, seed=seed) for seed in range(options.articles)]
        words = sum(len(text.split()) for text in texts)
        many = write(place / "many", texts)
        one = write(place / "one", texts[:1])
        fewer = write(place / "fewer", texts[: len(texts) // 3])

        print(f"{len(texts)} articles, {words:,} words; {os.cpu_count()} processors; ", end="")
        print(f"Python {sys.version.split()[0]}\n\n| what | figure | |\n|---|---|---|")
        floor = cost(bare(many), options.runs)
        floor_one = cost(bare(one), options.runs)
        pace = words / (floor.cpu - floor_one.cpu)
        row("bare spaCy", f"{floor.cpu:.1f} s CPU", f"{pace:,.0f} words/s after start-up")
        for engine in ("rules", "tagger"):
            whole = cost(claimx(many, "--attributions", engine), options.runs)
            single = cost(claimx(one, "--attributions", engine), options.runs)
            pace = words / (whole.cpu - single.cpu)
            row(f"{engine}: CPU / bare", f"{whole.cpu / floor.cpu:.2f}", f"{pace:,.0f} words/s")
            row(f"{engine}: clock / bare", f"{whole.wall / floor.wall:.2f}")
            row(f"{engine}: one article, CPU / bare", f"{single.cpu / floor_one.cpu:.2f}",
                f"{single.cpu:.2f} s against {floor_one.cpu:.2f} s")  # fmt: skip
            row(f"{engine}: peak memory / bare", f"{whole.rss / floor.rss:.2f}",
                f"{whole.rss:.0f} MB against {floor.rss:.0f} MB")  # fmt: skip
            third = cost(claimx(fewer, "--attributions", engine), 1)
            row(f"{engine}: memory of all / of a third", f"{whole.rss / third.rss:.2f}")
        for option in ("--help", "--version"):
            started = cost([python, "-m", "claimx", option], options.runs)
            row(option, f"{1000 * started.wall:.0f} ms", f"{1000 * started.cpu:.0f} ms CPU")
        _jobs(claimx, many, options.runs)
        _growth(claimx, place)
    _stages(texts)


def _jobs(claimx: Callable[..., list[str]], many: str, runs: int) -> None:
    """--jobs 2 on all articles against two processes at once on all of them each."""
    alone = [once(claimx(many, "--jobs", "1")) for _ in range(runs)]
    pair_wall = []
    for _ in range(runs):
        started = time.perf_counter()
        pair = [subprocess.Popen(claimx(many), stdout=subprocess.DEVNULL) for _ in range(2)]
        for process in pair:
            process.wait()
        pair_wall.append(time.perf_counter() - started)
    both = statistics.median(once(claimx(many, "--jobs", "2")).wall for _ in range(runs))
    row("--jobs 2: efficiency", f"{statistics.median(pair_wall) / 2 / both:.2f}",
        f"{both:.1f} s; alone {statistics.median(c.wall for c in alone):.1f} s")  # fmt: skip


def _growth(claimx: Callable[..., list[str]], place: Path) -> None:
    """Time for each character of one long text, 4 MB against 1 MB, and the memory of 5 MB."""
    seconds = {}
    for megabytes in (1, 4, 5):
        text = article(megabytes * 170_000, seed=1)[: megabytes * 1_000_000]
        folder = write(place / f"long{megabytes}", [text])
        spent = once(claimx(folder))
        seconds[megabytes] = spent.cpu / len(text)
    row("time a character, 4 MB / 1 MB", f"{seconds[4] / seconds[1]:.2f}")
    row("peak memory of a 5 MB text", f"{spent.rss:.0f} MB")


def _stages(texts: list[str]) -> None:
    """The share of each component in the time of the whole pipeline."""
    from claimx.parse import make_doc
    from claimx.pipeline import load_pipeline

    nlp = load_pipeline(attributions="tagger")
    docs = [make_doc(text, nlp) for text in texts[:60]]
    spent: dict[str, float] = {}
    for name in nlp.pipe_names:
        component = nlp.get_pipe(name)
        started = time.process_time()
        if hasattr(component, "pipe"):
            docs = list(component.pipe(docs, batch_size=32))
        else:
            docs = [component(doc) for doc in docs]
        spent[name] = time.process_time() - started
    spacy_time = sum(s for name, s in spent.items() if not name.startswith("claimx"))
    print("\n| stage | of spaCy's time |\n|---|---|")
    for name, seconds in spent.items():
        print(f"| {name} | {seconds / spacy_time:.1%} |")


if __name__ == "__main__":
    main()
