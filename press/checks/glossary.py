"""Is each term of the glossary used, and explained where it first stands?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.content.inline import plain
from press.content.model import Handout, Message, Question
from press.problems import Problem, shown


def check_glossary(handout: Handout) -> Iterator[Problem]:
    """Problems of terms that nobody uses, or that first stand in the text without being **strong**.

    A strong term is the sign to the reader that its meaning stands beside it.
    Headings and questions do not count: they are read before the text that explains them.
    """
    place = shown(handout.path)
    headings = _headings(handout)
    body = [message for message in handout.messages() if message not in headings]
    for term in handout.front.glossary:
        word = re.compile(rf"(?<!\w){_loosely(term)}(?!\w)", re.IGNORECASE)
        message = next((message for message in body if word.search(plain(message.text))), None)
        if message is None:
            yield Problem(place, 0, f"the glossary's “{term}” is not used", "take it out of the glossary")
        elif not _strong_at_first(message, term):
            what = f"“{term}” first stands here, and is not marked as explained"
            yield Problem(
                place, message.line, what, f"write **{term}** and say what it means, or use another word here"
            )


def _headings(handout: Handout) -> set[Message]:
    questions = {
        block.heading for section in handout.sections for block in section.blocks if isinstance(block, Question)
    }
    return {handout.title, *(section.heading for section in handout.sections)} | questions


def _loosely(term: str) -> str:
    return r"\s+".join(map(re.escape, term.split()))


def _strong_at_first(message: Message, term: str) -> bool:
    """Whether the first *term* of a message has stars at both its ends."""
    found = re.search(rf"(?<!\w)(\*\*)?{_loosely(term)}(\*\*)?(?!\w)", message.text, re.IGNORECASE)
    return bool(found and found[1] and found[2])
