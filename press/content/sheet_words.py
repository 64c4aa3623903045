"""The words that a signature covers, and the record of them that lets a later reader see what changed.

The record is no second source of what a sheet says: nothing prints from it, and
it counts only as long as its hash is that of a signature.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from press.content.reading import read_text
from press.content.reviews import Signature, words_hash
from press.files import write_whole
from press.problems import HandoutError, Problem, shown

_MOST_BYTES = 2_000_000
_MESSAGES, _SOURCES, _INTERFACE = "messages", "sources", "interface"


@dataclass(frozen=True, slots=True)
class SheetWords:
    """The words of a sheet in their order; the translations are empty in those of the English."""

    messages: tuple[tuple[str, str, str], ...]  # of the topic: context, English, translation
    sources: tuple[tuple[str, ...], ...]  # the fields of each reference, its id first
    interface: tuple[tuple[str, str], ...]  # English, translation

    @property
    def english_hash(self) -> str:
        """The hash of what a signature under the English covers: the topic, its references, the interface."""
        return words_hash(
            (
                *((context, text) for context, text, _ in self.messages),
                *(("source", *fields) for fields in self.sources),
                *(("interface", text) for text, _ in self.interface),
            )
        )

    @property
    def translated_hash(self) -> str:
        """The hash of what a signature under a translation covers: the English, and what stands for it."""
        said = (("interface", *texts) for texts in self.interface)
        return words_hash((*self.messages, *said, ("english", self.english_hash)))

    @property
    def hash(self) -> str:
        """That of the translation; of words without one, that of the English."""
        translated = any(text for *_, text in (*self.messages, *self.interface))
        return self.translated_hash if translated else self.english_hash


def write_record(path: Path, words: SheetWords) -> None:
    """Put down *words*, which somebody has just signed, a text a line; the record before is replaced.

    Raises:
        HandoutError: if the file cannot be written.
    """
    parts = ((_MESSAGES, words.messages), (_SOURCES, words.sources), (_INTERFACE, words.interface))
    write_whole(path, "{\n" + ",\n".join(f'"{name}": [{_lines(texts)}\n]' for name, texts in parts) + "\n}\n")


def _lines(texts: Iterable[tuple[str, ...]]) -> str:
    return ",".join(f"\n{json.dumps(text, ensure_ascii=False, separators=(',', ':'))}" for text in texts)


def read_record(path: Path, signatures: tuple[Signature, ...]) -> tuple[SheetWords, Signature]:
    """The words that were signed last, as they were then, and the last signature under them.

    Raises:
        HandoutError: if there is no record, or none that one of *signatures* covers.
    """
    if not path.exists():
        raise _no_use(path, 0, "there is no record of the words that were signed")
    words = _parsed(path, read_text(path, _MOST_BYTES))
    covering = [one for one in signatures if one.words == words.hash]
    if not covering:
        raise _no_use(path, 0, "no signature covers these words: somebody has changed this file, or the signatures")
    return words, covering[-1]


def _parsed(path: Path, text: str) -> SheetWords:
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        raise _no_use(path, error.lineno, "this is not what the press wrote") from None
    except (ValueError, RecursionError):  # a number without end, brackets without end
        raise _no_use(path, 0, "this is not what the press wrote") from None
    messages, sources, interface = (tuple(_texts(record, name)) for name in (_MESSAGES, _SOURCES, _INTERFACE))
    try:
        return SheetWords(
            tuple((context, english, translation) for context, english, translation in messages),
            sources,
            tuple((english, translation) for english, translation in interface),
        )
    except ValueError:
        raise _no_use(path, 0, "this is not what the press wrote") from None


def _texts(record: object, name: str) -> Iterator[tuple[str, ...]]:
    """The texts under *name*; what has another form has no hash that anybody signed."""
    texts = record.get(name) if isinstance(record, dict) else None
    for text in texts if isinstance(texts, list) else ():
        if isinstance(text, list):
            yield tuple(part if isinstance(part, str) else "" for part in text)


def _no_use(path: Path, line: int, what: str) -> HandoutError:
    hint = "get it back from the version control; without it, only the whole can be reviewed: leave --changes out"
    return HandoutError([Problem(shown(path), line, what, hint)])
