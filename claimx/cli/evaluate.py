"""`claimx evaluate`: how far claimx agrees with articles annotated by hand."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from claimx.cli import streams
from claimx.cli.documents import Documents
from claimx.errors import UsageError
from claimx.read import Reading
from claimx.wire import dumps, to_dict

Engine = Literal["tagger", "rules"]  # pipeline.Engine, which imports spaCy


def evaluate(
    predicted: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PRED]...",
            help="claimx's JSON (.json, .jsonl, or - for standard input), or articles to extract from.",
            show_default=False,
        ),
    ] = None,
    gold: Annotated[
        str | None,
        typer.Option(
            metavar="DIR", help="The annotation: claimx's JSON, or brat's .ann beside .txt."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    fail_under: Annotated[
        str | None,
        typer.Option(
            metavar="MEASURE=F1,...", help="End with status 1 below these: numbers=0.9,claims=0.7."
        ),
    ] = None,
    attributions: Annotated[
        Engine, typer.Option(help="Find attributions by the trained tagger or by rules.")
    ] = "tagger",
    model: Annotated[
        str | None,
        typer.Option(metavar="NAME|PATH", help="A spaCy English pipeline.", envvar="CLAIMX_MODEL"),
    ] = None,
) -> int:
    """
    Print precision, recall and F1 by field, with every miss and false hit.

    A document is matched with the gold of the same name: article.txt with article.json or
    article.ann.

    Examples:
      claimx extract articles/ --json | claimx evaluate - --gold annotated/

      claimx evaluate articles/*.txt --gold annotated/ --fail-under numbers=0.9
    """
    if gold is None:
        raise UsageError("--gold: say where the annotation is")
    floors = _floors(fail_under)
    from claimx.evaluate import evaluate as evaluated
    from claimx.evaluate import read_gold
    from claimx.render import evaluation as rendered

    annotated = read_gold(gold)
    documents = Documents(predicted or ["-"], Reading(), attributions=attributions, model=model)
    result = evaluated(map(to_dict, documents), annotated)
    if as_json:
        streams.show([dumps(rendered.to_dict(result), indent=streams.is_terminal()) + "\n"])
    else:
        streams.show(rendered.lines(result))
    low = False
    for name, floor in floors.items():
        if name not in result.rows:
            raise UsageError(f"--fail-under: {name!r} is none of {', '.join(result.rows)}")
        if result.rows[name].f1 < floor:
            streams.say(f"{name} {result.rows[name].f1:.3f} is below {floor}")
            low = True
    return 1 if low or documents.failed else 0


def _floors(text: str | None) -> dict[str, float]:
    """What --fail-under asks for."""
    floors = {}
    for part in (text or "").split(","):
        if part.strip():
            name, _, value = part.partition("=")
            try:
                floors[name.strip()] = float(value)
            except ValueError:
                raise UsageError(f"--fail-under: {part.strip()!r} is not MEASURE=F1") from None
    return floors
