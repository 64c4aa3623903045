"""Telephone numbers, addresses of the web and of e-mail: copied to the letter, or nobody gets through."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from press.meaning.finding import Finding, Pair
from press.meaning.rules import Rules

_URL = (
    r"(?:https?://|www\.)[^\s<>()\[\]“”«»]*[\w/]"
    r"|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:org|com|net|gov|edu|int|info|uk)(?:/[^\s<>()]*[\w/])?(?![\w.]*@)"
)
_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_GAP = r"[ ().‑–\-\u00a0]"
# At least seven digits, or six behind a plus; no date (2026-11-23), and no number in groups (1,500,000).
_PHONE = (
    r"(?<![\w.,/])(?!\d{4}-\d\d-\d\d(?!\d))"
    rf"(?:\+\d(?:{_GAP}|\d){{4,}}\d|\(?\d{_GAP}*(?:\d{_GAP}*){{5,}}\d)(?![\w/])"
)
ADDRESS = re.compile(f"{_EMAIL}|{_URL}|{_PHONE}", re.IGNORECASE)
_KINDS = (
    ("email", "the e-mail address", re.compile(_EMAIL)),
    ("url", "the web address", re.compile(_URL, re.IGNORECASE)),
    ("phone", "the telephone number", re.compile(_PHONE)),
)
_SAME = str.maketrans("‑–\u00a0\u202f", "--  ")


def check_addresses(pair: Pair, _rules: Rules) -> Iterator[Finding]:
    """Whether each telephone number, web address and e-mail address of the English stands in the translation."""
    if not ADDRESS.search(pair.source_words):
        return
    source, words = _plain(pair.source_words), _plain(pair.words)
    for check, kind, pattern in _KINDS:
        for found in pattern.finditer(source):
            if not re.search(rf"(?<![\w@.+]){re.escape(found[0])}(?!\d|\w*@)", words):
                yield Finding(check, f"{kind} {found[0]} is missing or changed", "copy it to the letter")
        source, words = (pattern.sub("\n", text) for text in (source, words))


def _plain(text: str) -> str:
    """*text* with digits and blanks of one kind: a number may be written in the digits of the language."""
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in text.translate(_SAME))
