"""Attributions: what rules find, what is made of candidates, and what must hold of any text."""

from __future__ import annotations

import dataclasses
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimx.find.attribution.agreement import with_rules
from claimx.find.attribution.attribution_rules import find_candidates
from claimx.find.attribution.cues import cue_lemma_and_stance, noun_stances, verb_entries
from claimx.find.attribution.page import read_page
from claimx.find.attributions import find_attributions
from claimx.pipeline import default_model
from claimx.records import Candidate, Entity, Mention, Number

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

CASES = Path(__file__).parent / "cases"
RULES = tomllib.loads((CASES / "attributions_rules.toml").read_text("utf-8"))["case"]
REPAIR = tomllib.loads((CASES / "attributions_repair.toml").read_text("utf-8"))["case"]
READ = tomllib.loads((CASES / "attributions_read.toml").read_text("utf-8"))["case"]
AGREEMENT = tomllib.loads((CASES / "attributions_agreement.toml").read_text("utf-8"))["case"]
STANCES = {"assert", "deny", "believe", "intend", "ask", "question", "warn"}
# Text made of what attributions are made of.
WORDS = st.lists(
    st.sampled_from(
        [
            "“",
            "”",
            '"',
            "'",
            "’",
            ",",
            ".",
            ":",
            "\n",
            "said",
            "he",
            "Mr Hill",
            "that",
            "who",
            "it rained",
            "according to",
            "reportedly",
            "was",
            "not",
            "the plan",
            "1,290",
            "HILL:",
            "—",
            "asked",
            "to go",
        ]
    ),
    max_size=30,
).map(" ".join)


@pytest.fixture(scope="module")
def parser() -> Language:
    """The pipeline up to the parse; the stages are called one by one."""
    nlp = spacy.load(default_model(), exclude=["senter"])
    nlp.add_pipe("claimx_paragraphs", first=True)
    return nlp


def place(text: str, words: str, *, at: int = 1) -> tuple[int, int]:
    """Where the words stand for the `at`-th time."""
    start = -1
    for _ in range(at):
        start = text.index(words, start + 1)
    return start, start + len(words)


def entities_of(text: str, groups: list[list[str]]) -> list[Entity]:
    """An entity for each [label, name, other form...], at every place of its forms."""
    found = []
    for k, (label, *forms) in enumerate(groups, 1):
        places = set()
        for form in forms:
            start = text.find(form)
            while start >= 0:
                if not any(a <= start < b for a, b in places):
                    places.add((start, start + len(form)))
                start = text.find(form, start + 1)
        mentions = tuple(
            Mention(text=text[a:b], start=a, end=b, sentence=0, kind="name")
            for a, b in sorted(places)
        )
        found.append(
            Entity(id=f"e{k}", label=label, name=forms[0], value=None, mentions=mentions)  # type: ignore[arg-type]
        )
    return found


def numbers_of(text: str, words: list[str]) -> list[Number]:
    return [
        Number(id=f"n{k}", sentence=0, text=word, start=start, end=end, kind="count", value=1)
        for k, word in enumerate(words, 1)
        for start, end in [place(text, word)]
    ]


@pytest.mark.parametrize("case", RULES, ids=lambda case: case["text"])
def test_rules_find_each_construction(case: dict[str, Any], parser: Language) -> None:
    """Each case's attributions are found, with kind, source, cue, stance and content."""
    doc = parser(case["text"])
    found = find_attributions(doc, (), find_candidates(doc), numbers=())
    assert case["found"] == [
        [
            one.kind,
            one.source.text if one.source else "",
            one.cue.text if one.cue else "",
            one.cue.stance if one.cue else "",
            *(span.text for span in one.content),
        ]
        for one in found
    ], case["reason"]


@pytest.mark.parametrize("case", REPAIR, ids=lambda case: case["text"])
def test_candidates_are_mended(case: dict[str, Any], parser: Language) -> None:
    """A candidate's edges, its source's name, its kind and its stance are what the case says."""
    text = case["text"]
    candidate = Candidate(
        source=place(text, case["source"], at=case.get("source_at", 1)),
        cue=place(text, case["cue"]),
        content=tuple(place(text, words) for words in case["content"]),
        confidence=0.95,
    )
    (one,) = find_attributions(
        parser(text),
        entities_of(text, case.get("entities", [])),
        [candidate],
        numbers=numbers_of(text, case.get("numbers", [])),
    )
    assert one.source is not None
    assert one.cue is not None
    got = {
        "content": [span.text for span in one.content],
        "kind": one.kind,
        "source": one.source.text,
        "name": one.source.name,
        "entity": one.source.entity or "",
        "lemma": one.cue.lemma,
        "stance": one.cue.stance,
    }
    assert case["expect"] == {key: got[key] for key in case["expect"]}, case["reason"]
    assert 0.95 == one.confidence


@pytest.mark.parametrize("case", AGREEMENT, ids=lambda case: case["text"])
def test_rules_put_the_tagger_right(case: dict[str, Any], parser: Language) -> None:
    """What comes out of a tagger's candidates is what the case says, with its confidence kept."""
    text = case["text"]
    doc = parser(text)
    tagged = [
        Candidate(
            source=place(text, source) if source else None,
            cue=place(text, cue),
            content=tuple(place(text, words) for words in content),
            confidence=case["confidence"],
        )
        for source, cue, *content in case["tagged"]
    ]
    found = find_attributions(doc, (), with_rules(tagged, read_page(doc)), numbers=())
    assert case["expect"] == [
        [
            one.kind,
            one.source.text if one.source else "",
            one.cue.text if one.cue else "",
            *(span.text for span in one.content),
        ]
        for one in found
    ], case["reason"]
    assert {one.confidence for one in found} <= {case["confidence"], None}


def test_ordinary_news_is_read_as_a_reader_does(nlp: Language) -> None:
    """Of sentences of many styles nine in ten are right to the last word, stance and name."""
    wrong = []
    for case, doc in zip(READ, nlp.pipe([case["text"] for case in READ]), strict=True):
        found = [
            [
                one.kind,
                one.source.name if one.source else "",
                one.cue.text if one.cue else "",
                one.cue.stance if one.cue else "",
                *(span.text for span in one.content),
            ]
            for one in doc._.claimx_attributions
        ]
        if case["found"] != found:
            wrong.append((case["text"], found))
    assert len(READ) >= 10 * len(wrong), wrong


def check(doc: Doc, candidates: list[Candidate]) -> None:
    """Spans equal the text and are in order, ids count up, no content is empty."""
    text = doc.text
    found = find_attributions(doc, (), candidates, numbers=())
    assert [f"a{k}" for k in range(1, len(found) + 1)] == [one.id for one in found]
    starts = [one.content[0].start for one in found]
    assert sorted(starts) == starts
    for one in found:
        spans = [
            *one.content,
            *([one.source] if one.source else []),
            *([one.cue] if one.cue else []),
        ]
        for span in spans:
            assert span.text == text[span.start : span.end]
            assert span.start < span.end
        ends = [edge for span in one.content for edge in (span.start, span.end)]
        assert sorted(ends) == ends
        assert any(map(str.isalnum, one.content[0].text))


@given(WORDS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_rules_hold_on_any_text(parser: Language, text: str) -> None:
    """Whatever the text, rules give spans of it, in order, twice the same."""
    doc = parser(text)
    candidates = find_candidates(doc)
    assert candidates == find_candidates(doc)
    check(doc, candidates)


@given(WORDS, st.data())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_candidate_can_be_mended(parser: Language, text: str, data: st.DataObject) -> None:
    """Whatever a tagger marks, what comes out are spans of the text, in order."""
    offset = st.integers(0, len(text))
    stretch = (
        st.tuples(offset, offset).map(sorted).map(tuple).filter(lambda span: span[0] < span[1])
    )
    if len(text) < 2:
        return
    candidate = st.builds(
        lambda source, cue, content: Candidate(
            source=source, cue=cue, content=tuple(sorted(content)), confidence=0.5
        ),
        st.none() | stretch,
        st.none() | stretch,
        st.lists(stretch, min_size=1, max_size=3),
    )
    check(parser(text), data.draw(st.lists(candidate, max_size=4)))


def test_every_entry_of_the_lexicon_gives_its_stance(parser: Language) -> None:
    """A verb alone as a cue has a stance that one of its entries has, and the lemma it stands under."""
    vocab = parser.vocab
    for head, entries in verb_entries().items():
        single = [entry for entry in entries if len(entry.words) == 1 and not entry.quoted]
        if not single:
            continue
        doc = spacy.tokens.Doc(
            vocab, words=[head], pos=["VERB"], lemmas=[head], heads=[0], deps=["ROOT"]
        )
        lemma, stance = cue_lemma_and_stance(doc)
        assert head == lemma
        assert stance in {entry.stance for entry in entries}


def test_the_lexicon_is_wide() -> None:
    """Several hundred verbs and a hundred nouns, each with a known stance."""
    assert 400 < len(verb_entries())
    assert 100 < len(noun_stances())
    stances = {entry.stance for entries in verb_entries().values() for entry in entries}
    assert STANCES >= stances | set(noun_stances().values())


@pytest.mark.parametrize(
    "unit",
    [
        "“We won,” said Mr Hill. ",
        "He said “no” and “yes” that ",
        '"a" he said ',
        "He said he said ",
    ],
)
def test_time_grows_with_the_text_alone(parser: Language, unit: str) -> None:
    """Four times the text takes about four times as long, the parse left aside."""
    docs = [parser(unit * count) for count in (50, 200)]
    seconds = [min(seconds_for(doc) for _ in range(3)) for doc in docs]
    assert seconds[1] < 12 * seconds[0] + 0.05


def seconds_for(doc: Doc) -> float:
    """For rules alone, and for the same candidates as if a tagger had given them."""
    started = time.process_time()
    candidates = find_candidates(doc)
    find_attributions(doc, (), candidates, numbers=())
    tagged = [dataclasses.replace(one, confidence=0.9) for one in candidates]
    find_attributions(doc, (), tagged, numbers=())
    return time.process_time() - started
