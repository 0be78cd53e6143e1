"""
A ledger as a table, JSON or CSV.

The table shows the groups of which there is something to say; JSON and CSV hold all of them.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

import claimx
from claimx.ledger.records import KINDS
from claimx.render.phrases import ARTICLE, UNNAMED, counted, figure_phrase, voice
from claimx.render.terminal import one_line
from claimx.wire import dumps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimx.ledger.records import Figure, Group, Ledger
    from claimx.render import View

LEDGER_VERSION = 1
WIDEST = 140
MIN_WIDTH = 40
COLUMNS = (
    "group", "of", "document", "published", "date", "line", "claim", "number", "speaker", "unsourced",
    "text", "value", "upper", "comparison", "trend", "unit", "per", "concept", "kind", "start", "end",
    "relations", "quote",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_STYLES = {"conflict": "bold red", "change": "cyan", "other words": "yellow"}


def render(ledger: Ledger, name: str, view: View) -> Iterator[str]:
    """The ledger in the format of that name: table, json or csv."""
    yield from {"table": table, "json": as_json, "csv": as_csv}[name](ledger, view)


# ---------------------------------------------------------------- JSON and CSV


def to_dict(ledger: Ledger) -> dict[str, Any]:
    """The ledger as a JSON-ready dict; `figures` of a relation index those of its group."""
    return {
        "ledger_version": LEDGER_VERSION,
        "generator": {"name": "claimx", "version": claimx.__version__},
        "documents": ledger.documents,
        "groups": [
            {
                "of": group.of,
                "unit": group.unit,
                "per": group.per,
                "strength": group.strength,
                "figures": [_figure(figure) for figure in group.figures],
                "relations": [
                    {"kind": r.kind, "figures": [r.first, r.second], "note": r.note}
                    for r in group.relations
                ],
            }
            for group in ledger.groups
        ],
        "alone": [_figure(figure) for figure in ledger.alone],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    """A figure's cells."""
    number = figure.number
    return {
        "document": figure.document,
        "published": figure.published,
        "date": figure.date,
        "line": figure.line,
        "claim": figure.claim,
        "number": number.id,
        "speaker": figure.speaker,
        "unsourced": figure.is_unsourced,
        "text": number.text,
        "value": number.value,
        "upper": number.upper,
        "comparison": number.comparison,
        "trend": number.trend,
        "unit": number.unit,
        "per": number.per,
        "concept": number.concept.text if number.concept else None,
        "kind": number.kind,
        "start": number.start,
        "end": number.end,
        "quote": figure.quote,
    }


def as_json(ledger: Ledger, view: View) -> Iterator[str]:
    """One JSON value, indented on a terminal."""
    yield dumps(to_dict(ledger), indent=view.is_terminal) + "\n"


def as_csv(ledger: Ledger, _: View) -> Iterator[str]:
    """A row a figure, the lone ones last with no group; `relations` names the rows of the group."""
    yield _line(list(COLUMNS))
    for place, group in enumerate(ledger.groups, 1):
        for own, figure in enumerate(group.figures):
            cells = _figure(figure) | {
                "group": place,
                "of": group.of,
                "relations": "; ".join(_relations_of(group, own)),
            }
            yield _line([_cell(cells[column]) for column in COLUMNS])
    for figure in ledger.alone:
        cells = _figure(figure) | {"group": None, "of": figure.concept, "relations": ""}
        yield _line([_cell(cells[column]) for column in COLUMNS])


def _relations_of(group: Group, own: int) -> Iterator[str]:
    """One figure's relations: "conflict with 512,420 (b.txt)"."""
    for relation in group.relations:
        if own in (relation.first, relation.second):
            other = group.figures[relation.second if own == relation.first else relation.first]
            yield f"{relation.kind} with {other.number.text} ({other.document})"


def _cell(value: Any) -> Any:  # noqa: ANN401 (str, number, bool or None)
    """The value, made harmless where a spreadsheet would take a text for a formula."""
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value


def _line(cells: list[Any]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


# ---------------------------------------------------------------- the table


def table(ledger: Ledger, view: View) -> Iterator[str]:
    """A headline, then each group with its figures and what there is to say of them."""
    console = Console(
        file=io.StringIO(),
        width=max(MIN_WIDTH, min(view.width, WIDEST)),
        force_terminal=view.color,
        color_system="standard" if view.color else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    console.print(_headline(ledger))
    shown = [group for group in ledger.groups if group.relations]
    for group in shown:
        console.print()
        console.print(_rows(group))
        for line in _remarks(group):
            console.print(line)
    unsourced = sum(figure.is_unsourced for figure in _figures(ledger))
    if unsourced:
        console.print()
        console.print(Text(f"{counted(unsourced, 'figure')} from nobody named", "dim"))
    lines = console.file.getvalue()  # type: ignore[attr-defined]  # it is the StringIO above
    yield "\n".join(line.rstrip() for line in lines.split("\n"))


def _figures(ledger: Ledger) -> Iterator[Figure]:
    """All figures of a ledger."""
    for group in ledger.groups:
        yield from group.figures
    yield from ledger.alone


def _headline(ledger: Ledger) -> Text:
    """3 articles   12 figures in 4 groups · 2 conflicts · 1 change."""
    figures = sum(len(group.figures) for group in ledger.groups)
    line = Text(counted(ledger.documents, "article"), "bold")
    line.append(f"   {counted(figures, 'figure')} in {counted(len(ledger.groups), 'group')}", "")
    for kind in KINDS:
        number = sum(r.kind == kind for group in ledger.groups for r in group.relations)
        if number:
            word = {"compatible": "compatible pair", "other words": "rewording"}.get(kind, kind)
            line.append(f" · {counted(number, word)}", _STYLES.get(kind, ""))
    return line


def _rows(group: Group) -> Table:
    """The figures of a group: who says so, where, and of when."""
    rows = Table(
        box=box.SIMPLE_HEAD, expand=True, pad_edge=False, show_edge=False, header_style="dim"
    )
    rows.add_column("figure", justify="right", no_wrap=True)
    rows.add_column(Text(one_line(group.of or "of"), "bold"), ratio=3)
    rows.add_column("who says so", ratio=3)
    rows.add_column("of", ratio=2)
    rows.add_column("in", ratio=3)
    for place, figure in enumerate(group.figures, 1):
        who = one_line(voice(figure.speaker))
        date = figure.date or (f"published {figure.published}" if figure.published else "")
        rows.add_row(
            Text(f"{place}  {one_line(figure_phrase(figure.number))}", "bold"),
            Text(one_line(figure.concept), "dim" if figure.concept == group.of else ""),
            Text(who, "dim" if who in {UNNAMED, ARTICLE} else "bold"),
            Text(one_line(date)),
            Text(f"{one_line(figure.document)} l.{figure.line}", overflow="fold"),
        )
    return rows


def _remarks(group: Group) -> Iterator[Text]:
    """A line for each kind of relation, the gravest first: "conflict  1–3, 2–3"."""
    for kind in KINDS:
        found = [relation for relation in group.relations if relation.kind == kind]
        if not found:
            continue
        pairs = ", ".join(f"{r.first + 1}–{r.second + 1}" for r in found[:8])
        more = f" and {len(found) - 8} more" if len(found) > 8 else ""
        notes = {r.note for r in found}
        note = f"   {notes.pop()}" if len(notes) == 1 else ""
        line = Text(f"{kind}  ", _STYLES.get(kind, "dim"))
        line.append(f"{pairs}{more}", "")
        line.append(one_line(note), "dim")
        yield line
