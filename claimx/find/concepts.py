"""
What a number counts or measures, by the parse: "1,270 troops", "unemployment rose to 5.1%".

Each function takes the head word of a figure and gives the head of the noun phrase that it is about,
or None. Source: docs/rules-numbers.md#concepts
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find import syntax
from claimx.find.bounds import trends

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from claimx.find.figures import Figure

MAX_CLIMB = 8
MAX_PHRASE = 12

# Nouns that only measure out what stands behind "of".
PIECES = frozenset(
    "piece pieces type types kind kinds set sets pair pairs case cases unit units copy copies bottle bottles round rounds count counts group groups "
    "batch batches form forms sort sorts slice slices cup cups bag bags box boxes".split()
)
# Nouns that stand for the counted thing: "the number of troops".
AMOUNTS = frozenset("number numbers total totals amount amounts sum figure figures count quantity toll proportion percentage share majority average maximum minimum rest".split())
# What a phrase leaves out before its noun.
LEFT_OUT = frozenset("more other another additional further extra such same own about around nearly some almost over only just up to or so".split())
# "in", "for", "on", "of" right behind a figure of money name what the money is for.
PURPOSE = frozenset({"in", "for", "on", "of", "from", "towards", "toward", "worth"})
PRONOUNS = frozenset("it he she they we i you this that these those there one who which what".split())


def concept_of(doc: Doc, figure: Figure, i: int, j: int) -> tuple[int, int] | None:
    """
    The phrase that a figure is about, as token indices (a, b), b exclusive.

    Args:
        doc: the parsed text.
        figure: the quantity.
        i, j: the spaCy tokens of its numeral and unit, j exclusive.
    """
    head = head_of(doc, i, j)
    if figure.kind in {"count", "ordinal"} or (figure.kind == "ratio" and figure.shape != "fraction"):
        noun = _counted(doc, figure, head, i, j)
    elif figure.kind == "duration":
        noun = _lasting(doc, head, i, j)
    elif figure.kind == "age":
        noun = _aged(head, i, j)
    else:
        noun = _measured(doc, figure, head, i, j)
    if noun is None or i <= noun.i < j:
        return None
    noun = _through_amount(noun, is_count=figure.kind in {"count", "ratio"})
    return phrase(doc, noun, i, j)


def head_of(doc: Doc, i: int, j: int) -> Token:
    """The word of tokens i to j that the others hang on: the unit, or the numeral."""
    best = doc[j - 1]
    for k in range(j - 1, i - 1, -1):
        token = doc[k]
        if not i <= token.head.i < j:
            return token
        if token.head is token:
            return token
    return best


def phrase(doc: Doc, noun: Token, i: int, j: int) -> tuple[int, int] | None:
    """
    The noun with what stands before it, without article, numeral and "more"; "of" after a piece.

    Tokens i to j are the figure's and are left out, with all before them where it counts the noun.
    """
    if syntax.is_pronoun(noun) or noun.lower_ in PRONOUNS or not noun.text[0].isalpha():
        return None
    start, end = syntax.core_phrase(noun)
    start = max(start, noun.i - MAX_PHRASE)
    if start < j <= noun.i:
        start = j
    for k in range(noun.i - 1, start - 1, -1):
        if doc[k].is_punct and doc[k].text not in {"-", "–", "'", "’", "&", "/", "."} and doc[k].text != "''":
            start = k + 1
            break
    while start < noun.i and _is_left_out(doc[start]):
        start += 1
    if noun.lower_ in PIECES:
        of = next((child for child in noun.rights if child.lower_ == "of"), None)
        inner = syntax.object_of(of) if of is not None else None
        if inner is not None:
            end = inner.i + 1
    elif start >= j or noun.i > j:
        end = _with_twin(doc, noun, end)
    return start, end


def _is_left_out(token: Token) -> bool:
    return syntax.is_determiner(token) or syntax.is_number_word(token) or token.lower_ in LEFT_OUT or token.is_punct or token.is_space or token.lower_ in {"'s", "’s"}


def _with_twin(doc: Doc, noun: Token, end: int) -> int:
    """The end of "vehicles and fuel tanks": a second bare noun under the same numeral."""
    if end >= len(doc) or doc[end].lower_ != "and":
        return end
    for twin in syntax.conjuncts_of(noun)[:1]:
        start, _ = syntax.core_phrase(twin)
        if start == end + 1 and syntax.is_noun(twin) and twin.i - end < 4 and not any(_is_left_out(doc[k]) for k in range(start, twin.i)) and twin.text.islower():
            return twin.i + 1
    return end


def _through_amount(noun: Token, *, is_count: bool) -> Token:
    """ "troops" for "the total number of troops": the noun behind "of" where a word of amount stands."""
    for _ in range(2):
        if noun.lower_ not in AMOUNTS or not (is_count or noun.lower_ in {"total", "average", "amount", "majority", "proportion", "share", "percentage", "number"}):
            return noun
        of = next((child for child in noun.rights if child.lower_ in {"of"}), None)
        inner = syntax.object_of(of) if of is not None else None
        if inner is None or not syntax.is_noun(inner):
            return noun
        noun = inner
    return noun


# ------------------------------------------------------------------ counts


def _counted(doc: Doc, figure: Figure, head: Token, i: int, j: int) -> Token | None:
    """The noun behind a count ("15 tanks", "two of the men"), or what a bare figure is the level of."""
    noun = noun_after(doc, i, j)
    if noun is not None:
        return noun
    if figure.kind == "ordinal":
        return None
    if j < len(doc) and doc[j].lower_ == "of":
        noun = _object_behind(doc, j)
        if noun is not None:
            return noun
    return _measured(doc, figure, head, i, j)


def noun_after(doc: Doc, i: int, j: int) -> Token | None:
    """
    The noun that a numeral stands before: "troops" of "1,290 more Russian troops".

    By the parse; and by the words where it has another reading (the numeral hung on a verb).
    """
    for k in range(j - 1, i - 1, -1):
        noun = syntax.modified_by(doc[k])
        for _ in range(3):
            if noun is None or noun.i >= j:
                break
            noun = syntax.modified_by(noun)
        if noun is not None and noun.i >= j and noun.i - j < MAX_PHRASE and syntax.is_noun(noun):
            return noun if not _is_broken(doc, j, noun.i) else None
    return _noun_run(doc, j)


def _is_broken(doc: Doc, j: int, k: int) -> bool:
    """Whether a comma, bracket or verb stands between a numeral and a noun: then it counts no such noun."""
    return any(doc[n].text in {",", ";", ":", "(", ")", "—", "–"} and n == j for n in range(j, k))


def _noun_run(doc: Doc, j: int) -> Token | None:
    """The last noun of the words of a noun phrase that begin at token j."""
    last = None
    k = j
    while k < len(doc) and k < j + MAX_PHRASE:
        token = doc[k]
        if syntax.is_noun(token):
            if last is not None and last.tag_ in {"NNS"} and last.i == k - 1 and syntax.is_name_word(token):
                break
            last = token
        elif last is not None and not (token.text in {"-", "'s", "’s"} and not token.whitespace_):
            break
        elif not (syntax.is_adjective(token) or token.text in {"-"} or token.lower_ in {"more", "other", "most", "additional", "the"}):
            break
        k += 1
        if last is not None and token.is_sent_end:
            break
    return last


def _object_behind(doc: Doc, k: int) -> Token | None:
    """The noun that the preposition at token k governs."""
    noun = syntax.object_of(doc[k])
    if noun is not None and syntax.is_noun(noun) and noun.i - k < MAX_PHRASE + 4:
        return noun
    n = k + 1
    while n < len(doc) and n < k + 4 and (syntax.is_determiner(doc[n]) or syntax.is_number_word(doc[n])):
        n += 1
    return _noun_run(doc, n)


# ------------------------------------------------------------------ ages and durations


def _aged(head: Token, i: int, j: int) -> Token | None:
    """The person or thing of that age."""
    noun = syntax.modified_by(head)
    if noun is not None and syntax.is_noun(noun) and noun.i >= j:
        return noun
    noun = noun_after(head.doc, i, j) if head.i + 1 == j else None
    if noun is not None:
        return noun
    above = head
    for _ in range(MAX_CLIMB):
        if above.head is above:
            return None
        above = above.head
        if i <= above.i < j:
            continue
        if syntax.is_noun(above) and above.i < i:
            return above
        if syntax.is_verb(above):
            subject = syntax.subject_of(above)
            return subject if subject is not None and not i <= subject.i < j else None
    return None


LASTING = frozenset({"last", "take", "run", "be", "spend", "require", "span", "cover"})


def _lasting(doc: Doc, head: Token, i: int, j: int) -> Token | None:
    """What a duration is of: "its two-year conflict", "60 days' pay", "the trip took 20 minutes"."""
    noun = syntax.modified_by(head)
    if noun is not None and syntax.is_noun(noun) and noun.i >= j and not any(doc[k].lower_ in {"ago", "later", "earlier"} for k in range(j, noun.i)):
        return noun
    if doc[j - 1].text in {"-"} or (i > 0 and doc[i].text.count("-")):
        return _noun_run(doc, j)
    preposition = syntax.preposition_over(head)
    if preposition is not None and preposition.lower_ == "of" and syntax.is_noun(preposition.head):
        return preposition.head
    if syntax.is_object(head) and syntax.is_verb(head.head) and head.head.lemma_ in LASTING:
        return _real(syntax.subject_of(head.head))
    return None


# ------------------------------------------------------------------ measures, money, percent, levels


def _measured(doc: Doc, figure: Figure, head: Token, i: int, j: int) -> Token | None:
    """The thing that an amount is the amount of."""
    behind = _behind(doc, figure, head, j)
    if behind is not None:
        return behind
    noun = syntax.modified_by(head)
    if noun is not None and noun.i >= j and syntax.is_noun(noun) and not _is_broken(doc, j, noun.i):
        return _changed(noun) or noun
    if figure.is_attributive or (j < len(doc) and figure.kind in {"money", "percent", "measure"} and syntax.is_noun(doc[j]) and not doc[j - 1].is_punct and doc[j].dep_ != "nsubj"):
        noun = _noun_run(doc, j)
        if noun is not None:
            return _changed(noun) or noun
    colon = _before_colon(doc, i)
    if colon is not None:
        return colon
    return _by_role(head, i, j)


def _behind(doc: Doc, figure: Figure, head: Token, j: int) -> Token | None:
    """What "of", "in" or "for" right behind the figure names: "25% of cases", "$110 billion in tax breaks"."""
    if j >= len(doc):
        return None
    word = doc[j].lower_
    if word == "of" or (figure.kind == "money" and word in PURPOSE):
        noun = _object_behind(doc, j)
        if noun is None or noun.ent_type_ in {"DATE", "TIME", "GPE"} or noun.lower_ in {"year", "quarter", "month", "exchange", "addition", "order", "total"}:
            return None
        if word != "of" and _is_change(head.head) and syntax.is_verb(head.head):
            return None
        return noun
    return None


def _is_change(token: Token) -> bool:
    """Whether the word is a rise or fall."""
    return token.lower_ in trends().moves


def _changed(noun: Token) -> Token | None:
    """What rises or falls by a noun of change: "prices" of "a 5% fall in prices", "price" of "price rise"."""
    known = trends()
    if noun.lower_ not in known.nouns:
        return None
    for child in noun.children:
        if child.lower_ in {"in", "of", "for", "on", "to"} and child.i > noun.i:
            inner = syntax.object_of(child)
            if inner is not None and syntax.is_noun(inner) and inner.ent_type_ not in {"DATE", "PERCENT", "MONEY", "CARDINAL"}:
                return inner
    inner = next((child for child in reversed(list(noun.lefts)) if syntax.is_noun(child) and child.i == noun.i - 1 and child.ent_type_ not in {"PERCENT", "MONEY"}), None)
    if inner is not None and inner.dep_ == "compound":
        return inner
    return _real(_by_role(noun, noun.i, noun.i + 1)) if not syntax.is_subject(noun) else None


def _before_colon(doc: Doc, i: int) -> Token | None:
    """The noun before a colon that the figure follows: "Deaths: 45"."""
    if i > 1 and doc[i - 1].text == ":" and syntax.is_noun(doc[i - 2]):
        return doc[i - 2]
    return None


def _by_role(head: Token, i: int, j: int) -> Token | None:
    """The thing by the place of the figure in its clause: climbs to the noun or verb that it hangs on."""
    token = head
    passed: Token | None = None
    for _ in range(MAX_CLIMB):
        above = token.head
        if above is token:
            return _real(syntax.subject_of(token)) if syntax.is_verb(token) else None
        if i <= above.i < j:
            token = above
            continue
        if syntax.is_subject(token) and token is head:
            return None
        preposition = token if token.head is above and syntax.object_of(token) is not None else None
        if syntax.is_verb(above):
            return _of_verb(above, head, passed, i)
        if syntax.is_noun(above) and above.i < i:
            if above.lower_ in trends().nouns:
                changed = _changed(above)
                if changed is not None and changed is not above and not i <= changed.i < j:
                    return changed
            if not syntax.is_number_word(above):
                return above
        passed = preposition or passed
        token = above
    return None


def _of_verb(verb: Token, head: Token, preposition: Token | None, i: int) -> Token | None:
    """The thing by the verb: its subject, or its object where the figure stands behind "to" or "by"."""
    if preposition is not None and preposition.lower_ in {"to", "by", "from", "at"}:
        for thing in syntax.objects_of(verb):
            if thing.i < i and syntax.is_noun(thing) and thing.ent_type_ not in {"PERCENT", "MONEY", "CARDINAL"}:
                return thing
    subject = syntax.subject_of(verb)
    thing = _real(subject)
    if thing is None:
        noun = syntax.antecedent_of(verb)
        if noun is not None and syntax.is_noun(noun) and noun.i < i:
            return noun
        if verb.dep_ == "acl" and syntax.is_noun(verb.head):
            return verb.head
    return thing


def _real(noun: Token | None) -> Token | None:
    """The noun itself, the antecedent of a relative pronoun, or None for another pronoun."""
    if noun is None:
        return None
    if noun.lower_ in {"which", "that", "who"} and noun.head.dep_ == "relcl":
        return noun.head.head
    return noun if syntax.is_noun(noun) and noun.lower_ not in PRONOUNS else None
