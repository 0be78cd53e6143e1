"""
The numbers of a text, as records.

`numbers(text)` reads them by their surface alone and needs no spaCy; `find_numbers(doc)` adds what the
parse and the named entities tell: what a number counts, which digits are names, who is 44.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find import not_numbers
from claimx.find.figures import find_figures
from claimx.find.tokens import Tokens
from claimx.records import Number, Span

if TYPE_CHECKING:
    from claimx.find.figure_types import Figure
    from decimal import Decimal

    from spacy.tokens import Doc, Token

NAMES = frozenset(
    {"PRODUCT", "ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART", "PERSON", "GPE", "LOC", "NORP"}
)


def numbers(text: str) -> list[Number]:
    """
    The quantities of a text, without a spaCy model: `concept` and `sentence` are None.

    >>> [(n.value, n.unit) for n in numbers("It cost $1.2 billion.")]
    [(1200000000, 'USD')]

    Args:
        text: any text; offsets count its code points.

    Returns:
        The numbers in text order. Dates, clock times and names with digits are none.

    Source: docs/rules-numbers.md
    """
    tokens = Tokens(text)
    return [
        _number(tokens, figure, n, None, None) for n, figure in enumerate(find_figures(tokens), 1)
    ]


def find_numbers(doc: Doc) -> tuple[Number, ...]:
    """
    The quantities of a parsed text, each with what it counts or measures.

    Args:
        doc: a Doc with tags, parse and entities.

    Source: docs/rules-numbers.md
    """
    from claimx.find import concepts, syntax

    tokens = Tokens(doc.text)
    figures = find_figures(tokens)
    if not figures:
        return ()
    sentences = syntax.sentence_index(doc)
    scene = concepts.Scene(doc)
    kept: list[Figure] = []
    for figure in figures:
        span = doc.char_span(
            tokens.start[figure.core_first], tokens.end[figure.last - 1], alignment_mode="expand"
        )
        if span is None or _is_name(doc, tokens, figure, span.start, span.end):
            continue
        _find_age(doc, figure, span.start, span.end)
        lead = span.start
        if figure.first < figure.core_first:
            opening = doc.char_span(
                tokens.start[figure.first], tokens.end[figure.core_first], alignment_mode="expand"
            )
            lead = span.start if opening is None else opening.start
        concepts.concept_of(
            scene,
            figure,
            lead,
            span.start,
            span.end,
            sentence=sentences.of(tokens.start[figure.first]),
        )
        kept.append(figure)
    concepts.lean_forward(scene)
    found: list[Number] = []
    for n, (figure, place) in enumerate(zip(kept, scene.phrases, strict=True), 1):
        concept = None if place is None else _span(doc, *place)
        found.append(_number(tokens, figure, n, sentences.of(tokens.start[figure.first]), concept))
    return tuple(found)


def _span(doc: Doc, i: int, j: int) -> Span:
    start, end = doc[i].idx, doc[j - 1].idx + len(doc[j - 1])
    return Span(text=doc[i:j].text, start=start, end=end)  # doc.text is made anew at each call


def _number(
    tokens: Tokens, figure: Figure, n: int, sentence: int | None, concept: Span | None
) -> Number:
    start, end = tokens.start[figure.first], tokens.end[figure.last - 1]
    return Number(
        id=f"n{n}",
        sentence=sentence,
        text=tokens.text[start:end],
        start=start,
        end=end,
        kind=figure.kind,
        value=as_json_number(figure.value),
        upper=as_json_number(figure.upper),
        comparison=figure.comparison,
        trend=figure.trend,
        unit=figure.unit,
        per=figure.per,
        concept=concept,
    )


def as_json_number(value: Decimal | None) -> int | float | None:
    """The value as JSON has it: an integer where it is whole, None where no double can hold it."""
    if value is None or value.adjusted() > 307:
        return None
    if not value:
        return 0
    if value == value.to_integral_value():
        return int(value)
    double = float(value)
    return double or None


def _is_name(doc: Doc, tokens: Tokens, figure: Figure, i: int, j: int) -> bool:
    """Whether the parse or the entities make a bare figure part of a name or a date."""
    from claimx.find import syntax

    token = doc[i]
    if figure.kind == "ordinal":
        return syntax.is_adverb(doc[j - 1]) or token.ent_type_ in NAMES
    if not figure.is_bare or figure.comparison != "=" or figure.upper is not None:
        return False
    written = tokens.raw[figure.core_first]
    if "," in written or "." in written:
        return False
    label = token.ent_type_
    if label in {"DATE", "TIME"}:
        return written.isdecimal() and (
            not_numbers.is_year_figure(written)
            or (len(written) < 3 and _is_within_entity(doc, i, j) and not _counts_noun(doc, j))
        )
    if label in NAMES and (
        token.ent_iob_ not in {3, "B"}
        or (written.isdecimal() and j < len(doc) and doc[j].ent_iob_ == "I")
    ):
        return True
    if (
        j < len(doc)
        and syntax.is_singular_name(doc[j])
        and written.isdecimal()
        and len(written) < 4
        and doc[j].ent_type_ not in {"NORP", "GPE", "ORG", "LOC", "PERSON"}
    ):
        return True  # 11 Pro Max, 737 Max jets
    if (
        i
        and syntax.is_name_word(doc[i - 1])
        and doc[i - 1].is_title
        and doc[i - 1].whitespace_
        and written.isdecimal()
        and len(written) < 4
        and not not_numbers.is_plural(tokens, figure.core_last)
    ):
        return doc[i - 1].ent_type_ != "PERSON"
    return syntax.counts_back(token) is not None and not _counts_noun(doc, j)


def _is_within_entity(doc: Doc, i: int, j: int) -> bool:
    """Whether the entity of token i has other tokens than i to j: sm takes "42" alone for a date."""
    return doc[i].ent_iob_ == "I" or (j < len(doc) and doc[j].ent_iob_ == "I")


def _counts_noun(doc: Doc, j: int) -> bool:
    """Whether a noun in small letters follows token j - 1."""
    from claimx.find import syntax

    return (
        j < len(doc) and doc[j].is_lower and (syntax.is_noun(doc[j]) or syntax.is_adjective(doc[j]))
    )


def _find_age(doc: Doc, figure: Figure, i: int, j: int) -> None:
    """Make a bare figure an age where a person is it: "Maria, who was 10", "Chris Wood, 44,"."""
    if (
        not figure.is_bare
        or figure.value is None
        or not 0 < figure.value < 120
        or figure.comparison not in {"=", "~"}
        or figure.upper is not None
    ):
        return
    if _is_age_of_person(doc, i, j):
        figure.kind, figure.unit = "age", "year"


def _is_age_of_person(doc: Doc, i: int, j: int) -> bool:
    from claimx.find import syntax

    before = doc[i - 1] if i else None
    closes = j >= len(doc) or doc[j].is_punct or doc[j].lower_ in {"and", "when", "at", "but"}
    if before is None or not closes:
        return False
    if (
        before.text == ","
        and i > 1
        and doc[i - 2].ent_type_ == "PERSON"
        and (j >= len(doc) or doc[j].text in {",", ".", ";", ")"})
    ):
        return True
    if before.lower_ in {"was", "is", "turned", "am", "are", "were"}:
        subject = syntax.subject_of(before)
        return subject is not None and _is_person(subject)
    if before.lower_ == "at" and doc[i].like_num and (j >= len(doc) or doc[j].is_punct):
        head = before.head
        subject = syntax.subject_of(head) if syntax.is_verb(head) else None
        return (
            subject is not None
            and _is_person(subject)
            and doc[i].text.isdecimal()
            and int(doc[i].text) > 4
        )
    return False


def _is_person(token: Token) -> bool:
    return token.ent_type_ == "PERSON" or token.lower_ in {"he", "she", "i", "who"}
