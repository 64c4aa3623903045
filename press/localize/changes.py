"""What has changed in the words of a sheet since they were signed, message by message."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from press.catalogs import Key, replaced
from press.content.sheet_words import SheetWords


@dataclass(frozen=True, slots=True)
class Said:
    """A message and what stands for it."""

    key: Key
    translation: str  # empty in English

    @property
    def english(self) -> str:
        """The text in English."""
        return self.key[1]


@dataclass(frozen=True, slots=True)
class Change:
    """A message as it was signed and as it is; None where it was not there, or is there no more."""

    before: Said | None
    now: Said | None


@dataclass(frozen=True, slots=True)
class SourceChange:
    """A reference as it was signed and as it is, field by field; empty where there was or is none."""

    id: str
    before: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that is not as it was signed."""

    messages: tuple[Change, ...]  # of the topic, in the order of the text, then of the interface
    sources: tuple[SourceChange, ...]
    moved: bool  # whether what stayed stands in another order, or another number of times


def changes(before: SheetWords, now: SheetWords) -> Changes:
    """What differs of the words that were signed and those of now; what looks equal is (Unicode's form C)."""
    olds, news = _said(before), _said(now)
    references = _by_id(before), _by_id(now)
    return Changes(
        tuple(_changes(dict(olds), dict(news), {_canonical_key(key): key for key in _keys(now)})),
        tuple(_source_changes(*references)),
        moved=_moved([key for key, _ in olds], [key for key, _ in news]) or _moved(*map(list, references)),
    )


def _moved(before: Sequence[object], now: Sequence[object]) -> bool:
    """Whether what is in both stands in another order, or another number of times."""
    kept = {*before} & {*now}
    return [one for one in before if one in kept] != [one for one in now if one in kept]


def _said(words: SheetWords) -> list[tuple[Key, str]]:
    """The messages of the topic and of the interface, with what stands for each."""
    said = (*(one[2] for one in words.messages), *(one[1] for one in words.interface))
    return [(_canonical_key(key), _canonical(text)) for key, text in zip(_keys(words), said, strict=True)]


def _keys(words: SheetWords) -> Iterator[Key]:
    yield from ((context, text) for context, text, _ in words.messages)
    yield from (("", text) for text, _ in words.interface)


def _canonical(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _canonical_key(key: Key) -> Key:
    return key[0], _canonical(key[1])


def _changes(old: Mapping[Key, str], new: Mapping[Key, str], written: Mapping[Key, Key]) -> Iterator[Change]:
    """Each change where it stands now, by its key as it is *written*; what was taken out behind those of its part."""
    was = replaced(old, new)
    gone = [key for key in old if key not in new and key not in was.values()]
    contexts = dict.fromkeys(context for context, _ in (*new, *old))
    for context in sorted(contexts, key=lambda one: not one):  # the interface last
        for key, translation in new.items():
            before = was.get(key, key)
            if key[0] == context and (before != key or old.get(key) != translation):
                yield Change(Said(before, old[before]) if before in old else None, Said(written[key], translation))
        yield from (Change(Said(key, old[key]), None) for key in gone if key[0] == context)


def _by_id(words: SheetWords) -> dict[str, tuple[str, ...]]:
    return {fields[0]: tuple(map(_canonical, fields)) for fields in words.sources if fields}


def _source_changes(old: Mapping[str, tuple[str, ...]], new: Mapping[str, tuple[str, ...]]) -> Iterator[SourceChange]:
    for id_ in dict.fromkeys((*new, *old)):
        if old.get(id_) != new.get(id_):
            yield SourceChange(id_, old.get(id_, ()), new.get(id_, ()))
