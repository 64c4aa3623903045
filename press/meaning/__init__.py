"""Checks of translations: whether each still says what the English says, as far as a program can tell."""

from press.meaning.checks import check_message, errors, flag_of, is_error
from press.meaning.finding import Finding, Pair
from press.meaning.rules import Rules, bare_rules, read_rules
from press.meaning.table import CHECKS, Check, Severity
from press.meaning.terms import inconsistencies

__all__ = [
    "CHECKS",
    "Check",
    "Finding",
    "Pair",
    "Rules",
    "Severity",
    "bare_rules",
    "check_message",
    "errors",
    "flag_of",
    "inconsistencies",
    "is_error",
    "read_rules",
]
