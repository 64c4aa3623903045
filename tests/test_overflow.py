"""Words longer than any language's, in every design: nothing is clipped, lost, or laid over something else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pypdfium2.raw as raw
import pytest
from conftest import DESIGNS, TOPIC, WHEN, Sheet, spoken
from reading import HANGING, Box, Mark, outside

from press.build import Job, Press
from press.catalogs import PSEUDO_LANGUAGES, write_pseudo_language
from press.design.sheet import PAPERS, read_design
from press.document import words
from press.places import SOURCE_LANGUAGE, Library, find_library

_TOUCH = 0.12  # of the height of a line: what letters of two lines may share


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    """A press whose library has the pseudo-languages too."""
    source, root = find_library(), tmp_path_factory.mktemp("library")
    for name in ("handouts", "templates", "fonts", "clinics"):
        (root / name).symlink_to(source.root / name, target_is_directory=True)
    shutil.copytree(source.locales, root / "locales", ignore=shutil.ignore_patterns(*PSEUDO_LANGUAGES))
    for tag in PSEUDO_LANGUAGES:
        write_pseudo_language(Library(root), tag)
    return Press(Library(root))


@pytest.fixture(
    scope="module",
    params=[
        (language, beside, design, paper)
        for language, beside in (("en-XA", ""), ("ar-XB", ""), ("en-XA", "ar-XB"), ("ar-XB", "en-XA"), ("en-XA", "en"))
        for design in DESIGNS
        for paper in PAPERS
    ],
    ids=lambda one: "-".join(filter(None, one)),
)
def sheet(request: pytest.FixtureRequest, press: Press, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sheet]:
    language, beside, design, paper = request.param
    job = Job(TOPIC, language, press.library.clinics / "example", WHEN, beside, design=design, paper=paper)
    made = press.make(job)
    path = tmp_path_factory.mktemp("sheet") / made.file_name
    path.write_bytes(made.data)
    one = Sheet(made, press.document(job)[0], path)
    yield one
    one.pages.close()


def test_every_word_is_on_the_page(sheet: Sheet) -> None:
    bands = ("".join(run.text for run in band) for band in sheet.document.running.bands)
    found = [_squeezed(element.text(sheet.pages.text)) for element in sheet.tree.holding_text()]
    assert found == [_squeezed(text) for text in (*bands, *words(sheet.document))]


def _squeezed(text: str) -> str:
    """Without blanks: a word that is longer than its line ends it anywhere, and a reader takes that for a blank."""
    return "".join(spoken(text, SOURCE_LANGUAGE))


def test_all_is_within_the_frame(sheet: Sheet, press: Press) -> None:
    look = read_design(press.library.designs, sheet.made.job.design)
    assert outside(sheet.pages, look, HANGING * look.size("heading-1")) == []


def test_no_words_are_laid_over_others(sheet: Sheet) -> None:
    """Lines of different elements share no ink, but for what a deep letter and a high one below it may."""
    owners = _owners(sheet)
    for number, page in enumerate(sheet.pages.file):
        painted = sorted(_lines(page, number, owners), key=lambda one: one[1][1])
        for place, (element, box) in enumerate(painted):
            for other, near in painted[place + 1 :]:
                if near[1] > box[3]:
                    break
                if other is not element and near[0] < box[2] and box[0] < near[2]:
                    shared = min(box[3], near[3]) - max(box[1], near[1])
                    assert shared <= _TOUCH * max(box[3] - box[1], near[3] - near[1])


def _owners(sheet: Sheet) -> dict[Mark, object]:
    """The paragraph, heading or item that each piece of marked content belongs to."""
    return {mark: element for element in sheet.tree.holding_text() for mark in element.marks()}


def _lines(page: object, number: int, owners: dict[Mark, object]) -> Iterator[tuple[object, Box]]:
    for painted in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):  # type: ignore[attr-defined]  # pypdfium2 is untyped
        box = painted.get_bounds()
        owner = owners.get(Mark(number, raw.FPDFPageObj_GetMarkedContentID(painted.raw)))
        if owner is not None and box[2] - box[0] > 0.01:
            yield owner, box
