"""Documents are set on their pages, and gatherings of pages are bound into one story: a sheet alone, or a packet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from press.design.sheet import Palette, Sheet
from press.document import Document, Metadata
from press.layout.bilingual import BilingualBuilder
from press.layout.filling import Filler, break_pages
from press.layout.flow import Fit, Stack
from press.layout.furniture import Furniture
from press.layout.pictures import PITCH, Ruled
from press.layout.story import Means, StoryBuilder
from press.layout.surface import Surface
from press.layout.tags import Tagged, bold, tag_runs
from press.places import LanguageProfile
from press.tagging import StructureElement, StructureTree
from press.text.paragraph import Typesetter

_PRINTED = 9.0  # points at the lower edge of the paper that hold no words
_FOLDED = 4  # pages on a sheet of paper that is folded once
_MANY = 88  # pages of a sheet: a number as wide as there will be
_MANY_OF_A_PACKET = 888


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the story runs on each page, in points from the lower left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page, where it stands, and what repeats around it."""

    text: Stack
    frame: Frame
    furniture: Furniture
    anchor: str = ""  # of the document that begins here
    first: bool = False  # of its document

    def draw(self, canvas: Surface, number: int, pages: int) -> None:
        """Draw the page, which is *number* (from 1) of *pages*."""
        top = self.frame.y + self.frame.height
        if self.anchor:
            canvas.destination(self.anchor, top)
        self.furniture.draw(canvas, number, pages, first=self.first)
        self.text.put(canvas, self.frame.x, top)


@dataclass(frozen=True, slots=True)
class Gathering:
    """A document on its pages, before they are numbered."""

    pages: tuple[Page, ...]  # in reading order
    root: StructureElement  # of all that the document says
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class Story:
    """All that press.pdf paints."""

    pages: tuple[Page | None, ...]  # in reading order; None is left blank
    tree: StructureTree
    metadata: Metadata
    page_size: tuple[float, float]
    sides: tuple[tuple[int, ...], ...]  # the pages that stand next to one another on each side of the paper, from 0
    words: Frame  # where words stand on each page, what repeats among them

    def draw(self, canvas: Surface, page: int) -> None:
        """Draw a page (from 0) with what repeats on it."""
        if there := self.pages[page]:
            there.draw(canvas, page + 1, len(self.pages))


class Binder:
    """Sets documents in one look, and binds them; in a *packet* each is a part of something larger.

    *profiles* has every language whose words stand in the documents.
    """

    def __init__(
        self, sheet: Sheet, typesetter: Typesetter, profiles: Mapping[str, LanguageProfile], *, packet: bool = False
    ) -> None:
        self.sheet, self.typesetter, self.profiles, self.packet = sheet, typesetter, profiles, packet

    def gather(self, document: Document) -> Gathering:
        """Set *document* on the pages that it needs, evenly filled; type never shrinks to fit.

        Raises:
            HandoutError: if a font lacks a character, a block is higher than a page, or the clinic's lines than
                its head.
        """
        root = StructureElement("Part" if self.packet else "Document", document.language.tag)
        furniture = self._furniture(document, root)
        fit = Fit()
        depth = 1 if self.packet and document.anchor else 0  # below the heading of the cover, which has no anchor
        means = Means(self.sheet, self.typesetter, self.profiles, fit, document.anchor, depth)
        builder = (
            BilingualBuilder(document.language, document.beside, means, peers=document.peers)
            if document.beside
            else StoryBuilder(document.language, means)
        )
        stack = builder.stack(document.blocks, root)
        design, top = self.sheet.design, self.sheet.height - self.sheet.design.top - furniture.band_height()
        width = self.sheet.width - 2 * design.side
        high = Filler(stack, fit, width, top - furniture.bottom()).fill(*design.stretch)
        frame = Frame(design.side, top - high, width, high)
        first, *others = break_pages(stack, width, high)
        pages = (
            Page(first, frame, furniture, document.anchor, first=True),
            *(Page(one, frame, furniture) for one in others),
        )
        return Gathering(pages, root, document.metadata)

    def _furniture(self, document: Document, root: StructureElement) -> Furniture:
        bands = tuple(self._bands(document, root))
        profile = self.profiles[document.language.tag]
        many = _MANY_OF_A_PACKET if self.packet else _MANY
        return Furniture(self.sheet, self.typesetter, self.profiles, document.running, bands, profile, many)

    def _bands(self, document: Document, root: StructureElement) -> Iterator[Tagged]:
        """The bands, first in the tree: that a sheet is a draft is the first thing read aloud."""
        for runs in document.running.bands:
            yield tag_runs(bold(runs), root.add("P"), self.profiles)

    def bind(self, gatherings: Sequence[Gathering]) -> Story:
        """The gatherings as one story, with the records of the first; each begins on a right-hand page."""
        pages: list[Page | None] = []
        for gathering, start in zip(gatherings, first_pages([len(one.pages) for one in gatherings]), strict=True):
            pages += [None] * (start - 1 - len(pages))
            pages += gathering.pages
        rtl = self.profiles[gatherings[0].root.lang].language.rtl
        sides: list[tuple[int, ...]] = [(page,) for page in range(len(pages))]
        if self.sheet.design.booklet:
            pages += _ruled_pages(-len(pages) % _FOLDED, gatherings[-1].pages[0], self.sheet.palette)
            sides = booklet(len(pages), rtl)
        side, height = self.sheet.design.side, self.sheet.height - self.sheet.design.top - _PRINTED
        words = Frame(side, _PRINTED, self.sheet.width - 2 * side, height)
        size = self.sheet.width, self.sheet.height
        return Story(tuple(pages), self._tree(gatherings), gatherings[0].metadata, size, tuple(sides), words)

    def _tree(self, gatherings: Sequence[Gathering]) -> StructureTree:
        """One tree: of a sheet its own, of a packet a part for each document."""
        first = gatherings[0].root
        tree = StructureTree(first.lang)
        if self.packet:
            tree.root.kids += [gathering.root for gathering in gatherings]
        else:
            tree.root = first
        return tree


def first_pages(counts: Sequence[int]) -> list[int]:
    """The page (from 1) that each of several gatherings of so many pages begins on: a right-hand one."""
    starts = [1]
    for count in counts[:-1]:
        starts.append(starts[-1] + count + count % 2)
    return starts


def booklet(pages: int, rtl: bool) -> list[tuple[int, ...]]:
    """The two pages on each side of the paper, front and back in turn, so that the folded pile reads in order.

    *pages* is a multiple of four. A booklet that reads from right to left has its fold on the right.
    """
    sides: list[tuple[int, ...]] = []
    for side in range(pages // 2):
        outer, inner = pages - 1 - side, side
        sides.append((inner, outer) if bool(side % 2) is not rtl else (outer, inner))
    return sides


def _ruled_pages(count: int, like: Page, palette: Palette) -> Iterator[Page]:
    """Pages with lines to write on, which fill a booklet up."""
    frame = like.frame
    lines = int(frame.height / PITCH)
    for _ in range(count):
        text = Stack([Ruled(lines, lines, Fit(), palette)], Fit())
        text.wrap(frame.width, frame.height)
        yield Page(text, frame, like.furniture)
