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
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from spacy.tokens import Doc, Token

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
    A stretch of a Doc that states something, with what was found in it.

    `labels` are those of the entities inside; `is_named_side` is set where the source is unnamed but
    its words have a name in them: "Russian officials".
    """

    doc: Doc
    start: int
    end: int
    numbers: Sequence[Number]
    labels: Sequence[Label]
    attribution: Attribution | None
    is_named_side: bool = False

    @property
    def tokens(self) -> list[Token]:
        """Its tokens, white space left out."""
        span = self.doc.char_span(self.start, self.end, alignment_mode="expand")
        return [token for token in span or () if not token.is_space]

    @property
    def sentence(self) -> list[Token]:
        """The tokens of the sentence that it begins in: "I think that" tells of what follows."""
        span = self.doc.char_span(self.start, self.end, alignment_mode="expand")
        return list(span[0].sent) if span else []

    @property
    def who(self) -> Who:
        """Who says it: somebody named, somebody unnamed ("officials"), nobody, the article."""
        if self.attribution is None:
            return "article"
        if self.attribution.source is None:
            return "nobody"
        return "unnamed" if self.attribution.source.entity is None else "named"


# The lexicon's groups and what each is called as a feature: by the word as written, by the lemma, by
# the lemma of a verb.
_WORDS = {
    "hedges": "hedge",
    "future": "future",
    "modals": "modal",
    "advice": "advice",
    "records": "record",
    "firsts": "first or only",
    "absolutes": "absolute",
    "cause_words": "causal link",
    "judgements": "judgement",
    "vague_amounts": "vague amount",
    "past_times": "time in the past",
    "first_person": "first person",
    "we": "we",
    "you": "you",
    "thanks": "courtesy",
}
_LEMMAS = {"changes": "measured change", "harm_nouns": "harm noun"}
_VERBS = {
    "causes": "cause verb",
    "acts": "public act",
    "mental": "state of mind",
    "harms": "harm",
}


@functools.cache
def _features_by(section: str, names: tuple[tuple[str, str], ...]) -> dict[str, tuple[str, ...]]:
    """For each word of the groups, the features that it sets."""
    found: dict[str, tuple[str, ...]] = {}
    for group, name in names:
        for word in table("claims")[section][group]:
            found[word] = (*found.get(word, ()), name)
    return found


def features_of(statement: Statement) -> dict[str, float]:
    """
    The features of a statement, each by its name in plain words, with its value (mostly 1).

    "has cut 1,200 jobs": {"number": 1, "large number": 1, "perfect": 1, "measured change": 1, …}.
    """
    tokens = statement.tokens
    found: Counter[str] = Counter()
    _add_numbers(found, statement.numbers)
    _add_names(found, statement.labels)
    _add_grammar(found, tokens)
    features = {name: 1.0 for name, times in found.items() if times}
    features["length"] = math.log1p(sum(token.is_alpha for token in tokens))
    if statement.numbers:
        features["numbers"] = math.log2(1 + len(statement.numbers))
    features |= _attribution_features(statement, features)
    features |= _word_features(statement.sentence)
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


def _add_grammar(found: Counter[str], tokens: Sequence[Token]) -> None:
    """Tense, mood, person and the words of the lexicon's groups."""
    by_word = _features_by("words", tuple(_WORDS.items()))
    by_lemma = _features_by("verbs", tuple(_LEMMAS.items()))
    by_verb = _features_by("verbs", tuple(_VERBS.items()))
    for token in tokens:
        if not syntax.is_name_word(token):  # "May" is no hedge
            lemma = token.lemma_.lower()
            found.update(by_word.get(token.lower_, ()))
            found.update(by_lemma.get(lemma, ()))
            if syntax.is_verb(token):
                found.update(by_verb.get(lemma, ()))
        found.update(name for name, has in _FORMS.items() if has(token))
        subject = syntax.own_subject_of(token) if syntax.is_finite(token) else None
        if subject is not None:
            found[f"subject {_person(subject)}"] += 1
    _add_main_verb(found, tokens)
    if any(token.text == "?" for token in tokens[-3:]):
        found["question"] = 1


def _add_main_verb(found: Counter[str], tokens: Sequence[Token]) -> None:
    """What the main clause does: tell an event, predict, advise, judge."""
    words = table("claims")["words"]
    inside = {token.i for token in tokens}
    heads = [token for token in tokens if token.head.i not in inside or syntax.is_root(token)]
    main = next((token for token in heads if syntax.is_verb(token)), None)
    if main is None:
        if not any(syntax.is_verb(token) for token in tokens):
            found["no verb"] = 1
        if any(token.lemma_.lower() in words["advice_nouns"] for token in heads):
            found["opinion"] = 1
        return
    helpers = {token.lower_ for token in syntax.auxiliaries_of(main)} | {main.lower_}
    predicate = {token.lower_ for token in syntax.predicates_of(main)}
    if helpers & set(words["advice"]) or predicate & set(words["advice_adjectives"]):
        found["advice in the main clause"] = 1
    elif helpers & (set(words["future"]) | set(words["modals"])):
        found["prediction"] = 1
    elif predicate & set(words["judgements"]):
        found["opinion"] = 1
    elif syntax.is_past(main) or helpers & {"has", "have", "had", "was", "were"}:
        if main.lemma_ != "be" and main.lemma_ not in table("claims")["verbs"]["mental"]:
            found["event"] = 1
    elif main.lemma_ == "be":
        found["main verb be"] = 1
    else:
        found["main verb present"] = 1


_FORMS: dict[str, Callable[[Token], bool]] = {
    "superlative": syntax.is_superlative,
    "comparative": syntax.is_comparative,
    "past tense": syntax.is_past,
    "present tense": syntax.is_present,
    "perfect": syntax.is_perfect,
    "negation": syntax.is_negation,
    "numeral": lambda token: token.like_num,
}


def _person(subject: Token) -> str:
    """What kind of word the subject is: "I", "we", "you", "it", "he or she", "a noun", "a name"."""
    lower = subject.lower_
    for name, words in (
        ("I", {"i"}),
        ("we", {"we"}),
        ("you", {"you"}),
        ("they", {"they"}),
        ("it", {"it", "that", "this", "there", "what", "which"}),
        ("he or she", {"he", "she"}),
    ):
        if lower in words:
            return name
    return "a name" if subject.ent_type_ else "a noun"


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


def _word_features(tokens: Sequence[Token]) -> dict[str, float]:
    """The sentence's words but for names, and pairs of neighbours, by lemma; in a long one less each."""
    found: dict[str, None] = {}
    before = ""
    for token in tokens:
        lemma = token.lemma_.lower() if token.is_alpha and not syntax.is_name_word(token) else ""
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
    by = weights() if by is None else by
    parts = {name: by[name] * value for name, value in features.items() if by.get(name)}
    parts[START] = by.get(START, 0.0)
    return dict(sorted(parts.items(), key=lambda part: (-abs(part[1]), part[0])))


def score_of(parts: Mapping[str, float]) -> float:
    """The score that contributions add up to, from 0 to 1, in four decimals."""
    total = math.fsum(parts.values())
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
    return tuple(reason for reason, names in REASONS if any(features.get(name) for name in names))
