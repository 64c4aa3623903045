"""How far a catalog is, counted as GNU msgfmt counts, and whether what safety rests on is whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from press.catalogs.catalog import Catalog
from press.catalogs.extract import SourceMessage


@dataclass(frozen=True, slots=True)
class Count:
    """The messages of the English, and how many of them a language has."""

    messages: int = 0
    translated: int = 0
    fuzzy: int = 0
    safety: int = 0  # messages on which a patient's safety rests
    safety_translated: int = 0

    @property
    def missing(self) -> int:
        """Messages without words."""
        return self.messages - self.translated - self.fuzzy

    @property
    def safety_missing(self) -> int:
        """Messages on which safety rests and that nobody can read yet."""
        return self.safety - self.safety_translated

    def reaches(self, percent: float) -> bool:
        """Whether at least so much is translated; nothing is rounded."""
        return self.translated * 100 >= percent * self.messages


def count(messages: Iterable[SourceMessage], catalog: Catalog | None) -> Count:
    """How many of *messages* stand in *catalog*; none, where nobody has begun one."""
    wanted = tuple(messages)
    found = [(message, catalog.get(message.key) if catalog is not None else None) for message in wanted]
    worded = [(message, one) for message, one in found if one is not None and one.text.strip()]
    translated = [message for message, one in worded if not one.fuzzy]
    return Count(
        messages=len(wanted),
        translated=len(translated),
        fuzzy=len(worded) - len(translated),
        safety=sum(message.safety for message in wanted),
        safety_translated=sum(message.safety for message in translated),
    )
