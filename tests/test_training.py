"""The training recipe runs: some steps on a tiny sample, the export, and both agree."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import ROOT

from claimx.model.tagger import Tagger

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("torch", reason="training needs torch, running the tagger does not")
pytest.importorskip("onnx", reason="the export needs onnx")
pytest.importorskip("safetensors", reason="the start weights are in this format")

WORDS = [
    "the",
    "minister",
    "said",
    "plan",
    "would",
    "fail",
    "report",
    "he",
    "told",
    "us",
    "it",
    "is",
    "good",
    ",",
    ".",
    ":",
    '"',
    "“",
    "”",
    "—",
    "a",
    "b",
    "c",
]
VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    *WORDS,
    *(f"##{c}" for c in "abcdefghij"),
]
TEXT = "The minister said the plan would fail.\nA report is good.\n“It is good,” he told us.\n"
STANDOFF = """T1\tSource 0 12\tThe minister
T2\tCue 13 17\tsaid
T3\tContent 18 37\tthe plan would fail
E1\tAttribution:T9 Source:T1 Cue:T2 Content:T3
T4\tContent 57 70\t“It is good,”
T5\tSource 71 73\the
T6\tCue 74 78\ttold
E2\tAttribution:T8 Source:T5 Cue:T6 Content:T4
"""


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of one article, in PolNeAR's form; `training` can be imported."""
    monkeypatch.syspath_prepend(str(ROOT))
    for folder, name, content in (
        ("text", "one.txt", TEXT),
        ("attributions", "one_me.ann", STANDOFF),
        ("attributions", "one_you.ann", STANDOFF),
    ):
        (tmp_path / "train" / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / "train" / folder / name).write_bytes(content.encode())
    return tmp_path


def test_words_have_the_tags_and_aims_of_the_corpus(corpus: Path) -> None:
    """A content points to its cue, a cue to its source, in each row's own words."""
    from claimx.model.wordpiece import WordPiece
    from training.corpus import IGNORED, examples, read_articles

    (article,) = read_articles(corpus, "train")
    assert 2 == len(article.attributions)
    first, _, third = examples(article, article.attributions[0], WordPiece(VOCABULARY))
    assert [1, 2, 3, 5, 6, 6, 6, 0] == first.tags.tolist()
    assert [IGNORED, IGNORED, 0, 2, 2, 2, 2, IGNORED] == first.points.tolist()
    assert [5, 6, 6, 6, 6, 6, 1, 3, 0, 0] == third.tags.tolist()


def test_made_up_texts_say_where_their_attributions_are(corpus: Path) -> None:
    """The frames' spans are words of the text, and a transcript's cue is its colon."""
    from training import synthetic
    from training.corpus import read_articles

    said = [("Ann Lee", "we will go on with the plan today")]
    made = synthetic.make(said, 60, random.Random(1))
    for attribution in made.attributions[0]:
        for role in ("source", "cue", "content"):
            ((a, b),) = attribution[role]
            assert made.text[a:b] == made.text[a:b].strip() != ""
    assert "LEE: we will" in made.text
    assert [] == synthetic.quotations(read_articles(corpus, "train")[:0])


def test_some_steps_lower_the_loss_and_the_export_agrees(corpus: Path, tmp_path: Path) -> None:
    """A small network learns one article, and its int8 export finds what torch finds."""
    import torch

    from claimx.model.wordpiece import WordPiece
    from training.corpus import examples, read_articles
    from training.evaluate import measure, torch_tagger
    from training.export import write
    from training.network import Network, Sizes
    from training.train import Recipe, batch_loss, train

    torch.manual_seed(1)
    articles = read_articles(corpus, "train")
    wordpiece = WordPiece(VOCABULARY)
    sizes = Sizes(vocabulary=len(VOCABULARY), width=48, layers=1, heads=2, inner=64, dropout=0.0)
    network = Network(sizes)
    batch = examples(articles[0], articles[0].attributions[0], wordpiece)
    before = batch_loss(network, batch, wordpiece["[MASK]"])[0].item()
    recipe = Recipe(epochs=150, rate=2e-3, seed=1, synthetic=False)
    assert list(range(1, 151)) == list(train(network, articles, wordpiece, recipe))
    assert batch_loss(network, batch, wordpiece["[MASK]"])[0].item() < 0.2 * before
    taught = batch_loss(network, batch, wordpiece["[MASK]"], teachers=[network])[0].item()
    assert math.isfinite(taught)

    write(network, VOCABULARY, tmp_path / "model")
    exported, full = Tagger.load(tmp_path / "model"), torch_tagger(network, VOCABULARY)
    (article,) = articles
    found = exported.tag(article.text, article.paragraphs)
    expected = full.tag(article.text, article.paragraphs)
    assert [(18, 37), (57, 70)] == [c.content[0] for c in found]
    assert [(c.source, c.cue, c.content) for c in expected] == [
        (c.source, c.cue, c.content) for c in found
    ]
    assert 1.0 == measure(exported, articles)["end to end"]


def test_the_crf_gives_all_paths_together_probability_one() -> None:
    """The tag loss is a true log-probability: over all legal paths of two words it sums to one."""
    import torch

    from claimx.model.tags import TAGS
    from training.network import Network, Sizes

    torch.manual_seed(1)
    network = Network(Sizes(vocabulary=5, width=8, layers=1, heads=2, inner=8))
    scores = torch.randn(1, 2, TAGS)
    here = torch.ones(1, 2)
    losses = [
        network.tag_loss(scores, torch.tensor([[a, b]]), here).item()
        for a in range(TAGS)
        for b in range(TAGS)
    ]
    assert 1.0 == pytest.approx(float(np.exp(-np.array(losses)).sum()), abs=1e-4)
