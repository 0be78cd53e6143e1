"""
What the commands work on: the documents of articles, and of what claimx made of them before.

`extract` takes articles, `compare` and `evaluate` both.
"""

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


class Made:
    """
    The documents of articles, in order.

    What cannot be read or worked on is named on standard error, and `failed` is set. spaCy is imported
    when there is an article for it, with several jobs by their processes alone.
    """

    def __init__(
        self,
        articles: Iterable[Article | ClaimxError],
        *,
        jobs: int = 1,
        model: str | None = None,
        attributions: Engine = "tagger",
        min_confidence: float = 0.0,
    ) -> None:
        self.failed = False
        self._articles = iter(articles)
        self._jobs = jobs
        self._model = model
        self._attributions = attributions
        self._min_confidence = min_confidence

    def __iter__(self) -> Iterator[Document]:
        """Each document that can be had."""
        for outcome in self._outcomes():
            if isinstance(outcome, ClaimxError):
                self.failed = True
                streams.say(str(outcome))
            else:
                yield outcome

    def _outcomes(self) -> Iterator[Document | ClaimxError]:
        for first in self._articles:
            if not isinstance(first, ClaimxError):
                break
            yield first
        else:
            return
        articles = itertools.chain([first], self._articles)
        if self._jobs > 1:
            from claimx.parallel import extract_in_parallel

            yield from extract_in_parallel(
                articles,
                jobs=self._jobs,
                model=self._model,
                attributions=self._attributions,
                min_confidence=self._min_confidence,
            )
            return
        with loading():
            from claimx.api import extract_each
            from claimx.pipeline import load_pipeline

            nlp = load_pipeline(
                self._model,
                attributions=self._attributions,
                min_confidence=self._min_confidence,
            )
        yield from extract_each(articles, nlp=nlp)


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
        made = Made(articles, model=self._model, attributions=self._attributions)
        yield from made
        self.failed |= made.failed

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
