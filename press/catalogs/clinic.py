"""A clinic's own words as messages: the titles of its packets, and the phrases of its notes to patients."""

from __future__ import annotations

from pathlib import Path

from press.catalogs.extract import SourceMessage
from press.catalogs.update import update_catalog
from press.design.brand import FILE_NAME, Brand
from press.places import SOURCE_LANGUAGE, Library
from press.problems import HandoutError, Problem, raise_if_any

PACKET, PHRASE = "packet", "phrase"  # gettext's msgctxt


def clinic_catalog(clinic: Path, tag: str) -> Path:
    """The PO file of a clinic's own words in a language."""
    return clinic / "locales" / f"{tag}.po"


def clinic_messages(brand: Brand) -> tuple[SourceMessage, ...]:
    """The messages of a clinic, each (context, text) once."""
    titles = (
        SourceMessage(PACKET, packet.title, ("The title of a packet, large on its cover.",), FILE_NAME)
        for packet in brand.packets
    )
    phrases = (
        SourceMessage(PHRASE, text, (f"A note to a patient ({name}).",), FILE_NAME) for name, text in brand.phrases
    )
    return tuple({message.key: message for message in (*titles, *phrases)}.values())


def update_clinic(library: Library, clinic: Path, brand: Brand) -> tuple[Path, ...]:
    """The PO files of *clinic* that had to change so that each of its languages holds all of its own words.

    Raises:
        HandoutError: naming every fault of the PO files; sound files are updated.
    """
    messages = clinic_messages(brand)
    changed: list[Path] = []
    problems: list[Problem] = []
    for tag in brand.languages:
        path = clinic_catalog(clinic, tag)
        if tag == SOURCE_LANGUAGE or not (messages or path.exists()):
            continue
        try:
            if update_catalog(path, messages, library.language(tag)):
                changed.append(path)
        except HandoutError as error:
            problems += error.problems
    raise_if_any(problems)
    return tuple(changed)
