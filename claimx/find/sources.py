"""
Who a source is: its entity and its full name.

"Mr Hill", "he", "the minister", "who" and "Hugh Hill, a doctor" are the same man. The entities stage
groups what an article names; this finds the group that a source's words stand for.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING

from claimx.find import syntax

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from claimx.find.quotes import QuoteIndex
    from claimx.records import Entity, Mention

HE_OR_SHE = frozenset({"he", "she", "him", "her", "his", "hers"})
THEY = frozenset({"they", "them", "their"})
FIRST_OR_SECOND = frozenset({"i", "we", "me", "us", "my", "our", "you", "your", "mine", "ours"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
CALENDAR = frozenset({"DATE", "TIME"})
# How far back, in sources, a pronoun may point.
MAX_BACK = 6


class SourceNames:
    """The names of an article's sources, asked in the order in which they stand."""

    def __init__(self, doc: Doc, entities: Sequence[Entity], quotes: QuoteIndex) -> None:
        """Sort the mentions of the article's entities by where they start."""
        self._doc = doc
        self._text = doc.text
        self._quotes = quotes
        found: list[tuple[Mention, Entity]] = [
            (mention, entity)
            for entity in entities
            if entity.label not in CALENDAR
            for mention in entity.mentions
        ]
        found.sort(key=lambda one: (one[0].start, -one[0].end))
        self._mentions = found
        self._starts = [mention.start for mention, _ in found]

    def resolve(self, start: int, end: int) -> tuple[str | None, str]:
        """
        The id of the source's entity, None if it is none, and the source's name.

        "Hill" in an article that has "Dr Hugh Hill" once is ("e3", "Hugh Hill"); "a neighbour" is
        (None, "a neighbour").
        """
        text = self._text[start:end]
        span = self._doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return None, text
        head = span.root
        word = head.lower_
        if word in FIRST_OR_SECOND:
            return None, text
        if word in RELATIVE and len(span) <= 3:
            return self._antecedent(head, text)
        entity = self._entity_of(head, start, end)
        if entity is not None:
            return entity.id, entity.name
        return None, _plain(text)

    def _antecedent(self, relative: Token, text: str) -> tuple[str | None, str]:
        """Who "who" is: "the minister, who said …"."""
        noun = syntax.noun_before_relative(relative)
        if noun is None:
            return None, text
        i, j = syntax.core_phrase(noun)
        start, end = syntax.span_of(self._doc, (i, j))
        entity = self._entity_of(noun, start, end)
        if entity is not None:
            return entity.id, entity.name
        return None, _plain(self._text[start:end])

    def _entity_of(self, head: Token, start: int, end: int) -> Entity | None:
        """The entity that the source's head, its apposition, or its title's name belongs to."""
        for token in (head, *syntax.appositions_of(head)):
            found = self._mention_at(token.idx, len(token), start, end)
            if found is not None:
                return found
        return None

    def _mention_at(self, offset: int, length: int, start: int, end: int) -> Entity | None:
        """The entity of the mention over a word, inside the source."""
        k = bisect.bisect_right(self._starts, offset + length - 1)
        for mention, entity in reversed(self._mentions[max(0, k - MAX_BACK) : k]):
            if (
                mention.start <= offset < mention.end
                and mention.end <= end + 2
                and mention.start >= start - 40
            ):
                return entity
        return None


def _plain(text: str) -> str:
    """The source's words on one line."""
    return re.sub(r"\s+", " ", text).strip()
