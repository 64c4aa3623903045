"""`handouts language`: begin a translation, keep all up to date with the English, and sign them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from press.build import Press
from press.catalogs import (
    PSEUDO_LANGUAGES,
    begin_language,
    extract_templates,
    normal_tag,
    suggested,
    update_catalogs,
    write_pseudo_language,
)
from press.catalogs.new_language import cldr_locale, is_own_locale, refuse_known
from press.checks.plain_words import GRADE, spoken_text
from press.checks.readability.measure import measure
from press.cli.choices import complete, find_topics, refuse_packed, unknown, unknown_languages
from press.cli.language_check import check
from press.cli.output import counted, remark, say
from press.cli.relabel import relabel
from press.cli.signing import Signer, Words, sign, signer_options
from press.cli.status import status
from press.cli.survey import survey
from press.document import Direction, Language
from press.fonts import FontLibrary
from press.localize import translated_words
from press.places import SOURCE_LANGUAGE, LanguageProfile, Library
from press.problems import ExitCode, HandoutError, Problem, RefusedError, raise_if_any, shown

_NAMES = {  # what CLDR may lack, and how it is asked for
    "name": "What the language is called in English",
    "own_name": "What it is called in the language itself",
}


_LEAST_WORDS = 12  # the formula was fitted to whole passages; of a few words it says nothing


@click.group()
def language() -> None:
    """Begin a translation, bring all up to date, see how far they are, or sign one."""


def reading_level(text: str) -> Iterator[str]:
    """A word to the translator on how plain the English is, where it is long enough to tell."""
    found = measure([spoken_text(text)], SOURCE_LANGUAGE)
    if found.counts.words >= _LEAST_WORDS:
        yield f"Reading level of the English: grade {max(1, round(found.score(GRADE) or 0))}. Write as plainly."


def _new_tag(context: click.Context, _parameter: click.Parameter, written: str) -> str:
    """The tag of a language that is not there yet, as BCP 47 writes it; refused before anything is asked."""
    refuse_packed(context.obj)
    try:
        tag = normal_tag(written)
    except RefusedError as error:
        what = f"“{written[:60]}” cannot be added: {error.what}"
        raise HandoutError([Problem("", 0, what, error.hint, ExitCode.USAGE)]) from None
    refuse_known(context.obj, tag)
    return tag


def _known_locale(context: click.Context, parameter: click.Parameter, written: str | None) -> str | None:
    try:
        return written and cldr_locale(written)
    except RefusedError as error:
        raise click.BadParameter(f"{error.what}; {error.hint}", context, parameter) from None


@language.command(
    epilog="""\b
Examples:
  handouts language add mr
  handouts language add hmn --own-name Hmoob
  handouts language add qaa-Latn --name "Madeup" --own-name "Madìp" --locale es
"""
)
@click.argument("tag", metavar="TAG", callback=_new_tag)
@click.option("--name", help="What it is called in English. Without it: after CLDR.")
@click.option("--own-name", help="What it is called in itself. Without it: after CLDR.")
@click.option(
    "--direction", type=click.Choice([one.value for one in Direction]), help="Without it: as its script runs."
)
@click.option(
    "--locale", callback=_known_locale, help="CLDR's locale for dates, numbers and lists. Without it: the nearest."
)
@click.pass_obj
def add(
    library: Library, tag: str, name: str | None, own_name: str | None, direction: str | None, locale: str | None
) -> None:
    """Begin a language: how it is set, and a PO file for each topic.

    TAG is a language tag of BCP 47, such as mr, pt-BR or zh-Hant. Names,
    direction, letters and the marks of dates and numbers come from CLDR, the
    table of the world's languages, and from the fonts that are here. For a
    language that CLDR does not know, you say them.
    """
    profile = suggested(tag, FontLibrary(library.fonts))
    known = {
        "name": profile.name if name is None else name,
        "own_name": profile.own_name if own_name is None else own_name,
    }
    names = known | _asked(tag, [key for key, value in known.items() if not value])
    profile = replace(
        profile,
        language=Language(tag, Direction(direction)) if direction else profile.language,
        name=names["name"].strip(),
        own_name=names["own_name"].strip(),
        locale=locale or profile.locale,
    )
    for path in begin_language(library, profile, reading_level):
        say(shown(path))
    _tell_next(profile)


def _asked(tag: str, missing: list[str]) -> dict[str, str]:
    """The names that CLDR lacks, from the person at the screen.

    Raises:
        HandoutError: if nobody is there.
    """
    if missing and not _somebody_is_there():
        options = " and ".join(f"--{key.replace('_', '-')}" for key in missing)
        what, hint = f"CLDR does not say what {tag} is called", f"give it with {options}"
        raise HandoutError([Problem("", 0, what, hint, ExitCode.USAGE)])
    return {key: str(click.prompt(_NAMES[key], err=True)) for key in missing}


def _somebody_is_there() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _tell_next(profile: LanguageProfile) -> None:
    """How the new language is set, and what to do now."""
    tag = profile.language.tag
    way = "from right to left" if profile.language.rtl else "from left to right"
    remark(f"{profile.name} is set {way}, in {profile.fonts[0]}.")
    if not is_own_locale(profile):
        remark(
            f"Dates, numbers and lists are written as CLDR's “{profile.locale}” has them: if that is wrong, name"
            " another locale in language.toml."
        )
    remark("See whether language.toml is right. Then translate: each msgstr of the PO files waits for its words.")
    remark(f"Look at the sheet at any time with: handouts build --language {tag} --preview")


@language.command(
    epilog="""\b
Examples:
  handouts language pseudo
  handouts language pseudo en-XA
"""
)
@click.argument("tags", metavar="[TAG]...", nargs=-1, shell_complete=complete(lambda _library: PSEUDO_LANGUAGES))
@click.pass_obj
def pseudo(library: Library, tags: tuple[str, ...]) -> None:
    """Make the pseudo-languages anew, for tests and for designers of templates.

    en-XA is English with accents, and two fifths longer; ar-XB is English in
    Arabic letters, from right to left. A template that holds them holds a
    translation. No patient reads them: delete the folders when you are done.
    """
    refuse_packed(library)
    raise_if_any(unknown("pseudo-language", tags, PSEUDO_LANGUAGES))
    for tag in dict.fromkeys(tags or PSEUDO_LANGUAGES):
        for path in write_pseudo_language(library, tag, reading_level):
            say(shown(path))
    remark(f"Print with: handouts build --language {','.join(dict.fromkeys(tags or PSEUDO_LANGUAGES))}")


@language.command(
    epilog="""\b
Examples:
  handouts language extract
"""
)
@click.pass_obj
def extract(library: Library) -> None:
    """Make the POT files: the messages of each topic and of the templates.

    Weblate and other tools begin a language with them, and bring PO files up to
    date. A POT file has no date, and is written only where a message changed.
    """
    refuse_packed(library)
    _tell_changed(extract_templates(library, reading_level))


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
    message is gone are kept at the end of the file. The POT files are made
    too, as by “handouts language extract”.
    """
    refuse_packed(library)
    _tell_changed(update_catalogs(library, reading_level))


def _tell_changed(changed: tuple[Path, ...]) -> None:
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


for _command in (check, status, relabel):
    language.add_command(_command)
