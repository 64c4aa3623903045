"""The mark that a message ends with, as each script writes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from press.content.inline import plain
from press.meaning.finding import Finding, Pair
from press.meaning.rules import Rules

_CLOSING = " \n\u00a0\u202f\"'”’»›)）」』"
_KINDS = ("end_stop", "end_question", "end_exclamation", "end_colon", "end_ellipsis")
_NAMES = ("full stop", "question mark", "exclamation mark", "colon", "ellipsis")
_LATIN = (".", "?", "!", ":", "…")
# What stands for the five, by script; a language first where it differs. "" asks for no mark, and allows any.
_MARKS: Mapping[str, tuple[str, str, str, str, str]] = {
    "el": (".", ";\u037e", "!", ":", "…"),  # the Greek question mark, and the semicolon that Unicode makes of it
    "ur": ("۔", "؟", "!", ":", "…"),
    "Arab": (".۔", "؟", "!", ":", "…"),
    "Armn": ("։", "", "", "՝:", "…"),  # ՞ and ՜ stand within the word
    "Beng": ("।", "?", "!", ":", "…"),
    "Deva": ("।", "?", "!", ":", "…"),
    "Ethi": ("።", "?፧", "!", "፦፡:", "…"),
    "Guru": ("।", "?", "!", ":", "…"),
    "Hans": ("。", "？", "！", "：", "…"),
    "Hant": ("。", "？", "！", "：", "…"),
    "Jpan": ("。", "？。", "！。", "：:", "…"),
    "Khmr": ("។", "?។", "!", "៖", "…"),
    "Laoo": ("", "", "", ":", "…"),  # a blank ends a sentence, a word asks
    "Mymr": ("။", "။?", "။", ":", "…"),
    "Thai": ("", "", "", ":", "…"),
}


def check_endings(pair: Pair, rules: Rules) -> Iterator[Finding]:
    """Whether the translation ends as the English does."""
    source, words = (plain(text).rstrip(_CLOSING).replace("...", "…") for text in (pair.source, pair.text))
    if not source or not words:
        return
    marks = _MARKS.get(rules.tag) or _MARKS.get(rules.script) or _LATIN
    kind = next((place for place, mark in enumerate(_LATIN) if source.endswith(mark)), None)
    if kind is None:
        ends = next((place for place, mark in enumerate(_LATIN) if mark and words[-1] in (marks[place] or mark)), None)
        if ends is not None:
            hint = "delete it, or see whether the English lost its own"
            yield Finding(_KINDS[ends], f"ends with a {_NAMES[ends]}, and the English does not", hint)
    elif marks[kind] and words[-1] not in marks[kind]:
        what = f"does not end with a {_NAMES[kind]}, as the English does"
        yield Finding(_KINDS[kind], what, f"end it with {' or '.join(marks[kind])}")
    if rules.tag == "es" and words.count("?") != words.count("¿"):
        yield Finding("end_question", "a question has one of its two marks only", "write ¿ before it, ? behind it")
