"""Every language in every design, alone and with English beside it: the words come back, in their places."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

import page as validator
import pytest
from conftest import DESIGNS, LANGUAGES, LEFT_TO_RIGHT, PROFILES, WITHOUT_BLANKS, Sheet, Sheets, spoken
from reading import HANGING, Box, Element, Mark, outside, plain, poppler

from press.design.sheet import Design, read_design
from press.document import Heading, List, Paragraph, Runs, Table, walk, words
from press.places import SOURCE_LANGUAGE, Library

_COLUMN = 16.0  # times the size of the body: the narrowest column of two side by side

# The share of the different words that pdftotext 22.12 gives back to the letter. From left to right it lacks what
# a line end cut: part of a web address, or, between words without blanks, a blank that it sees where there is none.
# From right to left it lacks words that hold a mark, which it writes before its letter. The exact words are ActualText,
# or ToUnicode, which is asserted for every element; a sheet that gives back less than this is a fault of ours.
FLOOR = 0.99
FLOORS: Mapping[str, float] = {"ar": 0.95, "fa": 0.965, "ja": 0.97, "my": 0.98, "prs": 0.97, "ur": 0.8}

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils are not installed")
every_design = pytest.mark.parametrize("design", DESIGNS)
# What a design does not change is looked at in one; tests/every_sheet.py looks at it in all of them.
one_design = pytest.mark.parametrize("design", DESIGNS[:1])
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
    assert [spoken(element.text(one.pages.text), element.lang) for element in elements] == [
        spoken(text, runs[0].language.tag) for text, runs in zip(_said(one), _runs(one), strict=True)
    ]
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
@one_design
@pytest.mark.parametrize("language", LANGUAGES)
def test_poppler_gives_the_words_back(
    sheet: Sheets, record_property: Callable[[str, object], None], language: str, design: str, beside: str
) -> None:
    one = _one(sheet, language, design, beside)
    found = poppler("pdftotext", one.path, "-")
    squeezed = "".join(_words(found))
    wanted = set(_words(" ".join(_said(one))))
    missing = wanted - set(_words(found))
    if language in WITHOUT_BLANKS:
        missing = {word for word in missing if word not in squeezed}
    share = 1 - len(missing) / len(wanted)
    record_property("words", f"{language} {design} {beside}: {share:.2%} of {len(wanted)}")
    assert share >= FLOORS.get(language, FLOOR), missing
    if language in LEFT_TO_RIGHT:
        assert _letters(found) >= _letters(" ".join(_said(one)))


def _words(text: str) -> list[str]:
    """The words and numbers of *text*, cut at what is neither; joiners are no letters."""
    joined = re.sub("[\u200c\u200d]", "", unicodedata.normalize("NFC", text))
    return re.findall(r"\d+|[^\d\s]+", "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in joined))


def _letters(text: str) -> Counter[str]:
    return Counter(character for character in plain(text) if not character.isspace())


@alone_and_beside_english
@every_design
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_validator_of_others_finds_nothing(sheet: Sheets, language: str, design: str, beside: str) -> None:
    path = str(_one(sheet, language, design, beside).path)
    for standard in (validator.ValidationProfile.PDF_UA_1, validator.ValidationProfile.PDF_A_2A):
        assert [str(failure) for failure in validator.validate_pdf(path, profile=standard).failures] == []


@one_design
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_glyph_is_missing(sheet: Sheets, language: str, design: str) -> None:
    parts = sheet(language, design=design).shown
    assert all(0 not in part.codes for part in parts)
    assert not any("\ufffd" in text for part in parts for text in part.unicode)


@alone_and_beside_english
@every_design
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_stands_within_its_frame(
    sheet: Sheets, designs: dict[str, Design], language: str, design: str, beside: str
) -> None:
    look = designs[design]
    hanging = HANGING * look.size("body") if PROFILES[language].language.rtl else 0.0
    assert outside(_one(sheet, language, design, beside).pages, look, hanging) == []


@every_design
@pytest.mark.parametrize("language", [tag for tag in LANGUAGES if tag != SOURCE_LANGUAGE])
def test_a_language_keeps_to_its_column(sheet: Sheets, designs: dict[str, Design], language: str, design: str) -> None:
    """Beside one another, no letter of one language reaches into the column of the other."""
    one = sheet(language, design=design, beside=SOURCE_LANGUAGE)
    look = designs[design]
    width = one.pages.file[0].get_size()[0] / (2 if look.booklet else 1)
    if (width / 2 - look.side) / look.size("body") < _COLUMN:
        return  # one below the other
    bounds = _bounds(one)
    seen = 0
    for first, second in pairwise(element for element in one.tree.elements() if element.type in {"Sect", "Div"}):
        if (first.lang, second.lang) != (language, SOURCE_LANGUAGE) or not _has_heading(second, "H2"):
            continue
        for page in {mark.page for mark in first.marks()}:
            left, right = (
                [box for mark in side.marks() if mark.page == page for box in bounds.get(mark, ())]
                for side in ((second, first) if PROFILES[language].language.rtl else (first, second))
            )
            if left and right:
                assert max(box[2] for box in left) < min(box[0] for box in right)
                seen += len(left) + len(right)
    assert seen > 200


def _has_heading(element: Element, kind: str) -> bool:
    return any(kid.type == kind for kid in element.elements())


def _bounds(one: Sheet) -> dict[Mark, list[Box]]:
    """The ink of each piece of marked content: left, bottom, right, top; blanks left out."""
    found: dict[Mark, list[Box]] = {}
    for painted in one.pages.painted:
        if painted.is_text:
            found.setdefault(Mark(painted.page, painted.mcid), []).append(painted.box)
    return found
