"""Does a text tell of studies that nobody can find?

Figures such as a journal's name beside a number of women circulate without
author, year and title. A text of ours names neither: it makes a claim and
cites a source, which the sheet prints in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.content.inline import plain
from press.content.model import Handout
from press.problems import Problem, shown

_JOURNAL = re.compile(
    r"\bObstet|\bGyn(?:a?ecol\b|\.)|\bLancet\b|\bBMJ\b|\bBJOG\b|\bJAMA\b|\bNEJM\b|\bJournal of\b|\bCochrane\b"
    r"|\bFertil(?:ity)? (?:and |& )?Steril|\bHum(?:an)? Reprod"
)
_PEOPLE = re.compile(
    r"\d(?:[,. ]?\d){2,}\+?\s*(?:\w+ ){0,2}(?:women|men|people|participants|pregnancies|patients|couples|subjects)\b",
    re.IGNORECASE,
)


def check_untraceable(handout: Handout) -> Iterator[Problem]:
    """Problems of sentences that name a journal, or how many people a study had."""
    hint = "say what was found in plain words, and cite the source: [@source]"
    for message in handout.messages():
        words = plain(message.text)
        if found := _JOURNAL.search(words):
            what = f"the text names a journal (“{found[0]}”), which tells a reader nothing"
            yield Problem(shown(handout.path), message.line, what, hint)
        if found := _PEOPLE.search(words):
            what = f"the text says how many people a study had (“{found[0]}”)"
            yield Problem(shown(handout.path), message.line, what, hint)
