"""The table of checks: what each finds, whether it stops a build, and why.

The identifiers are Weblate's where it has such a check, so that its flags serve here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether a finding stops the build."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Check:
    """What stands behind an identifier."""

    severity: Severity
    finds: str
    why: str  # it is an error, or only a warning
    ignorable: bool = True


_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

CHECKS: Mapping[str, Check] = {
    "python_brace_format": Check(
        _ERROR, "a `{placeholder}` lost, added or misspelt", "a fact would be missing from the sheet", ignorable=False
    ),
    "citations": Check(
        _ERROR, "a `[@source]` lost or added", "a claim would stand without its source", ignorable=False
    ),
    "markup": Check(
        _ERROR,
        "a `**` without a partner, a star, a brace or an HTML tag that would print",
        "the reader would see it",
        ignorable=False,
    ),
    "emphasis": Check(_ERROR, "more or fewer passages in `**bold**`", "bold words are terms and warnings"),
    "no_words": Check(
        _ERROR, "no words beside placeholders and sources", "the sheet would be empty there", ignorable=False
    ),
    "begin_space": Check(_ERROR, "a blank at the beginning", "it moves the line, and nobody wants it"),
    "end_space": Check(_ERROR, "a blank at the end", "it moves the next word, and nobody wants it"),
    "newline-count": Check(_ERROR, "a line break or a tab", "a message is one paragraph"),
    "bidi_controls": Check(
        _ERROR, "a hidden sign that turns the direction of text", "it can turn a number round", ignorable=False
    ),
    "control_characters": Check(_ERROR, "a control character", "it prints as nothing or as a box", ignorable=False),
    "numbers": Check(_ERROR, "a number, range, time of day or month lost or changed, by value", "5 mg is not 50 mg"),
    "units": Check(
        _ERROR,
        "a number that counts another thing: days for weeks, micrograms for milligrams",
        "20 days are not 20 weeks",
    ),
    "phone": Check(_ERROR, "a telephone number lost or changed", "nobody would get through"),
    "url": Check(_ERROR, "a web address lost or changed", "it would lead nowhere, or elsewhere"),
    "email": Check(_ERROR, "an e-mail address lost or changed", "it would lead nowhere, or to a stranger"),
    "max-length": Check(
        _ERROR, "more letters than a flag `max-length:…` allows", "whoever set the flag knows the room"
    ),
    "plurals": Check(_ERROR, "a plural form left empty", "a count would print without its words"),
    "script": Check(
        _ERROR,
        "a word of letters that look alike from two alphabets; most letters of another script",
        "a search and a screen reader miss the word",
    ),
    "left_over": Check(_ERROR, "four English words in a row", "English never stands in a translation in silence"),
    "forbidden_term": Check(
        _ERROR, "a rendering that glossary.toml refuses", "it means another thing, and somebody was sure of it"
    ),
    "flags": Check(
        _ERROR,
        "an `ignore-…` flag without a reason, or for a check that is never ignored",
        "a check must not be silenced in silence",
        ignorable=False,
    ),
    "negation": Check(
        _WARNING,
        "a sentence that negates where the English does not, or the other way round",
        "it goes by words, and a language has more of them than a list",
    ),
    "modality": Check(
        _WARNING, "“may” or “must” without a word for it", "languages say “may” by endings and tenses too"
    ),
    "check_glossary": Check(
        _WARNING,
        "a term of the glossary without one of its renderings",
        "a translation may say “it”, or find a better word",
    ),
    "same": Check(_WARNING, "the English itself, of two words or more", "names stay as they are"),
    "end_stop": Check(_WARNING, "a full stop lost or added", "the meaning stays"),
    "end_question": Check(_WARNING, "a question mark lost or added", "the meaning mostly stays"),
    "end_exclamation": Check(_WARNING, "an exclamation mark lost or added", "the meaning stays"),
    "end_colon": Check(_WARNING, "a colon lost or added", "the meaning stays"),
    "end_ellipsis": Check(_WARNING, "an ellipsis lost or added", "the meaning stays"),
    "double_space": Check(_WARNING, "two blanks in a row", "it only looks untidy"),
    "duplicate": Check(_WARNING, "a word twice in a row", "some languages repeat words on purpose"),
    "zero-width-space": Check(
        _WARNING, "a blank without width where blanks part words", "it only splits a word for a search"
    ),
    "kashida": Check(_WARNING, "a stretched Arabic letter", "the word stays readable"),
    "quotes": Check(_WARNING, "quotation marks of another language", "the meaning stays"),
    "length": Check(
        _WARNING, "a text twice as long as usual in the language, or less than half", "a short word may need many"
    ),
    "inconsistent": Check(_WARNING, "the same English said in two ways", "two places may need two words"),
}
