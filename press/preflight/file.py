"""One PDF, opened in two libraries that did not write it: qpdf (pikepdf) and PDFium (pypdfium2)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from xml.etree import ElementTree as ET

import pikepdf
import pypdfium2 as pdfium

from press.preflight.content import ContentReader, PageContent
from press.preflight.entries import decoded, dictionary, name, text
from press.preflight.paper import Leaf, read_leaf
from press.preflight.tree import Element, Mark, TreeReader, spoken
from press.problems import RefusedError

_MOST_BYTES = 200_000_000
_MOST_PAGES = 2_000
_MOST_METADATA = 2_000_000


@dataclass(frozen=True, slots=False)
class PdfFile:
    """A file as its checks see it; each part is read when it is first asked for."""

    data: bytes
    pdf: pikepdf.Pdf = field(repr=False)
    rendered: pdfium.PdfDocument = field(repr=False)

    @property
    def catalog(self) -> pikepdf.Object:
        """The catalog."""
        return self.pdf.Root

    @cached_property
    def language(self) -> str:
        """The language of the whole file; empty where it says none."""
        return text(self.catalog.get("/Lang"))

    @cached_property
    def roles(self) -> dict[str, str]:
        """The RoleMap: a type → what it is mapped to."""
        roles = dictionary(dictionary(self.structure).get("/RoleMap"))
        return {str(key)[1:]: name(value) for key, value in roles.items()}

    @property
    def structure(self) -> pikepdf.Object | None:
        """The StructTreeRoot, if there is one."""
        found = self.catalog.get("/StructTreeRoot")
        return found if isinstance(found, pikepdf.Dictionary) else None

    @cached_property
    def tree(self) -> tuple[Element, ...]:
        """The elements at the top of the structure tree."""
        if self.structure is None:
            return ()
        pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        return TreeReader(pages, self.roles).root(self.structure)

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Every structure element, in reading order."""
        return tuple(one for top in self.tree for one in top.elements())

    @cached_property
    def contents(self) -> tuple[PageContent, ...]:
        """What the content stream of each page says."""
        reader = ContentReader()
        return tuple(reader.page(number, page) for number, page in enumerate(self.pdf.pages))

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """What stands where on each page, and which words PDFium reads there."""
        return tuple(read_leaf(number, page) for number, page in enumerate(self.rendered))

    def words(self, mark: Mark) -> str:
        """The words that PDFium reads in a piece of marked content."""
        return self.leaves[mark.page].words.get(mark.mcid, "") if 0 <= mark.page < len(self.leaves) else ""

    def said(self, element: Element) -> str:
        """The words of an element as a screen reader says them, with single blanks."""
        return spoken(element.text(self.words))

    @property
    def info_title(self) -> str:
        """The title in the document information dictionary."""
        return text(dictionary(self.pdf.trailer.get("/Info")).get("/Title"))

    @cached_property
    def metadata(self) -> bytes:
        """The XMP packet; empty where there is none."""
        return decoded(self.catalog.get("/Metadata"))[:_MOST_METADATA]

    @cached_property
    def xmp(self) -> ET.Element | None:
        """The XMP packet as XML; None where there is none, or none that is well formed."""
        if b"<!" in self.metadata.replace(b"<!--", b""):  # a document type could name entities without end
            return None
        try:
            return ET.fromstring(self.metadata)  # noqa: S314  a packet with a document type was refused
        except ET.ParseError:
            return None


@contextmanager
def opened(data: bytes) -> Iterator[PdfFile]:
    """*data* in both libraries.

    Raises:
        RefusedError: if it is no PDF, is locked, or is too large to look at.
    """
    if len(data) > _MOST_BYTES:
        raise RefusedError("the file is larger than 200 MB", "is this a handout?")
    if b"%PDF-" not in data[:1024]:
        raise RefusedError("this is no PDF", "give a file that a PDF viewer opens")
    try:
        with pikepdf.open(BytesIO(data)) as pdf, closing(pdfium.PdfDocument(data)) as rendered:
            if not pdf.pages or len(pdf.pages) > _MOST_PAGES or len(pdf.pages) != len(rendered):
                raise RefusedError("the file has no pages, or more than can be looked at", "is this a handout?")
            yield PdfFile(data, pdf, rendered)
    except pikepdf.PasswordError:
        raise RefusedError("the file is locked with a password", "save it without one") from None
    except (pikepdf.PdfError, pdfium.PdfiumError, UnicodeDecodeError) as error:  # from here, or whoever reads the file
        raise RefusedError("the file is damaged: it cannot be read", "make or fetch it again") from error
