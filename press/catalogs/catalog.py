"""A translated file as values: what a message says in another language, and where that stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

Key = tuple[str, str]  # gettext's msgctxt ("" where there is none) and msgid


@dataclass(frozen=True, slots=True)
class Translation:
    """The words of one message; empty where nobody has translated it."""

    text: str
    fuzzy: bool = False
    line: int = 0  # in the PO file, 1-based
    flags: tuple[str, ...] = ()  # "#, …"
    notes: tuple[str, ...] = ()  # "# …": the translator's
    forms: tuple[str, ...] = ()  # of a message with plurals, all of them


@dataclass(frozen=True, slots=True, eq=False)
class Catalog(Mapping[Key, Translation]):
    """The translations of one file that came through the gate."""

    path: Path
    language: str  # the tag of the folder
    translations: dict[Key, Translation]

    def __getitem__(self, key: Key) -> Translation:
        return self.translations[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self.translations)

    def __len__(self) -> int:
        return len(self.translations)

    @property
    def begun(self) -> bool:
        """Whether anything is translated."""
        return any(translation.text.strip() for translation in self.translations.values())
