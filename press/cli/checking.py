"""`handouts check`: all that can be said of topics and translations without printing them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import click

from press.build import Press
from press.checks.glossary import check_glossary
from press.checks.plain_words import check_plain_words
from press.checks.sources import check_sources, unconfirmed
from press.checks.unfinished import check_unfinished
from press.checks.untraceable import check_untraceable
from press.cli.choices import complete, day, find_topics
from press.cli.output import counted, problem_json, say, say_json
from press.cli.survey import Survey, survey
from press.content import read_handout
from press.content.model import Handout
from press.places import SOURCE_LANGUAGE, Library
from press.problems import ExitCode, HandoutError, Problem

_SOON = 90  # days before a topic must be reviewed again
_CHECKS = (check_sources, check_glossary, check_plain_words, check_untraceable, check_unfinished)


@dataclass(slots=True)
class _Checked:
    """What was found in one topic."""

    topic: str
    title: str = ""
    unreadable: list[Problem] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    languages: list[Survey] = field(default_factory=list)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that must be mended."""
        return tuple(dict.fromkeys((*self.unreadable, *self.faults)))


@click.command(
    short_help="Look for faults in topics and translations.",
    epilog="""\b
Examples:
  handouts check                              all topics, in all languages
  handouts check sex-in-early-pregnancy
  handouts check --json > checked.json
""",
)
@click.argument("topics", nargs=-1, metavar="[TOPIC]...", shell_complete=complete(Library.topics))
@click.option("--date", "when", metavar="YYYY-MM-DD", callback=day, help="The day to reckon from. Without it: today.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@click.pass_context
def check(context: click.Context, topics: tuple[str, ...], when: date, as_json: bool) -> None:
    """Look for faults in topics and their translations, without printing.

    Checks the form of the files, the sources of claims, the words (are they
    plain? are terms explained?), and each translation: is it whole, and does
    it say the same? Clinics have a check of their own: handouts clinic check.
    """
    press = Press(context.obj)
    found = [_check_topic(press, name, when) for name in find_topics(context.obj, topics)]
    code = _exit_code(found)
    if as_json:
        say_json({"topics": [_as_json(one) for one in found], "exit_code": int(code)})
    else:
        for line in (line for one in found for line in _lines(one)):
            say(line)
    context.exit(code)


def _exit_code(found: list[_Checked]) -> ExitCode:
    unreadable = [problem.cause for one in found for problem in one.unreadable]
    if unreadable:
        return min(unreadable)
    return ExitCode.CHECKS_FAILED if any(one.faults for one in found) else ExitCode.DONE


def _check_topic(press: Press, name: str, when: date) -> _Checked:
    checked = _Checked(name)
    try:
        handout = read_handout(press.library.handouts / name)
    except HandoutError as error:
        checked.unreadable += error.problems
        return checked
    checked.title = handout.title.text
    checked.faults += (problem for check_one in _CHECKS for problem in check_one(handout))
    checked.notes += _notes(handout, when)
    for tag in press.library.languages():
        one = survey(press, handout, tag)
        checked.languages.append(one)
        checked.unreadable += one.unreadable
        checked.faults += one.faults
    return checked


def _notes(handout: Handout, when: date) -> Iterator[str]:
    if found := unconfirmed(handout):
        names = ", ".join(f"{source.id} ({source.checked})" for source in found)
        yield f"{len(found)} of {len(handout.sources)} sources are not confirmed: {names}"
    left = (handout.front.review_by - when).days
    by = handout.front.review_by.isoformat()
    if left < 0:
        yield f"the review is overdue: it was due by {by}, {counted(-left, 'day')} ago"
    elif left <= _SOON:
        yield f"the review is due by {by}, in {counted(left, 'day')}"


def _standing(one: Survey) -> str:
    """Where a language stands, in a few words."""
    if not one.there:
        return "not translated yet"
    if one.unreadable:
        return "cannot be read"
    counts = "" if one.language == SOURCE_LANGUAGE else f"{one.translated} of {one.messages} messages, "
    lacking = one.standing.unsigned[-1:]  # of a translation, its own reason stands behind that of the English
    return f"{counts}{lacking[0] if lacking else 'signed by ' + ', '.join(one.standing.reviewers)}"


def _lines(checked: _Checked) -> Iterator[str]:
    problems = checked.problems
    yield f"{checked.topic}: {counted(len(problems), 'problem') if problems else 'no problems'}"
    yield from map(str, problems)
    yield from (f"  note: {note}" for note in checked.notes)
    yield from (f"  {one.language}: {_standing(one)}" for one in checked.languages)


def _as_json(checked: _Checked) -> dict[str, Any]:
    return {
        "topic": checked.topic,
        "title": checked.title,
        "problems": [problem_json(problem) for problem in checked.problems],
        "notes": checked.notes,
        "languages": [
            {
                "language": one.language,
                "there": one.there,
                "complete": one.complete,
                "translated": one.translated,
                "messages": one.messages,
                "reviewers": list(one.standing.reviewers),
                "unsigned": list(one.standing.unsigned),
            }
            for one in checked.languages
        ],
    }
