"""Dates, numbers, lists and opening hours as a language writes them (CLDR, by Babel).

Babel merges the names of weekdays of one locale into another (in 2.18, "ko"
answers "پیر" once "ur" was asked for). What stands here was compared over all
locales, asked alone and after one another: it gives the same answer each time (but
for the months of Yoruba), as other ways to name a weekday do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache, reduce

from babel import dates, lists, numbers
from babel.core import Locale, UnknownLocaleError

from press.design.hours import OpeningHours
from press.places import NUMBERING_SYSTEMS, SOURCE_LANGUAGE, LanguageProfile, Region
from press.problems import ExitCode, HandoutError, Problem

_A_MONDAY = date(2024, 1, 1)


def format_date(value: date, profile: LanguageProfile, region: Region | None = None) -> str:
    """*value* in words: "November 23, 2026", and "23 November 2026" in Britain."""
    locale = _locale(profile, region)
    if not (profile.months or profile.date):
        return _in_digits(dates.format_date(value, "long", locale=locale), profile)
    month = profile.months[value.month - 1] if profile.months else dates.format_date(value, "MMMM", locale=locale)
    pattern = profile.date or "{day} {month} {year}"
    return _in_digits(pattern.format(day=value.day, month=month, year=value.year), profile)


def format_number(value: int | Decimal, profile: LanguageProfile) -> str:
    """*value* with the marks and digits of the language."""
    locale = _locale(profile)
    system = profile.digits if profile.digits in locale.number_symbols else "latn"
    return _in_digits(numbers.format_decimal(value, locale=locale, numbering_system=system), profile)


def format_list(items: Sequence[str], profile: LanguageProfile) -> str:
    """The items in one phrase: "2, 4, and 7"."""
    if not profile.list or len(items) < 2:
        return lists.format_list(items, locale=_locale(profile))
    middle, end = profile.list
    *before, last = items
    return end.format(reduce(middle.format, before), last)


def format_hours(opening: OpeningHours, profile: LanguageProfile, region: Region) -> tuple[str, str]:
    """Opening hours, days and times apart: "Monday – Friday", "8:00 AM – 5:00 PM".

    The clock counts as readers of the language do in the region, and not by
    the region's habit alone: day periods of a language that counts to
    twenty-four are words that nobody uses.
    """
    locale = _locale(profile, region)
    first, last = (_weekday(day, profile, locale) for day in (opening.first_day, opening.last_day))
    days = first if opening.first_day == opening.last_day else f"{first} – {last}"
    return days, _in_digits(_interval(opening, locale, twelve=_counts_to_twelve(profile, locale)), profile)


def format_appointment(day: date, at: time | None, profile: LanguageProfile, region: Region) -> tuple[str, ...]:
    """The day of the week, the date and the time of *day*, apart: "Tuesday", "December 1, 2026", "2:30 PM".

    The day of the week is left out where a language has none but English ones.
    """
    locale = _locale(profile, region)
    borrowed = locale.language == SOURCE_LANGUAGE != profile.language.tag.partition("-")[0]
    weekday = () if borrowed and not profile.weekdays else (_weekday(day.weekday(), profile, locale),)
    clock = () if at is None else (_in_digits(_clock(at, profile, locale), profile),)
    return *weekday, format_date(day, profile, region), *clock


def _clock(at: time, profile: LanguageProfile, locale: Locale) -> str:
    skeleton = "hm" if _counts_to_twelve(profile, locale) else "Hm"
    try:
        return dates.format_skeleton(skeleton, datetime.combine(_A_MONDAY, at), locale=locale)
    except NotImplementedError:  # see _interval
        return dates.format_skeleton("Hm", datetime.combine(_A_MONDAY, at), locale=locale)


def _counts_to_twelve(profile: LanguageProfile, locale: Locale) -> bool:
    return profile.clock == 12 if profile.clock else "h" in locale.time_formats["short"].pattern


def _interval(opening: OpeningHours, locale: Locale, *, twelve: bool) -> str:
    """The hours from one time to another; on a clock of twenty-four where Babel lacks the words for parts of a day."""
    try:
        return dates.format_interval(opening.opens, opening.closes, "hm" if twelve else "Hm", locale=locale)
    except NotImplementedError:  # CLDR's flexible day periods ("B"), in zh-Hant
        return dates.format_interval(opening.opens, opening.closes, "Hm", locale=locale)


def localized_digits(profile: LanguageProfile) -> str:
    """The ten digits that the language prints, from zero to nine."""
    zero = ord(NUMBERING_SYSTEMS[profile.digits])
    return "".join(map(chr, range(zero, zero + 10)))


@lru_cache(maxsize=512)
def _locale(profile: LanguageProfile, region: Region | None = None) -> Locale:
    """CLDR's locale of the language, as the region writes it where CLDR knows that.

    Raises:
        HandoutError: if CLDR lacks the language.
    """
    names = (f"{profile.locale}_{region.code}",) if region else ()
    for name in (*names, profile.locale):
        try:
            return Locale.parse(name)
        except (ValueError, UnknownLocaleError):
            continue
    what, hint = (
        f"locale “{profile.locale}” is not one that CLDR knows",
        'write a related one, such as "fa_AF" for Dari',
    )
    place = f"locales/{profile.language.tag}/language.toml"
    raise HandoutError([Problem(place, 0, what, hint, ExitCode.TRANSLATION)])


def _weekday(day: int, profile: LanguageProfile, locale: Locale) -> str:
    if profile.weekdays:
        return profile.weekdays[day]
    return dates.format_date(_A_MONDAY + timedelta(days=day), "EEEE", locale=locale)


def _in_digits(text: str, profile: LanguageProfile) -> str:
    return text.translate(str.maketrans("0123456789", localized_digits(profile)))
