"""
The names of a text: the model's mentions, repaired by what the rest of the article says.

A small model labels every mention by itself, so that one article has Corker as an organisation six
times and as a person once. Here a name is decided once for all of its places: each rule adds, cuts
or drops mentions or gathers evidence for a label, and the label with the most evidence wins.

`RULES` is the order in which they work. Each is a function on `Names` and can be left out, which is
how docs/entities.md measures what it gains.

Source: docs/rules-entities.md#names
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find.entity.missed_names import (
    capitalised_runs,
    copies,
    described_names,
    festivals,
    model_numbers,
    named_by_last_word,
    numbered_roads,
    products_by_noun,
    ships,
    storms,
    works_by_noun,
    works_by_year,
)
from claimx.find.entity.name_edges import (
    cut_at_punctuation,
    drop_junk,
    drop_spelled_out,
    headline_names,
    split_lists,
    split_pairs,
    split_possessives,
    trim_edges,
)
from claimx.find.entity.name_labels import decide_labels, label_brackets, list_members
from claimx.find.entity.name_lexicon import lexicon
from claimx.find.entity.name_parts import Names
from claimx.find.entity.organisation_names import (
    acronyms,
    companies,
    institutions,
    known_organisations,
    national_bodies,
    organisations_by_form,
    speakers,
    spelled_acronyms,
)
from claimx.find.entity.people_names import (
    adjacent_people,
    beside_capitals,
    extend_people,
    hyphenated,
    people_by_first_name,
    people_by_initial,
    people_by_office,
    people_by_title,
)
from claimx.find.entity.place_names import (
    datelines,
    known_places,
    places_by_noun,
    places_by_noun_behind,
    places_by_preposition,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacy.tokens import Doc

    from claimx.find.words import Words


def find_names(
    page: Words, taken: Iterable[tuple[int, int]] = (), *, without: frozenset[str] = frozenset()
) -> Names:
    """
    The names of a parsed Doc, with their labels, none overlapping another.

    Args:
        page: the words of a Doc with entities by any English pipeline.
        taken: ranges (i, j) of the words of dates, which no name may share.
        without: names of rules to leave out, to measure them.
    """
    names = Names(page, taken)
    for i, j, label in model_names(page.doc):
        names.add(i, j, label)
    for rule in RULES:
        if rule.__name__ not in without:
            rule(names)
    return names


def model_names(doc: Doc) -> list[tuple[int, int, str]]:
    """The model's mentions that are names, as token ranges; numbers and dates are found elsewhere."""
    ids = doc.vocab.strings
    labels = {ids[label]: label for label in lexicon().labels if label in ids}
    rows = doc.to_array(["ENT_TYPE", "ENT_IOB"])
    # doc.ents makes an object of each. 3 begins a mention, 1 goes on.
    types, goes_on = rows[:, 0], (rows[:, 1] == 1).tobytes() + bytes(1)
    found = []
    for i in (rows[:, 1] == 3).nonzero()[0].tolist():
        label = labels.get(int(types[i]))
        if label is not None:
            found.append((i, goes_on.index(0, i + 1), label))
    return found


RULES: tuple[Callable[[Names], None], ...] = (
    cut_at_punctuation,
    split_lists,
    trim_edges,
    split_possessives,
    split_pairs,
    drop_junk,
    drop_spelled_out,
    adjacent_people,
    extend_people,
    hyphenated,
    people_by_title,
    people_by_first_name,
    people_by_initial,
    institutions,
    spelled_acronyms,
    companies,
    model_numbers,
    numbered_roads,
    known_organisations,
    national_bodies,
    acronyms,
    known_places,
    places_by_noun,
    places_by_noun_behind,
    places_by_preposition,
    storms,
    ships,
    organisations_by_form,
    described_names,
    named_by_last_word,
    products_by_noun,
    works_by_noun,
    works_by_year,
    festivals,
    people_by_office,
    headline_names,
    datelines,
    copies,
    beside_capitals,
    capitalised_runs,
    speakers,
    list_members,
    decide_labels,
    label_brackets,
)
