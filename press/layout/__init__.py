"""A Document becomes a story: flowables that fill their pages evenly, and what repeats on each page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil, inf, log

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
_RULED = (2, 4, 7)  # lines to write on
_MOST_RULED = 14
_STEPS = 8  # from the tightest gaps to the widest
_FINE = 4  # steps between two of these
_SLACKS = (1.18, 1.1, 1.05, 1.02)  # of an equal share of the text
_ALIKE = 0.12  # of a page: pages that differ by less are filled alike
_BEST_STRETCH = 1.15
_BEST_RULED = 4
_AIR, _EMPTY, _ROOM, _TORN = 0.22, 0.8, 0.03, 0.15  # what a cost counts, beside uneven pages


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
    frame, pages = _fill(root, fit, sheet, furniture.band_height())
    return Story(root, frame, pages, furniture, tree, document.metadata, (sheet.width, sheet.height))


def _band(document: Document, tree: StructureTree, profiles: Mapping[str, LanguageProfile]) -> Iterator[Tagged]:
    """The bands, first in the tree: that a sheet is a draft is the first thing read aloud."""
    for runs in document.running.bands:
        yield tag_runs(bold(runs), tree.root.add("P"), profiles)


@dataclass(frozen=True, slots=True, order=True)
class _Setting:
    """A way to fill the pages, and how far it is from the best there could be."""

    cost: float
    stretch: float
    ruled: int
    depth: float


def _fill(root: Stack, fit: Fit, sheet: Sheet, band: float) -> tuple[Frame, int]:
    """The frame and the number of pages, with gaps and lines to write on stretched to fill them.

    The fewest pages that hold all with the gaps closed up; on these, the best
    of a handful of settings: pages filled alike, sections whole, gaps near
    their own size, room to write.
    """
    design = sheet.design
    width = sheet.width - 2 * design.side
    full = sheet.height - design.top - design.bottom - band
    least, most = design.stretch
    fit.stretch = least
    pages = len(break_pages(root, width, full))
    step = (most / least) ** (1 / _STEPS)
    coarse = [least * step**number for number in range(_STEPS + 1)]
    tightest = _Setting(inf, least, 0, full)
    best = min(_settings(root, fit, coarse, _RULED, width, full, pages), default=tightest)
    fine = [best.stretch * step ** (number / _FINE) for number in range(1, _FINE)]
    best = min([best, *_settings(root, fit, fine, (best.ruled,), width, full, pages)])
    fit.stretch, fit.ruled = best.stretch, best.ruled
    _rule_more(root, fit, width, best.depth, pages)
    return Frame(design.side, sheet.height - design.top - band - best.depth, width, best.depth), pages


def _rule_more(root: Stack, fit: Fit, width: float, depth: float, pages: int) -> None:
    """Lines to write on, as long as the last page is emptier than the fullest."""
    while fit.ruled < _MOST_RULED:
        fit.ruled += 1
        *before, last = (stack.height for stack in break_pages(root, width, depth))
        if len(before) >= pages or last > max(before, default=depth):
            fit.ruled -= 1
            return


def _settings(
    root: Stack, fit: Fit, stretches: Sequence[float], ruled: Sequence[int], width: float, full: float, pages: int
) -> Iterator[_Setting]:
    """The settings that hold the story on *pages*, with their costs."""
    for fit.ruled, fit.stretch in product(ruled, stretches):
        for depth in _depths(root, width, full):
            stacks = break_pages(root, width, depth)
            if len(stacks) > pages:
                break
            fills = [stack.height for stack in stacks]
            torn = sum(stack.parts[0] not in root.parts for stack in stacks[1:])
            yield _Setting(_cost(fills, full, fit) + _TORN * torn, fit.stretch, fit.ruled, depth)
            if max(fills) - min(fills) < _ALIKE * full:
                break


def _depths(root: Stack, width: float, full: float) -> Iterator[float]:
    """Depths of page to try, the whole first, then what an equal share of the text needs, more and more tightly."""
    yield full
    total = root.wrap(width, full)[1]
    share = total / ceil(total / full)
    for slack in _SLACKS:
        if share * slack < full:
            yield share * slack


def _cost(fills: list[float], full: float, fit: Fit) -> float:
    """How far pages are from alike and full, gaps from their own size, lines to write on from enough; 0 is best."""
    uneven = (max(fills) - min(fills)) / full
    empty = 1 - max(fills) / full
    air = abs(log(fit.stretch / _BEST_STRETCH))
    return uneven + _EMPTY * empty + _AIR * air + _ROOM * max(0, _BEST_RULED - fit.ruled)


def break_pages(root: Stack, width: float, height: float) -> list[Stack]:
    """*root* as Platypus will break it over pages of *height*.

    Raises:
        HandoutError: if a block is higher than a page.
    """
    pages: list[Stack] = []
    rest = root
    while True:
        pieces = rest.split(width, height)
        if len(pieces) == 1:
            return [*pages, rest]
        if not pieces or len(pages) == MOST_PAGES:
            what = f"the text does not go on {MOST_PAGES} pages, or one of its blocks not on a page"
            hint = "shorten the text, or choose a larger paper or a smaller design"
            raise HandoutError([Problem("", 0, what, hint, ExitCode.BRAND)])
        pieces[0].wrap(width, height)
        pages.append(pieces[0])
        rest = pieces[1]
