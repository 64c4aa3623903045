"""A term of the glossary is used, and marked as explained where it first stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_topic import topic

from press.checks.glossary import check_glossary
from press.content import read_handout
from press.places import find_library


def whats(root: Path, *changes: tuple[str, str]) -> list[str]:
    return [problem.what for problem in check_glossary(topic(root, *changes))]


@pytest.mark.parametrize("name", find_library().topics())
def test_our_own_topics_explain_their_terms(name: str) -> None:
    assert list(check_glossary(read_handout(find_library().handouts / name))) == []


@pytest.mark.parametrize(
    "changes",
    [
        (),
        (("Nobody knows", "Nobody’s **nostril** knows"),),
        (("**nostril**", "**Nostril**"),),
        (("Most nosebleeds", "Most nostrils’ nosebleeds"),),
        (("## The short answer", "## The nostril"),),
        (("glossary: [nostril]", "glossary: []"),),
        (("glossary: [nostril]", "glossary: [nose bridge]"), ("**nostril**", "**nose\n  bridge**")),
    ],
)
def test_a_term_that_is_explained(tmp_path: Path, changes: tuple[tuple[str, str], ...]) -> None:
    assert whats(tmp_path, *changes) == []


def test_a_term_that_nobody_uses(tmp_path: Path) -> None:
    assert whats(tmp_path, ("glossary: [nostril]", "glossary: [nostril, septum]")) == [
        "the glossary's “septum” is not used"
    ]


@pytest.mark.parametrize(
    "changes",
    [
        (("**nostril**", "nostril"),),
        (("Most nosebleeds", "Most Nostril bleeds"),),
        (("**nostril** (the", "**nostril or so** (the"),),
    ],
)
def test_a_term_that_is_not_marked_at_first(tmp_path: Path, changes: tuple[tuple[str, str], ...]) -> None:
    assert whats(tmp_path, *changes) == ["“nostril” first stands here, and is not marked as explained"]
