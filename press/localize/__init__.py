"""A topic in one language and for one region; dates, numbers, lists and hours as that language writes them."""

from press.localize.formats import (
    format_appointment,
    format_date,
    format_hours,
    format_list,
    format_number,
    localized_digits,
)
from press.localize.handout import (
    Localized,
    LocalizedHandout,
    LocalizedSection,
    Translations,
    localize,
    localize_message,
)
from press.localize.personal import PersonalLines
from press.localize.standing import Standing, sheet_words, standing

__all__ = [
    "Localized",
    "LocalizedHandout",
    "LocalizedSection",
    "PersonalLines",
    "Standing",
    "Translations",
    "format_appointment",
    "format_date",
    "format_hours",
    "format_list",
    "format_number",
    "localize",
    "localize_message",
    "localized_digits",
    "sheet_words",
    "standing",
]
