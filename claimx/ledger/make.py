"""Documents to a ledger, and what an editor should look at inside one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.ledger.alike import (
    Alike,
    is_in_other_words,
    is_same_noun,
    is_same_thing,
    sets_apart,
)
from claimx.ledger.figures import Topic, topics
from claimx.ledger.records import Check, Figure, Group, Ledger, Relation
from claimx.ledger.relations import relation_of
from claimx.ledger.words import WORD, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimx.records import Document

# A group of more figures is shown with the relations of its first ones.
MOST_RELATED = 40


def compare(documents: Iterable[Document]) -> Ledger:
    """
    The figures of several articles, grouped by what they are of, with how they stand to each other.

    Args:
        documents: in the order in which they should be shown. Their texts are needed.

    Source: docs/rules-claims.md#ledger
    """
    found: list[Topic] = []
    places = 0
    for place, document in enumerate(documents):
        places += 1
        found.extend(topics(document, place))
    measure = Alike(found)
    joined = _Joined(len(found))
    best: dict[int, float] = {}
    for i, j, alike in measure.pairs():
        a, b = found[i], found[j]
        if is_same_thing(a, b, alike) or is_in_other_words(a, b, alike):
            joined.join(i, j)
            for one in (i, j):
                best[one] = max(best.get(one, 0.0), alike)
    groups = [_group(members, found, measure, best) for members in joined.groups()]
    groups.sort(key=lambda group: (-group.strength, group.figures[0].document, group.of))
    alone = tuple(found[i].figure for i in joined.alone())
    return Ledger(documents=places, groups=tuple(groups), alone=alone)


def only_of(ledger: Ledger, words: str) -> Ledger:
    """
    The part of a ledger that is of something: groups and figures whose concept has all the words.

    Args:
        ledger: what `compare` gave.
        words: "Russian troops"; case and plural are ignored.
    """
    wanted = {stem(word) for word in WORD.findall(words.lower())}

    def fits(figure: Figure) -> bool:
        return wanted <= {stem(word) for word in WORD.findall(figure.concept.lower())}

    return Ledger(
        documents=ledger.documents,
        groups=tuple(group for group in ledger.groups if any(map(fits, group.figures))),
        alone=tuple(figure for figure in ledger.alone if fits(figure)),
    )


def _group(
    members: Sequence[int], found: Sequence[Topic], measure: Alike, best: dict[int, float]
) -> Group:
    """The group of those figures; its strength is how many voices it has and how alike they are."""
    of = [found[i] for i in members]
    relations = []
    for second, j in enumerate(members[:MOST_RELATED]):
        for first, i in enumerate(members[:second]):
            a, b = found[i], found[j]
            if is_same_noun(a, b) and sets_apart(a, b):
                continue
            relation = relation_of(a, b, measure.of(i, j))
            if relation is not None:
                kind, note = relation
                relations.append(Relation(kind=kind, first=first, second=second, note=note))
    voices = {(topic.place, topic.figure.speaker) for topic in of}
    strength = len(voices) * sum(best[i] for i in members) / len(members)
    figures = tuple(topic.figure for topic in of)
    return Group(
        of=_name(figures),
        unit=figures[0].number.unit,
        per=figures[0].number.per,
        strength=round(strength, 3),
        figures=figures,
        relations=tuple(relations),
    )


def _name(figures: Sequence[Figure]) -> str:
    """What the group is of: the concept that most figures have, the longest of them."""
    concepts = [figure.concept for figure in figures if figure.concept]
    if not concepts:
        return ""
    return max(concepts, key=lambda one: (concepts.count(one), len(one), one))


class _Joined:
    """Which figures belong together, by union and find."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def _root(self, i: int) -> int:
        while self._parents[i] != i:
            self._parents[i] = self._parents[self._parents[i]]
            i = self._parents[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Put both in one group, under the one that stands first."""
        one, other = self._root(i), self._root(j)
        self._parents[max(one, other)] = min(one, other)

    def groups(self) -> list[list[int]]:
        """The groups of two or more, members in order."""
        members: dict[int, list[int]] = {}
        for i in range(len(self._parents)):
            members.setdefault(self._root(i), []).append(i)
        return [group for group in members.values() if len(group) > 1]

    def alone(self) -> list[int]:
        """Those that are in no group."""
        inside = {i for group in self.groups() for i in group}
        return [i for i in range(len(self._parents)) if i not in inside]


def checks(document: Document) -> list[Check]:
    """
    What an editor should look at in one article: conflicts, and one figure under two names.

    "1,270 is “troops” in c2 (the article) and “casualties” in c5 (Ukraine’s Defence Ministry)".
    """
    found = []
    for group in compare([document]).groups:
        for relation in group.relations:
            if relation.kind not in {"conflict", "other words"}:
                continue
            a, b = group.figures[relation.first], group.figures[relation.second]
            if relation.kind == "other words":
                text = f"{a.number.value:,} is “{a.concept}” in {_where(a)} and “{b.concept}” in {_where(b)}"
            else:
                text = f"{group.of}: {a.number.text} in {_where(a)}, {b.number.text} in {_where(b)}"
            found.append(Check(kind=relation.kind, text=text, claims=(a.claim, b.claim)))
    return found


def _where(figure: Figure) -> str:
    """The claim and who says it: "c5 (Ukraine’s Defence Ministry)"."""
    who = "the article" if figure.speaker is None else figure.speaker or "unnamed"
    return f"{figure.claim or f'line {figure.line}'} ({who})"
