"""
The words of a Doc as plain lists, read once.

Walking a Doc token by token costs more than all the rules about names together; its arrays cost a
tenth of that.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

GRAMMAR = ("PRON", "AUX", "PART", "ADV", "SCONJ")


class Words:
    """The words of a Doc: `words[k]`, `lower[k]` in small letters, `starts[k]` as an offset."""

    def __init__(self, doc: Doc) -> None:
        """Read a tagged Doc."""
        self.starts: list[int]
        self._pos: list[int]
        self._space: list[int]
        self.doc = doc
        columns = doc.to_array(["ORTH", "IDX", "POS", "SENT_START", "SPACY"]).T.tolist()
        orths, self.starts, self._pos, starts, self._space = columns
        strings = {orth: doc.vocab.strings[orth] for orth in set(orths)}
        lower = {orth: word.lower() for orth, word in strings.items()}
        self.words: list[str] = [strings[orth] for orth in orths]
        self.lower: list[str] = [lower[orth] for orth in orths]
        # doc.text asks every token once more.
        self.text = "".join(
            [
                word + " " if space else word
                for word, space in zip(self.words, self._space, strict=True)
            ]
        )
        self.capitals: list[int] = [k for k, word in enumerate(self.words) if word[0].isupper()]
        self.sentence_starts: list[bool] = [flag == 1 for flag in starts]
        self.vocabulary: frozenset[str] = frozenset(strings.values())
        self.small: frozenset[str] = frozenset(word for word in self.vocabulary if word.islower())
        ids = doc.vocab.strings
        self._proper, self._noun, self._part = (ids[pos] for pos in ("PROPN", "NOUN", "PART"))
        self._grammar = frozenset(ids[pos] for pos in GRAMMAR)

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.words)

    def end(self, k: int) -> int:
        """Where the word ends, exclusive."""
        return self.starts[k] + len(self.words[k])

    def at(self, offset: int) -> int:
        """The index of the word that holds the character, or of the one before it."""
        return max(0, bisect.bisect_right(self.starts, offset) - 1)

    def is_proper(self, k: int) -> bool:
        """Whether the tagger takes the word for a proper noun."""
        return bool(self._pos[k] == self._proper)

    def is_noun(self, k: int) -> bool:
        """Whether the tagger takes the word for a common noun."""
        return bool(self._pos[k] == self._noun)

    def is_particle(self, k: int) -> bool:
        """Whether the word is a possessive 's or a "to"."""
        return bool(self._pos[k] == self._part)

    def is_grammar(self, k: int) -> bool:
        """Whether the word is a pronoun, an auxiliary, an adverb or the like."""
        return self._pos[k] in self._grammar

    def has_space(self, k: int) -> bool:
        """Whether a space follows the word."""
        return bool(self._space[k])
