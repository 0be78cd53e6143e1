"""Floors on annotated articles: tests/gate.json holds them, and they only rise."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from claimx.read import read_articles

if TYPE_CHECKING:
    from collections.abc import Callable

GATE = json.loads((Path(__file__).parent / "gate.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def gold_scores(shared: Path, claimx_command: Callable[..., object]) -> dict[str, float]:
    """F1 of each line that the gold articles' scorer prints."""
    gold = shared / "gold"
    texts = sorted((gold / "dev").glob("*.txt"))
    assert texts
    assert all(not isinstance(a, Exception) for a in read_articles(map(str, texts), warn=print))
    predicted = claimx_command("extract", *texts, "--json")
    done = subprocess.run(
        [sys.executable, str(gold / "score.py"), "-", "--gold", str(gold / "dev"), "--json"],
        input=predicted.stdout,  # type: ignore[attr-defined]
        capture_output=True,
        check=True,
        text=True,
        timeout=120,
    )
    return {name: line["f1"] for name, line in json.loads(done.stdout)["scores"].items()}


@pytest.mark.parametrize("name", GATE["gold"])
def test_gold(gold_scores: dict[str, float], name: str) -> None:
    """F1 on the hand-annotated articles is at least the floor."""
    assert GATE["gold"][name] <= gold_scores[name]
