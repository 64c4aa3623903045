"""Parts that are no text: logo, QR code, lines to write on, and the grounds of boxes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import segno

from press.caches import kept
from press.design.sheet import Palette
from press.document import Tone
from press.layout.flow import Fit, Ground, Part
from press.layout.surface import Surface
from press.tagging import Name, StructureElement

_QUIET = 4  # modules of white around a QR code (ISO/IEC 18004, 5.3.8)
PITCH = 20.0  # points between lines to write on: room for a hand


@dataclass(frozen=True, slots=True)
class Modules:
    """The dark modules of a QR code as bars: column, row from the top, and length, in modules."""

    side: int
    bars: tuple[tuple[int, int, int], ...]


@kept(256)
def qr_modules(text: str) -> Modules:
    """The QR code (ISO/IEC 18004) of *text* with error correction M."""
    rows = segno.make_qr(text, error="m", boost_error=False).matrix
    bars: list[tuple[int, int, int]] = []
    for row, modules in enumerate(rows):
        column = 0
        for dark, group in groupby(modules):
            length = len(tuple(group))
            if dark:
                bars.append((column, row, length))
            column += length
    return Modules(len(rows), tuple(bars))


class Picture(Part):
    """A Figure with its bounding box (PDF/UA-1, 7.3)."""

    def __init__(self, element: StructureElement, width: float, height: float, rtl: bool) -> None:
        super().__init__()
        self.element, self.size, self.rtl = element, (width, height), rtl

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The picture's height, in a strip of *width*."""
        self.width, self.height = width, self.size[1]
        return width, self.height

    def draw(self) -> None:
        """Draw at the side where reading starts."""
        width, height = self.size
        x = self.width - width if self.rtl else 0.0
        bounds = self.canv.bounds(x, 0, width, height)
        self.element.attributes["Layout"] = {"Placement": Name("Block"), "BBox": bounds}
        with self.canv.marked(self.element):
            self.paint(x, width, height)

    def paint(self, x: float, width: float, height: float) -> None:
        """Paint into the box whose lower left corner is (x, 0)."""
        raise NotImplementedError


class Logo(Picture):
    """A clinic's logo."""

    def __init__(self, element: StructureElement, data: bytes, size: tuple[float, float], rtl: bool) -> None:
        super().__init__(element, *size, rtl)
        self.data = data

    def paint(self, x: float, width: float, height: float) -> None:
        """Paint the image."""
        self.canv.picture(self.data, x, 0, width, height)


class QrCode(Picture):
    """A QR code with its quiet zone, as filled rows."""

    def __init__(self, element: StructureElement, text: str, side: float, rtl: bool) -> None:
        super().__init__(element, side, side, rtl)
        self.modules = qr_modules(text)

    def paint(self, x: float, width: float, height: float) -> None:
        """Paint the dark modules flush with the words below; the gutter is the quiet zone on that side."""
        module = width / (self.modules.side + 2 * _QUIET)
        start = x + 2 * _QUIET * module if self.rtl else x
        self.canv.bars(start, height - _QUIET * module, module, self.modules.bars)


class Ruled(Part):
    """Lines to write on; as many as the fit allows."""

    def __init__(self, least: int, most: int, fit: Fit, palette: Palette) -> None:
        super().__init__()
        self.least, self.most, self.fit, self.palette = least, most, fit, palette

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The height of the lines."""
        self.width = width
        self.height = PITCH * max(self.least, min(self.most, self.fit.ruled))
        return width, self.height

    def draw(self) -> None:
        """Draw the lines as artifacts."""
        with self.canv.artifact():
            y = self.height - PITCH
            while y > -0.1:
                self.canv.rule(0, y, self.width, y, self.palette.rule, 0.6)
                y -= PITCH


def ground(tone: Tone, palette: Palette, rtl: bool) -> Ground:
    """What stands behind a box of *tone*: told apart by line and bar, so that grey paper says the same."""

    def paint(canvas: Surface, width: float, height: float, first: bool, last: bool) -> None:
        bar = _BAR[tone]
        match tone:
            case Tone.URGENT:
                _border(canvas, width, height, palette.alarm, 2.2, first=first, last=last)
                canvas.fill(width - bar if rtl else 0, 0, bar, height, palette.alarm)
                if first:
                    _alarm_sign(canvas, width - bar / 2 if rtl else bar / 2, height - 19, palette)
            case Tone.CAUTION:
                _border(canvas, width, height, palette.soft_ink, 0.9, first=first, last=last)
                canvas.fill(width - bar if rtl else 0, 0, bar, height, palette.soft_ink)
            case Tone.PERSONAL:
                _border(canvas, width, height, palette.brand, 0.9, first=first, last=last)
            case _:
                canvas.fill(0, 0, width, height, palette.ground, 3)
                canvas.fill(width - bar if rtl else 0, 0, bar, height, palette.brand)

    return paint


def _border(
    canvas: Surface, width: float, height: float, colour: str, weight: float, *, first: bool, last: bool
) -> None:
    """A frame; of a piece of a box without the side at which the box goes on."""
    if first and last:
        canvas.frame(0, 0, width, height, colour, weight, 3)
        return
    inset = weight / 2
    for x in (inset, width - inset):
        canvas.rule(x, 0, x, height, colour, weight)
    for y, drawn in ((inset, last), (height - inset, first)):
        if drawn:
            canvas.rule(0, y, width, y, colour, weight)


_BAR = {Tone.URGENT: 26.0, Tone.CAUTION: 5.0, Tone.MESSAGE: 5.0, Tone.PERSONAL: 2.0}


def padding(tone: Tone, box: float, rtl: bool) -> tuple[float, float, float, float]:
    """Left, right, above and below a box's words, clear of its bar."""
    start, end = _BAR[tone] + box + 3, box + 3
    return (end, start, box, box) if rtl else (start, end, box, box)


def _alarm_sign(canvas: Surface, x: float, y: float, palette: Palette) -> None:
    """A white disc with an exclamation mark."""
    canvas.disc(x, y, 9, palette.paper)
    canvas.shape([(x - 1.9, y + 5.6), (x + 1.9, y + 5.6), (x + 1.1, y - 1.8), (x - 1.1, y - 1.8)], palette.alarm)
    canvas.disc(x, y - 4.4, 1.5, palette.alarm)
