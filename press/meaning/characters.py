"""Blanks, line breaks and characters that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from press.content.reading import BIDI_CONTROLS
from press.meaning.finding import Finding, Pair
from press.meaning.rules import Rules
from press.meaning.words import has_blanks

_TATWEEL = re.compile(r"ـ(?=[^\W\d_])(?<=[^\W\d_]ـ)")  # between two letters; at the end of one it marks a short form


def check_blanks(pair: Pair, _rules: Rules) -> Iterator[Finding]:
    """Blanks at the ends or in pairs, line breaks and tabs."""
    text = pair.text
    for check, lost in (("begin_space", text != text.lstrip()), ("end_space", text != text.rstrip())):
        if lost:
            yield Finding(check, "begins or ends with a blank", "delete it")
    if any(character in text for character in "\n\t"):
        yield Finding("newline-count", "holds a line break or a tab", "write it on one line, without \\n and \\t")
    if "  " in text.strip():
        yield Finding("double_space", "two blanks stand in a row", "delete one")


def check_hidden(pair: Pair, rules: Rules) -> Iterator[Finding]:
    """Characters that nobody sees, and that turn, stretch or break the words."""
    for character in sorted(set(pair.text)):
        if character in BIDI_CONTROLS:
            what = f"a hidden sign that turns the direction of text (U+{ord(character):04X})"
            yield Finding("bidi_controls", what, "delete it: the sheet sets the direction itself")
        elif unicodedata.category(character) == "Cc" and character not in "\n\t":
            what = f"a control character (U+{ord(character):04X})"
            yield Finding("control_characters", what, "delete it, or write the character that was meant")
    if "\u200b" in pair.text and has_blanks(rules.script):
        yield Finding("zero-width-space", "a blank without width (U+200B) stands in it", "delete it")
    if _TATWEEL.search(pair.text):
        yield Finding("kashida", "a letter is stretched with U+0640", "delete it: it hides the word from a search")
