"""
The trained tagger: a text and its paragraphs to attributions, without spaCy.

Runs on numpy and onnxruntime, on the CPU, without any network access. What it finds in a passage
(see `passages`) depends on that passage alone, bit for bit: a row is padded to the next multiple of
STEP whatever its neighbours are, and the network quantises each word's activations by themselves.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from claimx.errors import ModelError
from claimx.model.decoding import Floats, Link, Scores, best_tags, link
from claimx.model.passages import Row, passages, read_paragraph
from claimx.model.wordpiece import Word, WordPiece
from claimx.records import Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

NETWORK, VOCABULARY, SETTINGS = "tagger.onnx", "vocab.txt", "settings.json"
CHECKSUMS = "SHA256SUMS"

# A row's length is rounded up to this: few distinct lengths make large batches.
STEP = 8
# Pieces a run, padding included. Twice as many gain 2% of the time and take 20 MB.
PIECES_A_RUN = 512

# A row's pointer scores take up to 260 kB: a text of 1 MB has 900 rows.
ROWS_AT_ONCE = 64

# Fitted by eye on held-out articles, whose attributions of 0.5 to 0.7 are right in 6 of 10 cases.
CALIBRATION = 0.7

_LETTER = re.compile(r"[^\W_]")

Ints = NDArray[np.int64]


class Network(Protocol):
    """Pieces, kinds and lengths of a batch in; tag scores and pointer scores of each piece out."""

    def __call__(self, pieces: Ints, kinds: Ints, lengths: Ints) -> tuple[Floats, Floats]:
        """All three are tables of rows; the scores have a row's pieces as their second axis."""
        ...


class Tagger:
    """Finds attributions: `Tagger.load().tag(text, paragraphs)`."""

    def __init__(
        self, network: Network, wordpiece: WordPiece, *, starts: Floats, follows: Floats
    ) -> None:
        """`starts`, `follows`: the scores of tags at a row's start and after each other tag."""
        self._network = network
        self._wordpiece = wordpiece
        self._starts = starts
        self._follows = follows

    @classmethod
    def load(cls, path: str | Path | None = None, *, threads: int = 1) -> Tagger:
        """
        The tagger of a folder (tagger.onnx, vocab.txt, settings.json); None: the one shipped.

        Raises:
            ModelError: onnxruntime or a file is missing or broken.
        """
        folder = Path(path) if path is not None else Path(__file__).parent
        try:
            lines = (folder / VOCABULARY).read_text("utf-8").split("\n")
            settings = json.loads((folder / SETTINGS).read_text("utf-8"))
            starts = np.array(settings["starts"], np.float32)
            follows = np.array(settings["follows"], np.float32)
            wordpiece = WordPiece(lines[:-1] if lines[-1] == "" else lines)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise _broken(folder, error) from error
        return cls(_load(folder, threads), wordpiece, starts=starts, follows=follows)

    def tag(self, text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Candidate]:
        """
        The attributions of a text, in the order of their first content.

        Args:
            text: the text as it is.
            paragraphs: (start, end) of each paragraph, in order, none overlapping another.
        """
        return self.tag_many([(text, paragraphs)])[0]

    def tag_many(
        self, articles: Sequence[tuple[str, Sequence[tuple[int, int]]]]
    ) -> list[list[Candidate]]:
        """`tag` of several texts at once: the same attributions, in less time."""
        rows: list[Row] = []
        texts: list[int] = []
        for number, (text, paragraphs) in enumerate(articles):
            read = [read_paragraph(text, i, j, self._wordpiece) for i, j in paragraphs]
            for row in passages(read, text):
                # Of 100,000 quotation marks in a row nobody says anything.
                if _LETTER.search(text, row.words[0].start, row.words[-1].end):
                    rows.append(row)
                    texts.append(number)
        found: list[list[Candidate]] = [[] for _ in articles]
        for begin in range(0, len(rows), ROWS_AT_ONCE):
            some = rows[begin : begin + ROWS_AT_ONCE]
            scores = self.scores(some)
            tags = best_tags([score.tags for score in scores], self._starts, self._follows)
            for number, row, score, path in zip(texts[begin:], some, scores, tags, strict=False):
                found[number] += [
                    candidate(one, row.words, articles[number][0]) for one in link(score, path)
                ]
        for candidates in found:
            candidates.sort(key=lambda c: (c.content[0], c.cue or (0, 0)))
        return found

    def scores(self, rows: Sequence[Row]) -> list[Scores]:
        """What the network says of each row; rows of the same rounded length go together."""
        cls, sep = self._wordpiece["[CLS]"], self._wordpiece["[SEP]"]
        inputs = [row.pieces(cls, sep) for row in rows]
        lengths = [-(-len(pieces) // STEP) * STEP for pieces, _, _ in inputs]
        order = sorted(range(len(rows)), key=lambda r: lengths[r])
        found: list[Scores | None] = [None] * len(rows)
        begin = 0
        while begin < len(order):
            length = lengths[order[begin]]
            end = begin + 1
            while (
                end < len(order)
                and lengths[order[end]] == length
                and (end - begin + 1) * length <= PIECES_A_RUN
            ):
                end += 1
            self._run([(r, inputs[r]) for r in order[begin:end]], length, found)
            begin = end
        return [score for score in found if score is not None]

    def _run(
        self,
        batch: list[tuple[int, tuple[list[int], list[int], list[int]]]],
        length: int,
        found: list[Scores | None],
    ) -> None:
        pieces = np.zeros((len(batch), length), np.int64)
        kinds = np.zeros((len(batch), length), np.int64)
        lengths = np.zeros(len(batch), np.int64)
        for i, (_, (row_pieces, row_kinds, _)) in enumerate(batch):
            pieces[i, : len(row_pieces)] = row_pieces
            kinds[i, : len(row_kinds)] = row_kinds
            lengths[i] = len(row_pieces)
        tags, aims = self._network(pieces, kinds, lengths)
        for i, (r, (_, _, firsts)) in enumerate(batch):
            places = np.array([0, *firsts])
            found[r] = Scores(tags[i, places[1:]], aims[i][places[1:, None], places])


def candidate(one: Link, words: Sequence[Word], text: str) -> Candidate:
    """An attribution's ranges of words as characters of the text."""
    return Candidate(
        source=_characters(one.source, words, text) if one.source else None,
        cue=_characters(one.cue, words, text),
        content=tuple(_characters(piece, words, text) for piece in one.contents),
        confidence=confidence(one),
    )


def confidence(one: Link) -> float:
    """
    How sure the tagger is of an attribution, 0 to 1, to 4 places.

    The product of the probabilities of its parts ranks best, and to this power it is close to how
    often an attribution is right end to end (training/README.md).
    """
    return round(math.prod(one.sureness.values()) ** CALIBRATION, 4)


def _characters(piece: tuple[int, int], words: Sequence[Word], text: str) -> tuple[int, int]:
    """The characters of a range of words; a number is never split ("1,290" is three words)."""
    first, last = piece[0], piece[1] - 1
    while first > 0 and _is_inside_a_number(text, words[first].start):
        first -= 1
    while last + 1 < len(words) and _is_inside_a_number(text, words[last].end):
        last += 1
    return words[first].start, words[last].end


def _is_inside_a_number(text: str, i: int) -> bool:
    """Whether i is at a comma or point between digits: "1|,290" and "1,|290"."""
    mark = i if text[i : i + 1] in (",", ".") else i - 1
    return (
        mark > 0
        and text[mark] in ",."
        and text[mark - 1].isdigit()
        and text[mark + 1 : mark + 2].isdigit()
    )


def _load(folder: Path, threads: int) -> Network:
    """The network of a folder, ready to run."""
    # Else onnxruntime 1.32 keeps a number and a diary in the home folder, to be sent to its makers.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    try:
        import onnxruntime  # noqa: PLC0415  (0.1 s, and only where a tagger is wanted)
    except ImportError as error:
        message = "the attribution tagger needs onnxruntime: pip install onnxruntime"
        raise ModelError(message) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Errors come as exceptions; its warnings are for whoever builds a graph.
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(
            str(folder / NETWORK), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # onnxruntime's own errors share no base class
        raise _broken(folder, error) from error

    def run(pieces: Ints, kinds: Ints, lengths: Ints) -> tuple[Floats, Floats]:
        inputs: dict[str, Any] = {"pieces": pieces, "kinds": kinds, "lengths": lengths}
        tags, aims = session.run(["tags", "aims"], inputs)
        return tags, aims

    return run


def _broken(folder: Path, error: Exception) -> ModelError:
    reason = " ".join(str(error).split()) or type(error).__name__
    return ModelError(
        f"the attribution tagger in {folder} cannot be loaded ({reason}): "
        "reinstall claimx, or use --attributions rules"
    )


def checksums(folder: Path | None = None) -> dict[str, bool]:
    """Whether each file of the model is as it was shipped: {"tagger.onnx": True, …}."""
    folder = folder or Path(__file__).parent
    listed = (folder / CHECKSUMS).read_text("ascii").split("\n")
    return {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
        for digest, _, name in (line.partition("  ") for line in listed if line)
    }
