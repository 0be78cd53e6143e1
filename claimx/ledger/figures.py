"""
The figures of a document, each with what tells whether another is of the same thing.

Its concept and the words and names of its claim are read off the records and the text; no parser.
"""

from __future__ import annotations

import bisect
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.ledger.records import Figure
from claimx.ledger.words import WORD, counters, head_of, singular, state_of, stem, stop_words
from claimx.lexicon import table
from claimx.wire import LineIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimx.records import Claim, Document, Entity, Mention, Number

# A rank is no amount, and ages are of people whom the concept does not name.
LEFT_OUT = frozenset({"ordinal", "age"})
NEAR = 60
_OF = re.compile(r"\s+of\s+(?:the\s+|its\s+|his\s+|her\s+|their\s+)?((?:[^\W\d_]+[\s'’-]*){1,4})")
_STATE_WINDOW = 90
_OWN = re.compile(
    r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur|[Hh]is|[Hh]er|[Hh]e|[Ss]he|[Tt]heir|[Tt]hey|[Ii]ts)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """
    What a figure is of, for comparing.

    `head` and `modifiers` come from its concept, `state` from what happened ("dead"), `names` are
    the entities of its claim, `whose` the one next to the figure, `context` the stems of the claim's
    other words. `is_increment` is set for "12 more", `scope` is "total" for a count of all there was and
    "part" for one of a day or a week. `place` tells articles apart.
    """

    figure: Figure
    place: int
    head: str
    modifiers: frozenset[str]
    state: str | None
    names: frozenset[str]
    whose: str | None
    context: frozenset[str]
    is_increment: bool
    scope: str | None

    @property
    def key(self) -> tuple[str | None, ...]:
        """What must be the same in all figures of a group: unit, rate, trend and sort."""
        number = self.figure.number
        sort = "count" if number.kind in {"count", "ratio"} and not number.unit else number.kind
        return sort, number.unit, number.per, number.trend

    @property
    def value(self) -> float:
        """The figure's value; figures without one have no topic."""
        return self.figure.number.value or 0


def topics(document: Document, place: int) -> Iterator[Topic]:
    """The figures of a document that have a value and say what they are of, in text order."""
    page = _Page(document)
    last: Topic | None = None
    for number in document.numbers:
        if number.kind in LEFT_OUT or number.value is None or _only_points(number):
            continue
        topic = page.topic(number, place)
        is_second = last is not None and _is_second_of_pair(document.text, last, topic)
        last = topic
        if not is_second and (topic.head or topic.state or number.unit):
            yield topic


def _only_points(number: Number) -> bool:
    """Whether it is "one", "zero" or "a single", which points more than it counts."""
    return not number.unit and number.value in {0, 1} and number.upper is None


def _is_second_of_pair(text: str, a: Topic, b: Topic) -> bool:
    """Whether it is the other side's figure: "Ng leads Roy by 45 percent to 41 percent"."""
    between = text[a.figure.number.end : b.figure.number.start].strip().lower()
    return between in {"to", "versus", "vs", "vs."} and a.key == b.key


class _Page:
    """A document with its records at hand."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.line_of = LineIndex(document.text).of
        self.claim_of: dict[str, Claim] = {}
        for claim in document.claims:
            for number in claim.numbers:
                other = self.claim_of.get(number)
                if other is None or claim.end - claim.start < other.end - other.start:
                    self.claim_of[number] = claim
        self.attributions = {a.id: a for a in document.attributions}
        self.entities = {entity.id: entity for entity in document.entities}
        self.mentions: list[tuple[int, Mention, Entity]] = sorted(
            ((m.start, m, e) for e in document.entities for m in e.mentions),
            key=lambda item: item[0],
        )
        self.starts = [start for start, _, _ in self.mentions]

    def topic(self, number: Number, place: int) -> Topic:
        """The figure of a number with what it is of."""
        document, claim = self.document, self.claim_of.get(number.id)
        start, end = self.span_of(number, claim)
        head, modifiers = self.concept(number)
        inside = self.mentions_in(start, end)
        speaker = (
            self.attributions[claim.attribution].source if claim and claim.attribution else None
        )
        who = speaker.entity if speaker else None
        text = document.text[start:end]
        # Who says it is no name of what is said, but for "his own list" and "we".
        if _OWN.search(text):
            who = None
        actors = [
            (mention, entity)
            for mention, entity in inside
            if entity.label not in {"DATE", "TIME"} and entity.id != who
        ]
        near = document.text[max(start, number.start - _STATE_WINDOW) : number.start]
        after = document.text[number.end : min(end, number.end + _STATE_WINDOW)]
        figure = Figure(
            document=document.source,
            published=document.published,
            line=self.line_of(number.start),
            number=number,
            claim=claim.id if claim else None,
            speaker=claim.speaker if claim else None,
            date=_date(document.text, number, inside),
            quote=" ".join(text.split()),
        )
        concept = number.concept.text if number.concept else ""
        names = frozenset(_key(entity) for _, entity in actors)
        if speaker is not None and speaker.entity is not None and who is None:
            names |= {_key(self.entities[speaker.entity])}
        return Topic(
            figure=figure,
            place=place,
            head=head,
            modifiers=modifiers,
            state=_state(concept, near, after),
            names=names,
            whose=_whose(number, actors),
            context=_context(text) - {stem(head)},
            is_increment=_is_increment(concept, near, after),
            scope=_scope(text.lower(), figure.date),
        )

    def span_of(self, number: Number, claim: Claim | None) -> tuple[int, int]:
        """Where the words are that say what the number is of: its claim, else its sentence."""
        if claim is not None:
            return claim.start, claim.end
        if number.sentence is not None and number.sentence < len(self.document.sentences):
            sentence = self.document.sentences[number.sentence]
            return sentence.start, sentence.end
        return number.start, number.end

    def concept(self, number: Number) -> tuple[str, frozenset[str]]:
        """Head and modifiers of the number's concept; of "number of troops" those of "troops"."""
        concept = number.concept
        if concept is None:
            return "", frozenset()
        head, modifiers = head_of(concept.text)
        if head:
            return head, modifiers
        if any(singular(word) in counters() for word in concept.text.lower().split()):
            following = _OF.match(self.document.text, concept.end)
            if following:
                return head_of(following[1])
        return "", frozenset()

    def mentions_in(self, start: int, end: int) -> list[tuple[Mention, Entity]]:
        """The mentions inside a stretch, in text order."""
        first = bisect.bisect_left(self.starts, start)
        found = []
        for k in range(first, len(self.mentions)):
            at, mention, entity = self.mentions[k]
            if at >= end:
                break
            if mention.end <= end:
                found.append((mention, entity))
        return found


def _key(entity: Entity) -> str:
    """
    A name that is the same in other articles: a surname, a country with its people.

    "Ukraine" and "Ukrainian" share their first five letters, "Joe Biden" and "Biden" the last word.
    """
    name = re.sub(r"^the\s+", "", re.sub(r"['’]s$", "", entity.name.lower()))
    words = name.split()
    if entity.label == "PERSON" and words:
        words = words[-1:]
    return words[0][:5] if len(words) == 1 else name


def _whose(number: Number, actors: list[tuple[Mention, Entity]]) -> str | None:
    """The name that the figure belongs to: in its concept, else the nearest one before it."""
    concept = number.concept
    if concept is not None:
        for mention, entity in actors:
            if concept.start <= mention.start < concept.end:
                return _key(entity)
    before = [
        (mention, entity)
        for mention, entity in actors
        if mention.end <= number.start and number.start - mention.end <= NEAR
    ]
    return _key(before[-1][1]) if before else None


def _date(text: str, number: Number, inside: list[tuple[Mention, Entity]]) -> str | None:
    """
    When the figure is of: the date next to it, as ISO 8601 or in its words.

    "since May" and "by Friday" say when the counting began or ends, and are passed over.
    """
    bounds = frozenset(table("ledger")["words"]["before_bounds"])
    best: tuple[int, str] | None = None
    for mention, entity in inside:
        if entity.label != "DATE":
            continue
        before = text[max(0, mention.start - 12) : mention.start].split()
        if before and before[-1].lower() in bounds:
            continue
        gap = mention.start - number.end
        # A date after the figure is nearer than one before it: "on Sunday 3 died and 4 on Monday".
        distance = gap if gap >= 0 else 2 * (number.start - mention.end)
        if best is None or distance < best[0]:
            best = distance, entity.value or mention.text.lower()
    return best[1] if best else None


def _state(concept: str, near: str, after: str) -> str | None:
    """What happened to those counted, by the word nearest to the figure."""
    for word in WORD.findall(concept):
        if (state := state_of(word)) is not None:
            return state
    following = WORD.finditer(after)
    preceding = WORD.finditer(near)
    found = [(m.start(), s) for m in following if (s := state_of(m[0])) is not None]
    found += [(len(near) - m.end(), s) for m in preceding if (s := state_of(m[0])) is not None]
    return min(found)[1] if found else None


def _context(text: str) -> frozenset[str]:
    """The stems of the words that say what it is about."""
    return frozenset(
        stem(word)
        for match in WORD.finditer(text.lower())
        if (word := re.sub(r"['’]s?$", "", match[0])) not in stop_words() and len(word) > 2
    )


@functools.cache
def _increments() -> frozenset[str]:
    return frozenset(table("ledger")["increments"])


def _is_increment(concept: str, near: str, after: str) -> bool:
    """Whether the figure adds to what was there: "1,290 more", "another 30"."""
    words = [*WORD.findall(near.lower())[-1:], *WORD.findall(after.lower())[:1]]
    words += WORD.findall(concept.lower())[:1]
    following = WORD.findall(after.lower())[:2]
    return bool(_increments() & set(words)) and "than" not in following


@functools.cache
def _scopes() -> dict[str, re.Pattern[str]]:
    """How each scope is told in words."""
    return {
        name: re.compile(rf"\b(?:{'|'.join(map(re.escape, table('ledger')[key]))})\b")
        for name, key in (("total", "totals"), ("part", "stretches"))
    }


def _scope(claim: str, date: str | None) -> str | None:
    """Whether the figure counts all there was ("total") or a stretch of time ("part")."""
    for name, words in _scopes().items():
        if words.search(claim):
            return name
    # A date as long as a day: "2024-05-12", "--05-12", "sunday"; a year says nothing.
    is_day = date is not None and (len(date) in {7, 10} or not any(map(str.isdigit, date)))
    return "part" if is_day else None
