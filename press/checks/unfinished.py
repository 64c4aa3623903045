"""Does a text still hold the words that a new topic begins with?"""

from __future__ import annotations

from collections.abc import Iterator

from press.content.model import Handout
from press.problems import ExitCode, Problem, shown

MARK = "Replace this"  # what every sentence of a new topic begins with
_SHOWN = 60  # letters of a placeholder, in a message


def check_unfinished(handout: Handout) -> Iterator[Problem]:
    """Problems of sentences and sources that wait for their writer."""
    for message in handout.messages():
        if MARK in message.text:
            words = message.text if len(message.text) <= _SHOWN else f"{message.text[:_SHOWN]}…"
            what = f"a placeholder stands here: “{words}”"
            yield _problem(shown(handout.path), message.line, what, "write the text that belongs here")
    for source in handout.sources:
        if MARK in source.title:
            place = shown(handout.path.with_name("sources.yaml"))
            yield _problem(place, source.line, f"the source “{source.id}” is a placeholder", "put a true source here")


def _problem(place: str, line: int, what: str, hint: str) -> Problem:
    return Problem(place, line, what, hint, ExitCode.CHECKS_FAILED)
