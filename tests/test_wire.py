"""The JSON document: schema, round trip, flat records, strictness."""

from __future__ import annotations

import dataclasses
import json
import runpy
import types
import typing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pydantic
import pytest

from claimx import Document, UsageError, from_dict, records, to_dict, wire

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = wire.schema()


def test_the_sample_validates(sample: Document) -> None:
    """What is printed for the sample article follows schema.json."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(to_dict(sample), SCHEMA)
    jsonschema.validate(to_dict(sample, only=["claims"], with_text=False), SCHEMA)


def test_a_wrong_document_does_not_validate(sample: Document) -> None:
    """The schema can fail: an unknown key, a missing key and a wrong kind are found."""
    for change in ({"extra": 1}, {"sentences": None}, {"schema_version": 2}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(to_dict(sample) | change, SCHEMA)


RECORDS = [
    "Sentence",
    "Number",
    "Mention",
    "Entity",
    "Source",
    "Cue",
    "Attribution",
    "Claim",
    "Span",
]


@pytest.mark.parametrize("name", RECORDS)
def test_schema_and_records_name_the_same_fields(name: str) -> None:
    """Each record's definition has the record's fields, with the record's kinds."""
    record = getattr(records, name)
    published = SCHEMA["$defs"][name.lower()]
    assert {field.name for field in dataclasses.fields(record)} == set(published["properties"])
    assert published["required"] == list(published["properties"])
    for field, hint in typing.get_type_hints(record).items():
        literals = set(_literals(hint))
        if literals:
            assert literals == {v for v in published["properties"][field]["enum"] if v is not None}


def _literals(hint: Any) -> Iterator[str]:
    """The values of a Literal, alone or in a union."""
    if typing.get_origin(hint) is typing.Literal:
        yield from typing.get_args(hint)
    elif isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        for part in typing.get_args(hint):
            yield from _literals(part)


@pytest.mark.parametrize("name", RECORDS)
def test_schema_and_records_agree_on_what_may_be_null(name: str) -> None:
    """A field is null in the schema exactly where the record's type has None."""
    made = pydantic.TypeAdapter(getattr(records, name)).json_schema()["properties"]
    published = SCHEMA["$defs"][name.lower()]["properties"]
    for field, from_record in made.items():
        assert _takes_null(from_record) == _takes_null(published[field]), field


def _takes_null(definition: dict[str, Any]) -> bool:
    return jsonschema.Draft202012Validator(
        {**definition, "$defs": {name.lower(): {"type": "object"} for name in RECORDS}}
        if "$ref" not in json.dumps(definition)
        else {"anyOf": [d for d in definition.get("anyOf", []) if "$ref" not in d] or [False]}
    ).is_valid(None)


def test_there_and_back(sample: Document) -> None:
    """from_dict(to_dict(d)) is d, also by way of JSON text."""
    assert sample == from_dict(to_dict(sample))
    assert sample == from_dict(json.loads(wire.dumps(to_dict(sample))))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"schema_version": 99}, "schema version 99"),
        ({"document": None}, "not a claimx document"),
        ({"numbers": [{"id": "n1"}]}, "not a claimx document"),
        ({"claims": 7}, "not a claimx document"),
    ],
)
def test_other_json_is_refused(sample: Document, change: dict[str, Any], reason: str) -> None:
    """What cannot be read gives one line that says why."""
    with pytest.raises(UsageError, match=reason):
        from_dict(to_dict(sample) | change)


@pytest.mark.parametrize("content", [{}, [], None, "text", {"name": "other program"}])
def test_json_of_another_program_is_refused(content: Any) -> None:
    """No schema version: not ours."""
    with pytest.raises(UsageError, match="no schema_version"):
        from_dict(content)


def test_a_document_without_text_is_refused(sample: Document) -> None:
    """Offsets without a text are no document."""
    with pytest.raises(UsageError, match="--no-text"):
        from_dict(to_dict(sample, with_text=False))


def test_json_is_strict_and_safe_for_lines_and_terminals() -> None:
    """NaN is refused; DEL, C1 controls and Unicode's line ends are escaped; the rest stays."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        wire.dumps({"a": float("nan")})
    assert '{"a": "é\\u0085\\u009b\\u007f\\u2028”"}' == wire.dumps({"a": "é\x85\x9b\x7f\u2028”"})


def test_flat_claims_stand_on_their_own(sample: Document) -> None:
    """A flat claim has the keys of the schema's document, its line, and its figures in full."""
    flat = list(wire.flat_records(sample, "claims"))
    assert len(sample.claims) == len(flat)
    keys = "document sha256 published id text start end line score speaker source_text cue stance"
    assert [*keys.split(), "quotation", "figures"] == list(flat[0])
    for record in flat:
        assert sample.text[record["start"] : record["end"]] == record["text"]
        assert sample.text[: record["start"]].count("\n") + 1 == record["line"]


@pytest.mark.parametrize("kind", wire.KINDS)
def test_each_kind_has_flat_records(sample: Document, kind: wire.Kind) -> None:
    """Every kind's record begins with where it stands."""
    for record in wire.flat_records(sample, kind):
        assert ["document", "sha256", "published", "id", "text"] == list(record)[:5]


def test_min_score_leaves_claims_out(sample: Document) -> None:
    """The bound itself stays in."""
    best = max(claim.score for claim in sample.claims)
    kept = list(wire.flat_records(sample, "claims", min_score=best))
    assert {best} == {record["score"] for record in kept}


@pytest.mark.parametrize(
    ("text", "lines"), [("a\nb", [1, 1, 2]), ("a\r\nb", [1, 1, 1, 2]), ("\r\r", [1, 2])]
)
def test_lines(text: str, lines: list[int]) -> None:
    """A line break belongs to the line that it ends."""
    index = wire.LineIndex(text)
    assert lines == [index.of(offset) for offset in range(len(text))]


def test_the_page_about_the_output_is_made_from_the_schema() -> None:
    """docs/output.md says what schema.json says: python docs/make_output.py writes it."""
    docs = Path(__file__).resolve().parent.parent / "docs"
    made = runpy.run_path(str(docs / "make_output.py"))["page"]()
    assert made == (docs / "output.md").read_text("utf-8")
