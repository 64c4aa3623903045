"""Numbers in prose, by value: whether a translation keeps each dose, count and day of the English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

_GROUP_BLANKS = "\u00a0\u2009\u202f"  # NO-BREAK SPACE, THIN SPACE, NARROW NO-BREAK SPACE
_NUMERAL = re.compile(
    rf"(?P<digits>\d+(?:[.,٫٬．，'’{_GROUP_BLANKS}]\d+)*)"
    r"(?P<myriads>[万萬만억億亿])?"
    rf"(?:[ {_GROUP_BLANKS}]?(?P<unit>mcg|µg|μg|ug|mg|kg|g|ml|dl|l|mm|cm|m)(?![^\W\d_]))?",
    re.IGNORECASE,
)
_MICROGRAM = ("µg", "μg", "ug")  # MICRO SIGN, Greek mu, and the typist's u
_MYRIADS = {"万": 10**4, "萬": 10**4, "만": 10**4, "억": 10**8, "億": 10**8, "亿": 10**8}
_FRACTION = re.compile("[¼-¾⅐-⅞]")
_DIGIT = re.compile(rf"\d|{_FRACTION.pattern}")
_WIDE = str.maketrans("．，", ".,")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number written in digits of any script."""

    value: Decimal
    unit: str  # "mg"; nothing where no unit in Latin letters follows
    text: str  # as it was written


def numerals(text: str, decimal_mark: str = ".") -> tuple[Numeral, ...]:
    """The numbers of *text* in order; the decimal mark of its language decides what 1.500 means."""
    return tuple(_numerals(text, decimal_mark))


def has_numbers(text: str) -> bool:
    """Whether a digit stands in *text*."""
    return bool(_DIGIT.search(text))


def missing_numbers(source: str, target: str, decimal_mark: str) -> tuple[str, ...]:
    """The numbers of the English *source* that *target* lost or changed, as the source writes them.

    Each number counts as often as it stands. The target may add numbers, and
    may name a unit in its own words; but mg must not become mcg.
    """
    return unmatched(numerals(source), numerals(target, decimal_mark))


def unmatched(source: Iterable[Numeral], target: Iterable[Numeral]) -> tuple[str, ...]:
    """Those of *source* that have no partner in *target*, as they were written; each of *target* serves once."""
    wanted, left = list(source), list(target)
    for agree in (_same, _same_value):  # exact partners first, so that none is taken from another
        wanted = [numeral for numeral in wanted if not _take(numeral, left, agree)]
    return tuple(numeral.text for numeral in wanted)


def _take(numeral: Numeral, left: list[Numeral], agree: Callable[[Numeral, Numeral], bool]) -> bool:
    for place, other in enumerate(left):
        if agree(numeral, other):
            del left[place]
            return True
    return False


def _same(one: Numeral, other: Numeral) -> bool:
    return (one.value, one.unit) == (other.value, other.unit)


def _same_value(one: Numeral, other: Numeral) -> bool:
    return one.value == other.value and not (one.unit and other.unit)


def _numerals(text: str, decimal_mark: str) -> Iterator[Numeral]:
    for found in _NUMERAL.finditer(_FRACTION.sub(_spelt, text)):
        *others, last = _values(found["digits"], decimal_mark)
        yield from (Numeral(value, "", written) for value, written in others)
        if found["myriads"]:
            yield Numeral(last[0] * _MYRIADS[found["myriads"]], "", found[0])
            continue
        unit = (found["unit"] or "").casefold()
        written = found[0] if not others else f"{last[1]}{found[0][len(found['digits']) :]}"
        yield Numeral(last[0], "mcg" if unit in _MICROGRAM else unit, written)


def _spelt(sign: re.Match[str]) -> str:
    """ "½" in plain digits, "1/2", with a blank before them: "2½" is no 21."""
    return f" {unicodedata.normalize('NFKC', sign[0]).replace('⁄', '/')}"  # FRACTION SLASH


def _values(digits: str, decimal_mark: str) -> list[tuple[Decimal, str]]:
    """The value of digits and marks, or of each run of digits where they make no single number."""
    plain = "".join(_ascii(character) for character in digits.translate(_WIDE))
    group = f"[{'.' if decimal_mark == ',' else ','}٬'’{_GROUP_BLANKS}]"
    whole = (
        rf"(?P<whole>\d+|\d{{1,3}}(?:{group}\d{{3}})+|\d{{1,2}}(?:{group}\d{{2}})+{group}\d{{3}})"  # 12,34,567: India
    )
    number = re.fullmatch(rf"{whole}(?:[{decimal_mark}٫](?P<part>\d+))?", plain)
    if number is None and decimal_mark == ",":
        number = re.fullmatch(r"(?P<whole>\d+)\.(?P<part>\d+)", plain)  # no group has other than three digits
    if number is None:
        return [(Decimal(run), run) for run in re.findall(r"\d+", plain)]
    return [(Decimal(f"{re.sub(r'[^0-9]', '', number['whole'])}.{number['part'] or 0}"), digits)]


def _ascii(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
