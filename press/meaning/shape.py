"""How long a translation is, words that stand twice, quotation marks, and plural forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.content.inline import plain
from press.meaning.finding import Finding, Pair
from press.meaning.rules import Rules
from press.meaning.words import LETTER, has_blanks

_TWICE = re.compile(rf"(?<!{LETTER})({LETTER}+) \1(?!{LETTER})")
_QUOTES = frozenset('"“”„«»‹›「」『』‚‘‟')
_LEAST_LETTERS = 30  # of the English: lengths of short texts say nothing
_TOO_LONG, _TOO_SHORT = 2.2, 0.35  # times the language's usual length


def check_length(pair: Pair, rules: Rules) -> Iterator[Finding]:
    """Whether the translation is far longer or shorter than the language's usually are."""
    letters, expected = len(pair.words.strip()), len(pair.source_words.strip()) * rules.length
    if not rules.length or len(pair.source_words.strip()) < _LEAST_LETTERS:
        return
    if letters > expected * _TOO_LONG:
        what = f"is {letters / expected:.1f} times as long as usual"
        yield Finding("length", what, "see whether it says more than the English")
    elif letters < expected * _TOO_SHORT:
        what = f"is {letters / expected:.1f} times as long as usual"
        yield Finding("length", what, "see whether something is left out")


def check_max_length(pair: Pair, _rules: Rules) -> Iterator[Finding]:
    """Whether it keeps to the number of letters that a flag max-length:… allows."""
    for flag in pair.translation.flags:
        name, _, most = flag.partition(":")
        if name.strip() == "max-length" and most.strip().isdecimal() and len(plain(pair.text)) > int(most):
            yield Finding("max-length", f"{len(plain(pair.text))} letters; the most is {int(most)}", "say it shorter")


def check_twice(pair: Pair, rules: Rules) -> Iterator[Finding]:
    """Whether a word stands twice in a row, which some languages do on purpose."""
    if not has_blanks(rules.script):
        return
    for found in _TWICE.finditer(pair.folded):
        meant = rules.repeats.pattern.fullmatch(found[1]) or found[1].isdigit() or found[0] in pair.source_folded
        if not meant:
            yield Finding("duplicate", f"“{found[1]}” stands twice in a row", "delete one")


def check_quotes(pair: Pair, rules: Rules) -> Iterator[Finding]:
    """Whether quotation marks are those of the language."""
    if not rules.quotes:
        return
    for mark in sorted(_QUOTES.intersection(pair.words) - set(rules.quotes)):
        yield Finding("quotes", f"{mark} is no quotation mark of the language", f"write {' '.join(rules.quotes)}")


def check_plurals(pair: Pair, _rules: Rules) -> Iterator[Finding]:
    """Whether a message with plurals has all of its forms."""
    forms = pair.translation.forms
    empty = sum(not form.strip() for form in forms)
    if empty:
        yield Finding("plurals", f"{empty} of {len(forms)} plural forms are empty", "write a msgstr[…] for each")
