"""Pages for the desk: composed from a template of their own, tagged and set like any sheet, in two equal voices."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import page
import pytest
from cli_library import Workshop, workshop
from conftest import WHEN
from reading import Pages

from press.build import Press
from press.catalogs import interface_messages
from press.compose import DeskPage, compose_desk
from press.design.sheet import read_design, sheet
from press.document import Pair, Paragraph, plain, walk, words
from press.fonts import FontLibrary
from press.layout import lay_out
from press.layout.flow import PairRow
from press.layout.words import Words
from press.places import Library
from press.preflight import preflight
from press.problems import ExitCode, HandoutError
from press.text.paragraph import Typesetter

__all__ = ["workshop"]

RUNNING = "<running><foot>For the desk</foot><page-number>Page {page} of {pages}</page-number></running>"
TEMPLATE = f"""\
{{# A page to try. #}}
<document>
{RUNNING}
<heading level="1">{{{{ heading }}}}</heading>
<pair lang="ar">
  <first><p>{{{{ english }}}}</p></first>
  <second><p>{{{{ arabic }}}} <mark>123</mark></p></second>
</pair>
<p>In Arabic: <span lang="ar">{{{{ arabic }}}}</span>, and <mark>changed</mark>.</p>
</document>
"""
ARABIC = "هل الجماع آمن؟"
VALUES = {"heading": "A <page> & more", "english": "Is sex safe?", "arabic": ARABIC}


@pytest.fixture
def desk_page(workshop: Workshop) -> DeskPage:
    """A page in two languages, whose template stands in the workshop."""
    workshop.write("templates/desk/try.xml", TEMPLATE)
    arabic = Library(workshop.library).language("ar").language
    return DeskPage("try", "A page to try", VALUES, (arabic,))


def test_what_fills_a_template_is_text_and_never_markup(workshop: Workshop, desk_page: DeskPage) -> None:
    document = compose_desk(desk_page, workshop.library / "templates")
    assert list(words(document)) == [
        "A <page> & more",
        "Is sex safe?",
        f"{ARABIC} 123",
        f"In Arabic: {ARABIC}, and changed.",
    ]


def test_words_of_another_language_bear_its_tag_and_direction(workshop: Workshop, desk_page: DeskPage) -> None:
    document = compose_desk(desk_page, workshop.library / "templates")
    arabic = desk_page.languages[0]
    assert (document.language.tag, document.beside, document.peers) == ("en", arabic, True)
    (pair,) = (block for block in walk(document.blocks) if isinstance(block, Pair))
    (said,) = pair.second
    assert isinstance(said, Paragraph)
    assert {run.language for run in said.runs} == {arabic}
    assert [run.text for run in said.runs if run.marked] == ["123"]
    last = document.blocks[-1]
    assert isinstance(last, Paragraph)
    assert [run.text for run in last.runs if run.language == arabic] == [ARABIC]
    assert plain(last.runs).startswith("In Arabic: ")


def test_the_page_is_tagged_and_conforms_and_says_what_was_composed(
    workshop: Workshop, desk_page: DeskPage, tmp_path: Path
) -> None:
    press = Press(Library(workshop.library))
    data, pages = press.desk(desk_page, workshop.library / "clinics/example", WHEN)
    assert (data, pages) == (press.desk(desk_page, workshop.library / "clinics/example", WHEN)[0], 1)
    document = compose_desk(desk_page, workshop.library / "templates")
    path = tmp_path / "desk.pdf"
    path.write_bytes(data)
    assert preflight(data, document) == ()
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.validate_pdf(str(path), profile=profile).failures == []
    divisions = [one.lang for one in Pages(path).tree().elements() if one.type == "Div"]
    assert divisions == ["en", "ar"]


def test_the_page_for_the_screen_says_the_same(workshop: Workshop, desk_page: DeskPage) -> None:
    press = Press(Library(workshop.library))
    data, pages = press.desk(desk_page, workshop.library / "clinics/example", WHEN, "html")
    text = data.decode()
    assert pages == 0
    assert '<body class="two peers">' in text
    assert '<meta name="robots" content="noindex">' in text
    assert f'<div class="second rows-1" lang="ar" dir="rtl"><p>{ARABIC} <mark>123</mark></p></div>' in text


@pytest.mark.parametrize(("peers", "alike"), [(True, True), (False, False)])
def test_neither_language_is_the_quieter_one(workshop: Workshop, desk_page: DeskPage, peers: bool, alike: bool) -> None:
    library = Library(workshop.library)
    document = replace(compose_desk(desk_page, library.templates), peers=peers)
    paper = sheet(read_design(library.desk, "desk"), "#1f5f4a", "a4")
    profiles = {tag: library.language(tag) for tag in ("en", "ar")}
    story = lay_out(document, paper, Typesetter(FontLibrary(library.fonts)), profiles)
    page = story.pages[0]
    assert page is not None
    (row,) = (part for part in page.text.parts if isinstance(part, PairRow))
    first, second = row.parts
    assert isinstance(first, Words)
    assert isinstance(second, Words)
    assert (first.type.colour == second.type.colour) is alike


def test_a_template_for_the_desk_asks_for_no_translation(workshop: Workshop) -> None:
    before = interface_messages(workshop.library / "templates")
    workshop.write("templates/desk/try.xml", '<document>{{ _("Not for translators") }}</document>')
    assert interface_messages(workshop.library / "templates") == before


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("<document></document>", "no <running>"),
        (f"<document>{RUNNING}<blink/></document>", "<blink>, which is no block"),
        (f"<document>{RUNNING}<p>{{{{ nobody }}}}</p></document>", "'nobody' is undefined"),
        (f"<document>{RUNNING}<p>open</document>", "mismatched tag"),
        (f"<document>{RUNNING}<pair lang='ar'><first/></pair></document>", "no <second>"),
        ("{% if %}", "Expected an expression"),
    ],
)
def test_a_broken_template_is_named(workshop: Workshop, template: str, says: str) -> None:
    workshop.write("templates/desk/try.xml", template)
    with pytest.raises(HandoutError, match=says) as caught:
        compose_desk(DeskPage("try", "A page"), workshop.library / "templates")
    assert caught.value.problems[0].place == "library/templates/desk/try.xml"
    assert caught.value.exit_code == ExitCode.CONTENT


def test_a_template_that_is_not_there_is_named(workshop: Workshop) -> None:
    with pytest.raises(HandoutError, match=r"desk/nothing\.xml"):
        compose_desk(DeskPage("nothing", "A page"), workshop.library / "templates")


@pytest.mark.parametrize("long", [8, 90])
def test_columns_are_read_one_after_the_other_and_part_only_where_they_must(
    workshop: Workshop, tmp_path: Path, long: int
) -> None:
    columns = [[f"Left {number}" for number in range(long)], ["Right 0", "Right 1"]]
    filled = "".join(
        f'<column share="{share}">{"".join(f"<p>{said}</p>" for said in column)}</column>'
        for share, column in zip((2, 1), columns, strict=True)
    )
    workshop.write(
        "templates/desk/try.xml",
        f'<document>{RUNNING}<heading level="1">Columns</heading><columns>{filled}</columns><p>End</p></document>',
    )
    page = DeskPage("try", "Columns")
    press = Press(Library(workshop.library))
    data, count = press.desk(page, workshop.library / "clinics/example", WHEN)
    assert (count > 1) is (long == 90)
    path = tmp_path / "columns.pdf"
    path.write_bytes(data)
    found = Pages(path)
    said = [element.text(found.text).strip() for element in found.tree().holding_text()]
    assert said == ["Columns", *columns[0], *columns[1], "End"]
    assert preflight(data, compose_desk(page, press.library.templates)) == ()
    html, _ = press.desk(page, workshop.library / "clinics/example", WHEN, "html")
    assert html.decode().index("Left 7") < html.decode().index("Right 0") < html.decode().index("End")
