"""What the content streams say: text with its marked content and font, and where the marking is wrong.

This reads operators and no pixels (ISO 32000-1, 7.8.2 and 14.6), as `pikepdf`
gives them; what a page looks like is asked of PDFium (press.preflight.paper).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import pikepdf

from press.preflight.entries import decoded, dictionary, number
from press.preflight.finding import Finding

_OPERATORS = frozenset(
    "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID INLINE j J K k l m M MP n "
    "q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"".split()
)
_PAINT = frozenset("b B b* B* f F f* s S sh EI INLINE".split())
_SHOW = frozenset(["Tj", "TJ", "'", '"'])
_CMYK = frozenset({"K", "k"})
_DEEPEST_STATE = 28  # q within q (ISO 19005-2, 6.1.13)
_DEEPEST_FORM = 8
_ARTIFACT = -2
_UNTAGGED = -1
_INVISIBLE = 3  # rendering mode of text
_BFCHAR = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_BFRANGE = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<\s*([0-9A-Fa-f\s]+)>\s*<\s*([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<\s*([0-9A-Fa-f]+)\s*>\s*<\s*([0-9A-Fa-f]+)\s*>\s*(?:<\s*([0-9A-Fa-f]+)\s*>|\[([^\]]*)\])")
_MOST_OF_A_RANGE = 65_536


@dataclass(frozen=True, slots=True)
class Shown:
    """A string of codes that a page shows."""

    page: int  # from 0
    mcid: int  # -1 in an artifact, or where nothing is marked
    font: str  # the name of its face, with the subset's tag
    size: float  # as the operator Tf says
    codes: tuple[int, ...]
    unicode: tuple[str, ...]  # what ToUnicode says of each code; empty where it says nothing
    artifact: str = ""  # its subtype, or type; empty where the text is no artifact
    actual: bool = False  # whether an ActualText around it says other words
    font_id: tuple[int, int] = (0, 0)
    baseline: float = 0.0  # in points, where the page's own transformations are moves
    invisible: bool = False


@dataclass(slots=True)
class PageContent:
    """All that one page shows, and what is wrong with how it is marked."""

    shown: list[Shown] = field(default_factory=list)
    mcids: dict[int, int] = field(default_factory=dict)  # MCID → how often it is opened
    langs: dict[int, str] = field(default_factory=dict)  # MCID → Lang in the content itself
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class _Font:
    name: str
    id: tuple[int, int]
    wide: bool
    unicode: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Open:
    """A marked-content sequence that is open."""

    mcid: int
    artifact: str = ""
    actual: bool = False


class ContentReader:
    """Reads the pages of one file; fonts are read once."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, int], _Font] = {}

    def page(self, number: int, page: pikepdf.Page) -> PageContent:
        """What page *number* (from 0) shows."""
        content = PageContent()
        walker = _Walker(number, content, self)
        walker.walk(page, page.obj.get("/Resources"), 0)
        walker.close()
        return content

    def font(self, found: pikepdf.Dictionary) -> _Font:
        """The name, width of codes and ToUnicode map of a font dictionary."""
        font = self._fonts.get(found.objgen)
        if font is None or found.objgen == (0, 0):
            unicode = to_unicode(decoded(found.get("/ToUnicode")))
            wide = str(found.get("/Subtype", "")) == "/Type0"
            font = self._fonts[found.objgen] = _Font(str(found.get("/BaseFont", "/?"))[1:], found.objgen, wide, unicode)
        return font


class _Walker:
    """Follows the operators of one page, and of the forms that it paints."""

    def __init__(self, page: int, content: PageContent, reader: ContentReader) -> None:
        self._page, self.content, self.reader = page, content, reader
        self._marks: list[_Open] = []
        self._states: list[tuple[_Font | None, float, int, float]] = []
        self._font: _Font | None = None
        self._size, self._mode, self._shift, self._baseline = 0.0, 0, 0.0, 0.0

    def walk(self, stream: pikepdf.Page | pikepdf.Object, resources: object, depth: int) -> None:
        try:
            parsed = pikepdf.parse_content_stream(stream)
        except (pikepdf.PdfError, ValueError, TypeError):
            self._find("Syntax", "the content of the page cannot be read")
            return
        for instruction in parsed:
            self._operator(str(instruction.operator), list(instruction.operands), resources, depth)

    def close(self) -> None:
        if self._marks:
            self._find("Syntax", "marked content is not closed at the end of the page")

    def _operator(self, name: str, operands: list[object], resources: object, depth: int) -> None:
        state = self._STATE.get(name)
        if state is not None:
            state(self, operands)
        elif name in _SHOW:
            self._show(operands)
        elif name in _PAINT:
            self._refuse_untagged("a shape")
        elif name in ("BDC", "BMC"):
            self._open(operands, resources)
        elif name == "Tf" and len(operands) == 2:
            self._choose(str(operands[0]), operands[1], resources)
        elif name == "Do" and operands:
            self._do(str(operands[0]), resources, depth)
        elif name in _CMYK:
            self._find("PDF/A-2 6.2.4.3", "a colour is given in CMYK")
        elif name not in _OPERATORS:
            self._find("PDF/A-2 6.2.2", f"the operator “{name}” is not one of PDF 1.7")

    def _close(self, _operands: list[object]) -> None:
        if self._marks:
            self._marks.pop()
        else:
            self._find("Syntax", "marked content is closed that was never opened")

    def _save(self, _operands: list[object]) -> None:
        self._states.append((self._font, self._size, self._mode, self._shift))
        if len(self._states) > _DEEPEST_STATE:
            self._find("PDF/A-2 6.1.13", f"q stands more than {_DEEPEST_STATE} deep")

    def _restore(self, _operands: list[object]) -> None:
        if self._states:
            self._font, self._size, self._mode, self._shift = self._states.pop()

    def _transform(self, operands: list[object]) -> None:
        self._shift += number(operands[5]) if len(operands) == 6 else 0.0

    def _render(self, operands: list[object]) -> None:
        self._mode = int(number(operands[0])) if operands else 0

    def _place(self, operands: list[object]) -> None:
        self._baseline = number(operands[5]) if len(operands) == 6 else 0.0

    def _move(self, operands: list[object]) -> None:
        self._baseline += number(operands[1]) if len(operands) == 2 else 0.0

    _STATE: ClassVar[Mapping[str, Callable[[_Walker, list[object]], None]]] = {
        "EMC": _close,
        "q": _save,
        "Q": _restore,
        "cm": _transform,
        "Tr": _render,
        "Tm": _place,
        "Td": _move,
        "TD": _move,
    }

    def _open(self, operands: list[object], resources: object) -> None:
        tag = str(operands[0])[1:] if operands else ""
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, pikepdf.Name):
            properties = _named(resources, "/Properties", str(properties))
        entries = dictionary(properties)
        above = self._marks[-1] if self._marks else _Open(_UNTAGGED)
        mcid: object = entries.get("/MCID")
        actual = above.actual or "/ActualText" in entries
        if tag == "Artifact":
            if above.mcid >= 0:
                self._find("Matterhorn 01-003", "an artifact stands inside tagged content")
            kind = str(entries.get("/Subtype", entries.get("/Type", "/Artifact")))[1:]
            self._marks.append(_Open(_ARTIFACT, kind, actual))
            return
        if isinstance(mcid, int):
            if above.mcid == _ARTIFACT:
                self._find("Matterhorn 01-004", "tagged content stands inside an artifact")
            self.content.mcids[mcid] = self.content.mcids.get(mcid, 0) + 1
            if "/Lang" in entries:
                self.content.langs[mcid] = str(entries["/Lang"])
            self._marks.append(_Open(mcid, "", actual))
            return
        self._marks.append(_Open(above.mcid, above.artifact, actual))

    def _choose(self, name: str, size: object, resources: object) -> None:
        found = _named(resources, "/Font", name)
        self._size = number(size)
        self._font = None
        if isinstance(found, pikepdf.Dictionary):
            self._font = self.reader.font(found)
        else:
            self._find("PDF/A-2 6.2.2", f"the page asks for a font {name} that it does not have")

    def _do(self, name: str, resources: object, depth: int) -> None:
        found = _named(resources, "/XObject", name)
        if not isinstance(found, pikepdf.Stream):
            self._find("PDF/A-2 6.2.2", f"the page paints {name}, which it does not have")
            return
        if str(found.get("/Subtype", "")) != "/Form":
            self._refuse_untagged("an image")
        elif depth < _DEEPEST_FORM:
            self.walk(found, found.get("/Resources", resources), depth + 1)

    def _show(self, operands: list[object]) -> None:
        self._refuse_untagged("text")
        strings = operands[-1:] if operands else []
        if strings and isinstance(strings[0], pikepdf.Array):
            strings = list(strings[0])
        data = b"".join(bytes(one) for one in strings if isinstance(one, pikepdf.String))
        font = self._font
        if font is None or not data:
            return
        step = 2 if font.wide else 1
        codes = tuple(int.from_bytes(data[at : at + step], "big") for at in range(0, len(data), step))
        mark = self._marks[-1] if self._marks else _Open(_UNTAGGED)
        self.content.shown.append(
            Shown(
                self._page,
                max(mark.mcid, _UNTAGGED),
                font.name,
                self._size,
                codes,
                tuple(font.unicode.get(code, "") for code in codes),
                mark.artifact,
                mark.actual,
                font.id,
                self._shift + self._baseline,
                self._mode == _INVISIBLE,
            )
        )

    def _refuse_untagged(self, what: str) -> None:
        if not self._marks or self._marks[-1].mcid == _UNTAGGED:
            self._find("Matterhorn 01-005", f"{what} is neither tagged nor an artifact")

    def _find(self, rule: str, what: str) -> None:
        self.content.findings.append(Finding(self._page + 1, rule, what))


def to_unicode(cmap: bytes) -> dict[int, str]:
    """The characters of each code of a ToUnicode map (ISO 32000-1, 9.10.3)."""
    found: dict[int, str] = {}
    for block in _BFCHAR.findall(cmap):
        found.update((int(code, 16), _utf16(text)) for code, text in _PAIR.findall(block))
    for block in _BFRANGE.findall(cmap):
        for first, last, text, texts in _RANGE.findall(block):
            low, high = int(first, 16), min(int(last, 16), int(first, 16) + _MOST_OF_A_RANGE)
            if texts:
                each = re.findall(rb"<\s*([0-9A-Fa-f\s]*)>", texts)
                found.update((low + place, _utf16(one)) for place, one in enumerate(each))
            else:
                found.update(_counted(low, high, _utf16(text)))
    return found


def _counted(low: int, high: int, text: str) -> Iterator[tuple[int, str]]:
    """The codes of a range: the last character counts up."""
    for code in range(low, high + 1):
        last = ord(text[-1]) + code - low if text else 0
        if text and last <= 0x10FFFF:
            yield code, text[:-1] + chr(last)


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")


def _named(resources: object, kind: str, name: str) -> object:
    return dictionary(dictionary(resources).get(kind)).get(name)
