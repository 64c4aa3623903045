"""Words that a patient may not know, and terms that nobody explained."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.checks.advice import About, Advice, advice, answers, loosely, prose
from press.checks.word_lists import jargon, known_abbreviations, medical_terms
from press.content.inline import plain
from press.content.model import Handout

_SAYS = {"cdc-thesaurus": " (CDC)", "ours": ""}
_ABBREVIATION = re.compile(r"(?<![\w-])(?:[A-Z]{2,6}|[a-z][A-Z]{2,5})(?![\w-])")
_EXPLAINED_AFTER = re.compile(r"\**\s*(?:\(|,? (?:which|that) (?:is|means)|,? (?:is|are) (?:a|an|the|when)|means?\b)")


def check_jargon(handout: Handout) -> Iterator[Advice]:
    """Advice on each word of jargon, once a message; terms of the glossary are explained, so that they may stay."""
    known = [re.compile(loosely(term), re.IGNORECASE) for term in handout.front.glossary]
    for message in prose(handout):
        left = plain(message.text)
        for term in known:
            left = term.sub("", left)
        for word in jargon():
            if found := word.pattern.search(left):
                left = word.pattern.sub("", left)
                what = f"“{found[0]}” may be strange to a patient"
                yield advice(About.JARGON, handout, message.line, what, f"plainer{_SAYS[word.origin]}: {word.plainer}")


def check_terms(handout: Handout) -> Iterator[Advice]:
    """Advice on each medical term and abbreviation that is not explained where it first stands.

    Terms of the glossary are left to check_glossary, which is strict with them.
    """
    settled = [term.casefold() for term in handout.front.glossary]
    for term, pattern in medical_terms().items():
        if not any(map(pattern.search, settled)):
            yield from _unexplained(handout, term, pattern, settled)
    seen = known_abbreviations() | {term for term in medical_terms() if term != term.lower()}
    for message in answers(handout):
        for found in _ABBREVIATION.finditer(message.text):
            if found[0] not in seen and found[0].casefold() not in settled and not _is_explained(message.text, found):
                what = f"“{found[0]}” is an abbreviation that nobody explained"
                hint = "write it out where it first stands, or do without"
                yield advice(About.TERMS, handout, message.line, what, hint)
            seen |= {found[0]}


def _unexplained(handout: Handout, term: str, pattern: re.Pattern[str], settled: list[str]) -> Iterator[Advice]:
    for message in answers(handout):
        if found := pattern.search(message.text):
            settled.append(term.casefold())  # “ectopic” need not be told of once more after “ectopic pregnancy”
            if not _is_explained(message.text, found):
                what = f"“{found[0]}” is a medical term, not explained where it first stands"
                hint = f"write **{found[0]}** with its meaning beside it, and put it into the glossary"
                yield advice(About.TERMS, handout, message.line, what, hint)
            return


def _is_explained(text: str, found: re.Match[str]) -> bool:
    """Whether a term is strong, stands in brackets behind its meaning, or has its meaning behind it."""
    strong = text[: found.start()].endswith("**") and text[found.end() :].startswith("**")
    in_brackets = re.search(r"\((?:the |an? )?\**$", text[: found.start()]) is not None
    return strong or in_brackets or _EXPLAINED_AFTER.match(text, found.end()) is not None
