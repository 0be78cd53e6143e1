"""A text too long to be worked on at once: its chapters' records joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from fuzz import article, broken

import claimx.api
import claimx.chapters
from claimx import Article, Document, to_dict
from claimx.api import extract_each

if TYPE_CHECKING:
    from spacy.language import Language

PADDING = "The river had been low for weeks, and the road was dry.\n" * 8


def extracted(text: str, nlp: Language, *, published: str | None = None) -> Document:
    """The document of a text."""
    outcome = next(extract_each([Article(text=text, source="a", published=published)], nlp=nlp))
    assert isinstance(outcome, Document)
    return outcome


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> int:
    """Chapters of a few paragraphs."""
    for module in (claimx.api, claimx.chapters):
        monkeypatch.setattr(module, "CHAPTER", len(PADDING) + 90)
    return len(PADDING) + 90


def found(text: str, nlp: Language) -> list[tuple[str, list[str]]]:
    """Each entity's name, with its mentions."""
    return [(e.name, [m.text for m in e.mentions]) for e in extracted(text, nlp).entities]


@pytest.mark.parametrize("seed", range(4))
def test_a_joined_document_holds_together(nlp: Language, small: int, seed: int) -> None:
    """Every record is at its place, with an id of its own that all others call it by."""
    text = article(600, seed=seed)
    assert len(text) > 4 * small
    assert [] == broken(to_dict(extracted(text, nlp)))


def test_chapters_say_what_the_whole_says(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """All but what hangs on names of other chapters is the same: numbers, sentences, who said what."""
    text = "\n".join(article(200, seed=seed) for seed in range(5))
    whole = to_dict(extracted(text, nlp, published="2024-06-03"))
    for module in (claimx.api, claimx.chapters):
        monkeypatch.setattr(module, "CHAPTER", 2000)
    parts = to_dict(extracted(text, nlp, published="2024-06-03"))
    assert whole["document"] == parts["document"]
    for kind in ("sentences", "numbers"):
        assert whole[kind] == parts[kind]
    for kind in ("attributions", "claims"):
        assert _without_ids(whole[kind]) == _without_ids(parts[kind])
    dates = [[e for e in one["entities"] if e["value"]] for one in (whole, parts)]
    assert _without_ids(dates[0]) == _without_ids(dates[1])


def _without_ids(content: Any) -> Any:
    """
    The same without entities' ids, and without scores.

    All of a name's mentions decide about its label, and the label counts in a score.
    """
    if isinstance(content, dict):
        left = content.keys() - {"id", "entity", "entities", "score", "reasons"}
        return {name: _without_ids(content[name]) for name in sorted(left)}
    return [_without_ids(one) for one in content] if isinstance(content, list) else content


def test_a_name_goes_on_in_the_next_chapter(nlp: Language, small: int) -> None:
    """The full name and the short form of an earlier chapter are the same person; "she" is hers."""
    first = "Dana Whitlock, the mayor, met Omar Hassan in Lisbon. Whitlock was late.\n"
    then = "Dana Whitlock resigned in Lisbon. “I am tired,” Whitlock said. She left.\n"
    last = "“It was time,” Whitlock said.\n"
    document = extracted(first + PADDING + then + PADDING + last, nlp)
    assert small < len(document.text)
    mentions = {e.name: [m.text for m in e.mentions] for e in document.entities}
    assert ["Dana Whitlock", "Whitlock", "Dana Whitlock", "Whitlock", "She", "Whitlock"] == (
        [text for text in mentions["Dana Whitlock"] if text != "the mayor"]
    )
    assert 2 == len(mentions["Lisbon"])
    assert ["Dana Whitlock"] * 2 == [a.source.name for a in document.attributions if a.source]
    speakers = {claim.speaker for claim in document.claims}
    assert {None, "Dana Whitlock"} == speakers


def test_a_surname_that_two_have_is_neither(nlp: Language, small: int) -> None:
    """A short form that could be two people's is a third."""
    first = "Dana Whitlock met Omar Whitlock. Dana Whitlock smiled, and Omar Whitlock left.\n"
    text = first + PADDING + "“It was time,” Mr Whitlock said.\n"
    assert small < len(text)
    assert {"Dana Whitlock": 2, "Omar Whitlock": 2, "Whitlock": 1} == (
        {name: len(mentions) for name, mentions in found(text, nlp)}
    )
