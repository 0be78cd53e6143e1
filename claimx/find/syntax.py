"""
The only place that knows the parser's labels.

Everything else asks in words: `subject_of(verb)`, `noun_phrase(noun)`, `is_negated(verb)`. The labels
are those of spaCy's English pipelines (ClearNLP's). Every walk is bounded by the sentence, and the
longest by MAX_HOPS, so that time grows with the text alone.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

MAX_HOPS = 25

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
OBJECTS = frozenset({"dobj", "obj", "dative", "attr", "oprd"})
CLAUSES = frozenset({"ccomp", "xcomp"})
DETERMINERS = frozenset({"det", "predet"})
# What may stand before a noun and belongs to its phrase.
BEFORE_NOUN = frozenset({"amod", "compound", "nmod", "poss", "nummod", "quantmod", "advmod", "case", "punct"})


class SentenceIndex:
    """
    The sentences of a Doc, white space trimmed, and which of them an offset stands in.

    `spans[i]` is (start, end) of sentence i: what the records' `sentence` counts. Sentences of white
    space alone are left out.
    """

    def __init__(self, doc: Doc) -> None:
        """Read the sentence boundaries of a parsed Doc."""
        self.spans: list[tuple[int, int]] = []
        for sentence in doc.sents:
            first, last = sentence.start, sentence.end - 1
            while first <= last and doc[first].is_space:
                first += 1
            while last > first and doc[last].is_space:
                last -= 1
            if first <= last:
                self.spans.append((doc[first].idx, doc[last].idx + len(doc[last])))
        self._starts = [start for start, _ in self.spans]

    def of(self, offset: int) -> int:
        """The index of the sentence that holds the character, or else of the one before it."""
        return max(0, bisect.bisect_right(self._starts, offset) - 1)


def sentence_index(doc: Doc) -> SentenceIndex:
    """The Doc's sentence index. It reads the whole Doc: a stage asks once, not once a record."""
    return SentenceIndex(doc)


def subject_of(verb: Token) -> Token | None:
    """
    The head of the verb's subject: "Putin" of "Putin has warned".

    A verb joined to another shares its subject ("rose and said"), a participle or infinitive under
    another verb has that verb's ("Putin rose, warning …").
    """
    own = own_subject_of(verb)
    if own is not None:
        return own
    if verb.dep_ in {"conj", "xcomp", "advcl"}:
        head = verb
        for _ in range(MAX_HOPS):
            if head.dep_ not in {"conj", "xcomp", "advcl"} or head.head is head:
                break
            head = head.head
            own = own_subject_of(head)
            if own is not None:
                return own
    return None


def own_subject_of(verb: Token) -> Token | None:
    """The head of the subject that hangs on this very verb."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def objects_of(verb: Token) -> list[Token]:
    """The heads of the verb's objects and predicate nouns, in text order."""
    return [child for child in verb.children if child.dep_ in OBJECTS]


def clause_of(verb: Token) -> Token | None:
    """The head of the clause that the verb takes: "resign" of "said he would resign"."""
    return next((child for child in verb.children if child.dep_ in CLAUSES), None)


def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive: "was told"."""
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)


def agent_of(verb: Token) -> Token | None:
    """The head of the passive's agent: "ministry" of "was announced by the ministry"."""
    for child in verb.children:
        if child.dep_ == "agent":
            return object_of(child)
    return None


def object_of(preposition: Token) -> Token | None:
    """The head of the preposition's object: "ministry" of "by the ministry"."""
    return next((child for child in preposition.children if child.dep_ in {"pobj", "pcomp"}), None)


def prepositions_of(token: Token) -> list[Token]:
    """The prepositions that hang on a word: "of" of "the total number of troops"."""
    return [child for child in token.children if child.dep_ in {"prep", "agent"}]


def is_negated(verb: Token) -> bool:
    """Whether the verb is negated: "did not say", "never said"."""
    return any(child.dep_ == "neg" or child.lower_ in {"never", "no"} for child in verb.children)


def conjuncts_of(token: Token) -> list[Token]:
    """The words coordinated with this one after it, in order: "b", "c" of "a, b and c"."""
    found: list[Token] = []
    last = token
    for _ in range(len(token.sent)):
        following = next((child for child in last.children if child.dep_ == "conj"), None)
        if following is None:
            return found
        found.append(following)
        last = following
    return found


def antecedent_of(verb: Token) -> Token | None:
    """The noun that a relative clause is about: "minister" of "the minister, who said …"."""
    return verb.head if verb.dep_ == "relcl" else None


def apposition_of(noun: Token) -> Token | None:
    """The head of the noun's apposition: "doctor" of "Hugh Hill, a doctor"."""
    return next((child for child in noun.children if child.dep_ == "appos"), None)


def ancestors_of(token: Token) -> Iterator[Token]:
    """The token's heads up to its sentence's root, at most MAX_HOPS of them."""
    for _ in range(MAX_HOPS):
        if token.head is token:
            return
        token = token.head
        yield token


def noun_phrase(noun: Token) -> tuple[int, int]:
    """
    The noun with all that hangs on it, as token indices (i, j), j exclusive.

    "the minister of defence, who resigned": all of it. `core_phrase` is the part before and with the
    noun.
    """
    return noun.left_edge.i, noun.right_edge.i + 1


def core_phrase(noun: Token) -> tuple[int, int]:
    """The noun with what stands before it in its phrase, as token indices (i, j), j exclusive."""
    i = noun.i
    for child in noun.lefts:
        if child.dep_ in BEFORE_NOUN or child.dep_ in DETERMINERS:
            i = min(i, child.left_edge.i)
    return i, noun.i + 1
