"""The attribution tagger: words and pieces, passages, decoding, and the shipped model."""

from __future__ import annotations

import itertools
import re
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import SAMPLE
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.errors import ModelError
from claimx.model import tagger as tagger_module
from claimx.model.decoding import Scores, best_tags, link, spans
from claimx.model.passages import (
    ROW_PIECES,
    Row,
    passages,
    quoted_stretches,
    read_paragraph,
)
from claimx.model.tagger import Tagger, checksums
from claimx.model.tags import INSIDE, TAGS, may_follow
from claimx.model.wordpiece import WordPiece, plain

if TYPE_CHECKING:
    from claimx.records import Candidate

FOLDER = Path(tagger_module.__file__).parent
SHORT = """The minister said the plan would cost 1,290 pounds.

"We will go on," she added.

According to the report, "sales fell" and profits rose."""


@pytest.fixture(scope="module")
def wordpiece() -> WordPiece:
    """The shipped vocabulary."""
    return WordPiece((FOLDER / "vocab.txt").read_text("utf-8").rstrip("\n").split("\n"))


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The shipped tagger."""
    return Tagger.load()


def lines(text: str) -> list[tuple[int, int]]:
    """Each line as a paragraph."""
    return [m.span() for m in re.finditer(r"[^\n]+", text)]


def rows_of(text: str, wordpiece: WordPiece) -> list[Row]:
    """The rows of a text whose lines are paragraphs."""
    return list(passages([read_paragraph(text, i, j, wordpiece) for i, j in lines(text)], text))


def shown(text: str, candidates: list[Candidate]) -> list[tuple[str | None, str | None, list[str]]]:
    """(source, cue, contents) of each attribution."""

    def words(place: tuple[int, int] | None) -> str | None:
        return None if place is None else text[slice(*place)]

    return [
        (words(c.source), words(c.cue), [text[slice(*piece)] for piece in c.content])
        for c in candidates
    ]


# ------------------------------------------------------------------ words and pieces


PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able", "run", "##ning", ",", "a"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("unaffable", [["un", "##aff", "##able"]]),
        ("UNAFFABLE, running", [["un", "##aff", "##able"], [","], ["run", "##ning"]]),
        ("ünaffable", [["un", "##aff", "##able"]]),
        ("un\u00adaffable", [["un", "##aff", "##able"]]),
        ("runs", [["[UNK]"]]),
        ("中a", [["[UNK]"], ["a"]]),
        ("a" * 101, [["[UNK]"]]),
        ("\x00\u200b", []),
        ("", []),
    ],
)
def test_words_are_cut_into_the_longest_pieces(text: str, expected: list[list[str]]) -> None:
    """Case, accents and unseen characters are dropped; a word that no piece fits is unknown."""
    found = WordPiece(PIECES).words(text, 0, len(text))
    assert expected == [[PIECES[piece] for piece in word.pieces] for word in found]


@given(st.text(max_size=80))
def test_words_are_in_order_and_hold_no_white_space(text: str) -> None:
    """For any text: words follow each other, and what is between them has no letter or digit."""
    at = 0
    for word in WordPiece(PIECES).words(text, 0, len(text)):
        assert at <= word.start < word.end <= len(text)
        assert word.pieces
        assert not any(c.isspace() for c in text[word.start : word.end] if plain(c))
        assert not any(c.isascii() and c.isalnum() for c in text[at : word.start])
        at = word.end


def test_a_stretch_has_the_offsets_of_its_text(wordpiece: WordPiece) -> None:
    """Words of a paragraph are counted from the text's beginning, also beyond ASCII."""
    text = "One. Ça coûte 5 €, “no”?"
    found = wordpiece.words(text, 5, len(text))
    assert ["Ça", "coûte", "5", "€", ",", "“", "no", "”", "?"] == [
        text[w.start : w.end] for w in found
    ]


# ------------------------------------------------------------------ passages


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "no" and "yes".', ['"no"', '"yes"']),
        ("“No,” he said. “Never.", ["“No,”", "“Never."]),
        ("``No,'' he said.", ["``No,''"]),
        ("''No,'' he said.", ["''No,''"]),
        ("He's the workers' man in the '90s.", []),
        ("'No,' he said. 'It's mine.'", ["'No,'", "'It's mine.'"]),
        ("‘No,’ he said of the ‘first plan’.", ["‘No,’", "‘first plan’"]),
        ("He called it \"a 'real' mess\".", ["\"a 'real' mess\""]),
        ("No” he said “yes”", ["“yes”"]),
    ],
)
def test_what_stands_in_quotation_marks(text: str, quoted: list[str]) -> None:
    """Double marks of any kind, and single ones where they come in pairs around words."""
    assert quoted == [text[i:j] for i, j in quoted_stretches(text, 0, len(text))]


def test_a_quotation_goes_with_the_paragraph_before_it(wordpiece: WordPiece) -> None:
    """A paragraph that is all quotation, or that a colon announced, shares its neighbour's row."""
    text = 'He spoke.\n"One."\n"Two."\nShe added:\nIt is so.\nThe end "of it".'
    rows = rows_of(text, wordpiece)
    assert ['He spoke.\n"One."\n"Two."', "She added:\nIt is so.", 'The end "of it".'] == [
        text[row.words[0].start : row.words[-1].end] for row in rows
    ]
    assert [2, 1, 0] == [len(row.breaks) for row in rows]


@given(st.text(alphabet="ab\"“”'. \n:", max_size=200))
def test_rows_hold_every_word_once(text: str) -> None:
    """For any text: no word is lost, none is in two rows, and no row is too long."""
    wordpiece = WordPiece([*PIECES, "b", '"', "“", "”", "'", ".", ":"])
    rows = rows_of(text, wordpiece)
    words = [word for i, j in lines(text) for word in wordpiece.words(text, i, j)]
    assert words == [word for row in rows for word in row.words]
    for row in rows:
        pieces, kinds, firsts = row.pieces(2, 3)
        assert len(pieces) == len(kinds) <= ROW_PIECES + 2
        assert [word.pieces[0] for word in row.words] == [pieces[place] for place in firsts]


def test_a_long_paragraph_is_cut_at_the_ends_of_sentences(wordpiece: WordPiece) -> None:
    """A paragraph of many sentences falls into rows that begin with a sentence."""
    text = 'He said "the plan is good." It will go on. ' * 60
    rows = rows_of(text, wordpiece)
    assert len(rows) > 3
    for row in rows:
        assert text[row.words[0].start :].startswith(("He said", "It will"))
        assert sum(len(word.pieces) for word in row.words) <= ROW_PIECES


@pytest.mark.parametrize("unit", ['"', "'", "a'", "‘a", "word ", "“", ":\n", "x"])
def test_time_is_linear_in_a_text(unit: str, wordpiece: WordPiece) -> None:
    """Ten times the marks, words or letters take no more than some thirty times as long."""

    def seconds(count: int) -> float:
        text = unit * count
        begun = time.process_time()
        rows_of(text, wordpiece)
        return time.process_time() - begun

    seconds(1000)
    assert seconds(100_000) < 30 * max(seconds(10_000), 0.02)


# ------------------------------------------------------------------ decoding


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 4), min_size=1, max_size=4))
@settings(max_examples=25)
def test_the_best_tags_are_those_of_the_highest_sum(seed: int, lengths: list[int]) -> None:
    """Viterbi's path scores what the best of all paths does, whatever rows go with a row."""
    random = np.random.default_rng(seed)
    starts = random.standard_normal(TAGS).astype(np.float32)
    follows = random.standard_normal((TAGS, TAGS)).astype(np.float32)
    rows = [random.standard_normal((n, TAGS)).astype(np.float32) for n in lengths]

    def total(row: np.ndarray, path: tuple[int, ...]) -> float:
        steps = sum(follows[a, b] for a, b in itertools.pairwise(path))
        return float(starts[path[0]] + steps + sum(row[i, t] for i, t in enumerate(path)))

    for row, path in zip(rows, best_tags(rows, starts, follows), strict=True):
        best = max(total(row, p) for p in itertools.product(range(TAGS), repeat=len(row)))
        assert best == pytest.approx(total(row, tuple(path)), abs=1e-4)


def test_spans_of_a_role() -> None:
    """A span runs from its beginning tag over its inside tags."""
    assert [(0, 2), (2, 3), (4, 6)] == spans([5, 6, 5, 0, 5, 6], "content")
    assert [] == spans([0, 5, 6], "cue")


def row_of(tags: list[int], aims: dict[int, int]) -> tuple[Scores, np.ndarray]:
    """Scores that are sure of these tags, and of each word's aim (0 for none, else word + 1)."""
    scores = np.full((len(tags), TAGS), -5, np.float32)
    scores[np.arange(len(tags)), tags] = 5
    table = np.zeros((len(tags), len(tags) + 1), np.float32)
    for word, aim in aims.items():
        table[word, aim] = 20
    return Scores(scores, table), np.array(tags)


def test_both_pieces_of_a_content_go_to_its_cue() -> None:
    """Of "C C , he said . C": two contents, one attribution."""
    scores, tags = row_of([5, 6, 0, 1, 3, 0, 5], {0: 5, 1: 5, 6: 5, 4: 4})
    (one,) = link(scores, tags)
    assert ((3, 4), (4, 5), ((0, 2), (6, 7))) == (one.source, one.cue, one.contents)


def test_a_source_may_be_none_or_one_that_the_tags_missed() -> None:
    """A cue that points to [CLS] has no source; one that points to an untagged word takes it."""
    scores, tags = row_of([0, 3, 5, 6], {1: 0, 2: 2, 3: 2})
    assert link(scores, tags)[0].source is None
    scores, tags = row_of([0, 3, 5, 6], {1: 1, 2: 2, 3: 2})
    assert link(scores, tags)[0].source == (0, 1)


def test_a_content_without_a_cue_and_a_cue_without_a_content_are_dropped() -> None:
    """Neither is an attribution."""
    assert [] == link(*row_of([0, 5, 6], {1: 0, 2: 0}))
    assert [] == link(*row_of([1, 3, 0], {1: 1}))


def test_an_inside_tag_follows_its_own_role_only() -> None:
    """B I and I I, never O I or another role's I, never I at a row's start."""
    for role, inside in INSIDE.items():
        allowed = [b for b in [None, *range(TAGS)] if may_follow(b, inside)]
        assert [inside - 1, inside] == allowed, role


# ------------------------------------------------------------------ the shipped model


def test_the_files_are_those_that_were_shipped() -> None:
    """SHA256SUMS holds for the weights, the vocabulary and the settings; all are small enough."""
    assert {"tagger.onnx": True, "vocab.txt": True, "settings.json": True} == checksums()
    assert (FOLDER / "tagger.onnx").stat().st_size <= 25_000_000


def test_plain_attributions_are_found(tagger: Tagger) -> None:
    """A statement, a quotation and a document, each with source, cue and content."""
    assert [
        ("The minister", "said", ["the plan would cost 1,290 pounds"]),
        ("she", "added", ['"We will go on,"']),
        ("the report", "According to", ['"sales fell" and profits rose']),
    ] == shown(SHORT, tagger.tag(SHORT, lines(SHORT)))


def test_confidence_is_a_probability(tagger: Tagger) -> None:
    """From 0 to 1, to four places."""
    found = tagger.tag(SHORT, lines(SHORT))
    assert all(0 < (c.confidence or 0) <= 1 for c in found)
    assert all(c.confidence == round(c.confidence or 0, 4) for c in found)


def test_nothing_changes_when_an_article_is_longer(tagger: Tagger) -> None:
    """A paragraph's attributions are the same alone, among others, and in a batch, bit for bit."""
    text = SAMPLE.read_text("utf-8")
    whole = tagger.tag(text, lines(text))
    assert len(whole) > 10
    alone = [c for span in lines(text) for c in tagger.tag(text, [span])]
    assert whole == alone
    assert [whole, tagger.tag(SHORT, lines(SHORT)), whole] == tagger.tag_many(
        [(text, lines(text)), (SHORT, lines(SHORT)), (text, lines(text))]
    )


def test_scores_do_not_depend_on_the_number_of_threads(tagger: Tagger) -> None:
    """The same bytes with one thread and with three."""
    text = SAMPLE.read_text("utf-8") + "\n" + " ".join(SAMPLE.read_text("utf-8").split())
    wordpiece = tagger._wordpiece
    rows = rows_of(text, wordpiece)
    for one, three in zip(tagger.scores(rows), Tagger.load(threads=3).scores(rows), strict=True):
        assert one.tags.tobytes() == three.tags.tobytes()
        assert one.aims.tobytes() == three.aims.tobytes()


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_has_attributions_inside_it(tagger: Tagger, text: str) -> None:
    """For any text: no exception, spans inside the text and not empty, in order."""
    found = tagger.tag(text, [(0, len(text))])
    for candidate in found:
        for place in [candidate.source, candidate.cue, *candidate.content]:
            assert place is None or 0 <= place[0] < place[1] <= len(text)
        assert list(candidate.content) == sorted(candidate.content)
    assert found == sorted(found, key=lambda c: c.content[0])


def test_an_empty_text_has_none(tagger: Tagger) -> None:
    """No paragraph, no attribution."""
    assert [] == tagger.tag("", [])
    assert [[], []] == tagger.tag_many([("", []), (" ", [(0, 1)])])


@pytest.mark.parametrize(
    "text",
    ['"' * 20_000, '"' + "We will go on and on. " * 2_000 + '" he said', "Word " * 10_000],
    ids=["20,000 marks", "one quotation of 44 kB", "one paragraph of 50 kB"],
)
def test_long_paragraphs_take_no_longer_than_long_articles(tagger: Tagger, text: str) -> None:
    """A paragraph of n rows takes as long as n paragraphs; benchmarks/tagger.py has 1 MB."""
    begun = time.process_time()
    tagger.tag(text, [(0, len(text))])
    assert time.process_time() - begun < 30


@pytest.mark.parametrize("name", ["tagger.onnx", "vocab.txt", "settings.json"])
def test_a_missing_or_broken_file_is_said_in_one_line(name: str, tmp_path: Path) -> None:
    """ModelError, with what to do."""
    for other in ("tagger.onnx", "vocab.txt", "settings.json"):
        shutil.copy(FOLDER / other, tmp_path / other)
    (tmp_path / name).write_bytes(b"\xff broken")
    with pytest.raises(ModelError, match=r"^the attribution tagger in .+ cannot be loaded .+$"):
        Tagger.load(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ModelError, match="reinstall claimx"):
        Tagger.load(tmp_path)
