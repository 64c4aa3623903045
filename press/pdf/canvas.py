"""A reportlab canvas on which nothing untagged can be painted.

Whatever is drawn stands inside `marked(element)` or `artifact()`; what does
not is an error at the page's end and not a surprise in an audit.
"""

from __future__ import annotations

import re
import string
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from io import BytesIO
from typing import Any, ClassVar
from urllib.parse import quote

from PIL import Image
from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFCatalog
from reportlab.pdfgen.canvas import Canvas

from press.document import Metadata
from press.fonts import Face
from press.pdf.glyphs import show
from press.pdf.metadata import Info, output_intents, xmp
from press.pdf.objects import number, numbers, pdf, register, stream
from press.pdf.structure import write_structure
from press.pdf.type0 import DocumentFont
from press.tagging import Name, StructureElement, StructureTree
from press.text.paragraph import Line, Piece

_PAINTS = re.compile(r"(?:^|\s)(?:S|s|f\*?|F|B\*?|b\*?|Do|sh|EI|Tj|TJ|'|\")(?=\s|$)")
_SETTINGS = {"useA85": 0, "invariant": 1, "pdfMultiLine": 0, "pdfComments": 0, "canvas_basefontname": "Helvetica"}
_STRING = re.compile(r"\((?:\\.|[^\\()])*\)", re.DOTALL)


class TaggingError(Exception):
    """A bug: something is painted that the structure tree does not know."""


class Operator(str):
    """A marked-content operator in the page's code, never to be confused with text."""

    __slots__ = ()


class _Catalog(PDFCatalog):  # type: ignore[misc]  # reportlab is untyped
    """A catalog that knows output intents."""

    __NoDefault__: ClassVar[list[str]] = [*PDFCatalog.__NoDefault__, "OutputIntents"]
    __Refs__: ClassVar[list[str]] = list(PDFCatalog.__NoDefault__)


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab is untyped
    """Paints pages and keeps the structure tree in step with them."""

    def __init__(
        self, tree: StructureTree, metadata: Metadata, when: date, pages: int, page_size: tuple[float, float]
    ) -> None:
        _settle()
        self.buffer = BytesIO()
        super().__init__(
            self.buffer, pagesize=page_size, pageCompression=1, invariant=1, pdfVersion=(1, 7), lang=tree.root.lang
        )
        self.tree, self._metadata, self._when, self._pages = tree, metadata, when, pages
        self._fonts: dict[Face, DocumentFont] = {}
        self._annotations: list[str] = []
        self._open: StructureElement | str | None = None
        self._reading = 0
        self._entries: list[tuple[int, str, str, int]] = []  # of the outline, each with its page in reading order
        self._doc.Catalog.__class__ = _Catalog
        self.art_box: tuple[float, float, float, float] | None = None  # where the words of each page stand
        self._doc.info = Info(metadata, when)
        self.setViewerPreference("DisplayDocTitle", "true")

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"  # reportlab's would select Helvetica on every page

    @contextmanager
    def page_at(self, x: float, page: int) -> Iterator[None]:
        """What is painted inside stands on *page* of the reading order (from 0), whose left edge is at *x*."""
        self._reading = page
        with self.at(x, 0):
            yield

    @contextmanager
    def at(self, x: float, y: float) -> Iterator[None]:
        """What is painted inside counts from (x, y)."""
        self.saveState()
        self.translate(x, y)
        yield
        self.restoreState()

    # Marked content (ISO 32000-1, 14.6)

    @contextmanager
    def marked(self, element: StructureElement) -> Iterator[None]:
        """What is painted inside belongs to *element*."""
        self._begin(element)
        start = len(self._code)
        yield
        if len(self._code) == start:
            raise TaggingError(f"nothing painted for {element}")
        self._end()

    @contextmanager
    def artifact(self, kind: str = "Layout", subtype: str = "") -> Iterator[None]:
        """What is painted inside is no content: a rule, a ground, a running foot (14.8.2.2)."""
        if self._open is not None:
            raise TaggingError(f"an artifact inside {self._open}")
        self._open = "artifact"
        extra = f" /Subtype /{subtype}" if subtype else ""
        self._code.append(Operator(f"/Artifact <</Type /{kind}{extra}>> BDC"))
        yield
        self._code.append(Operator("EMC"))
        self._open = None

    def _begin(self, element: StructureElement) -> None:
        if self._open is not None:
            raise TaggingError(f"<{element.type}> inside {self._open}")
        self._open = element
        mcid = self.tree.mark(element, self._pageNumber - 1, self._reading)
        self._code.append(Operator(f"/{element.type} <</MCID {mcid}>> BDC"))

    def _end(self) -> None:
        self._code.append(Operator("EMC"))
        self._open = None

    # Painting

    def text_lines(
        self,
        lines: Sequence[tuple[Line, float, float]],
        owners: Sequence[StructureElement] | None,
        colour: str,
    ) -> None:
        """Paint set lines, each with the x and y of its baseline's left end in the current user space.

        *owners* has the structure element of each span of the paragraph; None
        where an artifact is open.
        """
        code = self._code
        if self._open is not None and owners is not None:
            raise TaggingError("text inside other content")
        code.append(f"{rgb(colour)} rg")
        current: StructureElement | None = None
        for line, left, baseline in lines:
            x = left
            for piece in line.pieces:
                if owners is not None and owners[piece.span] is not current:
                    if current is not None:
                        self._end()
                    current = owners[piece.span]
                    self._begin(current)
                at = f"{number(x)} {number(baseline + piece.rise)}"
                code.append(f"BT 1 0 0 1 {at} Tm {show(piece, self._font(piece))} ET")
                x += piece.width
        if current is not None:
            self._end()

    def _font(self, piece: Piece) -> DocumentFont:
        font = self._fonts.get(piece.face)
        if font is None:
            font = self._fonts[piece.face] = DocumentFont(piece.face, f"F{len(self._fonts) + 1}")
            self._doc.delayedFonts.append(font)
        return font

    def fill(self, x: float, y: float, width: float, height: float, colour: str, radius: float = 0) -> None:
        """A filled rectangle; y is its lower edge."""
        self._code.append(f"{rgb(colour)} rg")
        if radius:
            self.roundRect(x, y, width, height, radius, stroke=0, fill=1)
        else:
            self.rect(x, y, width, height, stroke=0, fill=1)

    def frame(
        self, x: float, y: float, width: float, height: float, colour: str, weight: float, radius: float = 0
    ) -> None:
        """A rectangle's outline, *weight* points thick, inside the given bounds."""
        inset = weight / 2
        self._code.append(f"{rgb(colour)} RG {number(weight)} w")
        self.roundRect(x + inset, y + inset, width - weight, height - weight, max(radius - inset, 0), stroke=1, fill=0)

    def rule(self, x1: float, y1: float, x2: float, y2: float, colour: str, weight: float) -> None:
        """A straight line."""
        self._code.append(f"{rgb(colour)} RG {number(weight)} w")
        self.line(x1, y1, x2, y2)

    def shape(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        """A filled polygon."""
        (x, y), *rest = points
        path = " ".join(f"{numbers(point)} l" for point in rest)
        self._code.append(f"{rgb(colour)} rg {numbers((x, y))} m {path} h f")

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """A filled circle around (x, y)."""
        self._code.append(f"{rgb(colour)} rg")
        self.circle(x, y, radius, stroke=0, fill=1)

    def bars(self, x: float, top: float, unit: float, bars: Sequence[tuple[int, int, int]]) -> None:
        """Black bars one unit high: column, row from the top and length, in units from (x, top)."""
        path = " ".join(f"{column} {row} {length} 1 re" for column, row, length in bars)
        self._code.append(f"q 0 0 0 rg {numbers((unit, 0, 0, -unit, x, top))} cm {path} f Q")

    def picture(self, data: bytes, x: float, y: float, width: float, height: float) -> None:
        """A re-encoded image, already without metadata; in the file once, however often it is painted."""
        name = f"image{zlib.crc32(data):08x}"
        internal = self._doc.getXObjectName(name)
        if internal not in self._doc.idToObject:
            samples, columns, rows = _samples(data)
            entries: dict[str, object] = {
                "Type": Name("XObject"),
                "Subtype": Name("Image"),
                "Width": columns,
                "Height": rows,
                "ColorSpace": Name("DeviceRGB"),
                "BitsPerComponent": 8,
            }
            stream(self._doc, samples, entries, deflated=True, name=internal)
        self._formsinuse.append(name)
        self._code.append(f"q {numbers((width, 0, 0, height, x, y))} cm /{internal} Do Q")

    def bounds(self, x: float, y: float, width: float, height: float) -> list[float]:
        """A rectangle of the current user space on the page, for /BBox and /Rect."""
        x1, y1 = self.absolutePosition(x, y)
        x2, y2 = self.absolutePosition(x + width, y + height)
        return [round(value, 3) for value in (x1, y1, x2, y2)]

    # Links and destinations

    def link(
        self, element: StructureElement, target: str, description: str, box: tuple[float, float, float, float]
    ) -> None:
        """A link over *box* (x, y, width, height), tied to *element* (PDF/UA-1, 7.18.5)."""
        key = self._pages + self.tree.annotate(element, self._pageNumber - 1, self._reading)
        entries: dict[str, object] = {
            "Type": Name("Annot"),
            "Subtype": Name("Link"),
            "Rect": self.bounds(*box),
            "Border": [0, 0, 0],
            "F": 4,
            "Contents": description,
            "StructParent": key,
        }
        if target.startswith("#"):
            entries["Dest"] = self._bookmarkReference(target[1:])
        else:
            address = quote(target, safe=string.punctuation)  # in seven bits (ISO 32000-1, 12.6.4.7)
            entries["A"] = {"Type": Name("Action"), "S": Name("URI"), "URI": address}
        self._addAnnotation(pdf(entries))
        name = self._annotationrefs[-1].name
        self._annotations.append("{} {} R".format(*self._doc.idToObjectNumberAndVersion[name]))

    def destination(self, name: str, top: float) -> None:
        """A place on this page that links and the outline lead to."""
        left, y = self.absolutePosition(0, top)
        self.bookmarkPage(name, fit="XYZ", left=round(left, 3), top=round(y, 3))

    def outline(self, title: str, name: str, level: int, top: float) -> None:
        """An entry of the outline; levels start at 0."""
        self.destination(name, top)
        self._entries.append((self._reading, title, name, level))

    # Pages and the end

    def showPage(self) -> None:  # noqa: N802  reportlab's name
        """Close the page, if all that is painted on it is tagged.

        Raises:
            TaggingError: naming the first operators that are not.
        """
        self._refuse_untagged()
        super().showPage()

    def _refuse_untagged(self) -> None:
        depth = 0
        for item in self._code:
            if isinstance(item, Operator):
                depth += -1 if item == "EMC" else 1
            elif depth == 0 and _PAINTS.search(_STRING.sub("()", item)):
                raise TaggingError(f"untagged on page {self._pageNumber}: {item[:120]!r}")
        if depth:
            raise TaggingError(f"marked content is not closed on page {self._pageNumber}")

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802  reportlab's hook for a finished page
        super()._setAnnotations(page)
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.Trans = None  # reportlab writes an empty /Trans on every page
        page.Tabs = pdf(Name("S"))
        page.ArtBox = pdf([round(value, 3) for value in self.art_box]) if self.art_box else None
        page.StructParents = self._pageNumber - 1

    def label(self, sides: Sequence[Sequence[int]]) -> None:
        """Number the sides of the paper as their pages are (ISO 32000-1, 12.4.2): 1, 2, 3; in a booklet “8, 1”."""
        labels: list[object] = [0, {"S": Name("D")}]
        if any(len(side) > 1 for side in sides):
            labels = [
                part
                for place, side in enumerate(sides)
                for part in (place, {"P": ", ".join(str(page + 1) for page in side)})
            ]
        self._doc.Catalog.PageLabels = pdf({"Nums": labels})

    def _ordered(self) -> list[tuple[int, str, str, int]]:
        """The entries of the outline as they are read: by document, and in each by the numbers that end their names."""
        begins: dict[str, int] = {}
        for page, _, name, _ in self._entries:
            place = name.rpartition("-")[0]
            begins[place] = min(page, begins.get(place, page))

        def read(entry: tuple[int, str, str, int]) -> tuple[int, int]:
            place, _, number_ = entry[2].rpartition("-")
            return begins[place], int(number_)

        return sorted(self._entries, key=read)

    def save(self) -> None:
        """Write the file into `buffer`, after the last page was shown."""
        for _, title, name, level in self._ordered():
            self.addOutlineEntry(title, name, level)
        document, catalog = self._doc, self._doc.Catalog
        while len(self.tree.pages) < self._pages:
            self.tree.pages.append([])
        pages = [register(document, page) for page in document.Pages.pages]
        catalog.StructTreeRoot = write_structure(document, self.tree, pages, self._annotations)
        catalog.MarkInfo = pdf({"Marked": True})
        packet = xmp(self._metadata, self.tree.root.lang, self._when)
        catalog.Metadata = stream(document, packet, {"Type": Name("Metadata"), "Subtype": Name("XML")}, compress=False)
        catalog.OutputIntents = output_intents(document)
        super().save()


def _settle() -> None:
    """Set what we rely on: reportlab obeys settings files in HOME and RL_* variables."""
    for name, value in _SETTINGS.items():
        setattr(rl_config, name, value)


@lru_cache(maxsize=64)
def _samples(data: bytes) -> tuple[bytes, int, int]:
    """The samples of an image in RGB, compressed, with its width and height."""
    with Image.open(BytesIO(data)) as image:
        return zlib.compress(image.convert("RGB").tobytes()), *image.size


@lru_cache(maxsize=256)
def rgb(colour: str) -> str:
    """A colour as "#rrggbb", as three numbers of DeviceRGB."""
    return numbers([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
