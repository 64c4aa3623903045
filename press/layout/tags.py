"""Runs of words become spans of a paragraph, each tied to the structure element that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from press.document import Language, Role, Run, Runs
from press.places import LanguageProfile
from press.tagging import StructureElement
from press.text.paragraph import Span

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")  # UAX #9
_RAISED = 0.33  # of the size: a citation's number over the baseline
_SMALL = 0.63  # of the size: a citation's number
_FACTS = frozenset({Role.FACT, Role.PHONE})


@dataclass(frozen=True, slots=True)
class Link:
    """Where a span leads."""

    element: StructureElement
    target: str
    description: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """The spans of a paragraph with the owner of each, and the links among them."""

    spans: tuple[Span, ...]
    owners: tuple[StructureElement, ...]
    links: Mapping[int, Link]
    profile: LanguageProfile  # of the paragraph: its first run's language
    marked: frozenset[int] = frozenset()  # spans in English that stand in for a translation


def tag_runs(
    runs: Runs, parent: StructureElement, profiles: Mapping[str, LanguageProfile], base: Language | None = None
) -> Tagged:
    """Give each run of a paragraph an element below *parent*, in logical order, before anything is painted.

    Plain words of a sheet that runs from left to right belong to *parent*
    itself. Where there is a language that runs from right to left, or a name
    in such letters, the exact words are the ActualText of a Span element, because no order of the painted
    glyphs suits every reader, and what stands on the same line may be read in
    the order of the other language. *base* is the language of the paragraph
    where its first run is in another one.
    """
    language = base or runs[0].language
    rtl = any(profile.language.rtl for profile in profiles.values()) or any(_RTL.search(run.text) for run in runs)
    stretches = [(key, tuple(group)) for key, group in groupby(runs, key=_stretch)]
    alone = len(stretches) == 1 and not rtl and stretches[0][0][1] is Role.TEXT
    spans: list[Span] = []
    owners: list[StructureElement] = []
    links: dict[int, Link] = {}
    for (tag, role, _), group in stretches:
        owner = parent if alone else _owner(parent, group, tag if tag != language.tag else "", role, rtl)
        for run in group:
            if run.target:
                links[len(spans)] = Link(owner, run.target, run.description)
            owners.append(owner)
            spans.append(_span(run, profiles))
    parent.lang = language.tag
    marked = frozenset(index for index, run in enumerate(runs) if run.marked)
    return Tagged(tuple(spans), tuple(owners), links, profiles[language.tag], marked)


def joined(parts: Sequence[Tagged]) -> Tagged:
    """Several taggings as one paragraph, in order."""
    spans: tuple[Span, ...] = ()
    owners: tuple[StructureElement, ...] = ()
    links: dict[int, Link] = {}
    marked: set[int] = set()
    for part in parts:
        links.update({len(spans) + index: link for index, link in part.links.items()})
        marked.update(len(spans) + index for index in part.marked)
        spans += part.spans
        owners += part.owners
    return Tagged(spans, owners, links, parts[0].profile, frozenset(marked))


def _stretch(run: Run) -> tuple[str, Role, str]:
    """What runs share that belong to one element: facts are plain words to a reader, links each their own."""
    role = Role.TEXT if run.role in _FACTS else run.role
    return run.language.tag, role, run.target


def _owner(parent: StructureElement, runs: Runs, lang: str, role: Role, rtl: bool) -> StructureElement:
    exact = "".join(run.text for run in runs) if rtl else ""
    match role:
        case Role.CITATION:
            return parent.add("Reference").add("Link", lang=lang, actual_text=exact)
        case Role.LINK:
            return parent.add("Link", lang=lang, actual_text=exact)
        case _:
            return parent.add("Span", lang=lang, actual_text=exact)


def _span(run: Run, profiles: Mapping[str, LanguageProfile]) -> Span:
    profile = profiles[run.language.tag]
    match run.role:
        case Role.CITATION:
            return Span(run.text, profile, run.strong, True, _SMALL, _RAISED)
        case Role.LINK if run.target.startswith("#"):  # words, such as a title, and no address
            return Span(run.text, profile, run.strong)
        case Role.FACT | Role.PHONE | Role.LINK:
            return Span(run.text, profile, run.strong, True)
        case _:
            return Span(run.text, profile, run.strong)


def bold(runs: Runs) -> Runs:
    """The same words, all of them strong."""
    return tuple(replace(run, strong=True) for run in runs)
