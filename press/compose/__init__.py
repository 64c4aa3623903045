"""Fill the template with a localized handout and a brand, and read what comes out into a Document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import TemplateError
from markupsafe import Markup, escape

from press.compose.beside import DOT, side_by_side
from press.compose.desk import DeskPage, compose_desk
from press.compose.environment import environment
from press.compose.markup import Reader
from press.compose.references import link, reference
from press.compose.required import left_out
from press.content.inline import Citation, Fact, Part, Placeholder, Words
from press.content.model import Checked, FrontMatter, Source
from press.design.brand import Brand
from press.document import Document, Metadata
from press.localize import (
    Localized,
    LocalizedHandout,
    LocalizedSection,
    Standing,
    format_date,
    format_hours,
    format_list,
    format_number,
    localized_digits,
)
from press.places import SOURCE_LANGUAGE, Region
from press.problems import HandoutError, Problem, raise_if_any, shown

__all__ = ["DeskPage", "compose", "compose_desk", "side_by_side"]

TEMPLATE = "handout.xml"
_DOT = escape(DOT)
_PHONES = frozenset({"phone", "clinic_phone", "phone_24h"})  # placeholders that a number to call fills


def compose(handout: LocalizedHandout, brand: Brand, standing: Standing, templates: Path) -> Document:
    """The sheet in reading order.

    Raises:
        HandoutError: if the template leaves out what no sheet may lack, or writes what there is not.
    """
    composer = _Composer(handout, brand, standing)
    digits = localized_digits(handout.profile)
    pictures = {"logo": brand.logo} if brand.logo else {}
    try:
        text = environment(templates).get_template(TEMPLATE).render(composer.context())
        blocks, running = Reader(handout.profile.language, pictures, digits=digits).document(text)
    except (ValueError, SyntaxError, TemplateError) as error:
        raise HandoutError([_template_problem(templates, str(error))]) from error
    document = Document(handout.profile.language, blocks, running, composer.metadata())
    anchors = [f"source-{number}" for number in composer.numbers.values()]
    missing = left_out(document, handout, brand, anchors, draft=standing.draft)
    raise_if_any(_template_problem(templates, f"the template leaves out {what}") for what in missing)
    return document


def _template_problem(templates: Path, what: str) -> Problem:
    return Problem(shown(templates / TEMPLATE), 0, what, "mend the template")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the template sees of the handout."""

    front: FrontMatter
    region: Region
    title: Localized
    sections: tuple[LocalizedSection, ...]
    incomplete: bool
    draft: bool
    reviewers: bool

    def section(self, id_: str) -> LocalizedSection | None:
        return next((section for section in self.sections if section.id == id_), None)


class _Said(Markup):
    """A message of the interface as inline markup, with the English it was asked by."""

    english: str
    missing: bool


@dataclass(frozen=True, slots=True)
class _NumberedSource:
    number: str
    anchor: str
    reference: Markup


class _Composer:
    """The functions and values of the template."""

    def __init__(self, handout: LocalizedHandout, brand: Brand, standing: Standing) -> None:
        self.handout, self.brand, self.standing = handout, brand, standing
        self.profile = handout.profile
        self.numbers = {id_: number for number, id_ in enumerate(_cited(handout), start=1)}
        self.facts = {
            "clinic_name": brand.name,
            "clinic_phone": brand.phone,
            "phone_24h": brand.phone_24h,
            "clinic_website": brand.website,
        }

    def context(self) -> dict[str, object]:
        """What the template can name."""
        front = self.handout.front
        return {
            "sheet": self.sheet(),
            "brand": self.brand,
            "words": self.words,
            "_": self.say,
            "with_english": self.with_english,
            "plain": lambda markup: Markup(markup).striptags(),  # noqa: S704  our own markup, on its way to text
            "date": self.date,
            "fact": _fact,
            "phone": _phone,
            "link": lambda url: link(url, url.removeprefix("https://").rstrip("/")),
            "sources": tuple(self.sources()),
            "unconfirmed": self.unconfirmed(),
            "authors": escape(format_list(front.authors, self.profile)),
            "reviewers": escape(format_list(self.standing.reviewers, self.profile)),
            "contact_line": self.contact_line(),
            "topic_link": self.brand.topic_page(front.id, self.profile.language.tag),
        }

    def sheet(self) -> _Sheet:
        """The handout as the template sees it."""
        handout, standing = self.handout, self.standing
        return _Sheet(
            handout.front,
            handout.region,
            handout.title,
            handout.sections,
            incomplete=bool(handout.missing),
            draft=standing.draft,
            reviewers=bool(standing.reviewers),
        )

    def metadata(self) -> Metadata:
        """What the file says of itself; a draft says so."""
        front = self.handout.front
        status = "incomplete" if self.handout.missing else "draft" if self.standing.draft else ""
        title = "".join(_text(part) for part in self.handout.title.parts)
        keywords = (*front.keywords, *front.icd_10_cm, *front.snomed_ct, f"version {front.version}")
        return Metadata(
            title=f"[{status}] {title}" if status else title,
            author=", ".join(front.authors),
            subject=f"{front.id} {front.version} · {self.profile.language.tag} · {self.brand.name}",
            keywords=(*keywords, status) if status else keywords,
            status=status,
        )

    def date(self, value: date) -> Markup:
        """A date in words, kept apart from the direction around it."""
        return _fact(format_date(value, self.profile, self.handout.region))

    def words(self, message: Localized) -> Markup:
        """A message as inline markup."""
        markup = Markup("").join(self._part(part) for part in message.parts)
        return Markup("<missing>{}</missing>").format(markup) if message.missing else markup

    def say(self, english: str, **values: str | Markup) -> Markup:
        """A message of the interface with its placeholders filled in."""
        message = self.handout.interface[english]
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
        return Markup('{}{}<span lang="en">{}</span>').format(said, _DOT, said.english)

    def _part(self, part: Part) -> Markup:
        match part:
            case Words(text, strong):
                return _strong(escape(text), strong)
            case Fact(text, strong, phone):
                return _strong(_phone(text) if phone else _fact(text), strong)
            case Placeholder(name, strong):
                value = self.facts.get(name)
                return _strong(_filled(name, value), strong) if value is not None else escape(f"{{{name}}}")
            case Citation(ids):
                numbers = " ".join(str(number) for number in sorted(self.numbers[id_] for id_ in ids))
                return Markup('<cite numbers="{}"/>').format(numbers)

    def sources(self) -> Iterator[_NumberedSource]:
        """The sources in the order in which the sheet cites them."""
        for id_, number in self.numbers.items():
            label = f"{format_number(number, self.profile)}."
            yield _NumberedSource(label, f"source-{number}", reference(self._source(id_)))

    def _source(self, id_: str) -> Source:
        return next(source for source in self.handout.sources if source.id == id_)

    def unconfirmed(self) -> Markup:
        """The numbers of the references that nobody of ours has read."""
        numbers = [
            format_number(number, self.profile)
            for id_, number in self.numbers.items()
            if self._source(id_).checked is not Checked.READ
        ]
        return _fact(format_list(numbers, self.profile))

    def contact_line(self) -> Markup:
        """Where the clinic is and when it is open."""
        spans = (format_hours(span, self.profile, self.handout.region) for span in self.brand.hours)
        hours = [Markup("{}\u00a0·\u00a0{}").format(*map(_fact, span)) for span in spans]
        parts = [self.brand.name, *self.brand.address]
        line = _DOT.join([escape(", ".join(parts)), *hours])
        return line if len(parts) > 1 or hours else Markup("")


def _strong(markup: Markup, strong: bool) -> Markup:
    return Markup("<b>{}</b>").format(markup) if strong else markup


def _fact(text: str) -> Markup:
    return Markup("<fact>{}</fact>").format(text) if text else Markup("")


def _phone(text: str) -> Markup:
    return Markup("<phone>{}</phone>").format(text)


def _filled(name: str, text: str) -> Markup:
    """A fact in the place of a placeholder."""
    return _phone(text) if name in _PHONES else _fact(text)


def _text(part: Part) -> str:
    return part.text if isinstance(part, Words | Fact) else ""


def _cited(handout: LocalizedHandout) -> Iterator[str]:
    """The ids of the sources, each once, in the order in which the sheet cites them."""
    seen: dict[str, None] = {}
    for section in handout.sections:
        for message in section.messages():
            for part in message.parts:
                if isinstance(part, Citation):
                    seen.update(dict.fromkeys(part.ids))
    return iter(seen)
