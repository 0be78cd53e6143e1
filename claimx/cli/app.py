"""The Typer application: the options of `claimx` itself, and its commands."""

from __future__ import annotations

from typing import Annotated

import typer

import claimx
from claimx.cli.about import models, schema
from claimx.cli.compare import compare
from claimx.cli.config import default_map
from claimx.cli.evaluate import evaluate
from claimx.cli.explain import explain
from claimx.cli.extract import extract

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    # Rich markup would eat "[txt, html]" and fall over "[/b]" in help texts.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"claimx {claimx.__version__}")
        raise typer.Exit


@app.callback()
def callback(
    ctx: typer.Context,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Find who claims what, with which figures, in news articles."""
    ctx.default_map = default_map(ctx)


app.command()(extract)
app.command()(explain)
app.command()(compare)
app.command()(evaluate)
app.command()(schema)
app.command()(models)
