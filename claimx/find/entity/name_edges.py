"""
Where a mention begins and ends, and which of the model's mentions are no names.

Source: docs/rules-entities.md#names
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find.entity.name_lexicon import lexicon, plain
from claimx.find.quantities import numbers

if TYPE_CHECKING:
    from claimx.find.entity.name_parts import Name, Names

MAX_WORDS = 12
CUTS = frozenset(
    {":", ";", "“", "”", '"', "``", "''", "(", ")", "[", "]", "--", "—", "–", "|", "?", "!", "…", "...",
     "/", "•", "*", "_", "<", ">"}
)  # fmt: skip
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
JOINTS = frozenset(
    {"and", "&", "at", "in", "on", "with", "as", "for", "or", ",", "says", "said", "by"}
)
PAGEANTS = frozenset({"universe", "world", "america", "usa", "teen", "earth", "international"})


def cut_at_punctuation(names: Names) -> None:
    """
    A name ends at a colon, a dash with spaces, a line break, a quotation mark or a bracket.

    "WALLACE: Let's start with breaking news" is the name WALLACE.
    """
    for name in names.all():
        words = names.words[name.i : name.j]
        if CUTS.isdisjoint(words) and "-" not in words and not any(map(str.isspace, words)):
            continue
        pieces: list[tuple[int, int]] = []
        i = name.i
        for k in range(name.i, name.j):
            if names.words[k] in CUTS or not names.words[k].strip() or names.is_dash(k):
                pieces.append((i, k))
                i = k + 1
        if not pieces:
            continue
        pieces.append((i, name.j))
        names.remove(name)
        kept = [(a, b) for a, b in pieces if a < b and names.is_capital(a)]
        # Of a model's mention that ran over a colon only the part before it has its label.
        for a, b in kept[:1]:
            names.add(a, b, name.label)


def split_lists(names: Names) -> None:
    """One mention for a list of single names is as many names: "[Edwin, Milo]"."""
    lex = lexicon()
    for name in names.all():
        words = names.words[name.i : name.j]
        if "," not in words or name.label not in {"PERSON", "ORG", "GPE", "NORP"}:
            continue
        parts = [k for k in range(name.i, name.j) if names.words[k] != ","]
        single = (
            len(parts) == name.j - name.i - words.count(",") and len(parts) == words.count(",") + 1
        )
        if not single or any(
            names.lower[k] in lex.name_suffixes
            or names.lower[k] in lex.org_suffixes
            or not names.is_capital(k)
            for k in parts
        ):
            continue
        names.remove(name)
        for k in parts:
            names.add(k, k + 1, name.label)


def trim_edges(names: Names) -> None:
    """Articles, possessives, titles and stray marks are no part of a name: "Mr. Obama’s"."""
    lex = lexicon()
    for name in names.all():
        i, j = name.i, name.j
        if names.words[i] in {"D", "R", "I"} and names.words[i + 1 : i + 2] == ["-"] and j - i > 2:
            i, name.label = i + 2, "GPE"  # "D-Wis."
        while j - i > 1 and names.is_small(i) and names.lower[i] not in lex.particles:
            i += 1
        while j - i > 1 and names.is_loose(j - 1):
            j -= 1
        while j > i and names.lower[j - 1] in lex.trailing:
            j -= 1
        if (
            names.words[j - 1] == "party"
            and j - i > 1
            and names.is_known(i, j - 1)
            and names.lower[j - 2] not in lex.groups
        ):
            j -= 1  # "Fidesz party"
        j = _before_score(names, i, j)
        while i < j and (
            names.lower[i] in lex.leading or (not names.words[i][:1].isalnum() and j - i > 1)
        ):
            i += 1
        if name.label == "PERSON":
            while j - i > 2 and names.lower[j - 1] in lex.post_nominals:
                j -= 1
            while j - i > 1 and names.lower[j - 1] in RANKS:
                j -= 1  # "RCMP Sgt", cut off at its dot
            i = _after_titles(names, i, j)
        elif (j - i == 3 and names.lower[i] in PEERS and names.lower[j - 1] not in lex.heads) or (
            j - i > 1 and names.lower[i] in lex.sure_titles and names.is_capital(i + 1)
        ):
            name.label = "PERSON"
            i += 1
        elif (
            2 < j - i < 5
            and (names.lower[i] in lex.before_person or names.lower[i] in lex.job_words)
            and plain(names.lower[i + 1]) in lex.first_names
            and names.lower[j - 1] not in lex.heads
        ):
            name.label = "PERSON"  # "Superintendent Ruth Alder", a title to the model
            i += 1
        names.move(name, i, j)


def _before_score(names: Names, i: int, j: int) -> int:
    """Where a name ends before a figure that is none of it: "Trump 46 to 40", but "Fortune 500"."""
    for k in range(i + 1, j):
        if names.words[k][:1].isdigit():
            following = names.lower[k + 1] if k + 1 < len(names.words) else ""
            if "." in names.words[k] or following in {"percent", "%", "to", "points", "-", "–"}:
                return k
    return j


def _after_titles(names: Names, i: int, j: int) -> int:
    """Where a person's name begins: at "Obama" in "President Obama", "Injecting Clinton"."""
    lex = lexicon()
    while j - i > 1 and names.lower[i] in lex.titles and names.lower[i + 1] not in PAGEANTS:
        i += 1
    if (
        j - i > 1
        and names.begins(i)
        and not names.is_proper(i)
        and (plain(names.lower[i]) not in lex.first_names)
    ):
        i += 1
    return i


def split_possessives(names: Names) -> None:
    """
    "FOX Business Network’s Maria Bartiromo" is two names, "Ukraine’s Defence Ministry" is one.

    Two where the second begins with a first name, or is no institution and no work.
    """
    lex = lexicon()
    for name in names.all():
        k = next((k for k in range(name.i + 1, name.j - 1) if names.lower[k] in POSSESSIVES), None)
        if k is None:
            continue
        is_person = names.lower[k + 1] in lex.first_names
        is_street = name.label == "FAC" and names.lower[name.j - 1] in STREETS
        has_head = any(
            names.lower[n] in lex.heads or names.lower[n] in lex.last_words
            for n in range(k + 1, name.j)
        )
        # "Bodrum’s Museum of Archaeology", for Bodrum is no country; "Cyprus’s Troodos"
        owner = " ".join(names.lower[name.i : k])
        is_of_city = name.label == "ORG" and lex.place_kinds.get(owner) in {"city", "state"}
        if is_of_city or (name.label == "ORG" and not has_head and owner in lex.places):
            names.remove(name)
            names.add(name.i, k, "GPE")
            names.add(k + 1, name.j, "ORG" if has_head else "LOC")
            continue
        if not is_person and not is_street and name.label not in {"PERSON", "GPE"}:
            continue
        if is_street:
            names.remove(name)
            names.add(name.i, k, "GPE")
            names.add(k + 1, name.j, "FAC")
            continue
        if not is_person and has_head:
            continue
        names.remove(name)
        names.add(name.i, k, name.label)
        start = _after_titles(names, k + 1, name.j)
        if names.is_capital(start):
            names.add(start, name.j, "PERSON" if is_person else name.label)


STREETS = frozenset({"street", "road", "avenue", "square", "lane", "bridge"})


def split_pairs(names: Names) -> None:
    """
    No person is called "Victoria at Sandy Hook" or "Bill and Hillary Clinton".

    Nor is anything else "Phobos and Deimos" in an article that has Phobos by itself, and of
    "Ministry of Health and Unicef" the second is known.
    """
    joined = [n for n in names.all() if not JOINTS.isdisjoint(names.lower[n.i : n.j])]
    alone = _standing_alone(names) if joined else frozenset()
    for name in joined:
        words = names.words[name.i : name.j]
        if len(words) == 3 and words[1] == "and" and (words[0] in alone or words[2] in alone):
            names.remove(name)
            names.add(name.i, name.i + 1, name.label)
            names.add(name.j - 1, name.j, name.label)
            continue
        last = next((k for k in range(name.i + 1, name.j - 1) if names.lower[k] == "and"), 0)
        if name.label == "ORG" and last and names.is_known(last + 1, name.j):
            names.remove(name)
            names.add(name.i, last, "ORG")
            names.add(last + 1, name.j, "ORG")
            continue
        if name.label != "PERSON":
            continue
        k = next((k for k in range(name.i + 1, name.j) if names.lower[k] in JOINTS), None)
        if k is None:
            continue
        names.remove(name)
        if k > name.i:
            names.add(name.i, k, "PERSON")
        if k + 1 < name.j and names.is_capital(k + 1):
            names.add(k + 1, name.j, "PERSON")


def _standing_alone(names: Names) -> frozenset[str]:
    """The names of one word, and the words that look like one."""
    single = [names.words[name.i] for name in names.all() if name.j - name.i == 1]
    proper = [
        names.words[k] for k in names.free_capitals() if names.is_proper(k) and not names.begins(k)
    ]
    return frozenset([*single, *proper])


def drop_junk(names: Names) -> None:
    """
    What is no name: a title alone, a word in small letters, a handle, a common word at a start.

    "Earmarks added into the bill" begins with a capital because it begins a sentence: the article
    has "earmarks" too.
    """
    lex = lexicon()
    ordered = names.all()
    surnames = {
        names.lower[name.j - 1]
        for name in ordered
        if name.label == "PERSON" and name.j - name.i > 1
    }
    for name in ordered:
        words = names.words[name.i : name.j]
        lower = names.lower[name.i : name.j]
        first = words[0]
        if (
            not names.has_capital(name)
            or len(words) > MAX_WORDS
            or (
                lex.titles_and_jobs.issuperset(lower)
                # "Mr. King", "Larry King"
                and lower[-1] not in surnames
                and not (name.i and names.lower[name.i - 1] in lex.abbreviations)
            )
            or first[0] in "@#"
            or "://" in first
            or "www." in first
            or not (first[0].isalpha() or any(word[0].isalpha() for word in words))
            or (lower[0] in PAGEANTS and name.i > 0 and names.lower[name.i - 1] == "miss")
            or (len(words) == 1 and _is_single_junk(names, name))
            or _is_portfolio(names, name)
        ):
            names.remove(name)


def _is_single_junk(names: Names, name: Name) -> bool:
    """Whether a single word is no name: a letter, an abbreviation, a common word, a part of a job."""
    lex = lexicon()
    word, lower = names.words[name.i], names.lower[name.i]
    return (
        len(word) == 1
        or (word[-1].isdigit() and [one.kind for one in numbers(word)] == ["money"])  # "Sh185"
        or (lower in lex.not_names and word.isupper() and lower not in lex.known)
        or _is_common_word(names, name)
        or _is_post_nominal(names, name)
        or _is_state_of_secretary(names, name)
    )


def _is_common_word(names: Names, name: Name) -> bool:
    """Whether a single word has its capital from the start of a sentence, line or quotation."""
    if names.is_known(name.i, name.j):
        return False
    word = names.lower[name.i]
    if word in names.small_words and not names.words[name.i].isupper():
        return names.begins(name.i) or (
            name.label not in {"PERSON", "GPE"} and not names.is_proper(name.i)
        )
    return names.begins(name.i) and not names.is_proper(name.i) and name.label != "NORP"


def _is_portfolio(names: Names, name: Name) -> bool:
    """Whether it is "Energy" of "Deputy Energy Minister"."""
    if name.j == len(names.lower) or names.lower[name.j] not in OFFICERS:
        return False
    job_words = lexicon().job_words
    return all(word in PORTFOLIOS or word in job_words for word in names.lower[name.i : name.j])


PEERS = frozenset({"baroness", "baron", "lord", "lady", "sir", "dame"})
# Without their dots, at which the sentence was cut.
RANKS = frozenset(
    {"sgt", "lt", "capt", "cpl", "insp", "supt", "cmdr", "maj", "prof", "dr", "mr", "mrs", "ms"}
)
OFFICERS = frozenset({"minister", "secretary", "spokesman", "leader"})
PORTFOLIOS = frozenset({"cabinet", "and", "energy", "finance", "health", "interior", "transport", "education", "labor", "labour", "trade",
                        "justice", "climate", "housing", "culture", "agriculture", "environment", "opposition"})  # fmt: skip


def _is_post_nominal(names: Names, name: Name) -> bool:
    """Whether it is "KC" of "Anita Desai KC" or "MP" of "Ruth Alder, MP"."""
    if names.lower[name.i] not in lexicon().post_nominals:
        return False
    k = name.i - 1 - (name.i > 1 and names.words[name.i - 1] == ",")
    before = names.owner[k] if k >= 0 else None
    return before is not None and before.label == "PERSON"


def _is_state_of_secretary(names: Names, name: Name) -> bool:
    """Whether it is "State" of "secretary of State", a part of the job."""
    return (
        names.lower[name.i] in {"state", "defense", "defence", "treasury", "staff", "commons"}
        and name.i > 1
        and names.lower[name.i - 1] == "of"
        and names.lower[name.i - 2] in lexicon().job_words
    )


def drop_spelled_out(names: Names) -> None:
    """
    An abbreviation of common words is no name: "rhythm and blues (R&B)", "gross domestic product (GDP)".
    """
    plain: set[str] = set()
    for k in names.bracketed:
        letters = [letter.lower() for letter in names.words[k] if letter.isalpha()]
        if not 2 <= len(letters) <= 6 or not names.words[k].isupper():
            continue
        before = [
            w for w in names.words[max(0, k - 1 - 2 * len(letters)) : k - 1] if w[:1].isalpha()
        ]
        content = [w for w in before if w.lower() not in {"and", "of", "the", "for", "in", "to"}]
        spelled = content[-len(letters) :]
        if [w[0].lower() for w in spelled] == letters and not any(w[0].isupper() for w in spelled):
            plain.add(names.words[k])
    if plain:
        for name in names.all():
            if name.j - name.i == 1 and names.words[name.i] in plain:
                names.remove(name)
    names.not_names |= plain


def headline_names(names: Names) -> None:
    """In a headline every word has a capital: a name there needs the body of the article or a list."""
    lex = lexicon()
    if not names.headlines:
        return
    body: set[str] = set()
    for name in names.all():
        if not names.in_headline(name.i):
            body.add(names.key(name))
            body.update(names.lower[name.i : name.j] if name.label == "PERSON" else ())
    for name in names.all():
        if not names.in_headline(name.i) or names.is_known(name.i, name.j):
            continue
        if names.key(name) in body:
            continue
        if (
            name.label == "PERSON"
            and names.lower[name.i] in lex.first_names
            and name.j - name.i <= 3
            and not any(names.lower[k] in names.small_words for k in range(name.i + 1, name.j))
        ):
            continue
        if names.lower[name.j - 1] in lex.heads | lex.org_suffixes and name.j - name.i > 1:
            continue
        if names.words[name.i].isupper() and not names.in_capitals(name.i):
            continue
        if name.label in {"GPE", "NORP", "LOC", "FAC"} and not names.is_small_word(name):
            continue
        names.remove(name)
