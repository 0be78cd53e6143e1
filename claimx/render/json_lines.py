"""
Documents as JSON: a stream of values, one a line or indented.

With one kind of record asked for, `jsonl` prints flat records, one a line, that stand on their own.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from claimx import wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimx.records import Document
    from claimx.render import View


def render(documents: Iterable[Document], view: View) -> Iterator[str]:
    """A JSON value a document, indented on a terminal."""
    for document in documents:
        seen = _seen(document, view)
        if view.is_terminal:
            content = wire.to_dict(seen, only=view.only, with_text=view.with_text)
            yield wire.dumps(content, indent=True) + "\n"
        else:
            yield from wire.line_of_json(seen, only=view.only, with_text=view.with_text)
            yield "\n"


def render_lines(documents: Iterable[Document], view: View) -> Iterator[str]:
    """A line a document; with one kind of record asked for, a line a record."""
    if len(view.only) > 1:
        yield from render(documents, dataclasses.replace(view, is_terminal=False))
        return
    for document in documents:
        for record in wire.flat_records(document, view.only[0], min_score=view.min_score or 0.0):
            yield wire.dumps(record) + "\n"


def _seen(document: Document, view: View) -> Document:
    """The document without the claims that score too low."""
    if not view.min_score:
        return document
    claims = tuple(claim for claim in document.claims if claim.score >= view.min_score)
    return dataclasses.replace(document, claims=claims)
