"""All checks of one message, and the flags that silence some of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from press.catalogs import Translation
from press.meaning.addresses import check_addresses
from press.meaning.characters import check_blanks, check_hidden
from press.meaning.endings import check_endings
from press.meaning.figures import check_dates, check_half_days, check_numbers, check_ranges
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
from press.meaning.table import CHECKS, Severity
from press.meaning.terms import check_accepted, check_refused
from press.meaning.units import check_units

# Those that stop a build, and those that only inform; the build leaves the second out.
_OF_TEXT: tuple[Find, ...] = (check_blanks, check_hidden, check_plurals, check_max_length)
_OF_WORDS: tuple[Find, ...] = (
    check_words,
    check_placeholders,
    check_citations,
    check_emphasis,
    check_stray_marks,
    check_numbers,
    check_ranges,
    check_half_days,
    check_dates,
    check_units,
    check_addresses,
    check_script,
    check_left_overs,
    check_refused,
)
INFORMING: tuple[Find, ...] = (
    check_same,
    check_negation,
    check_modality,
    check_accepted,
    check_endings,
    check_twice,
    check_quotes,
    check_length,
)
_REASON = re.compile(r"\s*(ignore-[\w-]+)\s*:\s*\S")


def check_message(source: str, translation: Translation, rules: Rules) -> Iterator[Finding]:
    """Everything that *translation* lost or changed of the English *source*, but for what it may ignore."""
    yield from _checked(source, translation, rules, (*_OF_WORDS, *INFORMING))


def errors(source: str, translation: Translation, rules: Rules) -> Iterator[Finding]:
    """That of *check_message* which stops a build."""
    return filter(is_error, _checked(source, translation, rules, _OF_WORDS))


def is_error(finding: Finding) -> bool:
    """Whether a finding stops the build."""
    return CHECKS[finding.check].severity is Severity.ERROR


def _checked(source: str, translation: Translation, rules: Rules, of_words: tuple[Find, ...]) -> Iterator[Finding]:
    yield from _flag_faults(translation)
    ignored = _ignored(translation)
    found = _found(Pair(source, translation), rules, of_words)
    yield from (finding for finding in found if finding.check not in ignored)


def _found(pair: Pair, rules: Rules, of_words: tuple[Find, ...]) -> Iterator[Finding]:
    for check in _OF_TEXT:
        yield from check(pair, rules)
    try:
        _ = pair.parts
    except ValueError as error:
        yield Finding("markup", str(error), "put ** before and after the same words as in the English")
        return
    for check in of_words:
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
            yield Finding(
                "flags", f"{flag} asks for what is never ignored", "delete the flag, and mend the translation"
            )
        elif check is not None and flag not in reasons:
            hint = f"write a line above the message: # {flag}: why"
            yield Finding("flags", f"{flag} has no reason", hint)


def _ignored(translation: Translation) -> frozenset[str]:
    reasons = _reasons(translation)
    flags = (flag for flag in translation.flags if flag in reasons and flag in _FLAGS)
    return frozenset(_FLAGS[flag] for flag in flags if CHECKS[_FLAGS[flag]].ignorable)


def _reasons(translation: Translation) -> frozenset[str]:
    return frozenset(found[1] for note in translation.notes if (found := _REASON.match(note)))
