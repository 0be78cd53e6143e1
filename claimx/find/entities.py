"""
Entities: one for each real thing, with every place that names it.

Names come from the model, repaired (`names`), and are grouped (`grouping`); dates and times from a
grammar (`dates`); "the ministry" and "he" are added to what they stand for (`coreference`).

Source: docs/rules-entities.md
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, cast

from claimx.find.dates import find_dates
from claimx.find.entity.coreference import Reference, find_references
from claimx.find.entity.grouping import group_names
from claimx.find.entity.names import find_names
from claimx.find.words import Words
from claimx.records import Entity, Label, Mention, MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from claimx.find.entity.grouping import Group
    from claimx.find.entity.name_parts import Names
    from claimx.records import Number


def find_entities(
    doc: Doc,
    numbers: tuple[Number, ...],
    *,
    published: str | None,
    without: frozenset[str] = frozenset(),
) -> tuple[Entity, ...]:
    """
    The entities of a text, by their first mention.

    Args:
        doc: parsed, with entities by any English pipeline.
        numbers: the quantities of the text: what is one is no date.
        published: the day of publication as an ISO date, or None where it is unknown.
        without: names of rules about names to leave out, to measure them.

    Returns:
        Entities with at least one mention of kind name. No two names overlap; each date is an
        entity of its own.

    Source: docs/rules-entities.md
    """
    page = Words(doc)
    dates = find_dates(page, numbers, published=published)
    names = find_names(
        page, [(page.at(d.start), page.at(d.end - 1) + 1) for d in dates], without=without
    )
    groups = group_names(names)
    references = find_references(names, groups)
    text, words, starts, sentences = page.text, page.words, page.starts, page.sentences.of_word

    def mention(i: int, j: int, kind: MentionKind) -> Mention:
        start, end = starts[i], starts[j - 1] + len(words[j - 1])
        return Mention(text=text[start:end], start=start, end=end, sentence=sentences[i], kind=kind)

    found: list[tuple[str, str, str | None, list[Mention]]] = [
        (
            date.label,
            text[date.start : date.end],
            date.value,
            [
                Mention(
                    text=text[date.start : date.end],
                    start=date.start,
                    end=date.end,
                    sentence=page.sentences.of(date.start),
                    kind="name",
                )
            ],
        )
        for date in dates
    ]
    for group in groups:
        places = [Reference(name.i, name.j, "name") for name in group.names]
        if id(group) in references:
            places = sorted([*places, *references[id(group)]])
        mentions = [mention(i, j, kind) for i, j, kind in places]
        found.append((group.label, _fullest(names, group), None, mentions))
    found.sort(key=lambda item: (item[3][0].start, item[3][0].end))
    return tuple(
        Entity(
            id=f"e{number}",
            label=cast("Label", label),
            name=" ".join(name.split()),
            value=value,
            mentions=tuple(mentions),
        )
        for number, (label, name, value, mentions) in enumerate(found, 1)
    )


def _fullest(names: Names, group: Group) -> str:
    """
    The fullest form of a group's names: the most words, of these the longest, of these the first.

    A form in capitals ("WALLACE") counts only where there is no other.
    """
    if len(group.names) == 1:
        return names.page.text[slice(*names.span(group.names[0].i, group.names[0].j))]
    most = max(name.j - name.i for name in group.names)
    fullest = [name for name in group.names if name.j - name.i == most]
    is_surname = most == 1 and group.label == "PERSON"
    best = max(
        fullest,
        key=lambda name: (
            not (is_surname and names.words[name.i].isupper()),
            sum(map(len, names.words[name.i : name.j])),
            -name.i,
        ),
    )
    start, end = names.span(best.i, best.j)
    return names.page.text[start:end]


class EntityIndex:
    """
    Which entity a stretch of the text names, in logarithmic time.

    For the sources of attributions: "the ministry" gives the entity with that nominal, "He" the one
    with that pronoun, "President Putin, who spoke on Monday" the one named first in it.
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        """Sort the mentions of all entities once."""
        self._mentions = sorted(
            ((m.start, m.end, m.kind, entity) for entity in entities for m in entity.mentions),
            key=lambda item: (item[0], item[1]),
        )
        self._starts = [start for start, _, _, _ in self._mentions]

    def within(self, start: int, end: int) -> list[tuple[Mention, Entity]]:
        """The mentions that lie in text[start:end], in order, each with its entity."""
        found = []
        for k in range(bisect.bisect_left(self._starts, start), len(self._mentions)):
            at, stop, kind, entity = self._mentions[k]
            if at >= end:
                break
            if stop <= end:
                mention = next(
                    m for m in entity.mentions if (m.start, m.end, m.kind) == (at, stop, kind)
                )
                found.append((mention, entity))
        return found

    def at(self, start: int, end: int, *, head: int | None = None) -> Entity | None:
        """
        The entity that text[start:end] stands for, or None.

        Args:
            start: where a noun phrase begins, with its title or article: "Foreign Minister Dmytro
                Kuleba", "the ministry".
            end: where it ends, exclusive.
            head: an offset in the phrase's head word, where the caller knows it. The mention that
                holds it is meant; without it the last mention before a comma, else the first.
        """
        inside = self.within(start, end)
        if head is not None:
            return next((e for m, e in inside if m.start <= head < m.end), None)
        return inside[0][1] if inside else None


def entity_at(entities: Iterable[Entity], start: int, end: int) -> Entity | None:
    """The entity whose mention lies in text[start:end]; for many questions use `EntityIndex`."""
    return EntityIndex(entities).at(start, end)
