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

from claimx.find.name_labels import decide_labels
from claimx.find.name_parts import Names, lexicon, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacy.tokens import Doc

    from claimx.find.name_parts import Name
    from claimx.find.words import Words

MAX_WORDS = 12


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
    labels = lexicon().labels
    return [(ent.start, ent.end, ent.label_) for ent in doc.ents if ent.label_ in labels]


# ---------------------------------------------------------------- where a mention begins and ends


def cut_at_punctuation(names: Names) -> None:
    """
    A name ends at a colon, a dash with spaces, a line break, a quotation mark or a bracket.

    "WALLACE: Let's start with breaking news" is the name WALLACE.
    """
    for name in names.all():
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


CUTS = frozenset(
    {":", ";", "“", "”", '"', "``", "''", "(", ")", "[", "]", "--", "—", "–", "|", "?", "!", "…", "...",
     "/", "•", "*", "_", "<", ">"}
)  # fmt: skip


def trim_edges(names: Names) -> None:
    """Articles, possessives, titles and stray marks are no part of a name: "Mr. Obama’s"."""
    lex = lexicon()
    for name in names.all():
        i, j = name.i, name.j
        while j - i > 1 and names.is_small(i) and names.lower[i] not in lex.particles:
            i += 1
        while j - i > 1 and names.is_loose(j - 1):
            j -= 1
        while j > i and names.lower[j - 1] in lex.trailing:
            j -= 1
        if name.label != "PERSON":
            j = _before_score(names, i, j)
        while i < j and (
            names.lower[i] in lex.leading or (not names.words[i][:1].isalnum() and j - i > 1)
        ):
            i += 1
        if name.label == "PERSON":
            i = _after_titles(names, i, j)
        elif j - i > 1 and names.lower[i] in lex.sure_titles and names.is_capital(i + 1):
            name.label = "PERSON"
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
    if j - i > 1 and names.begins(i) and not names.is_proper(i) and (
        plain(names.lower[i]) not in lex.first_names
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
        if not is_person and name.label not in {"PERSON", "GPE"}:
            continue
        if not is_person and any(
            names.lower[n] in lex.heads or names.lower[n] in lex.last_words
            for n in range(k + 1, name.j)
        ):
            continue
        names.remove(name)
        names.add(name.i, k, name.label)
        start = _after_titles(names, k + 1, name.j)
        if names.is_capital(start):
            names.add(start, name.j, "PERSON" if is_person else name.label)


POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


def split_pairs(names: Names) -> None:
    """ "Victoria at Sandy Hook" and "Bill and Hillary Clinton" are no person's name."""
    for name in names.all():
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


JOINTS = frozenset({"and", "&", "at", "in", "on", "with", "as", "for", "or", ",", "says", "said", "by"})


def drop_junk(names: Names) -> None:
    """
    What is no name: a title alone, a word in small letters, a handle, a common word at a start.

    "Earmarks added into the bill" begins with a capital because it begins a sentence: the article
    has "earmarks" too.
    """
    lex = lexicon()
    ordered = names.all()
    surnames = {
        names.lower[name.j - 1] for name in ordered if name.label == "PERSON" and name.j - name.i > 1
    }
    for name in ordered:
        words = names.words[name.i : name.j]
        lower = names.lower[name.i : name.j]
        first = words[0]
        alone = len(words) == 1
        no_capital = not any(word[:1].isupper() for word in words)
        if (
            no_capital
            or len(words) > MAX_WORDS
            or (
                all(word in lex.titles or word in lex.job_words for word in lower)
                # "Mr. King", "Larry King"
                and lower[-1] not in surnames
                and not (name.i and names.lower[name.i - 1] in lex.abbreviations)
            )
            or first.startswith(("@", "#"))
            or "://" in first
            or "www." in first
            or (alone and len(first) == 1)
            or (alone and first.isupper() and lower[0] in lex.not_names and lower[0] not in lex.known)
            or (lower[0] in PAGEANTS and name.i > 0 and names.lower[name.i - 1] == "miss")
            or _is_common_word(names, name)
            or _is_state_of_secretary(names, name)
        ):
            names.remove(name)


def _is_common_word(names: Names, name: Name) -> bool:
    """Whether a single word has its capital from the start of a sentence, line or quotation."""
    if name.j - name.i > 1 or names.is_known(name.i, name.j):
        return False
    word = names.lower[name.i]
    if word in names.small_words and not names.words[name.i].isupper():
        return names.begins(name.i) or name.label not in {"PERSON", "GPE"} and not names.is_proper(name.i)
    return names.begins(name.i) and not names.is_proper(name.i) and name.label != "NORP"


def _is_state_of_secretary(names: Names, name: Name) -> bool:
    """ "State" of "secretary of State" is a part of the job."""
    return (
        name.j - name.i == 1
        and names.lower[name.i] in {"state", "defense", "defence", "treasury", "staff", "commons"}
        and name.i > 1
        and names.lower[name.i - 1] == "of"
        and names.lower[name.i - 2] in lexicon().job_words
    )


def drop_spelled_out(names: Names) -> None:
    """
    An abbreviation of common words is no name: "rhythm and blues (R&B)", "gross domestic product (GDP)".
    """
    plain: set[str] = set()
    for k in names.capitals:
        if not 2 <= k < len(names.words) - 1 or names.words[k - 1] != "(" or names.words[k + 1] != ")":  # noqa: PLR2004
            continue
        letters = [letter.lower() for letter in names.words[k] if letter.isalpha()]
        if not 2 <= len(letters) <= 6 or not names.words[k].isupper():  # noqa: PLR2004
            continue
        before = [w for w in names.words[max(0, k - 1 - 2 * len(letters)) : k - 1] if w[:1].isalpha()]
        content = [w for w in before if w.lower() not in {"and", "of", "the", "for", "in", "to"}]
        spelled = content[-len(letters) :]
        if [w[0].lower() for w in spelled] == letters and not any(w[0].isupper() for w in spelled):
            plain.add(names.words[k])
    if plain:
        for name in names.all():
            if name.j - name.i == 1 and names.words[name.i] in plain:
                names.remove(name)
    names.not_names |= plain


# ---------------------------------------------------------------- mentions that the model missed


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


def companies(names: Names) -> None:
    """A capitalised run with a company's suffix: "Bexley plc", "Hartwell Industries Inc."."""
    lex = lexicon()
    for k in range(1, len(names.words)):
        if names.lower[k] not in lex.org_suffixes or not names.is_capital(k - 1):
            continue
        if names.words[k].islower() and names.lower[k] not in {"plc", "llc", "ltd", "inc"}:
            continue
        if names.words[k].isupper() and len(names.words[k]) == 2 and not names.owner[k - 1]:
            continue
        i = k - 1
        while i and k - i < 6 and names.is_capital(i - 1) and not names.is_title(i - 1) and (
            not names.begins(i)
        ):
            i -= 1
        outer = names.owner[i]
        i = min(i, outer.i) if outer is not None and outer.label != "NORP" else i
        last = names.owner[k]
        if last is not None and last.i <= i or names.in_headline(k):
            continue
        names.claim(i, k + 1, "ORG")


def extend_people(names: Names) -> None:
    """A first name, an initial or a particle before a surname is part of it: "Debbie [Wasserman Schultz]"."""
    lex = lexicon()
    for name in names.all():
        i, j = name.i, name.j
        if name.label in {"PERSON", "ORG", "GPE"} and j - i <= 2:  # noqa: PLR2004
            k = i
            while k and i - k < 3 and names.is_free(k - 1) and (  # noqa: PLR2004
                names.lower[k - 1] in lex.particles or names.is_initial(k - 1)
            ):
                k -= 1
            if (
                k
                and names.is_free(k - 1)
                and names.is_capital(k - 1)
                and names.lower[k - 1] in lex.first_names
                and names.lower[k - 1] not in lex.titles
                and not (names.begins(k - 1) and names.lower[k - 1] in lex.word_names)
                and names.text(i, j).lower() not in lex.places
                and names.lower[j - 1] not in lex.heads
            ):
                names.move(name, k - 1, j)
                name.label = "PERSON"
            elif name.label == "PERSON" and k < i and names.is_capital(k):
                names.move(name, k, j)
        if name.label == "PERSON":
            _extend_right(names, name)


def _extend_right(names: Names, name: Name) -> None:
    """ "[Ursula] von der Leyen", "[Sammy] Davis Jr.": particles, a surname, a suffix."""
    lex = lexicon()
    j = name.j
    if name.j - name.i == 1 and names.lower[name.i] in lex.first_names:
        k = j
        while k < len(names.words) - 1 and k - j < 3 and names.is_free(k) and (  # noqa: PLR2004
            names.lower[k] in lex.particles or names.is_initial(k)
        ):
            k += 1
        if (
            k < len(names.words)
            and names.is_free(k)
            and names.is_surname_like(k)
            and not names.in_headline(k)
        ):
            j = k + 1
    while j < len(names.words) and names.is_free(j) and names.lower[j] in lex.name_suffixes and (
        names.words[j][0].isupper()
    ):
        j += 1
    names.move(name, name.i, j)


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
                and j - k <= 4  # noqa: PLR2004
                and names.is_free(j)
                and (names.is_surname_like(j) or names.lower[j] in lex.particles and names.is_capital(j + 1))
            ):
                j += 1
            added = names.add(k + 1, j, "PERSON")
            if added:
                names.vote(added, "PERSON", 4)


PAGEANTS = frozenset({"universe", "world", "america", "usa", "teen", "earth", "international"})


def people_by_first_name(names: Names) -> None:
    """A first name with a capitalised word after it, untagged: "critic Gennifer Flowers said"."""
    lex = lexicon()
    last = len(names.words) - 1
    for k in names.capitals:
        if k == last or not (
            names.lower[k] in lex.first_names
            # "Xi Jinping"
            or (names.lower[k] in lex.surname_first and len(names.words[k]) > 1)
        ):
            continue
        if not names.is_free(k) or not names.is_proper(k) or names.lower[k] in lex.places:
            continue
        if names.begins(k):
            if names.lower[k] in lex.word_names:
                continue
        elif (
            names.is_capital(k - 1)
            and names.is_free(k - 1)
            and not names.is_title(k - 1)
            and not names.begins(k - 1)
        ):
            continue  # "Los Angeles Times"
        j = k + 1
        while j < len(names.words) - 1 and j - k <= 3 and (  # noqa: PLR2004
            names.is_initial(j) or names.lower[j] in lex.particles
        ):
            j += 1
        n = j
        most = 1 if names.in_headline(k) else 3
        while n < len(names.words) and n - j < most and names.is_surname_like(n):
            n += 1
        if n == j or names.is_initial(k) or any(
            names.lower[m] in lex.last_words or names.lower[m] in lex.type_nouns for m in range(j, n)
        ):
            continue
        if n < len(names.words) and names.lower[n] in lex.heads and names.is_capital(n):
            continue
        if names.in_headline(k) and names.lower[n - 1] in names.small_words:
            continue
        names.add(k, n, "PERSON")


def institutions(names: Names) -> None:
    """
    A capitalised run that ends with an institution's word, or goes on with "of" or "for".

    "[the Black Women's] Agenda Symposium", "Ministry of Defence". In a headline all words have
    capitals, so there only what the model saw counts.
    """
    lex = lexicon()
    for k in names.capitals:
        word = names.lower[k]
        if word not in lex.heads or names.in_headline(k):
            continue
        owner = names.owner[k]
        if owner is not None and owner.label in {"PERSON", "FAC", "EVENT", "WORK_OF_ART", "LAW"}:
            continue
        i = _run_start(names, k)
        j = _run_end(names, k)
        if word in lex.weak_heads and (owner is None or j - i == owner.j - owner.i):
            continue
        if j - i < 2 or (owner is not None and owner.i <= i and j <= owner.j):  # noqa: PLR2004
            continue
        names.claim(i, j, "ORG")


def _run_start(names: Names, k: int) -> int:
    """The first word of the capitalised run before an institution's word."""
    lex = lexicon()
    i = k
    while i and k - i < 7:  # noqa: PLR2004
        word = names.words[i - 1]
        lower = names.lower[i - 1]
        owner = names.owner[i - 1]
        if lower in {"and", "&"} and i > 1 and names.is_capital(i - 2) and names.owner[i - 2] is owner and owner:
            i -= 1
            continue
        if lower in POSSESSIVES and i > 1 and names.owner[i - 2] is not None:
            # "Ukraine’s Defence Ministry"
            possessor = names.owner[i - 2]
            if possessor is not None and possessor.label == "GPE":
                i = possessor.i
            break
        if not word[:1].isupper() or lower in lex.titles or lower in lex.job_words or lower in lex.leading:
            break
        if names.begins(i - 1) and owner is None and not names.is_proper(i - 1):
            break
        i -= 1
    owner = names.owner[i]
    return min(i, owner.i) if owner is not None and owner.label != "NORP" else i


def _run_end(names: Names, k: int) -> int:
    """Past "of", "for" and a capitalised run after an institution's word."""
    j = k + 1
    words = names.words
    for _ in range(3):
        n = j
        if n < len(words) and names.lower[n] in {"of", "for", "on", "against"}:
            n += 1
            while n < len(words) and names.lower[n] in {"the"}:
                n += 1
            if n < len(words) and names.is_capital(n) and not names.is_title(n):
                while n < len(words) and names.is_capital(n) and n - j < 7:  # noqa: PLR2004
                    n += 1
                if names.lower[j] in {"on", "against"} and names.owner[j] is None:
                    return j
                j = n
                continue
        if n < len(words) - 1 and names.lower[n] in {"and", "&"} and names.owner[n] is not None:
            j = n + 1
            while j < len(words) and names.is_capital(j):
                j += 1
            continue
        return j
    return j


def acronyms(names: Names) -> None:
    """Untagged capitals are an organisation's name ("the JCPOA"), a product before "missiles"."""
    lex = lexicon()
    for k in names.capitals:
        word = names.words[k]
        if not (3 <= len(word) <= 7 and word.isupper() and word.isalpha()):  # noqa: PLR2004
            continue
        if not names.is_free(k) or names.lower[k] in lex.not_names or word in names.not_names:
            continue
        if names.in_capitals(k) or names.lower[k] in lex.titles or names.lower[k] in names.small_words:
            continue
        # "the JCPOA", "by NGP"; not "we KNOW", "even WANT".
        if not names.is_proper(k) or names.follows_grammar_word(k):
            continue
        following = names.lower[k + 1] if k + 1 < len(names.words) else ""
        names.add(k, k + 1, "PRODUCT" if following in lex.product_nouns else "ORG")


def known_organisations(names: Names) -> None:
    """ "USA Today", "the Los Angeles Times", "Reuters": well-known names, whole and as organisations."""
    lex = lexicon()
    for k in names.capitals:
        lengths = lex.known_lengths.get(names.lower[k])
        if lengths and not names.taken[k]:
            for length in lengths:
                text = " ".join(names.lower[k : k + length])
                if text not in lex.known and text not in lex.media:
                    continue
                if length == 1:
                    if names.is_free(k) and (names.words[k].isupper() or not names.begins(k)) and (
                        names.words[k].isupper() or len(text) > 3  # noqa: PLR2004
                    ) and names.is_proper(k) and not names.is_capital(k + 1):
                        names.add(k, k + 1, "ORG")
                elif all(names.is_capital(n) for n in (k, k + length - 1)):
                    outer = names.owner[k] or names.owner[k + length - 1]
                    if outer is None or outer.j - outer.i <= length:
                        names.claim(k, k + length, "ORG")
                break


def known_places(names: Names) -> None:
    """Countries, nations and continents are names wherever they have their capital."""
    lex = lexicon()
    for k in names.capitals:
        if names.is_free(k):
            for length in (3, 2, 1):
                text = names.text(k, k + length).lower()
                label = lex.sure_places.get(text)
                if label is None and text in lex.places and _is_city(names, k, length):
                    label = lex.places[text]
                if label is None or not names.are_free(k, k + length):
                    continue
                if length == 1 and len(text) <= 3 and not names.words[k].isupper():  # noqa: PLR2004
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
    """ "the town of Drumlish", "the city of Kharkiv": a place by the noun before it."""
    lex = lexicon()
    for k in names.capitals:
        if k < 2 or names.lower[k - 1] != "of" or lex.type_nouns.get(names.lower[k - 2]) != "GPE":  # noqa: PLR2004
            continue
        if names.is_free(k) and names.is_proper(k) and not names.in_headline(k):
            j = k + 1
            while names.is_free(j) and names.is_capital(j) and j - k < 3:  # noqa: PLR2004
                j += 1
            names.add(k, j, "GPE")


def datelines(names: Names) -> None:
    """The capitals that open an article are its place: "JACKSON, Miss. (AP) —", "DES MOINES - "."""
    for k in names.line_starts:
        if not names.words[k].isupper() or len(names.words[k]) < 3:  # noqa: PLR2004
            continue
        j = k
        while j < len(names.words) and j - k < 4 and names.words[j].isupper() and (  # noqa: PLR2004
            names.words[j].replace(".", "").isalpha()
        ):
            j += 1
        n = j
        while n < len(names.words) and n - j < 8 and not names.is_break(n):  # noqa: PLR2004
            n += 1
        if j == n == k or n >= len(names.words) or not names.is_break(n) or names.in_capitals_line(k):
            continue
        if n > j and names.words[j] not in {",", "("}:
            continue
        if any(names.taken[m] for m in range(k, j)):
            continue
        place = names.claim(k, j, "GPE")
        if place is not None:
            names.vote(place, "GPE", 6)


def list_members(names: Names) -> None:
    """The names of a list are of one kind: "sons Clarence, Edward, Ted, and Kecalf"."""
    k = 0
    ordered = names.all()
    while k < len(ordered):
        n = k + 1
        while n < len(ordered) and names.is_list_joint(ordered[n - 1].j, ordered[n].i):
            n += 1
        group = ordered[k:n]
        if len(group) >= 3:  # noqa: PLR2004 (two may well differ)
            people = [
                name
                for name in group
                if name.label == "PERSON" or names.lower[name.i] in lexicon().first_names
            ]
            if 2 * len(people) > len(group):
                for name in group:
                    if name.j - name.i == 1 and not names.is_known(name.i, name.j):
                        names.vote(name, "PERSON", 3)
        elif len(group) == 2:  # noqa: PLR2004
            # "Clinton or Trump"
            single = [name for name in group if name.j - name.i == 1 and not names.is_known(name.i, name.j)]
            if len(single) == 2 and any(name.label == "PERSON" for name in group):  # noqa: PLR2004
                for name in single:
                    if not names.words[name.i].isupper():
                        names.vote(name, "PERSON", 1)
        k = n


# ---------------------------------------------------------------- headlines


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
        if name.label == "PERSON" and names.lower[name.i] in lex.first_names and name.j - name.i <= 3:  # noqa: PLR2004
            if not any(names.lower[k] in names.small_words for k in range(name.i + 1, name.j)):
                continue
        if names.lower[name.j - 1] in lex.heads | lex.org_suffixes and name.j - name.i > 1:
            continue
        if names.words[name.i].isupper() and not names.in_capitals(name.i):
            continue
        if name.label in {"GPE", "NORP", "LOC", "FAC"} and not names.is_small_word(name):
            continue
        names.remove(name)


# ---------------------------------------------------------------- copies


def copies(names: Names) -> None:
    """
    A name found in one place is that name in the others, and so are a person's surname and first name.

    "Cardin said" has no label where "Sen. Benjamin L. Cardin" has one. WALLACE in a transcript is
    Wallace.
    """
    forms: dict[tuple[str, ...], str] = {}
    for name in names.all():
        words = tuple(names.words[name.i : name.j])
        if len(words) > MAX_FORM or names.in_headline(name.i) and len(words) == 1:
            continue
        if len(words) > 1 or len(words[0]) > 2 or words[0].isupper():  # noqa: PLR2004
            forms.setdefault(words, name.label)
        if name.label == "PERSON" and len(words) > 1:
            surname = names.surname(name)
            for part in (surname, words[:1]):
                if len(part[0]) > 2 or len(part) > 1:  # noqa: PLR2004
                    forms.setdefault(part, "PERSON")
    for words, label in list(forms.items()):
        if label == "PERSON" and len(words[0]) > 3 and not words[0].isupper():  # noqa: PLR2004
            forms.setdefault(tuple(word.upper() for word in words), label)
    lengths: dict[str, int] = {}
    for words in forms:
        lengths[words[0]] = max(lengths.get(words[0], 0), len(words))
    for k in names.capitals:
        if names.words[k] in lengths and names.is_free(k):
            for length in range(lengths[names.words[k]], 0, -1):
                words = tuple(names.words[k : k + length])
                label = forms.get(words)
                if label is None or not names.are_free(k, k + length):
                    continue
                if length == 1 and not _is_copy(names, k, label):
                    continue
                names.add(k, k + length, label)
                break


MAX_FORM = 6


def _is_copy(names: Names, k: int, label: str) -> bool:
    """Whether a single word is a name here, and no common word or part of another name."""
    lex = lexicon()
    word = names.lower[k]
    if word in lex.titles or word in lex.not_names:
        return False
    if (names.begins(k) or names.in_headline(k)) and word in names.small_words:
        return False
    if word in lex.word_names and not names.is_proper(k):
        return False
    if names.in_headline(k):
        return True
    if label == "WORK_OF_ART" and names.begins(k):
        return True
    # "Clinton Cash", a book: a capital follows that no name has.
    following = k + 1
    return not (
        following < len(names.words)
        and names.is_free(following)
        and names.words[following][:1].isupper()
        and names.words[following][:1].isalpha()
        and names.is_proper(following)
        and not names.is_title(following)
        and not names.begins(following)
    )


RULES: tuple[Callable[[Names], None], ...] = (
    cut_at_punctuation,
    trim_edges,
    split_possessives,
    split_pairs,
    drop_junk,
    drop_spelled_out,
    adjacent_people,
    extend_people,
    people_by_title,
    people_by_first_name,
    institutions,
    companies,
    known_organisations,
    acronyms,
    known_places,
    places_by_noun,
    headline_names,
    datelines,
    copies,
    list_members,
    decide_labels,
)
