"""
What claimx finds: the records that every stage writes and every renderer reads.

All are frozen, slotted, keyword-only dataclasses. `start` and `end` are offsets into the text in
code points, `end` exclusive, so that `text[start:end] == record.text`. Ids are unique in their
document: n1 for numbers, e1 for entities, a1 for attributions, c1 for claims.

This module imports nothing of claimx and nothing of spaCy. The meaning of each field in the
printed JSON: docs/output.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["count", "money", "percent", "measure", "duration", "age", "ordinal", "ratio"]
Comparison = Literal["=", "~", ">", ">=", "<", "<="]
Trend = Literal["up", "down"]
Label = Literal[
    "PERSON",
    "NORP",
    "FAC",
    "ORG",
    "GPE",
    "LOC",
    "PRODUCT",
    "EVENT",
    "WORK_OF_ART",
    "LAW",
    "LANGUAGE",
    "DATE",
    "TIME",
]
MentionKind = Literal["name", "nominal", "pronoun"]
Quotation = Literal["direct", "indirect", "mixed"]
Stance = Literal["assert", "deny", "believe", "intend", "ask", "question", "warn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """
    A text to extract from, and what is known about it.

    `source` says where it came from (a path, an id); `published` is an ISO 8601 date, against which
    "yesterday" and "on Monday" are resolved.
    """

    text: str
    source: str = ""
    title: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence's place in the text, white space around it left out."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """
    A quantity: "more than $1.2 billion a year".

    Its text holds the words that set `comparison`, the numeral, its unit and its rate; a counted
    noun is its `concept`. `value` is scaled exactly (None where no double can hold it), `upper`
    the other end of a range or score. `unit` is a canonical singular name (ISO 4217 for money),
    `per` the denominator of a rate. `trend` is set where the number is the size of a rise or
    fall, not the level reached. `sentence` is None where no sentences were made
    (`claimx.numbers`).
    """

    id: str
    sentence: int | None
    text: str
    start: int
    end: int
    kind: Kind
    value: int | float | None
    upper: int | float | None = None
    comparison: Comparison = "="
    trend: Trend | None = None
    unit: str | None = None
    per: str | None = None
    concept: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place that names an entity: "Putin", "the ministry", "he"."""

    text: str
    start: int
    end: int
    sentence: int
    kind: MentionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """
    A real thing and every place that names it, with OntoNotes' label.

    `name` is the fullest form in the document; `value` is ISO 8601, for DATE and TIME only.
    """

    id: str
    label: Label
    name: str
    value: str | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who says it: `entity` is an entity's id, `name` its words with a short form resolved."""

    text: str
    start: int
    end: int
    entity: str | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The words that attribute: "said", "according to"."""

    text: str
    start: int
    end: int
    lemma: str
    stance: Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """
    Who says, believes or plans what: PARC's and PolNeAR's source, cue and content.

    `source` is None where the text names none ("reportedly"); `cue` only where a quotation goes
    on from the one before it; `confidence` (0 to 1) where rules made it.
    """

    id: str
    sentence: int
    kind: Quotation
    source: Source | None
    cue: Cue | None
    content: tuple[Span, ...]
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """
    One statement that can be checked.

    `attribution`, `speaker` and `stance` are None where the article says it in its own voice;
    `speaker` is "" where it is attributed to nobody named. `numbers` and `entities` are the ids
    of those inside the span. `score`: 0 to 1, how worth checking, and `reasons` says why.
    """

    id: str
    sentence: int
    text: str
    start: int
    end: int
    attribution: str | None
    speaker: str | None
    stance: Stance | None
    numbers: tuple[str, ...]
    entities: tuple[str, ...]
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article and all that was found in it, each list in text order."""

    source: str
    title: str | None
    published: str | None
    text: str
    pipeline: str
    sentences: tuple[Sentence, ...]
    numbers: tuple[Number, ...]
    entities: tuple[Entity, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """
    An attribution as the tagger or the rules first mark it, before names and kinds are known.

    All are (start, end) character offsets, each list in text order. `source` is None where none is
    named, `cue` where a quotation goes on from the one before it. `confidence` is None for rules.
    """

    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    confidence: float | None = None
