"""Floors on annotated articles: tests/gate.json holds them, and they only rise."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


def scored(script: Path, *arguments: str) -> dict[str, Any]:
    """What a scorer prints as JSON; it runs the installed command by itself."""
    done = subprocess.run(
        [sys.executable, str(script), *arguments, "--json"],
        capture_output=True,
        check=True,
        text=True,
        timeout=280,
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def polnear_scores(shared: Path) -> dict[str, Any]:
    """PolNeAR's dev split: 84 articles on which no attribution setting was chosen."""
    command = f"{sys.executable} -m claimx extract {{dir}} --json"
    arguments = ("--split", "dev", "--ignore-nested", "--command", command)
    return scored(shared / "polnear" / "score.py", *arguments)


@pytest.mark.parametrize("name", GATE["polnear"])
def test_polnear(polnear_scores: dict[str, Any], name: str) -> None:
    """Who said what, end to end, and whether the source is right."""
    value: Any = polnear_scores
    for key in name.split("."):
        value = value[key]
    assert GATE["polnear"][name] <= value


@pytest.fixture(scope="module")
def quantity_scores(shared: Path) -> dict[str, Any]:
    """The public sets of quantities, their gold read as the JSON document's schema reads it."""
    command = f"{sys.executable} -m claimx extract {{dir}} --format jsonl --attributions rules"
    arguments = ("score", "--sets", "all", "--rules", "schema", "--cmd", command)
    return scored(shared / "quantities" / "score.py", *arguments)["sets"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", GATE["quantities"])
def test_quantities(quantity_scores: dict[str, Any], name: str) -> None:
    """F1 of the value; of value and unit, comparison or trend, concept; and of all together."""
    metrics = quantity_scores[name]["metrics"]
    for kind, floor in GATE["quantities"][name].items():
        key = kind if kind in {"value", "all"} else f"value+{kind}"
        assert floor <= metrics[key]["F1"]
