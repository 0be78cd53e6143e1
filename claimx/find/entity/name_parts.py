"""
What the rules about names work on: the words of a Doc, who owns them, and the word lists.

The rules ask in words (`is_capital`, `begins`, `in_headline`); each question is answered in constant
time, so that every rule is linear in the length of the text.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimx.find.entity.name_lexicon import lexicon
from claimx.find.script import PerWord

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimx.find.words import Words

# A line is a headline where this share of its words but the small ones has a capital.
HEADLINE_SHARE = 0.9
MAX_HEADLINE = 25
MIN_HEADLINE = 3
SPORT = frozenset(
    {"beat", "league", "cup", "goal", "goals", "scored", "match", "goalkeeper", "striker", "midfielder", "half-time",
     "penalty", "season", "innings", "quarterback", "touchdown", "coach", "points", "equaliser", "equalised",
     "semi-final", "quarter-final", "fixture", "referee", "stadium", "League", "Cup", "championship"}
)  # fmt: skip
# Who wins here is a person.
SPORT_OF_PERSONS = frozenset(
    {"tennis", "seed", "seeded", "unseeded", "wimbledon", "atp", "wta", "golf", "golfer", "birdie", "bogey", "boxing",
     "boxer", "heavyweight", "middleweight", "snooker", "sprinter", "marathon", "swimmer", "cyclist", "tie-break"}
)  # fmt: skip
MIN_SPORT = 3
# How far over the ends of a text a rule may look.
PADDING = 16
_RESULT = re.compile(r"[-–](?<=\d.)(?:(?<![\d.,]\d.)|(?<=\d\d.)(?<![\d.,]\d\d.))\d{1,2}(?![\d.,%])")
OPENERS = frozenset(
    {'"', "“", "‘", "'", "``", "''", "(", "[", "-", "—", "–", "*", "•", "«", "…", "..."}
)


@dataclass(slots=True, eq=False)
class Name:
    """A mention of kind name while the rules work: tokens i to j (exclusive) and its label."""

    i: int
    j: int
    label: str
    votes: dict[str, float] = field(default_factory=dict)


class Names:
    """The names of one Doc while the rules work on them; no two share a word."""

    def __init__(self, page: Words, taken: Iterable[tuple[int, int]] = ()) -> None:
        """`taken` are ranges of words that belong to dates."""
        self.page = page
        self.doc = page.doc
        self.words = page.words
        self.lower = page.lower
        self.capitals = page.capitals
        self.small_words = page.small
        self.owner: list[Name | None] = [None] * len(self.words)
        self._by_start: dict[int, Name] = {}
        self._ordered: list[Name] | None = None
        # As they were when a name was last taken away: some may belong to one by now.
        self._free: list[int] | None = None
        self._free_proper: list[int] | None = None
        # The words of dates, and those of dates or names.
        self.taken = bytearray(len(self.words))
        for i, j in taken:
            self.taken[i:j] = b"\1" * (j - i)
        # Over both ends nothing is free and nothing has a capital: index -1 is the padding's, too.
        self._held = self.taken + bytes([1]) * PADDING
        self._capital = page.script.is_capital + bytes(PADDING)
        self.not_names: set[str] = set()
        self._read_lines()

    def _read_lines(self) -> None:
        """Mark the words of headlines and of lines in capitals, and the starts of lines."""
        text = self.page.text
        self.headlines: list[tuple[int, int]] = []
        self._headline = bytearray(len(self.words))
        self._capitals = bytearray(len(self.words))
        self.line_starts: list[int] = []
        for start, end in self.page.script.paragraphs:
            k = self.page.at(start)
            self.line_starts.append(k)
            line = text[start:end]
            flags = self._capitals if line.isupper() else self._headline
            if flags is self._capitals or is_headline(line):
                for n in range(k, self.page.at(end - 1) + 1):
                    flags[n] = 1
                if flags is self._headline:
                    self.headlines.append((start, end))
        self._is_line_start = frozenset(self.line_starts)

    @functools.cached_property
    def is_sport(self) -> bool:
        """Whether the article reports on sport, by its words and results ("2-1")."""
        words = len(SPORT & self.page.small) + len(SPORT & self.page.script.capital_words)
        if words >= MIN_SPORT or words + 2 < MIN_SPORT:
            return words >= MIN_SPORT
        return _RESULT.search(self.page.text) is not None

    @functools.cached_property
    def is_sport_of_persons(self) -> bool:
        """Whether it is a sport in which persons win, not teams."""
        return not SPORT_OF_PERSONS.isdisjoint(self.page.small)

    @functools.cached_property
    def bracketed(self) -> list[int]:
        """The words with a capital that stand alone in brackets, behind something else: "... of War (ISW)"."""
        words, last = self.words, len(self.words) - 1
        return [
            k
            for k in self.capitals
            if words[k - 1] == "(" and 2 <= k < last and words[k + 1] == ")"
        ]

    # -------- names

    def all(self) -> list[Name]:
        """The names in text order."""
        if self._ordered is None:
            self._ordered = [self._by_start[i] for i in sorted(self._by_start)]
        return self._ordered

    def add(self, i: int, j: int, label: str) -> Name | None:
        """A new name, unless one of its words is taken."""
        if i >= j or j > len(self.words) or not self.are_free(i, j):
            return None
        name = Name(i, j, label)
        self._put(name)
        return name

    def _put(self, name: Name) -> None:
        i, j = name.i, name.j
        self._by_start[i] = name
        self._ordered = None
        self._held[i:j] = b"\1" * (j - i)
        self.owner[i:j] = [name] * (j - i)

    def claim(self, i: int, j: int, label: str) -> Name | None:
        """A new name in place of those that it holds or cuts."""
        if any(self.taken[i:j]):
            return None
        for k in range(i, j):
            owner = self.owner[k]
            if owner is not None:
                self.remove(owner)
        return self.add(i, j, label)

    def remove(self, name: Name) -> None:
        """Take a name away."""
        if self._by_start.get(name.i) is name:
            del self._by_start[name.i]
            self._ordered = self._free = self._free_proper = None
            self._held[name.i : name.j] = bytes(name.j - name.i)
            self.owner[name.i : name.j] = [None] * (name.j - name.i)

    def move(self, name: Name, i: int, j: int) -> None:
        """Give a name other bounds; where nothing is left it is gone."""
        if (i, j) == (name.i, name.j):
            return
        self.remove(name)
        if i >= j or not self.are_free(i, j):
            return
        name.i, name.j = i, j
        self._put(name)

    def vote(self, name: Name, label: str, weight: float) -> None:
        """Evidence for a label, seen at this mention."""
        name.votes[label] = name.votes.get(label, 0.0) + weight

    def key(self, name: Name) -> str:
        """What the same name has in common: its words in small letters, without dots."""
        words = self.lower[name.i : name.j]
        return " ".join(words).replace("’", "'")

    def text(self, i: int, j: int) -> str:
        """The words i to j (exclusive) with single spaces."""
        return " ".join(self.words[i:j])

    def span(self, i: int, j: int) -> tuple[int, int]:
        """The words i to j (exclusive) as character offsets."""
        return self.page.starts[i], self.page.end(j - 1)

    def surname(self, name: Name) -> tuple[str, ...]:
        """The surname of a full name with its particles: ("de", "Blasio"); without "Jr."."""
        lex = lexicon()
        j = name.j
        while j - name.i > 2 and self.lower[j - 1] in lex.name_suffixes:
            j -= 1
        i = j - 1
        while i - 1 > name.i and self.lower[i - 1] in lex.particles:
            i -= 1
        return tuple(self.words[i:j])

    # -------- questions about a word

    def is_free(self, k: int) -> bool:
        """Whether the word belongs to no name and no date."""
        return not self._held[k]

    def are_free(self, i: int, j: int) -> bool:
        """Whether all words i to j (exclusive) are free."""
        return i >= 0 and not any(self._held[i:j])

    def free_capitals(self) -> Iterator[int]:
        """The words with a capital that belong to no name and no date when their turn comes."""
        held = self._held
        if self._free is None:
            self._free = [k for k in self.capitals if not held[k]]
        for k in self._free:
            if not held[k]:
                yield k

    def free_proper(self) -> list[int]:
        """Of the words with a capital that belong to no name and no date the proper nouns."""
        if self._free_proper is None:
            self._free_proper = [k for k in self.free_capitals() if self.is_proper(k)]
        return [k for k in self._free_proper if not self._held[k]]

    def is_capital(self, k: int) -> bool:
        """Whether the word is there and begins with a capital."""
        return self._capital[k] == 1

    def has_capital(self, name: Name) -> bool:
        """Whether a word of the name begins with a capital."""
        return any(self._capital[name.i : name.j])

    def is_small(self, k: int) -> bool:
        """Whether the word has letters and no capital: "while", but not "iPhone", "9" or "&"."""
        return self.words[k].islower() and self.words[k].isalpha()

    def is_loose(self, k: int) -> bool:
        """Whether a last word in small letters is no part: "Vikings while"; but "Republican party", "Ki-moon"."""
        lex = lexicon()
        word = self.lower[k]
        return (
            self.is_small(k)
            and self.page.has_space(k - 1)
            and word not in lex.heads
            and word not in lex.type_nouns
            and word not in lex.last_words
            and word not in lex.org_suffixes
        )

    def follows_grammar_word(self, k: int) -> bool:
        """Whether a pronoun, an auxiliary or the like stands before: "we KNOW", "do NOT"."""
        return (
            k > 0
            and self.page.is_grammar(k - 1)
            and (
                self.lower[k - 1]
                not in {"'s", "’s", "'", "’", "its", "their", "his", "her", "our", "my", "your"}
            )
        )

    def is_dash(self, k: int) -> bool:
        """A hyphen with spaces around it: "MIDWAY ATOLL - Seventy-four years ago"."""
        return (
            self.words[k] == "-" and k > 0 and self.page.has_space(k) and self.page.has_space(k - 1)
        )

    def is_initial(self, k: int) -> bool:
        """Whether the word is an initial: "J.", "J" or "J.D."."""
        return _INITIALS[self.words[k]]

    def is_surname_like(self, k: int) -> bool:
        """Whether a free word can be a surname: a proper noun with a capital and no title."""
        if not self.is_free(k) or not self.is_capital(k):
            return False
        word, lower = self.words[k], self.lower[k]
        lex = lexicon()
        return (
            len(word) > 1
            and word.replace("-", "").replace("’", "").replace("'", "").isalpha()
            and self.is_proper(k)
            and lower not in lex.titles
            and lower not in lex.job_words
            and lower not in lex.sure_places
            and lower not in lex.heads
            and not self.begins(k)
            and (not word.isupper() or self.in_capitals(k) or self.words[k - 1].isupper())
        )

    def is_title(self, k: int) -> bool:
        """Whether the word is a title or a job."""
        return self.lower[k] in lexicon().titles_and_jobs

    def is_titled(self, name: Name) -> bool:
        """Whether a title stands right before the name: "Mr. Obama", "President Obama"."""
        return name.i > 0 and self.lower[name.i - 1] in lexicon().before_person

    def is_proper(self, k: int) -> bool:
        """Whether the tagger takes the word for a proper noun."""
        return self.page.is_proper(k)

    def begins(self, k: int) -> bool:
        """Whether the word is the first of a sentence, a line or a quotation."""
        return bool(
            k == 0
            or k in self._is_line_start
            or self.page.sentence_starts[k]
            or self.words[k - 1] in OPENERS
            or self.words[k - 1] in {":", ".", "?", "!"}
            or not self.words[k - 1].strip()
        )

    def is_end(self, k: int) -> bool:
        """Whether a sentence or line ends with the word."""
        k += 1
        return bool(
            k >= len(self.words) or k in self._is_line_start or self.page.sentence_starts[k]
        )

    def in_headline(self, k: int) -> bool:
        """Whether the word stands in a line whose words have capitals, or all of whose letters are."""
        return bool(self._headline[k] or self._capitals[k])

    def in_capitals(self, k: int) -> bool:
        """Whether the word stands in a line or a run of capitals."""
        if self._capitals[k]:
            return True
        for n in (k - 1, k + 1):
            if 0 <= n < len(self.words):
                word = self.words[n]
                if len(word) > 3 and word.isupper() and word.isalpha() and self.owner[n] is None:
                    return True
        return False

    def in_capitals_line(self, k: int) -> bool:
        """Whether all letters of the word's line are capitals."""
        return bool(self._capitals[k])

    def starts_line(self, k: int) -> bool:
        """Whether the word is the first of a paragraph."""
        return k in self._is_line_start

    def is_break(self, k: int) -> bool:
        """Whether the word is the dash that ends a dateline."""
        return self.words[k] in {"—", "–", "--", "―"} or self.is_dash(k)

    def is_known(self, i: int, j: int) -> bool:
        """Whether the word lists have the name."""
        lex = lexicon()
        text = " ".join(self.lower[i:j])
        if j - i == 1 and len(text) <= 3 and not self.words[i].isupper():
            return False
        return (
            text in lex.places
            or text in lex.groups
            or text in lex.media
            or text in lex.known
            or (text in lex.same)
        )

    def is_small_word(self, name: Name) -> bool:
        """Whether a word of the name is also in the article in small letters."""
        return any(self.lower[k] in self.small_words for k in range(name.i, name.j))

    def is_list_joint(self, i: int, j: int) -> bool:
        """Whether only a comma, "and" or both stand between words i and j."""
        return 0 < j - i <= 2 and all(self.lower[k] in {",", "and", "or", "&"} for k in range(i, j))


def _is_initial(word: str) -> bool:
    if word in {"A", "I"}:
        return False
    return (len(word) <= 2 and word[:1].isupper() and word[1:] in {"", "."}) or (
        len(word) == 4 and word[1] == "." and word[3] == "." and word.isupper()
    )


_INITIALS = PerWord(_is_initial)

# Small words that a headline in capitals leaves small.
HEADLINE_SMALL = frozenset(
    {"with", "from", "over", "into", "that", "than", "after", "about", "this", "amid", "under", "upon",
     "when", "while", "what", "through", "against", "before", "between", "a", "an", "the", "of", "in",
     "on", "at", "to", "for", "by", "and", "or", "as", "but", "nor", "is", "be", "it", "its", "his",
     "her", "up", "out", "off", "per", "via", "vs", "vs.", "if", "so", "not", "are", "was", "de", "s"}
)  # fmt: skip


def is_headline(line: str) -> bool:
    """Whether nearly all words of a line but the small ones have a capital."""
    words = line.split(maxsplit=MAX_HEADLINE)
    if not MIN_HEADLINE <= len(words) <= MAX_HEADLINE:
        return False
    stripped = [word.lstrip("“‘\"'([") for word in words]
    content = [word for word in stripped if word[:1].isalpha() and word not in HEADLINE_SMALL]
    capital = sum(word[0].isupper() for word in content)
    return len(content) > 1 and capital >= HEADLINE_SHARE * len(content)
