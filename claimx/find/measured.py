"""
What an amount, a share or a level is of: "unemployment rose to 5.1%", "$110 billion in tax breaks".

Each function gives the head of the noun phrase, the number of an earlier figure that is of the same
thing, or None. Source: docs/rules-numbers.md#concepts
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find import syntax
from claimx.find.bounds import trends
from claimx.find.figure_types import Figure
from claimx.find.noun_phrases import (
    LEFT_OUT,
    MAX_PHRASE,
    PRONOUNS,
    Scene,
    head_of,
    is_cut_off,
    leans_on,
    noun_run,
    object_behind,
    of_noun,
)
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from claimx.find.figure_types import Figure

_SIGNS_BETWEEN = word_set("contexts", "concepts", "signs_between")
MAX_CLIMB = 8
# Nouns that hold a figure for something else: "rose by an average of 5%".
HOLDERS = word_set("contexts", "concepts", "holders")
# Right behind money they name what it is for, right behind a percentage what it is a share of.
PURPOSE = {
    "money": word_set("contexts", "concepts", "purpose"),
    "percent": frozenset({"of", "off"}),
}
DATES = frozenset({"DATE", "TIME"})
SPANS_OF_TIME = word_set("contexts", "concepts", "spans_of_time")


def measured(scene: Scene, figure: Figure, lead: int, i: int, j: int) -> Token | int | None:
    """The thing that an amount is the amount of."""
    doc = scene.doc
    head = head_of(doc, i, j)
    if doc[j - 1].text == "-" or (
        j < len(doc) and doc[j].text == "-" and not doc[j - 1].whitespace_ and doc[j].whitespace_
    ):
        return None  # four-, five- and six-cylinder: see lean_forward
    before = doc[lead - 1].lower_ if lead else ""
    behind = _behind(doc, figure, head, j)
    leaning = leans_on(scene, lead)
    if leaning is not None and (behind is None or doc[j].lower_ != "of"):
        return leaning
    if behind is not None and (doc[j].lower_ == "of" or before not in {"for", "at", "of", "to"}):
        return behind
    noun = _attributive(scene, figure, head, i, j)
    if noun is not None:
        return changed_by(scene, noun) or noun
    noun = (
        _before_colon(doc, lead)
        or _before_up_or_down(scene, lead)
        or _before_preposition(scene, lead)
    )
    if noun is not None:
        return noun
    by_role = _by_role(scene, head, i, j)
    if by_role is not None:
        return by_role
    return behind or _right_before(scene, lead)


def _attributive(scene: Scene, figure: Figure, head: Token, i: int, j: int) -> Token | None:
    """The noun that an amount stands before: "a $48.2 million army contract", "5% stake"."""
    doc = scene.doc
    if j >= len(doc):
        return None
    if is_cut_off(doc, j):
        close = next((k for k in range(j, min(j + 8, len(doc))) if doc[k].text == ")"), None)
        if doc[j].text == "(" and close is not None and figure.is_attributive:
            return noun_run(doc, close + 1)  # a 1.8 billion-mile (2.8bn km) journey
        return None
    noun = syntax.modified_by(head)
    if noun is not None and noun.i >= j and syntax.is_noun(noun) and noun.i - j < MAX_PHRASE:
        return noun
    before = doc[i - 1] if i else None
    if figure.is_attributive or (before is not None and syntax.is_determiner(before)):
        return noun_run(doc, j)
    if (
        syntax.is_noun(doc[j])
        and doc[j].lower_ not in SPANS_OF_TIME
        and not syntax.is_subject(doc[j])
        and doc[j].ent_type_ not in DATES
        and not syntax.is_name_word(doc[j])
    ):
        return noun_run(doc, j)
    return None


def _behind(doc: Doc, figure: Figure, head: Token, j: int) -> Token | None:
    """What "of", "in" or "for" right behind the figure names: "25% of cases", "$110 billion in tax breaks"."""
    if j >= len(doc):
        return None
    word = doc[j].lower_
    if word != "of" and word not in PURPOSE.get(figure.kind, ()):
        return None
    noun = object_behind(doc, j)
    if (
        noun is None
        or noun.ent_type_ in {"DATE", "TIME", "GPE"}
        or noun.lower_ in SPANS_OF_TIME | {"total"}
    ):
        return None
    if word != "of" and _is_change(head.head) and syntax.is_verb(head.head):
        return None
    return noun


def _is_change(token: Token) -> bool:
    """Whether the word is a rise or fall."""
    return token.lower_ in trends().moves


def changed_by(scene: Scene, noun: Token) -> Token | None:
    """What rises or falls by a noun of change: "prices" of "a 5% fall in prices", "price" of "price rise"."""
    if noun.lower_ not in trends().nouns:
        return None
    for child in noun.rights:
        if child.lower_ in {"in", "of", "for", "on", "to"}:
            inner = syntax.object_of(child)
            if (
                inner is not None
                and syntax.is_noun(inner)
                and inner.ent_type_ not in {"DATE", "PERCENT", "MONEY", "CARDINAL", "QUANTITY"}
            ):
                return inner
    inner = noun.doc[noun.i - 1] if noun.i else None
    if (
        inner is not None
        and syntax.is_noun(inner)
        and inner.head == noun
        and inner.ent_type_ not in {"PERCENT", "MONEY"}
    ):
        return inner
    return None if syntax.is_subject(noun) else real_noun(_of_clause(scene, noun))


def _before_colon(doc: Doc, i: int) -> Token | None:
    """The word before a colon that the figure follows: "Deaths: 45", "Injured: 12"."""
    return doc[i - 2] if i > 1 and doc[i - 1].text == ":" and doc[i - 2].is_alpha else None


def _before_up_or_down(scene: Scene, i: int) -> Token | int | None:
    """What goes up or down right before a figure: "Blackmores up 9.4%", "JD Sports, down 2p", "Dow +0.2%"."""
    doc = scene.doc
    if (
        i
        and doc[i].text[0] in "+-−"
        and syntax.is_noun(doc[i - 1])
        and doc[i - 1].ent_type_ not in DATES
    ):
        return doc[i - 1]
    k = i - 1
    while (
        k > 0
        and i - k < 4
        and (doc[k].lower_ in LEFT_OUT or syntax.is_adverb(doc[k]) or doc[k].lower_ in "$£€")
        and doc[k].lower_ not in {"up", "down"}
    ):
        k -= 1
    if k < 1 or doc[k].lower_ not in {"up", "down", "+", "-", "higher", "lower", "−"}:
        return None
    k -= 1
    comma = doc[k].text == ","
    k -= comma
    if k < 0:
        return None
    if k in scene.owner:
        return scene.owner[k]
    noun = doc[k]
    if (
        not syntax.is_noun(noun)
        or noun.ent_type_ in DATES
        or (comma and not syntax.is_name_word(noun))
    ):
        return None
    return noun


def _before_preposition(scene: Scene, i: int) -> Token | None:
    """The noun of "a fine of $5m", "levels at 1200 ppm", "Burlington by 2.6%": right before it."""
    doc = scene.doc
    k = i - 1
    while (
        k > 1
        and i - k < 4
        and doc[k].lower_ != "to"
        and (
            doc[k].lower_ in LEFT_OUT
            or doc[k].lower_ in "$£€"
            or syntax.is_determiner(doc[k])
            or syntax.is_adverb(doc[k])
        )
    ):
        k -= 1
    if k < 1 or doc[k].lower_ not in {"of", "at", "by", "worth", "to"}:
        return None
    noun = doc[k - 1]
    if doc[k].lower_ == "to" and not (syntax.is_object(noun) and syntax.is_verb(noun.head)):
        return None  # reducing the tax rate to 28 percent
    if (
        not syntax.is_noun(noun)
        or noun.ent_type_ in DATES
        or noun.lower_ in HOLDERS | SPANS_OF_TIME
        or k - 1 in scene.owner
    ):
        return None
    if doc[k].lower_ == "by" and not (k > 1 and doc[k - 2].text in {",", "and"}):
        return None
    if noun.lower_ in trends().nouns:
        return changed_by(scene, noun)
    if (
        doc[k].lower_ == "at"
        and noun.head.lower_ != "at"
        and syntax.is_verb(noun.head)
        and not syntax.is_object(noun)
        and noun.i < noun.head.i
    ):
        return None
    return noun


def _right_before(scene: Scene, i: int) -> Token | None:
    """The noun right before a figure that nothing else places: "Dow +0.2%", in tables and headlines."""
    doc = scene.doc
    k = i - 1
    while (
        k > 0
        and i - k < 4
        and (
            doc[k].lower_ in LEFT_OUT
            or doc[k].text in _SIGNS_BETWEEN
            or doc[k].lower_ in {"at", "least", "most", "by"}
        )
    ):
        k -= 1
    if (
        k < 0
        or not syntax.is_noun(doc[k])
        or k in scene.owner
        or doc[k].ent_type_ in DATES
        or doc[k].lower_ in SPANS_OF_TIME | HOLDERS
    ):
        return None
    return doc[k]


def _by_role(scene: Scene, head: Token, i: int, j: int) -> Token | int | None:
    """The thing by the place of the figure in its clause: climbs to the noun or verb that it hangs on."""
    if syntax.is_verb(head):  # doubled
        return _of_clause(scene, head)
    token = head
    preposition: Token | None = None
    holder: Token | None = None
    for _ in range(MAX_CLIMB):
        above = token.head
        if above == token:
            break
        if i <= above.i < j:
            token = above
            continue
        if syntax.is_subject(token) and token is head:
            return None
        if above.i in scene.owner and scene.owner[above.i] < len(scene.phrases):
            return scene.owner[above.i]
        if syntax.is_verb(above):
            return _of_verb(scene, above, preposition, i) or holder
        if syntax.is_noun(above) and above.i < i and above.ent_type_ not in DATES:
            if above.lower_ in trends().nouns:
                changed = changed_by(scene, above)
                if changed is not None and not i <= changed.i < j:
                    return changed
            if above.lower_ in HOLDERS and of_noun(above) is None:
                holder = holder or above
            elif not syntax.is_number_word(above):
                return above
        if syntax.preposition_over(token) == above:
            preposition = above
        token = above
    if syntax.is_verb(token):
        return _of_verb(scene, token, preposition, i) or holder
    return holder


def _of_verb(scene: Scene, verb: Token, preposition: Token | None, i: int) -> Token | None:
    """The thing by the verb: its subject, or its object where the figure stands behind "to" or "by"."""
    if preposition is not None and preposition.lower_ in {"to", "by", "from", "at", "for"}:
        for thing in scene.objects_of(verb)[:4]:
            if (
                thing.i < i
                and syntax.is_noun(thing)
                and thing.i not in scene.owner
                and thing.ent_type_ not in DATES
            ):
                return thing
            if thing.i < i and thing.lower_ in {"it", "them", "this", "that"}:
                return None
    return _of_clause(scene, verb)


def _of_clause(scene: Scene, token: Token) -> Token | None:
    """The subject of the clause that a word stands in, its own or that of the clause above."""
    for _ in range(MAX_CLIMB):
        if syntax.is_verb(token):
            subjects = scene.subjects_of(token)
            if subjects:
                return next(
                    (real for real in map(real_noun, reversed(subjects[-4:])) if real is not None),
                    None,
                )
            noun = syntax.noun_of_clause(token)
            if noun is not None:
                return noun
        if token.head == token:
            return None
        token = token.head
    return None


def real_noun(noun: Token | None) -> Token | None:
    """The noun itself, the antecedent of a relative pronoun, what "each" is of; None for a pronoun."""
    if noun is None:
        return None
    if noun.lower_ in {"which", "that", "who"}:
        return syntax.antecedent_of(noun.head)
    if noun.lower_ in {"each", "all", "some", "most", "many", "both"}:
        return of_noun(noun)
    return (
        noun
        if (syntax.is_noun(noun) or noun.lower_.endswith("ing")) and noun.lower_ not in PRONOUNS
        else None
    )
