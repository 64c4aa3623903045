"""A Document becomes parts in reading order, each tied to its structure element."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from press.design.sheet import Sheet
from press.document import (
    Aside,
    Block,
    Box,
    Columns,
    Figure,
    Group,
    Header,
    Heading,
    Holder,
    Item,
    Language,
    List,
    Marker,
    Pair,
    Paragraph,
    Role,
    RuledLines,
    Run,
    Runs,
    Section,
    Table,
    Tone,
    Voice,
    plain,
)
from press.layout.flow import NO_SPACE, Boxed, Cells, Fit, ItemRow, Part, Row, Space, Stack, around
from press.layout.grid import Grid
from press.layout.pictures import Logo, QrCode, Ruled, ground, padding
from press.layout.tags import Tagged, bold, joined, tag_runs
from press.layout.words import Align, DrawnMarker, ItemMarker, LabelMarker, ListItem, Type, Words
from press.places import LanguageProfile
from press.problems import ExitCode, HandoutError, Problem
from press.tagging import Name, StructureElement
from press.text.paragraph import Typesetter

_TIGHT = 0.9  # leading of headings and large lines, times the language's own, where its letters have room for it
_BALANCED = 0.5  # of the measure: the least of a last line that is large
_INDENT = 1.35  # of a list's items, times the size
_NUMBER_INDENT = 1.9  # of items with a number
_LATIN_LEADING = 1.3  # what a design's heights are meant for
LEAST_ITEMS = 2  # of a list, on either side of a page break
_GROUP = 9.0  # a group of fewer lines than this is never split
_BOX = {Tone.URGENT: inf, Tone.CAUTION: 24.0}  # nor a box: signs keep their numbers to call, a list its “avoid”
_OTHER_BOX = 15.0
_LOGO = (104.0, 42.0)  # the most a logo may take, in points
_CLEAR = 4.0  # points between the clinic's block and its rule
_CONTACTS = 0.31  # of the width: the most that the contacts may take beside the clinic's name
_CONTACT_SHARES = (0.4, 0.5, 0.6)  # of the width that the logo leaves
_CONTACT_LINE = 14.0  # times the size: a telephone number with its label
_CONTACT_LINES = 3  # of a language: two telephones and a web address
_BESIDE_LINES = 7  # of two languages: some of those that both add are too long for one line
_HEADER_GUTTER = 12.0
_HEADER_RULE = 1.6
_BELOW_HEADER = 6.0
_GUTTER = 1.5  # times the size of the body: between what stands side by side
_COLUMNS = 0.5  # of a page: columns that are lower are never split
_GRID_GUTTER = 0.7  # times the size of its words
_REFERENCE_LINES = 16  # references of fewer lines are never split
_QR = 66.0
_SIDE = 0.17  # of the width: the least of the column of a figure and its caption
_SIDE_GAP = 16.0
_LIST_NUMBERING = {Marker.DISC: "Disc", Marker.DECIMAL: "Decimal", Marker.CHECKBOX: "None", Marker.CROSS: "None"}
_STRONG_VOICES = frozenset({Voice.MAIN_MESSAGE, Voice.NAME, Voice.CALL})
_SMALL_GAP = frozenset({Voice.FINE, Voice.CONTACT, Voice.NAME, Voice.DEPARTMENT})


@dataclass(frozen=True, slots=True)
class Means:
    """What a story is built with, whatever it says."""

    sheet: Sheet
    typesetter: Typesetter
    profiles: Mapping[str, LanguageProfile]
    fit: Fit
    anchor: str = ""  # of the document; its headings are places of names that begin with it
    depth: int = 0  # of its headings below those of the packet that it is in


class StoryBuilder:
    """Builds the parts of a document in one language and one sheet's look."""

    def __init__(self, language: Language, means: Means) -> None:
        self.language, self.sheet, self.fit = language, means.sheet, means.fit
        self.typesetter, self.profiles = means.typesetter, means.profiles
        self.design, self.palette, self.gaps = self.sheet.design, self.sheet.palette, self.sheet.design.gaps
        self.rtl = language.rtl
        self.tight = _TIGHT if self.profile.size == 1 else 1.0  # a script that is set larger reaches further
        self.listed = True  # whether headings stand in the outline
        self.depth, self.place = means.depth, f"{means.anchor}-heading" if means.anchor else "heading"
        self.headings = 0

    def stack(
        self, blocks: Sequence[Block], parent: StructureElement, space: Space = NO_SPACE, *, whole: float = 0.0
    ) -> Stack:
        """The blocks below one another."""
        parts = [self.part(block, parent) for block in blocks]
        keep_introductions(blocks, parts)
        return Stack(parts, self.fit, space, whole=whole)

    def part(self, block: Block, parent: StructureElement) -> Part:
        """The part of any block."""
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
            case _:
                return self.holder(block, parent)

    def holder(self, block: Holder, parent: StructureElement) -> Part:
        """The part of a block that holds blocks."""
        match block:
            case Section():
                return self.stack(block.blocks, parent.add("Sect"), around(self.gaps.heading))
            case Group():
                return self.stack(block.blocks, parent, around(self.gaps.question), whole=self.whole_group())
            case Box():
                stack = self.stack(block.blocks, parent)
                pad = padding(block.tone, self.gaps.box, self.rtl)
                whole = _BOX.get(block.tone, _OTHER_BOX) * self._leading()
                return Boxed(stack, ground(block.tone, self.palette, self.rtl), pad, around(self.gaps.box), whole=whole)
            case Aside():
                return self.aside(block, parent)
            case Columns():
                columns = [self.stack(column, parent) for column in block.columns]
                space, whole = around(self.gaps.heading), _COLUMNS * self.sheet.height
                return Row(columns, block.shares, self.gutter(), self.rtl, space, whole=whole)
            case Header():
                return self.header(block, parent)
            case Pair():
                return self.pair(block, parent)

    def pair(self, _block: Pair, _parent: StructureElement) -> Part:
        """No document in one language has a pair: press.layout.bilingual builds those that have."""
        raise AssertionError("a pair in a document of one language")

    def whole_group(self) -> float:
        """The height up to which a question and its answer are never parted."""
        return _GROUP * self._leading()

    def _leading(self) -> float:
        """The distance of two lines of the body, in points."""
        return self.design.size("body") * self.profile.leading

    @property
    def profile(self) -> LanguageProfile:
        """How the language is set."""
        return self.profiles[self.language.tag]

    def words(
        self, runs: Runs, element: StructureElement, type_: Type, space: Space = NO_SPACE, *, room: int = 0
    ) -> Words:
        """A paragraph whose words belong to *element*."""
        return Words(self.typesetter, tag_runs(runs, element, self.profiles), type_, space, room=room)

    def heading(self, block: Heading, parent: StructureElement) -> Part:
        """A heading, kept with what it heads, and its entry in the outline."""
        element = parent.add(f"H{block.level + self.depth}")
        colour = self.palette.ink if block.level == 3 else self.palette.brand
        size = self.design.size("heading-quiet" if block.quiet else f"heading-{block.level}")
        type_ = Type(size, colour, self.tight, last=_BALANCED)
        tagged = tag_runs(bold(block.runs), element, self.profiles)
        self.headings += 1
        level = block.level - 1 + self.depth
        entry = (plain(block.runs), f"{self.place}-{self.headings}", level) if self.listed else None
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
                return Type(size, self.palette.brand, self.tight, last=_BALANCED)
            case Voice.MAIN_MESSAGE | Voice.CALL:
                return Type(size, self.palette.ink, self.tight, last=_BALANCED)
            case _:
                return Type(size, self.palette.ink, measure=self.design.measure * size)

    def paragraph(self, block: Paragraph, parent: StructureElement) -> Part:
        """A paragraph in its voice."""
        runs = bold(block.runs) if block.voice in _STRONG_VOICES else block.runs
        gap = self.gaps.item if block.voice in _SMALL_GAP else self.gaps.block
        part = self.words(runs, parent.add("P"), self.type(block.voice), around(gap), room=block.room)
        part.keepWithNext = block.leads
        return part

    def list_(self, block: List, parent: StructureElement) -> Part:
        """Items below one another, or row by row side by side."""
        if block.run_in:
            return self._run_in(block, self.list_element(block, parent))
        items = tuple(self.items(block, parent))
        lines = items if block.columns == 1 else tuple(self._side_by_side(items, block.columns))
        return Stack(lines, self.fit, around(self.gaps.block), least=LEAST_ITEMS)

    def _side_by_side(self, items: tuple[ListItem, ...], columns: int) -> Iterator[Part]:
        need = max(item.longest() for item in items)
        for at in range(0, len(items), columns):
            line = items[at : at + columns]
            yield ItemRow(line, columns, need, self.gutter(), self.rtl, self.fit, around(self.gaps.item))

    def list_element(self, block: List, parent: StructureElement) -> StructureElement:
        """The element of a list, which says how its items are marked."""
        element = parent.add("L")
        element.attributes["List"] = {"ListNumbering": Name(_LIST_NUMBERING[block.marker])}
        return element

    def items(self, block: List, parent: StructureElement) -> Iterator[ListItem]:
        """The items of a list, each a part."""
        element = self.list_element(block, parent)
        return (self.item(item, block, element) for item in block.items)

    def gutter(self) -> float:
        """Between what stands side by side."""
        return self.design.size("body") * _GUTTER

    def _run_in(self, block: List, parent: StructureElement) -> Part:
        """Items one after another in a paragraph; each keeps its own elements."""
        tagged: list[Tagged] = []
        anchors: dict[int, str] = {}
        for item in block.items:
            anchors[sum(len(part.spans) for part in tagged)] = item.anchor
            element = parent.add("LI")
            like = item.runs[0]
            label = replace(like, text=f"{item.label}\u00a0", strong=True, role=Role.TEXT, target="", description="")
            tagged.append(tag_runs((label,), element.add("Lbl"), self.profiles))
            gap = replace(label, text="   ", strong=False)
            tagged.append(tag_runs((*item.runs, gap), _body(item, element), self.profiles))
        return Anchored(self.typesetter, joined(tagged), self.type(block.voice), around(self.gaps.item), anchors)

    def item(self, item: Item, block: List, parent: StructureElement) -> ListItem:
        """One item with its marker or number."""
        element = parent.add("LI")
        type_ = self.type(block.voice)
        indent = _INDENT * type_.size
        marker: ItemMarker = DrawnMarker(block.marker.value, self.palette.brand)
        if item.label:
            label = self._label(item, element, type_)
            indent = _NUMBER_INDENT * type_.size
            marker = LabelMarker(label)
        words = self.words(item.runs, _body(item, element), type_)
        gap = self.gaps.item if block.voice is Voice.BODY else self.gaps.item / 2
        return ListItem(words, marker, indent, around(gap), anchor=item.anchor)

    def _label(self, item: Item, parent: StructureElement, type_: Type) -> Words:
        label = Run(item.label, item.runs[0].language, strong=True)
        return self.words((label,), parent.add("Lbl"), type_)

    def table(self, block: Table, parent: StructureElement) -> Part:
        """A table; of numbers to call, the head is small over what counts."""
        element = parent.add("Table")
        head = element.add("THead").add("TR")
        calls = block.voice is Voice.CALL
        type_ = self.type(block.voice)
        small = Type(self.design.size("table-head"), self.palette.ink, self.tight) if calls else type_
        lines = [[self._cell(head.add("TH"), "Column", runs if calls else bold(runs), small) for runs in block.head]]
        body = element.add("TBody")
        for row in block.rows:
            line = body.add("TR")
            scopes = ["Row" if block.headed else "", *[""] * (len(row) - 1)]
            kinds = [line.add("TH" if scope else "TD") for scope in scopes]
            texts = [bold(runs) if calls or scope else runs for runs, scope in zip(row, scopes, strict=True)]
            parts = zip(kinds, scopes, texts, strict=True)
            lines.append([self._cell(*part, type_) for part in parts])
        space = Space(before=self.gaps.block)
        if not calls:
            return Grid(lines, _GRID_GUTTER * type_.size, self.gaps.item / 2, self.palette.rule, space)
        needs = [max(words.natural() for words in column) for column in zip(*lines, strict=True)]
        return Cells(lines, needs, self.gutter(), self.rtl, space)

    def _cell(self, element: StructureElement, scope: str, runs: Runs, type_: Type) -> Words:
        """A cell; a heading says with its *scope* what it heads (ISO 32000-1, 14.8.5.7)."""
        if scope:
            element.attributes["Table"] = {"Scope": Name(scope)}
        return self.words(runs, element.add("P"), type_)

    def figure(self, block: Figure, parent: StructureElement) -> Part:
        """A logo or a QR code."""
        element = parent.add("Figure", alt=block.alt, lang=block.language.tag if block.language else "")
        if block.kind == "qr":
            return QrCode(element, block.content.decode(), _QR, self.rtl)
        return Logo(element, block.content, _logo_size(*block.size), self.rtl)

    def aside(self, block: Aside, parent: StructureElement) -> Part:
        """The main blocks beside a figure, in a column that no word of its caption is too long for."""
        if not block.side:
            return self.stack(block.main, parent, Space(before=self.gaps.heading))
        columns = [self.stack(blocks, parent) for blocks in (block.main, block.side)]
        captions = [part.longest() for part in columns[1].parts if isinstance(part, Words)]
        inner = self.sheet.width - 2 * self.design.side
        side = min(max([_QR, _SIDE * inner, *captions]), inner / 2)
        return Row(columns, [inner - side - _SIDE_GAP, side], _SIDE_GAP, self.rtl, around(self.gaps.heading))

    def header(self, block: Header, parent: StructureElement) -> Part:
        """Logo, name and contacts in a block of one height for every brand."""
        element = parent.add("Sect")
        figures = [item for item in block.blocks if isinstance(item, Figure)]
        paragraphs = [item for item in block.blocks if isinstance(item, Paragraph)]
        columns: list[Part] = []
        widths: list[float] = []
        inner = self.sheet.width - 2 * self.design.side
        if figures:
            logo = self.figure(figures[0], element)
            columns.append(logo)
            widths.append(logo.size[0] if isinstance(logo, Logo) else _LOGO[0])
        names = [self.paragraph(item, element) for item in paragraphs if item.voice is not Voice.CONTACT]
        below = self._contacts_below()
        align = Align.START if below else Align.END
        ways = [self._contact(item, element, align) for item in paragraphs if item.voice is Voice.CONTACT]
        fixed = Fit()  # a block of one height has no air to give
        columns += [Stack([*names, *ways], fixed)] if below else [Stack(names, fixed), Stack(ways, fixed)]
        left = inner - sum(widths) - _HEADER_GUTTER * (len(columns) - 1)
        widths += (
            [left] if below else _shared(left, columns[-2], columns[-1], max(words.natural() for words in ways) + 1)
        )
        return HeaderRow(columns, widths, _HEADER_GUTTER, self.rtl, self._header_height(), self.palette.brand)

    def _contacts_below(self) -> bool:
        """Whether a column beside the clinic's name would be too narrow for a telephone number with its label."""
        column = _CONTACTS * (self.sheet.width - 2 * self.design.side)
        return column < _CONTACT_LINE * self.design.size("contact")

    def _header_height(self) -> float:
        """The height of the clinic's block: the design's, or more where the letters or a second language need it."""
        own, *others = self.leadings()
        name, department, contact = (
            self.tight * self.design.size(voice) for voice in ("name", "department", "contact")
        )
        contacts = (_BESIDE_LINES * max(own, *others) if others else _CONTACT_LINES * own) * contact
        if self._contacts_below():
            needed = (2 * name + 2 * department + contact) * own + contacts
        else:
            needed = max((3 * name + department) * own, contacts)
        return max(self.design.header * max(1.0, own / _LATIN_LEADING), needed + 2 * self.gaps.item + _CLEAR)

    def leadings(self) -> tuple[float, ...]:
        """The leading of each language of the sheet, times the size."""
        return (self.profile.leading,)

    def _contact(self, block: Paragraph, parent: StructureElement, align: Align) -> Words:
        """A line of the clinic's contacts, at the same edge whichever way its language is read."""
        if block.runs[0].language.rtl is not self.rtl:
            align = Align.START if align is Align.END else Align.END
        style = Type(self.design.size("contact"), self.palette.soft_ink, self.tight, align)
        return self.words(block.runs, parent.add("P"), style)


def _body(item: Item, parent: StructureElement) -> StructureElement:
    """What holds the words of an item; those that claims refer to are a note with an ID (ISO 14289-1, 7.9)."""
    body = parent.add("LBody")
    if not item.anchor:
        return body
    body.lang = item.runs[0].language.tag
    note = body.add("Note")
    note.id = item.anchor
    return note


class HeadingWords(Words):
    """A heading that leaves an entry in the outline."""

    def __init__(
        self, typesetter: Typesetter, tagged: Tagged, type_: Type, space: Space, entry: tuple[str, str, int] | None
    ) -> None:
        super().__init__(typesetter, tagged, type_, space)
        self.entry = entry
        self.keepWithNext = True

    def split(self, _width: float, _height: float) -> list[Words]:
        """A heading stays whole."""
        return []

    def draw(self) -> None:
        """The entry, if it has one, then the words."""
        if self.entry:
            title, name, level = self.entry
            self.canv.outline(title, name, level, self.height)
        super().draw()


class Anchored(Words):
    """A paragraph that links lead into: each of *anchors* names the line on which its span begins."""

    def __init__(
        self, typesetter: Typesetter, tagged: Tagged, type_: Type, space: Space, anchors: Mapping[int, str]
    ) -> None:
        super().__init__(typesetter, tagged, type_, space)
        self.anchors = anchors

    def split(self, width: float, height: float) -> list[Words]:
        """Reference matter stays together, unless there is much of it."""
        return super().split(width, height) if len(self.lines(width)) > _REFERENCE_LINES else []

    def _like(self, start: int, end: int) -> Words:
        piece = Anchored(self.typesetter, self.tagged, self.type, self.space, self.anchors)
        piece.part = start, end
        return piece

    def draw(self) -> None:
        """The places, then the words."""
        left = dict(self.anchors)
        for index, line in enumerate(self.lines(self.width)):
            for piece in line.pieces:
                if name := left.pop(piece.span, ""):
                    self.canv.destination(name, self.height - index * self.leading)
        super().draw()


class HeaderRow(Row):
    """The clinic's block, of fixed height, over a rule."""

    def __init__(
        self, parts: Sequence[Part], widths: Sequence[float], gutter: float, rtl: bool, height: float, colour: str
    ) -> None:
        super().__init__(parts, widths, gutter, rtl, Space(after=_BELOW_HEADER))
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
        for part, x in self.placed():
            part.put(self.canv, x, (self.fixed - _CLEAR + part.height) / 2 + _CLEAR)
        with self.canv.artifact():
            self.canv.rule(0, 0, self.width, 0, self.colour, _HEADER_RULE)


def keep_introductions(blocks: Sequence[Block], parts: Sequence[Part]) -> None:
    """What introduces a list stays with its first items."""
    for part, block, following in zip(parts, blocks, blocks[1:], strict=False):
        if isinstance(block, Paragraph) and isinstance(following, List):
            part.keepWithNext = True


def _shared(width: float, names: Part, ways: Part, natural: float) -> list[float]:
    """The widths of the clinic's name and of its contacts, so that both are as low as can be."""

    def height(contacts: float) -> float:
        return max(names.wrap(width - contacts, inf)[1], ways.wrap(contacts, inf)[1])

    contacts = min((min(natural, width * share) for share in _CONTACT_SHARES), key=height)
    return [width - contacts, contacts]


def _logo_size(width: int, height: int) -> tuple[float, float]:
    """The logo in its proportions, as large as the head of the page lets it be."""
    scale = min(_LOGO[0] / width, _LOGO[1] / height)
    return width * scale, height * scale
