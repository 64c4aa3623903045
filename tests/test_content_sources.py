"""sources.yaml is read as text alone, and every fault has its line and a hint."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_topic import SOURCES, problems, topic

from press.content.reading import Faults
from press.content.sources import read_sources

BROKEN = [
    ("- id: roe", "- id: Roe", "“Roe” cannot be cited"),
    ("- id: roe", "- id: doe2020", "there are two sources “doe2020”"),
    ("- id: roe\n  type", "- type", "the key “id” is missing"),
    ("type: webpage", "type: web-page", "“web-page” is no type of source"),
    ("title: Noses\n", "titel: Noses\n", "there is no key “titel”"),
    ("  title: Noses\n", "", "the key “title” is missing"),
    ("title: Noses\n", "title: Noses: more\n", "a second colon"),
    ("  title: Noses\n", "    title: Noses\n", "indented more than those before"),
    ("- id: roe\n  type", "- id: roe\n    type", "indented more than those before"),
    ("issued: n.d.", "issued: in press", "“in press” is not a year"),
    ("issued: n.d.", "issued: 20211", "“20211” is not a year"),
    ("  issued: n.d.\n", "", "the key “issued” is missing"),
    ("checked: secondary", "checked: yes", "“yes” does not say how"),
    ("  checked: secondary\n", "", "the key “checked” is missing"),
    ("URL: https://nose.example/page", "URL: nose.example", "not an address of the web"),
    ("URL: https://nose.example/page", "URL: javascript:alert(1)", "not an address of the web"),
    ("URL: https://nose.example/page", "URL: file:///etc/passwd", "not an address of the web"),
    ("URL: https://nose.example/page", "URL: https://me:secret@nose.example/", "a name or a password"),
    ("URL: https://nose.example/page", 'URL: "https://[nose"', "not an address"),
    ("DOI: 10.1234/nose.1", "DOI: https://doi.org/10.1234/nose.1", "is not a DOI"),
    ("URL: https://nose.example/page", "accessed: today", "this is not a date"),
    ("author: [{literal: Royal Nose Society}]", "author: Royal Nose Society", "“author” should be a list"),
    ("author: [{literal: Royal Nose Society}]", "author: [Royal Nose Society]", "“author” should be a group of keys"),
    ("author: [{literal: Royal Nose Society}]", "author: [{given: Jo}]", "this is no name"),
    ("author: [{literal: Royal Nose Society}]", "author: [{name: Jo, literal: Jo}]", "no key “author.name”"),
    ("- id: roe", "- nothing\n- id: roe", "this is no source"),
]


@pytest.mark.parametrize(("old", "new", "what"), BROKEN)
def test_a_broken_source(tmp_path: Path, old: str, new: str, what: str) -> None:
    found = [problem for problem in problems(tmp_path, (old, new)) if what in problem.what]
    assert found, problems(tmp_path, (old, new))
    line = SOURCES[: SOURCES.index(old)].count("\n") + 1
    entry = SOURCES[: SOURCES.index("- id: roe")].count("\n") + 1
    assert found[0].line == entry if "is missing" in what else line <= found[0].line <= line + 1
    assert found[0].place.endswith("sources.yaml")
    assert found[0].hint


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "id: roe\n", "roe\n"])
def test_a_file_without_a_list(text: str) -> None:
    faults = Faults("sources.yaml")
    assert read_sources(text, faults) == ()
    assert [problem.what for problem in faults.found] == ["this file holds no list of sources"]


@pytest.mark.parametrize("text", ["No", "1.10", "0x10", "1e3", "~", "yes", "null", "2026-01-01", "12:30:00", "010"])
def test_yaml_resolves_nothing(tmp_path: Path, text: str) -> None:
    assert topic(tmp_path, ("title: Noses\n", f"title: {text}\n")).sources[1].title == text


@pytest.mark.parametrize(
    ("given", "initials"),
    [("Jean-Luc", "JL"), ("AB", "AB"), ("A. B.", "AB"), ("A.B.", "AB"), ("maria del carmen", "MDC"), ("Ö", "Ö")],
)
def test_given_names_become_initials(tmp_path: Path, given: str, initials: str) -> None:
    handout = topic(tmp_path, ("given: Jean-Luc", f"given: {given}"))
    assert handout.sources[0].authors[0] == f"Doe {initials}"


def test_the_keys_of_a_group_are_offered_for_it(tmp_path: Path) -> None:
    found = problems(tmp_path, ("{family: Doe, given: Jean-Luc}", "{familiy: Doe, given: Jean-Luc}"))
    assert "did you mean “family”?" in [problem.hint for problem in found]


def test_nesting_ends_before_it_costs_time() -> None:
    faults = Faults("sources.yaml")
    assert read_sources("[" * 200_000, faults) == ()
    assert [problem.what for problem in faults.found] == ["lists and keys are nested too deeply here"]


PIECES = st.sampled_from(
    ["- ", "id: ", "type: ", ": ", "\n", "\n  ", "[", "]", "{", "}", ",", "#", " # ", "&a ", "*a", "!t "]
)
MORE_PIECES = st.sampled_from(
    ["? ", "|", ">", '"', "'", "---\n", "...\n", "%", "@", "`", "<<", "x", "a: b", "\\", "\n\n", "~"]
)


@settings(deadline=None)
@given(st.lists(st.one_of(PIECES, MORE_PIECES), max_size=25).map("".join))
def test_any_text_is_sources_or_faults(text: str) -> None:
    faults = Faults("sources.yaml")
    assert read_sources(text, faults) or faults.found or text.strip() == "[]"
