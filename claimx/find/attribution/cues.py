"""
The cue lexicon as questions: which entry a verb stands for, its lemma, its stance.

The words are in lexicon/cues.toml; this module only looks them up.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.find.syntax import is_passive
from claimx.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Span, Token

    from claimx.records import Stance

# Words that may stand between the words of a phrase: "lashed out angrily at".
MAX_GAP = 3
BETWEEN = frozenset({"ADV", "ADJ", "PART"})
# Words between "not" and the verb: "did not even want".
MAX_NOT = 3

# What the small pipelines' lemmatizer makes of regular forms: "hoping" is no hop.
_LEMMAS = {
    "hop": "hope",
    "hat": "hate",
    "retweete": "retweet",
    "lambast": "lambaste",
    "cit": "cite",
    "wrote": "write",
    "seemed": "seem",
    "tweete": "tweet",
    "vowe": "vow",
    "decri": "decry",
    "’s": "be",
    "'s": "be",
    "’re": "be",
    "'re": "be",
    "’m": "be",
    "'m": "be",
}
# "did not say", "never said": the words of a denial that are no negation of the verb itself.
_OPPOSITE: dict[Stance, Stance] = {
    "assert": "deny",
    "deny": "assert",
    "believe": "deny",
    "intend": "deny",
}
# A verb of several groups has the stance that says most; "assert" says least.
_ORDER: tuple[Stance, ...] = ("warn", "deny", "question", "ask", "believe", "intend", "assert")
_WITH_INFINITIVE: tuple[Stance, ...] = (
    "warn",
    "deny",
    "intend",
    "ask",
    "believe",
    "question",
    "assert",
)
# "refused to say", "plans to announce": the word that rules the stance of what follows it.
_RULING = frozenset({"deny", "intend"})
_CIRCUMSTANCES = frozenset(
    {"in", "on", "at", "during", "via", "through", "after", "before", "outside", "last", "this"}
)
# Verbs so light that their object has the meaning: "made a promise", "gave a warning".
LIGHT = frozenset(
    {"make", "give", "have", "issue", "offer", "do", "take", "be", "get", "raise", "voice"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A cue of the lexicon: its words, its stance, and how it takes its content."""

    words: tuple[str, ...]
    stance: Stance
    takes: frozenset[str]
    listener: bool
    poll: bool
    quoted: bool
    sourceless: bool

    @property
    def lemma(self) -> str:
        """The words as one text: "lash out at"."""
        return " ".join(self.words)


@functools.cache
def verb_entries() -> dict[str, tuple[Entry, ...]]:
    """The entries of each verb's lemma, longer phrases first."""
    by_head: dict[str, list[Entry]] = {}
    for group in table("cues")["verbs"].values():
        for phrase in group["words"]:
            words = tuple(phrase.split())
            by_head.setdefault(words[0], []).append(
                Entry(
                    words=words,
                    stance=group["stance"],
                    takes=frozenset(group["takes"]),
                    listener=group.get("listener", False),
                    poll=group.get("poll", False),
                    quoted=group.get("quoted", False),
                    sourceless=group.get("sourceless", False),
                )
            )
    return {
        head: tuple(sorted(entries, key=lambda entry: -len(entry.words)))
        for head, entries in by_head.items()
    }


@functools.cache
def noun_stances() -> dict[str, Stance]:
    """The stance of each noun that is a cue: "claim", "refusal"."""
    return {
        word: group["stance"]
        for group in table("cues")["nouns"].values()
        for word in group["words"]
    }


@functools.cache
def british_forms() -> dict[str, str]:
    """The lexicon's form of a verb's British one: "criticise" is "criticize" there."""
    known = set(verb_entries()) | words_of("passives", "words")
    forms = {word[:-3] + "ise": word for word in known if word.endswith("ize")}
    forms |= {word[:-2] + "our": word for word in known if word.endswith("or")}
    return {british: word for british, word in forms.items() if british not in known}


@functools.cache
def words_of(*path: str) -> frozenset[str]:
    """A plain list of the table as a set: `words_of("passives", "words")`."""
    value = table("cues")
    for key in path:
        value = value[key]
    return frozenset(value)


@functools.cache
def _other_stances() -> dict[str, Stance]:
    return {word: stance for stance, words in table("cues")["stance"].items() for word in words}


def lemma_of(token: Token) -> str:
    """The token's lemma in lower case, the lemmatizer's known slips mended."""
    return _mended(token.lemma_)


@functools.lru_cache(maxsize=20_000)  # asked of each verb and noun, several times
def _mended(lemma: str) -> str:
    """The lemma in lower case, mended."""
    lemma = lemma.lower()
    if lemma.endswith(("ise", "our")):
        return british_forms().get(lemma, lemma)
    return _LEMMAS.get(lemma, lemma)


def matches_of(verb: Token) -> list[tuple[Entry, tuple[int, ...]]]:
    """
    The entries that the verb stands for, with the token indices of their words.

    "lashed out at" gives "lash out at"; "said of" gives "say of" and "say". Longer phrases come first.
    """
    entries = verb_entries().get(lemma_of(verb), ())
    # A verb has up to a dozen phrases: what follows it is read once for all of them.
    near = _near(verb) if any(len(entry.words) > 1 for entry in entries) else frozenset()
    found: list[tuple[Entry, tuple[int, ...]]] = []
    for entry in entries:
        if len(entry.words) == 1 or entry.words[1] in near:
            indices = _indices_of(entry, verb)
            if indices is not None:
                found.append((entry, indices))
    return found


def _near(verb: Token) -> frozenset[str]:
    """The words of which one can be the second of a phrase, as written and as lemmas."""
    words: set[str] = set()
    doc = verb.doc
    for i in range(verb.i + 1, min(verb.i + 1 + MAX_GAP, len(doc))):
        token = doc[i]
        if token.is_punct or token.is_sent_start:
            break
        words |= {token.lower_, lemma_of(token)}
        if token.pos_ not in BETWEEN:
            break
    return frozenset(words)


def _indices_of(entry: Entry, verb: Token) -> tuple[int, ...] | None:
    """Where the entry's words stand, or None if one of them is not there."""
    indices = [verb.i]
    doc = verb.doc
    for word in entry.words[1:]:
        first = indices[-1] + 1
        for i in range(first, min(first + MAX_GAP, len(doc))):
            token = doc[i]
            if token.is_punct or token.is_sent_start:
                return None
            if token.lower_ == word or lemma_of(token) == word:
                indices.append(i)
                break
            if token.pos_ not in BETWEEN:
                return None  # "said was written about him" is no "say about"
        else:
            return None
    # "insisted on Thursday that …" does not insist on Thursday.
    behind = indices[-1] + 1
    if len(indices) > 1 and behind < len(doc) and doc[behind].ent_type_ in {"DATE", "TIME"}:
        return None
    return tuple(indices)


def cue_lemma_and_stance(tokens: Iterable[Token], content: str = "") -> tuple[str, Stance]:
    """
    The lemma and the stance of a cue, be it in the lexicon or not.

    "has repeatedly said": say, assert. "refused to say": refuse, deny. "did not plan": plan, deny.
    "made a promise": promise, intend. A cue that the lexicon does not know asserts. The content tells
    "hope to win", an intention, from "hope that they win", a belief.
    """
    words = [token for token in tokens if not token.is_space]
    phrase = " ".join(token.lower_ for token in words)
    for known in table("cues")["phrases"]["with_source"]:
        if phrase == known or phrase.startswith(known + " "):
            return known, "assert"
    first: tuple[str, Stance] | None = None
    for token in words:
        if token.pos_ == "AUX" and len(words) > 1:
            continue
        one = _stance_of(token, content)
        if one is None:
            continue
        if one[1] in _RULING or lemma_of(token) not in LIGHT:
            first = one
            if _is_negated(token):
                return one[0], _OPPOSITE.get(one[1], one[1])
            break
    if first is not None:
        return first
    verb = next((token for token in words if token.pos_ == "VERB"), None)
    head = verb or (words[0] if words else None)
    return (lemma_of(head) if head is not None else ""), "assert"


def _is_negated(word: Token) -> bool:
    """
    Whether "not" or "never" stands right before the word: "did not say", "has never said".

    The parser is not asked: it makes "“Never,” she wrote" a denial.
    """
    for i in range(word.i - 1, max(-1, word.i - 1 - MAX_NOT), -1):
        before = word.doc[i]
        if before.is_punct or before.is_space:
            return False
        if before.lower_ in {"not", "n't", "n’t", "never"}:
            return True
        if before.pos_ not in {"AUX", "ADV", "PART", "VERB"}:
            return False
    return False


def _rank(entry: Entry, *, plans: bool) -> tuple[bool, int]:
    """The place of an entry among those of one verb: the stance that says most goes first."""
    order = _WITH_INFINITIVE if plans else _ORDER
    return entry.quoted, order.index(entry.stance)


def _stance_of(token: Token, content: str) -> tuple[str, Stance] | None:
    """The lemma and stance of one word of a cue, or None if the lexicon has none."""
    lemma = lemma_of(token)
    if token.pos_ != "NOUN":
        matches = [entry for entry, _ in matches_of(token)]
        if matches:
            longest = [entry for entry in matches if len(entry.words) == len(matches[0].words)]
            # "is expected to win" is what others believe.
            plans = content.lower().startswith("to ") and not is_passive(token)
            entry = min(longest, key=lambda entry: _rank(entry, plans=plans))
            return entry.lemma, entry.stance
    if lemma in noun_stances():
        return lemma, noun_stances()[lemma]
    if lemma in words_of("adverbs", "sourceless"):
        return lemma, "assert"
    other = _other_stances()
    if lemma in other or token.lower_ in other:
        return lemma, other.get(lemma) or other[token.lower_]
    return None


def reports(verb: Token) -> bool:
    """Whether a verb is one of saying, so that whoever does it is its source: "vowed", not "seemed"."""
    entries = [entry for entry, words in matches_of(verb) if len(words) == 1 and not entry.quoted]
    return any({"clause", "infinitive"} & entry.takes for entry in entries) and not any(
        entry.sourceless or entry.stance == "believe" for entry in entries
    )


def has_listener(verb: Token) -> bool:
    """Whether a verb's object is who hears it: "told", "asked", "warned"."""
    return lemma_of(verb) == "tell" or any(
        entry.listener or "person" in entry.takes for entry, _ in matches_of(verb)
    )


def is_speech(verb: Token) -> bool:
    """Whether a verb is one that persons alone do: "told", and not "shows" or "suggests"."""
    entries = [entry for entry, _ in matches_of(verb)]
    return reports(verb) and not any(entry.poll for entry in entries)


def is_known(tokens: Span) -> bool:
    """Whether a word of a cue is in the lexicon: "has harshly criticized", "his claim that"."""
    phrase = tokens.text.strip().lower()
    if phrase.startswith(tuple(table("cues")["phrases"]["with_source"])):
        return True
    # A colon or a dash is one too.
    return not any(map(str.isalnum, phrase)) or any(
        _stance_of(token, "") is not None for token in tokens if token.pos_ != "AUX"
    )


def core_of(tokens: Span) -> tuple[int, int]:
    """
    The cue without auxiliaries before its verb, and without when and where it was said.

    "has repeatedly said" is "said", "said in a statement on Sunday:" is "said". A negation stays, "did
    not say", and so does what leads to the content: "criticism of", "boasted to reporters of".
    """
    first, last = 0, len(tokens) - 1
    while first < last and (tokens[last].is_punct or tokens[last].is_space):
        last -= 1
    verb = next((k for k in range(first, last + 1) if tokens[k].pos_ == "VERB"), None)
    if verb is None:
        return _offsets(tokens, first, last)
    if all(tokens[k].pos_ in {"AUX", "ADV"} and tokens[k].dep_ != "neg" for k in range(verb)):
        first = verb
    matches = matches_of(tokens[verb])
    if matches and tokens[last].pos_ not in {"ADP", "PART", "VERB", "SCONJ"}:
        end = max(verb, min(last, matches[0][1][-1] - tokens[0].i))
        if end < last and _is_circumstance(tokens[end + 1]):
            last = end
    return _offsets(tokens, first, last)


def _is_circumstance(word: Token) -> bool:
    """Whether a word begins to tell when or where: "on Sunday", "in a statement", "Thursday"."""
    return word.lower_ in _CIRCUMSTANCES or (word.ent_type_ in {"DATE", "TIME"})


def _offsets(tokens: Span, first: int, last: int) -> tuple[int, int]:
    """The character offsets of the tokens from `first` to `last`."""
    return tokens[first].idx, tokens[last].idx + len(tokens[last])
