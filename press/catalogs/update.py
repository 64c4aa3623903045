"""Bring POT and PO files up to date with the English, and lose no word that a translator wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path

from babel.core import Locale, UnknownLocaleError
from babel.messages.plurals import get_plural

from press.catalogs.catalog import Key
from press.catalogs.extract import Remark, SourceMessage, no_remark, sound_sources
from press.catalogs.gate import read_po
from press.catalogs.po import Entry, without_line, write_entries
from press.files import write_whole
from press.places import SOURCE_LANGUAGE, LanguageProfile, Library
from press.problems import HandoutError, raise_if_any

ALIKE = 0.6  # of two texts: below it, the new one is a new text and no changed one


def extract_templates(library: Library, remark: Remark) -> tuple[Path, ...]:
    """The POT files that had to change so that they hold all messages of all topics and of the interface.

    Raises:
        HandoutError: naming every fault of the topics and the templates; the POT files of sound ones are written.
    """
    sources, problems = sound_sources(library, remark)
    changed = _write_templates(library, sources)
    raise_if_any(problems)
    return changed


def _write_templates(library: Library, sources: Mapping[str, tuple[SourceMessage, ...]]) -> tuple[Path, ...]:
    texts = {library.pot(name): _template(name, messages) for name, messages in sources.items()}
    changed = {path: text for path, text in texts.items() if not path.is_file() or path.read_bytes() != text.encode()}
    for path, text in changed.items():
        write_whole(path, text)
    return tuple(changed)


def _template(name: str, messages: tuple[SourceMessage, ...]) -> str:
    """A POT file without a date: it changes when a message does, and never else."""
    note = f" The messages of {name}. The POT file is made by “handouts language extract”."
    header = Entry("", (_header(language=""),), notes=(note,))
    return write_entries((header, *map(_fresh, messages)))


def update_catalogs(library: Library, remark: Remark = no_remark) -> tuple[Path, ...]:
    """The POT and PO files that had to change so that all languages hold all messages of all topics and the interface.

    Raises:
        HandoutError: naming every fault of the topics, the templates and the PO files; sound files are updated.
    """
    sources, problems = sound_sources(library, remark)
    changed = list(_write_templates(library, sources))
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


def update_catalog(path: Path, messages: tuple[SourceMessage, ...], profile: LanguageProfile) -> bool:
    """Write or refresh the PO file at *path*; whether it had to change.

    A translation stays with its message or becomes obsolete; none is ever
    given to another message, however alike.

    Raises:
        HandoutError: if the file that stands there does not come through the gate, or cannot be written.
    """
    old = read_po(path, profile.language.tag) if path.exists() else ()
    new = merged(old, messages, profile)
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
        for entry in merged((), messages, profile)
    )
    write_whole(path, write_entries(tuple(entries)))


def merged(old: tuple[Entry, ...], messages: tuple[SourceMessage, ...], profile: LanguageProfile) -> tuple[Entry, ...]:
    """What a PO file holds for *messages*: the header, they in the order of the English, then what is obsolete."""
    header = next((entry for entry in old if entry.is_header), None) or _new_header(profile)
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
    """For each new message the one it replaces: the only one that its context lost, or the one most like it."""
    wanted = {message.key for message in messages}
    gained = [message for message in messages if message.key not in live]
    before: dict[Key, Entry] = {}
    for context, new in groupby(sorted(gained, key=_context), _context):
        texts = [message.text for message in new]
        lost = {text: entry for (of, text), entry in live.items() if of == context and (of, text) not in wanted}
        if len(texts) == len(lost) == 1:
            before[context, texts[0]] = next(iter(lost.values()))
            continue
        likest = sorted((-likeness(old, text), old, text) for old in lost for text in texts)
        for unlikeness, old, text in likest:
            if -unlikeness >= ALIKE and (context, text) not in before and old in lost:
                before[context, text] = lost.pop(old)
    return before


def _context(message: SourceMessage) -> str:
    return message.context


def likeness(old: str, new: str) -> float:
    """How much of two texts is the same, from 0 to 1."""
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _fresh(message: SourceMessage) -> Entry:
    """A message that nobody has translated."""
    return Entry(
        message.text,
        context=message.context or None,
        comments=message.comments,
        references=(message.reference,) if message.reference else (),
        flags=message.flags,
    )


def _refreshed(message: SourceMessage, entry: Entry | None, before: dict[Key, Entry]) -> Entry:
    fresh = _fresh(message)
    if entry is None:
        replaced = before.get(message.key)
        if replaced is None or not any(replaced.forms):
            return fresh
        fields = (("msgctxt", fresh.context), ("msgid", replaced.text))
        return replace(fresh, previous=tuple((name, text) for name, text in fields if text))
    finished = any(entry.forms) and "fuzzy" not in entry.flags
    return replace(
        fresh,
        forms=(entry.forms[0],),
        notes=entry.notes,
        flags=_kept_flags(entry.flags, message.flags),
        previous=() if finished else entry.previous,
    )


def _kept_flags(old: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The flags of translators with ours, in the order of the file: tools order them each in their way."""
    kept = [flag for flag in old if flag in wanted or not flag.startswith("python-")]
    return (*kept, *(flag for flag in wanted if flag not in kept))


def _new_header(profile: LanguageProfile) -> Entry:
    return Entry("", (_header(profile.language.tag.replace("-", "_"), _plural_forms(profile.locale)),))


def _header(language: str, plural_forms: str = "") -> str:
    fields = {
        "Project-Id-Version": "Handout Press",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if plural_forms:
        fields["Plural-Forms"] = plural_forms
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _plural_forms(locale: str) -> str:
    try:
        plural = get_plural(Locale.parse(locale))
    except (ValueError, UnknownLocaleError):  # a language that CLDR lacks; our messages have no plurals
        return "nplurals=1; plural=0;"
    return f"nplurals={plural.num_plurals}; plural={plural.plural_expr};"
