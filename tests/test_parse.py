"""Long texts in pieces, and texts that no tokenizer expects."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
import spacy
from fuzz import article
from hypothesis import example, given
from hypothesis import strategies as st
from spacy.pipeline import AttributeRuler

import claimx.parse
from claimx import Article, Document, InputError
from claimx.api import extract_each
from claimx.parse import BATCH, cut, make_doc, parse
from claimx.pipeline import default_model

if TYPE_CHECKING:
    from spacy.language import Language

STORY = (
    "Dana Whitlock, the mayor, said on Monday that 1,290 homes were flooded.\n"
    "“We have never seen water rise by 40% in a day,” she added. The river had been low.\n"
)


@given(st.text(alphabet="ab. \n“", max_size=400), st.integers(1, 50))
@example("  ", 1)
@example("  a", 1)
def test_pieces_join_to_the_text(text: str, size: int) -> None:
    """No piece is longer than asked for, and nothing is lost or moved."""
    pieces = list(cut(text, size=size))
    assert text == "".join(pieces)
    assert all(len(piece) <= size for piece in pieces)


def test_pieces_end_with_paragraphs() -> None:
    """Where a paragraph fits, no piece ends inside one."""
    pieces = list(cut(STORY * 20, size=500))
    assert len(pieces) > 5
    assert all(piece.endswith("\n") for piece in pieces)


def test_a_long_paragraph_is_cut_after_a_sentence() -> None:
    """A text without line breaks is cut where a sentence ends."""
    pieces = list(cut("He said no. " * 100, size=200))
    assert {"He said no. "} == {piece[-12:] for piece in pieces}


def test_a_long_text_is_parsed_as_a_short_one(nlp: Language) -> None:
    """Tokens and sentences of a text in pieces are those of its paragraphs."""
    text = STORY * (BATCH // len(STORY) + 5)
    long = next(parse([Article(text=text)], nlp))
    short = next(parse([Article(text=STORY)], nlp))
    times = len(text) // len(STORY)
    assert text == long.text
    assert times * len(short._.claimx_numbers) == len(long._.claimx_numbers)
    assert times * len(list(short.sents)) == len(list(long.sents))


@pytest.mark.parametrize("seed", range(8))
def test_pieces_give_what_the_whole_gives(
    nlp: Language, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Where a text fits at once and is cut all the same, every record is the same."""
    text = article(1000, seed=seed)
    whole = next(extract_each([Article(text=text)], nlp=nlp))
    monkeypatch.setattr(claimx.parse, "BATCH", 1500)
    assert 1500 * 3 < len(text) < BATCH
    assert whole == next(extract_each([Article(text=text)], nlp=nlp))


def test_long_and_short_texts_stay_in_order(nlp: Language) -> None:
    """A long text among short ones keeps its place, as an error does."""
    long = STORY * (BATCH // len(STORY) + 1)
    wrong = InputError("b.txt", "empty")
    given = ["One.", long, wrong, "Two.", "Three. " * 2000, "Four."]
    outcomes = extract_each(given, nlp=nlp)
    assert given == [one.text if isinstance(one, Document) else one for one in outcomes]


@pytest.mark.parametrize(
    "run", ['"', "$", "(", "—", "“", "'", "...", "a", "1", "-1", "\u0301", "🙂"]
)
def test_a_run_without_a_space_is_tokenized_in_linear_time(nlp: Language, run: str) -> None:
    """100,000 characters in a row take a second, not a day; the text stays the same."""
    text = f"He said {run * (100_000 // len(run))} yes."
    started = time.process_time()
    doc = make_doc(text, nlp)
    assert time.process_time() - started < 5
    assert text == doc.text


def test_ordinary_text_is_tokenized_as_spacy_does(nlp: Language) -> None:
    """Cutting is for what no article has."""
    text = STORY + "-" * 50 + " see https://example.org/" + "x" * 200
    assert [t.text for t in nlp.tokenizer(text)] == [t.text for t in make_doc(text, nlp)]


def test_the_ruler_finds_what_spacys_finds(nlp: Language) -> None:
    """The table of single words and the patterns of several give spaCy's own matches, in its order."""
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    texts = [
        STORY * 3,
        "I'm gonna go, and y'all ain't. C'mon, let's see: there's a man who's gotta go.\n\n \t Hm.",
        "",
    ]
    for text in texts:
        doc = make_doc(text, nlp)
        for name in ("tok2vec", "tagger", "parser"):
            doc = nlp.get_pipe(name)(doc) if text else doc
        assert AttributeRuler.match(ruler, doc) == ruler.match(doc)


def test_the_tokenizer_is_the_pipelines_own(nlp: Language) -> None:
    """It is loaded empty; nothing of what spaCy's has is missing, and a saved pipeline says spaCy's."""
    whole = spacy.load(default_model())
    assert whole.tokenizer.rules == nlp.tokenizer.rules
    assert whole.tokenizer.token_match is nlp.tokenizer.token_match is None
    for place in ("prefix_search", "suffix_search", "infix_finditer", "url_match"):
        searches = [getattr(one.tokenizer, place).__self__ for one in (whole, nlp)]
        assert searches[0].pattern == searches[1].pattern
    assert whole.config["nlp"]["tokenizer"] == nlp.config["nlp"]["tokenizer"]
