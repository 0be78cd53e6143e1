"""
Which label a name has: one for all of its places, by the evidence of all of them.

The model's labels are votes, each of at most one point; word lists, the form of the name, titles
and nouns beside it are worth more, a fuller form of the same name most.

Source: docs/rules-entities.md#labels
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimx.find.entity.name_context import beside
from claimx.find.entity.name_lexicon import lexicon, plain

if TYPE_CHECKING:
    from claimx.find.entity.name_parts import Name, Names

# The model's votes for a name count together at most this much.
MODEL = 3.0
LIST = 5.0
# Small towns are surnames as often, and firms are called after them.
TOWN = 2.0
FORM = 3.0
FULLER = 5.0
MAX_BESIDE = 7.0
NATION_ENDINGS = (
    "ian",
    "ians",
    "ese",
    "ish",
    "ists",
    "ist",
    "crats",
    "crat",
    "ans",
    "an",
    "i",
    "is",
    "ite",
    "ites",
)
PEOPLE_ENDINGS = ("ite", "ites", "er", "ers")
PEOPLE = re.compile("(?:it)?e?rs?$|ites?$")
EVENTS = re.compile(r"cop\d\d?")
CLOSING = (["”"], ["’"], ["''"], ['"'])
PLACE_PREPOSITIONS = frozenset({"in", "near", "across", "throughout", "outside", "inside"})


def list_members(names: Names) -> None:
    """
    The names of a list are of one kind: "sons Rupert, Edwin, Milo, and Kofi".

    In one of three and more the kind of the most; of a pair ("Clinton or Trump") a person's.
    """
    group: list[Name] = []
    for name in names.all():
        if group and names.is_list_joint(group[-1].j, name.i):
            group.append(name)
            continue
        if len(group) > 1:
            _vote_in_list(names, group)
        group = [name]
    if len(group) > 1:
        _vote_in_list(names, group)


def _vote_in_list(names: Names, group: list[Name]) -> None:
    """Let the members of a list vote for each other."""
    lex = lexicon()
    unknown = [
        name
        for name in group
        if name.j - name.i == 1
        and not names.is_known(name.i, name.j)
        and not names.words[name.i].isupper()
    ]
    if len(group) == 2:
        if len(unknown) == 2 and any(name.label == "PERSON" for name in group):
            for name in unknown:
                names.vote(name, "PERSON", 1.0)
        for name, other in (group, group[::-1]):
            _vote_for_other(names, name, other)
        return
    labels = [
        "PERSON" if plain(names.lower[name.i]) in lex.first_names else name.label for name in group
    ]
    for label, weight in (("PERSON", 3.0), ("ORG", 2.0), ("GPE", 2.0)):
        if 2 * labels.count(label) > len(group) > 2:
            for name in unknown:
                names.vote(name, label, weight)


def _vote_for_other(names: Names, name: Name, other: Name) -> None:
    """The kind of a pair's sure member for the other: "Nairobi and Kasese", "Ann Frey and Ruto Lagat"."""
    lex = lexicon()
    if names.is_known(other.i, other.j):
        return
    form = " ".join(names.lower[name.i : name.j])
    is_full = plain(names.lower[name.i]) in lex.first_names and name.label == "PERSON"
    if name.label == lex.places.get(form) == "GPE" and form not in lex.first_names:
        names.vote(other, "GPE", 1.0)
    elif is_full and name.j - name.i == other.j - other.i == 2:
        names.vote(other, "PERSON", 1.0)


def decide_labels(names: Names) -> None:
    """Give every name its label: first those that stand in full, then the parts of people's names."""
    groups: dict[str, list[Name]] = {}
    for name in names.all():
        groups.setdefault(names.key(name), []).append(name)
    scores = {key: _evidence(names, key, group) for key, group in groups.items()}
    lex = lexicon()
    # Of names of several words, which stand for a shorter one.
    best = {key: _best(scores[key], group) for key, group in groups.items() if " " in key}
    people = _name_parts_of_people(names, groups, best)
    # "atlantic" of "atlantic records"
    shortened = {
        key.rsplit(" ", 1)[0]
        for key, label in best.items()
        if label == "ORG" and key.rsplit(" ", 1)[-1] in lex.droppable
    }
    storms = {key.split(" ", 1)[1] for key in best if key.split(" ", 1)[0] in STORMS}
    # "phoenix" of "wellington phoenix", a club
    nicknames = {
        key.rsplit(" ", 1)[1]
        for key, label in best.items()
        if label == "ORG" and key.rsplit(" ", 1)[0] in lex.places
    } - lex.heads
    for key, group in groups.items():
        score = scores[key]
        if key in storms:
            score["EVENT"] = score.get("EVENT", 0.0) + 2 * FULLER
        if key in nicknames and key not in people:
            score["ORG"] = score.get("ORG", 0.0) + FULLER + 1
        if key in shortened and key not in people and lex.places.get(key) != "GPE":
            # "At Atlantic", after "Atlantic Records".
            score["ORG"] = score.get("ORG", 0.0) + FULLER
        if key in people and (
            " " not in key
            or _best(score, group) == "PERSON"
            or key.split()[0] in lex.particles
            or any(name.label == "PERSON" for name in group)
        ):
            score["PERSON"] = score.get("PERSON", 0.0) + FULLER
        label = _best(score, group)
        if label == "PERSON" and _is_unheard_of(names, key, group, people):
            label = "GPE" if max(score.get(place, 0.0) for place in PLACES) > 1 else "ORG"
        for name in group:
            # "in Spanish", beside "Spanish voters" and "a Spanish sailor"
            is_language = name.label == "LANGUAGE" and not names.page.is_noun(
                min(name.j, len(names.words) - 1)
            )
            if not (label == "NORP" and is_language):
                name.label = label


def _is_unheard_of(names: Names, key: str, group: list[Name], people: set[str]) -> bool:
    """
    Whether nothing but the model's word speaks for a person: "Petronas", of whom the article gives no first name.

    News names a person in full before it takes the surname alone, or puts a title before it.
    """
    lex = lexicon()
    word = plain(key)
    return (
        " " not in key
        and len(group) == 1
        and len(key) > 3
        and key not in people
        and key.removesuffix("s") not in people
        and word not in lex.first_names
        and word not in lex.surnames
        and word not in FAMOUS
        and not word.startswith(("mc", "mac", "o'"))
        and not any(
            "PERSON" in name.votes
            or names.is_titled(name)
            or names.in_headline(name.i)
            or any(label == "PERSON" for label, _ in beside(names, name))
            for name in group
        )
    )


# Surnames in the news that are common words, which the list of surnames leaves out.
FAMOUS = frozenset(
    {"trump", "bush", "gates", "musk", "brown", "cook", "swift", "woods", "rice", "ford", "carter", "major", "hunt",
     "grant", "gore", "price", "pitt", "cruise", "reed", "cotton", "bolt", "federer", "pelé", "madonna", "bono"}
)  # fmt: skip


def label_brackets(names: Names) -> None:
    """An acronym in brackets is what stands before it: "the International Space Station (ISS)"."""
    labels: dict[str, str] = {}
    for k in names.bracketed:
        inner, full = names.owner[k], names.owner[k - 2]
        if inner is None or full is None or inner.j - inner.i > 1 or full.j - full.i < 2:
            continue
        if names.words[k].isupper() and full.label not in NO_ACRONYM:
            labels[names.words[k]] = full.label
    for name in names.all() if labels else ():
        if name.j - name.i == 1 and names.words[name.i] in labels:
            name.label = labels[names.words[name.i]]


NO_ACRONYM = frozenset({"PERSON", "NORP", "GPE"})


def _best(score: dict[str, float], group: list[Name]) -> str:
    """The label with the most evidence; of two the one that the first mention has."""
    if len(score) == 1:
        return next(iter(score))
    first = group[0].label
    return max(score, key=lambda label: (round(score[label], 3), label == first, label))


def _evidence(names: Names, key: str, group: list[Name]) -> dict[str, float]:
    """The points of every label for a name."""
    score = _by_lists(names, key, group[0])
    for label, weight in _by_form(names, group[0]).items():
        score[label] = score.get(label, 0.0) + weight
    labels = {name.label for name in group}
    # Where lists or form and every mention agree nothing beside them could change it.
    is_clear = len(labels) == 1 and score.get(group[0].label, 0.0) >= MODEL and not names.is_sport
    share = min(1.0, MODEL / len(group))
    for name in group:
        score[name.label] = score.get(name.label, 0.0) + share
    if not is_clear:
        for label, weight in _context(names, group, share).items():
            score[label] = score.get(label, 0.0) + weight
    return score


def _context(names: Names, group: list[Name], share: float) -> dict[str, float]:
    """The points for what stands beside the mentions of a name."""
    context: dict[str, float] = {}
    in_place = 0
    for name in group:
        for label, weight in name.votes.items():
            context[label] = max(context.get(label, 0.0), weight)
        for label, weight in beside(names, name):
            context[label] = min(MAX_BESIDE, context.get(label, 0.0) + weight)
        in_place += _is_in_place(names, name)
    for label in PLACES if in_place else ():
        weight = 1.2 if label == "GPE" else 1.0
        context[label] = context.get(label, 0.0) + weight * share * in_place
    return context


def _by_lists(names: Names, key: str, name: Name) -> dict[str, float]:
    """What the word lists say: places, nations, newspapers, known organisations."""
    lex = lexicon()
    if name.j - name.i == 1 and len(key) <= 3 and not names.words[name.i].isupper():
        return {}
    if key in lex.events:
        return {"EVENT": LIST + MODEL}
    if key in lex.groups:
        return {"NORP": LIST + MODEL}
    if key in lex.products or key in lex.known or key in lex.media:
        return {"PRODUCT" if key in lex.products else "ORG": LIST}
    if key in lex.places:
        # "Washington", "Georgia": also a person's name.
        return {lex.places[key]: 2.0 if key in lex.first_names else LIST}
    return {"GPE": TOWN} if key in lex.towns and names.is_capital(name.i) else {}


def _by_form(names: Names, name: Name) -> dict[str, float]:
    """What the form of the name says, and what speaks against the model's label."""
    lex = lexicon()
    length = name.j - name.i
    score = _form_of_words(names, name) if length > 1 else _form_of_word(names, name)
    if name.label == "WORK_OF_ART" and length > 1 and not _is_quoted(names, name):
        # "Voters for Open Harbours": a title has quotation marks or a "song" beside it.
        score["WORK_OF_ART"] = score.get("WORK_OF_ART", 0.0) - 1.5
        score["ORG"] = score.get("ORG", 0.0) + 0.5
    last = names.lower[name.j - 1]
    if length == 1 and is_people(last):
        score["NORP"] = score.get("NORP", 0.0) + FORM  # "Wisconsinites", "Londoners"
    if (
        name.label == "NORP"
        and not names.lower[name.j - 1].endswith(NATION_ENDINGS)
        and lex.groups.isdisjoint(names.lower[name.i : name.j])
    ):
        score["NORP"] = score.get("NORP", 0.0) - MODEL
        score["ORG"] = score.get("ORG", 0.0) + 0.5
    if length == 1 and last.startswith("cop") and EVENTS.fullmatch(last):
        score["EVENT"] = LIST + MODEL  # "Cop31"
    is_title = length > 1 and lex.last_words.get(last) != "LAW" and _is_quoted(names, name)
    if is_title and names.words[name.j : name.j + 1] in CLOSING:
        score["WORK_OF_ART"] = score.get("WORK_OF_ART", 0.0) + FORM + 1.5
    is_of_country = length > 1 and lex.sure_places.get(last) == "GPE"
    if name.label == "PERSON" and is_of_country and not names.is_initial(name.i):
        score["ORG"] = score.get("ORG", 0.0) + FORM  # "Infraestruturas de Portugal"
    first = names.lower[name.i]
    if (
        name.label == "PERSON"
        and length == 2
        and first in lex.places
        and first not in lex.first_names
    ):
        # "Perth Glory", a club.
        score["ORG"] = score.get("ORG", 0.0) + 2.5
    return score


def _form_of_words(names: Names, name: Name) -> dict[str, float]:
    """Its first word a first name, its head "University", its last word "Sea", "Inc."."""
    lex = lexicon()
    first, last = names.lower[name.i], names.lower[name.j - 1]
    head = _head(names, name)
    score: dict[str, float] = {}
    if last in lex.org_suffixes or "&" in names.lower[name.i : name.j]:
        score = {"ORG": FORM}
    elif lex.last_words.get(last) == "FAC":
        score = {"FAC": FORM}  # "Bank of America Stadium"
    elif head in lex.heads:
        score = {"ORG": FORM}
    elif first in NATURE and " ".join(names.lower[name.i : name.j]) not in lex.places:
        score = {"LOC": FORM + 1.5}  # "Cape Henry", "Mount Etna"
    elif first in lex.known and name.label == "PERSON":
        score = {"ORG": FORM}  # "Unicef Australia"
    elif first in STORMS:
        score = {"EVENT": FORM + FORM}
    elif (head in lex.last_words or last in lex.last_words) and not (
        last in SURNAMES_TOO and name.label == "PERSON" and plain(first) in lex.first_names
    ):
        score = {lex.last_words.get(head) or lex.last_words[last]: FORM}
    elif first in lex.first_words and first not in lex.first_names:
        score = {lex.first_words[first]: FORM}  # "Teatro da Trindade"
    elif (
        last in lex.firm_words
        and plain(first) not in lex.first_names
        and _all_capital(names, name)
        and name.label != "WORK_OF_ART"
    ):
        score = {"ORG": FORM}  # "Apollo Global Management"
    elif (
        plain(first) in lex.first_names and _length(names, name) <= 4 and _all_capital(names, name)
    ):
        # "Coral Springs" and "Cleveland Cavaliers" are no people, as the model knows.
        doubtful = first in lex.word_names or first in lex.places or name.label in PLACES
        doubtful = doubtful and name.label != "PERSON" and plain(last) not in lex.surnames
        score = {"PERSON": 0.5 if doubtful else FORM}
    elif (
        name.j - name.i == 2
        and plain(last) in lex.surnames
        and first not in lex.places
        and first not in lex.groups
        and _all_capital(names, name)
    ):
        score = {"PERSON": 1.5}  # "Dasun Perera"
    return score


def _form_of_word(names: Names, name: Name) -> dict[str, float]:
    """Capitals alone ("OCHA"), a first name, capitals inside ("SpaceX"); a LOC that no list has is a town."""
    lex = lexicon()
    word, lower = names.words[name.i], names.lower[name.i]
    if (
        name.label == "LOC"
        and lower not in lex.places
        and lower not in lex.last_words
        and lower not in NO_TOWNS
        and not (name.i and names.lower[name.i - 1] == "the")
    ):
        return {"GPE": 1.5}
    if 2 <= len(word) <= 6 and word.isupper() and not names.in_capitals(name.i):
        return {"ORG": 1.0, "PERSON": -MODEL, "NORP": -MODEL, "GPE": -1.0}
    if plain(lower) in lex.first_names and lower not in lex.word_names:
        return {"PERSON": 1.5}
    return {"ORG": 2.0, "PERSON": -2.0} if is_camel(word) else {}


def _length(names: Names, name: Name) -> int:
    """How many words the name has; "Marie-Alta" is one."""
    return name.j - name.i - 2 * names.words[name.i : name.j].count("-")


def is_people(word: str) -> bool:
    """Whether it is the people of a place that the lists have: "londoners", "wisconsinites"."""
    return word.endswith(PEOPLE_ENDINGS) and PEOPLE.sub("", word) in lexicon().places


def is_camel(word: str) -> bool:
    """Whether a capital stands inside the word as in SpaceX and YouTube, not as in McKay or DeVos."""
    if word[1:].islower():
        return False
    inner = next((k for k in range(1, len(word)) if word[k].isupper() and word[k - 1].islower()), 0)
    return inner > 0 and word[:inner].lower() not in NAME_STARTS


NO_TOWNS = frozenset(
    {"earth", "moon", "sun", "pacific", "atlantic", "north", "south", "east", "west", "northeast", "northwest",
     "southeast", "southwest", "central", "arctic", "antarctic", "midlands", "downtown", "venus", "mercury", "neptune"}
)  # fmt: skip
NATURE = frozenset(
    {"mount", "cape", "lake", "loch", "lough", "gulf", "strait", "river", "isle", "mt", "mt."}
)
# Last words of places that are surnames too: "Robert Plant".
SURNAMES_TOO = frozenset(
    {"hall", "lane", "plant", "marsh", "moor", "gate", "masters", "pier", "sands", "cove", "abbey", "chapel", "park",
     "hills", "forest", "bay", "lake", "street", "bridge", "castle", "temple", "tower", "dock", "dome", "mall", "pope",
     "war", "cape", "creek", "falls", "shrine", "rally", "forts", "beach", "palace", "square", "ridge", "cup"}
)  # fmt: skip
STORMS = frozenset({"hurricane", "typhoon", "cyclone", "storm"})
NAME_STARTS = frozenset(
    {"mc", "mac", "de", "di", "du", "da", "do", "la", "le", "van", "von", "fitz", "o", "al", "el", "st",
     "san", "lo", "del", "des", "les", "ha", "ben", "abu"}
)  # fmt: skip


def _is_quoted(names: Names, name: Name) -> bool:
    """Whether the name stands in quotation marks."""
    return name.i > 0 and names.words[name.i - 1] in QUOTES


PLACES = frozenset({"GPE", "LOC", "FAC"})
QUOTES = frozenset({'"', "“", "‘", "'", "``", "''", "«"})


def _head(names: Names, name: Name) -> str:
    """The noun that the name ends with, before "of" or "for": "Ministry" of "Ministry of Defence"."""
    for k in range(name.i + 1, name.j):
        if names.lower[k] in {"of", "for", "on", "in"} and names.lower[k - 1] != "hall":
            return names.lower[k - 1]  # but "Hall of Fame"
    return names.lower[name.j - 1]


def _all_capital(names: Names, name: Name) -> bool:
    """Whether every word of the name has a capital or is a particle."""
    lex = lexicon()
    return all(
        names.words[k][:1].isupper() or names.lower[k] in lex.particles or names.words[k] == "-"
        for k in range(name.i, name.j)
    )


def _is_in_place(names: Names, name: Name) -> bool:
    """Whether it is a place as in "in Kyiv", but not "in Trump’s speech" or "in Apple shares"."""
    if not name.i or names.lower[name.i - 1] not in PLACE_PREPOSITIONS:
        return False
    return name.j >= len(names.words) or not (
        names.page.is_noun(name.j) or names.page.is_particle(name.j)
    )


def _name_parts_of_people(
    names: Names, groups: dict[str, list[Name]], best: dict[str, str]
) -> set[str]:
    """The surnames and first names of the people who are named in full."""
    parts: set[str] = set()
    for key, label in best.items():
        if label != "PERSON":
            continue
        surname = " ".join(names.surname(groups[key][0])).lower().replace("’", "'")
        parts.add(surname)
        first = key.split(" ", 1)[0]
        if first in lexicon().first_names or not (first in lexicon().places or len(first) < 4):
            parts.add(first)
        words = key.split()
        parts.update(" ".join(words[n:]) for n in range(1, len(words)))
    lex = lexicon()
    return {
        part
        for part in parts
        if len(part) > 1
        and part not in lex.heads
        and part not in lex.last_words
        and part not in lex.known
    }
