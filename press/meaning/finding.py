"""A message and its translation, and what a check finds between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from press.catalogs import Translation
from press.content.inline import Part, Words, parse
from press.meaning.rules import Rules
from press.meaning.words import folded


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a translation lost or changed, in the translator's words."""

    check: str  # the identifier, Weblate's where it has one
    what: str
    hint: str


@dataclass(frozen=True)
class Pair:
    """An English message and what stands for it; each form that the checks look at is made once."""

    source: str
    translation: Translation

    @property
    def text(self) -> str:
        """The translation as it was written."""
        return self.translation.text

    @cached_property
    def english(self) -> tuple[Part, ...]:
        """The parts of the English."""
        return parse(self.source)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts of the translation.

        Raises:
            ValueError: if a `**` has no partner.
        """
        return parse(self.text)

    @cached_property
    def source_words(self) -> str:
        """The words of the English; what is filled in or printed as a number of a source leaves a gap."""
        return _words_of(self.english)

    @cached_property
    def words(self) -> str:
        """The words of the translation, with gaps like those of the English."""
        return _words_of(self.parts)

    @cached_property
    def source_folded(self) -> str:
        """The English, to look for words in."""
        return folded(self.source_words)

    @cached_property
    def folded(self) -> str:
        """The translation, to look for words in."""
        return folded(self.words)


Find = Callable[[Pair, Rules], Iterator[Finding]]


def _words_of(parts: tuple[Part, ...]) -> str:
    return "".join(part.text if isinstance(part, Words) else "\n" for part in parts)
