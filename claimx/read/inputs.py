"""
The command line's inputs to articles: files, folders and standard input, in any format that is read.
"""

from __future__ import annotations

import dataclasses
import os
from typing import TYPE_CHECKING, BinaryIO, Literal

from claimx.errors import InputError
from claimx.read.decode import decode
from claimx.read.html_pages import read_page
from claimx.read.opening import opened, printable_path, read_all
from claimx.read.recognise import FOLDER_ENDINGS, Format, format_of
from claimx.read.tables import Keys, read_table
from claimx.records import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Warn = Callable[[str, str], None]

# An article is 5 kB; a file of this size is a mistake or an attack.
MAX_BYTES = 20_000_000


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    How inputs are read.

    `input_format` "auto" lets the name and the first line decide; `encoding` overrides the guess;
    `published` is the ISO 8601 date of all articles, whatever they say; an input that is larger than
    `max_bytes` is refused, of a table a record that is.
    """

    input_format: Format | Literal["auto"] = "auto"
    keys: Keys = dataclasses.field(default_factory=Keys)
    encoding: str | None = None
    published: str | None = None
    max_bytes: int = MAX_BYTES


def read_articles(
    paths: Iterable[str], reading: Reading | None = None, *, warn: Warn
) -> Iterator[Article | InputError]:
    """
    The articles of each input in order, or the error that reading it gave.

    Args:
        paths: files; folders, for the text files and web pages under them in order of their names;
            "-" for standard input.
        reading: how they are read.
        warn: is called with (path, phrase) for what is odd but can be read.
    """
    reading = reading or Reading()
    for path in paths:
        files = [path]
        if os.path.isdir(path):
            files = files_in(path)
            if not files:
                yield InputError(printable_path(path), "no .txt or .html file is in this folder")
        for file in files:
            try:
                for outcome in _articles_of(file, reading, warn):
                    if isinstance(outcome, Article) and reading.published:
                        yield dataclasses.replace(outcome, published=reading.published)
                    else:
                        yield outcome
            except InputError as error:
                yield error


def _articles_of(path: str, reading: Reading, warn: Warn) -> Iterator[Article | InputError]:
    """The articles of one file; an InputError that is raised ends it."""
    name = printable_path(path)
    with opened(path) as (head, stream):
        input_format = reading.input_format
        if input_format == "auto":
            input_format = format_of(path, head, text_key=reading.keys.text)
        if input_format == "text":
            yield _text_file(stream, name, reading, warn)
        elif input_format == "html":
            raw = read_all(stream, name=name, max_bytes=reading.max_bytes)
            yield read_page(raw, name=name, encoding=reading.encoding)
        else:
            yield from read_table(
                stream,
                input_format,
                name=name,
                keys=reading.keys,
                encoding=reading.encoding,
                max_bytes=reading.max_bytes,
                warn=warn,
            )


def _text_file(stream: BinaryIO, name: str, reading: Reading, warn: Warn) -> Article:
    """The file as an article."""
    raw = read_all(stream, name=name, max_bytes=reading.max_bytes)
    text, notice = decode(raw, name=name, encoding=reading.encoding)
    if notice:
        warn(name, notice)
    if not text.strip():
        warn(name, "the file is empty" if not text else "only white space")
    return Article(text=text, source=name)


def files_in(folder: str) -> list[str]:
    """The paths of all articles under the folder, sorted; links to folders are not followed."""
    found = []
    for place, _, names in os.walk(folder):
        found += [
            os.path.join(place, name)
            for name in names
            if name.lower().removesuffix(".gz").endswith(FOLDER_ENDINGS)
        ]
    return sorted(found)
