"""UAX #14: Unicode's own conformance file whole, and what changed between its version and ICU's."""

from __future__ import annotations

import sys
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from press.text.breaks import opportunities

UNICODE = Path("/usr/share/unicode")  # Debian's package unicode-data
CASES = UNICODE / "auxiliary" / "LineBreakTest.txt"
CLASSES = UNICODE / "LineBreak.txt"

needs_unicode_data = pytest.mark.skipif(
    not CASES.exists() or not CLASSES.exists(),
    reason="Unicode's conformance files are not installed (Debian: unicode-data)",
)

_RESOLVED = {"AI": "AL", "SG": "AL", "XX": "AL", "CJ": "NS"}  # LB1; SA is a mark or a letter
_OPENS = frozenset({"OP", "QU", "GL", "SP", "ZW", "BK", "CR", "LF", "NL"})  # before an initial quotation mark, LB15a
_ENDS = frozenset({"SP", "GL", "WJ", "CL", "QU", "CP", "EX", "IS", "SY", "BK", "CR", "LF", "NL", "ZW"})  # LB15b
_STARTS = frozenset({"BK", "CR", "LF", "NL", "SP", "ZW", "CB", "GL"})  # before a word-initial hyphen, LB20a


@dataclass(frozen=True, slots=True)
class Case:
    """A line of the file: a text, and the offsets at which Unicode 15.0 lets a line end."""

    text: str
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """An offset between two characters, with the line-break classes of all (LB1 and LB9 applied)."""

    text: str
    classes: tuple[str, ...]
    bases: tuple[int, ...]  # of each offset the base that its mark follows (LB9); its own elsewhere
    offset: int

    def kind(self, index: int) -> str:
        """The class of a character, "" outside of the text."""
        return self.classes[index] if 0 <= index < len(self.classes) else ""

    def last(self) -> int:
        """The character before the offset, marks apart."""
        return self.bases[self.offset - 1]

    def before(self, index: int) -> int:
        """The character before another one, marks apart; -1 before the first."""
        return self.bases[index - 1] if index else -1

    def over_blanks(self) -> int:
        """The character before the offset and the blanks before it, marks apart; -1 if there is none."""
        index = self.last()
        while index >= 0 and self.kind(index) == "SP":
            index = self.before(index)
        return index

    def category(self, index: int) -> str:
        """The general category of a character."""
        return unicodedata.category(self.text[index])


Rule = Callable[[Place], bool]


def quotation_marks_no_longer_hold_brackets_over_blanks(place: Place) -> bool:
    """LB15 of 15.0, QU SP* × OP, left in 15.1 for LB15a: only an initial mark (Pi) where one can open holds."""
    quote = place.over_blanks()
    return (
        quote >= 0
        and place.kind(place.last()) == "SP"
        and place.kind(quote) == "QU"
        and place.kind(place.offset) == "OP"
        and not _opens(place, quote)
    )


def initial_quotation_marks_hold_what_they_open(place: Place) -> bool:
    """LB15a, new in 15.1: (sot | … | OP | QU | GL | SP | ZW) [Pi & QU] SP* ×."""
    quote = place.over_blanks()
    return quote >= 0 and place.kind(place.last()) == "SP" and _opens(place, quote)


def _opens(place: Place, quote: int) -> bool:
    before = place.before(quote)
    initial = place.kind(quote) == "QU" and place.category(quote) == "Pi"
    return initial and (before < 0 or place.kind(before) in _OPENS)


def final_quotation_marks_stay_with_what_they_close(place: Place) -> bool:
    """LB15b, new in 15.1: × [Pf & QU] (SP | GL | WJ | CL | QU | CP | … | ZW | eot)."""
    offset = place.offset
    after = offset + 1
    while after < len(place.text) and place.bases[after] == offset:
        after += 1
    final = place.kind(offset) == "QU" and place.category(offset) == "Pf"
    return final and (after == len(place.text) or place.kind(after) in _ENDS)


def lines_may_end_before_a_decimal_mark(place: Place) -> bool:
    """LB15c, new in 16.0: SP ÷ IS NU ("equals | .35 cents")."""
    marked = place.kind(place.offset) == "IS" and place.kind(place.offset + 1) == "NU"
    return place.kind(place.last()) == "SP" and marked


def a_hyphen_that_begins_a_word_stays_with_it(place: Place) -> bool:
    """LB20a, new in 16.0: (sot | … | SP | ZW | CB | GL) HY × AL; in 17.0 × (AL | HL)."""
    hyphen = place.last()
    before = place.before(hyphen)
    begins = place.kind(hyphen) == "HY" and (before < 0 or place.kind(before) in _STARTS)
    return begins and place.kind(place.offset) in {"AL", "HL"}


def a_hyphen_between_hebrew_letters_may_end_a_line(place: Place) -> bool:
    """LB21a: HL (HY | BA) × until 15.1, × [^HL] from 16.0 on."""
    hyphen = place.last()
    before = place.before(hyphen)
    between = before >= 0 and place.kind(before) == "HL" and place.kind(hyphen) == "HY"
    return between and place.kind(place.offset) == "HL"


def a_decimal_mark_stays_with_its_digits(place: Place) -> bool:
    """IS × NU, a pair of LB25 that the file's tailoring by example 7 of section 8.2 leaves out; kept in 16.0."""
    return place.kind(place.last()) == "IS" and place.kind(place.offset) == "NU"


# Each rule, and whether it lets a line end there. The first that holds decides.
RULES: tuple[tuple[Rule, bool], ...] = (
    (initial_quotation_marks_hold_what_they_open, False),
    (final_quotation_marks_stay_with_what_they_close, False),
    (quotation_marks_no_longer_hold_brackets_over_blanks, True),
    (lines_may_end_before_a_decimal_mark, True),
    (a_hyphen_that_begins_a_word_stays_with_it, False),
    (a_hyphen_between_hebrew_letters_may_end_a_line, True),
    (a_decimal_mark_stays_with_its_digits, False),
)


@cache
def _ranges() -> tuple[list[int], list[int], list[str]]:
    """The first and last characters of the ranges of LineBreak.txt, and their classes."""
    rows = []
    for line in CLASSES.read_text(encoding="utf-8").splitlines():
        if content := line.partition("#")[0].strip():
            codes, kind = content.split(";")
            first, _, last = codes.partition("..")
            rows.append((int(first, 16), int(last or first, 16), kind))
    rows.sort()
    return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]


@cache
def line_break_class(character: str) -> str:
    """The class of a character after LB1."""
    firsts, lasts, kinds = _ranges()
    at = bisect_right(firsts, ord(character)) - 1
    kind = kinds[at] if ord(character) <= lasts[at] else "XX"
    if kind == "SA":
        return "CM" if unicodedata.category(character) in {"Mn", "Mc"} else "AL"
    return _RESOLVED.get(kind, kind)


def places(text: str) -> Iterator[Place]:
    """The offsets of a text, marks resolved (LB9, LB10)."""
    classes: list[str] = []
    bases: list[int] = []
    for index, character in enumerate(text):
        kind = line_break_class(character)
        joins = index > 0 and classes[bases[-1]] not in {"BK", "CR", "LF", "NL", "SP", "ZW"}
        if kind in {"CM", "ZWJ"}:
            classes.append(classes[bases[-1]] if joins else "AL")
            bases.append(bases[-1] if joins else index)
        else:
            classes.append(kind)
            bases.append(index)
    for offset in range(1, len(text)):
        yield Place(text, tuple(classes), tuple(bases), offset)


def cases() -> Iterator[Case]:
    """The cases of the file."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        signs = line.partition("#")[0].split()
        text, ends = "", []
        for sign in signs:
            if sign == "÷":
                ends.append(len(text))
            elif sign != "×":
                text += chr(int(sign, 16))
        if text:
            yield Case(text, tuple(ends))


def amended(case: Case) -> tuple[tuple[int, ...], Counter[str]]:
    """The ends of a case after the rules of ICU's Unicode version, and how often each rule changed one."""
    ends = set(case.ends)
    changed: Counter[str] = Counter()
    for place in places(case.text):
        if place.bases[place.offset] != place.offset or place.kind(place.offset) in {"SP", "ZW"}:
            continue  # LB7 and LB9 come before all of these rules
        found = next(((rule, ending) for rule, ending in RULES if rule(place)), None)
        if found is not None and (place.offset in ends) != found[1]:
            changed[found[0].__name__] += 1
            ends ^= {place.offset}
    return tuple(sorted(ends)), changed


@pytest.mark.unicode_data
@needs_unicode_data
def test_every_case_of_line_break_test() -> None:
    """The file is of 15.0 and ICU of 17.0: what the rules in between changed, and nothing else, differs."""
    total, alike, wrong = 0, 0, []
    changed: Counter[str] = Counter()
    for case in cases():
        total += 1
        expected, by_rule = amended(case)
        found = opportunities(case.text, "en")
        alike += found == case.ends
        changed += by_rule
        if found != expected:
            wrong.append((case, expected, found))
    told = [f"{total} cases, {alike} as in the file, {total - alike} after later rules, {len(wrong)} wrong"]
    told += [f"{count:5} ends: {name}" for name, count in sorted(changed.items())]
    sys.stdout.write("\n".join(["", *told, ""]))
    assert not wrong, wrong[:10]
    assert total > 7000
    assert alike < total, "the file has come up to ICU's version: the rules above can go"
    assert set(changed) == {rule.__name__ for rule, _ in RULES}, "a rule that changes nothing is not needed"
