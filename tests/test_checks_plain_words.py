"""English that is too hard is named with its grade, its sentence and its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_topic import HANDOUT, topic

from press.checks.plain_words import check_plain_words
from press.content import read_handout
from press.places import find_library
from press.problems import Problem

HARD = "The administration of prophylactic medication necessitates individualized consideration. [@roe]"
LONG = f"Nobody knows {'and knows ' * 13}why."


def found(root: Path, *changes: tuple[str, str]) -> list[Problem]:
    return list(check_plain_words(topic(root, *changes)))


def test_a_sound_topic_passes(tmp_path: Path) -> None:
    assert found(tmp_path) == []


@pytest.mark.parametrize("name", find_library().topics())
def test_our_own_topics_are_plain(name: str) -> None:
    assert list(check_plain_words(read_handout(find_library().handouts / name))) == []


def test_a_section_that_is_too_hard(tmp_path: Path) -> None:
    problems = found(tmp_path, ("Nobody knows why some people have more of them.", HARD))
    hard = [problem for problem in problems if "“unknowns” reads at grade" in problem.what]
    assert len(hard) == 1
    assert hard[0].line == HANDOUT[: HANDOUT.index("## What is not known")].count("\n") + 1


def test_a_sentence_that_is_too_long(tmp_path: Path) -> None:
    problems = found(tmp_path, ("Nobody knows why some people have more of them.", LONG))
    assert [problem.what for problem in problems if "has 29 words" in problem.what] == [
        "a sentence has 29 words; the most is 25: “Nobody knows and knows and knows …”"
    ]


def test_a_text_that_is_too_hard_as_a_whole(tmp_path: Path) -> None:
    many = " ".join([HARD.removesuffix(" [@roe]")] * 8)
    whats = [problem.what for problem in found(tmp_path, ("Nobody knows why some people have more of them.", many))]
    assert any(what.startswith("the text reads at grade") for what in whats)


def test_sentences_that_are_too_long_on_average(tmp_path: Path) -> None:
    many = " ".join(["We do not know if this or that or both or none of it is what makes it so now."] * 20)
    whats = [problem.what for problem in found(tmp_path, ("Nobody knows why some people have more of them.", many))]
    assert any("words on average; the most is 15" in what for what in whats)
