"""Terms whose meaning must not slip, and the same English in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from press.catalogs import Catalog
from press.meaning.finding import Finding, Pair
from press.meaning.rules import Rules, Term
from press.meaning.words import folded, whole_word
from press.problems import shown


def check_refused(pair: Pair, rules: Rules) -> Iterator[Finding]:
    """Whether a term of the glossary is rendered by a word that it refuses."""
    for name, term in rules.terms.items():
        if not (term.refused.words and _stands(name, pair, rules)):
            continue
        refused = list(term.refused.pattern.finditer(pair.folded))
        good = [found.span() for found in term.accepted.pattern.finditer(pair.folded)] if refused else []
        wrong = next((found for found in refused if not _within(found, good)), None)
        if wrong:
            what = f"“{whole_word(wrong)}” is wrong for “{name}”"
            yield Finding("forbidden_term", what, f"write {_listed(term)}")


def check_accepted(pair: Pair, rules: Rules) -> Iterator[Finding]:
    """Whether each term of the glossary is rendered by a word that it accepts."""
    for name, term in rules.terms.items():
        if _stands(name, pair, rules) and not term.accepted.search(pair.folded):
            what = f"no word of the glossary for “{name}” is seen"
            yield Finding("check_glossary", what, f"write {_listed(term)}, or add the word to glossary.toml")


def _stands(name: str, pair: Pair, rules: Rules) -> bool:
    """Whether a term stands in the English."""
    english = rules.english_terms.get(name)
    return english is not None and english.accepted.search(pair.source_folded) is not None


def _listed(term: Term) -> str:
    return " or ".join(word.strip("*") for word in term.accepted.words)


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
