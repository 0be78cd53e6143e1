"""
The Typer application: the options of `claimx` itself, and its commands.

Each command's module is imported when that command is run, so that `claimx --help` waits for none.
"""

from __future__ import annotations

import functools
import importlib
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from typer.core import TyperCommand
from typer.main import get_command

import claimx

if TYPE_CHECKING:
    from collections.abc import Callable

# Each command's function, and its line in `claimx --help`: the first of its docstring.
COMMANDS = {
    "extract": (
        "claimx.cli.extract:extract",
        "Print who claims what, with which figures.",
    ),
    "explain": (
        "claimx.cli.explain:explain",
        "Print which words and which rule set each field, and what a score is made of.",
    ),
    "compare": (
        "claimx.cli.compare:compare",
        "Print the figures that articles give for the same thing, and where they disagree.",
    ),
    "evaluate": (
        "claimx.cli.evaluate:evaluate",
        "Print precision, recall and F1 by field, with every miss and false hit.",
    ),
    "schema": (
        "claimx.cli.about:schema",
        "Print the JSON Schema of the document that --json prints.",
    ),
    "models": (
        "claimx.cli.about:models",
        "Print which models are installed, which are used (*), and whether their files are intact.",
    ),
}


def function_of(name: str) -> Callable[..., int]:
    """The function that the command of that name runs."""
    module, _, function = COMMANDS[name][0].partition(":")
    found: Callable[..., int] = getattr(importlib.import_module(module), function)
    return found


class Command(TyperCommand):
    """A command's name and line; its options are there when it is run."""

    @functools.cached_property
    def loaded(self) -> TyperCommand:
        """The command itself."""
        alone = _typer(add_completion=False)
        alone.command(self.name)(function_of(str(self.name)))
        return cast("TyperCommand", get_command(alone))

    def make_context(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 (as the base has it)
        """The loaded command's: what parses and runs is it."""
        return self.loaded.make_context(*args, **extra)


_typer = functools.partial(
    typer.Typer,
    pretty_exceptions_enable=False,
    # Rich markup would eat "[txt, html]" and fall over "[/b]" in help texts.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app = _typer(no_args_is_help=True)


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
    from claimx.cli.config import default_map

    ctx.default_map = default_map(ctx)


for _name, (_, _line) in COMMANDS.items():
    app.command(_name, cls=Command, help=_line)(lambda: None)
