"""Two languages on one sheet: nothing of either is lost, each section is read whole, rows are aligned."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pikepdf
import pytest
from cli_library import Workshop, workshop
from conftest import CLINICS, DESIGNS, FIRST_LANGUAGES, TOPIC, WHEN, Sheets
from reading import Element, plain

from press.build import Job, Press
from press.compose import side_by_side
from press.design.colour import contrast
from press.design.sheet import quiet, read_design
from press.design.sheet import sheet as paper_sheet
from press.document import Box, Document, Heading, Pair, Run, Section, Tone, walk, words
from press.document import plain as words_of
from press.fonts import FontLibrary
from press.layout import booklet, lay_out
from press.layout.flow import PairRow, Part, Row, Stack
from press.places import Library
from press.problems import ExitCode, HandoutError
from press.text.paragraph import Typesetter

__all__ = ["workshop"]

PAIRS = [("es", "en"), ("ar", "en"), ("en", "ar"), ("ur", "zh-Hans"), ("en", "km")]
every_pair = pytest.mark.parametrize(("language", "beside"), PAIRS)


def _document(press: Press, language: str, beside: str = "") -> Document:
    return press.document(Job(TOPIC, language, press.library.clinics / "example", WHEN, beside))[0]


@every_pair
def test_every_text_of_both_sheets_stands_on_the_one(press: Press, language: str, beside: str) -> None:
    both = Counter(words(_document(press, language, beside)))
    first, second = (Counter(words(_document(press, one))) for one in (language, beside))
    assert both >= first
    assert both >= second
    once = (first & second) - Counter(["(212) 555-0199", "911"])  # these are in both boxes
    assert both == first + second - once
    assert once.total() < 40  # references, the clinic's name and address


@every_pair
def test_each_section_is_read_whole_in_one_language_and_then_in_the_other(
    sheet: Sheets, language: str, beside: str
) -> None:
    tree = sheet(language, beside=beside).tree
    sections = [one for one in _kids(tree) if one.type == "Sect" and _heading(one)]
    assert [one.lang for one in sections[:4]] == [language, beside, language, beside]
    for first, second in zip(sections[:4:2], sections[1:4:2], strict=True):
        assert [one.type for one in first.elements() if one.type != "Span"] == [
            one.type for one in second.elements() if one.type != "Span"
        ]
    for one in sections[:4]:
        assert {element.lang for element in one.elements()} == {one.lang}


def _kids(element: Element) -> list[Element]:
    return [kid for kid in element.kids if isinstance(kid, Element)]


def _heading(element: Element) -> bool:
    return any(kid.type == "H2" for kid in _kids(element))


@every_pair
def test_the_box_to_get_help_is_read_with_its_numbers_before_the_other_language(
    press: Press, language: str, beside: str
) -> None:
    document = _document(press, language, beside)
    (box,) = (block for block in walk(document.blocks) if isinstance(block, Box) and block.tone is Tone.URGENT)
    (pair,) = box.blocks
    assert isinstance(pair, Pair)
    for half, tag in ((pair.first, language), (pair.second, beside)):
        said = " ".join(words(replace(document, blocks=half)))
        assert "(212) 555-0199" in said
        assert "911" in said
        assert isinstance(half[0], Section)
        heading = half[0].blocks[0]
        assert isinstance(heading, Heading)
        assert heading.runs[0].language.tag == tag


@every_pair
def test_the_outline_is_in_the_first_language(sheet: Sheets, language: str, beside: str) -> None:
    one = sheet(language, beside=beside)
    alone = sheet(language)
    with pikepdf.open(one.path) as pdf, pikepdf.open(alone.path) as single:
        titles = [[str(item.title) for item in _entries(file)] for file in (pdf, single)]
    assert titles[0] == titles[1]
    assert len(titles[0]) > 5


def _entries(file: pikepdf.Pdf) -> list[pikepdf.OutlineItem]:
    def below(items: list[pikepdf.OutlineItem]) -> list[pikepdf.OutlineItem]:
        return [one for item in items for one in (item, *below(item.children))]

    with file.open_outline() as outline:
        return below(list(outline.root))


@every_pair
def test_the_bands_are_in_both_languages_and_in_english(press: Press, language: str, beside: str) -> None:
    (band,) = _document(press, language, beside).running.bands
    said = "".join(run.text for run in band)
    for tag in (language, beside):
        own = _document(press, tag).running.bands[0][0].text.removesuffix("\u00a0· ")
        assert said.count(own) == 1
    assert said.count("Draft: a clinician has not reviewed this yet") == 1


DRAFT, INCOMPLETE = "Draft: a clinician has not reviewed this yet", "Incomplete: some of this text is not translated."


def test_the_draft_of_the_second_language_alone_says_so_in_english_too(workshop: Workshop) -> None:
    signed = workshop.run("topic", "sign", TOPIC, "--name", "A. Example", "--qualification", "MD", "--yes")
    assert signed.exit_code == 0, signed.stderr
    press = Press(Library(workshop.library))
    assert _document(press, "en").running.bands == ()
    (band,) = _document(press, "en", "es").running.bands
    assert "Borrador" in words_of(band)
    assert DRAFT in words_of(band)


def test_a_band_joins_the_one_that_says_the_same(press: Press) -> None:
    first, second = _document(press, "es"), _document(press, "ar")
    incomplete = (Run(INCOMPLETE, first.language, marked=True),)
    first = replace(first, running=replace(first.running, bands=(incomplete, *first.running.bands)))
    bands = side_by_side(first, second).running.bands
    assert bands[0] == incomplete
    assert [words_of(band).count(DRAFT) for band in bands] == [0, 1]
    assert "مسودة" in words_of(bands[1])


def test_a_template_that_treats_one_language_otherwise_is_told(press: Press) -> None:
    first, second = _document(press, "es"), _document(press, "en")
    takeaways = next(block for block in second.blocks if isinstance(block, Section))
    shorter = replace(takeaways, blocks=takeaways.blocks[:-1])
    for blocks in (second.blocks[:-1], tuple(shorter if block is takeaways else block for block in second.blocks)):
        with pytest.raises(HandoutError, match="other blocks for es and en"):
            side_by_side(first, replace(second, blocks=blocks))


def test_what_a_sheet_says_of_itself_is_the_worse_of_both(press: Press) -> None:
    first, second = _document(press, "es"), _document(press, "en")
    for one, two, worst in (("", "draft", "draft"), ("draft", "incomplete", "incomplete"), ("", "", "")):
        both = side_by_side(
            replace(first, metadata=replace(first.metadata, status=one)),
            replace(second, metadata=replace(second.metadata, status=two)),
        ).metadata
        assert both.status == worst
        assert (worst in both.keywords) is bool(worst)
        assert both.title.startswith(f"[{worst}] " if worst else "Relaciones")
        assert " / Sex in early pregnancy" in both.title


@pytest.mark.parametrize(
    ("design", "columns"), [("standard", True), ("roomy", True), ("large-print", False), ("a5-booklet", False)]
)
@every_pair
def test_rows_share_their_first_baseline_and_narrow_paper_has_none(
    press: Press, language: str, beside: str, design: str, columns: bool
) -> None:
    document = _document(press, language, beside)
    paper = paper_sheet(read_design(press.library.designs, design), "#0b5563", "a4")
    profiles = {tag: press.library.language(tag) for tag in (language, beside, "en")}
    story = lay_out(document, paper, Typesetter(FontLibrary(press.library.fonts)), profiles)
    rows = [row for page in story.pages for row in _rows(page.text)]
    assert (len(rows) > 20) is columns
    for row in rows:
        tops = [drop + part.baseline() for drop, part in zip(row.drops(), row.parts, strict=True) if part.baseline()]
        assert max(tops, default=0) - min(tops, default=0) < 0.01


def _rows(part: Part) -> list[PairRow]:
    inner = getattr(part, "parts", ()) if isinstance(part, Stack | Row) else (getattr(part, "stack", None),)
    found = [row for one in inner if one is not None for row in _rows(one)]
    return [part, *found] if isinstance(part, PairRow) else found


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("language", FIRST_LANGUAGES)
def test_the_head_has_room_for_every_brand(sheet: Sheets, language: str, design: str) -> None:
    beside = "en" if language != "en" else "hi"
    assert all(sheet(language, clinic, design=design, beside=beside).made.pages >= 4 for clinic in CLINICS)


def test_the_second_voice_is_quiet_and_still_dark_enough(press: Press) -> None:
    loud = paper_sheet(read_design(press.library.designs, "standard"), "#0b5563", "a4")
    soft = quiet(loud)
    assert soft.palette.ink == soft.palette.brand == loud.palette.soft_ink != loud.palette.ink
    assert all(contrast(soft.palette.ink, ground) >= 7 for ground in (soft.palette.paper, soft.palette.ground))
    assert soft.design.size("body") == loud.design.size("body")
    assert max(soft.design.size(voice) for voice in ("main-message", "call")) == soft.design.size("body")


# The booklet


def test_a_folded_pile_reads_in_order() -> None:
    assert booklet(4, rtl=False) == [(3, 0), (1, 2)]
    assert booklet(8, rtl=False) == [(7, 0), (1, 6), (5, 2), (3, 4)]
    assert booklet(8, rtl=True) == [(0, 7), (6, 1), (2, 5), (4, 3)]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_booklet_is_read_in_order_though_its_last_page_is_painted_first(sheet: Sheets, language: str) -> None:
    one = sheet(language, design="a5-booklet")
    alone = sheet(language)
    assert one.made.pages % 4 == 0
    found = [plain(element.text(one.pages.text)) for element in one.tree.holding_text()]
    wanted = [plain(element.text(alone.pages.text)) for element in alone.tree.holding_text()]
    assert [_squeezed(text) for text in found] == [_squeezed(text) for text in wanted]
    with pikepdf.open(one.path) as pdf, pikepdf.open(alone.path) as flat:
        assert len(pdf.pages) == one.made.pages // 2
        width, height = (float(value) for value in pdf.pages[0].MediaBox[2:])
        assert (width, height) == (792, 612)
        assert [str(item.title) for item in _entries(pdf)] == [str(item.title) for item in _entries(flat)]


def _squeezed(text: str) -> str:
    return text.replace(" ", "")


# The command


def test_with_another_language_on_the_command_line(workshop: Workshop) -> None:
    done = workshop.build("--language", "ar", "--with", "en")
    assert done.exit_code == 0, done.stderr
    assert (workshop.out / f"{TOPIC}.ar+en.example.draft.pdf").is_file()
    assert "the translation of sex-in-early-pregnancy into ar is not signed" in done.stderr


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("--language", "es", "--with", "es"), "--with es puts es beside itself"),
        (("--language", "es", "--with", "engl"), "there is no language “engl”"),
        (("--language", "es", "--with", "en", "--require-signed"), "is not signed"),
    ],
)
def test_what_cannot_stand_beside(workshop: Workshop, asked: tuple[str, ...], says: str) -> None:
    done = workshop.build(*asked)
    assert done.exit_code in (ExitCode.USAGE, ExitCode.TRANSLATION)
    assert says in done.stderr
    assert not workshop.out.exists()


def test_a_language_with_nothing_translated_stands_beside_none(workshop: Workshop) -> None:
    assert workshop.run("language", "add", "nl").exit_code == 0
    done = workshop.build("--language", "es", "--with", "nl")
    assert done.exit_code == ExitCode.TRANSLATION
    assert f"nothing of {TOPIC} is translated into Dutch yet" in done.stderr
    shown = workshop.build("--language", "es", "--with", "nl", "--preview")
    assert shown.exit_code == 0, shown.stderr
    assert (workshop.out / f"{TOPIC}.es+nl.example.incomplete.pdf").is_file()
