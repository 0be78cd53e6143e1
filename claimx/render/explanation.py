"""An explanation as lines for reading, or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimx.find.claim.worthiness import START, WORD
from claimx.render.terminal import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimx.explain import Explanation, Field, Part

# Parts of a score that are shown one by one; the others are summed up in a line.
MOST_PARTS = 16


def lines(explanation: Explanation) -> Iterator[str]:
    """What a person reads: the record, its fields, and the sum of its score."""
    yield f"{explanation.id}  {explanation.kind}  {one_line(explanation.text)}\n"
    width = max(len(field.name) for field in explanation.fields)
    for field in explanation.fields:
        yield f"  {field.name:<{width}}  {_value(field)}\n"
        yield f"  {'':<{width}}    {one_line(field.why)}\n"
    if explanation.total is None:
        return
    yield f"\n  score  {explanation.score:.4f}\n"
    shown, rest = explanation.parts[:MOST_PARTS], explanation.parts[MOST_PARTS:]
    for part in sorted(shown, key=lambda part: -part.adds):
        yield f"  {part.adds:+7.3f}  {_part(part)}\n"
    if rest:
        yield f"  {sum(part.adds for part in rest):+7.3f}  {len(rest)} smaller parts\n"
    yield f"  {explanation.total:+7.3f}  together: 1 / (1 + exp(-{explanation.total:.3f}))"
    yield f" = {explanation.score:.4f}\n"


def _value(field: Field) -> str:
    """The value, and the words that set it where they are others."""
    value = one_line(field.value) or "nobody named"
    if field.words is None or field.words == field.value:
        return value
    return f"{value}   “{one_line(field.words)}”"


def _part(part: Part) -> str:
    """A part in words: what it is and, where it is not 1, how much of it."""
    if part.name == START:
        return "what every claim starts from"
    if part.name.startswith(WORD):
        return f"the word “{one_line(part.name.removeprefix(WORD))}” in its sentence"
    return part.name if part.value == 1 else f"{part.name} ({part.value:.3g})"


def to_dict(explanation: Explanation) -> dict[str, Any]:
    """The explanation as a JSON-ready dict."""
    return {
        "id": explanation.id,
        "kind": explanation.kind,
        "text": explanation.text,
        "fields": [
            {
                "name": field.name,
                "value": field.value,
                "words": field.words,
                "start": field.start,
                "end": field.end,
                "why": field.why,
            }
            for field in explanation.fields
        ],
        "parts": [
            {"name": part.name, "value": part.value, "weight": part.weight, "adds": part.adds}
            for part in explanation.parts
        ],
        "total": explanation.total,
        "score": explanation.score,
    }
