"""Does a text hold tags of HTML? A sheet prints them as they stand."""

from __future__ import annotations

from collections.abc import Iterator

from press.content.inline import HTML
from press.content.model import Handout
from press.problems import ExitCode, Problem, shown


def check_html(handout: Handout) -> Iterator[Problem]:
    """Problems of messages that a reader would see tags in, or that hide words in a comment which then print."""
    for message in handout.messages():
        for tag in HTML.findall(message.text):
            what = f"the text holds HTML, which prints as it stands: “{tag}”"
            hint = "delete it; **strong** sets words apart"
            yield Problem(shown(handout.path), message.line, what, hint, ExitCode.CHECKS_FAILED)
