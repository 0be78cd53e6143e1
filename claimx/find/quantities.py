"""
The numbers of a text, as records.

`numbers(text)` reads them by their surface alone and needs no spaCy; `find_numbers(doc)` adds what the
parse and the named entities tell: what a number counts, which digits are names, who is 44.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from claimx.find.figures import Figure, find_figures
from claimx.find.tokens import Tokens
from claimx.records import Number, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NAMES = frozenset({"PRODUCT", "ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART", "PERSON", "GPE", "LOC", "NORP"})


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
    return [_number(tokens, figure, n, None, None) for n, figure in enumerate(find_figures(tokens), 1)]


def find_numbers(doc: Doc) -> tuple[Number, ...]:
    """
    The quantities of a parsed text, each with what it counts or measures.

    Args:
        doc: a Doc with tags, parse and entities.

    Source: docs/rules-numbers.md
    """
    from claimx.find import concepts, syntax  # noqa: PLC0415 - they need spaCy, numbers() does not

    tokens = Tokens(doc.text)
    figures = find_figures(tokens)
    if not figures:
        return ()
    sentences = syntax.sentence_index(doc)
    found: list[Number] = []
    last_count: tuple[int, Span | None] = (-1, None)
    last_span: tuple[int, Span | None] = (-1, None)
    for figure in figures:
        span = doc.char_span(tokens.start[figure.core_first], tokens.end[figure.core_last - 1], alignment_mode="expand")
        if span is None or _is_name(doc, tokens, figure, span.start, span.end):
            continue
        _find_age(doc, tokens, figure, span.start, span.end)
        start = tokens.start[figure.first]
        sentence = sentences.of(start)
        place = concepts.concept_of(doc, figure, span.start, span.end)
        concept = None if place is None else _span(doc, *place)
        if concept is not None and concept.start < tokens.end[figure.core_last - 1] and concept.end > tokens.start[figure.core_first]:
            concept = None
        if figure.kind == "count" and (concept is None or False) and last_count[0] == sentence:
            concept = last_count[1]
        if tokens.word(figure.first - 1) == "(" and last_span[0] == sentence and figure.kind in {"money", "percent", "measure"} and found and tokens.text[found[-1].end : start].strip() == "(":
            concept = last_span[1]
        if figure.kind == "count":
            last_count = (sentence, concept)
        last_span = (sentence, concept)
        found.append(_number(tokens, figure, len(found) + 1, sentence, concept))
    return tuple(found)


def _span(doc: Doc, i: int, j: int) -> Span:
    start, end = doc[i].idx, doc[j - 1].idx + len(doc[j - 1])
    return Span(text=doc.text[start:end], start=start, end=end)


def _number(tokens: Tokens, figure: Figure, n: int, sentence: int | None, concept: Span | None) -> Number:
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
    from claimx.find import syntax  # noqa: PLC0415

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
        return written.isdecimal() and len(written) in {1, 2, 4} and not _counts_noun(doc, j)
    if label in NAMES and not token.ent_iob_ == "B":
        return True
    return syntax.counts_back(token) is not None and not _counts_noun(doc, j)


def _counts_noun(doc: Doc, j: int) -> bool:
    """Whether a noun in small letters follows token j - 1."""
    from claimx.find import syntax  # noqa: PLC0415

    return j < len(doc) and doc[j].is_lower and (syntax.is_noun(doc[j]) or syntax.is_adjective(doc[j]))


def _find_age(doc: Doc, tokens: Tokens, figure: Figure, i: int, j: int) -> None:
    """Make a bare figure an age where a person is it: "Maria, who was 10", "Chris Wood, 44,"."""
    if not figure.is_bare or figure.value is None or not 0 < figure.value < 120 or figure.comparison not in {"=", "~"} or figure.upper is not None:
        return
    if _is_age_of_person(doc, i, j):
        figure.kind, figure.unit = "age", "year"


def _is_age_of_person(doc: Doc, i: int, j: int) -> bool:
    from claimx.find import syntax  # noqa: PLC0415

    before = doc[i - 1] if i else None
    closes = j >= len(doc) or doc[j].is_punct or doc[j].lower_ in {"and", "when", "at", "but"}
    if before is None or not closes:
        return False
    if before.text == "," and i > 1 and doc[i - 2].ent_type_ == "PERSON" and (j >= len(doc) or doc[j].text in {",", ".", ";", ")"}):
        return True
    if before.lower_ in {"was", "is", "turned", "am", "are", "were"}:
        subject = syntax.subject_of(before)
        return subject is not None and _is_person(subject)
    if before.lower_ == "at" and doc[i].like_num and (j >= len(doc) or doc[j].is_punct):
        head = before.head
        subject = syntax.subject_of(head) if syntax.is_verb(head) else None
        return subject is not None and _is_person(subject) and doc[i].text.isdecimal() and int(doc[i].text) > 4
    return False


def _is_person(token: Token) -> bool:
    return token.ent_type_ == "PERSON" or token.lower_ in {"he", "she", "i", "who"}
