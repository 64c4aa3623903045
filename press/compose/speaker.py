"""What every template can call: messages of the interface with their facts, dates, addresses, all as inline markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from markupsafe import Markup, escape

from press.compose.beside import DOT
from press.compose.references import link
from press.content.inline import Citation, Fact, Part, Placeholder, Words
from press.design.brand import Brand
from press.localize import Localized, LocalizedHandout, PersonalLines, format_appointment, format_date, format_list
from press.places import SOURCE_LANGUAGE

DOT_MARKUP = escape(DOT)
_PRIVATE = 0xE000  # the first character that no text has (Unicode, private use): it holds a name's place in a list
_PHONES = frozenset({"phone", "clinic_phone", "phone_24h"})  # placeholders that a number to call fills


class _Said(Markup):
    """A message of the interface as inline markup, with the English it was asked by."""

    english: str
    missing: bool


class Speaker:
    """Says things in the language of a localized handout; *personal* is what is said to one patient."""

    def __init__(self, handout: LocalizedHandout, brand: Brand, personal: PersonalLines | None = None) -> None:
        self.profile, self.region, self.interface = handout.profile, handout.region, handout.interface
        self.brand, self.personal = brand, personal
        self.numbers: Mapping[str, int] = {}  # of the sources, by their ids
        self.facts = {
            "clinic_name": brand.name,
            "clinic_phone": brand.phone,
            "phone_24h": brand.phone_24h,
            "clinic_website": brand.website,
        }

    def context(self) -> dict[str, object]:
        """What every template can name."""
        return {
            "brand": self.brand,
            "words": self.words,
            "_": self.say,
            "with_english": self.with_english,
            "plain": plain,
            "date": self.date,
            "fact": fact,
            "phone": phone,
            "link": lambda url: link(url, url.removeprefix("https://").rstrip("/")),
            "personal": self.personal.given if self.personal else None,
            "appointment": self.appointment(),
            "notes": tuple(self.notes()),
        }

    def names(self, people: Sequence[str]) -> Markup:
        """The names of people, which may be written in letters of their own."""
        marks = [chr(_PRIVATE + place) for place in range(len(people))]
        said = escape(format_list(marks, self.profile))
        for mark, name in zip(marks, people, strict=True):
            said = said.replace(mark, fact(name))
        return said

    def date(self, value: date) -> Markup:
        """A date in words, kept apart from the direction around it."""
        return fact(format_date(value, self.profile, self.region))

    def appointment(self) -> Markup:
        """When the patient is to come, day and time, if that was given."""
        if self.personal is None or self.personal.given.appointment is None:
            return Markup("")
        return DOT_MARKUP.join(
            map(fact, format_appointment(*self.personal.given.appointment, self.profile, self.region))
        )

    def notes(self) -> Iterator[Markup]:
        """The notes to the patient: typed words as they are, in the language they were typed in."""
        if self.personal is None:
            return
        for note in self.personal.notes:
            typed = Markup('<span lang="{}">{}</span>').format(self.personal.typed_in.tag, note)
            yield self.words(note) if isinstance(note, Localized) else typed

    def words(self, message: Localized) -> Markup:
        """A message as inline markup."""
        markup = Markup("").join(self._part(part) for part in message.parts)
        return Markup("<missing>{}</missing>").format(markup) if message.missing else markup

    def say(self, english: str, **values: str | Markup) -> Markup:
        """A message of the interface with its placeholders filled in."""
        message = self.interface[english]
        filled = Markup("").join(
            self._value(part.name, values[part.name], message.missing)
            if isinstance(part, Placeholder) and part.name in values
            else self._part(part)
            for part in message.parts
        )
        said = _Said(Markup("<missing>{}</missing>").format(filled) if message.missing else filled)
        said.english, said.missing = english, message.missing
        return said

    def _value(self, name: str, value: str | Markup, in_english: bool) -> Markup:
        """What fills a placeholder; a date or a list stays in the language of the sheet where English stands in."""
        if not isinstance(value, Markup):
            return _filled(name, value)
        return Markup('<span lang="{}">{}</span>').format(self.profile.language.tag, value) if in_english else value

    def with_english(self, said: Markup) -> Markup:
        """What *said* the message, and last the English of it, which the staff reads; English alone once."""
        if self.profile.language.tag == SOURCE_LANGUAGE or not isinstance(said, _Said) or said.missing:
            return said
        return Markup('{}{}<span lang="en">{}</span>').format(said, DOT_MARKUP, said.english)

    def _part(self, part: Part) -> Markup:
        match part:
            case Words(text, strong):
                return _strong(escape(text), strong)
            case Fact(text, strong, is_phone):
                return _strong(phone(text) if is_phone else fact(text), strong)
            case Placeholder(name, strong):
                value = self.facts.get(name)
                return _strong(_filled(name, value), strong) if value is not None else escape(f"{{{name}}}")
            case Citation(ids):
                numbers = " ".join(str(number) for number in sorted(self.numbers[id_] for id_ in ids))
                return Markup('<cite numbers="{}"/>').format(numbers)


def _strong(markup: Markup, strong: bool) -> Markup:
    return Markup("<b>{}</b>").format(markup) if strong else markup


def fact(text: str) -> Markup:
    """A name, a date, an address: kept whole, and apart from the direction of the words around it."""
    return Markup("<fact>{}</fact>").format(text) if text else Markup("")


def phone(text: str) -> Markup:
    """A number to call."""
    return Markup("<phone>{}</phone>").format(text)


def _filled(name: str, text: str) -> Markup:
    """A fact in the place of a placeholder."""
    return phone(text) if name in _PHONES else fact(text)


def plain(markup: str) -> str:
    """Our own markup, on its way to text."""
    return Markup(markup).striptags()  # noqa: S704


def text_of(message: Localized) -> str:
    """The words of a message and the facts in them, without citations."""
    return "".join(part.text for part in message.parts if isinstance(part, Words | Fact))
