"""How old is what a topic rests on, and when must somebody look at it again?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from press.checks.advice import About, Advice
from press.checks.sources import unconfirmed
from press.content.model import Handout, Source
from press.problems import Problem, shown

OLD = 10  # years of a source, from which on it is listed
SOON = 90  # days before a topic must be reviewed again


@dataclass(frozen=True, slots=True)
class Review:
    """When a topic must be looked at again, seen from one day."""

    by: date
    days: int  # left; fewer than none when the day is past

    @property
    def overdue(self) -> bool:
        """Whether the day is past."""
        return self.days < 0

    @property
    def soon(self) -> bool:
        """Whether the day is near."""
        return 0 <= self.days <= SOON


def review(handout: Handout, when: date) -> Review:
    """When *handout* must be reviewed, seen from the day *when*."""
    return Review(handout.front.review_by, (handout.front.review_by - when).days)


def check_review(handout: Handout, when: date) -> Iterator[Problem]:
    """The problem of a topic whose day of review is past: nobody has said that it still holds."""
    due = review(handout, when)
    if due.overdue:
        what = f"the review of {handout.front.id} was due by {due.by.isoformat()}"
        hint = (
            "have somebody who knows the field read it and set “written” and “review_by” anew, "
            "or look at it as a draft with --preview"
        )
        yield Problem(shown(handout.path), handout.front.review_by_line, what, hint)


def old(handout: Handout, when: date) -> tuple[Source, ...]:
    """The sources that are older than OLD years; a page without a date has no age."""
    return tuple(source for source in handout.sources if source.year and when.year - source.year > OLD)


def check_age(handout: Handout, when: date) -> Iterator[Advice]:
    """Advice on sources that are old, or that nobody has read for this topic."""
    place = shown(handout.path.with_name("sources.yaml"))
    for source in old(handout, when):
        what = f"{source.id} is of {source.year}, {when.year - source.year} years old"
        yield Advice(About.SOURCES, place, source.line, what, "does anything newer say otherwise?")
    for source in unconfirmed(handout):
        what = f"{source.id} was not read ({source.checked})"
        yield Advice(About.SOURCES, place, source.line, what, "read it, then write “checked: read”")
