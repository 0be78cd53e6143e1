"""`claimx explain`: why a claim, a number or an attribution is what claimx says it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from claimx.cli import streams
from claimx.errors import ClaimxError, InputError, UsageError
from claimx.read import MAX_BYTES, Reading, read_articles

if TYPE_CHECKING:
    from claimx.records import Article

Engine = Literal["tagger", "rules"]  # pipeline.Engine, which imports spaCy


def explain(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="An article, or - for standard input.")
    ],
    wanted: Annotated[
        str, typer.Argument(metavar="ID", help="c8, n2 or a3: as `claimx extract` numbers them.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="When the article was published.")
    ] = None,
    attributions: Annotated[
        Engine, typer.Option(help="Find attributions by the trained tagger or by rules.")
    ] = "tagger",
    model: Annotated[
        str | None,
        typer.Option(metavar="NAME|PATH", help="A spaCy English pipeline.", envvar="CLAIMX_MODEL"),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="The input's encoding.")
    ] = None,
    max_bytes: Annotated[
        int, typer.Option(min=1, metavar="N", help="Refuse a larger input.")
    ] = MAX_BYTES,
) -> int:
    """
    Print which words and which rule set each field, and what a score is made of.

    Examples:
      claimx explain article.txt c8

      claimx explain article.txt n2 --json
    """
    reading = Reading(encoding=encoding, published=published, max_bytes=max_bytes)
    articles = list(read_articles([file], reading, warn=streams.warn))
    if len(articles) != 1:
        raise UsageError(f"{file}: {len(articles):,} articles; explain takes one")
    article = articles[0]
    if isinstance(article, ClaimxError):
        raise article
    streams.show(_explained(article, wanted, attributions, model, as_json=as_json))
    return 0


def _explained(
    article: Article, wanted: str, attributions: Engine, model: str | None, *, as_json: bool
) -> list[str]:
    """The pieces that are printed."""
    from claimx.api import document
    from claimx.chapters import CHAPTER
    from claimx.explain import explain as explained
    from claimx.parse import parse
    from claimx.pipeline import load_pipeline
    from claimx.render import explanation as rendered
    from claimx.wire import dumps

    if len(article.text) > CHAPTER:
        reason = (
            f"explain takes a text of up to {CHAPTER:,} characters; it has {len(article.text):,}"
        )
        raise InputError(article.source, reason)
    nlp = load_pipeline(model, attributions=attributions)
    doc = next(parse([article], nlp))
    explanation = explained(doc, document(doc, article, nlp), wanted)
    if as_json:
        return [dumps(rendered.to_dict(explanation), indent=streams.is_terminal()) + "\n"]
    return list(rendered.lines(explanation))
