"""Where things are: the five folders that people edit, and the facts of a language and of a place."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from press.document import Direction, Language
from press.problems import ExitCode, HandoutError, Problem, shown


@dataclass(frozen=True, slots=True)
class LanguageProfile:
    """How a language is set, from locales/<tag>/language.toml; no Python knows a language by name."""

    language: Language
    name: str
    own_name: str
    fonts: tuple[str, ...]  # folders of fonts/, in the order of fallback
    leading: float  # times the size
    size: float  # times the Latin size of a design
    breaks: str  # ICU locale with its -u- keywords
    locale: str  # CLDR
    digits: str  # CLDR numbering system


@dataclass(frozen=True, slots=True)
class Region:
    """Facts of a place, from locales/regions/<CC>.toml."""

    code: str
    name: str
    emergency_number: str
    miscarriage_weeks: int
    paper: str
    units: str


@dataclass(frozen=True, slots=True)
class Library:
    """The five folders: handouts, templates, locales, fonts, clinics."""

    root: Path

    @property
    def handouts(self) -> Path:
        """One folder a topic."""
        return self.root / "handouts"

    @property
    def templates(self) -> Path:
        """Jinja2 templates, and designs/*.toml."""
        return self.root / "templates"

    @property
    def locales(self) -> Path:
        """One folder a language, and regions/."""
        return self.root / "locales"

    @property
    def fonts(self) -> Path:
        """One folder a family."""
        return self.root / "fonts"

    @property
    def clinics(self) -> Path:
        """One folder a brand."""
        return self.root / "clinics"

    def topics(self) -> tuple[str, ...]:
        """The ids of the topics, sorted."""
        return tuple(sorted(path.parent.name for path in self.handouts.glob("*/handout.md")))

    def languages(self) -> tuple[str, ...]:
        """The tags of the languages, sorted, English among them."""
        return tuple(sorted(path.parent.name for path in self.locales.glob("*/language.toml")))

    def regions(self) -> tuple[str, ...]:
        """The codes of the regions, sorted."""
        return tuple(sorted(path.stem for path in (self.locales / "regions").glob("*.toml")))

    def catalog(self, tag: str, name: str) -> Path:
        """The PO file of a topic, or of "interface", in a language."""
        return self.locales / tag / "LC_MESSAGES" / f"{name}.po"


def find_library() -> Library:
    """The folders of the checkout that this package stands in, or those that its wheel carries."""
    package = Path(__file__).resolve().parent
    packed = package / "library"
    return Library(packed if packed.is_dir() else package.parent)
