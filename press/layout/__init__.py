"""A Document becomes a story: flowables that fill their pages evenly, and what repeats on each page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
from press.tagging import StructureTree
from press.text.paragraph import Typesetter

_PRINTED = 9.0  # points at the lower edge of the paper that hold no words
_FOLDED = 4  # pages on a sheet of paper that is folded once


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the story runs on each page, in points from the lower left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Story:
    """All that press.pdf paints."""

    pages: tuple[Stack, ...]  # the text of each, in reading order
    frame: Frame
    furniture: Furniture
    tree: StructureTree
    metadata: Metadata
    page_size: tuple[float, float]
    sides: tuple[tuple[int, ...], ...]  # the pages that stand next to one another on each side of the paper, from 0
    words: Frame  # where words stand on each page, what repeats among them

    def draw(self, canvas: Surface, page: int) -> None:
        """Draw a page (from 0) with what repeats on it."""
        self.furniture.draw(canvas, page + 1, len(self.pages))
        self.pages[page].put(canvas, self.frame.x, self.frame.y + self.frame.height)


def lay_out(document: Document, sheet: Sheet, typesetter: Typesetter, profiles: Mapping[str, LanguageProfile]) -> Story:
    """Set *document* on the pages that it needs, evenly filled; type never shrinks to fit.

    *profiles* has every language whose words stand in the document.

    Raises:
        HandoutError: if a font lacks a character, a block is higher than a page, or the clinic's lines than its head.
    """
    tree = StructureTree(document.language.tag)
    bands = tuple(_band(document, tree, profiles))
    profile = profiles[document.language.tag]
    furniture = Furniture(sheet, typesetter, profiles, document.running, bands, profile)
    fit = Fit()
    means = Means(sheet, typesetter, profiles, fit)
    builder = (
        BilingualBuilder(document.language, document.beside, means, peers=document.peers)
        if document.beside
        else StoryBuilder(document.language, means)
    )
    root = builder.stack(document.blocks, tree.root)
    design, top = sheet.design, sheet.height - sheet.design.top - furniture.band_height()
    width = sheet.width - 2 * design.side
    depth = Filler(root, fit, width, top - furniture.bottom()).fill(*design.stretch)
    pages = break_pages(root, width, depth)
    if design.booklet:
        pages += _blank_pages(-len(pages) % _FOLDED, width, depth, sheet.palette)
    sides = booklet(len(pages), document.language.rtl) if design.booklet else [(page,) for page in range(len(pages))]
    frame = Frame(design.side, top - depth, width, depth)
    size = sheet.width, sheet.height
    words = Frame(design.side, _PRINTED, width, sheet.height - design.top - _PRINTED)
    return Story(tuple(pages), frame, furniture, tree, document.metadata, size, tuple(sides), words)


def booklet(pages: int, rtl: bool) -> list[tuple[int, ...]]:
    """The two pages on each side of the paper, front and back in turn, so that the folded pile reads in order.

    *pages* is a multiple of four. A booklet that reads from right to left has its fold on the right.
    """
    sides: list[tuple[int, ...]] = []
    for side in range(pages // 2):
        outer, inner = pages - 1 - side, side
        sides.append((inner, outer) if bool(side % 2) is not rtl else (outer, inner))
    return sides


def _blank_pages(count: int, width: float, depth: float, palette: Palette) -> list[Stack]:
    """Pages with lines to write on, which fill a booklet up."""
    lines = int(depth / PITCH)
    pages = [Stack([Ruled(lines, lines, Fit(), palette)], Fit()) for _ in range(count)]
    for page in pages:
        page.wrap(width, depth)
    return pages


def _band(document: Document, tree: StructureTree, profiles: Mapping[str, LanguageProfile]) -> Iterator[Tagged]:
    """The bands, first in the tree: that a sheet is a draft is the first thing read aloud."""
    for runs in document.running.bands:
        yield tag_runs(bold(runs), tree.root.add("P"), profiles)
