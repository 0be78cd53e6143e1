"""
PolNeAR as rows for the tagger: texts, attributions, and what each word should be tagged and point to.

The corpus folder is that of networkdynamics/PolNeAR: `<split>/text/<article>.txt` and brat
standoff in `<split>/attributions/<article>_<annotator>.ann`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from claimx.model.passages import ROW_PIECES, Row, passages, read_paragraph
from claimx.model.tags import BEGINS, INSIDE, OUTSIDE, ROLES

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from claimx.model.wordpiece import WordPiece

NO_TARGET = -1
IGNORED = -100
HELD_OUT_EVERY = 17

Spans = list[tuple[int, int]]
Attribution = dict[str, Spans]


@dataclass
class Article:
    """A text, and its attributions by each person who annotated it, the first (gold) first."""

    name: str
    text: str
    attributions: list[list[Attribution]]
    paragraphs: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """In PolNeAR, each line is a paragraph."""
        if not self.paragraphs:
            self.paragraphs = [m.span() for m in re.finditer(r"[^\r\n]+", self.text)]


@dataclass
class Example:
    """A row as numbers; `tags` and `points` are of its words."""

    pieces: np.ndarray
    kinds: np.ndarray
    firsts: np.ndarray
    tags: np.ndarray
    points: np.ndarray


def read_articles(folder: Path, split: str) -> list[Article]:
    """All articles of a split that somebody annotated, by name."""
    standoff: dict[str, list[Path]] = {}
    for path in sorted((folder / split / "attributions").glob("*.ann")):
        standoff.setdefault(path.stem.rpartition("_")[0], []).append(path)
    articles = []
    for name, paths in sorted(standoff.items()):
        # bytes, not text mode: offsets count a \r\n as two.
        text = (folder / split / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        articles.append(
            Article(name, text, [read_brat(p.read_bytes().decode("utf-8")) for p in paths])
        )
    return articles


def is_held_out(number: int) -> bool:
    """Whether an article of train, by its number in order of name, is kept for tuning."""
    return number % HELD_OUT_EVERY == 5


def read_brat(standoff: str) -> list[Attribution]:
    """The attributions of an .ann file that have a content."""
    spans: dict[str, tuple[str, Spans]] = {}
    found = []
    for line in standoff.split("\n"):
        # A span's own text may hold line breaks: its later lines are no records.
        parts = line.split("\t")
        if len(parts) < 2:
            continue
        if line.startswith("T"):
            role, _, offsets = parts[1].partition(" ")
            pairs = [offset.split() for offset in offsets.split(";")]
            spans[parts[0]] = role.lower(), [(int(a), int(b)) for a, b in pairs]
        elif line.startswith("E"):
            attribution: Attribution = {role: [] for role in ROLES}
            for link in parts[1].split():
                role, places = spans.get(link.partition(":")[2], ("", []))
                if role in attribution:
                    attribution[role] += places
            if attribution["content"]:
                found.append({role: sorted(set(s)) for role, s in attribution.items()})
    return found


def examples(
    article: Article,
    attributions: list[Attribution],
    wordpiece: WordPiece,
    joined: random.Random | None = None,
) -> list[Example]:
    """
    The rows of an article.

    With `joined`, paragraphs are run together at random up to a full row, as in texts whose
    paragraphs are long or lost.
    """
    cls, sep = wordpiece["[CLS]"], wordpiece["[SEP]"]
    paragraphs = [read_paragraph(article.text, i, j, wordpiece) for i, j in article.paragraphs]
    rows = list(passages(paragraphs, article.text))
    words = [word for row in rows for word in row.words]
    tags, points = targets(
        attributions, [w.start for w in words], [w.end for w in words], article.paragraphs
    )
    if joined is not None:
        rows = list(join(rows, joined))
    found, begin = [], 0
    for row in rows:
        size = len(row.words)
        pieces, kinds, firsts = row.pieces(cls, sep)
        own = points[begin : begin + size].copy()
        inside = (own >= begin) & (own < begin + size)
        # A source in another paragraph is none here, a cue elsewhere no target at all.
        lost = np.where(tags[begin : begin + size] >= BEGINS["content"], IGNORED, NO_TARGET)
        own = np.where(inside, own - begin, np.where(own == IGNORED, IGNORED, lost))
        own_tags = tags[begin : begin + size].copy()
        # A long paragraph may be cut inside a span.
        if own_tags[0] in INSIDE.values():
            own_tags[0] -= 1
        found.append(
            Example(
                np.array(pieces, np.int32),
                np.array(kinds, np.int32),
                np.array(firsts, np.int32),
                own_tags,
                own,
            )
        )
        begin += size
    return found


def join(rows: list[Row], rng: random.Random) -> list[Row]:
    """Neighbouring rows run together, to lengths drawn at random up to a full row."""
    joined: list[Row] = []
    room = 0
    for row in rows:
        size = sum(len(word.pieces) for word in row.words)
        if joined and size <= room:
            last = joined[-1]
            joined[-1] = Row([*last.words, *row.words], [*last.kinds, *row.kinds], ())
            room -= size
        else:
            joined.append(Row(row.words, row.kinds, ()))
            room = rng.randint(ROW_PIECES // 2, ROW_PIECES) - size
    return joined


def targets(
    attributions: list[Attribution],
    starts: list[int],
    ends: list[int],
    paragraphs: list[tuple[int, int]],
) -> tuple[np.ndarray, np.ndarray]:
    """
    Each word's tag, and the word that it points to.

    A content's words point to its cue's first word, a cue's words to its source's first word
    (NO_TARGET where none is named), all others IGNORED. A word is in a span that touches it.
    """
    tags = np.full(len(starts), OUTSIDE, np.int64)
    points = np.full(len(starts), IGNORED, np.int64)
    owner = np.full(len(starts), -1, np.int64)

    def covered(spans: Spans) -> list[int]:
        return [
            i for a, b in spans for i in range(bisect_left(ends, a + 1), bisect_left(starts, b))
        ]

    # The cue last: where an annotator put one attribution into another, the inner cue stands.
    for role in ("content", "source", "cue"):
        for number, attribution in enumerate(attributions):
            words = covered(attribution[role])
            aim = {"content": "cue", "cue": "source", "source": ""}[role]
            aims = covered(attribution[aim]) if aim else []
            for i in words:
                if role == "source" and owner[i] >= 0 and tags[i] in (1, 2):
                    continue  # two attributions share a source
                tags[i] = INSIDE[role]
                owner[i] = number
                points[i] = IGNORED if role == "source" else aims[0] if aims else NO_TARGET
    line = np.searchsorted([p[0] for p in paragraphs], starts, side="right")
    for i, tag in enumerate(tags):
        if tag != OUTSIDE and (
            i == 0
            or tags[i - 1] not in (tag, tag - 1)
            or owner[i - 1] != owner[i]
            or line[i - 1] != line[i]
        ):
            tags[i] = tag - 1
    return tags, points


def restyled(article: Article, rng: random.Random) -> Article:
    """The article with its double quotation marks as another house would set them."""
    style = rng.choice(["''", "‘’", '""', "“”"])
    if style == "“”" and '"' in article.text:
        return article
    marks = {"“": style[0], "”": style[1], '"': style[0]} if style in ("''", '""') else {}
    if style == "‘’" and '"' not in article.text:
        marks = {"“": "‘", "”": "’"}
    text = article.text.translate(str.maketrans(marks))
    return Article(article.name, text, article.attributions, article.paragraphs)
