"""`handouts language review`: a sheet for the person who is to sign, whole or with what changed since the last time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from press.build import FORMATS, Press
from press.cli.choices import (
    EXAMPLE_CLINIC,
    clinics,
    complete,
    day,
    find_clinic,
    find_topics,
    unknown_languages,
)
from press.cli.output import counted, remark, say
from press.cli.reviewed import gather
from press.compose import DeskPage
from press.compose.changed import changes_page
from press.compose.review import Reviewed, review_page
from press.content.sheet_words import read_record
from press.files import write_whole
from press.localize.changes import changes
from press.places import Library
from press.problems import ExitCode, HandoutError, Problem, raise_if_any, shown


@dataclass(frozen=True, slots=True)
class _Order:
    """What the command line asks for."""

    tag: str
    topic: str
    changes: bool
    format: str
    output: Path
    clinic: str
    when: date


@click.command(
    epilog="""\b
Examples:
  handouts language review es sex-in-early-pregnancy
  handouts language review es sex-in-early-pregnancy --changes
  handouts language review en sex-in-early-pregnancy        the English and its sources
"""
)
@click.argument("tag", metavar="TAG", shell_complete=complete(Library.languages))
@click.argument("topic", metavar="TOPIC", shell_complete=complete(Library.topics))
@click.option("--changes", is_flag=True, help="Show only what changed since the last signature.")
@click.option("--format", type=click.Choice(FORMATS), default=FORMATS[0], help="pdf for paper, html for a screen.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("out"),
    metavar="FOLDER",
    help="Where the file goes. Without it: the folder “out”.",
)
@click.option(
    "--clinic",
    default=EXAMPLE_CLINIC,
    metavar="FOLDER",
    shell_complete=complete(clinics),
    help="Whose paper and colour it is printed on. Without it: the example's.",
)
@click.option(
    "--date", "when", metavar="YYYY-MM-DD", callback=day, help="The day, for the file’s own record. Without it: today."
)
@click.pass_obj
def review(library: Library, /, **asked: Any) -> None:
    """Print a sheet for the person who is to sign TOPIC in the language TAG.

    Each message stands beside its English, with a number, where it prints, and
    what the checks say of it; then room for notes, the sources, and a place to
    sign. TAG may be en: the English with its sources.
    """
    order = _Order(**asked)
    raise_if_any(unknown_languages(library, (order.tag,)))
    find_topics(library, (order.topic,))
    folder = find_clinic(library, order.clinic)
    press = Press(library)
    reviewed = gather(press, order.topic, order.tag, order.when)
    page = _changed(press, order, reviewed) if order.changes else review_page(reviewed)
    if page is None:
        return
    data, pages = press.desk(page, folder, order.when, order.format)
    path = order.output / f"{order.topic}.{order.tag}.{page.template}.{order.format}"
    write_whole(path, data)
    say(f"{shown(path)}: {counted(pages, 'page') if pages else 'one page for the screen'}")
    said = sum(len(reviewed.remarks.get(key, ())) for key in reviewed.messages)
    remark(f"{counted(len(reviewed.messages), 'message')}; {counted(said, 'remark')} of the checks.")
    remark(f"When it is read, and right: {reviewed.command}")


def _changed(press: Press, order: _Order, reviewed: Reviewed) -> DeskPage | None:
    """What changed since the last signature; nothing if somebody has signed the words as they are.

    Raises:
        HandoutError: if nobody has signed, or there is no record of the words that were signed.
    """
    english, translated = press.signatures(order.topic, order.tag)
    signatures = english if reviewed.english_alone else translated
    if not signatures:
        hint = f"make the whole sheet: handouts language review {order.tag} {order.topic}"
        raise HandoutError([Problem("", 0, f"nobody has signed {order.topic} in {order.tag}", hint, ExitCode.USAGE)])
    for signature in signatures:
        if signature.words == reviewed.words.hash:
            remark(f"Nothing changed since {signature.name} signed it on {signature.date.isoformat()}.")
            return None
    before, signed = read_record(press.library.signed(order.tag, order.topic), signatures)
    return changes_page(reviewed, changes(before, reviewed.words), signed)
