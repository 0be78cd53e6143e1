"""Markdown: what a reader of the rendered notes sees."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from test_report import crowded_document

from claimx.render import View, render
from claimx.render.terminal import one_line

if TYPE_CHECKING:
    from claimx import Document


def notes(*documents: Document, **view: Any) -> str:
    """The Markdown of these documents."""
    return "".join(render(documents, "markdown", View(**view)))


def shown(markdown: str) -> list[str]:
    """The lines of text that a reader sees; anything but what the format writes is an error."""
    lines = []
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        assert token.type not in {"html_block", "code_block", "fence", "hr"}
        if token.type == "inline":
            parts = token.children or []
            assert {"text", "strong_open", "strong_close", "text_special"} >= {
                p.type for p in parts
            }
            lines.append("".join(part.content for part in parts))
    return lines


def test_the_best_claim_comes_first_with_its_figures() -> None:
    """Who says so, the cue, the claim, where it is, and what the figures are."""
    lines = shown(notes(crowded_document(title="Tunnel")))
    assert lines[0] == "Tunnel"
    assert "published 2026-03-03 · 12 claims · 7 figures · by hand" == lines[1]
    assert "Claims" == lines[2]
    assert lines[3].endswith("– c8, line 9, score 0.96")
    assert "Figures" in lines
    assert any("Ada Marsh (said): We paid 340 million euros" in line for line in lines)
    assert "EUR 340 million tunnel; 90" in lines


def test_low_scores_are_left_out_and_counted() -> None:
    """As in the table."""
    low = sum(1 for claim in crowded_document().claims if claim.score < 0.5)
    assert f"{low} claims scored below 0.50 are left out." in shown(notes(crowded_document()))
    assert "left out" not in notes(crowded_document(), min_score=0.0)


def test_only() -> None:
    """One kind is a list or a table of that kind."""
    assert "Who says what" in shown(notes(crowded_document(), only=("attributions",)))
    assert "Names" in shown(notes(crowded_document(), only=("entities",)))


@settings(deadline=None)
@given(st.text(min_size=1, max_size=40), st.text("*_`[]()<>|\\#&$~!-+=1. \n", max_size=40))
def test_what_an_article_says_is_no_markup(title: str, speaker: str) -> None:
    """Stars, brackets, pipes and tags are shown as they are."""
    document = crowded_document()
    claim = dataclasses.replace(document.claims[0], speaker=speaker or "x", score=1.0)
    document = dataclasses.replace(document, title=f"x{title}x", claims=(claim,))
    lines = shown(notes(document))
    assert one_line(f"x{title}x") == lines[0]
    assert one_line(speaker or "x").strip() in lines[3]
