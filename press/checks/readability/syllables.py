"""How many syllables a word has, in each language whose formula asks for them.

Where spelling tells how a word is spoken, a syllable is a vowel or a group of
vowels that are spoken as one. Each table below says what a group is: diphthongs
are one, hiatus is two. English, whose spelling tells little, has rules of its own.

The rules are those that schools teach for the spelling of each language; no
paper was followed. Spanish parts vowels as its orthography does and not as some
speak (pro-hi-bir is written prohi-bir). French is counted as it is spoken in the
north: a mute e at the end is none, and i before a vowel is a glide; the -ent of
verbs is counted, because nothing tells it from that of nouns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from press.checks.readability.english import english_syllables

Syllables = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class _Spelling:
    """Rewritings that leave nothing but vowels that are heard, and what is one group of them."""

    silent: tuple[tuple[re.Pattern[str], str], ...]
    nucleus: re.Pattern[str]

    def count(self, word: str) -> int:
        """The syllables of *word*; at least one, and one a digit."""
        text = unicodedata.normalize("NFC", word.casefold())
        for pattern, instead in self.silent:
            text = pattern.sub(instead, text)
        return max(1, len(self.nucleus.findall(text)) + sum(map(str.isdecimal, text)))


def _spelling(nucleus: str, *silent: tuple[str, str]) -> Syllables:
    compiled = tuple((re.compile(pattern), instead) for pattern, instead in silent)
    return _Spelling(compiled, re.compile(nucleus)).count


# A strong vowel (a, e, o) with weak ones (i, u) beside it is one; í and ú are on their own beside a strong one.
_SPANISH = _spelling(
    "[iuü]?[aeoáéó][iuü]?|[iuü]?[íú]|[iuü]{1,2}",
    ("qu", "q"),
    ("gu(?=[eiéí])", "g"),  # guerra; but agua, vergüenza
    ("(?<![csp])h", ""),  # prohibir, alcohol
    (r"y(?![aeiouáéíóú])", "i"),  # muy, hoy; but mayo
)
_FRENCH = _spelling(
    "oui|(?:(?<![bcdfgptv][lr])i|u(?=i))?(?:eau|œu|ou|oi|oî|au|ai|aî|ei|eî|eu|eû|[aàâeéèêëiîïoôuùûüyœæ])",
    ("qu", "q"),
    ("oe", "œ"),
    ("^y(?=[aeiou])", "j"),  # yeux
    ("^oue", "we"),  # ouest
    ("gu(?=[eéèêiî])|ge(?=[aâo])", "g"),  # langue, mangeons
    ("(?<=[aeou])y(?=[aeiouéèê])", "ij"),  # voyage
    ("(?<=[aeéèêiîouyœ])es?$", ""),  # année, vie
    ("(?<=[^aàâeéèêëiîïoôuùûüyœæ'’])es?$", ""),  # grossesse
    ("(?<=[aou])ill(?=[aeiouéèê])", "j"),  # travailler
    ("(?<=[eo]u)il|(?<=ue)il|(?<=œ)il|(?<=[ae])il(?=s?$)", "j"),  # deuil, travail
    ("(?<=[^aeiouv])ill(?=[aeouéè])", "ij"),  # fille, famille
)
_GERMAN = _spelling(
    "aa|ee|oo|ai|au|äu|ei|eu|ie|oi|[aeiouyäöü]",
    ("qu", "q"),
    ("^(be|ge)(?=e)", r"\1-"),  # beenden, geehrt
    ("(?<=[aeiouäöü][lnr])ie(?=n?$)|(?<=stud)ie(?=n?$)", "i-e"),  # Familie, Bakterien
)
# A weak vowel behind a strong one makes a diphthong with it, one before it does not: di-a, but pai.
_PORTUGUESE = _spelling(
    "[ãõ][eoi]?|[aeoáéóâêôà][iu]?|[iu]{1,2}|[íú]",
    ("qu(?=[aeoiáéíóâêôã])", "q"),
    ("gu(?=[aeoiáéíóâêôã])", "g"),
    (r"(?<=[áéíóúâêô])((?:[^aeiouáéíóúâêôãõ]|[aeiou](?=[^aeiou]))+)[iu](?=[aeo]s?$)", r"\1"),  # história
    ("(?<=[aeou])i(?=nh|[mnlr](?:$|[^aeiouáéíóúâêôãõ])|z$)", "-i"),  # rainha, ainda, sair
    ("y", "i"),
)
_DUTCH = _spelling(
    "aai|ooi|oei|eeu|ieu|ëi|aa|ee|oo|uu|ie|eu|oe|ui|ij|ei|ou|au|[aeiouyáéíóúàèêëïöü]",
    ("qu", "q"),
    ("eum(?=s?$)", "e-um"),
)
_RUSSIAN = _spelling("[аеёиоуыэюя]")

SYLLABLES: Mapping[str, Syllables] = {
    "de": _GERMAN,
    "en": english_syllables,
    "es": _SPANISH,
    "fr": _FRENCH,
    "nl": _DUTCH,
    "pt": _PORTUGUESE,
    "ru": _RUSSIAN,
}


def syllables(word: str, language: str = "en") -> int:
    """The syllables of *word*, in *language* as BCP 47 writes it ("pt-BR"); those of parts with hyphens together.

    Raises:
        KeyError: if no rules of the language are here (SYLLABLES).
    """
    count = SYLLABLES[language.partition("-")[0]]
    parts = [part for part in re.split(r"[\W_]+(?<!['’])", word) if part]
    return sum(map(count, parts)) or 1
