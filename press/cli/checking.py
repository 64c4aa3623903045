"""`handouts check`: all that can be said of topics and translations without printing them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from press.build import FORMATS, Press
from press.checks.age import old
from press.checks.readability.measure import Readability
from press.checks.report import INFORMED_BY, Report, Survey, make_report
from press.checks.sources import unconfirmed
from press.checks.word_lists import checklist
from press.cli.check_screen import note_lines, question_lines, review_line, screen
from press.cli.choices import EXAMPLE_CLINIC, clinics, complete, day, find_clinic, find_topics
from press.cli.editor_sheet import make_editor_sheet
from press.cli.output import counted, problem_json, remark, say, say_json, tell
from press.cli.survey import measured, survey
from press.content import read_handout
from press.files import write_whole
from press.places import Library
from press.problems import ExitCode, HandoutError, Problem, raise_if_any, shown


@dataclass(frozen=True, slots=True)
class _Unread:
    """A topic that cannot be read, and why."""

    topic: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Order:
    """What the command line asks for."""

    when: date
    questions: bool
    sheet: bool
    format: str | None
    output: Path | None
    clinic: str | None
    as_json: bool


@click.command(
    short_help="Look for faults in topics and translations.",
    epilog="""\b
Examples:
  handouts check                              all topics, in all languages
  handouts check sex-in-early-pregnancy --questions
  handouts check sex-in-early-pregnancy --sheet    a page to print, tick and sign
  handouts check --json > checked.json
""",
)
@click.argument("topics", nargs=-1, metavar="[TOPIC]...", shell_complete=complete(Library.topics))
@click.option("--date", "when", metavar="YYYY-MM-DD", callback=day, help="The day to reckon from. Without it: today.")
@click.option("--questions", is_flag=True, help="Show what no program can judge, as questions for a person.")
@click.option("--sheet", is_flag=True, help="Make the editor’s sheet: the report as a page to print, tick and sign.")
@click.option("--format", type=click.Choice(FORMATS), help="Of that sheet: pdf for paper, html for a screen.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where that sheet goes. Without it: the folder “out”.",
)
@click.option(
    "--clinic",
    metavar="FOLDER",
    shell_complete=complete(clinics),
    help="Whose paper and colour that sheet has. Without it: the example’s.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@click.pass_context
def check(context: click.Context, /, topics: tuple[str, ...], when: date, **asked: Any) -> None:
    """Look for faults in topics and their translations, without printing.

    Checks the form of the files, the sources of claims, the words (are they
    plain? are terms explained?), and each translation: is it whole, and does
    it say the same? What could be better is told of too; it fails nothing.
    Clinics have a check of their own: handouts clinic check.
    """
    order = _Order(when, **asked)
    raise_if_any(_at_odds(order))
    press = Press(context.obj)
    found = [_check_topic(press, name, when) for name in find_topics(context.obj, topics)]
    code = _exit_code(found)
    if order.sheet:
        _make_sheets(press, order, found)
    elif order.as_json:
        say_json(
            {
                "topics": [_as_json(one) for one in found],
                "questions": [asdict(part) for part in checklist()],
                "informed_by": INFORMED_BY,
                "exit_code": int(code),
            }
        )
    else:
        for line in _lines(found, order.questions):
            say(line)
    context.exit(code)


def _at_odds(order: _Order) -> Iterator[Problem]:
    """Options that do not go together."""
    if order.sheet and order.as_json:
        yield Problem("", 0, "--sheet and --json do not go together", "ask for one after the other", ExitCode.USAGE)
    for name in ("format", "output", "clinic"):
        if getattr(order, name) and not order.sheet:
            yield Problem("", 0, f"--{name} is for the editor’s sheet", "give --sheet too", ExitCode.USAGE)


def _make_sheets(press: Press, order: _Order, found: list[Report | _Unread]) -> None:
    """Write the editor's sheet of each topic; of one that cannot be read, tell why.

    Raises:
        HandoutError: if there is no such clinic, or a file cannot be written.
    """
    folder = find_clinic(press.library, order.clinic or EXAMPLE_CLINIC)
    format_ = order.format or FORMATS[0]
    for one in found:
        if isinstance(one, _Unread):
            tell(one.problems)
            continue
        data, pages = make_editor_sheet(press, one, folder, format_)
        path = (order.output or Path("out")) / f"{one.handout.front.id}.editor.{format_}"
        write_whole(path, data)
        say(f"{shown(path)}: {counted(pages, 'page') if pages else 'one page for the screen'}")
        if one.problems:
            remark(f"{one.handout.front.id}: {counted(len(one.problems), 'problem')}")


def _check_topic(press: Press, name: str, when: date) -> Report | _Unread:
    try:
        handout = read_handout(press.library.handouts / name)
    except HandoutError as error:
        return _Unread(name, error.problems)
    surveys = (survey(press, handout, tag) for tag in press.library.languages())
    return make_report(handout, when, tuple(measured(press, handout, one) for one in surveys))


def _exit_code(found: list[Report | _Unread]) -> ExitCode:
    unreadable = [problem.cause for one in found for problem in _unreadable(one)]
    if unreadable:
        return min(unreadable)
    return ExitCode.CHECKS_FAILED if any(one.problems for one in found) else ExitCode.DONE


def _unreadable(one: Report | _Unread) -> Iterator[Problem]:
    if isinstance(one, _Unread):
        yield from one.problems
    else:
        yield from (problem for language in one.languages for problem in language.unreadable)


def _lines(found: list[Report | _Unread], questions: bool) -> Iterator[str]:
    for number, one in enumerate(found):
        if number:
            yield ""
        if isinstance(one, _Unread):
            yield f"{one.topic}: cannot be read"
            yield from map(str, one.problems)
        else:
            yield from screen(one)
    yield ""
    if questions:
        yield from question_lines()
    yield from note_lines(questions)


def _as_json(report: Report | _Unread) -> dict[str, Any]:
    if isinstance(report, _Unread):
        return {"topic": report.topic, "title": "", "problems": [*map(problem_json, report.problems)]} | _NOTHING
    front = report.handout.front
    return {
        "topic": front.id,
        "title": front.title,
        "problems": [problem_json(problem) for problem in report.problems],
        "notes": list(_notes(report)),
        "advice": [asdict(advice) for advice in report.advice],
        "version": front.version,
        "authors": list(front.authors),
        "written": front.written.isoformat(),
        "review": {"by": report.review.by.isoformat(), "days": report.review.days},
        "sections": [
            {"section": part.section.id, "heading": part.section.heading.text, "line": part.section.heading.line}
            | _figures(part.readability)
            for part in report.sections
        ],
        "readability": _figures(report.whole),
        "sources": {
            "count": len(report.handout.sources),
            "not_read": [source.id for source in unconfirmed(report.handout)],
            "old": [source.id for source in old(report.handout, report.when)],
        },
        "languages": [_language(language) for language in report.languages],
    }


_NOTHING: dict[str, Any] = {
    "notes": [],
    "advice": [],
    "version": "",
    "authors": [],
    "written": None,
    "review": None,
    "sections": [],
    "readability": None,
    "sources": None,
    "languages": [],
}


def _notes(report: Report) -> Iterator[str]:
    """What a program that knows neither advice nor dates may show."""
    if found := unconfirmed(report.handout):
        names = ", ".join(f"{source.id} ({source.checked})" for source in found)
        yield f"{len(found)} of {len(report.handout.sources)} sources are not confirmed: {names}"
    if told := review_line(report.review):
        yield told


def _figures(of: Readability) -> dict[str, Any]:
    return {
        "sentences": of.counts.sentences,
        "words": None if of.in_letters else of.counts.words,
        "letters": of.counts.letters,
        "sentence_length": round(of.sentence_length, 2),
        "unit": "letters" if of.in_letters else "words",
        "word_length": round(of.word_length, 2) or None,
        "long_words": of.counts.long_words if of.counts.syllables else None,
        "longest": of.longest,
        "scores": [asdict(score) for score in of.scores],
        "remark": of.remark,
    }


def _language(one: Survey) -> dict[str, Any]:
    return {
        "language": one.language,
        "name": one.name,
        "there": one.there,
        "complete": one.complete,
        "translated": one.translated,
        "messages": one.messages,
        "reviewers": list(one.standing.reviewers),
        "unsigned": list(one.standing.unsigned),
        "readability": _figures(one.readability) if one.readability else None,
    }
