"""Pseudo-languages: English that is as long, as accented or as right-to-left as a translation may be.

A page that sets them whole has room for languages that nobody has translated
yet, and a word without accents on it is one that no translator ever saw.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle

from press.content.inline import plain

# What a translation copies to the letter: citations, stars, placeholders, addresses.
_KEPT = re.compile(
    r"(\s*\[@[^\]]*\]|\*\*|\{[a-z][a-z0-9_]*\}|(?:https?://|www\.)[^\s*{}\[\]]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)", re.ASCII
)
_FIRST, _LAST = "\u2045\u2046"  # brackets with quill: no message has them, and noto-sans draws them
_PADDING = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LONG_WORD = "Incomprehensibilities" * 3
_LONG_EVERY, _LONG_FROM = 4, 40  # messages of that many letters; a label is never that long in one word

_ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀçđéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÁɃÇĐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ",
)
_ARABIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ابثدعفغهيجكلمنوپقرستؤڤطخئز" * 2,
)
_ARABIC_MARKS = {",": "،", ";": "؛", "?": "؟"}


@dataclass(frozen=True, slots=True)
class Pseudo:
    """What a pseudo-language is called, and what it makes of a message."""

    name: str
    translate: Callable[[str], str]


def accented(text: str) -> str:
    """*text* with an accent on each letter, two fifths longer; some sentences end in one very long word."""
    chosen = len(text) >= _LONG_FROM and zlib.crc32(text.encode()) % _LONG_EVERY == 0
    long_word = (_LONG_WORD,) if chosen else ()
    return _spelt(_lengthened(text, 0.4, long_word), lambda words: words.translate(_ACCENTED))


def right_to_left(text: str) -> str:
    """*text* in Arabic letters, which join and run from right to left, a third longer."""
    return _spelt(_lengthened(text, 0.33), _in_arabic)


PSEUDO_LANGUAGES: Mapping[str, Pseudo] = {
    "en-XA": Pseudo("Pseudo-language (long, accented)", accented),
    "ar-XB": Pseudo("Pseudo-language (right to left)", right_to_left),
}


def _lengthened(text: str, share: float, more: tuple[str, ...] = ()) -> str:
    """*text* between marks, with words behind it: a *share* of its letters, and *more*."""
    padding = (*_padding(math.ceil(len(plain(text)) * share)), *more)
    return f"{_FIRST}{' '.join((text, *padding))}{_LAST}"


def _padding(letters: int) -> Iterator[str]:
    words = cycle(_PADDING)
    while letters > 0:
        word = next(words)
        yield word
        letters -= len(word) + 1


def _spelt(text: str, spell: Callable[[str], str]) -> str:
    """*text* with its words respelt; what a translation copies stays."""
    return "".join(piece if index % 2 else spell(piece) for index, piece in enumerate(_KEPT.split(text)))


def _in_arabic(words: str) -> str:
    marked = re.sub(r"[,;?](?!\d)", lambda mark: _ARABIC_MARKS[mark[0]], words)
    return marked.translate(_ARABIC)
