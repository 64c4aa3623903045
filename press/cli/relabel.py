"""`handouts language relabel`: mend a slip of the English, and keep its translations."""

from __future__ import annotations

from collections.abc import Iterator

import click

from press.catalogs import Mending, Relabelling, relabelling, source_messages, words_in, write_relabelled
from press.cli.choices import complete, refuse_packed, unknown
from press.cli.output import counted, remark, say
from press.places import INTERFACE, Library
from press.problems import ExitCode, Problem, raise_if_any, shown

_MOST_NAMED = 8  # languages


def _catalogs(library: Library) -> tuple[str, ...]:
    return (*library.topics(), INTERFACE)


@click.command(
    epilog="""\b
Examples:
  handouts language relabel sex-in-early-pregnancy --dry-run
  handouts language relabel sex-in-early-pregnancy
  handouts language relabel interface                     the words of the templates
"""
)
@click.argument("topic", metavar="TOPIC", shell_complete=complete(_catalogs))
@click.option("--dry-run", is_flag=True, help="Show what would be done, and write nothing.")
@click.option("--yes", is_flag=True, help="Keep the translations without the last question.")
@click.pass_context
def relabel(context: click.Context, topic: str, dry_run: bool, yes: bool) -> None:
    """Keep translations of English in which a slip was mended.

    Mend the slip in handout.md first, and run this before or after “handouts
    language update”. A translation stays only where spelling, capitals,
    commas and the like, or a, an, the were mended; never where a number, a
    negation, a placeholder, a source or bold words differ. Signatures end as
    after any change of a word.
    """
    library: Library = context.obj
    raise_if_any(unknown("topic", (topic,), _catalogs(library)))
    if not dry_run:
        refuse_packed(library)
    sources = source_messages(library)
    known = words_in(message.text for messages in sources.values() for message in messages)
    found = relabelling(library, topic, sources.get(topic, ()), known)
    allowed = {one: tags for one, tags in found.languages.items() if not one.refusal}
    refused = tuple(_refused(library, topic, found))
    for mending, tags in allowed.items():
        _show(mending, tags)
    if not found.languages:
        remark("No translated text of this topic has changed: there is nothing to keep.")
    elif not allowed or dry_run:
        remark("Nothing was written.")
    elif yes or _confirmed():
        write_relabelled(library, topic, found.files)
        for tag in found.files:
            say(shown(library.catalog(tag, topic)))
        remark(f"{counted(len(found.files), 'file')} changed. Bring the rest up to date: handouts language update")
        remark("A signature ends where a word of the English changes: what was signed must be read and signed again.")
    else:
        remark("Nothing was written.")
        context.exit(ExitCode.INTERRUPTED)
    raise_if_any(refused)


def _show(mending: Mending, tags: tuple[str, ...]) -> None:
    say(f"{mending.context or INTERFACE}: {mending.old}")
    say(f"  now: {mending.new}")
    say(f"  stays in {_languages(tags)}")


def _languages(tags: tuple[str, ...]) -> str:
    named = f": {', '.join(tags)}" if len(tags) <= _MOST_NAMED else ""
    return f"{counted(len(tags), 'language')}{named}"


def _refused(library: Library, topic: str, found: Relabelling) -> Iterator[Problem]:
    """What must be translated anew, and why."""
    place = shown(library.templates if topic == INTERFACE else library.handouts / topic / "handout.md")
    hint = "it must be translated anew: handouts language update shows the old text beside an empty one"
    for mending, tags in found.languages.items():
        if mending.refusal:
            what = f"{mending.context or INTERFACE}: “{mending.old}” is now “{mending.new}”: {mending.refusal}"
            yield Problem(place, 0, f"{what} ({_languages(tags)})", hint, ExitCode.CHECKS_FAILED)


def _confirmed() -> bool:
    remark("Each translation stays as it is. Do the two lines say exactly the same to a patient, in each case?")
    return click.confirm("Keep them?", err=True)
