"""
Documents as tables for reading: claims first, the best score first, then a ledger of the figures.

Under NARROW columns the speaker stands above the claim. Texts go in as rich's `Text`, cleaned by
`printable`: as `str` a cell would lose "[sic]" to markup.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from claimx.ledger import checks
from claimx.render.phrases import (
    ARTICLE,
    UNNAMED,
    counted,
    figure_phrase,
    nearest_claims,
    voice,
)
from claimx.render.terminal import one_line, printable
from claimx.wire import KINDS, LineIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from claimx.records import Attribution, Claim, Document, Number
    from claimx.render import View

MIN_SCORE = 0.5
NARROW = 72
# Beyond this a line is too long to read.
WIDEST = 140
MIN_WIDTH = 40


def render(documents: Iterable[Document], view: View) -> Iterator[str]:
    """A headline and the tables that `view.only` asks for, a document at a time."""
    for place, document in enumerate(documents):
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
        if place:
            console.print()
        for part in _Page(document, view, narrow=view.width < NARROW).parts():
            console.print(part)
        lines = console.file.getvalue()  # type: ignore[attr-defined]  # it is the StringIO above
        yield "\n".join(line.rstrip() for line in lines.split("\n"))


class _Page:
    """One document's page."""

    def __init__(self, document: Document, view: View, *, narrow: bool) -> None:
        self.document = document
        self.narrow = narrow
        self.only = view.only
        self.min_score = MIN_SCORE if view.min_score is None else view.min_score
        self.line_of = LineIndex(document.text).of
        self.numbers = {number.id: number for number in document.numbers}
        self.attributions = {a.id: a for a in document.attributions}

    def parts(self) -> Iterator[RenderableType]:
        """What is printed, from top to bottom."""
        yield self.headline()
        if "claims" in self.only:
            yield from self.claims()
        if "numbers" in self.only and self.document.numbers:
            if self.document.claims and "claims" in self.only:
                yield Text()
            yield self.figures()
            yield from self.checks()
        # The full page leaves these to the claims; alone they have tables of their own.
        if "attributions" in self.only and self.only != KINDS and self.document.attributions:
            yield self.said()
        if "entities" in self.only and self.only != KINDS and self.document.entities:
            yield self.names()

    def checks(self) -> Iterator[Text]:
        """check  1,270 is “troops” in c2 (the article) and “casualties” in c5 (the ministry)."""
        for place, found in enumerate(checks(self.document)):
            if not place:
                yield Text()
            line = Text("check  ", "yellow")
            line.append(one_line(found.text), "")
            yield line

    def headline(self) -> Text:
        """article.txt   14 claims (11 from a named source) · 20 figures · en_core_web_sm 3.8.0."""
        document = self.document
        named = sum(1 for claim in document.claims if claim.speaker)
        counts = {
            "claims": counted(len(document.claims), "claim")
            + (f" ({named} from a named source)" if document.claims else ""),
            "numbers": counted(len(document.numbers), "figure"),
            "entities": counted(len(document.entities), "entity"),
            "attributions": counted(len(document.attributions), "attribution"),
        }
        shown = ("claims", "numbers") if self.only == KINDS else self.only
        facts = " · ".join([*(counts[kind] for kind in shown), document.pipeline])
        name = "standard input" if document.source == "-" else document.source
        return Text.assemble((printable(name), "bold"), "   ", (facts, "dim"), overflow="fold")

    # ------------------------------------------------------------ claims

    def claims(self) -> Iterator[RenderableType]:
        """The claims, the best first, and how many score too low to be shown."""
        shown = [claim for claim in self.document.claims if claim.score >= self.min_score]
        shown.sort(key=lambda claim: (-claim.score, claim.start))
        if shown:
            yield self._claim_table(shown)
        elif not self.document.claims:
            yield Text("No claims were found.", "dim")
        hidden = len(self.document.claims) - len(shown)
        if hidden:
            verb = "is" if hidden == 1 else "are"
            yield Text(
                f"{counted(hidden, 'claim')} scored below {self.min_score:.2f} {verb} hidden "
                "(--min-score 0 shows all)",
                "dim",
            )

    def _claim_table(self, claims: list[Claim]) -> Table:
        table = _table(leading=1)
        table.add_column("#", style="dim", no_wrap=True)
        if not self.narrow:
            table.add_column("who says so", ratio=2)
        table.add_column("claim", ratio=5, overflow="fold")
        table.add_column("score", justify="right", no_wrap=True)
        for claim in claims:
            who, what = self._who(claim), self._what(claim)
            cells = [Group(Text(" ").join(who), what)] if self.narrow else [Group(*who), what]
            table.add_row(claim.id, *cells, f"{claim.score:.2f}")
        return table

    def _who(self, claim: Claim) -> list[Text]:
        """The speaker, and the cue below it."""
        attribution = self.attributions.get(claim.attribution or "")
        lines = [_speaker(claim.speaker)]
        if attribution and attribution.cue:
            lines.append(Text(one_line(attribution.cue.text), "dim"))
        return lines

    def _what(self, claim: Claim) -> Text:
        """The claim with its numbers bold; below it what normalising adds to them."""
        text = Text()
        at = claim.start
        figures = [self.numbers[n] for n in claim.numbers]
        for number in figures:
            if number.start >= at:
                text.append(one_line(self.document.text[at : number.start]))
                text.append(one_line(number.text), "bold")
                at = number.end
        text.append(one_line(self.document.text[at : claim.end]))
        normalised = [_with_concept(number) for number in figures if _adds(number)]
        if normalised:
            text.append("\n= " + "; ".join(normalised), "dim")
        return text

    # ------------------------------------------------------------ the other tables

    def figures(self) -> Table:
        """The ledger: each figure, what it is of, who says so, and where."""
        claim_of = nearest_claims(self.document)
        table = _table()
        table.add_column("figure", justify="right", style="bold")
        table.add_column("of what", ratio=4, overflow="fold")
        table.add_column("who says so", ratio=3, overflow="fold")
        table.add_column("in", no_wrap=True, style="dim")
        for number in self.document.numbers:
            nearest = claim_of.get(number.id)
            concept = one_line(number.concept.text) if number.concept else ""
            line = f"l.{self.line_of(number.start)}"
            table.add_row(
                Text(figure_phrase(number)),
                Text(concept),
                _speaker(nearest.speaker) if nearest else Text(ARTICLE, "dim"),
                f"{nearest.id} {line}" if nearest else line,
            )
        return table

    def said(self) -> Table:
        """The attributions in the order of the text."""
        table = _table(leading=1)
        table.add_column("#", style="dim", no_wrap=True)
        table.add_column("source", ratio=2, overflow="fold")
        table.add_column("cue", ratio=1, min_width=12, overflow="fold")
        table.add_column("content", ratio=5, overflow="fold")
        for attribution in self.document.attributions:
            content = " … ".join(one_line(span.text) for span in attribution.content)
            table.add_row(
                attribution.id,
                _source(attribution),
                Text(one_line(attribution.cue.text) if attribution.cue else "", "dim"),
                Text(content),
            )
        return table

    def names(self) -> Table:
        """The entities, each with how often and from which line on it is named."""
        table = _table()
        table.add_column("entity", ratio=4, style="bold", overflow="fold")
        table.add_column("label", no_wrap=True)
        table.add_column("value", no_wrap=True)
        table.add_column("mentions", justify="right")
        table.add_column("in", no_wrap=True, style="dim")
        for entity in self.document.entities:
            table.add_row(
                Text(one_line(entity.name)),
                entity.label,
                entity.value or "",
                str(len(entity.mentions)),
                f"l.{self.line_of(entity.mentions[0].start)}",
            )
        return table


def _table(*, leading: int = 0) -> Table:
    """A table as wide as the page, with a line under its head only."""
    return Table(
        box=box.SIMPLE_HEAD,
        expand=True,
        leading=leading,
        pad_edge=False,
        show_edge=False,
        header_style="dim",
    )


def _speaker(speaker: str | None) -> Text:
    """A named source bold, "unnamed" and "the article" dim."""
    name = one_line(voice(speaker))
    return Text(name, "bold" if name not in {UNNAMED, ARTICLE} else "dim")


def _source(attribution: Attribution) -> Text:
    return _speaker(attribution.source.name if attribution.source else "")


def _with_concept(number: Number) -> str:
    """> 500,000 Russian troops."""
    phrase = figure_phrase(number)
    return f"{phrase} {one_line(number.concept.text)}" if number.concept else phrase


def _adds(number: Number) -> bool:
    """Whether the normalised figure tells more than the words: not for "1,270 troops"."""
    if number.comparison != "=" or number.trend or number.per:
        return True
    digits = number.text.replace(",", "")
    if number.concept and not 0 <= number.concept.start - number.end <= len(" other "):
        return True
    return str(number.value) not in digits and any(letter.isdigit() for letter in digits)
