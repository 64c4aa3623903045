"""A Document becomes flowables in reading order, each tied to its structure element."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from press.design.sheet import Sheet
from press.document import (
    Aside,
    Block,
    Box,
    Document,
    Figure,
    Group,
    Header,
    Heading,
    Item,
    List,
    Marker,
    Paragraph,
    Role,
    RuledLines,
    Run,
    Runs,
    Section,
    Table,
    Voice,
    plain,
)
from press.layout.flow import NO_SPACE, Boxed, Columns, Fit, Part, Row, Space, Stack, around
from press.layout.pictures import Logo, QrCode, Ruled, ground, padding
from press.layout.tags import Tagged, bold, joined, tag_runs
from press.layout.words import Align, DrawnMarker, LabelMarker, Marked, Type, Words
from press.layout.words import Marker as PlacedMarker
from press.places import LanguageProfile
from press.problems import ExitCode, HandoutError, Problem
from press.tagging import Name, StructureElement
from press.text.paragraph import Typesetter

_TIGHT = 0.9  # leading of headings and large lines, times the language's own
_BALANCED = 0.5  # of the measure: the least of a last line that is large
_INDENT = 1.35  # of a list's items, times the size
_LATIN_LEADING = 1.3  # what a design's heights are meant for
_LEAST_ITEMS = 2  # of a list, on either side of a page break
_GROUP = 9.0  # a group of fewer lines than this is never split
_BOX = 24.0  # nor a box
_LOGO = (104.0, 42.0)  # the most a logo may take, in points
_CLEAR = 4.0  # points between the clinic's block and its rule
_QR = 66.0
_LIST_NUMBERING = {Marker.DISC: "Disc", Marker.DECIMAL: "Decimal", Marker.CHECKBOX: "None", Marker.CROSS: "None"}
_STRONG_VOICES = frozenset({Voice.MAIN_MESSAGE, Voice.NAME, Voice.CALL})
_SMALL_GAP = frozenset({Voice.FINE, Voice.CONTACT, Voice.NAME, Voice.DEPARTMENT})


class StoryBuilder:
    """Builds the parts of one document in one sheet's look."""

    def __init__(
        self,
        document: Document,
        sheet: Sheet,
        typesetter: Typesetter,
        profiles: Mapping[str, LanguageProfile],
        fit: Fit,
    ) -> None:
        self.document, self.sheet, self.typesetter, self.profiles, self.fit = document, sheet, typesetter, profiles, fit
        self.design, self.palette, self.gaps = sheet.design, sheet.palette, sheet.design.gaps
        self.rtl = document.language.rtl
        self.headings = 0

    def stack(
        self, blocks: Sequence[Block], parent: StructureElement, space: Space = NO_SPACE, *, whole: float = 0.0
    ) -> Stack:
        """The blocks below one another."""
        parts = [self.part(block, parent) for block in blocks]
        return Stack(parts, self.fit, space, whole=whole)

    def part(self, block: Block, parent: StructureElement) -> Part:
        """The flowable of any block."""
        match block:
            case Heading():
                return self.heading(block, parent)
            case Paragraph():
                return self.paragraph(block, parent)
            case List():
                return self.list_(block, parent)
            case Table():
                return self.table(block, parent)
            case RuledLines():
                return Ruled(block.least, block.most, self.fit, self.palette)
            case Figure():
                return self.figure(block, parent)
            case Section():
                element = parent.add("Sect")
                return self.stack(block.blocks, element, around(self.gaps.heading))
            case Group():
                return self.stack(block.blocks, parent, around(self.gaps.question), whole=_GROUP * self._leading())
            case Box():
                stack = self.stack(block.blocks, parent)
                pad = padding(block.tone, self.gaps.box, self.rtl)
                whole = _BOX * self._leading()
                return Boxed(stack, ground(block.tone, self.palette, self.rtl), pad, around(self.gaps.box), whole=whole)
            case Aside():
                return self.aside(block, parent)
            case Header():
                return self.header(block, parent)

    def _leading(self) -> float:
        """The distance of two lines of the body, in points."""
        return self.design.size("body") * self.profiles[self.document.language.tag].leading

    def words(
        self, runs: Runs, element: StructureElement, type_: Type, space: Space = NO_SPACE, *, room: int = 0
    ) -> Words:
        """A paragraph whose words belong to *element*."""
        return Words(self.typesetter, tag_runs(runs, element, self.profiles), type_, space, room=room)

    def heading(self, block: Heading, parent: StructureElement) -> Part:
        """A heading, kept with what it heads, and its entry in the outline."""
        element = parent.add(f"H{block.level}")
        colour = self.palette.ink if block.level == 3 else self.palette.brand
        size = self.design.size("heading-quiet" if block.quiet else f"heading-{block.level}")
        type_ = Type(size, colour, _TIGHT)
        tagged = tag_runs(bold(block.runs), element, self.profiles)
        self.headings += 1
        entry = plain(block.runs), f"heading-{self.headings}", block.level - 1
        return HeadingWords(self.typesetter, tagged, type_, self._around_heading(block.level), entry)

    def _around_heading(self, level: int) -> Space:
        """More above a heading than between it and what it heads."""
        match level:
            case 1:
                return Space(self.gaps.heading, self.gaps.box)
            case 2:
                return Space(self.gaps.heading, self.gaps.under_heading)
            case _:
                return Space(self.gaps.question, self.gaps.under_question)

    def type(self, voice: Voice) -> Type:
        """How a voice is set."""
        size = self.design.size(voice.value)
        match voice:
            case Voice.FINE | Voice.CONTACT:
                return Type(size, self.palette.soft_ink)
            case Voice.DEPARTMENT:
                return Type(size, self.palette.soft_ink, last=_BALANCED)
            case Voice.NAME:
                return Type(size, self.palette.brand, _TIGHT, last=_BALANCED)
            case Voice.MAIN_MESSAGE | Voice.CALL:
                return Type(size, self.palette.ink, _TIGHT, last=_BALANCED)
            case _:
                return Type(size, self.palette.ink, measure=self.design.measure * size)

    def paragraph(self, block: Paragraph, parent: StructureElement) -> Part:
        """A paragraph in its voice."""
        runs = bold(block.runs) if block.voice in _STRONG_VOICES else block.runs
        gap = self.gaps.item if block.voice in _SMALL_GAP else self.gaps.block
        return self.words(runs, parent.add("P"), self.type(block.voice), around(gap), room=block.room)

    def list_(self, block: List, parent: StructureElement) -> Part:
        """Items below one another, or row by row side by side."""
        element = parent.add("L")
        element.attributes["List"] = {"ListNumbering": Name(_LIST_NUMBERING[block.marker])}
        if block.run_in:
            return self._run_in(block, element)
        items = [self.item(item, block, element) for item in block.items]
        if block.columns > 1:
            items = [self._row(items[at : at + block.columns], block) for at in range(0, len(items), block.columns)]
        return Stack(items, self.fit, around(self.gaps.block), least=_LEAST_ITEMS)

    def _row(self, items: list[Part], block: List) -> Part:
        """Items side by side."""
        shares = [1.0] * (block.columns if len(items) > 1 else 1)  # the last one, if alone, has all the width
        return Row(items, shares, self._gutter(), self.rtl, around(self.gaps.item))

    def _gutter(self) -> float:
        """Between what stands side by side."""
        return self.design.size("body") * 1.5

    def _run_in(self, block: List, parent: StructureElement) -> Part:
        """Items one after another in a paragraph; each keeps its own elements."""
        tagged: list[Tagged] = []
        for item in block.items:
            element = parent.add("LI")
            like = item.runs[0]
            label = replace(like, text=f"{item.label}\u00a0", strong=True, role=Role.TEXT, target="", description="")
            tagged.append(tag_runs((label,), element.add("Lbl"), self.profiles))
            gap = replace(label, text="   ", strong=False)
            tagged.append(tag_runs((*item.runs, gap), element.add("LBody"), self.profiles))
        anchors = [item.anchor for item in block.items]
        return Anchored(self.typesetter, joined(tagged), self.type(block.voice), around(self.gaps.item), anchors)

    def item(self, item: Item, block: List, parent: StructureElement) -> Part:
        """One item with its marker or number."""
        element = parent.add("LI")
        type_ = self.type(block.voice)
        indent = _INDENT * type_.size
        marker: PlacedMarker = DrawnMarker(block.marker.value, self.palette.brand)
        if item.label:
            label = self._label(item, element, type_)
            indent = type_.size * 1.9
            marker = LabelMarker(label)
        words = self.words(item.runs, element.add("LBody"), type_)
        gap = self.gaps.item if block.voice is Voice.BODY else self.gaps.item / 2
        return Marked(words, marker, indent, around(gap), anchor=item.anchor)

    def _label(self, item: Item, parent: StructureElement, type_: Type) -> Words:
        label = Run(item.label, item.runs[0].language, strong=True)
        return self.words((label,), parent.add("Lbl"), type_)

    def table(self, block: Table, parent: StructureElement) -> Part:
        """A table of a few short columns; its head is small over what counts."""
        element = parent.add("Table")
        head = element.add("THead").add("TR")
        small = Type(self.design.size("table-head"), self.palette.ink, _TIGHT)
        cells = []
        for runs in block.head:
            cell = head.add("TH")
            cell.attributes["Table"] = {"Scope": Name("Column")}
            cells.append(self.words(runs, cell.add("P"), small))
        lines = [cells]
        body = element.add("TBody")
        for row in block.rows:
            line = body.add("TR")
            lines.append([self.words(bold(runs), line.add("TD").add("P"), self.type(block.voice)) for runs in row])
        needs = [max(words.natural() for words in column) for column in zip(*lines, strict=True)]
        rows = [Columns(parts, needs, self._gutter(), self.rtl) for parts in lines]
        return Stack(rows, self.fit, Space(before=self.gaps.block), whole=1e6)

    def figure(self, block: Figure, parent: StructureElement) -> Part:
        """A logo or a QR code."""
        element = parent.add("Figure", alt=block.alt)
        if block.kind == "qr":
            return QrCode(element, block.content.decode(), _QR, self.rtl)
        return Logo(element, block.content, _logo_size(*block.size), self.rtl)

    def aside(self, block: Aside, parent: StructureElement) -> Part:
        """The main blocks beside a figure."""
        if not block.side:
            return self.stack(block.main, parent, Space(before=self.gaps.heading))
        columns = [self.stack(blocks, parent) for blocks in (block.main, block.side)]
        return Row(columns, [4.6, 1.0], 16, self.rtl, around(self.gaps.heading))

    def header(self, block: Header, parent: StructureElement) -> Part:
        """Logo, name and contacts in a block of one height for every brand."""
        element = parent.add("Sect")
        figures = [item for item in block.blocks if isinstance(item, Figure)]
        paragraphs = [item for item in block.blocks if isinstance(item, Paragraph)]
        contacts = [item for item in paragraphs if item.voice is Voice.CONTACT]
        names = [item for item in paragraphs if item.voice is not Voice.CONTACT]
        columns: list[Part] = []
        widths: list[float] = []
        inner = self.sheet.width - 2 * self.design.side
        if figures:
            logo = self.figure(figures[0], element)
            columns.append(logo)
            widths.append(logo.size[0] if isinstance(logo, Logo) else _LOGO[0])
        fixed = Fit()  # a block of one height has no air to give
        columns.append(Stack([self.paragraph(item, element) for item in names], fixed))
        ways = [self._contact(item, element) for item in contacts]
        columns.append(Stack(ways, fixed))
        gutter = 12.0
        contact = min(inner * 0.31, max(words.natural() for words in ways) + 1)
        widths += [inner - contact - sum(widths) - gutter * (len(widths) + 1), contact]
        leading = self.profiles[self.document.language.tag].leading
        height = self.design.header * max(1.0, leading / _LATIN_LEADING)
        return HeaderRow(columns, widths, gutter, self.rtl, height, self.palette.brand)

    def _contact(self, block: Paragraph, parent: StructureElement) -> Words:
        style = Type(self.design.size("contact"), self.palette.soft_ink, 0.9, Align.END)
        return self.words(block.runs, parent.add("P"), style)


class HeadingWords(Words):
    """A heading that leaves an entry in the outline."""

    def __init__(
        self, typesetter: Typesetter, tagged: Tagged, type_: Type, space: Space, entry: tuple[str, str, int]
    ) -> None:
        super().__init__(typesetter, tagged, type_, space)
        self.entry = entry
        self.keepWithNext = True

    def split(self, _width: float, _height: float) -> list[Words]:
        """A heading stays whole."""
        return []

    def draw(self) -> None:
        """The entry, then the words."""
        title, name, level = self.entry
        self.canv.outline(title, name, level, self.height)
        super().draw()


class Anchored(Words):
    """A paragraph that links lead to, by several names."""

    def __init__(self, typesetter: Typesetter, tagged: Tagged, type_: Type, space: Space, names: list[str]) -> None:
        super().__init__(typesetter, tagged, type_, space)
        self.names = names

    def split(self, _width: float, _height: float) -> list[Words]:
        """Reference matter stays together."""
        return []

    def draw(self) -> None:
        """The places, then the words."""
        for name in self.names:
            if name:
                self.canv.destination(name, self.height)
        super().draw()


class HeaderRow(Row):
    """The clinic's block, of fixed height, over a rule."""

    def __init__(
        self, parts: Sequence[Part], widths: Sequence[float], gutter: float, rtl: bool, height: float, colour: str
    ) -> None:
        super().__init__(parts, widths, gutter, rtl, Space(after=6))
        self.fixed, self.colour = height, colour

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The fixed height.

        Raises:
            HandoutError: if the clinic's name or contacts are too long for it.
        """
        _, needed = super().wrap(width, height)
        if needed > self.fixed - _CLEAR:
            raise HandoutError(
                [
                    Problem(
                        "clinic.toml",
                        0,
                        f"name, department and contacts need {needed:.0f} points of height; the head of the page has "
                        f"{self.fixed - _CLEAR:.0f}",
                        "shorten the name or the department",
                        ExitCode.BRAND,
                    )
                ]
            )
        self.height = self.fixed
        return width, self.height

    def draw(self) -> None:
        """The columns, each in the middle of the height, and the rule."""
        x = 0.0
        for part, own in zip(self.parts, self._widths(self.width), strict=True):
            top = (self.fixed - _CLEAR + part.height) / 2 + _CLEAR
            part.put(self.canv, self.width - x - own if self.rtl else x, top)
            x += own + self.gutter
        with self.canv.artifact():
            self.canv.rule(0, 0, self.width, 0, self.colour, 1.6)


def _logo_size(width: int, height: int) -> tuple[float, float]:
    """The logo in its proportions, as large as the head of the page lets it be."""
    scale = min(_LOGO[0] / width, _LOGO[1] / height)
    return width * scale, height * scale
