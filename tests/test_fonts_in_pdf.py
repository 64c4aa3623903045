"""Fonts of a sheet: ours, embedded, subset, with a Unicode map that says something of every code shown."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pikepdf
import pytest
from conftest import Sheets, every_sheet
from reading import listed_fonts, to_unicode

from press.design.sheet import read_design
from press.design.sheet import sheet as paper_sheet
from press.document import Document, Heading, Language, Metadata, Paragraph, Run, Running
from press.fonts import FontLibrary
from press.layout import lay_out
from press.places import Library
from press.problems import ExitCode, HandoutError
from press.text.paragraph import Typesetter


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler-utils are not installed")
@pytest.mark.poppler
@every_sheet
def test_fonts_are_embedded_subset_and_mapped(sheet: Sheets, library: Library, language: str, clinic: str) -> None:
    fonts = listed_fonts(sheet(language, clinic).path)
    assert fonts
    assert all((font.embedded, font.subset, font.unicode) == (True, True, True) for font in fonts)
    assert {(font.type, font.encoding) for font in fonts} == {("CID TrueType", "Identity-H")}
    faces = FontLibrary(library.fonts)
    families = library.language(language).fonts + library.language("en").fonts
    ours = {faces.face(family, strong).postscript_name for family in families for strong in (False, True)}
    assert {font.name.partition("+")[2] for font in fonts} <= ours
    assert len({font.name for font in fonts}) == len(fonts)


@every_sheet
def test_only_our_fonts_stand_in_the_file(sheet: Sheets, language: str, clinic: str) -> None:
    data = sheet(language, clinic).made.data
    assert b"Helvetica" not in data
    with pikepdf.open(sheet(language, clinic).path) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
        assert {str(font.Subtype) for font in found} == {"/Type0", "/CIDFontType2"}
        programs = [one.FontDescriptor.FontFile2 for one in found if "/FontDescriptor" in one]
        assert all(program.read_bytes()[:4] == b"\0\1\0\0" for program in programs)


@every_sheet
def test_each_code_shown_is_a_glyph_with_a_meaning(sheet: Sheets, language: str, clinic: str) -> None:
    parts = sheet(language, clinic).shown
    assert len(parts) > 50
    for part in parts:
        assert 0 not in part.codes, "code 0 is .notdef"
        assert all(part.unicode), part
        assert "\ufffd" not in "".join(part.unicode)
        assert not any(0xE000 <= ord(character) <= 0xF8FF for character in "".join(part.unicode))


@every_sheet
def test_no_code_leads_to_the_glyph_of_missing_characters(sheet: Sheets, language: str, clinic: str) -> None:
    used: dict[str, set[int]] = {}
    for part in sheet(language, clinic).shown:
        used.setdefault(part.font, set()).update(part.codes)
    with pikepdf.open(sheet(language, clinic).path) as pdf:
        fonts = {str(one.BaseFont)[1:]: one for one in pdf.objects if _is_composite(one)}
        for name, codes in used.items():
            table = fonts[name].DescendantFonts[0].CIDToGIDMap.read_bytes()
            assert all(int.from_bytes(table[2 * code : 2 * code + 2], "big") for code in codes)
            assert set(to_unicode(fonts[name].ToUnicode.read_bytes())) >= codes


def _is_composite(one: object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/Type0"


@pytest.mark.parametrize("character", ["\N{MICROBE}", "\ue000", "\N{TIBETAN SYLLABLE OM}", "\U00013000"])
def test_a_character_that_no_font_has_is_an_error(library: Library, character: str) -> None:
    english = library.language("en")
    runs = (Run(f"Wash your hands {character} often", Language("en")),)
    document = Document(
        Language("en"),
        (Heading(1, (Run("Hands", Language("en")),)), Paragraph(runs)),
        Running((), (), "{page}"),
        Metadata("Hands"),
    )
    page = paper_sheet(read_design(library.templates / "designs", "standard"), "#0b5563", "a4")
    typesetter = Typesetter(FontLibrary(library.fonts))
    assert len(lay_out(replace(document, blocks=document.blocks[:1]), page, typesetter, {"en": english}).pages) == 1
    with pytest.raises(HandoutError) as raised:
        lay_out(document, page, typesetter, {"en": english})
    told = str(raised.value)
    assert f"U+{ord(character):04X}" in told
    assert "noto-sans" in told
    assert raised.value.exit_code is ExitCode.BRAND
