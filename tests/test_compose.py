"""A handout and a brand become a Document: what stands on it, in which order, and what no template may drop."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import small_topic
from conftest import CLINICS, LANGUAGES, RIGHT_TO_LEFT, TOPIC, WHEN, Sheets, every_sheet

from press.build import Job, Press
from press.catalogs import interface_messages
from press.compose import compose
from press.compose.markup import Reader
from press.compose.references import reference
from press.content.model import Checked, Source
from press.design.brand import Brand
from press.design.sheet import read_design
from press.design.sheet import sheet as paper_sheet
from press.document import (
    Aside,
    Box,
    Direction,
    Document,
    Figure,
    Group,
    Header,
    Heading,
    Language,
    List,
    Marker,
    Paragraph,
    Role,
    RuledLines,
    Run,
    Section,
    Table,
    Tone,
    Voice,
    plain,
    walk,
)
from press.fonts import FontLibrary
from press.layout import lay_out
from press.localize import LocalizedHandout, Standing, Translations, localize
from press.places import Library
from press.problems import HandoutError
from press.text.paragraph import Typesetter

ENGLISH = Language("en")
DRAFT = Standing(unsigned=("nobody has signed",))


@pytest.fixture(scope="module")
def localized(press: Press) -> LocalizedHandout:
    library = press.library
    handout = press.handout(TOPIC)
    return localize(handout, library.language("en"), library.region("US"), press.translations(TOPIC, "en"))


@pytest.fixture(scope="module")
def brand(press: Press) -> Brand:
    return press.brand(press.library.clinics / "example")


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_people_may_have_names_in_letters_of_their_own(press: Press, brand: Brand, tag: str) -> None:
    library = press.library
    language = library.language(tag)
    made = localize(press.handout(TOPIC), language, library.region("US"), press.translations(TOPIC, tag))
    names = ("王小明", "Dr. A. Example, MD", "ليلى")
    document = compose(made, brand, Standing(reviewers=names), library.templates)
    facts = [run.text for block in walk(document.blocks) for run in getattr(block, "runs", ()) if run.role is Role.FACT]
    assert set(names) <= set(facts)
    look = paper_sheet(read_design(library.designs, "standard"), brand.primary, "a4")
    profiles = {one: library.language(one) for one in ("en", tag)}
    assert lay_out(document, look, Typesetter(FontLibrary(library.fonts)), profiles).pages


def test_a_fact_that_the_clinic_has_not_given_is_told_and_no_gap_is_printed(
    press: Press, tmp_path: Path, brand: Brand
) -> None:
    library = press.library
    handout = small_topic.topic(tmp_path, ("Tell your team.", "See {clinic_website}."))
    translations = Translations(interface_messages(library.templates))
    made = localize(handout, library.language("en"), library.region("US"), translations)
    assert compose(made, brand, DRAFT, library.templates)
    with pytest.raises(HandoutError, match=r"a text of nosebleed says \{clinic_website\}, and the clinic has none"):
        compose(made, replace(brand, website=""), DRAFT, library.templates)


def _sections(document: Document) -> list[str]:
    return [block.id for block in walk(document.blocks) if isinstance(block, Section)]


def _texts(document: Document) -> list[str]:
    return [plain(block.runs) for block in walk(document.blocks) if isinstance(block, Paragraph | Heading)]


@every_sheet
def test_the_parts_stand_in_the_order_of_the_template(sheet: Sheets, language: str, clinic: str) -> None:
    document = sheet(language, clinic).document
    wanted = ["takeaways", "about", "when-to-avoid", "get-help", "faq", "unknowns", "next-steps"]
    assert _sections(document) == [*wanted, "notes", "sources", "disclaimer"]
    assert isinstance(document.blocks[0], Header)
    assert isinstance(document.blocks[1], Heading)
    assert document.blocks[1].level == 1
    assert document.language.tag == language
    assert document.language.direction is (Direction.RTL if language in RIGHT_TO_LEFT else Direction.LTR)


@every_sheet
def test_boxes_lists_and_groups_are_of_their_kind(sheet: Sheets, language: str, clinic: str) -> None:
    document = sheet(language, clinic).document
    boxes = [block for block in walk(document.blocks) if isinstance(block, Box)]
    assert [box.tone for box in boxes] == [Tone.MESSAGE, Tone.CAUTION, Tone.URGENT]
    groups = [block for block in walk(document.blocks) if isinstance(block, Group)]
    assert len(groups) == 5
    assert all(isinstance(group.blocks[0], Heading) and group.blocks[0].level == 3 for group in groups)
    markers = {section.id: _markers(section) for section in walk(document.blocks) if isinstance(section, Section)}
    assert markers["when-to-avoid"] == [Marker.CROSS]
    assert markers["next-steps"] == [Marker.CHECKBOX]
    assert markers["sources"] == [Marker.DECIMAL]
    assert any(isinstance(block, RuledLines) for block in walk(document.blocks))


def _markers(section: Section) -> list[Marker]:
    return [block.marker for block in section.blocks if isinstance(block, List)]


@every_sheet
def test_numbers_to_ring_are_the_clinics_and_the_regions(
    sheet: Sheets, press: Press, language: str, clinic: str
) -> None:
    emergency, weeks = {"example": ("911", "20"), "royal-wenderby": ("999", "24")}[clinic]
    document = sheet(language, clinic).document
    brand = press.brand(press.library.clinics / clinic)
    table = next(block for block in walk(document.blocks) if isinstance(block, Table))
    assert [[plain(cell) for cell in row] for row in table.rows] == [[brand.phone_24h, emergency]]
    assert table.voice is Voice.CALL
    assert all(run.role is Role.PHONE for row in table.rows for cell in row for run in cell)
    runs = [run for block in walk(document.blocks) for run in getattr(block, "runs", ())]
    assert {run.text for run in runs if run.role is Role.PHONE} == {brand.phone, brand.phone_24h}
    assert weeks in {run.text for run in runs if run.role is Role.FACT}


@every_sheet
def test_each_citation_leads_to_its_source(sheet: Sheets, language: str, clinic: str) -> None:
    document = sheet(language, clinic).document
    runs = [run for block in walk(document.blocks) for run in getattr(block, "runs", ())]
    runs += [run for block in walk(document.blocks) for item in getattr(block, "items", ()) for run in item.runs]
    cited = [run for run in runs if run.role is Role.CITATION]
    numbered = next(
        block for block in walk(document.blocks) if isinstance(block, List) and block.marker is Marker.DECIMAL
    )
    anchors = [item.anchor for item in numbered.items]
    assert anchors == [f"source-{number}" for number in range(1, len(anchors) + 1)]
    assert {run.target for run in cited} == {f"#{anchor}" for anchor in anchors}
    for run in cited:
        number = run.text.rstrip(",")
        assert run.target == f"#source-{number}"
        assert number in run.description
        assert run.description != number, "a number alone says nothing to who cannot see it"
    assert [item.label for item in numbered.items] == [f"{number}." for number in range(1, len(anchors) + 1)]


def test_sources_are_numbered_as_they_are_first_cited(sheet: Sheets) -> None:
    document = sheet("en").document
    first: dict[int, None] = {}
    for block in walk(document.blocks):
        for item in (block, *getattr(block, "items", ())):
            first.update(
                {int(run.text.strip(",")): None for run in getattr(item, "runs", ()) if run.role is Role.CITATION}
            )
    assert sorted(first) == list(range(1, len(first) + 1))
    assert next(iter(first)) == 1


@every_sheet
def test_a_draft_says_so_in_the_readers_language_and_in_english(sheet: Sheets, language: str, clinic: str) -> None:
    one = sheet(language, clinic)
    assert one.made.status == "draft"
    assert ".draft." in one.made.file_name
    assert one.document.metadata.title.startswith("[draft] ")
    assert "draft" in one.document.metadata.keywords
    said = {run.language.tag for band in one.document.running.bands for run in band}
    assert said == {language, "en"}


def test_what_is_signed_has_no_band(localized: LocalizedHandout, brand: Brand, library: Library) -> None:
    signed = compose(localized, brand, Standing(reviewers=("A. Example, MD",)), library.templates)
    assert signed.running.bands == ()
    assert signed.metadata.status == ""
    assert any("A. Example, MD" in text for text in _texts(signed))
    assert not any("Not yet reviewed" in text for text in _texts(signed))
    draft = compose(localized, brand, DRAFT, library.templates)
    assert len(draft.running.bands) == 1
    assert any("Not yet reviewed" in text for text in _texts(draft))


@pytest.mark.parametrize("language", [tag for tag in LANGUAGES if tag != "en"])
def test_no_english_stands_on_a_translated_sheet_but_names_and_sources(sheet: Sheets, language: str) -> None:
    document = sheet(language).document
    english = {plain(block.runs) for block in walk(sheet("en").document.blocks) if isinstance(block, Heading)}
    english.discard("Sources" if language == "fr" else "")  # one word in both
    assert not english & {plain(block.runs) for block in walk(document.blocks) if isinstance(block, Heading)}
    sources = next(block for block in walk(document.blocks) if isinstance(block, Section) and block.id == "sources")
    outside = [block for block in walk(document.blocks) if block not in tuple(walk((sources,)))]
    runs = [run for block in outside for run in getattr(block, "runs", ())]
    assert {run.language.tag for run in runs} == {language}
    assert not any(run.marked for run in runs)


def test_a_brand_adds_only_what_it_has(localized: LocalizedHandout, brand: Brand, library: Library) -> None:
    bare = replace(brand, department="", logo=None, address=(), hours=(), website="", topic_url="", footer_line="")
    document = compose(localized, bare, DRAFT, library.templates)
    full = compose(localized, brand, DRAFT, library.templates)
    assert not [block for block in walk(document.blocks) if isinstance(block, Figure)]
    assert [block.kind for block in walk(full.blocks) if isinstance(block, Figure)] == ["logo", "qr"]
    assert next(block for block in walk(document.blocks) if isinstance(block, Aside)).side == ()
    assert _sections(document) == _sections(full)
    medicine = {"get-help", "sources", "disclaimer"}
    assert medicine <= set(_sections(document))
    assert set(_texts(document)) < set(_texts(full))


def test_a_qr_code_says_the_address_of_the_topic(sheet: Sheets) -> None:
    figures = [block for block in walk(sheet("hi").document.blocks) if isinstance(block, Figure)]
    assert figures[-1].content == b"https://willowmere.example.org/handouts/sex-in-early-pregnancy?language=hi"


# No template may drop the medicine


def _templates(library: Library, folder: Path, old: str, new: str) -> Path:
    copy = folder / "templates"
    shutil.copytree(library.templates, copy)
    path = copy / "handout.xml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")
    return copy


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('<section id="sources">', '<section id="more">', "sources"),
        ('<section id="disclaimer">', '<section id="small">', "disclaimer"),
        ('{{ section("get-help", columns=2) }}', "", "get-help"),
        ("{%- if sheet.draft %}", "{%- if false %}", "the band"),
        ('{{ section("about") }}', "", "Implantation"),
        ('<box tone="message">', '<blink tone="message">', "handout.xml"),
        ("<header>", "<header><blink/>", "blink"),
        ('<box tone="message">', '<box tone="loud">', "loud"),
    ],
)
def test_a_template_that_leaves_something_out_is_refused(
    localized: LocalizedHandout, brand: Brand, library: Library, tmp_path: Path, old: str, new: str, told: str
) -> None:
    templates = _templates(library, tmp_path, old, new)
    with pytest.raises(HandoutError) as raised:
        compose(localized, brand, DRAFT, templates)
    assert told in str(raised.value)
    assert "handout.xml" in str(raised.value)
    assert all(problem.hint for problem in raised.value.problems)


def test_a_template_that_leaves_out_nothing_is_fine(
    localized: LocalizedHandout, brand: Brand, library: Library, tmp_path: Path
) -> None:
    first, second = ('{{ section("takeaways") }}', '{{ section("about") }}')
    templates = _templates(library, tmp_path, f"{first}\n{second}", f"{second}\n{first}")
    assert _sections(compose(localized, brand, DRAFT, templates))[:2] == ["about", "takeaways"]


def test_a_preview_is_banded_incomplete_and_marks_its_english(press: Press, tmp_path: Path) -> None:
    library = press.library
    catalog = press.translations(TOPIC, "es").topic
    assert catalog is not None
    title = press.handout(TOPIC).title
    kept = {key: value for key, value in catalog.items() if key[1] != title.text}
    translations = replace(press.translations(TOPIC, "es"), topic=replace(catalog, translations=kept))
    preview = localize(press.handout(TOPIC), library.language("es"), library.region("US"), translations, preview=True)
    document = compose(preview, press.brand(library.clinics / "example"), DRAFT, library.templates)
    assert document.metadata.status == "incomplete"
    assert len(document.running.bands) == 2
    heading = document.blocks[1]
    assert isinstance(heading, Heading)
    assert [(run.text, run.marked, run.language.tag) for run in heading.runs] == [(title.text, True, "en")]


# The markup between a template and a Document


def _read(markup: str) -> tuple[object, ...]:
    text = f"<document><running><page-number>{{page}}</page-number></running>{markup}</document>"
    return Reader(ENGLISH, {"logo": b"png"}).document(text)[0]


def test_inline_markup_becomes_runs() -> None:
    (block,) = _read('<p> a <b>b <fact>1</fact></b> <a href="https://x.example">x</a><cite numbers="1 12"/> </p>')
    assert isinstance(block, Paragraph)
    assert [(run.text, run.strong, run.role) for run in block.runs] == [
        ("a ", False, Role.TEXT),
        ("b ", True, Role.TEXT),
        ("1", True, Role.FACT),
        (" ", False, Role.TEXT),
        ("x", False, Role.LINK),
        ("\u00a0", False, Role.TEXT),
        ("1,", False, Role.CITATION),
        ("12", False, Role.CITATION),
    ]
    assert block.runs[4].target == "https://x.example"


@pytest.mark.parametrize(
    ("claim", "gap"),
    [("a", "\u00a0"), ("。", "\u2060"), ("<b>a.</b>", "\u00a0"), ("<b>。</b>", "\u2060"), ("。<b>a.</b>", "\u00a0")],
)
def test_full_width_punctuation_has_its_own_gap_before_a_citation(claim: str, gap: str) -> None:
    (block,) = _read(f'<p>{claim}<cite numbers="1"/></p>')
    assert isinstance(block, Paragraph)
    assert "".join(run.text for run in block.runs)[-2:] == f"{gap}1"


def test_runs_that_are_alike_are_one() -> None:
    (block,) = _read("<p>a<b>b</b><b>c</b>d &lt;e&gt;</p>")
    assert isinstance(block, Paragraph)
    assert block.runs == (Run("a", ENGLISH), Run("bc", ENGLISH, strong=True), Run("d <e>", ENGLISH))


@pytest.mark.parametrize("markup", ["<blink/>", "<p><i>a</i></p>", "<p>a<br/></p>", '<p voice="loud">a</p>', "<box/>"])
def test_markup_that_there_is_not_is_an_error(markup: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        _read(markup)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (
            Source(
                "a",
                "article-journal",
                "A study.",
                2012,
                Checked.READ,
                ("A B", "C D", "E F", "G H"),
                container_title="J",
                volume="1",
                issue="2",
                page="3-4",
                doi="10.1/x",
            ),
            "A B, C D, E F, et al. A study. J 2012;1(2):3–4. doi:10.1/x",
        ),
        (
            Source("a", "webpage", "Is it?", 0, Checked.READ, ("Body",), url="https://www.x.example/"),
            "Body. Is it? No date. x.example",
        ),
        (
            Source("a", "book", "B", 2020, Checked.READ, (), ("Ed A",), publisher="P", page="1-2"),
            "Ed A, editors. B. P; 2020, p\u00a01–2.",
        ),
        (Source("a", "book", "<b>&amp;</b>", 2020, Checked.READ), "<b>&amp;</b>. 2020."),
    ],
)
def test_a_reference_is_printed_in_the_order_of_its_style(source: Source, told: str) -> None:
    (block,) = _read(f"<p>{reference(source)}</p>")
    assert isinstance(block, Paragraph)
    assert "".join(run.text for run in block.runs) == told


@pytest.mark.parametrize("clinic", CLINICS)
def test_a_sheet_that_must_be_signed_is_refused(press: Press, clinic: str) -> None:
    job = Job(TOPIC, "es", press.library.clinics / clinic, WHEN, require_signed=True)
    with pytest.raises(HandoutError, match="sign"):
        press.make(job)
