"""
Organisations that the model missed or saw a part of.

Source: docs/rules-entities.md#names
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.find.entity.name_edges import POSSESSIVES
from claimx.find.entity.name_labels import is_camel
from claimx.find.entity.name_lexicon import lexicon

if TYPE_CHECKING:
    from claimx.find.entity.name_parts import Names


def institutions(names: Names) -> None:
    """
    A capitalised run that ends with an institution's word, or goes on with "of" or "for".

    "[the Harbour] Workers' Association", "Ministry of Defence". In a headline all words have
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
        if _joins_fields(names, i - 1, is_list=i < k) and i > 1:
            i -= 2
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


def _joins_fields(names: Names, k: int, *, is_list: bool) -> bool:
    """
    Whether it is the "and" or a comma of "the Competition and Consumer Commission".

    The words on both sides are what such bodies are for; of "the Trade and Audit Office" one is.
    """
    lex = lexicon()
    joint = names.lower[k]
    if joint not in {"and", "&", ","} or not names.is_capital(k - 1) or not names.is_capital(k + 1):
        return False
    owner = names.owner[k - 1]
    if owner is not None and owner.label in {"PERSON", "GPE", "NORP"}:
        return False
    before, behind = names.lower[k - 1] in lex.fields, names.lower[k + 1] in lex.fields
    return before and behind if joint == "," else before and (behind or is_list)


def _run_end(names: Names, k: int) -> int:
    """Past "of", "for" or "on" and a capitalised run after an institution's word."""
    owner = names.owner[k]
    j = k + 1
    for _ in range(3):
        joint = names.lower[j] if j < len(names.words) else ""
        n = j + 1
        if joint in {"of", "for"} or (joint == "on" and names.lower[k] in BODIES):
            n += names.lower[n : n + 1] == ["the"]
            # "the Bank of Governor Carney", but "Ministry of Foreign Affairs"
            if not names.is_capital(n) or (names.is_title(n) and not _in_institution(names, n)):
                break
        elif joint in {"and", "&", ","} and j - k > 1 and _joins_fields(names, j, is_list=False):
            pass  # "Ministry of Trade, Industry and Energy"
        elif joint not in {"and", "&"} or owner is None or owner.j <= n:
            break  # "Arts and Sciences" only where the model has it whole
        while names.is_capital(n) and n - j < 7:
            n += 1
        j = n
    return j


def _in_institution(names: Names, n: int) -> bool:
    """Whether the word that is a title's too goes on as no name does: "Foreign Affairs"."""
    following = names.owner[n + 1] if names.is_capital(n + 1) else None
    return names.is_capital(n + 1) and (following is None or following.label != "PERSON")


# "Commission on Ports", but "the Bank on Monday".
BODIES = frozenset({"commission", "committee", "council", "conference", "center", "centre", "institute",
                    "convention", "panel", "board", "subcommittee", "coalition"})  # fmt: skip


def companies(names: Names) -> None:
    """A capitalised run with a company's suffix: "Bexley plc", "Hartwell Industries Inc."."""
    lower, suffixes = [*names.lower, ""], lexicon().org_suffixes
    for k in [k + 1 for k in names.capitals if lower[k + 1] in suffixes]:
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
    lex, lower = lexicon(), names.lower
    lengths = lex.known_lengths
    for k in [k for k in names.capitals if lower[k] in lengths]:
        if not names.taken[k]:
            for length in lengths[lower[k]]:
                text = " ".join(names.lower[k : k + length]).replace("’", "'")
                if text not in lex.known and text not in lex.media:
                    continue
                if length == 1:
                    if (
                        names.is_free(k)
                        and (
                            names.words[k].isupper()
                            or not names.begins(k)
                            or text not in names.small_words
                        )
                        and (names.words[k].isupper() or len(text) > 3)
                        and (names.is_proper(k) or (names.begins(k) and _acts(names, k + 1)))
                        and not names.is_capital(k + 1)
                    ):
                        names.add(k, k + 1, "ORG")
                elif names.is_capital(k + length - 1) or text.endswith((" 's", "0", "5")):
                    outer = names.owner[k] or names.owner[k + length - 1]
                    if outer is None or outer.j - outer.i <= length:
                        names.claim(k, k + length, "ORG")
                break


def _acts(names: Names, k: int) -> bool:
    """Whether an organisation does or has what the word says: "Rosatom chief", "Codelco halted"."""
    word = names.lower[k] if k < len(names.lower) else ""
    return word in SPEAKS or word in DOES or word in HAS or word in POSSESSIVES


def acronyms(names: Names) -> None:
    """Untagged capitals are an organisation's name ("the JCPOA"), a product before "missiles"."""
    lex = lexicon()
    for k in names.free_capitals():
        word = names.words[k]
        if not word.isupper():
            continue
        letters = word.replace(".", "")
        in_brackets = k > 0 and names.words[k - 1] == "(" and names.words[k + 1 : k + 2] == [")"]
        least = 2 if in_brackets and k > 1 and names.owner[k - 2] is not None else 3
        if not (least <= len(letters) <= 7 and letters.isalpha()):
            continue
        if names.lower[k] in lex.not_names or word in names.not_names:
            continue
        if (
            names.in_capitals(k)
            or names.lower[k] in lex.titles
            or names.lower[k] in names.small_words
            or word.title()
            in names.page.script.capital_words  # "GREENE: Why?", and Tom Greene elsewhere
        ):
            continue
        # "the JCPOA", "by NGP"; not "we KNOW", "even WANT".
        is_noun = names.is_proper(k) or (names.page.is_noun(k) and len(letters) > 3)
        if not in_brackets and (not is_noun or names.follows_grammar_word(k)):
            continue
        following = names.lower[k + 1] if k + 1 < len(names.words) else ""
        names.add(k, k + 1, "PRODUCT" if following in lex.product_nouns else "ORG")


def spelled_acronyms(names: Names) -> None:
    """The full name before an acronym, as far as its letters go: "[the Ports and Harbours Trust] (PHT)"."""
    for k in names.bracketed:
        letters = names.words[k]
        if k < 4 or not (2 < len(letters) <= 7 and letters.isupper() and letters.isalpha()):
            continue
        i, rest = k - 1, len(letters)
        while rest and k - i < 3 * len(letters) and i:
            i -= 1
            if names.is_capital(i) and names.words[i][0] == letters[rest - 1]:
                rest -= 1
            elif names.lower[i] not in JOINS or i == k - 2:
                break
        owner = names.owner[k - 2]
        is_whole = owner is not None and owner.i <= i
        if not rest and not is_whole and not names.in_headline(k):
            names.claim(i, k - 1, owner.label if owner is not None else "ORG")


JOINS = frozenset({"and", "&", "of", "for", "the", "on", "in", ",", "to", "against"})


def speakers(names: Names) -> None:
    """A free capitalised word that opens a sentence and speaks: "Airbnb said it was disappointed"."""
    lex = lexicon()
    for k in names.free_proper():
        if (
            names.lower[k + 1 : k + 2]
            and (names.lower[k + 1] in SPEAKS or names.lower[k + 1] in DOES)
            and names.begins(k)
            and not names.in_headline(k)
            and names.words[k].isalpha()
            and names.lower[k] not in names.small_words
            and not names.is_title(k)
            and names.lower[k] not in lex.heads
        ):
            names.add(k, k + 1, "ORG")


# What organisations do, people seldom without a full name.
DOES = frozenset(
    {"launched", "sold", "bought", "acquired", "unveiled", "fined", "posted", "reported", "halted", "suspended", "shut",
     "closed", "opened", "recalled", "signed", "hired", "sued", "filed", "cut", "raised", "lowered", "lifted", "slashed",
     "owns", "operates", "employs", "makes", "plans", "expects", "aims", "operated", "cancelled", "canceled", "delayed",
     "issued", "published", "declared", "rejected", "blamed", "accused", "apologised", "apologized", "pledged", "agreed",
     "ordered", "produces", "supplies", "runs", "delivered", "beat", "thrashed", "defeated", "edged", "drew"}
)  # fmt: skip
HAS = frozenset(
    {"chief", "economist", "analyst", "analysts", "economists", "shares", "shareholders", "spokesman", "spokeswoman",
     "spokesperson", "boss", "executive", "executives", "leader", "lawmaker", "lawmakers", "engineers", "supporters",
     "workers", "staff", "employees", "chairman", "director", "president", "officials", "party", "customers", "fans",
     "striker", "midfielder", "defender", "goalkeeper", "captain", "coach", "manager", "founder", "owner"}
)  # fmt: skip
SPEAKS = frozenset(
    {"said", "says", "told", "announced", "added", "denied", "confirmed", "declined", "warned"}
)


def national_bodies(names: Names) -> None:
    """What is done and where: "Environment Canada", "Netball Sri Lanka", "Cancer Research UK"."""
    kinds = lexicon().place_kinds
    for k in names.capitals:
        if names.lower[k] not in ACTIVITIES or not names.is_capital(k + 1):
            continue
        length = next(
            (n for n in (3, 2, 1) if kinds.get(names.text(k + 1, k + 1 + n).lower()) == "country"),
            names.lower[k + 1] in NATIONS,
        )
        inner = names.owner[k + length] if length else None
        if not length or (inner is not None and inner.j > k + 1 + length):
            continue
        i = k
        while i and names.is_capital(i - 1) and not names.begins(i) and names.is_free(i - 1):
            i -= 1
        body = names.claim(i, k + 1 + length, "ORG")
        if body is not None:
            names.vote(body, "ORG", 4)


ACTIVITIES = frozenset(
    {"environment", "statistics", "health", "transport", "cricket", "tennis", "rugby", "swimming", "athletics",
     "football", "basketball", "hockey", "cycling", "sport", "tourism", "energy", "netball", "golf", "universities",
     "research", "screen", "gymnastics", "rowing", "sailing", "skiing", "volleyball", "business", "housing"}
)  # fmt: skip
NATIONS = frozenset(
    {"canada", "australia", "england", "scotland", "wales", "ireland", "uk", "india", "america", "zealand", "africa",
     "europe", "international"}
)  # fmt: skip


def organisations_by_form(names: Names) -> None:
    """An untagged name with a capital inside ("DeepMind"), or before "union", "newspaper"."""
    for k in names.free_capitals():
        if names.in_headline(k) or names.is_title(k):
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
