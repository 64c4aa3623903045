"""How far a topic is in a language: what is translated, what is at fault, who has signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from press.build import Press
from press.checks.report import Survey, translated_readability
from press.content.model import Handout
from press.localize import Translations, localize, standing
from press.places import SOURCE_LANGUAGE, Library
from press.problems import HandoutError, Problem


def survey(press: Press, handout: Handout, tag: str) -> Survey:
    """How far *handout* is in the language *tag*, for all regions."""
    topic, name = handout.front.id, _name(press.library, tag)
    if not press.begun(topic, tag):
        return Survey(tag, name, there=False)
    try:
        translations = press.translations(topic, tag)
        signed = press.signatures(topic, tag)
        faults = tuple(sorted(set(_faults(press.library, handout, tag, translations))))
    except HandoutError as error:
        return Survey(tag, name, there=True, unreadable=error.problems)
    counts = _counts(handout, translations) if tag != SOURCE_LANGUAGE else (0, 0)
    stands = standing(handout, translations, tag, *signed)
    return Survey(tag, name, True, *counts, stands, faults=faults)


def measured(press: Press, handout: Handout, one: Survey) -> Survey:
    """A survey with the figures of its text, where there is one to read."""
    if not one.there or one.unreadable:
        return one
    translations = press.translations(handout.front.id, one.language)
    return replace(one, readability=translated_readability(handout, translations, one.language))


def _name(library: Library, tag: str) -> str:
    try:
        return library.language(tag).name
    except HandoutError:  # the fault is told of with the translation
        return tag


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
