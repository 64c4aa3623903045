"""All that can be said of a topic without printing it: one frozen value for a screen, a program, an editor's sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from press.checks.advice import About, Advice
from press.checks.age import Review, check_age, review
from press.checks.figures import check_figures
from press.checks.glossary import check_glossary
from press.checks.html import check_html
from press.checks.jargon import check_jargon, check_terms
from press.checks.parts import check_parts
from press.checks.plain_words import check_plain_words, section_readability, spoken_text, whole_readability
from press.checks.readability.measure import Readability, measure
from press.checks.sentences import check_lengths, check_passive
from press.checks.sources import check_sources
from press.checks.unfinished import check_unfinished
from press.checks.untraceable import check_untraceable
from press.content.model import Handout, Section, messages_of
from press.localize import Standing, Translations
from press.problems import Problem

INFORMED_BY = "Informed by AHRQ's PEMAT and the CDC Clear Communication Index. Their scores are for people to give."

_FAULTS: tuple[Callable[[Handout], Iterator[Problem]], ...] = (
    check_sources,
    check_glossary,
    check_plain_words,
    check_untraceable,
    check_unfinished,
    check_html,
)
_ADVICE: tuple[Callable[[Handout], Iterator[Advice]], ...] = (
    check_parts,
    check_jargon,
    check_terms,
    check_passive,
    check_lengths,
    check_figures,
)


@dataclass(frozen=True, slots=True)
class SectionFigures:
    """How hard one section of the English is."""

    section: Section
    readability: Readability


@dataclass(frozen=True, slots=True)
class Survey:
    """One topic in one language: what is translated, what is at fault, who has signed, how hard it is."""

    language: str
    name: str
    there: bool  # whether anybody has begun
    translated: int = 0
    messages: int = 0
    standing: Standing = field(default_factory=Standing)
    unreadable: tuple[Problem, ...] = ()  # of files that cannot be read
    faults: tuple[Problem, ...] = ()  # messages that are missing, fuzzy or altered
    readability: Readability | None = None  # of what is translated

    @property
    def complete(self) -> bool:
        """Whether a sheet can be printed."""
        return self.there and not self.unreadable and not self.faults


@dataclass(frozen=True, slots=True)
class Report:
    """A topic as its editor must know it on one day. What fails it is in *faults*; *advice* fails nothing."""

    handout: Handout
    when: date
    review: Review
    faults: tuple[Problem, ...]
    advice: tuple[Advice, ...]
    sections: tuple[SectionFigures, ...]
    whole: Readability
    languages: tuple[Survey, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that must be mended, in the topic and in its translations."""
        translated = (problem for one in self.languages for problem in (*one.unreadable, *one.faults))
        return tuple(dict.fromkeys((*self.faults, *translated)))

    @property
    def on_words(self) -> tuple[Advice, ...]:
        """The advice on the text; that on the sources is left out."""
        return tuple(one for one in self.advice if one.about is not About.SOURCES)


def make_report(handout: Handout, when: date, languages: tuple[Survey, ...] = ()) -> Report:
    """The report on *handout*, seen from the day *when*."""
    found = [one for check in _ADVICE for one in check(handout)]
    return Report(
        handout=handout,
        when=when,
        review=review(handout, when),
        faults=tuple(dict.fromkeys(problem for check in _FAULTS for problem in check(handout))),
        advice=(*sorted(dict.fromkeys(found), key=lambda one: one.line), *check_age(handout, when)),
        sections=tuple(SectionFigures(section, section_readability(handout, section)) for section in handout.sections),
        whole=whole_readability(handout),
        languages=languages,
    )


def translated_readability(handout: Handout, translations: Translations, language: str) -> Readability:
    """The figures of what is translated of the text below the headings."""
    if translations.topic is None:
        return whole_readability(handout)
    found = (
        translations.topic.get(message.key) for section in handout.sections for message in messages_of(section.blocks)
    )
    return measure((spoken_text(one.text) for one in found if one and one.text.strip()), language)
