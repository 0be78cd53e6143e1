"""
claimx: numbers, entities and attributions in news articles, joined into claims.

    >>> import claimx
    >>> document = claimx.extract("Unemployment rose to 5.1%, the ministry said.")
    >>> document.claims[0].speaker
    'the ministry'

The public names are those in `__all__`. They are resolved when first used, so that `import claimx`
does not import spaCy.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimx.api import extract, extract_many
    from claimx.errors import (
        ClaimxError,
        InputError,
        LexiconError,
        ModelError,
        UsageError,
    )
    from claimx.find.quantities import numbers
    from claimx.ledger import compare
    from claimx.pipeline import load_pipeline
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
    from claimx.wire import from_dict, to_dict

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Attribution",
    "Claim",
    "ClaimxError",
    "Cue",
    "Document",
    "Entity",
    "InputError",
    "LexiconError",
    "Mention",
    "ModelError",
    "Number",
    "Sentence",
    "Source",
    "Span",
    "UsageError",
    "compare",
    "extract",
    "extract_many",
    "from_dict",
    "load_pipeline",
    "numbers",
    "to_dict",
]

_HOME = {
    "claimx.api": ("extract", "extract_many"),
    "claimx.errors": ("ClaimxError", "InputError", "LexiconError", "ModelError", "UsageError"),
    "claimx.ledger": ("compare",),
    "claimx.find.quantities": ("numbers",),
    "claimx.pipeline": ("load_pipeline",),
    "claimx.records": (
        "Article",
        "Attribution",
        "Claim",
        "Cue",
        "Document",
        "Entity",
        "Mention",
        "Number",
        "Sentence",
        "Source",
        "Span",
    ),
    "claimx.wire": ("from_dict", "to_dict"),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}


def __getattr__(name: str) -> Any:  # noqa: ANN401 (whatever the name stands for)
    """Import the module that a public name lives in, when the name is first used."""
    if name not in _MODULE_OF:
        reason = f"module 'claimx' has no attribute {name!r}"
        raise AttributeError(reason)
    value = getattr(importlib.import_module(_MODULE_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return sorted({*__all__, "__version__"})
