"""
Who a source is: its entity and its full name.

"Mr Hill", "he", "the minister", "who" and "Hugh Hill, a doctor" are the same man. The entities stage
groups what an article names; this finds the group that a source's words stand for, and where no group
has the pronoun, the one who spoke before.
"""

from __future__ import annotations

import bisect
import functools
import re
from typing import TYPE_CHECKING

from claimx.find import syntax
from claimx.find.script import script_of, sentence_index
from claimx.lexicon import table
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Span, Token

    from claimx.find.quotes import QuoteIndex
    from claimx.records import Entity, Mention

    Named = tuple[str | None, str]

HE_OR_SHE = frozenset({"he", "she"})
THEY = frozenset({"they"})
FIRST_OR_SECOND = frozenset(
    {"i", "we", "me", "us", "my", "our", "you", "your", "mine", "ours", "myself", "ourselves"}
)
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
CALENDAR = frozenset({"DATE", "TIME"})
# How many mentions before a word are looked at for the one that holds it.
MAX_BACK = 6
# How many sentences back a speaker may have spoken to be "they" or "he".
MAX_SENTENCES = 4
MAX_SENTENCES_OF_IT = 2


class SourceNames:
    """The names of an article's sources."""

    def __init__(self, doc: Doc, entities: Sequence[Entity], quotes: QuoteIndex) -> None:
        """Sort the mentions of the article's entities by where they start."""
        self._doc = doc
        self._text = script_of(doc).text
        self._quotes = quotes
        self._sentences = sentence_index(doc)
        found: list[tuple[Mention, Entity]] = [
            (mention, entity)
            for entity in entities
            if entity.label not in CALENDAR
            for mention in entity.mentions
        ]
        found.sort(key=lambda one: (one[0].start, -one[0].end))
        self._mentions = found
        self._starts = [mention.start for mention, _ in found]

    def resolve(self, sources: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Named]:
        """
        The entity's id, None if it is none, and the name of each source.

        "Hill" in an article that has "Dr Hugh Hill" once is ("e3", "Hugh Hill"); "a neighbour" is
        (None, "a neighbour"). The sources are read in text order: "they" are the last that were many.
        """
        resolved: dict[tuple[int, int], Named] = {}
        person: tuple[int, Named] | None = None  # the sentence and name of the last of each
        thing: tuple[int, Named] | None = None
        many: tuple[int, Named] | None = None
        for start, end in sorted(set(sources)):
            span = self._doc.char_span(start, end, alignment_mode="expand")
            if span is None:
                resolved[start, end] = (None, _plain(self._text[start:end]))
                continue
            head, sentence = span.root, self._sentences.of(start)
            entity = self._entity_of(span, start, end)
            named = self._named(span, entity, start, end)
            word = head.lower_ if len(span) == 1 else ""
            quoted = self._quotes.at(start) is not None
            if entity is None and not quoted:
                if word in HE_OR_SHE:
                    named = self._subject_before(start) or _recent(person, sentence) or named
                elif word in THEY:
                    named = _recent(many, sentence) or named
                elif word == "it":
                    named = _recent(thing, sentence, MAX_SENTENCES_OF_IT) or named
            resolved[start, end] = named
            if quoted or word in FIRST_OR_SECOND:
                continue
            if (entity is not None and entity.label == "PERSON") or (
                word in HE_OR_SHE and named[0]
            ):
                person = (sentence, named)
            elif word not in HE_OR_SHE and (syntax.is_plural(head) or word in THEY):
                many = (sentence, named)
            elif word not in HE_OR_SHE:
                thing = (sentence, named)
        return resolved

    def _named(self, span: Span, entity: Entity | None, start: int, end: int) -> Named:
        """The entity's id and name, or the source's own words, "who" being those of its noun."""
        if entity is not None:
            return entity.id, entity.name
        if span[0].lower_ in RELATIVE and len(span) == 1:
            noun = syntax.noun_before_relative(span[0])
            if noun is not None:
                first, last = syntax.span_of(self._doc, syntax.core_phrase(noun))
                return None, _plain(self._text[first:last])
        return None, _plain(self._text[start:end])

    def _subject_before(self, offset: int) -> Named | None:
        """The last person that was a sentence's subject right before: "Ms Hill rose. “No,” she said."."""
        k = bisect.bisect_left(self._starts, offset)
        sentence = self._sentences.of(offset)
        for mention, entity in reversed(self._mentions[max(0, k - MAX_BACK) : k]):
            if sentence - self._sentences.of(mention.start) > 2:
                return None
            if entity.label != "PERSON" or self._quotes.at(mention.start) is not None:
                continue
            span = self._doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is not None and syntax.is_subject(span.root):
                return entity.id, entity.name
        return None

    def _entity_of(self, span: Span, start: int, end: int) -> Entity | None:
        """The entity of the source's head, of its apposition, or of the noun before "who"."""
        head = span.root
        if head.lower_ in FIRST_OR_SECOND:
            return None
        heads = [head, *syntax.appositions_of(head)]
        heads += [deeper for one in heads[1:] for deeper in syntax.appositions_of(one)]
        if head.lower_ in RELATIVE:
            noun = syntax.noun_before_relative(head)
            if noun is None:
                return None
            heads = [noun, *syntax.appositions_of(noun)]
            start, end = noun.left_edge.idx, noun.idx + len(noun)
        if head.lower_ in _kinds():
            heads += [one for one in head.lefts if one.dep_ == "compound"]  # "Antara news agency"
        found = [one for one in (self._mention_at(token, start, end) for token in heads) if one]
        if found and found[0].label == "NORP":
            # "Tillery, a Republican," is no party: the parser may take either for the head.
            found = [*self._people_in(start, end), *found]
        if not found and head.lower_ in word_set("titles", "jobs", "words"):
            found = self._titled_at_end(start, end)
        return found[0] if found else None

    def _titled_at_end(self, start: int, end: int) -> list[Entity]:
        """Who stands at the end of his title: "Leader of Opposition Ruth Alder", not "a friend of Ruth Alder"."""
        people = self._people_in(start, end)
        k = bisect.bisect_left(self._starts, end) - 1
        mention = self._mentions[k][0] if len(people) == 1 else None
        if (
            mention is None
            or mention.kind != "name"
            or mention.end != end
            or mention.start <= start
        ):
            return []
        before = self._doc.char_span(mention.start, mention.end, alignment_mode="expand")
        is_title = before is not None and syntax.is_noun(self._doc[before.start - 1])
        return people if is_title and self._mentions[k][1] is people[0] else []

    def _people_in(self, start: int, end: int) -> list[Entity]:
        """The people who are named in text[start:end], in order."""
        first, last = (bisect.bisect_left(self._starts, offset) for offset in (start, end))
        inside = self._mentions[first : min(last, first + MAX_BACK)]
        return [entity for mention, entity in inside if entity.label == "PERSON"]

    def _mention_at(self, token: Token, start: int, end: int) -> Entity | None:
        """The entity of the mention that holds a word and lies with it in the source, or around it."""
        k = bisect.bisect_right(self._starts, token.idx + len(token) - 1)
        for mention, entity in reversed(self._mentions[max(0, k - MAX_BACK) : k]):
            if not mention.start <= token.idx < mention.end:
                continue
            inside = start <= mention.start and mention.end <= end
            if inside or (mention.start <= start and end <= mention.end):
                return entity
        return None


@functools.cache
def _kinds() -> frozenset[str]:
    """The nouns that tell what the name before them is: agency, newspaper."""
    return frozenset(table("things")["organisation"]) - {"party", "team"}


def _recent(
    last: tuple[int, Named] | None, sentence: int, reach: int = MAX_SENTENCES
) -> Named | None:
    """The name of the last one, if it was given a few sentences ago at most."""
    return last[1] if last is not None and sentence - last[0] <= reach else None


def _plain(text: str) -> str:
    """The source's words on one line."""
    return re.sub(r"\s+", " ", text).strip()
