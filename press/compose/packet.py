"""The cover of a packet: whose it is, what is inside and on which page, and lines to write on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from press.compose.required import DRAFT, bands_left_out, personal_left_out, sheets_left_out
from press.compose.speaker import Speaker, plain, text_of
from press.compose.template import Template
from press.design.brand import Brand
from press.document import Document, Metadata
from press.localize import Localized, LocalizedHandout, PersonalLines, format_number
from press.problems import raise_if_any

TEMPLATE = "packet.xml"


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover of a packet has to say, in one language."""

    name: str  # of the packet
    title: Localized
    sheets: tuple[LocalizedHandout, ...]  # at least one
    starts: tuple[int, ...]  # the page on which each begins
    draft: bool  # whether any of them is


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the template sees of a sheet."""

    number: str
    title: str
    anchor: str
    page: str


def compose_cover(cover: Cover, brand: Brand, templates: Path, personal: PersonalLines | None = None) -> Document:
    """The cover in reading order; the anchors that it links to are the ids of its topics.

    Raises:
        HandoutError: if the template leaves out a sheet or the band of a draft, or writes what there is not.
    """
    speaker = _CoverSpeaker(cover, brand, personal)
    template = Template(templates, TEMPLATE)
    blocks, running = template.read(speaker)
    document = Document(speaker.profile.language, blocks, running, speaker.metadata())
    missing = (
        *bands_left_out(document, cover.sheets[0], ((cover.draft, DRAFT),)),
        *sheets_left_out(document, cover.sheets),
        *personal_left_out(document, personal),
    )
    raise_if_any(template.problem(f"the template leaves out {what}") for what in missing)
    return document


class _CoverSpeaker(Speaker):
    """The functions and values of the template."""

    def __init__(self, cover: Cover, brand: Brand, personal: PersonalLines | None) -> None:
        super().__init__(cover.sheets[0], brand, personal)
        self.cover = cover

    def context(self) -> dict[str, object]:
        """What the template can name."""
        return super().context() | {
            "title": self.cover.title,
            "draft": self.cover.draft,
            "sheets": tuple(self.sheets()),
        }

    def sheets(self) -> Iterator[_Sheet]:
        """The sheets in their order."""
        for number, (sheet, start) in enumerate(zip(self.cover.sheets, self.cover.starts, strict=True), start=1):
            label, page = (format_number(value, self.profile) for value in (number, start))
            yield _Sheet(f"{label}.", plain(self.words(sheet.title)), sheet.front.id, page)

    def metadata(self) -> Metadata:
        """What the file says of itself; a packet with a draft in it says so."""
        status = "draft" if self.cover.draft else ""
        title = text_of(self.cover.title)
        fronts = [sheet.front for sheet in self.cover.sheets]
        keywords = [keyword for front in fronts for keyword in (*front.keywords, f"{front.id} {front.version}")]
        return Metadata(
            title=f"[{status}] {title}" if status else title,
            author=", ".join(dict.fromkeys(author for front in fronts for author in front.authors)),
            subject=f"{self.cover.name} · {self.profile.language.tag} · {self.brand.name}",
            keywords=tuple(dict.fromkeys((*keywords, status) if status else keywords)),
            status=status,
        )
