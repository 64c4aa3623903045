"""The messages to translate, from a topic and from the templates, each with a word to the translator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract_from_file
from jinja2 import TemplateSyntaxError

from press.catalogs.catalog import Key
from press.content.inline import PLACEHOLDER, parse
from press.content.model import ContentBlock, Handout, Items, Message, Paragraph, Question, Section
from press.problems import HandoutError, Problem, raise_if_any, shown


@dataclass(frozen=True, slots=True)
class SourceMessage:
    """One English message as a PO file holds it."""

    context: str  # msgctxt; "" for the interface
    text: str  # msgid
    comments: tuple[str, ...] = ()  # for the translator: where it prints, what must stay
    reference: str = ""  # the file it comes from, without a line: lines move with every edit

    @property
    def key(self) -> Key:
        """What tells this message from every other."""
        return self.context, self.text

    @property
    def flags(self) -> tuple[str, ...]:
        """gettext's flags; never python-format, which takes "5 % of" for a placeholder."""
        return ("python-brace-format",) if PLACEHOLDER.search(self.text) else ()


def topic_messages(handout: Handout) -> tuple[SourceMessage, ...]:
    """The messages of a topic in reading order, each (context, text) once."""
    reference = f"handouts/{handout.front.id}/{handout.path.name}"
    found: dict[Key, SourceMessage] = {}
    for message, where in _places(handout):
        comments = (where, *_what_stays(message.text))
        found.setdefault(message.key, SourceMessage(message.context, message.text, comments, reference))
    return tuple(found.values())


def _places(handout: Handout) -> Iterator[tuple[Message, str]]:
    yield handout.title, "The title of the handout."
    for section in handout.sections:
        yield section.heading, "The heading of a section."
        yield from _block_places(section.blocks, section)


def _block_places(blocks: tuple[ContentBlock, ...], section: Section) -> Iterator[tuple[Message, str]]:
    for block in blocks:
        match block:
            case Paragraph(message):
                yield message, f"A paragraph under “{section.heading.text}”."
            case Items(messages):
                yield from ((message, f"An item of the list under “{section.heading.text}”.") for message in messages)
            case Question(heading, answer):
                yield heading, "A question that people ask."
                yield from (
                    (message, f"The answer to “{heading.text}”") for message, _ in _block_places(answer, section)
                )


def _what_stays(text: str) -> Iterator[str]:
    if "**" in text:
        yield "**…** prints in bold: put it around the same words."
    if "[@" in text:
        yield "[@…] is the number of a source: keep it with the claim it stands for."
    placeholders = [found[0] for found in PLACEHOLDER.finditer(text)]
    if placeholders:
        yield f"{', '.join(placeholders)}: filled in when the sheet is printed; keep it to the letter."


def interface_messages(templates: Path) -> tuple[SourceMessage, ...]:
    """The messages of `_("…")` in the templates, each text once, with the `Translators:` comments beside them.

    Raises:
        HandoutError: naming every template that is not sound Jinja2.
    """
    comments: dict[str, list[str]] = {}
    references: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(templates.glob("*.xml")):
        try:
            for text, notes in _calls(path):
                references.setdefault(text, f"templates/{path.name}")
                known = comments.setdefault(text, [])
                known += [note for note in notes if note not in known]
        except HandoutError as error:
            problems += error.problems
    raise_if_any(problems)
    return tuple(
        SourceMessage("", text, (*comments[text], *_what_stays(text)), reference)
        for text, reference in references.items()
    )


def _calls(path: Path) -> Iterator[tuple[str, list[str]]]:
    try:
        calls = list(
            extract_from_file(
                "jinja2.ext:babel_extract",
                path,
                keywords={"_": None},
                comment_tags=("Translators:",),
                options={"silent": "false", "encoding": "utf-8"},  # words, not booleans
                strip_comment_tags=True,
            )
        )
    except TemplateSyntaxError as error:
        raise HandoutError([Problem(shown(path), error.lineno, f"the template is broken: {error.message}")]) from error
    except (OSError, UnicodeDecodeError) as error:
        raise HandoutError([Problem(shown(path), 0, "the template cannot be read as UTF-8")]) from error
    for line, called, notes, _ in calls:
        text = called if isinstance(called, str) else called[0]
        try:
            parse(text)
        except ValueError as error:
            raise HandoutError([Problem(shown(path), line, str(error), "put ** before and after the words")]) from error
        yield text, list(notes)
