"""A Document becomes a story: parts that fill their pages evenly, and what repeats on each page."""

from __future__ import annotations

from collections.abc import Mapping

from press.design.sheet import Sheet
from press.document import Document
from press.layout.binding import Binder, Gathering, Story, booklet, first_pages
from press.places import LanguageProfile
from press.text.paragraph import Typesetter

__all__ = ["Binder", "Gathering", "Story", "booklet", "first_pages", "lay_out"]


def lay_out(document: Document, sheet: Sheet, typesetter: Typesetter, profiles: Mapping[str, LanguageProfile]) -> Story:
    """Set *document* on the pages that it needs, evenly filled; type never shrinks to fit.

    *profiles* has every language whose words stand in the document.

    Raises:
        HandoutError: if a font lacks a character, a block is higher than a page, or the clinic's lines than its head.
    """
    binder = Binder(sheet, typesetter, profiles)
    return binder.bind([binder.gather(document)])
