"""Scripts and left-overs: letters of another alphabet, and English that nobody translated."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from press.meaning.finding import Finding, Pair
from press.meaning.rules import Rules

# What Unicode calls the letters of a script (ISO 15924).
_ALPHABETS: Mapping[str, frozenset[str]] = {
    "Arab": frozenset(("ARABIC",)), "Armn": frozenset(("ARMENIAN",)), "Beng": frozenset(("BENGALI",)),
    "Cyrl": frozenset(("CYRILLIC",)), "Deva": frozenset(("DEVANAGARI",)), "Ethi": frozenset(("ETHIOPIC",)),
    "Geor": frozenset(("GEORGIAN",)), "Grek": frozenset(("GREEK",)), "Gujr": frozenset(("GUJARATI",)),
    "Guru": frozenset(("GURMUKHI",)), "Hans": frozenset(("CJK",)), "Hant": frozenset(("CJK",)),
    "Hebr": frozenset(("HEBREW",)), "Jpan": frozenset(("CJK", "HIRAGANA", "KATAKANA")), "Khmr": frozenset(("KHMER",)),
    "Kore": frozenset(("HANGUL", "CJK")), "Laoo": frozenset(("LAO",)), "Latn": frozenset(("LATIN",)),
    "Mlym": frozenset(("MALAYALAM",)), "Mymr": frozenset(("MYANMAR",)), "Sinh": frozenset(("SINHALA",)),
    "Taml": frozenset(("TAMIL",)), "Telu": frozenset(("TELUGU",)), "Thai": frozenset(("THAI",)),
}  # fmt: skip
_ALIKE = frozenset(("LATIN", "CYRILLIC", "GREEK", "ARMENIAN"))  # alphabets whose letters look alike
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_LETTERS = 6  # below them a name or an abbreviation may be all there is
_LEFT_OVER = 4  # English words in a row
_ENGLISH = re.compile(
    "(?:about|and|any|are|because|been|before|but|could|does|for|from|have|health|how|if|into|not|of|or|our|should"
    "|that|the|their|there|these|they|this|those|to|was|were|what|when|which|will|with|would|you|your)"
)


@lru_cache(maxsize=4096)
def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0].split("-")[0]


def check_script(pair: Pair, rules: Rules) -> Iterator[Finding]:
    """Whether a word mixes alphabets that look alike, or most letters are of another script than the language's."""
    count: Counter[str] = Counter()
    for letter, times in Counter(pair.words).items():
        if letter.isalpha():
            count[_alphabet(letter)] += times
    for word in _WORD.findall(pair.words) if len(_ALIKE.intersection(count)) > 1 else ():
        mixed = {_alphabet(letter) for letter in word} & _ALIKE
        if len(mixed) > 1:
            names = " and ".join(sorted(name.title() for name in mixed))
            yield Finding("script", f"“{word}” mixes letters that look alike: {names}", "type the word anew")
    own = _ALPHABETS.get(rules.script) if rules.own else None
    letters = sum(count.values())
    if own and letters >= _LEAST_LETTERS and sum(count[name] for name in own) * 2 < letters:
        most = count.most_common(1)[0][0].title()
        hint = "translate it, or see whether the file lies in the folder of its language"
        yield Finding("script", f"most letters are {most}, not those of the language", hint)


def check_same(pair: Pair, _rules: Rules) -> Iterator[Finding]:
    """Whether the translation is the English, of two words or more."""
    if pair.folded == pair.source_folded and len(_WORD.findall(pair.source_folded)) > 1:
        yield Finding("same", "is the same as the English", "translate it")


def check_left_overs(pair: Pair, rules: Rules) -> Iterator[Finding]:
    """Whether four words in a row are the English's own, or English by their small words."""
    if rules.own is None or (rules.script != "Latn" and not re.search("[a-z]", pair.folded)):
        return
    source = f" {' '.join(_WORD.findall(pair.source_folded))} "
    for run in re.split(r"[^\w' -]+|\d+", pair.folded):
        words = _WORD.findall(run)
        for place in range(len(words) - _LEFT_OVER + 1):
            four = words[place : place + _LEFT_OVER]
            if f" {' '.join(four)} " in source or sum(map(bool, map(_ENGLISH.fullmatch, four))) >= _LEFT_OVER - 1:
                yield Finding("left_over", f"English stands in it: “{' '.join(four)}”", "translate it")
                return
