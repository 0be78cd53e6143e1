"""
Which label a name has: one for all of its places, by the evidence of all of them.

The model's labels are votes, each of at most one point; word lists, the form of the name, titles
and nouns beside it are worth more, a fuller form of the same name most.

Source: docs/rules-entities.md#labels
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find.name_parts import lexicon, plain

if TYPE_CHECKING:
    from claimx.find.name_parts import Name, Names

# The model's votes for a name count together at most this much.
MODEL = 3.0
LIST = 5.0
FORM = 3.0
BESIDE = 2.5
FULLER = 5.0
MAX_BESIDE = 5.0
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
PLACE_PREPOSITIONS = frozenset({"in", "near", "across", "throughout", "outside", "inside"})


def list_members(names: Names) -> None:
    """The names of a list are of one kind: "sons Clarence, Edward, Ted, and Kecalf"."""
    k = 0
    ordered = names.all()
    while k < len(ordered):
        n = k + 1
        while n < len(ordered) and names.is_list_joint(ordered[n - 1].j, ordered[n].i):
            n += 1
        group = ordered[k:n]
        if len(group) >= 3:
            people = [
                name
                for name in group
                if name.label == "PERSON" or names.lower[name.i] in lexicon().first_names
            ]
            if 2 * len(people) > len(group):
                for name in group:
                    if name.j - name.i == 1 and not names.is_known(name.i, name.j):
                        names.vote(name, "PERSON", 3)
        elif len(group) == 2:
            # "Clinton or Trump"
            single = [
                name
                for name in group
                if name.j - name.i == 1 and not names.is_known(name.i, name.j)
            ]
            if len(single) == 2 and any(name.label == "PERSON" for name in group):
                for name in single:
                    if not names.words[name.i].isupper():
                        names.vote(name, "PERSON", 1)
        k = n


def decide_labels(names: Names) -> None:
    """Give every name its label: first those that stand in full, then the parts of people's names."""
    groups: dict[str, list[Name]] = {}
    for name in names.all():
        groups.setdefault(names.key(name), []).append(name)
    scores = {key: _evidence(names, key, group) for key, group in groups.items()}
    lex = lexicon()
    people = _name_parts_of_people(names, groups, scores)
    # "atlantic" of "atlantic records"
    shortened = {
        key.rsplit(" ", 1)[0]
        for key, group in groups.items()
        if key.rsplit(" ", 1)[-1] in lex.droppable
        and " " in key
        and _best(scores[key], group) == "ORG"
    }
    for key, group in groups.items():
        score = scores[key]
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
        for name in group:
            # "in Spanish", beside "Spanish voters"
            if not (label == "NORP" and name.label == "LANGUAGE"):
                name.label = label


def _best(score: dict[str, float], group: list[Name]) -> str:
    """The label with the most evidence; of two the one that the first mention has."""
    first = group[0].label
    return max(score, key=lambda label: (round(score[label], 3), label == first, label))


def _evidence(names: Names, key: str, group: list[Name]) -> dict[str, float]:
    """The points of every label for a name."""
    score: dict[str, float] = {}
    share = min(1.0, MODEL / len(group))
    beside: dict[str, float] = {}
    in_place = 0
    for name in group:
        score[name.label] = score.get(name.label, 0.0) + share
        for label, weight in name.votes.items():
            beside[label] = max(beside.get(label, 0.0), weight)
        for label, weight in _beside(names, name).items():
            beside[label] = min(MAX_BESIDE, beside.get(label, 0.0) + weight)
        if _is_in_place(names, name):
            in_place += 1
    for label in PLACES if in_place else ():
        beside[label] = beside.get(label, 0.0) + 0.8 * share * in_place
    for part in (beside, _by_lists(names, key, group[0]), _by_form(names, group[0])):
        for label, weight in part.items():
            score[label] = score.get(label, 0.0) + weight
    return score


def _by_lists(names: Names, key: str, name: Name) -> dict[str, float]:
    """What the word lists say: places, nations, newspapers, known organisations."""
    lex = lexicon()
    if name.j - name.i == 1 and len(key) <= 3 and not names.words[name.i].isupper():
        return {}
    if key in lex.groups:
        return {"NORP": LIST + MODEL}
    if key in lex.known or key in lex.media:
        return {"ORG": LIST}
    if key in lex.places:
        # "Washington", "Georgia": also a person's name.
        return {lex.places[key]: 2.0 if key in lex.first_names else LIST}
    return {}


def _by_form(names: Names, name: Name) -> dict[str, float]:
    """What the form of the name says: its first word a first name, its last "University", "Sea", "Inc."."""
    lex = lexicon()
    first, last = names.lower[name.i], names.lower[name.j - 1]
    length = name.j - name.i
    score: dict[str, float] = {}
    head = _head(names, name)
    word = names.words[name.i]
    if length > 1:
        if last in lex.org_suffixes or "&" in names.lower[name.i : name.j]:
            return {"ORG": FORM}
        if lex.last_words.get(last) == "FAC":
            return {"FAC": FORM}  # "Bank of America Stadium"
        if head in lex.heads:
            doubtful = first in lex.word_names or first in lex.places or length > 3
            if (
                head in lex.weak_heads
                and head == last
                and not doubtful
                and (plain(first) in lex.first_names)
            ):
                return {"ORG": FORM / 2, "PERSON": 2.0}  # "Marjorie Merriweather Post"
            return {"ORG": FORM}
        if head in lex.last_words or last in lex.last_words:
            return {lex.last_words.get(head) or lex.last_words[last]: FORM}
        if plain(first) in lex.first_names and length <= 4 and _all_capital(names, name):
            # "Coral Springs" and "Cleveland Cavaliers" are no people, as the model knows.
            doubtful = first in lex.word_names or first in lex.places or name.label in PLACES
            score["PERSON"] = 0.5 if doubtful and name.label != "PERSON" else FORM
    elif 2 <= len(word) <= 6 and word.isupper() and not names.in_capitals(name.i):
        score["ORG"] = 1.0
        score["PERSON"] = -MODEL
        score["NORP"] = -MODEL
        score["GPE"] = -1.0
    elif plain(first) in lex.first_names and first not in lex.word_names:
        score["PERSON"] = 1.5
    if name.label == "WORK_OF_ART" and length > 1 and not _is_quoted(names, name):
        # "Taxpayers for Common Sense": a title has quotation marks or a "song" beside it.
        score["WORK_OF_ART"] = score.get("WORK_OF_ART", 0.0) - 1.5
        score["ORG"] = score.get("ORG", 0.0) + 0.5
    if name.label == "NORP" and not last.endswith(NATION_ENDINGS):
        score["NORP"] = score.get("NORP", 0.0) - 2.0
    return score


def _is_quoted(names: Names, name: Name) -> bool:
    """Whether the name stands in quotation marks."""
    return name.i > 0 and names.words[name.i - 1] in QUOTES


PLACES = frozenset({"GPE", "LOC", "FAC"})
QUOTES = frozenset({'"', "“", "‘", "'", "``", "''", "«"})


def _head(names: Names, name: Name) -> str:
    """The noun that the name ends with, before "of" or "for": "Ministry" of "Ministry of Defence"."""
    for k in range(name.i + 1, name.j):
        if names.lower[k] in {"of", "for", "on", "in"}:
            return names.lower[k - 1]
    return names.lower[name.j - 1]


def _all_capital(names: Names, name: Name) -> bool:
    """Whether every word of the name has a capital or is a particle."""
    lex = lexicon()
    return all(
        names.words[k][:1].isupper() or names.lower[k] in lex.particles
        for k in range(name.i, name.j)
    )


def _beside(names: Names, name: Name) -> dict[str, float]:
    """What the words beside a mention say: "the retailer Woolworths", "her song, Respect", "in Kyiv"."""
    lex = lexicon()
    score: dict[str, float] = {}
    before = names.lower[name.i - 1] if name.i else ""
    after = names.lower[name.j] if name.j < len(names.words) else ""
    second = names.lower[name.i - 2] if name.i > 1 else ""
    if before in lex.before_person and names.is_capital(name.i - 1):
        score["PERSON"] = BESIDE
    if before in lex.job_words and before not in lex.type_nouns:
        score["PERSON"] = BESIDE / 2
    noun = before if before not in {",", "“", '"', "‘"} else second
    if noun.rstrip("s") in lex.type_nouns or noun in lex.type_nouns:
        label = lex.type_nouns.get(noun) or lex.type_nouns[noun.rstrip("s")]
        # "In the city, Obama said": a comma counts only before works and works are rarely people.
        if noun is before or label == "WORK_OF_ART":
            score[label] = BESIDE if label != "WORK_OF_ART" or name.label != "PERSON" else 1.0
    if before == "of" and second in lex.type_nouns and lex.type_nouns[second] in {"GPE", "LOC"}:
        # "the city of Kharkiv"
        score["GPE"] = score.get("GPE", 0.0) + BESIDE
    if after in {"magazine", "newspaper", "records", "airlines", "tv", "radio"}:
        score["ORG"] = score.get("ORG", 0.0) + BESIDE
    if after in lex.product_nouns:
        score["PRODUCT"] = score.get("PRODUCT", 0.0) + 2.0
    if after in {",", "("} and name.j + 1 < len(names.words):
        # ", 43," and ", a pollster": what follows a person's name.
        following = names.words[name.j + 1]
        if following.isdigit() and len(following) == 2 and not names.words[name.j - 1].isdigit():
            score["PERSON"] = score.get("PERSON", 0.0) + BESIDE
    if (
        after == ","
        and name.j + 1 < len(names.words)
        and (names.lower[name.j + 1] in lex.places and names.is_capital(name.j + 1))
    ):
        score["GPE"] = score.get("GPE", 0.0) + 1.0
    return score


def _is_in_place(names: Names, name: Name) -> bool:
    """Whether it is a place as in "in Kyiv", but not "in Trump’s speech" or "in Apple shares"."""
    if not name.i or names.lower[name.i - 1] not in PLACE_PREPOSITIONS:
        return False
    return name.j >= len(names.words) or not (
        names.page.is_noun(name.j) or names.page.is_particle(name.j)
    )


def _name_parts_of_people(
    names: Names, groups: dict[str, list[Name]], scores: dict[str, dict[str, float]]
) -> set[str]:
    """The surnames and first names of the people who are named in full."""
    parts: set[str] = set()
    for key, group in groups.items():
        if " " not in key or _best(scores[key], group) != "PERSON":
            continue
        surname = " ".join(names.surname(group[0])).lower().replace("’", "'")
        parts.add(surname)
        first = key.split(" ", 1)[0]
        if first in lexicon().first_names:
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
