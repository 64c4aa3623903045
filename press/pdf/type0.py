"""A face in one document: a Type0 font with one code for each (glyph, text).

Two texts may share a glyph, so a code stands for both, and ToUnicode is exact
(ISO 32000-1, 9.10.3; PDF/UA-1, 7.21.7). The glyphs are subset by HarfBuzz.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from press.fonts import Face
from press.pdf.objects import Verbatim, numbers, pdf, stream
from press.tagging import Name

_FORCE_BOLD = 1 << 18
_SYMBOLIC = 1 << 2
_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange"""
_CMAP_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
_BLOCK = 100  # entries of one bfchar block at most (Adobe Technical Note 5014)


class DocumentFont:
    """The codes that one document uses of a face; reportlab asks for its objects when it saves."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._codes: dict[tuple[int, str], int] = {}
        self._list: list[tuple[int, str]] = [(0, "")]  # code 0 is .notdef, never shown

    def code(self, glyph: int, text: str) -> int:
        """The code of *glyph* where it stands for *text*."""
        key = glyph, text
        code = self._codes.get(key)
        if code is None:
            code = self._codes[key] = len(self._list)
            self._list.append(key)
        return code

    def addObjects(self, document: Any) -> None:  # noqa: N802  reportlab's name for the hook
        """Write the font into *document* (reportlab's PDFDocument calls this for its delayed fonts)."""
        face = self.face
        subset = face.subset(frozenset(glyph for glyph, _ in self._list))
        name = f"{_subset_tag(subset.data)}+{face.postscript_name}"
        to_gid = b"".join(subset.glyph_ids.get(glyph, 0).to_bytes(2, "big") for glyph, _ in self._list)
        widths = [face.advance(glyph) for glyph, _ in self._list]
        descriptor = {
            "Type": Name("FontDescriptor"),
            "FontName": Name(name),
            "Flags": _SYMBOLIC | (_FORCE_BOLD if face.strong else 0),
            "FontBBox": list(face.bounds),
            "Ascent": round(face.ascent),
            "Descent": round(face.descent),
            "CapHeight": round(face.cap_height),
            "ItalicAngle": face.italic_angle,
            "StemV": 120 if face.strong else 80,
            "FontFile2": stream(document, subset.data, {"Length1": len(subset.data)}),
        }
        descendant = {
            "Type": Name("Font"),
            "Subtype": Name("CIDFontType2"),
            "BaseFont": Name(name),
            "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
            "DW": 0,
            "W": Verbatim(f"[0 [{numbers(widths)}]]"),
            "CIDToGIDMap": stream(document, to_gid),
            "FontDescriptor": document.Reference(pdf(descriptor)),
        }
        font = {
            "Type": Name("Font"),
            "Subtype": Name("Type0"),
            "BaseFont": Name(name),
            "Encoding": Name("Identity-H"),
            "DescendantFonts": [document.Reference(pdf(descendant))],
            "ToUnicode": stream(document, "\n".join(self._cmap()).encode("ascii")),
        }
        # an indirect object: pdffonts and its kind want an object number
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(pdf(font))

    def _cmap(self) -> Iterator[str]:
        yield _CMAP_HEAD
        entries = [(code, text) for code, (_, text) in enumerate(self._list) if text]
        for first in range(0, len(entries), _BLOCK):
            block = entries[first : first + _BLOCK]
            yield f"{len(block)} beginbfchar"
            for code, text in block:
                yield f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            yield "endbfchar"
        yield _CMAP_TAIL


def _subset_tag(data: bytes) -> str:
    """Six capitals that differ where the subset differs (ISO 32000-1, 9.6.4)."""
    check = zlib.crc32(data)
    return "".join(chr(65 + check // 26**place % 26) for place in range(6))
