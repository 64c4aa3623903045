"""Where a line may end: UAX #14 with ICU's dictionaries, less the breaks that hurt a patient.

A number is never parted from what it counts ("12 | days"), a short part
from the word it is joined to ("est-|ce"), and a phone number, an address or
a date stays whole. A web address may break after a slash, as a last resort,
because it can be longer than a line.
"""

from __future__ import annotations

from functools import lru_cache

from icu4py.breakers import LineBreaker

from press.text.shaping import CONTROLS

_BLANKS = " \u3000\n\t"
_HYPHENS = "-\u2010"
_LEAST_PART = 5  # letters on either side of a hyphen at which a line may end


@lru_cache(maxsize=4096)
def opportunities(text: str, locale: str) -> tuple[int, ...]:
    """Offsets at which a line of *text* may end, the end of the text among them (UAX #14).

    ICU counts UTF-16 units in its offsets; its pieces are strings, so that we count those.
    """
    offsets = []
    end = 0
    for piece in LineBreaker(text, locale):
        end += len(piece)
        offsets.append(end)
    return tuple(offsets)


def allowed(
    text: str, locale: str, whole: tuple[tuple[int, int], ...], cited: frozenset[int] = frozenset()
) -> tuple[int, ...]:
    """The opportunities that keep numbers with their units and the stretches of *whole* in one piece.

    *cited* are the offsets of citation numbers, which count nothing.
    """
    return tuple(
        offset
        for offset in opportunities(text, locale)
        if offset == len(text)
        or not (
            _after_number(text, offset, cited)
            or _in_short_compound(text, offset)
            or any(start < offset < end for start, end in whole)
        )
    )


def _in_short_compound(text: str, offset: int) -> bool:
    """Whether *offset* is behind the hyphen of a word with a short part: "est-ce", "follow-up"."""
    if text[offset - 1] not in _HYPHENS:
        return False
    before, after = offset - 2, offset
    while before >= 0 and text[before].isalpha():
        before -= 1
    while after < len(text) and text[after].isalpha():
        after += 1
    return 0 < min(offset - 2 - before, after - offset) < _LEAST_PART


def _after_number(text: str, offset: int, cited: frozenset[int]) -> bool:
    """Whether a number stands before *offset* that counts the word behind it."""
    last = offset - 1
    while last >= 0 and (text[last] in _BLANKS or text[last] in CONTROLS):
        last -= 1
    return last >= 0 and last not in cited and text[last].isdecimal() and text[offset].isalpha()
