"""Preflight finds nothing in our sheets, and names each thing that is broken in them on purpose."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace

import pytest
from conftest import DESIGNS, LANGUAGES, TOPIC, WHEN, Sheet, Sheets
from every_sheet import measure
from mutations import BYTES, MUTATIONS, Mutation, rewritten

from press.build import Job, Press
from press.places import Library, find_library
from press.preflight import RULES, preflight
from press.problems import ExitCode, HandoutError, RefusedError


def _good(sheet: Sheets, name: str) -> Sheet:
    return sheet(name)


def _rules(data: bytes, one: Sheet | None = None) -> set[str]:
    return {finding.rule for finding in preflight(data, *([one.document] if one else []))}


@pytest.mark.parametrize("name", ["en", "ar"])
def test_a_good_sheet_that_is_written_anew_is_still_good(sheet: Sheets, name: str) -> None:
    one = _good(sheet, name)
    assert preflight(one.made.data, one.document) == ()
    assert preflight(rewritten(one.made.data), one.document) == ()


@pytest.mark.parametrize("mutation", MUTATIONS, ids=str)
def test_each_fault_is_named(sheet: Sheets, mutation: Mutation) -> None:
    one = _good(sheet, mutation.sheet)
    broken = rewritten(one.made.data, mutation.change, locked=mutation.encryption)
    found = _rules(broken, one if mutation.written else None)
    assert mutation.rule in found, sorted(found)


@pytest.mark.parametrize(("rule", "change"), BYTES, ids=[rule for rule, _ in BYTES])
def test_each_fault_of_bytes_is_named(sheet: Sheets, rule: str, change: Callable[[bytes], bytes]) -> None:
    data = sheet("en").made.data
    assert change(data) != data
    assert rule in _rules(change(data))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_without_a_finding(sheet: Sheets, language: str) -> None:
    """One design alone and another with English beside it, in turn; `tests/every_sheet.py` takes all of them."""
    turn = LANGUAGES.index(language)
    for design, beside in ((turn, ""), (turn + 1 + turn // 4, "en" if language != "en" else "es")):
        one = sheet(language, design=DESIGNS[design % 4], beside=beside)
        assert preflight(one.made.data, one.document) == ()


def _begun() -> list[tuple[str, str]]:
    """The newer topics, each with the languages that somebody has translated it into."""
    press = Press(find_library())
    topics = [topic for topic in press.library.topics() if topic != TOPIC]
    return [(topic, language) for topic in topics for language in LANGUAGES if press.begun(topic, language)]


@pytest.mark.parametrize(("topic", "language"), _begun())
def test_every_topic_is_without_a_finding(press: Press, topic: str, language: str) -> None:
    """PDFium sees blanks where some letters of a word meet in its own way: who words a sheet must be told."""
    made = press.make(Job(topic, language, press.library.clinics / "example", WHEN, preflight=True))
    assert made.pages >= 2


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler-utils are not installed")
@pytest.mark.poppler
@pytest.mark.parametrize("language", ["en", "ar", "hi", "km", "zh-Hans"])
def test_each_element_is_read_back_by_pdfium_and_by_poppler(language: str) -> None:
    """Where Poppler cannot be right, `every_sheet.measure` shows that it is Poppler."""
    for beside in ("", "es"):
        count = measure(language, "standard", beside)
        assert count.pdfium == count.elements > 80
        assert count.left == 0
        assert count.bare + count.painted == count.elements


def test_every_rule_can_fail() -> None:
    """A rule that no broken file shows would be a rule that nobody knows to work."""
    assert {mutation.rule for mutation in MUTATIONS} | {rule for rule, _ in BYTES} == set(RULES)


def test_there_are_many_ways_to_break_a_sheet() -> None:
    names = [str(mutation) for mutation in MUTATIONS]
    assert len(names) == len(set(names)) >= 100


@pytest.mark.parametrize("data", [b"", b"no PDF", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF\n", b"\0" * 5000])
def test_what_is_no_pdf_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(RefusedError) as raised:
        preflight(data)
    assert raised.value.what
    assert raised.value.hint


def test_a_sheet_with_a_finding_is_not_handed_over(
    sheet: Sheets, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = replace(sheet("en").made.job, preflight=True)
    assert Press(library).make(job).data == sheet("en").made.data
    other = sheet("es").made.data
    monkeypatch.setattr("press.build.write_pdf", lambda story, when: other)
    with pytest.raises(HandoutError) as raised:
        Press(library).make(job)
    assert raised.value.exit_code is ExitCode.CHECKS_FAILED
    assert "is missing, or says something else" in str(raised.value)
