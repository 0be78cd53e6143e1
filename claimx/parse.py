"""
Articles to parsed Docs: many short ones at once, a long one in pieces.

spaCy's parser takes some 4 kB of memory for each character that it works on at once, and its
tokenizer's time grows with the square of a run of punctuation. So articles go in batches of BATCH
characters, a longer text is parsed in pieces that end with a paragraph, and what no article has, a
thousand characters without a space, is cut before the tokenizer sees it. No offset moves by any of it;
claimx's own stages see the whole text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy
from spacy.tokens import Doc

from claimx.find.paragraphs import find_paragraphs
from claimx.find.script import drop_script

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language

    from claimx.records import Article

# In characters: some four articles. More gain no time, and take their memory.
BATCH = 16_000

# What no article has: an ornament, which becomes one token, and a stretch without a space that the
# tokenizer gets by itself.
_ODD = re.compile(r"(?P<ornament>[^\w\s]{60,1000})|\S{1000}")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+")


def parse(articles: Sequence[Article], nlp: Language) -> Iterator[Doc]:
    """
    For each article, in order, its Doc with everything that the pipeline finds.

    Args:
        articles: of BATCH characters together, or a single one of any length.
        nlp: a pipeline with claimx's stages.
    """
    if len(articles) == 1 and len(articles[0].text) > BATCH:
        yield _parse_long(articles[0], nlp)
        return
    docs = (make_doc(article.text, nlp, published=article.published) for article in articles)
    yield from nlp.pipe(docs, batch_size=len(articles))


def make_doc(text: str, nlp: Language, *, published: str | None = None) -> Doc:
    """The tokenized text, in time that grows with its length whatever it holds."""
    odd = list(_ODD.finditer(text))
    if odd:
        words: list[str] = []
        spaces: list[bool] = []

        def add(tokens: Doc) -> None:
            words.extend(token.text for token in tokens)
            spaces.extend(bool(token.whitespace_) for token in tokens)

        at = 0
        for match in odd:
            add(nlp.tokenizer(text[at : match.start()]))
            if match["ornament"]:
                words.append(match[0])
                spaces.append(False)
            else:
                add(nlp.tokenizer(match[0]))
            at = match.end()
        add(nlp.tokenizer(text[at:]))
        doc = Doc(nlp.vocab, words=words, spaces=spaces)
    else:
        doc = nlp.tokenizer(text)
    doc._.claimx_published = published
    return doc


def _parse_long(article: Article, nlp: Language) -> Doc:
    """spaCy's part piece by piece, then claimx's stages on the whole."""
    stages = [name for name in nlp.pipe_names if name.startswith("claimx")]
    stages.remove("claimx_paragraphs")
    pieces = (make_doc(piece, nlp) for piece in cut(article.text, size=BATCH))
    parsed = []
    for piece in nlp.pipe(pieces, disable=stages, batch_size=1):
        piece.tensor = numpy.zeros((0, 0), dtype="f")  # 400 bytes a token
        drop_script(piece)
        parsed.append(piece)
    doc = Doc.from_docs(parsed, ensure_whitespace=False, exclude=["tensor", "user_data"])  # type: ignore[call-arg]  # the stub lacks it
    if doc is None:  # only of no pieces, and a long text has some
        doc = Doc(nlp.vocab)
    doc._.claimx_published = article.published
    for name in stages:
        doc = nlp.get_pipe(name)(doc)
    return doc


def cut(text: str, *, size: int) -> Iterator[str]:
    """
    The text in pieces of at most `size` characters that join to it again.

    A piece ends before a paragraph; in a longer paragraph after a sentence, else at white space, else
    anywhere.
    """
    # From 0 on: white space before the first paragraph is cut as well.
    starts = [0, *(start for start, _ in find_paragraphs(text)), len(text)]
    begin = 0
    for start, following in pairwise(starts):
        if following - begin > size and start > begin:
            yield text[begin:start]
            begin = start
        while following - begin > size:
            end = _last_break(text, begin, begin + size)
            yield text[begin:end]
            begin = end
    if begin < len(text) or not text:
        yield text[begin:]


def _last_break(text: str, begin: int, end: int) -> int:
    """Where to cut a paragraph: after its last sentence or word before `end`."""
    # A sentence is looked for near the end only, so that each character is looked at twice at most.
    near = max(begin + 1, end - 2000)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, near, end)]
    if ends:
        return ends[-1]
    space = max(text.rfind(" ", near, end), text.rfind("\n", near, end))
    return space + 1 if space >= near else end
