"""The ledger: which figures are of one thing, and how they stand to each other."""

from __future__ import annotations

import json
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claimx.ledger import checks, compare, only_of
from claimx.ledger.relations import bounds
from claimx.ledger.words import head_of, singular, stem
from claimx.records import (
    Article,
    Attribution,
    Claim,
    Cue,
    Document,
    Entity,
    Mention,
    Number,
    Sentence,
    Source,
    Span,
)
from claimx.render import View
from claimx.render import ledger as rendered

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Ended

    from claimx.ledger import Group, Ledger

FERRY = Path(__file__).parent / "ferry"
DAYS = {
    "1": "2025-03-03",
    "2": "2025-03-03",
    "3": "2025-03-03",
    "4": "2025-03-06",
    "5": "2025-03-07",
}
CASES = tomllib.loads((Path(__file__).parent / "cases" / "ledger.toml").read_text("utf-8"))["case"]


# ---------------------------------------------------------------- five articles about one event


@pytest.fixture(scope="module")
def ferry() -> Ledger:
    """The ledger of five articles about the sinking of one ferry."""
    import claimx

    articles = [
        Article(text=file.read_text("utf-8"), source=file.stem, published=DAYS[file.stem[0]])
        for file in sorted(FERRY.glob("*.txt"))
    ]
    return compare(claimx.extract_many(articles, attributions="rules"))


def relations(ledger: Ledger) -> set[tuple[str, str, str]]:
    """Each relation as (kind, figure, figure), a figure as its article and its words."""
    return {
        (relation.kind, _place(group, relation.first), _place(group, relation.second))
        for group in ledger.groups
        for relation in group.relations
    }


def _place(group: Group, place: int) -> str:
    figure = group.figures[place]
    return f"{figure.document[0]}: {figure.number.text}"


PLANTED = {
    ("agreement", "1: 41", "3: 41"),
    ("compatible", "1: 41", "2: At least 40"),
    ("compatible", "2: At least 40", "3: 41"),
    ("compatible", "2: At least 40", "4: 57"),
    ("change", "1: 41", "4: 57"),
    ("change", "3: 41", "4: 57"),
    ("compatible", "1: More than 200", "2: 212"),
    ("conflict", "1: 268", "3: 310"),
    ("conflict", "5: 3 million euros", "5: 4.5 million euros"),
    ("other words", "2: 1,245", "5: 1,245"),
}


def test_every_planted_relation_is_found_and_no_other(ferry: Ledger) -> None:
    """Agreement, bounds, conflicts, change over time and other words, and nothing else."""
    assert relations(ferry) == PLANTED


def test_unsourced_figures_are_marked(ferry: Ledger) -> None:
    """A figure that is "reportedly" so has nobody behind it."""
    figures = [f for g in ferry.groups for f in g.figures] + list(ferry.alone)
    assert ["35 tonnes"] == [figure.number.text for figure in figures if figure.is_unsourced]


def test_figures_keep_article_line_and_date(ferry: Ledger) -> None:
    """Each figure says in which article and line it stands and of when it is."""
    (group,) = [group for group in ferry.groups if len(group.figures) == 4]
    assert [
        ("1-harbour-post", 1, "2025-03-02"),
        ("2-daily-clarion", 1, "2025-03-02"),
        ("3-evening-star", 3, None),
        ("4-coastal-times", 1, None),
    ] == [(figure.document, figure.line, figure.date) for figure in group.figures]


def test_a_part_of_the_ledger_can_be_asked_for(ferry: Ledger) -> None:
    """Only what is of the words, whatever their case and number."""
    assert {"inquiry"} == {group.of for group in only_of(ferry, "Inquiries").groups}


# ---------------------------------------------------------------- pairs of figures


def document(place: int, case: dict[str, Any]) -> Document:
    """A document of one sentence from a case: its text, its figure, its concept, who says it."""
    text = case["text"]

    def span(words: str) -> dict[str, Any]:
        start = text.index(words)
        return {"text": words, "start": start, "end": start + len(words)}

    fields = {key: case[key] for key in ("unit", "per", "trend", "comparison") if key in case}
    number = Number(
        id="n1",
        sentence=0,
        **span(case["figure"]),
        kind=case.get("kind", "count"),
        value=case["value"],
        concept=Span(**span(case["of"])) if "of" in case else None,
        **fields,
    )
    entities = tuple(
        Entity(
            id=f"e{order}",
            label=label,
            name=name,
            value=case.get("date") if label == "DATE" else None,
            mentions=(Mention(**span(name), sentence=0, kind="name"),),
        )
        for order, (name, label) in enumerate(case.get("names", ()), 1)
    )
    who = case.get("who")
    said = Attribution(
        id="a1",
        sentence=0,
        kind="indirect",
        source=Source(text=who, start=0, end=len(who), entity=None, name=who) if who else None,
        cue=Cue(text="said", start=0, end=4, lemma="say", stance="assert"),
        content=(Span(text=text, start=0, end=len(text)),),
    )
    claim = Claim(
        id="c1",
        sentence=0,
        text=text,
        start=0,
        end=len(text),
        attribution=None if who is None else "a1",
        speaker=who,
        stance=None if who is None else "assert",
        numbers=("n1",),
        entities=tuple(entity.id for entity in entities),
        score=0.9,
        reasons=(),
    )
    return Document(
        source=f"{place}.txt",
        title=None,
        published=case.get("published"),
        text=text,
        pipeline="",
        sentences=(Sentence(start=0, end=len(text)),),
        numbers=(number,),
        entities=entities,
        attributions=() if who is None else (said,),
        claims=(claim,),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["reason"])
def test_relation_of_two_figures(case: dict[str, Any]) -> None:
    """Two articles of a sentence each: the relation of their figures, or none."""
    ledger = compare([document(place, case[key]) for place, key in enumerate(("a", "b"))])
    assert case.get("relation") == next((kind for kind, _, _ in relations(ledger)), None)


@pytest.mark.parametrize(
    ("value", "comparison", "expected"),
    [
        (310, "=", (310, 310)),
        (3_000, "=", (2_950, 3_050)),
        (1_200_000, "=", (1_150_000, 1_250_000)),
        (512_420, "=", (512_415, 512_425)),
        (5.1, "=", (5.05, 5.15)),
        (200, ">", (200, float("inf"))),
        (200, "<=", (float("-inf"), 200)),
        (1_000, "~", (900, 1_100)),
        (0, "=", (0, 0)),
    ],
)
def test_bounds_count_rounding(
    value: float, comparison: Any, expected: tuple[float, float]
) -> None:
    """What a figure allows: its last given place, a tenth where it is about, one end of a bound."""
    number = Number(
        id="n1",
        sentence=0,
        text="x",
        start=0,
        end=1,
        kind="count",
        value=value,
        comparison=comparison,
    )
    assert expected == pytest.approx(bounds(number))


def test_an_article_is_checked_within_itself(sample: Document) -> None:
    """The sample article calls 1,270 soldiers troops and casualties."""
    found = [check.text for check in checks(sample) if "1,270" in check.text]
    assert 1 == len(found)
    assert "troops" in found[0]
    assert "casualties" in found[0]


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("words", "head", "modifiers"),
    [
        ("Russian troops", "soldier", {"russian"}),
        ("armored combat vehicles", "vehicle", {"armor", "combat"}),
        ("pieces of special equipment", "piece", set()),
        ("total number", "", set()),
        ("the city’s employees", "worker", {"city"}),
    ],
)
def test_head_of_a_phrase(words: str, head: str, modifiers: set[str]) -> None:
    """The noun that a phrase is of, synonyms as one, and what stands before it."""
    assert (head, modifiers) == head_of(words)


def test_stems_and_singulars() -> None:
    """Forms of one word are one."""
    assert {"kill"} == {stem(word) for word in ("kill", "kills", "killed", "killing")}
    assert ["casualty", "person", "class", "box"] == [
        singular(word) for word in ("casualties", "people", "class", "boxes")
    ]


# ---------------------------------------------------------------- formats, the command, time


def test_json_and_csv_hold_every_figure(ferry: Ledger) -> None:
    """No figure is lost between the ledger and what is printed."""
    content = json.loads("".join(rendered.render(ferry, "json", View())))
    figures = sum(len(group["figures"]) for group in content["groups"]) + len(content["alone"])
    lines = "".join(rendered.render(ferry, "csv", View())).splitlines()
    assert figures == len(lines) - 1


def test_the_table_shows_conflicts_first(ferry: Ledger) -> None:
    """The headline counts what there is to say."""
    head = "".join(rendered.render(ferry, "table", View(width=100))).splitlines()[0]
    assert "5 articles" in head
    assert "2 conflicts · 2 changes · 1 rewording" in head


def test_a_ledger_can_be_drawn(ferry: Ledger) -> None:
    """A picture with the words of its figures; the same ledger gives the same bytes."""
    pytest.importorskip("matplotlib")
    from claimx.render.chart import draw

    picture = draw(ferry, "svg")
    assert b"At least 40" in picture
    assert picture == draw(ferry, "svg")
    assert draw(ferry, "png").startswith(b"\x89PNG")


def test_the_command_reads_articles_and_json(claimx_command: Callable[..., Ended]) -> None:
    """Articles, and claimx's own JSON on standard input, give the same ledger."""
    arguments = ("--attributions", "rules", "--published", "2025-03-03")
    made = claimx_command("extract", str(FERRY), "--json", *arguments)
    piped = claimx_command("compare", "-", "--json", stdin=made.stdout.encode())
    direct = claimx_command("compare", str(FERRY), "--json", *arguments)
    assert 0 == piped.status
    assert json.loads(direct.stdout) == json.loads(piped.stdout)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ('{"a": 1}', "not a claimx document: it has no schema_version"),
        ('{"schema_version": 0}', "schema version 0; this claimx reads version 1"),
        ("{nonsense", "not JSON"),
        ('{"schema_version": 1, "document": {"text": null}}', "has no text"),
    ],
)
def test_bad_json_is_one_clear_line(
    claimx_command: Callable[..., Ended], given: str, says: str
) -> None:
    """JSON of another program, an older version, a document without text: a line, status 1."""
    ended = claimx_command("compare", "-", stdin=given.encode())
    assert 1 == ended.status
    assert "" == ended.stdout
    (line,) = ended.stderr.splitlines()
    assert says in line


def test_a_thousand_documents_compare_in_seconds(ferry: Ledger) -> None:
    """The time grows with the documents, not with their pairs."""
    assert ferry.groups
    case = {
        "text": "The storm killed 41 people in Arvia, and 1,270 homes were lost.",
        "figure": "41",
        "value": 41,
        "of": "people",
        "names": [["Arvia", "GPE"]],
        "who": "police",
    }
    costs = []
    for times in (250, 1000):
        documents = [document(place, case | {"value": 41 + place % 7}) for place in range(times)]
        began = time.process_time()
        compare(documents)
        costs.append(time.process_time() - began)
    assert costs[1] < 10
    assert costs[1] < 10 * max(costs[0], 0.05)
