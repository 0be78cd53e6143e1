"""
Trains the tagger: `python -m training.train --corpus FOLDER --start FOLDER --out FOLDER`.

Writes a checkpoint after each epoch and a log line after each 25 steps. Seeded: on one machine,
the same command gives the same weights.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch.nn import functional

from claimx.model.wordpiece import WordPiece
from training import synthetic
from training.corpus import (
    IGNORED,
    Article,
    Example,
    examples,
    is_held_out,
    read_articles,
    restyled,
)
from training.network import Network, averaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PIECES_A_BATCH = 2048
SYNTHETIC_ARTICLES = 40
RESTYLED = 0.10
JOINED = 0.12


def read_vocabulary(folder: Path) -> list[str]:
    """The pieces of `vocab.txt`, in the order of their numbers."""
    return (folder / "vocab.txt").read_text("utf-8").rstrip("\n").split("\n")


def epoch_examples(
    articles: list[Article],
    said: list[tuple[str, str]],
    wordpiece: WordPiece,
    rng: random.Random,
) -> list[Example]:
    """An epoch's rows: each article as one of its annotators saw it, some restyled or joined."""
    found = []
    for article in articles:
        by = rng.randrange(len(article.attributions))
        shown = restyled(article, rng) if rng.random() < RESTYLED else article
        joined = rng if rng.random() < JOINED else None
        found += examples(shown, article.attributions[by], wordpiece, joined)
    for _ in range(SYNTHETIC_ARTICLES if said else 0):
        made = synthetic.make(said, 10, rng)
        found += examples(made, made.attributions[0], wordpiece)
    return found


def batches(found: list[Example], rng: random.Random) -> list[list[Example]]:
    """Rows of like length together, PIECES_A_BATCH with their padding, in random order."""
    order = sorted(found, key=lambda e: (len(e.pieces) + rng.randint(0, 3), rng.random()))
    made: list[list[Example]] = [[]]
    longest = 0
    for example in order:
        longest = max(longest, len(example.pieces))
        if made[-1] and longest * (len(made[-1]) + 1) > PIECES_A_BATCH:
            made.append([])
            longest = len(example.pieces)
        made[-1].append(example)
    rng.shuffle(made)
    return made


def padded(rows: list[np.ndarray], filler: int, step: int = 1) -> torch.Tensor:
    """The rows as one table, its width a multiple of `step`."""
    width = -(-max(map(len, rows)) // step) * step
    table = np.full((len(rows), width), filler, np.int64)
    for i, row in enumerate(rows):
        table[i, : len(row)] = row
    return torch.from_numpy(table)


class Scores(NamedTuple):
    """What a network says of a batch: rows x words x tags, rows x words x (none and words)."""

    tags: torch.Tensor
    aims: torch.Tensor


def score(network: Network, batch: list[Example], hidden: float = 0.0, mask: int = 0) -> Scores:
    """The network's scores; `hidden` of the pieces are shown to it as piece `mask`."""
    pieces = padded([e.pieces for e in batch], 0, step=8)
    kinds = padded([e.kinds for e in batch], 0, step=8)
    lengths = torch.tensor([len(e.pieces) for e in batch])
    firsts = padded([e.firsts for e in batch], 0)
    here = _here(batch)
    if hidden:
        place = torch.arange(pieces.shape[1])[None]
        inner = (place > 0) & (place < lengths[:, None] - 1)
        pieces = pieces.masked_fill((torch.rand(pieces.shape) < hidden) & inner, mask)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tags, asks, answers = network(pieces, kinds, lengths)
    row = torch.arange(len(batch))[:, None]
    places = torch.cat([torch.zeros(len(batch), 1, dtype=torch.long), firsts], 1)
    allowed = torch.cat([torch.ones(len(batch), 1, dtype=torch.bool), here], 1)
    asks, answers = asks.float()[row, firsts], answers.float()[row, places]
    aims = (asks @ answers.transpose(1, 2)).masked_fill(~allowed[:, None, :], -10_000.0)
    return Scores(tags.float()[row, firsts], aims)


def _here(batch: list[Example]) -> torch.Tensor:
    """Where the rows have words: rows x words."""
    sizes = torch.tensor([len(e.tags) for e in batch])
    return torch.arange(int(sizes.max()))[None] < sizes[:, None]


def batch_loss(
    network: Network,
    batch: list[Example],
    mask: int,
    *,
    hidden: float = 0.0,
    teachers: Sequence[Network] = (),
) -> tuple[torch.Tensor, dict[str, float]]:
    """
    What is minimised: half CRF, half cross-entropy of the tags, and half the pointer's.

    With teachers, both cross-entropies are against the mean of the annotator and the teachers' mean.
    """
    tags = padded([e.tags for e in batch], 0)
    points = padded([e.points for e in batch], IGNORED)
    here, asking = _here(batch), points != IGNORED
    shown = score(network, batch, hidden, mask)
    crf = network.tag_loss(shown.tags, tags, here.float()).sum() / here.sum()
    # NO_TARGET is -1 and [CLS] is place 0.
    pairs = [(shown.tags[here], tags[here]), (shown.aims[asking], points[asking] + 1)]
    losses = [functional.cross_entropy(*pair) if len(pair[1]) else crf * 0 for pair in pairs]
    if teachers:
        with torch.no_grad():
            taught = [score(teacher, batch) for teacher in teachers]
        chances = [
            torch.stack([one.tags[here] for one in taught]).mean(0).softmax(-1),
            torch.stack([one.aims[asking] for one in taught]).mean(0).softmax(-1),
        ]
        for i, (pair, chance) in enumerate(zip(pairs, chances, strict=True)):
            if len(chance):
                losses[i] = (losses[i] + functional.cross_entropy(pair[0], chance)) / 2
    entropy, pointer = losses
    parts = {"crf": crf, "entropy": entropy, "pointer": pointer}
    return 0.5 * (crf + entropy + pointer), {name: part.item() for name, part in parts.items()}


def optimizer(network: Network, rate: float) -> torch.optim.Optimizer:
    """AdamW; what is new learns five times as fast, norms and biases do not decay."""
    new = ("kinds.", "tags.", "asks.", "answers.", "follows", "starts")
    groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        groups.setdefault((name.startswith(new), parameter.dim() > 1), []).append(parameter)
    return torch.optim.AdamW(
        [
            {
                "params": parameters,
                "rate": rate * (5 if is_new else 1),
                "weight_decay": 0.01 if is_matrix else 0.0,
            }
            for (is_new, is_matrix), parameters in groups.items()
        ],
        betas=(0.9, 0.98),
        fused=True,
    )


def shape(step: int, steps: int) -> float:
    """The learning rate's share: up over the first 6%, then down to nothing in a line."""
    warm = max(1, int(0.06 * steps))
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / (steps - warm))


@dataclass(frozen=True)
class Recipe:
    """What a run may vary."""

    epochs: int = 8
    rate: float = 2e-4
    seed: int = 1
    synthetic: bool = True
    # How many of the pieces the network does not get to see, so that it leans less on names.
    hidden: float = 0.0


def train(
    network: Network,
    articles: list[Article],
    wordpiece: WordPiece,
    recipe: Recipe,
    teachers: Sequence[Network] = (),
) -> Iterator[int]:
    """Trains, and yields the number of each epoch done."""
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)  # noqa: S311  (no secret)
    said = synthetic.quotations(articles) if recipe.synthetic else []
    adam = optimizer(network, recipe.rate)
    begun = time.time()
    step, steps = 0, 0
    for epoch in range(1, recipe.epochs + 1):
        made = batches(epoch_examples(articles, said, wordpiece, rng), rng)
        # Later epochs have a few batches more or less.
        steps = steps or recipe.epochs * len(made)
        network.train()
        for batch in made:
            loss, parts = batch_loss(
                network, batch, wordpiece["[MASK]"], hidden=recipe.hidden, teachers=teachers
            )
            loss.backward()
            for group in adam.param_groups:
                group["lr"] = group["rate"] * shape(step, steps)
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            adam.step()
            adam.zero_grad()
            step += 1
            if step % 25 == 0:
                shown = " ".join(f"{name} {value:.4f}" for name, value in parts.items())
                seconds = time.time() - begun
                print(f"{seconds:6.0f} s  epoch {epoch}  step {step}/{steps}  {shown}", flush=True)
        yield epoch


def main() -> None:
    """Reads the command line, trains, writes checkpoints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/polnear/data"))
    parser.add_argument("--start", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--from", dest="resume", type=Path, nargs="+", help="start from their mean")
    parser.add_argument(
        "--teacher",
        type=Path,
        nargs="+",
        action="append",
        default=[],
        help="checkpoints, the mean of whose weights teaches; may be given several times",
    )
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    parser.add_argument("--rate", type=float, default=Recipe.rate)
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--hidden", type=float, default=Recipe.hidden, help="share of the pieces")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--all", action="store_true", help="train on the held-out articles too")
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    articles = [
        article
        for number, article in enumerate(read_articles(options.corpus, "train"))
        if options.all or not is_held_out(number)
    ]
    torch.manual_seed(options.seed)
    network = Network.from_minilm(options.start)
    if options.resume:
        network.load_state_dict(averaged(options.resume))
    teachers = [Network().eval() for _ in options.teacher]
    for teacher, checkpoints in zip(teachers, options.teacher, strict=True):
        teacher.load_state_dict(averaged(checkpoints))
    wordpiece = WordPiece(read_vocabulary(options.start))
    recipe = Recipe(options.epochs, options.rate, options.seed, hidden=options.hidden)
    for epoch in train(network, articles, wordpiece, recipe, teachers):
        torch.save(network.state_dict(), options.out / f"epoch{epoch}.pt")


if __name__ == "__main__":
    main()
