"""The page for the screen in a real browser: Chromium shows it, axe-core looks at it, a keyboard walks through it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import READ
from playwright.sync_api import Browser, Route, sync_playwright
from playwright.sync_api import Page as Tab
from pypdfium2 import PdfDocument
from web_reading import ALL, Page, Pages, page, said, write

from press.document import Heading, plain, walk

__all__ = ["page"]

CHROMIUM = shutil.which("chromium") or ""
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
LOOKED_AT = ("en", "ar", "zh-Hans", "km", "es+en")
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 256}  # CSS pixels of a window of 1280 × 1024 at 400 % (WCAG 2.2, 1.4.10)

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed"),
    pytest.mark.xdist_group("chromium"),  # one browser is enough
]

Open = Callable[..., AbstractContextManager[Tab]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Open:
    """Opens a page in a window of its own; what it asks for beside itself fails the test, and so does a complaint."""

    @contextmanager
    def opened(shown: Page, **window: Any) -> Iterator[Tab]:
        path = tmp_path / "page.html"
        path.write_bytes(shown.data)
        asked: list[str] = []
        context = browser.new_context(**{"viewport": DESK, **window})

        def answer(route: Route) -> None:
            if route.request.url == path.as_uri():
                route.continue_()
            else:
                asked.append(route.request.url)
                route.abort()

        context.route(lambda url: not url.startswith("data:"), answer)
        tab = context.new_page()
        tab.on("console", lambda message: asked.append(message.text) if not _of_its_own(message.text, path) else None)
        tab.on("pageerror", lambda error: asked.append(str(error)))
        tab.goto(path.as_uri())
        yield tab
        assert asked == []
        context.close()

    return opened


def _of_its_own(message: str, path: Path) -> bool:
    """Whether Chromium (150) complains of its developer tools, which ask for the page from the page."""
    return message.startswith(f"Unsafe attempt to load URL {path.as_uri()} from frame with URL {path.as_uri()}.")


def signed(draft: Page) -> Page:
    """The same page as it is when somebody has signed it."""
    document = draft.document
    running = replace(document.running, bands=())
    return write(replace(document, running=running, metadata=replace(document.metadata, title="x", status="")))


# axe-core


def _seen(tab: Tab) -> dict[str, list[str]]:
    """What axe-core finds wrong, or cannot tell: by rule, with the elements."""
    options = {"rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}}
    found = Axe().run(tab, options=options).response
    assert len(found["passes"]) > 20
    return {one["id"]: [node["html"] for node in one["nodes"]] for one in (*found["violations"], *found["incomplete"])}


@pytest.mark.parametrize(
    ("languages", "scheme"), [*((one, "light") for one in LOOKED_AT), ("en", "dark"), ("es+en", "dark")]
)
def test_axe_finds_nothing_and_leaves_nothing_open(page: Pages, show: Open, languages: str, scheme: str) -> None:
    with show(page(languages), color_scheme=scheme) as tab:
        assert _seen(tab) == {}


def test_axe_finds_nothing_on_a_phone_in_a_signed_page(page: Pages, show: Open) -> None:
    with show(signed(page("ar")), viewport=PHONE) as tab:
        assert tab.locator(".bands").count() == 0
        assert _seen(tab) == {}


def test_axe_sees_faults(page: Pages, show: Open) -> None:
    with show(page("en")) as tab:
        tab.evaluate("document.documentElement.removeAttribute('lang')")
        tab.evaluate("document.querySelector('h2').style.color = '#999'")
        tab.evaluate("document.querySelector('main li').style.color = '#707070'")
        assert {"html-has-lang", "color-contrast", "color-contrast-enhanced"} <= _seen(tab).keys()


# Narrow windows, large type, wide spacing

_WIDER = """() => {
  const room = document.documentElement.clientWidth;
  const over = [...document.body.querySelectorAll('*')].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width && (box.right > room + 1 || box.left < -1);
  });
  return [document.documentElement.scrollWidth - room, over.map(one => one.outerHTML.slice(0, 80))];
}"""


def test_no_language_is_wider_than_a_narrow_window(page: Pages, show: Open, tmp_path: Path) -> None:
    wider = {}
    with show(page("en"), viewport=NARROW) as tab:
        for languages in ALL:
            (tmp_path / "page.html").write_bytes(page(languages).data)
            tab.reload()
            wider[languages] = tab.evaluate(_WIDER)
    assert {languages: found for languages, found in wider.items() if found != [0, []]} == {}


@pytest.mark.parametrize("languages", LOOKED_AT)
def test_large_type_in_any_window_is_not_wider(page: Pages, show: Open, languages: str) -> None:
    with show(page(languages), viewport=NARROW) as tab:
        for width, size in ((360, 100), (480, 200), (640, 200), (900, 100), (1280, 200)):
            tab.set_viewport_size({"width": width, "height": 740})
            tab.evaluate("size => document.documentElement.style.fontSize = size + '%'", size)
            assert tab.evaluate(_WIDER) == [0, []], (width, size)


@pytest.mark.parametrize("languages", LOOKED_AT)
def test_a_readers_own_spacing_is_borne(page: Pages, show: Open, languages: str) -> None:
    """WCAG 2.2, 1.4.12 Text Spacing; nothing is cut off, because nothing has a height of its own."""
    spacing = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    with show(page(languages), viewport=NARROW, bypass_csp=True) as tab:
        tab.add_style_tag(content=f"{spacing}p{{margin-block-end:2em!important}}")
        for width in (320, 640, 1280):
            tab.set_viewport_size({"width": width, "height": 740})
            assert tab.evaluate(_WIDER) == [0, []], width
        clipped = "[...document.querySelectorAll('body :not(img, svg)')].filter(one => getComputedStyle(one).overflow"
        assert tab.evaluate(f"{clipped} !== 'visible').length") == 0


_TYPE = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = {};
  while (walker.nextNode()) {
    const around = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !around.checkVisibility()) continue;
    const block = around.closest('p,li,td,th,h1,h2,h3'), style = getComputedStyle(around);
    const size = parseFloat(style.fontSize);
    const least = around.closest('sup,.fine,.contact,.department,.bands') ? 'fine' : 'body';
    found[least] = Math.min(found[least] ?? 99, size);
    if (block.matches('p,li') && !block.closest('.bands,header'))
      found.measure = Math.max(found.measure ?? 0, block.clientWidth / parseFloat(getComputedStyle(block).fontSize));
  }
  return found;
}"""


@pytest.mark.parametrize("languages", LOOKED_AT)
def test_type_is_large_and_lines_are_short(page: Pages, show: Open, languages: str) -> None:
    with show(page(languages), viewport=DESK) as tab:
        found = tab.evaluate(_TYPE)
        assert found["body"] >= 16
        assert found["fine"] >= 14
        assert found["measure"] <= 36


def _platform_fonts(tab: Tab) -> dict[str, bool]:
    """The fonts that the browser set visible words in, and whether the page brought them."""
    session = tab.context.new_cdp_session(tab)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found: dict[str, bool] = {}
    for node in session.send("DOM.querySelectorAll", {"nodeId": root, "selector": "body *"})["nodeIds"]:
        for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]:
            found[font["familyName"]] = found.get(font["familyName"], True) and font["isCustomFont"]
    return found


@pytest.mark.parametrize("languages", [*READ, "ar+en"])
def test_every_letter_is_one_that_the_page_brought(page: Pages, show: Open, languages: str) -> None:
    with show(page(languages)) as tab:
        fonts = _platform_fonts(tab)
        assert fonts
        assert [name for name, brought in fonts.items() if not brought] == []


# The keyboard

_FOCUS = """() => {
  const one = document.activeElement, box = one.getClientRects()[0], style = getComputedStyle(one);
  const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    place: [...document.querySelectorAll('a')].indexOf(one),
    outline: style.outlineStyle === 'solid' ? parseFloat(style.outlineWidth) : 0,
    uncovered: one.contains(there),
  };
}"""


@pytest.mark.parametrize(("languages", "window"), [("es+en", DESK), ("ar", PHONE), ("en", NARROW)])
def test_the_tab_key_reaches_every_link_in_order_and_is_seen(
    page: Pages, show: Open, languages: str, window: dict[str, int]
) -> None:
    with show(page(languages), viewport=window) as tab:
        links = tab.locator("a").count()
        assert links > 40
        for place in range(links):
            tab.keyboard.press("Tab")
            assert tab.evaluate(_FOCUS) == {"place": place, "outline": 3, "uncovered": True}
        for place in range(links - 2, links // 2, -1):  # and back, under what stays at the top
            tab.keyboard.press("Shift+Tab")
            assert tab.evaluate(_FOCUS) == {"place": place, "outline": 3, "uncovered": True}


def test_a_citation_leads_to_a_source_that_the_band_does_not_cover(page: Pages, show: Open) -> None:
    with show(page("en"), viewport=PHONE) as tab:
        tab.locator("a[href='#source-3']").first.click()
        source, band = tab.locator("#source-3"), tab.locator(".bands")
        assert source.bounding_box()["y"] >= band.bounding_box()["height"]
        assert source.bounding_box()["y"] < PHONE["height"] / 2


# What a screen reader gets


def _tree(tab: Tab) -> list[dict[str, Any]]:
    """The accessibility tree in reading order, without what is ignored."""
    session = tab.context.new_cdp_session(tab)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def walked(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
        if not node["ignored"]:
            properties = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
            yield {"role": node["role"]["value"], "name": node.get("name", {}).get("value", ""), **properties}
        for child in node.get("childIds", []):
            yield from walked(by_id[child])

    return list(walked(nodes[0]))


@pytest.mark.parametrize("languages", LOOKED_AT)
def test_the_accessibility_tree_is_the_document(page: Pages, show: Open, languages: str) -> None:
    one = page(languages)
    document = one.document
    with show(one) as tab:
        tree = _tree(tab)
    headings = [(node["level"], _spaced(node["name"])) for node in tree if node["role"] == "heading"]
    expected = [block for block in walk(document.blocks) if isinstance(block, Heading)]
    assert headings == [(block.level, _spaced(plain(block.runs))) for block in expected]
    landmarks = [node["role"] for node in tree if node["role"] in {"region", "banner", "main", "contentinfo"}]
    assert landmarks == ["region", "banner", "main", "contentinfo"]
    texts = [node["name"] for node in tree if node["role"] == "StaticText"]
    band = said(document.running.bands[0])
    assert "".join(texts).startswith(band)
    assert next(node["name"] for node in tree if node["role"] == "region").replace(" ", "") == band.replace(" ", "")
    assert [node["role"] for node in tree].count("columnheader") == 2 * len(languages.split("+"))
    assert sum(node["role"] == "doc-noteref" for node in tree) > 30
    images = [node["name"] for node in tree if node["role"] == "image"]
    assert images == ["Logo of Willowmere Women's Health: three willow leaves over water"]  # and no QR code on a screen


def _spaced(text: str) -> str:
    return " ".join(text.split())


# Two languages

_ROWS = """() => [...document.querySelectorAll('.pair')].map(pair => [...pair.children].map(half =>
  [...half.querySelectorAll('p,li')].map(one => one.getBoundingClientRect()).map(box => [box.left, box.top])))"""


@pytest.mark.parametrize("languages", ["es+en", "ar+en", "en+ur"])
def test_two_languages_stand_row_by_row_or_one_below_the_other(page: Pages, show: Open, languages: str) -> None:
    with show(page(languages)) as tab:
        for first, second in tab.evaluate(_ROWS):
            assert len(first) == len(second)
            assert [top for _, top in first] == pytest.approx([top for _, top in second], abs=1)
        tab.set_viewport_size(PHONE)
        for first, second in tab.evaluate(_ROWS):
            assert max((top for _, top in first), default=0) < min((top for _, top in second), default=1)


# On paper


@pytest.mark.parametrize("languages", ["en", "ar+en"])
def test_each_printed_page_of_a_draft_says_so(page: Pages, show: Open, tmp_path: Path, languages: str) -> None:
    one = page(languages)
    with show(one, color_scheme="dark") as tab:
        data = tab.pdf(prefer_css_page_size=True, format="Letter")
    printed = PdfDocument(data)
    texts = [sheet.get_textpage().get_text_range() for sheet in printed]
    grounds = [sheet.render(scale=0.3).to_pil().convert("L") for sheet in printed]
    printed.close()
    assert 3 <= len(texts) <= 10
    assert all("Draft: a clinician has not reviewed this yet" in _spaced(text) for text in texts)
    assert all(ground.getpixel((2, 2)) == 255 for ground in grounds)  # white, though the screen is dark
    assert "Scan to read more on your phone" in _spaced(" ".join(texts))


def test_where_the_system_chooses_the_colours_signs_are_still_seen(page: Pages, show: Open) -> None:
    with show(page("en"), forced_colors="active") as tab:
        disc, mark = (
            tab.evaluate("name => getComputedStyle(document.querySelector(name)).fill", name)
            for name in (".sign circle", ".sign path")
        )
        assert disc != mark
        assert tab.evaluate("parseFloat(getComputedStyle(document.querySelector('.bands')).borderTopWidth)") >= 2
