"""`handouts language check`: what the checks of translations find in the catalogs of a language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from press.catalogs import Catalog, Key, read_catalog
from press.cli.output import counted, problem_json, say
from press.meaning import CHECKS, Finding, check_message, inconsistencies, is_error, read_rules
from press.places import INTERFACE, Library
from press.problems import HandoutError, Problem, shown


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding, and the message it is about."""

    place: str
    line: int
    key: Key
    finding: Finding


@dataclass(slots=True)
class Checked:
    """What was found in one language."""

    tag: str
    messages: int = 0  # that are translated
    unreadable: list[Problem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def errors(self) -> list[Remark]:
        """Those that stop a build."""
        return [remark for remark in self.remarks if is_error(remark.finding)]


def check_language(library: Library, tag: str) -> Checked:
    """Everything that the checks find in the language of *tag*, in the order of its files."""
    checked = Checked(tag)
    try:
        rules = read_rules(library, library.language(tag))
    except HandoutError as error:
        checked.unreadable += error.problems
        return checked
    if rules.own is None:
        checked.notes.append(f"locales/{tag}/meaning.toml does not say how it says no, may and must: not checked")
    if not rules.terms:
        checked.notes.append(f"locales/{tag}/glossary.toml holds no terms: not checked")
    catalogs = list(_catalogs(library, tag, checked))
    for catalog in catalogs:
        for key, translation in catalog.items():
            if translation.text.strip():
                checked.messages += 1
                checked.remarks += (_remark(catalog, key, found) for found in check_message(key[1], translation, rules))
    checked.remarks += (_remark(*found) for found in inconsistencies(catalogs))
    checked.remarks.sort(key=lambda remark: (remark.place, remark.line))
    return checked


def _catalogs(library: Library, tag: str, checked: Checked) -> Iterator[Catalog]:
    for name in (*library.topics(), INTERFACE):
        path = library.catalog(tag, name)
        if path.is_file():
            try:
                yield read_catalog(path, tag)
            except HandoutError as error:
                checked.unreadable += error.problems


def _remark(catalog: Catalog, key: Key, finding: Finding) -> Remark:
    return Remark(shown(catalog.path), catalog[key].line, key, finding)


def tell_language(checked: Checked) -> None:
    """Print what was found, the errors first."""
    errors = checked.errors
    warnings = [remark for remark in checked.remarks if remark not in errors]
    counts = f"{counted(len(errors), 'error')}, {counted(len(warnings), 'warning')}"
    say(f"{checked.tag}: {counted(checked.messages, 'message')}, {counts}")
    for problem in checked.unreadable:
        say(str(problem))
    for remark in (*errors, *warnings):
        say(_line(remark))
    for note in checked.notes:
        say(f"  note: {note}")


def _line(remark: Remark) -> str:
    context, english = remark.key
    clipped = english if len(english) <= 60 else f"{english[:60]}…"
    found = remark.finding
    severity = CHECKS[found.check].severity
    where = f"{remark.place}:{remark.line}: {severity} {found.check}: {context or INTERFACE}"
    return f"{where}: “{clipped}”: {found.what}\n    → {found.hint}"


def language_json(checked: Checked) -> dict[str, Any]:
    """What was found, for a program."""
    return {
        "language": checked.tag,
        "messages": checked.messages,
        "problems": [problem_json(problem) for problem in checked.unreadable],
        "findings": [
            {
                "file": remark.place,
                "line": remark.line,
                "context": remark.key[0],
                "message": remark.key[1],
                "check": remark.finding.check,
                "severity": str(CHECKS[remark.finding.check].severity),
                "what": remark.finding.what,
                "hint": remark.finding.hint,
            }
            for remark in checked.remarks
        ],
        "notes": checked.notes,
    }
