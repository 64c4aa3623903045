"""A template, filled in by a speaker and read back as blocks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateError

from press.caches import is_off_the_record
from press.compose.environment import environment
from press.compose.markup import Reader
from press.compose.speaker import Speaker
from press.document import Block, Running
from press.localize import localized_digits
from press.problems import HandoutError, Problem, shown


@dataclass(frozen=True, slots=True)
class Template:
    """A file of templates/."""

    folder: Path
    name: str

    def read(self, speaker: Speaker, sources: str = "source-") -> tuple[tuple[Block, ...], Running]:
        """What the template says of a sheet; *sources* is what the anchors of its sources begin with.

        Raises:
            HandoutError: if it is broken, or writes what there is not.
        """
        brand, personal, profile = speaker.brand, speaker.personal, speaker.profile
        reader = Reader(
            profile.language,
            {"logo": brand.logo} if brand.logo else {},
            digits=localized_digits(profile),
            sources=sources,
            languages={personal.typed_in.tag: personal.typed_in} if personal else {},
        )
        try:
            return reader.document(environment(self.folder).get_template(self.name).render(speaker.context()))
        except (ValueError, SyntaxError, TemplateError) as error:
            what = "it does not go with the personal lines" if is_off_the_record() else str(error)
            raise HandoutError([self.problem(what)]) from error

    def problem(self, what: str) -> Problem:
        """A fault of the template."""
        return Problem(shown(self.folder / self.name), 0, what, "mend the template")
