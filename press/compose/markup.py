"""The markup that a template is filled into, read into a Document.

Blocks: heading (level, quiet), p (voice, room, leads), list (marker, columns, voice, run-in) of item
(label, anchor), table (voice, headed) of head and row of cell, section (id), box
(tone), group, pair (lang) of first and second, aside of main and side, columns of column (share), header, figure
(kind, alt, lang), lines (least, most). Inline: b, fact, phone, span (lang), a (href), cite (numbers), missing, mark.
The element running holds band, foot, foot-later, page-number and source-label.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from unicodedata import east_asian_width
from xml.etree import ElementTree as ET  # parses what our own template wrote, and no entity can enter it

from press.design.logo import Logo
from press.document import (
    Aside,
    Block,
    Box,
    Columns,
    Figure,
    Group,
    Header,
    Heading,
    Item,
    Language,
    List,
    Marker,
    Pair,
    Paragraph,
    Role,
    RuledLines,
    Run,
    Running,
    Runs,
    Section,
    Table,
    Tone,
    Voice,
)
from press.places import SOURCE_LANGUAGE

_GAP = "\u00a0"  # between a claim and the number of its source
_JOIN = "\u2060"  # there too, where full-width punctuation has its own blank
_FULL_WIDTH = frozenset("WF")  # East Asian widths (UAX #11)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads markup in the language of the sheet."""

    language: Language
    pictures: Mapping[str, Logo]
    source_label: str = "{number}"
    digits: str = "0123456789"
    languages: Mapping[str, Language] = field(default_factory=dict)  # others than its own that words stand in, by tag
    sources: str = "source-"  # what the anchors of the sources begin with

    def document(self, text: str) -> tuple[tuple[Block, ...], Running]:
        """The blocks and the running parts that *text* says.

        Raises:
            ValueError: if the template writes an element that there is not.
        """
        root = ET.fromstring(text)  # noqa: S314  see above
        running = root.find("running")
        if running is None:
            raise ValueError("the template has no <running>")
        label = running.findtext("source-label") or "{number}"
        reader = replace(self, source_label=label)
        blocks = tuple(reader.block(child) for child in root if child is not running)
        return blocks, reader.running(running)

    def running(self, element: ET.Element) -> Running:
        """What repeats on each page."""
        return Running(
            foot=self._foot(element, "foot"),
            foot_later=self._foot(element, "foot-later"),
            page_number="".join(run.text for run in self._runs(_one(element, "page-number"))),
            bands=tuple(self._runs(band) for band in element.findall("band")),
            digits=self.digits,
        )

    def _foot(self, element: ET.Element, tag: str) -> Runs:
        """The parts of a foot, one after another."""
        between = Run(" \u00a0·  ", self.language)
        parts = [self._runs(part) for part in element.findall(tag)]
        return tuple(run for part in parts for run in (between, *part))[1:]

    def _blocks(self, element: ET.Element) -> tuple[Block, ...]:
        return tuple(self.block(child) for child in element)

    def block(self, element: ET.Element) -> Block:
        """The block that *element* stands for: one case an element."""
        match element.tag:
            case "heading":
                return Heading(int(element.attrib["level"]), self._runs(element), element.get("quiet") == "yes")
            case "p":
                voice, room = Voice(element.get("voice", "body")), int(element.get("room", "0"))
                return Paragraph(self._runs(element), voice, room, element.get("leads") == "yes")
            case "list":
                return self._list(element)
            case "table":
                return self._table(element)
            case "figure":
                return self._figure(element)
            case "lines":
                return RuledLines(int(element.attrib["least"]), int(element.attrib["most"]))
            case _:
                return self._holder(element)

    def _holder(self, element: ET.Element) -> Block:
        """A block that holds blocks."""
        match element.tag:
            case "section":
                return Section(element.attrib["id"], self._blocks(element))
            case "box":
                return Box(Tone(element.attrib["tone"]), self._blocks(element))
            case "group":
                return Group(self._blocks(element))
            case "pair":
                second = replace(self, language=self._named(element.attrib["lang"]))
                return Pair(self._blocks(_one(element, "first")), tuple(map(second.block, _one(element, "second"))))
            case "aside":
                side = element.find("side")
                return Aside(self._blocks(_one(element, "main")), () if side is None else self._blocks(side))
            case "columns":
                shares = tuple(float(column.get("share", "1")) for column in element)
                return Columns(tuple(map(self._blocks, element)), shares)
            case "header":
                return Header(self._blocks(element))
            case other:
                raise ValueError(f"the template writes <{other}>, which is no block")

    def _figure(self, element: ET.Element) -> Figure:
        kind, alt = element.attrib["kind"], element.attrib["alt"]
        said = (element.text or "").strip()
        language = self._named(element.attrib["lang"]) if "lang" in element.attrib else None
        if said:
            return Figure(kind, alt, said.encode(), language=language)
        picture = self.pictures[kind]
        return Figure(kind, alt, picture.data, (picture.width, picture.height), language)

    def _list(self, element: ET.Element) -> List:
        items = tuple(
            Item(self._runs(item), item.get("label", ""), item.get("anchor", "")) for item in element.findall("item")
        )
        marker, voice = Marker(element.get("marker", "disc")), Voice(element.get("voice", "body"))
        run_in = element.get("run-in") == "yes"
        return List(items, marker, voice, int(element.get("columns", "1")), run_in)

    def _table(self, element: ET.Element) -> Table:
        head = tuple(self._runs(cell) for cell in _one(element, "head"))
        rows = tuple(tuple(self._runs(cell) for cell in row) for row in element.findall("row"))
        return Table(head, rows, Voice(element.get("voice", "body")), element.get("headed") == "yes")

    def _runs(self, element: ET.Element) -> Runs:
        """The words of an element, without the template's own blanks around them."""
        runs = [run for run in self._inline(element, Run("", self.language)) if run.text]
        if runs:
            runs[0] = replace(runs[0], text=runs[0].text.lstrip(" \n"))
            runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(" \n"))
        return tuple(_without_wide_gaps(_joined(run for run in runs if run.text)))

    def _inline(self, element: ET.Element, like: Run) -> Iterator[Run]:
        yield replace(like, text=element.text or "")
        for child in element:
            yield from self._child(child, like)
            yield replace(like, text=child.tail or "")

    def _child(self, child: ET.Element, like: Run) -> Iterator[Run]:
        match child.tag:
            case "b":
                yield from self._inline(child, replace(like, strong=True))
            case "fact" | "phone":
                yield from self._inline(child, replace(like, role=Role(child.tag)))
            case "span":
                yield from self._inline(child, replace(like, language=self._named(child.attrib["lang"])))
            case "missing":
                yield from self._inline(child, replace(like, language=Language(SOURCE_LANGUAGE), marked=True))
            case "mark":
                yield from self._inline(child, replace(like, marked=True))
            case "a":
                target = child.attrib["href"]
                words = child.text or target
                yield replace(like, text=words, role=Role.LINK, target=target, description=words)
            case "cite":
                yield from self._citation(child, like)
            case other:
                raise ValueError(f"the template writes <{other}>, which is no inline element")

    def _named(self, tag: str) -> Language:
        return self.language if tag == self.language.tag else self.languages.get(tag, Language(tag))

    def _citation(self, child: ET.Element, like: Run) -> Iterator[Run]:
        numbers = child.attrib["numbers"].split()
        yield replace(like, text=_GAP, strong=False)
        for place, number in enumerate(numbers, start=1):
            shown = number.translate(str.maketrans("0123456789", self.digits))
            text = shown if place == len(numbers) else f"{shown},"
            description = self.source_label.replace("{number}", shown)
            yield Run(text, self.language, False, Role.CITATION, f"#{self.sources}{number}", description)


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Runs that are alike become one."""
    last: Run | None = None
    for run in runs:
        if last is not None and run.role is last.role is Role.TEXT and replace(run, text="") == replace(last, text=""):
            last = replace(last, text=last.text + run.text)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def _without_wide_gaps(runs: Iterator[Run]) -> Iterator[Run]:
    """Full-width letters and punctuation, be they in a run of their own, need no gap before a citation."""
    before = ""
    for run in runs:
        last = f"{before}{run.text}".removesuffix(_GAP)[-1:]
        wide = bool(last) and east_asian_width(last) in _FULL_WIDTH
        yield replace(run, text=run.text[:-1] + _JOIN) if wide and run.text.endswith(_GAP) else run
        before = run.text[-1]


def _one(element: ET.Element, tag: str) -> ET.Element:
    found = element.find(tag)
    if found is None:
        raise ValueError(f"the template has no <{tag}> in <{element.tag}>")
    return found
