"""What a ledger is made of: frozen records, like those of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from claimx.records import Number

RelationKind = Literal["agreement", "compatible", "conflict", "change", "other words"]
KINDS: tuple[RelationKind, ...] = ("conflict", "change", "other words", "compatible", "agreement")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """
    A number of an article as it stands in the ledger.

    `speaker` is None for the article's own voice and "" where nobody is named; `date` is what the
    text says of when (ISO 8601 where that is known, else its words), else None. `claim` is the id of
    the claim that holds it, `quote` that claim's words or the sentence's.
    """

    document: str
    published: str | None
    line: int
    number: Number
    claim: str | None
    speaker: str | None
    date: str | None
    quote: str

    @property
    def concept(self) -> str:
        """The words of what it counts, "" where it has none."""
        return self.number.concept.text if self.number.concept else ""

    @property
    def is_unsourced(self) -> bool:
        """Whether it is said to be so by nobody who is named: "reportedly"."""
        return self.speaker == ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How two figures of a group stand to each other; `first` and `second` index its figures."""

    kind: RelationKind
    first: int
    second: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Figures of one thing, in the order of the documents, and how they stand to each other."""

    of: str
    unit: str | None
    per: str | None
    strength: float
    figures: tuple[Figure, ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All groups of two figures or more, the strongest first, and the figures that stand alone."""

    documents: int
    groups: tuple[Group, ...]
    alone: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What an editor should look at inside one article; `claims` are the ids of both."""

    kind: RelationKind
    text: str
    claims: tuple[str | None, str | None]
