"""The page for the screen, read back by a parser that is not ours: its words, languages, letters, and what it loads."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from itertools import groupby, pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
import uharfbuzz as hb
from conftest import PROFILES, TOPIC, WHEN
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from test_injection import STRINGS
from tinyhtml5.parser import HTMLParser
from web_reading import ALL, LIBRARY, Pages, page, said, write

from press import __version__
from press.build import Job, Press, file_name
from press.design.colour import TEXT_RATIO, WHITE, contrast, nearest_passing
from press.design.sheet import night, palette
from press.document import (
    Aside,
    Document,
    Figure,
    Header,
    Heading,
    Item,
    Language,
    List,
    Marker,
    Metadata,
    Paragraph,
    Role,
    Run,
    Running,
    Runs,
    Section,
    Table,
    Voice,
    walk,
    words,
)
from press.problems import HandoutError

MOST_BYTES = {"en": 120_000, "ur": 500_000}  # Nastaliq's letters have many forms
HOLDING_TEXT = frozenset({"p", "h1", "h2", "h3", "li", "th", "td"})
ENGLISH = Language("en")

__all__ = ["page"]


def plain(*blocks: object, running: Running | None = None, **metadata: str) -> Document:
    said = Metadata(**{"title": "A title", **metadata})
    return Document(ENGLISH, blocks, running or Running((), (), "{page}"), said)


def run(text: str, **other: object) -> Run:
    return Run(text, ENGLISH, **other)


def texts(parent: Element) -> Iterator[str]:
    """The text of each element that holds some, the label of an item apart, in reading order."""
    for element in parent.iter():
        if element.tag in HOLDING_TEXT:
            text = "".join(element.itertext())
            label = element.find("b[@class='label']")
            if label is not None:
                yield label.text
                text = text.removeprefix(label.text).removeprefix(" ")
            yield text


def in_order(document: Document) -> list[str]:
    running = document.running
    return [*map(said, running.bands), *words(document), *([said(running.foot)] if running.foot else [])]


def all_runs(document: Document) -> Iterator[Runs]:
    yield from document.running.bands
    for block in walk(document.blocks):
        match block:
            case Heading() | Paragraph():
                yield block.runs
            case List():
                yield from (item.runs for item in block.items)
            case Table():
                yield from (cell for row in (block.head, *block.rows) for cell in row)
            case _:
                pass
    if document.running.foot:
        yield document.running.foot


@pytest.mark.parametrize("languages", ALL)
def test_the_page_says_what_the_document_says_in_its_order(page: Pages, languages: str) -> None:
    one = page(languages)
    assert list(texts(one.body)) == in_order(one.document)


@pytest.mark.parametrize("languages", ALL)
def test_it_is_valid_and_no_larger_than_a_phone_should_fetch(page: Pages, languages: str) -> None:
    one = page(languages)
    assert one.parser.errors == []
    assert one.data.startswith(b"<!DOCTYPE html>\n<html")
    assert one.data.find(b'<meta charset="utf-8">') < 1024
    ids = [element.get("id") for element in one.root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    named = [id_ for element in one.root.iter() for id_ in (element.get("aria-labelledby") or "").split()]
    assert named
    assert set(named) <= set(ids)
    for element in one.root.iter():
        match element.tag:
            case "ul" | "ol":
                assert {child.tag for child in element} == {"li"}
            case "p" | "h1" | "h2" | "h3":
                assert not HOLDING_TEXT & {child.tag for child in element.iter() if child is not element}
            case _:
                pass
    assert len(one.data) < MOST_BYTES.get(languages, 250_000 if "ur" not in languages else 520_000)


def test_the_parser_sees_faults() -> None:
    parser = HTMLParser()
    parser.parse(b"<!DOCTYPE html><title>x</title><p><ul></ul></p>")
    assert parser.errors


@pytest.mark.parametrize("languages", ALL)
def test_nothing_runs_and_nothing_is_loaded(page: Pages, languages: str) -> None:
    one = page(languages)
    allowed = {"src": "data:image/png;base64,", "href": ("#", "https://", "tel:", "data:,")}
    for element in one.root.iter():
        assert element.tag not in {"script", "iframe", "object", "embed", "form", "base", "video", "audio"}
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name not in {"style", "srcset", "ping", "action", "background"}
            assert name not in allowed or value.startswith(allowed[name])
    assert one.all("link")[0].attrib == {"rel": "icon", "href": "data:,"}
    assert "@import" not in one.style
    assert all(found.startswith("data:font/woff;base64,") for found in re.findall(r"url\(([^)]*)\)", one.style))
    hashed = b64encode(sha256(one.style.encode()).digest()).decode()
    policy = one.meta("Content-Security-Policy").split("; ")
    assert policy[0] == "default-src 'none'"
    assert policy[-1] == f"style-src 'sha256-{hashed}'"


@pytest.mark.parametrize("languages", ALL)
def test_each_run_is_in_its_language_and_direction(page: Pages, languages: str) -> None:
    one = page(languages)
    found: list[list[tuple[str, str]]] = []

    def read(element: Element, tag: str, into: list[tuple[str, str]] | None) -> None:
        tag = element.get("lang", tag)
        if element.tag in HOLDING_TEXT:
            found.append(into := [])
        if into is not None and element.get("class") != "label":
            into.append((tag, element.text or ""))
        for child in element:
            read(child, tag, into)
            if into is not None:
                into.append((tag, child.tail or ""))

    read(one.body, one.root.get("lang"), None)
    expected = [[(run.language.tag, run.text) for run in runs] for runs in all_runs(one.document)]
    assert [_by_language(spans) for spans in found] == [_by_language(spans) for spans in expected]
    for direction, tag in _directions(one.root, "", ""):
        assert direction == PROFILES[tag].language.direction.value


def _by_language(spans: list[tuple[str, str]]) -> list[list[str]]:
    """Neighbours of one language as one; a blank at an end may belong to either."""
    joined: list[list[str]] = []
    for tag, text in spans:
        if joined and joined[-1][0] == tag:
            joined[-1][1] += text
        elif text:
            joined.append([tag, text])
    return [[tag, text.strip(" ")] for tag, text in joined if text.strip(" ")]


def _directions(element: Element, direction: str, tag: str) -> Iterator[tuple[str, str]]:
    """The direction and the language of each element that says its language."""
    direction, tag = element.get("dir", direction), element.get("lang", tag)
    if element.get("lang"):
        yield direction, tag
    for child in element:
        yield from _directions(child, direction, tag)


@pytest.mark.parametrize("languages", ALL)
def test_facts_are_apart_and_numbers_can_be_dialled(page: Pages, languages: str) -> None:
    one = page(languages)
    apart = ["".join(element.itertext()) for element in one.all("bdi")]
    facts = [
        run.text for runs in all_runs(one.document) for run in runs if run.role in {Role.FACT, Role.PHONE, Role.LINK}
    ]
    assert apart == facts
    phones = [run.text for runs in all_runs(one.document) for run in runs if run.role is Role.PHONE]
    dialled = [link.get("href") for link in one.all("a") if link.get("href").startswith("tel:")]
    assert dialled == ["tel:" + re.sub(r"\D", "", phone) for phone in phones]
    assert {"tel:2125550142", "tel:2125550199", "tel:911"} == set(dialled)


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("(212) 555-0142", "tel:2125550142"),
        ("+44 20 7946 0999", "tel:+442079460999"),
        ("+44 (0)20 7946 0999", "tel:+442079460999"),
        ("(0221) 4710-0", "tel:022147100"),
        ("020\u00a07946.0999", "tel:02079460999"),
        ("020 7946 0999 ext 4410", "tel:02079460999"),
        ("555-0142Ext.7", "tel:5550142"),
        ("ext 7", ""),
        ("1-800-FLOWERS", ""),
        ("javascript:1", ""),
        ("12+34", ""),
    ],
)
def test_only_a_number_is_dialled(number: str, address: str) -> None:
    one = write(plain(Paragraph((run("Call "), run(number, role=Role.PHONE), run(", or 555-0100.")))))
    assert [link.get("href") for link in one.all("a")] == ([address] if address else [])
    assert list(texts(one.body)) == [f"Call {number}, or 555-0100."]


@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x.example", ""])
def test_only_the_web_is_linked(target: str) -> None:
    one = write(plain(Paragraph((run("here", role=Role.LINK, target=target),))))
    assert one.all("a") == []
    assert list(texts(one.body)) == ["here"]


@pytest.mark.parametrize("languages", ["en", "ar", "bn", "es+en"])
def test_a_citation_leads_to_its_source_and_says_so(page: Pages, languages: str) -> None:
    one = page(languages)
    cited = [run for runs in all_runs(one.document) for run in runs if run.role is Role.CITATION]
    links = [link for link in one.all("a") if link.get("role") == "doc-noteref"]
    assert [(link.get("href"), link.get("aria-label")) for link in links] == [
        (run.target, run.description) for run in cited
    ]
    assert all(link.text in link.get("aria-label") for link in links)  # WCAG 2.2, 2.5.3 Label in Name
    anchors = {item.get("id") for item in one.all("li")}
    assert {link.get("href").removeprefix("#") for link in links} <= anchors


@pytest.mark.parametrize("languages", ALL)
def test_headings_have_no_gap_and_tables_have_heads(page: Pages, languages: str) -> None:
    one = page(languages)
    levels = [int(heading.tag[1]) for heading in one.all("h1", "h2", "h3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert one.all("th")
    assert all(head.get("scope") == "col" for head in one.all("th"))
    assert [child.tag for child in one.body] == ["section", "header", "main", "footer"]


@pytest.mark.parametrize("languages", ["en", "es+en"])
def test_a_draft_says_so_first_and_keeps_out_of_search_engines(page: Pages, languages: str) -> None:
    one = page(languages)
    document = one.document
    first = one.body[0]
    assert list(texts(first)) == [said(band) for band in document.running.bands]
    assert one.meta("robots") == "noindex"
    assert one.all("title")[0].text == document.metadata.title
    assert "draft" in document.metadata.title
    signed = replace(
        document,
        running=replace(document.running, bands=()),
        metadata=replace(document.metadata, title="A title", status="", keywords=()),
    )
    finished = write(signed)
    assert finished.meta("robots") == ""
    assert [child.tag for child in finished.body] == ["header", "main", "footer"]


def test_what_the_file_says_of_itself(page: Pages) -> None:
    one = page("en")
    about = one.document.metadata
    assert one.meta("description").startswith("Experts have found no good evidence")
    assert one.meta("author") == about.author
    assert one.meta("keywords") == ", ".join(about.keywords)
    assert one.meta("dcterms.date") == "2026-11-23"
    assert one.meta("generator") == f"Handout Press {__version__}"
    assert one.meta("viewport") == "width=device-width, initial-scale=1"
    assert write(plain(Paragraph((run("x"),)), subject="what it is")).meta("description") == "what it is"


def _everywhere(text: str) -> Document:
    """*text* wherever a document has words."""
    runs = (run(text),)
    lead = run(text, role=Role.LINK, target="https://x.example/?" + text, description=text)
    items = (Item((run("x"), run(text, strong=True)), label=text, anchor=text),)
    return plain(
        Header((Figure("logo", text, (LIBRARY.clinics / "example" / "logo.png").read_bytes()), Paragraph(runs))),
        Heading(1, runs),
        Section(text, (Paragraph((run("a "), lead, run(text, role=Role.FACT), run(text, marked=True))),)),
        List(items, Marker.DECIMAL),
        Table((runs,), (((run(text, role=Role.PHONE),),),), Voice.CALL),
        Paragraph((run("b"), run("1,", role=Role.CITATION, target=f"#{text}", description=text))),
        Figure("qr", text, text[:20].encode()),
        running=Running(runs, (), "{page}", bands=(runs,)),
        title=text,
        subject=text,
        author=text,
    )


@pytest.mark.parametrize("name", STRINGS)
def test_whatever_is_typed_is_text(name: str) -> None:
    text = STRINGS[name]
    document = _everywhere(text)
    try:
        one = write(document)
    except HandoutError:
        return  # no font has one of the characters; the next test counts these
    assert one.parser.errors == []
    assert list(texts(one.body)) == in_order(document)
    assert {element.tag for element in one.root.iter()} == {
        element.tag for element in write(_everywhere("x")).root.iter()
    }
    assert one.all("title")[0].text == text
    assert one.meta("author") == text
    assert {image.get("alt") for image in one.all("img")} == {text}
    assert [link.get("aria-label") for link in one.all("a") if link.get("role")] == [text]
    assert text in {section.get("id") for section in one.all("section")}


def test_most_strings_are_written_and_not_refused() -> None:
    written = 0
    for text in STRINGS.values():
        try:
            write(plain(Paragraph((run(text),))))
        except HandoutError:
            continue
        written += 1
    assert written > len(STRINGS) / 2


# Letters


def _faces(style: str) -> Iterator[tuple[str, bool, bytes]]:
    """The name, the weight and the font file of each embedded face."""
    rule = re.compile(r'@font-face\{font-family:"([^"]+)";font-weight:(\d+);[^}]*?base64,([^)]+)\)format\("woff"\)\}')
    for name, weight, data in rule.findall(style):
        yield name, weight == "700", b64decode(data)


def _opened(data: bytes) -> hb.Font:
    with TTFont(BytesIO(data)) as font:
        font.flavor = None
        file = BytesIO()
        font.save(file, reorderTables=False)
    return hb.Font(hb.Face(hb.Blob(file.getvalue())))


def _shaped(font: hb.Font, text: str, tag: str) -> list[object]:
    """What *font* draws for *text*: the outline and the place of each glyph."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.language = tag
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    drawn = []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        box = font.get_glyph_extents(info.codepoint)
        drawn.append((info.cluster, *place.position, *box))
    return drawn


@pytest.mark.parametrize("languages", ALL)
def test_embedded_letters_are_shaped_as_the_whole_fonts_shape_them(press: Press, page: Pages, languages: str) -> None:
    one = page(languages)
    spoken = sorted({(run.text, run.language.tag) for runs in all_runs(one.document) for run in runs})
    drawn = set("\u200b\u200c\u200d\u2060\u2066\u2067\u2068\u2069")  # seen by nobody
    for name, strong, data in _faces(one.style):
        family, _, size = name.partition("-1")
        whole, small = press._fonts.face(family, strong), _opened(data)
        has = set(map(chr, small.face.unicodes))
        pieces = {(piece, tag) for text, tag in spoken for piece in _pieces(text, whole.coverage, latin=not size)}
        for piece, tag in sorted(pieces):
            if set(piece) <= has:
                assert _shaped(small, piece, tag) == _shaped(whole.hb_font, piece, tag), (name, piece)
                drawn |= set() if strong else set(piece)
    assert {letter for text, _ in spoken for letter in text} <= drawn | set(_only_strong(one.document))


def _pieces(text: str, coverage: frozenset[int], *, latin: bool) -> Iterator[str]:
    """What one face sets of *text* without a break; large letters leave Latin to another face."""

    def held(letter: str) -> bool:
        return ord(letter) in coverage and (latin or not unicodedata.name(letter, "").startswith("LATIN"))

    return ("".join(group) for inside, group in groupby(text, held) if inside)


def _only_strong(document: Document) -> Iterator[str]:
    """The letters of what is always bold, which no regular face needs to have."""
    yield from (letter for band in document.running.bands for letter in said(band))
    for block in walk(document.blocks):
        if isinstance(block, Heading | Table) or (isinstance(block, Paragraph) and block.voice is not Voice.BODY):
            yield from (letter for runs in all_runs(replace(document, blocks=(block,))) for letter in said(runs))
    yield from (letter for runs in all_runs(document) for run in runs if run.strong for letter in run.text)


@pytest.mark.parametrize(
    ("family", "text"),
    [
        ("noto-sans-khmer", "ក\u17be"),  # one vowel sign, drawn as two
        ("noto-sans-khmer", "ក\u17c5"),
        ("noto-sans-thai-looped", "น\u0e33"),
        ("noto-sans-tamil", "க\u0bca"),
        ("noto-sans", "\u1ec7\u00e9"),
    ],
)
def test_a_letter_brings_the_parts_that_it_is_drawn_from(press: Press, family: str, text: str) -> None:
    face = press._fonts.face(family)
    assert _shaped(_opened(face.web_font(frozenset(text))), text, "und") == _shaped(face.hb_font, text, "und")


def test_a_name_in_another_script_brings_its_letters() -> None:
    one = write(plain(Paragraph((run("Ask for "), run("ดร. สมชาย", role=Role.FACT)))))
    assert "noto-sans-thai-looped" in {name for name, _, _ in _faces(one.style)}
    with pytest.raises(HandoutError, match="no font has “ด”"):
        write(plain(Paragraph((run("Ask for ดร. สมชาย"),))))


@pytest.mark.parametrize("languages", ["ur", "km", "ar"])
def test_large_letters_are_large_and_latin_is_not(page: Pages, languages: str) -> None:
    style = page(languages).style
    size = round(PROFILES[languages].size * 100)
    own = PROFILES[languages].fonts[0]
    assert size != 100
    assert f'"{own}-{size}";font-weight:400;size-adjust:{size}%' in style
    latin = {
        chr(code) for name, _, data in _faces(style) if name != "noto-sans" for code in _opened(data).face.unicodes
    }
    assert not latin & set("abcdefgABC")


# Colours


def _colours(style: str, before: str) -> dict[str, str]:
    block = re.search(re.escape(before) + r":root\{([^}]*)\}", style)
    assert block
    return dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6});", block[1]))


# What page.css sets in which colour on which ground.
_SET = [
    ("ink", "paper"),
    ("soft-ink", "paper"),
    ("brand", "paper"),
    ("ink", "ground"),
    ("soft-ink", "ground"),
    ("paper", "ink"),
    ("paper", "alarm"),
]


@pytest.mark.parametrize("colour", ["#0b5563", "#2b1240", "#000000", "#595959", "#7a0000"])
@pytest.mark.parametrize("before", ["", "@media (prefers-color-scheme:dark){", "@media print{"])
def test_text_has_a_contrast_of_seven_by_day_by_night_and_on_paper(before: str, colour: str) -> None:
    colours = _colours(write(plain(Paragraph((run("x"),))), colour).style, before)
    assert len(colours) == 7
    assert [(ink, ground) for ink, ground in _SET if contrast(colours[ink], colours[ground]) < TEXT_RATIO] == []
    assert contrast(colours["rule"], colours["paper"]) >= 3


@settings(max_examples=30)
@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_every_clinics_colour_can_be_read_by_night(rgb: tuple[int, int, int]) -> None:
    primary = nearest_passing("#{:02x}{:02x}{:02x}".format(*rgb), WHITE, TEXT_RATIO)  # as press.design.brand wants it
    dark = night(palette(primary))
    assert contrast(dark.brand, dark.paper) >= TEXT_RATIO
    assert contrast(dark.ink, dark.ground) >= TEXT_RATIO


def test_the_style_names_no_colour_of_its_own_but_for_logos_and_codes() -> None:
    rules = (Path(__file__).parent.parent / "press" / "web_page" / "page.css").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,6}\b|rgb|hsl", rules) == ["#fff"]
    assert set(re.findall(r"var\(--([a-z-]+)\)", rules)) <= {
        *(name for pair in _SET for name in pair),
        "rule",
        "leading",
        "tight",
        "others",
    }


# The file


_PROGRAM = """
import hashlib, sys
from datetime import date
from press.build import Job, Press
from press.places import find_library
library = find_library()
press = Press(library)
for language, beside in (("en", ""), ("ar", "en"), ("km", "")):
    job = Job(sys.argv[1], language, library.clinics / "example", date(2026, 11, 23), beside, format="html")
    print(hashlib.sha256(press.make(job).data).hexdigest())
"""


def test_the_same_bytes_in_every_process(page: Pages) -> None:
    here = [sha256(page(languages).data).hexdigest() for languages in ("en", "ar+en", "km")]
    for seed in ("1", "2"):
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(LIBRARY.root)}
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, TOPIC], env=environment, capture_output=True, text=True, check=True
        )
        assert done.stdout.split() == here


def test_the_name_of_the_file_knows_no_design(press: Press) -> None:
    job = Job(TOPIC, "es", press.library.clinics / "example", WHEN, "en", design="large-print", format="html")
    assert file_name(job, "draft") == f"{TOPIC}.es+en.example.draft.html"
    assert press.make(job).data == press.make(replace(job, design="")).data


def test_a_preview_marks_what_is_not_translated() -> None:
    spanish = Language("es")
    heading = Heading(1, (Run("Not translated", ENGLISH, marked=True),))
    mixed = Paragraph((Run("Llame ", spanish), Run("now", ENGLISH, marked=True)))
    document = Document(spanish, (heading, mixed), Running((), (), "{page}"), Metadata("Título", status="incomplete"))
    one = write(document)
    assert [mark.text for mark in one.all("mark")] == ["Not translated", "now"]
    assert one.all("h1")[0].get("lang") == "en"
    assert one.all("p")[0][0].attrib == {"lang": "en"}
    assert one.meta("robots") == "noindex"


def test_a_web_address_of_a_page_is_a_code_on_paper_alone(page: Pages) -> None:
    one = page("en")
    address = f"https://willowmere.example.org/handouts/{TOPIC}?language=en"
    code = next(block for block in walk(one.document.blocks) if isinstance(block, Figure) and block.kind == "qr")
    assert code.content.decode() == address
    assert address not in {link.get("href") for link in one.all("a")}
    drawing = next(figure for figure in one.all("figure") if figure.get("class") == "qr paper")
    assert "".join(drawing.itertext()) == code.alt
    beside = write(plain(Aside((Paragraph((run("main"),)),), (Paragraph((run("a note"),)),))))
    assert [one for one in beside.root.iter() if "paper" in one.get("class", "")] == []
