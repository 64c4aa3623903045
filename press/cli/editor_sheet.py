"""The editor's sheet: the report on a topic as a page to print, tick and sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from press.build import Press
from press.checks.age import OLD, old
from press.checks.report import INFORMED_BY, Report, Survey
from press.checks.word_lists import checklist
from press.cli.check_screen import FIGURES, NONE, ON_FIGURES, figures, review_line
from press.compose import DeskPage
from press.content.model import Checked
from press.problems import Problem, shown

_MOST = 8  # problems, and pieces of advice; the screen has all
_AGES = ("Standing", f"At most {OLD} years old", "Older", "No date")
_STANDING = {
    Checked.READ: "Read for this topic",
    Checked.SECONDARY: "Known from another text",
    Checked.UNCONFIRMED: "Not confirmed",
}


def make_editor_sheet(press: Press, report: Report, clinic: Path, format_: str) -> tuple[bytes, int]:
    """The sheet of a report in *format_*, and how many pages it takes: one, with as much to mend as has room there.

    Raises:
        HandoutError: if the brand of *clinic* cannot be read.
    """
    for most in range(_MOST, 0, -1):
        data, pages = press.desk(editor_page(report, most), clinic, report.when, format_)
        if pages <= 1:
            break
    return data, pages


def editor_page(report: Report, most: int = _MOST) -> DeskPage:
    """The words of the sheet, with at most so many problems, and pieces of advice."""
    front = report.handout.front
    problems, advice = report.faults, report.on_words  # a problem of a translation may quote letters of any script
    values = {
        "front": front,
        "when": report.when.isoformat(),
        "review": review_line(report.review) or f"to be reviewed by {report.review.by.isoformat()}",
        "problems": [{"where": _where(report, one), "what": one.what, "hint": one.hint} for one in problems[:most]],
        "more_problems": len(problems[most:]),
        "advice": advice[:most],
        "more_advice": len(advice[most:]),
        "figures": {"head": ("Section", *FIGURES), "rows": tuple(_figure_rows(report)), "note": ON_FIGURES},
        "sources": _sources(report),
        "languages": tuple(_language_rows(report.languages)),
        "parts": checklist(),
        "informed_by": INFORMED_BY,
    }
    return DeskPage("editor", f"Editor’s sheet: {front.title}", values, design="editor")


def _where(report: Report, problem: Problem) -> str:
    """The line of a problem; with its file, where that is not the text itself."""
    line = f"Line {problem.line}" if problem.line else ""
    return line if problem.place == shown(report.handout.path) else f"{line} of {Path(problem.place).name}".strip()


def _figure_rows(report: Report) -> Iterator[tuple[str, ...]]:
    for one in report.sections:
        yield one.section.id, *figures(one.readability)
    yield "whole text", *figures(report.whole)


def _sources(report: Report) -> dict[str, object]:
    """How many sources there are of each standing and age, and the names of those to look at first."""
    sources, aged = report.handout.sources, old(report.handout, report.when)
    undated = [source for source in sources if not source.year]
    newer = [source for source in sources if source not in aged and source not in undated]
    rows = [
        (name, *(str(sum(source.checked is standing for source in group)) for group in (newer, aged, undated)))
        for standing, name in _STANDING.items()
    ]
    unread = [
        (name, [source for source in sources if source.checked is standing])
        for standing, name in _STANDING.items()
        if standing is not Checked.READ
    ]
    named = [*unread, (f"Older than {OLD} years", aged), ("No date", undated)]
    return {
        "count": len(sources),
        "head": _AGES,
        "rows": rows,
        "named": [(name, _listed(source.id for source in group)) for name, group in named if group],
    }


def _language_rows(languages: Sequence[Survey]) -> Iterator[tuple[str, str]]:
    """The languages by how far they are; kinds that have none are left out."""
    most = max((one.messages for one in languages), default=0)
    signed, whole, missing = "signed", "whole, a draft", "not begun"
    faulty, partly = "at fault (problems)", f"not whole (messages of {most})"
    kinds: dict[str, list[str]] = {kind: [] for kind in (signed, whole, faulty, partly, missing)}
    for one in languages:
        if not one.there:
            kinds[missing].append(one.language)
        elif one.translated < one.messages:
            kinds[partly].append(f"{one.language} {one.translated}")
        elif not one.complete:
            kinds[faulty].append(f"{one.language} {len({*one.unreadable, *one.faults})}")
        else:
            kinds[whole if one.standing.draft else signed].append(one.language)
    return ((kind, _listed(told)) for kind, told in kinds.items() if told)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or NONE
