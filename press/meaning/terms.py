"""Terms whose meaning must not slip, and the same English in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from press.catalogs import Catalog
from press.meaning.finding import Finding, Pair
from press.meaning.rules import Rules
from press.meaning.words import folded, whole_word
from press.problems import shown


def check_terms(pair: Pair, rules: Rules) -> Iterator[Finding]:
    """Whether the terms of the glossary are rendered as it says, and none as it forbids."""
    for name, term in rules.terms.items():
        if name not in rules.english_terms or not rules.english_terms[name].accepted.search(pair.source_folded):
            continue
        listed = " or ".join(word.strip("*") for word in term.accepted.words)
        good = [found.span() for found in term.accepted.pattern.finditer(pair.folded)]
        wrong = next((found for found in term.refused.pattern.finditer(pair.folded) if not _within(found, good)), None)
        if wrong:
            yield Finding("forbidden_term", f"“{whole_word(wrong)}” is wrong for “{name}”", f"write {listed}")
        elif not good:
            what = f"no word of the glossary for “{name}” is seen"
            yield Finding("check_glossary", what, f"write {listed}, or add the word to glossary.toml")


def _within(found: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    """Whether a word is part of a good one: “aborto” of “aborto espontáneo”."""
    return any(start <= found.start() and found.end() <= end for start, end in spans)


def inconsistencies(catalogs: Iterable[Catalog]) -> Iterator[tuple[Catalog, tuple[str, str], Finding]]:
    """Each message of one language whose English stands elsewhere too, and is said otherwise there."""
    places = defaultdict(list)
    for catalog in catalogs:
        for key, translation in catalog.items():
            if translation.text.strip():
                places[folded(key[1])].append((catalog, key, translation))
    for first, *others in places.values():
        for catalog, key, translation in others:
            if folded(translation.text) != folded(first[2].text):
                where = f"{shown(first[0].path)}:{first[2].line}"
                what = f"the same English is said otherwise in {where}: “{first[2].text[:60]}”"
                yield catalog, key, Finding("inconsistent", what, "say it the same, unless the place asks for two")
