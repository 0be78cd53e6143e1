"""
The names that the model missed, and those of which it saw a part.

Source: docs/rules-entities.md#names
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find.entity.name_edges import POSSESSIVES
from claimx.find.entity.name_labels import STORMS, is_camel
from claimx.find.entity.name_parts import lexicon, plain

if TYPE_CHECKING:
    from claimx.find.entity.name_parts import Names

MAX_FORM = 6


def model_numbers(names: Names) -> None:
    """The figure behind a model's name is part of it: "Falcon 9 rocket", "Mirage 2000 jets", "Flight 5017"."""
    lex = lexicon()
    for k in names.capitals:
        n = k + 1
        if n >= len(names.words) or not names.words[n].isdigit() or not names.is_free(n):
            continue
        name = names.owner[k]
        is_flight = names.lower[k] == "flight" and k > 0 and names.is_capital(k - 1)
        behind = names.lower[n + 1 : n + 3]
        is_model = len(names.words[n]) <= 4 and any(word in lex.product_nouns for word in behind)
        if not is_flight and not is_model:
            continue
        start = k if name is None else name.i
        while is_flight and start and names.is_capital(start - 1) and not names.begins(start):
            start -= 1
        names.claim(start, n + 1, "PRODUCT")


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
        seen = owner is not None and j - i != owner.j - owner.i
        local_paper = word == "news" and names.lower[i] in lex.places  # "Dallas Morning News"
        if word in lex.weak_heads and not seen and not local_paper:
            continue
        if j - i < 2 or (owner is not None and owner.i <= i and j <= owner.j):
            continue
        names.claim(i, j, "ORG")


def _run_start(names: Names, k: int) -> int:
    """The first word of the capitalised run before an institution's word."""
    lex = lexicon()
    i = k
    while i and k - i < 7:
        word = names.words[i - 1]
        lower = names.lower[i - 1]
        owner = names.owner[i - 1]
        if (
            lower in {"and", "&"}
            and i > 1
            and names.is_capital(i - 2)
            and names.owner[i - 2] is owner
            and owner
        ):
            i -= 1
            continue
        if lower in POSSESSIVES and i > 1 and names.owner[i - 2] is not None:
            # "Ukraine’s Defence Ministry"
            possessor = names.owner[i - 2]
            if possessor is not None and (
                lex.sure_places.get(" ".join(names.lower[possessor.i : possessor.j])) == "GPE"
            ):
                i = possessor.i
            break
        if (
            not word[:1].isupper()
            or lower in lex.titles
            or lower in lex.job_words
            or lower in lex.leading
        ):
            break
        if names.begins(i - 1) and owner is None and not names.is_proper(i - 1):
            break
        i -= 1
    owner = names.owner[i]
    return min(i, owner.i) if owner is not None and owner.label != "NORP" else i


def _run_end(names: Names, k: int) -> int:
    """Past "of", "for" or "on" and a capitalised run after an institution's word."""
    owner = names.owner[k]
    j = k + 1
    for _ in range(3):
        joint = names.lower[j] if j < len(names.words) else ""
        n = j + 1
        if joint in {"of", "for"} or (joint == "on" and names.lower[k] in BODIES):
            n += names.lower[n : n + 1] == ["the"]
            if not names.is_capital(n) or names.is_title(n):
                break
        elif joint not in {"and", "&"} or owner is None or owner.j <= n:
            break  # "Arts and Sciences" only where the model has it whole
        while names.is_capital(n) and n - j < 7:
            n += 1
        j = n
    return j


# "Commission on Ports", but "the Bank on Monday".
BODIES = frozenset({"commission", "committee", "council", "conference", "center", "centre", "institute",
                    "convention", "panel", "board", "subcommittee", "coalition"})  # fmt: skip


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
        while (
            i
            and k - i < 6
            and names.is_capital(i - 1)
            and not names.is_title(i - 1)
            and (not names.begins(i))
        ):
            i -= 1
        outer = names.owner[i]
        i = min(i, outer.i) if outer is not None and outer.label != "NORP" else i
        last = names.owner[k]
        if (last is not None and last.i <= i) or names.in_headline(k):
            continue
        names.claim(i, k + 1, "ORG")


def known_organisations(names: Names) -> None:
    """Well-known names, whole and as organisations: "USA Today", "the Los Angeles Times"."""
    lex = lexicon()
    for k in names.capitals:
        lengths = lex.known_lengths.get(names.lower[k])
        if lengths and not names.taken[k]:
            for length in lengths:
                text = " ".join(names.lower[k : k + length])
                if text not in lex.known and text not in lex.media:
                    continue
                if length == 1:
                    if (
                        names.is_free(k)
                        and (names.words[k].isupper() or not names.begins(k))
                        and (names.words[k].isupper() or len(text) > 3)
                        and names.is_proper(k)
                        and not names.is_capital(k + 1)
                    ):
                        names.add(k, k + 1, "ORG")
                elif all(names.is_capital(n) for n in (k, k + length - 1)):
                    outer = names.owner[k] or names.owner[k + length - 1]
                    if outer is None or outer.j - outer.i <= length:
                        names.claim(k, k + length, "ORG")
                break


def acronyms(names: Names) -> None:
    """Untagged capitals are an organisation's name ("the JCPOA"), a product before "missiles"."""
    lex = lexicon()
    for k in names.capitals:
        word = names.words[k]
        if not (3 <= len(word) <= 7 and word.isupper() and word.isalpha()):
            continue
        if not names.is_free(k) or names.lower[k] in lex.not_names or word in names.not_names:
            continue
        if (
            names.in_capitals(k)
            or names.lower[k] in lex.titles
            or names.lower[k] in names.small_words
            or word.title() in names.page.vocabulary  # "GREENE: Why?", and Tom Greene elsewhere
        ):
            continue
        # "the JCPOA", "by NGP"; not "we KNOW", "even WANT".
        in_brackets = k > 0 and names.words[k - 1] == "(" and names.words[k + 1 : k + 2] == [")"]
        if not in_brackets and (not names.is_proper(k) or names.follows_grammar_word(k)):
            continue
        following = names.lower[k + 1] if k + 1 < len(names.words) else ""
        names.add(k, k + 1, "PRODUCT" if following in lex.product_nouns else "ORG")


def known_places(names: Names) -> None:
    """Countries, nations and continents are names wherever they have their capital."""
    lex = lexicon()
    for k in names.capitals:
        if names.is_free(k):
            for length in (3, 2, 1):
                text = names.text(k, k + length).lower()
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
    for k in names.capitals:
        if k < 2 or names.lower[k - 1] != "of" or lex.type_nouns.get(names.lower[k - 2]) != "GPE":
            continue
        if names.is_free(k) and names.is_proper(k) and not names.in_headline(k):
            j = k + 1
            while names.is_free(j) and names.is_capital(j) and j - k < 3:
                j += 1
            names.add(k, j, "GPE")


def datelines(names: Names) -> None:
    """The capitals that open an article are its place: "JACKSON, Miss. (AP) —", "DES MOINES - "."""
    for k in names.line_starts:
        if not names.words[k].isupper() or len(names.words[k]) < 3:
            continue
        j = k
        while (
            j < len(names.words)
            and j - k < 4
            and names.words[j].isupper()
            and (names.words[j].replace(".", "").isalpha())
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


def named_by_last_word(names: Names) -> None:
    """An untagged run that ends with the word for a law, a building or an event: "Affordable Care Act"."""
    lex = lexicon()
    for k in names.capitals:
        label = lex.last_words.get(names.lower[k])
        if (
            label not in {"LAW", "FAC", "EVENT", "LOC"}
            or not names.is_free(k)
            or names.in_headline(k)
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


def organisations_by_form(names: Names) -> None:
    """An untagged name with a capital inside ("DeepMind"), or before "union", "newspaper"."""
    for k in names.capitals:
        if not names.is_free(k) or names.in_headline(k) or names.is_title(k):
            continue
        word = names.words[k]
        is_named = (
            names.lower[k + 1 : k + 2]
            and names.lower[k + 1] in ORGANISATION_NOUNS
            and names.is_proper(k)
            and not names.begins(k)
        )
        if is_named or (
            word.isalpha() and not word.isupper() and is_camel(word) and not names.is_capital(k + 1)
        ):
            names.add(k, k + 1, "ORG")


ORGANISATION_NOUNS = frozenset({"union", "newspaper", "magazine", "airline", "website"})


def products_by_noun(names: Names) -> None:
    """A capitalised word before "missiles" or "cargo capsule": "Javelin missiles"."""
    lex = lexicon()
    for k in names.capitals:
        if (
            not names.is_free(k)
            or not names.is_proper(k)
            or names.begins(k)
            or names.in_headline(k)
        ):
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
    for k in names.capitals:
        if k < 2 or not names.is_free(k):
            continue
        noun = names.lower[k - 2]
        if lex.type_nouns.get(noun) != "WORK_OF_ART" and lex.type_nouns.get(noun.rstrip("s")) != (
            "WORK_OF_ART"
        ):
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


CLOSERS = {"“": {"”"}, '"': {'"'}, "‘": {"’"}, "'": {"'"}, "``": {"''"}}


def copies(names: Names) -> None:
    """
    A name found in one place is that name in the others, and so are a person's surname and first name.

    "Cardin said" has no label where "Sen. Benjamin L. Cardin" has one. WALLACE in a transcript is
    Wallace.
    """
    forms = _forms(names)
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


def _forms(names: Names) -> dict[tuple[str, ...], str]:
    """The forms in which the names found so far may come again, with their label."""
    lex = lexicon()
    forms: dict[tuple[str, ...], str] = {}
    for name in names.all():
        words = tuple(names.words[name.i : name.j])
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
                if len(part[0]) > 2 or len(part) > 1 or part[0] in {"Xi", "Li", "Wu", "Hu"}:
                    forms.setdefault(part, "PERSON")
    for words, label in list(forms.items()):
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
