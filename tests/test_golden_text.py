"""The words on paper, read back with poppler, are the words of the Document; the comparer can tell."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from conftest import LEFT_TO_RIGHT, READ, RIGHT_TO_LEFT, SHEETS, WITHOUT_BLANKS, Sheets
from reading import Stretch, body_words, difference, layout_text, plain, stretches, tokens

from press.document import Heading, Paragraph, walk

# Those that poppler reads in their order, and whose lines end at blanks; test_every_design.py reads the others.
BY_LINES = [(tag, clinic) for tag, clinic in SHEETS if tag not in RIGHT_TO_LEFT and tag not in WITHOUT_BLANKS]
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils are not installed")


@needs_poppler
@pytest.mark.poppler
@pytest.mark.parametrize(("language", "clinic"), BY_LINES)
def test_every_sentence_comes_back_word_for_word_in_reading_order(sheet: Sheets, language: str, clinic: str) -> None:
    one = sheet(language, clinic)
    assert difference(list(stretches(one.document.blocks)), body_words(layout_text(one.path), one.document)) == ""


@needs_poppler
@pytest.mark.poppler
@pytest.mark.parametrize("language", READ)
def test_lines_of_the_page(sheet: Sheets, golden: Callable[[str, str], None], language: str) -> None:
    golden(f"{language}.txt", layout_text(sheet(language).path).replace("\f", "\n=== page ===\n"))


@needs_poppler
@pytest.mark.poppler
@pytest.mark.parametrize(("language", "beside"), [("es", "en"), ("ar", "en"), ("en", "km")])
def test_lines_of_two_languages(sheet: Sheets, golden: Callable[[str, str], None], language: str, beside: str) -> None:
    golden(
        f"{language}+{beside}.txt", layout_text(sheet(language, beside=beside).path).replace("\f", "\n=== page ===\n")
    )


# The comparer


@pytest.fixture(scope="module")
def compared(sheet: Sheets) -> tuple[list[Stretch], list[str]]:
    """What the English Document says, and the same words in a row."""
    expected = list(stretches(sheet("en").document.blocks))
    return expected, [word for stretch in expected for word in stretch.words]


def test_the_comparer_is_content_with_the_same_words(compared: tuple[list[Stretch], list[str]]) -> None:
    assert difference(*compared) == ""


def _changed(word: str) -> str:
    return f"{chr(ord(word[0]) + 1)}{word[1:]}"


def test_the_comparer_sees_one_changed_letter_anywhere(compared: tuple[list[Stretch], list[str]]) -> None:
    expected, found = compared
    for place, word in enumerate(found):
        assert difference(expected, [*found[:place], _changed(word), *found[place + 1 :]]), word


def test_the_comparer_sees_one_lost_word_anywhere(compared: tuple[list[Stretch], list[str]]) -> None:
    expected, found = compared
    for place, word in enumerate(found):
        assert difference(expected, [*found[:place], *found[place + 1 :]]), word


def test_the_comparer_sees_two_fused_words_anywhere(compared: tuple[list[Stretch], list[str]]) -> None:
    expected, found = compared
    for place in range(len(found) - 1):
        fused = found[place] + found[place + 1]
        assert difference(expected, [*found[:place], fused, *found[place + 2 :]]), fused


def test_the_comparer_sees_a_word_too_much(compared: tuple[list[Stretch], list[str]]) -> None:
    expected, found = compared
    assert difference(expected, [*found, "not"])
    assert difference(expected, [*found[:50], "not", *found[50:]])


def test_the_comparer_sees_two_swapped_sentences(sheet: Sheets) -> None:
    document = sheet("en").document
    texts = [block for block in walk(document.blocks) if isinstance(block, Heading | Paragraph)]
    for first, second in pairwise(texts):
        expected, swapped = list(stretches([first, second])), list(stretches([second, first]))
        assert difference(expected, [word for stretch in swapped for word in stretch.words])


@pytest.mark.parametrize("language", LEFT_TO_RIGHT)
def test_the_comparer_wants_the_band_on_every_page(sheet: Sheets, language: str) -> None:
    document = sheet(language).document
    without = replace(document, running=replace(document.running, bands=()))
    assert document.running.bands
    assert "\n" not in plain("a\n\u200bb")
    text = f"{''.join(run.text for run in document.running.foot)} {document.running.page_number}"
    text = text.replace("{page}", "1").replace("{pages}", "1")
    assert body_words(f"{text}\f", without) == []
    with pytest.raises(AssertionError):
        body_words(f"{text}\f", document)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("one  two\nthree", ["one", "two", "three"]),
        ("e308\N{EN DASH}e310", ["e308\N{EN DASH}", "e310"]),
        ("e308\N{EN DASH}\ne310", ["e308\N{EN DASH}", "e310"]),
        ("Monday \N{EN DASH}\nFriday", ["Monday", "\N{EN DASH}", "Friday"]),
        ("8\u00a0days\u200b", ["8", "days"]),
        ("怀孕\n早期6天", ["怀", "孕", "早", "期", "6", "天"]),
    ],
)
def test_words_are_told_apart_as_a_reader_does(text: str, found: list[str]) -> None:
    assert tokens(text) == found


def test_golden_files_are_not_approved_by_a_machine() -> None:
    command = [sys.executable, "-m", "pytest", "--approve", "--collect-only", "-q", __file__]
    refused = subprocess.run(command, env={**os.environ, "CI": "true"}, capture_output=True, text=True, timeout=60)
    assert refused.returncode == pytest.ExitCode.USAGE_ERROR
    assert "not for CI" in refused.stdout + refused.stderr
