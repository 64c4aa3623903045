"""A topic in one language: whole, or refused with the name of every message that stands in the way."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
import small_topic

from press.catalogs import Catalog, SourceMessage, Translation, interface_messages, read_catalog
from press.content import read_handout
from press.content.inline import Citation, Fact, Placeholder, Words
from press.content.model import Handout
from press.design.hours import opening_hours
from press.document import Direction, Language
from press.localize import (
    Localized,
    LocalizedHandout,
    Translations,
    format_date,
    format_hours,
    format_list,
    format_number,
    localize,
    localized_digits,
)
from press.meaning import bare_rules, check_message
from press.places import NUMBERING_SYSTEMS, LanguageProfile, Region, find_library
from press.problems import ExitCode, HandoutError

LIBRARY = find_library()
ENGLISH, SPANISH, ARABIC = (LIBRARY.language(tag) for tag in ("en", "es", "ar"))
US, GB = LIBRARY.region("US"), LIBRARY.region("GB")
TRANSLATED = [
    (topic, tag)
    for topic in LIBRARY.topics()
    for tag in LIBRARY.languages()
    if tag == "en" or read_catalog(LIBRARY.catalog(tag, topic), tag).begun
]
INTERFACE = (SourceMessage("", "Sources"), SourceMessage("", "Call {phone}"))
WEEKS = "A **miscarriage** is the loss of a pregnancy before {miscarriage_weeks} weeks. [@roe]"


@pytest.fixture
def handout(tmp_path: Path) -> Handout:
    return small_topic.topic(tmp_path, ("Not often. [@roe] Call {phone_24h} if you are not sure.", WEEKS))


def _catalogs(handout: Handout, change: Callable[[str], Translation | None] | None = None) -> Translations:
    """A “Spanish” that keeps every message as it is, but for what *change* makes of it."""
    change = change or Translation

    def catalog(name: str, keys: list[tuple[str, str]]) -> Catalog:
        found = {key: change(key[1]) for key in keys}
        entries = {
            key: replace(translation, line=line)
            for line, (key, translation) in enumerate(found.items(), start=10)
            if translation is not None
        }
        return Catalog(Path(f"{name}.po"), "es", entries)

    topic = catalog("nosebleed", [(message.context, message.text) for message in handout.messages()])
    return Translations(INTERFACE, topic, catalog("interface", [message.key for message in INTERFACE]))


def _all(localized: LocalizedHandout) -> list[Localized]:
    found = [localized.title]
    for section in localized.sections:
        found.append(section.heading)
        for block in section.blocks:
            match block.kind:
                case "paragraph":
                    found.append(block.message)
                case "items":
                    found += block.messages
                case "question":
                    found.append(block.heading)
                    found += [one.message for one in block.answer if one.kind == "paragraph"]
    return found


def test_english_needs_no_catalog(handout: Handout) -> None:
    localized = localize(handout, ENGLISH, US, Translations(INTERFACE))
    assert [one.source for one in _all(localized)] == [message.text for message in handout.messages()]
    assert not any(one.missing for one in _all(localized))
    assert localized.interface["Call {phone}"].parts == (Words("Call "), Placeholder("phone"))
    assert localized.missing == ()


@pytest.mark.parametrize(("region", "weeks"), [(US, "20"), (GB, "24")])
def test_the_facts_of_the_region_are_filled_in(handout: Handout, region: Region, weeks: str) -> None:
    localized = localize(handout, ENGLISH, region, Translations(INTERFACE))
    answer = next(one for one in _all(localized) if one.source == WEEKS)
    assert answer.parts == (
        Words("A "),
        Words("miscarriage", strong=True),
        Words(" is the loss of a pregnancy before "),
        Fact(weeks),
        Words(" weeks."),
        Citation(("roe",)),
    )


def test_a_translation_takes_the_place_of_the_english(handout: Handout) -> None:
    localized = localize(handout, SPANISH, US, _catalogs(handout, lambda text: Translation(f"{text} sí")))
    assert all(one.language == Language("es") and not one.missing for one in _all(localized))
    assert localized.title.parts == (Words("Nosebleeds: what to do sí"),)
    assert localized.interface["Sources"].parts == (Words("Sources sí"),)


def test_a_localized_handout_travels_to_a_worker_process(handout: Handout) -> None:
    localized = localize(handout, SPANISH, US, _catalogs(handout))
    assert pickle.loads(pickle.dumps(localized)) == localized  # noqa: S301 - our own value


@dataclass(frozen=True)
class _Refused:
    change: Callable[[str], Translation | None]
    told: str


REFUSED = {
    "fuzzy": _Refused(lambda text: Translation(text, fuzzy=True), "is marked fuzzy"),
    "leading blank": _Refused(lambda text: Translation(f" {text}"), "begins or ends with a blank"),
    "line break": _Refused(lambda text: Translation(f"a\n{text}"), "holds a line break"),
    "open bold": _Refused(lambda text: Translation(f"{text} **"), "a ** has no partner"),
    "extra bold": _Refused(lambda text: Translation(f"{text} **x**"), "in **bold**"),
    "extra placeholder": _Refused(lambda text: Translation(f"{text} {{clinic_name}}"), "{clinic_name} does not stand"),
    "extra source": _Refused(lambda text: Translation(f"{text} [@doe2020]"), "[@doe2020] is one too many"),
    "broken placeholder": _Refused(lambda text: Translation(f"{text} {{ phone }}"), "a { that would print"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_every_message_that_stands_in_the_way_is_named_with_its_line(handout: Handout, name: str) -> None:
    refused = REFUSED[name]
    with pytest.raises(HandoutError) as caught:
        localize(handout, SPANISH, US, _catalogs(handout, refused.change))
    assert caught.value.exit_code is ExitCode.TRANSLATION
    told = [problem for problem in caught.value.problems if refused.told in problem.what]
    assert len({problem.what for problem in told}) == len(list(handout.messages())) + len(INTERFACE)
    lines = {problem.line for problem in told if problem.place == "nosebleed.po"}
    assert lines == set(range(10, 10 + len(list(handout.messages()))))
    assert all(problem.hint for problem in caught.value.problems)


@pytest.mark.parametrize("nothing", [None, Translation(""), Translation(" \n")], ids=["missing", "empty", "blank"])
def test_what_is_not_translated_is_named_and_all_of_it_in_one_sentence(
    handout: Handout, nothing: Translation | None
) -> None:
    first = handout.title.text
    with pytest.raises(HandoutError, match="is not translated") as caught:
        localize(handout, SPANISH, US, _catalogs(handout, lambda text: Translation(text) if text == first else nothing))
    assert len(caught.value.problems) == len(list(handout.messages())) - 1 + len(INTERFACE)
    with pytest.raises(HandoutError, match="nothing of nosebleed is translated into Spanish yet") as caught:
        localize(handout, SPANISH, US, _catalogs(handout, lambda text: nothing))
    assert len(caught.value.problems) == 1


RULES = bare_rules(SPANISH)
ALTERED = [
    ("Call {phone_24h}", "Llame", "{phone_24h} is missing"),
    ("Call {phone_24h}", "Llame {phone}", "{phone} does not stand in the English"),
    ("Rest. [@roe]", "Descanse.", "[@roe] is missing"),
    ("Rest. [@roe] Eat. [@roe]", "Descanse. [@roe] Coma.", "[@roe] is missing"),
    ("Rest. [@roe; @doe]", "Descanse. [@roe]", "[@doe] is missing"),
    ("Rest. [@roe]", "Descanse. [@poe]", "[@poe] is one too many"),
    ("Rest. [@roe]", "Descanse. [@Roe]", "a [@ that would print"),
    ("Rest. [@roe]", "[@roe]", "holds no words"),
    ("You **may** rest", "Puede descansar", "0 pieces in **bold**, where the English has 1"),
    ("You may rest", "*Puede* descansar", "a * that would print"),
    ("Take 5 mg", "Tome 50 mg", "the number 5 mg is missing or changed; the translation has: 50 mg"),
    ("Take 5 mg", "Tome", "the translation has: none"),
]
UNALTERED = [
    ("Rest. [@roe; @doe] Eat.", "Coma. [@doe] Descanse. [@roe]"),
    ("You **may** rest {clinic_name}", "{clinic_name}: **puede** descansar"),
    ("**Call {phone_24h}** now", "Ahora: **{phone_24h}**"),
    ("before {miscarriage_weeks} weeks", "{miscarriage_weeks}周前"),
    ("a <b>", "un <b> & más"),
    ("Take 5 mg [@roe2020]", "Tome 5 mg [@roe2020]"),
    ("2 * 3 {", "3 * 2 {"),
]


@pytest.mark.parametrize(("source", "translation", "told"), ALTERED)
def test_what_was_altered_is_told(source: str, translation: str, told: str) -> None:
    assert any(told in one.what for one in check_message(source, Translation(translation), RULES))


@pytest.mark.parametrize(("source", "translation"), UNALTERED)
def test_what_keeps_its_parts_is_not_altered(source: str, translation: str) -> None:
    assert list(check_message(source, Translation(translation), RULES)) == []


def test_a_fuzzy_message_that_was_altered_is_told_for_both(handout: Handout) -> None:
    catalogs = _catalogs(handout, lambda text: Translation(f" {text}", fuzzy=True))
    with pytest.raises(HandoutError) as caught:
        localize(handout, SPANISH, US, catalogs)
    told = [problem.what for problem in caught.value.problems if "“Is it bad?”" in problem.what]
    assert len(told) == 2


@pytest.mark.parametrize(
    "change",
    [lambda text: None, lambda text: Translation(""), lambda text: Translation(" \n"), REFUSED["fuzzy"].change],
    ids=["missing", "empty", "blank", "fuzzy"],
)
def test_a_preview_sets_marked_english_for_what_is_missing(
    handout: Handout, change: Callable[[str], Translation | None]
) -> None:
    localized = localize(handout, ARABIC, US, _catalogs(handout, change), preview=True)
    assert all(one.missing and one.language == Language("en", Direction.LTR) for one in _all(localized))
    assert localized.missing == (
        *(message.text for message in handout.messages()),
        *(message.text for message in INTERFACE),
    )


def test_a_preview_marks_only_what_is_missing(handout: Handout) -> None:
    catalogs = _catalogs(handout, lambda text: None if text == "Is it bad?" else Translation(text))
    localized = localize(handout, ARABIC, US, catalogs, preview=True)
    assert [one.source for one in _all(localized) if one.missing] == ["Is it bad?"]
    assert localized.missing == ("Is it bad?",)


def test_a_preview_of_a_language_without_files_is_english_throughout(handout: Handout) -> None:
    localized = localize(handout, ARABIC, US, Translations(INTERFACE), preview=True)
    assert all(one.missing for one in (*_all(localized), *localized.interface.values()))


def test_a_language_without_files_is_refused(handout: Handout) -> None:
    with pytest.raises(HandoutError, match="nosebleed, ar: "):
        localize(handout, ARABIC, US, Translations(INTERFACE))


@pytest.mark.parametrize("name", sorted(REFUSED.keys() - {"missing", "empty", "blank", "fuzzy"}))
def test_no_preview_hides_what_was_altered(handout: Handout, name: str) -> None:
    with pytest.raises(HandoutError):
        localize(handout, SPANISH, US, _catalogs(handout, REFUSED[name].change), preview=True)


@pytest.mark.parametrize(("topic", "tag"), TRANSLATED, ids="-".join)
@pytest.mark.parametrize("region", [US, GB], ids=["US", "GB"])
def test_every_topic_that_ships_can_be_set_in_its_languages(topic: str, tag: str, region: Region) -> None:
    handout = read_handout(LIBRARY.handouts / topic)
    messages = interface_messages(LIBRARY.templates)
    names = (topic, "interface")
    catalogs = [None, None] if tag == "en" else [read_catalog(LIBRARY.catalog(tag, name), tag) for name in names]
    localized = localize(handout, LIBRARY.language(tag), region, Translations(messages, *catalogs))
    assert {one.language.tag for one in (*_all(localized), *localized.interface.values())} == {tag}


@pytest.mark.parametrize("tag", ["en", "es"])
def test_every_topic_ships_in_english_and_spanish(tag: str) -> None:
    assert [topic for topic, language in TRANSLATED if language == tag] == list(LIBRARY.topics())


def _profile(locale: str, digits: str = "latn") -> LanguageProfile:
    return replace(ENGLISH, locale=locale, digits=digits)


DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("profile", "written"),
    [
        (ENGLISH, "November 23, 2026"),
        (SPANISH, "23 de noviembre de 2026"),
        (ARABIC, "23 نوفمبر 2026"),
        (_profile("ar", "arab"), "٢٣ نوفمبر ٢٠٢٦"),
        (LIBRARY.language("zh-Hans"), "2026年11月23日"),
        (LIBRARY.language("hi"), "23 नवंबर 2026"),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(profile: LanguageProfile, written: str) -> None:
    assert format_date(DAY, profile) == written


def test_a_date_in_english_follows_the_region() -> None:
    assert [format_date(DAY, ENGLISH, region) for region in (US, GB)] == ["November 23, 2026", "23 November 2026"]


@pytest.mark.parametrize(
    ("profile", "written"),
    [
        (ENGLISH, "12,345"),
        (SPANISH, "12.345"),
        (ARABIC, "12,345"),
        (_profile("ar", "arab"), "١٢٬٣٤٥"),
        (_profile("hi", "deva"), "१२,३४५"),
    ],
)
def test_a_number_has_the_marks_and_digits_of_the_language(profile: LanguageProfile, written: str) -> None:
    assert format_number(12345, profile) == written


def test_a_list_reads_as_one_phrase() -> None:
    assert format_list(["2", "4", "7"], ENGLISH) == "2, 4, and 7"
    assert format_list(["2", "4", "7"], ARABIC) == "2 و4 و7"
    assert format_list(["2"], ENGLISH) == "2"
    assert format_list([], ENGLISH) == ""


@pytest.mark.parametrize("system", NUMBERING_SYSTEMS)
def test_the_ten_digits_count_from_zero_to_nine(system: str) -> None:
    digits = localized_digits(_profile("en", system))
    assert [int(digit) for digit in digits] == list(range(10))


WEEK = opening_hours("Mon-Fri 08:00-17:30")


@pytest.mark.parametrize(
    ("profile", "region", "written"),
    [
        (ENGLISH, US, ("Monday – Friday", "8:00\u202fAM\u2009–\u20095:30\u202fPM")),
        (ENGLISH, GB, ("Monday – Friday", "08:00–17:30")),
        (SPANISH, GB, ("lunes – viernes", "8:00–17:30")),
        (LIBRARY.language("zh-Hans"), US, ("星期一 – 星期五", "08:00–17:30")),
        (_profile("uk"), US, ("понеділок – пʼятниця", "08:00–17:30")),
        (_profile("ar", "arab"), GB, ("الاثنين – الجمعة", "٨:٠٠ ص\u2009–\u2009٥:٣٠ م")),
        (replace(_profile("am"), clock=24), US, ("ሰኞ – ዓርብ", "08:00–17:30")),
        (replace(ENGLISH, clock=12, weekdays=tuple("abcdefg")), GB, ("a – e", "8:00\u202fam\u2009–\u20095:30\u202fpm")),
    ],
)
def test_hours_follow_the_clock_of_the_readers(
    profile: LanguageProfile, region: Region, written: tuple[str, str]
) -> None:
    assert format_hours(WEEK, profile, region) == written


def test_what_a_language_says_of_itself_stands_instead_of_cldr() -> None:
    own = replace(
        _profile("ht"),
        months=tuple(f"m{number}" for number in range(1, 13)),
        date="{month} {day}, {year}",
        list=("{0}, {1}", "{0} ak {1}"),
    )
    assert format_date(DAY, own) == f"m{DAY.month} {DAY.day}, {DAY.year}"
    assert format_date(DAY, replace(own, months=())) == f"novembre {DAY.day}, {DAY.year}"
    assert format_date(DAY, replace(own, date="")) == f"{DAY.day} m{DAY.month} {DAY.year}"
    assert [format_list(list("2478")[:count], own) for count in range(5)] == [
        "",
        "2",
        "2 ak 4",
        "2, 4 ak 7",
        "2, 4, 7 ak 8",
    ]


@pytest.mark.parametrize("tag", LIBRARY.languages())
@pytest.mark.parametrize("region", [US, GB])
@pytest.mark.parametrize("hours", ["Mon-Fri 08:00-12:00", "Sat 13:30-17:30", "Sun 00:00-23:59"])
def test_every_language_says_every_hour(tag: str, region: Region, hours: str) -> None:
    days, times = format_hours(opening_hours(hours), LIBRARY.language(tag), region)
    assert days
    assert times.count("00") + times.count("30") + times.count("59") >= 2


def test_a_single_day_stands_alone() -> None:
    assert format_hours(opening_hours("Sat 08:00-12:00"), ENGLISH, GB)[0] == "Saturday"


def test_the_name_of_a_weekday_does_not_depend_on_what_was_asked_before() -> None:
    before = format_hours(WEEK, _profile("ko"), GB)
    for locale in ("ur", "fa", "fy", "my"):
        format_hours(WEEK, _profile(locale), GB)
    assert format_hours(WEEK, _profile("ko"), GB) == before
    assert before[0].startswith("월요일")


def test_a_language_that_cldr_lacks_is_told() -> None:
    with pytest.raises(HandoutError, match="is not one that CLDR knows") as caught:
        format_date(DAY, _profile("xx"))
    assert caught.value.exit_code is ExitCode.TRANSLATION
