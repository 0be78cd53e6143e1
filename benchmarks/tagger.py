"""
How fast the attribution tagger is by itself, on one thread: `python benchmarks/tagger.py`.

Words a second (one text at a time, and all together), load time, peak memory, and what an article
without line breaks costs. Times are of the processor, so that other programs count less.
"""

from __future__ import annotations

import argparse
import re
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

POLNEAR = Path(__file__).resolve().parents[2] / "shared/polnear/data/dev/text"
SAMPLE = Path(__file__).resolve().parents[1] / "seeds"


def peak() -> float:
    """The most memory that this process has held, in MB."""
    unit = 1024 if sys.platform != "darwin" else 1024**2
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def seconds(work: Callable[[], object]) -> float:
    """The processor's seconds for it, the best of three."""
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def main() -> None:
    """Measures, and prints a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, default=POLNEAR if POLNEAR.is_dir() else SAMPLE)
    parser.add_argument("--model", type=Path, help="a model folder; without it, the shipped one")
    parser.add_argument("--long", action="store_true", help="texts of 1 MB too: some minutes")
    options = parser.parse_args()

    import numpy as np  # noqa: F401  (spaCy has it loaded anyway)

    before, begun = peak(), time.perf_counter()
    from claimx.model.tagger import Tagger

    tagger = Tagger.load(options.model)
    print(f"load, onnxruntime's import included  {time.perf_counter() - begun:8.2f} s")

    texts = [path.read_bytes().decode("utf-8") for path in sorted(options.texts.glob("*.txt"))]
    articles = [(text, [m.span() for m in re.finditer(r"[^\r\n]+", text)]) for text in texts]
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} texts, {words:,} words")
    one = seconds(lambda: [tagger.tag(*article) for article in articles])
    print(f"one text at a time                   {words / one:8,.0f} words/s")
    print(f"peak memory above that at the start  {peak() - before:8.0f} MB")
    together = seconds(lambda: tagger.tag_many(articles))
    print(f"all texts together                   {words / together:8,.0f} words/s")
    print(f"peak memory above that at the start  {peak() - before:8.0f} MB")

    size = 1_000_000 if options.long else 50_000
    plain = " ".join(" ".join(text.split()) for text in texts)
    plain *= -(-size // len(plain))
    for name, text in (
        (f"one paragraph of {size:,}", plain[:size]),
        (f"one quotation of {size:,}", '"' + plain[:size].replace('"', "") + '" he said.'),
        (f'{size // 10:,} " in a row', '"' * (size // 10)),
    ):
        begun = time.process_time()
        found = tagger.tag(text, [(0, len(text))])
        print(f"{name:36s} {time.process_time() - begun:8.2f} s, {len(found)} found")


if __name__ == "__main__":
    main()
