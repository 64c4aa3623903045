"""What the checks of numbers and of negation miss, and what they flag wrongly, over pairs in many languages.

`python -m pytest tests/test_meaning_figures.py -rP` prints the figures.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from press.catalogs import Translation
from press.meaning import Rules, check_message, read_rules
from press.places import find_library

PAIRS = Path(__file__).parent / "meaning"
FIGURES = frozenset(("numbers", "units", "phone", "url", "email"))


@dataclass(frozen=True)
class Pair:
    """An English message with one translation of it."""

    language: str
    english: str
    translation: str
    altered: str  # what was altered; nothing in a sound one

    def found(self, checks: frozenset[str]) -> list[str]:
        """What these checks say of it."""
        found = check_message(self.english, Translation(self.translation), _rules(self.language))
        return [finding.what for finding in found if finding.check in checks]


@dataclass(frozen=True)
class Figures:
    """How the checks did."""

    sound: list[Pair]
    altered: list[Pair]
    missed: list[Pair]
    flagged: list[Pair]  # that are sound

    def __str__(self) -> str:
        languages = len({pair.language for pair in (*self.sound, *self.altered)})
        lines = [
            f"{len(self.sound) + len(self.altered)} pairs in {languages} languages",
            f"altered: {len(self.altered)}, missed: {len(self.missed)}",
            f"sound: {len(self.sound)}, wrongly flagged: {len(self.flagged)}",
        ]
        lines += [f"  missed ({pair.altered}), {pair.language}: {pair.translation}" for pair in self.missed]
        lines += [f"  wrongly flagged, {pair.language}: {pair.translation}" for pair in self.flagged]
        return "\n".join(lines)


@cache
def _rules(language: str) -> Rules:
    library = find_library()
    return read_rules(library, library.language(language))


def _pairs(name: str) -> Iterator[Pair]:
    for message in tomllib.loads((PAIRS / f"{name}.toml").read_text(encoding="utf-8"))["message"]:
        yield from (Pair(message["language"], message["english"], text, "") for text in message["sound"])
        yield from (
            Pair(message["language"], message["english"], text, what) for what, text in message["altered"].items()
        )


def figures(name: str, checks: frozenset[str]) -> Figures:
    """What *checks* find in the pairs of a file."""
    pairs = list(_pairs(name))
    sound, altered = [pair for pair in pairs if not pair.altered], [pair for pair in pairs if pair.altered]
    return Figures(
        sound,
        altered,
        [pair for pair in altered if not pair.found(checks)],
        [pair for pair in sound if pair.found(checks)],
    )


def test_no_altered_number_is_missed_and_few_sound_ones_are_flagged() -> None:
    found = figures("numbers", FIGURES)
    print(f"numbers, units, times, dates, addresses: {found}")  # noqa: T201 - the figures are what the test is for
    assert len(found.sound) + len(found.altered) >= 150
    assert len({pair.language for pair in found.sound} & {pair.language for pair in found.altered}) >= 20
    assert found.missed == []
    assert len(found.flagged) <= 0.05 * len(found.sound)


def test_most_lost_negations_are_seen_and_few_sound_sentences_are_flagged() -> None:
    found = figures("negation", frozenset(("negation",)))
    print(f"negation: {found}")  # noqa: T201 - the figures are what the test is for
    assert len(found.sound) + len(found.altered) >= 100
    assert len({pair.language for pair in found.sound} & {pair.language for pair in found.altered}) >= 10
    assert len(found.missed) <= 0.1 * len(found.altered)
    assert len(found.flagged) <= 0.05 * len(found.sound)
