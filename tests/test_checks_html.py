"""Tags of HTML in a text: named before they print."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_topic import topic

from press.checks.html import check_html
from press.content import read_handout
from press.places import find_library
from press.problems import ExitCode


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Do <b>not</b> wait.", ["<b>", "</b>"]),
        ("Wait.<br/>Then call.", ["<br/>"]),
        ('See <a href="https://a.example">this</a>.', ['<a href="https://a.example">', "</a>"]),
        ("Wait <!-- or not --> here.", ["<!-- or not -->"]),
        ("Call if your temperature is < 35 or > 39 degrees.", []),
    ],
)
def test_what_is_a_tag(tmp_path: Path, words: str, found: list[str]) -> None:
    handout = topic(tmp_path, ("Tell your team.", words))
    problems = list(check_html(handout))
    assert [one.what for one in problems] == [
        f"the text holds HTML, which prints as it stands: “{tag}”" for tag in found
    ]
    lines = {message.line for message in handout.messages() if message.text == words}
    assert {one.line for one in problems} == (lines if found else set())
    assert {one.cause for one in problems} <= {ExitCode.CHECKS_FAILED}


@pytest.mark.parametrize("name", find_library().topics())
def test_our_own_topics_hold_none(name: str) -> None:
    assert list(check_html(read_handout(find_library().handouts / name))) == []
