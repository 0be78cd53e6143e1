"""
The HTML report in a real browser: Chromium, driven by Selenium.

Without chromium, chromedriver and selenium these tests are skipped; `.ci/run` installs them where it
can, and axe-core too.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from test_report import crowded_document

from claimx.render import View, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimx import Document

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
if not CHROMIUM or not DRIVER:
    pytest.skip("chromium and chromium-driver are not installed", allow_module_level=True)

from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import Select  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
AXE = Path(os.environ.get("CLAIMX_AXE", ROOT / ".npm/node_modules/axe-core/axe.min.js"))
WIDTHS = (360, 768, 1280)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser without a window that logs every request and message."""
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    driver.set_page_load_timeout(60)
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, sample: Document) -> dict[str, str]:
    """The addresses of the pages: an article, a long one with many overlaps, several."""
    folder = tmp_path_factory.mktemp("pages")
    documents = {
        "crowded": [crowded_document()],
        "long": [crowded_document(40, title="A tunnel")],
        "several": [crowded_document(title="One"), sample, crowded_document(3)],
        "sample": [sample],
    }
    views = {name: (group, View()) for name, group in documents.items()}
    views["figures"] = ([crowded_document()], View(only=("numbers",)))
    views["empty"] = ([], View())
    for name, (group, view) in views.items():
        (folder / f"{name}.html").write_text("".join(render(group, "html", view)), "utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in views}


def look(browser: Any, address: str, *, width: int = 1280, dark: bool = False) -> None:
    """Open a page afresh in a window of this width."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    still = {"name": "prefers-reduced-motion", "value": "reduce"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme, still]})
    browser.get("about:blank")
    browser.get(address)


def find(browser: Any, selector: str) -> list[Any]:
    """The elements that a CSS selector names."""
    return browser.find_elements(By.CSS_SELECTOR, selector)  # type: ignore[no-any-return]


def notes_shown(browser: Any) -> list[str]:
    """The claims whose notes can be seen."""
    script = "return [...document.querySelectorAll('.notes > li')].filter(e => e.offsetHeight).map(e => e.dataset.claim)"
    return browser.execute_script(script)  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", ["crowded", "long", "several", "sample", "figures", "empty"])
def test_it_says_nothing_and_asks_for_nothing(
    browser: Any, pages: dict[str, str], name: str
) -> None:
    """No message on the console, and no request but for the page itself."""
    for kind in ("browser", "performance"):
        browser.get_log(kind)
    look(browser, pages[name])
    for link in find(browser, "mark:not(.out) > .ref")[:1]:
        link.click()
    assert [] == browser.get_log("browser")
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = {
        event["params"]["request"]["url"].partition("#")[0]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    }
    assert {pages[name]} == {url for url in asked if not url.startswith(("data:", "about:"))}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["crowded", "long", "several", "sample"])
def test_it_never_scrolls_sideways(
    browser: Any, pages: dict[str, str], name: str, width: int
) -> None:
    """On a phone, a tablet and a screen, with a word of 70 letters in it."""
    look(browser, pages[name], width=width)
    script = "return document.documentElement.scrollWidth"
    assert browser.execute_script(script) <= width


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("name", "width"), [("crowded", 1280), ("several", 360), ("sample", 1280)])
def test_axe_finds_no_violation(
    browser: Any, pages: dict[str, str], name: str, width: int, *, dark: bool
) -> None:
    """axe-core has nothing to say, in light and dark."""
    if not AXE.is_file():
        pytest.skip(f"axe-core is not at {AXE}: npm install --prefix .npm axe-core")
    look(browser, pages[name], width=width, dark=dark)
    browser.execute_script(AXE.read_text("utf-8"))
    found = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    assert [] == [
        (violation["id"], violation["nodes"][0]["html"][:200]) for violation in found["violations"]
    ]


def test_the_slider_hides_claims(browser: Any, pages: dict[str, str]) -> None:
    """Claims that score less have neither note nor mark; the count says so."""
    look(browser, pages["crowded"])
    script = "const s = document.querySelector('#score'); s.value = arguments[0]; s.dispatchEvent(new Event('input'))"
    every = {f"{claim.id}": claim.score for claim in crowded_document().claims}
    for least in (0, 0.5, 0.9):
        browser.execute_script(script, least)
        expected = [name for name, score in every.items() if score >= least]
        assert expected == notes_shown(browser)
        assert f"{len(expected)} of {len(every)} claims shown" == find(browser, "#shown")[0].text
        marks = find(browser, "mark:not(.out)[id]")
        assert expected == [mark.get_attribute("data-claim") for mark in marks]


def test_the_slider_moves_by_keyboard(browser: Any, pages: dict[str, str]) -> None:
    """It begins at 0.50, and an arrow key raises it by a step."""
    look(browser, pages["crowded"])
    slider = find(browser, "#score")[0]
    slider.send_keys(Keys.ARROW_RIGHT)
    assert ("0.55", "0.55") == (slider.get_attribute("value"), find(browser, "output")[0].text)


@pytest.mark.parametrize(
    ("who", "speakers"),
    [("named", {"Ada Marsh", "Tom Reed"}), ("=Ada Marsh", {"Ada Marsh"}), ("unnamed", {"unnamed"})],
)
def test_the_filter_of_speakers(
    browser: Any, pages: dict[str, str], who: str, speakers: set[str]
) -> None:
    """Only what they said keeps its note, and only their figures stay in the ledger."""
    look(browser, pages["crowded"])
    browser.execute_script("document.querySelector('#score').value = 0")
    Select(find(browser, "#who")[0]).select_by_value(who)
    shown = notes_shown(browser)
    claims = {claim.id: claim.speaker for claim in crowded_document().claims}
    assert speakers == {claims[name] or "unnamed" for name in shown}
    rows = [row.text for row in find(browser, "table.numbers tbody tr") if row.is_displayed()]
    assert rows
    assert not [row for row in rows if not any(speaker in row for speaker in speakers)]


@pytest.mark.parametrize(
    ("layer", "seen"),
    [
        ("claims", "return document.querySelector('.notes:not([hidden])').offsetHeight"),
        (
            "numbers",
            "return getComputedStyle(document.querySelector('.figure')).textDecorationLine == 'underline'",
        ),
        (
            "attributions",
            "return getComputedStyle(document.querySelector('.cue')).fontStyle == 'italic'",
        ),
        (
            "entities",
            "return getComputedStyle(document.querySelector('.name')).borderBottomStyle == 'dotted'",
        ),
    ],
)
@pytest.mark.parametrize("with_script", [True, False], ids=["script", "no script"])
def test_the_layers_can_be_put_out(
    browser: Any, pages: dict[str, str], layer: str, seen: str, *, with_script: bool
) -> None:
    """A box in the bar takes a kind of mark away and gives it back, also without JavaScript."""
    with scripts(browser, enabled=with_script):
        look(browser, pages["crowded"])
        box = find(browser, f"#show-{layer}")[0]
        for is_on in (True, False, True):
            assert is_on == bool(browser.execute_script(seen))
            box.click()
            browser.execute_script("return 0")
            if is_on == box.is_selected():
                pytest.fail("the box did not move")


@contextlib.contextmanager
def scripts(browser: Any, *, enabled: bool) -> Iterator[None]:
    """The page's own scripts, which may be turned off."""
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not enabled})
    yield
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_it_reads_without_a_script(browser: Any, pages: dict[str, str]) -> None:
    """All text, notes and rows are there; what would need a script is not."""
    with scripts(browser, enabled=False):
        look(browser, pages["crowded"])
        assert len(crowded_document().claims) == len(
            [note for note in find(browser, ".notes > li") if note.is_displayed()]
        )
        assert "340 million euros" in find(browser, ".text")[0].text
        assert not find(browser, "#score")[0].is_displayed()
        assert not find(browser, "th button")


@pytest.mark.parametrize("name", ["long", "several"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_link_leads_to_its_claim(
    browser: Any, pages: dict[str, str], name: str, width: int
) -> None:
    """From the note to the text, and as an address; a claim that the filters hide is shown."""
    look(browser, pages[name], width=width)
    last = notes_shown(browser)[-1]
    link = find(browser, f"#{last}-note a.id")[0]
    browser.execute_script("arguments[0].focus()", link)
    link.send_keys(Keys.ENTER)
    assert browser.current_url.endswith(f"#{last}")
    assert is_in_view(browser, last)
    hidden = find(browser, "mark.out[id]")[-1].get_attribute("id")
    look(browser, f"{pages[name]}#{hidden}", width=width)
    assert hidden in notes_shown(browser)
    assert is_in_view(browser, hidden)


def is_in_view(browser: Any, name: str) -> bool:
    """Whether the element lies in the window, under no bar."""
    script = """
        const box = document.getElementById(arguments[0]).getClientRects()[0];
        const bar = document.querySelector('.bar').getBoundingClientRect();
        return box.top >= Math.max(0, bar.bottom) && box.bottom <= innerHeight;
    """
    return bool(browser.execute_script(script, name))


def test_the_ledger_sorts(browser: Any, pages: dict[str, str]) -> None:
    """By value and not by its digits; down at the second click; what has no value comes last."""
    look(browser, pages["crowded"])
    document = crowded_document()
    values = sorted(number.value for number in document.numbers if number.value is not None)
    head = find(browser, "table.numbers th button")[0]
    for order, expected in (("ascending", values), ("descending", values[::-1])):
        head.click()
        cells = find(browser, "table.numbers tbody td:first-child")
        keys = [cell.get_attribute("data-key") for cell in cells]
        assert [*map(str, expected), ""] == keys
        assert order == find(browser, "table.numbers th")[0].get_attribute("aria-sort")
    find(browser, "table.numbers th button")[2].click()
    words = [cell.text for cell in find(browser, "table.numbers tbody td:nth-child(3)")]
    assert words == sorted(words, key=str.lower)


def test_a_note_and_its_claim_light_up_together(browser: Any, pages: dict[str, str]) -> None:
    """For the keyboard as for the mouse."""
    look(browser, pages["crowded"])
    name = notes_shown(browser)[1]
    browser.execute_script("arguments[0].focus()", find(browser, f"#{name}-note a")[0])
    assert {name} == {m.get_attribute("data-claim") for m in find(browser, "mark.on")}


def test_the_first_tab_skips_to_the_article(browser: Any, pages: dict[str, str]) -> None:
    """So that a keyboard need not go through the bar."""
    look(browser, pages["crowded"])
    find(browser, "body")[0].send_keys(Keys.TAB)
    skip = browser.switch_to.active_element
    assert ("Skip to the article", True) == (skip.text, skip.rect["x"] >= 0)
    skip.send_keys(Keys.ENTER)
    assert "main" == browser.switch_to.active_element.get_attribute("id")


def test_notes_stand_beside_their_paragraphs(browser: Any, pages: dict[str, str]) -> None:
    """On a wide screen to the right, never above the paragraph; on a phone below it."""
    script = """
        return [...document.querySelectorAll('.notes')].filter(e => e.offsetHeight).map(notes => {
            const text = notes.previousElementSibling.getBoundingClientRect();
            const box = notes.getBoundingClientRect();
            return [box.left - text.right, box.top - text.top, box.top - text.bottom];
        })"""
    look(browser, pages["long"])
    places = browser.execute_script(script)
    assert min(right for right, _, _ in places) > 0
    assert min(down for _, down, _ in places) >= 0
    look(browser, pages["long"], width=360)
    assert min(below for _, _, below in browser.execute_script(script)) >= 0


def test_print_leaves_the_bar_out(browser: Any, pages: dict[str, str]) -> None:
    """Paper has the text and the notes and nothing to click."""
    look(browser, pages["crowded"])
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not find(browser, ".bar")[0].is_displayed()
    assert notes_shown(browser)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_what_an_article_says_never_runs(browser: Any, tmp_path: Path) -> None:
    """A script in a title or a text is words."""
    hostile = '"><script>document.title = "taken"</script><b onmouseover=alert(1)>'
    page = tmp_path / "hostile.html"
    documents = [crowded_document(title=hostile)]
    page.write_text("".join(render(documents, "html", View())), "utf-8")
    look(browser, page.as_uri())
    assert hostile == find(browser, "h1")[0].text
    assert browser.title.startswith('"><script>')
