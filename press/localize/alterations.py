"""Whether a translation still says what the English says, as far as a program can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from press.content.inline import Citation, Part, Placeholder, Words, parse
from press.content.numbers import missing_numbers, numerals

_MARKS = ("*", "{", "}", "[@")


@dataclass(frozen=True, slots=True)
class Alteration:
    """One thing that a translation lost or changed, in the translator's words."""

    what: str
    hint: str


def alterations(source: str, translation: str, decimal_mark: str) -> Iterator[Alteration]:
    """Everything that *translation* lost or changed of the English *source*."""
    if translation != translation.strip():
        yield Alteration("begins or ends with a blank", "delete it")
    if any(character in translation for character in "\n\t"):
        yield Alteration("holds a line break or a tab", "write it on one line, without \\n and \\t")
    try:
        parts = parse(translation)
    except ValueError as error:
        yield Alteration(str(error), "put ** before and after the same words as in the English")
        return
    english = parse(source)
    if words_of(english).strip() and not words_of(parts).strip():
        yield Alteration("holds no words", "translate the words of the English")
    for compare in _COMPARISONS:
        yield from compare(english, parts)
    yield from _number_changes(words_of(english), words_of(parts), decimal_mark)


def words_of(parts: tuple[Part, ...]) -> str:
    """The words that were written; what is filled in or printed as a number of a source leaves a gap."""
    return "".join(part.text if isinstance(part, Words) else "\n" for part in parts)


def _placeholder_changes(english: tuple[Part, ...], parts: tuple[Part, ...]) -> Iterator[Alteration]:
    wanted, found = ({part.name for part in of if isinstance(part, Placeholder)} for of in (english, parts))
    for name in sorted(wanted - found):
        yield Alteration(f"{{{name}}} is missing", "copy it to the letter to where the fact belongs")
    for name in sorted(found - wanted):
        yield Alteration(f"{{{name}}} does not stand in the English", "delete it, or copy the one of the English")


def _citation_changes(english: tuple[Part, ...], parts: tuple[Part, ...]) -> Iterator[Alteration]:
    wanted, found = (
        Counter(id_ for part in of if isinstance(part, Citation) for id_ in part.ids) for of in (english, parts)
    )
    for id_ in (wanted - found).elements():
        yield Alteration(f"the source [@{id_}] is missing", "copy it to the claim that it stands for")
    for id_ in (found - wanted).elements():
        yield Alteration(f"the source [@{id_}] is one too many", "cite each source as often as the English does")


def _strong_changes(english: tuple[Part, ...], parts: tuple[Part, ...]) -> Iterator[Alteration]:
    wanted, found = (_strong_runs(of) for of in (english, parts))
    if wanted != found:
        yield Alteration(
            f"{found} pieces in **bold**, where the English has {wanted}", "put ** around the same words as the English"
        )


def _strong_runs(parts: tuple[Part, ...]) -> int:
    weights = (not isinstance(part, Citation) and part.strong for part in parts)
    return sum(strong for strong, _ in groupby(weights))


def _mark_changes(english: tuple[Part, ...], parts: tuple[Part, ...]) -> Iterator[Alteration]:
    source, words = words_of(english), words_of(parts)
    for mark in _MARKS:
        if words.count(mark) > source.count(mark):
            yield Alteration(
                f"a {mark} that would print as it stands",
                "write **bold**, {placeholder} and [@source] as the English does, or delete it",
            )


def _number_changes(source: str, words: str, decimal_mark: str) -> Iterator[Alteration]:
    missing = missing_numbers(source, words, decimal_mark)
    if missing:
        there = ", ".join(numeral.text for numeral in numerals(words, decimal_mark)) or "none"
        yield Alteration(
            f"the number {', '.join(missing)} is missing or changed; the translation has: {there}",
            "copy each number as it stands in the English, in digits",
        )


_COMPARISONS: tuple[Callable[[tuple[Part, ...], tuple[Part, ...]], Iterator[Alteration]], ...] = (
    _placeholder_changes,
    _citation_changes,
    _strong_changes,
    _mark_changes,
)
