"""
Words made comparable without a parser: stems, singulars, what a noun phrase is of.

    stem("killed")                      "kill"
    head_of("armored combat vehicles")  ("vehicle", {"armor", "combat"})
"""

from __future__ import annotations

import functools
import re

from claimx.lexicon import table

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PREPOSITIONS = frozenset(
    ("of", "in", "for", "on", "with", "to", "from", "by", "at", "against", "between", "per", "who")
)
_IRREGULAR = {
    "children": "child",
    "men": "man",
    "women": "woman",
    "people": "person",
    "persons": "person",
    "feet": "foot",
    "lives": "life",
    "died": "die",
    "dying": "die",
    "fled": "flee",
    "shot": "shoot",
    "aircraft": "aircraft",
    "troops": "troop",
    "losses": "loss",
    "taxes": "tax",
}


@functools.cache
def singular(word: str) -> str:
    """The singular of a lower-case noun, near enough: "casualties" is "casualty"."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for end, start in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x")):
        if word.endswith(end) and len(word) > len(end) + 1:
            return word.removesuffix(end) + start
    if word.endswith("men") and len(word) > 4:
        return word[:-2] + "an"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


@functools.cache
def stem(word: str) -> str:
    """A lower-case word without its ending: "killed", "killing" and "kills" are "kill"."""
    word = re.sub(r"['’]s?$", "", word)
    word = singular(word)
    for end in ("ing", "ed"):
        if word.endswith(end) and len(word) - len(end) >= 3:
            word = word.removesuffix(end)
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            return word
    return word.removesuffix("e") if len(word) > 4 else word


@functools.cache
def _synonyms() -> dict[str, str]:
    """Each word that has synonyms, and the one that stands for all of them."""
    return {word: group[0] for group in table("ledger")["synonyms"] for word in group}


@functools.cache
def _states() -> dict[str, str]:
    """Each stem that says what happened to those counted, and the name of what happened."""
    return {one: name for name, stems in table("ledger")["states"].items() for one in stems}


@functools.cache
def stop_words() -> frozenset[str]:
    """Words too common to say what a figure is of."""
    return frozenset(table("ledger")["words"]["stop"])


@functools.cache
def counters() -> frozenset[str]:
    """Words that stand for the counting itself: "number", "toll"."""
    return frozenset(table("ledger")["counters"])


def state_of(word: str) -> str | None:
    """What the word says happened to those counted: "dead" for "killed", else None."""
    return _states().get(stem(word.lower())) or _states().get(word.lower())


def head_of(phrase: str) -> tuple[str, frozenset[str]]:
    """
    The head noun of a phrase and the stems of what modifies it.

    Synonyms are one word; "" where the phrase has no noun of its own ("total number").
    """
    words: list[str] = []
    for match in WORD.finditer(phrase.lower()):
        if words and match[0] in _PREPOSITIONS:
            break
        words.append(re.sub(r"['’]s?$", "", match[0]))
    words = [word for word in words if word not in stop_words()]
    while words and singular(words[-1]) in counters():
        words.pop()
    if not words:
        return "", frozenset()
    head = singular(words[-1])
    return _synonyms().get(head, head), frozenset(stem(word) for word in words[:-1])
