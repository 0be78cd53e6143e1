"""
People's names that the model missed, cut short or cut in two.

Source: docs/rules-entities.md#names
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find.entity.name_edges import PAGEANTS
from claimx.find.entity.name_lexicon import lexicon, plain

if TYPE_CHECKING:
    from claimx.find.entity.name_parts import Name, Names


def adjacent_people(names: Names) -> None:
    """Two names of a person with nothing between them are one: "[Debbie Warner] [Schulz]"."""
    before: Name | None = None
    for name in names.all():
        if (
            before is not None
            and before.j == name.i
            and before.label == name.label == "PERSON"
            and name.j - name.i == 1
            and before.j - before.i < 4
            and not names.in_headline(name.i)
            and not names.begins(name.i)
        ):
            j = name.j
            names.remove(name)
            names.move(before, before.i, j)
        else:
            before = name


def extend_people(names: Names) -> None:
    """A first name, an initial or a particle before a surname is part of it: "Debbie [Warner Schulz]"."""
    lex = lexicon()
    for name in names.all():
        i, j = name.i, name.j
        if name.label in {"PERSON", "ORG", "GPE"} and j - i <= 2:
            k = i
            while (
                k
                and i - k < 3
                and (names.lower[k - 1] in lex.particles or names.is_initial(k - 1))
                and names.is_free(k - 1)
            ):
                k -= 1
            if (
                k
                and names.lower[k - 1] in lex.first_names
                and names.is_free(k - 1)
                and names.is_capital(k - 1)
                and names.lower[k - 1] not in lex.titles
                and not (
                    names.begins(k - 1)
                    and names.lower[k - 1] in lex.word_names
                    and not names.is_proper(k - 1)
                )
                and names.text(i, j).lower() not in lex.places
                and names.lower[j - 1] not in lex.heads
            ):
                names.move(name, k - 1, j)
                name.label = "PERSON"
            elif name.label == "PERSON" and k < i and names.is_capital(k):
                names.move(name, k, j)
        if name.label == "PERSON":
            _extend_right(names, name)
            _join_surname(names, name)


def _join_surname(names: Names, name: Name) -> None:
    """Take in a surname that the model has apart: "[Ursula] von der [Leyen]", "[Ana Beatriz] [Figueiredo]"."""
    lex = lexicon()
    if names.lower[name.i] not in lex.first_names or names.in_headline(name.i):
        return
    k = name.j
    while k - name.j < 3 and names.is_free(k) and names.lower[k] in lex.particles:
        k += 1
    other = names.owner[k] if k < len(names.words) else None
    if (
        other is None
        or other.i != k
        or other.j - k > 2
        or other.label == "NORP"
        or (k == name.j and (name.j - name.i != 2 or other.j - k > 1))
        or (k == name.j and names.is_known(other.i, other.j))
    ):
        return
    names.remove(other)
    names.move(name, name.i, other.j)


def _extend_right(names: Names, name: Name) -> None:
    """Take in "[Ursula] von der Leyen", "[Sammy] Davis Jr.": particles, a surname, a suffix."""
    lex = lexicon()
    j = name.j
    if name.j - name.i == 1 and names.lower[name.i] in lex.first_names:
        k = j
        while (
            k < len(names.words) - 1
            and k - j < 3
            and names.is_free(k)
            and (names.lower[k] in lex.particles or names.is_initial(k))
        ):
            k += 1
        if (
            k < len(names.words)
            and names.is_free(k)
            and names.is_surname_like(k)
            and not names.in_headline(k)
        ):
            j = k + 1
    while (
        j < len(names.words)
        and names.lower[j] in lex.name_suffixes
        and names.is_free(j)
        and (names.words[j][0].isupper())
    ):
        j += 1
    names.move(name, name.i, j)


def beside_capitals(names: Names) -> None:
    """
    A proper noun that nobody claims right before a name is its first word: "[World] Water Watch", "[Dasun] Perera".

    The model often begins a name one word too late, most of all where it opens a sentence.
    """
    lex = lexicon()
    for name in names.all():
        k = name.i - 1
        if (
            k >= 0
            and names.is_surname_like(k)
            | (names.is_free(k) and names.is_capital(k) and names.begins(k))
            and names.is_proper(k)
            and name.label not in {"NORP", "GPE", "LOC", "LANGUAGE", "WORK_OF_ART"}
            and names.is_capital(name.i)
            and not names.words[k].isupper()
            and len(names.words[k]) > 2
            and names.words[k].isalpha()
            and not names.in_headline(k)
            and names.lower[k] not in names.small_words
            and names.lower[k] not in lex.sure_places
            and names.lower[k] not in lex.leading
            and names.lower[k] not in NO_FIRST_WORDS
            and not names.is_title(k)
            and not (k and names.is_capital(k - 1) and not names.begins(k))
            and not names.is_known(name.i, name.j)
            # "Libertarian Hugh Quist": before a full name stands what he is.
            and name.j - name.i < (2 if name.label == "PERSON" else 4)
        ):
            names.move(name, k, name.j)


# Words that open sentences, and what a person is.
NO_FIRST_WORDS = frozenset(
    {"beyond", "unlike", "despite", "besides", "amid", "among", "amongst", "alongside", "opposite", "like", "until", "unless",
     "perhaps", "maybe", "meanwhile", "regarding", "concerning", "including", "whatever", "whether", "asked", "given",
     "libertarian", "independent", "incumbent", "rookie", "veteran", "indigenous", "aboriginal", "yesterday", "nobody",
     "everyone", "everybody", "somebody", "another", "poor", "dear", "young", "old", "big", "little", "crooked", "sorry",
     "thank", "thanks", "hello", "yes", "okay", "well", "welcome", "grand", "new", "saint", "former", "hon", "honourable"}
)  # fmt: skip


def hyphenated(names: Names) -> None:
    """A short part or a first name glued before a name belongs to it: "A-[League]", "Al-[Shabab]", "Jan-[Peter Hult]"."""
    lex = lexicon()
    for name in names.all():
        k = name.i - 2
        if k < 0 or names.words[k + 1] not in {"-", "–"} or names.page.has_space(k + 1):
            continue
        if names.page.has_space(k) or not names.is_free(k) or not names.is_capital(k):
            continue
        in_brackets = k > 0 and names.words[k - 1] == "("  # "(R-Ky.)"
        if (
            (len(names.words[k]) <= 3 or plain(names.lower[k]) in lex.first_names)
            and names.is_free(k + 1)
            and not in_brackets
            and (name.label not in {"GPE", "NORP"})
        ):
            names.move(name, k, name.j)


def people_by_title(names: Names) -> None:
    """A capitalised word after "Mr", "Sen." or "President" is a person, whatever the model says."""
    lex = lexicon()
    last = len(names.words) - 1
    for k in names.capitals:
        if names.lower[k] not in lex.before_person or k == last:
            continue
        if names.owner[k] is not None or names.is_end(k) or names.lower[k + 1] in lex.heads:
            continue
        if names.lower[k] == "miss" and names.lower[k + 1] in PAGEANTS:
            continue
        following = names.owner[k + 1]
        if following is not None and following.i == k + 1:
            if names.lower[following.j - 1] not in lex.heads:  # "Justice Department"
                names.vote(following, "PERSON", 4)
        elif following is None and names.is_surname_like(k + 1):
            j = k + 2
            while (
                j < len(names.words)
                and j - k <= 4
                and names.is_free(j)
                and (
                    names.is_surname_like(j)
                    or (names.lower[j] in lex.particles and names.is_capital(j + 1))
                )
            ):
                j += 1
            added = names.add(k + 1, j, "PERSON")
            if added:
                names.vote(added, "PERSON", 4)


def people_by_initial(names: Names) -> None:
    """An initial with one to three capitalised words after it: "Economist N Bhaskara Murthy", "M.K. Stalin"."""
    for k in names.free_capitals():
        before = k - 1
        if (
            not names.is_initial(k)
            or (names.is_capital(before) and not names.is_title(before))
            or names.in_headline(k)
        ):
            continue
        j = k + 1
        while j - k < 3 and j < len(names.words) and names.is_free(j) and names.is_initial(j):
            j += 1
        n = j
        while n < len(names.words) and n - j < 3 and names.is_surname_like(n):
            n += 1
        if n > j and not (n < len(names.words) and names.is_capital(n)):
            names.add(k, n, "PERSON")


def people_by_first_name(names: Names) -> None:
    """A first name with a capitalised word after it, untagged: "critic Gennifer Marlowe said"."""
    lex = lexicon()
    surnames = {
        names.lower[name.j - 1]
        for name in names.all()
        if name.label == "PERSON" and name.j - name.i > 1
    }
    last = len(names.words) - 1
    for k in names.free_capitals():
        if k == last or not (
            names.lower[k] in lex.first_names
            # "Xi Jinping"
            or (names.lower[k] in lex.surname_first and len(names.words[k]) > 1)
        ):
            continue
        if not names.is_proper(k) or names.lower[k] in lex.places:
            continue
        if names.begins(k):
            if names.lower[k] in lex.word_names and names.lower[k + 1] not in surnames:
                continue
        elif (
            names.is_capital(k - 1)
            and names.is_free(k - 1)
            and not names.is_title(k - 1)
            and not names.begins(k - 1)
        ):
            continue  # "Los Angeles Times"
        j = k + 1
        while (
            j < len(names.words) - 1
            and j - k <= 3
            and (names.is_initial(j) or names.lower[j] in lex.particles)
        ):
            j += 1
        n = j
        most = 1 if names.in_headline(k) else 3
        while n < len(names.words) and n - j < most and names.is_surname_like(n):
            n += 1
        if (
            n == j
            or names.is_initial(k)
            or any(
                names.lower[m] in lex.last_words or names.lower[m] in lex.type_nouns
                for m in range(j, n)
            )
        ):
            continue
        if n < len(names.words) and names.lower[n] in lex.heads and names.is_capital(n):
            continue
        if names.in_headline(k) and names.lower[n - 1] in names.small_words:
            continue
        names.add(k, n, "PERSON")


def people_by_office(names: Names) -> None:
    """A capitalised word before "government" or "presidency" is a person's: "the Modi government"."""
    for k in names.free_proper():
        if (
            names.lower[k + 1 : k + 2]
            and names.lower[k + 1] in OFFICES
            and names.is_surname_like(k)
            and not names.words[k].isupper()
            and not names.is_capital(k - 1)
            and not names.is_known(k, k + 1)
            and not names.in_headline(k)
            and names.lower[k] not in names.small_words
        ):
            names.add(k, k + 1, "PERSON")


OFFICES = frozenset({"government", "administration", "presidency", "campaign", "cabinet", "family"})
