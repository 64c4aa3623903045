"""Every language in every design, alone and with English beside it: the words come back, in their places."""

from __future__ import annotations

import shutil
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

import pypdfium2.raw as raw
import pytest
from conftest import LANGUAGES, Sheet, Sheets
from reading import Element, Mark, plain, poppler, shown, tokens

from press.design.sheet import Design, read_design
from press.document import Heading, List, Paragraph, Runs, Table, walk, words
from press.places import SOURCE_LANGUAGE, Library, find_library

DESIGNS = ("standard", "roomy", "large-print", "a5-booklet")
PROFILES = {tag: find_library().language(tag) for tag in LANGUAGES}
LEFT_TO_RIGHT = tuple(tag for tag in LANGUAGES if not PROFILES[tag].language.rtl)
RIGHT_TO_LEFT = tuple(tag for tag in LANGUAGES if PROFILES[tag].language.rtl)
_STROKE = 2.5  # points: pdfium counts the whole weight of a line on either side of it
_EDGE = 9.0  # points at the edge of the paper
_COLUMN = 16.0  # times the size of the body: the narrowest column of two side by side

# The share of the different words that pdftotext 22.12 gives back to the letter where words run from right to left.
# What it does not give back holds a mark that it writes before its letter; the exact words are ActualText,
# which is asserted for every element. A sheet that gives back less is a fault of ours.
FLOOR = 0.9
FLOOR_ACROSS_LINES = 0.98  # left to right: an address may be cut over two lines

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils are not installed")
every_design = pytest.mark.parametrize("design", DESIGNS)
alone_and_beside_english = pytest.mark.parametrize("beside", ["", SOURCE_LANGUAGE], ids=["alone", "with-en"])


@pytest.fixture(scope="module")
def designs(library: Library) -> dict[str, Design]:
    return {name: read_design(library.designs, name) for name in DESIGNS}


def _one(sheet: Sheets, language: str, design: str, beside: str) -> Sheet:
    return sheet(language, design=design, beside=beside if beside != language else "es")


def _said(one: Sheet) -> list[str]:
    """The words of every element, the bands of a draft first."""
    return [*(_text(band) for band in one.document.running.bands), *words(one.document)]


def _text(runs: Runs) -> str:
    return "".join(run.text for run in runs)


@alone_and_beside_english
@every_design
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_element_holds_its_words_in_its_language(sheet: Sheets, language: str, design: str, beside: str) -> None:
    one = _one(sheet, language, design, beside)
    elements = list(one.tree.holding_text())
    assert [tokens(element.text(one.pages.text)) for element in elements] == [tokens(text) for text in _said(one)]
    assert [element.lang for element in elements] == [runs[0].language.tag for runs in _runs(one)]


def _runs(one: Sheet) -> Iterator[Runs]:
    """The runs of every element that holds text, in reading order."""
    yield from one.document.running.bands
    for block in walk(one.document.blocks):
        match block:
            case Heading() | Paragraph():
                yield block.runs
            case List():
                for item in block.items:
                    if item.label:
                        yield item.runs
                    yield item.runs
            case Table():
                yield from (cell for row in (block.head, *block.rows) for cell in row)
            case _:
                pass


@needs_poppler
@pytest.mark.poppler
@alone_and_beside_english
@every_design
@pytest.mark.parametrize("language", LANGUAGES)
def test_poppler_gives_the_words_back(
    sheet: Sheets, record_property: Callable[[str, object], None], language: str, design: str, beside: str
) -> None:
    one = _one(sheet, language, design, beside)
    found = poppler("pdftotext", one.path, "-")
    wanted = [word for text in _said(one) for word in _words(text)]
    missing = Counter(wanted) - Counter(_words(found))
    share = 1 - missing.total() / len(wanted)
    record_property("words", f"{language} {design} {beside}: {share:.2%} of {len(wanted)}")
    if language in LEFT_TO_RIGHT:
        assert _letters(found) >= _letters(" ".join(_said(one)))
        assert share >= FLOOR_ACROSS_LINES, missing
    else:
        assert share >= FLOOR, missing


def _words(text: str) -> list[str]:
    """The words and numbers of *text*, cut where a line may end, without punctuation."""
    return [word for token in tokens(unicodedata.normalize("NFC", text)) if (word := _bare(token))]


def _bare(token: str) -> str:
    return "".join(character for character in token if unicodedata.category(character)[0] in "LMN")


def _letters(text: str) -> Counter[str]:
    return Counter(character for character in plain(text) if not character.isspace())


@every_design
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_glyph_is_missing(sheet: Sheets, language: str, design: str) -> None:
    parts = list(shown(sheet(language, design=design).path))
    assert all(0 not in part.codes for part in parts)
    assert not any("\ufffd" in text for part in parts for text in part.unicode)


@alone_and_beside_english
@every_design
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_stands_within_its_frame(
    sheet: Sheets, designs: dict[str, Design], language: str, design: str, beside: str
) -> None:
    one = _one(sheet, language, design, beside)
    look = designs[design]
    for page in one.pages.file:
        width, height = page.get_size()
        leaf = width / 2 if look.booklet else width
        for painted in page.get_objects():
            left, bottom, right, top = painted.get_bounds()
            if right - left < 0.01:
                continue  # a blank
            start = leaf * (left >= leaf)
            assert start + look.side - _STROKE <= left
            assert right <= start + leaf - look.side + _STROKE
            assert bottom >= _EDGE
            assert top <= height - look.top + _STROKE


@every_design
@pytest.mark.parametrize("language", [tag for tag in LANGUAGES if tag != SOURCE_LANGUAGE])
def test_a_language_keeps_to_its_column(sheet: Sheets, designs: dict[str, Design], language: str, design: str) -> None:
    """Beside one another, no letter of one language reaches into the column of the other."""
    one = sheet(language, design=design, beside=SOURCE_LANGUAGE)
    look = designs[design]
    middle = one.pages.file[0].get_size()[0] / 2
    if look.booklet or (middle - look.side) / look.size("body") < _COLUMN:
        return  # one below the other
    rtl = PROFILES[language].language.rtl
    sides = {language: rtl, SOURCE_LANGUAGE: not rtl}  # whether its column is the right one
    bounds = _bounds(one)
    seen = 0
    for section in one.tree.elements():
        if section.type != "Sect" or section.attributes or not any(kid.type == "H2" for kid in _kids(section)):
            continue
        if {element.lang for element in section.elements()} != {section.lang}:
            continue  # what both languages share
        for mark in section.marks():
            for left, _, right, _ in bounds.get(mark, ()):
                assert left >= middle if sides[section.lang] else right <= middle
                seen += 1
    assert seen > 200


def _kids(element: Element) -> list[Element]:
    return [kid for kid in element.kids if isinstance(kid, Element)]


def _bounds(one: Sheet) -> dict[Mark, list[tuple[float, float, float, float]]]:
    """The ink of each piece of marked content: left, bottom, right, top; blanks left out."""
    found: dict[Mark, list[tuple[float, float, float, float]]] = {}
    for number, page in enumerate(one.pages.file):
        for painted in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            box = painted.get_bounds()
            if box[2] - box[0] > 0.01:
                found.setdefault(Mark(number, raw.FPDFPageObj_GetMarkedContentID(painted.raw)), []).append(box)
    return found
