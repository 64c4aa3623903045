"""The closed inline vocabulary of messages: **strong**, [@source; @other] and {placeholder}.

English and every translation are read by this one grammar. Whatever is not in
it is a letter like any other and prints as it stands: no markup engine ever
sees the words (reportlab's `Paragraph` drops text in odd tags and opens files).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PLACEHOLDER = re.compile(r"\{(?P<name>[a-z][a-z0-9_]*)\}")
HTML = re.compile(r"<(?:!--|/?[A-Za-z])[^<>]*>")  # a tag or a comment; "a < b" is none
_TOKEN = re.compile(
    r"(?P<strong>\*\*)"
    r"|\s*\[(?P<cite>@[a-z][a-z0-9-]*(?:\s*;\s*@[a-z][a-z0-9-]*)*)\]"
    rf"|{PLACEHOLDER.pattern}"
)


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """The ids of the sources that a claim rests on."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A fact of the region or the clinic, filled in later."""

    name: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that has been filled in: kept whole, and apart from the direction of the words around it."""

    text: str
    strong: bool = False
    phone: bool = False  # a number to call


Part = Words | Citation | Placeholder | Fact


def parse(text: str) -> tuple[Part, ...]:
    """The parts of a message, in order. The blank before a citation belongs to the citation.

    Raises:
        ValueError: if a `**` has no partner, in words for the writer.
    """
    parts: list[Part] = []
    strong = False
    end = 0
    for token in _TOKEN.finditer(text):
        if token.start() > end:
            parts.append(Words(text[end : token.start()], strong))
        end = token.end()
        if token["strong"]:
            strong = not strong
        elif token["cite"]:
            parts.append(Citation(tuple(id_.strip().removeprefix("@") for id_ in token["cite"].split(";"))))
        else:
            parts.append(Placeholder(token["name"], strong))
    if end < len(text):
        parts.append(Words(text[end:], strong))
    if strong:
        raise ValueError("a ** has no partner")
    return tuple(parts)


def plain(text: str) -> str:
    """The words of a message without strong marks and citations; placeholders stay."""
    return re.sub(r"\s*\[@[^\]]*\]|\*\*", "", text)
