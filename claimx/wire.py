"""
A Document as JSON: the document of schema.json, and the flat records for tables of data.

    to_dict(document)     what `claimx extract --json` prints, as a dict
    from_dict(content)    the Document again: from_dict(to_dict(d)) == d
    flat_records(...)     a record a claim (number, ...) that stands on its own
    dumps(content)        strict JSON in one line or indented
    line_of_json(document) dumps(to_dict(document)), in pieces

Schema versions:
    1   the first
"""

from __future__ import annotations

import bisect
import dataclasses
import hashlib
import json
import re
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal, get_args

import claimx
from claimx.errors import UsageError
from claimx.records import (
    Attribution,
    Claim,
    Cue,
    Document,
    Entity,
    Mention,
    Number,
    Sentence,
    Source,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

SCHEMA_VERSION = 1

Kind = Literal["claims", "numbers", "entities", "attributions"]
KINDS: tuple[Kind, ...] = get_args(Kind)

RECORDS_A_PIECE = 1000

Content = dict[str, Any]

# Controls that JSON allows but terminals obey, and line ends that would cut a line of JSON Lines.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029]")


# ---------------------------------------------------------------- Document -> dict -> Document


def to_dict(
    document: Document, *, only: Collection[Kind] = KINDS, with_text: bool = True
) -> Content:
    """
    The JSON document, as schema.json has it.

    Args:
        document: what `extract` gave.
        only: the lists that are wanted; the others are None, for "not asked for".
        with_text: False makes `document.text` None.
    """
    lists = _lists(document, only)
    return _head(document, with_text=with_text) | {
        name: None if records is None else _plain(records) for name, records in lists.items()
    }


def _head(document: Document, *, with_text: bool) -> Content:
    """What stands before the lists."""
    return {
        "schema_version": SCHEMA_VERSION,
        "generator": {
            "name": "claimx",
            "version": claimx.__version__,
            "pipeline": document.pipeline,
        },
        "document": {
            "source": document.source,
            "title": document.title,
            "published": document.published,
            "sha256": sha256(document.text),
            "characters": len(document.text),
            "offsets": "code points",
            "text": document.text if with_text else None,
        },
    }


def _lists(document: Document, only: Collection[Kind]) -> dict[str, tuple[Any, ...] | None]:
    """The lists of records, None for "not asked for"."""
    kinds = ("numbers", "entities", "attributions", "claims")
    return {"sentences": document.sentences} | {
        name: getattr(document, name) if name in only else None for name in kinds
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 (whatever a record's field holds)
    """A record as a dict and a tuple as a list, all the way down."""
    if dataclasses.is_dataclass(value):
        return {
            field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def from_dict(content: Content) -> Document:
    """
    The Document that a JSON document was made from; lists that were left out are empty.

    Raises:
        UsageError: it is no claimx document, of another schema version, or has no text.
    """
    if not isinstance(content, dict) or "schema_version" not in content:
        reason = "not a claimx document: it has no schema_version"
        raise UsageError(reason)
    if content["schema_version"] != SCHEMA_VERSION:
        reason = (
            f"schema version {content['schema_version']!r}; "
            f"this claimx reads version {SCHEMA_VERSION}"
        )
        raise UsageError(reason)
    try:
        head = content["document"]
        if head["text"] is None:
            reason = "the document has no text (it was printed with --no-text)"
            raise UsageError(reason)
        return Document(
            source=head["source"],
            title=head["title"],
            published=head["published"],
            text=head["text"],
            pipeline=content["generator"]["pipeline"],
            sentences=tuple(Sentence(**item) for item in content["sentences"]),
            numbers=_tuple(content["numbers"], _number),
            entities=_tuple(content["entities"], _entity),
            attributions=_tuple(content["attributions"], _attribution),
            claims=_tuple(content["claims"], _claim),
        )
    except (KeyError, TypeError, AttributeError) as error:
        reason = f"not a claimx document: {type(error).__name__}: {error}"
        raise UsageError(reason) from error


def _tuple(items: list[Content] | None, make: Callable[[Content], Any]) -> tuple[Any, ...]:
    """Each item made a record; nothing where the list was left out."""
    return tuple(make(item) for item in items or ())


def _number(item: Content) -> Number:
    concept = item["concept"]
    return Number(**{**item, "concept": None if concept is None else Span(**concept)})


def _entity(item: Content) -> Entity:
    return Entity(**{**item, "mentions": tuple(Mention(**m) for m in item["mentions"])})


def _attribution(item: Content) -> Attribution:
    source, cue = item["source"], item["cue"]
    return Attribution(
        **{
            **item,
            "source": None if source is None else Source(**source),
            "cue": None if cue is None else Cue(**cue),
            "content": tuple(Span(**span) for span in item["content"]),
        }
    )


def _claim(item: Content) -> Claim:
    return Claim(
        **{
            **item,
            "numbers": tuple(item["numbers"]),
            "entities": tuple(item["entities"]),
            "reasons": tuple(item["reasons"]),
        }
    )


def sha256(text: str) -> str:
    """The hex digest of the text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


# ---------------------------------------------------------------- flat records


def flat_records(document: Document, kind: Kind, *, min_score: float = 0.0) -> Iterator[Content]:
    """
    One dict for each record of a kind, each with what it needs to stand on its own.

    Every one begins with `document` (its source), `sha256` and `published`, and has `line`, counted
    from 1. Claims below `min_score` are left out.
    """
    head = {
        "document": document.source,
        "sha256": sha256(document.text),
        "published": document.published,
    }
    line_of = LineIndex(document.text).of
    flat = {
        "claims": _flat_claims,
        "numbers": _flat_numbers,
        "entities": _flat_entities,
        "attributions": _flat_attributions,
    }[kind]
    for record in flat(document, line_of):
        if kind != "claims" or record["score"] >= min_score:
            yield head | record


class LineIndex:
    """Which line of a text an offset stands in, counted from 1; CRLF, LF and CR end a line."""

    def __init__(self, text: str) -> None:
        """Find the line ends of the text."""
        self._ends = [match.end() for match in re.finditer(r"\r\n|\n|\r", text)]

    def of(self, offset: int) -> int:
        """The line of the character at that offset."""
        return bisect.bisect_right(self._ends, offset) + 1


def _flat_claims(document: Document, line_of: Callable[[int], int]) -> Iterator[Content]:
    attributions = {a.id: a for a in document.attributions}
    numbers = {n.id: n for n in document.numbers}
    for claim in document.claims:
        attribution = None if claim.attribution is None else attributions[claim.attribution]
        source = attribution.source if attribution else None
        cue = attribution.cue if attribution else None
        yield {
            "id": claim.id,
            "text": claim.text,
            "start": claim.start,
            "end": claim.end,
            "line": line_of(claim.start),
            "score": claim.score,
            "speaker": claim.speaker,
            "source_text": source.text if source else None,
            "cue": cue.text if cue else None,
            "stance": claim.stance,
            "quotation": attribution.kind if attribution else None,
            "figures": [figure(numbers[n]) for n in claim.numbers],
        }


def figure(number: Number) -> Content:
    """What a flat claim says of a number of its own."""
    return {
        "value": number.value,
        "upper": number.upper,
        "comparison": number.comparison,
        "trend": number.trend,
        "unit": number.unit,
        "per": number.per,
        "concept": number.concept.text if number.concept else None,
        "kind": number.kind,
    }


def _flat_numbers(document: Document, line_of: Callable[[int], int]) -> Iterator[Content]:
    for number in document.numbers:
        yield {
            "id": number.id,
            "text": number.text,
            "start": number.start,
            "end": number.end,
            "line": line_of(number.start),
            **figure(number),
        }


def _flat_entities(document: Document, line_of: Callable[[int], int]) -> Iterator[Content]:
    """A record a mention, with its entity's id, label and name."""
    for entity in document.entities:
        for mention in entity.mentions:
            yield {
                "id": entity.id,
                "text": mention.text,
                "start": mention.start,
                "end": mention.end,
                "line": line_of(mention.start),
                "mention": mention.kind,
                "label": entity.label,
                "name": entity.name,
                "value": entity.value,
            }


def _flat_attributions(document: Document, line_of: Callable[[int], int]) -> Iterator[Content]:
    for attribution in document.attributions:
        source, cue = attribution.source, attribution.cue
        yield {
            "id": attribution.id,
            "text": " … ".join(span.text for span in attribution.content),
            "start": attribution.content[0].start,
            "end": attribution.content[-1].end,
            "line": line_of(attribution.content[0].start),
            "speaker": source.name if source else None,
            "source_text": source.text if source else None,
            "cue": cue.text if cue else None,
            "stance": cue.stance if cue else None,
            "quotation": attribution.kind,
            "confidence": attribution.confidence,
        }


# ---------------------------------------------------------------- JSON


def dumps(content: Content, *, indent: bool = False) -> str:
    """Strict JSON of one value, without a line break at its end."""
    line = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2 if indent else None)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


def line_of_json(
    document: Document, *, only: Collection[Kind] = KINDS, with_text: bool = True
) -> Iterator[str]:
    """
    `dumps(to_dict(document))` in pieces: a long text's JSON is many times as long as the text.

    Args:
        document: what `extract` gave.
        only: as `to_dict` takes it.
        with_text: as `to_dict` takes it.
    """
    yield dumps(_head(document, with_text=with_text))[:-1]
    for name, records in _lists(document, only).items():
        yield f', "{name}": '
        if records is None:
            yield "null"
            continue
        for begin in range(0, len(records), RECORDS_A_PIECE):
            some = records[begin : begin + RECORDS_A_PIECE]
            yield ("[" if begin == 0 else ", ") + dumps(_plain(some))[1:-1]
        yield "]" if records else "[]"
    yield "}"


def schema() -> Content:
    """The published JSON Schema of the document."""
    path = resources.files("claimx") / "schema.json"
    return json.loads(path.read_text("utf-8"))  # type: ignore[no-any-return]  # it is an object
