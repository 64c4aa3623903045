"""`handouts topic`: begin a topic, and sign its English."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from press.build import Press
from press.checks.unfinished import check_unfinished
from press.cli.choices import complete, day, find_topics, refuse_packed
from press.cli.new_topic import HANDOUT, SOURCES
from press.cli.output import counted, remark, say
from press.cli.signing import Signer, Words, sign, signer_options
from press.content import read_handout
from press.content.front_matter import TOPIC_ID, YEARS_TO_REVIEW
from press.files import write_whole
from press.localize import sheet_words
from press.places import SOURCE_LANGUAGE, Library
from press.problems import ExitCode, HandoutError, Problem, raise_if_any, shown

_LONGEST_ID = 80


@click.group()
def topic() -> None:
    """Begin a topic, or sign the English of one."""


@dataclass(frozen=True, slots=True)
class _Beginning:
    """What is asked about a new topic."""

    id: str
    title: str
    audience: str
    author: str
    written: date

    def files(self) -> Iterator[tuple[str, str]]:
        """The names and texts of its files."""
        texts = {key: json.dumps(getattr(self, key), ensure_ascii=False) for key in ("title", "audience", "author")}
        days = {"written": self.written.isoformat(), "review_by": _later(self.written).isoformat()}
        yield "handout.md", HANDOUT.format(id=self.id, **texts, **days)
        yield "sources.yaml", SOURCES


def _new_id(context: click.Context, _parameter: click.Parameter, id_: str) -> str:
    """The name of a folder that is not there yet; refused before anything else is asked."""
    if not TOPIC_ID.fullmatch(id_) or len(id_) > _LONGEST_ID:
        hint = "use small letters and digits with hyphens between words, such as iron-in-pregnancy"
        raise HandoutError([Problem("", 0, f"“{id_[:60]}” cannot be the name of a topic", hint, ExitCode.USAGE)])
    refuse_packed(context.obj)
    folder = context.obj.handouts / id_
    if folder.exists():
        hint = "edit its files, or choose another name"
        raise HandoutError([Problem(shown(folder), 0, "this topic is there already", hint, ExitCode.CANNOT_WRITE)])
    return id_


@topic.command(
    epilog="""\b
Examples:
  handouts topic add iron-in-pregnancy
  handouts topic add iron-in-pregnancy --title "Iron in pregnancy" --audience "pregnant people" --author "A. Example"
"""
)
@click.argument("id_", metavar="ID", callback=_new_id)
@click.option("--title", prompt="Title, as the patient reads it", help="The title of the handout.")
@click.option("--audience", prompt="Who reads it", default="patients and their families", help="Who it is for.")
@click.option("--author", prompt="Who writes it", help="A person or a group.")
@click.option("--date", "written", metavar="YYYY-MM-DD", callback=day, help="The day of writing. Without it: today.")
@click.pass_obj
def add(library: Library, id_: str, title: str, audience: str, author: str, written: date) -> None:
    """Begin a topic: a folder with a text and a source to replace.

    ID is the name of the folder, in small letters with hyphens between words.
    The new topic can be built at once, as a draft full of placeholders;
    “handouts check” names each of them until it is replaced.
    """
    beginning = _Beginning(id_, title, audience, author, written)
    _check_form(beginning)
    folder = library.handouts / id_
    for name, text in beginning.files():
        write_whole(folder / name, text)
    say(shown(folder / "handout.md"))
    say(shown(folder / "sources.yaml"))
    remark(f"Write the text and its sources into these two files, then run: handouts check {id_}")


def _check_form(beginning: _Beginning) -> None:
    """Raise if what was answered cannot stand in a handout: read it as it will be read, in another place."""
    with tempfile.TemporaryDirectory() as elsewhere:
        folder = Path(elsewhere) / beginning.id
        for name, text in beginning.files():
            write_whole(folder / name, text)
        try:
            read_handout(folder)
        except HandoutError as error:
            lines = (folder / "handout.md").read_text(encoding="utf-8").split("\n")
            raise HandoutError(
                Problem(f"“{lines[problem.line - 1]}”", 0, problem.what, problem.hint, ExitCode.USAGE)
                for problem in error.problems
            ) from None


def _later(written: date) -> date:
    try:
        return written.replace(year=written.year + YEARS_TO_REVIEW)
    except ValueError:  # the 29th of February
        return written.replace(year=written.year + YEARS_TO_REVIEW, day=28)


@topic.command(
    "sign",
    epilog="""\b
Examples:
  handouts topic sign sex-in-early-pregnancy
  handouts topic sign sex-in-early-pregnancy --name "A. Example" --qualification "MD, obstetrics"
""",
)
@click.argument("id_", metavar="ID", shell_complete=complete(Library.topics))
@signer_options
@click.pass_context
def sign_topic(context: click.Context, /, id_: str, name: str, qualification: str, when: date, yes: bool) -> None:
    """Sign the English of a topic: you have read it and stand by it.

    The signature covers the text, its sources and the words of the page. As
    long as it does, the English sheet is no draft. A translation is signed
    apart: handouts language sign.
    """
    library: Library = context.obj
    refuse_packed(library)
    find_topics(library, (id_,))
    press = Press(library)
    handout = press.handout(id_)
    raise_if_any(check_unfinished(handout))
    translations = press.translations(id_, SOURCE_LANGUAGE)
    count = len({message.key for message in handout.messages()})
    extent = f"{counted(count, 'message')}, {counted(len(handout.sources), 'source')}"
    words = Words(
        what=f"the English of {id_}",
        title=handout.title.text,
        extent=f"{extent}, and {counted(len(translations.interface_messages), 'message')} of the page",
        words=sheet_words(handout, translations),
        path=library.handouts / id_ / "reviews.toml",
        record=library.signed(SOURCE_LANGUAGE, id_),
        topic="",
        signed=press.signatures(id_, SOURCE_LANGUAGE)[0],
    )
    context.exit(sign(words, Signer(name, qualification, when), sure=yes))
