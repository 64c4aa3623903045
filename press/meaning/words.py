"""Words as a translator lists them, found in a text of any script.

    sin        this word
    nunca*     a word that begins so        *maz       a word that ends so
    አል*ም       a word that begins and ends so
    no one     these words, one after the other

In a script without blanks between words (Thai, Burmese, Chinese, …) a word is
found wherever its letters stand. Capitals, marks of Arabic and Hebrew that
readers leave out, invisible joiners and the shape of an apostrophe make no
difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property

# What Python's \w leaves out of a word: vowel signs and marks, block by block. The dandas are no part of it.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0966-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u1056-\u1059\u135d-\u135f\u17b4-\u17d3\u17dd"
)
LETTER = rf"[\w{_MARKS}]"
_BEFORE, _BEHIND = rf"(?<!{LETTER})", rf"(?!{LETTER})"
_INVISIBLE = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_UNWRITTEN = "".join(map(chr, (*range(0x591, 0x5BE), *range(0x5C1, 0x5C3), *range(0x64B, 0x653), 0x670, 0x640)))
_ARMENIAN = "\u055b\u055c\u055e"  # stress, exclamation and question marks, which stand within a word
_PLAIN: dict[int, str | None] = {
    **dict.fromkeys(map(ord, _INVISIBLE + _UNWRITTEN + _ARMENIAN)),
    **dict.fromkeys(map(ord, "’‘ʼ＇"), "'"),
    **dict.fromkeys(map(ord, "\u00a0\u202f\u2009\n\t"), " "),
}
_UNSPACED = frozenset(("Thai", "Laoo", "Khmr", "Mymr", "Hans", "Hant", "Hani", "Jpan"))


def folded(text: str) -> str:
    """*text* without what makes no difference to which words it holds."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold().translate(_PLAIN))


def has_blanks(script: str) -> bool:
    """Whether blanks part the words of *script* (ISO 15924)."""
    return script not in _UNSPACED


class WordList:
    """Words of a language; what finds them is made when they are first looked for: a build needs few of them."""

    def __init__(self, words: Iterable[str] = (), script: str = "Latn") -> None:
        self.words = tuple(words)
        self._script = script

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds each of the words in a folded text; nothing, of no words."""
        return _word_pattern(self.words, self._script)

    def search(self, text: str) -> re.Match[str] | None:
        """The first word that stands in a folded text."""
        return self.pattern.search(text)


def _word_pattern(words: Iterable[str], script: str) -> re.Pattern[str]:
    shapes: dict[tuple[str, str], set[str]] = {}
    for word in words:
        shape, pattern = _shape(word, script)
        shapes.setdefault(shape, set()).add(pattern)
    return re.compile("|".join(_alternatives(*shape, shapes[shape]) for shape in sorted(shapes)) or "(?!)")


def _alternatives(before: str, behind: str, patterns: set[str]) -> str:
    """The words of one shape; what stands around them is written once, or the pattern is slow."""
    longest_first = sorted(patterns, key=lambda pattern: (-len(pattern), pattern))
    return f"{before}(?:{'|'.join(longest_first)}){behind}"


def _shape(word: str, script: str) -> tuple[tuple[str, str], str]:
    """What must stand before and behind a word, and its own letters."""
    pieces = [re.sub(r"(?:\\ )+", " +", re.escape(piece)) for piece in folded(word).split("*")]
    if not has_blanks(script):
        return ("", ""), f"{LETTER}*".join(piece for piece in pieces if piece)
    first, *_, last = (*pieces, *pieces)
    before = _BEFORE if first and re.match(LETTER, first) else ""
    behind = (_BEHIND if re.search(rf"{LETTER}\Z", last) else "") if last else f"{LETTER}*"
    return (before, behind), f"{LETTER}*".join(piece for piece in pieces if piece)


def whole_word(found: re.Match[str]) -> str:
    """What was found, with the rest of its word."""
    text, start, end = found.string, found.start(), found.end()
    while start and re.match(LETTER, text[start - 1]):
        start -= 1
    while end < len(text) and re.match(LETTER, text[end]):
        end += 1
    return text[start:end].strip()
