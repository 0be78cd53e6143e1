"""
What cutting a long text changes: `python benchmarks/pieces.py`.

50 texts that fit either way, joined from several articles each, go through the pipeline at once and in
pieces, as a longer text would (claimx/parse.py). The table counts the records that differ, each
mention of an entity for itself; a record is the same where all its fields but its id and its sentence's
number are. Some six minutes.

    --texts N     how many (50)
    --chapters    cut into chapters as well, as a text above 100,000 characters is (claimx/chapters.py),
                  but of 30,000 characters
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["OPENBLAS_NUM_THREADS"] = "1"

from news import article

import claimx.api
import claimx.chapters
import claimx.parse
from claimx.pipeline import load_pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

    from claimx import Document

POLNEAR = Path(__file__).resolve().parents[2] / "shared/polnear/data/dev/text"
KINDS = ("sentences", "numbers", "entities", "attributions", "claims")
WHOLE = 10**9
# Of the ids of other records a chapter has its own.
NOT_COMPARED = frozenset({"id", "sentence", "entity", "entities", "numbers", "attribution"})


def texts(count: int) -> Iterator[str]:
    """Texts of 25,000 to 90,000 characters."""
    chance = random.Random(1)
    sources = [path.read_bytes().decode() for path in sorted(POLNEAR.glob("*.txt"))]
    sources = sources or [article(700, seed=seed) for seed in range(100)]
    for _ in range(count):
        text = ""
        length = chance.randint(25_000, 90_000)
        while len(text) < length:
            text += chance.choice(sources).strip() + "\n\n"
        yield text


def records(document: Document, kind: str) -> Counter[object]:
    """What is compared of a document's records."""
    found: Counter[object] = Counter()
    for one in getattr(document, kind):
        if kind == "entities":
            found.update((one.label, one.name, one.value, plain(m)) for m in one.mentions)
        else:
            found[plain(one)] += 1
    return found


def plain(value: object) -> object:
    """A record as a tuple of the fields that are compared, all the way down."""
    if dataclasses.is_dataclass(value):
        names = [field.name for field in dataclasses.fields(value)]
        return tuple(plain(getattr(value, name)) for name in names if name not in NOT_COMPARED)
    return tuple(map(plain, value)) if isinstance(value, tuple) else value


def extracted(text: str, nlp: Language, *, batch: int, chapter: int) -> Document:
    """The text's document, parsed in pieces and worked on in chapters of those sizes."""
    claimx.parse.BATCH = claimx.api.BATCH = batch
    claimx.chapters.CHAPTER = claimx.api.CHAPTER = chapter
    outcome = next(claimx.api.extract_each([text], nlp=nlp))
    if isinstance(outcome, claimx.ClaimxError):
        raise outcome
    return outcome


def main() -> None:
    """Count, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[1])
    parser.add_argument("--texts", type=int, default=50)
    parser.add_argument("--chapters", action="store_true")
    options = parser.parse_args()
    batch, chapter = claimx.parse.BATCH, 30_000 if options.chapters else WHOLE
    nlp = load_pipeline(attributions="rules")
    all_of: Counter[str] = Counter()
    other: Counter[str] = Counter()
    same = 0
    for text in texts(options.texts):
        whole = extracted(text, nlp, batch=WHOLE, chapter=WHOLE)
        parts = extracted(text, nlp, batch=batch, chapter=chapter)
        before = other.total()
        for kind in KINDS:
            expected = records(whole, kind)
            all_of[kind] += expected.total()
            other[kind] += (expected - records(parts, kind)).total()
        same += other.total() == before
    print(f"{same} of {options.texts} texts have the same records\n")
    print("| records | of the whole texts | not in the pieces' |\n|---|---|---|")
    for kind in KINDS:
        print(f"| {kind} | {all_of[kind]:,} | {other[kind]:,} |")


if __name__ == "__main__":
    main()
