"""No, may and must: whether a translation forbids, allows and demands what the English does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from press.meaning.finding import Finding, Pair
from press.meaning.rules import Rules, Speech
from press.meaning.words import WordList, whole_word

_SENTENCE = re.compile(r"(?<=[.!?;])[\s\"'”»)]+|(?<=[。！？।॥۔؟።፧៕။։])")


def check_negation(pair: Pair, rules: Rules) -> Iterator[Finding]:
    """Whether each sentence that negates is one that negates in the English."""
    if rules.own is None:
        return
    for source, words in _sentences(pair):
        says, there = _denial(source, rules.english), _denial(words, rules.own)
        if says and not there and not rules.own.perhaps_negation.search(words):
            hint = "see that the translation denies what the English denies"
            yield Finding("negation", f"no word for “no” or “not” is seen, where the English has “{says}”", hint)
        elif there and not says and not rules.english.perhaps_negation.search(source):
            hint = "see that the translation denies nothing that the English says"
            yield Finding("negation", f"“{there}” denies, and the English does not", hint)


def check_modality(pair: Pair, rules: Rules) -> Iterator[Finding]:
    """Whether “may” is still “may”, and “must” and “should” are not left out."""
    if rules.own is None:
        return
    source, words, english, own = pair.source_folded, pair.folded, rules.english, rules.own
    may, must = english.may.search(source), english.must.search(_without(english.no_must, source))
    demand = own.must.search(_without(own.no_must, words))
    no_may, no_must = may and not own.may.search(words), must and not demand
    demands = demand if no_may and not must else None
    if may and demands:
        what = f"“{may[0]}” became a word that demands: “{whole_word(demands)}”"
        yield Finding("modality", what, "write a word for “may”")
    elif may and no_may:
        yield Finding("modality", f"no word for “{may[0]}” is seen", "write it: “may” is not “will”")
    if must and no_must:
        yield Finding("modality", f"no word for “{must[0]}” is seen", "write it: “must” is not “may”")


def _sentences(pair: Pair) -> Iterator[tuple[str, str]]:
    """The sentences side by side, where both have as many; else the whole."""
    source, words = (
        [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]
        for text in (pair.source_folded, pair.folded)
    )
    if len(source) != len(words):
        source, words = [pair.source_folded], [pair.folded]
    yield from zip_longest(source, words, fillvalue="")


def _denial(text: str, speech: Speech) -> str:
    """The first word that surely negates."""
    found = speech.negation.search(_without(speech.no_negation, text))
    return whole_word(found) if found else ""


def _without(words: WordList, text: str) -> str:
    """*text* with a gap for each of *words*."""
    return words.pattern.sub(" ", text) if words.search(text) else text
