"""`handouts language status`: how far each topic is in each language, for people and for programs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from cli_library import DAY, TOPIC, Workshop, workshop

from press.problems import ExitCode

__all__ = ["workshop"]

SAFETY_TEXT = 'msgid "In an emergency"\nmsgstr '
SECOND = 'msgid "What to remember"\nmsgstr '
SIGNER = ("--name", "B. Example", "--qualification", "medical translator", "--date", DAY, "--yes")


def _rows(workshop: Workshop, *tags: str) -> dict[tuple[str, str], dict[str, Any]]:
    told = json.loads(workshop.run("language", "status", *tags, "--json").stdout)
    return {(row["language"], row["topic"]): row for row in told["languages"]}


def _empty(workshop: Workshop, catalog: str, before: str) -> None:
    """Take the words of the message that *before* ends with away."""
    path = workshop.library / "locales/es/LC_MESSAGES" / f"{catalog}.po"
    head, rest = path.read_text(encoding="utf-8").split(before)
    path.write_text(f'{head}{before}""\n{rest.split(chr(10), 1)[1]}', encoding="utf-8")


def test_what_is_whole_is_shown_as_a_table(workshop: Workshop) -> None:
    done = workshop.run("language", "status", "es", "ar")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1:6] == [
        "┃ Language ┃ Topic                  ┃ Translated ┃ Missing ┃ Fuzzy ┃ Safety ┃ Signed ┃",
        "┡━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━╇━━━━━━━╇━━━━━━━━╇━━━━━━━━┩",
        "│ es       │ sex-in-early-pregnancy │   45 of 45 │         │       │ whole  │ no     │",
        "│          │ interface              │   26 of 26 │         │       │ whole  │        │",
        "│ ar       │ sex-in-early-pregnancy │   45 of 45 │         │       │ whole  │ no     │",
    ]


def test_a_missing_message_is_counted_and_safety_is_told_apart(workshop: Workshop) -> None:
    _empty(workshop, TOPIC, SECOND)
    row = _rows(workshop)["es", TOPIC]
    assert (row["translated"], row["missing"], row["safety_complete"]) == (44, 1, True)
    _empty(workshop, "interface", SAFETY_TEXT)
    rows = _rows(workshop)
    assert not rows["es", TOPIC]["safety_complete"]  # each sheet has the words of the interface
    assert not rows["es", "interface"]["safety_complete"]
    assert rows["ar", TOPIC]["safety_complete"]
    lines = workshop.run("language", "status", "es", "--markdown").stdout.splitlines()
    assert lines[0] == "| Language | Topic | Translated | Missing | Fuzzy | Safety | Signed |"
    assert lines[2] == f"| es | {TOPIC} | 44 of 45 | 1 |  | 1 missing | no |"


def test_a_fuzzy_message_is_not_translated(workshop: Workshop) -> None:
    workshop.change(f"locales/es/LC_MESSAGES/{TOPIC}.po", '\nmsgctxt "title"', '\n#, fuzzy\nmsgctxt "title"')
    row = _rows(workshop, "es")["es", TOPIC]
    assert (row["translated"], row["fuzzy"], row["missing"]) == (44, 1, 0)


def test_a_language_that_nobody_has_begun_has_nothing(workshop: Workshop) -> None:
    assert workshop.run("language", "add", "nl").exit_code == 0
    row = _rows(workshop, "nl")["nl", TOPIC]
    assert (row["translated"], row["missing"], row["safety_complete"]) == (0, 45, False)
    (workshop.library / f"locales/nl/LC_MESSAGES/{TOPIC}.po").unlink()
    assert _rows(workshop, "nl")["nl", TOPIC] == row


def test_a_signature_holds_until_a_word_changes(workshop: Workshop) -> None:
    assert workshop.run("language", "sign", "es", TOPIC, *SIGNER).exit_code == 0
    row = _rows(workshop, "es")["es", TOPIC]
    assert (row["signed"], row["stale"]) == (["B. Example"], [])
    workshop.change(f"locales/es/LC_MESSAGES/{TOPIC}.po", "¿son seguras?", "¿es seguro?")
    row = _rows(workshop, "es")["es", TOPIC]
    assert (row["signed"], row["stale"]) == ([], ["B. Example"])
    assert "stale: B. Example" in workshop.run("language", "status", "es").stdout


@pytest.mark.parametrize(("percent", "code"), [("97", 0), ("97.7", 0), ("97.8", 1), ("100", 1)])
def test_ci_can_ask_for_a_share(workshop: Workshop, percent: str, code: int) -> None:
    _empty(workshop, TOPIC, SECOND)  # 44 of 45 are 97.78 %
    done = workshop.run("language", "status", "--fail-under", percent)
    assert done.exit_code == code
    assert done.stderr == (f"1 of 8 are below {percent} %.\n" if code else "")


def test_a_file_with_faults_is_named_and_the_others_are_counted(workshop: Workshop) -> None:
    workshop.write(f"locales/es/LC_MESSAGES/{TOPIC}.po", 'msgid "x\n')
    done = workshop.run("language", "status")
    assert done.exit_code == ExitCode.TRANSLATION
    assert "cannot be read" in done.stdout
    assert "45 of 45" in done.stdout
    assert f"{TOPIC}.po:1: the closing quotation mark is missing" in done.stderr
    told = json.loads(workshop.run("language", "status", "--json").stdout)
    assert told["exit_code"] == ExitCode.TRANSLATION


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["Spanish"], "did you mean “es”?"),
        (["xx"], "there is no language “xx”"),
        (["en"], "English is no translation"),
        (["--fail-under", "101"], "101"),
        (["--fail-under", "most"], "not a valid float"),
    ],
)
def test_what_cannot_be_counted(workshop: Workshop, words: list[str], says: str) -> None:
    done = workshop.run("language", "status", *words)
    assert (done.exit_code, done.stdout) == (ExitCode.USAGE, "")
    assert says in done.stderr
