"""How many pages a story takes, and how they are filled alike: gaps and lines to write on give, type never."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil, inf, log

from press.layout.flow import Fit, Stack
from press.problems import ExitCode, HandoutError, Problem

MOST_PAGES = 48
_RULED = (2, 4, 7)  # lines to write on
_MOST_RULED = 14
_STEPS = 8  # from the tightest gaps to the widest
_BETWEEN = (-0.5, -0.25, 0.25, 0.5)  # of such a step: what is tried around the best
_SLACKS = (1.18, 1.1, 1.05, 1.02)  # of an equal share of the text
_ALIKE = 0.12  # of a page: pages that differ by less are filled alike
_BEST_STRETCH = 1.15
_BEST_RULED = 4
_LAST = 0.5  # how much an emptier last page counts: text ends somewhere; before that a hole looks like a fault
_AIR, _EMPTY, _ROOM, _TORN = 0.22, 0.8, 0.03, 0.15  # what a cost counts, beside uneven pages


@dataclass(frozen=True, slots=True, order=True)
class Setting:
    """A way to fill the pages, and how far it is from the best there could be."""

    cost: float
    stretch: float
    ruled: int
    depth: float  # of the text on each page, in points


class Filler:
    """Fills pages of *width* by *full* points with *root*, whose gaps and ruled lines follow *fit*."""

    def __init__(self, root: Stack, fit: Fit, width: float, full: float) -> None:
        self.root, self.fit, self.width, self.full = root, fit, width, full

    def fill(self, least: float, most: float) -> float:
        """The depth of the text on each page, with the fit set to the best of a handful of settings.

        The fewest pages that hold all with the gaps closed up to *least*; on
        these, pages filled alike, sections whole, gaps near their own size,
        and room to write.

        Raises:
            HandoutError: if a block is higher than a page.
        """
        self.fit.stretch = least
        pages = len(break_pages(self.root, self.width, self.full))
        step = (most / least) ** (1 / _STEPS)
        coarse = [least * step**number for number in range(_STEPS + 1)]
        best = min(self._settings(pages, coarse, _RULED), default=Setting(inf, least, 0, self.full))
        fine = [best.stretch * step**between for between in _BETWEEN]
        within = [one for one in fine if least <= one <= most]
        best = min([best, *self._settings(pages, within, (best.ruled,))])
        self.fit.stretch, self.fit.ruled = best.stretch, best.ruled
        self._rule_more(pages, best.depth)
        return best.depth

    def _settings(self, pages: int, stretches: Sequence[float], lines: Sequence[int]) -> Iterator[Setting]:
        """The settings that hold the story on *pages*, with their costs."""
        for ruled, stretch in product(lines, stretches):
            self.fit.ruled, self.fit.stretch = ruled, stretch
            for depth in self._depths():
                stacks = self._pages(depth)
                if not 0 < len(stacks) <= pages:
                    break
                yield Setting(self._cost(stacks), stretch, ruled, depth)
                fills = [stack.height for stack in stacks]
                if max(fills) - min(fills) < _ALIKE * self.full:
                    break

    def _pages(self, depth: float) -> list[Stack]:
        """What goes on each page of *depth*; nothing if a block is higher than such a page."""
        try:
            return break_pages(self.root, self.width, depth)
        except HandoutError:
            return []

    def _depths(self) -> Iterator[float]:
        """Depths of page to try: the whole, then what an equal share of the text needs, more and more tightly."""
        yield self.full
        total = self.root.wrap(self.width, self.full)[1]
        share = total / ceil(total / self.full)
        for slack in _SLACKS:
            if share * slack < self.full:
                yield share * slack

    def _cost(self, pages: Sequence[Stack]) -> float:
        """How far pages are from alike, full and whole, gaps from their own size, lines to write on from enough."""
        fills = [page.height for page in pages]
        *before, last = (max(fills) - fill for fill in fills)
        uneven = max([*before, last * _LAST]) / self.full
        empty = 1 - max(fills) / self.full
        air = abs(log(self.fit.stretch / _BEST_STRETCH))
        room = max(0, _BEST_RULED - self.fit.ruled)
        torn = sum(page.parts[0] not in self.root.parts for page in pages[1:])
        return uneven + _EMPTY * empty + _AIR * air + _ROOM * room + _TORN * torn

    def _rule_more(self, pages: int, depth: float) -> None:
        """Add lines to write on, as long as the last page is emptier than the fullest."""
        while self.fit.ruled < _MOST_RULED:
            self.fit.ruled += 1
            *before, last = (stack.height for stack in break_pages(self.root, self.width, depth))
            if len(before) >= pages or last > max(before, default=depth):
                self.fit.ruled -= 1
                return


def break_pages(root: Stack, width: float, height: float) -> list[Stack]:
    """The parts of *root* that go on each page of *height*, measured.

    Raises:
        HandoutError: if a block is higher than a page.
    """
    pages: list[Stack] = []
    rest = root
    root.fit.page = height
    while True:
        pieces = rest.split(width, height)
        if len(pieces) == 1:
            rest.wrap(width, height)
            return [*pages, rest]
        if not pieces or len(pages) == MOST_PAGES:
            what = f"the text does not go on {MOST_PAGES} pages, or one of its blocks not on a page"
            hint = "shorten the text, or choose a larger paper or a smaller design"
            raise HandoutError([Problem("", 0, what, hint, ExitCode.BRAND)])
        pieces[0].wrap(width, height)
        pages.append(pieces[0])
        rest = pieces[1]
