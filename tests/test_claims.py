"""The claims: where they are, whose they are, and how worth checking."""

from __future__ import annotations

import math
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from claimx.find.claim import worthiness
from claimx.find.claim.words import Words
from claimx.find.claims import Inside, find_claims, statement_of
from claimx.records import Attribution, Cue, Entity, Mention, Number, Source, Span

if TYPE_CHECKING:
    from spacy.language import Language

    from claimx import Document
    from claimx.records import Claim

CASES = tomllib.loads((Path(__file__).parent / "cases" / "claims.toml").read_text("utf-8"))["case"]


def span(text: str, words: str, nth: int = 0) -> dict[str, Any]:
    """Where the words stand in the text, for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return {"text": words, "start": start, "end": start + len(words)}


def attribution(text: str, said: dict[str, Any], number: int) -> Attribution:
    """The attribution that a case gives in words."""
    stance = said.get("stance", "assert")
    source = said.get("source")
    return Attribution(
        id=f"a{number}",
        sentence=0,
        kind=said.get("kind", "indirect"),
        source=Source(**span(text, source), entity=None, name=source) if source else None,
        cue=Cue(**span(text, said["cue"], said.get("nth", 0)), lemma=said["cue"], stance=stance),
        content=tuple(Span(**span(text, words)) for words in said["content"]),
    )


def claims_of(case: dict[str, Any], nlp: Language) -> tuple[Claim, ...]:
    """The claims that the case's records give."""
    text = case["text"]
    numbers = [
        Number(id=f"n{place}", sentence=0, **span(text, words), kind="count", value=7)
        for place, words in enumerate(case.get("numbers", ()), 1)
    ]
    said = [attribution(text, one, place) for place, one in enumerate(case.get("said", ()), 1)]
    return find_claims(nlp(text), numbers, [], said)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_claims_of_a_text(case: dict[str, Any], nlp: Language) -> None:
    """The case's claims are found, with their speakers, and nothing else."""
    found = claims_of(case, nlp)
    shown = [c.text if c.speaker is None else f"{c.speaker}: {c.text}".strip() for c in found]
    assert case["claims"] == shown, case["reason"]
    if "stances" in case:
        assert case["stances"] == [claim.stance for claim in found]
    if "holds" in case:
        assert case["holds"] == [list(claim.numbers) for claim in found]
    for wanted, claim in zip(case.get("reasons", ()), found, strict=False):
        assert set(wanted) <= set(claim.reasons)


# ---------------------------------------------------------------- the score

# Each pair: the first is more worth checking.
ABOVE = [
    ("Exports fell by 12 percent, Finance Minister Lund said.", "Exports are important, Finance Minister Lund said."),
    ("The fire killed 31 people.", "The fire was a terrible thing."),
    ("Sweden exported 4,000 trucks to Chile last year.", "It was raining in the square."),
    ("The army shelled the hospital, Doctors Without Borders said.", "The hospital stands on a hill."),
    ("Inflation is at its highest level since 1981, Eurostat said.", "Inflation could fall next year, Eurostat said."),
    ("The company paid no tax in 2019.", "The company should pay its taxes."),
    ("The mayor vetoed the bill.", "I hope the mayor is happy."),
    ("Turkey has closed the strait, its navy said.", "Turkey will close the strait, its navy said."),
]  # fmt: skip


@pytest.mark.parametrize(("more", "less"), ABOVE)
def test_what_can_be_checked_scores_above_what_cannot(nlp: Language, more: str, less: str) -> None:
    """Figures, records and acts come before opinions, advice, predictions and scenes."""
    best = [max((c.score for c in nlp(text)._.claimx_claims), default=0.0) for text in (more, less)]
    assert best[0] > best[1]


def test_the_score_is_the_sum_that_is_shown(sample: Document, nlp: Language) -> None:
    """The contributions of a claim's features add up to its score, whatever the order."""
    doc = nlp(sample.text)
    inside = Inside(doc._.claimx_numbers, doc._.claimx_entities)
    words = Words(doc)
    attributions = {a.id: a for a in doc._.claimx_attributions}
    for claim in doc._.claimx_claims:
        said = attributions.get(claim.attribution)
        statement = statement_of(words, claim.start, claim.end, said, inside)
        parts = worthiness.contributions(worthiness.features_of(statement))
        total = sum(sorted(parts.values()))
        assert math.isclose(claim.score, 1 / (1 + math.exp(-total)), abs_tol=1e-4)


def test_the_best_of_the_sample_are_figures_and_accusations(sample: Document) -> None:
    """The ten best claims of the sample article have a figure or say who did harm."""
    best = sorted(sample.claims, key=lambda claim: -claim.score)[:10]
    assert [] == [
        claim.text for claim in best if not claim.numbers and "accusation" not in claim.reasons
    ]


def test_a_negated_claim_is_marked(nlp: Language) -> None:
    """The reasons of a denied claim say so."""
    (claim,) = nlp("Norway denied that its jets had crossed the border.")._.claimx_claims
    assert ("deny", True) == (claim.stance, "denied" in claim.reasons)


def test_weights_are_finite() -> None:
    """Every weight is a number, and there is a start."""
    assert worthiness.START in worthiness.weights()
    assert all(math.isfinite(weight) for weight in worthiness.weights().values())


# ---------------------------------------------------------------- what always holds


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=200))
def test_any_text_gives_claims_in_order(nlp: Language, text: str) -> None:
    """Spans are those of the text, ids run on, ids resolve, scores lie between 0 and 1."""
    text = text.encode("utf-8", "ignore").decode()
    doc = nlp(text)
    claims = doc._.claimx_claims
    assert [f"c{place}" for place in range(1, len(claims) + 1)] == [claim.id for claim in claims]
    assert sorted(claim.start for claim in claims) == [claim.start for claim in claims]
    for claim in claims:
        assert claim.text == text[claim.start : claim.end]
        assert 0 <= claim.score <= 1
        assert set(claim.numbers) <= {number.id for number in doc._.claimx_numbers}


def test_time_grows_with_the_text(nlp: Language) -> None:
    """Thousands of attributions in one sentence take no time that grows with their square."""
    words = "he said so and "
    costs = []
    for times in (100, 400):
        text = words * times + "left"
        tokens = text.split()
        heads, tags = [0] * len(tokens), ["VBD"] * len(tokens)
        doc = Doc(
            nlp.vocab,
            words=tokens,
            spaces=[True] * (len(tokens) - 1) + [False],
            heads=heads,
            deps=["ROOT"] + ["conj"] * (len(tokens) - 1),
            tags=tags,
            pos=["VERB"] * len(tokens),
        )
        said = [
            attribution(text, {"source": "he", "cue": "said", "content": ["so"]}, place)
            for place in range(1, times + 1)
        ]
        began = time.process_time()
        find_claims(doc, [], [], said)
        costs.append(time.process_time() - began)
    assert costs[1] < 40 * max(costs[0], 0.005)


def test_the_entities_inside_are_named(nlp: Language) -> None:
    """A claim holds the entities with a mention inside it, in the document's order."""
    text = "Norway sold Chile two ferries."
    entities = [
        Entity(
            id=f"e{place}",
            label="GPE",
            name=words,
            value=None,
            mentions=(Mention(**span(text, words), sentence=0, kind="name"),),
        )
        for place, words in enumerate(("Norway", "Chile"), 1)
    ]
    (claim,) = find_claims(nlp(text), [], entities, [])
    assert ("e1", "e2") == claim.entities
