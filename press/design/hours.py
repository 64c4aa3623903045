"""When a clinic is open, as its settings say it: "Mon-Fri 08:00-17:00"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from enum import IntEnum

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY = "|".join(_DAYS)
_CLOCK = "((?:[01][0-9]|2[0-3]):[0-5][0-9])"
HOURS = re.compile(f"({_DAY})(?:[-–]({_DAY}))? {_CLOCK}[-–]{_CLOCK}")


class Weekday(IntEnum):
    """A day of the week, numbered as Babel numbers it."""

    MON = 0
    TUE = 1
    WED = 2
    THU = 3
    FRI = 4
    SAT = 5
    SUN = 6


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """From one day to another, open between two times of each day."""

    first_day: Weekday
    last_day: Weekday  # the first again for a single day; before it where the span runs past Sunday
    opens: time
    closes: time

    def days(self) -> frozenset[Weekday]:
        """Every day of the span."""
        return frozenset(
            Weekday((self.first_day + step) % 7) for step in range((self.last_day - self.first_day) % 7 + 1)
        )

    def overlaps(self, other: OpeningHours) -> bool:
        """Whether the two say different things about one hour of one day."""
        return bool(self.days() & other.days()) and self.opens < other.closes and other.opens < self.closes


def opening_hours(text: str) -> OpeningHours:
    """The opening hours that *text* says.

    Raises:
        ValueError: in words for the clinic, if it says none.
    """
    written = HOURS.fullmatch(text)
    if not written:
        raise ValueError("cannot be read as opening hours")
    first, last, opens, closes = written.groups()
    if closes <= opens:
        raise ValueError("closes before it opens")
    days = Weekday(_DAYS.index(first)), Weekday(_DAYS.index(last or first))
    return OpeningHours(*days, time.fromisoformat(opens), time.fromisoformat(closes))
