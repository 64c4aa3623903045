"""What no sheet may lack, however its template is edited: the medicine, its sources, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from press.content.inline import Fact, Words
from press.design.brand import Brand
from press.document import Block, Box, Document, Item, List, Section, Tone, plain, walk, words
from press.localize import Localized, LocalizedHandout, PersonalLines

# The English of the messages that say how far a sheet can be trusted, as templates/handout.xml has them.
INCOMPLETE = "Incomplete: some of this text is not translated. Do not give it to a patient."
DRAFT = "Draft: a clinician has not reviewed this yet"
DISCLAIMER = (
    "This sheet gives general information. It does not replace the advice of a doctor, nurse or midwife who knows you."
    " If you are worried, call us."
)


def left_out(
    document: Document, handout: LocalizedHandout, brand: Brand, sources: Sequence[str], *, draft: bool
) -> Iterator[str]:
    """What the sheet lacks, in words for who edits the template.

    *sources* are the anchors of those cited. Bands have to be in English too.
    """
    yield from bands_left_out(document, handout, ((bool(handout.missing), INCOMPLETE), (draft, DRAFT)))
    if not _says(_text(document, _section(document.blocks, "disclaimer")), handout, DISCLAIMER):
        yield "the disclaimer, in the section “disclaimer”"
    listed = _section(document.blocks, "sources")
    if not set(sources) <= {item.anchor for item in _items(listed) if plain(item.runs).strip()}:
        yield "sources that the text cites, in the section “sources”"
    yield from _help_left_out(document, handout, brand)
    whole = _text(document, document.blocks)
    for message in (handout.title, *(one for section in handout.sections for one in section.messages())):
        if not _stands(message, whole):
            yield f"a text of the topic: “{message.source[:50]}”"


def bands_left_out(document: Document, handout: LocalizedHandout, wanted: Sequence[tuple[bool, str]]) -> Iterator[str]:
    """The bands that are wanted and not there in the language of *handout* and in English."""
    bands = [plain(runs) for runs in document.running.bands]
    for due, said in wanted:
        if due and not any(_says(band, handout, said) and said in band for band in bands):
            yield f"the band “{said}”"


def personal_left_out(document: Document, personal: PersonalLines | None) -> Iterator[str]:
    """The personal lines that the sheet does not say, by their keys and never by their words."""
    if personal is None:
        return
    said = _text(document, document.blocks)
    for key, line, text in personal.given.typed():
        if text not in said:
            yield f"“{key}” of the personal lines (line {line})"
    for note in personal.notes:
        if isinstance(note, Localized) and not _stands(note, said):
            yield f"the phrase “{note.source[:50]}”"


def sheets_left_out(document: Document, sheets: Sequence[LocalizedHandout]) -> Iterator[str]:
    """The sheets of a packet that its cover does not lead to by their titles."""
    links = {run.target: run.text for item in _items(document.blocks) for run in item.runs if run.target}
    for sheet in sheets:
        if not _stands(sheet.title, links.get(f"#{sheet.front.id}", "")):
            yield f"the sheet {sheet.front.id}"


def _help_left_out(document: Document, handout: LocalizedHandout, brand: Brand) -> Iterator[str]:
    urgent = [block for block in walk(document.blocks) if isinstance(block, Box) and block.tone is Tone.URGENT]
    box = next((one for one in urgent if _section(one.blocks, "get-help")), None)
    if box is None:
        yield "the section “get-help” in an urgent box"
        return
    said = _text(document, box.blocks)
    section = next(section for section in handout.sections if section.id == "get-help")
    if not all(_stands(message, said) for message in (section.heading, *section.messages())):
        yield "texts of the section “get-help”"
    for number in (brand.phone_24h, handout.region.emergency_number):
        if number not in said:
            yield f"the number {number} in the get-help box"


def _says(text: str, handout: LocalizedHandout, english: str) -> bool:
    message = handout.interface.get(english)
    return message is not None and _stands(message, text)


def _stands(message: Localized, text: str) -> bool:
    """Whether the words of *message* stand in *text*; a clinic's facts and citations may stand between them."""
    return all(part.text.strip() in text for part in message.parts if isinstance(part, Words | Fact))


def _text(document: Document, blocks: tuple[Block, ...]) -> str:
    return "\n".join(words(replace(document, blocks=blocks)))


def _section(blocks: tuple[Block, ...], id_: str) -> tuple[Block, ...]:
    """The blocks of a section; nothing if there is none."""
    sections = (block for block in walk(blocks) if isinstance(block, Section) and block.id == id_)
    return next((section.blocks for section in sections), ())


def _items(blocks: tuple[Block, ...]) -> Iterator[Item]:
    for block in walk(blocks):
        if isinstance(block, List):
            yield from block.items
