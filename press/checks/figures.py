"""Numbers as a patient can take them: “about 1 in 4”, not “25 %”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.checks.advice import About, Advice, advice, prose
from press.checks.readability.measure import sentences
from press.content.inline import plain
from press.content.model import Handout

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|per ?cent\b)", re.IGNORECASE)
_IN_WORDS = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten) (?:in|of|out of) (?:every )?(?:\d+|[a-z]+)\b",
    re.IGNORECASE,
)
_NEAR = 0.05  # how far 1 in N may be from the share, as a part of it
_WHOLE = 100
_HARD = (
    (re.compile(r"\b(?:odds|hazard|risk|rate) ratio\b|\brelative risk\b|\b(?:OR|RR|HR)\s?=?\s?\d", re.IGNORECASE),
     "say how many of 100 people, with and without"),
    (re.compile(r"\bconfidence interval\b|\bp ?[<=] ?0?\.\d|\bCI\b"), "leave it out: the sources hold it"),
    (re.compile(r"\b\d+(?:\.\d+)?[- ]?fold\b|\b\d+\.\d+ times\b"), "say how many of 100 people, with and without"),
    (re.compile(r"\b\d+ in \d+\.\d+\b|\b1 in \d{4,}\b|\bper (?:1,?000|10,?000|100,?000)\b"),
     "say “about 1 in N” with a small round N, or how many of 100"),
    (re.compile(r"(?<![\d/])(?!24/7)\d+/\d+(?![\d/])|\b\d+:\d\b"),
     "write it in words: “1 in 4”"),
    (re.compile(r"\bup to \d+(?:\.\d+)?\s?(?:%|per ?cent)", re.IGNORECASE), "say what is usual: “about 1 in N”"),
)  # fmt: skip


def check_figures(handout: Handout) -> Iterator[Advice]:
    """Advice on numbers that need working out: percentages without words, ratios, fractions, statistics."""
    for message in prose(handout):
        for sentence in sentences(plain(message.text)):
            for found, hint in _hard(sentence):
                yield advice(About.NUMBERS, handout, message.line, f"“{found}” is hard to picture", hint)


def _hard(sentence: str) -> Iterator[tuple[str, str]]:
    left = sentence
    for pattern, hint in _HARD:
        for found in pattern.finditer(left):
            yield found[0], hint
        left = pattern.sub("", left)
    if not _IN_WORDS.search(sentence):
        for found in _PERCENT.finditer(left):
            yield found[0], f"say “{in_words(float(found[1]))}”, alone or beside it"


def in_words(percent: float) -> str:
    """A share as people picture it: "about 1 in 4", or of a hundred where no whole N is near."""
    if 0 < percent <= _WHOLE / 2:
        nearest = round(_WHOLE / percent)
        if abs(_WHOLE / nearest - percent) <= _NEAR * percent:
            return f"about 1 in {nearest}"
    return f"about {percent:.0f} in 100"
