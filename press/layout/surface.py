"""What a page must be able to do for the blocks that are drawn on it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from press.tagging import StructureElement
from press.text.paragraph import Line


class Surface(Protocol):
    """A page that is being painted; lengths are points, y grows upward. press.pdf.canvas is one."""

    def at(self, x: float, y: float) -> AbstractContextManager[None]:
        """What is painted inside counts from (x, y)."""

    def marked(self, element: StructureElement) -> AbstractContextManager[None]:
        """What is painted inside belongs to *element*."""

    def artifact(self, kind: str = "Layout", subtype: str = "") -> AbstractContextManager[None]:
        """What is painted inside is no content."""

    def text_lines(
        self, lines: Sequence[tuple[Line, float, float]], owners: Sequence[StructureElement] | None, colour: str
    ) -> None:
        """Paint set lines, each with the left end of its baseline."""

    def fill(self, x: float, y: float, width: float, height: float, colour: str, radius: float = 0) -> None:
        """A filled rectangle."""

    def frame(
        self, x: float, y: float, width: float, height: float, colour: str, weight: float, radius: float = 0
    ) -> None:
        """A rectangle's outline."""

    def rule(self, x1: float, y1: float, x2: float, y2: float, colour: str, weight: float) -> None:
        """A straight line."""

    def shape(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        """A filled polygon."""

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """A filled circle."""

    def bars(self, x: float, top: float, unit: float, bars: Sequence[tuple[int, int, int]]) -> None:
        """Black bars one unit high: column, row from the top and length, in units from (x, top)."""

    def picture(self, data: bytes, x: float, y: float, width: float, height: float) -> None:
        """An image."""

    def bounds(self, x: float, y: float, width: float, height: float) -> list[float]:
        """A rectangle in the coordinates of the page."""

    def link(
        self, element: StructureElement, target: str, description: str, box: tuple[float, float, float, float]
    ) -> None:
        """A link over *box* (x, y, width, height)."""

    def destination(self, name: str, top: float) -> None:
        """A place that links lead to."""

    def outline(self, title: str, name: str, level: int, top: float) -> None:
        """An entry of the outline."""
