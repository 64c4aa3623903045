"""How far a topic is in a language: what is translated, what is at fault, who has signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from press.build import Press
from press.content.model import Handout
from press.localize import Standing, Translations, localize, standing
from press.places import SOURCE_LANGUAGE, Library
from press.problems import HandoutError, Problem


@dataclass(frozen=True, slots=True)
class Survey:
    """One topic in one language."""

    language: str
    there: bool  # whether anybody has begun
    translated: int = 0
    messages: int = 0
    standing: Standing = field(default_factory=Standing)
    unreadable: tuple[Problem, ...] = ()  # of files that cannot be read
    faults: tuple[Problem, ...] = ()  # messages that are missing, fuzzy or altered

    @property
    def complete(self) -> bool:
        """Whether a sheet can be printed."""
        return self.there and not self.unreadable and not self.faults


def survey(press: Press, handout: Handout, tag: str) -> Survey:
    """How far *handout* is in the language *tag*, for all regions."""
    topic = handout.front.id
    if not press.begun(topic, tag):
        return Survey(tag, there=False)
    try:
        translations = press.translations(topic, tag)
        signed = press.signatures(topic, tag)
        faults = tuple(sorted(set(_faults(press.library, handout, tag, translations))))
    except HandoutError as error:
        return Survey(tag, there=True, unreadable=error.problems)
    counts = _counts(handout, translations) if tag != SOURCE_LANGUAGE else (0, 0)
    return Survey(tag, True, *counts, standing(handout, translations, tag, *signed), faults=faults)


def _faults(library: Library, handout: Handout, tag: str, translations: Translations) -> Iterator[Problem]:
    profile = library.language(tag)
    for code in library.regions():
        region = library.region(code)
        try:
            localize(handout, profile, region, translations)
        except HandoutError as error:
            yield from error.problems


def _counts(handout: Handout, translations: Translations) -> tuple[int, int]:
    """How many messages are translated, of how many, those of the interface among them."""
    wanted = [(translations.topic, {message.key for message in handout.messages()})]
    wanted.append((translations.interface, {message.key for message in translations.interface_messages}))
    found = [catalog.get(key) if catalog is not None else None for catalog, keys in wanted for key in keys]
    return sum(1 for one in found if one and one.text.strip() and not one.fuzzy), len(found)
