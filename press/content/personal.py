"""Personal lines: what a sheet says to one patient, read from a file or a pipe and from nowhere else.

They are lines of `key: value`, because that is quick to type and easy to write
for a program, and because nothing in a name (a quotation mark, a hash, a
bracket) means anything. A problem names the line and the key and never what
was written: what goes to a screen, a log or a ticket is no place for a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from press.problems import ExitCode, HandoutError, Problem, RefusedError, raise_if_any

PLACE = "personal lines"  # and not the path, which may bear a name
MOST_BYTES = 16 * 1024

_LINE = re.compile(r"\s*([A-Za-z]+)\s*:(.*)")
_PHRASE = re.compile(r"phrase:\s*(.{1,60})", re.IGNORECASE)
_WHEN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{1,2}:\d{2}))?", re.ASCII)
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})  # Unicode general categories
_JOINERS = frozenset("\u200c\u200d")  # which names in some scripts are written with
_MOST_LETTERS = 120
_MOST_OF_A_NOTE = 400
_MOST_NOTES = 8


@dataclass(frozen=True, slots=True, repr=False)
class Note:
    """A note to the patient: words that were typed, or the name of one of the clinic's phrases."""

    text: str
    line: int
    is_phrase: bool


@dataclass(frozen=True, slots=True, repr=False)
class Personal:
    """What is said to one patient. Empty is what was not given. It has no repr: nothing may print it by accident."""

    name: str = ""
    day: date | None = None
    clinician: str = ""
    appointment: tuple[date, time | None] | None = None
    notes: tuple[Note, ...] = ()
    language: str = ""  # of the notes that were typed, where it is not the sheet's
    lines: Mapping[str, int] = field(default_factory=dict)  # where each key stands

    def typed(self) -> Iterator[tuple[str, int, str]]:
        """Each text that was typed, with its key and its line."""
        for key, text in (("name", self.name), ("clinician", self.clinician)):
            if text:
                yield key, self.lines[key], text
        yield from (("note", note.line, note.text) for note in self.notes if not note.is_phrase)


def read_personal(data: bytes) -> Personal:
    """The personal lines in *data*.

    Raises:
        HandoutError: naming every fault by its line and key, and never by what is written there.
    """
    if len(data) > MOST_BYTES:
        raise HandoutError([_problem(0, f"there are more than {MOST_BYTES // 1024} KB", "is this the right file?")])
    try:
        text = unicodedata.normalize("NFC", data.decode("utf-8-sig")).replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "save the file again with the encoding UTF-8"
        raise HandoutError([_problem(line, "this is not UTF-8 text", hint)]) from None
    reader = _Reader()
    for number, written in enumerate(text.split("\n"), start=1):
        reader.line(number, written)
    if not reader.lines and not reader.problems:
        reader.problems.append(_problem(0, "there is nothing to print", f"write lines such as name: …; {_keys()}"))
    raise_if_any(reader.problems)
    return Personal(**reader.values, notes=tuple(reader.notes), lines=reader.lines)


class _Reader:
    """Takes line after line; gathers what is wrong."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.notes: list[Note] = []
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []

    def line(self, number: int, written: str) -> None:
        """Take one line; blank ones and those that begin with # say nothing."""
        if not written.strip() or written.lstrip().startswith("#"):
            return
        found = _LINE.fullmatch(written)
        key = found[1].lower() if found else ""
        if found is None or key not in _READ:
            self.problems.append(_problem(number, "this line does not begin with a key and a colon", _keys()))
            return
        try:
            self._take(number, key, _words(found[2]))
        except RefusedError as error:
            self.problems.append(_problem(number, f"{key} {error.what}", error.hint))

    def _take(self, number: int, key: str, value: str) -> None:
        if key == "note":
            self.notes.append(_note(number, value))
            if len(self.notes) == _MOST_NOTES + 1:
                raise RefusedError(f"is one too many: {_MOST_NOTES} are the most", "join some of the notes")
        elif key in self.lines:
            raise RefusedError(f"stands in line {self.lines[key]} already", "keep one of the two lines")
        else:
            self.values["day" if key == "date" else key] = _READ[key](value)
        self.lines.setdefault(key, number)


def _words(written: str) -> str:
    """The words of a value with single blanks between them."""
    words = " ".join(written.split())
    if not words:
        raise RefusedError("is empty", "write something behind the colon, or leave the line out")
    for place, letter in enumerate(words, start=1):
        if unicodedata.category(letter) in _UNSEEN and letter not in _JOINERS:
            raise RefusedError(
                f"holds something that cannot be seen, as character {place}", "type it afresh instead of pasting it"
            )
    return words


def _short(value: str) -> str:
    return _at_most(value, _MOST_LETTERS)


def _at_most(value: str, most: int) -> str:
    if len(value) > most:
        raise RefusedError(f"is {len(value)} characters long; {most} are the most", "shorten it")
    return value


def _date(value: str) -> date:
    day, clock = _when(value)
    if clock is not None:
        raise RefusedError("has a time behind the day", "write the day alone: 2026-11-23")
    return day


def _when(value: str) -> tuple[date, time | None]:
    hint = "write year, month and day, and the time if you like: 2026-11-23 14:30"
    found = _WHEN.fullmatch(value)
    if not found:
        raise RefusedError("is not a day that can be read", hint)
    try:
        return date.fromisoformat(found[1]), time.fromisoformat(found[2].zfill(5)) if found[2] else None
    except ValueError:
        raise RefusedError("is no day of the calendar, or no time of the clock", hint) from None


def _tag(value: str) -> str:
    if not re.fullmatch("[A-Za-z0-9-]{2,35}", value):
        raise RefusedError("is not a language tag", "write a tag that “handouts list” shows, such as en or zh-Hans")
    return value


def _note(number: int, value: str) -> Note:
    phrase = _PHRASE.fullmatch(value)
    return Note(phrase[1] if phrase else _at_most(value, _MOST_OF_A_NOTE), number, phrase is not None)


_READ: Mapping[str, Callable[[str], object]] = {
    "name": _short,
    "date": _date,
    "clinician": _short,
    "appointment": _when,
    "note": _short,  # read by itself, because there may be several
    "language": _tag,
}


def _keys() -> str:
    return f"the keys are: {', '.join(_READ)}"


def _problem(line: int, what: str, hint: str) -> Problem:
    return Problem(PLACE, line, what, hint, ExitCode.USAGE)
