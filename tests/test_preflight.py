"""Preflight finds nothing in our sheets, and names each thing that is broken in them on purpose."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Sheet, Sheets
from mutations import BYTES, MUTATIONS, Mutation, rewritten

from press.preflight import RULES, preflight
from press.problems import RefusedError


def _good(sheet: Sheets, name: str) -> Sheet:
    return sheet(name)


def _rules(data: bytes, one: Sheet | None = None) -> set[str]:
    return {finding.rule for finding in preflight(data, one.document if one else None)}


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
