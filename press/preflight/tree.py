"""The structure tree as it stands in a file, whoever wrote it (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pikepdf

from press.preflight.entries import listed, name, text
from press.text.shaping import CONTROLS

TEXT_TYPES = frozenset({"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "LBody", "TH", "TD", "Caption", "Note"})
_DEEPEST = 100  # levels of a tree; pages of a book need ten
_MOST = 200_000  # elements


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of marked content."""

    page: int  # from 0; -1 where the file does not say
    mcid: int


@dataclass(frozen=True, slots=True)
class Target:
    """An annotation that belongs to an element."""

    subtype: str
    id: tuple[int, int] = (0, 0)  # its object and generation


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """A structure element."""

    type: str  # a standard one, where the file maps it to one
    lang: str
    alt: str
    actual_text: str
    attributes: Mapping[str, str]
    kids: tuple[Element | Mark | Target, ...]
    id: str = ""  # of a note

    def elements(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.elements()

    def marks(self) -> Iterator[Mark]:
        """All marked content below."""
        for kid in self.kids:
            match kid:
                case Element():
                    yield from kid.marks()
                case Mark():
                    yield kid
                case _:
                    pass

    def text(self, of: Callable[[Mark], str], exact: bool = True) -> str:
        """The words, where *of* has those of marked content; *exact* prefers ActualText, as a screen reader does."""
        if exact and self.actual_text:
            return self.actual_text
        parts = (
            kid.text(of, exact) if isinstance(kid, Element) else of(kid) if isinstance(kid, Mark) else ""
            for kid in self.kids
        )
        return "".join(parts)

    def holding_text(self) -> Iterator[Element]:
        """The elements that hold a paragraph, a heading, a label, a cell or an item each."""
        inner = [one for kid in self.kids if isinstance(kid, Element) for one in kid.holding_text()]
        if self.type in TEXT_TYPES and not inner:
            yield self
        yield from inner

    def types(self) -> list[str]:
        """The types of the elements directly below."""
        return [kid.type for kid in self.kids if isinstance(kid, Element)]

    def outline(self, of: Callable[[Mark], str], depth: int = 0, lang: str = "") -> Iterator[str]:
        """The tree as indented lines, with each language where it begins."""
        notes = [f"/{key} {value}" for key, value in sorted(self.attributes.items()) if key != "BBox"]
        notes += [f"/Lang {self.lang}"] if self.lang != lang else []
        notes += [f"/Alt “{self.alt}”"] if self.alt else []
        words = "" if self.types() else spoken(self.text(of))
        targets = [f"→ {kid.subtype}" for kid in self.kids if isinstance(kid, Target)]
        yield "  " * depth + " ".join([self.type, *notes, *([f"“{words}”"] if words else []), *targets])
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.outline(of, depth + 1, self.lang)


@dataclass(slots=True)
class TreeReader:
    """Reads the tree of one file; what cannot be read is left out, and what goes in a circle is cut."""

    pages: Mapping[tuple[int, int], int]  # object of a page → its number
    roles: Mapping[str, str]
    _read: int = field(default=0, init=False)

    def root(self, tree: pikepdf.Object) -> tuple[Element, ...]:
        """The elements directly under the StructTreeRoot."""
        found = (self._kid(kid, -1, "", 0, frozenset()) for kid in listed(tree.get("/K")))
        return tuple(kid for kid in found if isinstance(kid, Element))

    def _kid(
        self, kid: object, page: int, lang: str, depth: int, above: frozenset[tuple[int, int]]
    ) -> Element | Mark | Target | None:
        if isinstance(kid, int):
            return Mark(page, kid)
        if not isinstance(kid, pikepdf.Dictionary):
            return None
        match str(kid.get("/Type", "")):
            case "/MCR":
                mcid = kid.get("/MCID")
                return Mark(self._page(kid, page), mcid) if isinstance(mcid, int) else None
            case "/OBJR":
                annotation = kid.get("/Obj")
                if not isinstance(annotation, pikepdf.Dictionary):
                    return None
                return Target(name(annotation.get("/Subtype")), annotation.objgen)
            case _:
                return self._element(kid, page, lang, depth, above)

    def _element(
        self, found: pikepdf.Dictionary, page: int, lang: str, depth: int, above: frozenset[tuple[int, int]]
    ) -> Element | None:
        self._read += 1
        here = found.objgen
        if depth > _DEEPEST or self._read > _MOST or (here in above and here != (0, 0)) or "/S" not in found:
            return None
        lang = text(found.get("/Lang")) or lang
        inside = self._page(found, page)
        kids = (self._kid(kid, inside, lang, depth + 1, above | {here}) for kid in listed(found.get("/K")))
        return Element(
            self._standard(str(found.S)[1:]),
            lang,
            text(found.get("/Alt")),
            text(found.get("/ActualText")),
            _attributes(found.get("/A")),
            tuple(kid for kid in kids if kid is not None),
            text(found.get("/ID")),
        )

    def _page(self, found: pikepdf.Dictionary, page: int) -> int:
        named = found.get("/Pg")
        return self.pages.get(named.objgen, -1) if isinstance(named, pikepdf.Dictionary) else page

    def _standard(self, type_: str) -> str:
        seen: set[str] = set()
        while type_ in self.roles and type_ not in seen:
            seen.add(type_)
            type_ = self.roles[type_]
        return type_


def spoken(text: str) -> str:
    """*text* with single blanks, without what no reader hears."""
    return " ".join("".join(letter for letter in text if letter not in CONTROLS).split())


def _attributes(found: object) -> dict[str, str]:
    """All attributes, whoever owns them; a revision number between them is no attribute."""
    return {
        str(key)[1:]: str(value).removeprefix("/")
        for group in listed(found)
        if isinstance(group, pikepdf.Dictionary)
        for key, value in group.items()
        if key != "/O"
    }
