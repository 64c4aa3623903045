"""A topic as its writer means it: sections of messages, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

SECTION_IDS = ("answer", "takeaways", "about", "when-to-avoid", "get-help", "faq", "unknowns", "next-steps")
REQUIRED_SECTIONS = ("answer", "takeaways", "get-help", "faq", "unknowns", "next-steps")

REGION_FACTS = frozenset({"emergency_number", "miscarriage_weeks"})
CLINIC_FACTS = frozenset({"clinic_name", "clinic_phone", "phone_24h", "clinic_website"})


@dataclass(frozen=True, slots=True)
class Message:
    """One translatable text: a heading, a paragraph, an item."""

    context: str  # the section's id, or "title": gettext's msgctxt, never a position
    text: str  # inline markup as written, on one line
    line: int = 0  # in handout.md, 1-based

    @property
    def key(self) -> tuple[str, str]:
        """What tells this message from every other: gettext's msgctxt and msgid."""
        return self.context, self.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    message: Message


@dataclass(frozen=True, slots=True)
class Items:
    """A list, one message an item."""

    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the FAQ with its answer."""

    heading: Message
    answer: tuple[Paragraph | Items, ...]


ContentBlock = Paragraph | Items | Question


@dataclass(frozen=True, slots=True)
class Section:
    """One of the closed set of sections (SECTION_IDS)."""

    id: str
    heading: Message
    blocks: tuple[ContentBlock, ...]


class Checked(StrEnum):
    """How a reference was confirmed."""

    READ = "read"
    SECONDARY = "secondary"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Source:
    """One reference, in the fields of the Citation Style Language (CSL 1.0.2)."""

    id: str
    type: str
    title: str
    year: int  # 0 where a web page bears no date (written "n.d.")
    checked: Checked
    authors: tuple[str, ...] = ()  # "Moscrop A", or the name of a body
    editors: tuple[str, ...] = ()
    container_title: str = ""
    publisher: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    doi: str = ""
    url: str = ""
    note: str = ""  # how it was checked, in words
    line: int = 0


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the head of handout.md says of the topic."""

    id: str
    title: str
    audience: str
    version: str
    written: date
    review_by: date
    authors: tuple[str, ...]
    icd_10_cm: tuple[str, ...] = ()
    snomed_ct: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    glossary: tuple[str, ...] = ()
    review_by_line: int = 0  # in handout.md


@dataclass(frozen=True, slots=True)
class Handout:
    """A whole topic in English, read and valid."""

    path: Path  # of handout.md
    front: FrontMatter
    title: Message
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]  # in the order of the file

    def messages(self) -> Iterator[Message]:
        """Every translatable message, in reading order, the title first."""
        yield self.title
        for section in self.sections:
            yield section.heading
            yield from messages_of(section.blocks)


def messages_of(blocks: Iterable[ContentBlock]) -> Iterator[Message]:
    """Every message of *blocks*, in reading order, questions among them."""
    for block in blocks:
        match block:
            case Paragraph(message):
                yield message
            case Items(messages):
                yield from messages
            case Question(heading, answer):
                yield heading
                yield from messages_of(answer)
