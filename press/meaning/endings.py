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
# What stands for the five, by script. "" asks for no mark, and allows any.
_MARKS: Mapping[str, tuple[str, str, str, str, str]] = {
    "Arab": (".۔", "؟", "!", ":", "…"),
    "Armn": ("։", "", "", "՝:", "…"),  # ՞ and ՜ stand within the word
    "Beng": ("।", "?", "!", ":", "…"),
    "Deva": ("।", "?", "!", ":", "…"),
    "Ethi": ("።", "?፧", "!", "፦፡:", "…"),
    "Grek": (".", ";\u037e", "!", ":", "…"),  # the Greek question mark, and the semicolon that Unicode makes of it
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
    marks = _MARKS.get(rules.script, _LATIN)
    kind = next((place for place, mark in enumerate(_LATIN) if source.endswith(mark)), None)
    if kind is None:
        ends = next((place for place, mark in enumerate(_LATIN) if mark and words[-1] in (marks[place] or mark)), None)
        if ends is not None:
            hint = "delete it, or see whether the English lost its own"
            yield Finding(_KINDS[ends], f"ends with a {_NAMES[ends]}, and the English does not", hint)
    elif marks[kind] and words[-1] not in marks[kind]:
        what = f"does not end with a {_NAMES[kind]}, as the English does"
        yield Finding(_KINDS[kind], what, f"end it with {' or '.join(marks[kind])}")
    for check, opens, closes in (("end_question", "¿", "?"), ("end_exclamation", "¡", "!")):
        if opens in rules.opening and words.count(opens) != words.count(closes):
            what = f"only one of the two marks {opens} and {closes} stands there"
            yield Finding(check, what, f"write {opens} before it, {closes} behind it")
