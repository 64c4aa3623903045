"""The editor's sheet: the report on a topic as a page to print, tick and sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from press.checks.age import OLD, old
from press.checks.report import INFORMED_BY, Report, Survey
from press.checks.word_lists import checklist
from press.cli.check_screen import FIGURES, NONE, ON_FIGURES, figures, review_line
from press.cli.output import counted
from press.compose import DeskPage
from press.content.model import Checked
from press.problems import Problem, shown

_MOST = 5  # problems, and pieces of advice; the screen has all
_AGES = ("Standing", f"At most {OLD} years old", "Older", "No date")
_STANDING = {
    Checked.READ: "Read for this topic",
    Checked.SECONDARY: "Known from another text",
    Checked.UNCONFIRMED: "Not confirmed",
}


def editor_page(report: Report) -> DeskPage:
    """The sheet of a report; the same report gives the same page."""
    front = report.handout.front
    problems, advice = report.faults, report.on_words  # a problem of a translation may quote letters of any script
    values = {
        "front": front,
        "when": report.when.isoformat(),
        "review": review_line(report.review) or f"to be reviewed by {report.review.by.isoformat()}",
        "problems": [{"where": _where(report, one), "what": one.what, "hint": one.hint} for one in problems[:_MOST]],
        "more_problems": len(problems[_MOST:]),
        "advice": advice[:_MOST],
        "more_advice": len(advice[_MOST:]),
        "figures": {"head": ("Section", *FIGURES), "rows": tuple(_figure_rows(report)), "note": ON_FIGURES},
        "sources": {"count": len(report.handout.sources), "head": _AGES, "rows": tuple(_source_rows(report))},
        "languages": tuple(_language_rows(report.languages)),
        "parts": checklist(),
        "informed_by": INFORMED_BY,
    }
    return DeskPage("editor", f"Editor’s sheet: {front.title}", values)


def _where(report: Report, problem: Problem) -> str:
    """The line of a problem; with its file, where that is not the text itself."""
    line = f"Line {problem.line}" if problem.line else ""
    return line if problem.place == shown(report.handout.path) else f"{line} of {Path(problem.place).name}".strip()


def _figure_rows(report: Report) -> Iterator[tuple[str, ...]]:
    for one in report.sections:
        yield one.section.id, *figures(one.readability)
    yield "whole text", *figures(report.whole)


def _source_rows(report: Report) -> Iterator[tuple[str, ...]]:
    """The sources by standing, and in each row by age."""
    aged = old(report.handout, report.when)
    for checked, name in _STANDING.items():
        of = [source for source in report.handout.sources if source.checked is checked]
        newer = [source for source in of if source.year and source not in aged]
        older = [source for source in of if source in aged]
        undated = [source for source in of if not source.year]
        yield name, *(_listed(source.id for source in group) for group in (newer, older, undated))


def _language_rows(languages: Iterable[Survey]) -> Iterator[tuple[str, str]]:
    """The languages by how far they are; kinds that have none are left out."""
    kinds: dict[str, list[str]] = {"signed": [], "whole, a draft": [], "not whole": [], "not begun": []}
    for one in languages:
        faults = counted(len({*one.unreadable, *one.faults}), "problem")
        if not one.there:
            kinds["not begun"].append(one.language)
        elif not one.complete:
            kinds["not whole"].append(f"{one.language} ({one.translated} of {one.messages} messages, {faults})")
        else:
            kinds["whole, a draft" if one.standing.draft else "signed"].append(one.language)
    return ((kind, _listed(told)) for kind, told in kinds.items() if told)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or NONE
