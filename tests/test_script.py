"""What hangs on a Doc's text alone is read once for all stages, is right, and is let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import spacy
from hypothesis import example, given
from hypothesis import strategies as st
from spacy.tokens import Doc

from claimx.find.script import script_of, sentence_index

if TYPE_CHECKING:
    from spacy.language import Language

TEXT = "Ann Frey said so.\n\nThe “Solway Star” sank on Monday. She swam."
BLANK = spacy.blank("en")


@given(st.text(alphabet="aB9 .\n“’ß\u00a0-", max_size=60))
@example("")
@example(" ")
@example("A b ")
def test_a_script_is_what_spacy_has(text: str) -> None:
    """Its text, words and offsets are those of the Doc's tokens."""
    doc = BLANK(text)
    script = script_of(doc)
    assert text == script.text
    assert [token.text for token in doc] == script.words
    assert [token.idx for token in doc] == script.starts
    assert [token.i for token in doc if token.text[0].isupper()] == script.capitals
    assert {token.text for token in doc if token.text.islower()} == script.small


def test_a_word_stands_in_the_sentence_of_its_first_character(nlp: Language) -> None:
    """Both ways to ask give the same."""
    doc = nlp("  \n" + TEXT)
    index = sentence_index(doc)
    assert [index.of(token.idx) for token in doc] == index.of_word
    assert 3 == len(index.spans)


def test_a_script_is_read_once_and_let_go(nlp: Language) -> None:
    """The same object for each stage, none behind the last one."""
    doc = BLANK(TEXT)
    assert script_of(doc) is script_of(doc)
    assert not [key for key in nlp(TEXT).user_data if key == "claimx_script"]


def test_a_script_follows_the_doc() -> None:
    """Words merged and sentences set between two stages are seen."""
    doc = BLANK(TEXT)
    assert 1 == len(sentence_index(doc).spans)
    doc[5].is_sent_start = True
    assert 2 == len(sentence_index(doc).spans)
    assert "Ann" == script_of(doc).words[0]
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[:2])
    assert "Ann Frey" == script_of(doc).words[0]


def test_a_script_does_not_go_with_the_bytes(nlp: Language) -> None:
    """A Doc whose last stage has not run goes through spaCy's bytes, and has a script behind it."""
    with nlp.select_pipes(disable=["claimx_claims"]):
        doc = nlp(TEXT)
    assert doc.user_data["claimx_script"] is not None
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again.user_data["claimx_script"] is None
    assert TEXT == script_of(again).text
    assert list(doc._.claimx_entities) == list(again._.claimx_entities)
