"""`handouts language check`, as a newcomer runs it: with a fault, with a typo, with an empty file."""

from __future__ import annotations

import json
from typing import Any

from cli_library import TOPIC, Workshop, workshop

from press.problems import ExitCode

__all__ = ["workshop"]

SPANISH = f"locales/es/LC_MESSAGES/{TOPIC}.po"
ENGLISH = "What you can do"


def _said(workshop: Workshop, translation: str, flags: str = "") -> None:
    """Write *translation* behind the heading of the last section."""
    text = (workshop.library / SPANISH).read_text(encoding="utf-8")
    before, behind = text.split(f'msgctxt "next-steps"\nmsgid "{ENGLISH}"\nmsgstr ', 1)
    rest = behind.split("\n", 1)[1]
    english = f'msgctxt "next-steps"\nmsgid "{ENGLISH}"\nmsgstr "{translation}"\n'
    (workshop.library / SPANISH).write_text(f"{before}{flags}{english}{rest}", encoding="utf-8")


def _json(workshop: Workshop, *tags: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(workshop.run("language", "check", *tags, "--json").stdout)
    return found


def test_a_sound_language_is_told_in_one_line(workshop: Workshop) -> None:
    done = workshop.run("language", "check", "es")
    assert (done.exit_code, done.stdout) == (0, "es: 71 messages, 0 errors, 0 warnings\n")


def test_a_warning_is_told_and_stops_nothing(workshop: Workshop) -> None:
    _said(workshop, "No puede hacer nada")
    done = workshop.run("language", "check", "es")
    assert done.exit_code == 0
    assert "es: 71 messages, 0 errors, 1 warning\n" in done.stdout
    assert f"{TOPIC}.po:" in done.stdout
    assert f"warning negation: next-steps: “{ENGLISH}”: “no” denies, and the English does not\n    → " in done.stdout
    assert workshop.run("check", TOPIC).exit_code == 0


def test_an_error_stops_the_check_and_the_build(workshop: Workshop) -> None:
    _said(workshop, "What you can do ahora")
    done = workshop.run("language", "check", "es")
    assert done.exit_code == ExitCode.CHECKS_FAILED
    assert "error left_over: next-steps:" in done.stdout
    assert workshop.run("check", TOPIC).exit_code == ExitCode.CHECKS_FAILED
    built = workshop.build("--language", "es")
    assert built.exit_code == ExitCode.TRANSLATION
    assert "English stands in it" in built.stderr


def test_a_flag_needs_its_reason(workshop: Workshop) -> None:
    _said(workshop, "No puede hacer nada", "#, ignore-negation\n")
    done = workshop.run("language", "check", "es")
    assert done.exit_code == ExitCode.CHECKS_FAILED
    assert "error flags: next-steps:" in done.stdout
    assert "ignore-negation has no reason" in done.stdout
    assert workshop.build("--language", "es").exit_code == ExitCode.TRANSLATION


def test_a_flag_with_its_reason_silences_the_check(workshop: Workshop) -> None:
    _said(workshop, "No puede hacer nada", "# ignore-negation: only for this test\n#, ignore-negation\n")
    assert workshop.run("language", "check", "es").stdout == "es: 71 messages, 0 errors, 0 warnings\n"


def test_a_program_reads_json(workshop: Workshop) -> None:
    _said(workshop, "No puede hacer nada")
    found = _json(workshop, "es", "hi")
    assert [(one["language"], len(one["findings"])) for one in found["languages"]] == [("es", 1), ("hi", 0)]
    finding = found["languages"][0]["findings"][0]
    assert (finding["check"], finding["severity"], finding["context"]) == ("negation", "warning", "next-steps")
    assert finding["line"] > 1
    assert found["exit_code"] == 0


def test_a_typo_is_answered_with_the_tag(workshop: Workshop) -> None:
    done = workshop.run("language", "check", "Spanish")
    assert done.exit_code == ExitCode.USAGE
    assert "did you mean “es”?" in done.stderr


def test_english_is_no_translation(workshop: Workshop) -> None:
    done = workshop.run("language", "check", "en")
    assert done.exit_code == ExitCode.USAGE
    assert "handouts check" in done.stderr


def test_an_empty_and_a_broken_file_are_told(workshop: Workshop) -> None:
    (workshop.library / SPANISH).write_bytes(b"")
    done = workshop.run("language", "check", "es")
    assert done.exit_code == 0
    assert done.stdout == "es: 26 messages, 0 errors, 0 warnings\n"
    (workshop.library / SPANISH).write_text("msgid\n", encoding="utf-8")
    (workshop.library / "locales/hi/meaning.toml").write_text("negation = 1\n", encoding="utf-8")
    done = workshop.run("language", "check", "es", "hi")
    assert done.exit_code == ExitCode.TRANSLATION
    assert "the words are not in quotation marks" in done.stdout
    assert "negation is wrong" in done.stdout


def test_what_a_language_does_not_say_is_told(workshop: Workshop) -> None:
    for name in ("meaning.toml", "glossary.toml"):
        (workshop.library / "locales" / "es" / name).unlink()
    done = workshop.run("language", "check", "es")
    assert done.exit_code == 0
    assert "note: locales/es/meaning.toml does not say how it says no, may and must: not checked" in done.stdout
    assert "note: locales/es/glossary.toml holds no terms: not checked" in done.stdout
