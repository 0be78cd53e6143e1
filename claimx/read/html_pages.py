"""
Web pages to articles, by trafilatura: the extra `claimx[html]`.

The article's offsets refer to the text that is extracted, which the document holds.
"""

from __future__ import annotations

import codecs
import logging
import re

from claimx.errors import InputError
from claimx.read.dates import iso_date
from claimx.read.decode import MARKS, decode
from claimx.records import Article

INSTALL = "reading web pages needs an extra: pip install 'claimx[html]'"
# "Log in to read on" is no article.
MIN_WORDS = 8
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE
)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
# The web's rule: who says Latin-1 or ASCII means Windows-1252.
_LATIN = {"iso8859-1", "ascii"}


def read_page(raw: bytes, *, name: str, encoding: str | None = None) -> Article:
    """
    The article of a page, with its title and its date where the page names them.

    Args:
        raw: the page.
        name: where it came from, for errors and as the article's source.
        encoding: overrides what the page says.

    Raises:
        InputError: no article is in it, or trafilatura is not installed.
    """
    page, _ = decode(raw, name=name, encoding=encoding or _encoding_of(raw))
    try:
        import trafilatura  # noqa: PLC0415 (an extra, and slow)
    except ImportError:
        raise InputError(name, INSTALL) from None
    # It logs what it cannot find, which is said below in one line.
    for logger in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(logger).setLevel(logging.CRITICAL + 1)
    found = trafilatura.bare_extraction(
        _DECLARATION.sub("", page, count=1),
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or isinstance(found, dict) or not _has_sentence(found.text or ""):
        raise InputError(name, "no article is found in this page")
    title = " ".join(found.title.split()) if found.title else None
    return Article(
        text=found.text or "", source=name, title=title or None, published=iso_date(found.date)
    )


def _has_sentence(text: str) -> bool:
    """Whether a line is more than the words of a menu or a button."""
    return any(len(line.split()) >= MIN_WORDS for line in text.split("\n"))


def _encoding_of(raw: bytes) -> str | None:
    """What a page says of itself, where its bytes are not plainly UTF-8 and it says something true."""
    if any(raw.startswith(mark) for mark, _ in MARKS):
        return None
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        said = _CHARSET.search(raw[:2048])
        if said:
            return _codec(said[1].decode("ascii", "replace"), raw)
    return None


def _codec(said: str, raw: bytes) -> str | None:
    """The codec of that name, if Python has it and the page is in it."""
    try:
        codec = codecs.lookup(said).name
        codec = "cp1252" if codec in _LATIN else codec
        raw.decode(codec)
    except (LookupError, UnicodeError):
        return None
    return codec
