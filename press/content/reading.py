"""The text of a file that a person wrote, and the faults found in it."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from press.problems import HandoutError, Problem, shown

MOST_BYTES = 256 * 1024

BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_SEPARATORS = frozenset("\u2028\u2029\ufeff")


@dataclass(frozen=True, slots=True)
class Faults:
    """The problems of one file, gathered while it is read."""

    place: str
    found: list[Problem] = field(default_factory=list)

    def add(self, line: int, what: str, hint: str = "") -> None:
        """Note one more problem of this file."""
        self.found.append(Problem(self.place, line, what, hint))


def read_text(path: Path, most_bytes: int = MOST_BYTES) -> str:
    r"""The text of a UTF-8 file, its lines ended by "\n", a byte order mark left out.

    Raises:
        HandoutError: if it is missing, too large, not UTF-8, or holds characters that do not print.
    """
    faults = Faults(shown(path))
    try:
        with path.open("rb") as file:
            content = file.read(most_bytes + 1)
    except FileNotFoundError:
        faults.add(0, "this file is missing", "every topic has a handout.md and a sources.yaml in its folder")
    except OSError as error:
        faults.add(0, f"this file cannot be read: {error.strerror}", "check its permissions")
    else:
        if len(content) > most_bytes:
            faults.add(0, f"this file is larger than {most_bytes // 1024} KB", "split it, or take out what is no text")
        else:
            text = _decoded(content, faults)
            check_characters(text, faults)
            if not faults.found:
                return text
    raise HandoutError(faults.found)


def _decoded(content: bytes, faults: Faults) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        faults.add(line, "this line is not UTF-8", "save the file as UTF-8 (in Windows' Notepad: Save as, Encoding)")
        return ""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_characters(text: str, faults: Faults) -> None:
    """Note each character that would not print as the writer sees it: controls, tabs, bidi controls."""
    for number, line in enumerate(text.split("\n"), 1):
        for character in sorted(set(line)):
            name = f"U+{ord(character):04X}"
            if character == "\t":
                faults.add(number, "there is a tab in this line", "write spaces")
            elif character in BIDI_CONTROLS:
                hint = "delete it: the press sets the direction of every text by itself"
                faults.add(number, f"there is an invisible direction mark ({name}) in this line", hint)
            elif character in _LINE_SEPARATORS or unicodedata.category(character) == "Cc" or is_no_character(character):
                hint = "delete it, or write the line anew"
                faults.add(number, f"there is an invisible character ({name}) in this line", hint)


def is_no_character(character: str) -> bool:
    """Whether Unicode keeps this code point from ever being a character (Unicode 16, 23.7)."""
    return ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that offers the nearest of the *known* words, or all of them."""
    choices = sorted(known)
    near = difflib.get_close_matches(word, choices, n=1)
    return f"did you mean “{near[0]}”?" if near else f"the possible ones are: {', '.join(choices)}"
