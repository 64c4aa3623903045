"""Reads PDFs back, with programs that did not write them: poppler, pdfium and qpdf (pikepdf).

The tree and the words of its elements are read by press.preflight, through
pikepdf and pdfium. `tests/test_structure.py` asserts that pdfium's own view of
the tree, and poppler's, are the same.
"""

from __future__ import annotations

import ctypes
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from press.design.sheet import Design
from press.document import Aside, Block, Document, Header, Heading, List, Paragraph, Runs, Table, children
from press.preflight.content import Shown, to_unicode
from press.preflight.file import opened
from press.preflight.paper import Leaf, read_leaf
from press.preflight.tree import Element, Mark, Target

__all__ = ["Element", "Mark", "Shown", "Target", "to_unicode"]

_CONTROLS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_TOKEN = re.compile(f"[{_CJK}]|[^\\s{_CJK}]+")
_WITHIN = re.compile(r"(?<=[-–/])(?=.)")  # where a line may end within a word

# Words


def plain(text: str) -> str:
    """*text* with single blanks, without what no reader hears."""
    return " ".join(_CONTROLS.sub("", text).split())


def tokens(text: str) -> list[str]:
    """The words of *text*, cut where a line may end within one; of Chinese, its characters."""
    return [part for word in _TOKEN.findall(_CONTROLS.sub("", text)) for part in _WITHIN.split(word)]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that must come in this order; of things side by side, words that must come in any."""

    words: tuple[str, ...]
    ordered: bool = True


def difference(expected: Sequence[Stretch], found: Sequence[str]) -> str:
    """What is first found otherwise than expected, with its neighbours; nothing if all is as expected."""
    at = 0
    for stretch in expected:
        there = tuple(found[at : at + len(stretch.words)])
        same = there == stretch.words if stretch.ordered else Counter(there) == Counter(stretch.words)
        if not same:
            return f"expected {' '.join(stretch.words)!r}\n   found {' '.join(there)!r}"
        at += len(stretch.words)
    return f"too much: {' '.join(found[at : at + 20])!r}" if at < len(found) else ""


def stretches(blocks: Sequence[Block]) -> Iterator[Stretch]:
    """The words of *blocks* as they stand on paper, line by line."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield _stretch(block.runs)
            case List():
                cells = [Stretch(tuple(tokens(f"{item.label} {_text(item.runs)}"))) for item in block.items]
                for start in range(0, len(cells), block.columns):
                    yield _side_by_side(cells[start : start + block.columns])
            case Table():
                for row in (block.head, *block.rows):
                    yield _side_by_side([_stretch(cell) for cell in row])
            case Header():
                yield _side_by_side(list(stretches(block.blocks)))
            case Aside(main, side) if side:
                yield _side_by_side([*stretches(main), *stretches(side)])
            case _:
                yield from stretches(children(block))


def _side_by_side(parts: Sequence[Stretch]) -> Stretch:
    if len(parts) == 1:
        return parts[0]
    return Stretch(tuple(word for part in parts for word in part.words), ordered=False)


def _stretch(runs: Runs) -> Stretch:
    return Stretch(tuple(tokens(_text(runs))))


def _text(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def body_words(text: str, document: Document) -> list[str]:
    """The words of pdftotext's *text* without what repeats on each page.

    Raises:
        AssertionError: if a page lacks a band, the foot or its number.
    """
    pages = text.removesuffix("\f").split("\f")
    running = document.running
    head = [token for band in running.bands for token in tokens(_text(band))]
    body: list[str] = []
    for number, page in enumerate(pages, start=1):
        found = tokens(page)
        shown = running.page_number.replace("{page}", str(number)).replace("{pages}", str(len(pages)))
        foot = tokens(f"{_text(running.foot if number == 1 else running.foot_later)} {shown}")
        assert found[: len(head)] == head, f"page {number} begins with {found[: len(head)]}"
        assert Counter(found[-len(foot) :]) == Counter(foot), f"page {number} ends with {found[-len(foot) :]}"
        body += found[len(head) : -len(foot)]
    return body


# poppler


def poppler(tool: str, *arguments: str | Path) -> str:
    """What one of poppler's tools prints."""
    result = subprocess.run([tool, *map(str, arguments)], capture_output=True, timeout=60, check=True)
    assert result.stderr == b"", result.stderr.decode()
    return result.stdout.decode("utf-8")


def layout_text(path: Path) -> str:
    """The words as pdftotext sees them on paper."""
    return poppler("pdftotext", "-layout", path, "-")


@dataclass(frozen=True, slots=True)
class ListedFont:
    """A line of pdffonts."""

    name: str
    type: str
    encoding: str
    embedded: bool
    subset: bool
    unicode: bool


def listed_fonts(path: Path) -> list[ListedFont]:
    """The fonts of a file as pdffonts lists them."""
    found = []
    for line in poppler("pdffonts", path).splitlines()[2:]:
        name, rest = line.split(maxsplit=1)
        *type_, encoding, embedded, subset, unicode_map, _, _ = rest.split()
        found.append(
            ListedFont(name, " ".join(type_), encoding, embedded == "yes", subset == "yes", unicode_map == "yes")
        )
    return found


# The structure tree


Box = tuple[float, float, float, float]  # left, bottom, right, top
_BLANK = 0.01  # points: what a blank is no wider than


@dataclass(frozen=True, slots=True)
class Painted:
    """Something on a page (from 0), the number of the marked content that it belongs to (or -1), and its ink."""

    page: int
    mcid: int
    is_text: bool
    box: Box


class Pages:
    """A PDF in pdfium, and its structure in pikepdf."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = pdfium.PdfDocument(path)

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()

    def tree(self) -> Element:
        """The structure tree's Document element."""
        with opened(self.path.read_bytes()) as file:
            return file.tree[0]

    def text(self, mark: Mark) -> str:
        """The words that pdfium reads in a piece of marked content."""
        return self._leaves[mark.page].words.get(mark.mcid, "")

    @cached_property
    def _leaves(self) -> list[Leaf]:
        return [read_leaf(number, page) for number, page in enumerate(self.file)]

    @cached_property
    def painted(self) -> list[Painted]:
        """All that is painted on the pages but for blanks, as pdfium measures it; read once, without its objects."""
        found: list[Painted] = []
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        edges = [ctypes.byref(edge) for edge in (left, bottom, right, top)]
        for number, page in enumerate(self.file):
            for index in range(raw.FPDFPage_CountObjects(page.raw)):
                one = raw.FPDFPage_GetObject(page.raw, index)
                assert raw.FPDFPageObj_GetBounds(one, *edges)
                if right.value - left.value > _BLANK:
                    mcid = raw.FPDFPageObj_GetMarkedContentID(one)
                    is_text = raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_TEXT
                    found.append(Painted(number, mcid, is_text, (left.value, bottom.value, right.value, top.value)))
        return found

    def seen(self, page: int) -> list[str]:
        """Each element of pdfium's own tree of a page: depth, type, language, both texts and content numbers."""
        handle = self.file[page]
        tree = raw.FPDF_StructTree_GetForPage(handle.raw)
        try:
            found: list[str] = []
            for index in range(raw.FPDF_StructTree_CountChildren(tree)):
                _see(raw.FPDF_StructTree_GetChildAtIndex(tree, index), 0, found)
            return found
        finally:
            raw.FPDF_StructTree_Close(tree)


def line(depth: int, element: Element, page: int) -> str:
    """An element as `Pages.seen` writes it."""
    marks = [kid.mcid for kid in element.kids if isinstance(kid, Mark) and kid.page == page]
    return f"{'  ' * depth}{element.type} {element.lang} {element.alt!r} {element.actual_text!r} {marks}"


def _see(element: object, depth: int, found: list[str]) -> None:
    def ask(function: Callable[..., int]) -> str:
        size = function(element, None, 0)
        buffer = ctypes.create_string_buffer(max(size, 2))
        function(element, buffer, size)
        return buffer.raw.decode("utf-16-le").rstrip("\0")

    count = raw.FPDF_StructElement_CountChildren(element)
    marks = [raw.FPDF_StructElement_GetChildMarkedContentID(element, index) for index in range(count)]
    texts = [ask(raw.FPDF_StructElement_GetAltText), ask(raw.FPDF_StructElement_GetActualText)]
    kind, lang = ask(raw.FPDF_StructElement_GetType), ask(raw.FPDF_StructElement_GetLang)
    found.append(f"{'  ' * depth}{kind} {lang} {texts[0]!r} {texts[1]!r} {[mark for mark in marks if mark >= 0]}")
    for index in range(count):
        kid = raw.FPDF_StructElement_GetChildAtIndex(element, index)
        if kid:
            _see(kid, depth + 1, found)


# What stands where

HANGING = 0.6  # times the size: a blank over the end of a line from right to left, the stroke of a Nastaliq initial
_STROKE = 2.5  # points: pdfium counts the whole weight of a line on either side of it
_EDGE = 9.0  # points at the edge of the paper


def outside(pages: Pages, design: Design, hanging: float = 0.0) -> list[tuple[int, Box]]:
    """What is painted beyond the margins of *design*, blanks left out, artifacts not; letters may hang over by some."""
    width, height = pages.file[0].get_size()
    leaf = width / 2 if design.booklet else width

    def within(box: Box) -> bool:
        left, bottom, right, top = box
        start = leaf * (left >= leaf)
        return (
            start + design.side - _STROKE - hanging <= left
            and right <= start + leaf - design.side + _STROKE + hanging
            and bottom >= _EDGE
            and top <= height - design.top + _STROKE
        )

    return [(one.page, one.box) for one in pages.painted if not within(one.box)]


# What the content streams say


def shown(path: Path) -> Iterator[Shown]:
    """All text that the pages show, in the order of painting."""
    with opened(path.read_bytes()) as file:
        yield from (part for content in file.contents for part in content.shown)
