"""
What an amount, a share or a level is of: "unemployment rose to 5.1%", "$110 billion in tax breaks".

Each function gives the head of the noun phrase, the number of an earlier figure that is of the same
thing, or None. Source: docs/rules-numbers.md#concepts
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find import syntax
from claimx.find.quantity.bounds import trends
from claimx.find.quantity.figure_types import Figure
from claimx.find.quantity.noun_phrases import (
    LEFT_OUT,
    MAX_PHRASE,
    PRONOUNS,
    Place,
    Scene,
    head_of,
    is_cut_off,
    leans_on,
    noun_run,
    object_behind,
    of_noun,
    set_against,
)
from claimx.find.quantity.units import SIZES
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from claimx.find.quantity.figure_types import Figure

_SIGNS_BETWEEN = word_set("contexts", "concepts", "signs_between")
MAX_CLIMB = 8
# Subjects or objects of one verb that are looked at.
MAX_READ = 4
AMOUNT_LABELS = frozenset({"DATE", "PERCENT", "MONEY", "CARDINAL", "QUANTITY"})
MONEY_SIGNS = frozenset("$£€")
UP_OR_DOWN = frozenset({"up", "down", "higher", "lower", "+", "-", "−"})
# Nouns that hold a figure for something else: "rose by an average of 5%".
HOLDERS = word_set("contexts", "concepts", "holders")
# Who does this gives a figure, and is not what it is of.
SAYING = word_set("contexts", "concepts", "saying")
PAYING = word_set("contexts", "concepts", "paying")
# Right behind money they name what it is for, right behind a percentage what it is a share of.
PURPOSE = {
    "money": word_set("contexts", "concepts", "purpose"),
    "percent": frozenset({"of", "off"}),
}
DATES = frozenset({"DATE", "TIME"})
SPANS_OF_TIME = word_set("contexts", "concepts", "spans_of_time")


def measured(scene: Scene, figure: Figure, place: Place) -> Token | int | None:
    """The thing that an amount is the amount of."""
    doc, (lead, i, j, _) = scene.doc, place
    head = head_of(doc, i, j)
    is_money = figure.kind == "money"
    k = _over_bracket(doc, j)
    behind = _behind(doc, figure, head, k)
    is_of = k < len(doc) and doc[k].lower_ == "of"
    pronoun = doc[k + 1 : k + 2].text.lower() if is_of and behind is None else ""
    if _hangs(doc, j) or pronoun in {"what", "which", "it"}:
        return None  # 90 percent of what? For "four- and six-cylinder" see lean_forward
    if pronoun in {"them", "whom", "these"}:
        leaning = next((n for n in scene.earlier() if scene.figures[n][0].kind == "count"), None)
    else:
        leaning = leans_on(scene, lead)
    if leaning is None:
        leaning = set_against(scene, figure, lead)
    if leaning is not None and (behind is None or not is_of):
        return leaning
    before = _word_before(doc, lead)
    if behind is not None and (is_of or before not in {"for", "at", "of", "to"}):
        return behind
    if before == "by" and lead > 1 and _is_done(doc[lead - 2]) and not is_money:
        return None  # picked by three in 10
    noun = _attributive(doc, figure, head, i, j)
    if noun is not None:
        return changed_by(scene, noun, is_money=is_money) or noun
    return _led_to(scene, place, head, is_money=is_money)


def _last_thing(scene: Scene) -> Token | None:
    """What the figure before in the sentence is about."""
    n = next(scene.earlier(), None)
    of = scene.phrases[n] if n is not None else None
    return None if of is None else scene.doc[of[1] - 1]


def _word_before(doc: Doc, lead: int) -> str:
    """The word before a figure, over "just" and "only"."""
    k = lead - 1
    while k > 0 and doc[k].lower_ in {"just", "only"}:
        k -= 1
    return doc[k].lower_ if lead else ""


def _led_to(scene: Scene, place: Place, head: Token, *, is_money: bool) -> Token | int | None:
    """The thing that stands before the figure: right before it, or higher up in its clause."""
    lead, i, j, _ = place
    for rule in (_before_colon, _name_right_before, _before_up_or_down, _before_preposition):
        found = rule(scene, lead)
        if found is not None:
            return found
    if is_money and syntax.is_object(head) and head.head.lemma_ in PAYING:
        return None  # the fund gave $5m: no amount of its own
    found = _by_role(scene, head, i, j)
    if found is None:
        return _right_before(scene, lead, j)
    is_payer = is_money and not isinstance(found, int) and found.ent_type_ == "PERSON"
    return None if is_payer else found


def _hangs(doc: Doc, j: int) -> bool:
    """Whether the figure ends in a hyphen that waits for the next figure's noun."""
    if doc[j - 1].text == "-":
        return True
    is_hyphen = j < len(doc) and doc[j].text == "-" and not doc[j - 1].whitespace_
    return is_hyphen and doc[j].whitespace_ != ""


def _is_thing(noun: Token) -> bool:
    """Whether the word is a noun that may have an amount: no date, no "year", no "total"."""
    is_time = noun.ent_type_ in DATES or noun.lower_ in SPANS_OF_TIME
    return syntax.is_noun(noun) and not is_time


def _attributive(doc: Doc, figure: Figure, head: Token, i: int, j: int) -> Token | None:
    """The noun that an amount stands before: "a $48.2 million army contract", "5% stake"."""
    if j >= len(doc):
        return None
    if is_cut_off(doc, j):
        is_open = doc[j].text == "(" and figure.is_attributive
        close = next((k for k in range(j, min(j + 8, len(doc))) if doc[k].text == ")"), None)
        # a 1.8 billion-mile (2.8bn km) journey
        return noun_run(doc, close + 1) if is_open and close is not None else None
    noun = syntax.modified_by(head)
    if noun is not None and noun.lower_ in {"fewer", "less", "more"}:
        noun = syntax.modified_by(noun)  # 12% less rain
    if noun is not None and syntax.is_noun(noun) and j <= noun.i < j + MAX_PHRASE:
        return None if is_teller(noun) else noun
    is_determined = i > 0 and syntax.is_determiner(doc[i - 1])
    is_next = (
        _is_thing(doc[j])
        and doc[j].lower_ not in HOLDERS
        and not (syntax.is_subject(doc[j]) or syntax.is_name_word(doc[j]))
    )
    return noun_run(doc, j) if figure.is_attributive or is_determined or is_next else None


def _behind(doc: Doc, figure: Figure, head: Token, j: int) -> Token | None:
    """What "of", "in" or "for" right behind the figure names: "25% of cases", "$110 billion in tax breaks"."""
    word = doc[j].lower_ if j < len(doc) else ""
    if word == "from":
        if not (figure.kind == "money" and head.head.lemma_ in _TAKING):
            return None
    elif word != "of":
        is_change = syntax.is_verb(head.head) and head.head.lower_ in trends().moves
        if word not in PURPOSE.get(figure.kind, ()) or is_change:
            return None
    noun = object_behind(doc, j)
    if noun is None or not _is_thing(noun) or noun.ent_type_ == "GPE" or noun.lower_ == "total":
        return None
    return noun


_TAKING = frozenset({"wipe", "knock", "slash", "shave", "strip", "erase", "trim"})


def _over_bracket(doc: Doc, j: int) -> int:
    """The "of" behind a bracket that opens or closes at token j: "450 Nm (332 lb-ft) of torque"; else j."""
    if j >= len(doc) or doc[j].text not in {"(", ")"}:
        return j
    close = next((k for k in range(j, min(j + 8, len(doc) - 1)) if doc[k].text == ")"), None)
    return close + 1 if close is not None and doc[close + 1].lower_ == "of" else j


def is_teller(noun: Token) -> bool:
    """Whether the noun behind a figure is who gives it: "the $20 million experts say it costs"."""
    if noun.lower_ not in _TELLERS or noun.i + 2 >= len(noun.doc):
        return False
    after = noun.doc[noun.i + 1]
    return (noun.doc[noun.i + 2] if after.lemma_ == "have" else after).lemma_ in SAYING


_TELLERS = word_set("contexts", "concepts", "tellers")


def changed_by(scene: Scene, noun: Token, *, is_money: bool = False) -> Token | None:
    """
    What rises or falls by a noun of change: "prices" of "a 5% fall in prices", "price" of "price rise".

    Of money a loss or a tax cut is a thing of its own; what nobody names is the change itself.
    """
    is_change = noun.lower_ in trends().nouns
    if not is_change or (is_money and noun.lower_ in trends().sums):
        return noun if is_change else None
    for child in noun.rights:
        inner = syntax.object_of(child) if child.lower_ in {"in", "of", "for", "on", "to"} else None
        if inner is not None and syntax.is_noun(inner) and inner.ent_type_ not in AMOUNT_LABELS:
            return inner
    inner = noun.doc[noun.i - 1] if noun.i else noun
    if inner.head == noun and inner.ent_type_ not in AMOUNT_LABELS and syntax.is_noun(inner):
        return inner
    if syntax.is_apposition(noun):
        return _last_thing(scene)  # at 85%, a 10% drop
    if noun.head.lemma_ in SAYING:
        return noun
    return None if syntax.is_subject(noun) else real_noun(_of_clause(scene, noun))


def _before_colon(scene: Scene, i: int) -> Token | None:
    """The word before a colon that the figure follows: "Deaths: 45", "Injured: 12"."""
    doc = scene.doc
    if i < 2 or doc[i - 1].text != ":" or not doc[i - 2].is_alpha:
        return None
    return doc[i - 2] if doc[i - 2].ent_type_ != "GPE" else None


def _name_right_before(scene: Scene, i: int) -> Token | None:
    """The name right before a figure with the verb left out: "Mr Roe got 38 percent, Ms Lee 3 percent"."""
    doc, k = scene.doc, i - 1
    if next(scene.earlier(), None) is None or doc[k].ent_type_ in DATES:
        return None
    while k > 0 and i - k < MAX_PHRASE and syntax.is_noun(doc[k]):
        k -= 1
    is_cut = doc[k].lower_ in {",", "and", ";"}
    return doc[i - 1] if is_cut and syntax.is_name_word(doc[i - 1]) else None


def _over(doc: Doc, i: int, words: frozenset[str], *, adverbs: bool = True) -> int:
    """The token before i, over at most three of the words, signs of money, articles and adverbs."""
    k = i - 1
    while k > 0 and i - k < 4:
        token = doc[k]
        is_small = token.lower_ in words or token.lower_ in MONEY_SIGNS
        if not (is_small or (adverbs and (syntax.is_adverb(token) or syntax.is_determiner(token)))):
            break
        k -= 1
    return k


def _before_up_or_down(scene: Scene, i: int) -> Token | int | None:
    """What goes up or down right before a figure: "Blackmores up 9.4%", "JD Sports, down 2p", "Dow +0.2%"."""
    doc = scene.doc
    if i and doc[i].text[0] in "+-−" and _is_thing(doc[i - 1]):
        return doc[i - 1]
    k = i - 1
    while k > 0 and i - k < 4 and doc[k].lower_ not in UP_OR_DOWN:
        if not (
            doc[k].lower_ in LEFT_OUT or doc[k].lower_ in MONEY_SIGNS or syntax.is_adverb(doc[k])
        ):
            return None
        k -= 1
    if k < 1 or doc[k].lower_ not in UP_OR_DOWN:
        return None
    has_comma = doc[k - 1].text == ","
    k -= 1 + has_comma
    if k in scene.owner:
        return scene.owner[k]
    if k < 0 or not syntax.is_noun(doc[k]) or doc[k].ent_type_ in DATES:
        return None
    return doc[k] if not has_comma or syntax.is_name_word(doc[k]) else None


def _before_preposition(scene: Scene, i: int) -> Token | None:
    """The noun of "a fine of $5m", "levels at 1200 ppm", "Burlington by 2.6%": right before it."""
    doc = scene.doc
    k = _over(doc, i, LEFT_OUT - {"to"})
    if k < 1 or k - 1 in scene.owner:
        return None
    word, noun = doc[k].lower_, doc[k - 1]
    if not _is_thing(noun) or noun.lower_ in HOLDERS:
        return None
    if word == "by":  # a verb is left out: ", Burlington by 2.6%"
        fits = k > 1 and doc[k - 2].text in {",", "and"}
    elif word == "to":  # reducing the tax rate to 28 percent
        fits = syntax.is_object(noun) and syntax.is_verb(noun.head)
    elif word == "at":  # no subject: "shares closed at"
        is_before_verb = syntax.is_verb(noun.head) and noun.i < noun.head.i
        fits = not is_before_verb or syntax.is_object(noun)
    else:
        fits = word in {"of", "worth"}
    if not fits:
        return None
    figure = scene.now
    if word == "of" and figure.unit is not None:
        noun = syntax.noun_over_of(noun) or noun  # a margin of error of three points
    is_change = noun.lower_ in trends().nouns
    return changed_by(scene, noun, is_money=figure.kind == "money") if is_change else noun


def _is_done(verb: Token) -> bool:
    """Whether "by" behind the word has its doer: "backed by 40 percent", and not "raised by"."""
    return syntax.is_participle(verb) and verb.lower_ not in trends().moves


def _topmost(noun: Token) -> Token:
    """The noun that a phrase ending in this one is about: "haul" of "his haul in the third quarter"."""
    for _ in range(MAX_CLIMB):
        preposition = syntax.preposition_over(noun)
        is_over = preposition is not None and preposition.lower_ in {"of", "in", "for", "from"}
        if preposition is None or not is_over or not syntax.is_noun(preposition.head):
            break
        noun = preposition.head
    return noun


def _right_before(scene: Scene, i: int, j: int) -> Token | None:
    """
    The noun right before a figure that nothing else places: "Dow 5%", "water, just 47 feet deep".

    What a verb has before its figure is who gets it: "it will cost buyers $42,500".
    """
    doc = scene.doc
    k = _over(doc, i, LEFT_OUT | _SIGNS_BETWEEN, adverbs=False)
    if doc[k].text == "," and any(token.lower_ in SIZES for token in doc[j : j + 5]):
        k -= 1
    if k < 0 or k in scene.owner:
        return None
    noun = doc[k] if k == i - 1 else _topmost(doc[k])
    is_receiver = syntax.is_object(noun) and syntax.is_verb(noun.head)
    return noun if _is_thing(noun) and noun.lower_ not in HOLDERS and not is_receiver else None


def _by_role(scene: Scene, head: Token, i: int, j: int) -> Token | int | None:
    """The thing by the place of the figure in its clause: climbs to the noun or verb that it hangs on."""
    if syntax.is_verb(head):  # doubled
        return _of_clause(scene, head)
    token = head
    preposition: Token | None = None
    holder: Token | None = None
    for _ in range(MAX_CLIMB):
        above = token.head
        if above == token or syntax.is_verb(above):
            break
        if not i <= above.i < j:
            if syntax.is_subject(token) and token == head:
                return None
            is_beside = syntax.is_apposition(token) and above.i < i
            found = _at_noun(scene, _topmost(above) if is_beside else above, i, j)
            if found is not None:
                return found
            if holder is None and above.i < i and above.lower_ in HOLDERS:
                holder = above
            if syntax.preposition_over(token) == above:
                preposition = above
        token = above
    if syntax.is_subject(token) and token == head:
        return None
    verb = token.head if syntax.is_verb(token.head) else token
    if syntax.is_verb(verb):
        return _of_verb(scene, verb, preposition, i) or holder
    return holder


def _at_noun(scene: Scene, noun: Token, i: int, j: int) -> Token | int | None:
    """What a word on the way up stands for: an earlier figure's thing, what changes, or itself."""
    owner = scene.owner.get(noun.i)
    if owner is not None and owner < len(scene.phrases):
        return owner
    if not syntax.is_noun(noun) or noun.i >= i or noun.ent_type_ in DATES:
        return None
    changed = changed_by(scene, noun)
    if changed is not None and not i <= changed.i < j:
        return changed
    if noun.i == i - 1 and noun.i and syntax.is_determiner(noun.doc[noun.i - 1]):
        return None  # by a tepid 1.6 percent
    is_holder = noun.lower_ in HOLDERS and of_noun(noun) is None
    return None if is_holder or syntax.is_number_word(noun) else noun


def _of_verb(scene: Scene, verb: Token, preposition: Token | None, i: int) -> Token | None:
    """The thing by the verb: its subject, or its object where the figure stands behind "to" or "by"."""
    if preposition is not None and preposition.lower_ in {"to", "by", "from", "at", "for"}:
        for thing in scene.objects_of(verb)[:MAX_READ]:
            if thing.i >= i:
                break
            if thing.lower_ in {"it", "them", "this", "that"}:
                return None
            is_free = thing.i not in scene.owner and thing.ent_type_ not in DATES
            if syntax.is_noun(thing) and is_free:
                return thing
    return _of_clause(scene, verb)


def _of_clause(scene: Scene, token: Token) -> Token | None:
    """The subject of the clause that a word stands in, its own or that of the clause above."""
    for _ in range(MAX_CLIMB):
        if syntax.is_verb(token) and token.lemma_ in SAYING and not syntax.is_passive(token):
            clause = syntax.clause_of(token)  # prices fell, the office said, from 5.2%
            if clause is None or clause.i > token.i:
                if token.head == token:
                    return None
                token = token.head
                continue
            token = clause
        beside = _ranged(token)
        if beside is not None:
            return beside
        if syntax.is_verb(token):
            subjects = scene.subjects_of(token)[-MAX_READ:]
            if subjects:
                reals = map(real_noun, reversed(subjects))
                return next((real for real in reals if real is not None), None)
            noun = syntax.noun_of_clause(token)
            if noun is not None:
                return noun
        if token.head == token:
            return None
        token = token.head
    return None


def _ranged(verb: Token) -> Token | None:
    """The noun beside a participle of amounts: "tariffs, ranging from 5 to 25 percent"."""
    if (
        verb.lower_ not in {"ranging", "totaling", "totalling", "averaging", "varying"}
        or not verb.i
    ):
        return None
    k = verb.i - 1 - (verb.doc[verb.i - 1].text == "," and verb.i > 1)
    return verb.doc[k] if _is_thing(verb.doc[k]) else None


def real_noun(noun: Token | None) -> Token | None:
    """The noun itself, the antecedent of a relative pronoun, what "each" is of; None for a pronoun."""
    if noun is None or noun.lower_ in {"which", "that", "who"}:
        return None if noun is None else syntax.antecedent_of(noun.head)
    if noun.lower_ in {"each", "all", "some", "most", "many", "both"}:
        return of_noun(noun)
    is_noun = syntax.is_noun(noun) or noun.lower_.endswith("ing")
    return noun if is_noun and noun.lower_ not in PRONOUNS else None
