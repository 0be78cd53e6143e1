"""
What hangs on a Doc's text and sentences alone, read once for all stages.

Walking a Doc token by token costs more than all the rules about names together, and doc.text asks
every token once more; its arrays cost a tenth of that. A Doc keeps its `Script` from the first stage
that asks for it until the last lets it go.
"""

from __future__ import annotations

import bisect
import functools
from itertools import compress, pairwise
from typing import TYPE_CHECKING, TypeVar

from claimx.find.paragraphs import find_paragraphs
from claimx.find.quotes import QuoteIndex, find_quotes

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

Answer = TypeVar("Answer")

# Where a Doc keeps its script.
_KEY = "claimx_script"
# How many words are kept with what they say by themselves: those of a hundred articles. Then it begins anew.
_MOST_KNOWN = 10_000
# By spaCy's number for a word: the word, in small letters, and a bit for each test that it passes.
_known: dict[int, tuple[str, str, int]] = {}
_tests: list[Callable[[str], bool]] = [lambda word: word[0].isupper(), str.islower]
_CAPITAL, _SMALL = 0, 1


def word_test(test: Callable[[str], bool]) -> int:
    """Have every word tested once, by what it is in small letters; `script.passing` takes the number."""
    _tests.append(lambda word: test(word.lower()))
    _known.clear()
    return len(_tests) - 1


class PerWord(dict[str, Answer]):
    """`answers[word]` for what a word says by itself: most words of an article were in an earlier one."""

    def __init__(self, answer: Callable[[str], Answer]) -> None:
        """Around the function that answers for a word."""
        super().__init__()
        self._answer = answer

    def __missing__(self, word: str) -> Answer:
        """Ask the function, once for a word."""
        if len(self) > _MOST_KNOWN:
            self.clear()
        found = self[word] = self._answer(word)
        return found


class SentenceIndex:
    """
    The sentences of a Doc, white space trimmed, and which of them an offset stands in.

    `spans[i]` is (start, end) of sentence i: what the records' `sentence` counts. Sentences of white
    space alone are left out.
    """

    def __init__(self, doc: Doc) -> None:
        """Read the sentence boundaries of a parsed Doc."""
        attributes: list[int | str] = ["SENT_START", "IS_SPACE", "IDX", "LENGTH"]
        rows = doc.to_array(attributes)
        spaces = (rows[:, 1] != 0).tobytes()
        begins = [0, *((rows[1:, 0] == 1).nonzero()[0] + 1).tolist(), len(spaces)]
        trimmed = []
        for begin, end in pairwise(begins):
            first, last = begin, end - 1
            while first <= last and spaces[first]:
                first += 1
            while last > first and spaces[last]:
                last -= 1
            if first <= last:
                trimmed.append((first, last))
        firsts, lasts = [i for i, _ in trimmed], [j for _, j in trimmed]
        ends = rows[lasts, 2] + rows[lasts, 3]
        self.spans: list[tuple[int, int]] = list(
            zip(rows[firsts, 2].tolist(), ends.tolist(), strict=True)
        )
        self._starts = [0, *(start for start, _ in self.spans[1:])]
        # For each word the sentence that `of` gives for its first character.
        self.of_word: list[int] = []
        for sentence, (begin, end) in enumerate(pairwise([0, *firsts[1:], len(spaces)])):
            self.of_word += [sentence] * (end - begin)

    def of(self, offset: int) -> int:
        """The index of the sentence that holds the character, or else of the one before it."""
        return bisect.bisect_right(self._starts, offset) - 1


class Script:
    """The words of a text, `words[k]`, `lower[k]` in small letters, and what hangs on them alone."""

    def __init__(self, doc: Doc) -> None:
        """Read a tokenized Doc."""
        if len(_known) > _MOST_KNOWN:
            _known.clear()
        rows = doc.to_array(["ORTH", "IDX", "SPACY"])
        read = [_known.get(orth) or _learn(doc, orth) for orth in rows[:, 0].tolist()]
        words, lower, passed = zip(*read, strict=True) if read else ((), (), ())
        self.words: list[str] = list(words)
        self.lower: list[str] = list(lower)
        self._passed, self._tested = bytes(passed), len(_tests)
        # A byte for each word: whether it begins with a capital; the indices of those that do.
        self.is_capital: bytes = self._passed.translate(_bit(_CAPITAL))
        self.capitals: list[int] = self.passing(_CAPITAL)
        self.small: frozenset[str] = frozenset(
            compress(words, self._passed.translate(_bit(_SMALL)))
        )
        self.starts: list[int] = rows[:, 1].tolist()
        self.has_space: bytes = (rows[:, 2] != 0).tobytes()
        self.text = self._joined((rows[:, 2] == 0).nonzero()[0].tolist())
        self._sentences: tuple[bytes, SentenceIndex] | None = None

    def _joined(self, glued: list[int]) -> str:
        """The text, where no space follows the words `glued`."""
        words, ends = [*self.words, ""], [k + 1 for k in glued]
        runs = zip([0, *ends], [*ends, len(words)], strict=True)
        return "".join([" ".join(words[i:j]) for i, j in runs])

    def passing(self, test: int) -> list[int]:
        """The indices of the words that pass a test."""
        passed = self._passed.translate(_bit(test))
        if test >= self._tested:  # it was not known yet when the words were read
            passed = bytes(map(_tests[test], self.words))
        return list(compress(range(len(passed)), passed))

    def sentences(self, doc: Doc) -> SentenceIndex:
        """The sentences of the Doc, which some stage may have set anew."""
        marks = doc.to_array("SENT_START").tobytes()
        if self._sentences is None or self._sentences[0] != marks:
            self._sentences = marks, SentenceIndex(doc)
        return self._sentences[1]

    @functools.cached_property
    def capital_words(self) -> frozenset[str]:
        """The different words that begin with a capital."""
        return frozenset([self.words[k] for k in self.capitals])

    @functools.cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """The (start, end) offsets of the paragraphs."""
        return find_paragraphs(self.text)

    @functools.cached_property
    def quotes(self) -> QuoteIndex:
        """The quotations."""
        return QuoteIndex(find_quotes(self.text, self.paragraphs))


def _learn(doc: Doc, orth: int) -> tuple[str, str, int]:
    """Keep a word that no earlier Doc had."""
    word = doc.vocab.strings[orth]
    passed = sum(test(word) << number for number, test in enumerate(_tests))
    known = _known[orth] = word, word.lower(), passed
    return known


@functools.cache
def _bit(number: int) -> bytes:
    """A table that takes a byte to one of its bits."""
    return bytes(byte >> number & 1 for byte in range(256))


def script_of(doc: Doc) -> Script:
    """The Doc's script, read where no stage has asked for it yet."""
    script: Script | None = doc.user_data.get(_KEY)
    if script is None or len(script.words) != len(doc):
        script = doc.user_data[_KEY] = Script(doc)
    return script


def sentence_index(doc: Doc) -> SentenceIndex:
    """The Doc's sentence index, read once."""
    return script_of(doc).sentences(doc)


def drop_script(doc: Doc) -> None:
    """Let the Doc's script go, which takes as much memory as the text's words."""
    doc.user_data.pop(_KEY, None)
