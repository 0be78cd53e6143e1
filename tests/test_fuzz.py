"""Damaged texts and bytes: a seeded share of `python tests/fuzz.py`, and what once failed there."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import fuzz
import pytest
from fuzz_bytes import numerals, readers

import claimx
from claimx import load_pipeline

if TYPE_CHECKING:
    from spacy.language import Language

CASES = tomllib.loads((Path(__file__).parent / "cases" / "fuzz.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_what_once_failed(case: dict[str, str]) -> None:
    """The text that taught it, by both engines."""
    for engine in ("tagger", "rules"):
        document = claimx.extract(case["text"], attributions=engine)  # type: ignore[arg-type]
        assert [] == fuzz.broken(claimx.to_dict(document))


def test_some_damaged_texts_by_the_tagger(nlp: Language) -> None:
    """No exception, no broken promise, the same again in another order, two seconds at most."""
    assert [] == list(fuzz.failures([*range(100)], nlp))


def test_some_damaged_texts_by_rules() -> None:
    """The same without the tagger, on other texts."""
    assert [] == list(fuzz.failures([*range(10_000, 10_100)], load_pipeline(attributions="rules")))


def test_the_fuzz_can_fail(nlp: Language) -> None:
    """What is broken is seen."""
    content = claimx.to_dict(claimx.extract("Prices rose by 5%, the ministry said."))
    assert [] == fuzz.broken(content)
    content["numbers"][0]["start"] += 1
    content["claims"][0]["numbers"] = ["n9"]
    reasons = " ".join(fuzz.broken(content))
    assert "n9 is nowhere" in reasons
    assert "is not" in reasons
    assert nlp.pipe_names
    assert len({fuzz.text_of(number) for number in range(100)}) == 100


def test_some_bytes_through_the_readers() -> None:
    """Damaged tables and texts; what atheris goes on from."""
    chance = random.Random(1)
    good = b'{"text": "Prices rose by 5%.", "id": 1}\nid,text\n1,"a ""b"""\n[{"text": "x"}]\n\xff\xfe\0'
    for _ in range(1500):
        raw = bytearray(good[chance.randrange(60) :])
        for _ in range(chance.randrange(6)):
            raw[chance.randrange(len(raw))] = chance.choice(b'{}[]",:\n\r\\\0\xff\xc3 5')
        readers(bytes(raw))


def test_some_characters_through_the_numerals() -> None:
    """Digits, signs and number words in any order."""
    chance = random.Random(2)
    words = [
        "1",
        "2.5",
        "1,270",
        "½",
        "⅔",
        "٣",
        "%",
        "$",
        "£",
        "-",
        "–",
        "/",
        ".",
        ",",
        "of",
        "a",
        "half",
        "two",
        "dozen",
        "hundred",
        "million",
        "bn",
        "th",
        "per",
        "to",
        "\n",
    ]
    for _ in range(3000):
        space = chance.choice(("", " ", "-"))
        numerals(space.join(chance.choices(words, k=chance.randint(1, 14))).encode())
