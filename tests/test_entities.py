"""Names, their groups, dates and references: sentences with what must be found in them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claimx.find.entities import find_entities

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from claimx.records import Entity

CASES = Path(__file__).parent / "cases"
DATES = ("DATE", "TIME")


def cases(name: str) -> list[Any]:
    """The cases of a file, each a parameter that reads as its text."""
    content = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))
    return [
        pytest.param(case, id=f"{case['text'][:70]} {case.get('published', '')}".strip())
        for case in content["case"]
    ]


def parse(nlp: Language, text: str) -> Doc:
    """A parsed Doc without claimx's own stages."""
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if is_later_stage(name)]):
        return nlp(text)


def is_later_stage(name: str) -> bool:
    """Whether a component is one of claimx's that needs the parse."""
    return name.startswith("claimx") and name != "claimx_paragraphs"


def entities_of(nlp: Language, text: str, published: str | None = None) -> tuple[Entity, ...]:
    """The entities of a text."""
    return find_entities(parse(nlp, text), (), published=published)


@pytest.mark.parametrize("case", cases("dates"))
def test_dates(nlp: Language, case: dict[str, Any]) -> None:
    """Each date is found once, with its label and its value."""
    found = [
        [entity.name, entity.label, entity.value or ""]
        for entity in entities_of(nlp, case["text"], case.get("published"))
        if entity.label in DATES
    ]
    assert case["dates"] == found, case["reason"]


@pytest.mark.parametrize("case", cases("names"))
def test_names(nlp: Language, case: dict[str, Any]) -> None:
    """Each name is found with its label, and nothing else."""
    mentions = sorted(
        (mention.start, f"{mention.text}|{entity.label}")
        for entity in entities_of(nlp, case["text"])
        if entity.label not in DATES
        for mention in entity.mentions
        if mention.kind == "name"
    )
    assert case["names"] == [name for _, name in mentions], case["reason"]


@pytest.mark.parametrize("case", cases("grouping"))
def test_groups(nlp: Language, case: dict[str, Any]) -> None:
    """Names of one thing are one entity, and of two things two."""
    found = [
        [mention.text for mention in entity.mentions if mention.kind == "name"]
        for entity in entities_of(nlp, case["text"])
        if entity.label not in DATES
    ]
    assert case["groups"] == found, case["reason"]


@pytest.mark.parametrize("case", cases("pronouns"))
def test_references(nlp: Language, case: dict[str, Any]) -> None:
    """What is clear is resolved, to the right one, and what is not stays open."""
    found = sorted(
        (mention.start, [mention.text, entity.name])
        for entity in entities_of(nlp, case["text"])
        for mention in entity.mentions
        if mention.kind != "name"
    )
    assert case["references"] == [reference for _, reference in found], case["reason"]
