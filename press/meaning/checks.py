"""The table of checks: what each finds, whether it stops a build, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from press.catalogs import Translation
from press.meaning.addresses import check_addresses
from press.meaning.characters import check_blanks, check_hidden
from press.meaning.endings import check_endings
from press.meaning.figures import check_dates, check_numbers, check_ranges
from press.meaning.finding import Find, Finding, Pair
from press.meaning.inline_marks import (
    check_citations,
    check_emphasis,
    check_placeholders,
    check_stray_marks,
    check_words,
)
from press.meaning.letters import check_left_overs, check_same, check_script
from press.meaning.rules import Rules
from press.meaning.shape import check_length, check_max_length, check_plurals, check_quotes, check_twice
from press.meaning.speech import check_modality, check_negation
from press.meaning.terms import check_terms
from press.meaning.units import check_units


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
    "python_brace_format": Check(_ERROR, "a `{placeholder}` lost, added or misspelt", "a fact would be missing from the sheet", ignorable=False),
    "citations": Check(_ERROR, "a `[@source]` lost or added", "a claim would stand without its source", ignorable=False),
    "markup": Check(_ERROR, "a `**` without a partner, a star or a brace that would print", "the reader would see it", ignorable=False),
    "emphasis": Check(_ERROR, "more or fewer passages in `**bold**`", "bold words are terms and warnings"),
    "translated": Check(_ERROR, "no words beside placeholders and sources", "the sheet would be empty there", ignorable=False),
    "begin_space": Check(_ERROR, "a blank at the beginning", "it moves the line, and nobody wants it"),
    "end_space": Check(_ERROR, "a blank at the end", "it moves the next word, and nobody wants it"),
    "newline-count": Check(_ERROR, "a line break or a tab", "a message is one paragraph"),
    "bidi_controls": Check(_ERROR, "a hidden sign that turns the direction of text", "it can turn a number round", ignorable=False),
    "control_characters": Check(_ERROR, "a control character", "it prints as nothing or as a box", ignorable=False),
    "numbers": Check(_ERROR, "a number, range, time or month lost or changed, by value", "5 mg is not 50 mg"),
    "units": Check(_ERROR, "a number that counts another thing: days for weeks, micrograms for milligrams", "20 days are not 20 weeks"),
    "phone": Check(_ERROR, "a telephone number lost or changed", "nobody would get through"),
    "url": Check(_ERROR, "a web address lost or changed", "it would lead nowhere, or elsewhere"),
    "email": Check(_ERROR, "an e-mail address lost or changed", "it would lead nowhere, or to a stranger"),
    "max-length": Check(_ERROR, "more letters than a flag `max-length:…` allows", "whoever set the flag knows the room"),
    "plurals": Check(_ERROR, "a plural form left empty", "a count would print without its words"),
    "script": Check(_ERROR, "a word of letters that look alike from two alphabets; most letters of another script", "a search and a screen reader miss the word"),
    "left_over": Check(_ERROR, "four English words in a row", "English never stands in a translation in silence"),
    "forbidden_term": Check(_ERROR, "a rendering that glossary.toml refuses", "it means another thing, and somebody was sure of it"),
    "flags": Check(_ERROR, "an `ignore-…` flag without a reason, or for a check that is never ignored", "a check must not be silenced in silence", ignorable=False),
    "negation": Check(_WARNING, "a sentence that negates where the English does not, or the other way round", "it goes by words, and a language has more of them than a list"),
    "modality": Check(_WARNING, "“may” or “must” without a word for it", "languages say “may” by endings and tenses too"),
    "check_glossary": Check(_WARNING, "a term of the glossary without one of its renderings", "a translation may say “it”, or find a better word"),
    "same": Check(_WARNING, "the English itself, of two words or more", "names stay as they are"),
    "end_stop": Check(_WARNING, "a full stop lost or added", "the meaning stays"),
    "end_question": Check(_WARNING, "a question mark lost or added", "the meaning mostly stays"),
    "end_exclamation": Check(_WARNING, "an exclamation mark lost or added", "the meaning stays"),
    "end_colon": Check(_WARNING, "a colon lost or added", "the meaning stays"),
    "end_ellipsis": Check(_WARNING, "an ellipsis lost or added", "the meaning stays"),
    "double_space": Check(_WARNING, "two blanks in a row", "it only looks untidy"),
    "duplicate": Check(_WARNING, "a word twice in a row", "some languages repeat words on purpose"),
    "zero-width-space": Check(_WARNING, "a blank without width where blanks part words", "it only splits a word for a search"),
    "kashida": Check(_WARNING, "a stretched Arabic letter", "the word stays readable"),
    "quotes": Check(_WARNING, "quotation marks of another language", "the meaning stays"),
    "length": Check(_WARNING, "a text twice as long as usual in the language, or less than half", "a short word may need many"),
    "inconsistent": Check(_WARNING, "the same English said in two ways", "two places may need two words"),
}  # fmt: skip

_OF_TEXT: tuple[Find, ...] = (check_blanks, check_hidden, check_plurals, check_max_length)
_OF_WORDS: tuple[Find, ...] = (
    check_words,
    check_placeholders,
    check_citations,
    check_emphasis,
    check_stray_marks,
    check_numbers,
    check_ranges,
    check_dates,
    check_units,
    check_addresses,
    check_script,
    check_same,
    check_left_overs,
    check_negation,
    check_modality,
    check_terms,
    check_endings,
    check_twice,
    check_quotes,
    check_length,
)
_REASON = re.compile(r"\s*(ignore-[\w-]+)\s*:\s*\S")


def check_message(source: str, translation: Translation, rules: Rules) -> Iterator[Finding]:
    """Everything that *translation* lost or changed of the English *source*, but for what it may ignore."""
    yield from _flag_faults(translation)
    ignored = _ignored(translation)
    yield from (found for found in _found(Pair(source, translation), rules) if found.check not in ignored)


def is_error(finding: Finding) -> bool:
    """Whether a finding stops the build."""
    return CHECKS[finding.check].severity is Severity.ERROR


def _found(pair: Pair, rules: Rules) -> Iterator[Finding]:
    for check in _OF_TEXT:
        yield from check(pair, rules)
    try:
        _ = pair.parts
    except ValueError as error:
        yield Finding("markup", str(error), "put ** before and after the same words as in the English")
        return
    for check in _OF_WORDS:
        yield from check(pair, rules)


def flag_of(check: str) -> str:
    """The flag that silences a check: ignore-end-stop of end_stop, as Weblate writes it."""
    return f"ignore-{check.replace('_', '-')}"


_FLAGS: Mapping[str, str] = {flag_of(check): check for check in CHECKS}


def _flag_faults(translation: Translation) -> Iterator[Finding]:
    reasons = _reasons(translation)
    for flag in translation.flags:
        check = _FLAGS.get(flag)
        if check is not None and not CHECKS[check].ignorable:
            yield Finding("flags", f"{flag} asks for what is never ignored", "delete the flag, and mend the translation")
        elif check is not None and flag not in reasons:
            hint = f"write a line above the message: # {flag}: why"
            yield Finding("flags", f"{flag} has no reason", hint)


def _ignored(translation: Translation) -> frozenset[str]:
    reasons = _reasons(translation)
    flags = (flag for flag in translation.flags if flag in reasons and flag in _FLAGS)
    return frozenset(_FLAGS[flag] for flag in flags if CHECKS[_FLAGS[flag]].ignorable)


def _reasons(translation: Translation) -> frozenset[str]:
    return frozenset(found[1] for note in translation.notes if (found := _REASON.match(note)))
