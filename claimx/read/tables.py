"""
Articles in tables: JSON Lines, JSON (an object, several, or a list of them), CSV.

An article at a time is in memory. A record that cannot be used is an error in its place, by its line
or its number; the next one is read all the same.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from claimx.errors import InputError
from claimx.read.dates import iso_date
from claimx.read.decode import MARKS, decode
from claimx.read.opening import too_large
from claimx.records import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_CHUNK = 65536
_DELIMITERS = ",;\t|"
# Between the values of a list, or of several that follow one another.
_BETWEEN = re.compile(r"[\s,\[\]]*")
_JSON_TYPES = {dict: "an object", list: "a list", bool: "true or false", int: "a number"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What the fields are called; "document.text" is the field "text" of the field "document"."""

    text: str = "text"
    id: str = "id"
    published: str = "published"
    title: str = "title"


class _Record(NamedTuple):
    """The fields of a record, or why it has none; it is the `number`th "line" or "article"."""

    unit: str
    number: int
    fields: dict[str, Any] | str


class _Line(NamedTuple):
    """A line with its end, or why it cannot be read."""

    number: int
    text: str
    trouble: str | None = None


class _Trouble(Exception):  # noqa: N818 (it ends no program)
    """A line that cannot be read, on its way through the CSV reader."""


def read_table(  # noqa: PLR0913 (the stream, what it is, and how to read it)
    stream: BinaryIO,
    input_format: str,
    *,
    name: str,
    keys: Keys,
    encoding: str | None,
    max_bytes: int,
    warn: Callable[[str, str], None],
) -> Iterator[Article | InputError]:
    """
    The article of each record, or the error that stands in its place.

    Args:
        stream: the input, at its beginning.
        input_format: "jsonl", "json" or "csv".
        name: the input's name; an article without an id is "news.jsonl:3".
        keys: where to find the text and what is known of it.
        encoding: overrides the guess.
        max_bytes: a larger record is refused.
        warn: is called with (name, phrase), once for each kind of oddness.
    """
    said: set[str] = set()

    def notice(place: str, phrase: str) -> None:
        if phrase not in said:
            said.add(phrase)
            warn(name, f"{place}: {phrase}")

    if input_format == "json":
        records = _json_values(_text(stream, encoding or _marked(stream) or "utf-8"), max_bytes)
    else:
        codec = encoding or _marked(stream)
        lines = _lines(_text(stream, codec) if codec else stream, codec, max_bytes, notice)
        records = _json_lines(lines) if input_format == "jsonl" else _rows(lines, keys, max_bytes)
    outcomes = ((record, _article(record, name, keys, notice)) for record in records)
    for reason, group in itertools.groupby(outcomes, _reason):
        if reason is None:
            yield from (outcome for _, outcome in group if isinstance(outcome, Article))
        else:
            yield from _errors(name, reason, (record for record, _ in group))


def _reason(pair: tuple[_Record, Article | str]) -> str | None:
    """Why there is no article, or None."""
    return pair[1] if isinstance(pair[1], str) else None


def _errors(name: str, reason: str, records: Iterator[_Record]) -> Iterator[InputError]:
    """Of records in a row that fail alike the first is named, then the rest in one line."""
    first = next(records)
    yield InputError(name, f"{first.unit} {first.number}: {reason}")
    rest: list[int] = []  # the first of them and the last
    for record in records:
        rest[1:] = [record.number]
    if rest:
        numbers = f" {rest[0]}" if len(rest) == 1 else f"s {rest[0]} to {rest[1]}"
        yield InputError(name, f"{first.unit}{numbers}: {reason}")


# ---------------------------------------------------------------- record -> article


def _article(
    record: _Record, name: str, keys: Keys, notice: Callable[[str, str], None]
) -> Article | str:
    """The record's article, or why it is none."""
    if isinstance(record.fields, str):
        return record.fields
    text = _field(record.fields, keys.text)
    if text is None:
        has = ", ".join(f'"{key}"' for key in [*record.fields][:8])
        return f'no "{keys.text}" (it has {has or "nothing"}); --text-key names what to read'
    if not isinstance(text, str):
        return f'"{keys.text}" is {_JSON_TYPES.get(type(text), "a number")}, not a text'
    if "\0" in text:
        return "binary data, not text (it has NUL characters)"
    place = f"{record.unit} {record.number}"
    said = _field(record.fields, keys.published)
    published = iso_date(said)
    if said and not published:
        notice(place, f'no date is read from "{keys.published}", write it as 2024-06-03')
    identity = _field(record.fields, keys.id)
    title = _field(record.fields, keys.title)
    has_id = isinstance(identity, (str, int)) and identity != ""
    return Article(
        text=text,
        source=str(identity) if has_id else f"{name}:{record.number}",
        title=title if isinstance(title, str) and title else None,
        published=published,
    )


def _field(record: dict[str, Any], key: str) -> Any:  # noqa: ANN401 (any JSON value)
    """The field of that name, or the one that a path of names with full stops leads to."""
    if key in record:
        return record[key]
    value: Any = record
    for part in key.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


# ---------------------------------------------------------------- bytes -> records


def _marked(stream: BinaryIO) -> str | None:
    """The encoding that a byte-order mark names; UTF-8's is none, that is what is expected."""
    head = stream.peek(4)[:4]  # type: ignore[attr-defined]  # it is a BufferedReader
    for mark, codec in MARKS[1:]:
        if head.startswith(mark):
            return codec
    return None


def _text(stream: BinaryIO, codec: str) -> io.TextIOWrapper:
    """The stream's text, line ends kept."""
    return io.TextIOWrapper(stream, codec, newline="\n")


def _lines(
    stream: BinaryIO | io.TextIOWrapper,
    codec: str | None,
    limit: int,
    notice: Callable[[str, str], None],
) -> Iterator[_Line]:
    """The lines, numbered from 1; without a codec each is decoded by itself."""
    end: Any = "\n" if codec else b"\n"
    for number in itertools.count(1):
        try:
            line: Any = stream.readline(limit + 1)
            if not line:
                return
            is_cut = len(line) > limit and not line.endswith(end)
            rest = line if is_cut else end
            while rest and not rest.endswith(end):
                rest = stream.readline(_CHUNK)
        except UnicodeError:
            yield _Line(number, "", f"not {codec}")
            return
        if is_cut:
            yield _Line(number, "", too_large(limit))
            continue
        try:
            text, phrase = (line, None) if codec else decode(line, name="")
        except InputError as error:
            yield _Line(number, "", error.reason)
            continue
        if phrase:
            notice(f"line {number}", phrase)
        yield _Line(number, text.removeprefix("\ufeff"))


def _json_lines(lines: Iterable[_Line]) -> Iterator[_Record]:
    """A record a line; blank lines are none."""
    for number, line, trouble in lines:
        if trouble:
            yield _Record("line", number, trouble)
        elif line.strip():
            yield _Record("line", number, _object(line))


def _object(line: str) -> dict[str, Any] | str:
    """The JSON object, or why it is none."""
    try:
        value = json.loads(line.rstrip())
    except json.JSONDecodeError as error:
        return f"not JSON: {_phrase(error)} at column {error.colno}"
    except (ValueError, RecursionError):
        return "not JSON that can be read: it is nested too deep or a number is too long"
    return value if isinstance(value, dict) else "not a JSON object"


def _json_values(stream: io.TextIOWrapper, limit: int) -> Iterator[_Record]:
    """A record for each value; the buffer holds a few of them, however long the list is."""
    decoder = json.JSONDecoder()
    buffer, at, depth = "", 0, 0
    number = 1
    trouble = ""
    while True:
        between = _BETWEEN.match(buffer, at)[0]  # type: ignore[index]  # it matches nothing, too
        depth += between.count("[") - between.count("]")
        at += len(between)
        try:
            if at < len(buffer):
                value, at = decoder.raw_decode(buffer, at)
                is_object = isinstance(value, dict)
                yield _Record("article", number, value if is_object else "not a JSON object")
                number += 1
                trouble = ""
                continue
        except json.JSONDecodeError as error:
            trouble = f"not JSON: {_phrase(error)}"
            # At the buffer's end the rest may be still to come.
            if error.pos < len(buffer) - 10 and not error.msg.startswith("Unterminated"):
                break
        except (ValueError, RecursionError):
            trouble = "nested too deep, or a number is too long"
            break
        buffer, at = buffer[at:], 0
        if len(buffer) > limit:
            trouble = too_large(limit)
            break
        try:
            # Twice as much each time: a long value is tried a few times only.
            more = stream.read(max(_CHUNK, len(buffer)))
        except UnicodeError:
            trouble = f"not {stream.encoding}"
            break
        if not more:
            trouble = trouble or ("it breaks off" if depth > 0 else "")
            break
        buffer += more
    if trouble:
        yield _Record("article", number, trouble)


def _rows(lines: Iterator[_Line], keys: Keys, limit: int) -> Iterator[_Record]:
    """A record a row; the first line names the columns and shows what stands between them."""
    csv.field_size_limit(min(limit, 2**31 - 1))
    head = next(lines, _Line(1, "", "it is empty"))
    if head.trouble:
        yield _Record("line", 1, head.trouble)
        return
    columns, delimiter = _columns(head.text, keys)
    lacking = _lacking(columns, keys)
    if lacking:
        yield _Record("line", 1, lacking)
        return
    texts = _Texts(lines)
    reader = csv.reader(texts, delimiter=delimiter, strict=True)
    while True:
        number = texts.number + 1
        record: dict[str, Any] | str
        try:
            row = next(reader)
            if not row:
                continue
            record = f"{len(row)} cells, but {len(columns)} columns"
            if len(row) == len(columns):
                record = dict(zip(columns, row, strict=True))
        except StopIteration:
            return
        except _Trouble as error:
            record = str(error)
        except csv.Error as error:
            is_long = "field limit" in str(error)
            record = too_large(limit) if is_long else f"not CSV: {error}"
        yield _Record("line", number, record)


class _Texts:
    """The lines for the CSV reader, and the number of the last; one that is bad is raised."""

    def __init__(self, lines: Iterator[_Line]) -> None:
        self.number = 1
        self._lines = lines

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.number, text, trouble = next(self._lines)
        if trouble:
            raise _Trouble(trouble)
        return text


def _lacking(columns: list[str], keys: Keys) -> str:
    """What to say where a column that was asked for is not there."""
    for field, key in asdict(keys).items():
        if key not in columns and (field == "text" or key != getattr(Keys(), field)):
            has = ", ".join(f'"{column}"' for column in columns[:8])
            return f'no column "{key}" (they are {has or "none"}); --{field}-key names what to read'
    return ""


def _columns(head: str, keys: Keys) -> tuple[list[str], str]:
    """The names of the columns, and the delimiter that gives a column of the text, or the most."""
    found = [(_cells(head, delimiter), delimiter) for delimiter in _DELIMITERS]
    return max(found, key=lambda pair: (keys.text in pair[0], len(pair[0])))


def _cells(line: str, delimiter: str) -> list[str]:
    """The cells of one line; none where it is not CSV."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _phrase(error: json.JSONDecodeError) -> str:
    """Expecting value: expecting value; Unterminated string starting at: unterminated string."""
    phrase = error.msg.removesuffix(" at").removesuffix(" starting")
    return phrase[:1].lower() + phrase[1:]
