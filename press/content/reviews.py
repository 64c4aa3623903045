"""reviews.toml: who signed which words, with which qualification, and when.

A signature holds the hash of the words it covers. Whoever changes a word has
not broken the signature: it goes on covering the words that were read.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from press.content.front_matter import TOPIC_ID, iso_date
from press.content.reading import Faults, check_characters, did_you_mean, read_text
from press.files import write_whole
from press.problems import Problem, RefusedError, raise_if_any, shown

_TABLE = "signed"
_REQUIRED = ("name", "qualification", "date", "words")
_KEYS = (*_REQUIRED, "topic")
_TABLE_LINE = re.compile(rf"\s*\[\[\s*[\"']?{_TABLE}[\"']?\s*\]\]")
_PAIR = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
_HASH = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Signature:
    """A person's statement that they read these words and stand by them."""

    name: str
    qualification: str
    date: date
    words: str  # words_hash() of what was signed


def words_hash(texts: Iterable[tuple[str, ...]]) -> str:
    """The hash of *texts* in their order; equal for texts that look equal (Unicode's form C), and for no others."""
    canonical = [[unicodedata.normalize("NFC", part) for part in text] for text in texts]
    encoded = json.dumps(canonical, ensure_ascii=False, separators=(",", ":")).encode()
    return f"sha256:{hashlib.sha256(encoded).hexdigest()}"


def read_reviews(path: Path) -> dict[str, tuple[Signature, ...]]:
    """The signatures of each topic, in the order of the file; of "", where a signature names no topic.

    A file that does not exist holds none: nobody has signed yet.

    Raises:
        HandoutError: with every fault of the file.
    """
    if not path.exists():
        return {}
    text = read_text(path)
    faults = Faults(shown(path))
    signed: dict[str, list[Signature]] = {}
    for entry in _entries(text, faults):
        signature = _signature(entry, faults)
        if signature:
            signed.setdefault(str(entry.table.get("topic", "")), []).append(signature)
    raise_if_any(faults.found)
    return {topic: tuple(signatures) for topic, signatures in signed.items()}


def append_signature(path: Path, signature: Signature, topic: str = "") -> None:
    """Add *signature* to the end of the file and leave every letter that stands in it.

    Raises:
        HandoutError: if the file or the signature is not valid, or the file cannot be written.
    """
    fields = {"name": signature.name, "qualification": signature.qualification, "words": signature.words}
    if topic:
        fields["topic"] = topic
    raise_if_any(Problem(shown(path), 0, what, hint) for _, what, hint in _faults_of(fields))
    read_reviews(path)
    # JSON's escapes are among those of a TOML basic string.
    pairs = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    entry = (f"[[{_TABLE}]]", *pairs[:2], f"date = {signature.date.isoformat()}", *pairs[2:])
    before = path.read_bytes() if path.exists() else b""
    ending = "\r\n" if b"\r\n" in before else "\n"
    gap = "" if not before else ending if before.endswith(b"\n") else 2 * ending
    write_whole(path, before + (gap + ending.join(entry) + ending).encode())


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of the file, with the lines of its keys."""

    table: Mapping[str, object]
    line: int
    key_lines: Mapping[str, int]

    def line_of(self, key: str) -> int:
        return self.key_lines.get(key, self.line)


def _entries(text: str, faults: Faults) -> Iterator[_Entry]:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        faults.add(line, "this is not valid TOML", "compare with another entry: key = value, and texts stand in quotes")
        return
    for key in content.keys() - {_TABLE}:
        faults.add(_line_of_key(text, key), f"there is no key “{key}” here", f"begin each entry with [[{_TABLE}]]")
    tables = content.get(_TABLE, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        faults.add(_line_of_key(text, _TABLE), "this is no entry", f"begin each entry with [[{_TABLE}]]")
        return
    places = _places(text)
    for number, table in enumerate(tables):
        line, key_lines = places[number] if len(places) == len(tables) else (0, {})
        yield _Entry(table, line, key_lines)


def _line_of_key(text: str, key: str) -> int:
    found = re.search(rf"^[ \[]*[\"']?{re.escape(key)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def _places(text: str) -> list[tuple[int, dict[str, int]]]:
    """The line of each entry and of each of its keys: what tomllib does not tell."""
    places: list[tuple[int, dict[str, int]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if _TABLE_LINE.match(line):
            places.append((number, {}))
        elif places and (pair := _PAIR.match(line)):
            places[-1][1].setdefault(pair[1], number)
    return places


def _signature(entry: _Entry, faults: Faults) -> Signature | None:
    """The signature in an entry, or None; whatever is wrong goes to *faults*."""
    before = len(faults.found)
    for key in entry.table.keys() - set(_KEYS):
        faults.add(entry.line_of(key), f"there is no key “{key}”", did_you_mean(key, _KEYS))
    for key in _REQUIRED:
        if key not in entry.table:
            faults.add(entry.line, f"this signature has no “{key}”", f"add a line: {key} = …")
    fields: dict[str, str] = {}
    for key in _KEYS:
        value = entry.table.get(key)
        if isinstance(value, str):
            fields[key] = value
        elif value is not None and key != "date":
            faults.add(entry.line_of(key), f"“{key}” is not a text", "put it in quotes")
    for key, what, hint in _faults_of(fields):
        faults.add(entry.line_of(key), what, hint)
    day = _day(entry.table.get("date"))
    if day is None and "date" in entry.table:
        faults.add(entry.line_of("date"), "“date” is not a date", "write it as year-month-day: 2026-11-23")
    if day is None or len(faults.found) > before:
        return None
    return Signature(fields["name"], fields["qualification"], day, fields["words"])


def _faults_of(fields: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Of the texts of a signature: the key, what is wrong, and a hint."""
    for key in ("name", "qualification"):
        text = fields.get(key)
        if text is None:
            continue
        if not text.strip():
            yield key, f"“{key}” is empty", "say who signs, and what qualifies them to: a signature is a person's"
        characters = Faults("")
        check_characters(text, characters)
        if "\n" in text or characters.found:
            yield key, f"“{key}” holds a line break or a character that does not print", "write it on one line"
    if "words" in fields and not _HASH.fullmatch(fields["words"]):
        yield "words", "“words” is not the hash of a text", "let the press write it: sign again"
    if "topic" in fields and not TOPIC_ID.fullmatch(fields["topic"]):
        yield "topic", f"“topic” cannot be “{fields['topic']}”", "write the name of the topic's folder"


def _day(value: object) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return iso_date(value)
    except RefusedError:
        return None
