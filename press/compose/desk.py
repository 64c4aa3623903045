"""Pages for the desk: for staff, translators and reviewers, never for a patient. Their own words are English.

A template in templates/desk writes the markup of press.compose.markup, as that
of a handout does; its words go through no translation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import TemplateError

from press.compose.environment import environment
from press.compose.markup import Reader
from press.document import Document, Language, Metadata
from press.places import SOURCE_LANGUAGE
from press.problems import HandoutError, Problem, shown

STATUS = "desk"  # in the file's own record, so that nobody takes the page for a handout


@dataclass(frozen=True, slots=True)
class DeskPage:
    """What a page for the desk is filled with."""

    template: str  # "review" is templates/desk/review.xml
    title: str  # in the file's own record
    values: Mapping[str, object] = field(default_factory=dict)  # what the template can name; text is escaped there
    languages: tuple[Language, ...] = ()  # those of its words besides English; the first is that of the pairs
    design: str = "desk"  # of its paper: "desk" is templates/desk/desk.toml


def compose_desk(page: DeskPage, templates: Path) -> Document:
    """The page in reading order. In its pairs English is first, and neither language the quieter one.

    Raises:
        HandoutError: if there is no such template, or it writes what there is not.
    """
    english = Language(SOURCE_LANGUAGE)
    name = f"desk/{page.template}.xml"
    try:
        text = environment(templates).get_template(name).render(page.values)
        reader = Reader(english, {}, languages={one.tag: one for one in page.languages})
        blocks, running = reader.document(text)
    except (ValueError, SyntaxError, TemplateError) as error:
        raise HandoutError([Problem(shown(templates / name), 0, str(error), "mend the template")]) from error
    beside = page.languages[0] if page.languages else None
    metadata = Metadata(page.title, keywords=(STATUS,), status=STATUS)
    return Document(english, blocks, running, metadata, beside, peers=True)
