"""`handouts topic`: begin a topic, and sign its English."""

from __future__ import annotations

from datetime import date

import click

from press.build import Press
from press.checks.unfinished import check_unfinished
from press.cli.choices import complete, day, find_topics, refuse_packed
from press.cli.new_topic import ask
from press.cli.output import counted, remark, say
from press.cli.signing import Signer, Words, sign, signer_options
from press.files import write_whole
from press.localize import sheet_words
from press.places import SOURCE_LANGUAGE, Library
from press.problems import raise_if_any, shown


@click.group()
def topic() -> None:
    """Begin a topic, or sign the English of one."""


@topic.command(
    epilog="""\b
Examples:
  handouts topic add                                asks what it must know
  handouts topic add iron-in-pregnancy
  handouts topic add iron-in-pregnancy --title "Iron in pregnancy" --audience "pregnant people" --author "A. Example"
"""
)
@click.argument("id_", metavar="[ID]", required=False)
@click.option("--title", help="The title of the handout, as the patient reads it.")
@click.option("--audience", help="Who it is for.")
@click.option("--author", help="Who writes it: a person or a group.")
@click.option("--date", "written", metavar="YYYY-MM-DD", callback=day, help="The day of writing. Without it: today.")
@click.pass_obj
def add(library: Library, /, id_: str | None, written: date, **given: str | None) -> None:
    """Begin a topic: a folder with a text and a source to replace.

    ID is the name of the folder, in small letters with hyphens between words;
    without it, one is made of the title. The new topic can be built at once,
    as a draft full of placeholders; “handouts check” names each of them until
    it is replaced.
    """
    refuse_packed(library)
    beginning = ask(library, id_, {key: answer for key, answer in given.items() if answer is not None}, written)
    folder = library.handouts / beginning.id
    for name, text in beginning.files():
        write_whole(folder / name, text)
        say(shown(folder / name))
    remark("Write the text and its sources into these two files, in place of each “Replace this”. While you write:")
    remark(f"  handouts build {beginning.id} --language en --watch    makes the page anew each time you save")
    remark(f"  handouts check {beginning.id}    names what is still to be replaced, and what could be better")


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
