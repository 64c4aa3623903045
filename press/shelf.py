"""What a library holds, each file read once and kept until it changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TypeVar

from press.catalogs import interface_messages, read_catalog
from press.catalogs.clinic import clinic_catalog, clinic_messages
from press.checks.glossary import check_glossary
from press.checks.sources import check_sources
from press.content import read_handout
from press.content.model import Handout, Message
from press.content.reviews import Signature, read_reviews
from press.design.brand import FILE_NAME, Brand, read_brand
from press.design.sheet import Design, read_design
from press.localize import Localized, Standing, Translations, localize_message, standing
from press.meaning import read_rules
from press.memory import Memory
from press.places import INTERFACE, SOURCE_LANGUAGE, LanguageProfile, Library, Region
from press.problems import ExitCode, HandoutError, Problem, raise_if_any, shown

_MOST_KEPT = 1024  # topics, catalogs, brands, designs

T = TypeVar("T")


class Shelf:
    """Topics, translations, signatures, brands and designs of one library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.memory = Memory(_MOST_KEPT)

    def handout(self, topic: str) -> Handout:
        """The topic in English, its claims sourced.

        Raises:
            HandoutError: if there is no such topic, or with every fault of its files.
        """
        return self._once(self._read_handout, topic, of=[self.library.handouts / topic])

    def _read_handout(self, topic: str) -> Handout:
        known = self.library.topics()
        if topic not in known:
            hint = f"the topics are: {', '.join(known)}" if known else "make one with: handouts topic add"
            raise HandoutError([Problem("", 0, f"there is no topic “{topic}”", hint, ExitCode.USAGE)])
        handout = read_handout(self.library.handouts / topic)
        raise_if_any((*check_sources(handout), *check_glossary(handout)))
        return handout

    def translations(self, topic: str, language: str) -> Translations:
        """What *language* has of *topic* and of the interface.

        Raises:
            HandoutError: with every fault of the PO files that are there, and a problem for each that is not.
        """
        files = [self.library.catalog(language, name) for name in (topic, INTERFACE)]
        return self._once(self._read_translations, topic, language, of=files)

    def _read_translations(self, topic: str, language: str) -> Translations:
        messages = self._once(interface_messages, self.library.templates, of=[self.library.templates])
        if language == SOURCE_LANGUAGE:
            return Translations(messages)
        profile = self._language(language)
        problems: list[Problem] = []
        catalogs = []
        for name in (topic, INTERFACE):
            path = self.library.catalog(language, name)
            try:
                if not path.is_file():
                    raise HandoutError([_no_catalog(path, name, language)])
                catalogs.append(read_catalog(path, language))
            except HandoutError as error:
                problems += error.problems
        raise_if_any(problems)
        rules = self._once(read_rules, self.library, profile, of=self._rule_files(language))
        return Translations(messages, catalogs[0], catalogs[1], rules)

    def _rule_files(self, language: str) -> list[Path]:
        """What the checks of meaning know of a language, and of the English that they compare it with."""
        folders = (self.library.locales / tag for tag in (language, SOURCE_LANGUAGE))
        return [folder / name for folder in folders for name in ("meaning.toml", "glossary.toml")]

    def begun(self, topic: str, language: str) -> bool:
        """Whether anybody has begun to translate *topic*; of a file with faults, that somebody has."""
        if language == SOURCE_LANGUAGE:
            return True
        if not self.library.catalog(language, topic).is_file():
            return False
        try:
            catalog = self.translations(topic, language).topic
        except HandoutError:
            return True
        return catalog is not None and catalog.begun

    def standing(self, topic: str, language: str) -> Standing:
        """Who has signed the words as they are now."""
        return self._once(self._read_standing, topic, language)

    def _read_standing(self, topic: str, language: str) -> Standing:
        signed = self.signatures(topic, language)
        return standing(self.handout(topic), self.translations(topic, language), language, *signed)

    def signatures(self, topic: str, language: str) -> tuple[tuple[Signature, ...], tuple[Signature, ...]]:
        """The signatures under the English of *topic*, and under its translation into *language*.

        Raises:
            HandoutError: with every fault of their files.
        """
        english = self._reviews(self.library.handouts / topic).get("", ())
        if language == SOURCE_LANGUAGE:
            return english, ()
        return english, self._reviews(self.library.locales / language).get(topic, ())

    def _reviews(self, folder: Path) -> Mapping[str, tuple[Signature, ...]]:
        path = folder / "reviews.toml"
        return self._once(read_reviews, path, of=[path])

    def brand(self, clinic: Path) -> Brand:
        """The brand in the folder *clinic*."""
        return self._once(read_brand, clinic, of=[clinic])

    def own_words_missing(self, clinic: Path) -> tuple[Problem, ...]:
        """What is wrong with the translations of a clinic's own words, in all of its languages."""
        brand = self.brand(clinic)
        problems: dict[Problem, None] = {}
        for tag in brand.languages:
            for message in clinic_messages(brand):
                try:
                    self._own_words(clinic, brand.region, tag, Message(message.context, message.text))
                except HandoutError as error:
                    problems.update(dict.fromkeys(error.problems))
        return tuple(problems)

    def _own_words(self, clinic: Path, region: str, language: str, message: Message) -> Localized:
        """A message of the clinic's own in *language*."""
        profile = self._language(language)
        translations = self._once(self._read_own_words, clinic, language, of=[clinic_catalog(clinic, language)])
        update = f"handouts clinic update {clinic.name}"
        return localize_message(message, profile, self._region(region), translations, update)

    def _read_own_words(self, clinic: Path, language: str) -> Translations:
        if language == SOURCE_LANGUAGE:
            return Translations(())
        path = clinic_catalog(clinic, language)
        if not path.is_file():
            what = f"there is no translation of the clinic's own words into {language}"
            hint = (
                f"name {language} among the languages of {FILE_NAME}, run: handouts clinic update {clinic.name}; then "
                "translate the file"
            )
            raise HandoutError([Problem(shown(path), 0, what, hint, ExitCode.TRANSLATION)])
        rules = self._once(read_rules, self.library, self._language(language), of=self._rule_files(language))
        return Translations((), read_catalog(path, language), None, rules)

    def _language(self, tag: str) -> LanguageProfile:
        return self._once(self.library.language, tag, of=[self.library.locales / tag / "language.toml"])

    def _design(self, folder: Path, name: str) -> Design:
        return self._once(read_design, folder, name, of=[folder / f"{name}.toml"])

    def _region(self, code: str) -> Region:
        return self._once(self.library.region, code, of=[self.library.locales / "regions" / f"{code}.toml"])

    def _once(self, read: Callable[..., T], *arguments: object, of: Collection[Path] = ()) -> T:
        return self.memory.once(read, *arguments, of=of)


def _no_catalog(path: Path, name: str, language: str) -> Problem:
    what = f"there is no translation of {name} into {language}"
    hint = "add the file (docs/how-to/add-a-language.md), or build another language"
    return Problem(shown(path), 0, what, hint, ExitCode.TRANSLATION)
