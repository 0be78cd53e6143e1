"""
Flat records as CSV, for spreadsheets and DuckDB: claims, where no other kind is asked for.

A claim's first figure has columns of its own, and `figures` holds all of them as JSON. A text cell
that a spreadsheet would run as a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from claimx import wire
from claimx.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimx.records import Document
    from claimx.render import View

_FIGURE = ("value", "upper", "comparison", "trend", "unit", "per", "concept", "kind")
_HEAD = ("document", "sha256", "published", "id", "text", "start", "end", "line")
COLUMNS: dict[wire.Kind, tuple[str, ...]] = {
    "claims": (
        *_HEAD,
        "score",
        "speaker",
        "source_text",
        "cue",
        "stance",
        "quotation",
        *_FIGURE,
        "figures",
    ),
    "numbers": (*_HEAD, *_FIGURE),
    "entities": (*_HEAD, "mention", "label", "name", "value"),
    "attributions": (
        *_HEAD,
        "speaker",
        "source_text",
        "cue",
        "stance",
        "quotation",
        "confidence",
    ),
}

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(documents: Iterable[Document], view: View) -> Iterator[str]:
    """
    A line of column names, then a line a record.

    Raises:
        UsageError: several kinds are asked for, which no one table holds.
    """
    kind: wire.Kind = "claims" if view.only == wire.KINDS else view.only[0]
    if view.only not in (wire.KINDS, (kind,)):
        reason = "--format csv holds one kind of record: give --only one value"
        raise UsageError(reason)
    columns = COLUMNS[kind]
    yield _line(columns)
    for document in documents:
        for record in wire.flat_records(document, kind, min_score=view.min_score or 0.0):
            if kind == "claims":
                figures = record["figures"]
                first = figures[0] if figures else {}
                cells = record | first | {"figures": json.dumps(figures, ensure_ascii=False)}
            else:
                cells = record
            yield _line([_cell(cells.get(column)) for column in columns])


def _cell(value: Any) -> Any:  # noqa: ANN401 (str, number or None)
    """The value, made harmless where a spreadsheet would take a text for a formula."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def _line(cells: Iterable[Any]) -> str:
    line = io.StringIO()
    # With "\n" as its line end, the writer would leave a carriage return in a cell without quotes.
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().removesuffix("\r\n") + "\n"
