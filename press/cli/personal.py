"""Personal lines from a file or a pipe: never from the command line, which every user of the computer can read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from press.build import Job
from press.cli.output import counted, remark
from press.content.personal import MOST_BYTES, PLACE, Personal, read_personal
from press.problems import ExitCode, HandoutError, Problem

_STANDARD_INPUT = "-"


def read_personal_lines(name: str, jobs: Sequence[Job]) -> Personal:
    """The personal lines in the file *name*, "-" for standard input, for a run that makes *jobs*.

    Raises:
        HandoutError: if there is more than one sheet, or with every fault of the lines; never in their words.
    """
    if len(jobs) != 1:
        what = f"personal lines are for one sheet, and this makes {counted(len(jobs), 'sheet')}"
        raise HandoutError([_problem(what, "name one topic (or packet), one --language and one --clinic")])
    if jobs[0].format != "pdf":
        hint = "leave --format out: a page for a screen is soon on the web"
        raise HandoutError([_problem("personal lines are printed on paper only", hint)])
    try:
        return read_personal(_standard_input() if name == _STANDARD_INPUT else _content(Path(name)))
    except OSError as error:
        hint = "give the name of a file with lines such as name: …, or - for standard input"
        raise HandoutError([_problem(f"the file cannot be read: {error.strerror}", hint)]) from None


def _standard_input() -> bytes:
    if sys.stdin is None:
        return b""
    if sys.stdin.isatty():
        remark("Type lines such as name: … and note: …; then Ctrl-D on a line of its own (on Windows Ctrl-Z, Enter).")
    return sys.stdin.buffer.read(MOST_BYTES + 1)


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _problem(what: str, hint: str) -> Problem:
    return Problem(PLACE, 0, what, hint, ExitCode.USAGE)
