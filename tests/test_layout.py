"""Sheets on paper: pages, type sizes, margins, and a body that no brand moves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2.raw as raw
import pytest
import zxingcpp
from conftest import CLINICS, FIRST_LANGUAGES, LANGUAGES, RIGHT_TO_LEFT, TOPIC, WHEN, Sheet, Sheets, every_sheet, spoken
from reading import HANGING, Box, Element, Mark, Pages, outside

from press.build import Job, Press
from press.design.sheet import PAPERS, Design, read_design
from press.design.sheet import sheet as paper_sheet
from press.document import Document, Language, Metadata, Paragraph, RuledLines, Run, Running, Voice, walk
from press.document import plain as words_of
from press.fonts import FontLibrary
from press.layout import lay_out
from press.layout.flow import NO_SPACE, Cells, Fit, Space, Stack
from press.layout.pictures import Ruled, qr_modules
from press.layout.tags import tag_runs
from press.layout.words import Type, Words
from press.places import Library, find_library
from press.problems import ExitCode, HandoutError
from press.tagging import StructureElement
from press.text.paragraph import Typesetter

_CITATION = 0.63  # of the size of the words at which it stands
_BAND = 8.5
_LEAST = 7.5  # points: reference matter


@pytest.fixture(scope="module")
def design(library: Library) -> Design:
    return read_design(library.templates / "designs", "standard")


@pytest.mark.parametrize("clinic", CLINICS)
@pytest.mark.parametrize("paper", PAPERS)
def test_english_fills_two_pages(sheet: Sheets, clinic: str, paper: str) -> None:
    assert sheet("en", clinic, paper).made.pages == 2


@pytest.mark.parametrize(("tag", "most"), [("en", 2), ("es", 3)])
@pytest.mark.parametrize("topic", find_library().topics())
def test_every_topic_keeps_to_its_pages(press: Press, topic: str, tag: str, most: int) -> None:
    assert 2 <= press.make(Job(topic, tag, press.library.clinics / "example", WHEN)).pages <= most


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_is_the_one_that_was_asked_for(sheet: Sheets, language: str, paper: str) -> None:
    one = sheet(language, paper=paper)
    assert 2 <= one.made.pages <= 4
    with pikepdf.open(one.path) as pdf:
        assert len(pdf.pages) == one.made.pages
        for page in pdf.pages:
            assert [float(value) for value in page.MediaBox] == pytest.approx([0, 0, *PAPERS[paper]], abs=0.01)


@pytest.mark.parametrize(("clinic", "paper"), [("example", "letter"), ("royal-wenderby", "a4")])
def test_a_region_has_its_paper(sheet: Sheets, clinic: str, paper: str) -> None:
    with pikepdf.open(sheet("en", clinic).path) as pdf:
        assert float(pdf.pages[0].MediaBox[2]) == pytest.approx(PAPERS[paper][0], abs=0.01)


@every_sheet
def test_type_has_the_sizes_of_the_design_and_never_less(
    sheet: Sheets, library: Library, design: Design, language: str, clinic: str
) -> None:
    factors = {library.language(language).size, 1.0}
    scale = {size for _, size in design.sizes} | {_BAND}
    allowed = {round(size * one * small, 3) for size in scale for one in factors for small in (1.0, _CITATION)}
    parts = sheet(language, clinic).shown
    assert {part.size for part in parts} <= allowed
    assert min(part.size for part in parts) >= _LEAST
    body = {round(design.size("body") * one, 3) for one in factors}
    assert sum(len(part.codes) for part in parts if part.size in body) > 500


@every_sheet
def test_small_type_is_for_reference_matter_only(sheet: Sheets, design: Design, language: str, clinic: str) -> None:
    one = sheet(language, clinic)
    small = {Mark(part.page, part.mcid) for part in one.shown if part.size < 8 and part.mcid >= 0}
    fine = {
        tuple(spoken(words_of(block.runs), language))
        for block in walk(one.document.blocks)
        if isinstance(block, Paragraph) and block.voice is Voice.FINE
    }
    for section in _sections_before_sources(one):
        for element in section.elements():
            marks = {kid for kid in element.kids if isinstance(kid, Mark)}
            said = tuple(spoken(element.text(one.pages.text), language))
            assert element.type == "Link" or not marks & small or said in fine


def _sections_before_sources(one: Sheet) -> Iterator[Element]:
    """The parts of the tree from the title up to the list of sources, the only one that is numbered."""
    top = [kid for kid in one.tree.kids if isinstance(kid, Element)]
    title = next(place for place, kid in enumerate(top) if kid.type == "H1")
    for kid in top[title:]:
        if any(element.attributes.get("ListNumbering") == "Decimal" for element in kid.elements()):
            return
        yield kid


@every_sheet
def test_nothing_is_painted_outside_the_margins(sheet: Sheets, design: Design, language: str, clinic: str) -> None:
    hanging = HANGING * design.size("body") if language in RIGHT_TO_LEFT else 0.0
    assert outside(sheet(language, clinic).pages, design, hanging) == []


def test_the_search_for_what_stands_outside_finds_it(sheet: Sheets, design: Design) -> None:
    pages = sheet("en").pages
    assert outside(pages, replace(design, side=design.side + 6))
    assert outside(pages, replace(design, top=design.top + 6))
    assert outside(sheet("ur").pages, design), "where nothing may hang over"


@every_sheet
def test_words_stand_clear_of_the_foot(sheet: Sheets, design: Design, language: str, clinic: str) -> None:
    one = sheet(language, clinic)
    for page in one.pages.file:
        for painted in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            if raw.FPDFPageObj_GetMarkedContentID(painted.raw) >= 0:
                assert painted.get_bounds()[1] >= design.bottom - 3


@every_sheet
def test_pages_are_filled_alike(sheet: Sheets, design: Design, language: str, clinic: str) -> None:
    """No page ends in emptiness: each is at least half full."""
    one = sheet(language, clinic)
    height = one.pages.file[0].get_size()[1]
    depths: dict[int, float] = {}
    for number, page in enumerate(one.pages.file):
        bottoms = [
            painted.get_bounds()[1]
            for painted in page.get_objects()
            if painted.type != raw.FPDF_PAGEOBJ_TEXT or raw.FPDFPageObj_GetMarkedContentID(painted.raw) >= 0
        ]
        depths[number] = height - min(bottom for bottom in bottoms if bottom > design.bottom - 3)
    assert min(depths.values()) > 0.5 * height


def _title(one: Sheet) -> Box:
    heading = next(element for element in one.tree.elements() if element.type == "H1")
    marks = {mark.mcid for mark in heading.marks()}
    painted = one.pages.file[0].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
    boxes = [each.get_bounds() for each in painted if raw.FPDFPageObj_GetMarkedContentID(each.raw) in marks]
    boxes = [box for box in boxes if box[2] - box[0] > 0.01]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", FIRST_LANGUAGES)
def test_the_title_stands_at_one_height_for_every_brand(
    sheet: Sheets, design: Design, language: str, paper: str
) -> None:
    """But for the air above it: a clinic's own lines at the end of the sheet may leave more or less of it."""
    first, second = (_title(sheet(language, clinic, paper)) for clinic in CLINICS)
    air = design.gaps.heading * (design.stretch[1] - design.stretch[0])
    assert (first[0], first[2]) == pytest.approx((second[0], second[2]), abs=0.01)
    assert (first[1], first[3]) == pytest.approx((second[1], second[3]), abs=air)


@pytest.mark.parametrize("language", LANGUAGES)
def test_name_logo_and_colours_do_not_move_the_body(sheet: Sheets, press: Press, tmp_path: Path, language: str) -> None:
    one = sheet(language)
    settings = (one.made.job.clinic / "clinic.toml").read_text(encoding="utf-8")
    for key, value in (("department", "Unit of the Early Weeks, of Worries and of Good News"), ("primary", "#2b1240")):
        settings, count = re.subn(rf"^{key} = .*$", f'{key} = "{value}"', settings, flags=re.MULTILINE)
        assert count == 1
    settings = re.sub(r"^logo.*\n", "", settings, flags=re.MULTILINE)
    (tmp_path / "clinic.toml").write_text(settings, encoding="utf-8")
    path = tmp_path / "other.pdf"
    path.write_bytes(press.make(replace(one.made.job, clinic=tmp_path)).data)
    other = Pages(path)
    assert _body(one, other) == _body(one, one.pages)
    other.close()


def _body(one: Sheet, pages: Pages) -> list[Box]:
    """Where each piece of text stands from the title on; that of *pages* is where it is in *one*."""
    found: list[Box] = []
    top = _title(one)[3] + 1
    for number, page in enumerate(pages.file):
        for painted in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            bounds = painted.get_bounds()
            if raw.FPDFPageObj_GetMarkedContentID(painted.raw) >= 0 and (number or bounds[3] <= top):
                found.append(bounds)
    assert len(found) > 100
    return found


def test_right_to_left_is_mirrored(sheet: Sheets, design: Design) -> None:
    width = sheet("ar").pages.file[0].get_size()[0]
    left, _, right, _ = _title(sheet("ar"))
    assert right == pytest.approx(width - design.side, abs=3)
    assert left > design.side + 20
    assert _title(sheet("en"))[0] == pytest.approx(design.side, abs=3)

    def logo(language: str) -> Box:
        (image,) = sheet(language).pages.file[0].get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
        return image.get_bounds()

    assert logo("en")[0] == pytest.approx(design.side, abs=1)
    assert logo("ar")[2] == pytest.approx(width - design.side, abs=1)


@pytest.mark.parametrize("language", ["en", "ar", "zh-Hans"])
def test_a_scanner_reads_the_address_off_the_paper(sheet: Sheets, language: str) -> None:
    pages = [page.render(scale=150 / 72).to_pil() for page in sheet(language).pages.file]
    (code,) = (code for page in pages for code in zxingcpp.read_barcodes(page))
    assert code.text == f"https://willowmere.example.org/handouts/{TOPIC}?language={language}"
    assert str(code.ec_level) == "M"


# Parts


def _document(*texts: str) -> Document:
    english = Language("en")
    blocks = tuple(Paragraph((Run(text, english),)) for text in texts)
    return Document(english, blocks, Running((), (), "{page} / {pages}"), Metadata("Title"))


@pytest.fixture(scope="module")
def typesetter(library: Library) -> Typesetter:
    return Typesetter(FontLibrary(library.fonts))


def test_what_goes_on_no_page_is_refused(library: Library, typesetter: Typesetter, design: Design) -> None:
    page = paper_sheet(design, "#0b5563", "a4")
    profiles = {"en": library.language("en")}
    few = lay_out(_document(*["word " * 100] * 20), page, typesetter, profiles)
    assert 1 < len(few.pages) < 12
    with pytest.raises(HandoutError, match="does not go on") as raised:
        lay_out(_document(*["word " * 400] * 240), page, typesetter, profiles)
    assert raised.value.exit_code is ExitCode.BRAND
    flat = replace(page, height=90)
    with pytest.raises(HandoutError, match="does not go on"):
        lay_out(replace(_document("a"), blocks=(RuledLines(5, 5),)), flat, typesetter, profiles)


def test_lines_to_write_on_stay_within_what_the_template_says(design: Design) -> None:
    palette = paper_sheet(design, "#0b5563", "a4").palette
    fit = Fit()
    lines = Ruled(2, 5, fit, palette)
    heights = []
    for wanted in range(9):
        fit.ruled = wanted
        heights.append(lines.wrap(300, 500)[1])
    assert heights == sorted(heights)
    assert heights[0] == heights[2]
    assert heights[5] == heights[8] == heights[0] * 2.5
    assert lines.split(300, 10) == []


def test_gaps_stretch_together(design: Design) -> None:
    palette = paper_sheet(design, "#0b5563", "a4").palette
    fit = Fit()
    parts = [Ruled(1, 1, fit, palette) for _ in range(3)]
    for part in parts:
        part.space = Space(4, 6)
    stack = Stack(parts, fit)
    bare = sum(part.wrap(100, 100)[1] for part in parts)
    for stretch in (0.5, 1, 2):
        fit.stretch = stretch
        assert stack.wrap(100, 100)[1] == pytest.approx(bare + 2 * 6 * stretch)


def test_a_qr_code_is_square_and_has_its_three_finders() -> None:
    modules = qr_modules("https://willowmere.example.org/handouts/sex-in-early-pregnancy?language=zh-Hans")
    side = modules.side
    dark = {(column + step, row) for column, row, length in modules.bars for step in range(length)}
    assert (side - 17) % 4 == 0
    assert all(0 <= column < side and 0 <= row < side for column, row in dark)
    for left, top in ((0, 0), (side - 7, 0), (0, side - 7)):
        rim = {(left + x, top + y) for x in range(7) for y in range(7) if x in {0, 6} or y in {0, 6}}
        assert rim <= dark
        assert not {(left + x, top + 1) for x in range(1, 6)} & dark


def test_no_word_stands_alone_on_a_last_line(library: Library, typesetter: Typesetter) -> None:
    profiles = {"en": library.language("en")}
    text = "If it is heavy, or if you are worried, call us at any time of the day or of the night: call us now."
    tagged = tag_runs((Run(text, Language("en")),), StructureElement("P"), profiles)
    free = Words(typesetter, tagged, Type(12, "#000000", last=0))
    kept = Words(typesetter, tagged, Type(12, "#000000"))
    alone = 0
    for width in range(150, 400):
        before, after = free.lines(width), kept.lines(width)
        assert len(before) == len(after)
        assert after[-1].width >= before[-1].width
        assert max(line.width for line in after) <= width + 0.01
        alone += before[-1].width < 0.2 * width <= after[-1].width
    assert alone >= 3


@pytest.mark.parametrize(
    ("needs", "widths"),
    [((20, 30), (100, 100)), ((120, 30), (145, 55)), ((150, 60), (210, 210))],
)
def test_a_column_has_the_width_that_it_needs_or_all_of_it(
    design: Design, needs: tuple[float, ...], widths: tuple[float, ...]
) -> None:
    palette = paper_sheet(design, "#0b5563", "a4").palette
    parts = [Ruled(1, 1, Fit(), palette) for _ in needs]
    Cells([parts], needs, 10, False, NO_SPACE).wrap(210, 100)
    assert tuple(part.width for part in parts) == widths
