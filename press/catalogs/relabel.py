"""A slip of the English mended without losing its translations: allowed where no meaning can have moved.

gettext knows a message by its English, so a mended letter would empty it in
every language. Guesses at what is alike carry "5 mg" over to "50 mg". Here a
translation stays only where nothing but spelling, capitals, light marks and
articles differ, and the old word is none that other texts use; a person has
the last word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import groupby

from press.catalogs.catalog import Key
from press.catalogs.extract import SourceMessage
from press.catalogs.gate import read_po
from press.catalogs.po import Entry, write_entries
from press.catalogs.update import ALIKE, likeness, merged
from press.content.inline import Part, Words, parse, plain
from press.content.numbers import numerals
from press.files import write_whole
from press.places import SOURCE_LANGUAGE, Library
from press.problems import HandoutError, Problem, raise_if_any

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]|_")
_ARTICLES = frozenset({"a", "an", "the"})
_LIGHT_MARKS = frozenset(",.;:'’‘“”\"–—-…")  # a question mark, a bracket or a % sign is more than a slip
_KEPT_WORDS: Mapping[str, re.Pattern[str]] = {
    "a negation": re.compile(
        r"no|not|cannot|\w+n't|never|none|nobody|nothing|neither|nor|without|avoid|stop|unless|except|only|but",
        re.IGNORECASE,
    ),
    "how sure or strict it is": re.compile(
        r"may|might|must|should|shall|can|could|will|would|need|if|always|often|sometimes|usually|rarely",
        re.IGNORECASE,
    ),
    "a number, an amount or a time": re.compile(
        r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|twice|once|third|quarter"
        r"|more|less|least|most|fewer|before|after|until|since|during|every|each|both",
        re.IGNORECASE,
    ),
}
_RESPELT = 5  # letters: shorter words are too near to one another (now and not, sex and six)


@dataclass(frozen=True, slots=True, order=True)
class Mending:
    """An English text that was changed, and whether its translations may stay."""

    context: str
    old: str
    new: str
    refusal: str = ""  # why they may not


@dataclass(frozen=True, slots=True)
class Relabelling:
    """What can be done in all languages."""

    languages: Mapping[Mending, tuple[str, ...]]  # whose translation is to stay, or is not
    files: Mapping[str, tuple[Entry, ...]]  # by the language, as they are to be


def relabelling(
    library: Library, name: str, messages: tuple[SourceMessage, ...], known: Collection[str]
) -> Relabelling:
    """What to write so that the translations of catalog *name* stay with mended English; nothing is written yet.

    *known* are the words of all texts: one of them was no slip.

    Raises:
        HandoutError: naming every fault of the PO files.
    """
    languages: dict[Mending, list[str]] = {}
    files: dict[str, tuple[Entry, ...]] = {}
    problems: list[Problem] = []
    for tag in library.languages():
        path = library.catalog(tag, name)
        if tag == SOURCE_LANGUAGE or not path.exists():
            continue
        try:
            entries, profile = read_po(path, tag), library.language(tag)
        except HandoutError as error:
            problems += error.problems
            continue
        found = tuple(_mendings(entries, messages, known))
        for mending in found:
            languages.setdefault(mending, []).append(tag)
        allowed = {(one.context, one.old): one.new for one in found if not one.refusal}
        if allowed:
            files[tag] = merged(tuple(_renamed(entries, allowed)), messages, profile)
    raise_if_any(problems)
    return Relabelling({mending: tuple(tags) for mending, tags in sorted(languages.items())}, files)


def write_relabelled(library: Library, name: str, files: Mapping[str, tuple[Entry, ...]]) -> None:
    """Write the PO files of a relabelling.

    Raises:
        HandoutError: naming the first file that cannot be written.
    """
    for tag, entries in files.items():
        write_whole(library.catalog(tag, name), write_entries(entries))


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """The words of English texts, without capitals."""
    return frozenset(token.casefold() for text in texts for token in _TOKEN.findall(plain(text)))


def _mendings(
    entries: tuple[Entry, ...], messages: tuple[SourceMessage, ...], known: Collection[str]
) -> Iterator[Mending]:
    """For each message without words the translated text that it most likely was before."""
    wanted = {message.key for message in messages}
    worded = {entry.key for entry in entries if any(entry.forms)}
    gone = [key for key in dict.fromkeys(entry.key for entry in entries) if key in worded - wanted and key[1]]
    for message in messages:
        if message.key in worded:
            continue
        before = [old for context, old in gone if context == message.context and likeness(old, message.text) >= ALIKE]
        before.sort(key=lambda old: -likeness(old, message.text))
        found = [Mending(message.context, old, message.text, refusal(old, message.text, known)) for old in before]
        chosen = next((one for one in found if not one.refusal), next(iter(found), None))
        if chosen is not None:
            yield chosen
            if not chosen.refusal:
                gone.remove((chosen.context, chosen.old))  # one text was one message


def _renamed(entries: tuple[Entry, ...], allowed: Mapping[Key, str]) -> Iterator[Entry]:
    """The entries with their English mended; the empty ones that waited for a translation give way."""
    mended = {(context, new) for (context, _), new in allowed.items()}
    for entry in entries:
        if entry.key in allowed and any(entry.forms):
            yield replace(entry, text=allowed[entry.key], previous=(), obsolete=False)
        elif not (entry.key in mended and not any(entry.forms)):
            yield entry


def refusal(old: str, new: str, known: Collection[str]) -> str:
    """Why a translation of *old* may not stand for *new*; empty where nothing but a slip was mended."""
    try:
        before, after = parse(old), parse(new)
    except ValueError as error:
        return str(error)
    if _amounts(old) != _amounts(new):
        return "a number or a unit changed"
    was, now = (_tokens(text) for text in (plain(old), plain(new)))
    for what, words in _KEPT_WORDS.items():
        if _those(words, was) != _those(words, now):
            return f"{what} changed"
    changes = next(_changes(was, now, known), "")
    if not changes and not any(_skeleton(before, of) == _skeleton(after, of) for of in (_words, _heavy)):
        return "a source or what is **bold** changed its place"
    return changes


def _skeleton(parts: tuple[Part, ...], of: Callable[[list[str]], list[str]]) -> list[object]:
    """What a text is made of: sources and facts in their order, and how many words stand bold or not between them."""
    counted = [(part.strong, len(of(_tokens(part.text)))) if isinstance(part, Words) else part for part in parts]
    return [one for one in counted if not isinstance(one, tuple) or one[1]]


def _amounts(text: str) -> list[tuple[Decimal, str]]:
    return [(one.value, one.unit) for one in numerals(plain(text))]


def _tokens(text: str) -> list[str]:
    """Words and marks, each mark alone; a word typed twice counts once."""
    return [token for token, _ in groupby(_TOKEN.findall(text.replace("’", "'")))]


def _those(words: re.Pattern[str], tokens: list[str]) -> list[str]:
    return [token.casefold() for token in tokens if words.fullmatch(token)]


def _changes(was: list[str], now: list[str], known: Collection[str]) -> Iterator[str]:
    """Why each difference is more than a slip; nothing for those that are slips."""
    for kind, start, end, new_start, new_end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        old, new = was[start:end], now[new_start:new_end]
        around = (*was[max(start - 1, 0) : end + 1], *now[max(new_start - 1, 0) : new_end + 1])
        if any(any(map(str.isdecimal, token)) for token in around):
            yield "something beside a number changed"
        yield from _mark_changes(old, new, around)
        yield from _word_changes(*_paired(old, new), known)


def _mark_changes(old: list[str], new: list[str], around: tuple[str, ...]) -> Iterator[str]:
    was, now = (Counter(token for token in side if not _is_word(token)) for side in (old, new))
    changed = [*((was - now) + (now - was))]
    if any(mark not in _LIGHT_MARKS for mark in changed):
        yield f"a mark changed: {' '.join(changed)}"
    elif changed and any(words.fullmatch(token) for words in _KEPT_WORDS.values() for token in around):
        yield f"a mark changed beside “{' '.join(token for token in around if _is_word(token))}”"  # No, it is safe


def _paired(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """The words to compare, one by one; without articles, where one came or went."""
    of = _words if len(_words(old)) == len(_words(new)) else _heavy
    return of(old), of(new)


def _words(tokens: list[str]) -> list[str]:
    return [token for token in tokens if _is_word(token)]


def _heavy(tokens: list[str]) -> list[str]:
    return [word for word in _words(tokens) if word.casefold() not in _ARTICLES]


def _is_word(token: str) -> bool:
    return token[0].isalnum()


def _word_changes(old: list[str], new: list[str], known: Collection[str]) -> Iterator[str]:
    if len(old) != len(new):
        yield f"words came or went: “{' '.join(old)}” became “{' '.join(new)}”"
        return
    for before, after in zip(old, new, strict=True):
        if before.casefold() == after.casefold() or {before.casefold(), after.casefold()} <= _ARTICLES:
            continue
        if before.casefold() in known:
            yield f"“{before}” became “{after}”, and other texts use “{before}”: it was no slip"
        elif not _respelt(before.casefold(), after.casefold()):
            yield f"“{before}” became “{after}”, which is another word"


def _respelt(old: str, new: str) -> bool:
    """Whether one letter was added, lost or changed in a longer word, or two neighbours changed places."""
    if old[0] != new[0]:  # un-, a- and their like turn a word around
        return False
    shared = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    at = min(len(old), len(new)) if shared is None else shared
    left, right = old[at:], new[at:]
    if left[:2] == right[1::-1] and left[2:] == right[2:] and len(left) > 1:
        return True
    one_letter = left[1:] == right[1:] or left[1:] == right or left == right[1:]
    return one_letter and min(len(old), len(new)) >= _RESPELT
