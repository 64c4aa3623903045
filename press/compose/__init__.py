"""Fill the template with a localized handout and a brand, and read what comes out into a Document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup, escape

from press.compose.beside import side_by_side
from press.compose.desk import DeskPage, compose_desk
from press.compose.packet import Cover, compose_cover
from press.compose.references import reference
from press.compose.required import left_out, personal_left_out
from press.compose.speaker import DOT_MARKUP, Speaker, fact, text_of
from press.compose.template import Template
from press.content.inline import Citation, Placeholder
from press.content.model import Checked, FrontMatter, Source
from press.design.brand import Brand
from press.document import Document, Metadata
from press.localize import (
    Localized,
    LocalizedHandout,
    LocalizedSection,
    PersonalLines,
    Standing,
    format_hours,
    format_list,
    format_number,
)
from press.places import Region
from press.problems import ExitCode, Problem, raise_if_any

__all__ = ["Cover", "DeskPage", "compose", "compose_cover", "compose_desk", "side_by_side"]

TEMPLATE = "handout.xml"


def compose(
    handout: LocalizedHandout,
    brand: Brand,
    standing: Standing,
    templates: Path,
    *,
    anchor: str = "",
    personal: PersonalLines | None = None,
) -> Document:
    """The sheet in reading order, with what it says to one patient.

    In a packet its *anchor* tells its places from those of other sheets.

    Raises:
        HandoutError: if a text names what the clinic has not, or the template leaves out what no sheet may lack, or
            writes what there is not.
    """
    composer = _Composer(handout, brand, standing, personal, anchor)
    raise_if_any(_unfilled(handout, composer.facts))
    template = Template(templates, TEMPLATE)
    blocks, running = template.read(composer, composer.place)
    document = Document(handout.profile.language, blocks, running, composer.metadata(), anchor=anchor)
    anchors = [f"{composer.place}{number}" for number in composer.numbers.values()]
    missing = (
        *left_out(document, handout, brand, anchors, draft=standing.draft),
        *personal_left_out(document, personal),
    )
    raise_if_any(template.problem(f"the template leaves out {what}") for what in missing)
    return document


def _unfilled(handout: LocalizedHandout, facts: Mapping[str, str]) -> Iterator[Problem]:
    """Facts that a text names and the clinic did not give: their place would stay empty."""
    messages = (handout.title, *(message for section in handout.sections for message in section.messages()))
    named = {part.name for message in messages for part in message.parts if isinstance(part, Placeholder)}
    for name in sorted(named):
        if facts.get(name) == "":
            what = f"a text of {handout.front.id} says {{{name}}}, and the clinic has none"
            yield Problem("clinic.toml", 0, what, "give it there, or print another topic", ExitCode.BRAND)


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


@dataclass(frozen=True, slots=True)
class _NumberedSource:
    number: str
    anchor: str
    reference: Markup


class _Composer(Speaker):
    """The functions and values of the template."""

    def __init__(
        self, handout: LocalizedHandout, brand: Brand, standing: Standing, personal: PersonalLines | None, place: str
    ) -> None:
        super().__init__(handout, brand, personal)
        self.handout, self.standing = handout, standing
        self.numbers = {id_: number for number, id_ in enumerate(_cited(handout), start=1)}
        self.place = f"{place}-source-" if place else "source-"  # what the anchors of the sources begin with

    def context(self) -> dict[str, object]:
        """What the template can name."""
        front = self.handout.front
        return super().context() | {
            "sheet": self.sheet(),
            "sources": tuple(self.sources()),
            "unconfirmed": self.unconfirmed(),
            "authors": self.names(front.authors),
            "reviewers": self.names(self.standing.reviewers),
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
        title = text_of(self.handout.title)
        keywords = (*front.keywords, *front.icd_10_cm, *front.snomed_ct, f"version {front.version}")
        return Metadata(
            title=f"[{status}] {title}" if status else title,
            author=", ".join(front.authors),
            subject=f"{front.id} {front.version} · {self.profile.language.tag} · {self.brand.name}",
            keywords=(*keywords, status) if status else keywords,
            status=status,
        )

    def sources(self) -> Iterator[_NumberedSource]:
        """The sources in the order in which the sheet cites them."""
        for id_, number in self.numbers.items():
            label = f"{format_number(number, self.profile)}."
            yield _NumberedSource(label, f"{self.place}{number}", reference(self._source(id_)))

    def _source(self, id_: str) -> Source:
        return next(source for source in self.handout.sources if source.id == id_)

    def unconfirmed(self) -> Markup:
        """The numbers of the references that nobody of ours has read."""
        numbers = [
            format_number(number, self.profile)
            for id_, number in self.numbers.items()
            if self._source(id_).checked is not Checked.READ
        ]
        return fact(format_list(numbers, self.profile))

    def contact_line(self) -> Markup:
        """Where the clinic is and when it is open."""
        spans = (format_hours(span, self.profile, self.handout.region) for span in self.brand.hours)
        hours = [Markup("{}\u00a0·\u00a0{}").format(*map(fact, span)) for span in spans]
        parts = [self.brand.name, *self.brand.address]
        line = DOT_MARKUP.join([escape(", ".join(parts)), *hours])
        return line if len(parts) > 1 or hours else Markup("")


def _cited(handout: LocalizedHandout) -> Iterator[str]:
    """The ids of the sources, each once, in the order in which the sheet cites them."""
    seen: dict[str, None] = {}
    for section in handout.sections:
        for message in section.messages():
            for part in message.parts:
                if isinstance(part, Citation):
                    seen.update(dict.fromkeys(part.ids))
    return iter(seen)
