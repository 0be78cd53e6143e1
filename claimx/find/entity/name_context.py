"""
What the words beside a mention say about its label: "the retailer Woolworths", "Wolfsburg-based".

Each function looks at one construction and gives a label with its points, or None.

Source: docs/rules-entities.md#labels
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from claimx.find.entity.name_hints import BEFORE, BEHIND
from claimx.find.entity.name_lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimx.find.entity.name_parts import Name, Names

Evidence = tuple[str, float]
# A noun or title beside a name weighs nearly as much as all the model's votes (3).
BESIDE = 2.5
ACTED = frozenset({"starred", "starring", "appeared", "featured", "stars", "appears"})
DIRECTIONS = frozenset(
    {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "north-east",
     "north-west", "south-east", "south-west", "outskirts", "suburb", "suburbs", "streets"}
)  # fmt: skip
PLAYERS = frozenset(
    {"midfielder", "striker", "defender", "goalkeeper", "forward", "winger", "captain", "coach", "manager",
     "quarterback", "pitcher", "fans", "supporters", "striker's", "keeper", "squad", "shareholders"}
)  # fmt: skip
SHARES = frozenset({"shares", "share", "stock", "shareholders", "investors", "bonds"})
EMPLOYED = frozenset(
    {"analyst", "economist", "strategist", "trader", "partner", "researcher", "lecturer", "professor", "fellow",
     "engineer", "manager", "director", "executive", "consultant", "scientist", "editor"}
)  # fmt: skip
LEADERS = frozenset(
    {"ceo", "cfo", "boss", "chief executive", "chief financial", "finance director", "chief operating",
     "managing director", "subsidiary"}
)  # fmt: skip
CONTESTS = frozenset(
    {"beat", "beats", "drew", "draw", "host", "hosted", "thrashed", "edged", "defeated", "defeat", "lost", "win",
     "won", "victory", "beaten", "faced", "face", "trail", "lead", "draws", "hosts", "lose", "loses"}
)  # fmt: skip
MADE = frozenset(
    {"made", "built", "manufactured", "produced", "developed", "designed", "owned", "operated"}
)
PAPERS = frozenset({"magazine", "newspaper", "records", "airlines", "tv", "radio", "daily"})


def beside(names: Names, name: Name) -> list[Evidence]:
    """All that the words beside a mention say."""
    looks, lower, i, j = _looks(), names.lower, name.i, name.j
    called = looks.before.get(lower[i - 1], ()) if i else ()
    if j < len(lower):
        called += looks.behind.get(lower[j], ())
    if j + 1 < len(lower):
        called += looks.next_but_one.get(lower[j + 1], ())
    if names.is_sport:
        called += (contestant,)
    if not called:
        return []
    said = [look(names, name) for look in dict.fromkeys(called)]
    return [evidence for evidence in said if evidence is not None]


def title_before(names: Names, name: Name) -> Evidence | None:
    """Mr. Quist, President Salas: a person."""
    before = _word(names, name.i - 1)
    lex = lexicon()
    if before in lex.before_person and names.is_capital(name.i - 1):
        return "PERSON", BESIDE
    if before in lex.job_words and before not in lex.type_nouns:
        return "PERSON", BESIDE if name.j - name.i == 2 else BESIDE / 2
    return None


def type_noun_before(names: Names, name: Name) -> Evidence | None:
    """The retailer Woolworths, her song “Respect”, one of her songs, Respect."""
    lex = lexicon()
    before = _word(names, name.i - 1)
    apart = before in {",", "“", '"', "‘"}
    noun = _word(names, name.i - 2) if apart else before
    label = lex.type_nouns.get(noun) or lex.type_nouns.get(noun.rstrip("s"))
    # "In the city, Obama said": over a comma only works, and these are rarely people.
    if label is None or (apart and label != "WORK_OF_ART"):
        return None
    return label, 1.0 if label == "WORK_OF_ART" and name.label == "PERSON" else BESIDE


def place_of(names: Names, name: Name) -> Evidence | None:
    """The city of Kharkiv, southeast of Rabaul: a place."""
    if _word(names, name.i - 1) != "of":
        return None
    noun = _word(names, name.i - 2)
    is_place = noun in DIRECTIONS or lexicon().type_nouns.get(noun) in {"GPE", "LOC"}
    return ("GPE", BESIDE) if is_place else None


def paper_after(names: Names, name: Name) -> Evidence | None:
    """Vogue magazine: an organisation."""
    return ("ORG", BESIDE) if _word(names, name.j) in PAPERS else None


def paper_article(names: Names, name: Name) -> Evidence | None:
    """Told The Australian on Monday: a newspaper, by the article's capital."""
    k = name.i - 1
    is_title = k > 0 and names.words[k] == "The" and not names.begins(k)
    after = name.j < len(names.words) and (
        names.page.is_noun(name.j) or names.page.is_proper(name.j)
    )
    return ("ORG", MAX_PAPER) if is_title and name.label == "NORP" and not after else None


MAX_PAPER = 9.0


def product_after(names: Names, name: Name) -> Evidence | None:
    """HIMARS missiles, the Dragon cargo capsule: a product."""
    nouns = lexicon().product_nouns
    if _word(names, name.j) in nouns:
        return "PRODUCT", BESIDE
    if _word(names, name.j + 1) in nouns and names.page.is_noun(name.j):
        return "PRODUCT", 1.5
    return None


def described_after(names: Names, name: Name) -> Evidence | None:
    """Tesco, Britain's biggest retailer, raised: an organisation."""
    if _word(names, name.j) != ",":
        return None
    lex = lexicon()
    for k in range(name.j + 1, min(name.j + 9, len(names.lower))):
        after = _word(names, k + 1)
        if names.lower[k] in {",", "who", "which", "that", "said", "and"}:
            return None
        label = lex.type_nouns.get(names.lower[k])
        if label is not None and (
            after in {",", ".", "with", "by", "in", "on", "that", "which", "of"}
            and names.page.is_noun(k)
        ):
            return (label, BESIDE) if label in {"ORG", "GPE"} else None
    return None


def shares_of(names: Names, name: Name) -> Evidence | None:
    """Shares in Tesco, Tesco shares: a company."""
    before, after = names.lower[max(0, name.i - 2) : name.i], _word(names, name.j)
    is_of = len(before) == 2 and before[0] in SHARES and before[1] in {"in", "of"}
    return ("ORG", BESIDE) if is_of or after in SHARES else None


def works_at(names: Names, name: Name) -> Evidence | None:
    """An analyst at Jefferies: an organisation."""
    is_at = _word(names, name.i - 1) == "at"
    noun = _word(names, name.i - 2)
    is_job = noun in EMPLOYED or noun.rstrip("s") in EMPLOYED
    return ("ORG", 4.0) if is_at and is_job else None


def flight_after(names: Names, name: Name) -> Evidence | None:
    """Fjordlink Flight 418: an airline."""
    following = _word(names, name.j + 1)
    is_flight = _word(names, name.j) in {"flight", "flights"} and following[:1].isalnum()
    return ("ORG", 4.0) if is_flight else None


def led_by(names: Names, name: Name) -> Evidence | None:
    """Tesco's chief executive, Tesco boss Ken Murphy: a company."""
    k = name.j + (_word(names, name.j) in {"'s", "’s", "'", "’"})
    leader = " ".join(names.lower[k : k + 2])
    return ("ORG", BESIDE) if leader in LEADERS or _word(names, k) in LEADERS else None


def player_after(names: Names, name: Name) -> Evidence | None:
    """The former Getafe midfielder: a club."""
    return ("ORG", 2.0) if _word(names, name.j) in PLAYERS else None


def age_after(names: Names, name: Name) -> Evidence | None:
    """Ruth Alder, 43: a person."""
    age = names.words[name.j + 1] if name.j + 1 < len(names.words) else ""
    is_age = age.isdigit() and len(age) == 2 and not names.words[name.j - 1].isdigit()
    return ("PERSON", BESIDE) if is_age and _word(names, name.j) in {",", "("} else None


def who_after(names: Names, name: Name) -> Evidence | None:
    """Pratika Rawal, who made 61: a person."""
    is_who = _word(names, name.j) == "," and _word(names, name.j + 1) == "who"
    return ("PERSON", 4.0) if is_who and name.j - name.i == 2 else None


def place_after(names: Names, name: Name) -> Evidence | None:
    """Hawthorne, California: a place."""
    is_place = _word(names, name.j + 1) in lexicon().places and names.is_capital(name.j + 1)
    return ("GPE", 1.0) if is_place and _word(names, name.j) == "," else None


def based_after(names: Names, name: Name) -> Evidence | None:
    """The Wolfsburg-based firm: a place."""
    is_based = _word(names, name.j) == "-" and _word(names, name.j + 1) == "based"
    return ("GPE", 4.0) if is_based else None


def acted_in(names: Names, name: Name) -> Evidence | None:
    """He starred in Die Hard: a film."""
    is_role = _word(names, name.i - 1) == "in" and _word(names, name.i - 2) in ACTED
    return ("WORK_OF_ART", BESIDE) if is_role else None


def job_after(names: Names, name: Name) -> Evidence | None:
    """Ruth Alder, the director of: a person."""
    if _word(names, name.j) != ",":
        return None
    k = name.j + 1
    while _word(names, k) in {"the", "a", "an", "former", "chief", "deputy", "executive"}:
        k += 1
    following = _word(names, k)
    return ("PERSON", BESIDE) if following in lexicon().jobs and not names.is_capital(k) else None


def made_by(names: Names, name: Name) -> Evidence | None:
    """The helicopter is made by Sikorsky: a company."""
    is_made = _word(names, name.i - 1) == "by" and _word(names, name.i - 2) in MADE
    return ("ORG", 2.0) if is_made else None


def published_in(names: Names, name: Name) -> Evidence | None:
    """A result published in Nature: a journal."""
    is_published = _word(names, name.i - 1) == "in" and _word(names, name.i - 2) == "published"
    return ("ORG", 4.0) if is_published else None


def contestant(names: Names, name: Name) -> Evidence | None:
    """In a report on sport, who beat or drew with somebody: a club, if it is no country."""
    if names.is_sport_of_persons:
        return None
    text = " ".join(names.lower[name.i : name.j])
    if lexicon().sure_places.get(text) is not None:
        return None
    if name.j - name.i > 1 and names.lower[name.i] in lexicon().first_names:
        return None
    behind = _word(names, name.j) in CONTESTS
    before = [_word(names, k) for k in range(name.i - 4, name.i)]
    joint = before[-1] in {"with", "to", "over", "against", "of", "at"}
    ahead = before[-1] in CONTESTS or (joint and not CONTESTS.isdisjoint(before))
    return ("ORG", 6.5) if behind or ahead else None


def _word(names: Names, k: int) -> str:
    """The word at k in small letters, or "" outside the text."""
    return names.lower[k] if 0 <= k < len(names.lower) else ""


Look = Callable[["Names", "Name"], "Evidence | None"]


class _Looks(NamedTuple):
    """The looks that a word calls for: by the word before a name, behind it, and the next one."""

    before: dict[str, tuple[Look, ...]]
    behind: dict[str, tuple[Look, ...]]
    next_but_one: dict[str, tuple[Look, ...]]


@functools.cache
def _looks() -> _Looks:
    """Which look a word calls for, so that a name costs only those that may say something."""
    lex = lexicon()
    type_nouns = {*lex.type_nouns, *(f"{noun}s" for noun in lex.type_nouns)}
    before: dict[Look, Iterable[str]] = {
        title_before: lex.before_person | lex.job_words,
        type_noun_before: type_nouns | {",", "“", '"', "‘"},
        place_of: ["of"],
        paper_article: ["the"],
        shares_of: ["in", "of"],
        works_at: ["at"],
        acted_in: ["in"],
        made_by: ["by"],
        published_in: ["in"],
    }
    behind: dict[Look, Iterable[str]] = {
        paper_after: PAPERS,
        product_after: lex.product_nouns,
        described_after: [","],
        shares_of: SHARES,
        flight_after: ["flight", "flights"],
        led_by: {"'s", "’s", "'", "’", *(leader.split()[0] for leader in LEADERS)},
        player_after: PLAYERS,
        age_after: [",", "("],
        who_after: [","],
        place_after: [","],
        based_after: ["-"],
        job_after: [","],
    }
    next_but_one: dict[Look, Iterable[str]] = {product_after: lex.product_nouns}
    return _Looks(_by_word(before, BEFORE), _by_word(behind, BEHIND), _by_word(next_but_one, {}))


def _by_word(
    looks: Mapping[Look, Iterable[str]], more: Mapping[str, tuple[Look, ...]]
) -> dict[str, tuple[Look, ...]]:
    """The looks of each word, after those that the table has already."""
    found = dict(more)
    for look, words in looks.items():
        for word in words:
            found[word] = (*found.get(word, ()), look)
    return found
