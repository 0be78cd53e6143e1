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

from claimx.errors import ClaimxError, InputError, UsageError
from claimx.find.syntax import sentence_index
from claimx.parse import parse
from claimx.pipeline import BATCH_SIZE, Engine, load_pipeline, pipeline_name
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
    batch: list[Article | ClaimxError] = []
    for item in articles:
        batch.append(Article(text=item) if isinstance(item, str) else item)
        if len(batch) == BATCH_SIZE:
            yield from _extract_batch(batch, nlp)
            batch = []
    yield from _extract_batch(batch, nlp)


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
        # What spaCy keeps of a text's words goes with the zone: a long run's memory stays flat.
        with nlp.memory_zone():
            docs = parse(articles, nlp, batch_size=BATCH_SIZE)
            return [
                document(doc, article, nlp) for doc, article in zip(docs, articles, strict=True)
            ]
    except Exception as error:  # one text's trouble must not cost the others
        if len(articles) == 1:
            reason = f"{type(error).__name__}: {error}"
            return [InputError(articles[0].source or "text", f"internal error: {reason}")]
    return [outcome for article in articles for outcome in _documents([article], nlp)]


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
        sentences=tuple(Sentence(start=s, end=e) for s, e in sentence_index(doc).spans),
        numbers=doc._.claimx_numbers,
        entities=doc._.claimx_entities,
        attributions=doc._.claimx_attributions,
        claims=doc._.claimx_claims,
    )
