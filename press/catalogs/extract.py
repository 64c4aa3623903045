"""The messages to translate, from a topic and from the templates, each with a word to the translator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from babel.messages.extract import extract_from_file
from jinja2 import TemplateSyntaxError

from press.catalogs.catalog import Key
from press.content import read_handout
from press.content.inline import PLACEHOLDER, parse
from press.content.model import ContentBlock, Handout, Items, Message, Paragraph, Question, Section
from press.places import INTERFACE, Library
from press.problems import HandoutError, Problem, raise_if_any, shown

Remark = Callable[[str], Iterable[str]]  # what more there is to tell a translator of an English text

SAFETY_SECTIONS = frozenset({"answer", "when-to-avoid", "get-help"})
SAFETY = "Safety:"  # how a comment to the translator begins, in a template too, where a patient's safety is at stake
_SAFETY_NOTE = f"{SAFETY} what a patient does may rest on these words. Leave nothing out, and add nothing."
# English letters on a line of the design “standard”; tests/test_catalogs_extract.py measures them.
TITLE_LETTERS, HEADING_LETTERS, QUESTION_LETTERS, HELP_LETTERS = 45, 60, 70, 35


def no_remark(_: str) -> tuple[str, ...]:
    """Nothing more to tell."""
    return ()


@dataclass(frozen=True, slots=True)
class SourceMessage:
    """One English message as a PO file holds it."""

    context: str  # msgctxt; "" for the interface
    text: str  # msgid
    comments: tuple[str, ...] = ()  # for the translator: where it prints, what must stay
    reference: str = ""  # the file it comes from, without a line: lines move with every edit

    @property
    def safety(self) -> bool:
        """Whether a patient's safety rests on it, so that a translation without it is worth little."""
        return any(comment.startswith(SAFETY) for comment in self.comments)

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
        safety = (_SAFETY_NOTE,) if message.context in SAFETY_SECTIONS else ()
        comments = (*where, *safety, *_what_stays(message.text))
        found.setdefault(message.key, SourceMessage(message.context, message.text, comments, reference))
    return tuple(found.values())


def _places(handout: Handout) -> Iterator[tuple[Message, tuple[str, ...]]]:
    room = f"Large: about {TITLE_LETTERS} letters fit on a line. It stands at the foot of later pages too."
    yield handout.title, ("The title of the handout.", room)
    for section in handout.sections:
        yield section.heading, ("The heading of a section.", _one_line(HEADING_LETTERS))
        yield from _block_places(section.blocks, section)


def _block_places(blocks: tuple[ContentBlock, ...], section: Section) -> Iterator[tuple[Message, tuple[str, ...]]]:
    under = f"under “{section.heading.text}”."
    for block in blocks:
        match block:
            case Paragraph(message):
                yield message, (f"A paragraph {under}",)
            case Items(messages):
                room = (f"Short: about {HELP_LETTERS} letters fit on a line of its two columns.",)
                where = (f"An item of the list {under}", *(room if section.id == "get-help" else ()))
                yield from ((message, where) for message in messages)
            case Question(heading, answer):
                yield heading, ("A question that people ask.", _one_line(QUESTION_LETTERS))
                where = (f"The answer to “{heading.text}”",)
                yield from ((message, where) for message, _ in _block_places(answer, section))


def _one_line(letters: int) -> str:
    return f"At most about {letters} letters: it stands on one line."


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


def source_messages(library: Library, remark: Remark = no_remark) -> dict[str, tuple[SourceMessage, ...]]:
    """The messages of each topic and of the interface, by the name of their catalog, each with *remark* on its text.

    Raises:
        HandoutError: naming every fault of the topics and the templates.
    """
    sources, problems = sound_sources(library, remark)
    raise_if_any(problems)
    return sources


def sound_sources(
    library: Library, remark: Remark = no_remark
) -> tuple[dict[str, tuple[SourceMessage, ...]], list[Problem]]:
    """The messages of what can be read, and what is wrong with the rest."""
    problems: list[Problem] = []
    sources: dict[str, tuple[SourceMessage, ...]] = {}
    for topic in library.topics():
        try:
            sources[topic] = topic_messages(read_handout(library.handouts / topic))
        except HandoutError as error:
            problems += error.problems
    try:
        sources[INTERFACE] = interface_messages(library.templates)
    except HandoutError as error:
        problems += error.problems
    remarked = {
        name: tuple(replace(one, comments=(*one.comments, *remark(one.text))) for one in messages)
        for name, messages in sources.items()
    }
    return {name: messages for name, messages in remarked.items() if messages}, problems
