"""`handouts language`: keep translations up to date with the English, and sign them."""

from __future__ import annotations

from datetime import date

import click

from press.build import Press
from press.catalogs import update_catalogs
from press.cli.choices import complete, find_topics, refuse_packed, unknown_languages
from press.cli.output import counted, remark, say
from press.cli.signing import Signer, Words, sign, signer_options
from press.cli.survey import survey
from press.localize import translated_words
from press.places import SOURCE_LANGUAGE, Library
from press.problems import ExitCode, HandoutError, Problem, raise_if_any, shown


@click.group()
def language() -> None:
    """Bring translations up to date, or sign one."""


@language.command(
    epilog="""\b
Examples:
  handouts language update
  handouts --library our-library language update
"""
)
@click.pass_obj
def update(library: Library) -> None:
    """Bring the PO files of all languages up to date with the English.

    For a new language, a new topic, and after a change of the English. New
    messages are empty. Each translation stays with its message; those whose
    message is gone are kept at the end of the file.
    """
    refuse_packed(library)
    changed = update_catalogs(library)
    for path in changed:
        say(shown(path))
    remark(f"{counted(len(changed), 'file')} changed." if changed else "All are up to date: nothing was changed.")


@language.command(
    "sign",
    epilog="""\b
Examples:
  handouts language sign es sex-in-early-pregnancy
  handouts language sign es sex-in-early-pregnancy --name "B. Example" --qualification "medical translator"
""",
)
@click.argument("tag", metavar="TAG", shell_complete=complete(Library.languages))
@click.argument("topic", metavar="TOPIC", shell_complete=complete(Library.topics))
@signer_options
@click.pass_context
def sign_language(
    context: click.Context, /, tag: str, topic: str, name: str, qualification: str, when: date, yes: bool
) -> None:
    """Sign the translation of TOPIC into the language TAG.

    You have read it beside the English and stand by it. A translation that is
    not whole cannot be signed. The sheet is no draft any more once the English
    is signed too: handouts topic sign.
    """
    library: Library = context.obj
    refuse_packed(library)
    raise_if_any(unknown_languages(library, (tag,)))
    find_topics(library, (topic,))
    if tag == SOURCE_LANGUAGE:
        hint = f"sign it with: handouts topic sign {topic}"
        raise HandoutError([Problem("", 0, "English is no translation", hint, ExitCode.USAGE)])
    press = Press(library)
    handout = press.handout(topic)
    translations = press.translations(topic, tag)
    found = survey(press, handout, tag)
    raise_if_any((*found.unreadable, *found.faults))
    words = Words(
        what=f"the translation of {topic} into {library.language(tag).name}",
        title=translations.topic[handout.title.key].text if translations.topic else "",
        extent=f"{counted(found.messages, 'message')}, those of the page among them",
        hash=translated_words(handout, translations),
        path=library.locales / tag / "reviews.toml",
        topic=topic,
        signed=press.signatures(topic, tag)[1],
    )
    context.exit(sign(words, Signer(name, qualification, when), sure=yes))
