"""Who stands for the words of a sheet: what the signatures of reviews.toml cover, and what they do not.

A signature covers the words as they were read, those of the interface among
them: whoever signs a topic in a language signs the whole sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from press.content.model import Handout, Source
from press.content.reviews import Signature, words_hash
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


def english_words(handout: Handout, translations: Translations) -> str:
    """The hash of what a signature under the English covers: the topic, its references, the interface."""
    return words_hash(
        (
            *(message.key for message in handout.messages()),
            *(("source", *_fields(source)) for source in handout.sources),
            *(("interface", message.text) for message in translations.interface_messages),
        )
    )


def translated_words(handout: Handout, translations: Translations) -> str:
    """The hash of what a signature under a translation covers: the English, and what stands for it."""
    return words_hash((*_translated(handout, translations), ("english", english_words(handout, translations))))


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
    parts = [(f"the English of {handout.front.id}", signed, english_words(handout, translations))]
    if language != SOURCE_LANGUAGE:
        name = f"the translation of {handout.front.id} into {language}"
        parts.append((name, signed_translation, translated_words(handout, translations)))
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


def _translated(handout: Handout, translations: Translations) -> Iterator[tuple[str, ...]]:
    for message in handout.messages():
        found = translations.topic.get(message.key) if translations.topic else None
        yield *message.key, found.text if found else ""
    for said in translations.interface_messages:
        found = translations.interface.get(said.key) if translations.interface else None
        yield "interface", said.text, found.text if found else ""


def _fields(source: Source) -> Iterator[str]:
    yield from (source.id, *source.authors, *source.editors, source.title, source.container_title, str(source.year))
    yield from (source.volume, source.issue, source.page, source.doi, source.url, source.checked)
