"""
Noun phrases around a figure, by the parse, for `concepts` and `measured`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from claimx.find import syntax
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


_AMOUNTS_OF_ALL = word_set("contexts", "concepts", "amounts_of_all")
MAX_PHRASE = 12
MAX_GAP = 5
# Nouns that only measure out what stands behind "of".
PIECES = word_set("contexts", "concepts", "pieces")
# Nouns that stand for the counted thing: "the number of troops".
AMOUNTS = word_set("contexts", "concepts", "amounts")
# What a phrase leaves out before its noun.
LEFT_OUT = word_set("contexts", "concepts", "left_out")
# Between two figures they say that both are of one thing.
JOINTS = word_set("contexts", "concepts", "joints")
PLAIN_JOINTS = word_set("contexts", "concepts", "plain_joints")
PRONOUNS = word_set("contexts", "concepts", "pronouns")


class Place(NamedTuple):
    """
    Where a figure stands in a Doc, in token indices.

    `lead` is where its expression begins ("more than"), `i` to `j` its numeral, unit and rate, `j`
    exclusive; `sentence` the number of its sentence.
    """

    lead: int
    i: int
    j: int
    sentence: int


@dataclass(slots=True)
class Scene:
    """A parsed text with the figures found in it: which token is whose, and what they are about."""

    doc: Doc
    owner: dict[int, int] = field(default_factory=dict)
    phrases: list[tuple[int, int] | None] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    counts: list[bool] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    _subjects: dict[int, list[Token]] = field(default_factory=dict)
    _objects: dict[int, list[Token]] = field(default_factory=dict)

    # A verb's children are read once: two thousand figures under one verb would read them each.
    def subjects_of(self, verb: Token) -> list[Token]:
        """The verb's subjects, kept."""
        if verb.i not in self._subjects:
            self._subjects[verb.i] = syntax.subjects_of(verb)
        return self._subjects[verb.i]

    def objects_of(self, verb: Token) -> list[Token]:
        """The verb's objects, kept."""
        if verb.i not in self._objects:
            self._objects[verb.i] = syntax.objects_of(verb)
        return self._objects[verb.i]


def head_of(doc: Doc, i: int, j: int) -> Token:
    """The word of tokens i to j that the others hang on: the unit, or the numeral."""
    for k in range(j - 1, i - 1, -1):
        token = doc[k]
        if not i <= token.head.i < j or token.head == token:
            return token
    return doc[j - 1]


def phrase(scene: Scene, noun: Token, j: int) -> tuple[int, int] | None:
    """
    The noun with what stands before it, without article, numeral and "more"; "of" after a piece.

    Tokens i to j are the figure's and are left out, with all before them where it counts the noun.
    """
    doc = scene.doc
    is_word = any(map(str.isalpha, noun.text))
    if syntax.is_pronoun(noun) or noun.lower_ in PRONOUNS or not is_word:
        return None
    start, end = syntax.core_phrase(noun)
    start = max(start, noun.i - MAX_PHRASE, j if start < j <= noun.i else 0)
    for k in range(noun.i - 1, start - 1, -1):
        if k in scene.owner or doc[k].is_space or (doc[k].is_punct and doc[k].text not in _WITHIN):
            start = k + 1
            break
    while start < noun.i and _is_left_out(doc[start]):
        start += 1
    if noun.lower_ in PIECES:
        inner = next(
            (syntax.object_of(child) for child in noun.rights if child.lower_ == "of"), None
        )
        end = end if inner is None else inner.i + 1
    elif noun.i >= j:
        end = _with_twin(scene, noun, end)
    while end + 1 < len(doc) and _is_hyphen(doc, end) and doc[end + 1].is_alpha:
        end += 2
    while start > 1 and _is_hyphen(doc, start - 1) and start - 2 not in scene.owner:
        start -= 2
    return start, end


# Signs that stand within a noun phrase.
_WITHIN = frozenset({"-", "–", "'", "’", "&", "/", "."})


def _is_hyphen(doc: Doc, k: int) -> bool:
    """Whether token k is a hyphen with no space on either side."""
    return doc[k].text == "-" and not doc[k - 1].whitespace_ and not doc[k].whitespace_


def _is_left_out(token: Token) -> bool:
    return (
        syntax.is_determiner(token)
        or syntax.is_number_word(token)
        or token.lower_ in LEFT_OUT
        or token.is_punct
        or token.is_space
        or token.lower_ in {"'s", "’s"}
    )


def _with_twin(scene: Scene, noun: Token, end: int) -> int:
    """The end of "vehicles and fuel tanks": a second bare noun under the same numeral."""
    doc = scene.doc
    if end >= len(doc) or doc[end].lower_ != "and" or not noun.is_lower:
        return end
    twin = syntax.next_conjunct(noun)
    if twin is None or not syntax.is_noun(twin) or not twin.is_lower or twin.i - end > 3:
        return end
    start, _ = syntax.core_phrase(twin)
    is_bare = start == end + 1 and not any(_is_left_out(doc[k]) for k in range(start, twin.i))
    return twin.i + 1 if is_bare else end


def through_amount(noun: Token, *, is_count: bool) -> Token:
    """The noun behind "of" where a word of amount stands: "troops" of "the number of troops"."""
    for _ in range(2):
        if noun.lower_ not in AMOUNTS or not (is_count or noun.lower_ in _AMOUNTS_OF_ALL):
            return noun
        inner = of_noun(noun)
        if inner is None:
            return noun
        noun = inner
    return noun


def of_noun(noun: Token) -> Token | None:
    """The noun behind the "of" that hangs on a word: "troops" of "the number of troops"."""
    of = next((child for child in noun.rights if child.lower_ == "of"), None)
    inner = syntax.object_of(of) if of is not None else None
    return inner if inner is not None and syntax.is_noun(inner) else None


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
        if (
            noun is not None
            and noun.i >= j
            and noun.i - j < MAX_PHRASE
            and syntax.is_noun(noun)
            and not is_cut_off(doc, j)
        ):
            return noun
    return noun_run(doc, j)


def is_cut_off(doc: Doc, j: int) -> bool:
    """Whether a sign stands between a numeral and what follows: then it counts no such noun."""
    return doc[j].text in {",", ";", ":", "(", ")", "—", "–"}


def noun_run(doc: Doc, j: int) -> Token | None:
    """The last noun of the words of a noun phrase that begin at token j."""
    last: Token | None = None
    k = j
    while k < len(doc) and k < j + MAX_PHRASE:
        token = doc[k]
        if syntax.is_noun(token):
            if (
                last is not None
                and syntax.is_plural_noun(last)
                and last.i == k - 1
                and syntax.is_name_word(token)
            ):
                break
            last = token
        elif (
            last is not None
            and not (token.text in {"-", "'s", "’s"} and not doc[k - 1].whitespace_)
        ) or not (
            syntax.is_adjective(token)
            or token.text == "-"
            or token.lower_ in {"more", "other", "most", "additional"}
        ):
            break
        k += 1
        if last is not None and token.is_sent_end:
            break
    return last


def object_behind(doc: Doc, k: int) -> Token | None:
    """The noun that the preposition at token k governs."""
    noun = syntax.object_of(doc[k])
    if noun is not None and syntax.is_noun(noun) and noun.i - k < MAX_PHRASE + 4:
        return noun
    n = k + 1
    while (
        n < len(doc)
        and n < k + 4
        and (syntax.is_determiner(doc[n]) or syntax.is_number_word(doc[n]))
    ):
        n += 1
    return noun_run(doc, n)


def leans_on(scene: Scene, i: int) -> int | None:
    """
    The number of the figure before this one where both are of one thing.

    "up 9.4 per cent to $84", "162 points, or 2.14%", "296 hp (224 kW)", "8.4% — 2.685 million".
    """
    n = len(scene.phrases) - 1
    if n < 0 or scene.phrases[n] is None:
        return None
    gap = (
        [token.lower_ for token in scene.doc[scene.ends[n] : i]]
        if 0 <= i - scene.ends[n] <= MAX_GAP
        else []
    )
    if (
        gap
        and all(word in JOINTS or word in "$£€" for word in gap)
        and any(word in PLAIN_JOINTS for word in gap)
    ):
        return n
    return None
