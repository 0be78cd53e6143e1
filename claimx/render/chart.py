"""
A claimed figure over time and sources, as a picture.

Needs matplotlib (the extra `chart`); nothing else of claimx does.
"""

from __future__ import annotations

import datetime
import io
import os
import tempfile
from typing import TYPE_CHECKING, Any, Literal

from claimx.errors import ClaimxError, UsageError
from claimx.ledger.relations import bounds
from claimx.render.phrases import voice
from claimx.render.terminal import one_line

if TYPE_CHECKING:
    from claimx.ledger.records import Figure, Group, Ledger

# Of voices in one picture; the others share a colour.
MOST_VOICES = 10


class ChartError(ClaimxError):
    """The picture cannot be drawn."""


def draw(ledger: Ledger, picture: Literal["svg", "png"]) -> bytes:
    """
    The strongest group of a ledger as a picture.

    Its figures stand at their dates, the article's where they have none, one colour a voice; a bound
    is an arrow, a range a bar. Without dates they stand in the order of the articles.

    Raises:
        UsageError: no group has two figures.
        ChartError: matplotlib is not installed.
    """
    if not ledger.groups:
        raise UsageError("--chart: no two figures are of one thing")
    with tempfile.TemporaryDirectory() as scratch:
        # Else it keeps a list of fonts in the home folder.
        os.environ.setdefault("MPLCONFIGDIR", scratch)
        try:
            import matplotlib  # noqa: PLC0415 (an extra, slow to import)
            from matplotlib.figure import Figure as Picture  # noqa: PLC0415
        except ImportError:
            reason = "--chart needs matplotlib: pip install 'claimx[chart]'"
            raise ChartError(reason) from None
    matplotlib.use("agg")
    # Text stays text, and the same ledger gives the same bytes, whatever matplotlibrc is about.
    matplotlib.rcdefaults()
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "claimx"})
    page = Picture(figsize=(9, 5), layout="constrained")
    _plot(page.subplots(), ledger.groups[0])
    file = io.BytesIO()
    page.savefig(file, format=picture, metadata={"Date": None} if picture == "svg" else None)
    return file.getvalue()


def _plot(axes: Any, group: Group) -> None:  # noqa: ANN401 (matplotlib has no types of its own)
    """Draw the figures of a group."""
    days = [_day(figure) for figure in group.figures]
    is_dated = all(day is not None for day in days)
    voices: dict[str, str] = {}
    for place, figure in enumerate(group.figures):
        who = _plain(voice(figure.speaker))
        is_new = who not in voices
        color = voices.setdefault(who, f"C{min(len(voices), MOST_VOICES - 1)}")
        x = days[place] if is_dated else place + 1
        value = figure.number.value or 0
        low, high = bounds(figure.number)
        if figure.number.comparison in {">", ">="}:
            axes.annotate(
                "", xy=(x, value * 1.06), xytext=(x, value), arrowprops={"arrowstyle": "->", "color": color}
            )  # fmt: skip
        elif figure.number.comparison in {"<", "<="}:
            axes.annotate(
                "", xy=(x, value * 0.94), xytext=(x, value), arrowprops={"arrowstyle": "->", "color": color}
            )  # fmt: skip
        elif low < high:
            axes.vlines(x, low, high, color=color, alpha=0.5, linewidth=4)
        axes.plot([x], [value], "o", color=color, label=who if is_new else None)
        axes.annotate(
            _plain(figure.number.text), (x, value), xytext=(6, 6), textcoords="offset points"
        )
    unit = " ".join(
        part for part in (group.unit, f"per {group.per}" if group.per else None) if part
    )
    axes.set_title(_plain(f"{group.of} ({unit})" if unit and group.of else group.of or unit))
    if not is_dated:
        axes.set_xlabel("in the order of the articles")
        axes.set_xticks(range(1, len(days) + 1))
    axes.margins(0.12)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.10g}")
    axes.legend(loc="best", frameon=False)
    axes.spines[["top", "right"]].set_visible(False)


def _day(figure: Figure) -> datetime.date | None:
    """The day that a figure is of, else its article's; None where neither is a day of the calendar."""
    for text in (figure.date, figure.published):
        if text:
            try:
                return datetime.date.fromisoformat(text[:10])
            except ValueError:
                continue
    return None


def _plain(text: str) -> str:
    """The words without what matplotlib would read as mathematics."""
    return one_line(text).replace("$", "\\$")
