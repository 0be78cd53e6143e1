"""
From the network's numbers to attributions: the best legal tags, and who belongs to whom.

All of it is on one row at a time, so that a row's attributions never depend on other rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from claimx.model.tags import BEGINS, INSIDE, OUTSIDE, TAGS

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = NDArray[np.float32]
Range = tuple[int, int]

# A word goes on with a source that the tags missed where its odds are better than 1 to 10.
MISSED_SOURCE_ODDS = float(np.log(0.1))

# A further piece of a content is kept where the tags and the pointer together are this sure of it.
SURE_PIECE = 0.4

# Rows decoded side by side: bounds the memory for a long text.
ROWS_AT_ONCE = 512


class Scores(NamedTuple):
    """
    What the network says of a row of n words.

    `tags`: n x TAGS. `aims`: n x (n + 1), how much each word points to none (0) and to each word.
    """

    tags: Floats
    aims: Floats


class Link(NamedTuple):
    """An attribution as ranges of words, half-open, and how sure each part of it is (0 to 1)."""

    source: Range | None
    cue: Range
    contents: tuple[Range, ...]
    sureness: dict[str, float]


def best_tags(rows: Sequence[Floats], starts: Floats, follows: Floats) -> list[NDArray[np.int64]]:
    """
    The tags of the highest sum of scores in each row, by Viterbi's algorithm.

    Args:
        rows: the tag scores of each row, n x TAGS.
        starts: the score of each tag at a row's start; forbidden ones have a great negative.
        follows: the score of tag j after tag i.
    """
    found: list[NDArray[np.int64]] = [np.zeros(0, np.int64)] * len(rows)
    order = sorted(range(len(rows)), key=lambda r: -len(rows[r]))
    for begin in range(0, len(order), ROWS_AT_ONCE):
        chosen = [r for r in order[begin : begin + ROWS_AT_ONCE] if len(rows[r])]
        if chosen:
            paths = _best_paths([rows[r] for r in chosen], starts, follows)
            for r, path in zip(chosen, paths, strict=True):
                found[r] = path
    return found


def _best_paths(rows: list[Floats], starts: Floats, follows: Floats) -> list[NDArray[np.int64]]:
    """`best_tags` of rows that are sorted, the longest first, and none of them empty."""
    lengths = np.array([len(row) for row in rows])
    longest = int(lengths[0])
    scores = np.zeros((longest, len(rows), TAGS), np.float32)
    for r, row in enumerate(rows):
        scores[: len(row), r] = row
    # How many rows are still going on at each word.
    going = [int(np.searchsorted(-lengths, -i, side="left")) for i in range(longest)]
    came_from = np.zeros((longest, len(rows), TAGS), np.int8)
    best = starts + scores[0]
    turned = np.ascontiguousarray(follows.T)
    for i in range(1, longest):
        n = going[i]
        ways = best[:n, None, :] + turned
        came_from[i, :n] = ways.argmax(2)
        best[:n] = ways.max(2) + scores[i, :n]
    paths = np.zeros((longest, len(rows)), np.int64)
    last = best.argmax(1)
    at = np.arange(len(rows))
    for i in range(longest - 1, -1, -1):
        n = going[i]
        paths[i, :n] = last[:n]
        last[:n] = came_from[i, at[:n], last[:n]]
    return [paths[:length, r] for r, length in enumerate(lengths)]


def spans(tags: Sequence[int], role: str) -> list[Range]:
    """The unbroken stretches of words with a role's tags."""
    found, begun = [], -1
    for i, tag in enumerate(tags):
        if begun >= 0 and tag != INSIDE[role]:
            found.append((begun, i))
            begun = -1
        if tag == BEGINS[role]:
            begun = i
    if begun >= 0:
        found.append((begun, len(tags)))
    return found


def link(scores: Scores, tags: NDArray[np.int64]) -> list[Link]:
    """The attributions of a row: each content with the cue it points to, each cue with its source."""
    listed: list[int] = tags.tolist()
    cues, contents = spans(listed, "cue"), spans(listed, "content")
    if not cues or not contents:
        return []
    logs = _log_softmax(scores.tags)
    own: Floats = np.take_along_axis(logs, tags[:, None], 1)[:, 0]
    sources = spans(listed, "source")
    links = []
    for number, pieces in sorted(_by_cue(scores, own, cues, contents).items()):
        a, b = cues[number]
        pointing = _log_softmax(scores.aims[a:b]).mean(0)
        source, points = _source(pointing, sources, listed, logs)
        sureness = {
            "cue": _mean_exp(own[a:b]),
            "content": _mean_exp(np.concatenate([own[i:j] for i, j in pieces])),
            "source": _mean_exp(own[source[0] : source[1]]) if source else 1.0,
            "cue_source": float(np.exp(points)),
        }
        links.append(Link(source, (a, b), tuple(pieces), sureness))
    return links


def _by_cue(
    scores: Scores, own: Floats, cues: list[Range], contents: list[Range]
) -> dict[int, list[Range]]:
    """The contents of each cue that has one, by the cue's number."""
    firsts = np.array([cue[0] + 1 for cue in cues])
    offered: dict[int, list[tuple[float, Range]]] = {}
    for a, b in contents:
        pointing: Floats = _log_softmax(scores.aims[a:b]).mean(0)[firsts]
        number = int(np.argmax(pointing))
        sure = float(np.exp(pointing[number])) * _mean_exp(own[a:b])
        offered.setdefault(number, []).append((sure, (a, b)))
    found = {}
    for number, pieces in offered.items():
        # A stray word between two clauses ("which") is no piece of either.
        least = min(SURE_PIECE, max(sure for sure, _ in pieces))
        found[number] = [piece for sure, piece in pieces if sure >= least]
    return found


def _source(
    pointing: Floats, sources: list[Range], tags: list[int], logs: Floats
) -> tuple[Range | None, float]:
    """Where a cue points to, as a range of words; None where it points to none."""
    aim = int(np.argmax(pointing))
    sure = float(pointing[aim])
    if aim == 0:
        return None, sure
    word = aim - 1
    for a, b in sources:
        if a <= word < b:
            return (a, b), sure
    # The tags missed it: the word itself, and those after it that may well be inside a source.
    end = word + 1
    odds = logs[:, INSIDE["source"]] - logs[:, OUTSIDE]
    while end < len(tags) and tags[end] == OUTSIDE and odds[end] > MISSED_SOURCE_ODDS:
        end += 1
    return (word, end), sure


def _log_softmax(scores: Floats) -> Floats:
    moved = scores - scores.max(-1, keepdims=True)
    logs: Floats = moved - np.log(np.exp(moved).sum(-1, keepdims=True))
    return logs


def _mean_exp(logs: Floats) -> float:
    """The geometric mean of probabilities that are given as logarithms."""
    return float(np.exp(logs.mean()))
