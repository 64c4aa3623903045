"""Flowables that hold flowables: stacks, boxes, grids, things side by side.

They speak Platypus' language (wrap, split, draw), so that its frames break
pages; gaps are shared through a `Fit`, which stretches them until the pages
fill evenly. Each knows the structure element that its words belong to, and
keeps it when it is split.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from press.layout.surface import Surface

_ENOUGH = 0.01  # points: what rounding may add to a height


@dataclass(slots=True)
class Fit:
    """What may give so that a document fills its pages evenly; never the type."""

    stretch: float = 1.0  # of all gaps
    ruled: int = 0  # lines to write on


@dataclass(frozen=True, slots=True)
class Space:
    """White space around a part, in points, before it is stretched."""

    before: float = 0.0
    after: float = 0.0


NO_SPACE = Space()


def around(gap: float) -> Space:
    """The same white space before and after."""
    return Space(gap, gap)


class Part(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A flowable with gaps around it that collapse into the larger one.

    `canv`, `width`, `height` and `keepWithNext` are Platypus' names.
    """

    canv: Surface
    width: float
    height: float

    def __init__(self, space: Space = NO_SPACE) -> None:
        super().__init__()
        self.space = space
        self.keepWithNext = False

    def put(self, canvas: Surface, x: float, top: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        self.drawOn(canvas, x, top - self.height)


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

    def gap(self, index: int) -> float:
        """The gap above the part at *index*."""
        if index == 0:
            return 0.0
        above, below = self.parts[index - 1], self.parts[index]
        space = above.space.after if above.keepWithNext else max(above.space.after, below.space.before)
        return space * self.fit.stretch

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size at *width*; measured once for each fit."""
        measured = width, self.fit.stretch, self.fit.ruled
        if self._wrapped != measured:
            self.width, self._wrapped = width, measured
            self.height = 0.0
            for index, part in enumerate(self.parts):
                self.height += self.gap(index) + part.wrap(width, height)[1]
        return width, self.height

    def split(self, width: float, height: float) -> list[Stack]:
        """What fits into *height*, and the rest; nothing if no part does."""
        self.wrap(width, height)
        if self.height <= height + _ENOUGH:
            return [self]
        if self.height <= self.whole:
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
            if part.height > room + _ENOUGH:
                return index, room
            room -= part.height
        raise AssertionError("a stack that fits is not split")

    def _like(self, parts: Sequence[Part]) -> Stack:
        return Stack(parts, self.fit, self.space, least=self.least)

    def draw(self) -> None:
        """Draw the parts from the top."""
        top = self.height
        for index, part in enumerate(self.parts):
            top -= self.gap(index)
            part.put(self.canv, 0, top)
            top -= part.height


class Column(Part):
    """A stack that runs through frames. What is split off takes the whole frame, so that the rest begins the next."""

    def __init__(self, stack: Stack, full: float = 0.0) -> None:
        super().__init__()
        self.stack, self.full = stack, full

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size at *width*."""
        self.width = width
        self.height = max(self.stack.wrap(width, height)[1], self.full)
        return width, self.height

    def split(self, width: float, height: float) -> list[Column]:
        """What fits into the frame, and the rest."""
        pieces = self.stack.split(width, height)
        return [Column(pieces[0], height), Column(pieces[1])] if len(pieces) == 2 else []

    def draw(self) -> None:
        """Draw the stack from the top."""
        self.stack.put(self.canv, 0, self.height)


Ground = Callable[[Surface, float, float, bool], None]
"""Paints behind a box of (width, height); whether it is the box's first piece."""


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
    ) -> None:
        super().__init__(space)
        self.stack, self.ground, self.first = stack, ground, first
        self.padding = padding  # left, right, above, below
        self.whole = whole  # not split while it is lower than this

    def _pad(self) -> tuple[float, float]:
        _, _, above, below = self.padding
        stretch = min(self.stack.fit.stretch, 1.2)
        return above * stretch, below * stretch

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size at *width*, padding included."""
        left, right, _, _ = self.padding
        self.width = width
        self.height = sum(self._pad()) + self.stack.wrap(width - left - right, height)[1]
        return width, self.height

    def split(self, width: float, height: float) -> list[Boxed]:
        """Two boxes, if some of the stack fits."""
        left, right, _, _ = self.padding
        if self.wrap(width, height)[1] <= self.whole:
            return []
        pieces = self.stack.split(width - left - right, height - sum(self._pad()))
        if len(pieces) != 2:
            return []
        return [
            Boxed(pieces[0], self.ground, self.padding, self.space, first=self.first),
            Boxed(pieces[1], self.ground, self.padding, self.space, first=False),
        ]

    def draw(self) -> None:
        """The ground as an artifact, then the stack."""
        with self.canv.artifact():
            self.ground(self.canv, self.width, self.height, self.first)
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
    ) -> None:
        super().__init__(space)
        self.parts, self.shares, self.gutter, self.rtl = tuple(parts), tuple(shares), gutter, rtl

    def _widths(self, width: float) -> list[float]:
        free = width - self.gutter * (len(self.shares) - 1)
        return [share * free / sum(self.shares) for share in self.shares]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the highest part."""
        self.width = width
        widths = self._widths(width)
        self.height = max(part.wrap(own, height)[1] for part, own in zip(self.parts, widths, strict=False))
        return width, self.height

    def split(self, _width: float, _height: float) -> list[Part]:
        """A row stays whole."""
        return []

    def draw(self) -> None:
        """The first part at the side where reading starts."""
        x = 0.0
        for part, own in zip(self.parts, self._widths(self.width), strict=False):
            part.put(self.canv, self.width - x - own if self.rtl else x, self.height)
            x += own + self.gutter


class Columns(Row):
    """A row of columns of one width; where one needs more, each as wide as it needs and a part of what is left."""

    def __init__(self, parts: Sequence[Part], needs: Sequence[float], gutter: float, rtl: bool) -> None:
        super().__init__(parts, [1.0] * len(needs), gutter, rtl)
        self.needs = tuple(needs)

    def _widths(self, width: float) -> list[float]:
        equal = super()._widths(width)
        if all(need <= own for need, own in zip(self.needs, equal, strict=True)):
            return equal
        left = (sum(equal) - sum(self.needs)) / len(equal)
        return [need + left for need in self.needs] if left > 0 else equal
