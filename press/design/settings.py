"""A settings file in TOML: read whole, checked against a shape, every fault with its line.

pydantic finds all faults of a file at once; its words are for programmers, so
that each is said anew here.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from press.problems import ExitCode, HandoutError, Problem, RefusedError, shown

MOST_BYTES = 64 * 1024

_KEY = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|'[^']*')"""
_DOTTED = rf"\s*({_KEY}(?:\s*\.\s*{_KEY})*)\s*"
_TABLE = re.compile(rf"\s*\[\[?{_DOTTED}\]")
_SETTING = re.compile(rf"{_DOTTED}=")
_TEXT = re.compile(r'("{3}(?:\\.|[^\\])*?"{3}|\'{3}.*?\'{3})|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL)

Place = tuple[str | int, ...]


class Shape(BaseModel):
    """The settings that a file may hold; whatever is not listed is refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


AnyShape = TypeVar("AnyShape", bound=Shape)


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A TOML file that could be read, not yet held against a shape."""

    place: str
    text: str
    values: Mapping[str, Any]


def read_settings(path: Path, missing: str) -> SettingsFile:
    """The settings in the file at *path*; *missing* is the hint where there is none.

    Raises:
        HandoutError: if it is not there, too large, not UTF-8 or not TOML.
    """
    place = shown(path)
    if not path.is_file():
        raise _refusal(place, 0, "there is no such file", missing)
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _refusal(place, 0, f"cannot be read: {error.strerror}", "check who may read the file") from None
    if len(data) > MOST_BYTES:
        raise _refusal(place, 0, f"is larger than {MOST_BYTES // 1024} KB", "keep settings only in this file")
    try:
        return parse_settings(data.decode("utf-8-sig"), place)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refusal(place, line, "is not UTF-8 text", "save the file again with the encoding UTF-8") from None


def parse_settings(text: str, place: str) -> SettingsFile:
    """The settings in *text*, which stands at *place*.

    Raises:
        HandoutError: if it is not TOML.
    """
    try:
        return SettingsFile(place, text, tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else (text.rstrip().count("\n") + 1 if "end of document" in str(error) else 0)
        raise _refusal(place, line, *_toml_fault(str(error), text, line)) from None


def check_settings(file: SettingsFile, shape: type[AnyShape]) -> tuple[AnyShape | None, tuple[Problem, ...]]:
    """The settings as *shape*, or every problem that keeps them from it."""
    try:
        return shape.model_validate(dict(file.values)), ()
    except ValidationError as error:
        lines = _lines(file.text)
        return None, tuple(_problem(file, shape, fault, lines) for fault in error.errors(include_url=False))


def quoted(value: str) -> str:
    """*value* as a message shows it: short, and with every invisible character spelled out."""
    seen = "".join(f"\\u{ord(c):04x}" if unicodedata.category(c).startswith("C") else c for c in value)
    return f"“{seen[:60]}…”" if len(seen) > 61 else f"“{seen}”"


def _refusal(place: str, line: int, what: str, hint: str) -> HandoutError:
    return HandoutError([Problem(place, line, what, hint, ExitCode.BRAND)])


def _toml_fault(message: str, text: str, line: int) -> tuple[str, str]:
    """What a message of tomllib means to the person who wrote the line, and what to do."""
    written = text.split("\n")[line - 1] if line else ""
    if "Cannot overwrite" in message or "Cannot declare" in message or "Cannot mutate" in message:
        return "this setting stands in the file twice", "keep one of the two lines"
    if re.search("[“”„‘’«»]", written):
        return "this line cannot be read", 'use straight quotes: name = "value"'
    return "this line cannot be read", 'write each setting as name = "value", and lists as name = ["one", "two"]'


def _lines(text: str) -> dict[Place, int]:
    """The line of each setting and table."""
    found: dict[Place, int] = {}
    table: tuple[str, ...] = ()
    flat = _TEXT.sub(lambda token: "\n" * token[0].count("\n") if token[1] else token[0], text)
    for number, line in enumerate(flat.split("\n"), start=1):
        if header := _TABLE.match(line):
            table = _keys(header[1])
            for length in range(1, len(table) + 1):
                found.setdefault(table[:length], number)
        elif setting := _SETTING.match(line):
            path = table + _keys(setting[1])
            for length in range(len(table) + 1, len(path) + 1):
                found.setdefault(path[:length], number)
    return found


def _keys(dotted: str) -> tuple[str, ...]:
    """The keys of a dotted name, unquoted by the reader of TOML itself."""
    keys: list[str] = []
    table: Any = tomllib.loads(f"{dotted} = 0")
    while isinstance(table, dict):
        ((key, table),) = table.items()
        keys.append(key)
    return tuple(keys)


def _line(file: SettingsFile, place: Place, value: object, lines: Mapping[Place, int]) -> int:
    """The line of the setting at *place*; for an entry of a list, the line that holds its value."""
    known = next((place[:length] for length in range(len(place), 0, -1) if place[:length] in lines), None)
    if known is None:
        return 0
    first = lines[known]
    if not isinstance(place[-1], int) or not isinstance(value, str):
        return first
    end = min((line for line in lines.values() if line > first), default=None)
    rows = file.text.split("\n")[first - 1 : end and end - 1]
    return next((first + row for row, written in enumerate(rows) if value in written), first)


def _problem(file: SettingsFile, shape: type[Shape], fault: ErrorDetails, lines: Mapping[Place, int]) -> Problem:
    what, hint = _said(shape, fault)
    return Problem(file.place, _line(file, fault["loc"], fault["input"], lines), what, hint, ExitCode.BRAND)


def _said(shape: type[Shape], fault: ErrorDetails) -> tuple[str, str]:
    """A fault of pydantic's in the words of the person who wrote the file."""
    name = _name(fault["loc"])
    match fault["type"]:
        case "value_error":
            reason = fault["ctx"]["error"]
            return (f"{name}: {reason}", reason.hint if isinstance(reason, RefusedError) else "")
        case "missing":
            return f"{name} is missing", _how_to_add(shape, fault["loc"])
        case "extra_forbidden":
            return f"there is no setting {name}", _meant(shape, fault["loc"])
        case "string_type":
            key = next(part for part in reversed(fault["loc"]) if isinstance(part, str))
            return f"{name} must be text in quotes", f'write it as {key} = "…"'
        case "list_type":
            return f"{name} must be a list", f'write it as {name} = ["one", "two"]'
        case "model_type" | "dict_type":
            return f"{name} must be a table", f"write [{name}] on a line of its own and its settings below"
        case _:
            return f"{name}: {fault['msg']}", ""


def _name(place: Place) -> str:
    """A setting as the file has it: `colours.primary`, `hours, entry 2`."""
    keys = ".".join(part if part.isidentifier() else quoted(part) for part in place if isinstance(part, str))
    entry = next((part + 1 for part in place if isinstance(part, int)), 0)
    return f"{keys}, entry {entry}" if entry else keys


def _table(shape: type[Shape], place: Place) -> type[Shape]:
    """The shape of the table that the setting at *place* stands in."""
    kind: object = shape
    for key in place[:-1]:
        if isinstance(kind, type) and issubclass(kind, Shape):
            shape = kind
            kind = shape.model_fields[str(key)].annotation
        elif get_origin(kind) is dict:  # tables by names of their own
            kind = get_args(kind)[1]
    return kind if isinstance(kind, type) and issubclass(kind, Shape) else shape


def _how_to_add(shape: type[Shape], place: Place) -> str:
    key = str(place[-1])
    field = _table(shape, place).model_fields[key]
    if isinstance(field.annotation, type) and issubclass(field.annotation, Shape):
        return f"add [{key}] at the end of the file: {field.description}"
    if field.description:
        return f'add a line {key} = "…": {field.description}'
    return f"add a line {key} = …, below [{place[0]}]" if len(place) > 1 else f"add a line {key} = …"


def _meant(shape: type[Shape], place: Place) -> str:
    """What the writer of an unknown setting most likely wanted."""
    key = str(place[-1])
    table = _table(shape, place)
    if len(place) > 1 and key in shape.model_fields:
        return f"move the line above [{place[0]}]: what stands below belongs to that table"
    close = get_close_matches(key.lower(), table.model_fields, n=1)
    return f"did you mean {close[0]}?" if close else "the settings are: " + ", ".join(table.model_fields)
