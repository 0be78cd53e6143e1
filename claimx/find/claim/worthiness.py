"""
How worth checking a statement is, as a sum that can be shown.

    score = 1 / (1 + exp(-(start + Σ weight of a feature x its value)))

`features_of` reads the features off a statement, `contributions` gives each its share of the sum,
`score_of` is the sum as a number from 0 to 1 and `reasons_of` the features that a fact-checker would
name. The weights lie in worthiness.json beside this module; training/worthiness.py makes them.
"""

from __future__ import annotations

import functools
import json
import math
from collections import Counter
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Literal

from claimx.find import syntax
from claimx.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimx.find.claim.words import Words
    from claimx.records import Attribution, Label, Number

Who = Literal["named", "unnamed", "nobody", "article"]

START = "start"
WORD = "word: "

# Dates stand in every second sentence of news; who acts and where makes a statement checkable.
ACTORS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
LARGE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """
    A stretch of a text that states something, with what was found in it.

    `labels` are those of the entities inside; `is_named_side` is set where the source is unnamed but
    its words have a name in them: "Russian officials".
    """

    words: Words
    start: int
    end: int
    numbers: Sequence[Number]
    labels: Sequence[Label]
    attribution: Attribution | None
    is_named_side: bool = False

    @property
    def who(self) -> Who:
        """Who says it: somebody named, somebody unnamed ("officials"), nobody, the article."""
        if self.attribution is None:
            return "article"
        if self.attribution.source is None:
            return "nobody"
        return "unnamed" if self.attribution.source.entity is None else "named"


def features_of(statement: Statement) -> dict[str, float]:
    """
    The features of a statement, each by its name in plain words, with its value (mostly 1).

    "has cut 1,200 jobs": {"number": 1, "large number": 1, "perfect": 1, "measured change": 1, …}.
    """
    words = statement.words
    inside = words.of(statement.start, statement.end)
    found: Counter[str] = Counter()
    _add_numbers(found, statement.numbers)
    _add_names(found, statement.labels)
    features = {name: 1.0 for name, times in found.items() if times}
    features |= dict.fromkeys(_grammar_of(words, inside), 1.0)
    features["length"] = math.log1p(sum(words.words[i].is_alpha for i in inside))
    if statement.numbers:
        features["numbers"] = math.log2(1 + len(statement.numbers))
    features |= _attribution_features(statement, features)
    features |= _word_features(words, *words.sentence_at(statement.start, statement.end))
    return features


def _add_numbers(found: Counter[str], numbers: Iterable[Number]) -> None:
    """What the figures are: their kind, their size, whether they compare or move."""
    for number in numbers:
        found[f"{number.kind}"] += 1
        if number.kind not in {"ordinal", "age", "duration"}:
            found["number"] += 1
        if number.comparison != "=":
            found["comparison"] += 1
        if number.trend is not None:
            found["trend"] += 1
        if number.per is not None:
            found["rate"] += 1
        if number.value is not None and abs(number.value) >= LARGE:
            found["large number"] += 1


def _add_names(found: Counter[str], labels: Iterable[Label]) -> None:
    """Which kinds of names there are."""
    for label in labels:
        found[f"name {label}"] += 1
        if label in ACTORS:
            found["named actor"] += 1
        if label in PLACES:
            found["place"] += 1
    if found["named actor"] > 1:
        found["several named actors"] = 1


def _grammar_of(words: Words, inside: Sequence[int]) -> set[str]:
    """Tense, mood, person and the words of the lexicon's groups."""
    found = {words.subjects[i] for i in inside if i in words.subjects}
    found.update(*(words.words[i].features for i in inside))
    found.update(_main_clause(words, inside))
    if any(words.doc[i].text == "?" for i in inside[-3:]):
        found.add("question")
    return found


def _main_clause(words: Words, inside: Sequence[int]) -> Iterator[str]:
    """What the main clause does: tell an event, predict, advise, judge."""
    doc, known = words.doc, frozenset(inside)
    heads = [doc[i] for i in inside if words.heads[i] == i or words.heads[i] not in known]
    main = next((token for token in heads if syntax.is_verb(token)), None)
    if main is None:
        if not any(words.words[i].is_verb for i in inside):
            yield "no verb"
        if any(token.lemma_.lower() in _words("advice_nouns") for token in heads):
            yield "opinion"
        return
    helpers = {token.lower_ for token in syntax.auxiliaries_of(main)} | {main.lower_}
    predicate = {token.lower_ for token in syntax.predicates_of(main)}
    if helpers & _words("advice") or predicate & _words("advice_adjectives"):
        yield "advice in the main clause"
    elif helpers & (_words("future") | _words("modals")):
        yield "prediction"
    elif predicate & _words("judgements"):
        yield "opinion"
    elif syntax.is_past(main) or helpers & {"has", "have", "had", "was", "were"}:
        if main.lemma_ != "be" and main.lemma_ not in table("claims")["verbs"]["mental"]:
            yield "event"
    elif main.lemma_ == "be":
        yield "main verb be"
    else:
        yield "main verb present"


@functools.cache
def _words(group: str) -> frozenset[str]:
    """The words of a group of the lexicon."""
    return frozenset(table("claims")["words"][group])


def _attribution_features(statement: Statement, features: Mapping[str, float]) -> dict[str, float]:
    """Who says it, in what stance, and whether in their own words."""
    attribution = statement.attribution
    if attribution is None:
        return {}
    who = {"named": "named source", "unnamed": "unnamed source", "nobody": "no source named"}
    found = {who[statement.who]: 1.0}
    if statement.who == "unnamed" and statement.is_named_side:
        # "Russian sources" can be asked; "he" and "sources" cannot.
        found["source of a named side"] = 1.0
    if attribution.kind == "direct":
        found["quote"] = 1.0
    stance = attribution.cue.stance if attribution.cue else "assert"
    if stance != "assert":
        found[f"stance {stance}"] = 1.0
    is_view = {"opinion", "prediction", "advice in the main clause"} & features.keys()
    if stance in {"assert", "deny"} and {"harm", "harm noun"} & features.keys() and not is_view:
        found["accusation"] = 1.0
    return found


def _word_features(words: Words, i: int, j: int) -> dict[str, float]:
    """The sentence's words but for names, and pairs of neighbours, by lemma; in a long one less each."""
    found: dict[str, None] = {}
    before = ""
    for word in words.words[i:j]:
        lemma = word.lemma
        if lemma:
            found[f"{WORD}{lemma}"] = None
            if before:
                found[f"{WORD}{before} {lemma}"] = None
        before = lemma
    if not found:
        return {}
    share = 1 / math.sqrt(len(found))
    return dict.fromkeys(found, share)


@functools.cache
def weights() -> dict[str, float]:
    """The trained weights, by feature."""
    file = resources.files(__package__) / "worthiness.json"
    return dict(json.loads(file.read_text("utf-8"))["weights"])


def contributions(
    features: Mapping[str, float], *, by: Mapping[str, float] | None = None
) -> dict[str, float]:
    """What each feature adds to the sum, with the start that every statement has, largest first."""
    parts = _parts(features, weights() if by is None else by)
    return dict(sorted(parts.items(), key=lambda part: (-abs(part[1]), part[0])))


def _parts(features: Mapping[str, float], by: Mapping[str, float]) -> dict[str, float]:
    """What each feature adds, in no order."""
    parts = {name: by[name] * value for name, value in features.items() if by.get(name)}
    parts[START] = by.get(START, 0.0)
    return parts


def score_of(features: Mapping[str, float]) -> float:
    """The score that the features add up to, from 0 to 1, in four decimals."""
    total = math.fsum(_parts(features, weights()).values())
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)


# What a fact-checker would name, in the order of naming, and the features that say so.
REASONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("number", ("number", "duration", "age")),
    ("rate", ("rate",)),
    ("comparison", ("comparison",)),
    ("trend", ("trend",)),
    ("superlative", ("superlative", "record")),
    ("causal link", ("causal link", "cause verb")),
    ("denied", ("stance deny",)),
    ("named source", ("named source",)),
    ("unnamed source", ("unnamed source",)),
    ("no source named", ("no source named",)),
    ("quote", ("quote",)),
    ("event", ("event",)),
    ("named actor", ("named actor",)),
    ("date", ("name DATE",)),
    ("hedge", ("hedge",)),
    ("accusation", ("accusation",)),
    ("opinion", ("opinion",)),
    ("advice", ("advice in the main clause",)),
    ("prediction", ("prediction",)),
    ("intention", ("stance intend",)),
    ("first person", ("first person",)),
)


def reasons_of(features: Mapping[str, float]) -> tuple[str, ...]:
    """The reasons, in the field's words, that the features give."""
    given = {name for name, value in features.items() if value}
    return tuple(reason for reason, names in REASONS if not given.isdisjoint(names))
