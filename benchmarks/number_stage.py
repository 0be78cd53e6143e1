"""
Times the number stage alone.

    python benchmarks/number_stage.py [FOLDER]

Words a second of `claimx.numbers`, the share that `find_numbers` takes of the spaCy pipeline's CPU time,
and whether doubling the ranges, numerals or currency signs of one sentence at most doubles the time, up
to 2,000 of them. FOLDER holds .txt articles; without it the sample article is taken, fifty times.
Exit status 1 where a bound is broken.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import claimx
from claimx.find.quantities import find_numbers, numbers

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
MIN_WORDS_A_SECOND = 50_000
MAX_SHARE = 0.05
# A doubling may cost this much more than double: timers and caches are noisy.
SLACK = 1.3
ROUNDS = 5

SENTENCES: dict[str, Callable[[int], str]] = {
    "ranges": lambda n: "It grew " + ", ".join(f"from {i + 1} to {i + 20}" for i in range(n)) + ".",
    "numerals": lambda n: "They have " + ", ".join(str(i + 1) for i in range(n)) + " tanks.",
    "number words": lambda n: "They have " + ", ".join(["two hundred and five"] * n) + " tanks.",
    "currency signs": lambda n: "It paid " + " ".join(f"${i + 1}" for i in range(n)) + ".",
    "bare signs": lambda n: "It paid " + "$ " * n + "5.",
    "percentages": lambda n: "Shares rose " + " and ".join(f"{i}% to ${i}" for i in range(n)) + ".",
    "units": lambda n: "It is " + ", ".join(f"{i} km/h" for i in range(n)) + " fast.",
    "hyphens": lambda n: "It is " + "1-" * n + "1.",
}


def seconds(task: Callable[[], object]) -> float:
    """The least CPU time of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        task()
        best = min(best, time.process_time() - start)
    return best


def main() -> int:
    """Print the figures; 1 where a bound is broken."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    paths = sorted((folder or ROOT / "seeds").glob("*.txt"))
    texts = [path.read_text("utf-8") for path in paths] * (1 if folder else 50)
    words = sum(len(text.split()) for text in texts)
    nlp = claimx.load_pipeline()
    plain = [name for name in nlp.pipe_names if not name.startswith("claimx")]
    broken = []

    with nlp.select_pipes(enable=plain):
        start = time.process_time()
        docs = list(nlp.pipe(texts))
        pipeline = time.process_time() - start
        surface = seconds(lambda: [numbers(text) for text in texts])
        stage = seconds(lambda: [find_numbers(doc) for doc in docs])
        rate = words / surface
        print(f"{words:,} words; claimx.numbers: {rate:,.0f} words/s")
        print(
            f"find_numbers: {1e6 * stage / words:.1f} µs a word, {stage / pipeline:.1%} of spaCy's"
        )
        if rate < MIN_WORDS_A_SECOND:
            broken.append("claimx.numbers is too slow")
        if stage / pipeline > MAX_SHARE:
            broken.append("find_numbers takes too large a share")

        for name, make in SENTENCES.items():
            times = []
            for n in (500, 1000, 2000):
                text = make(n)
                doc = nlp(text)
                times.append(
                    (seconds(lambda t=text: numbers(t)), seconds(lambda d=doc: find_numbers(d)))
                )
            shown = ", ".join(f"{1e3 * a:.1f}/{1e3 * b:.1f}" for a, b in times)
            print(f"{name:15} 500, 1,000, 2,000 in a sentence: {shown} ms (surface/with parse)")
            before, after = times[1], times[2]
            if any(b > 2 * SLACK * a + 0.002 for a, b in zip(before, after, strict=True)):
                broken.append(f"{name}: doubling more than doubles")

    for line in broken:
        print(f"broken: {line}")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
