"""Which messages of a translation take more room than they have, or more than the English takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from press.catalogs.po import Entry
from press.content.inline import Citation, Fact, Part, Placeholder, Words, parse, plain
from press.layout.extents import Extent
from press.problems import shown

# How comments to translators (press.catalogs.extract, templates) name the room of a short text, and that it is a line.
_ROOM = re.compile(r"\b[Aa]t most about (\d+) letters(: it (?:stands on|shares) one line)?")
_MOST = re.compile(r"max-length:\s*(\d+)")  # Weblate's flag
_NEARLY = 0.95  # of its room: a short text that any change could push over
_BESIDE = r"(?:\xa0·\xa0?\s*.*)?"  # the English that stands behind a band
_CLIP = 40


@dataclass(frozen=True, slots=True)
class Long:
    """A message that runs long, in a translator's words."""

    place: str
    line: int
    what: str
    lines: int  # beyond the English
    over: bool  # whether it goes beyond the room that it has, or nearly; else only beyond the English

    def __str__(self) -> str:
        return f"{self.place}:{self.line}: {self.what}"


def long_messages(
    path: Path, entries: Iterable[Entry], page: Sequence[Extent], english: Sequence[Extent]
) -> Iterator[Long]:
    """Of the messages of one PO file, those that run long on a page.

    *english* is the same page in English, or nothing where the two cannot be
    compared.
    """
    for entry in entries:
        text = entry.forms[0]
        if entry.obsolete or entry.is_header or not text.strip():
            continue
        own, like = _found(text, page), _found(entry.text, english)
        lines = own.lines - like.lines if own and like else 0
        over = [*_flagged(entry), *(_over(entry, own, like) if own else ())]
        beyond = f"takes {_counted(own.lines)}, the English {like.lines}" if own and like and lines > 0 else ""
        for what in over or filter(None, [beyond]):
            told = f"{entry.context or 'interface'}: “{_clipped(entry.text)}” {what}"
            yield Long(shown(path), entry.line, told, lines, bool(over))


def _flagged(entry: Entry) -> Iterator[str]:
    """What is said of a message that nears the letters of its flag; press.meaning refuses one that has more."""
    letters = len(plain(entry.forms[0]))
    for flag in entry.flags:
        if (most := _MOST.fullmatch(flag)) and letters > _NEARLY * int(most[1]):
            yield f"has {letters} letters; its flag allows {most[1]}"


def _over(entry: Entry, own: Extent, english: Extent | None) -> Iterator[str]:
    """What is said of a message that goes beyond the room that it has."""
    if own.too_long:
        yield f"has a word that is wider than its column, and so is broken: “{own.too_long}”"
    room = next((found for comment in entry.comments if (found := _ROOM.search(comment))), None)
    if room is None or english is None:
        return
    if own.lines > english.lines:
        letters = len(plain(entry.forms[0]))
        yield (
            f"takes {_counted(own.lines)} where {english.lines} should do: at most about {room[1]} letters, "
            f"and it has {letters}"
        )
    elif room[2] and own.lines == english.lines and own.filled > _NEARLY:
        yield f"just fits: its line is {100 * own.filled:.0f} % full"


def _found(text: str, page: Sequence[Extent]) -> Extent | None:
    """The paragraph that prints a message; that it holds no other words."""
    if not page:
        return None
    pattern = re.compile("".join(map(_pattern, parse(text))) + _BESIDE, re.DOTALL)
    return next((one for one in page if pattern.fullmatch(one.text)), None)


def _pattern(part: Part) -> str:
    """What a part of a message looks like in print, whatever the digits and blanks of the language."""
    match part:
        case Words(text) | Fact(text):
            return re.sub(r"\d+", r"\\d+", re.sub(r"(?:\\?\s)+", r"\\s+", re.escape(text)))
        case Citation():
            return r"[\s\u2060]*[\d,\s\u060c]+"
        case Placeholder():
            return ".*?"


def _clipped(text: str) -> str:
    words = plain(text)
    return words if len(words) <= _CLIP else f"{words[:_CLIP].rstrip()}…"


def _counted(lines: int) -> str:
    """ "1 line", "2 lines"."""
    return f"{lines} line{'' if lines == 1 else 's'}"
