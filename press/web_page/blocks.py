"""Blocks as elements, in the Document's own order; how they stand is for the style sheet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as ET  # writes; what it is handed is text, and it escapes all of it

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
    RuledLines,
    Runs,
    Section,
    Table,
    Tone,
    Voice,
)
from press.web_page.letters import Letters
from press.web_page.pictures import draw_alarm, draw_logo, draw_qr_code
from press.web_page.words import RunWriter, add, of_language, say

_STRONG_VOICES = frozenset({Voice.MAIN_MESSAGE, Voice.NAME, Voice.CALL})
_MOST_LINES = 6  # to write on, when the page is printed
_PAPER = " paper"  # behind the class of what a screen has no use for


class BlockWriter:
    """Writes blocks one below the other; *around* is the language that they stand in."""

    def __init__(self, letters: Letters, language: Language, beside: Language | None) -> None:
        self.letters = letters
        self.languages = language, beside or language  # of the two halves of a pair
        self.words = RunWriter(letters)
        self.rows: set[int] = set()  # numbers of rows that parts of pairs stand in
        self._ids: set[str] = set()

    def bands(self, parent: ET.Element, bands: Sequence[Runs], around: Language) -> None:
        """What a draft says of itself, as a landmark that bears its own words as its name."""
        if not bands:
            return
        ids = [self._id("band") for _ in bands]
        section = add(parent, "section", {"class": "bands", "aria-labelledby": " ".join(ids)})
        for id_, runs in zip(ids, bands, strict=True):
            self._words(add(section, "p", id=id_), runs, around, strong=True)

    def blocks(self, parent: ET.Element, blocks: Sequence[Block], around: Language) -> None:
        """Every block in *parent*."""
        for block in blocks:
            self.block(parent, block, around)

    def block(self, parent: ET.Element, block: Block, around: Language) -> None:
        """Any block."""
        match block:
            case Heading():
                heading = add(parent, f"h{block.level}", {"class": "quiet"} if block.quiet else None)
                self._words(heading, block.runs, around, strong=True)
            case Paragraph():
                self.paragraph(parent, block, around)
            case List():
                self._list(parent, block, around)
            case Table():
                self._table(parent, block, around)
            case RuledLines():
                lines = add(parent, "div", {"class": f"lines{_PAPER}", "aria-hidden": "true"})
                for _ in range(max(block.least, min(block.most, _MOST_LINES))):
                    add(lines, "div")
            case Figure():
                self._figure(parent, block, around)
            case _:
                self._holder(parent, block, around)

    def _holder(self, parent: ET.Element, block: Holder, around: Language) -> None:
        match block:
            case Section():
                self.blocks(add(parent, "section", id=self._id(block.id)), block.blocks, around)
            case Group():
                self.blocks(add(parent, "div", {"class": "group"}), block.blocks, around)
            case Box():
                box = add(parent, "div", {"class": f"box {block.tone.value}"})
                if block.tone is Tone.URGENT:
                    draw_alarm(box)
                self.blocks(box, block.blocks, around)
            case Aside():
                aside = add(parent, "div", {"class": "beside"})
                self.blocks(add(aside, "div"), block.main, around)
                if block.side:
                    paper = _PAPER if any(map(_is_code, block.side)) else ""
                    self.blocks(add(aside, "div", {"class": f"side{paper}"}), block.side, around)
            case Columns():
                for column in block.columns:  # a screen has no end: one below the other
                    self.blocks(parent, column, around)
            case Header():
                self._header(parent, block, around)
            case Pair():
                self._pair(parent, block, around)

    def paragraph(self, parent: ET.Element, block: Paragraph, around: Language) -> None:
        """A paragraph in its voice."""
        paragraph = add(parent, "p", _voice(block.voice))
        self._words(paragraph, block.runs, around, strong=block.voice in _STRONG_VOICES)

    def _words(self, element: ET.Element, runs: Runs, around: Language, *, strong: bool = False) -> None:
        """Words in an element that says their language, which is that of the first of them."""
        language = runs[0].language if runs else around
        element.attrib.update(of_language(language, around))
        self.words.runs(element, runs, language, strong=strong)

    def _list(self, parent: ET.Element, block: List, around: Language) -> None:
        """A list; with markers that we draw, Safari has to be told that it is one."""
        ordered = block.marker is Marker.DECIMAL
        names = [block.marker.value, *_voice(block.voice).values(), *(["columns"] if block.columns > 1 else [])]
        element = add(parent, "ol" if ordered else "ul", {"class": " ".join(names)}, role="list")
        for item in block.items:
            self._item(element, item, around)

    def _item(self, parent: ET.Element, item: Item, around: Language) -> None:
        element = add(parent, "li", {"id": self._id(item.anchor)} if item.anchor else None)
        language = item.runs[0].language
        element.attrib.update(of_language(language, around))
        if item.label:
            self.letters.fact(item.label, language.tag, strong=True)
            add(element, "b", {"class": "label"}).text = item.label
            say(element, " ")
        self.words.runs(element, item.runs, language)

    def _table(self, parent: ET.Element, block: Table, around: Language) -> None:
        table = add(parent, "table", _voice(block.voice))
        row = add(add(table, "thead"), "tr")
        for runs in block.head:
            self._words(add(row, "th", scope="col"), runs, around, strong=True)
        body = add(table, "tbody")
        for cells in block.rows:
            row = add(body, "tr")
            for number, runs in enumerate(cells):
                heads = block.headed and not number
                cell = add(row, "th", scope="row") if heads else add(row, "td")
                self._words(cell, runs, around, strong=heads or block.voice in _STRONG_VOICES)

    def _figure(self, parent: ET.Element, block: Figure, around: Language) -> None:
        if _is_code(block):
            draw_qr_code(add(parent, "figure", {"class": f"qr{_PAPER}"}), block)
        else:
            spoken = of_language(block.language, around) if block.language else {}
            draw_logo(add(parent, "figure", {"class": "logo"}), block, spoken)

    def _header(self, parent: ET.Element, block: Header, around: Language) -> None:
        """The clinic's block: its logo, its name, and the ways to reach it."""
        header = add(parent, "header")
        for _, group in groupby(block.blocks, key=_place_in_header):
            self.blocks(add(header, "div"), tuple(group), around)

    def _pair(self, parent: ET.Element, block: Pair, around: Language) -> None:
        """The first language whole, then the second: a screen reader does not change its voice at every row.

        Side by side on a wide screen, both halves stand in the same rows.
        """
        pair = add(parent, "div", {"class": "pair"})
        halves = zip(("first", "second"), self.languages, (block.first, block.second), strict=True)
        for name, language, blocks in halves:
            half = add(pair, "div", {"class": name} | of_language(language, around))
            self.blocks(half, blocks, language)
            self._number_rows(half, blocks)

    def _number_rows(self, parent: ET.Element, blocks: Sequence[Block]) -> int:
        """Say in how many rows *parent* stands, and each of the parts that it holds; the number of its rows."""
        rows = 0
        for element, block in zip(parent, blocks, strict=True):
            match block:
                case Section() | Group():
                    rows += self._number_rows(element, block.blocks)
                case List():
                    rows += self._number(element, len(block.items))
                case _:
                    rows += 1
        return self._number(parent, rows)

    def _number(self, element: ET.Element, rows: int) -> int:
        self.rows.add(rows)
        element.set("class", f"{element.get('class', '')} rows-{rows}".lstrip())
        return rows

    def _id(self, wanted: str) -> str:
        """*wanted*, or that with a number where an element bears it already: that of a section's second language."""
        id_, number = wanted, 1
        while id_ in self._ids:
            number += 1
            id_ = f"{wanted}-{number}"
        self._ids.add(id_)
        return id_


def _voice(voice: Voice) -> dict[str, str]:
    return {} if voice is Voice.BODY else {"class": voice.value}


def _is_code(block: Block) -> bool:
    """Whether a block is a QR code, which is of no use on the phone that shows it."""
    return isinstance(block, Figure) and block.kind == "qr"


def _place_in_header(block: Block) -> int:
    if isinstance(block, Figure):
        return 0
    return 2 if isinstance(block, Paragraph) and block.voice is Voice.CONTACT else 1
