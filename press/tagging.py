"""The structure tree and its marked-content numbers: pure bookkeeping, no PDF.

Elements are made in reading order before anything is painted; painting then
adds what stands on which page (ISO 32000-1, 14.7 and 14.8).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


class Name(str):
    """A str that is a PDF name and not a text string."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """A marked-content sequence: the page it is on and its MCID there."""

    page: int  # from 0
    mcid: int
    reading: int  # the page in reading order: another one where pages are imposed


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation that belongs to an element (14.7.4.3), by its place in `StructureTree.annotations`."""

    page: int
    number: int
    reading: int


@dataclass(slots=True, eq=False)
class StructureElement:
    """One element of the tree, with a standard type (ISO 32000-1, 14.8.4)."""

    type: str
    lang: str = ""
    alt: str = ""
    actual_text: str = ""
    id: str = ""  # of a note, unlike any other (ISO 14289-1, 7.9)
    attributes: dict[str, dict[str, object]] = field(default_factory=dict)  # by owner: {"List": {"ListNumbering": …}}
    kids: list[StructureElement | MarkedContent | Annotation] = field(default_factory=list)

    def add(self, type_: str, *, lang: str = "", alt: str = "", actual_text: str = "") -> StructureElement:
        """A new last kid."""
        kid = StructureElement(type_, lang, alt, actual_text)
        self.kids.append(kid)
        return kid

    def elements(self) -> Iterator[StructureElement]:
        """The kids that are elements."""
        return (kid for kid in self.kids if isinstance(kid, StructureElement))


class StructureTree:
    """The tree of one document while it is painted."""

    def __init__(self, lang: str) -> None:
        self.root = StructureElement("Document", lang)
        self.pages: list[list[StructureElement]] = []  # page → the owner of each MCID
        self.annotations: list[StructureElement] = []  # the owner of each annotation

    def mark(self, element: StructureElement, page: int, reading: int) -> int:
        """A new MCID for *element* on *page*, the page *reading* of the reading order."""
        while len(self.pages) <= page:
            self.pages.append([])
        mcid = len(self.pages[page])
        self.pages[page].append(element)
        element.kids.append(MarkedContent(page, mcid, reading))
        return mcid

    def annotate(self, element: StructureElement, page: int, reading: int) -> int:
        """A number for an annotation of *element* on *page*, the page *reading* of the reading order."""
        number = len(self.annotations)
        self.annotations.append(element)
        element.kids.append(Annotation(page, number, reading))
        return number

    def finish(self) -> None:
        """Take out elements that nothing was painted for, and put what was painted into reading order."""
        _finish(self.root)


def _finish(element: StructureElement) -> bool:
    kept: list[StructureElement | MarkedContent | Annotation] = []
    for kid in element.kids:
        if isinstance(kid, StructureElement):
            if _finish(kid):
                kept.append(kid)
            continue
        at = len(kept)
        while at and _is_later(kept[at - 1], kid.reading):
            at -= 1
        kept.insert(at, kid)
    element.kids = kept
    return bool(kept)


def _is_later(kid: StructureElement | MarkedContent | Annotation, reading: int) -> bool:
    return not isinstance(kid, StructureElement) and kid.reading > reading
