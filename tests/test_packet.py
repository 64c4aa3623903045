"""Packets: several sheets in one file, each as it is alone, behind a cover that leads to them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import page as validator
import pikepdf
import pypdfium2 as pdfium
import pytest
from cli_library import TOPIC, Workshop, workshop  # noqa: F401  a fixture
from conftest import WHEN

from press.build import Job, Press
from press.content.model import CLINIC_FACTS, REGION_FACTS
from press.content.personal import read_personal
from press.design.clinic_shape import PHRASE_FACTS, ClinicShape
from press.design.settings import check_settings, parse_settings
from press.document import Document, Heading, plain, walk
from press.layout import Story, first_pages
from press.localize import Standing
from press.pdf import write_pdf
from press.places import find_library
from press.preflight import outline, preflight
from press.preflight.file import opened
from press.preflight.tree import Element
from press.problems import ExitCode, HandoutError

PACKET = "early-pregnancy"
LIBRARY = find_library()
CLINIC = LIBRARY.clinics / "example"
TOPICS = Press(LIBRARY).brand(CLINIC).packets[0].topics
STANDARDS = (validator.ValidationProfile.PDF_UA_1, validator.ValidationProfile.PDF_A_2A)
MADE = [("en", "", ""), ("es", "en", ""), ("en", "", "large-print"), ("en", "", "a5-booklet")]
every_packet = pytest.mark.parametrize(("language", "beside", "design"), MADE)

Packet = tuple[bytes, tuple[Document, ...], Story]


@lru_cache(maxsize=8)
def made(language: str = "en", beside: str = "", design: str = "") -> Packet:
    """The packet of six topics; what it was to say; and its pages."""
    job = Job("", language, CLINIC, WHEN, beside, design=design, packet=PACKET)
    documents, story, _ = Press(LIBRARY).packet(job)
    return write_pdf(story, WHEN), documents, story


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    """A clinic whose packet has the first two topics only."""
    folder = tmp_path / "example"
    shutil.copytree(CLINIC, folder)
    text = (folder / "clinic.toml").read_text(encoding="utf-8")
    topics = re.sub(r"topics = \[[^\]]*\]", f'topics = ["{TOPICS[0]}", "{TOPICS[1]}"]', text)
    (folder / "clinic.toml").write_text(topics, encoding="utf-8")
    return folder


def _headings(data: bytes) -> Iterator[Element]:
    with opened(data) as file:
        yield from (element for element in file.elements if re.fullmatch("H[1-6]", element.type))


@every_packet
def test_a_packet_is_without_a_finding_and_says_its_documents_in_order(language: str, beside: str, design: str) -> None:
    data, documents, _ = made(language, beside, design)
    assert len(documents) == 1 + len(TOPICS) == 7
    assert preflight(data, *documents) == ()
    if design != "large-print":  # the oracle takes its time; it has seen these words
        assert [validator.validate_pdf_bytes(data, profile=one).failures for one in STANDARDS] == [[], []]


def test_preflight_sees_sheets_in_another_order(pair: Path) -> None:
    (cover, first, second), story, _ = Press(LIBRARY).packet(Job("", "en", pair, WHEN, packet=PACKET))
    data = write_pdf(story, WHEN)
    assert preflight(data, cover, first, second) == ()
    assert {finding.rule for finding in preflight(data, cover, second, first)} == {"Words"}


def test_the_same_packet_is_the_same_bytes() -> None:
    press = Press(LIBRARY)
    press.make(Job(TOPIC, "es", CLINIC, WHEN))  # what is kept of another sheet changes nothing
    again = press.make(Job("", "es", CLINIC, WHEN, "en", packet=PACKET))
    data, _, story = made("es", "en")
    assert again.data == data
    assert (again.pages, again.status) == (len(story.pages), "draft")
    assert again.file_name == "early-pregnancy.packet.es+en.example.draft.pdf"


@every_packet
def test_each_sheet_begins_on_a_right_hand_page_and_blank_pages_are_empty(
    language: str, beside: str, design: str
) -> None:
    data, _, story = made(language, beside, design)
    firsts = [place + 1 for place, page in enumerate(story.pages) if page and page.anchor]
    assert len(firsts) == len(TOPICS)
    assert all(first % 2 == 1 for first in firsts)
    blank = [place for place, page in enumerate(story.pages) if page is None]
    assert blank
    if design == "a5-booklet":
        return
    with pikepdf.open(BytesIO(data)) as pdf:
        for place in blank:
            painted = {str(one.operator) for one in pikepdf.parse_content_stream(pdf.pages[place])}
            assert painted <= {"q", "Q", "cm"}


def test_the_sheets_are_those_that_are_printed_alone() -> None:
    """All of each sheet, its bands, sources and disclaimer, on as many pages, but for the names of its places."""
    press = Press(LIBRARY)
    _, documents, story = made()
    firsts = [place for place, page in enumerate(story.pages) if page and page.anchor]
    for topic, document, start in zip(TOPICS, documents[1:], firsts, strict=True):
        job = Job(topic, "en", CLINIC, WHEN)
        alone, _ = press.document(job)
        inside = [replace(block, runs=()) if hasattr(block, "runs") else None for block in walk(document.blocks)]
        assert inside == [replace(block, runs=()) if hasattr(block, "runs") else None for block in walk(alone.blocks)]
        assert document.running == alone.running
        assert document.metadata == alone.metadata
        pages = press.make(job).pages
        assert all(story.pages[start : start + pages])
        after = story.pages[start + pages : start + pages + 1]
        assert not after or after[0] is None or after[0].anchor


def test_headings_are_one_hierarchy_and_the_outline_is_the_same() -> None:
    data, documents, _ = made()
    levels = [int(element.type[1]) for element in _headings(data)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    wanted = [
        (block.level + (1 if document.anchor else 0), plain(block.runs))
        for document in documents
        for block in walk(document.blocks)
        if isinstance(block, Heading)
    ]
    with pdfium.PdfDocument(data) as pdf:
        entries = [(entry.level + 1, entry.get_title()) for entry in pdf.get_toc()]
    assert entries == wanted
    assert [level for level, _ in entries] == levels


def test_the_tree_has_a_part_for_the_cover_and_for_each_sheet() -> None:
    lines = list(outline(made()[0]))
    assert lines[0].startswith("Document")
    assert sum(line.startswith("  Part") for line in lines) == 7
    assert all(line.startswith(("  Part", "    ")) for line in lines[1:])


@every_packet
def test_the_cover_leads_to_each_sheet_and_names_its_page(language: str, beside: str, design: str) -> None:
    data, documents, story = made(language, beside, design)
    numbers = {page.anchor: place + 1 for place, page in enumerate(story.pages) if page and page.anchor}
    said = [
        (run.target.removeprefix("#"), plain(item.runs))
        for block in walk(documents[0].blocks)
        for item in getattr(block, "items", ())
        for run in item.runs
        if run.target
    ]
    assert [topic for topic, _ in said] == list(TOPICS) * (2 if beside else 1)
    for topic, words in said:
        assert int(re.findall(r"\d+", words)[-1]) == numbers[topic]
    if design == "a5-booklet":
        return
    with pikepdf.open(BytesIO(data)) as pdf:
        leads = [
            pikepdf.Page(link.Dest[0]).index + 1
            for page in pdf.pages[: min(numbers.values()) - 1]
            for link in page.obj.get("/Annots", ())
            if "/Dest" in link
        ]
    assert set(leads) == set(numbers.values())


def test_sources_of_two_sheets_do_not_meet() -> None:
    data, _, story = made()
    with opened(data) as file:
        notes = [element.id for element in file.elements if element.type == "Note"]
        assert len(set(notes)) == len(notes) > 60
        starts = [place for place, page in enumerate(story.pages) if page and page.anchor]
        for start, end in zip(starts, [*starts[1:], len(story.pages)], strict=True):
            targets = [
                pikepdf.Page(link.Dest[0]).index
                for page in file.pdf.pages[start:end]
                for link in page.obj.get("/Annots", ())
                if "/Dest" in link
            ]
            assert len(targets) > 10
            assert all(start <= target < end for target in targets)


def test_a_face_is_in_the_file_once() -> None:
    with pikepdf.open(BytesIO(made("es", "en")[0])) as pdf:
        fonts = [
            str(one.BaseFont).split("+")[1]
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/Type0"
        ]
    assert len(fonts) == len(set(fonts)) >= 2


def test_page_numbers_run_on() -> None:
    data, _, story = made()
    with pdfium.PdfDocument(data) as pdf:
        feet = [re.findall(r"Page (\d+) of (\d+)", page.get_textpage().get_text_bounded()) for page in pdf]
        labels = [pdf.get_page_label(place) for place in range(len(pdf))]
    total = str(len(story.pages))
    for place, page in enumerate(story.pages):
        assert (str(place + 1), total) in feet[place] if page else feet[place] == []
    assert labels == [str(place + 1) for place in range(len(story.pages))]


def test_a_signed_sheet_in_a_packet_bears_no_band_and_the_cover_still_does(
    pair: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = Standing(reviewers=("A. Example, MD",))
    asked = Press.standing
    monkeypatch.setattr(
        Press, "standing", lambda press, topic, tag: signed if topic == TOPICS[1] else asked(press, topic, tag)
    )
    documents, story, unsigned = Press(LIBRARY).packet(Job("", "en", pair, WHEN, packet=PACKET))
    assert [bool(document.running.bands) for document in documents] == [True, True, False]
    assert story.metadata.title == "[draft] Your early pregnancy"
    assert unsigned == (f"the English of {TOPICS[0]} is not signed",)
    assert preflight(write_pdf(story, WHEN), *documents) == ()


def test_a_packet_whose_sheets_are_all_signed_is_no_draft(pair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Press, "standing", lambda press, topic, tag: Standing(reviewers=("A. Example, MD",)))
    job = Job("", "en", pair, WHEN, packet=PACKET, require_signed=True)
    documents, story, unsigned = Press(LIBRARY).packet(job)
    assert not any(document.running.bands for document in documents)
    assert (story.metadata.status, story.metadata.title, unsigned) == ("", "Your early pregnancy", ())


def test_what_is_unsigned_is_named_sheet_by_sheet() -> None:
    with pytest.raises(HandoutError) as raised:
        Press(LIBRARY).packet(Job("", "en", CLINIC, WHEN, packet=PACKET, require_signed=True))
    assert [problem.what for problem in raised.value.problems] == [
        f"the English of {topic} is not signed" for topic in sorted(TOPICS)
    ]


def test_a_cover_of_many_pages_moves_the_sheets(pair: Path) -> None:
    notes = "\n".join(f"note: {'Please read this with care. ' * 13}" for _ in range(8))
    job = Job("", "en", pair, WHEN, design="large-print", packet=PACKET)
    documents, story, _ = Press(LIBRARY).packet(job, read_personal(notes.encode()))
    firsts = [place + 1 for place, page in enumerate(story.pages) if page and page.anchor]
    assert firsts[0] == 5
    assert f"Page {firsts[0]}" in {plain(run.runs).split("·\u00a0")[-1] for run in _items(documents[0])}
    assert preflight(write_pdf(story, WHEN), *documents) == ()


def _items(document: Document) -> Iterator[object]:
    return (item for block in walk(document.blocks) for item in getattr(block, "items", ()))


@pytest.mark.parametrize(
    ("counts", "starts"), [([1], [1]), ([1, 2, 2], [1, 3, 5]), ([2, 3, 1, 4], [1, 3, 7, 9]), ([3, 1], [1, 5])]
)
def test_gatherings_begin_on_odd_pages(counts: list[int], starts: list[int]) -> None:
    assert first_pages(counts) == starts


# What a clinic.toml says of packets

SOUND = 'name = "A"\nphone = "555 0100"\nphone_24h = "555 0100"\nregion = "US"\n[colours]\nprimary = "#0b5563"\n'


@pytest.mark.parametrize(
    ("written", "line", "what"),
    [
        ('[packets.Early]\ntitle = "x"\ntopics = ["a"]', 7, "packets: “Early” is not a name"),
        ('[packets.early]\ntopics = ["a"]', 7, "packets.early.title is missing"),
        ('[packets.early]\ntitle = "x"\ntopics = []', 9, "packets.early.topics: is empty"),
        ('[packets.early]\ntitle = "x {a}"\ntopics = ["a"]', 8, "packets.early.title: holds a { or a }"),
        ('[packets.early]\ntitle = "x"\ntopics = ["a", "a"]', 9, "packets.early.topics: has an entry twice"),
        ('[packets.early]\ntitle = "x"\ntopics = "a"', 9, "packets.early.topics must be a list"),
        ('[packets.early]\ntitel = "x"\ntopics = ["a"]', 8, "there is no setting packets.early.titel"),
        ('[packets]\nearly = ["a"]', 8, "packets.early must be a table"),
        ("[phrases]\nbring = 3", 8, "phrases.bring must be text in quotes"),
        ('[phrases]\nbring = "**Now**"', 8, "phrases.bring: holds **"),
        ('[phrases]\nbring = "Call {phone}"', 8, "phrases.bring: there is no fact {phone}"),
        ('[phrases]\nbring = "Call {clinic_phone"', 8, "phrases.bring: has a { or a } without its partner"),
    ],
)
def test_each_fault_of_a_packet_or_phrase_is_told_with_its_line(written: str, line: int, what: str) -> None:
    _, problems = check_settings(parse_settings(SOUND + written, "clinic.toml"), ClinicShape)
    assert (line, what) in [(problem.line, problem.what) for problem in problems]


def test_a_phrase_can_name_the_facts_that_a_topic_can() -> None:
    assert PHRASE_FACTS == CLINIC_FACTS | REGION_FACTS


# The command

ONE = f'\n[packets.small]\ntitle = "A small packet"\ntopics = ["{TOPIC}"]\n'


def _clinic(workshop: Workshop, packets: str = ONE) -> None:  # noqa: F811
    path = workshop.library / "clinics" / "example" / "clinic.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("\n[packets")] + packets, encoding="utf-8")
    shutil.rmtree(path.parent / "locales")


def test_the_command_prints_a_packet_and_says_so(workshop: Workshop) -> None:  # noqa: F811
    _clinic(workshop)
    result = workshop.run("packet", "small", "--language", "en", "--date", "2026-11-23")
    assert result.exit_code == ExitCode.DONE, result.stderr
    assert result.stdout == "out/small.packet.en.example.draft.pdf: 4 pages\n"
    assert list(workshop.files()) == ["small.packet.en.example.draft.pdf"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("smal",), ExitCode.USAGE, "there is no packet “smal”"),
        (("small", "--language", "xx"), ExitCode.USAGE, "there is no language “xx”"),
        (("small", "--language", "es"), ExitCode.TRANSLATION, "es.po:12: packet: “A small packet” is not translated"),
        (("small", "--clinic", "royal-wenderby"), ExitCode.USAGE, "there is no packet “small”"),
        (("small", "--language", "en", "--require-signed"), ExitCode.TRANSLATION, "is not signed"),
    ],
)
def test_what_cannot_be_printed_is_said_in_a_sentence(
    workshop: Workshop,  # noqa: F811
    words: tuple[str, ...],
    code: ExitCode,
    said: str,
) -> None:
    _clinic(workshop)
    workshop.run("clinic", "update", "example")
    result = workshop.run("packet", *words)
    assert result.exit_code == code
    assert said in result.stderr
    assert workshop.files() == {}


def test_a_topic_that_is_not_there_is_a_fault_of_the_clinic(workshop: Workshop) -> None:  # noqa: F811
    _clinic(workshop, ONE.replace(TOPIC, "sex-in-pregnancy"))
    result = workshop.run("packet", "small")
    assert result.exit_code == ExitCode.BRAND
    assert "clinic.toml, small: there is no topic “sex-in-pregnancy”" in result.stderr


def test_a_title_is_printed_in_the_language_of_the_sheet_once_it_is_translated(workshop: Workshop) -> None:  # noqa: F811
    _clinic(workshop)
    told = workshop.run("clinic", "update", "example")
    assert "clinics/example/locales/es.po" in told.stdout
    path = workshop.library / "clinics" / "example" / "locales" / "es.po"
    text = path.read_text(encoding="utf-8")
    empty = 'msgid "A small packet"\nmsgstr '
    path.write_text(text.replace(f'{empty}""', f'{empty}"Hojas"'), "utf-8")
    assert workshop.run("packet", "small", "--language", "es").exit_code == ExitCode.DONE
    with pikepdf.open(workshop.out / "small.packet.es.example.draft.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]) == "[draft] Hojas"
    assert "nothing was changed" in workshop.run("clinic", "update", "example").stderr


def test_list_shows_the_packets_of_a_clinic(workshop: Workshop) -> None:  # noqa: F811
    _clinic(workshop)
    assert "packet small: A small packet (1 sheet)" in workshop.run("list").stdout
