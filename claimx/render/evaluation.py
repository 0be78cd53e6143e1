"""An evaluation as lines for reading, or as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from claimx.evaluate.score import rows_in_order
from claimx.render.phrases import counted
from claimx.render.terminal import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimx.evaluate import Difference, Evaluation


def lines(evaluation: Evaluation) -> Iterator[str]:
    """The figures by field, then every difference by document."""
    yield f"{counted(evaluation.documents, 'document')}\n\n"
    yield f"{'':26s}{'P':>7s}{'R':>7s}{'F1':>7s}{'gold':>7s}{'given':>7s}\n"
    for name, count in rows_in_order(evaluation.rows):
        title = name if "." not in name else f"  {name.partition('.')[2]}"
        figures = f"{count.precision:7.3f}{count.recall:7.3f}{count.f1:7.3f}"
        yield f"{title:26s}{figures}{count.gold:7,d}{count.predicted:7,d}\n"
    document = None
    for difference in evaluation.differences:
        if difference.document != document:
            document = difference.document
            yield f"\n{one_line(document)}\n"
        yield f"  {_line(difference)}\n"


def _line(difference: Difference) -> str:
    """One difference: "l.3 numbers missed: “1,270”", "l.3 numbers unit: “12 km” mile, not km"."""
    text = f"l.{difference.line} {difference.kind} {difference.what}: “{one_line(difference.text)}”"
    if difference.gold is not None:
        text += f"   gold {one_line(difference.gold)}, got {one_line(difference.got or '')}"
    return text


def to_dict(evaluation: Evaluation) -> dict[str, Any]:
    """The evaluation as a JSON-ready dict."""
    return {
        "documents": evaluation.documents,
        "measures": {
            name: {
                "precision": count.precision,
                "recall": count.recall,
                "f1": count.f1,
                "hits": count.hits,
                "gold": count.gold,
                "given": count.predicted,
            }
            for name, count in rows_in_order(evaluation.rows)
        },
        "differences": [asdict(difference) for difference in evaluation.differences],
    }
