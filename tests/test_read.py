"""Bytes to articles: encodings, folders, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx import Article, InputError
from claimx.read import Reading, decode, read_articles

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The fund lost £5bn – “a disaster”, she said.\r\nNothing more."


@pytest.mark.parametrize(
    ("raw", "notice"),
    [
        (TEXT.encode(), None),
        (b"\xef\xbb\xbf" + TEXT.encode(), None),
        (TEXT.encode("utf-16"), None),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), None),
        (TEXT.encode("utf-32"), None),
        (TEXT.encode("cp1252"), "not UTF-8: read as Windows-1252 (--encoding overrides)"),
    ],
    ids=["utf-8", "utf-8 with BOM", "utf-16", "utf-16-be", "utf-32", "cp1252"],
)
def test_the_text_is_the_same_in_each_encoding(raw: bytes, notice: str | None) -> None:
    """A BOM decides and goes, then UTF-8, then Windows-1252 with a notice; line ends stay."""
    assert (TEXT, notice) == decode(raw, name="a.txt")


def test_encoding_overrides_the_guess() -> None:
    """With --encoding nothing is guessed."""
    assert ("Łódź", None) == decode("Łódź".encode("cp1250"), name="a.txt", encoding="cp1250")


@pytest.mark.parametrize(
    ("raw", "encoding", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None, "binary data, not text"),
        (b"\x81\x8d bytes that no encoding has", None, "neither UTF-8 nor Windows-1252"),
        ("naïve café".encode()[:-1], None, "breaks off inside a UTF-8 character"),
        (b"caf\xe9", "utf-8", "not utf-8 at byte 3"),
        (b"\x01\x02\xff\x03", None, "binary data"),
    ],
)
def test_what_is_refused(raw: bytes, encoding: str | None, reason: str) -> None:
    """Binary data and wrong encodings give an InputError that says why."""
    with pytest.raises(InputError, match=reason):
        decode(raw, name="a.txt", encoding=encoding)


@given(st.binary(max_size=200))
def test_any_bytes_decode_or_are_refused(raw: bytes) -> None:
    """No bytes raise anything but InputError, and no text holds NUL."""
    try:
        text, _ = decode(raw, name="a.txt")
    except InputError:
        return
    assert "\0" not in text


def read(
    *paths: str, **options: object
) -> tuple[list[Article | InputError], list[tuple[str, str]]]:
    """The outcomes and the notices of reading these paths."""
    notices: list[tuple[str, str]] = []
    outcomes = list(
        read_articles(paths, Reading(**options), warn=lambda *n: notices.append(n))  # type: ignore[arg-type]
    )
    return outcomes, notices


def test_a_folder_is_the_text_files_under_it_in_order(tmp_path: Path) -> None:
    """Files in sub-folders count, others than .txt do not."""
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "a.txt", "b/m.txt", "notes.md"):
        (tmp_path / name).write_text(name)
    outcomes, _ = read(str(tmp_path))
    assert ["a.txt", "b/m.txt", "z.txt"] == [a.text for a in outcomes if isinstance(a, Article)]


def test_a_bad_input_stands_in_its_place(tmp_path: Path) -> None:
    """The good files before and after a missing one are read."""
    (tmp_path / "a.txt").write_text("A.")
    outcomes, _ = read(str(tmp_path / "a.txt"), str(tmp_path / "no"), str(tmp_path / "a.txt"))
    assert [Article, InputError, Article] == [type(outcome) for outcome in outcomes]
    assert f"{tmp_path}/no: no such file or directory" == str(outcomes[1])


def test_an_empty_file_is_an_article_with_a_notice(tmp_path: Path) -> None:
    """Nothing found is no failure."""
    (tmp_path / "a.txt").write_bytes(b"")
    outcomes, notices = read(str(tmp_path / "a.txt"))
    assert "" == outcomes[0].text  # type: ignore[union-attr]
    assert [(f"{tmp_path}/a.txt", "the file is empty")] == notices


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    """Nothing to do is most likely a mistake."""
    outcomes, _ = read(str(tmp_path))
    assert f"{tmp_path}: no .txt or .html file is in this folder" == str(outcomes[0])


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    """The limit is in bytes, and one byte more is too many."""
    (tmp_path / "a.txt").write_bytes(b"12345")
    assert isinstance(read(str(tmp_path / "a.txt"), max_bytes=5)[0][0], Article)
    assert isinstance(read(str(tmp_path / "a.txt"), max_bytes=4)[0][0], InputError)
