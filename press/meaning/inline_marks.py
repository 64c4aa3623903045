"""Placeholders, sources, bold words and stray marks: what prints in another way than it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from press.content.inline import HTML, Citation, Part, Placeholder
from press.meaning.finding import Finding, Pair
from press.meaning.rules import Rules

_MARKS = ("*", "{", "}", "[@")


def check_words(pair: Pair, _rules: Rules) -> Iterator[Finding]:
    """Whether words are left when placeholders and sources are taken out."""
    if pair.source_words.strip() and not pair.words.strip():
        yield Finding("no_words", "holds no words", "translate the words of the English")


def check_placeholders(pair: Pair, _rules: Rules) -> Iterator[Finding]:
    """Whether each placeholder of the English stands in the translation, and no other."""
    wanted, found = ({part.name for part in of if isinstance(part, Placeholder)} for of in (pair.english, pair.parts))
    for name in sorted(wanted - found):
        hint = "copy it to the letter to where the fact belongs"
        yield Finding("python_brace_format", f"{{{name}}} is missing", hint)
    for name in sorted(found - wanted):
        hint = "delete it, or copy the one of the English"
        yield Finding("python_brace_format", f"{{{name}}} does not stand in the English", hint)


def check_citations(pair: Pair, _rules: Rules) -> Iterator[Finding]:
    """Whether each source is cited as often as in the English."""
    wanted, found = (
        Counter(id_ for part in of if isinstance(part, Citation) for id_ in part.ids)
        for of in (pair.english, pair.parts)
    )
    for id_ in (wanted - found).elements():
        yield Finding("citations", f"the source [@{id_}] is missing", "copy it to the claim that it stands for")
    for id_ in (found - wanted).elements():
        hint = "cite each source as often as the English does"
        yield Finding("citations", f"the source [@{id_}] is one too many", hint)


def check_emphasis(pair: Pair, _rules: Rules) -> Iterator[Finding]:
    """Whether as many passages are bold as in the English."""
    wanted, found = _strong_runs(pair.english), _strong_runs(pair.parts)
    if wanted != found:
        what = f"{found} pieces in **bold**, where the English has {wanted}"
        yield Finding("emphasis", what, "put ** around the same words as the English")


def _strong_runs(parts: tuple[Part, ...]) -> int:
    weights = (not isinstance(part, Citation) and part.strong for part in parts)
    return sum(strong for strong, _ in groupby(weights))


def check_stray_marks(pair: Pair, _rules: Rules) -> Iterator[Finding]:
    """Whether a mark would print as it stands."""
    for tag in Counter(HTML.findall(pair.words)) - Counter(HTML.findall(pair.source_words)):
        yield Finding("markup", f"“{tag}”, which would print as it stands", "delete it, or write **bold** for it")
    for mark in _MARKS:
        if pair.words.count(mark) > pair.source_words.count(mark):
            hint = "write **bold**, {placeholder} and [@source] as the English does, or delete it"
            yield Finding("markup", f"a {mark} that would print as it stands", hint)
