"""The lists of words that checks go by, from press/checks/words/: read once, edited by people."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from press.checks.advice import loosely


@dataclass(frozen=True, slots=True)
class PlainerWord:
    """A word of jargon, a plainer one, and the list that says so."""

    jargon: str
    plainer: str
    origin: str  # "cdc-thesaurus" or "ours"
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Part:
    """Questions of one kind for a person to judge."""

    title: str
    questions: tuple[str, ...]


@lru_cache(maxsize=1)
def jargon() -> tuple[PlainerWord, ...]:
    """The words that have a plainer one; the longest first: “spontaneous abortion” comes before “spontaneous”."""
    words = [
        PlainerWord(word, plainer, origin, re.compile(rf"(?<![\w-]){_forms(word)}(?![\w-])", re.IGNORECASE))
        for origin, table in _read("jargon").items()
        for word, plainer in table.items()
    ]
    return tuple(sorted(words, key=lambda word: (-len(word.jargon), word.jargon)))


@lru_cache(maxsize=1)
def medical_terms() -> Mapping[str, re.Pattern[str]]:
    """The terms that a text must explain, each with the pattern of its forms; the longest first."""
    terms = sorted(_read("terms")["terms"], key=lambda term: (-len(term), term))
    return {term: re.compile(rf"(?<![\w-]){loosely(term)}(?:e?s)?(?![\w-])", _case(term)) for term in terms}


@lru_cache(maxsize=1)
def known_abbreviations() -> frozenset[str]:
    """The abbreviations that need no explanation."""
    return frozenset(_read("terms")["known"])


@lru_cache(maxsize=1)
def actions() -> frozenset[str]:
    """The verbs that a thing to do begins with."""
    return frozenset(_read("actions")["verbs"])


@lru_cache(maxsize=1)
def checklist() -> tuple[Part, ...]:
    """What only a person can judge, in our own words."""
    return tuple(Part(part["title"], tuple(part["questions"])) for part in _read("checklist")["part"])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("press.checks").joinpath("words", f"{name}.toml").read_text(encoding="utf-8"))


def _case(term: str) -> re.RegexFlag:
    return re.NOFLAG if term[1:] != term[1:].lower() else re.IGNORECASE  # hCG


def _forms(word: str) -> str:
    """A pattern of *word* with the endings of verbs and nouns."""
    start = loosely(word)
    if word.endswith("e"):
        return rf"{start[:-1]}(?:e[sd]?|ely|ing)"
    if word.endswith("y"):
        return rf"{start[:-1]}(?:y|ies|ied|ying)"
    return rf"{start}(?:e?s|ly|t?ed|t?ing)?"
