"""`handouts check`: all that can be said of topics and translations without printing them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import click

from press.build import Press
from press.checks.age import old
from press.checks.readability.measure import Readability
from press.checks.report import INFORMED_BY, Report, Survey, make_report
from press.checks.sources import unconfirmed
from press.checks.word_lists import checklist
from press.cli.check_screen import note_lines, question_lines, review_line, screen
from press.cli.choices import complete, day, find_topics
from press.cli.output import problem_json, say, say_json
from press.cli.survey import measured, survey
from press.content import read_handout
from press.places import Library
from press.problems import ExitCode, HandoutError, Problem


@dataclass(frozen=True, slots=True)
class _Unread:
    """A topic that cannot be read, and why."""

    topic: str
    problems: tuple[Problem, ...]


@click.command(
    short_help="Look for faults in topics and translations.",
    epilog="""\b
Examples:
  handouts check                              all topics, in all languages
  handouts check sex-in-early-pregnancy --questions
  handouts check --json > checked.json
""",
)
@click.argument("topics", nargs=-1, metavar="[TOPIC]...", shell_complete=complete(Library.topics))
@click.option("--date", "when", metavar="YYYY-MM-DD", callback=day, help="The day to reckon from. Without it: today.")
@click.option("--questions", is_flag=True, help="Show what no program can judge, as questions for a person.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@click.pass_context
def check(context: click.Context, topics: tuple[str, ...], when: date, questions: bool, as_json: bool) -> None:
    """Look for faults in topics and their translations, without printing.

    Checks the form of the files, the sources of claims, the words (are they
    plain? are terms explained?), and each translation: is it whole, and does
    it say the same? What could be better is told of too; it fails nothing.
    Clinics have a check of their own: handouts clinic check.
    """
    press = Press(context.obj)
    found = [_check_topic(press, name, when) for name in find_topics(context.obj, topics)]
    code = _exit_code(found)
    if as_json:
        say_json(
            {
                "topics": [_as_json(one) for one in found],
                "questions": [asdict(part) for part in checklist()],
                "informed_by": INFORMED_BY,
                "exit_code": int(code),
            }
        )
    else:
        for line in _lines(found, questions):
            say(line)
    context.exit(code)


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
