"""
News-like texts, damaged at random, through the whole pipeline: `python tests/fuzz.py --documents 10000`.

Each text is made and damaged by its number alone, so a number that failed is a case that can be kept:
tests/cases/fuzz.toml. What must hold of every document stands in `broken`.

    --documents N    how many (10,000)
    --first N        the number of the first (0)
    --engine NAME    tagger or rules (both)
"""

from __future__ import annotations

import argparse
import functools
import json
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema

from claimx import Article, ClaimxError, from_dict, to_dict, wire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
from news import article  # a script, not a package

# CPU seconds for one document.
MOST_SECONDS = 2.0
BATCH = 20

QUOTES = "\"“”„«»‘’'`"
SIGNS = ",.;:!?-–—/()[]{}<>%$£€¥#&*+=~^|\\_…·•§°\n\r\t\u00a0\u2009\u2028\u0085"
ODD = "\u200b\u200d\u202e\u2066\ufeff\ufffd\u0301\u0338\ue000𝟘½⅔²①Ⅷ٣१１２万百🙂👩‍👧İßﬁ\x00\x07\x1b\x7f"
SNIPPETS = (
    "not ", "no ", "between ", " and ", " to ", "per ", "more than ", "hundred ", "million ", "half ",
    " of ", "1,", ".5", "-", "0", "00", "1e9", "9" * 40, "$", "%", " percent", "two-thirds", "3-1",
    " he said", "said ", "according to ", " that ", "who ", "which ", "“", "” ", "’s ", "Mr. ", "Dr ",
    "The ", "HE SAID ", "\n\n", "\n", " \n", "* * *", "?!", "...", "May ", "Monday", "2024-06-03",
)  # fmt: skip


def text_of(number: int) -> str:
    """The damaged text of that number."""
    chance = random.Random(number)
    text = article(chance.randint(30, 120), seed=number)
    for _ in range(chance.choice((1, 2, 4, 8, 16, 40))):
        text = chance.choice(_DAMAGES)(text, chance)
    return text


def _delete(text: str, chance: random.Random) -> str:
    i = chance.randint(0, len(text))
    return text[:i] + text[i + chance.choice((1, 1, 1, 2, 5, 30)) :]


def _double(text: str, chance: random.Random) -> str:
    i = chance.randint(0, len(text))
    piece = text[i : i + chance.choice((1, 1, 2, 8, 40))]
    return text[:i] + piece * chance.choice((2, 2, 2, 3, 12)) + text[i + len(piece) :]


def _insert(text: str, chance: random.Random) -> str:
    i = chance.randint(0, len(text))
    some = chance.choice((QUOTES, SIGNS, ODD, "0123456789"))
    return text[:i] + chance.choice(some) * chance.choice((1, 1, 1, 2, 70)) + text[i:]


def _insert_any(text: str, chance: random.Random) -> str:
    i = chance.randint(0, len(text))
    code = chance.choice((chance.randint(0, 0xD7FF), chance.randint(0xE000, 0x10FFFF)))
    return text[:i] + chr(code) + text[i:]


def _insert_words(text: str, chance: random.Random) -> str:
    i = chance.randint(0, len(text))
    return text[:i] + chance.choice(SNIPPETS) * chance.choice((1, 1, 1, 3)) + text[i:]


def _swap_quote(text: str, chance: random.Random) -> str:
    places = [i for i, c in enumerate(text) if c in QUOTES]
    return _replaced(text, places, chance.choice((*QUOTES, "", "''", "``")), chance)


def _swap_digit(text: str, chance: random.Random) -> str:
    places = [i for i, c in enumerate(text) if c.isdigit()]
    return _replaced(text, places, chance.choice((*"0123456789.,/- ", "٣", "½", "o")), chance)


def _swap_words(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    i, j = chance.randrange(len(words)), chance.randrange(len(words))
    words[i], words[j] = words[j], words[i]
    return " ".join(words)


def _capitals(text: str, chance: random.Random) -> str:
    i = chance.randint(0, len(text))
    j = i + chance.randint(1, 60)
    return text[:i] + chance.choice((str.upper, str.lower, str.title))(text[i:j]) + text[j:]


def _replaced(text: str, places: list[int], new: str, chance: random.Random) -> str:
    if not places:
        return text
    i = chance.choice(places)
    return text[:i] + new + text[i + 1 :]


_DAMAGES = (
    _delete, _double, _insert, _insert_any, _insert_words, _swap_quote, _swap_digit, _swap_words,
    _capitals,
)  # fmt: skip


# ---------------------------------------------------------------- what must hold


@functools.cache
def _schema() -> Any:
    return jsonschema.Draft202012Validator(wire.schema())


def broken(content: dict[str, Any]) -> list[str]:
    """What does not hold of a JSON document, though it must of any; nothing where all is well."""
    text = content["document"]["text"]
    wrong = [error.message[:200] for error in _schema().iter_errors(content)]
    wrong += [
        f"{span} is not {text[span['start'] : span['end']]!r}"
        for span in _spans(content)
        if not 0 <= span["start"] < span["end"] or text[span["start"] : span["end"]] != span["text"]
    ]
    for kind, place in (
        ("numbers", lambda n: n["start"]),
        ("entities", lambda e: e["mentions"][0]["start"]),
        ("attributions", lambda a: a["content"][0]["start"]),
        ("claims", lambda c: c["start"]),
    ):
        records = content[kind]
        ids = [f"{kind[0]}{number}" for number in range(1, len(records) + 1)]
        if ids != [record["id"] for record in records]:
            wrong.append(f"{kind}: the ids are not {ids}")
        places = [place(record) for record in records]
        if places != sorted(places):
            wrong.append(f"{kind}: not in the text's order")
    ends = [0]
    for sentence in content["sentences"]:
        if not ends[-1] <= sentence["start"] < sentence["end"] <= len(text):
            wrong.append(f"sentence {sentence} overlaps or is empty")
        ends.append(sentence["end"])
    last: dict[str, int] = {"number": 0}
    for number in content["numbers"]:
        if number["start"] < last["number"]:
            wrong.append(f"{number['id']} overlaps the number before it")
        last["number"] = number["end"]
    wrong += _dangling(content)
    if to_dict(from_dict(content)) != content:
        wrong.append("it is another document after reading it again")
    if json.loads(wire.dumps(content)) != content:
        wrong.append("it is another document after JSON")
    return wrong


def _spans(content: Any) -> Iterator[dict[str, Any]]:
    """Every object with a text and its place."""
    if isinstance(content, dict):
        if {"text", "start", "end"} <= content.keys():
            yield content
        for value in content.values():
            yield from _spans(value)
    elif isinstance(content, list):
        for value in content:
            yield from _spans(value)


def _dangling(content: dict[str, Any]) -> list[str]:
    """References to records that are not there."""
    ids = {r["id"] for kind in wire.KINDS for r in content[kind]}
    named = [a["source"]["entity"] for a in content["attributions"] if a["source"]]
    for claim in content["claims"]:
        named += [claim["attribution"], *claim["numbers"], *claim["entities"]]
    places = [
        r["sentence"] for kind in ("numbers", "attributions", "claims") for r in content[kind]
    ]
    places += [m["sentence"] for entity in content["entities"] for m in entity["mentions"]]
    wrong = [f"{name} is nowhere" for name in named if name is not None and name not in ids]
    return wrong + [f"sentence {i}" for i in places if not 0 <= i < len(content["sentences"])]


# ---------------------------------------------------------------- the run


def failures(numbers: list[int], nlp: Language) -> Iterator[tuple[int, str]]:
    """The numbers of the texts that fail, and why."""
    from claimx.api import extract_each

    articles = [Article(text=text_of(number), source=str(number)) for number in numbers]
    started = time.process_time()
    first = list(extract_each(articles, nlp=nlp))
    took = time.process_time() - started
    if took > MOST_SECONDS:  # which of them was it?
        for item in articles:
            started = time.process_time()
            next(extract_each([item], nlp=nlp))
            if time.process_time() - started > MOST_SECONDS:
                yield int(item.source), f"{time.process_time() - started:.1f} s"
    # A second time, of every fifth batch: nothing may hang on what was read before.
    again = first if numbers[0] // BATCH % 5 else [*extract_each(articles[::-1], nlp=nlp)][::-1]
    for number, outcome, other in zip(numbers, first, again, strict=True):
        if isinstance(outcome, ClaimxError):
            yield number, str(outcome)
        elif outcome != other:
            yield number, "another document in another order"
        else:
            yield from ((number, reason) for reason in broken(to_dict(outcome)))


def main() -> int:
    """Run, and name what failed."""
    from claimx.pipeline import ENGINES, load_pipeline

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[1])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--engine", choices=ENGINES)
    options = parser.parse_args()
    numbers = range(options.first, options.first + options.documents)
    failed = 0
    for engine in [options.engine] if options.engine else ENGINES:
        nlp = load_pipeline(attributions=engine)
        started = time.process_time()
        bad: dict[int, str] = {}
        for begin in range(0, len(numbers), BATCH):
            if begin % 1000 == 0:
                sys.stdout.write(f"{engine}: {begin} …\n")
                sys.stdout.flush()
            for number, reason in failures([*numbers[begin : begin + BATCH]], nlp):
                sys.stdout.write(f"{engine} {number}: {reason}\n")
                sys.stdout.flush()
                bad[number] = reason
        seconds = time.process_time() - started
        good = len(numbers) - len(bad)
        sys.stdout.write(f"{engine}: {good} of {len(numbers)} hold, {seconds:.0f} s of CPU\n")
        sys.stdout.flush()
        failed += len(bad)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
