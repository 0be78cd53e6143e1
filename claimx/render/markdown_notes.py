"""
Documents as Markdown, for a newsroom's notes or a pull request.

The claims come first, the best score at their head, then the figures as a table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimx.render.phrases import counted, figure_phrase, nearest_claims, voice
from claimx.render.terminal import one_line
from claimx.wire import KINDS, LineIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from claimx.records import Attribution, Claim, Document, Number
    from claimx.render import View

MIN_SCORE = 0.5
# What CommonMark, its tables and the mathematics of some sites would take for markup.
_MARKUP = re.compile(r"([\\`*_\[\]<>|~#&$])")


def render(documents: Iterable[Document], view: View) -> Iterator[str]:
    """A heading and the lists that `view.only` asks for, a document at a time."""
    for place, document in enumerate(documents):
        if place:
            yield "\n"
        yield from _document(document, view)


def _document(document: Document, view: View) -> Iterator[str]:
    """The document's part."""
    line_of = LineIndex(document.text).of
    yield f"# {_plain(document.title or document.source or 'article')}\n\n"
    facts = [
        f"published {document.published}" if document.published else "",
        counted(len(document.claims), "claim"),
        counted(len(document.numbers), "figure"),
        document.pipeline,
    ]
    yield " · ".join(_plain(fact) for fact in facts if fact) + "\n"
    if "claims" in view.only and document.claims:
        yield from _claims(document, MIN_SCORE if view.min_score is None else view.min_score)
    if "numbers" in view.only and document.numbers:
        yield from _figures(document, line_of)
    # As in the table, these are shown where they are asked for.
    if "attributions" in view.only and view.only != KINDS and document.attributions:
        yield "\n## Who says what\n\n"
        yield from (_said(attribution) for attribution in document.attributions)
    if "entities" in view.only and view.only != KINDS and document.entities:
        yield "\n## Names\n\n| name | label | value | mentions |\n| --- | --- | --- | ---: |\n"
        for entity in document.entities:
            yield (
                f"| {_plain(entity.name)} | {_plain(entity.label)} | {entity.value or ''} "
                f"| {len(entity.mentions)} |\n"
            )


def _claims(document: Document, min_score: float) -> Iterator[str]:
    """A list of the claims, each with who says so and its figures."""
    attributions = {a.id: a for a in document.attributions}
    numbers = {n.id: n for n in document.numbers}
    line_of = LineIndex(document.text).of
    shown = [claim for claim in document.claims if claim.score >= min_score]
    yield "\n## Claims\n\n"
    for claim in sorted(shown, key=lambda claim: (-claim.score, claim.start)):
        attribution = attributions.get(claim.attribution or "")
        cue = f" ({_plain(attribution.cue.text)})" if attribution and attribution.cue else ""
        yield (
            f"- {_speaker(claim.speaker)}{cue}: {_plain(claim.text)} "
            f"– {claim.id}, line {line_of(claim.start)}, score {claim.score:.2f}\n"
        )
        figures = [_figure(numbers[n]) for n in claim.numbers]
        if figures:
            yield f"  - {'; '.join(figures)}\n"
    hidden = len(document.claims) - len(shown)
    if hidden:
        verb = "is" if hidden == 1 else "are"
        yield f"\n{counted(hidden, 'claim')} scored below {min_score:.2f} {verb} left out.\n"


def _figures(document: Document, line_of: Callable[[int], int]) -> Iterator[str]:
    """The ledger."""
    claim_of = nearest_claims(document)
    yield "\n## Figures\n\n| figure | of what | who says so | in |\n| ---: | --- | --- | --- |\n"
    for number in document.numbers:
        claim: Claim | None = claim_of.get(number.id)
        concept = _plain(number.concept.text) if number.concept else ""
        place = f"{claim.id}, line" if claim else "line"
        yield (
            f"| {_plain(figure_phrase(number))} | {concept} "
            f"| {_speaker(claim.speaker if claim else None)} | {place} {line_of(number.start)} |\n"
        )


def _said(attribution: Attribution) -> str:
    """Who says what, in a line."""
    source = _speaker(attribution.source.name if attribution.source else "")
    cue = f" ({_plain(attribution.cue.text)})" if attribution.cue else ""
    content = " … ".join(_plain(span.text) for span in attribution.content)
    return f"- {source}{cue}: {content}\n"


def _figure(number: Number) -> str:
    """> 500,000 Russian troops, the figure bold."""
    concept = f" {_plain(number.concept.text)}" if number.concept else ""
    return f"**{_plain(figure_phrase(number))}**{concept}"


def _speaker(speaker: str | None) -> str:
    """A named source bold, "unnamed" and "the article" as they are."""
    name = _plain(voice(speaker))
    return f"**{name}**" if speaker else name


def _plain(text: str) -> str:
    """The text on one line, so that Markdown shows it as it is."""
    return _MARKUP.sub(r"\\\1", one_line(text).strip())
