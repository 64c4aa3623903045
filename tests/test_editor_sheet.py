"""The editor's sheet: one page, tagged as tables and lists are, and no score that is for people to give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import page
import pytest
from cli_library import DAY, TOPIC, Workshop, make_workshop, workshop
from conftest import CLINICS, WHEN
from reading import Pages, plain

from press.build import Press
from press.checks.report import make_report
from press.checks.word_lists import checklist
from press.cli.editor_sheet import editor_page, make_editor_sheet
from press.cli.survey import survey
from press.compose import compose_desk
from press.content import read_handout
from press.document import List, Marker, Section, walk
from press.places import Library, find_library
from press.preflight import preflight
from press.problems import ExitCode, Problem

__all__ = ["workshop"]

SENTENCE = (
    "Utilize the medication approximately 35% of the time, which is administered by hepatologists following "
    "hypertension of an elevated kind that may be found in your blood."
)


@pytest.fixture(scope="module")
def path(workshop_of_module: Workshop) -> Path:
    """The sheet of the one topic."""
    done = workshop_of_module.run("check", TOPIC, "--sheet", "--date", DAY)
    assert (done.exit_code, done.stdout) == (0, f"out/{TOPIC}.editor.pdf: 1 page\n")
    return workshop_of_module.out / f"{TOPIC}.editor.pdf"


@pytest.fixture(scope="module")
def workshop_of_module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    folder = tmp_path_factory.mktemp("editor")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("HANDOUTS_LIBRARY", raising=False)
        patch.chdir(folder)
        yield make_workshop(folder)


@pytest.fixture(scope="module")
def pages(path: Path) -> Pages:
    return Pages(path)


def test_what_stands_on_it(pages: Pages) -> None:
    text = plain(" ".join(element.text(pages.text) for element in pages.tree().holding_text()))
    for said in (
        "Editor’s sheet: Sex in early pregnancy: is it safe?",
        "to be reviewed by 2028-11-23",
        "Nothing must be mended",
        "Line 40, passive voice: “is released” looks passive",
        "Section Grade SMOG Sentences Words a sentence Long words answer 6.8",
        "Sources: 13 Standing At most 10 years old Older No date Read for this topic 3 4 1",
        "Not confirmed 0 0 1 Known from another text: acog200, jones2011, nhs-sex, ng126 Not confirmed: mayo-sex",
        "whole, a draft ar, en, es, hi, zh-Hans",
        "Informed by AHRQ's PEMAT and the CDC Clear Communication Index. Their scores are for people to give.",
        "Looked through by (name, date and signature)",
    ):
        assert said in text
    assert not re.search(r"(PEMAT|Index)[^.]*\d", text)


def test_its_tables_say_what_each_heading_heads(pages: Pages) -> None:
    tables = [element for element in pages.tree().elements() if element.type == "Table"]
    assert len(tables) == 3
    for table in tables:
        head, *rows = (element for element in table.elements() if element.type == "TR")
        assert [cell.attributes.get("Scope") for cell in head.kids] == ["Column"] * len(head.kids)
        assert len(rows) > 1 or table is tables[-1]
        for row in rows:
            assert row.types() == ["TH", *["TD"] * (len(head.kids) - 1)]
            assert row.kids[0].attributes["Scope"] == "Row"


def test_each_question_has_a_box_to_tick(workshop: Workshop) -> None:
    press = Press(Library(workshop.library))
    report = make_report(read_handout(workshop.topic), WHEN)
    document = compose_desk(editor_page(report), press.library.templates)
    (questions,) = (block for block in walk(document.blocks) if isinstance(block, Section) and block.id == "questions")
    lists = [block for block in walk(questions.blocks) if isinstance(block, List)]
    assert {block.marker for block in lists} == {Marker.CHECKBOX}
    asked = [run.text for block in lists for item in block.items for run in item.runs]
    assert asked == [question for part in checklist() for question in part.questions]


def test_it_conforms(path: Path) -> None:
    assert preflight(path.read_bytes()) == ()
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.validate_pdf(str(path), profile=profile).failures == []


@pytest.mark.parametrize("topic", find_library().topics())
def test_the_sheet_of_each_topic_takes_one_page_and_says_what_was_composed(press: Press, topic: str) -> None:
    handout = read_handout(press.library.handouts / topic)
    report = make_report(handout, WHEN, tuple(survey(press, handout, tag) for tag in ("en", "es", "ar", "am")))
    for clinic in CLINICS:  # letter, and A4
        folder = press.library.clinics / clinic
        data, count = make_editor_sheet(press, report, folder, "pdf")
        assert count == 1
        sheet = editor_page(report)
        assert data == press.desk(sheet, folder, WHEN)[0]  # nothing was left out
        assert preflight(data, compose_desk(sheet, press.library.templates)) == ()


def test_a_topic_with_much_to_mend(workshop: Workshop) -> None:
    asked = ("--title", "Iron", "--audience", "everyone", "--author", "A. Example")
    assert workshop.run("topic", "add", "iron", *asked).exit_code == 0
    item = "- Replace this: write up to seven points to keep in mind. [@replace-me]\n"
    workshop.change("handouts/iron/handout.md", item, f"- {SENTENCE} [@replace-me]\n" * 7)
    for clinic in ("example", "royal-wenderby"):  # letter, and A4
        done = workshop.run("check", "iron", "--sheet", "--clinic", clinic)
        assert done.exit_code == ExitCode.CHECKS_FAILED
        assert done.stdout == "out/iron.editor.pdf: 1 page\n"
        assert done.stderr == "iron: 18 problems\n"
    sheet = Pages(workshop.out / "iron.editor.pdf")
    text = plain(" ".join(element.text(sheet.text) for element in sheet.tree().holding_text()))
    shown = text.count("a sentence has 26 words")
    assert 2 < shown < 8
    assert f"And {18 - shown} more: handouts check iron" in text
    assert text.count("handouts check iron") == 2  # the advice goes on, too


def test_a_topic_whose_english_changed_in_a_library_of_many_languages(press: Press, tmp_path: Path) -> None:
    handout = read_handout(press.library.handouts / TOPIC)
    fault = Problem("es.po", 7, "a message is not translated")
    spanish = replace(survey(press, handout, "es"), translated=62, faults=(fault,))
    tags = press.library.languages()
    report = make_report(handout, WHEN, tuple(replace(spanish, language=tag) for tag in tags))
    data, count = make_editor_sheet(press, report, press.library.clinics / "example", "pdf")
    assert count == 1
    path = tmp_path / "sheet.pdf"
    path.write_bytes(data)
    sheet = Pages(path)
    text = plain(" ".join(element.text(sheet.text) for element in sheet.tree().holding_text()))
    assert f"not whole (messages of {spanish.messages}) {', '.join(f'{tag} 62' for tag in tags)}" in text


def test_it_can_be_a_page_for_the_screen(workshop: Workshop) -> None:
    done = workshop.run("check", TOPIC, "--sheet", "--format", "html", "--output", "here")
    assert done.stdout == f"here/{TOPIC}.editor.html: one page for the screen\n"
    text = (workshop.here / f"here/{TOPIC}.editor.html").read_text(encoding="utf-8")
    assert '<th scope="row">whole text</th>' in text
    assert '<th scope="col">Grade</th>' in text


def test_a_topic_that_cannot_be_read_has_no_sheet(workshop: Workshop) -> None:
    workshop.change(f"handouts/{TOPIC}/handout.md", "{#faq}", "{#fqa}")
    done = workshop.run("check", "--sheet")
    assert done.exit_code == ExitCode.CONTENT
    assert "there is no section “fqa”" in done.stderr
    assert workshop.files() == {}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--sheet", "--json"), "--sheet and --json do not go together"),
        (("--format", "html"), "--format is for the editor’s sheet"),
        (("--output", "here"), "--output is for the editor’s sheet"),
        (("--sheet", "--clinic", "nosuch"), "there is no clinic “nosuch”"),
    ],
)
def test_options_that_do_not_go_together(workshop: Workshop, words: tuple[str, ...], says: str) -> None:
    done = workshop.run("check", TOPIC, *words)
    assert done.exit_code == ExitCode.USAGE
    assert says in done.stderr
