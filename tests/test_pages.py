"""
Saved web pages: their text, title and date.

The pages in tests/pages are made for this; all but one are shapes of the same article.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from claimx import Article, InputError
from claimx.read import Reading, read_articles

PAGES = Path(__file__).parent / "pages"
CASES = tomllib.loads((PAGES / "pages.toml").read_text("utf-8"))
# What surrounds an article on its page.
AROUND = (
    "Home",
    "Sport",
    "cookies",
    "newsletter",
    "Most read",
    "Lennefan",
    "robot",
    "Loading",
    "©",
)


def read(path: Path, **reading: str) -> Article | InputError:
    """What becomes of the page."""
    pytest.importorskip("trafilatura", reason="claimx[html] is not installed")
    (outcome,) = read_articles([str(path)], Reading(**reading), warn=lambda *_: None)  # type: ignore[arg-type]
    return outcome


@pytest.mark.parametrize("name", CASES)
def test_a_page_keeps_its_text_title_and_date(name: str) -> None:
    """All sentences of the article, in their order, and nothing of what surrounds it."""
    article = read(PAGES / name)
    assert isinstance(article, Article)
    case = CASES[name]
    assert (case.get("title"), case.get("published")) == (article.title, article.published)
    places = [article.text.find(sentence) for sentence in case["text"]]
    assert -1 not in places, article.text
    assert sorted(places) == places
    assert [] == [word for word in AROUND if word in article.text]
    assert "\ufffd" not in article.text


def test_every_page_has_a_case() -> None:
    """Twenty shapes and more."""
    pages = {path.name for path in PAGES.glob("*.html")} - {"no-article.html"}
    assert pages == {*CASES}
    assert len(pages) > 20


def test_a_page_without_an_article_is_an_error() -> None:
    """A log-in form is nothing to extract from."""
    outcome = read(PAGES / "no-article.html")
    assert f"{PAGES}/no-article.html: no article is found in this page" == str(outcome)


def test_encoding_overrides_what_the_page_says(tmp_path: Path) -> None:
    """--encoding wins."""
    raw = (PAGES / "windows-1252.html").read_bytes().replace("€".encode("cp1252"), b"\xa4")
    page = tmp_path / "page.html"
    page.write_bytes(raw.replace(b"\x96", b"-").replace(b"\x93", b'"').replace(b"\x94", b'"'))
    article = read(page, encoding="iso8859-15")
    assert isinstance(article, Article)
    assert "may lose €900 a week" in article.text


def test_without_the_extra_the_command_that_mends_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One line."""
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (outcome,) = read_articles([str(PAGES / "lists.html")], warn=lambda *_: None)
    reason = "reading web pages needs an extra: pip install 'claimx[html]'"
    assert f"{PAGES}/lists.html: {reason}" == str(outcome)


def test_a_page_of_many_elements_takes_time_in_proportion(tmp_path: Path) -> None:
    """A megabyte of nested and unclosed elements is read or refused within the test's time."""
    page = tmp_path / "deep.html"
    page.write_text("<html><body>" + "<div><p>It cost £5 to cross the bridge on Monday." * 5000)
    assert isinstance(read(page), (Article, InputError))
