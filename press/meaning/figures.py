"""Numbers, ranges, times of day and dates, by value and in any digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from press.content.numbers import Numeral, has_numbers, numerals, unmatched
from press.meaning.addresses import ADDRESS
from press.meaning.finding import Finding, Pair
from press.meaning.rules import Rules
from press.meaning.words import LETTER, folded, has_blanks

_TIME = re.compile(
    r"(?<![\w.:])(\d{1,2})(?::([0-5]\d))?\s*([ap])\.?m\b\.?|(?<![\w.:])([01]?\d|2[0-3]):([0-5]\d)(?![\w:])",
    re.IGNORECASE,
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(rf"\b(?:(?P<before>{_MONTH})\s+\d{{1,2}}\b|\d{{1,2}}(?:st|nd|rd|th)?\s+(?P<behind>{_MONTH})\b)")
_RANGE = re.compile(r"(?<![\d.,:/–-])(\d+(?:[.,]\d+)?)\s?[–-]\s?(\d+(?:[.,]\d+)?)(?![\d.,:/–-]*\d)")
_HALF_A_DAY = 12 * 60


def check_numbers(pair: Pair, rules: Rules) -> Iterator[Finding]:
    """Whether each number of the English stands in the translation, as often; the translation may add some."""
    if not has_numbers(pair.source_words):
        return
    source, words = (ADDRESS.sub("\n", text) for text in (pair.source_words, pair.words))
    left = list(numerals(words, rules.decimal_mark))
    there = ", ".join(numeral.text for numeral in left) or "none"
    missing = [time[0] for time in _TIME.finditer(source) if not _take_time(time, left, rules.clock_shift)]
    missing += unmatched(numerals(_TIME.sub("\n", source)), left)
    if missing:
        what = f"the number {', '.join(missing)} is missing or changed; the translation has: {there}"
        yield Finding("numbers", what, "copy each number as it stands in the English, in digits")


def _take_time(time: re.Match[str], left: list[Numeral], shift: int) -> bool:
    """Take the numerals of a time of day out of *left*: 5 pm is 17, 5 or, counted from dawn, 11."""
    half = (time[3] or "").lower()
    told = int(time[1] or time[4]) * 60 + int(time[2] or time[5] or 0)
    if half:
        told = told % _HALF_A_DAY + (_HALF_A_DAY if half == "p" else 0)
    counted = [told]
    if half == "p" and told >= _HALF_A_DAY + 60:
        counted.append(told - _HALF_A_DAY)
    if shift:
        counted.append((told - shift * 60) % _HALF_A_DAY)
    return any(_take_clock(_hours(one // 60), one % 60, left) for one in counted)


def _hours(hour: int) -> frozenset[int]:
    """How an hour may be counted: midnight is 0, 12 or 24."""
    return frozenset((0, 12, 24)) if hour == 0 else frozenset((hour,))


def _take_clock(hours: frozenset[int], minute: int, left: list[Numeral]) -> bool:
    together = {Decimal(f"{hour}.{minute:02}") for hour in hours}  # 10.30, as Italian and Indonesian write it
    for place, numeral in enumerate(left):
        if minute and numeral.value in together:
            del left[place]
            return True
        if numeral.value in hours:
            minutes = left[place + 1 : place + 2]
            if minute and not (minutes and minutes[0].value == minute):
                continue
            zero = bool(minutes) and minutes[0].value == 0 and len(minutes[0].text) == 2
            del left[place : place + (2 if minute or zero else 1)]
            return True
    return False


def check_ranges(pair: Pair, rules: Rules) -> Iterator[Finding]:
    """Whether a range that rises in the English falls in the translation: 12–6 for 6–12."""
    if not has_numbers(pair.source_words):
        return
    source = pair.source_words.replace(" to ", "–")
    rising = {(Decimal(low), Decimal(high)) for low, high in _ranges(source, ".") if Decimal(low) < Decimal(high)}
    for high, low in _ranges(pair.words, rules.decimal_mark):
        if (Decimal(low), Decimal(high)) in rising and (Decimal(high), Decimal(low)) not in rising:
            what = f"the range {low} to {high} runs backwards: {high}–{low}"
            yield Finding("numbers", what, "write the smaller number first: the sheet sets the direction itself")


def _ranges(text: str, decimal_mark: str) -> Iterator[tuple[str, str]]:
    for found in _RANGE.finditer(text):
        low, high = (str(numerals(end, decimal_mark)[0].value) for end in found.groups())
        yield low.removesuffix(".0"), high.removesuffix(".0")


def check_half_days(pair: Pair, rules: Rules) -> Iterator[Finding]:
    """Whether the morning of the English is the afternoon of the translation, or the other way round."""
    halves = {(time[3] or "").lower() for time in _TIME.finditer(pair.source_words)}
    if halves not in ({"a"}, {"p"}):
        return
    morning, afternoon = (bool(names.search(pair.folded)) for names in (rules.morning, rules.afternoon))
    if (morning, afternoon) == ("p" in halves, "a" in halves):
        what = "the English says am, the translation pm" if afternoon else "the English says pm, the translation am"
        yield Finding("numbers", what, "write the half of the day that the English has")


def check_dates(pair: Pair, rules: Rules) -> Iterator[Finding]:
    """Whether the month of a date is the month of the English, by its name or its number."""
    dates = tuple(_DATE.finditer(pair.source_words))
    if not dates or not rules.months:
        return
    found = _months_in(pair.folded, rules)
    values = {numeral.value for numeral in numerals(pair.words, rules.decimal_mark)}
    for date in dates:
        name = date["before"] or date["behind"]
        month = _MONTHS.index(name) + 1
        if month not in found and (found or month not in values):
            there = ", ".join(rules.months[place - 1] for place in sorted(found)) or "none"
            what = f"the month {name} is missing or changed; the translation has: {there}"
            yield Finding("numbers", what, f"write {rules.months[month - 1]}")


def _months_in(text: str, rules: Rules) -> set[int]:
    """The months that a folded text names, the longest name first: 11月 is no 1月. An ending may be bent."""
    names = {folded(month): place for place, month in enumerate(rules.months, start=1)}
    if has_blanks(rules.script):
        names = {name[:-1] if len(name) > 4 else name: place for name, place in names.items()}
    before = f"(?<!{LETTER})" if has_blanks(rules.script) else r"(?<!\d)"
    pattern = before + f"(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})"
    return {names[found] for found in re.findall(pattern, text)}
