"""What the checks know of a language: its words for no, may and must, its units, terms and marks.

From locales/<tag>/meaning.toml and glossary.toml, which may both be left out, and from CLDR.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.core import Locale, UnknownLocaleError

from press.catalogs.tags import known_as, subtags
from press.meaning.words import WordList, folded
from press.places import SOURCE_LANGUAGE, Key, LanguageProfile, Library, is_between, read_table, read_toml
from press.problems import ExitCode, HandoutError, Problem, raise_if_any

NO_WORDS = WordList()
UNITS = ("mg", "mcg", "g", "kg", "ml", "l", "°C", "°F", "%")
TIMES = ("second", "minute", "hour", "day", "week", "month", "year")


@dataclass(frozen=True, slots=True)
class Speech:
    """How a language says no, may and must."""

    negation: WordList = NO_WORDS
    perhaps_negation: WordList = NO_WORDS  # may stand for a negation, and needs none: avoid, unknown
    no_negation: WordList = NO_WORDS  # looks like a negation: the Vietnamese “không?” at the end of a question
    may: WordList = NO_WORDS
    must: WordList = NO_WORDS
    no_must: WordList = NO_WORDS  # looks like a demand: “as it should”


@dataclass(frozen=True, slots=True)
class Term:
    """A word whose meaning must not slip."""

    accepted: WordList
    refused: WordList = NO_WORDS


@dataclass(frozen=True, slots=True)
class Rules:
    """What the checks know of one language, and of the English that they compare it with."""

    tag: str
    script: str  # ISO 15924
    decimal_mark: str
    months: tuple[str, ...]  # January first
    morning: WordList = NO_WORDS  # am, and what the language says for it
    afternoon: WordList = NO_WORDS
    english: Speech = field(default_factory=Speech)
    own: Speech | None = None  # None: nobody has written them down
    english_units: Mapping[str, WordList] = field(default_factory=dict)
    units: Mapping[str, WordList] = field(default_factory=dict)
    english_terms: Mapping[str, Term] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    length: float = 0.0  # letters for one of the English, as a rule; 0: not known
    quotes: str = ""
    repeats: WordList = NO_WORDS  # words that may stand twice in a row
    opening: str = ""  # marks that open what ? and ! close
    clock_shift: int = 0  # hours that the day's count begins after midnight


def bare_rules(profile: LanguageProfile) -> Rules:
    """What is known of a language without its files: the checks of words do not run."""
    locale = _locale(profile.locale)
    months = profile.months or (tuple(locale.months["format"]["wide"].values()) if locale else ())
    mark = str(locale.number_symbols["latn"]["decimal"]) if locale else "."
    script = subtags(known_as(profile.language.tag))[1]
    morning, afternoon = (WordList(_half_days(locale, half), script) for half in ("am", "pm"))
    return Rules(profile.language.tag, script, mark, months, morning, afternoon)


def _half_days(locale: Locale | None, half: str) -> tuple[str, ...]:
    widths = locale.day_periods["format"].values() if locale else ()
    names = {half, f"{half[0]}.m", f"{half[0]}. m", *(names[half] for names in widths if half in names)}
    return tuple(sorted(name for name in names if len(name) > 1))


@lru_cache(maxsize=512)
def _locale(name: str) -> Locale | None:
    try:
        return Locale.parse(name)
    except (ValueError, UnknownLocaleError):
        return None


def read_rules(library: Library, profile: LanguageProfile) -> Rules:
    """What the folder of a language and that of English say; as *bare_rules* where they say nothing.

    Raises:
        HandoutError: naming every fault of the files.
    """
    bare = bare_rules(profile)
    english = library.locales / SOURCE_LANGUAGE
    own = library.locales / bare.tag
    problems: list[Problem] = []
    tables = []
    for folder in (english, own):
        try:
            tables.append((_meaning(folder / "meaning.toml"), _terms(folder / "glossary.toml", english)))
        except HandoutError as error:
            problems += error.problems
    raise_if_any(problems)
    (english_meaning, english_terms), (meaning, terms) = tables
    return replace(
        bare,
        english=_speech(english_meaning, "Latn") or Speech(),
        own=_speech(meaning, bare.script),
        english_units=_units(english_meaning, "Latn"),
        units=_units(english_meaning, bare.script, meaning),
        english_terms=_compiled(english_terms, "Latn"),
        terms=_compiled(terms, bare.script),
        length=float(meaning.get("length", 0)),
        quotes=meaning.get("quotes", ""),
        opening=meaning.get("opening", ""),
        repeats=WordList(meaning.get("repeats", ()), bare.script),
        clock_shift=meaning.get("clock_shift", 0),
    )


def _meaning(path: Path) -> Mapping[str, Any]:
    return read_table(path, {}, ExitCode.TRANSLATION, optional=_KEYS) if path.exists() else {}


def _terms(path: Path, english: Path) -> Mapping[str, Any]:
    """The terms of a glossary; those of another language than English are terms of the English one."""
    if not path.exists():
        return {}
    known = english / path.name
    names = read_toml(known, ExitCode.TRANSLATION) if known.exists() else {}
    return read_table(path, {}, ExitCode.TRANSLATION, optional=dict.fromkeys(names, _TERM))


def _speech(meaning: Mapping[str, Any], script: str) -> Speech | None:
    if not any(key in meaning for key in _SPEECH):
        return None
    return Speech(*(WordList(meaning.get(key, ()), script) for key in _SPEECH))


def _units(english: Mapping[str, Any], script: str, own: Mapping[str, Any] | None = None) -> dict[str, WordList]:
    """How the units are written: in English, or in a language that writes mg and % as English does."""
    listed, names = english.get("units", {}), (own or {}).get("units", {})
    if own is None:
        return {unit: WordList(words, script) for unit, words in listed.items()}
    units = {unit: [*names.get(unit, ())] for unit in (*UNITS, *TIMES)} if names else {}
    for unit in UNITS if units else ():
        units[unit] += listed.get(unit, ())
    return {unit: WordList(words, script) for unit, words in units.items() if words}


def _compiled(terms: Mapping[str, Any], script: str) -> dict[str, Term]:
    return {
        name: Term(
            WordList(term["accept"], script),
            WordList(term.get("refuse", ()), script),
        )
        for name, term in terms.items()
    }


def _are_words(value: Any) -> bool:
    """Whether a value is a list of words; some scripts write joiners within them, which are no printable letters."""
    return (
        isinstance(value, list)
        and 0 < len(value) <= 200
        and all(isinstance(word, str) and folded(word).isprintable() and folded(word).strip("* ") for word in value)
    )


def _are_units(value: Any) -> bool:
    return isinstance(value, dict) and all(
        key in (*UNITS, *TIMES) and _are_words(words) for key, words in value.items()
    )


def _is_term(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() <= {"accept", "refuse"}
        and "accept" in value
        and all(map(_are_words, value.values()))
    )


_SPEECH = ("negation", "perhaps_negation", "no_negation", "may", "must", "no_must")
_LISTED: Mapping[str, Any] = {"type": "array", "items": {"type": "string"}, "minItems": 1}
_UNIT_FORM = {"type": "object", "propertyNames": {"enum": [*UNITS, *TIMES]}, "additionalProperties": _LISTED}
_TERM_FORM = {
    "type": "object",
    "properties": {"accept": _LISTED, "refuse": _LISTED},
    "required": ["accept"],
    "additionalProperties": False,
}
_WORDS = Key(_are_words, 'words in square brackets, such as ["no", "nunca", "sin"]', _LISTED)
_KEYS: Mapping[str, Key] = {
    **dict.fromkeys((*_SPEECH, "repeats"), _WORDS),
    "units": Key(_are_units, f"words in square brackets for some of: {', '.join((*UNITS, *TIMES))}", _UNIT_FORM),
    "length": Key(is_between(0.1, 5.0), "a number from 0.1 to 5.0", {"type": "number", "minimum": 0.1, "maximum": 5.0}),
    "quotes": Key(
        lambda value: isinstance(value, str) and 0 < len(value) <= 20,
        'marks in one text, such as "«»“”"',
        {"type": "string", "maxLength": 20},
    ),
    "opening": Key(lambda value: value in ("¿", "¿¡"), '"¿¡", or leave it out', {"enum": ["¿", "¿¡"]}),
    "clock_shift": Key(
        lambda value: value == 6 and not isinstance(value, bool), "6, or leave it out", {"const": 6, "type": "integer"}
    ),
}
_TERM = Key(_is_term, 'accept = ["…"], and refuse = ["…"] where a wrong word is sure', _TERM_FORM)
