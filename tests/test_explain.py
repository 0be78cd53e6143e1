"""Explanations: which words set each field, and the sum that a score is made of."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import pytest

from claimx.api import document
from claimx.errors import UsageError
from claimx.explain import explain
from claimx.records import Article
from claimx.render import explanation as rendered

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ended
    from spacy.language import Language

    from claimx.explain import Explanation

TEXT = (
    "Exports to Chile fell by at least $1.2 billion in March, Finance Minister Jo Lund said. "
    "He denied that the tariffs hurt 300 farmers a year."
)


@pytest.fixture(scope="module")
def explained(nlp: Language) -> Callable[[str], Explanation]:
    """Explains a record of the text by its id."""
    doc = nlp(TEXT)
    made = document(doc, Article(text=TEXT, source="t"), nlp)
    return lambda wanted: explain(doc, made, wanted)


def test_a_claims_parts_add_up_to_its_score(explained: Callable[[str], Explanation]) -> None:
    """The sum shown is the sum that the score is made of."""
    claim = explained("c1")
    assert claim.total is not None
    assert math.isclose(claim.total, math.fsum(part.adds for part in claim.parts))
    assert math.isclose(claim.score or 0, 1 / (1 + math.exp(-claim.total)), abs_tol=1e-4)


def test_the_score_explained_is_the_score_found(nlp: Language) -> None:
    """Explaining every claim gives the very scores of the document."""
    doc = nlp(TEXT)
    made = document(doc, Article(text=TEXT, source="t"), nlp)
    assert [claim.score for claim in made.claims] == [
        explain(doc, made, claim.id).score for claim in made.claims
    ]


def test_a_numbers_words(explained: Callable[[str], Explanation]) -> None:
    """Each field of a number names the words that set it."""
    words = {field.name: field.words for field in explained("n1").fields}
    assert "$1.2 billion" == words["value"]
    assert "at least" == (words["comparison"] or "").strip()
    assert "fell" == words["trend"]
    assert "Exports" in (words["concept"] or "")


def test_an_attributions_words(explained: Callable[[str], Explanation]) -> None:
    """Cue, stance and speaker name their words; a pronoun names whom it stands for."""
    fields = {field.name: field for field in explained("a2").fields}
    assert "denied" == fields["cue"].words
    assert ("deny", "denied") == (fields["stance"].value, fields["stance"].words)
    assert "He" == fields["speaker"].words


def test_every_span_is_of_the_text(explained: Callable[[str], Explanation]) -> None:
    """Words are those at their offsets."""
    for wanted in ("c1", "c2", "n1", "n2", "a1", "a2"):
        for field in explained(wanted).fields:
            if field.words is not None:
                assert field.words == TEXT[field.start : field.end]


def test_an_unknown_id_says_which_there_are(explained: Callable[[str], Explanation]) -> None:
    """The error names the ids that the article has."""
    with pytest.raises(UsageError, match="no 'c99'; the article has c1 to c"):
        explained("c99")


def test_lines_show_the_whole_sum(explained: Callable[[str], Explanation]) -> None:
    """The parts that are shown and the rest in a line add up to the total below them."""
    lines = "".join(rendered.lines(explained("c1"))).splitlines()
    place = next(i for i, line in enumerate(lines) if "  score  " in line)
    shown = [float(line.split()[0]) for line in lines[place + 1 :]]
    assert shown[-1] == pytest.approx(sum(shown[:-1]), abs=0.02)


def test_the_command(claimx_command: Callable[..., Ended], tmp_path: Path) -> None:
    """Lines for people, JSON for programs, one line for what is wrong."""
    file = tmp_path / "a.txt"
    file.write_text(TEXT, "utf-8")
    assert "c1  claim" in claimx_command("explain", str(file), "c1").stdout
    content = json.loads(claimx_command("explain", str(file), "n1", "--json").stdout)
    assert ("n1", "number") == (content["id"], content["kind"])
    ended = claimx_command("explain", str(file), "x1")
    assert (2, 1) == (ended.status, len(ended.stderr.splitlines()))
    ended = claimx_command("explain", str(tmp_path / "none.txt"), "c1")
    assert (1, 1) == (ended.status, len(ended.stderr.splitlines()))


def test_a_text_of_several_chapters_is_refused(
    claimx_command: Callable[..., Ended], tmp_path: Path
) -> None:
    """One line: its ids are those of the chapters joined."""
    (tmp_path / "book.txt").write_text("Prices rose by 5%.\n" * 6000, "utf-8")
    ended = claimx_command("explain", "book.txt", "c1", cwd=tmp_path)
    assert (1, "") == (ended.status, ended.stdout)
    assert ended.stderr == (
        "claimx: book.txt: explain takes a text of up to 100,000 characters; it has 114,000\n"
    )
