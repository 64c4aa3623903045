"""`handouts language status`: how far each topic is in each language, and what is signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from press.build import Press
from press.catalogs import Catalog, Count, SourceMessage, count, read_catalog, source_messages
from press.cli.choices import complete, unknown_languages
from press.cli.output import problem_json, remark, say, say_json, tell
from press.content import read_handout
from press.localize import Translations, translated_words
from press.places import INTERFACE, SOURCE_LANGUAGE, Library
from press.problems import ExitCode, HandoutError, Problem, raise_if_any

_COLUMNS = ("Language", "Topic", "Translated", "Missing", "Fuzzy", "Safety", "Signed")
_WIDE = 120  # columns, where the table goes to a file or another program


@dataclass(frozen=True, slots=True)
class _Row:
    """One topic, or the interface, in one language."""

    language: str
    topic: str
    count: Count
    safety_missing: int = 0  # those of the interface among them, which each sheet has
    signed: tuple[str, ...] = ()  # who has signed the words as they are
    stale: tuple[str, ...] = ()  # who has signed words that have changed since, where nobody stands for them now
    problems: tuple[Problem, ...] = ()

    @property
    def safety_complete(self) -> bool:
        """Whether all on which a patient's safety rests is translated."""
        return not self.problems and not self.safety_missing


@click.command(
    epilog="""\b
Examples:
  handouts language status
  handouts language status es ar
  handouts language status --fail-under 100        for CI: exit code 1 if anything is missing
  handouts language status --markdown > STATUS.md
"""
)
@click.argument("tags", metavar="[TAG]...", nargs=-1, shell_complete=complete(Library.languages))
@click.option("--json", "form", flag_value="json", help="Print one JSON object instead of a table.")
@click.option("--markdown", "form", flag_value="markdown", help="Print a table in Markdown.")
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    default=0.0,
    metavar="PERCENT",
    help="End with exit code 1 if less than so much of any topic is translated.",
)
@click.pass_context
def status(context: click.Context, tags: tuple[str, ...], form: str | None, fail_under: float) -> None:
    """Show how far each topic is in each language.

    Fuzzy messages do not print: somebody was not sure of them. “Safety” is
    whole when the short answer, when to avoid, when to call, and what the page
    says of danger are all translated. “Stale” is a signature under words that
    have changed since.
    """
    library: Library = context.obj
    raise_if_any(_not_to_be_counted(library, tags))
    rows = tuple(_rows(library, dict.fromkeys(tags) or library.languages()))
    behind = sum(not row.count.reaches(fail_under) for row in rows)
    unreadable = [problem for row in rows for problem in row.problems]
    code = min((problem.cause for problem in unreadable), default=ExitCode.CHECKS_FAILED if behind else ExitCode.DONE)
    if form == "json":
        say_json({"languages": [_as_json(row) for row in rows], "exit_code": int(code)})
    elif form == "markdown":
        for line in _markdown(rows):
            say(line)
    else:
        _show(rows)
    if form != "json":
        tell(unreadable)
    if behind:
        remark(f"{behind} of {len(rows)} are below {fail_under:g} %.")
    context.exit(code)


def _not_to_be_counted(library: Library, tags: tuple[str, ...]) -> Iterator[Problem]:
    yield from unknown_languages(library, tags)
    if SOURCE_LANGUAGE in tags:
        yield Problem("", 0, "English is no translation", "name the languages of translations", ExitCode.USAGE)


def _rows(library: Library, tags: Iterable[str]) -> Iterator[_Row]:
    press, sources = Press(library), source_messages(library)
    for tag in tags:
        if tag != SOURCE_LANGUAGE:
            yield from _language(press, sources, tag)


def _language(press: Press, sources: Mapping[str, tuple[SourceMessage, ...]], tag: str) -> Iterator[_Row]:
    """The interface of a language last: each sheet has it."""
    interface, broken = _read(press.library, tag, INTERFACE)
    shared = count(sources.get(INTERFACE, ()), interface)
    for topic, messages in sources.items():
        if topic == INTERFACE:
            continue
        catalog, problems = _read(press.library, tag, topic)
        counted = count(messages, catalog)
        missing = counted.safety_missing + shared.safety_missing
        try:
            signed, stale = _signers(press, topic, tag, Translations(sources[INTERFACE], catalog, interface))
        except HandoutError as error:
            signed, stale, problems = (), (), (*problems, *error.problems)
        yield _Row(tag, topic, counted, missing, signed, stale, problems)
    yield _Row(tag, INTERFACE, shared, shared.safety_missing, problems=broken)


def _read(library: Library, tag: str, name: str) -> tuple[Catalog | None, tuple[Problem, ...]]:
    path = library.catalog(tag, name)
    if not path.exists():
        return None, ()
    try:
        return read_catalog(path, tag), ()
    except HandoutError as error:
        return None, error.problems


def _signers(press: Press, topic: str, tag: str, translations: Translations) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who has signed the translation as it is; where nobody has, who has signed it as it was."""
    signatures = press.signatures(topic, tag)[1]
    words = translated_words(read_handout(press.library.handouts / topic), translations) if signatures else ""
    signed = tuple(dict.fromkeys(one.name for one in signatures if one.words == words))
    return signed, () if signed else tuple(dict.fromkeys(one.name for one in signatures))


def _cells(row: _Row) -> tuple[str, ...]:
    if row.problems:
        return row.language, row.topic, "cannot be read", "", "", "", ""
    counted = row.count
    standing = [*row.signed, *(f"stale: {name}" for name in row.stale)]
    return (
        row.language,
        row.topic,
        f"{counted.translated} of {counted.messages}",
        str(counted.missing or ""),
        str(counted.fuzzy or ""),
        f"{row.safety_missing} missing" if row.safety_missing else "whole",
        ", ".join(standing) or ("" if row.topic == INTERFACE else "no"),
    )


def _show(rows: tuple[_Row, ...]) -> None:
    table = Table()
    for title in _COLUMNS:
        table.add_column(title, justify="right" if title in ("Translated", "Missing", "Fuzzy") else "left")
    before = ""
    for row in rows:
        language, *cells = _cells(row)
        # as texts: a name in square brackets would be a colour to rich
        table.add_row(*map(Text, (language if language != before else "", *cells)))
        before = language
    console = Console()
    if not console.is_terminal:
        console.width = _WIDE
    with console.capture() as captured:
        console.print(table)
    say(captured.get().rstrip("\n"))


def _markdown(rows: tuple[_Row, ...]) -> Iterator[str]:
    yield f"| {' | '.join(_COLUMNS)} |"
    yield f"|{'---|' * len(_COLUMNS)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in _cells(row))} |"


def _as_json(row: _Row) -> dict[str, Any]:
    return {
        "language": row.language,
        "topic": row.topic,
        "messages": row.count.messages,
        "translated": row.count.translated,
        "fuzzy": row.count.fuzzy,
        "missing": row.count.missing,
        "safety_complete": row.safety_complete,
        "signed": list(row.signed),
        "stale": list(row.stale),
        "problems": [problem_json(problem) for problem in row.problems],
    }
