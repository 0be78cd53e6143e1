"""
How far it is, on standard error: for people who wait, so on a terminal only.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")


def is_wanted(*, prints_on_terminal: bool) -> bool:
    """Whether somebody sees standard error, and the output does not itself show how far it is."""
    return sys.stderr is not None and sys.stderr.isatty() and not prints_on_terminal


def counting(items: Iterable[T]) -> Iterator[T]:
    """The items; from the second on a line says how many there were and how long that took."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    line = Progress(
        SpinnerColumn(),
        TextColumn("{task.completed:,.0f} articles"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = line.add_task("", total=None)
    with line:
        for item in items:
            line.advance(task)
            yield item
