"""A topic in one language and for one region, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from press.catalogs import Catalog, SourceMessage, Translation
from press.content.inline import Fact, Part, Placeholder, parse
from press.content.model import ContentBlock, FrontMatter, Handout, Items, Message, Paragraph, Question, Source
from press.document import Language
from press.localize.formats import format_number
from press.meaning import Rules, bare_rules, errors
from press.places import INTERFACE, SOURCE_LANGUAGE, LanguageProfile, Region
from press.problems import ExitCode, HandoutError, Problem, raise_if_any, shown

_ENGLISH = Language(SOURCE_LANGUAGE)
_EMERGENCY = "emergency_number"


@dataclass(frozen=True, slots=True)
class Localized:
    """The words of one message in the reader's language, the facts of the region filled in."""

    parts: tuple[Part, ...]
    language: Language
    missing: bool  # English that stands in for a translation, in a preview
    source: str  # the English


@dataclass(frozen=True, slots=True)
class LocalizedParagraph:
    """One paragraph."""

    kind: ClassVar[str] = "paragraph"
    message: Localized


@dataclass(frozen=True, slots=True)
class LocalizedItems:
    """A list."""

    kind: ClassVar[str] = "items"
    messages: tuple[Localized, ...]


@dataclass(frozen=True, slots=True)
class LocalizedQuestion:
    """A question with its answer."""

    kind: ClassVar[str] = "question"
    heading: Localized
    answer: tuple[LocalizedBlock, ...]


LocalizedBlock = LocalizedParagraph | LocalizedItems | LocalizedQuestion


@dataclass(frozen=True, slots=True)
class LocalizedSection:
    """One section of the topic."""

    id: str
    heading: Localized
    blocks: tuple[LocalizedBlock, ...]

    def messages(self) -> Iterator[Localized]:
        """Every message under the heading, in reading order."""
        return _messages(self.blocks)


def _messages(blocks: tuple[LocalizedBlock, ...]) -> Iterator[Localized]:
    for block in blocks:
        match block:
            case LocalizedParagraph(message):
                yield message
            case LocalizedItems(messages):
                yield from messages
            case LocalizedQuestion(heading, answer):
                yield heading
                yield from _messages(answer)


@dataclass(frozen=True, slots=True)
class LocalizedHandout:
    """A whole topic in one language, with the facts of one region and the words of the interface."""

    front: FrontMatter
    profile: LanguageProfile
    region: Region
    title: Localized
    sections: tuple[LocalizedSection, ...]
    sources: tuple[Source, ...]
    interface: Mapping[str, Localized]  # by the English of the template
    missing: tuple[str, ...]  # the English that stands in for translations, in reading order; only in a preview


@dataclass(frozen=True, slots=True)
class Translations:
    """What a language has of a topic and of the interface; English needs no catalogs."""

    interface_messages: tuple[SourceMessage, ...]
    topic: Catalog | None = None
    interface: Catalog | None = None
    rules: Rules | None = None  # of the language; None: what CLDR alone knows


def localize(
    handout: Handout,
    profile: LanguageProfile,
    region: Region,
    translations: Translations,
    *,
    preview: bool = False,
) -> LocalizedHandout:
    """Return *handout* in the language of *profile*, with the facts of *region* filled in.

    English never stands in for a missing translation in silence: a patient
    who reads two languages on one page cannot tell which half was checked.
    A *preview* sets it, marked; what was altered stops a preview too.

    Raises:
        HandoutError: naming every message that is missing, fuzzy or altered.
    """
    if translations.topic is not None and not translations.topic.begun and not preview:
        raise HandoutError([_not_begun(handout, profile, translations.topic)])
    reader = _Reader(profile, region, translations.rules or bare_rules(profile), preview)
    topic = _Localizer(handout.front.id, translations.topic, reader)
    interface = _Localizer(INTERFACE, translations.interface, reader)
    title = topic.localized(handout.title)
    sections = tuple(
        LocalizedSection(section.id, topic.localized(section.heading), topic.blocks(section.blocks))
        for section in handout.sections
    )
    words = {
        message.text: interface.localized(Message(message.context, message.text))
        for message in translations.interface_messages
    }
    raise_if_any((*topic.problems, *interface.problems))
    missing = tuple(dict.fromkeys((*topic.missing, *interface.missing)))
    return LocalizedHandout(handout.front, profile, region, title, sections, handout.sources, words, missing)


def localize_message(
    message: Message, profile: LanguageProfile, region: Region, translations: Translations, update: str
) -> Localized:
    """One message from outside of a topic; *update* is the command that puts it into its catalog.

    Raises:
        HandoutError: if it is missing, fuzzy or altered.
    """
    reader = _Reader(profile, region, translations.rules or bare_rules(profile), preview=False, update=update)
    localizer = _Localizer(message.context, translations.topic, reader)
    said = localizer.localized(message)
    raise_if_any(localizer.problems)
    return said


def _not_begun(handout: Handout, profile: LanguageProfile, catalog: Catalog) -> Problem:
    what = f"nothing of {handout.front.id} is translated into {profile.name} yet"
    hint = "translate this file, or look at the page in marked English with --preview"
    return Problem(shown(catalog.path), 0, what, hint, ExitCode.TRANSLATION)


@dataclass(frozen=True, slots=True)
class _Reader:
    """For whom the messages are."""

    profile: LanguageProfile
    region: Region
    rules: Rules
    preview: bool
    update: str = "handouts language update"  # the command that puts a message into its catalog


class _Localizer:
    """The way of the messages of one catalog; gathers what is wrong with them."""

    def __init__(self, name: str, catalog: Catalog | None, reader: _Reader) -> None:
        self.problems: list[Problem] = []
        self.missing: list[str] = []
        self._catalog = catalog
        self._place = shown(catalog.path) if catalog is not None else f"{name}, {reader.profile.language.tag}"
        self._profile = reader.profile
        self._rules = reader.rules
        self._preview, self._update = reader.preview, reader.update
        self._facts = {
            _EMERGENCY: reader.region.emergency_number,
            "miscarriage_weeks": format_number(reader.region.miscarriage_weeks, reader.profile),
        }

    def blocks(self, blocks: tuple[ContentBlock, ...]) -> tuple[LocalizedBlock, ...]:
        return tuple(self._block(block) for block in blocks)

    def localized(self, message: Message) -> Localized:
        """The message in the reader's language; in English where it has a problem, or stands in for a translation."""
        if self._profile.language.tag == SOURCE_LANGUAGE and self._catalog is None:
            return self._set(message.text, message, self._profile.language)
        found = self._catalog.get(message.key) if self._catalog is not None else None
        if found is None or not found.text.strip():
            if self._preview:
                return self._stand_in(message)
            hint = "translate it" if found else f"run: {self._update}; then translate it"
            return self._refused(message, found, "is not translated", hint)
        if found.fuzzy:
            if self._preview:
                return self._stand_in(message)
            self._refused(message, found, "is marked fuzzy", "compare it with the English, then remove “fuzzy”")
        changes = tuple(errors(message.text, found, self._rules))
        for change in changes:
            self._refused(message, found, change.what, change.hint)
        return self._set(message.text if changes else found.text, message, self._profile.language)

    def _block(self, block: ContentBlock) -> LocalizedBlock:
        match block:
            case Paragraph(message):
                return LocalizedParagraph(self.localized(message))
            case Items(messages):
                return LocalizedItems(tuple(map(self.localized, messages)))
            case Question(heading, answer):
                return LocalizedQuestion(self.localized(heading), self.blocks(answer))

    def _set(self, text: str, message: Message, language: Language, *, missing: bool = False) -> Localized:
        return Localized(tuple(map(self._filled, parse(text))), language, missing, message.text)

    def _filled(self, part: Part) -> Part:
        if isinstance(part, Placeholder) and part.name in self._facts:
            return Fact(self._facts[part.name], part.strong, part.name == _EMERGENCY)
        return part

    def _stand_in(self, message: Message) -> Localized:
        self.missing.append(message.text)
        return self._set(message.text, message, _ENGLISH, missing=True)

    def _refused(self, message: Message, found: Translation | None, what: str, hint: str) -> Localized:
        english = message.text if len(message.text) <= 60 else f"{message.text[:60]}…"
        told = f"{message.context or 'interface'}: “{english}” {what}"
        self.problems.append(Problem(self._place, found.line if found else 0, told, hint, ExitCode.TRANSLATION))
        return self._set(message.text, message, _ENGLISH)
