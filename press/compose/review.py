"""The sheet for a person who is to sign: every message beside its English, with what the checks say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from textwrap import wrap

from markupsafe import Markup, escape

from press.catalogs import Key, SourceMessage, topic_messages
from press.catalogs.extract import SAFETY
from press.compose.desk import DeskPage
from press.compose.references import reference
from press.content.inline import Citation, Part, Placeholder, Words, parse
from press.content.model import Checked, Handout
from press.content.sheet_words import SheetWords
from press.localize import Standing, Translations
from press.places import SOURCE_LANGUAGE, LanguageProfile

_LABELS = {"title": "The title", "": "The words of the page"}  # of messages that stand in no section
_CHECKED = {
    Checked.READ: "Read for this topic.",
    Checked.SECONDARY: "Not read: known from another source.",
    Checked.UNCONFIRMED: "Not confirmed.",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check says of a message."""

    text: str
    error: bool = False  # whether it stops the sheet from being printed


Remarks = Mapping[Key, tuple[Remark, ...]]


@dataclass(frozen=True)
class Reviewed:
    """What is to be read and signed: a topic in one language, as it is now."""

    handout: Handout
    profile: LanguageProfile
    translations: Translations
    words: SheetWords
    standing: Standing
    remarks: Remarks

    @property
    def english_alone(self) -> bool:
        """Whether it is the English itself that is to be signed."""
        return self.profile.language.tag == SOURCE_LANGUAGE

    @property
    def command(self) -> str:
        """What records a signature."""
        topic = self.handout.front.id
        return (
            f"handouts topic sign {topic}"
            if self.english_alone
            else f"handouts language sign {self.profile.language.tag} {topic}"
        )

    @cached_property
    def messages(self) -> Mapping[Key, SourceMessage]:
        """Every message that is signed, those of the interface last, each once."""
        said = (*topic_messages(self.handout), *self.translations.interface_messages)
        return {message.key: message for message in said}

    @cached_property
    def numbers(self) -> Mapping[Key, int]:
        """What a message is called on the telephone: the first one is 1."""
        return {key: number for number, key in enumerate(self.messages, start=1)}

    def translation(self, key: Key) -> str:
        """What stands for a message; empty where nothing does."""
        catalog = self.translations.topic if key[0] else self.translations.interface
        found = catalog.get(key) if catalog is not None else None
        return found.text if found else ""

    def section(self, context: str) -> str:
        """What a section of the topic is called, in English."""
        headings = {section.id: section.heading.text for section in self.handout.sections}
        return _LABELS.get(context) or headings.get(context, context)


@dataclass(frozen=True, slots=True)
class Row:
    """One message as the template sees it; texts are the English and, but for English alone, what stands for it."""

    label: str  # "Message 14"
    safety: bool
    where: str  # where it prints
    now: tuple[Markup, ...] = ()
    before: tuple[Markup, ...] = ()  # as they were signed
    told: tuple[Markup, ...] = ()  # what changed, in sentences
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The messages of one section, or of what is around them all."""

    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Reference:
    """A source as the template sees it."""

    number: int
    anchor: str
    words: Markup
    note: str


def review_page(reviewed: Reviewed) -> DeskPage:
    """Every message with what stands for it, what the checks say, the sources, and a place to sign."""
    numbers = {id_: number for number, id_ in enumerate(_cited(reviewed.handout), start=1)}
    sections = tuple(
        Section(reviewed.section(context), tuple(_row(reviewed, key, numbers) for key in keys))
        for context, keys in groupby(reviewed.messages, key=lambda key: key[0])
    )
    return page(reviewed, "review", {"sections": sections, "references": tuple(_references(reviewed, numbers))})


def page(reviewed: Reviewed, template: str, values: Mapping[str, object]) -> DeskPage:
    """A page about a topic in a language; *values* are those of its own template."""
    alone, profile = reviewed.english_alone, reviewed.profile
    shared = {
        "title": reviewed.handout.title.text,
        "front": reviewed.handout.front,
        "alone": alone,
        "tag": profile.language.tag,
        "language": profile.name,
        "own_name": profile.own_name,
        "count": len(reviewed.messages),
        "missing": 0 if alone else sum(not reviewed.translation(key) for key in reviewed.messages),
        "unsigned": reviewed.standing.unsigned,
        "hash": reviewed.words.hash,
        "digits": " ".join(wrap(reviewed.words.hash.removeprefix("sha256:"), 8)),  # for eyes to compare
        "command": reviewed.command,
    }
    title = f"[{template}] {reviewed.handout.title.text} ({profile.name})"
    return DeskPage(template, title, {**shared, **values}, () if alone else (profile.language,))


def _row(reviewed: Reviewed, key: Key, numbers: Mapping[str, int]) -> Row:
    message = reviewed.messages[key]
    texts = (message.text,) if reviewed.english_alone else (message.text, reviewed.translation(key))
    return Row(
        f"Message {reviewed.numbers[key]}",
        message.safety,
        where(message),
        tuple(_said(text, numbers) for text in texts),
        remarks=reviewed.remarks.get(key, ()),
    )


def where(message: SourceMessage) -> str:
    """Where a message prints, as its translator is told."""
    said = message.comments[0].removeprefix(SAFETY).strip() if message.comments else ""
    return f"{said[:1].upper()}{said[1:]}"


def _said(text: str, numbers: Mapping[str, int]) -> Markup:
    """A message as inline markup: sources by number, facts by the name under which they are filled in."""
    try:
        parts: Sequence[Part] = parse(text)
    except ValueError:  # a ** without a partner stands as it was written, and a remark says so
        return escape(text)
    return Markup("").join(_part(part, numbers) for part in parts)


def _part(part: Part, numbers: Mapping[str, int]) -> Markup:
    match part:
        case Words(text, strong):
            return Markup("<b>{}</b>").format(text) if strong else escape(text)
        case Placeholder(name, strong):
            fact = Markup("<fact>{}</fact>").format(f"{{{name}}}")
            return Markup("<b>{}</b>").format(fact) if strong else fact
        case Citation(ids) if all(id_ in numbers for id_ in ids):
            cited = " ".join(str(number) for number in sorted(numbers[id_] for id_ in ids))
            return Markup('<cite numbers="{}"/>').format(cited)
        case Citation(ids):
            return escape(f" [{'; '.join(ids)}]")
        case _:
            raise AssertionError("no fact is filled in yet")


def _cited(handout: Handout) -> Iterator[str]:
    """The ids of the sources, in the order in which the sheet cites them; those that it does not cite last."""
    parts = (part for message in handout.messages() for part in parse(message.text))
    cited = (id_ for part in parts if isinstance(part, Citation) for id_ in part.ids)
    known = [source.id for source in handout.sources]
    return iter(dict.fromkeys((*(id_ for id_ in cited if id_ in known), *known)))


def _references(reviewed: Reviewed, numbers: Mapping[str, int]) -> Iterator[_Reference]:
    sources = {source.id: source for source in reviewed.handout.sources}
    for id_, number in numbers.items():
        source = sources[id_]
        note = f"{_CHECKED[source.checked]} {source.note}".strip() if reviewed.english_alone else ""
        yield _Reference(number, f"source-{number}", reference(source), note)
