"""Tables of articles: JSON Lines, JSON and CSV, whole and broken, compressed and not."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx import Article, InputError
from claimx.read import Keys, Reading, read_articles
from claimx.read.recognise import format_of

if TYPE_CHECKING:
    from pathlib import Path

ONE = {"id": "x1", "title": "Costs", "published": "2024-06-03", "text": "It cost £5."}
TWO = {"text": "It cost\n£6."}


def read(path: Path, **reading: Any) -> tuple[list[Article], list[str], list[str]]:
    """The articles, the errors without the file's name, and the notices."""
    notices: list[str] = []
    outcomes = list(
        read_articles([str(path)], Reading(**reading), warn=lambda _, said: notices.append(said))
    )
    errors = [str(o).removeprefix(f"{path}: ") for o in outcomes if isinstance(o, InputError)]
    return [o for o in outcomes if isinstance(o, Article)], errors, notices


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """A file of that content; compressed where its name ends in .gz."""
    path = folder / name
    raw = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    return path


def as_csv(*rows: dict[str, str], delimiter: str = ",") -> str:
    """The rows under the columns of the first."""
    file = io.StringIO()
    writer = csv.DictWriter(file, [*rows[0]], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


LINES = json.dumps(ONE) + "\n\n" + json.dumps(TWO, ensure_ascii=False) + "\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", LINES),
        ("a.ndjson.gz", LINES),
        ("a.json", LINES),
        ("stream", LINES),
        ("a.jsonl", "\ufeff" + LINES),
        ("a.jsonl", LINES.encode("utf-16")),
        ("a.json", json.dumps([ONE, TWO])),
        ("a.json.gz", json.dumps([ONE, TWO], indent=2)),
        ("list", json.dumps([ONE, TWO], indent=2)),
        ("a.json", json.dumps(ONE, indent=2) + json.dumps(TWO, indent=2)),
        ("a.csv", as_csv(ONE, TWO)),
        ("a.csv.gz", as_csv(ONE, TWO)),
        ("a.tsv", as_csv(ONE, TWO, delimiter="\t")),
        ("semicolons.csv", "\ufeff" + as_csv(ONE, TWO, delimiter=";")),
        ("rows", as_csv(ONE, TWO)),
    ],
)
def test_two_articles(tmp_path: Path, name: str, content: str | bytes) -> None:
    """By name or by content, each form gives the same articles."""
    path = written(tmp_path, name, content)
    articles, errors, notices = read(path)
    assert ([], []) == (errors, notices)
    first, second = articles
    assert Article(text="It cost £5.", source="x1", title="Costs", published="2024-06-03") == first
    assert ("It cost\n£6.", None, None) == (second.text, second.title, second.published)
    assert second.source.startswith(f"{path}:")


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("a.txt", b'{"text": "x"}', "text"),
        ("a.HTML.gz", b"", "html"),
        ("-", b"Prices rose.", "text"),
        ("-", b"[Photo] Prices rose.", "text"),
        ("-", b"{sic} he wrote", "text"),
        ("-", b"Costs, text and prices rose.", "text"),
        ("-", b"  <!DOCTYPE html>\n", "html"),
        ("-", b"\xef\xbb\xbf<html lang=en>", "html"),
        ("-", b"<!-- saved --><!-- twice -->\n<HTML>", "html"),
        ("-", b'<?xml version="1.0"?><!DOCTYPE html>', "html"),
        ("-", b"<3 is a heart", "text"),
        ("-", b'{"text": "x"}\n', "jsonl"),
        ("-", b'{"text": "' + b"x" * 65536, "jsonl"),
        ("-", b'{\n  "text"', "json"),
        ("-", b'[{"text": "x"}]', "json"),
        ("page", b'id,"text"\n', "csv"),
        ("a.md", b"", "text"),
    ],
)
def test_formats_are_recognised(name: str, head: bytes, expected: str) -> None:
    """The name decides where it is a known one, else the first line."""
    assert expected == format_of(name, head, text_key="text")


def test_a_head_of_many_comments_is_looked_at_once() -> None:
    """No backtracking over 10,000 comments that no page follows."""
    assert "text" == format_of("-", b"<!---->" * 9000, text_key="text")


def test_the_format_can_be_named(tmp_path: Path) -> None:
    """--input-format overrides name and content."""
    path = written(tmp_path, "a.txt", LINES)
    assert 1 == len(read(path)[0])
    assert 2 == len(read(path, input_format="jsonl")[0])


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv"])
def test_keys(tmp_path: Path, name: str) -> None:
    """Fields may be called anything; in JSON a path leads to a field of a field."""
    record = {"uuid": "7", "headline": "H", "date": "Mon, 03 Jun 2024 10:00:00 GMT", "body": "B."}
    nested = {"doc": record}
    content = {
        "a.jsonl": json.dumps(nested),
        "a.json": json.dumps([nested]),
        "a.csv": as_csv({f"doc.{key}": value for key, value in record.items()}),
    }[name]
    keys = Keys(text="doc.body", id="doc.uuid", title="doc.headline", published="doc.date")
    articles, errors, _ = read(written(tmp_path, name, content), keys=keys)
    assert ([Article(text="B.", source="7", title="H", published="2024-06-03")], []) == (
        articles,
        errors,
    )


def test_the_option_wins_over_the_record(tmp_path: Path) -> None:
    """--published is the date of all articles, whatever they say."""
    articles, _, _ = read(written(tmp_path, "a.jsonl", LINES), published="2020-01-01")
    assert ["2020-01-01"] * 2 == [article.published for article in articles]


# ---------------------------------------------------------------- what is broken

GOOD = json.dumps({"text": "Good."})


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('{"text": "cut o', "not JSON: unterminated string at column 10"),
        ("nonsense", "not JSON: expecting value at column 1"),
        ("[1, 2]", "not a JSON object"),
        ("{}", 'no "text" (it has nothing); --text-key names what to read'),
        ('{"body": 1}', 'no "text" (it has "body"); --text-key names what to read'),
        ('{"text": null}', 'no "text" (it has "text"); --text-key names what to read'),
        ('{"text": 5}', '"text" is a number, not a text'),
        ('{"text": ["a"]}', '"text" is a list, not a text'),
        ('{"text": "a\\u0000b"}', "binary data, not text (it has NUL characters)"),
        ("\0\0", "binary data, not text (it has NUL bytes)"),
        ("[" * 100_000, "not JSON that can be read: it is nested too deep or a number is too long"),
        ('{"text": ' + "9" * 5000 + "}", "not JSON that can be read"),
        ('{"text": "' + "x" * 200_000 + '"}', "more than 150,000 bytes"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path, bad: str, reason: str) -> None:
    """One error, with the line's number, and the articles before and after it."""
    path = written(tmp_path, "a.jsonl", f"{GOOD}\n{bad}\n{GOOD}\n")
    articles, errors, _ = read(path, max_bytes=150_000)
    assert ["Good."] * 2 == [article.text for article in articles]
    assert [True] == [error.startswith(f"line 2: {reason}") for error in errors], errors


def test_lines_that_fail_alike_are_two_errors(tmp_path: Path) -> None:
    """A wrong --text-key does not fill the screen."""
    path = written(tmp_path, "a.jsonl", f"{GOOD}\n" + '{"body": ""}\n' * 1000 + f"{GOOD}\n")
    articles, errors, _ = read(path)
    reason = 'no "text" (it has "body"); --text-key names what to read'
    assert [f"line 2: {reason}", f"lines 3 to 1001: {reason}"] == errors
    assert 2 == len(articles)


@pytest.mark.parametrize(
    ("content", "count", "error"),
    [
        (f"[{GOOD}, {GOOD}", 2, "article 3: it breaks off"),
        (f'[{GOOD}, {{"text": "cut', 1, "article 2: not JSON: unterminated string"),
        (f"[{GOOD}, nonsense, {GOOD} ]" + " " * 50, 1, "article 2: not JSON: expecting value"),
        (f"[{GOOD}, 5, {GOOD}]", 2, "article 2: not a JSON object"),
        ('[{"text": "' + "x" * 300_000 + '"}]', 0, "article 1: more than 150,000 bytes"),
        (b'[{"text": "caf\xe9"}]', 0, "article 1: not utf-8"),
        ('[{"a":' * 50_000, 0, "article 1: nested too deep"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_broken_list(tmp_path: Path, content: str | bytes, count: int, error: str) -> None:
    """The articles before the break are read, and where it is is said."""
    path = written(tmp_path, "a.json", content)
    articles, errors, _ = read(path, max_bytes=150_000, input_format="json")
    assert (count, [True]) == (len(articles), [e.startswith(error) for e in errors]), errors


@pytest.mark.parametrize(
    ("content", "texts", "errors"),
    [
        ("id,text\n1,a\n2,b\0c\n3,d\n", "ad", ["line 3: binary data, not text (it has NUL bytes)"]),
        ("id,text\n1,a\n2\n3,d\n", "ad", ["line 3: 1 cells, but 2 columns"]),
        ('id,text\n1,a\n2,"b"c\n3,d\n', "ad", ["line 3: not CSV: ',' expected after '\"'"]),
        ('id,text\n1,a\n2,"b\n3,d\n', "a", ["line 3: not CSV: unexpected end of data"]),
        ("id,text\n1,a\n2," + "b" * 500 + "\n3,d\n", "ad", ["line 3: more than 400 bytes"]),
        ("id,body\n1,a\n", "", ['line 1: no column "text" (they are "id", "body"); --text-key']),
        ("", "", ["line 1: it is empty"]),
        ("text\rid\n1,a\n", "", ['line 1: no column "text" (they are none); --text-key']),
        ("id,text\n", "", []),
        ('id,text\n\n1,"a\nb"\n\n2,c,d\n', ["a\nb"], ["line 6: 3 cells, but 2 columns"]),
    ],
)
def test_a_broken_csv(tmp_path: Path, content: str, texts: Any, errors: list[str]) -> None:
    """A bad row is named by the line on which it begins; the good ones are read."""
    articles, found, _ = read(written(tmp_path, "a.csv", content), max_bytes=400)
    assert [*texts] == [article.text for article in articles]
    assert [True] * len(errors) == [f.startswith(e) for f, e in zip(found, errors, strict=True)]


def test_a_column_that_was_asked_for_must_be_there(tmp_path: Path) -> None:
    """A misspelt --id-key is no silent loss."""
    path = written(tmp_path, "a.csv", "id,text\n1,a\n")
    reason = 'line 1: no column "uid" (they are "id", "text"); --id-key names what to read'
    assert ([], [reason], []) == read(path, keys=Keys(id="uid"))


def test_broken_gzip(tmp_path: Path) -> None:
    """What came before the break is read."""
    whole = gzip.compress(
        "".join(json.dumps({"text": str(i) * 50}) + "\n" for i in range(9000)).encode()
    )
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    articles, errors, _ = read(path)
    assert len(articles) > 1000
    assert ["broken gzip data"] == errors
    path.write_bytes(b"\x1f\x8bnonsense")
    assert ([], ["broken gzip data"], []) == read(path)


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.jsonl.gz", "bomb.json.gz", "bomb.csv.gz"])
def test_a_gzip_bomb_is_not_unpacked(tmp_path: Path, name: str) -> None:
    """50 MB of spaces in 50 kB: refused, and never more than some megabytes in memory."""
    path = tmp_path / name
    with gzip.open(path, "wb") as file:
        file.write(b"text,id\n" if "csv" in name else b'[{"text":"' if ".json." in name else b"")
        for _ in range(50):
            file.write(b" " * 1_000_000)
    tracemalloc.start()
    articles, errors, _ = read(path, max_bytes=2_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert ([], 1) == (articles, len(errors))
    assert "more than 2,000,000 bytes (--max-bytes raises the limit)" in errors[0]
    assert peak < 20_000_000


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv"])
def test_a_long_table_is_read_in_flat_memory(tmp_path: Path, name: str) -> None:
    """20,000 articles of 1 kB need no more memory than some."""
    record = {"id": "1", "text": "It cost £5. " * 80}
    path = tmp_path / name
    with path.open("w", newline="") as file:
        if name == "a.json":
            file.write("[" + ",".join([json.dumps(record)] * 20_000) + "]")
        elif name == "a.jsonl":
            file.writelines([json.dumps(record) + "\n"] * 20_000)
        else:
            writer = csv.DictWriter(file, [*record])
            writer.writeheader()
            writer.writerows([record] * 20_000)
    tracemalloc.start()
    count = sum(1 for _ in read_articles([str(path)], warn=lambda *_: None))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert 20_000 == count
    assert peak < 2_000_000


def test_notices_are_given_once(tmp_path: Path) -> None:
    """An old encoding or an unreadable date costs no article."""
    line = json.dumps({"text": "£5", "published": "June"}, ensure_ascii=False)
    path = written(tmp_path, "a.jsonl", f"{line}\n{line}\n".encode("cp1252"))
    articles, errors, notices = read(path)
    assert (["£5"] * 2, []) == ([article.text for article in articles], errors)
    assert [
        "line 1: not UTF-8: read as Windows-1252 (--encoding overrides)",
        'line 1: no date is read from "published", write it as 2024-06-03',
    ] == notices


FIELDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


@given(st.lists(FIELDS, min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_any_texts_come_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    """Whatever the texts, each form gives them back."""
    folder = tmp_path_factory.mktemp("any")
    records = [{"id": f"i{i}", "text": text} for i, text in enumerate(texts)]
    for name, content in (
        ("a.jsonl", "".join(json.dumps(r) + "\n" for r in records)),
        ("a.jsonl.gz", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records)),
        ("a.json", json.dumps(records, ensure_ascii=False)),
    ):
        articles, errors, _ = read(written(folder, name, content))
        assert (texts, []) == ([article.text for article in articles], errors)


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    """No bytes raise anything but InputError, in whatever form they are said to be."""
    path = tmp_path_factory.mktemp("any") / "any"
    for content in (raw, b"text,id\n" + raw, gzip.compress(raw)[:-4]):
        path.write_bytes(content)
        for input_format in ("text", "json", "jsonl", "csv"):
            articles, errors, _ = read(path, input_format=input_format)
            assert all(isinstance(article.text, str) for article in articles)
            assert all("\n" not in error for error in errors)
