"""
What a number counts or measures, by the parse: "1,270 troops", "unemployment rose to 5.1%".

Figures are asked in text order, so that one may lean on the one before it ("1,290 on Monday", "8.4% —
2.685 million people", "up 5% to $84"). Each function gives the head of the noun phrase, or None.
Source: docs/rules-numbers.md#concepts
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimx.find import syntax
from claimx.find.bounds import trends

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from claimx.find.figures import Figure

MAX_CLIMB = 8
MAX_PHRASE = 12
MAX_GAP = 5

# Nouns that only measure out what stands behind "of".
PIECES = frozenset(
    "piece pieces type types kind kinds set sets pair pairs case cases unit units copy copies bottle bottles round rounds count counts group groups "
    "batch batches form forms sort sorts slice slices cup cups bag bags box boxes".split()
)
# Nouns that stand for the counted thing: "the number of troops".
AMOUNTS = frozenset("number numbers total totals amount amounts sum figure figures quantity toll proportion percentage share majority average maximum minimum rest worth".split())
# Nouns that hold a figure for something else: "rose by an average of 5%".
HOLDERS = frozenset("total average record maximum minimum sum high low close peak number figure level amount equivalent".split())
# What a phrase leaves out before its noun.
LEFT_OUT = frozenset("more other another additional further extra such same own about around nearly some almost over under only just up to or so than even roughly".split())
# Right behind money they name what it is for, right behind a percentage what it is a share of.
PURPOSE = {"money": frozenset({"in", "for", "on", "of", "towards", "toward", "worth", "off"}), "percent": frozenset({"of", "off"})}
# Between two figures they say that both are of one thing.
JOINTS = frozenset({"(", "/", "or", "to", "from", "at", "versus", "vs", ",", "—", "–", "-", "down", "up", "compared", "with", "against", "about", "nearly", "just", "and", "around", "an", "a", "than", "some", "more", "over"})
PLAIN_JOINTS = frozenset({"(", "/", "or", "to", "from", "at", "versus", "vs", "compared", "against", "down", "up", "—", "–"})
PRONOUNS = frozenset("it he she they we i you this that these those there one who which what".split())
DATES = frozenset({"DATE", "TIME"})
SPANS_OF_TIME = frozenset("year years quarter month months week weeks day days session morning afternoon decade exchange addition order trading".split())


@dataclass(slots=True)
class Scene:
    """A parsed text with the figures found in it: which token is whose, and what they are about."""

    doc: Doc
    owner: dict[int, int] = field(default_factory=dict)
    phrases: list[tuple[int, int] | None] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    counts: list[bool] = field(default_factory=list)


def concept_of(scene: Scene, figure: Figure, lead: int, i: int, j: int) -> tuple[int, int] | None:
    """
    The phrase that a figure is about, as token indices (a, b), b exclusive.

    Args:
        scene: the parsed text with the figures up to this one.
        figure: the quantity.
        lead: the spaCy token where its expression begins ("more than").
        i, j: the spaCy tokens of its numeral, unit and rate, j exclusive.
    """
    doc = scene.doc
    n = len(scene.phrases)
    for k in range(i, j):
        scene.owner[k] = n
    found: Token | int | None
    if figure.kind == "ordinal":
        found = noun_after(doc, i, j)
    elif figure.kind == "ratio" and figure.shape in {"figure", "word"} and figure.upper is not None:
        found = None
    elif figure.kind in {"count", "ratio"}:
        found = _counted(scene, figure, lead, i, j)
    elif figure.kind == "duration":
        found = _lasting(doc, head_of(doc, i, j), i, j)
    elif figure.kind == "age":
        found = _aged(doc, head_of(doc, i, j), i, j)
    else:
        found = _measured(scene, figure, lead, i, j)
    place: tuple[int, int] | None = None
    if isinstance(found, int):
        place = scene.phrases[found] if 0 <= found < n else None
    elif found is not None and found.i in scene.owner:
        owner = scene.owner[found.i]
        place = scene.phrases[owner] if owner < n else None
    elif found is not None:
        place = phrase(scene, _through_amount(found, is_count=figure.kind in {"count", "ratio"}), i, j)
    scene.phrases.append(place)
    scene.counts.append(figure.kind == "count")
    scene.ends.append(max(j, place[1]) if place is not None and j <= place[0] <= j + 1 else j)
    return place


def head_of(doc: Doc, i: int, j: int) -> Token:
    """The word of tokens i to j that the others hang on: the unit, or the numeral."""
    for k in range(j - 1, i - 1, -1):
        token = doc[k]
        if not i <= token.head.i < j or token.head is token:
            return token
    return doc[j - 1]


def phrase(scene: Scene, noun: Token, i: int, j: int) -> tuple[int, int] | None:
    """
    The noun with what stands before it, without article, numeral and "more"; "of" after a piece.

    Tokens i to j are the figure's and are left out, with all before them where it counts the noun.
    """
    doc = scene.doc
    if syntax.is_pronoun(noun) or noun.lower_ in PRONOUNS or not any(map(str.isalpha, noun.text)):
        return None
    start, end = syntax.core_phrase(noun)
    start = max(start, noun.i - MAX_PHRASE)
    if start < j <= noun.i:
        start = j
    for k in range(noun.i - 1, start - 1, -1):
        if k in scene.owner or (doc[k].is_punct and doc[k].text not in {"-", "–", "'", "’", "&", "/", "."}) or doc[k].is_space:
            start = k + 1
            break
    while start < noun.i and _is_left_out(doc[start]):
        start += 1
    if noun.lower_ in PIECES:
        of = next((child for child in noun.rights if child.lower_ == "of"), None)
        inner = syntax.object_of(of) if of is not None else None
        if inner is not None:
            end = inner.i + 1
    elif noun.i >= j:
        end = _with_twin(scene, noun, end)
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_ and doc[end + 1].is_alpha:
        end += 2
    while start - 2 >= 0 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_ and not doc[start - 2].whitespace_ and start - 2 not in scene.owner:
        start -= 2
    return start, end


def _is_left_out(token: Token) -> bool:
    return syntax.is_determiner(token) or syntax.is_number_word(token) or token.lower_ in LEFT_OUT or token.is_punct or token.is_space or token.lower_ in {"'s", "’s"}


def _with_twin(scene: Scene, noun: Token, end: int) -> int:
    """The end of "vehicles and fuel tanks": a second bare noun under the same numeral."""
    doc = scene.doc
    if end >= len(doc) or doc[end].lower_ != "and" or not noun.is_lower:
        return end
    for twin in syntax.conjuncts_of(noun)[:1]:
        start, _ = syntax.core_phrase(twin)
        if start == end + 1 and syntax.is_noun(twin) and twin.i - end < 4 and twin.text.islower() and not any(_is_left_out(doc[k]) for k in range(start, twin.i)):
            return twin.i + 1
    return end


def _through_amount(noun: Token, *, is_count: bool) -> Token:
    """ "troops" for "the total number of troops": the noun behind "of" where a word of amount stands."""
    for _ in range(2):
        if noun.lower_ not in AMOUNTS or not (is_count or noun.lower_ in {"total", "average", "amount", "majority", "proportion", "share", "percentage", "number", "worth"}):
            return noun
        inner = _of_noun(noun)
        if inner is None:
            return noun
        noun = inner
    return noun


def _of_noun(noun: Token) -> Token | None:
    """The noun behind the "of" that hangs on a word: "troops" of "the number of troops"."""
    of = next((child for child in noun.rights if child.lower_ == "of"), None)
    inner = syntax.object_of(of) if of is not None else None
    return inner if inner is not None and syntax.is_noun(inner) else None


# ------------------------------------------------------------------ counts


def _counted(scene: Scene, figure: Figure, lead: int, i: int, j: int) -> Token | int | None:
    """The noun behind a count ("15 tanks", "two of the men"), or what a bare figure is the level of."""
    doc = scene.doc
    noun = noun_after(doc, i, j) if not (figure.kind == "ratio" and figure.shape == "factor") else None
    if noun is not None and not _is_time(doc, noun, j):
        return noun
    if j < len(doc) and doc[j].lower_ == "of":
        noun = _object_behind(doc, j)
        if noun is not None:
            return noun
    leaning = _leans_on(scene, lead)
    if leaning is not None:
        return leaning
    n = len(scene.phrases)
    if n and j < len(doc) and doc[j].lower_ in {"who", "on", "in", "a", "last", "the", "were", "are", "had", "have"} and scene.phrases[-1] is not None and doc[i].head.i != doc[i].i and _is_list_twin(scene, i):
        return n - 1
    if n and scene.phrases[-1] is not None and scene.counts[-1] and syntax.is_subject(head_of(doc, i, j)) and doc[j - 1].sent.start <= scene.phrases[-1][0]:
        return n - 1  # of the 10 judges who will hear the case, six were appointed …
    if n and scene.phrases[-1] is not None and lead and doc[lead - 1].lower_ in {"including", "with", "than", "versus"} and lead - scene.ends[-1] < 10:
        return n - 1  # at least a dozen rallies, including seven after …
    return _measured(scene, figure, lead, i, j)


def _is_list_twin(scene: Scene, i: int) -> bool:
    """Whether the parse coordinates the numeral with the figure before it or what that counts."""
    first = syntax.first_conjunct(scene.doc[i])
    last = scene.phrases[-1]
    return first is not None and last is not None and (scene.owner.get(first.i) == len(scene.phrases) - 1 or last[0] <= first.i < last[1])


def _is_time(doc: Doc, noun: Token, j: int) -> bool:
    """Whether the noun is "last year" and the like, which no numeral counts."""
    return noun.lower_ in SPANS_OF_TIME and any(doc[k].lower_ in {"last", "this", "next", "each", "every", "the"} for k in range(j, noun.i))


def noun_after(doc: Doc, i: int, j: int) -> Token | None:
    """
    The noun that a numeral stands before: "troops" of "1,290 more Russian troops".

    By the parse; and by the words where it has another reading (the numeral hung on a verb).
    """
    for k in range(j - 1, i - 1, -1):
        noun = syntax.modified_by(doc[k])
        for _ in range(3):
            if noun is None or (noun.i >= j and syntax.is_noun(noun)):
                break
            noun = syntax.modified_by(noun)
        if noun is not None and noun.i >= j and noun.i - j < MAX_PHRASE and syntax.is_noun(noun) and not _is_cut_off(doc, j):
            return noun
    return _noun_run(doc, j)


def _is_cut_off(doc: Doc, j: int) -> bool:
    """Whether a sign stands between a numeral and what follows: then it counts no such noun."""
    return doc[j].text in {",", ";", ":", "(", ")", "—", "–"}


def _noun_run(doc: Doc, j: int) -> Token | None:
    """The last noun of the words of a noun phrase that begin at token j."""
    last: Token | None = None
    k = j
    while k < len(doc) and k < j + MAX_PHRASE:
        token = doc[k]
        if syntax.is_noun(token):
            if last is not None and syntax.is_plural_noun(last) and last.i == k - 1 and syntax.is_name_word(token):
                break
            last = token
        elif last is not None and not (token.text in {"-", "'s", "’s"} and not doc[k - 1].whitespace_):
            break
        elif not (syntax.is_adjective(token) or token.text == "-" or token.lower_ in {"more", "other", "most", "additional"}):
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


# ------------------------------------------------------------------ leaning on the figure before


def _leans_on(scene: Scene, i: int) -> int | None:
    """
    The number of the figure before this one where both are of one thing.

    "up 9.4 per cent to $84", "162 points, or 2.14%", "296 hp (224 kW)", "8.4% — 2.685 million".
    """
    n = len(scene.phrases) - 1
    if n < 0 or scene.phrases[n] is None:
        return None
    gap = [token.lower_ for token in scene.doc[scene.ends[n] : i]] if 0 <= i - scene.ends[n] <= MAX_GAP else []
    if gap and all(word in JOINTS or word in "$£€" for word in gap) and any(word in PLAIN_JOINTS for word in gap):
        return n
    return None


def lean_forward(scene: Scene) -> None:
    """Give a figure that has no noun of its own that of the next in its list: "four-, five- and six-door cars"."""
    for n in range(len(scene.phrases) - 2, -1, -1):
        if scene.phrases[n] is not None or scene.phrases[n + 1] is None:
            continue
        start = next((k for k in range(scene.ends[n], min(scene.ends[n] + 4, len(scene.doc))) if scene.owner.get(k) == n + 1), None)
        if start is not None and all(token.lower_ in {"-", ",", "and", "or", "to", "–"} for token in scene.doc[scene.ends[n] : start]):
            scene.phrases[n] = scene.phrases[n + 1]


# ------------------------------------------------------------------ ages and durations


def _aged(doc: Doc, head: Token, i: int, j: int) -> Token | None:
    """The person or thing of that age."""
    noun = syntax.modified_by(head)
    if noun is not None and syntax.is_noun(noun) and noun.i >= j:
        return noun
    if doc[j - 1].lower_ not in {"old", "age"} or "-" in doc[i : j].text:
        noun = noun_after(doc, i, j)
        if noun is not None and doc[i - 1].lower_ not in {"aged", "age", ","}:
            return noun
    above = head
    for _ in range(MAX_CLIMB):
        if above.head is above:
            return None
        above = above.head
        if i <= above.i < j or above.lower_ in {"age", "ages"}:
            continue
        if syntax.is_noun(above) and above.i < i:
            return above
        if syntax.is_verb(above):
            subject = _real(syntax.subject_of(above))
            return subject if subject is not None and not i <= subject.i < j else None
    return None


LASTING = frozenset({"last", "take", "run", "be", "spend", "require", "span", "cover"})


def _lasting(doc: Doc, head: Token, i: int, j: int) -> Token | None:
    """What a duration is of: "its two-year conflict", "60 days' pay", "the trip took 20 minutes"."""
    noun = syntax.modified_by(head)
    if noun is not None and syntax.is_noun(noun) and noun.i >= j and not any(doc[k].lower_ in {"ago", "later", "earlier"} for k in range(j, noun.i)) and not _is_cut_off(doc, j):
        return noun
    if (i and doc[i - 1].lower_ in {"a", "an", "its", "their", "his", "her"}) or "-" in doc[i:j].text:
        return _noun_run(doc, j)
    preposition = syntax.preposition_over(head)
    if preposition is not None and preposition.lower_ == "of" and syntax.is_noun(preposition.head):
        return preposition.head
    if syntax.is_object(head) and syntax.is_verb(head.head) and head.head.lemma_ in LASTING:
        return _real(syntax.subject_of(head.head))
    return None


# ------------------------------------------------------------------ measures, money, percent, levels


def _measured(scene: Scene, figure: Figure, lead: int, i: int, j: int) -> Token | int | None:
    """The thing that an amount is the amount of."""
    doc = scene.doc
    head = head_of(doc, i, j)
    if doc[j - 1].text == "-" or (j < len(doc) and doc[j].text == "-" and not doc[j - 1].whitespace_ and doc[j].whitespace_):
        return None  # four-, five- and six-cylinder: see lean_forward
    before = doc[lead - 1].lower_ if lead else ""
    behind = _behind(doc, figure, head, j)
    leaning = _leans_on(scene, lead)
    if leaning is not None and (behind is None or doc[j].lower_ != "of"):
        return leaning
    if behind is not None and (doc[j].lower_ == "of" or before not in {"for", "at", "of", "to"}):
        return behind
    noun = _attributive(scene, figure, head, i, j)
    if noun is not None:
        return _changed(noun) or noun
    noun = _before_colon(doc, lead) or _before_up_or_down(scene, lead) or _before_preposition(scene, lead)
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
    if _is_cut_off(doc, j):
        close = next((k for k in range(j, min(j + 8, len(doc))) if doc[k].text == ")"), None)
        if doc[j].text == "(" and close is not None and figure.is_attributive:
            return _noun_run(doc, close + 1)  # a 1.8 billion-mile (2.8bn km) journey
        return None
    noun = syntax.modified_by(head)
    if noun is not None and noun.i >= j and syntax.is_noun(noun) and noun.i - j < MAX_PHRASE:
        return noun
    before = doc[i - 1] if i else None
    if figure.is_attributive or (before is not None and syntax.is_determiner(before)):
        return _noun_run(doc, j)
    if syntax.is_noun(doc[j]) and doc[j].lower_ not in SPANS_OF_TIME and not syntax.is_subject(doc[j]) and doc[j].ent_type_ not in DATES and not syntax.is_name_word(doc[j]):
        return _noun_run(doc, j)
    return None


def _behind(doc: Doc, figure: Figure, head: Token, j: int) -> Token | None:
    """What "of", "in" or "for" right behind the figure names: "25% of cases", "$110 billion in tax breaks"."""
    if j >= len(doc):
        return None
    word = doc[j].lower_
    if word != "of" and word not in PURPOSE.get(figure.kind, ()):
        return None
    noun = _object_behind(doc, j)
    if noun is None or noun.ent_type_ in {"DATE", "TIME", "GPE"} or noun.lower_ in SPANS_OF_TIME | {"total"}:
        return None
    if word != "of" and _is_change(head.head) and syntax.is_verb(head.head):
        return None
    return noun


def _is_change(token: Token) -> bool:
    """Whether the word is a rise or fall."""
    return token.lower_ in trends().moves


def _changed(noun: Token) -> Token | None:
    """What rises or falls by a noun of change: "prices" of "a 5% fall in prices", "price" of "price rise"."""
    if noun.lower_ not in trends().nouns:
        return None
    for child in noun.rights:
        if child.lower_ in {"in", "of", "for", "on", "to"}:
            inner = syntax.object_of(child)
            if inner is not None and syntax.is_noun(inner) and inner.ent_type_ not in {"DATE", "PERCENT", "MONEY", "CARDINAL", "QUANTITY"}:
                return inner
    inner = noun.doc[noun.i - 1] if noun.i else None
    if inner is not None and syntax.is_noun(inner) and inner.head is noun and inner.ent_type_ not in {"PERCENT", "MONEY"}:
        return inner
    return None if syntax.is_subject(noun) else _real(_of_clause(noun))


def _before_colon(doc: Doc, i: int) -> Token | None:
    """The noun before a colon that the figure follows: "Deaths: 45"."""
    return doc[i - 2] if i > 1 and doc[i - 1].text == ":" and syntax.is_noun(doc[i - 2]) else None


def _before_up_or_down(scene: Scene, i: int) -> Token | int | None:
    """What goes up or down right before a figure: "Blackmores up 9.4%", "JD Sports, down 2p", "Dow +0.2%"."""
    doc = scene.doc
    if i and doc[i].text[0] in "+-−" and syntax.is_noun(doc[i - 1]) and doc[i - 1].ent_type_ not in DATES:
        return doc[i - 1]
    k = i - 1
    while k > 0 and i - k < 4 and (doc[k].lower_ in LEFT_OUT or syntax.is_adverb(doc[k]) or doc[k].lower_ in "$£€") and doc[k].lower_ not in {"up", "down"}:
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
    if not syntax.is_noun(noun) or noun.ent_type_ in DATES or (comma and not syntax.is_name_word(noun)):
        return None
    return noun


def _before_preposition(scene: Scene, i: int) -> Token | None:
    """The noun of "a fine of $5m", "levels at 1200 ppm", "Burlington by 2.6%": right before it."""
    doc = scene.doc
    k = i - 1
    while k > 1 and i - k < 4 and doc[k].lower_ != "to" and (doc[k].lower_ in LEFT_OUT or doc[k].lower_ in "$£€" or syntax.is_determiner(doc[k]) or syntax.is_adverb(doc[k])):
        k -= 1
    if k < 1 or doc[k].lower_ not in {"of", "at", "by", "worth", "to"}:
        return None
    noun = doc[k - 1]
    if doc[k].lower_ == "to" and not (syntax.is_object(noun) and syntax.is_verb(noun.head)):
        return None  # reducing the tax rate to 28 percent
    if not syntax.is_noun(noun) or noun.ent_type_ in DATES or noun.lower_ in HOLDERS | SPANS_OF_TIME or k - 1 in scene.owner:
        return None
    if doc[k].lower_ == "by" and not (k > 1 and doc[k - 2].text in {",", "and"}):
        return None
    if noun.lower_ in trends().nouns:
        return _changed(noun)
    if doc[k].lower_ == "at" and noun.head.lower_ != "at" and syntax.is_verb(noun.head) and not syntax.is_object(noun) and noun.i < noun.head.i:
        return None
    return noun


def _right_before(scene: Scene, i: int) -> Token | None:
    """The noun right before a figure that nothing else places: "Dow +0.2%", in tables and headlines."""
    doc = scene.doc
    k = i - 1
    while k > 0 and i - k < 4 and (doc[k].lower_ in LEFT_OUT or doc[k].text in {"+", "-", "−", "$", "£", "€", "≈", "~", ">"} or doc[k].lower_ in {"at", "least", "most", "by"}):
        k -= 1
    if k < 0 or not syntax.is_noun(doc[k]) or k in scene.owner or doc[k].ent_type_ in DATES or doc[k].lower_ in SPANS_OF_TIME | HOLDERS:
        return None
    return doc[k]


def _by_role(scene: Scene, head: Token, i: int, j: int) -> Token | int | None:
    """The thing by the place of the figure in its clause: climbs to the noun or verb that it hangs on."""
    if syntax.is_verb(head):  # doubled
        return _of_clause(head)
    token = head
    preposition: Token | None = None
    holder: Token | None = None
    for _ in range(MAX_CLIMB):
        above = token.head
        if above is token:
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
                changed = _changed(above)
                if changed is not None and not i <= changed.i < j:
                    return changed
            if above.lower_ in HOLDERS and _of_noun(above) is None:
                holder = holder or above
            elif not syntax.is_number_word(above):
                return above
        if syntax.preposition_over(token) is above:
            preposition = above
        token = above
    if syntax.is_verb(token):
        return _of_verb(scene, token, preposition, i) or holder
    return holder


def _of_verb(scene: Scene, verb: Token, preposition: Token | None, i: int) -> Token | None:
    """The thing by the verb: its subject, or its object where the figure stands behind "to" or "by"."""
    if preposition is not None and preposition.lower_ in {"to", "by", "from", "at", "for"}:
        for thing in syntax.objects_of(verb):
            if thing.i < i and syntax.is_noun(thing) and thing.i not in scene.owner and thing.ent_type_ not in DATES:
                return thing
            if thing.i < i and thing.lower_ in {"it", "them", "this", "that"}:
                return None
    return _of_clause(verb)


def _of_clause(token: Token) -> Token | None:
    """The subject of the clause that a word stands in, its own or that of the clause above."""
    for _ in range(MAX_CLIMB):
        if syntax.is_verb(token):
            subjects = syntax.subjects_of(token)
            if subjects:
                return next((real for real in map(_real, reversed(subjects)) if real is not None), None)
            noun = syntax.noun_of_clause(token)
            if noun is not None:
                return noun
        if token.head is token:
            return None
        token = token.head
    return None


def _real(noun: Token | None) -> Token | None:
    """The noun itself, the antecedent of a relative pronoun, what "each" is of; None for a pronoun."""
    if noun is None:
        return None
    if noun.lower_ in {"which", "that", "who"}:
        return syntax.antecedent_of(noun.head)
    if noun.lower_ in {"each", "all", "some", "most", "many", "both"}:
        return _of_noun(noun)
    return noun if (syntax.is_noun(noun) or noun.lower_.endswith("ing")) and noun.lower_ not in PRONOUNS else None
