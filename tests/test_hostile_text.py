"""
Texts that no newspaper prints, through the installed command: bytes, shapes and sizes.

With CLAIMX_FIGURES=FILE each limit's measured figure is written to that file, for docs/limits.md.
"""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest
from conftest import cost
from fuzz import broken

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "Unemployment rose to 5.1% in “Lisbon”, the ministry said on Monday."


# ---------------------------------------------------------------- bytes

# What is read, and the notice that it gets.
READ: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "", "the file is empty"),
    "byte-order mark alone": (b"\xef\xbb\xbf", "", "the file is empty"),
    "white space": (b" \r\n\t\x0b\x0c\n", " \r\n\t\x0b\x0c\n", "only white space"),
    "utf-8 with mark": (b"\xef\xbb\xbf" + GOOD.encode(), GOOD, ""),
    "utf-16": (GOOD.encode("utf-16"), GOOD, ""),
    "utf-16 big end first": (b"\xfe\xff" + GOOD.encode("utf-16-be"), GOOD, ""),
    "utf-32": (GOOD.encode("utf-32"), GOOD, ""),
    "cp1252": (GOOD.encode("cp1252"), GOOD, "not UTF-8: read as Windows-1252"),
    "latin-1": (f"Café: {GOOD[:28]}.".encode("latin-1"), f"Café: {GOOD[:28]}.", "not UTF-8"),
    "broken utf-8": (b"A\xc3( " + GOOD.encode("cp1252"), f"AÃ( {GOOD}", "not UTF-8"),
    "one byte": (b"5", "5", ""),
    "one mark": ("“".encode(), "“", ""),
    "cr": (f"{GOOD}\r{GOOD}\r".encode(), f"{GOOD}\r{GOOD}\r", ""),
    "crlf": (f"{GOOD}\r\n\r\n{GOOD}\r\n".encode(), f"{GOOD}\r\n\r\n{GOOD}\r\n", ""),
    "other line ends": (f"{GOOD}\u2028{GOOD}\u0085{GOOD}\u2029".encode(),
                        f"{GOOD}\u2028{GOOD}\u0085{GOOD}\u2029", ""),
    "controls": (f"\x01\x1b[31m{GOOD}\x7f\x08".encode(), f"\x01\x1b[31m{GOOD}\x7f\x08", ""),
    "bidi": (f"\u202e{GOOD}\u2066\u200f".encode(), f"\u202e{GOOD}\u2066\u200f", ""),
    "combining marks": (f"{GOOD}\u0301\u0338e\u0301 5\u0338%".encode(),
                        f"{GOOD}\u0301\u0338e\u0301 5\u0338%", ""),
    "emoji": (f"👩‍👧 {GOOD} 🙂🏳️‍🌈1️⃣".encode(), f"👩‍👧 {GOOD} 🙂🏳️‍🌈1️⃣", ""),
    "beyond the first plane": (f"𝟘𝟙 𝒮aid {GOOD}".encode(), f"𝟘𝟙 𝒮aid {GOOD}", ""),
    "no characters": (f"\ufffe\uffff{GOOD}\ue000\U0010ffff".encode(),
                      f"\ufffe\uffff{GOOD}\ue000\U0010ffff", ""),
}  # fmt: skip
REFUSED = {
    "binary": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary data, not text (it has NUL bytes)"),
    "nul": (GOOD.encode() + b"\0", "binary data, not text (it has NUL bytes)"),
    "controls of no encoding": (b"\x01\x02\xff\x03", "binary data, not text"),
    "breaks off": ("naïve café".encode()[:-1], "it breaks off inside a UTF-8 character"),
    "half of utf-16": (b"\xff\xfeA\0B", "not utf-16-le at byte 2"),
    "surrogates": (b"\xff\xfe\x3d\xd8", "not utf-16-le at byte 0"),
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str]:
    """The document of each file that can be read, and standard error, of one run over them all."""
    folder = tmp_path_factory.mktemp("bytes")
    for name, (raw, *_) in {**READ, **REFUSED}.items():
        (folder / name).write_bytes(raw)
    ended = cost("extract", "--json", *READ, *REFUSED, folder=folder, name="bytes")
    assert 1 == ended.status
    documents = map(json.loads, (folder / "out").read_text("utf-8").splitlines())
    return {document["document"]["source"]: document for document in documents}, ended.stderr


@pytest.mark.parametrize("name", READ)
def test_a_text_is_kept_to_the_character(read: tuple[dict[str, Any], str], name: str) -> None:
    """Every offset is into the file's own text, and the figure in it is found."""
    _, text, notice = READ[name]
    documents, stderr = read
    assert text == documents[name]["document"]["text"]
    assert [] == broken(documents[name])
    said = [line for line in stderr.splitlines() if line.startswith(f"claimx: {name}: ")]
    assert [f"claimx: {name}: warning: {notice}"] * bool(notice) == [
        line[: len(f"claimx: {name}: warning: {notice}")] for line in said
    ]
    if GOOD in text:
        found = [n["text"] for n in documents[name]["numbers"]]
        assert "5.1%" in " ".join(found), found


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_text_is_named(read: tuple[dict[str, Any], str], name: str) -> None:
    """One line, and no document."""
    documents, stderr = read
    assert name not in documents
    assert 1 == stderr.count(f"claimx: {name}: {REFUSED[name][1]}\n")


# ---------------------------------------------------------------- shapes

# A text, and the seconds of CPU that it may take; an article takes one.
SHAPES = {
    '100,000 "': ('"' * 100_000, 10),
    "100,000 “": ("“" * 100_000, 10),
    "100,000 (": ("(" * 100_000, 10),
    "100,000 $": ("$" * 100_000, 10),
    "100,000 ' in a sentence": (f"He said {chr(39) * 100_000} no.", 10),
    "1 MB without a space": ("a" * 1_000_000, 10),
    "1,000 nested he said that": ("He said that " * 1000 + "it was over.", 10),
    "10,000 numerals in a sentence": (
        f"He counted {', '.join(map(str, range(10_000)))} sheep.",
        20,
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_that_no_article_has(tmp_path: Path, name: str) -> None:
    """It is done in the time that its length allows, and the document is whole."""
    text, seconds = SHAPES[name]
    (tmp_path / "a.txt").write_text(text, "utf-8")
    ended = cost("extract", "a.txt", "--json", folder=tmp_path, name=name)
    assert (0, "") == (ended.status, ended.stderr)
    document = json.loads((tmp_path / "out").read_text("utf-8"))
    assert text == document["document"]["text"]
    assert [] == broken(document)
    assert ended.cpu < seconds


# ---------------------------------------------------------------- size

TOO_LARGE = "more than 20,000,000 bytes (--max-bytes raises the limit)"


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.txt", ""),
        ("a.html", "<html><p>"),
        ("a.jsonl", '{"text": "'),
        ("a.json", '[{"text": "'),
        ("a.csv", "id,text\n1,"),
        ("a.txt.gz", ""),
        ("/dev/zero", None),
    ],
)
def test_an_input_that_is_too_large_is_refused(
    tmp_path: Path, name: str, start: str | None
) -> None:
    """Within 2 seconds and 300 MB, however much there is of it."""
    if start is not None:
        open_it = gzip.open if name.endswith(".gz") else open
        with open_it(tmp_path / name, "wb") as file:
            file.write(start.encode())
            for _ in range(210):
                file.write(b"a " * 50_000)
    ended = cost("extract", name, "--json", folder=tmp_path, name=f"refusing {name}")
    assert 1 == ended.status
    assert TOO_LARGE in ended.stderr
    assert 1 == ended.stderr.count("\n")
    assert ended.cpu < 2
    assert ended.memory < 300


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_two_million_characters_in_400_megabytes(tmp_path: Path) -> None:
    """A text that spaCy refuses is read to its end."""
    from news import article

    text = article(400_000, seed=2)[:2_000_000]
    assert 2_000_000 == len(text)
    (tmp_path / "a.txt").write_text(text, "utf-8")
    ended = cost("extract", "a.txt", "--json", folder=tmp_path, name="2,000,000 characters")
    assert (0, "") == (ended.status, ended.stderr)
    assert ended.memory < 400
    document = json.loads((tmp_path / "out").read_text("utf-8"))
    assert document["sentences"][-1]["end"] > len(text) - 200
    assert document["claims"][-1]["end"] > len(text) - 2000
