"""reportlab's private parts that press.pdf leans on are there and behave; nothing untagged can be painted."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
import reportlab
from conftest import WHEN
from reportlab.pdfbase.pdfdoc import PDFCatalog, PDFDictionary, PDFDocument, PDFPage, PDFStream
from reportlab.pdfgen.canvas import Canvas

from press.document import Metadata
from press.fonts import FontLibrary
from press.layout.flow import Part
from press.pdf.canvas import TaggedCanvas, TaggingError
from press.places import Library
from press.tagging import StructureElement, StructureTree
from press.text.paragraph import Line, Setting, Span, Typesetter

LETTER = 612.0, 792.0
Painted = Callable[[TaggedCanvas], object]


def _canvas(pages: int = 1) -> TaggedCanvas:
    return TaggedCanvas(StructureTree("en"), Metadata("Title"), WHEN, pages, LETTER)


@pytest.fixture(scope="module")
def words(library: Library) -> tuple[Line, ...]:
    english = library.language("en")
    return Typesetter(FontLibrary(library.fonts)).lines((Span("Call us, S f Tj", english),), Setting(english, 12, 200))


def test_the_release_that_was_read() -> None:
    assert reportlab.Version.startswith("5.1.")


def test_a_stream_ends_with_an_end_of_line_that_its_length_does_not_count() -> None:
    content = b"1 0 0 1 0 0 cm"
    stream = PDFStream(PDFDictionary({}), content)
    stream.filters = None
    written = stream.format(PDFDocument())
    assert written.endswith(b"stream\n" + content + b"\nendstream\n")
    assert re.search(rb"/Length (\d+)", written)[1] == b"%d" % len(content)


def test_an_end_of_line_takes_no_byte_of_the_data() -> None:
    stream = PDFStream(PDFDictionary({}), b"data that ends with a carriage return\r")
    stream.filters = None
    assert stream.format(PDFDocument()).endswith(b"return\r\r\nendstream\n")


def test_the_catalog_writes_what_no_default_names() -> None:
    assert {"StructTreeRoot", "MarkInfo", "Metadata", "Outlines"} <= set(PDFCatalog.__NoDefault__)
    assert PDFCatalog.__Refs__ == PDFCatalog.__NoDefault__
    canvas = _canvas()
    canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(canvas.buffer.getvalue())) as pdf:
        assert str(pdf.Root.OutputIntents[0].S) == "/GTS_PDFA1"
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert b"\npdfaid" not in pdf.Root.Metadata.read_raw_bytes()
        assert b"<pdfaid:part>2</pdfaid:part>" in pdf.Root.Metadata.read_raw_bytes()


def test_a_finished_page_passes_the_hook_for_annotations() -> None:
    assert "_setAnnotations(page)" in inspect.getsource(Canvas.showPage)
    assert "Trans" in PDFPage.__NoDefault__
    canvas = _canvas(2)
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(canvas.buffer.getvalue())) as pdf:
        assert [int(page.StructParents) for page in pdf.pages] == [0, 1]
        assert [str(page.Tabs) for page in pdf.pages] == ["/S", "/S"]
        assert all("/Trans" not in page for page in pdf.pages)


def test_the_preamble_selects_no_font() -> None:
    assert "_make_preamble()" in inspect.getsource(Canvas.__init__) + inspect.getsource(Canvas.init_graphics_state)
    plain = Canvas(BytesIO())
    assert "/F1 12 Tf" in plain._preamble, "reportlab's own selects Helvetica"
    canvas = _canvas()
    assert "Tf" not in canvas._preamble
    canvas.showPage()
    canvas.save()
    assert b"Helvetica" not in canvas.buffer.getvalue()


def test_links_pass_add_annotation_and_name_their_places() -> None:
    canvas = _canvas()
    element = canvas.tree.root.add("Link")
    with canvas.marked(element):
        canvas.fill(1, 2, 3, 4, "#000000")
    canvas.destination("there", 700)
    canvas.link(element, "#there", "Source 1", (10, 20, 30, 40))
    canvas.link(element, "https://example.org/(é)%20?q=1#x", "example.org", (10, 70, 30, 40))
    canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(canvas.buffer.getvalue())) as pdf:
        near, far = pdf.pages[0].Annots
        assert [float(value) for value in near.Rect] == [10, 20, 40, 60]
        assert str(near.Contents) == "Source 1"
        assert bytes(far.A.URI) == b"https://example.org/(%C3%A9)%20?q=1#x"  # 12.6.4.7: in seven bits
        assert [int(one.StructParent) for one in (near, far)] == [1, 2]
        assert near.Dest[0].objgen == pdf.pages[0].objgen
        assert [str(near.Dest[1]), float(near.Dest[3])] == ["/XYZ", 700]
        kids = pdf.Root.StructTreeRoot.K.K[0].K
        assert [kid.Obj.objgen for kid in kids if not isinstance(kid, int)] == [near.objgen, far.objgen]


def test_fonts_are_asked_for_their_objects_when_the_file_is_saved(words: tuple[Line, ...]) -> None:
    asked = inspect.getsource(PDFDocument.GetPDFData)
    assert "delayedFonts" in asked
    assert "addObjects(self)" in asked
    canvas = _canvas()
    with canvas.artifact():
        canvas.text_lines([(line, 50, 700) for line in words], None, "#000000")
    assert [font.name for font in canvas._doc.delayedFonts] == ["F1"]
    canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(canvas.buffer.getvalue())) as pdf:
        assert str(pdf.pages[0].Resources.Font.F1.Subtype) == "/Type0"
        assert list(pdf.pages[0].Resources.Font.keys()) == ["/F1"]


def test_a_part_draws_itself_from_its_lower_left_corner() -> None:
    class Square(Part):
        def draw(self) -> None:
            self.canv.fill(0, 0, 9, 9, "#000000")

    square = Square()
    square.wrap(9, 9)
    canvas = _canvas()
    with canvas.artifact():
        square.put(canvas, 100, 700)
    assert canvas._code[1:-1] == ["q", "1 0 0 1 100 700 cm", "0 0 0 rg", "n 0 0 9 9 re f*", "Q"]


# Tagging


UNTAGGED: dict[str, Painted] = {
    "rectangle": lambda canvas: canvas.fill(1, 1, 9, 9, "#000000"),
    "round": lambda canvas: canvas.fill(1, 1, 9, 9, "#000000", 2),
    "frame": lambda canvas: canvas.frame(1, 1, 9, 9, "#000000", 1),
    "rule": lambda canvas: canvas.rule(1, 1, 9, 9, "#000000", 1),
    "shape": lambda canvas: canvas.shape([(1, 1), (2, 2), (3, 1)], "#000000"),
    "disc": lambda canvas: canvas.disc(5, 5, 2, "#000000"),
    "reportlab's text": lambda canvas: canvas.drawString(5, 5, "untagged"),
    "reportlab's path": lambda canvas: canvas.line(1, 1, 2, 2),
}


@pytest.mark.parametrize("painted", UNTAGGED)
def test_untagged_drawing_is_an_error_at_the_end_of_the_page(painted: str) -> None:
    canvas = _canvas()
    UNTAGGED[painted](canvas)
    with pytest.raises(TaggingError, match="untagged on page 1"):
        canvas.showPage()


def test_untagged_words_are_an_error_at_the_end_of_the_page(words: tuple[Line, ...]) -> None:
    canvas = _canvas()
    canvas.text_lines([(line, 50, 700) for line in words], None, "#000000")
    with pytest.raises(TaggingError, match="untagged on page 1"):
        canvas.showPage()


@pytest.mark.parametrize("painted", UNTAGGED)
def test_the_same_is_fine_as_an_artifact_and_as_content(painted: str) -> None:
    canvas = _canvas()
    with canvas.artifact():
        UNTAGGED[painted](canvas)
    with canvas.marked(canvas.tree.root.add("P")):
        UNTAGGED[painted](canvas)
    canvas.showPage()


def test_what_paints_nothing_needs_no_tag() -> None:
    canvas = _canvas()
    canvas.setLineWidth(2)
    canvas.translate(10, 10)
    canvas.saveState()
    canvas.restoreState()
    canvas.showPage()


def test_content_inside_other_content_is_an_error(words: tuple[Line, ...]) -> None:
    canvas = _canvas()
    first, second = canvas.tree.root.add("P"), canvas.tree.root.add("P")
    with pytest.raises(TaggingError, match="<P> inside"), canvas.marked(first), canvas.marked(second):
        pass
    canvas = _canvas()
    with pytest.raises(TaggingError, match="an artifact inside"), canvas.marked(first), canvas.artifact():
        pass
    canvas = _canvas()
    with pytest.raises(TaggingError, match="text inside"), canvas.artifact():
        canvas.text_lines([(line, 50, 700) for line in words], [StructureElement("P")], "#000000")


def test_an_element_that_paints_nothing_is_an_error() -> None:
    canvas = _canvas()
    with pytest.raises(TaggingError, match="nothing painted"), canvas.marked(canvas.tree.root.add("P")):
        pass
