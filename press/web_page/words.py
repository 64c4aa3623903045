"""Runs of words as inline elements: language, direction, weight, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby
from xml.etree import ElementTree as ET  # writes; what it is handed is text, and it escapes all of it

from press.document import Language, Role, Run, Runs
from press.web_page.letters import Letters

_SHORT = 24  # characters of a fact that stays on one line, even on a narrow screen
_WEB = ("https://", "http://")
# A number as people write it, and the place where an extension, which is not dialled, may begin.
_NUMBER = re.compile(r"\+?[0-9 \u00a0()./\u2010-\u2015-]*[0-9](?=[ \u00a0]?ext|\Z)", re.IGNORECASE)
_NOT_DIALLED = re.compile(r"[^+0-9]")
_WITHIN_THE_COUNTRY = re.compile(r"^(\+[0-9 \u00a0.-]*)\(0\)")  # a zero that is not dialled behind +44


def add(parent: ET.Element, tag: str, named: Mapping[str, str] | None = None, /, **attributes: str) -> ET.Element:
    """A new last element of *parent*; *named* are attributes that Python has no name for."""
    return ET.SubElement(parent, tag, {**(named or {}), **attributes})


def say(parent: ET.Element, text: str) -> None:
    """Put *text* behind all that is in *parent*."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def of_language(language: Language, around: Language | None = None) -> dict[str, str]:
    """The attributes of words in *language* where they differ from what is *around*."""
    attributes: dict[str, str] = {}
    if around is None or language.tag != around.tag:
        attributes["lang"] = language.tag
    if around is None or language.direction is not around.direction:
        attributes["dir"] = language.direction.value
    return attributes


class RunWriter:
    """Writes runs, and notes which letters they need."""

    def __init__(self, letters: Letters) -> None:
        self.letters = letters

    def runs(self, parent: ET.Element, runs: Runs, around: Language, *, strong: bool = False) -> None:
        """The words of a paragraph in *around*; *strong* if all of it is set in bold."""
        for cited, group in groupby(runs, key=lambda run: run.role is Role.CITATION):
            if cited:
                self._citation(parent, tuple(group), around, strong)
            else:
                for run in group:
                    self._run(parent, run, around, strong)

    def _run(self, parent: ET.Element, run: Run, around: Language, strong: bool) -> None:
        if run.language != around:
            parent = add(parent, "span", of_language(run.language, around))
        if run.marked:
            parent = add(parent, "mark")
        if run.strong and not strong:
            parent = add(parent, "strong")
        if run.role is Role.TEXT:
            self.letters.words(run.text, run.language.tag, strong or run.strong)
            say(parent, run.text)
        else:
            self._fact(parent, run, strong or run.strong)

    def _fact(self, parent: ET.Element, run: Run, strong: bool) -> None:
        """What is kept apart from the direction around it, and may lead somewhere."""
        names = ["other"] if self.letters.fact(run.text, run.language.tag, strong) else []
        names += ["whole"] if len(run.text) <= _SHORT else []
        fact = add(parent, "bdi", {"class": " ".join(names)} if names else None)
        target, linked = _target(run)
        if target:
            add(fact, "a", href=target).text = linked
        say(fact, run.text.removeprefix(linked) if target else run.text)

    def _citation(self, parent: ET.Element, runs: Runs, around: Language, strong: bool) -> None:
        """Small numbers that lead to the sources; they read from left to right in every language."""
        direction = {"dir": "ltr"} if around.rtl else {}
        raised = add(parent, "sup", direction)
        for run in runs:
            self.letters.fact(run.text, run.language.tag, strong)
            number = run.text.rstrip(",")
            link = add(raised, "a", {"aria-label": run.description}, href=run.target, role="doc-noteref")
            link.text = number
            say(raised, run.text.removeprefix(number))


def _target(run: Run) -> tuple[str, str]:
    """Where a fact leads, a page of the web or a number to dial (RFC 3966), and what of its words leads there."""
    match run.role:
        case Role.LINK if run.target.startswith(_WEB):
            return run.target, run.text
        case Role.PHONE if number := _NUMBER.match(run.text):
            dialled = _WITHIN_THE_COUNTRY.sub(r"\1", number[0])
            return f"tel:{_NOT_DIALLED.sub('', dialled)}", number[0]
        case _:
            return "", ""
