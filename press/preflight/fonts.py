"""Whether the fonts of a file are in it, say what their codes mean, and have the glyphs that are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from fontTools.ttLib import TTFont, TTLibError

from press.preflight.content import to_unicode
from press.preflight.entries import decoded, dictionary, listed, number
from press.preflight.file import PdfFile
from press.preflight.finding import Finding

_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_PREDEFINED = frozenset({"/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding"})
_IDENTITY = frozenset({"/Identity-H", "/Identity-V"})
_TOLERANCE = 1.0  # thousandths of the size (ISO 14289-1, 7.21.5)
_DEEPEST_FORM = 8
_PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFD))


@dataclass(slots=True)
class _Use:
    """How a font is used: each code with the first page (from 1) that shows it; those that stand alone."""

    name: str
    codes: dict[int, int]
    bare: set[int]  # codes that no ActualText around them explains
    visible: bool = False


def check_fonts(file: PdfFile) -> Iterator[Finding]:
    """All faults of the fonts that show text."""
    fonts = {one.objgen: one for page in file.pdf.pages for one in _fonts(page.obj.get("/Resources"), 0)}
    for id_, use in _uses(file).items():
        font = fonts.get(id_)
        if font is not None:
            yield from _font_faults(font, use)


def _fonts(resources: object, depth: int) -> Iterator[pikepdf.Dictionary]:
    """The fonts of a page and of the forms that it may paint."""
    named = dictionary(resources)
    yield from (font for _, font in dictionary(named.get("/Font")).items() if isinstance(font, pikepdf.Dictionary))
    for _, form in dictionary(named.get("/XObject")).items() if depth < _DEEPEST_FORM else ():
        if isinstance(form, pikepdf.Stream):
            yield from _fonts(form.get("/Resources"), depth + 1)


def _uses(file: PdfFile) -> dict[tuple[int, int], _Use]:
    uses: dict[tuple[int, int], _Use] = {}
    for content in file.contents:
        for shown in content.shown:
            use = uses.setdefault(shown.font_id, _Use(shown.font, {}, set()))
            use.visible |= not shown.invisible
            for code in shown.codes:
                use.codes.setdefault(code, shown.page + 1)
            if not shown.actual:
                use.bare.update(shown.codes)
    return uses


def _font_faults(font: pikepdf.Dictionary, use: _Use) -> Iterator[Finding]:
    composite = str(font.get("/Subtype", "")) == "/Type0"
    inner = dictionary(next(iter(listed(font.get("/DescendantFonts"))), None)) if composite else font
    descriptor = dictionary(inner.get("/FontDescriptor"))
    program = next((descriptor[key] for key in _PROGRAMS if key in descriptor), None)
    first = min(use.codes.values(), default=0)
    if program is None and use.visible and str(font.get("/Subtype", "")) != "/Type3":
        yield Finding(first, "Matterhorn 31-009", f"the font {use.name} is not embedded")
    yield from _unicode_faults(font, use, composite)
    if composite:
        yield from _composite_faults(font, inner, use, first)
        data = decoded(descriptor.get("/FontFile2"))
        if data:
            yield from _glyph_faults(inner, data, use)


def _unicode_faults(font: pikepdf.Dictionary, use: _Use, composite: bool) -> Iterator[Finding]:
    map_ = font.get("/ToUnicode")
    first = min(use.codes.values(), default=0)
    if not isinstance(map_, pikepdf.Stream):
        if composite or str(font.get("/Encoding", "")) not in _PREDEFINED:
            yield Finding(first, "Matterhorn 31-027", f"the font {use.name} does not say what its codes mean")
        return
    unicode = to_unicode(decoded(map_))
    for code, page in use.codes.items():
        yield from _code_faults(unicode.get(code, ""), code, page, use)
    for text in unicode.values():
        if "\0" in text:
            yield Finding(first, "Matterhorn 31-028", f"a code of the font {use.name} means U+0000")
            break
    for text in unicode.values():
        if "\ufeff" in text or "\ufffe" in text:
            yield Finding(first, "Matterhorn 31-029", f"a code of the font {use.name} means U+FEFF or U+FFFE")
            break


def _code_faults(text: str, code: int, page: int, use: _Use) -> Iterator[Finding]:
    if (not text or "\ufffd" in text) and code in use.bare:
        yield Finding(page, "Matterhorn 10-001", f"code {code} of the font {use.name} means nothing")
    if code in use.bare and any(low <= ord(letter) <= high for letter in text for low, high in _PRIVATE):
        yield Finding(page, "PDF/A-2 6.2.11.7.3", f"code {code} of the font {use.name} means a private character")


def _composite_faults(font: pikepdf.Dictionary, inner: pikepdf.Dictionary, use: _Use, first: int) -> Iterator[Finding]:
    encoding = font.get("/Encoding")
    if not isinstance(encoding, pikepdf.Stream) and (encoding is None or str(encoding) not in _IDENTITY):
        yield Finding(
            first, "Matterhorn 31-006", f"the font {use.name} has the encoding {encoding}, which is not embedded"
        )
    if str(inner.get("/Subtype", "")) != "/CIDFontType2":
        return
    map_ = inner.get("/CIDToGIDMap")
    if map_ is None:
        yield Finding(first, "Matterhorn 31-005", f"the font {use.name} has no CIDToGIDMap")
    elif not isinstance(map_, pikepdf.Stream) and str(map_) != "/Identity":
        yield Finding(first, "Matterhorn 31-004", f"the CIDToGIDMap of the font {use.name} is {map_}")


def _glyph_faults(inner: pikepdf.Dictionary, data: bytes, use: _Use) -> Iterator[Finding]:
    first = min(use.codes.values(), default=0)
    try:
        face = TTFont(BytesIO(data), lazy=True)
        order, metrics, units = face.getGlyphOrder(), face["hmtx"].metrics, face["head"].unitsPerEm
    except (TTLibError, KeyError, AssertionError, ValueError, IndexError):
        yield Finding(first, "Matterhorn 31-009", f"the font {use.name} is damaged")
        return
    map_ = inner.get("/CIDToGIDMap")
    table = decoded(map_) if isinstance(map_, pikepdf.Stream) else None
    widths = _widths(inner)
    missing_width = number(inner.get("/DW", 1000))
    for code, page in use.codes.items():
        glyph = code if table is None else int.from_bytes(table[2 * code : 2 * code + 2], "big")
        if glyph == 0:
            yield Finding(
                page, "Matterhorn 31-030", f"code {code} of the font {use.name} shows the sign for a missing glyph"
            )
        elif glyph >= len(order):
            yield Finding(page, "Matterhorn 31-011", f"the font {use.name} has no glyph {glyph}")
        elif abs(metrics[order[glyph]][0] * 1000 / units - widths.get(code, missing_width)) > _TOLERANCE:
            yield Finding(
                page, "Matterhorn 31-016", f"code {code} of the font {use.name} has another width in the file"
            )


def _widths(inner: pikepdf.Dictionary) -> Mapping[int, float]:
    """The widths of a CIDFont by code (ISO 32000-1, 9.7.4.3)."""
    found: dict[int, float] = {}
    entries = listed(inner.get("/W"))
    while len(entries) >= 2:
        start, following = int(number(entries.pop(0))), entries.pop(0)
        if isinstance(following, pikepdf.Array):
            found.update((start + place, number(width)) for place, width in enumerate(following))
        elif entries:
            width = number(entries.pop(0))
            found.update((code, width) for code in range(start, min(int(number(following)), start + 65_535) + 1))
    return found
