"""Personal lines as a sheet prints them: the clinic's phrases in the reader's language, typed notes as they are."""

from __future__ import annotations

from dataclasses import dataclass

from press.content.personal import Personal
from press.document import Language
from press.localize.handout import Localized


@dataclass(frozen=True, slots=True, repr=False)
class PersonalLines:
    """What one sheet says to one patient."""

    given: Personal
    notes: tuple[str | Localized, ...]
    typed_in: Language  # the language of the notes that were typed
