"""A topic in one language and for one region; dates, numbers, lists and hours as that language writes them."""

from press.localize.formats import format_date, format_hours, format_list, format_number, localized_digits
from press.localize.handout import (
    Localized,
    LocalizedBlock,
    LocalizedHandout,
    LocalizedItems,
    LocalizedParagraph,
    LocalizedQuestion,
    LocalizedSection,
    Translations,
    localize,
)

__all__ = [
    "Localized",
    "LocalizedBlock",
    "LocalizedHandout",
    "LocalizedItems",
    "LocalizedParagraph",
    "LocalizedQuestion",
    "LocalizedSection",
    "Translations",
    "format_date",
    "format_hours",
    "format_list",
    "format_number",
    "localize",
    "localized_digits",
]
