"""A Document becomes a story: flowables that fill their pages evenly, and what repeats on each page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from press.design.sheet import Sheet
from press.document import Document, Metadata
from press.layout.filling import Filler
from press.layout.flow import Fit, Stack
from press.layout.furniture import Furniture
from press.layout.story import StoryBuilder
from press.layout.tags import Tagged, bold, tag_runs
from press.places import LanguageProfile
from press.tagging import StructureTree
from press.text.paragraph import Typesetter


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

    root: Stack
    frame: Frame
    pages: int
    furniture: Furniture
    tree: StructureTree
    metadata: Metadata
    page_size: tuple[float, float]


def lay_out(document: Document, sheet: Sheet, typesetter: Typesetter, profiles: Mapping[str, LanguageProfile]) -> Story:
    """Set *document* on the pages that it needs, evenly filled; type never shrinks to fit.

    *profiles* has every language whose words stand in the document.

    Raises:
        HandoutError: if a font lacks a character, or a block is higher than a page.
    """
    tree = StructureTree(document.language.tag)
    bands = tuple(_band(document, tree, profiles))
    profile = profiles[document.language.tag]
    furniture = Furniture(sheet, typesetter, dict(profiles), document.running, bands, profile)
    fit = Fit()
    root = StoryBuilder(document, sheet, typesetter, profiles, fit).stack(document.blocks, tree.root)
    design, top = sheet.design, sheet.height - sheet.design.top - furniture.band_height()
    width = sheet.width - 2 * design.side
    pages, depth = Filler(root, fit, width, top - design.bottom).fill(*design.stretch)
    frame = Frame(design.side, top - depth, width, depth)
    return Story(root, frame, pages, furniture, tree, document.metadata, (sheet.width, sheet.height))


def _band(document: Document, tree: StructureTree, profiles: Mapping[str, LanguageProfile]) -> Iterator[Tagged]:
    """The bands, first in the tree: that a sheet is a draft is the first thing read aloud."""
    for runs in document.running.bands:
        yield tag_runs(bold(runs), tree.root.add("P"), profiles)
