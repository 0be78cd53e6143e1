"""
Why claimx says what it says of a claim, a number or an attribution.

For each field the words that set it and the rule or model that said so; for a claim's score what
speaks for and against it. The parts of a score are those that it was summed up from: their sum is the
score's, before it is pressed between 0 and 1.

    explanation = explain(doc, document, "c8")
    explanation.fields[0].why
    sum(part.adds for part in explanation.parts) == explanation.total
"""

from __future__ import annotations

import dataclasses
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.errors import UsageError
from claimx.find.claim import worthiness
from claimx.find.claim.words import Words
from claimx.find.claims import Inside, statement_of
from claimx.find.quantity.figures import find_figures
from claimx.find.quantity.tokens import Tokens
from claimx.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

    from claimx.records import Attribution, Claim, Document, Number

# How far from a number the verb of its rise or fall may stand.
NEAR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field's value, the words of the text that set it (None where none did), and why."""

    name: str
    value: str
    words: str | None
    start: int | None
    end: int | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a score: a feature's value times its weight."""

    name: str
    value: float
    weight: float

    @property
    def adds(self) -> float:
        """What it adds to the sum."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A record explained; `parts`, their `total` and the `score` are a claim's alone."""

    id: str
    kind: str
    text: str
    fields: tuple[Field, ...]
    parts: tuple[Part, ...] = ()
    total: float | None = None
    score: float | None = None


def explain(doc: Doc, document: Document, wanted: str) -> Explanation:
    """
    Why the record of that id is as it is.

    Args:
        doc: the article, gone through claimx's pipeline.
        document: what was made of it.
        wanted: the id of a claim, a number or an attribution: "c8", "n2", "a3".

    Raises:
        UsageError: no claim, number or attribution has that id.
    """
    for claim in document.claims:
        if claim.id == wanted:
            return _claim(doc, document, claim)
    for number in document.numbers:
        if number.id == wanted:
            return _number(document, number)
    for attribution in document.attributions:
        if attribution.id == wanted:
            return _attribution(document, attribution)
    have = [
        f"{records[0].id} to {records[-1].id}"
        for records in (document.claims, document.numbers, document.attributions)
        if records
    ]
    reason = f"there is no {wanted!r}; the article has {', '.join(have) or 'nothing'}"
    raise UsageError(reason)


# ---------------------------------------------------------------- claims


def _claim(doc: Doc, document: Document, claim: Claim) -> Explanation:
    """A claim: where its span and its speaker come from, and the sum of its score."""
    attribution = next((a for a in document.attributions if a.id == claim.attribution), None)
    inside = Inside(document.numbers, document.entities)
    statement = statement_of(Words(doc), claim.start, claim.end, attribution, inside)
    features = worthiness.features_of(statement)
    weights = worthiness.weights()
    adds = worthiness.contributions(features)
    parts = tuple(
        Part(name=name, value=features.get(name, 1.0), weight=weights.get(name, 0.0))
        for name in adds
    )
    return Explanation(
        id=claim.id,
        kind="claim",
        text=claim.text,
        fields=_with_words(document.text, _claim_fields(document, claim, attribution)),
        parts=parts,
        total=math.fsum(adds.values()),
        score=worthiness.score_of(features),
    )


def _claim_fields(
    document: Document, claim: Claim, attribution: Attribution | None
) -> Iterator[Field]:
    """The fields of a claim."""
    if attribution is None:
        whole = document.sentences[claim.sentence]
        is_whole = (whole.start, whole.end) == (claim.start, claim.end)
        why = (
            "the sentence states something in the article's own voice"
            if is_whole
            else "what its sentence states beside what is attributed"
        )
        yield _field("text", claim.text, claim.start, claim.end, why)
        yield _field("speaker", None, why="nobody is said to say it")
    else:
        why = f"the content of {attribution.id} in this sentence"
        yield _field("text", claim.text, claim.start, claim.end, why)
        yield from (
            one for one in _attribution_fields(document, attribution) if one.name != "content"
        )
    for number in document.numbers:
        if number.id in claim.numbers:
            yield _field(
                "number", number.text, number.start, number.end, f"{number.id} lies inside"
            )
    for entity in document.entities:
        if entity.id in claim.entities:
            mention = next(m for m in entity.mentions if claim.start <= m.start < claim.end)
            why = f"{entity.id} ({entity.name}) is named inside"
            yield _field("entity", mention.text, mention.start, mention.end, why)


# ---------------------------------------------------------------- numbers


def _number(document: Document, number: Number) -> Explanation:
    """A number: which of its words set value, unit, comparison, trend and rate."""
    return Explanation(
        id=number.id,
        kind="number",
        text=number.text,
        fields=_with_words(document.text, _number_fields(document.text, number)),
    )


def _number_fields(text: str, number: Number) -> Iterator[Field]:
    """The fields of a number."""
    start, end = _core(number)
    core = text[start:end]
    value = f"{number.value:,}" if number.value is not None else None
    if number.upper is not None:
        value = f"{value} to {number.upper:,}"
    yield _field("value", value, start, end, "the numeral, its scale applied (find/numerals)")
    yield _field("kind", number.kind, start, end, "by its unit and its form (find/figures)")
    before, after = (number.start, start), (end, number.end)
    place = before if before[0] < before[1] else after
    if number.comparison != "=":
        where = place if place[0] < place[1] else (start, end)
        why = f"the words mean {number.comparison!r} (lexicon/comparisons)"
        yield _field("comparison", number.comparison, *where, why)
    else:
        yield _field("comparison", "=", why="no word beside the figure compares it")
    if number.trend is not None:
        where = _trend_word(text, number) or (start, end)
        why = f"the figure is the size of a move {number.trend} (lexicon/comparisons)"
        yield _field("trend", number.trend, *where, why)
    if number.unit is not None:
        yield _field(
            "unit", number.unit, start, end, f"unit of “{core}” (lexicon/units, currencies)"
        )
    if number.per is not None:
        where = after if after[0] < after[1] else (start, end)
        yield _field("per", number.per, *where, "the words make it a rate (find/figures)")
    concept = number.concept
    if concept is not None:
        is_beside = concept.start >= number.end and concept.start - number.end <= 2
        why = (
            "the noun phrase that follows the figure"
            if is_beside
            else "the noun phrase that the figure belongs to in its clause"
        )
        yield _field("concept", concept.text, concept.start, concept.end, f"{why} (find/concepts)")
    else:
        yield _field("concept", None, why="no noun phrase that it counts or measures")


def _core(number: Number) -> tuple[int, int]:
    """Where numeral and unit stand, without the words that compare or make a rate."""
    tokens = Tokens(number.text)
    figures = find_figures(tokens)
    if not figures:
        return number.start, number.end
    start, end = tokens.start[figures[0].core_first], tokens.end[figures[0].core_last - 1]
    return number.start + start, number.start + end


def _trend_word(text: str, number: Number) -> tuple[int, int] | None:
    """Where the word of the rise or fall stands, nearest to the number."""
    lists = table("comparisons")[number.trend or "up"]
    words = sorted({word for one in lists.values() for word in one}, key=lambda word: -len(word))
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
    first = max(0, number.start - NEAR)
    found = [
        (abs(match.start() - number.start), match.start(), match.end())
        for match in pattern.finditer(text, first, number.end + NEAR)
    ]
    return min(found)[1:] if found else None


# ---------------------------------------------------------------- attributions


def _attribution(document: Document, attribution: Attribution) -> Explanation:
    """An attribution: who found it, and what set its source, cue, stance and kind."""
    return Explanation(
        id=attribution.id,
        kind="attribution",
        text=" … ".join(span.text for span in attribution.content),
        fields=_with_words(document.text, _attribution_fields(document, attribution)),
    )


def _attribution_fields(document: Document, attribution: Attribution) -> Iterator[Field]:
    """The fields of an attribution."""
    if attribution.confidence is None:
        finder = "by rules over the parse (find/attribution_rules)"
    else:
        finder = f"by the trained tagger, {attribution.confidence:.0%} sure (model)"
    for span in attribution.content:
        yield _field("content", span.text, span.start, span.end, finder)
    cue, source = attribution.cue, attribution.source
    if cue is None:
        yield _field("cue", None, why="the quotation goes on from the one before")
    else:
        yield _field("cue", cue.text, cue.start, cue.end, finder)
        why = f"the stance of “{cue.lemma}” (lexicon/cues)"
        yield _field("stance", cue.stance, cue.start, cue.end, why)
    if source is None:
        yield _field("speaker", "", why="the text names no source")
    else:
        entity = next((e for e in document.entities if e.id == source.entity), None)
        if entity is None:
            why = "its words name nobody who is named elsewhere"
        elif source.name.casefold() in source.text.casefold():
            why = f"its words name {entity.id}"
        else:
            why = f"its words stand for {entity.id} (find/coreference)"
        yield _field("speaker", source.name, source.start, source.end, why)
    quoted = {"direct": "all of it stands", "mixed": "some of it stands", "indirect": "none stands"}
    why = f"{quoted[attribution.kind]} in quotation marks"
    yield _field("quotation", attribution.kind, why=why)


def _field(
    name: str, value: str | None, start: int | None = None, end: int | None = None, why: str = ""
) -> Field:
    """A field whose words are not looked up yet."""
    shown = "none" if value is None else value
    return Field(name=name, value=shown, words=None, start=start, end=end, why=why)


def _with_words(text: str, fields: Iterable[Field]) -> tuple[Field, ...]:
    """The fields with the words that set them."""
    return tuple(
        field
        if field.start is None
        else dataclasses.replace(field, words=text[field.start : field.end])
        for field in fields
    )
