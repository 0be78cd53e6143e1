"""Evaluation: documents against annotation by hand, in JSON and in brat standoff."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import claimx
from claimx.errors import InputError
from claimx.evaluate import evaluate, read_gold
from claimx.evaluate.gold import brat
from claimx.render import evaluation as rendered

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ended

TEXT = "Jo Lund said 40 boats sank. Ann Roy denied it."


def span(words: str) -> dict[str, Any]:
    """Where the words stand."""
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def content(**lists: list[dict[str, Any]]) -> dict[str, Any]:
    """A document with these lists."""
    return {"document": {"source": "boats.txt", "text": TEXT}, **lists}


def number(words: str, value: float, **more: Any) -> dict[str, Any]:
    """A number as JSON has it."""
    fields = {"kind": "count", "upper": None, "unit": None, "comparison": "=", "trend": None}
    return {
        "id": "n1",
        **span(words),
        "value": value,
        "per": None,
        "concept": None,
        **fields,
        **more,
    }


def scores(gold: dict[str, Any], *predicted: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    """Hits, gold and predicted items by measure."""
    result = evaluate(predicted, {"boats": {"text": TEXT, **gold}})
    return {name: (row.hits, row.gold, row.predicted) for name, row in result.rows.items()}


def test_what_is_equal_is_right() -> None:
    """A document against itself is right in every field."""
    document = claimx.to_dict(claimx.extract(TEXT, source="boats.txt"))
    gold = {name: document[name] for name in ("numbers", "entities", "attributions", "claims")}
    result = evaluate([document], {"boats": {"text": TEXT, **gold}})
    assert [] == result.differences
    assert {1.0} == {row.f1 for row in result.rows.values()}


def test_each_field_is_judged_by_itself() -> None:
    """A number with a wrong value is found, and its value is wrong."""
    gold = {"numbers": [number("40", 40)]}
    found = scores(gold, content(numbers=[number("40 boats", 14)]))
    assert ((1, 1, 1), (0, 1, 1), (1, 1, 1)) == (
        found["numbers"],
        found["numbers.value"],
        found["numbers.unit"],
    )


def test_what_was_not_annotated_is_not_judged() -> None:
    """Neither a list nor a field that the gold does not have."""
    gold = {"numbers": [{"id": "n1", **span("40")}]}
    found = scores(gold, content(numbers=[number("40", 40)], entities=[], claims=[]))
    assert {"numbers": (1, 1, 1)} == found


def test_optional_items_are_neither_missed_nor_false() -> None:
    """An optional item counts on neither side, given or not."""
    gold = {"numbers": [number("40", 40, optional=True)]}
    assert (0, 0, 0) == scores(gold, content(numbers=[number("40", 40)]))["numbers"]
    assert (0, 0, 0) == scores(gold, content(numbers=[]))["numbers"]


def test_free_fields_are_right_whatever_they_are() -> None:
    """A field that the gold leaves free is not judged."""
    gold = {"numbers": [number("40", 40, free=["value"])]}
    assert (1, 1, 1) == scores(gold, content(numbers=[number("40", 14)]))["numbers.value"]


def test_misses_and_false_hits_are_listed_with_their_lines() -> None:
    """Every difference has its document, line and words."""
    result = evaluate(
        [content(numbers=[number("Ann", 1)])],
        {"boats": {"text": TEXT, "numbers": [number("40", 40)]}},
    )
    assert [("missed", 1, "40"), ("false", 1, "Ann")] == [
        (difference.what, difference.line, difference.text) for difference in result.differences
    ]


def test_a_document_without_prediction_is_all_missed() -> None:
    """Gold that nobody predicted counts."""
    assert (0, 1, 0) == scores({"numbers": [number("40", 40)]})["numbers"]


def test_another_text_is_an_error() -> None:
    """Offsets into two texts cannot be compared."""
    other = {"document": {"source": "boats.txt", "text": "Other."}, "numbers": []}
    with pytest.raises(InputError, match="not the gold's"):
        evaluate([other], {"boats": {"text": TEXT, "numbers": []}})


# ---------------------------------------------------------------- brat

ANNOTATION = """\
T1\tSource 0 7\tJo Lund
T2\tCue 8 12\tsaid
T3\tContent 13 21;22 26\t40 boats sank
T4\tAttribution 8 12\tsaid
E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3
T5\tPERSON 28 35\tAnn Roy
T6\tNumber 13 15\t40
#1\tAnnotatorNotes T6\tsure
"""


def test_brat_standoff_is_read() -> None:
    """Text-bound annotations, pieces and events; notes are passed over."""
    gold = brat(TEXT, ANNOTATION)
    (said,) = gold["attributions"]
    assert ("Jo Lund", "said") == (said["source"]["text"], said["cue"]["text"])
    assert ["40 boats", "sank"] == [piece["text"] for piece in said["content"]]
    assert ["40"] == [item["text"] for item in gold["numbers"]]
    assert ["PERSON"] == [item["label"] for item in gold["entities"]]
    assert "claims" not in gold


def test_brat_relations_link_too() -> None:
    """An R line between a content and its source is as good as an event."""
    lines = "T1\tSource 0 7\tJo Lund\nT3\tContent 13 26\t40 boats sank\nR1\tSays Arg1:T3 Arg2:T1\n"
    (said,) = brat(TEXT, lines)["attributions"]
    assert "Jo Lund" == said["source"]["text"]


def test_a_brat_span_outside_the_text_is_an_error() -> None:
    """One line that names the span."""
    with pytest.raises(InputError, match="a span from 40 to 400"):
        brat(TEXT, "T1\tNumber 40 400\tx\n")


# ---------------------------------------------------------------- reading and the command


def test_gold_of_a_folder(tmp_path: Path) -> None:
    """JSON and brat side by side, by the stems of their names."""
    (tmp_path / "boats.json").write_text(json.dumps(content(numbers=[number("40", 40)])), "utf-8")
    (tmp_path / "other.txt").write_text(TEXT, "utf-8")
    (tmp_path / "other.ann").write_text(ANNOTATION, "utf-8")
    assert {"boats", "other"} == read_gold(str(tmp_path)).keys()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("{", "not JSON"),
        ("[]", "not a claimx document"),
        (json.dumps({"document": {"text": "a"}, "numbers": [span("40")]}), "the text has no '40'"),
    ],
)
def test_bad_gold_is_named(tmp_path: Path, given: str, says: str) -> None:
    """What cannot be gold says why."""
    (tmp_path / "bad.json").write_text(given, "utf-8")
    with pytest.raises(InputError, match=says):
        read_gold(str(tmp_path))


def test_lines_and_json_hold_the_figures() -> None:
    """Both say the same."""
    result = evaluate(
        [content(numbers=[])], {"boats": {"text": TEXT, "numbers": [number("40", 40)]}}
    )
    assert any("numbers" in line and "0.000" in line for line in rendered.lines(result))
    assert 0.0 == rendered.to_dict(result)["measures"]["numbers"]["f1"]
    assert "missed" == rendered.to_dict(result)["differences"][0]["what"]


def test_the_command(claimx_command: Callable[..., Ended], tmp_path: Path) -> None:
    """Articles or JSON against a folder; a floor that is not reached gives status 1."""
    (tmp_path / "boats.json").write_text(json.dumps(content(numbers=[number("40", 40)])), "utf-8")
    (tmp_path / "boats.txt").write_text(TEXT, "utf-8")
    gold = ("--gold", str(tmp_path / "boats.json"))
    ended = claimx_command("evaluate", str(tmp_path / "boats.txt"), *gold)
    assert (0, "") == (ended.status, ended.stderr)
    assert "numbers" in ended.stdout
    made = claimx_command("extract", str(tmp_path / "boats.txt"), "--json")
    floor = ("--fail-under", "numbers.value=1.1")
    ended = claimx_command("evaluate", "-", *gold, *floor, stdin=made.stdout.encode())
    assert (1, 1) == (ended.status, len(ended.stderr.splitlines()))
    ended = claimx_command("evaluate", "-", "--gold", str(tmp_path / "none"))
    assert (1, 1) == (ended.status, len(ended.stderr.splitlines()))
