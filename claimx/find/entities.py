"""
Entities: one for each real thing, with every place that names it.

First version: the model's mentions and the calendar's dates, each name grouped by its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from claimx.find.dates import find_dates
from claimx.find.syntax import sentence_index
from claimx.records import Entity, Label, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claimx.records import Number

_NAMES = frozenset(get_args(Label)) - {"DATE", "TIME"}


def find_entities(
    doc: Doc, numbers: tuple[Number, ...], *, published: str | None
) -> tuple[Entity, ...]:
    """
    The entities of a text, by their first mention.

    Source: docs/rules-entities.md
    """
    index = sentence_index(doc)
    text = doc.text

    def mention(start: int, end: int) -> Mention:
        return Mention(
            text=text[start:end], start=start, end=end, sentence=index.of(start), kind="name"
        )

    dates = find_dates(doc, numbers, published=published)
    found: list[tuple[str, str | None, list[Mention]]] = [
        (date.label, date.value, [mention(date.start, date.end)]) for date in dates
    ]
    groups: dict[tuple[str, str], list[Mention]] = {}
    taken = sorted((date.start, date.end) for date in dates)
    for ent in doc.ents:
        if ent.label_ not in _NAMES:
            continue
        start, end = ent.start_char, ent.end_char
        if any(a < end and start < b for a, b in taken):
            continue
        groups.setdefault((ent.label_, ent.text.casefold()), []).append(mention(start, end))
    found += [(label, None, mentions) for (label, _), mentions in groups.items()]
    found.sort(key=lambda item: (item[2][0].start, item[2][0].end))
    return tuple(
        Entity(
            id=f"e{number}",
            label=cast("Label", label),
            name=max((m.text for m in mentions), key=len),
            value=value,
            mentions=tuple(mentions),
        )
        for number, (label, value, mentions) in enumerate(found, 1)
    )
