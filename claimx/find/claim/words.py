"""
The words of a Doc with what claims ask of each, read once.

Asking tokens again for each claim cost a sixth of the time of spaCy's whole pipeline. What a word
says by itself hangs on five attributes alone, and most words of an article were in an earlier one.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from claimx.find import syntax
from claimx.find.script import script_of
from claimx.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc, Token

# The lexicon's groups and what each is called as a feature: by the word as written, by the lemma, by
# the lemma of a verb.
_WORDS = {
    "hedges": "hedge",
    "future": "future",
    "modals": "modal",
    "advice": "advice",
    "records": "record",
    "firsts": "first or only",
    "absolutes": "absolute",
    "cause_words": "causal link",
    "judgements": "judgement",
    "vague_amounts": "vague amount",
    "past_times": "time in the past",
    "first_person": "first person",
    "we": "we",
    "you": "you",
    "thanks": "courtesy",
}
_LEMMAS = {"changes": "measured change", "harm_nouns": "harm noun"}
_VERBS = {
    "causes": "cause verb",
    "acts": "public act",
    "mental": "state of mind",
    "harms": "harm",
}
_FORMS: dict[str, Callable[[Token], bool]] = {
    "superlative": syntax.is_superlative,
    "comparative": syntax.is_comparative,
    "past tense": syntax.is_past,
    "present tense": syntax.is_present,
    "perfect": syntax.is_perfect,
    "negation": syntax.is_negation,
    "numeral": lambda token: token.like_num,
}

_ATTRIBUTES: list[int | str] = ["ORTH", "LEMMA", "POS", "TAG", "DEP"]
# Those of a hundred articles, some 6 MB. Then it begins anew.
_MOST_KNOWN = 10_000
_PIECE = 10_000


class Word(NamedTuple):
    """A word by itself: the features that it sets, and its lemma, "" where it is a name or no word."""

    features: frozenset[str]
    lemma: str
    is_alpha: bool
    is_space: bool
    is_counted: bool  # no punctuation, quotation mark or white space
    is_verb: bool
    is_subject: bool


_known: dict[tuple[int, ...], Word] = {}


class Words:
    """The words of a Doc, by their indices."""

    def __init__(self, doc: Doc) -> None:
        """Read a parsed Doc."""
        if len(_known) > _MOST_KNOWN:
            _known.clear()
        self.doc = doc
        self.text = script_of(doc).text
        self.words: list[Word] = []
        rows = doc.to_array(_ATTRIBUTES)
        # In pieces: five numbers a word, all at once, take 200 MB for a book.
        for first in range(0, len(rows), _PIECE):
            columns = rows[first : first + _PIECE].T.tolist()
            for i, key in enumerate(zip(*columns, strict=True), first):
                word = _known.get(key)
                if word is None:
                    word = _known[key] = _read(doc[i])
                self.words.append(word)
        self.heads: list[int] = syntax.heads_of(doc)
        # For each verb with a tense the feature that its subject sets.
        self.subjects: dict[int, str] = {}
        for i, word in enumerate(self.words):
            if word.is_subject:
                verb = doc[i].head
                own = syntax.own_subject_of(verb) if syntax.is_finite(verb) else None
                if own is not None:
                    self.subjects[verb.i] = f"subject {_person(own)}"

    def of(self, start: int, end: int) -> list[int]:
        """The indices of the words in a stretch of the text, white space left out."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return []
        return [i for i in range(span.start, span.end) if not self.words[i].is_space]

    def sentence_at(self, start: int, end: int) -> tuple[int, int]:
        """The sentence in which a stretch of the text begins, as indices (i, j), j exclusive."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return 0, 0
        sentence = span[0].sent
        return sentence.start, sentence.end

    def counted(self, i: int, j: int) -> int:
        """How many words a stretch has, punctuation and white space left out."""
        return sum(word.is_counted for word in self.words[i:j])

    def has_verb(self, i: int, j: int) -> bool:
        """Whether a word of the stretch is a verb."""
        return any(word.is_verb for word in self.words[i:j])

    def has_superlative(self, i: int, j: int) -> bool:
        """Whether a word of the stretch is a superlative."""
        return any("superlative" in word.features for word in self.words[i:j])


def _read(token: Token) -> Word:
    """What a word says by itself. Nothing but its _ATTRIBUTES may be asked."""
    is_name = syntax.is_name_word(token)
    is_verb = syntax.is_verb(token)
    lemma = token.lemma_.lower()
    features = {name for name, has in _FORMS.items() if has(token)}
    if not is_name:  # "May" is no hedge
        features.update(_features_by("words", tuple(_WORDS.items())).get(token.lower_, ()))
        features.update(_features_by("verbs", tuple(_LEMMAS.items())).get(lemma, ()))
        if is_verb:
            features.update(_features_by("verbs", tuple(_VERBS.items())).get(lemma, ()))
    return Word(
        features=frozenset(features),
        lemma=lemma if token.is_alpha and not is_name else "",
        is_alpha=token.is_alpha,
        is_space=token.is_space,
        is_counted=not (token.is_punct or token.is_space or token.is_quote),
        is_verb=is_verb,
        is_subject=syntax.is_subject(token),
    )


@functools.cache
def _features_by(section: str, names: tuple[tuple[str, str], ...]) -> dict[str, tuple[str, ...]]:
    """For each word of the groups, the features that it sets."""
    found: dict[str, tuple[str, ...]] = {}
    for group, name in names:
        for word in table("claims")[section][group]:
            found[word] = (*found.get(word, ()), name)
    return found


def _person(subject: Token) -> str:
    """What kind of word the subject is: "I", "we", "you", "it", "he or she", "a noun", "a name"."""
    lower = subject.lower_
    for name, words in (
        ("I", {"i"}),
        ("we", {"we"}),
        ("you", {"you"}),
        ("they", {"they"}),
        ("it", {"it", "that", "this", "there", "what", "which"}),
        ("he or she", {"he", "she"}),
    ):
        if lower in words:
            return name
    return "a name" if subject.ent_type_ else "a noun"
