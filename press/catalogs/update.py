"""Bring PO files up to date with the English, and lose no word that a translator wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from babel.core import Locale, UnknownLocaleError
from babel.messages.plurals import get_plural

from press.catalogs.catalog import Key
from press.catalogs.extract import SourceMessage, interface_messages, topic_messages
from press.catalogs.gate import read_po
from press.catalogs.po import Entry, without_line, write_entries
from press.content import read_handout
from press.files import write_whole
from press.places import INTERFACE, SOURCE_LANGUAGE, LanguageProfile, Library
from press.problems import HandoutError, Problem, raise_if_any


def update_catalogs(library: Library) -> tuple[Path, ...]:
    """The PO files that had to change so that all languages hold all messages of all topics and of the interface.

    Raises:
        HandoutError: naming every fault of the topics, the templates and the PO files; sound files are updated.
    """
    changed: list[Path] = []
    sources, problems = _sources(library)
    for tag in library.languages():
        if tag == SOURCE_LANGUAGE:
            continue
        for name, messages in sources.items():
            try:
                profile = library.language(tag)
                if update_catalog(library.catalog(tag, name), messages, profile):
                    changed.append(library.catalog(tag, name))
            except HandoutError as error:
                problems += error.problems
    raise_if_any(problems)
    return tuple(changed)


def source_messages(library: Library) -> dict[str, tuple[SourceMessage, ...]]:
    """The messages of each topic and of the interface, by the name of their catalog.

    Raises:
        HandoutError: naming every fault of the topics and the templates.
    """
    sources, problems = _sources(library)
    raise_if_any(problems)
    return sources


def _sources(library: Library) -> tuple[dict[str, tuple[SourceMessage, ...]], list[Problem]]:
    """What can be read, and what is wrong with the rest."""
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
    return {name: messages for name, messages in sources.items() if messages}, problems


def update_catalog(path: Path, messages: tuple[SourceMessage, ...], profile: LanguageProfile) -> bool:
    """Write or refresh the PO file at *path*; whether it had to change.

    A translation stays with its message or becomes obsolete; none is ever
    given to another message, however alike.

    Raises:
        HandoutError: if the file that stands there does not come through the gate, or cannot be written.
    """
    old = read_po(path, profile.language.tag) if path.exists() else ()
    new = _merged(old, messages, profile)
    if tuple(map(without_line, old)) == new:
        return False
    write_whole(path, write_entries(new))
    return True


def fill_catalog(
    path: Path, messages: tuple[SourceMessage, ...], profile: LanguageProfile, translate: Callable[[str], str]
) -> None:
    """Write the PO file at *path* anew, with what *translate* makes of each message.

    Raises:
        HandoutError: if it cannot be written.
    """
    entries = (
        entry if entry.is_header else replace(entry, forms=(translate(entry.text),))
        for entry in _merged((), messages, profile)
    )
    write_whole(path, write_entries(tuple(entries)))


def _merged(old: tuple[Entry, ...], messages: tuple[SourceMessage, ...], profile: LanguageProfile) -> tuple[Entry, ...]:
    header = next((entry for entry in old if entry.is_header), None) or Entry("", (_header(profile),))
    known = [entry for entry in old if not entry.is_header]
    # Of the entries of one message the one with words serves, a living one before an obsolete one.
    serving = {
        entry.key: entry
        for entry in sorted(known, key=lambda entry: (any(entry.forms), not entry.obsolete, -entry.line))
    }
    live = {entry.key: entry for entry in known if not entry.obsolete}
    before = _previous(live, messages)
    entries = [_refreshed(message, serving.get(message.key), before) for message in messages]
    wanted = {message.key for message in messages}
    gone = [
        replace(entry, obsolete=True, comments=(), references=())
        for entry in known
        if (any(entry.forms) or entry.notes) and not (entry.key in wanted and entry is serving[entry.key])
    ]
    return tuple(map(without_line, (header, *entries, *gone)))


def _previous(live: dict[Key, Entry], messages: tuple[SourceMessage, ...]) -> dict[Key, Entry]:
    """For each new message the one it surely replaces: where a context lost exactly one and gained exactly one."""
    wanted = {message.key for message in messages}
    lost = Counter(context for context, text in live if (context, text) not in wanted)
    gained = Counter(message.context for message in messages if message.key not in live)
    old = {entry.context or "": entry for key, entry in live.items() if key not in wanted}
    return {
        message.key: old[message.context]
        for message in messages
        if message.key not in live and lost[message.context] == 1 and gained[message.context] == 1
    }


def _refreshed(message: SourceMessage, entry: Entry | None, before: dict[Key, Entry]) -> Entry:
    context = message.context or None
    fresh = Entry(
        message.text,
        context=context,
        comments=message.comments,
        references=(message.reference,) if message.reference else (),
        flags=message.flags,
    )
    if entry is None:
        replaced = before.get(message.key)
        if replaced is None or not any(replaced.forms):
            return fresh
        fields = (("msgctxt", context), ("msgid", replaced.text))
        return replace(fresh, previous=tuple((name, text) for name, text in fields if text))
    kept = tuple(flag for flag in entry.flags if flag not in ("python-format", "python-brace-format"))
    finished = any(entry.forms) and "fuzzy" not in kept
    return replace(
        fresh,
        forms=(entry.forms[0],),
        notes=entry.notes,
        flags=(*kept, *message.flags),
        previous=() if finished else entry.previous,
    )


def _header(profile: LanguageProfile) -> str:
    fields = {
        "Project-Id-Version": "Handout Press",
        "Language": profile.language.tag.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": _plural_forms(profile.locale),
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _plural_forms(locale: str) -> str:
    try:
        plural = get_plural(Locale.parse(locale))
    except (ValueError, UnknownLocaleError):  # a language that CLDR lacks; our messages have no plurals
        return "nplurals=1; plural=0;"
    return f"nplurals={plural.num_plurals}; plural={plural.plural_expr};"
