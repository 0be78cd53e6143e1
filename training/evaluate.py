"""
How good the tagger is: `python -m training.evaluate [--model FOLDER | --checkpoint FILE …]`.

On the held-out articles of train (for choosing) or on dev (for reporting). Two attributions are
paired by their contents' tokens, best F1 first; `found` are pairs of F1 0.5 and more, `end to end`
those of them whose sources agree as well (F1 0.5, or none on both sides).
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from claimx.model.tagger import Ints, Tagger
from claimx.model.wordpiece import WordPiece
from training.corpus import Article, Spans, is_held_out, read_articles
from training.network import Network, averaged
from training.train import read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimx.model.decoding import Floats
    from claimx.records import Candidate

_TOKEN = re.compile(r"\w+|[^\w\s]")


def torch_tagger(network: Network, vocabulary: list[str]) -> Tagger:
    """The tagger on torch's own numbers: what quantisation costs is the difference."""
    network.eval()

    def run(pieces: Ints, kinds: Ints, lengths: Ints) -> tuple[Floats, Floats]:
        with torch.no_grad():
            tags, asks, answers = network(*map(torch.from_numpy, (pieces, kinds, lengths)))
            return tags.numpy(), (asks @ answers.transpose(1, 2)).numpy()

    starts, follows = network.transitions()
    return Tagger(run, WordPiece(vocabulary), starts=starts, follows=follows)


def held_out(corpus: Path) -> list[Article]:
    """The articles of train that training leaves out for tuning."""
    return [a for i, a in enumerate(read_articles(corpus, "train")) if is_held_out(i)]


def pairs(
    gold: list[frozenset[int]], found: list[frozenset[int]]
) -> Iterator[tuple[int, int, float]]:
    """Which go together: (number in gold, number in found, F1), best first, each once."""
    offers = sorted(
        (-f1(one, other), i, j) for i, one in enumerate(gold) for j, other in enumerate(found)
    )
    left, right = set(range(len(gold))), set(range(len(found)))
    for score, i, j in offers:
        if score < 0 and i in left and j in right:
            left.remove(i)
            right.remove(j)
            yield i, j, -score


def f1(one: frozenset[int], other: frozenset[int]) -> float:
    """The overlap of two sets of tokens."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


class Tokens:
    """A text's tokens by their characters."""

    def __init__(self, text: str) -> None:
        """A token is a word or a single sign."""
        self._at = np.full(len(text) + 1, -1)
        for number, match in enumerate(_TOKEN.finditer(text)):
            self._at[match.start() : match.end()] = number

    def of(self, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
        """The tokens that the spans touch."""
        return frozenset(int(t) for a, b in spans for t in self._at[a:b] if t >= 0)


def count(article: Article, found: list[Candidate]) -> tuple[Counter[str], list[bool]]:
    """What is right in an article, and whether each attribution found is right end to end."""
    tokens = Tokens(article.text)
    gold = article.attributions[0]
    gold_contents = [tokens.of(a["content"]) for a in gold]
    contents = [tokens.of(c.content) for c in found]
    right = [False] * len(found)
    n = Counter(gold=len(gold), guess=len(found))
    for i, j, score in pairs(gold_contents, contents):
        n["exact"] += gold_contents[i] == contents[j]
        if score < 0.5:
            continue
        n["found"] += 1
        source: Spans = [found[j].source] if found[j].source else []
        one, other = tokens.of(gold[i]["source"]), tokens.of(source)
        if f1(one, other) >= 0.5 or not (one or other):
            n["end to end"] += 1
            right[j] = True
    return n, right


def measure(tagger: Tagger, articles: list[Article]) -> dict[str, float]:
    """F1 of found, end to end and exact contents, source accuracy, and confidence's worth."""
    total: Counter[str] = Counter()
    ranked: list[tuple[float, bool]] = []
    for article in articles:
        found = tagger.tag(article.text, article.paragraphs)
        n, right = count(article, found)
        total += n
        ranked += [(c.confidence or 0.0, r) for c, r in zip(found, right, strict=True)]
    both = total["gold"] + total["guess"]
    ranked.sort(reverse=True)
    half = ranked[: len(ranked) // 2]
    return {
        "found": 2 * total["found"] / both,
        "end to end": 2 * total["end to end"] / both,
        "content exact": 2 * total["exact"] / both,
        "source accuracy": total["end to end"] / total["found"],
        "precision": total["end to end"] / total["guess"],
        "recall": total["end to end"] / total["gold"],
        "precision of the surer half": sum(r for _, r in half) / len(half),
    }


def write_documents(tagger: Tagger, articles: list[Article], path: Path) -> None:
    """What the tagger finds as JSON Lines in claimx's form, as far as it goes."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for article in articles:

            def span(place: tuple[int, int] | None, text: str = article.text) -> object:
                if place is None:
                    return None
                return {"text": text[slice(*place)], "start": place[0], "end": place[1]}

            found = tagger.tag(article.text, article.paragraphs)
            document = {
                "document": {"source": f"{article.name}.txt"},
                "attributions": [
                    {
                        "source": span(one.source),
                        "cue": span(one.cue),
                        "content": [span(piece) for piece in one.content],
                        "confidence": one.confidence,
                    }
                    for one in found
                ],
            }
            file.write(json.dumps(document) + "\n")


def main() -> None:
    """Reads the command line, prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/polnear/data"))
    parser.add_argument("--on", choices=["held-out", "dev"], default="held-out")
    parser.add_argument("--model", type=Path, help="a model folder; without it, the shipped one")
    parser.add_argument("--checkpoint", type=Path, nargs="+", help="of training, averaged")
    parser.add_argument("--start", type=Path, help="folder of all-MiniLM-L6-v2 (its vocabulary)")
    parser.add_argument("--write", type=Path, help="write what is found as JSON Lines")
    options = parser.parse_args()
    if options.checkpoint:
        network = Network()
        network.load_state_dict(averaged(options.checkpoint))
        tagger = torch_tagger(network, read_vocabulary(options.start))
    else:
        tagger = Tagger.load(options.model)
    articles = held_out(options.corpus)
    if options.on == "dev":
        articles = read_articles(options.corpus, "dev")
    begun = time.time()
    for name, value in measure(tagger, articles).items():
        print(f"{name:28s} {value:.4f}")
    print(f"{time.time() - begun:.1f} s, {len(articles)} articles")
    if options.write:
        write_documents(tagger, articles, options.write)


if __name__ == "__main__":
    main()
