"""
Documents to what is printed.

`FORMATS` names each format's function. It takes the documents, one at a time, and a `View`, and gives
the output piece by piece, so that a long run prints as it goes.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.wire import KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimx.records import Document

FORMATS = {
    "table": "claimx.render.table:render",
    "json": "claimx.render.json_lines:render",
    "jsonl": "claimx.render.json_lines:render_lines",
    "csv": "claimx.render.csv_rows:render",
    "html": "claimx.render.report:render",
    "markdown": "claimx.render.markdown_notes:render",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """
    What is to be seen of the documents, and how.

    `min_score` None is the format's own: 0.5 in the table, 0 elsewhere. `width` is in columns.
    """

    only: tuple[Kind, ...] = KINDS
    min_score: float | None = None
    with_text: bool = True
    is_terminal: bool = False
    color: bool = False
    width: int = 80


def render(documents: Iterable[Document], name: str, view: View) -> Iterator[str]:
    """The documents in the format of that name, piece by piece."""
    module, _, function = FORMATS[name].partition(":")
    yield from getattr(importlib.import_module(module), function)(documents, view)
