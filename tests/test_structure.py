"""The structure tree: each element's words, read back, are the Document's; its shape is what PDF/UA wants."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from conftest import READ, RIGHT_TO_LEFT, Sheet, Sheets, every_sheet, spoken
from reading import Element, Mark, Target, line, plain, poppler, tokens

from press.document import Figure, Heading, Role, Table, walk, words

needs_poppler = pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler-utils are not installed")
_ARABIC = re.compile("[\u0590-\u06ff]")
_LISTED = re.compile(r"^( *)([A-Z][A-Za-z0-9]*)(?: <.*>)?(?: \(.*\))?:?$", re.MULTILINE)


def _wanted(one: Sheet) -> list[str]:
    """The text of every element in reading order; the bands of a draft are read first."""
    return [*("".join(run.text for run in band) for band in one.document.running.bands), *words(one.document)]


@every_sheet
def test_each_element_holds_the_words_of_the_document(sheet: Sheets, language: str, clinic: str) -> None:
    one = sheet(language, clinic)
    found = [spoken(element.text(one.pages.text), language) for element in one.tree.holding_text()]
    assert found == [spoken(text, language) for text in _wanted(one)]


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_right_to_left_words_are_there_to_the_letter(sheet: Sheets, language: str) -> None:
    one = sheet(language)
    found = [plain(element.text(lambda mark: "")) for element in one.tree.holding_text()]
    pairs = [(text, plain(wanted)) for text, wanted in zip(found, _wanted(one), strict=True) if _ARABIC.search(wanted)]
    assert len(pairs) > 50
    for text, wanted in pairs:
        assert text == wanted


@every_sheet
def test_the_glyphs_say_the_same_without_actual_text(sheet: Sheets, language: str, clinic: str) -> None:
    """ToUnicode alone gives every word where left to right, and every letter where right to left."""
    one = sheet(language, clinic)
    texts: dict[Mark, str] = {}
    for part in one.shown:
        mark = Mark(part.page, part.mcid)
        texts[mark] = texts.get(mark, "") + "".join(part.unicode)
    found = [plain(element.text(lambda mark: texts.get(mark, ""), exact=False)) for element in one.tree.holding_text()]
    wanted = [plain(text) for text in _wanted(one)]
    if language in RIGHT_TO_LEFT:
        assert [sorted(text.replace(" ", "")) for text in found] == [sorted(text.replace(" ", "")) for text in wanted]
    else:
        assert found == wanted


@every_sheet
def test_pdfium_sees_the_tree_that_stands_in_the_file(sheet: Sheets, language: str, clinic: str) -> None:
    one = sheet(language, clinic)
    for page in range(one.made.pages):
        assert one.pages.seen(page) == list(_on_page(one.tree, page))


def _on_page(element: Element, page: int, depth: int = 0) -> Iterator[str]:
    """The part of the tree that has content on *page*."""
    if any(mark.page == page for mark in element.marks()):
        yield line(depth, element, page)
        for kid in element.kids:
            if isinstance(kid, Element):
                yield from _on_page(kid, page, depth + 1)


@pytest.mark.parametrize("language", READ)
def test_tree(sheet: Sheets, golden: Callable[[str, str], None], language: str) -> None:
    one = sheet(language)
    golden(f"{language}.tree.txt", "\n".join(one.tree.outline(one.pages.text)) + "\n")


@pytest.mark.parametrize(("language", "beside"), [("es", "en"), ("ar", "en"), ("en", "km")])
def test_tree_of_two_languages(sheet: Sheets, golden: Callable[[str, str], None], language: str, beside: str) -> None:
    one = sheet(language, beside=beside)
    golden(f"{language}+{beside}.tree.txt", "\n".join(one.tree.outline(one.pages.text)) + "\n")


@needs_poppler
@pytest.mark.poppler
@pytest.mark.parametrize("language", READ)
def test_poppler_sees_the_same_elements_in_the_same_order(sheet: Sheets, language: str) -> None:
    one = sheet(language)
    listed = poppler("pdfinfo", "-struct-text", one.path)
    found = [(len(indent) // 2, kind) for indent, kind in _LISTED.findall(listed)]
    assert found == list(_shape(one.tree))
    if language in {"en", "es", "zh-Hans"}:  # pdfinfo loses ActualText in content, and reverses what is right to left
        said = "".join(re.findall(r'^ *"(.*)"$', listed, re.MULTILINE))
        assert "".join(tokens(said)) == "".join(tokens("".join(_wanted(one))))


def _shape(element: Element, depth: int = 0) -> Iterator[tuple[int, str]]:
    yield depth, element.type
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _shape(kid, depth + 1)


def _all(one: Sheet, kind: str) -> list[Element]:
    return [element for element in one.tree.elements() if element.type == kind]


def _types(element: Element) -> list[str]:
    return [kid.type for kid in element.kids if isinstance(kid, Element)]


@every_sheet
def test_headings_go_down_one_level_at_a_time(sheet: Sheets, language: str, clinic: str) -> None:
    one = sheet(language, clinic)
    levels = [int(element.type[1]) for element in one.tree.elements() if re.fullmatch("H[1-6]", element.type)]
    assert levels == [block.level for block in walk(one.document.blocks) if isinstance(block, Heading)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {2, 3} <= set(levels)


@every_sheet
def test_lists_are_lists(sheet: Sheets, language: str, clinic: str) -> None:
    one = sheet(language, clinic)
    for element in _all(one, "L"):
        assert set(_types(element)) == {"LI"}
        assert element.attributes["ListNumbering"] in {"Disc", "Decimal", "None"}
    for element in _all(one, "LI"):
        assert _types(element) in (["LBody"], ["Lbl", "LBody"])
    numbered = [element for element in _all(one, "L") if element.attributes["ListNumbering"] == "Decimal"]
    assert all(_types(item) == ["Lbl", "LBody"] for item in numbered[0].elements() if item.type == "LI")
    assert len(numbered) == 1


@every_sheet
def test_tables_name_their_columns(sheet: Sheets, language: str, clinic: str) -> None:
    one = sheet(language, clinic)
    tables = _all(one, "Table")
    assert len(tables) == sum(isinstance(block, Table) for block in walk(one.document.blocks)) == 1
    for table in tables:
        assert _types(table) == ["THead", "TBody"]
    for head, kind in (("THead", "TH"), ("TBody", "TD")):
        for part in _all(one, head):
            assert set(_types(part)) == {"TR"}
            assert {one for row in part.elements() if row.type == "TR" for one in _types(row)} == {kind}
    assert [element.attributes.get("Scope") for element in _all(one, "TH")] == ["Column", "Column"]


@every_sheet
def test_links_lead_somewhere_and_say_where(sheet: Sheets, language: str, clinic: str) -> None:
    one = sheet(language, clinic)
    links = _all(one, "Link")
    assert links
    assert all({kid.subtype for kid in link.kids if isinstance(kid, Target)} == {"Link"} for link in links)
    assert all(any(isinstance(kid, Mark) for kid in link.kids) for link in links)
    citations = _all(one, "Reference")
    assert all(_types(element) == ["Link"] for element in citations)
    cited = [run for text in _runs(one) for run in text if run.role is Role.CITATION]
    assert [tokens(element.text(one.pages.text)) for element in citations] == [tokens(run.text) for run in cited]


def _runs(one: Sheet) -> Iterator[tuple[object, ...]]:
    for block in walk(one.document.blocks):
        if hasattr(block, "runs"):
            yield block.runs
        for item in getattr(block, "items", ()):
            yield item.runs


@every_sheet
def test_figures_say_what_they_show(sheet: Sheets, language: str, clinic: str) -> None:
    one = sheet(language, clinic)
    figures = [block for block in walk(one.document.blocks) if isinstance(block, Figure)]
    assert [element.alt for element in _all(one, "Figure")] == [block.alt for block in figures]
    assert all(element.alt and element.attributes["BBox"] for element in _all(one, "Figure"))


@every_sheet
def test_each_element_says_its_language(sheet: Sheets, language: str, clinic: str) -> None:
    one = sheet(language, clinic)
    assert {element.lang for element in one.tree.elements()} == {language, "en"}
    assert one.tree.lang == language
