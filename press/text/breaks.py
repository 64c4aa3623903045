"""Where a line may end: UAX #14 with ICU's dictionaries, less the breaks that hurt a patient.

A number is never parted from what it counts ("12 | days", "1 in | 10"), a
short part from the word it is joined to ("est-|ce"), and a phone number, an
address or a date stays whole. A web address may break after a slash, as a
last resort, because it can be longer than a line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from unicodedata import category

from icu4py.breakers import BaseBreaker, CharacterBreaker, LineBreaker, WordBreaker

from press.caches import kept
from press.text.shaping import CONTROLS

Stretch = tuple[int, int]  # from an offset to another

_PHRASES = "lw-phrase"  # a keyword of ICU's locales
_JOINTS = "-\u2010\u2013/"
_LEAST_PART = 5  # letters on either side of a hyphen at which a line may end
_SIGNS = "%\u2030\u066a\uff05\u00b0\u00ba\u2103\u2109\u2032\u2033"  # stand behind a number
_BEFORE_NUMBERS = "\u2116\u00a7#<>\u2264\u2265\u2248\u00b1"
_DEGREES = "\u00b0\u00ba"
_NEVER_FIRST = "\u00a0\u202f\u2060\uff5e\uff05\u2030\u2103"  # ICU lets them begin a line, behind a danda too
_SOFT_HYPHEN = "\u00ad"  # is never drawn, so that a word broken there would look like two

_BLANK = f"[ \\t\u00a0\u2000-\u200a\u202f\u205f\u3000{''.join(sorted(CONTROLS))}]{{1,4}}"
_LETTER = (  # neither a digit nor punctuation: letters, and the marks of any script
    r"[^\s\d!-/:-@\[-`{-\xbf\u060c\u061b\u061f\u06d4\u0964\u0965\u1361-\u1368\u17d4\u17d5\u2010-\u206f\u3000-\u303f]"
)
_HAN_KANA = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_UNSPACED = f"{_HAN_KANA}\u0e01-\u0e4e\u0e81-\u0edf\u1000-\u109f\u1780-\u17d3"  # Thai, Lao, Burmese, Khmer too
_DASH = "[-\u2010-\u2013\u2212~\u301c\uff5e\u00d7]"

# A digit with what joins it to the next number: "(212) 555-0142", "6–12", "1 000", "08:00".
_JOINED = re.compile(
    rf"\d(?=((?:\)?{_DASH}\(?|{_BLANK}(?:\(|{_DASH}{_BLANK}|{_DASH})?|\){_BLANK}\(?|\)?\(|[/:.,\u00b7\uff0e\uff0c\uff1a\uff0f])\d))"
)
# A few short words between two numbers: "1 in 10", "1 de cada 10", "8. a 10.", "6'dan 12'ye", "6到12".
_RATIO = re.compile(
    rf"\d(?=\D{{1,12}}\d)(?=((?:\.|['\u2019]?{_LETTER}{{1,4}})?(?:{_BLANK}{_LETTER}+){{0,2}}{_BLANK}\d|[{_HAN_KANA}]{{1,2}}\d))"
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[!-~]*[\w/=&#-]"
    r"|(?<![\w.%+-])[\w.%+-]++@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.@-])(?:[A-Za-z0-9-]++\.)+[A-Za-z]{2,}(?:/(?:[!-~]*[\w/=&#-])?)?",
    re.ASCII,
)
# A number, written with digits or in Han, before a script that has no blanks between its words.
_COUNTED = re.compile(
    rf"[\d\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343\u4e07\u842c\u4e24\u5169]"
    rf"(?:{_BLANK})?(?=(?!\d)[{_UNSPACED}])"
)
# A number with an ending, which counts what follows: "10yèm", "8–10-րդ", "6’dan".
_COUNTING = re.compile(rf"(?<!\S)\d+(?:{_DASH}\d+)?['\u2019-]?[^\W\d_]{{1,4}}$")
_SPACES = " \u3000"
_MOST_WORDS = 3  # behind a number, that it counts


@kept(4096)
def opportunities(text: str, locale: str) -> tuple[int, ...]:
    """Offsets at which a line of *text* may end, the end of the text among them (UAX #14).

    Asked for phrases, ICU leaves the rules of small kana and sound marks
    aside, whatever else is asked for; a line ends where both allow it.
    """
    offsets = _ends(LineBreaker(text, locale))
    if _PHRASES not in locale:
        return offsets
    strict = frozenset(_ends(LineBreaker(text, _strict(locale))))
    return tuple(offset for offset in offsets if offset in strict)


def _ends(breaker: BaseBreaker) -> tuple[int, ...]:
    """ICU counts UTF-16 units in its offsets; its pieces are strings, so that we count those."""
    offsets = []
    end = 0
    for piece in breaker:
        end += len(piece)
        offsets.append(end)
    return tuple(offsets)


def _strict(locale: str) -> str:
    """The same language without phrases."""
    return f"{locale.partition('-u-')[0]}-u-lb-strict"


def allowed(
    text: str,
    locale: str,
    whole: tuple[Stretch, ...],
    cited: frozenset[int] = frozenset(),
    short_words: int = 0,
    openers: tuple[str, ...] = (),
    closers: tuple[str, ...] = (),
) -> tuple[int, ...]:
    """The opportunities that keep numbers with their units and the stretches of *whole* in one piece.

    *cited* are the offsets of citation numbers, which count nothing. Words of
    at most *short_words* letters stay with the next word, *openers* with what
    follows them, and what begins with one of *closers* with what is before.
    """
    offsets = opportunities(text, locale)
    parted = frozenset(_in_word(text, offsets, openers, closers)) if openers or closers else frozenset()
    stretches = (*whole, *_stretches(text, locale, cited))
    inner = {place for start, end in stretches for place in range(start + 1, end)}
    return tuple(
        offset
        for offset in offsets
        if offset == len(text)
        or text[offset - 1] == "\n"
        or not (
            offset in inner
            or offset in parted
            or text[offset] in _NEVER_FIRST
            or text[offset - 1] == _SOFT_HYPHEN
            or _in_short_compound(text, offset)
            or _by_number(text, offset, cited)
            or (short_words and _after_short_word(text, offset, short_words))
        )
    )


def _in_word(text: str, offsets: tuple[int, ...], openers: tuple[str, ...], closers: tuple[str, ...]) -> Iterator[int]:
    """Ends of a dictionary's pieces that readers take for parts of one word: "การ|ตั้งครรภ์", "ပိတ်နေ|တဲ့"."""
    start = 0
    for offset in offsets:
        if text[start:offset] in openers or text.startswith(closers, offset):
            yield offset
        start = offset


def last_resorts(text: str, locale: str, start: int, end: int) -> tuple[tuple[int, ...], ...]:
    """Offsets in a piece longer than a line, best first: slashes, blanks, any opportunity, between clusters.

    A web address ends a line at a slash: a hyphen there would look like ours.
    """
    strict = _ends(LineBreaker(text, _strict(locale)))
    inner = tuple(offset for offset in strict if start < offset < end)
    slashes = tuple(place for place in inner if text[place - 1] == "/" and text[place - 2] not in ":/")
    clusters = tuple(start + offset for offset in _ends(CharacterBreaker(text[start:end], locale)))
    blanks = tuple(place for place in inner if text[place - 1] in _SPACES)
    return slashes, blanks, inner, clusters


def _stretches(text: str, locale: str, cited: frozenset[int]) -> Iterator[Stretch]:
    """What stays whole though it is written in the words of a message."""
    if "." in text or "@" in text or "://" in text:
        for address in _ADDRESS.finditer(text):
            yield address.span()
    for pattern in (_JOINED, _RATIO):
        for number in pattern.finditer(text):
            if number.start() not in cited:
                yield number.start(), number.end(1)
    counts = [number for number in _COUNTED.finditer(text) if number.start() not in cited]
    if counts:
        words = _ends(WordBreaker(text, locale))
        for number in counts:
            yield number.start(), _end_of_counted(text, number.end(), words)


def _end_of_counted(text: str, start: int, words: tuple[int, ...]) -> int:
    """Where what a number counts ends: a measure word and its noun, or a loan word that the dictionary cuts up."""
    end = start
    first = bisect_right(words, start)
    for after in words[first : first + _MOST_WORDS]:
        if not text[end].isalpha():
            break
        length, end = after - end, after
        if length > (1 if text[after - 1] >= "\u3041" else 2):  # Han and kana; Thai, Lao, Khmer, Burmese
            break
    return end


def _in_short_compound(text: str, offset: int) -> bool:
    """Whether *offset* is behind the hyphen of a word with a short part or a number: "est-ce", "mg/day", "6-week"."""
    if text[offset - 1] not in _JOINTS:
        return False
    if text[offset].isdecimal() or text[offset - 2 : offset - 1].isdecimal():
        return True
    before, after = offset - 2, offset
    while before >= 0 and text[before].isalpha():
        before -= 1
    while after < len(text) and text[after].isalpha():
        after += 1
    return 0 < min(offset - 2 - before, after - offset) < _LEAST_PART


def _by_number(text: str, offset: int, cited: frozenset[int]) -> bool:
    """Whether a number stands before *offset* that counts the word behind it, or behind it after its sign."""
    last, first = offset - 1, offset
    while last >= 0 and (text[last].isspace() or text[last] in CONTROLS):
        last -= 1
    while first < len(text) and text[first] in CONTROLS:
        first += 1
    if last < 0 or first == len(text):
        return False
    before, after = text[last], text[first]
    if _is_numeral(before):
        if last + 1 == offset and after.isdecimal():  # full-width digits, which ICU takes for ideographs
            return True
        return last not in cited and (after.isalpha() or after in _SIGNS or category(after) == "Sc")
    if last + 1 < offset and after.isalpha() and _COUNTING.search(text, max(0, last - 9), last + 1):
        return True
    if before == "." and after.isalpha():
        return last - 1 not in cited and _is_ordinal(text[max(0, last - 3) : last], after)
    if before in _DEGREES:
        return after.isalpha() and text[:last].rstrip()[-1:].isdecimal()
    return _is_numeral(after) and first not in cited and (before in _BEFORE_NUMBERS or category(before) == "Sc")


def _is_numeral(character: str) -> bool:
    """Whether a character is a digit, a fraction or a numeral, and not raised or in a circle."""
    if character.isdecimal():
        return True
    return character.isnumeric() and not (character.isdigit() or character.isalpha())


def _is_ordinal(before: str, after: str) -> bool:
    """Whether a number with a full stop counts ("10. dniem", "12. Woche") and is not what a sentence ends with."""
    few = len(before) < 3 or not before.isdecimal()
    return before[-1:].isdecimal() and (few or after.islower())


def _after_short_word(text: str, offset: int, most: int) -> bool:
    """Whether a word of at most *most* letters stands before the blank at which a line would end."""
    end = offset
    while end and text[end - 1].isspace():
        end -= 1
    start = end
    while start and end - start <= most and text[start - 1].isalpha():
        start -= 1
    alone = start == 0 or text[start - 1].isspace() or not (text[start - 1].isalnum() or text[start - 1] in "'\u2019.-")
    return end < offset and 0 < end - start <= most and alone
