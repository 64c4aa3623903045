"""Who stands for the words of a sheet: what the signatures of reviews.toml cover, and what they do not.

A signature covers the words as they were read, those of the interface among
them: whoever signs a topic in a language signs the whole sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from press.catalogs import Catalog, Key
from press.content.model import Handout, Source
from press.content.reviews import Signature
from press.content.sheet_words import SheetWords
from press.localize.handout import Translations
from press.places import SOURCE_LANGUAGE


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands for the words of a sheet; nobody, until somebody has signed."""

    reviewers: tuple[str, ...] = ()  # "A. Example, MD", of signatures that cover the words as they are
    unsigned: tuple[str, ...] = ()  # what no signature covers, in words for the staff

    @property
    def draft(self) -> bool:
        """Whether some words of the sheet are not covered by a signature."""
        return bool(self.unsigned)

    def but(self, *reasons: str) -> Standing:
        """The same, with more reasons why the sheet is a draft."""
        return replace(self, unsigned=(*self.unsigned, *reasons))


def sheet_words(handout: Handout, translations: Translations) -> SheetWords:
    """The words of a topic and of the interface, with what *translations* has for them."""
    return SheetWords(
        tuple((*message.key, _text(translations.topic, message.key)) for message in handout.messages()),
        tuple(tuple(_fields(source)) for source in handout.sources),
        tuple((said.text, _text(translations.interface, said.key)) for said in translations.interface_messages),
    )


def standing(
    handout: Handout,
    translations: Translations,
    language: str,
    signed: tuple[Signature, ...],
    signed_translation: tuple[Signature, ...],
) -> Standing:
    """Which signatures cover the words as they are now.

    *signed* are the signatures under the English of the topic, and
    *signed_translation* those under its words in *language*.
    """
    sheet = sheet_words(handout, translations)
    parts = [(f"the English of {handout.front.id}", signed, sheet.english_hash)]
    if language != SOURCE_LANGUAGE:
        name = f"the translation of {handout.front.id} into {language}"
        parts.append((name, signed_translation, sheet.translated_hash))
    reviewers: list[str] = []
    unsigned: list[str] = []
    for name, signatures, words in parts:
        covering = [signature for signature in signatures if signature.words == words]
        reviewers += [f"{signature.name}, {signature.qualification}" for signature in covering]
        if not covering:
            unsigned.append(f"{name} {_why(signatures)}")
    return Standing(tuple(dict.fromkeys(reviewers)), tuple(unsigned))


def _why(signatures: tuple[Signature, ...]) -> str:
    if not signatures:
        return "is not signed"
    last = max(signatures, key=lambda signature: signature.date)
    return f"has changed since {last.name} signed it on {last.date.isoformat()}"


def _text(catalog: Catalog | None, key: Key) -> str:
    found = catalog.get(key) if catalog else None
    return found.text if found else ""


def _fields(source: Source) -> Iterator[str]:
    yield from (source.id, *source.authors, *source.editors, source.title, source.container_title, str(source.year))
    yield from (source.volume, source.issue, source.page, source.doi, source.url, source.checked)
