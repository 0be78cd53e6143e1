"""
The Python interface: text in, `Document` out.

    >>> document = claimx.extract("Unemployment rose to 5.1%, the ministry said.")
    >>> document.numbers[0].value
    5.1
"""

from __future__ import annotations

import datetime
import functools
from typing import TYPE_CHECKING

from claimx.chapters import CHAPTER, chapters, join
from claimx.errors import ClaimxError, InputError, UsageError
from claimx.find.script import SentenceIndex
from claimx.parse import BATCH, parse
from claimx.pipeline import Engine, load_pipeline, pipeline_name
from claimx.records import Article, Document, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc


def extract(  # noqa: PLR0913 (what is known of the article, and how to read it)
    text: str,
    *,
    source: str = "",
    title: str | None = None,
    published: str | None = None,
    model: str | None = None,
    attributions: Engine = "tagger",
) -> Document:
    """
    The numbers, entities, attributions and claims of one article.

    Args:
        text: the article. It is kept as it is: all offsets are into this very string.
        source: where it came from; shown and printed, never opened.
        title: its headline, where that is known.
        published: its ISO 8601 date; "yesterday" is resolved against it.
        model: name or folder of a spaCy English pipeline; see `load_pipeline`.
        attributions: "tagger" or "rules"; see `load_pipeline`.

    Raises:
        InputError: the text holds half of a surrogate pair.
        UsageError: `published` is no ISO 8601 date.
        ModelError: the spaCy pipeline cannot be loaded.
    """
    article = Article(text=text, source=source, title=title, published=published)
    return next(extract_many([article], model=model, attributions=attributions))


def extract_many(
    articles: Iterable[Article | str],
    *,
    model: str | None = None,
    attributions: Engine = "tagger",
) -> Iterator[Document]:
    """
    The same for many articles, in their order, some at a time.

    Raises:
        InputError, UsageError, ModelError: as `extract`, when the article's turn has come.
    """
    nlp = _pipeline(model, attributions)
    for outcome in extract_each(articles, nlp=nlp):
        if isinstance(outcome, ClaimxError):
            raise outcome
        yield outcome


def extract_each(
    articles: Iterable[Article | str | ClaimxError], *, nlp: Language
) -> Iterator[Document | ClaimxError]:
    """
    For each article, in order, its document, or the error that it failed with.

    Args:
        articles: texts, or articles with what is known of them; an error that stands in the place of
            an article keeps its place.
        nlp: a pipeline that `load_pipeline` made.
    """
    for batch in _batches(articles):
        yield from _extract_batch(batch, nlp)


def _batches(
    articles: Iterable[Article | str | ClaimxError],
) -> Iterator[list[Article | ClaimxError]]:
    """As many articles at a time as have BATCH characters together, at least one."""
    batch: list[Article | ClaimxError] = []
    room = BATCH
    for item in articles:
        article = Article(text=item) if isinstance(item, str) else item
        size = len(article.text) if isinstance(article, Article) else 0
        if batch and size > room:
            yield batch
            batch, room = [], BATCH
        batch.append(article)
        room -= size + 1  # so that errors without end fill it, too
    if batch:
        yield batch


@functools.lru_cache(maxsize=2)
def _pipeline(model: str | None, attributions: Engine) -> Language:
    """The pipeline, loaded once for each model and way."""
    return load_pipeline(model, attributions=attributions)


def _extract_batch(
    batch: list[Article | ClaimxError], nlp: Language
) -> Iterator[Document | ClaimxError]:
    """The outcome for each article of a batch; only the good ones go through the pipeline."""
    checked = [_checked(item) for item in batch]
    found = iter(_documents([item for item in checked if isinstance(item, Article)], nlp))
    for item in checked:
        yield next(found) if isinstance(item, Article) else item


def _documents(articles: list[Article], nlp: Language) -> list[Document | ClaimxError]:
    """Each article's document; where one raises, each is tried by itself."""
    try:
        if len(articles) == 1 and len(articles[0].text) > CHAPTER:
            parts = (_found([chapter], nlp)[0] for chapter in chapters(articles[0]))
            return [join(articles[0], parts, pipeline=pipeline_name(nlp))]
        return [*_found(articles, nlp)]
    except Exception as error:  # one text's trouble must not cost the others
        if len(articles) == 1:
            reason = f"{type(error).__name__}: {error}"
            return [InputError(articles[0].source or "text", f"internal error: {reason}")]
    return [outcome for article in articles for outcome in _documents([article], nlp)]


def _found(articles: list[Article], nlp: Language) -> list[Document]:
    """Each article's document."""
    # What spaCy keeps of a text's words goes with the zone: a long run's memory stays flat.
    with nlp.memory_zone():
        docs = parse(articles, nlp)
        return [document(doc, article, nlp) for doc, article in zip(docs, articles, strict=True)]


def _checked(article: Article | ClaimxError) -> Article | ClaimxError:
    """The article, or why it cannot be worked on."""
    if isinstance(article, ClaimxError):
        return article
    name = article.source or "text"
    if article.published is not None and not _is_date(article.published):
        reason = f"published: {article.published!r} is no date such as 2024-06-03"
        return UsageError(reason)
    try:
        article.text.encode()
    except UnicodeEncodeError:
        return InputError(name, "the text holds half of a surrogate pair")
    return article


def _is_date(text: str) -> bool:
    """Whether it is an ISO 8601 date, with or without a time."""
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def document(doc: Doc, article: Article, nlp: Language) -> Document:
    """The Document of a Doc that has gone through the pipeline."""
    return Document(
        source=article.source,
        title=article.title,
        published=article.published,
        text=article.text,
        pipeline=pipeline_name(nlp),
        sentences=tuple(Sentence(start=s, end=e) for s, e in SentenceIndex(doc).spans),
        numbers=doc._.claimx_numbers,
        entities=doc._.claimx_entities,
        attributions=doc._.claimx_attributions,
        claims=doc._.claimx_claims,
    )
