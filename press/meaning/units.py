"""Units of what is counted: milligrams, degrees, days and weeks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from press.content.numbers import has_numbers, numerals
from press.meaning.finding import Finding, Pair
from press.meaning.rules import Rules
from press.meaning.words import WordList

_NUMBER = re.compile(r"\d+(?:[.,٫]\d+)*")
_LATIN = "a-z\u00c0-\u024f\u1e00-\u1eff"
# Between a digit and a letter, and between a Latin letter and one of another script: 5mg을.
_JOINT = re.compile(rf"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)|(?<=[{_LATIN}])(?=[^\W\d_{_LATIN}])")
_GAP = re.compile(r"[ \-‑]{0,2}")


def check_units(pair: Pair, rules: Rules) -> Iterator[Finding]:
    """Whether a number counts another thing than in the English: 20 days for 20 weeks.

    A unit that is not on the language's list is not missed: it may be bent, or said otherwise.
    """
    if not rules.units or not has_numbers(pair.source_words):
        return
    wanted = _counted(pair.source_folded, rules.english_units, ".")
    if not wanted:
        return
    found = _counted(pair.folded, rules.units, rules.decimal_mark)
    for value, unit in sorted(wanted - found):
        others = sorted(other for one, other in found - wanted if one == value)
        if others:
            what = f"{value:f} {unit} became {value:f} {others[0]}"
            yield Finding("units", what, "write the unit of the English")


def _counted(text: str, units: Mapping[str, WordList], decimal_mark: str) -> set[tuple[Decimal, str]]:
    """Each number with the unit beside it."""
    spaced = _JOINT.sub(" ", text)
    numbers = [(one.start(), one.end(), numerals(one[0], decimal_mark)) for one in _NUMBER.finditer(spaced)]
    counted = set()
    for unit, words in units.items() if numbers else ():
        for name in words.pattern.finditer(spaced):
            for start, end, values in numbers:
                before, behind = spaced[end : name.start()], spaced[name.end() : start]
                if (end <= name.start() and _GAP.fullmatch(before)) or (name.end() <= start and _GAP.fullmatch(behind)):
                    counted |= {(one.value.normalize(), unit) for one in values}
    return counted
