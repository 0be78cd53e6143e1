"""
What each rule about names gains, for docs/entities.md.

    python benchmarks/entity_rules.py [SHARED]

SHARED is the folder with gold/ and polnear/ (default: ../shared). For gold it gives the F1 of names
with their labels and B-cubed with every rule but one; for the PolNeAR dev articles, which have no gold
names, how many names the rule adds, takes away, cuts otherwise or labels otherwise.
"""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy

from claimx.find.entities import find_entities
from claimx.find.entity.names import RULES
from claimx.find.script import sentence_index
from claimx.pipeline import default_model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from claimx.records import Entity

ALL = frozenset(rule.__name__ for rule in RULES)
ROWS = (
    "entities_without_dates",
    "entities_without_dates.label",
    "entities.b_cubed",
)
Names = dict[tuple[int, int], str]


def read(folder: Path) -> list[Doc]:
    """The texts of a folder, parsed; each Doc's name is in its user data."""
    nlp = spacy.load(default_model())
    nlp.add_pipe("claimx_paragraphs", first=True)
    docs = []
    for file in sorted(folder.glob("*.txt")):
        doc = nlp(file.read_bytes().decode())
        doc.user_data["source"] = file.name
        docs.append(doc)
    return docs


def document(doc: Doc, entities: Iterable[Entity]) -> dict[str, Any]:
    """What score.py reads, with entities alone."""
    return {
        "document": {"source": doc.user_data["source"], "text": doc.text},
        "sentences": [{"start": a, "end": b} for a, b in sentence_index(doc).spans],
        "numbers": [],
        "entities": [dataclasses.asdict(entity) for entity in entities],
        "attributions": [],
        "claims": [],
    }


def gold_scores(shared: Path, docs: list[Doc], without: frozenset[str]) -> list[float]:
    """F1 of names, of names with labels, and B-cubed."""
    with tempfile.TemporaryDirectory() as folder:
        for doc in docs:
            found = document(doc, find_entities(doc, (), published=None, without=without))
            (Path(folder) / f"{doc.user_data['source']}.json").write_text(json.dumps(found))
        gold = shared / "gold"
        command = [sys.executable, str(gold / "score.py"), folder, "--gold", str(gold / "dev")]
        done = subprocess.run([*command, "--json"], capture_output=True, check=True)
    scores = json.loads(done.stdout)["scores"]
    return [scores[row]["f1"] for row in ROWS]


def names_of(doc: Doc, without: frozenset[str]) -> Names:
    """The names of a Doc that are no dates, with their labels."""
    return {
        (mention.start, mention.end): entity.label
        for entity in find_entities(doc, (), published=None, without=without)
        if entity.label not in {"DATE", "TIME"}
        for mention in entity.mentions
        if mention.kind == "name"
    }


def changes(before: Names, after: Names) -> list[int]:
    """How many names were added, taken away, cut otherwise, and labelled otherwise."""
    added, gone = after.keys() - before.keys(), before.keys() - after.keys()
    cut = {new for new in added if any(old[0] < new[1] and new[0] < old[1] for old in gone)}
    old_cut = {old for old in gone if any(old[0] < new[1] and new[0] < old[1] for new in cut)}
    labels = sum(before[span] != after[span] for span in before.keys() & after.keys())
    return [len(added) - len(cut), len(gone) - len(old_cut), len(cut), labels]


def main() -> None:
    """Print the table."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    gold = read(shared / "gold" / "dev")
    news = read(shared / "polnear" / "data" / "dev" / "text")
    full = [names_of(doc, frozenset()) for doc in news]
    print("| rule left out | F1 | with label | B-cubed | added | gone | cut | label |")
    print("|---|---|---|---|---|---|---|---|")
    variants = [("none", frozenset[str]()), ("all of them", ALL)]
    variants += [(rule.__name__, frozenset({rule.__name__})) for rule in RULES]
    for title, without in variants:
        scores = gold_scores(shared, gold, without)
        counts = [0, 0, 0, 0]
        for doc, after in zip(news, full, strict=True):
            for k, count in enumerate(changes(names_of(doc, without), after)):
                counts[k] += count
        cells = [f"{score:.3f}" for score in scores] + [str(count) for count in counts]
        print(f"| {title} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
