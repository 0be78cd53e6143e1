"""
Noun phrases around a figure, by the parse, for `concepts` and `measured`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from claimx.find import syntax
from claimx.lexicon.sets import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from claimx.find.quantity.figure_types import Figure


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
    """
    A parsed text with its figures: which token is whose, and what those asked so far are about.

    `owner` has the number of the figure that a token is part of; `phrases` and `ends`, by that number,
    the phrase that a figure is about and the token behind the figure and what it counts.
    """

    doc: Doc
    figures: list[tuple[Figure, Place]]
    owner: dict[int, int] = field(default_factory=dict)
    phrases: list[tuple[int, int] | None] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    _subjects: dict[int, list[Token]] = field(default_factory=dict)
    _objects: dict[int, list[Token]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note whose each token is."""
        for n, (figure, place) in enumerate(self.figures):
            first = (
                place.lead if figure.kind == "age" else place.i
            )  # "ages 16 to 24": no such things
            self.owner.update(dict.fromkeys(range(first, place.j), n))

    @property
    def now(self) -> Figure:
        """The figure that is asked now."""
        return self.figures[len(self.phrases)][0]

    def earlier(self, *, back: int = 0) -> Iterator[int]:
        """
        The numbers of the three figures before the one asked now, nearest first.

        Those of its sentence alone, or of as many sentences `back`.
        """
        n = len(self.phrases)
        for k in range(n - 1, max(-1, n - 4), -1):
            if self.figures[k][1].sentence < self.figures[n][1].sentence - back:
                return
            yield k

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
            # "45-storey tower": the word joined to the figure is its own.
            start = k + 3 if k + 3 <= noun.i and _is_hyphen(doc, k + 1) else k + 1
            break
    while start < noun.i and _is_left_out(doc[start]):
        start += 1
    if noun.lower_ in PIECES:
        inner = next(
            (syntax.object_of(child) for child in noun.rights if child.lower_ == "of"), None
        )
        end = end if inner is None or inner.i in scene.owner else inner.i + 1
    elif noun.i >= j:
        end = _with_twin(scene, noun, end)
    end = _with_digits(scene, end)
    while end + 1 < len(doc) and _is_hyphen(doc, end) and doc[end + 1].is_alpha:
        end += 2
    while start > 1 and _is_hyphen(doc, start - 1) and start - 2 not in scene.owner:
        start -= 2
    return start, end


def _with_digits(scene: Scene, end: int) -> int:
    """The end of a name with digits, which are no figure: "S&P 500", "tier 1 ratio"."""
    doc, k = scene.doc, end
    if k >= len(doc) or not doc[k].is_digit or len(doc[k]) > 3 or k in scene.owner:
        return end
    noun = noun_run(doc, k + 1) if k + 1 < len(doc) else None
    if noun is not None:
        return noun.i + 1
    return k + 1 if syntax.is_name_word(doc[k - 1]) else end


# Signs that stand within a noun phrase.
_WITHIN = frozenset({"-", "–", "'", "’", "&", "/", "."})


def _is_hyphen(doc: Doc, k: int) -> bool:
    """Whether token k is a hyphen with no space on either side."""
    return doc[k].text == "-" and not doc[k - 1].whitespace_ and not doc[k].whitespace_


def _is_left_out(token: Token) -> bool:
    return (
        syntax.is_determiner(token)
        or syntax.is_number_word(token)
        or token.lower_ in {"and", "or", "of"}
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
    if twin is None or not syntax.is_noun(twin) or twin.i - end > 3 or twin.i in scene.owner:
        return end
    if not (twin.is_lower or syntax.is_plural_noun(twin)):
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


# Nothing leans on these: "in the third quarter to 88", "for two years, or 5%".
_NO_LEVELS = frozenset({"ordinal", "duration", "age"})
MAX_PAIR = 25
_AGAINST = frozenset({"versus", "vs", "against", "which", "whom"})
_OTHER_END = {"from": ("to", "at"), "to": ("from",)}


def set_against(scene: Scene, figure: Figure, lead: int) -> int | None:
    """
    The number of the figure of the same unit that one is compared with.

    "to 4.9%, the office said, from 5.2%", "61%, compared with 58% in May", "from 51 in May to 88".
    """
    doc = scene.doc
    before = doc[lead - 1].lower_ if lead else ""
    is_compared = before in {"with", "to"} and lead > 1 and doc[lead - 2].lower_ == "compared"
    is_against = is_compared or before in _AGAINST
    is_against = is_against or (before == "another" and figure.kind == "percent")
    for k in scene.earlier() if is_against or before in {"from", "to"} else ():
        other, place = scene.figures[k]
        if lead - place.j > MAX_PAIR:
            return None
        led_by = doc[place.lead - 1].lower_ if place.lead else ""
        is_other_end = led_by in _OTHER_END.get(before, ())
        is_same = (other.kind, other.unit) == (figure.kind, figure.unit)
        if is_same or (is_other_end and figure.unit is None):  # from 21 mpg to 23
            is_pair = is_against or is_other_end
            return k if is_pair and scene.phrases[k] is not None else None
    return None


def leans_on(scene: Scene, i: int) -> int | None:
    """
    The number of the figure before this one where both are of one thing.

    "up 9.4 per cent to $84", "162 points, or 2.14%", "296 hp (224 kW)", "8.4% — 2.685 million".
    """
    n = len(scene.phrases) - 1
    if n < 0 or scene.phrases[n] is None or scene.figures[n][0].kind in _NO_LEVELS:
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
