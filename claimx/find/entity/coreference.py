"""
What "the ministry", "Ukraine's foreign minister" and "he" stand for.

Only what is clear is resolved: a noun needs an entity that was called so before (one ministry, one
president), "he" and "she" a person of that gender in the sentences just before. "its" the
organisation or country that is the subject of its clause. "I" and "we" are the speaker's, "it" and "they" by rule
are right once in ten times: all of these stay open.

Every step looks at a bounded number of earlier mentions, so that the time grows with the text.

Source: docs/rules-entities.md#references
"""

from __future__ import annotations

import functools
from collections import defaultdict, deque
from typing import TYPE_CHECKING, NamedTuple

from claimx.find.entity.grouping import canonical
from claimx.find.entity.name_labels import STORMS
from claimx.find.entity.name_lexicon import lexicon
from claimx.find.entity.reference_nouns import (
    FEW,
    GENERAL,
    PLACE_NOUNS,
    TEAM_NOUNS,
    kind_of,
    kind_of_place,
)
from claimx.find.script import word_test
from claimx.find.syntax import (
    holders_of,
    is_among_subjects,
    noun_of_determiner,
    subject_of_object,
)
from claimx.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimx.find.entity.grouping import Group
    from claimx.find.entity.name_parts import Name, Names
    from claimx.find.quotes import Quote
    from claimx.records import MentionKind

PRONOUNS = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
_OPENER = word_test({*PRONOUNS, "its", "itself", "the", "this", "'s", "’s"}.__contains__)
# How far back a pronoun looks, in sentences, and how many mentions it weighs.
PRONOUN_REACH = 3
MAX_CANDIDATES = 8
# Who is named so often is in mind for longer.
PROTAGONIST = 5
# How far back a general noun ("the company") looks; a ministry may be named ten paragraphs before.
NOUN_REACH = 2
MAX_PHRASE = 6
# What a title may hold before its last word: "acting deputy prime minister".
MAX_TITLE = 6
NOT_THE_SAME = frozenset(
    {"vice", "deputy", "former", "ex", "assistant", "shadow", "acting", "co", "late"}
)


class Reference(NamedTuple):
    """A place that stands for a thing: words i to j (exclusive)."""

    i: int
    j: int
    kind: MentionKind


class _Seen(NamedTuple):
    """A named mention of a person on the way through the text, and how well it is remembered there."""

    group: Group
    sentence: int
    in_quote: bool
    lasts: bool  # in mind for longer: the article is about him
    salience: float


class _Role(NamedTuple):
    """What a person was called: "foreign minister", of "ukraine"."""

    group: Group
    words: frozenset[str]
    country: str
    at: int


def find_references(names: Names, groups: list[Group]) -> dict[int, list[Reference]]:
    """The nominal and pronoun mentions of each group, by its id(), in text order."""
    page = _Page(names, groups)
    found: dict[int, list[Reference]] = {}
    openers = names.page.script.passing(_OPENER)
    for k in sorted([*openers, *(name.i for name in names.all())]):
        name = names.owner[k]
        if name is not None:
            if name.i == k and k not in page.seen:
                page.see(name)
            continue
        word = names.lower[k]
        resolved: tuple[Group, Reference] | None = None
        if word in PRONOUNS:
            group = page.person_of(k, PRONOUNS[word])
            resolved = (group, Reference(k, k + 1, "pronoun")) if group else None
        elif word in {"its", "itself"}:
            group = page.holder_of(k)
            resolved = (group, Reference(k, k + 1, "pronoun")) if group else None
        elif word in {"the", "this"}:
            resolved = page.noun_from(k)
        elif word in {"'s", "’s"} and k and names.owner[k - 1] is not None:
            resolved = page.office_from(k)
        if resolved:
            group, reference = resolved
            found.setdefault(id(group), []).append(reference)
            page.nominals[reference.j - 1] = group
            if reference.kind == "nominal" and group.label == "PERSON":
                page.see_person(group, reference.i, reference.j)
            elif reference.kind == "nominal" and group.label == "ORG":
                page.see_organisation(group, k)
    return found


class _Page:
    """What has been named up to the place where the reading stands."""

    def __init__(self, names: Names, groups: list[Group]) -> None:
        self.names = names
        self.sentence = names.page.sentences.of_word
        self.quotes = names.page.script.quotes
        self.group_of = {id(name): group for group in groups for name in group.names}
        self.people: dict[str, deque[_Seen]] = {
            gender: deque(maxlen=MAX_CANDIDATES) for gender in ("male", "female")
        }
        self.roles: dict[str, list[_Role]] = {}
        self.named_so: dict[str, deque[tuple[Group, int]]] = defaultdict(_few)
        self.near: dict[str, deque[tuple[Group, int]]] = defaultdict(_few)
        self.kinds: dict[Group, list[str]] = {}
        self.nominals: dict[int, Group] = {}
        self.seen: set[int] = set()
        # By gender and whether in a quotation, whose "he" is another one than the article's.
        self.last_resolved: dict[tuple[str, bool], tuple[Group, int]] = {}
        # Whom the last sentences outside of quotations are about: who speaks where nobody is named.
        self.last_subject: tuple[Group, int] | None = None
        self.topic = _topic(groups)
        self.firm = _firm(names, groups)
        self._read_roles(groups)
        # The nouns that may stand for something named so far.
        self.nouns = {*GENERAL, *TEAM_NOUNS, *self.roles}

    # -------- reading names

    def see(self, name: Name) -> None:
        """Remember a name as what a later noun or pronoun may stand for."""
        self.seen.add(name.i)
        group = self.group_of[id(name)]
        if group.label == "PERSON":
            headline = self.names.in_headline(name.i) and len(group.names) > 1
            if not (headline and group.names[0] is not name):
                self.see_person(group, name.i, name.j)
        elif group.label == "GPE":
            kind = kind_of_place(group)
            if kind:
                self.near[kind].append((group, self.sentence[name.i]))
        elif group.label in NAMED_BY_NOUN:
            sentence = self.sentence[name.i]
            for noun in self._nouns_of(group, name):
                self.nouns.add(noun)
                self.named_so[noun].append((group, sentence))
            if group.label == "ORG":
                self.see_organisation(group, name.i)

    def see_organisation(self, group: Group, k: int) -> None:
        """Remember where an organisation was named or told by a noun."""
        if group not in self.kinds:
            text = " ".join(group.full)
            few = [kind for kind, members in FEW.items() if text in members]
            self.kinds[group] = [*few, kind_of(self.names, group)]
        for kind in self.kinds[group]:
            self.near[kind].append((group, self.sentence[k]))

    def see_person(self, group: Group, i: int, j: int) -> None:
        """Remember where a person was named or told by an office: words i to j (exclusive)."""
        sentence = self.sentence[i]
        is_subject = is_among_subjects(self.names.doc[j - 1])
        in_quote = self.quotes.at(self.names.page.starts[i]) is not None
        if is_subject and not in_quote:
            # Of "Duarte and Frost met" neither goes on.
            joined = self.names.lower[i - 1] == "and" if i else False
            self.last_subject = None if joined else (group, sentence)
        # Near, a subject, often named.
        salience = 8.0 + (2.5 if is_subject else 0.0) + (1.0 if group.gender else -2.0)
        salience += min(len(group.names), PROTAGONIST + 2) / 4
        salience += 1.5 if group is self.topic else 0.0
        lasts = len(group.names) >= PROTAGONIST or group is self.topic
        seen = _Seen(group, sentence, in_quote, lasts, salience)
        for gender in (group.gender,) if group.gender else ("male", "female"):
            self.people[gender].append(seen)

    def _nouns_of(self, group: Group, name: Name) -> set[str]:
        """The nouns that may stand for it: "ministry" of a ministry, "missiles" of HIMARS missiles."""
        lex = lexicon()
        found = set()
        if group.label == "PRODUCT":
            following = self.names.lower[name.j] if name.j < len(self.names.words) else ""
            if following in lex.product_nouns:
                found.add(following)
            return found
        if group.label != "ORG":
            last = self.names.lower[name.j - 1]
            if lex.last_words.get(last) == group.label:
                found.add(last)
            return found | STORM_NOUNS if self.names.lower[name.i] in STORMS else found
        if lex.heads.isdisjoint(self.names.lower[name.i : name.j]):
            return found
        # The head: "Ministry" of "Ministry of Defence", "Committee" of "House Rules Committee".
        head = next(
            (k for k in range(name.i + 1, name.j) if self.names.lower[k] in {"of", "for"}), name.j
        )
        if self.names.lower[head - 1] in lex.heads:
            found.add(self.names.lower[head - 1])
            found.update(OTHER_NOUNS.get(self.names.lower[head - 1], ()))
        return found

    def _read_roles(self, groups: list[Group]) -> None:
        """What the people of the article are called, before and after their names."""
        for group in groups:
            if group.label != "PERSON":
                continue
            for name in group.names:
                for words, country in self._titles_of(name):
                    if words[-1] not in _vague() or len(words) > 1:
                        role = _Role(group, frozenset(words), country, name.i)
                        known = self.roles.setdefault(words[-1], [])
                        if not any(
                            r.group is group and r.words == role.words
                            for r in known[-MAX_CANDIDATES:]
                        ):
                            known.append(role)
        for known in self.roles.values():
            known.sort(key=lambda role: role.at)

    def _titles_of(self, name: Name) -> Iterable[tuple[list[str], str]]:
        """Words and country of "Foreign Secretary Lord [Cameron]", "[Kuleba], Ukraine’s foreign minister,"."""
        names = self.names
        lex = lexicon()
        k = name.i
        while (
            k
            and name.i - k < MAX_TITLE
            and names.lower[k - 1] in lex.titles_and_jobs
            and names.owner[k - 1] is None
        ):
            k -= 1
        words = names.lower[k : name.i]
        while words and words[-1] not in lex.jobs:
            words = words[:-1]  # "Lord", "Mr"
        if words:
            yield words, self._country_before(k)
        following = name.j
        if following < len(names.words) - 1 and names.lower[following] == ",":
            yield from self._apposition(following + 1)

    def _apposition(self, start: int) -> Iterable[tuple[list[str], str]]:
        """The job in "…, the former director of" and "…, Ukraine’s foreign minister,"."""
        names = self.names
        lex = lexicon()
        words: list[str] = []
        country = ""
        for k in range(start, min(start + MAX_TITLE + 2, len(names.words))):
            word = names.lower[k]
            owner = names.owner[k]
            if owner is not None:
                if owner.label in {"GPE", "NORP"} and not words:
                    country = self._country(owner)
                    continue
                if owner.label == "ORG" and not words:
                    continue
                break
            if word in {"the", "a", "an", "'s", "’s"}:
                continue
            if word in lex.job_words or word in lex.jobs:
                words.append(word)
                continue
            if words:
                break
            if not names.words[k].isalpha():
                break
        if words and words[-1] in lex.jobs:
            yield words, country

    def _country_before(self, k: int) -> str:
        """The country that stands before a title: "US" of "US President", "Ukraine" of "Ukraine’s ..."."""
        names = self.names
        if k > 1 and names.lower[k - 1] in {"'s", "’s"}:
            k -= 1
        owner = names.owner[k - 1] if k else None
        return self._country(owner) if owner is not None and owner.label in {"GPE", "NORP"} else ""

    def _country(self, name: Name) -> str:
        """The country of a place or nation: "ukrainian" and "Ukraine" are ukraine."""
        form = canonical(self.names, name)
        return lexicon().nations.get(form, form)

    # -------- nouns

    def noun_from(self, k: int) -> tuple[Group, Reference] | None:
        """Resolve the phrase that the article at k opens: "the ministry", "the Ukrainian president"."""
        names = self.names
        n = self._noun_after(k)
        if n is None:
            return None
        noun = names.lower[n]
        between = range(k + 1, n)
        owners = [owner for m in between if (owner := names.owner[m]) is not None]
        group = None
        if noun in self.roles:
            nations = [owner for owner in owners if owner.label in {"NORP", "GPE"}]
            if len(nations) == len(owners):
                country = self._country(nations[-1]) if nations else ""
                modifiers = {names.lower[m] for m in between if names.owner[m] is None}
                group = self._by_role(noun, modifiers, country, k)
        elif len(between) < MAX_PHRASE and all(self._is_based(owner) for owner in owners):
            modifiers = {names.lower[m] for m in between if names.owner[m] is None}
            group = self._by_noun(noun, modifiers - {"-", "based"}, k)
        return (group, Reference(k, n + 1, "nominal")) if group else None

    def _is_based(self, name: Name) -> bool:
        """Whether it is "Bradford" of "the Bradford-based chain"."""
        return self.names.lower[name.j : name.j + 2] == ["-", "based"]

    def _noun_after(self, k: int) -> int | None:
        """The noun of the article at k, where it may stand for something named."""
        names = self.names
        # Most articles open no phrase of ours: ask the parser only where a known noun is near.
        if self.nouns.isdisjoint(names.lower[k + 1 : k + 1 + MAX_PHRASE]):
            return None
        if k > 1 and names.words[k - 1] == "," and names.owner[k - 2] is not None:
            return None  # "Malkia Cyril, the executive director": an apposition
        n = noun_of_determiner(names.doc[k], MAX_PHRASE)
        if n is None or names.owner[n] is not None:
            return None
        after = names.owner[n + 1] if n + 1 < len(names.words) else None
        followed = names.lower[n + 1 : n + 2] == ["of"] or (
            after is not None and after.label in {"PERSON", "ORG", "PRODUCT"}
        )
        return None if followed else n  # "the president of France", "the president Joe Biden"

    def _by_noun(self, noun: str, modifiers: set[str], k: int) -> Group | None:
        """The one organisation that was named with the noun; for "the company" the last one near."""
        now = self.sentence[k]
        if noun == "bank" and modifiers == {"central"}:
            noun, modifiers = "central bank", set()
        known = self.named_so.get(noun)
        if known:
            fitting = [g for g, _ in known if not modifiers or modifiers & set(g.full)]
            distinct = list({id(g): g for g in fitting}.values())
            if len(distinct) == 1:
                return distinct[0]
            recent = {id(g): g for g, s in known if now - s <= 1 and g in fitting}
            return next(iter(recent.values())) if len(recent) == 1 else None
        kind = GENERAL.get(noun)
        if noun in TEAM_NOUNS and self.names.is_sport:
            kind = "company"
        if kind is None or not modifiers.isdisjoint(OTHER) or (modifiers and kind in PLACE_NOUNS):
            return None
        return self._near_or_topic(kind, now)

    def _near_or_topic(self, kind: str, now: int) -> Group | None:
        """The one thing of a kind in the sentences before, or the one that the article is about."""
        # "The bloc" may have been named ten paragraphs before.
        reach = now if kind in FEW else NOUN_REACH
        seen = self.near.get(kind, ())
        near = {id(g): g for g, s in seen if now - s <= reach}
        if not near and kind in PLACE_NOUNS.values():
            # "The country" in an article that has named one only.
            near = {id(g): g for g, _ in seen}
            return next(iter(near.values())) if len(near) == 1 else None
        ranked = sorted(near.values(), key=lambda g: -len(g.names))
        if not ranked:
            return self.firm if kind == "company" else None
        # One alone, or the one that the article is about.
        is_clear = len(ranked) == 1 or len(ranked[0].names) >= max(
            MIN_TOPIC, 2 * len(ranked[1].names)
        )
        return ranked[0] if is_clear else None

    def _by_role(self, noun: str, modifiers: set[str], country: str, k: int) -> Group | None:
        """The one person who holds that office."""
        if noun in _vague() and not modifiers:
            return None
        fitting = [
            role
            for role in self.roles[noun][:MAX_ROLES]
            if modifiers <= role.words
            and not (role.words & NOT_THE_SAME) - modifiers
            and (not country or not role.country or country == role.country)
            and role.at < k
        ]
        if country:
            fitting = [role for role in fitting if role.country == country] or fitting
        distinct = {id(role.group): role.group for role in fitting}
        if len(distinct) == 1:
            return next(iter(distinct.values()))
        return None

    def office_from(self, k: int) -> tuple[Group, Reference] | None:
        """
        "Ukraine’s foreign minister", from its ’s: the person who is called so anywhere in the text.

        Newspapers often name the office in the first paragraphs and the person further down.
        """
        names = self.names
        owner = names.owner[k - 1]
        lex = lexicon()
        if owner is None or owner.label != "GPE":
            return None
        j = k + 1
        while (
            j < len(names.words)
            and j - k <= MAX_TITLE
            and names.owner[j] is None
            and (names.lower[j] in lex.job_words)
        ):
            j += 1
        words = names.lower[k + 1 : j]
        if not words or words[-1] not in lex.jobs or words[-1] in _vague():
            return None
        following = names.owner[j] if j < len(names.words) else None
        if following is not None and following.label == "PERSON":
            return None
        country = self._country(owner)
        asked = frozenset(words)
        fitting = {
            id(role.group): role.group
            for role in self.roles.get(words[-1], [])[:MAX_ROLES]
            if role.country == country
            and asked <= role.words
            and not (role.words & NOT_THE_SAME) - asked
        }
        if len(fitting) != 1:
            return None
        return next(iter(fitting.values())), Reference(owner.i, j, "nominal")

    # -------- pronouns

    def holder_of(self, k: int) -> Group | None:
        """
        What "its" stands for: the organisation or place that is the subject of its clause.

        "Mexico kept its cool"; "the Islamic State and its allies"; after a minister his country, for
        "its" is no person's. Other places of "its" and all of "it" stay open.
        """
        names = self.names
        joined = names.owner[k - 2] if k > 1 and names.lower[k - 1] == "and" else None
        if joined is not None and joined.label != "PERSON":
            return self.group_of[id(joined)]
        for i in holders_of(names.doc[k]):
            name = names.owner[i]
            group = self.group_of[id(name)] if name is not None else self.nominals.get(i)
            if group is not None and group.label in THINGS:
                return group
            if group is None and names.lower[i] not in lexicon().job_words:
                return None  # some other thing's: "the plan and its critics"
        return None

    def person_of(self, k: int, gender: str) -> Group | None:
        """The person whom "he" or "she" stands for, or None where it is not clear."""
        now = self.sentence[k]
        quote = self.quotes.at(self.names.page.starts[k])
        in_quote = quote is not None
        speaker = self._speaker(quote) if quote else None
        barred = self._subject_of_clause(k)
        spoke_last = self.last_subject[0] if self.last_subject else None
        best: dict[Group, float] = {}
        for group, sentence, was_quoted, lasts, salience in self.people[gender]:
            distance = now - sentence
            if lasts:
                distance = min(distance, (distance + PRONOUN_REACH) // 3)
            if distance > PRONOUN_REACH or group is speaker or group is barred:
                continue
            score = salience - 3.0 * distance
            if group is spoke_last:
                score += 1.5  # goes on in the next sentence
            if was_quoted and not in_quote:
                score -= 5.0  # "Obama had nobody like that," he said: hardly Obama.
            elif was_quoted and distance == 0:
                score += 3.0
            if score > best.get(group, NOBODY):
                best[group] = score
        last = self.last_resolved.get((gender, in_quote))
        if last and last[0] is not speaker and now - last[1] <= PRONOUN_REACH:
            # "He ... He ...": a chain goes on until somebody else is named.
            best[last[0]] = max(best.get(last[0], NOBODY), 8.5 - 3.0 * (now - last[1]))
        ranked = sorted(best.items(), key=lambda item: -item[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN):
            return None
        group = ranked[0][0]
        self.last_resolved[gender, in_quote] = (group, now)
        if not in_quote and is_among_subjects(self.names.doc[k]):
            self.last_subject = group, now
        return group

    def _subject_of_clause(self, k: int) -> Group | None:
        """The person who is the subject of the verb that an objective "him" or "her" hangs on: not him."""
        i = subject_of_object(self.names.doc[k])
        name = self.names.owner[i] if i is not None else None
        return self.group_of[id(name)] if name is not None else None

    def _speaker(self, quote: Quote) -> Group | None:
        """Who is named right after or before a quotation: no "he" inside it is that person."""
        k = self.names.page.at(quote.end - 1) + 1
        # "… until Friday.” He was appointed": what follows is another sentence.
        goes_on = k > 1 and self.names.words[k - 2] != "." and not self.names.starts_line(k)
        for n in range(k, min(k + 8, len(self.names.words)) if goes_on else k):
            found = self._person_at(n)
            if found is not None:
                return found
            if self.names.words[n] in {".", "“", '"'}:
                break
        k = self.names.page.at(quote.start)
        for n in range(k - 1, max(-1, k - 20), -1):
            found = self._person_at(n)
            if found is not None:
                return found
            if self.names.words[n] in {".", "”"}:
                break
        # "He left the meeting. “They will not sign,” was all."
        last = self.last_subject
        return last[0] if last and self.sentence[k] - last[1] <= 1 else None

    def _person_at(self, n: int) -> Group | None:
        name = self.names.owner[n]
        if name is None and n in self.nominals:
            return self.nominals[n] if self.nominals[n].label == "PERSON" else None
        if name is None:
            gender = PRONOUNS.get(self.names.lower[n])
            last = self.last_subject if gender else None
            return last[0] if last and last[0].gender in {gender, ""} else None
        group = self.group_of[id(name)]
        return group if group.label == "PERSON" else None


def _few() -> deque[tuple[Group, int]]:
    """The last things of a kind, each with the sentence that names it."""
    return deque(maxlen=MAX_CANDIDATES)


def _topic(groups: list[Group]) -> Group | None:
    """The person whom the article is about: named more often than any other, and four times at least."""
    people = sorted((g for g in groups if g.label == "PERSON"), key=lambda g: -len(g.names))[:2]
    if not people or len(people[0].names) < MIN_TOPIC:
        return None
    second = len(people[1].names) if len(people) > 1 else 0
    return people[0] if len(people[0].names) >= 2 * second else None


def _firm(names: Names, groups: list[Group]) -> Group | None:
    """The company whom the article is about: named three times at least, and twice as often as any other."""
    often = [g for g in groups if g.label == "ORG" and len(g.names) > 1]
    firms = sorted(
        (g for g in often if kind_of(names, g) == "company"), key=lambda g: -len(g.names)
    )
    second = len(firms[1].names) if len(firms) > 1 else 1
    is_topic = firms and len(firms[0].names) >= max(MIN_TOPIC, 2 * second)
    return firms[0] if is_topic else None


# Whose nouns stand for them: "the ministry", "the missiles", "the airport", "the festival", "the treaty".
NAMED_BY_NOUN = frozenset({"ORG", "PRODUCT", "FAC", "EVENT", "LAW"})
STORM_NOUNS = {"storm"}
# "North Weald Council" is "the authority" as well.
OTHER_NOUNS = {
    "council": ("authority",),
    "commission": ("regulator", "watchdog"),
    "authority": ("regulator", "watchdog"),
    "police": ("force",),
}
MIN_TOPIC = 3
# "the other company" is not the one just named.
OTHER = frozenset({"other", "first", "second", "last", "new", "rival", "parent", "former", "same", "next", "biggest",
                   "largest", "only", "combined", "merged", "placebo", "control", "proposed"})  # fmt: skip
THINGS = frozenset({"ORG", "GPE", "LOC", "FAC", "PRODUCT"})
MARGIN = 0.75
NOBODY = float("-inf")
MAX_ROLES = 50


@functools.cache
def _vague() -> frozenset[str]:
    """Jobs that too many people of an article have: "the official"."""
    return frozenset(table("titles")["jobs"]["vague"])
