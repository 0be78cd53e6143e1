"""
The words of a tagged Doc as plain lists, for the rules about names and dates.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from claimx.find.script import script_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

GRAMMAR = ("PRON", "AUX", "PART", "ADV", "SCONJ")


class Words:
    """The words of a tagged Doc: its script, and what the tagger says of them."""

    def __init__(self, doc: Doc) -> None:
        """Read a tagged Doc."""
        self.doc = doc
        self.script = script = script_of(doc)
        self.text, self.words, self.lower = script.text, script.words, script.lower
        self.sentences = script.sentences(doc)
        self.starts, self.capitals, self.small = script.starts, script.capitals, script.small
        rows, ids = doc.to_array(["POS", "SENT_START"]), doc.vocab.strings
        self._tags = rows[:, 0]
        # A byte for each word.
        self._proper, self._noun, self._part = (
            (self._tags == ids[tag]).tobytes() for tag in ("PROPN", "NOUN", "PART")
        )
        self._grammar = frozenset(ids[tag] for tag in GRAMMAR)
        self.sentence_starts: bytes = (rows[:, 1] == 1).tobytes()

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.words)

    def end(self, k: int) -> int:
        """Where the word ends, exclusive."""
        return self.starts[k] + len(self.words[k])

    def at(self, offset: int) -> int:
        """The index of the word that holds the character, or of the one before it."""
        return bisect.bisect_right(self.starts, offset) - 1

    def is_proper(self, k: int) -> bool:
        """Whether the tagger takes the word for a proper noun."""
        return bool(self._proper[k])

    def is_noun(self, k: int) -> bool:
        """Whether the tagger takes the word for a common noun."""
        return bool(self._noun[k])

    def is_particle(self, k: int) -> bool:
        """Whether the word is a possessive 's or a "to"."""
        return bool(self._part[k])

    def is_grammar(self, k: int) -> bool:
        """Whether the word is a pronoun, an auxiliary, an adverb or the like."""
        return int(self._tags[k]) in self._grammar

    def has_space(self, k: int) -> bool:
        """Whether a space follows the word."""
        return bool(self.script.has_space[k])
