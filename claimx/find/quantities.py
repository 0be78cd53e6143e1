"""
The numbers of a text, as records.

`numbers(text)` reads them by their surface alone and needs no spaCy; `find_numbers(doc)` adds what the
parse and the named entities tell: what a number counts, which digits are names, who is 44.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from claimx.find import syntax
from claimx.find.quantity import codes, concepts, not_numbers
from claimx.find.quantity.figures import find_figures
from claimx.find.quantity.noun_phrases import Place, Scene
from claimx.find.quantity.tokens import Tokens
from claimx.find.script import script_of
from claimx.records import Number, Span

if TYPE_CHECKING:
    from decimal import Decimal

    from spacy.tokens import Doc, Token

    from claimx.find.quantity.figure_types import Figure

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
    script = script_of(doc)
    tokens = Tokens(script.text)
    figures = find_figures(tokens)
    if not figures:
        return ()
    sentences = script.sentences(doc)
    kept: list[tuple[Figure, Place]] = []
    for figure in figures:
        i, j = _tokens_of(doc, tokens, figure.core_first, figure.last)
        if i == j or _is_name(doc, tokens, figure, i, j):
            continue
        if kept and figure.is_bare and _is_counted(doc, *kept[-1], i):
            continue
        if _may_be_age(figure) and _is_age_of_person(doc, i, j):
            figure.kind, figure.unit = "age", "year"
        lead, _ = _tokens_of(doc, tokens, figure.first, figure.last)
        sentence = sentences.of(tokens.start[figure.first])
        kept.append((figure, Place(lead, i, j, sentence)))
    phrases = concepts.phrases_of(Scene(doc, kept))
    return tuple(
        _number(tokens, figure, n, place.sentence, None if of is None else _span(doc, *of))
        for n, ((figure, place), of) in enumerate(zip(kept, phrases, strict=True), 1)
    )


def _tokens_of(doc: Doc, tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """The spaCy tokens that hold light tokens `first` to `last`, as (i, j); (0, 0) for none."""
    start, end = tokens.start[first], tokens.end[last - 1]
    span = doc.char_span(start, end, alignment_mode="expand")
    return (0, 0) if span is None else (span.start, span.end)


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


# ------------------------------------------------------------------ what the parse knows


def _is_name(  # noqa: PLR0911 (a list of cases)
    doc: Doc, tokens: Tokens, figure: Figure, i: int, j: int
) -> bool:
    """Whether the parse or the entities make a bare figure part of a name or a date."""
    if figure.kind == "ordinal":
        is_joined = j < len(doc) and (doc[j].text == "-" or syntax.is_superlative(doc[j]))
        is_adverb = syntax.is_adverb(doc[j - 1]) and not is_joined  # the third-largest city
        return is_adverb or doc[i].ent_type_ in NAMES
    if not figure.is_bare or figure.comparison != "=" or figure.upper is not None:
        return False
    written = tokens.raw[figure.core_first]
    is_short = written.isdecimal() and len(written) < 4
    label = doc[i].ent_type_
    if written.lower() == "one" and _is_pronoun(doc, i, j):
        return True
    if label in {"DATE", "TIME"}:
        if codes.is_year_figure(written):
            return not (_counts_noun(doc, j) and not "1800" <= written <= "2030")
        # sm takes "42" alone for a date, and "51 in May to 88 in June" for one.
        is_day = is_short and len(written) < 3 and not _counts_noun(doc, j)
        return is_day and (_is_month(doc, i - 1) or _is_month(doc, j))
    if "," in written or "." in written:
        return False
    if label in NAMES and (_goes_on(doc, i) or (written.isdecimal() and _goes_on(doc, j))):
        return True
    if is_short and (_is_model_number(doc, j) or _is_behind_name(doc, tokens, figure, i)):
        return True
    return syntax.counts_back(doc[i]) is not None and not _counts_noun(doc, j)


def _is_counted(doc: Doc, before: Figure, place: Place, i: int) -> bool:
    """Whether the figure at token i names what the one before counts: "two new 737 Max jets"."""
    between = doc[place.j : i]
    is_near = i - place.j == 1 or (i == place.j and before.shape == "word")
    is_count = before.kind == "count" and before.is_bare and is_near
    return is_count and doc[i].is_digit and all(map(syntax.is_adjective, between))


def _is_month(doc: Doc, k: int) -> bool:
    return 0 <= k < len(doc) and doc[k].lower_ in codes.months()


def _is_pronoun(doc: Doc, i: int, j: int) -> bool:
    """Whether "one" stands for a thing: "I think one needs", "though one soon to be answered"."""
    if syntax.is_pronoun(doc[i]) or syntax.is_noun(doc[i]):
        return True
    return j < len(doc) and syntax.is_adverb(doc[j]) and syntax.modified_by(doc[i]) is None


def _goes_on(doc: Doc, k: int) -> bool:
    """Whether token k goes on with the entity that began before it."""
    return k < len(doc) and doc[k].ent_iob_ == "I"


def _is_model_number(doc: Doc, j: int) -> bool:
    """Whether a singular name follows that is no people, place or body, and no plural: "11 Pro Max"."""
    if j >= len(doc) or not syntax.is_singular_name(doc[j]):
        return False
    if doc[j].ent_type_ in {"NORP", "GPE", "ORG", "LOC", "PERSON"}:
        return False
    run = itertools.takewhile(syntax.is_in_noun_run, doc[j : j + MAX_RUN])
    return not any(map(syntax.is_plural_word, run))  # 58 Fortune 500 companies


MAX_RUN = 5


def _is_behind_name(doc: Doc, tokens: Tokens, figure: Figure, i: int) -> bool:
    """Whether a name of no person stands right before the figure, and no plural behind: "Apollo 11"."""
    if not i or not_numbers.is_plural(tokens, figure.core_last):
        return False
    before = doc[i - 1]
    is_name = syntax.is_name_word(before) and before.is_title and before.whitespace_ != ""
    return is_name and before.ent_type_ != "PERSON"


def _counts_noun(doc: Doc, j: int) -> bool:
    """Whether a noun in small letters follows token j - 1."""
    if j >= len(doc) or not doc[j].is_lower:
        return False
    return syntax.is_noun(doc[j]) or syntax.is_adjective(doc[j])


def _may_be_age(figure: Figure) -> bool:
    """Whether a bare figure is one that people reach."""
    if not figure.is_bare or figure.value is None or figure.upper is not None:
        return False
    return figure.comparison in {"=", "~"} and 0 < figure.value < MAX_AGE


MAX_AGE = 120


def _is_age_of_person(doc: Doc, i: int, j: int) -> bool:
    """Whether tokens i to j are a person's age: "Maria, who was 10", "Chris Wood, 44,", "he left at 14."."""
    after = doc[j].text if j < len(doc) else "."
    is_end = j >= len(doc) or doc[j].is_punct
    if not i or not (is_end or after in {"and", "when", "at", "but"}):
        return False
    before = doc[i - 1]
    word = before.lower_
    if word == ",":
        if i < 2 or after not in {",", ".", ";", ")"}:
            return False
        is_noun = syntax.is_singular_noun(doc[i - 2]) and doc[i].is_digit  # the woman, 29, was
        return doc[i - 2].ent_type_ == "PERSON" or (is_noun and after == ",")
    if word in {"was", "is", "turned", "am", "are", "were"}:
        return _is_person(syntax.subject_of(before))
    if word != "at" or not is_end or not doc[i].is_digit or doc[i].text in {"1", "2", "3", "4"}:
        return False
    return syntax.is_verb(before.head) and _is_person(syntax.subject_of(before.head))


def _is_person(token: Token | None) -> bool:
    if token is None:
        return False
    return token.ent_type_ == "PERSON" or token.lower_ in {"he", "she", "i", "who"}
