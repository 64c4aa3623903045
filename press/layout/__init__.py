"""A Document becomes a story: flowables that fill their pages evenly, and what repeats on each page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from press.design.sheet import Sheet
from press.document import Document, Metadata
from press.layout.flow import Fit, Stack
from press.layout.furniture import Furniture
from press.layout.story import StoryBuilder
from press.layout.tags import Tagged, bold, tag_runs
from press.places import LanguageProfile
from press.problems import ExitCode, HandoutError, Problem
from press.tagging import StructureTree
from press.text.paragraph import Typesetter

MOST_PAGES = 12
_MOST_LINES = 12
_STEPS = 7  # of a search by halves: 1/128 of the range


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


def lay_out(
    document: Document, sheet: Sheet, typesetter: Typesetter, profiles: Mapping[str, LanguageProfile]
) -> Story:
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
    frame, pages = _fill(root, fit, sheet, furniture.band_height())
    return Story(root, frame, pages, furniture, tree, document.metadata, (sheet.width, sheet.height))


def _band(document: Document, tree: StructureTree, profiles: Mapping[str, LanguageProfile]) -> Iterator[Tagged]:
    """The bands, first in the tree: that a sheet is a draft is the first thing read aloud."""
    for runs in document.running.bands:
        yield tag_runs(bold(runs), tree.root.add("P"), profiles)


def _fill(root: Stack, fit: Fit, sheet: Sheet, band: float) -> tuple[Frame, int]:
    """The frame and the number of pages, with gaps and lines to write on stretched to fill them.

    The fewest pages that hold all with the gaps closed up; then as many lines
    to write on as these pages hold, as much air, and pages of equal depth.
    """
    design = sheet.design
    width = sheet.width - 2 * design.side
    full = sheet.height - design.top - design.bottom - band
    least, most = design.stretch
    fit.stretch = least
    pages = count_pages(root, width, full)
    fit.stretch = _search(least, 1.0, lambda stretch: _pages_at(root, fit, stretch, width, full) == pages)
    while fit.ruled < _MOST_LINES and count_pages(root, width, full) == pages:
        fit.ruled += 1
    if count_pages(root, width, full) != pages:
        fit.ruled -= 1
    if fit.stretch == 1.0:
        fit.stretch = _search(1.0, most, lambda stretch: _pages_at(root, fit, stretch, width, full) == pages)
    depth = full
    if pages > 1:
        depth = full - _search(0.0, full * 0.5, lambda cut: count_pages(root, width, full - cut) == pages)
    return Frame(design.side, sheet.height - design.top - band - depth, width, depth), pages


def _pages_at(root: Stack, fit: Fit, stretch: float, width: float, height: float) -> int:
    fit.stretch = stretch
    return count_pages(root, width, height)


def _search(low: float, high: float, holds) -> float:  # type: ignore[no-untyped-def]
    """The largest value between *low*, where it holds, and *high*, to a small step."""
    if holds(high):
        return high
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    holds(low)
    return low


def count_pages(root: Stack, width: float, height: float) -> int:
    """How many pages Platypus will break *root* into.

    Raises:
        HandoutError: if a block is higher than a page.
    """
    rest, pages = root, 1
    while True:
        pieces = rest.split(width, height)
        if len(pieces) == 1:
            return pages
        if not pieces or pages == MOST_PAGES:
            raise HandoutError(
                [
                    Problem(
                        "", 0, f"the text does not go on {MOST_PAGES} pages, or one of its blocks not on a page",
                        "shorten the text, or choose a larger paper or a smaller design", ExitCode.BRAND,
                    )
                ]
            )  # fmt: skip
        rest, pages = pieces[1], pages + 1
