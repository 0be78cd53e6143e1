"""
The word lists that the rules about names ask, as sets: lexicon/{titles,first_names,organisations,places,things}.toml.
"""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass
from typing import get_args

from claimx.lexicon import table
from claimx.records import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The word lists as sets, built once a process."""

    labels: frozenset[str]
    first_names: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    word_names: frozenset[str]
    titles: frozenset[str]
    before_person: frozenset[str]
    abbreviations: frozenset[str]
    sure_titles: frozenset[str]
    jobs: frozenset[str]
    job_words: frozenset[str]
    titles_and_jobs: frozenset[str]
    particles: frozenset[str]
    name_suffixes: frozenset[str]
    post_nominals: frozenset[str]
    surname_first: frozenset[str]
    leading: frozenset[str]
    trailing: frozenset[str]
    heads: frozenset[str]
    fields: frozenset[str]
    weak_heads: frozenset[str]
    org_suffixes: frozenset[str]
    droppable: frozenset[str]
    media: frozenset[str]
    known: frozenset[str]
    companies: frozenset[str]
    known_lengths: dict[str, tuple[int, ...]]
    place_lengths: dict[str, tuple[int, ...]]
    not_names: frozenset[str]
    surnames: frozenset[str]
    towns: frozenset[str]
    places: dict[str, str]
    place_kinds: dict[str, str]
    sure_places: dict[str, str]
    nations: dict[str, str]
    groups: frozenset[str]
    last_words: dict[str, str]
    first_words: dict[str, str]
    firm_words: frozenset[str]
    type_nouns: dict[str, str]
    work_nouns: frozenset[str]
    product_nouns: frozenset[str]
    products: frozenset[str]
    events: frozenset[str]
    same: dict[str, str]


@functools.cache
def lexicon() -> Lexicon:
    """The word lists of names: lexicon/{titles,first_names,organisations,places,things}.toml."""
    titles, firsts = table("titles"), table("first_names")
    orgs, places, things = table("organisations"), table("places"), table("things")
    # "moody's" as the tokenizer has it, in two words
    companies = [name.replace("'s", " 's") for name in orgs["companies"]]
    before = titles["before"]
    jobs = frozenset(titles["jobs"]["words"])
    abbreviations = set(before["male"]) | set(before["female"]) | set(before["person"])
    titled = abbreviations | set(before["male_nouns"])
    single_jobs = {job for job in jobs if " " not in job and "-" not in job}
    male, female = frozenset(firsts["male"].split()), frozenset(firsts["female"].split())
    known_places: dict[str, str] = {}
    for key in ("world_cities", "cities", "states", "state_abbreviations", "countries"):
        known_places.update(dict.fromkeys(places[key], "GPE"))
    known_places.update(dict.fromkeys(places["regions"], "LOC"))
    nations = {**places["nations"]}
    groups = frozenset([*nations, *places["groups"]["plurals"], *places["groups"]["others"]])
    sure = {
        **dict.fromkeys(places["countries"], "GPE"),
        **dict.fromkeys(groups, "NORP"),
        **dict.fromkeys(places["regions"], "LOC"),
    }
    for word in (
        "orthodox",
        "polish",
        "mars",
        "jupiter",
        "saturn",
        "roma",
        "chad",
        "jordan",
        "georgia",
    ):
        sure.pop(word, None)
    single_titles = frozenset(
        titled
        | (
            single_jobs
            - {
                "general",
                "major",
                "king",
                "prince",
                "pope",
                "dean",
                "star",
                "model",
                "head",
                "chair",
                "chief",
            }
        )
        | {"mr", "president", "vice", "prime", "general", "king", "prince", "pope"}
    )
    job_words = frozenset(
        single_jobs | set(titles["jobs"]["modifiers"]) - {"prime", "grand", "high"}
    )
    return Lexicon(
        labels=frozenset(get_args(Label)) - {"DATE", "TIME"},
        first_names=male | female | frozenset(firsts["either"].split()),
        male=male,
        female=female,
        word_names=frozenset(firsts["words"]),
        titles=single_titles,
        before_person=frozenset(
            titled
            | {
                "president",
                "senator",
                "governor",
                "mayor",
                "minister",
                "chancellor",
                "premier",
                "professor",
                "judge",
                "secretary",
                "king",
                "queen",
                "prince",
                "princess",
                "pope",
                "sheriff",
                "general",
                "colonel",
                "lieutenant",
                "sergeant",
                "commander",
                "inspector",
                "detective",
                "superintendent",
                "archbishop",
                "bishop",
                "cardinal",
                "ambassador",
                "congressman",
                "congresswoman",
                "councillor",
                "commissioner",
                "coach",
            }
            - {"st.", "justice", "brother", "sister", "father"}
        ),
        abbreviations=frozenset(abbreviations),
        sure_titles=frozenset(
            title for title in abbreviations if title.endswith(".") and title != "st."
        )
        | {"mr", "mrs", "ms", "dr", "sen", "rep", "gov"},
        jobs=jobs,
        job_words=job_words,
        titles_and_jobs=single_titles | job_words,
        particles=frozenset(titles["name_parts"]["particles"]),
        name_suffixes=frozenset(titles["name_parts"]["suffixes"]),
        post_nominals=frozenset(titles["name_parts"]["post_nominals"]),
        surname_first=frozenset(titles["name_parts"]["surname_first"]),
        leading=frozenset(
            {
                "the",
                "a",
                "an",
                "this",
                "that",
                "these",
                "those",
                "its",
                "his",
                "her",
                "their",
                "our",
                "my",
                "your",
                "'s",
                "’s",
                "’",
                "'",
                "‘",
                "-",
                ",",
                ".",
                "and",
                "of",
                "in",
                "for",
                "both",
                "some",
                "many",
                "&",
                "former",
                "ex",
            }
        ),
        trailing=frozenset(
            {
                "'s",
                "’s",
                "'",
                "’",
                "‘",
                ",",
                "-",
                "–",
                "—",
                "and",
                "of",
                "the",
                "in",
                "'s.",
                "&",
                "said",
                "says",
                "!",
            }
        ),
        heads=frozenset(orgs["heads"]),
        fields=frozenset(orgs["fields"]),
        weak_heads=frozenset(orgs["weak_heads"]),
        org_suffixes=frozenset(orgs["suffixes"]),
        droppable=frozenset(orgs["droppable"]),
        media=frozenset(orgs["media"]) - frozenset(orgs["media_words"]),
        known=frozenset([*orgs["known"], *orgs["indices"], *companies, *orgs["clubs"]]),
        companies=frozenset(companies),
        known_lengths=_lengths(
            [
                *orgs["known"],
                *orgs["indices"],
                *companies,
                *orgs["clubs"],
                *(set(orgs["media"]) - set(orgs["media_words"])),
            ]
        ),
        place_lengths=_lengths([*sure, *known_places]),
        not_names=frozenset(orgs["not_acronyms"])
        | {".".join(word) + "." for word in orgs["not_acronyms"] if len(word) < 4},
        surnames=frozenset(table("surnames")["surnames"].split()),
        towns=frozenset(table("towns")["towns"].replace("\n", " ").strip().split(", ")),
        places=known_places,
        place_kinds={
            **dict.fromkeys([*places["world_cities"], *places["cities"]], "city"),
            **dict.fromkeys(places["states"], "state"),
            **dict.fromkeys(places["countries"], "country"),
        },
        sure_places=sure,
        nations=nations,
        groups=groups,
        last_words={word: label for label, words in things["last_word"].items() for word in words},
        first_words={
            word: label for label, words in things["first_word"].items() for word in words
        },
        firm_words=frozenset(things["firm_word"]["words"]),
        type_nouns={
            **dict.fromkeys(things["organisation"], "ORG"),
            **dict.fromkeys(things["place"], "GPE"),
            **dict.fromkeys(things["nature"], "LOC"),
            **dict.fromkeys(things["work"], "WORK_OF_ART"),
        },
        work_nouns=frozenset([*things["work"], *(f"{noun}s" for noun in things["work"])]),
        product_nouns=frozenset(things["product"]),
        products=frozenset(things["products"]["names"]),
        events=frozenset(things["events"]["names"]),
        same={name: group[0] for group in places["same"]["names"] for name in group},
    )


def _lengths(names: list[str]) -> dict[str, tuple[int, ...]]:
    """How many words the names have that begin with a word, the most first."""
    found: dict[str, set[int]] = {}
    for name in names:
        words = name.split()
        found.setdefault(words[0], set()).add(len(words))
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}


def plain(text: str) -> str:
    """Without accents and in small letters, as the first names are listed: "François" is francois."""
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in split if not unicodedata.combining(letter))
