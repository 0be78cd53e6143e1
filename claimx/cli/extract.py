"""`claimx extract`: articles in, tables or JSON out."""

from __future__ import annotations

import codecs
import datetime
import os
import shutil
import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from claimx.cli import progress, streams
from claimx.cli.documents import Made
from claimx.errors import UsageError
from claimx.read import MAX_BYTES, Keys, Reading, read_articles
from claimx.render import View, render
from claimx.wire import KINDS

if TYPE_CHECKING:
    from claimx.wire import Kind

Format = Literal["table", "json", "jsonl", "csv", "html", "markdown"]  # the keys of render.FORMATS
InputFormat = Literal["auto", "text", "html", "json", "jsonl", "csv"]  # read.recognise.FORMATS
Color = Literal["auto", "always", "never"]
Engine = Literal["tagger", "rules"]  # pipeline.Engine, which imports spaCy

MAX_JOBS = 256


def extract(
    ctx: typer.Context,
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...",
            help="Files (text, HTML, JSON, JSON Lines, CSV; also .gz), folders (the .txt and .html "
            "files under them), or - for standard input.",
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
    only: Annotated[
        str | None,
        typer.Option(metavar="KIND,...", help=f"Print these alone: {', '.join(KINDS)}."),
    ] = None,
    min_score: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=1,
            help="Leave out claims with a lower score. [default: 0.5 in the table, else 0]",
            show_default=False,
        ),
    ] = None,
    min_confidence: Annotated[
        float,
        typer.Option(
            min=0,
            max=1,
            help="Leave out attributions that the tagger is less sure of (rules have no confidence).",
        ),
    ] = 0,
    no_text: Annotated[bool, typer.Option(help="Leave the article's text out of JSON.")] = False,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="When the articles were published (2024-06-03): resolves “yesterday”.",
        ),
    ] = None,
    attributions: Annotated[
        Engine, typer.Option(help="Find attributions by the trained tagger or by rules.")
    ] = "tagger",
    model: Annotated[
        str | None,
        typer.Option(metavar="NAME|PATH", help="A spaCy English pipeline.", envvar="CLAIMX_MODEL"),
    ] = None,
    input_format: Annotated[
        InputFormat, typer.Option(help="What the inputs are; auto goes by name and content.")
    ] = "auto",
    text_key: Annotated[
        str, typer.Option(metavar="KEY", help="The text's field in JSON, its column in CSV.")
    ] = "text",
    id_key: Annotated[
        str, typer.Option(metavar="KEY", help="The id's: it becomes the document's source.")
    ] = "id",
    published_key: Annotated[
        str, typer.Option(metavar="KEY", help="The date of publication's.")
    ] = "published",
    title_key: Annotated[str, typer.Option(metavar="KEY", help="The title's.")] = "title",
    encoding: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The inputs' encoding. [default: a guess]"),
    ] = None,
    max_bytes: Annotated[
        int, typer.Option(min=1, metavar="N", help="Refuse larger inputs.")
    ] = MAX_BYTES,
    jobs: Annotated[
        str, typer.Option("--jobs", "-j", metavar="N|auto", help="Processes to work in.")
    ] = "1",
    color: Annotated[Color, typer.Option(help="Colour in the table; NO_COLOR is heeded.")] = "auto",
) -> int:
    """
    Print who claims what, with which figures.

    For example:

      claimx extract article.txt

      claimx extract *.txt --json | jq '.claims[].text'

      claimx extract page.html --format html --output report.html

      claimx extract news/ --only claims --format csv --output claims.csv

      claimx extract news.jsonl.gz --text-key body --format jsonl | head -1

    Defaults of your own stand in claimx.toml or under [tool.claimx] in pyproject.toml.
    """
    if not inputs:
        if sys.stdin is None or sys.stdin.isatty():
            typer.echo(ctx.get_help())
            return 0
        inputs = ["-"]
    _check(published, encoding)
    view = View(
        only=_kinds(only),
        min_score=min_score,
        with_text=not no_text,
        is_terminal=output is None and streams.is_terminal(),
        color=_has_color(color, output),
        width=shutil.get_terminal_size((80, 24)).columns,
    )
    reading = Reading(
        input_format=input_format,
        keys=Keys(text=text_key, id=id_key, published=published_key, title=title_key),
        encoding=encoding,
        published=published,
        max_bytes=max_bytes,
    )
    articles = read_articles(inputs, reading, warn=streams.warn)
    documents = Made(
        articles,
        jobs=_number_of_jobs(jobs),
        model=model,
        attributions=attributions,
        min_confidence=min_confidence,
    )
    name = "json" if as_json else output_format
    with streams.open_output(output, inputs=inputs) as file:
        shows = progress.is_wanted(prints_on_terminal=view.is_terminal)
        seen = progress.counting(documents) if shows else documents
        for piece in render(seen, name, view):
            file.write(piece.encode("utf-8", "backslashreplace"))
            if output is None and piece.endswith("\n"):
                file.flush()
    return 1 if documents.failed else 0


def _number_of_jobs(jobs: str) -> int:
    """How many processes --jobs asks for; "auto" is one for each processor that may be used."""
    if jobs == "auto":
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if not jobs.isdecimal() or not 1 <= int(jobs) <= MAX_JOBS:
        raise UsageError(f"--jobs: {jobs!r} is neither auto nor a number from 1 to {MAX_JOBS}")
    return int(jobs)


def _check(published: str | None, encoding: str | None) -> None:
    """Raise where an option's value can be known to be wrong before any work is done."""
    if published is not None:
        try:
            datetime.datetime.fromisoformat(published)
        except ValueError:
            reason = f"--published: {published!r} is no date such as 2024-06-03"
            raise UsageError(reason) from None
    if encoding is not None:
        try:
            is_text = codecs.lookup(encoding)._is_text_encoding  # noqa: SLF001 (rot13 is none)
        except LookupError:
            is_text = False
        if not is_text:
            reason = f"--encoding: Python knows no text encoding {encoding!r}"
            raise UsageError(reason)


def _kinds(only: str | None) -> tuple[Kind, ...]:
    """The kinds of record that --only names, in the document's order."""
    if only is None:
        return KINDS
    wanted = {part.strip() for part in only.split(",") if part.strip()}
    unknown = sorted(wanted - set(KINDS))
    if unknown or not wanted:
        reason = f"--only: {', '.join(unknown) or 'nothing'} is none of {', '.join(KINDS)}"
        raise UsageError(reason)
    return tuple(kind for kind in KINDS if kind in wanted)


def _has_color(color: Color, output: str | None) -> bool:
    """Whether to colour: as told, else on a terminal that has colours where NO_COLOR is unset."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return output is None and streams.is_terminal()
