"""A topic and its sources, read from their folder and found valid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from press.content.front_matter import read_front_matter, split
from press.content.model import FrontMatter, Handout, Message, Section, Source
from press.content.prose import read_prose
from press.content.reading import Faults, read_text
from press.content.sources import read_sources
from press.content.wording import check_heading
from press.problems import HandoutError, Problem, shown

__all__ = ["read_handout"]

_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?|={7}")


def read_handout(folder: Path) -> Handout:
    """The topic in *folder*: its handout.md and its sources.yaml.

    Raises:
        HandoutError: with every fault of both files.
    """
    faults: list[Problem] = []
    front, title, sections = _read_text_of_topic(folder / "handout.md", faults)
    sources = _read_sources(folder / "sources.yaml", faults)
    if faults or front is None:
        raise HandoutError(faults)
    return Handout(folder / "handout.md", front, title, sections, sources)


def _read_text_of_topic(path: Path, found: list[Problem]) -> tuple[FrontMatter | None, Message, tuple[Section, ...]]:
    faults = Faults(shown(path), found)
    try:
        yaml, body, first_line = split(read_text(path), faults)
    except HandoutError as error:
        found.extend(error.problems)
        return None, Message("title", ""), ()
    front, title_line = read_front_matter(yaml, path.absolute().parent.name, faults) if yaml is not None else (None, 1)
    title = check_heading(front.title, title_line, faults, facts=False) if front else ""
    for line in _conflicts(body, first_line):
        what = "this line is left from two versions that nobody has joined"
        faults.add(line, what, "choose between the two texts, and delete the lines of < = and >")
    sections = read_prose(body, first_line, faults) if body.strip() else ()
    if not body.strip():
        faults.add(first_line, "there is no text behind the front matter", "begin with ## The short answer {#answer}")
    return front, Message("title", title, title_line), sections


def _conflicts(body: str, first_line: int) -> Iterator[int]:
    """The lines that git writes around two versions of a text, where it could not join them."""
    for number, line in enumerate(body.split("\n"), start=first_line):
        if _CONFLICT.fullmatch(line.rstrip("\r")):
            yield number


def _read_sources(path: Path, found: list[Problem]) -> tuple[Source, ...]:
    try:
        return read_sources(read_text(path), Faults(shown(path), found))
    except HandoutError as error:
        found.extend(error.problems)
        return ()
