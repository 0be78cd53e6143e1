"""Inputs that may be articles or what claimx made of them: `compare` and `evaluate` take both."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any

from claimx.cli import streams
from claimx.errors import ClaimxError, InputError, UsageError
from claimx.read import decode, read_articles
from claimx.read.opening import opened, printable_path
from claimx.records import Article
from claimx.startup import loading
from claimx.wire import from_dict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimx.pipeline import Engine
    from claimx.read import Reading
    from claimx.records import Document


class Documents:
    """
    The documents of the inputs in order: read from claimx's JSON, or made from articles.

    What cannot be read is named on standard error, and `failed` is set. The pipeline is loaded only
    where there is an article.
    """

    def __init__(
        self,
        inputs: Sequence[str],
        reading: Reading,
        *,
        attributions: Engine = "tagger",
        model: str | None = None,
    ) -> None:
        self.failed = False
        self._inputs = inputs
        self._reading = reading
        self._attributions = attributions
        self._model = model

    def __iter__(self) -> Iterator[Document]:
        """Each document that can be had, in order."""
        for is_json, paths in itertools.groupby(self._inputs, key=_is_json):
            if is_json:
                yield from self._read(paths)
            else:
                # Articles that follow one another go through the pipeline together.
                yield from self._made(read_articles(paths, self._reading, warn=streams.warn))

    def _made(self, articles: Iterable[Article | ClaimxError]) -> Iterator[Document]:
        """The documents of articles."""
        with loading():
            from claimx.api import extract_each
            from claimx.pipeline import load_pipeline

            nlp = load_pipeline(self._model, attributions=self._attributions)
        for outcome in extract_each(articles, nlp=nlp):
            if isinstance(outcome, ClaimxError):
                self._fail(outcome)
            else:
                yield outcome

    def _read(self, paths: Iterable[str]) -> Iterator[Document]:
        """The documents in files of claimx's JSON; standard input may be an article as well."""
        for path in paths:
            name = printable_path(path)
            try:
                with opened(path) as (head, stream):
                    raw = stream.read()
                if path == "-" and not head.lstrip().startswith((b"{", b"[")):
                    text, _ = decode(raw, name=name, encoding=self._reading.encoding)
                    published = self._reading.published
                    yield from self._made([Article(text=text, source=name, published=published)])
                else:
                    yield from documents_in(raw, name)
            except ClaimxError as error:
                self._fail(error)

    def _fail(self, error: ClaimxError) -> None:
        self.failed = True
        streams.say(str(error))


def _is_json(path: str) -> bool:
    """Whether an input is named as JSON or is standard input, which may be."""
    return path == "-" or path.lower().removesuffix(".gz").endswith((".json", ".jsonl"))


def documents_in(raw: bytes, name: str) -> Iterator[Document]:
    """
    The documents of claimx's JSON: one value, one a line, or several that follow one another.

    Raises:
        InputError: it is no JSON, or not claimx's.
    """
    for place, content in enumerate(values(raw, name), 1):
        try:
            yield from_dict(content)
        except UsageError as error:
            raise InputError(name, f"document {place}: {error}") from None


def values(raw: bytes, name: str) -> Iterator[Any]:
    """The JSON values that follow one another in a file; a list is its items."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(name, "not JSON: not UTF-8") from None
    decoder = json.JSONDecoder()
    at = 0
    while (at := _after_space(text, at)) < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            raise InputError(name, f"not JSON: {error}") from None
        yield from value if isinstance(value, list) else [value]


def _after_space(text: str, at: int) -> int:
    """Where the next character stands that is no white space."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at
