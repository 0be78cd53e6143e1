"""
What a number counts or measures, by the parse: "1,270 troops", "unemployment rose to 5.1%".

Figures are asked in text order, so that one may lean on the one before it ("1,290 on Monday", "8.4% —
2.685 million people", "up 5% to $84"). Each function gives the head of the noun phrase, or None.
Source: docs/rules-numbers.md#concepts
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find import syntax
from claimx.find.quantity.measured import MAX_CLIMB, SPANS_OF_TIME, measured, real_noun
from claimx.find.quantity.noun_phrases import (
    Place,
    Scene,
    head_of,
    is_cut_off,
    leans_on,
    noun_after,
    noun_run,
    object_behind,
    phrase,
    through_amount,
)
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from claimx.find.quantity.figure_types import Figure

_AFTER_ELLIPSIS = word_set("contexts", "concepts", "after_ellipsis")
MAX_ELLIPSIS = 12
LASTING = word_set("contexts", "concepts", "lasting")


def concept_of(scene: Scene, figure: Figure, place: Place) -> tuple[int, int] | None:
    """
    The phrase that a figure is about, as token indices (a, b), b exclusive.

    Args:
        scene: the parsed text with the figures up to this one; it learns this one.
        figure: the quantity.
        place: where it stands.
    """
    n = len(scene.phrases)
    j = place.j
    scene.sentences.append(place.sentence)
    start = place.lead if figure.kind == "age" else place.i  # "ages 16 to 24": no such things
    scene.owner.update(dict.fromkeys(range(start, j), n))
    found = _thing(scene, figure, place)
    if found is not None and not isinstance(found, int) and found.i in scene.owner:
        found = scene.owner[found.i]  # the word is another figure's: of the same thing
    concept: tuple[int, int] | None = None
    if isinstance(found, int):
        concept = scene.phrases[found] if found < n else None
    elif found is not None:
        is_count = figure.kind in {"count", "ratio"}
        concept = phrase(scene, through_amount(found, is_count=is_count), j)
    scene.phrases.append(concept)
    scene.counts.append(figure.kind == "count")
    scene.ends.append(concept[1] if concept is not None and j <= concept[0] <= j + 1 else j)
    return concept


def _thing(scene: Scene, figure: Figure, place: Place) -> Token | int | None:
    """The head of the phrase, or the number of an earlier figure that is of the same thing."""
    doc, i, j = scene.doc, place.i, place.j
    if figure.kind == "ordinal":
        return noun_after(doc, i, j)
    if figure.kind in {"count", "ratio"}:
        is_score = figure.kind == "ratio" and figure.upper is not None
        return None if is_score else _counted(scene, figure, place)
    if figure.kind == "duration":
        return _lasting(doc, head_of(doc, i, j), i, j)
    if figure.kind == "age":
        return _aged(doc, head_of(doc, i, j), i, j)
    return measured(scene, figure, place)


def _counted(scene: Scene, figure: Figure, place: Place) -> Token | int | None:
    """The noun behind a count ("15 tanks", "two of the men"), or what a bare figure is the level of."""
    doc, j = scene.doc, place.j
    noun = object_behind(doc, j) if j < len(doc) and doc[j].lower_ == "of" else None
    if noun is not None:
        return noun
    noun = noun_after(doc, place.i, j) if figure.shape != "factor" else None
    if noun is not None and not _is_time(doc, noun, j):
        return noun
    leaning = leans_on(scene, place.lead)
    if leaning is None and _is_elliptic(scene, place):
        leaning = len(scene.phrases) - 1
    return leaning if leaning is not None else measured(scene, figure, place)


def _is_elliptic(scene: Scene, place: Place) -> bool:
    """
    Whether a bare count leaves out the noun of the count before it in its sentence.

    "1,100 men on Friday and 1,300 on Sunday", "of the 10 judges who will hear it, six were
    appointed", "six rallies, including two in Leeds".
    """
    n = len(scene.phrases) - 1
    if n < 0 or not scene.counts[n] or scene.phrases[n] is None:
        return False
    if scene.sentences[n] != scene.sentences[n + 1]:
        return False
    doc, (lead, i, j, _) = scene.doc, place
    before = doc[lead - 1].lower_ if lead else ""
    if before in {"including", "with", "than", "versus"} and lead - scene.ends[n] < MAX_ELLIPSIS:
        return True
    if syntax.is_subject(head_of(doc, i, j)):
        return True
    after = doc[j].lower_ if j < len(doc) else "."
    if before in {"and", ",", "or"} and after in _AFTER_ELLIPSIS:
        return lead - scene.ends[n] < MAX_ELLIPSIS
    return _is_list_twin(scene, i) and after in _AFTER_ELLIPSIS


def _is_list_twin(scene: Scene, i: int) -> bool:
    """Whether the parse coordinates the numeral with the figure before it or what that counts."""
    first = syntax.first_conjunct(scene.doc[i])
    last = scene.phrases[-1]
    return (
        first is not None
        and last is not None
        and (scene.owner.get(first.i) == len(scene.phrases) - 1 or last[0] <= first.i < last[1])
    )


def _is_time(doc: Doc, noun: Token, j: int) -> bool:
    """Whether the noun is "last year" and the like, which no numeral counts."""
    return noun.lower_ in SPANS_OF_TIME and any(
        doc[k].lower_ in {"last", "this", "next", "each", "every", "the"} for k in range(j, noun.i)
    )


def lean_forward(scene: Scene) -> None:
    """Give a figure that has no noun of its own that of the next in its list: "four-, five- and six-door cars"."""
    for n in range(len(scene.phrases) - 2, -1, -1):
        if scene.phrases[n] is not None or scene.phrases[n + 1] is None:
            continue
        start = next(
            (
                k
                for k in range(scene.ends[n], min(scene.ends[n] + 4, len(scene.doc)))
                if scene.owner.get(k) == n + 1
            ),
            None,
        )
        if start is not None and all(
            token.lower_ in {"-", ",", "and", "or", "to", "–"}
            for token in scene.doc[scene.ends[n] : start]
        ):
            scene.phrases[n] = scene.phrases[n + 1]


def _aged(doc: Doc, head: Token, i: int, j: int) -> Token | None:
    """The person or thing of that age: "a 65-year-old teacher", "Anna Roe, 44", "she was 10"."""
    noun = syntax.modified_by(head)
    if noun is not None and syntax.is_noun(noun) and noun.i >= j:
        return noun
    before = doc[i - 1].lower_ if i else ""
    is_closed = doc[j - 1].lower_ in {"old", "age"} and "-" not in doc[i:j].text
    noun = None if is_closed or before in {"aged", "age", ","} else noun_after(doc, i, j)
    if noun is not None and noun.lower_ not in SPANS_OF_TIME:
        return noun
    above = head
    for _ in range(MAX_CLIMB):
        if above.head == above:
            break
        above = above.head
        if i <= above.i < j or above.lower_ in {"age", "ages"}:
            continue
        if syntax.is_noun(above) and above.i < i:
            return above
        if syntax.is_verb(above):
            subject = real_noun(syntax.subject_of(above))
            return subject if subject is not None and not i <= subject.i < j else None
    return None


def _lasting(doc: Doc, head: Token, i: int, j: int) -> Token | None:
    """What a duration is of: "its two-year conflict", "60 days' pay", "the trip took 20 minutes"."""
    noun = syntax.modified_by(head)
    if noun is not None and syntax.is_noun(noun) and noun.i >= j and not is_cut_off(doc, j):
        between = {doc[k].lower_ for k in range(j, noun.i)}
        return None if between & {"ago", "later", "earlier"} else noun
    before = doc[i - 1].lower_ if i else ""
    if before in {"a", "an", "its", "their", "his", "her"} or "-" in doc[i:j].text:
        return noun_run(doc, j)
    preposition = syntax.preposition_over(head)
    if preposition is not None and preposition.lower_ == "of" and syntax.is_noun(preposition.head):
        return preposition.head
    if syntax.is_object(head) and syntax.is_verb(head.head) and head.head.lemma_ in LASTING:
        return real_noun(syntax.subject_of(head.head))
    return None
