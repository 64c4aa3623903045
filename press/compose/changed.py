"""The sheet for a person who signs again: only what changed since the last signature, as it was and as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from markupsafe import Markup, escape

from press.catalogs.extract import SAFETY_SECTIONS
from press.compose.changed_words import Comparison, compare
from press.compose.desk import DeskPage
from press.compose.review import Reviewed, Row, Section, page, where
from press.content.reviews import Signature
from press.localize.changes import Change, Changes, Said, SourceChange
from press.places import SOURCE_LANGUAGE


def changes_page(reviewed: Reviewed, found: Changes, signed: Signature) -> DeskPage:
    """What changed since *signed*, with the words that changed marked, and a place to sign again."""
    sections = tuple(
        Section(reviewed.section(context), tuple(_row(reviewed, one) for one in some))
        for context, some in groupby(found.messages, key=_context)
    )
    sources = tuple(map(_source, found.sources))
    counts = {"messages": len(found.messages), "references": len(found.sources)}
    values = {"sections": sections, "sources": sources, "moved": found.moved, "signed": signed, **counts}
    return page(reviewed, "changes", values)


def _context(change: Change) -> str:
    said = change.now or change.before
    return said.key[0] if said else ""


def _row(reviewed: Reviewed, change: Change) -> Row:
    """A message as it was and as it is; of one that is new, or was taken out, only one of both."""
    comparisons = _compared(reviewed, change.before, change.now)
    before, now = ((one.before for one in comparisons), (one.now for one in comparisons))
    told = tuple(_told(reviewed, change, comparisons))
    if change.now is None:
        safety = _context(change) in SAFETY_SECTIONS
        return Row("Taken out", safety, "", before=tuple(before), told=told)
    message = reviewed.messages[change.now.key]
    return Row(
        f"Message {reviewed.numbers[message.key]}",
        message.safety,
        where(message),
        tuple(now),
        tuple(before) if change.before else (),
        told,
        reviewed.remarks.get(message.key, ()),
    )


def _compared(reviewed: Reviewed, before: Said | None, now: Said | None) -> tuple[Comparison, ...]:
    """The English, and what stands for it."""
    old, new = ((one.english, one.translation) if one else ("", "") for one in (before, now))
    locales = (SOURCE_LANGUAGE, *(() if reviewed.english_alone else (reviewed.profile.breaks,)))
    return tuple(
        compare(was, said, locale) if said or not now else replace(compare(was, was, locale), now=Markup(""))
        for was, said, locale in zip(old, new, locales, strict=False)  # English alone has one of each
    )


def _told(reviewed: Reviewed, change: Change, comparisons: Sequence[Comparison]) -> Iterator[Markup]:
    """The changes in sentences, which a screen reader reads too."""
    if change.before is None or change.now is None:
        yield escape("This message is new." if change.now else "This message is not on the sheet any more.")
        return
    profile = reviewed.profile
    names = (("English", SOURCE_LANGUAGE), (profile.name, profile.language.tag))
    for (name, tag), one in zip(names, comparisons, strict=False):
        yield from _sentences(name, tag, one)
    if not all(one.now for one in comparisons):
        yield escape(f"The {profile.name} of it is still to come.")
    elif len({one.changed for one in comparisons}) > 1:
        same, other = ("English", profile.name) if comparisons[1].changed else (profile.name, "English")
        yield escape(f"The {other} changed and the {same} did not: do they still say the same?")


def _sentences(name: str, tag: str, compared: Comparison) -> Iterator[Markup]:
    if compared.changed and not compared.passages:
        yield escape(f"{name}: much has changed. Read all of it.")
    for out, put in compared.passages:
        old, new = (Markup('“<span lang="{}">{}</span>”').format(tag, text) for text in (out, put))
        if out and put:
            yield Markup("{}: {} is now {}.").format(name, old, new)
        elif put:
            yield Markup("{}: {} was put in.").format(name, new)
        else:
            yield Markup("{}: {} was taken out.").format(name, old)


def _source(change: SourceChange) -> Row:
    """A reference, its fields one after another."""
    before, now = (" · ".join(filter(None, fields[1:])) for fields in (change.before, change.now))
    compared = compare(before, now, SOURCE_LANGUAGE)
    told = escape("This source is new." if not before else "This source is not there any more." if not now else "")
    texts = ((compared.now,) if now else (), (compared.before,) if before else ())
    return Row(f"Source {change.id}", False, "", *texts, (told,) if told else ())
