"""The part of one paragraph, and of an item with its marker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from math import inf

from press.fonts import EM
from press.layout.flow import ENOUGH, NO_SPACE, Part, Space
from press.layout.surface import Surface
from press.layout.tags import Tagged
from press.text.paragraph import Line, Piece, Setting, Typesetter

_MARK = "#e2e2e2"  # behind marked words
_AXIS = 0.43  # times the size: from where a list begins to the middle of its markers
_MIDDLE = 0.35  # times the size: from the baseline to the middle of the lower-case letters
_LEAST = 2  # lines of a paragraph on either side of a page break
_NARROWER = tuple(1 - step / 40 for step in range(1, 21))  # measures to try, that a last line may be longer


class Align(Enum):
    """Where a paragraph's lines stand; text is never justified."""

    START = "start"
    CENTRE = "centre"
    END = "end"


@dataclass(frozen=True, slots=True)
class Type:
    """How a paragraph is set."""

    size: float  # points, of Latin letters
    colour: str
    leading: float = 1.0  # times the language's own
    align: Align = Align.START
    measure: float = inf  # points: the longest line
    last: float = 0.2  # of the measure: the least of a last line, where narrower lines can give it


class Words(Part):
    """A paragraph. *owned* is false where it is an artifact: a running foot."""

    def __init__(
        self,
        typesetter: Typesetter,
        tagged: Tagged,
        type_: Type,
        space: Space = NO_SPACE,
        *,
        owned: bool = True,
        room: int = 0,
    ) -> None:
        super().__init__(space)
        self.typesetter, self.tagged, self.type, self.owned = typesetter, tagged, type_, owned
        self.room = room  # lines that it takes at least
        self.part: tuple[int, int] | None = None  # of the lines, where it has been split
        self.leading = tagged.profile.leading * type_.leading * type_.size
        self._cached: tuple[float, tuple[Line, ...]] | None = None
        self._reach: tuple[float, float, float] | None = None  # width, and how far letters reach beyond the paragraph

    @property
    def rtl(self) -> bool:
        """Whether the paragraph reads from right to left."""
        return self.tagged.profile.language.rtl

    def lines(self, width: float) -> tuple[Line, ...]:
        """The lines at *width*; of a part, its own."""
        lines = self.all_lines(width)
        return lines[slice(*self.part)] if self.part else lines

    def all_lines(self, width: float) -> tuple[Line, ...]:
        """The lines of the whole paragraph at *width*."""
        if self._cached is None or self._cached[0] != width:
            self._cached = width, self._set(min(width, self.type.measure))
        return self._cached[1]

    def natural(self) -> float:
        """The width of the paragraph on one line."""
        return self.typesetter.width(self.tagged.spans, self.tagged.profile, self.type.size)

    def longest(self) -> float:
        """The width of the longest piece that no line may end in."""
        return self.typesetter.longest(self.tagged.spans, self.tagged.profile, self.type.size)

    def too_long(self) -> str:
        """The longest piece that no line may end in, if the column is narrower; known once it is measured."""
        if self.longest() <= self.measure() + ENOUGH:
            return ""
        return self.typesetter.longest_text(self.tagged.spans, self.tagged.profile, self.type.size)

    def measure(self) -> float:
        """The longest that a line may be; known once it is measured."""
        return min(self.width, self.type.measure)

    def _set(self, measure: float) -> tuple[Line, ...]:
        """As few lines as there can be; narrower, if that keeps a word from standing alone on the last."""
        setting = Setting(self.tagged.profile, self.type.size, measure)
        lines = self.typesetter.lines(self.tagged.spans, setting)
        least = self.type.last * measure
        if len(lines) < 2 or lines[-1].width >= least:
            return lines
        best = lines
        for share in _NARROWER:
            tried = self.typesetter.lines(self.tagged.spans, replace(setting, measure=share * measure))
            if len(tried) > len(lines):
                break
            best = max(best, tried, key=lambda one: one[-1].width)
            if best[-1].width >= least:
                break
        return best

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The size at *width*."""
        self.width = width
        self.height = max(len(self.lines(width)), self.room) * self.leading
        return width, self.height

    def split(self, width: float, height: float) -> list[Words]:
        """Two paragraphs of at least two lines each, or nothing."""
        total = len(self.lines(width))
        fitting = min(int((height + ENOUGH) / self.leading), total - _LEAST)
        if fitting < _LEAST:
            return []
        start = self.part[0] if self.part else 0
        return [self._like(start, start + fitting), self._like(start + fitting, start + total)]

    def _like(self, start: int, end: int) -> Words:
        piece = Words(self.typesetter, self.tagged, self.type, self.space, owned=self.owned)
        piece.part = start, end
        return piece

    def baseline(self) -> float:
        """The first baseline's distance from the top."""
        profile = self.tagged.profile
        face = self.typesetter.fonts.stack(profile.fonts).first
        size = self.type.size * profile.size
        ink = (face.ascent - face.descent) * size / EM
        return float((self.leading - ink) / 2 + face.ascent * size / EM)

    def overhang(self) -> tuple[float, float]:
        """How far the first line's letters reach above the paragraph, and the last line's below it."""
        lines = self.lines(self.width)
        if not lines:
            return 0.0, 0.0
        if self._reach is None or self._reach[0] != self.width:
            first = self.baseline()
            above, below = lines[0].ink()[0] - first, lines[-1].ink()[1] - (self.leading - first)
            self._reach = self.width, max(0.0, above), max(0.0, below)
        return self._reach[1:]

    def draw(self) -> None:
        """Draw the lines, then their links."""
        lines = self.lines(self.width)
        first = self.height - self.baseline()
        placed = [(line, self._left(line), first - index * self.leading) for index, line in enumerate(lines)]
        if self.tagged.marked and self.owned:
            self._draw_marks(placed)
        self.canv.text_lines(placed, self.tagged.owners if self.owned else None, self.type.colour)
        if self.owned and self.tagged.links:
            self._draw_links(placed)

    def _left(self, line: Line) -> float:
        free = self.width - line.width
        match self.type.align:
            case Align.CENTRE:
                indent = free / 2
            case Align.END:
                indent = 0.0 if self.rtl else free
            case _:
                indent = free if self.rtl else 0.0
        return indent - line.overhang

    def _draw_marks(self, placed: list[tuple[Line, float, float]]) -> None:
        """A grey ground and a rule under marked words: English in a preview, or what has changed."""
        with self.canv.artifact():
            for line, left, baseline in placed:
                x = left
                for piece in line.pieces:
                    if piece.span in self.tagged.marked:
                        low, high = baseline - piece.size * 0.28, piece.size * 1.2
                        self.canv.fill(x, low, piece.width, high, _MARK)
                        self.canv.rule(x, low, x + piece.width, low, self.type.colour, 0.8)
                    x += piece.width

    def _draw_links(self, placed: list[tuple[Line, float, float]]) -> None:
        for line, left, baseline in placed:
            boxes: dict[int, tuple[float, float, Piece]] = {}
            x = left
            for piece in line.pieces:
                if piece.span in self.tagged.links:
                    start = boxes.get(piece.span, (x, x, piece))[0]
                    boxes[piece.span] = start, x + piece.width, piece
                x += piece.width
            for span, (start, end, piece) in boxes.items():
                link = self.tagged.links[span]
                box = start, baseline + piece.rise - piece.size * 0.25, end - start, piece.size * 1.15
                self.canv.link(link.element, link.target, link.description, box)


class ListItem(Part):
    """A paragraph with something before it: a bullet, a box to tick, a number."""

    def __init__(self, words: Words, marker: ItemMarker, indent: float, space: Space, *, anchor: str = "") -> None:
        super().__init__(space)
        self.words, self.marker, self.indent, self.anchor = words, marker, indent, anchor

    def inner(self) -> Iterable[Part]:
        """The words behind the marker."""
        return (self.words,)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size at *width*, the marker's indent included."""
        self.width = width
        self.height = self.words.wrap(width - self.indent, height)[1]
        return width, self.height

    def split(self, width: float, height: float) -> list[ListItem]:
        """The marker stays with the first lines."""
        pieces = self.words.split(width - self.indent, height)
        if len(pieces) != 2:
            return []
        first = ListItem(pieces[0], self.marker, self.indent, self.space, anchor=self.anchor)
        return [first, ListItem(pieces[1], ItemMarker(), self.indent, self.space)]

    def baseline(self) -> float:
        """That of the words."""
        return self.words.baseline()

    def longest(self) -> float:
        """The width that no column may be narrower than: the indent and the longest piece."""
        return self.indent + self.words.longest()

    def overhang(self) -> tuple[float, float]:
        """That of the words."""
        return self.words.overhang()

    def draw(self) -> None:
        """The marker, then the words."""
        if self.anchor:
            self.canv.destination(self.anchor, self.height)
        middle = self.height - self.words.baseline() + self.words.type.size * _MIDDLE
        x = self.width - self.indent if self.words.rtl else 0.0
        self.marker.draw(self.canv, x, middle, self.indent, self.words)
        self.words.put(self.canv, 0.0 if self.words.rtl else self.indent, self.height)


class ItemMarker:
    """Nothing before a paragraph."""

    def draw(self, canvas: Surface, x: float, middle: float, indent: float, words: Words) -> None:
        """Draw into the strip of width *indent* that begins at *x*; *middle* is that of the first line."""


class DrawnMarker(ItemMarker):
    """A shape as an artifact: bullets say nothing that the list's structure does not."""

    def __init__(self, kind: str, colour: str) -> None:
        self.kind, self.colour = kind, colour

    def draw(self, canvas: Surface, x: float, middle: float, indent: float, words: Words) -> None:
        """Draw the shape, at the side where reading starts."""
        size = words.type.size
        centre = x + indent - size * _AXIS if words.rtl else x + size * _AXIS
        half = size * 0.4
        with canvas.artifact():
            match self.kind:
                case "checkbox":
                    canvas.frame(centre - half, middle - half, 2 * half, 2 * half, self.colour, 1.0, 1.2)
                case "cross":
                    arm = size * 0.25
                    canvas.rule(centre - arm, middle - arm, centre + arm, middle + arm, self.colour, 1.7)
                    canvas.rule(centre - arm, middle + arm, centre + arm, middle - arm, self.colour, 1.7)
                case _:
                    canvas.disc(centre, middle, size * 0.17, self.colour)


class LabelMarker(ItemMarker):
    """A number, as the Lbl of its list item."""

    def __init__(self, label: Words) -> None:
        self.label = label

    def draw(self, canvas: Surface, x: float, middle: float, indent: float, words: Words) -> None:
        """Set the number on the first line's baseline."""
        self.label.wrap(indent, inf)
        self.label.put(canvas, x, middle - words.type.size * _MIDDLE + words.baseline())
