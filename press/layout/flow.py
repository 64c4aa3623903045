"""What pages are built of: parts, and parts that hold parts (stacks, boxes, rows, tables).

Each says how high it is at a width (wrap), parts at a page's end (split) and
paints itself (draw), as the flowables of reportlab's Platypus do;
press.layout.filling breaks pages with these. Gaps are shared through a `Fit`,
which stretches them until the pages fill evenly. A part knows the structure
element that its words belong to, and keeps it when it is split.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf

from press.layout.surface import Surface

ENOUGH = 0.01  # points: what rounding may add to a height
_COLUMN_GAP = 0.3  # of a table's gutter: between its columns where they stand below one another
_WIDEST_PADDING = 1.2  # of a box, times its own: paper between words and frame is no room to fill


@dataclass(slots=True)
class Fit:
    """What may give so that a document fills its pages evenly; never the type."""

    stretch: float = 1.0  # of all gaps
    ruled: int = 0  # lines to write on
    page: float = inf  # points: the height of a page's text; what is higher cannot stay whole


@dataclass(frozen=True, slots=True)
class Space:
    """White space around a part, in points, before it is stretched."""

    before: float = 0.0
    after: float = 0.0


NO_SPACE = Space()


def around(gap: float) -> Space:
    """The same white space before and after."""
    return Space(gap, gap)


class Part:
    """Anything that takes room on a page, with gaps around it that collapse into the larger one."""

    canv: Surface
    width: float
    height: float

    def __init__(self, space: Space = NO_SPACE) -> None:
        self.space = space
        self.width = self.height = 0.0  # points; known once it is measured
        self.keepWithNext = False

    def inner(self) -> Iterable[Part]:
        """The parts that it is made of, in reading order."""
        return ()

    def baseline(self) -> float:
        """The first baseline's distance from the top, 0 where there is none."""
        return 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """No size: a part of its own kind says otherwise."""
        self.width, self.height = width, 0.0
        return width, 0.0

    def split(self, _width: float, _height: float) -> Sequence[Part]:
        """What fits into a height, and the rest; nothing if it stays whole."""
        return []

    def draw(self) -> None:
        """Paint on `canv`, from the lower left corner of the part."""

    def overhang(self) -> tuple[float, float]:
        """How far letters reach beyond the top and the bottom of the part, in points; known once it is measured."""
        return 0.0, 0.0

    def put(self, canvas: Surface, x: float, top: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        self.canv = canvas
        with canvas.at(x, top - self.height):
            self.draw()
        del self.canv


class Stack(Part):
    """Parts below one another."""

    def __init__(
        self,
        parts: Sequence[Part],
        fit: Fit,
        space: Space = NO_SPACE,
        *,
        whole: float = 0.0,
        least: int = 1,
    ) -> None:
        super().__init__(space)
        self.parts, self.fit = tuple(parts), fit
        self.whole = whole  # not split while it is lower than this
        self.least = least  # parts that stay together on either side of a split
        self._wrapped: tuple[float, float, int] | None = None
        self._clears: dict[int, float] = {}  # at this width

    def inner(self) -> Iterable[Part]:
        """The parts from the top."""
        return self.parts

    def gap(self, index: int) -> float:
        """The gap above the part at *index*."""
        if index == 0:
            return 0.0
        above, below = self.parts[index - 1], self.parts[index]
        space = above.space.after if above.keepWithNext else max(above.space.after, below.space.before)
        return max(space * self.fit.stretch, self._clear(index))

    def _clear(self, index: int) -> float:
        """What keeps a deep letter above the part at *index* out of its box, and a high one below out of that above."""
        if index not in self._clears:
            above, below = self.parts[index - 1], self.parts[index]
            near = isinstance(above, Boxed) or isinstance(below, Boxed)
            if near:
                above.wrap(self.width, inf)
                below.wrap(self.width, inf)
            self._clears[index] = above.overhang()[1] + below.overhang()[0] if near else 0.0
        return self._clears[index]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size at *width*; measured once for each fit."""
        measured = width, self.fit.stretch, self.fit.ruled
        if self._wrapped != measured:
            if self._wrapped is None or self._wrapped[0] != width:
                self._clears = {}
            self.width, self._wrapped = width, measured
            self.height = 0.0
            for index, part in enumerate(self.parts):
                self.height += self.gap(index) + part.wrap(width, height)[1]
        return width, self.height

    def split(self, width: float, height: float) -> list[Stack]:
        """What fits into *height*, and the rest; nothing if no part does."""
        self.wrap(width, height)
        if self.height <= height + ENOUGH:
            return [self]
        if self.height <= min(self.whole, self.fit.page):
            return []
        placed, rest = self._divide(width, height)
        if not placed:
            return []
        return [self._like(placed), self._like(rest)]

    def _divide(self, width: float, height: float) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
        """What goes above the split, and what below it."""
        index, room = self._first_over(height)
        part = self.parts[index]
        may_tear = index + 1 >= self.least and len(self.parts) - index >= self.least
        pieces = part.split(width, room) if room > 0 and may_tear else []
        if len(pieces) == 2:
            return (*self.parts[:index], pieces[0]), (pieces[1], *self.parts[index + 1 :])
        cut = min(index, len(self.parts) - self.least)
        if cut < self.least:
            return (), self.parts
        while cut and self.parts[cut - 1].keepWithNext:
            cut -= 1  # a heading goes with what it heads
        return self.parts[:cut], self.parts[cut:]

    def _first_over(self, height: float) -> tuple[int, float]:
        """The first part that does not fit into *height*, and the room that is left for it."""
        room = height
        for index, part in enumerate(self.parts):
            room -= self.gap(index)
            if part.height > room + ENOUGH:
                return index, room
            room -= part.height
        raise AssertionError("a stack that fits is not split")

    def baseline(self) -> float:
        """That of the first part."""
        return self.parts[0].baseline() if self.parts else 0.0

    def overhang(self) -> tuple[float, float]:
        """Of the first part above, and of the last one below."""
        return (self.parts[0].overhang()[0], self.parts[-1].overhang()[1]) if self.parts else (0.0, 0.0)

    def _like(self, parts: Sequence[Part]) -> Stack:
        return Stack(parts, self.fit, self.space, least=self.least)

    def draw(self) -> None:
        """Draw the parts from the top."""
        top = self.height
        for index, part in enumerate(self.parts):
            top -= self.gap(index)
            part.put(self.canv, 0, top)
            top -= part.height


Ground = Callable[[Surface, float, float, bool, bool], None]
"""Paints behind a box of (width, height); whether this is its first piece, and its last."""


class Boxed(Part):
    """A stack with padding on a ground; every piece of it has the ground."""

    def __init__(
        self,
        stack: Stack,
        ground: Ground,
        padding: tuple[float, float, float, float],
        space: Space,
        *,
        whole: float = 0.0,
        first: bool = True,
        last: bool = True,
    ) -> None:
        super().__init__(space)
        self.stack, self.ground, self.first, self.last = stack, ground, first, last
        self.padding = padding  # left, right, above, below
        self._reach: tuple[float, float, float] | None = None  # width, and how far letters reach beyond the stack
        self.whole = whole  # not split while it is lower than this

    def inner(self) -> Iterable[Part]:
        """The stack."""
        return (self.stack,)

    def _pad(self) -> tuple[float, float]:
        """Above and below the stack, once it is measured: more where letters reach beyond it."""
        _, _, above, below = self.padding
        stretch = min(self.stack.fit.stretch, _WIDEST_PADDING)
        if self._reach is None or self._reach[0] != self.width:
            self._reach = self.width, *self.stack.overhang()
        _, high, deep = self._reach
        return above * stretch + high, below * stretch + deep

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size at *width*, padding included."""
        left, right, _, _ = self.padding
        self.width = width
        inner = self.stack.wrap(width - left - right, height)[1]
        self.height = sum(self._pad()) + inner
        return width, self.height

    def split(self, width: float, height: float) -> list[Boxed]:
        """Two boxes, if some of the stack fits."""
        left, right, _, _ = self.padding
        if self.wrap(width, height)[1] <= min(self.whole, self.stack.fit.page):
            return []
        room = height - sum(self._pad())
        while room > 0:
            pieces = self.stack.split(width - left - right, room)
            if len(pieces) != 2:
                return []
            above = Boxed(pieces[0], self.ground, self.padding, self.space, first=self.first, last=False)
            excess = above.wrap(width, height)[1] - height
            if excess <= ENOUGH:
                return [above, Boxed(pieces[1], self.ground, self.padding, self.space, first=False, last=self.last)]
            room -= excess  # the last letters above the cut reach deeper than those at the end of the box
        return []

    def draw(self) -> None:
        """The ground as an artifact, then the stack."""
        with self.canv.artifact():
            self.ground(self.canv, self.width, self.height, self.first, self.last)
        self.stack.put(self.canv, self.padding[0], self.height - self._pad()[0])


class Row(Part):
    """Parts side by side, aligned at their tops, in columns of given shares of the width."""

    def __init__(
        self,
        parts: Sequence[Part],
        shares: Sequence[float],
        gutter: float,
        rtl: bool,
        space: Space = NO_SPACE,
        *,
        whole: float = inf,
    ) -> None:
        super().__init__(space)
        self.parts, self.shares, self.gutter, self.rtl = tuple(parts), tuple(shares), gutter, rtl
        self.whole = whole  # not split while it is lower than this

    def inner(self) -> Iterable[Part]:
        """The parts from where reading starts."""
        return self.parts

    def _widths(self, width: float) -> list[float]:
        free = width - self.gutter * (len(self.shares) - 1)
        return [share * free / sum(self.shares) for share in self.shares]

    def placed(self) -> Iterator[tuple[Part, float]]:
        """Each part with its left edge; the first at the side where reading starts."""
        x = 0.0
        for part, own in zip(self.parts, self._widths(self.width), strict=False):  # a last row may lack parts
            yield part, self.width - x - own if self.rtl else x
            x += own + self.gutter

    def drops(self) -> list[float]:
        """How far below the top of the row each part begins; known once the parts are measured."""
        return [0.0] * len(self.parts)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the part that reaches lowest."""
        self.width = width
        for part, own in zip(self.parts, self._widths(width), strict=False):
            part.wrap(own, height)
        self.height = max(drop + part.height for drop, part in zip(self.drops(), self.parts, strict=True))
        return width, self.height

    def split(self, width: float, height: float) -> list[Part]:
        """Two rows, where a row is too high to stay whole."""
        if self.wrap(width, height)[1] <= self.whole:
            return []
        pieces = [
            [part, Part()] if part.height + drop <= height + ENOUGH else part.split(own, height - drop)
            for part, own, drop in zip(self.parts, self._widths(width), self.drops(), strict=True)
        ]
        if any(len(piece) != 2 for piece in pieces):
            return []
        return [self._like([piece[half] for piece in pieces]) for half in (0, 1)]

    def _like(self, parts: Sequence[Part]) -> Row:
        return Row(parts, self.shares, self.gutter, self.rtl, self.space, whole=self.whole)

    def overhang(self) -> tuple[float, float]:
        """Of the parts that reach highest and lowest."""
        above, below = zip(*(part.overhang() for part in self.parts), strict=True)
        return max(above), max(below)

    def draw(self) -> None:
        """The parts, each below its drop."""
        for (part, x), drop in zip(self.placed(), self.drops(), strict=True):
            part.put(self.canv, x, self.height - drop)


class ItemRow(Row):
    """Items of a list side by side; one below the other where a word is too long for a column of any row."""

    def __init__(
        self, parts: Sequence[Part], columns: int, need: float, gutter: float, rtl: bool, fit: Fit, space: Space
    ) -> None:
        super().__init__(parts, [1.0] * (columns if len(parts) > 1 else 1), gutter, rtl, space)
        self.columns, self.need = columns, need  # of the list
        self.stack = Stack(parts, fit, space)
        self.below = False  # known once it is measured

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size at *width*."""
        self.below = (width - self.gutter * (self.columns - 1)) / self.columns < self.need
        if not self.below:
            return super().wrap(width, height)
        self.width, self.height = self.stack.wrap(width, height)
        return self.width, self.height

    def draw(self) -> None:
        """The items beside or below one another."""
        if self.below:
            self.stack.put(self.canv, 0, self.height)
        else:
            super().draw()


class PairRow(Row):
    """Two parts that say the same, side by side, their first lines on one baseline."""

    def __init__(self, parts: Sequence[Part], gutter: float, rtl: bool, whole: float) -> None:
        first, second = (part.space for part in parts)
        space = Space(max(first.before, second.before), max(first.after, second.after))
        super().__init__(parts, (1.0, 1.0), gutter, rtl, space, whole=whole)
        self.keepWithNext = parts[0].keepWithNext

    def drops(self) -> list[float]:
        """What brings the first lines onto one baseline."""
        lowest = max(part.baseline() for part in self.parts)
        return [lowest - part.baseline() if part.baseline() else 0.0 for part in self.parts]

    def _like(self, parts: Sequence[Part]) -> PairRow:
        return PairRow(parts, self.gutter, self.rtl, self.whole)

    def baseline(self) -> float:
        """That of both parts."""
        return max(part.baseline() for part in self.parts)


class Cells(Part):
    """A table of few short cells: row by row, or, where it is too narrow for that, column below column."""

    def __init__(
        self, rows: Sequence[Sequence[Part]], needs: Sequence[float], gutter: float, rtl: bool, space: Space
    ) -> None:
        super().__init__(space)
        self.rows, self.needs, self.gutter, self.rtl = tuple(rows), tuple(needs), gutter, rtl
        self._placed: list[tuple[Part, float, float]] = []  # with its left edge, and its distance from the top

    def inner(self) -> Iterable[Part]:
        """The cells, row by row."""
        return (cell for row in self.rows for cell in row)

    def _widths(self, width: float) -> list[float]:
        """Of columns side by side: alike, or what each needs and a part of the rest; nothing if they are too wide."""
        free = width - self.gutter * (len(self.needs) - 1)
        left = (free - sum(self.needs)) / len(self.needs)
        if left < 0:
            return []
        equal = free / len(self.needs)
        return [equal if max(self.needs) <= equal else need + left for need in self.needs]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size at *width*."""
        self.width, self.height, self._placed = width, 0.0, []
        widths = self._widths(width)
        lines = self.rows if widths else [[cell] for column in zip(*self.rows, strict=True) for cell in column]
        for line in lines:
            x, lowest = 0.0, 0.0
            if self._placed and line[0] in self.rows[0]:  # a column below another one keeps away from it
                self.height += self.gutter * _COLUMN_GAP
            for cell, own in zip(line, widths or [width], strict=True):
                lowest = max(lowest, cell.wrap(own, height)[1])
                self._placed.append((cell, width - x - own if self.rtl else x, self.height))
                x += own + self.gutter
            self.height += lowest
        return width, self.height

    def baseline(self) -> float:
        """That of the first cell."""
        return self.rows[0][0].baseline()

    def draw(self) -> None:
        """Each cell on its place."""
        for cell, x, below in self._placed:
            cell.put(self.canv, x, self.height - below)
