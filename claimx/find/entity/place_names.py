"""
Places that the model missed.

Source: docs/rules-entities.md#names
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find.entity.name_labels import is_people
from claimx.find.entity.name_lexicon import lexicon

if TYPE_CHECKING:
    from claimx.find.entity.name_parts import Names


def known_places(names: Names) -> None:
    """Countries, nations and continents are names wherever they have their capital."""
    lex = lexicon()
    for name in names.all():
        if name.label == "NORP" and name.j - name.i == 1:
            text = " ".join(names.lower[name.i : name.i + 2])
            if lex.sure_places.get(text) in {"GPE", "LOC"}:
                names.claim(name.i, name.i + 2, lex.sure_places[text])  # "[French] Guiana"
    for k in names.free_capitals():
        if is_people(names.lower[k]) and names.is_proper(k):
            names.add(k, k + 1, "NORP")  # "Queenslanders"
            continue
        for length in lex.place_lengths.get(names.lower[k], ()):
            text = " ".join(names.lower[k : k + length])
            label = lex.sure_places.get(text)
            inner = names.owner[k + length - 1] if k + length <= len(names.words) else None
            if label == "GPE" and length > 1 and inner is not None and inner.j == k + length:
                names.claim(k, k + length, "GPE")  # "Papua [New Guinea]"
                break
            if label is None and text in lex.places and _is_city(names, k, length):
                label = lex.places[text]
            if label is None or not names.are_free(k, k + length):
                continue
            if length == 1 and len(text) <= 3 and not names.words[k].isupper():
                continue
            if length == 1 and (text in lex.first_names or names.is_surname_like(k + 1)):
                continue
            names.add(k, k + length, label)
            break


def _is_city(names: Names, k: int, length: int) -> bool:
    """Whether a city's or state's name stands by itself: "Kyiv reported", not "Perth Amboy"."""
    after = k + length
    return (
        (names.is_proper(k) or names.lower[k] not in names.small_words)
        and not names.in_headline(k)
        and not (k and names.is_capital(k - 1) and not names.begins(k - 1))
        and not (names.is_capital(after) and not names.begins(after))
        and (length > 1 or names.lower[k] not in lexicon().first_names)
    )


def places_by_noun(names: Names) -> None:
    """A place by the noun before it: "the town of Drumlish", "the city of Kharkiv"."""
    lex = lexicon()
    for k in names.free_capitals():
        if k < 2 or names.lower[k - 1] != "of" or lex.type_nouns.get(names.lower[k - 2]) != "GPE":
            continue
        if names.is_proper(k) and not names.in_headline(k):
            j = k + 1
            while names.is_free(j) and names.is_capital(j) and j - k < 3:
                j += 1
            names.add(k, j, "GPE")


def places_by_noun_behind(names: Names) -> None:
    """A free capital before "district", "province" or "prison" is a place: "in Agam district", "the Rocinha favela"."""
    for k in names.free_capitals():
        if (
            names.lower[k + 1 : k + 2]
            and names.lower[k + 1] in AREAS
            and names.is_proper(k)
            and not names.in_headline(k)
            and not names.is_capital(k - 1)
            and names.words[k].istitle()
            and names.lower[k] not in names.small_words
            and not names.is_title(k)
        ):
            names.add(k, k + 1, "GPE")


def places_by_preposition(names: Names) -> None:
    """A free capitalised word after "in" or "near" inside a sentence is a place: "a hospital in Palu had"."""
    lex = lexicon()
    for k in names.free_proper():
        word = names.words[k]
        if (
            k
            and names.lower[k - 1] in PLACE_PREPOSITIONS
            and word.isalpha()
            and word.istitle()
            and len(word) > 2
            and names.words[k + 1 : k + 2] != ["-"]
            and not names.is_capital(k + 1)
            and not names.in_headline(k)
            and not names.begins(k - 1)
            and names.lower[k] not in names.small_words
            and not names.is_title(k)
            and names.lower[k] not in lex.heads
            and names.lower[k] not in lex.first_names
        ):
            names.add(k, k + 1, "GPE")


# In small letters behind a name.
AREAS = frozenset(
    {"district", "province", "county", "municipality", "governorate", "prefecture", "oblast", "township", "village",
     "neighbourhood", "neighborhood", "favela", "suburb", "borough", "constituency", "slum", "barrio", "commune",
     "prison", "airport", "region"}
)  # fmt: skip
PLACE_PREPOSITIONS = frozenset({"in", "near", "around", "outside"})


def datelines(names: Names) -> None:
    """The capitals that open an article are its place: "JACKSON, Miss. (AP) —", "DES MOINES - "."""
    for k in names.line_starts:
        if not names.words[k].isupper() or len(names.words[k]) < 3:
            continue
        j = k
        while (
            j < len(names.words)
            and j - k < 5
            and (names.words[j] == "-" or names.words[j].isupper())
            and not names.is_dash(j)
            and (names.words[j].replace(".", "").isalpha() or names.words[j] == "-")
        ):
            j += 1
        n = j
        while n < len(names.words) and n - j < 8 and not names.is_break(n):
            n += 1
        if (
            j == n == k
            or n >= len(names.words)
            or not names.is_break(n)
            or names.in_capitals_line(k)
        ):
            continue
        if n > j and names.words[j] not in {",", "("}:
            continue
        if any(names.taken[m] or names.lower[m] in names.small_words for m in range(k, j)):
            continue
        place = names.claim(k, j, "GPE")
        if place is not None:
            names.vote(place, "GPE", 6)
