"""A mended slip of the English keeps its translations; a changed meaning keeps none, however alike the texts are."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_library import DAY, TOPIC, Workshop, workshop

from press.catalogs import SourceMessage, read_catalog, refusal, source_messages, update_catalog, words_in
from press.catalogs.gate import read_po
from press.places import find_library
from press.problems import ExitCode

__all__ = ["workshop"]

KNOWN = words_in(message.text for messages in source_messages(find_library()).values() for message in messages)

SLIPS = [
    ("A problem in **chromosoms** (they carry our genes).", "A problem in **chromosomes** (they carry our genes)."),
    ("Half of the earyl losses.", "Half of the early losses."),
    ("You have a infection.", "You have an infection."),
    ("A miscarrage is not your fault.", "A miscarriage is not your fault."),
    ("You will recieve a letter.", "You will receive a letter."),
    ("Talk with teh midwife.", "Talk with the midwife."),
    ("Signs of early labour.", "Signs of early labor."),
    ("Bring the the letter.", "Bring the letter."),
    ("Call if you have fever.", "Call if you have a fever."),
    ("Bring an letter.", "Bring a letter."),
    ("Sit up and, lean forward.", "Sit up, and lean forward."),
    ("sit up and lean forward", "Sit up and lean forward."),
    ("The doctor's letter.", "The doctor’s letter."),
    ("It is safe – as a rule.", "It is safe — as a rule."),
    ("Ask your  team about it [@a].", "Ask your team about it. [@a]"),
    ("Nobody casued it. [@a]", "Nobody caused it. [@a]"),
    ("Call {phone_24h} if you are not certian.", "Call {phone_24h} if you are not certain."),
]  # fmt: skip

DANGERS = [
    ("Take 5 mg a day.", "Take 50 mg a day."),
    ("Take 5 mg a day.", "Take 5 mcg a day."),
    ("Take 1.5 tablets.", "Take 15 tablets."),
    ("Take 10-12 tablets.", "Take 10, 12 tablets."),
    ("5 % of women", "5 of women"),
    ("Wait 6 to 12 days.", "Wait 6 too 12 days."),
    ("Take it for three days.", "Take it for there days."),
    ("Take two tablets.", "Take ten tablets."),
    ("Take it once a day.", "Take it twice a day."),
    ("Take it every other day.", "Take it every day."),
    ("Take it before meals.", "Take it after meals."),
    ("Call within the first hour.", "Call within the first hours."),
    ("You may have sex.", "You may not have sex."),
    ("You may have sex.", "You must have sex."),
    ("You can stop it.", "You can’t stop it."),
    ("You cant stop it.", "You can't stop it."),
    ("Call now.", "Call not."),
    ("No, sex is safe.", "No sex is safe."),
    ("Stop. Taking it is safe.", "Stop taking it is safe."),
    ("Call us if it bleeds, only then come.", "Call us if it bleeds only, then come."),
    ("Nobody caused it.", "Somebody caused it."),
    ("Avoid sex if you bleed.", "Sex if you bleed."),
    ("It is safe.", "It is unsafe."),
    ("in symptomatic people", "in asymptomatic people"),
    ("This is typical.", "This is atypical."),
    ("You have hypertension.", "You have hypotension."),
    ("Increase the dose.", "Decrease the dose."),
    ("pain on your left side", "pain on your right side"),
    ("heavy bleeding", "light bleeding"),
    ("fainting, or feeling faint", "fainting, or falling faint"),
    ("no bleeding or pain", "no pain or bleeding"),
    ("Is it safe?", "It is safe."),
    ("Is it safe?", "Is it safe."),
    ("fever (or chills)", "fever or chills"),
    ("Call {clinic_phone}.", "Call {emergency_number}."),
    ("Most are healthy. [@a]", "Most are healthy. [@b]"),
    ("Most are healthy. [@a] Few are ill.", "Most are healthy. Few are ill. [@a]"),
    ("You **may** call us.", "You may **call** us."),
    ("You **may** call us.", "You may call us."),
    ("Take it orally.", "Take it aurally."),
    ("Tell your partner.", "Tell your parents."),
    ("pain at the tip of your shoulder", "pain at the top of your shoulder"),
    ("Rest a bit.", "Rest a bet."),
]


@pytest.mark.parametrize(("old", "new"), SLIPS)
def test_a_mended_slip_keeps_its_translations(old: str, new: str) -> None:
    assert refusal(old, new, frozenset()) == ""


@pytest.mark.parametrize(("old", "new"), DANGERS)
def test_a_meaning_that_may_have_moved_keeps_no_translation(old: str, new: str) -> None:
    assert refusal(old, new, KNOWN)
    assert refusal(new, old, KNOWN)


@pytest.mark.parametrize(("old", "new"), DANGERS)
def test_no_update_shows_an_old_translation_for_a_changed_meaning(old: str, new: str, tmp_path: Path) -> None:
    path, spanish = tmp_path / "x.po", find_library().language("es")
    update_catalog(path, (SourceMessage("about", old),), spanish)
    empty = path.read_text(encoding="utf-8")
    path.write_text(empty.removesuffix('""\n') + '"viejo"\n', encoding="utf-8")
    assert read_catalog(path, "es")["about", old].text == "viejo"
    update_catalog(path, (SourceMessage("about", new),), spanish)
    _, entry, obsolete = read_po(path, "es")
    assert (entry.text, entry.forms, entry.flags) == (new, ("",), SourceMessage("about", new).flags)
    assert dict(entry.previous)["msgid"] == old
    assert (obsolete.obsolete, obsolete.forms) == (True, ("viejo",))


def test_a_word_that_other_texts_use_was_no_slip() -> None:
    assert refusal("Take a condom.", "Take a condoms.", frozenset()) == ""
    assert "it was no slip" in refusal("Take a condom.", "Take a condoms.", frozenset({"condom"}))


# the command

OLD, NEW = (
    "Tell your team about any bleding",
    "Tell your team about any bleeding",
)  # as the files of translators have it
FILE = f"handouts/{TOPIC}/handout.md"


@pytest.fixture
def slipped(workshop: Workshop) -> Workshop:
    """A workshop where a slip of the English was mended in the topic, and stands in the files of translators still."""
    for path in workshop.library.glob(f"locales/*/LC_MESSAGES/{TOPIC}.po"):
        path.write_text(path.read_text(encoding="utf-8").replace(NEW, OLD), encoding="utf-8", newline="\n")
    return workshop


def _words(workshop: Workshop, tag: str) -> dict[tuple[str, str], str]:
    path = workshop.library / f"locales/{tag}/LC_MESSAGES/{TOPIC}.po"
    return {key: found.text for key, found in read_catalog(path, tag).items() if found.text}


def _key(workshop: Workshop, tag: str, beginning: str) -> str:
    return next((words for (_, text), words in _words(workshop, tag).items() if text.startswith(beginning)), "")


@pytest.mark.parametrize("updated_before", [False, True])
def test_translations_stay_in_each_language(slipped: Workshop, updated_before: bool) -> None:
    spanish = _key(slipped, "es", OLD)
    if updated_before:
        assert slipped.run("language", "update").exit_code == 0
        assert _key(slipped, "es", NEW) == ""
    done = slipped.run("language", "relabel", TOPIC, "--yes")
    assert done.exit_code == 0, done.stderr
    assert "next-steps: Tell your team about any bleding, pain" in done.stdout
    assert "stays in 4 languages: ar, es, hi, zh-Hans" in done.stdout
    assert "A signature ends where a word of the English changes" in done.stderr
    assert (_key(slipped, "es", NEW), _key(slipped, "es", OLD)) == (spanish, "")
    entries = read_po(slipped.library / f"locales/es/LC_MESSAGES/{TOPIC}.po", "es")
    assert not [entry for entry in entries if entry.obsolete or entry.previous or not any(entry.forms)]
    slipped.run("language", "update")
    assert slipped.run("language", "status", "--fail-under", "100").exit_code == 0
    assert slipped.run("language", "relabel", TOPIC).stderr.startswith("No translated text of this topic has changed")


def test_what_was_not_a_slip_is_named_and_the_slip_is_mended_all_the_same(slipped: Workshop) -> None:
    slipped.change(FILE, "6 to 12 days", "6 to 21 days")
    done = slipped.run("language", "relabel", TOPIC, "--yes")
    assert done.exit_code == ExitCode.CHECKS_FAILED
    assert f"library/{FILE}: about: " in done.stderr
    assert "a number or a unit changed (4 languages: ar, es, hi, zh-Hans)" in done.stderr
    assert "it must be translated anew" in done.stderr
    assert _key(slipped, "es", NEW)
    assert not _key(slipped, "es", "**Implantation**")


def test_a_dry_run_and_a_no_write_nothing(slipped: Workshop) -> None:
    before = {path: path.read_bytes() for path in slipped.library.glob("locales/**/*.po")}
    dry = slipped.run("language", "relabel", TOPIC, "--dry-run")
    assert (dry.exit_code, dry.stdout.count("stays in")) == (0, 1)
    no = slipped.run("language", "relabel", TOPIC, typed="n\n")
    assert no.exit_code == ExitCode.INTERRUPTED
    assert {path: path.read_bytes() for path in slipped.library.glob("locales/**/*.po")} == before
    assert slipped.run("language", "relabel", TOPIC, typed="y\n").exit_code == 0


def test_notes_and_flags_of_the_translator_stay_and_a_fresh_translation_is_left_alone(slipped: Workshop) -> None:
    name = f"locales/es/LC_MESSAGES/{TOPIC}.po"
    entry = f'msgctxt "next-steps"\nmsgid "{OLD}'
    slipped.change(name, entry, f"# ask Ana\n#, fuzzy, ignore-numbers\n{entry}")
    slipped.run("language", "update")
    arabic = f"locales/ar/LC_MESSAGES/{TOPIC}.po"
    text = (slipped.library / arabic).read_text(encoding="utf-8")
    start = text.index(f'msgid "{NEW}')
    slipped.write(arabic, text[:start] + text[start:].replace('msgstr ""', 'msgstr "anew [@jones2011]"', 1))
    done = slipped.run("language", "relabel", TOPIC, "--yes")
    assert "stays in 3 languages: es, hi, zh-Hans" in done.stdout
    kept = next(one for one in read_po(slipped.library / name, "es") if one.text.startswith(NEW))
    assert (kept.notes, kept.flags) == ((" ask Ana",), ("fuzzy", "ignore-numbers"))
    assert _key(slipped, "ar", NEW) == "anew [@jones2011]"


def test_a_signature_ends_with_the_word_that_was_mended(slipped: Workshop) -> None:
    slipped.change(FILE, NEW, OLD)
    signer = ("--name", "B. Example", "--qualification", "medical translator", "--date", DAY, "--yes")
    assert slipped.run("language", "sign", "es", TOPIC, *signer).exit_code == 0
    slipped.change(FILE, OLD, NEW)
    assert slipped.run("language", "relabel", TOPIC, "--yes").exit_code == 0
    assert "stale: B. Example" in slipped.run("language", "status", "es").stdout


def test_the_words_of_the_page_can_be_mended_too(workshop: Workshop) -> None:
    workshop.change("locales/es/LC_MESSAGES/interface.po", "My notes and questions", "My notes and qestions")
    done = workshop.run("language", "relabel", "interface", "--yes")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("interface: My notes and qestions\n  now: My notes and questions\n")


def test_a_topic_that_there_is_not(workshop: Workshop) -> None:
    done = workshop.run("language", "relabel", "sex-in-erly-pregnancy")
    assert done.exit_code == ExitCode.USAGE
    assert f"did you mean “{TOPIC}”?" in done.stderr


def test_a_broken_file_stops_it(slipped: Workshop) -> None:
    slipped.write(f"locales/es/LC_MESSAGES/{TOPIC}.po", 'msgid "x\n')
    done = slipped.run("language", "relabel", TOPIC, "--yes")
    assert done.exit_code == ExitCode.TRANSLATION
    assert _key(slipped, "ar", OLD)
