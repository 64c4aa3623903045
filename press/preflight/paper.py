"""What stands where on a page, in which colour and size, as PDFium paints it; lengths in points."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_DEEPEST_FORM = 8
_MOST_OBJECTS = 100_000  # of a page
_BLANK = 0.01  # points: what a blank is no wider than
_LINE_END_HYPHEN = "\x02"  # what PDFium makes of a hyphen at the end of a line
_SOLID = 255


class Box(NamedTuple):
    """Left, bottom, right and top, in points from the page's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        """Width times height, in square points."""
        return max(self.right - self.left, 0.0) * max(self.top - self.bottom, 0.0)

    def shared(self, other: Box) -> float:
        """The area that two boxes share."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        return Box(left, bottom, min(self.right, other.right), min(self.top, other.top)).area


@dataclass(frozen=True, slots=True)
class Ink:
    """A piece of text that has ink."""

    box: Box
    mcid: int  # -1 in an artifact
    size: float  # points on paper, whatever the transformation
    colour: str  # "#rrggbb"
    opacity: int  # 0–255
    ground: str  # what it stands on, "#rrggbb"; empty where that is a picture or a pattern


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page as PDFium sees it."""

    number: int  # from 0
    paper: Box
    frame: Box  # ArtBox: where the file says that its words stand; the paper where it says nothing
    ink: tuple[Ink, ...]
    words: Mapping[int, str]  # MCID → what is read there
    see_through: int  # objects that are half transparent


def read_leaf(number: int, page: pdfium.PdfPage) -> Leaf:
    """What page *number* (from 0) holds."""
    ink: list[Ink] = []
    grounds: list[tuple[Box, str]] = []
    see_through = 0
    for painted in _objects(page):
        box = Box(*painted.get_bounds())
        colour, opacity = _fill(painted)
        see_through += opacity < _SOLID or bool(raw.FPDFPageObj_HasTransparency(painted.raw))
        if painted.type == raw.FPDF_PAGEOBJ_TEXT:
            if box.right - box.left > _BLANK:
                mcid = raw.FPDFPageObj_GetMarkedContentID(painted.raw)
                ink.append(Ink(box, mcid, _size(painted), colour, opacity, _ground(box, grounds)))
        elif painted.type == raw.FPDF_PAGEOBJ_PATH and _filled(painted):
            grounds.append((box, colour))
        elif painted.type in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            grounds.append((box, ""))
    paper = Box(*page.get_cropbox())
    art = page.get_artbox(fallback_ok=False)
    return Leaf(number, paper, Box(*art) if art else paper, tuple(ink), _words(page), see_through)


def _objects(page: pdfium.PdfPage) -> Iterator[pdfium.PdfObject]:
    for place, painted in enumerate(page.get_objects(max_depth=_DEEPEST_FORM)):
        if place > _MOST_OBJECTS:
            return
        yield painted


def _fill(painted: pdfium.PdfObject) -> tuple[str, int]:
    channels = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(painted.raw, *channels):
        return "#000000", _SOLID
    red, green, blue, opacity = (channel.value for channel in channels)
    return f"#{red:02x}{green:02x}{blue:02x}", opacity


def _filled(painted: pdfium.PdfObject) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(painted.raw, mode, stroke)) and mode.value != raw.FPDF_FILLMODE_NONE


def _size(painted: pdfium.PdfObject) -> float:
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(painted.raw, size)
    matrix = painted.get_matrix()
    return float(size.value * math.hypot(matrix.c, matrix.d))


def _ground(box: Box, grounds: list[tuple[Box, str]]) -> str:
    """The colour under the middle of *box*: the last that was filled there, or paper."""
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    for under, colour in reversed(grounds):
        if under.left <= x <= under.right and under.bottom <= y <= under.top:
            return colour
    return "#ffffff"


def _words(page: pdfium.PdfPage) -> dict[int, str]:
    """The characters of each piece; what PDFium infers, a blank or a new line, goes with the one before."""
    texts: dict[int, str] = {}
    words = page.get_textpage()
    mcid = -1
    for index in range(words.count_chars()):
        owner = raw.FPDFText_GetTextObject(words.raw, index)
        if owner and raw.FPDFText_IsGenerated(words.raw, index) == 0:
            mcid = raw.FPDFPageObj_GetMarkedContentID(owner)
        character = chr(raw.FPDFText_GetUnicode(words.raw, index))
        texts[mcid] = texts.get(mcid, "") + ("-" if character == _LINE_END_HYPHEN else character)
    return {mcid: text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for mcid, text in texts.items()}
