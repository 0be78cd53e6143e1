"""
Which figures are of the same thing.

Two figures are compared only where their unit, rate and trend are the same and their claims share
a rare word or a name, so that the time grows with the figures and not with their pairs.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from claimx.ledger.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimx.ledger.figures import Topic
    from claimx.ledger.records import Figure

# How much of their words two claims share, from 0 to 1, for their figures to be of one thing. The same
# value needs little more proof; another value in the same article is mostly that of another thing:
# "33 percent of white and 51 percent of black youths". Read off 84 articles of one campaign.
MIN_SAME_VALUE = 0.25
MIN_SAME_DIGITS = 0.1
MIN_ALIKE = 0.35
MIN_SAME_ARTICLE = 0.6
MIN_SHARED_WORDS = 3
# The same figure under another noun, beside the same name.
MIN_OTHER_WORDS = 0.15
# A figure is compared by its rarest words only, and with the last few that have them.
RAREST = 8
MOST_PARTNERS = 24
# What befalls people once: the dead of two times are of two events.
FATES = frozenset({"dead", "hurt", "missing", "held", "displaced", "infected"})


class Alike:
    """How alike the topics of figures are, rare words counting most."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        """Count in how many articles each word stands."""
        self.topics = topics
        articles: dict[str, set[int]] = defaultdict(set)
        self.terms = [_terms(topic) for topic in topics]
        for topic, terms in zip(topics, self.terms, strict=True):
            for term in terms:
                articles[term].add(topic.place)
        self._of = 1 + len({topic.place for topic in topics})
        self._weight = {
            term: math.log1p(self._of / len(places)) for term, places in articles.items()
        }
        self._norms = [
            math.sqrt(sum(self._weight[term] ** 2 for term in terms)) for terms in self.terms
        ]

    def pairs(self) -> Iterator[tuple[int, int, float]]:
        """Pairs of figures that may be of one thing, i before j, with how alike they are."""
        lists: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for j, topic in enumerate(self.topics):
            partners: Counter[int] = Counter()
            rarest = sorted(self.terms[j], key=lambda term: (-self._weight[term], term))[:RAREST]
            keys: list[tuple[object, ...]] = [(*topic.key, term) for term in rarest]
            # The same exact figure of the same unit is a partner whatever the words.
            keys.append((*topic.key, "=", topic.value))
            if topic.head:
                keys.append((*topic.key, "of", topic.head))
            for key in keys:
                for i in lists[key][-MOST_PARTNERS:]:
                    partners[i] += 1
                lists[key].append(j)
            for i in sorted(partners):
                yield i, j, self.of(i, j)

    def of(self, i: int, j: int) -> float:
        """The cosine of the two claims' words and names."""
        norm = self._norms[i] * self._norms[j]
        if not norm:
            return 0.0
        return sum(self._weight[term] ** 2 for term in self.terms[i] & self.terms[j]) / norm


def _terms(topic: Topic) -> frozenset[str]:
    """The words and names that a topic is compared by; names are marked to differ from words."""
    return (
        topic.context
        | topic.modifiers
        | {f"@{name}" for name in topic.names}
        | ({f"#{topic.state}"} if topic.state else frozenset())
        | ({f"#{topic.head}"} if topic.head else frozenset())
    )


def is_same_thing(a: Topic, b: Topic, alike: float) -> bool:
    """Whether two figures are of one thing: the same noun, nothing that sets them apart, like words."""
    if not is_same_noun(a, b) or sets_apart(a, b):
        return False
    is_series = bool(a.figure.date and b.figure.date and a.figure.date != b.figure.date)
    if is_same_sentence(a, b):
        # "15 tanks, 69 vehicles and fuel tanks" are two things; "3 on Sunday, 5 on Monday" one.
        return is_series
    if a.value == b.value:
        return alike >= (MIN_SAME_DIGITS if digits_of(a.value) > 2 else MIN_SAME_VALUE)
    if a.place == b.place and not is_series:
        return a.figure.speaker != b.figure.speaker and alike >= MIN_SAME_ARTICLE
    is_bound = {a.figure.number.comparison, b.figure.number.comparison} != {"="}
    return alike >= MIN_ALIKE and ((is_bound and bool(a.head)) or _share_subject(a, b))


def is_same_sentence(a: Topic, b: Topic) -> bool:
    """Whether one claim or one sentence holds both."""
    if a.place != b.place:
        return False
    one, other = a.figure, b.figure
    return one.number.sentence == other.number.sentence or (one.claim or "") == other.claim


def is_same_noun(a: Topic, b: Topic) -> bool:
    """
    Whether both are of what is called by one noun.

    The same exact value may have its noun elsewhere: "a $916 million loss", "lost $916 million, a
    loss that …"; or in what happened: "29 people were hurt", "29 New Yorkers wounded".
    """
    if a.head == b.head:
        return True
    if a.value != b.value or digits_of(a.value) < 2 or not _share_subject(a, b):
        return False
    if a.state in FATES and a.state == b.state:
        return True
    return digits_of(a.value) > 2 and (stem(a.head) in b.context or stem(b.head) in a.context)


def _share_subject(a: Topic, b: Topic) -> bool:
    """Whether the claims share a name, or three words where one of them has no name."""
    if a.names and b.names:
        return bool(a.names & b.names)
    return len(a.context & b.context) >= MIN_SHARED_WORDS


def is_in_other_words(a: Topic, b: Topic, alike: float) -> bool:
    """Whether it is the same exact figure under another noun: "1,270 troops", "1,270 casualties"."""
    if is_same_noun(a, b) or not a.head or not b.head:
        return False
    if a.value != b.value or digits_of(a.value) < 3:
        return False
    # 1,245 twice beside the same name is no chance; 120 needs like words as well.
    return bool(a.names & b.names) and (digits_of(a.value) > 3 or alike >= MIN_OTHER_WORDS)


def digits_of(value: float) -> int:
    """How many digits tell the value from others: 4 for 1,245, 1 for 5,000."""
    return len(f"{abs(value):.12g}".replace(".", "").strip("0"))


def sets_apart(a: Topic, b: Topic) -> bool:
    """Whether something says that two figures are of two things though the noun is the same."""
    if a.is_increment != b.is_increment or (a.scope and b.scope and a.scope != b.scope):
        return True
    if a.state != b.state and ({a.state, b.state} & FATES or (a.state and b.state)):
        return True
    if a.state in FATES and is_long_between(a, b):
        return True
    if a.modifiers - b.modifiers and b.modifiers - a.modifiers:
        return True
    return _owners_differ(a, b)


def _owners_differ(a: Topic, b: Topic) -> bool:
    """Whether the names next to the figures, or all names of the claims, are others."""
    if a.whose and b.whose and a.whose != b.whose:
        # "Ng has 45 percent, Roy 41": shares go by the name next to them.
        if a.figure.number.kind in {"percent", "ratio"}:
            return True
        if a.whose not in b.names and b.whose not in a.names:
            return True
    return bool(a.names and b.names and not a.names & b.names)


def is_long_between(a: Topic, b: Topic) -> bool:
    """Whether their days are months apart: "killed 19 people in 2017" is of another storm."""
    one, other = (day_of(topic.figure) for topic in (a, b))
    if not one or not other:
        # A year beside the one figure alone is that of something past.
        return is_year(a.figure.date) != is_year(b.figure.date)
    return abs(_months(one) - _months(other)) > 1


def is_year(date: str | None) -> bool:
    """Whether the date is a year: "2017"."""
    return date is not None and len(date) == 4 and date.isdigit()


def day_of(figure: Figure) -> str | None:
    """When the figure is of, as far as the year is known: its date, else the article's."""
    date = figure.date
    if date and date[:4].isdigit():
        return date
    return None if date and date.startswith("--") else figure.published


def _months(day: str) -> int:
    """Months since the year 0; of a bare year the middle."""
    year, month = int(day[:4]), day[5:7]
    return 12 * year + (int(month) if month.isdigit() else 6)
