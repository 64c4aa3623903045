"""Is the English plain? Sentence length, and the grade of school that can read it (Flesch-Kincaid)."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.readability.measure import Readability, measure, sentences, words
from press.content.inline import PLACEHOLDER, plain
from press.content.model import Handout, Message, Section, messages_of
from press.places import SOURCE_LANGUAGE
from press.problems import Problem, shown

MOST_GRADE = 6.0
MOST_SECTION_GRADE = 7.0  # terms of the glossary aside
MOST_WORDS_ON_AVERAGE = 15.0
MOST_WORDS = 25
GRADE = "Flesch–Kincaid"

_STAND_IN = "20"  # a fact filled in later is a number as a rule, and one word long


def spoken(message: Message) -> str:
    """The words of a message as a reader hears them: no citations, and a number for each fact."""
    return spoken_text(message.text)


def spoken_text(text: str) -> str:
    """The words of a text in any language, with its inline markup, as a reader hears them."""
    return PLACEHOLDER.sub(_STAND_IN, plain(text))


def section_readability(handout: Handout, section: Section) -> Readability:
    """The figures of a section; terms of the glossary, which are explained, have no part in its grade."""
    return measure(map(spoken, messages_of(section.blocks)), SOURCE_LANGUAGE, handout.front.glossary)


def whole_readability(handout: Handout) -> Readability:
    """The figures of the text below the headings of its sections."""
    texts = (spoken(message) for section in handout.sections for message in messages_of(section.blocks))
    return measure(texts, SOURCE_LANGUAGE)


def check_plain_words(handout: Handout) -> Iterator[Problem]:
    """Problems of English that is too hard: sentences too long, a section or the whole above its grade."""
    place = shown(handout.path)
    for section in handout.sections:
        for message in messages_of(section.blocks):
            yield from _long_sentences(message, place)
        grade = section_readability(handout, section).score(GRADE) or 0.0
        if grade > MOST_SECTION_GRADE:
            what = f"the section “{section.id}” reads at grade {grade:.1f}; the most is {MOST_SECTION_GRADE:.0f}"
            yield Problem(place, section.heading.line, what, "write shorter words and shorter sentences")
    whole = whole_readability(handout)
    grade = whole.score(GRADE) or 0.0
    if grade > MOST_GRADE:
        what = f"the text reads at grade {grade:.1f}; the most is {MOST_GRADE:.0f}"
        yield Problem(place, 0, what, f"begin with the longest sentence: “{whole.longest}”")
    if whole.sentence_length > MOST_WORDS_ON_AVERAGE:
        what = f"a sentence has {whole.sentence_length:.1f} words on average; the most is {MOST_WORDS_ON_AVERAGE:.0f}"
        yield Problem(place, 0, what, f"make two of the longest: “{whole.longest}”")


def _long_sentences(message: Message, place: str) -> Iterator[Problem]:
    for sentence in sentences(spoken(message)):
        count = len(words(sentence))
        if count > MOST_WORDS:
            what = f"a sentence has {count} words; the most is {MOST_WORDS}: “{' '.join(sentence.split()[:6])} …”"
            yield Problem(place, message.line, what, "make two of it")
