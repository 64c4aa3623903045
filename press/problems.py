"""What can be wrong, where it stands, and what to do about it.

A problem is a value. Stages gather all of theirs and raise them together, so
that a person mends a file once and not fault by fault.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """What a command tells the shell; part of the public interface."""

    DONE = 0
    CHECKS_FAILED = 1
    USAGE = 2
    CONTENT = 3
    TRANSLATION = 4
    BRAND = 5
    CANNOT_WRITE = 6
    SOME_FAILED = 7
    BUG = 70
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: its place, what is wrong in the reader's words, and a hint to act on."""

    place: str  # a file as the user would type it, or "topic, language"
    line: int  # 1-based; 0 where there is no line
    what: str
    hint: str = ""
    cause: ExitCode = ExitCode.CONTENT

    def __str__(self) -> str:
        where = f"{self.place}:{self.line}" if self.line else self.place
        text = f"{where}: {self.what}" if where else self.what
        return f"{text}\n    → {self.hint}" if self.hint else text


class HandoutError(Exception):
    """Every problem that stops a stage, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[HandoutError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)  # so that it comes back whole from a worker process

    @property
    def exit_code(self) -> ExitCode:
        """The cause of the first problem in the order of the pipeline."""
        return min(problem.cause for problem in self.problems)


class RefusedError(ValueError):
    """Why a value that somebody wrote is not taken, and what to do about it; whoever reads the file knows the line."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


def raise_if_any(problems: Iterable[Problem]) -> None:
    """Raise the problems together; do nothing if there are none.

    Raises:
        HandoutError: if *problems* is not empty.
    """
    found = tuple(problems)
    if found:
        raise HandoutError(found)


def shown(path: Path) -> str:
    """*path* as the user would type it: relative to the working folder where it lies below it."""
    absolute = path.absolute()
    here = Path.cwd()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(absolute)
