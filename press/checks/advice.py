"""What could be better in a text: advice to its writer, which fails nothing.

A fault is a `Problem`. Advice is of what a rule of thumb finds: it is wrong now
and then, and the writer decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from press.content.inline import plain
from press.content.model import Handout, Items, Message, Paragraph, Question, messages_of
from press.problems import shown


class About(StrEnum):
    """What advice is about, in the order of a report."""

    MAIN_MESSAGE = "main message"
    ACTION = "what to do"
    WHEN_TO_CALL = "when to call"
    UNKNOWN = "what is not known"
    JARGON = "jargon"
    TERMS = "medical terms"
    PASSIVE = "passive voice"
    LENGTH = "length"
    NUMBERS = "numbers"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing that could be better: what it is about, where it stands, and what to do."""

    about: About
    place: str
    line: int
    what: str
    hint: str


def advice(about: About, handout: Handout, line: int, what: str, hint: str) -> Advice:
    """Advice on a line of handout.md."""
    return Advice(about, shown(handout.path), line, what, hint)


def prose(handout: Handout) -> Iterator[Message]:
    """The messages below the headings of sections, the questions of the FAQ among them."""
    for section in handout.sections:
        yield from messages_of(section.blocks)


def blocks(handout: Handout) -> Iterator[Paragraph | Items]:
    """The paragraphs and lists of all sections, those of answers in the FAQ among them."""
    for section in handout.sections:
        for block in section.blocks:
            yield from block.answer if isinstance(block, Question) else (block,)


def answers(handout: Handout) -> Iterator[Message]:
    """The messages that tell something: no headings and no questions."""
    return messages_of(blocks(handout))


def items(handout: Handout, section: str) -> Iterator[Message]:
    """The items of the lists of a section."""
    for one in handout.sections:
        if one.id == section:
            for block in one.blocks:
                yield from block.messages if isinstance(block, Items) else ()


def cut(text: str, most: int = 6) -> str:
    """The first words of a message, as advice shows them."""
    words = plain(text).split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


def loosely(phrase: str) -> str:
    """A pattern of *phrase*, whatever blanks stand between its words."""
    return r"\s+".join(map(re.escape, phrase.split()))
