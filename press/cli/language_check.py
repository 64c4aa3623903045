"""`handouts language check`: what the checks of translations find in the catalogs of a language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import click

from press.catalogs import Catalog, Key, read_catalog
from press.cli.choices import complete, unknown_languages
from press.cli.output import counted, problem_json, say, say_json
from press.meaning import CHECKS, Finding, check_message, inconsistencies, is_error, read_rules
from press.places import INTERFACE, SOURCE_LANGUAGE, Library
from press.problems import ExitCode, HandoutError, Problem, raise_if_any, shown


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


@click.command(
    epilog="""\b
Examples:
  handouts language check               all languages
  handouts language check es pt-BR
  handouts language check es --json
""",
)
@click.argument("tags", metavar="[TAG]...", nargs=-1, shell_complete=complete(Library.languages))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@click.pass_context
def check(context: click.Context, /, tags: tuple[str, ...], as_json: bool) -> None:
    """See whether translations still say what the English says.

    Numbers, units, addresses, no and may, terms, letters, marks: each message
    is laid beside its English. Errors stop a build; warnings ask you to look.
    A flag such as ignore-length silences a check of one message, if a comment
    above it says why: # ignore-length: the word is long here.
    """
    library: Library = context.obj
    raise_if_any(unknown_languages(library, tags))
    if SOURCE_LANGUAGE in tags:
        hint = "check it with: handouts check"
        raise HandoutError([Problem("", 0, "English is no translation", hint, ExitCode.USAGE)])
    chosen = dict.fromkeys(tags) or (tag for tag in library.languages() if tag != SOURCE_LANGUAGE)
    found = [_check_language(library, tag) for tag in chosen]
    unreadable = [problem.cause for one in found for problem in one.unreadable]
    failed = ExitCode.CHECKS_FAILED if any(one.errors for one in found) else ExitCode.DONE
    code = min(unreadable, default=failed)
    if as_json:
        say_json({"languages": [_json(one) for one in found], "exit_code": int(code)})
    else:
        for one in found:
            _tell(one)
    context.exit(code)


def _check_language(library: Library, tag: str) -> Checked:
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


def _tell(checked: Checked) -> None:
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


def _json(checked: Checked) -> dict[str, Any]:
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
