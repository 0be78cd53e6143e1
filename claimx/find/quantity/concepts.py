"""
What a number counts or measures, by the parse: "1,270 troops", "unemployment rose to 5.1%".

Figures are asked in text order, so that one may lean on the one before it ("1,290 on Monday", "8.4% —
2.685 million people", "up 5% to $84"). Each function gives the head of the noun phrase, or None.
Source: docs/rules-numbers.md#concepts
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find import syntax
from claimx.find.quantity.measured import (
    MAX_CLIMB,
    SPANS_OF_TIME,
    is_teller,
    measured,
    real_noun,
)
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
    set_against,
    through_amount,
)
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from claimx.find.quantity.figure_types import Figure

_AFTER_ELLIPSIS = word_set("contexts", "concepts", "after_ellipsis")
MAX_ELLIPSIS = 12
HAVING = word_set("contexts", "concepts", "having")
PARENTS = word_set("contexts", "concepts", "parents")
LASTING = word_set("contexts", "concepts", "lasting")


def phrases_of(scene: Scene) -> list[tuple[int, int] | None]:
    """
    The phrase that each figure is about, as token indices (a, b), b exclusive, or None.

    Args:
        scene: the parsed text with its figures; it learns what they are about.
    """
    for n, (figure, place) in enumerate(scene.figures):
        concept = _phrase_of(scene, n, figure, place)
        j = place.j
        scene.phrases.append(concept)
        scene.ends.append(concept[1] if concept is not None and j <= concept[0] <= j + 1 else j)
    _lean_forward(scene)
    return scene.phrases


def _phrase_of(scene: Scene, n: int, figure: Figure, place: Place) -> tuple[int, int] | None:
    found = _thing(scene, figure, place)
    if found is None:
        return None
    if not isinstance(found, int):
        found = _verb_as_noun(found, place)
    if not isinstance(found, int) and figure.kind != "ordinal":  # the first 18 years
        found = scene.owner.get(found.i, found)  # another figure's word: of the same thing
    if isinstance(found, int):
        if found > n and scene.figures[found][0].kind == "age":  # two 17-year-olds
            return scene.figures[found][1][1:3]
        return scene.phrases[found] if found < n else None
    is_count = figure.kind in {"count", "ratio"}
    return phrase(scene, through_amount(found, is_count=is_count), place.j)


def _verb_as_noun(noun: Token, place: Place) -> Token:
    """The noun before a "costs" that the parser takes for one: "a gallon of gas costs $3.49"."""
    is_verb = noun.lower_ == "costs" and noun.i + 1 == place.lead and noun.i
    before = noun.doc[noun.i - 1] if is_verb else noun
    return before if syntax.is_noun(before) else noun


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
        return _aged(doc, head_of(doc, i, j), place)
    return measured(scene, figure, place)


def _counted(scene: Scene, figure: Figure, place: Place) -> Token | int | None:
    """The noun behind a count ("15 tanks", "two of the men"), or what a bare figure is the level of."""
    doc, j = scene.doc, place.j
    before = [token.lower_ for token in doc[max(0, place.lead - 2) : place.lead]]
    if before[1:] == ["of"] and before[0] in PARENTS:
        return None  # a mother of three
    noun = object_behind(doc, j) if j < len(doc) and doc[j].lower_ == "of" else None
    if noun is not None:
        return noun
    is_rate = j < len(doc) and doc[j].lower_ == "per"  # 250 per 100,000 people
    noun = None if is_rate or figure.shape == "factor" else noun_after(doc, place.i, j)
    if noun is not None and not _is_time(doc, noun, j):
        is_told = before[-1:] in (["the"], ["than"], ["minimum"]) and is_teller(noun)
        return None if is_told else noun
    if before[-1:] in (["latter"], ["former"]) or (noun is None and before in _BARE_RANKS):
        return None
    leaning = leans_on(scene, place.lead)
    if leaning is None:
        leaning = set_against(scene, figure, place.lead)
    if leaning is None:
        leaning = _elliptic(scene, place)
    is_pointing = before[-1:] == ["the"] and figure.shape == "word"  # between the two
    if leaning is not None or is_pointing or _is_had(head_of(doc, place.i, j)):
        return leaning
    return measured(scene, figure, place)


_BARE_RANKS = (["the", "other"], ["the", "last"], ["the", "first"], ["the", "next"])


def _elliptic(scene: Scene, place: Place) -> int | None:
    """
    The number of the count before a bare one in its sentence that has the noun left out here.

    "1,100 men on Friday and 1,300 on Sunday", "of the 10 judges who will hear it, six were
    appointed", "six rallies, including two in Leeds", "she has 11 delegates, he has 10".
    """
    doc, (lead, i, j, _) = scene.doc, place
    before = doc[lead - 1].lower_ if lead else ""
    head = head_of(doc, i, j)
    after = doc[min(j, len(doc) - 1)]
    is_closed = after.i < j or after.lower_ in _AFTER_ELLIPSIS or is_cut_off(doc, after.i)
    is_had = _is_had(head) and (is_closed or after.lower_ in _JOINED)
    n = _last_count(scene, back=int(is_had))
    if n is None or scene.phrases[n] is None:
        return None
    is_near = lead - scene.ends[n] < MAX_ELLIPSIS
    goes_on = is_closed or syntax.is_past(after) or after.lower_.endswith("ed")  # 112 wounded
    if (
        is_had
        or syntax.is_subject(head)
        or (before in {"including", "with", "than", "versus"} and is_near)
        or (before in _JOINED and goes_on and is_near)
        or (_is_list_twin(scene, i) and goes_on)
    ):
        return n
    return None


_JOINED = frozenset({"and", ",", "or", "but", "while", "-", "–", "—"})


def _last_count(scene: Scene, *, back: int) -> int | None:
    """The number of the last count that is no part of another, in this sentence or one `back`."""
    return next(
        (
            k
            for k in scene.earlier(back=back)
            if scene.figures[k][0].kind == "count" and _is_free(scene, k)
        ),
        None,
    )


def _is_free(scene: Scene, n: int) -> bool:
    """Whether figure n is no part of another: "15 people, including four children, and 60 more"."""
    lead = scene.figures[n][1].lead
    return not lead or scene.doc[lead - 1].lower_ != "including"


def _is_had(head: Token) -> bool:
    """Whether a bare figure is what somebody has or gets: "Ms Roe has 10", which is no level of hers."""
    return syntax.is_object(head) and head.head.lemma_ in HAVING


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


def _lean_forward(scene: Scene) -> None:
    """Give a figure that has no noun of its own that of the next in its list: "four-, five- and six-door cars"."""
    for n in range(len(scene.phrases) - 2, -1, -1):
        if scene.phrases[n] is not None or scene.phrases[n + 1] is None:
            continue
        figure, following = scene.figures[n][0], scene.figures[n + 1][0]
        if figure.kind != following.kind and not figure.is_attributive:
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


def _aged(doc: Doc, head: Token, place: Place) -> Token | None:
    """The person or thing of that age: "a 65-year-old teacher", "children aged 8", "she was 10"."""
    lead, i, j, _ = place
    if doc[j - 1].lower_ == "olds":
        return None  # two 17-year-olds
    if lead and syntax.is_plural_noun(doc[lead - 1]):
        return doc[lead - 1]
    before = doc[i - 1].lower_ if i else ""
    is_closed = doc[j - 1].lower_ in {"old", "age"} and "-" not in doc[i:j].text
    noun = syntax.modified_by(head)
    if noun is None or not syntax.is_noun(noun) or noun.i < j:
        is_behind = not is_closed and before not in {"aged", "age", ","}
        noun = noun_after(doc, i, j) if is_behind else None
    if noun is not None and noun.lower_ not in SPANS_OF_TIME:
        return noun
    is_person = doc[j - 1].lower_ == "old" and head.head.lemma_ != "be"
    is_alone = is_person and (syntax.is_object(head) or syntax.is_subject(head))
    above = head
    for _ in range(0 if is_alone else MAX_CLIMB):  # it killed a 13-year-old
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
        is_holder = preposition.head.lower_ in {"course", "period", "total", "average", "space"}
        return None if is_holder else preposition.head
    if syntax.is_object(head) and syntax.is_verb(head.head) and head.head.lemma_ in LASTING:
        return real_noun(syntax.subject_of(head.head))
    return None
