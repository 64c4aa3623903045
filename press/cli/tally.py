"""What came of an order, sheet by sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from press.problems import ExitCode, Problem


@dataclass(slots=True)
class Tally:
    """What came of an order."""

    sheets: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    failed: int = 0  # sheets, and clinics of which no sheet could be planned
    remarks: dict[str, None] = field(default_factory=dict)  # each said once

    def fail(self, problems: tuple[Problem, ...]) -> None:
        """Note what kept a sheet from being made."""
        self.failed += 1
        self.problems += problems

    @property
    def exit_code(self) -> ExitCode:
        """The cause of the first failure, if nothing could be made; that some failed, if something was."""
        if not self.failed:
            return ExitCode.DONE
        return ExitCode.SOME_FAILED if self.sheets else self.problems[0].cause
