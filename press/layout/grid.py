"""A table of many short rows, for the desk: columns as wide as their words need, a thin rule below each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from press.layout.flow import Part, Space
from press.layout.words import Words

_WEIGHT = 0.4  # of the rules, in points


class Grid(Part):
    """Rows of cells in columns of the same widths; never split."""

    def __init__(self, rows: Sequence[Sequence[Words]], gutter: float, gap: float, colour: str, space: Space) -> None:
        super().__init__(space)
        self.rows, self.gutter, self.gap, self.colour = tuple(rows), gutter, gap, colour
        self.rtl = self.rows[0][0].rtl

    def inner(self) -> Iterable[Part]:
        """The cells, row by row."""
        return (cell for row in self.rows for cell in row)

    def _widths(self, width: float) -> list[float]:
        """What each column needs for its longest word, and then for its words on one line, the least needs first."""
        columns = tuple(zip(*self.rows, strict=True))
        widths = [max(cell.longest() for cell in column) + 1 for column in columns]
        needs = [max(cell.natural() for cell in column) + 1 - own for column, own in zip(columns, widths, strict=True)]
        left, waiting = width - self.gutter * (len(columns) - 1) - sum(widths), len(columns)
        if left < 0:  # the widest parts a word, and no other
            widest = widths.index(max(widths))
            widths[widest] = max(0.0, widths[widest] + left)
            return widths
        for index, need in sorted(enumerate(needs), key=lambda one: one[1]):
            more = min(need, left / waiting)
            widths[index] += more
            left, waiting = left - more, waiting - 1
        return widths

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size at *width*."""
        self.width, self._columns = width, self._widths(width)
        self._heights = [
            max(cell.wrap(own, height)[1] for cell, own in zip(row, self._columns, strict=True)) + 2 * self.gap
            for row in self.rows
        ]
        self.height = sum(self._heights)
        return width, self.height

    def draw(self) -> None:
        """Row by row, and below each its rule."""
        top = self.height
        starts = (0.0, *accumulate(own + self.gutter for own in self._columns))
        for row, high in zip(self.rows, self._heights, strict=True):
            for cell, x, own in zip(row, starts, self._columns, strict=False):
                cell.put(self.canv, self.width - x - own if self.rtl else x, top - self.gap)
            top -= high
            with self.canv.artifact():
                self.canv.rule(0, top, self.width, top, self.colour, _WEIGHT)
