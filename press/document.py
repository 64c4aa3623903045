"""A handout as blocks in reading order: the waist between words and page.

Everything above this module makes a Document; everything below it turns one
into paper or a web page. Nothing here knows a font, a colour or a catalog.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum


class Direction(Enum):
    """The way a script is read."""

    LTR = "ltr"
    RTL = "rtl"


@dataclass(frozen=True, slots=True)
class Language:
    """The language of a run of text, and the way it is read."""

    tag: str  # BCP 47, as PDF's /Lang and HTML's lang want it: "pt-BR", not "pt_BR"
    direction: Direction = Direction.LTR

    @property
    def rtl(self) -> bool:
        """Whether it is read from right to left."""
        return self.direction is Direction.RTL


class Role(Enum):
    """What a run of text is, where it is more than words."""

    TEXT = "text"
    FACT = "fact"  # an address, a date, a name: kept whole, and apart from the direction around it
    PHONE = "phone"  # a fact that can be called
    CITATION = "citation"  # the number of a source, small, at the claim
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one language, weight and role.

    *target* is a URL, or "#" and the name of an anchor in the same document;
    *description* says in words where a link leads (PDF/UA-1, 7.18.5).
    """

    text: str
    language: Language
    strong: bool = False
    role: Role = Role.TEXT
    target: str = ""
    description: str = ""
    marked: bool = False  # English that stands in for a translation in a preview; what changed, on a page for the desk


Runs = tuple[Run, ...]


class Voice(Enum):
    """How a paragraph speaks; a design gives each voice its size, weight and colour."""

    BODY = "body"
    MAIN_MESSAGE = "main-message"
    FINE = "fine"  # sources, disclaimer, dates
    CALL = "call"  # a number to ring, large
    CONTACT = "contact"
    NAME = "name"  # the clinic's name
    DEPARTMENT = "department"


class Tone(Enum):
    """What a box is for; each looks different on a grey printer too."""

    MESSAGE = "message"
    CAUTION = "caution"
    URGENT = "urgent"
    PERSONAL = "personal"


class Marker(Enum):
    """What stands before the items of a list."""

    DISC = "disc"
    DECIMAL = "decimal"
    CHECKBOX = "checkbox"
    CROSS = "cross"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; levels go 1, 2, 3 without a gap (PDF/UA-1, 7.4.2)."""

    level: int
    runs: Runs
    quiet: bool = False  # over reference matter: small, whatever its level


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words in one voice."""

    runs: Runs
    voice: Voice = Voice.BODY
    room: int = 0  # lines that it takes at least, so that a brand's own words do not move the rest
    leads: bool = False  # whether it stays with what follows


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; *anchor* is the name that citations link to."""

    runs: Runs
    label: str = ""  # the printed number, in the digits of the language; empty for a drawn marker
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """Items that belong together. Short items may stand side by side, row by row, in *columns*."""

    items: tuple[Item, ...]
    marker: Marker = Marker.DISC
    voice: Voice = Voice.BODY
    columns: int = 1
    run_in: bool = False  # one after another in a single paragraph: reference matter


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under column headings (TH with Scope, ISO 32000-1, 14.8.5.7)."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    voice: Voice = Voice.BODY
    headed: bool = False  # whether the first cell of each row is its heading


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with the words that stand for it; *content* is a re-encoded image, or what a QR code says."""

    kind: str  # "logo" or "qr"
    alt: str
    content: bytes
    size: tuple[int, int] = (1, 1)  # width and height; of an image, in pixels
    language: Language | None = None  # of *alt*, where it is another than that of the sheet


@dataclass(frozen=True, slots=True)
class RuledLines:
    """Empty lines to write on, as many as fit between *least* and *most*."""

    least: int = 2
    most: int = 6


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under one heading; a section is kept together where it fits."""

    id: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """Blocks set apart from the text around them."""

    tone: Tone
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that stay on one page: a question and its answer."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Aside:
    """Two things side by side: *main* takes the width that *side*, a figure and its caption, leaves."""

    main: tuple[Block, ...]
    side: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks side by side on paper; each column is read to its end before the next."""

    columns: tuple[tuple[Block, ...], ...]
    shares: tuple[float, ...]  # of the width, each to the sum of all


@dataclass(frozen=True, slots=True)
class Header:
    """Whose sheet this is: logo, name and ways to reach the clinic, at the head of page one."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """The same blocks in two languages, beside one another or, on narrow paper, one below the other.

    Read aloud, the reader's language comes first and whole. The two hold the
    same kinds of blocks in the same order.
    """

    first: tuple[Block, ...]
    second: tuple[Block, ...]


Holder = Section | Box | Group | Aside | Columns | Header | Pair
"""A block that holds blocks."""

Block = Heading | Paragraph | List | Table | Figure | RuledLines | Holder


@dataclass(frozen=True, slots=True)
class Running:
    """What repeats on each page; read aloud once elsewhere, so an artifact here (ISO 32000-1, 14.8.2.2)."""

    foot: Runs  # of page one
    foot_later: Runs  # from page two on: what sheet it is, should the pages part
    page_number: str  # a pattern with {page} and {pages}
    bands: tuple[Runs, ...] = ()  # "draft", "incomplete": in the reader's language and in English
    digits: str = "0123456789"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says of itself (Info and XMP)."""

    title: str
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    status: str = ""  # "draft", "incomplete", "desk" (no handout at all) or nothing


@dataclass(frozen=True, slots=True)
class Document:
    """A whole sheet in reading order."""

    language: Language
    blocks: tuple[Block, ...]
    running: Running
    metadata: Metadata = field(default_factory=lambda: Metadata(title=""))
    beside: Language | None = None  # the second language of its pairs
    peers: bool = False  # whether that speaks as loudly as the first: both are read, and compared
    anchor: str = ""  # the place where it begins, for links from the cover of its packet


def children(block: Block) -> tuple[Block, ...]:
    """The blocks directly inside *block*, in reading order."""
    match block:
        case Section() | Box() | Group() | Header():
            return block.blocks
        case Aside():
            return block.main + block.side
        case Columns():
            return tuple(inner for column in block.columns for inner in column)
        case Pair():
            return block.first + block.second
        case _:
            return ()


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, parents before children, in reading order."""
    for block in blocks:
        yield block
        yield from walk(children(block))


def plain(runs: Runs) -> str:
    """The words of *runs*, without citation numbers."""
    return "".join(run.text for run in runs if run.role is not Role.CITATION)


def words(document: Document) -> Iterator[str]:
    """The text of every element that holds text, citation numbers and labels included, in reading order."""
    for block in walk(document.blocks):
        match block:
            case Heading() | Paragraph():
                yield "".join(run.text for run in block.runs)
            case List():
                for item in block.items:
                    if item.label:
                        yield item.label
                    yield "".join(run.text for run in item.runs)
            case Table():
                for row in (block.head, *block.rows):
                    for cell in row:
                        yield "".join(run.text for run in cell)
            case _:
                pass
