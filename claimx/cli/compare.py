"""`claimx compare`: the figures of several articles side by side."""

from __future__ import annotations

import shutil
import sys
from typing import Annotated, Literal

import typer

from claimx.cli import streams
from claimx.cli.documents import Documents
from claimx.errors import UsageError
from claimx.read import MAX_BYTES, Reading
from claimx.render import View

Format = Literal["table", "json", "csv"]  # the keys of render.ledger.FORMATS
Engine = Literal["tagger", "rules"]  # pipeline.Engine, which imports spaCy


def compare(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...",
            help="Articles, folders of them, claimx's JSON (.json, .jsonl), or - for standard input.",
            show_default=False,
        ),
    ] = None,
    output_format: Annotated[
        Format, typer.Option("--format", "-f", help="How to print.")
    ] = "table",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="PATH", help="Write to this file.")
    ] = None,
    chart: Annotated[
        str | None,
        typer.Option(
            metavar="PATH",
            help="Also draw a figure over time and sources, as .svg or .png (needs claimx[chart]).",
        ),
    ] = None,
    of: Annotated[
        str | None,
        typer.Option(metavar="WORDS", help="Only figures of this: “Russian troops”."),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="When the articles were published, if all on one day."),
    ] = None,
    attributions: Annotated[
        Engine, typer.Option(help="Find attributions by the trained tagger or by rules.")
    ] = "tagger",
    model: Annotated[
        str | None,
        typer.Option(metavar="NAME|PATH", help="A spaCy English pipeline.", envvar="CLAIMX_MODEL"),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="The inputs' encoding. [default: a guess]")
    ] = None,
    max_bytes: Annotated[
        int, typer.Option(min=1, metavar="N", help="Refuse larger articles.")
    ] = MAX_BYTES,
) -> int:
    """
    Print the figures that articles give for the same thing, and where they disagree.

    Examples:
      claimx compare monday.txt tuesday.txt

      claimx extract news/ --json | claimx compare - --format csv

      claimx compare news/ --of "Russian troops" --chart troops.svg
    """
    if not inputs:
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("nothing to compare: give files, or - for standard input")
        inputs = ["-"]
    if chart is not None and not chart.lower().endswith((".svg", ".png")):
        raise UsageError(f"--chart {chart}: neither .svg nor .png")
    reading = Reading(encoding=encoding, published=published, max_bytes=max_bytes)
    documents = Documents(inputs, reading, attributions=attributions, model=model)
    from claimx.ledger import compare as compared
    from claimx.ledger import only_of
    from claimx.render import ledger as rendered

    ledger = compared(documents)
    if documents.failed and not ledger.documents:
        return 1
    if of is not None:
        ledger = only_of(ledger, of)
    if chart is not None:
        from claimx.render.chart import draw

        with streams.open_output(chart, inputs=inputs) as file:
            file.write(draw(ledger, "svg" if chart.lower().endswith(".svg") else "png"))
    view = View(
        is_terminal=output is None and streams.is_terminal(),
        color=output is None and streams.is_terminal(),
        width=shutil.get_terminal_size((100, 24)).columns,
    )
    name = "json" if as_json else output_format
    with streams.open_output(output, inputs=inputs) as file:
        for piece in rendered.render(ledger, name, view):
            file.write(piece.encode("utf-8", "backslashreplace"))
    return 1 if documents.failed else 0
