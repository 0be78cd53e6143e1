"""The Python interface and the spaCy components."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import DocBin

import claimx
from claimx import Article, InputError, UsageError
from claimx.pipeline import default_model, load_pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

    from claimx import Document, Span

TEXT = "Unemployment rose to 5.1% in May, the ministry said. It had been 4.8% in April."


def spans_of(document: Document) -> Iterator[Span]:
    """Everything in a document that has a text, a start and an end."""
    for number in document.numbers:
        yield number  # type: ignore[misc]  # it has a span's fields
        if number.concept:
            yield number.concept
    for entity in document.entities:
        yield from entity.mentions  # type: ignore[misc]
    for attribution in document.attributions:
        yield from attribution.content
        yield from (part for part in (attribution.source, attribution.cue) if part)  # type: ignore[misc]
    yield from document.claims  # type: ignore[misc]


def check(document: Document) -> None:
    """What must hold for every document."""
    text = document.text
    for span in spans_of(document):
        assert span.text == text[span.start : span.end]
        assert span.start < span.end
    for records, letter in (
        (document.numbers, "n"),
        (document.entities, "e"),
        (document.attributions, "a"),
        (document.claims, "c"),
    ):
        assert [f"{letter}{i}" for i in range(1, len(records) + 1)] == [r.id for r in records]
    for records in (document.numbers, document.claims):
        starts = [record.start for record in records]
        assert sorted(starts) == starts
    numbers, entities, attributions = (
        {record.id for record in records}
        for records in (document.numbers, document.entities, document.attributions)
    )
    for claim in document.claims:
        assert set(claim.numbers) <= numbers
        assert set(claim.entities) <= entities
        assert claim.attribution is None or claim.attribution in attributions
        assert (claim.attribution is None) == (claim.speaker is None)
        assert 0 <= claim.score <= 1
    for attribution in document.attributions:
        assert attribution.source is None or attribution.source.entity in {None, *entities}
    at = 0
    for sentence in document.sentences:
        assert at <= sentence.start < sentence.end
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        at = sentence.end


def test_the_sample_holds_together(sample: Document) -> None:
    """Offsets, ids and order of the sample article."""
    check(sample)
    assert len(sample.claims) > 10


NEWS = [
    "The ministry said",
    "“We lost 1,290 troops,” he added",
    "according to Ms. O’Neill",
    "$1.2bn",
    "a quarter of",
    "two-year",
    "(",
    "”",
    '"',
    "''",
    "—",
    ":",
    ".",
    "\n",
    "\r\n",
    "\n\n",
    "🙂",
    "Zelensky",
    "reportedly",
    "10–15%",
    "e\u0301",
    "\x00",
    "\u202e",
    "who",
    "on Monday",
    "THE US",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(NEWS) | st.text(max_size=8), max_size=25))
def test_any_text_holds_together(pieces: list[str]) -> None:
    """No text raises, and offsets, ids and order hold for each."""
    check(claimx.extract(" ".join(pieces).encode("utf-8", "replace").decode()))


def test_many_are_as_one_by_one() -> None:
    """extract_many gives what extract gives, in order, for texts and articles."""
    texts = [TEXT, "", "“No,” said Ann Lee.", TEXT]
    alone = [claimx.extract(text) for text in texts]
    assert alone == list(claimx.extract_many(texts))
    assert alone == list(claimx.extract_many(Article(text=text) for text in texts))


def test_rules_need_no_tagger() -> None:
    """attributions="rules" finds who says it, without a confidence."""
    document = claimx.extract(TEXT, attributions="rules")
    assert ["the ministry"] == [a.source.text for a in document.attributions if a.source]
    assert [None] == [a.confidence for a in document.attributions]


@pytest.mark.parametrize(
    ("text", "options", "error", "reason"),
    [
        ("\ud83d", {}, InputError, "half of a surrogate pair"),
        ("A.", {"published": "soon"}, UsageError, "'soon' is no date"),
        ("A.", {"attributions": "guess"}, UsageError, "'guess' is none of tagger, rules"),
    ],
    ids=["surrogate", "no date", "no such way"],
)
def test_what_is_refused(
    text: str, options: dict[str, str], error: type[Exception], reason: str
) -> None:
    """The library raises its own errors."""
    with pytest.raises(error, match=reason):
        claimx.extract(text, **options)  # type: ignore[arg-type]


def test_add_pipe_needs_no_import() -> None:
    """spaCy finds the factory by its entry point and adds every stage once."""
    nlp = spacy.load(default_model())
    nlp.add_pipe("claimx", config={"attributions": "rules"})
    assert [
        "claimx_paragraphs",
        "tok2vec",
        "tagger",
        "parser",
        "attribute_ruler",
        "lemmatizer",
        "ner",
        "claimx_numbers",
        "claimx_entities",
        "claimx_attributions",
        "claimx_claims",
        "claimx",
    ] == nlp.pipe_names
    doc = nlp(TEXT)
    assert "the ministry" == doc._.claimx_attributions[0].source.text


def test_a_pipeline_goes_to_disk_and_back(
    nlp: Language, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A saved pipeline holds the stages and finds the same."""
    folder = tmp_path_factory.mktemp("pipeline")
    nlp.to_disk(folder)
    again = spacy.load(folder)
    assert nlp.pipe_names == again.pipe_names
    assert nlp(TEXT)._.claimx_claims == again(TEXT)._.claimx_claims
    assert claimx.extract(TEXT).claims == claimx.extract(TEXT, model=str(folder)).claims


def test_records_survive_spacys_bytes(nlp: Language) -> None:
    """DocBin keeps what was found."""
    doc = nlp(TEXT)
    packed = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    again = next(iter(DocBin().from_bytes(packed).get_docs(nlp.vocab)))
    for name in ("numbers", "entities", "attributions", "claims"):
        assert list(doc._.get(f"claimx_{name}")) == list(again._.get(f"claimx_{name}"))


def test_sentences_end_with_paragraphs(nlp: Language) -> None:
    """A headline without a full stop is a sentence of its own."""
    document = claimx.extract("Ferry landing closed for winter\nThe town voted on Tuesday.")
    texts = [document.text[s.start : s.end] for s in document.sentences]
    assert ["Ferry landing closed for winter", "The town voted on Tuesday."] == texts
    assert nlp.lang == "en"


def test_records_are_frozen(sample: Document) -> None:
    """Nobody changes what was found."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        sample.numbers[0].value = 7  # type: ignore[misc]


def test_min_confidence_leaves_out_what_the_tagger_doubts() -> None:
    """What is left is as sure as asked for or made by rules, and nothing points to what is gone."""
    text = TEXT + "\nThe mayor, who lifted the ban, believes in it, and a report finds it harmless."
    everything = load_pipeline()
    sure = load_pipeline(min_confidence=1)
    kept = sure(text)._.claimx_attributions
    found = everything(text)._.claimx_attributions
    assert [a.cue for a in found if a.confidence in {None, 1}] == [a.cue for a in kept]
    assert len(kept) < len(found)
    assert {f"a{i}" for i in range(1, len(kept) + 1)} == {a.id for a in kept}
    claims = sure(text)._.claimx_claims
    assert {c.attribution for c in claims} <= {None, *(a.id for a in kept)}
