"""Where things are: the five folders that people edit, and the facts of a language and of a place."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from press.document import Direction, Language
from press.problems import ExitCode, HandoutError, Problem, raise_if_any, shown

SOURCE_LANGUAGE = "en"  # the language that topics and templates are written in
NUMBERING_SYSTEMS: Mapping[str, str] = {  # CLDR's name and the digit zero; the other nine follow it in Unicode
    "latn": "0",
    "arab": "\u0660",
    "arabext": "\u06f0",
    "beng": "\u09e6",
    "deva": "\u0966",
    "gujr": "\u0ae6",
    "guru": "\u0a66",
    "khmr": "\u17e0",
    "laoo": "\u0ed0",
    "mymr": "\u1040",
    "tamldec": "\u0be6",
    "telu": "\u0c66",
    "thai": "\u0e50",
}
MOST_BYTES = 64_000  # of a settings file
INTERFACE = "interface"  # the catalog of the words around a topic
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class LanguageProfile:
    """How a language is set, from locales/<tag>/language.toml; no Python knows a language by name."""

    language: Language
    name: str
    own_name: str
    fonts: tuple[str, ...]  # folders of fonts/, in the order of fallback
    leading: float  # times the size
    size: float  # times the Latin size of a design
    breaks: str  # ICU locale with its -u- keywords
    locale: str  # CLDR
    digits: str  # CLDR numbering system, one of NUMBERING_SYSTEMS
    short_words: int = 0  # words of at most so many letters stay with the next word
    # What CLDR lacks of the language, or says otherwise than its readers; empty where CLDR serves.
    months: tuple[str, ...] = ()  # January first
    weekdays: tuple[str, ...] = ()  # Monday first
    date: str = ""  # "{day} {month} {year}"
    list: tuple[str, ...] = ()  # two of a list of three, and its last two: "{0}, {1}", "{0} ak {1}"
    clock: int = 0  # 12 or 24 hours
    openers: tuple[str, ...] = ()  # pieces of words that no line ends with, where a dictionary finds the words
    closers: tuple[str, ...] = ()  # and that none begins with


@dataclass(frozen=True, slots=True)
class Region:
    """Facts of a place, from locales/regions/<CC>.toml."""

    code: str
    name: str
    emergency_number: str
    miscarriage_weeks: int
    paper: str
    units: str


@dataclass(frozen=True, slots=True)
class Library:
    """The five folders: handouts, templates, locales, fonts, clinics."""

    root: Path

    @property
    def handouts(self) -> Path:
        """One folder a topic."""
        return self.root / "handouts"

    @property
    def templates(self) -> Path:
        """Jinja2 templates, and designs/*.toml."""
        return self.root / "templates"

    @property
    def designs(self) -> Path:
        """One TOML file a design."""
        return self.templates / "designs"

    @property
    def desk(self) -> Path:
        """Templates of pages for staff and reviewers, and the designs that they have."""
        return self.templates / "desk"

    @property
    def locales(self) -> Path:
        """One folder a language, and regions/."""
        return self.root / "locales"

    @property
    def fonts(self) -> Path:
        """One folder a family."""
        return self.root / "fonts"

    @property
    def clinics(self) -> Path:
        """One folder a brand."""
        return self.root / "clinics"

    @property
    def packed(self) -> bool:
        """Whether these are the folders inside the installed program, which its next update replaces."""
        return self.root == _PACKAGE / "library"

    def topics(self) -> tuple[str, ...]:
        """The ids of the topics, sorted."""
        return tuple(sorted(path.parent.name for path in self.handouts.glob("*/handout.md")))

    def languages(self) -> tuple[str, ...]:
        """The tags of the languages, sorted, English among them."""
        return tuple(sorted(path.parent.name for path in self.locales.glob("*/language.toml")))

    def regions(self) -> tuple[str, ...]:
        """The codes of the regions, sorted."""
        return tuple(sorted(path.stem for path in (self.locales / "regions").glob("*.toml")))

    def language(self, tag: str) -> LanguageProfile:
        """How the language of *tag* is set.

        Raises:
            HandoutError: if there is no such language, or naming every fault of its file.
        """
        _known(tag, "language", self.languages())
        path = self.locales / tag / "language.toml"
        table = read_table(path, _LANGUAGE_KEYS, ExitCode.TRANSLATION, optional=_OPTIONAL_KEYS)
        return LanguageProfile(
            language=Language(tag, Direction(table["direction"])),
            name=table["name"],
            own_name=table["own_name"],
            fonts=tuple(table["fonts"]),
            leading=float(table["leading"]),
            size=float(table["size"]),
            breaks=table["breaks"],
            locale=table["locale"],
            digits=table["digits"],
            short_words=table.get("short_words", 0),
            months=tuple(table.get("months", ())),
            weekdays=tuple(table.get("weekdays", ())),
            date=table.get("date", ""),
            list=tuple(table.get("list", ())),
            clock=table.get("clock", 0),
            openers=tuple(table.get("openers", ())),
            closers=tuple(table.get("closers", ())),
        )

    def region(self, code: str) -> Region:
        """The facts of the place of *code*.

        Raises:
            HandoutError: if there is no such region, or naming every fault of its file.
        """
        _known(code, "region", self.regions())
        table = read_table(self.locales / "regions" / f"{code}.toml", _REGION_KEYS, ExitCode.CONTENT)
        return Region(code=code, **table)

    def catalog(self, tag: str, name: str) -> Path:
        """The PO file of a topic, or of "interface", in a language."""
        return self.locales / tag / "LC_MESSAGES" / f"{name}.po"

    def signed(self, tag: str, topic: str) -> Path:
        """The words of a topic as they were signed last in a language; those of English lie in the topic's folder."""
        if tag == SOURCE_LANGUAGE:
            return self.handouts / topic / "signed.json"
        return self.locales / tag / "signed" / f"{topic}.json"

    def pot(self, name: str) -> Path:
        """The POT file of a topic, or of "interface": its messages, for those who begin a language elsewhere."""
        return self.locales / f"{name}.pot"


def find_library() -> Library:
    """The folders of the checkout that this package stands in, or those that its wheel carries."""
    packed = _PACKAGE / "library"
    return Library(packed if packed.is_dir() else _PACKAGE.parent)


@dataclass(frozen=True, slots=True)
class Key:
    """What a settings file must say under one name."""

    holds: Callable[[Any], bool]
    wanted: str  # in the reader's words
    form: Mapping[str, Any]  # the same for an editor, in JSON Schema, as far as that can say it


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value == value.strip() and value.isprintable() and 0 < len(value) <= 100


def _matches(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII) is not None


def is_between(least: float, most: float) -> Callable[[Any], bool]:
    """Whether a value is a number within these bounds."""
    return lambda value: isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


def _is_weeks(value: Any) -> bool:
    return isinstance(value, int) and is_between(1, 45)(value)


def _is_short(value: Any) -> bool:
    return isinstance(value, int) and is_between(0, 3)(value)


def _are_fonts(value: Any) -> bool:
    name = _matches(r"[a-z0-9]+(-[a-z0-9]+)*")
    return isinstance(value, list) and 0 < len(value) <= 10 and all(map(name, value)) and len(set(value)) == len(value)


def _are_names(count: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and len(value) == count and all(map(_is_text, value))


def _are_pieces(value: Any) -> bool:
    return isinstance(value, list) and 0 < len(value) <= 100 and all(map(_is_text, value))


def _is_pattern(*fields: str) -> Callable[[Any], bool]:
    """Whether a text has each of *fields* once, and no other braces."""
    return lambda value: (
        _is_text(value)
        and all(value.count(field) == 1 for field in fields)
        and (value.count("{") == value.count("}") == len(fields))
    )


def _are_joins(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_pattern("{0}", "{1}"), value))


def _one_of(*choices: str) -> Key:
    wanted = " or ".join(f'"{one}"' for one in choices)
    return Key(lambda value: isinstance(value, str) and value in choices, wanted, {"enum": list(choices)})


def _text(pattern: str, wanted: str) -> Key:
    return Key(_matches(pattern), wanted, {"type": "string", "pattern": f"^(?:{pattern})$"})


def _number(least: float, most: float, wanted: str) -> Key:
    return Key(is_between(least, most), wanted, {"type": "number", "minimum": least, "maximum": most})


def _whole(holds: Callable[[Any], bool], least: int, most: int, wanted: str) -> Key:
    return Key(holds, wanted, {"type": "integer", "minimum": least, "maximum": most})


def _list(holds: Callable[[Any], bool], least: int, most: int, wanted: str) -> Key:
    form = {"type": "array", "items": {"type": "string"}, "minItems": least, "maxItems": most}
    return Key(holds, wanted, form)


_NAME = Key(_is_text, 'a name in quotation marks, such as "Español"', {"type": "string", "maxLength": 100})

_LANGUAGE_KEYS: Mapping[str, Key] = {
    "name": _NAME,
    "own_name": _NAME,
    "direction": _one_of("ltr", "rtl"),
    "fonts": _list(_are_fonts, 1, 10, 'different folders of fonts/, such as ["noto-sans-arabic", "noto-sans"]'),
    "leading": _number(1.0, 3.0, "a number from 1.0 to 3.0"),
    "size": _number(0.8, 1.5, "a number from 0.8 to 1.5"),
    "breaks": _text(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", 'an ICU locale, such as "ko-u-lw-phrase"'),
    "locale": _text(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_([A-Z]{2}|[0-9]{3}))?", 'a CLDR locale, such as "zh_Hans"'),
    "digits": _one_of(*NUMBERING_SYSTEMS),
}
_OPTIONAL_KEYS: Mapping[str, Key] = {
    "short_words": _whole(_is_short, 0, 3, "a whole number of letters from 0 to 3"),
    "months": _list(_are_names(12), 12, 12, "the twelve names of the months, January first, in square brackets"),
    "weekdays": _list(_are_names(7), 7, 7, "the seven names of the days, Monday first, in square brackets"),
    "date": Key(
        _is_pattern("{day}", "{month}", "{year}"), 'a pattern such as "{day} {month} {year}"', {"type": "string"}
    ),
    "list": _list(
        _are_joins, 2, 2, 'two patterns, of the middle and of the end of a list: ["{0}, {1}", "{0} and {1}"]'
    ),
    "openers": _list(_are_pieces, 1, 100, 'pieces of words in square brackets, such as ["การ", "ความ"]'),
    "closers": _list(_are_pieces, 1, 100, 'pieces of words in square brackets, such as ["ပါ", "တယ်"]'),
    "clock": Key(lambda value: value in (12, 24) and not isinstance(value, bool), "12 or 24", {"enum": [12, 24]}),
}
_REGION_KEYS: Mapping[str, Key] = {
    "name": _NAME,
    "emergency_number": _text(r"\+?[0-9][0-9 -]{1,18}", 'a telephone number in quotation marks, such as "911"'),
    "miscarriage_weeks": _whole(_is_weeks, 1, 45, "a whole number of weeks, such as 20"),
    "paper": _one_of("a4", "letter"),
    "units": _one_of("metric", "us"),
}


def place_schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schemas of a language.toml and of a region's file."""
    return {
        "language": _schema("How a language is set", "locales/TAG/language.toml", _LANGUAGE_KEYS, _OPTIONAL_KEYS),
        "region": _schema("Facts of a place", "locales/regions/CC.toml", _REGION_KEYS, {}),
    }


def _schema(title: str, file: str, required: Mapping[str, Key], optional: Mapping[str, Key]) -> dict[str, Any]:
    keys = {**required, **optional}
    return {
        "title": title,
        "description": file,
        "type": "object",
        "properties": {name: {**key.form, "description": key.wanted} for name, key in keys.items()},
        "required": list(required),
        "additionalProperties": False,
    }


def _known(name: str, kind: str, names: tuple[str, ...]) -> None:
    """Raise unless *name*, as the user typed it, is one of *names*."""
    if name in names:
        return
    folded = {one.casefold(): one for one in names}
    near = difflib.get_close_matches(name.casefold().replace("_", "-"), folded, n=1)
    guess = f"did you mean {folded[near[0]]}? " if near else ""
    listed = f"there are: {', '.join(names)}" if names else f"no {kind} is installed"
    what = f"there is no {kind} {_quoted(name)}"
    raise HandoutError([Problem("", 0, what, f"{guess}{listed}", ExitCode.USAGE)])


def read_table(
    path: Path, required: Mapping[str, Key], cause: ExitCode, optional: Mapping[str, Key] | None = None
) -> dict[str, Any]:
    """The settings of a TOML file, each of them sound.

    Raises:
        HandoutError: naming every key that is missing, unknown or wrong.
    """
    text = _read_settings(path, cause)
    table = _parsed(text, path, cause)
    keys = {**required, **(optional or {})}
    problems = [
        Problem(shown(path), _line(text, key), f"{key} is wrong", f"write {keys[key].wanted}", cause)
        for key, value in table.items()
        if key in keys and not keys[key].holds(value)
    ]
    for key in table.keys() - keys.keys():
        near = difflib.get_close_matches(key, keys.keys() - table.keys(), n=1)
        hint = f"did you mean {near[0]}?" if near else f"the keys are: {', '.join(keys)}"
        problems.append(
            Problem(shown(path), _line(text, key), f"{_quoted(key)} is not a key of this file", hint, cause)
        )
    problems += [
        Problem(shown(path), 0, f"{key} is missing", f"write {keys[key].wanted}", cause)
        for key in required.keys() - table.keys()
    ]
    raise_if_any(problems)
    return table


def read_toml(path: Path, cause: ExitCode) -> dict[str, Any]:
    """What a TOML file holds, whatever its keys.

    Raises:
        HandoutError: if it cannot be read, or is no TOML.
    """
    return _parsed(_read_settings(path, cause), path, cause)


def _parsed(text: str, path: Path, cause: ExitCode) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a broken line, a number without end, brackets without end
        place = re.search(r"\(at line (\d+), column \d+\)$", str(error))
        line = int(place[1]) if place else text.rstrip().count("\n") + 1
        what = str(error)[: place.start()].strip() if place else "the file ends too early"
        hint = 'each line reads: name = "value"'
        raise HandoutError([Problem(shown(path), line, f"this is not TOML: {what}", hint, cause)]) from error


def _read_settings(path: Path, cause: ExitCode) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        what, hint = f"cannot be read: {error.strerror or 'unknown'}", "see that it is a file that you may read"
        raise HandoutError([Problem(shown(path), 0, what, hint, cause)]) from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        hint = "save the file as UTF-8 in your editor"
        raise HandoutError([Problem(shown(path), line, "this is not UTF-8 text", hint, cause)]) from error
    if len(content) > MOST_BYTES:
        raise HandoutError([Problem(shown(path), 0, "the file is too large", "is this the right file?", cause)])
    return text


def _quoted(name: str) -> str:
    return f"“{name[:40]}”" if name.isprintable() else "of that name"


def _line(text: str, key: str) -> int:
    """The line that sets *key*, 0 if it cannot be told (tomllib keeps no places)."""
    found = re.search(rf"""^[ \t]*(?:\[+[ \t]*)?["']?{re.escape(key)}["']?[ \t]*[=.\]]""", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 0
