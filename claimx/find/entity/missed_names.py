"""
Other names that the model missed, and further places of those that are known.

Source: docs/rules-entities.md#names
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find.entity.name_context import described_after
from claimx.find.entity.name_labels import STORMS
from claimx.find.entity.name_lexicon import lexicon, plain
from claimx.find.entity.name_parts import Name

if TYPE_CHECKING:
    from claimx.find.entity.name_parts import Names


MAX_FORM = 6


def model_numbers(names: Names) -> None:
    """The figure behind a model's name is part of it: "Falcon 9 rocket", "Mirage 2000 jets", "Flight 5017"."""
    lex, words, last = lexicon(), names.words, len(names.words) - 1
    for k in names.capitals:
        n = k + 1
        if k == last or not words[n].isdigit():
            continue
        is_law = names.lower[k] in LAWS and names.owner[k] is names.owner[n]
        if not names.is_free(n) and not is_law:
            continue
        if names.lower[k] in lex.leading or (names.begins(k) and names.lower[k] not in ROADS):
            continue  # "A 25kg rover"
        name = names.owner[k]
        if names.lower[k] in LAWS and not names.begins(k):
            start = k - (names.lower[k - 1] in {"house", "senate", "assembly"})
            names.claim(start, n + 1, "LAW")
            continue
        if names.lower[k] in ROADS:
            names.claim(k, n + 1, "FAC")
            continue
        is_flight = names.lower[k] == "flight" and k > 0 and names.is_capital(k - 1)
        behind = names.lower[n + 1 : n + 3]
        is_model = len(names.words[n]) <= 4 and any(word in lex.product_nouns for word in behind)
        if not is_flight and not is_model:
            continue
        start = k if name is None else name.i
        while is_flight and start and names.is_capital(start - 1) and not names.begins(start):
            start -= 1
        names.claim(start, n + 1, "PRODUCT")


def numbered_roads(names: Names) -> None:
    """A letter and a figure after "on the": "a crash on the A1", not "the M23 rebels"."""
    for k in names.free_capitals():
        word = names.words[k]
        if len(word) > 4 or word[0] not in "AMNBREC" or not word[1:].isdigit() or k < 2:
            continue
        is_noun_behind = k + 1 < len(names.words) and names.page.is_noun(k + 1)
        if (
            names.lower[k - 1] == "the"
            and names.lower[k - 2] in {"on", "along", "off", "of", "from"}
            and not is_noun_behind
        ):
            names.add(k, k + 1, "FAC")


# "House Bill 2052"
LAWS = frozenset({"bill", "proposition", "resolution", "measure"})
ROADS = frozenset({"highway", "route", "interstate", "motorway"})


def named_by_last_word(names: Names) -> None:
    """An untagged run that ends with the word for a law, a building or an event: "Affordable Care Act"."""
    lex = lexicon()
    for k in names.free_capitals():
        label = lex.last_words.get(names.lower[k])
        if (
            label not in {"LAW", "FAC", "EVENT", "LOC"}
            or names.in_headline(k)
            or (names.is_capital(k + 1) and not names.begins(k + 1))
        ):
            continue
        i = k
        while i and k - i < 7:
            if _goes_before(names, i - 1):
                i -= 1
            elif (
                label == "LAW"
                and i > 1
                and names.lower[i - 1] in JOINS
                and _goes_before(names, i - 2)
            ):
                i -= 2  # "Freedom of Information Act"
            else:
                break
        if k - i >= 1 and names.is_proper(k):
            names.add(i, k + 1, label)


JOINS = frozenset({"of", "and", "for", "in", "against", "on", "to"})


def _goes_before(names: Names, k: int) -> bool:
    """Whether a free capitalised word is part of the run behind it."""
    return (
        names.is_free(k)
        and names.is_capital(k)
        and names.words[k][0].isalpha()
        and not names.is_title(k)
        and names.lower[k] not in lexicon().leading
        and not (names.begins(k) and not names.is_proper(k))
    )


def storms(names: Names) -> None:
    """The name of a storm with its word is an event: "Hurricane Matthew"."""
    for k in names.capitals:
        if (
            names.lower[k] in STORMS
            and names.is_capital(k + 1)
            and names.words[k + 1].isalpha()
            and names.lower[k + 1] not in lexicon().heads
        ):
            if k and names.is_capital(k - 1) and names.lower[k - 1] == "tropical":
                names.claim(k - 1, k + 2, "EVENT")
            else:
                names.claim(k, k + 2, "EVENT")


def ships(names: Names) -> None:
    """A ship with its prefix is a product: "HMAS Adelaide", "the MV Nordhavn Star"."""
    for k in names.capitals:
        if names.lower[k] not in SHIPS or not names.words[k].isupper() or names.in_headline(k):
            continue
        j = k + 1
        while j - k < 4 and names.is_capital(j) and names.words[j].isalpha():
            j += 1
        if j > k + 1 and not names.words[k + 1].isupper():
            ship = names.claim(k, j, "PRODUCT")
            if ship is not None:
                names.vote(ship, "PRODUCT", 6)


# Of navies, coast guards and merchant ships.
SHIPS = frozenset(
    {"hms", "uss", "usns", "uscgc", "hmas", "hmcs", "hmnzs", "hmbs", "ins", "brp", "kri", "rss", "roks", "jds", "js",
     "fs", "rms", "rrs", "rv", "r/v", "ms", "m/s", "mv", "m/v", "mt", "m/t", "ss", "s/s", "sy", "m/y", "fv",
     "f/v", "tcg", "ara", "bap", "bns", "pns", "slns", "hdms", "hnlms", "hswms", "hnoms", "esps", "nrp", "orp", "pls",
     "rfa", "lé", "irins", "iris"}
)  # fmt: skip


def described_names(names: Names) -> None:
    """A capitalised word that is told at once what it is: "Avinor, the company that runs the airport, said"."""
    for k in names.free_proper():
        if names.words[k + 1 : k + 2] != [","]:
            continue
        if names.is_capital(k - 1) or names.is_title(k) or names.lower[k] in names.small_words:
            continue
        described = described_after(names, Name(k, k + 1, ""))
        if described is not None:
            names.add(k, k + 1, described[0])


def capitalised_runs(names: Names) -> None:
    """
    Two capitalised words and more inside a sentence are a name: "the [Carolina Panthers] are set to".

    The labels of its parts elsewhere, its form and what stands beside it decide which; where they say
    nothing it is an organisation.
    """
    lex = lexicon()
    at = 0
    for k in names.free_proper():
        if k < at or not _is_of_run(names, k) or names.is_title(k):
            continue
        j = k + 1
        while j < len(names.words) and _is_of_run(names, j) and not names.begins(j):
            j += 1
        at = j
        while j - k > 1 and (names.is_title(j - 1) or names.lower[j - 1] in lex.not_names):
            j -= 1
        is_whole = (
            not (names.is_capital(k - 1) and names.lower[k - 1] not in lex.leading)
            and not names.is_capital(j)
            and names.words[k - 1 : k] != ["-"]
            and names.words[j : j + 1] != ["-"]
        )
        starts = names.begins(k) and names.lower[k] in names.small_words
        is_quoted = names.words[k - 1 : k] and names.words[k - 1] in CLOSERS
        label = (
            "WORK_OF_ART" if is_quoted and names.words[j] in CLOSERS[names.words[k - 1]] else "ORG"
        )
        shouts = all(names.words[n].isupper() for n in range(k, j))
        if 2 <= j - k <= 6 and is_whole and not starts and not shouts:
            names.add(k, j, label)


def _is_of_run(names: Names, k: int) -> bool:
    """Whether a free word can be part of a name that nothing else told."""
    word = names.words[k]
    return (
        names.is_free(k)
        and names.is_capital(k)
        and names.is_proper(k)
        and not names.in_headline(k)
        and word.replace("’", "").replace("'", "").replace("-", "").isalpha()
        and (len(word) > 1)
        and not names.in_capitals(k)
    )


def products_by_noun(names: Names) -> None:
    """A capitalised word before "missiles" or "cargo capsule": "Javelin missiles"."""
    lex = lexicon()
    for k in names.free_proper():
        if names.begins(k) or names.in_headline(k):
            continue
        if names.lower[k] in lex.heads or names.is_title(k) or names.is_capital(k - 1):
            continue
        behind = names.lower[k + 1 : k + 3]
        direct = behind[:1] and behind[0] in lex.product_nouns
        over_noun = len(behind) > 1 and behind[1] in lex.product_nouns and names.page.is_noun(k + 1)
        if (direct or over_noun) and not names.is_known(k, k + 1):
            names.add(k, k + 1, "PRODUCT")


def works_by_noun(names: Names) -> None:
    """A title after the word for a work: "her song “Silver Lining”", "her songs, Respect, won"."""
    lex = lexicon()
    for k in names.free_capitals():
        if k < 2:
            continue
        if names.lower[k - 2] not in lex.work_nouns:
            continue
        opening = names.words[k - 1]
        if opening in CLOSERS:
            closing = CLOSERS[opening]
            j = next(
                (
                    n
                    for n in range(k + 1, min(k + 10, len(names.words)))
                    if names.words[n] in closing
                ),
                None,
            )
            if j is not None:
                names.claim(k, j - (names.words[j - 1] in {",", "."}), "WORK_OF_ART")
        elif opening == "," and names.words[k + 1 : k + 2] == [","]:
            names.add(k, k + 1, "WORK_OF_ART")


def works_by_year(names: Names) -> None:
    """A title with its year in brackets where the article is about works: "Winter Bread (1998), A Long Road (2003)"."""
    if WORK_NOUNS.isdisjoint(names.small_words):
        return
    words = names.words
    for k in [k for k, word in enumerate(words[:-2]) if word == "(" and words[k + 2] == ")"]:
        year = words[k + 1]
        if len(year) != 4 or not year.isdigit() or year[:2] not in {"18", "19", "20"}:
            continue
        i = k
        while i and k - i < MAX_TITLE and (names.is_capital(i - 1) or names.lower[i - 1] in SMALL):
            i -= 1
        while i < k and not names.is_capital(i):
            i += 1
        i += names.lower[i] in {"the", "a", "an"} and k - i > 1
        is_person = plain(names.lower[i]) in lexicon().first_names
        if k - i > 1 and not is_person and not names.begins(i) and not names.is_known(i, k):
            work = names.claim(i, k, "WORK_OF_ART")
            if work is not None:
                names.vote(work, "WORK_OF_ART", 6)


WORK_NOUNS = frozenset(
    {"film", "films", "novel", "novels", "album", "albums", "documentaries", "documentary", "plays", "movie", "movies",
     "opera", "operas", "books", "poems", "features", "series"}
)  # fmt: skip
# Small words inside a title.
SMALL = frozenset(
    {"of", "the", "a", "an", "in", "on", "without", "for", "to", "at", "with", "from", "by"}
)
MAX_TITLE = 8


def festivals(names: Names) -> None:
    """A place and its festival in small letters: "the Leeds film festival"."""
    for name in names.all():
        j = name.j
        if j + 1 >= len(names.words) or names.lower[j] not in ARTS:
            continue
        is_place = name.label in {"GPE", "LOC", "FAC"} or names.is_known(name.i, j)
        if is_place and names.lower[j + 1] == "festival":
            event = names.claim(name.i, j + 2, "EVENT")
            if event is not None:
                names.vote(event, "EVENT", 6)


ARTS = frozenset(
    {"film", "book", "music", "jazz", "literary", "literature", "arts", "food", "beer", "comedy", "fringe", "science",
     "folk", "dance", "theatre", "opera", "wine", "light", "documentary", "poetry", "rock"}
)  # fmt: skip
CLOSERS = {"“": {"”"}, '"': {'"'}, "‘": {"’"}, "'": {"'"}, "``": {"''"}}


def copies(names: Names) -> None:
    """
    A name found in one place is that name in the others, and so are a person's surname and first name.

    "Cardin said" has no label where "Sen. Benjamin L. Cardin" has one. WALLACE in a transcript is
    Wallace.
    """
    # Only what begins with a word that stands alone somewhere can come again.
    wanted = frozenset(names.words[k] for k in names.free_capitals())
    forms = _forms(names, wanted)
    lengths: dict[str, int] = {}
    for words in forms:
        lengths[words[0]] = max(lengths.get(words[0], 0), len(words))
    for k in names.free_capitals():
        if names.words[k] in lengths:
            for length in range(lengths[names.words[k]], 0, -1):
                words = tuple(names.words[k : k + length])
                label = forms.get(words)
                if label is None or not names.are_free(k, k + length):
                    continue
                if length == 1 and not _is_copy(names, k, label):
                    continue
                names.add(k, k + length, label)
                break


def _forms(names: Names, wanted: frozenset[str]) -> dict[tuple[str, ...], str]:
    """The forms in which the names found so far may come again, with their label, by their first words."""
    lex = lexicon()
    forms: dict[tuple[str, ...], str] = {}
    shouted = any(len(word) > 3 and word.isupper() for word in wanted)
    for name in names.all():
        words = tuple(names.words[name.i : name.j])
        if not shouted and wanted.isdisjoint(words):
            continue
        if len(words) > MAX_FORM or (names.in_headline(name.i) and len(words) == 1):
            continue
        if len(words) > 1 or len(words[0]) > 2 or words[0].isupper():
            forms.setdefault(words, name.label)
        if (
            name.label == "ORG"
            and len(words) == 2
            and words[1].lower() in lex.droppable
            and words[0].lower() not in lex.places
            and words[0].lower() not in names.small_words
        ):
            forms.setdefault(words[:1], "ORG")  # "Labour" of the Labour Party
        if "Flight" in words[1:]:
            forms.setdefault(words[: words.index("Flight")], "ORG")  # "Air Algérie Flight 5017"
        if name.label == "PERSON" and len(words) > 1:
            surname = names.surname(name)
            is_first = plain(words[0]) in lex.first_names or words[0].lower() in lex.surname_first
            for part in (surname, words[:1]) if is_first else (surname,):
                # "Oz", "Xi" and "Ma", where the article has no "ma"
                if len(part[0]) > 2 or len(part) > 1 or part[0].lower() not in names.small_words:
                    forms.setdefault(part, "PERSON")
    for words, label in list(forms.items()) if shouted else ():
        if label == "PERSON" and len(words[0]) > 3 and not words[0].isupper():
            forms.setdefault(tuple(word.upper() for word in words), label)
    return forms


def _is_copy(names: Names, k: int, label: str) -> bool:
    """Whether a single word is a name here, and no common word or part of another name."""
    lex = lexicon()
    word = names.lower[k]
    headline = names.in_headline(k)
    if (
        word in lex.titles
        or word in lex.not_names
        or ((names.begins(k) or headline) and word in names.small_words)
        or (word in lex.word_names and not names.is_proper(k))
    ):
        return False
    if headline or (label == "WORK_OF_ART" and names.begins(k)):
        return True
    is_first_name = label == "PERSON" and word in lex.first_names
    return not (is_first_name and _ends_run(names, k)) and not _begins_run(names, k)


def _begins_run(names: Names, k: int) -> bool:
    """Whether a capitalised word that no name has stands behind: "Clinton Cash", a book."""
    following = k + 1
    return (
        following < len(names.words)
        and names.is_free(following)
        and names.is_capital(following)
        and names.words[following][0].isalpha()
        and names.is_proper(following)
        and not names.is_title(following)
        and not names.begins(following)
    )


def _ends_run(names: Names, k: int) -> bool:
    """Whether a capitalised word that is no title and no name stands before: "Morning Joe"."""
    return (
        names.is_capital(k - 1)
        and names.is_free(k - 1)
        and names.is_proper(k - 1)
        and not names.is_title(k - 1)
        and not names.begins(k)
    )
