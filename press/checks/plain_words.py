"""Is the English plain? Sentence length, and the grade of school that can read it.

The grade is that of Kincaid, Fishburne, Rogers and Chissom, "Derivation of new
readability formulas for Navy enlisted personnel", Research Branch Report 8-75
(1975): 0.39 x words per sentence + 11.8 x syllables per word - 15.59. It was
fitted to English, so only English is graded. Syllables are counted by groups
of vowels with a list of exceptions: hyphenation, which other counters go by,
is right for six words of ten.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from press.content.inline import PLACEHOLDER, plain
from press.content.model import Handout, Message, messages_of
from press.problems import Problem, shown

MOST_GRADE = 6.0
MOST_SECTION_GRADE = 7.0  # terms of the glossary aside
MOST_WORDS_ON_AVERAGE = 15.0
MOST_WORDS = 25

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[.!?][\"'”’)\]])\s+|\n+")
_ABBREVIATION = re.compile(r"\b(Dr|Mr|Mrs|Ms|St|vs|e\.g|i\.e)\.(?=\s)")
_STAND_IN = "20"  # a fact filled in later is a number as a rule, and one word long

_SILENT = (
    (re.compile(r"^some(?=[a-z])"), "som"),
    (re.compile(r"(?<=[^aeiouy])e(?=(?:ly|ful|fully|ment|ments|less|ness)$)"), ""),  # closeness, careful
    (re.compile(r"(?<![^aeiouy]l)e$"), ""),  # care, whole; but table
    (re.compile(r"(?<![^aeiouy]l)(?<![sxzcg])(?<![cs]h)es$"), "s"),  # genes; but causes, tables
    (re.compile(r"(?<![^aeiouyl]l)(?<![td])ed$"), "d"),  # caused; but treated, settled
)
_VOWELS = re.compile(r"[aeiouy]+")
# Neighbours that are both heard: period, previous, being, usual; but action, quarter.
_PARTED = re.compile(r"(?<![ctsgx])i[aou]|(?<=[ct])iat|(?<![qg])u[ao]|[aeiouy]ing|(?:s|th)ms?$|eou(?!s)")
_EXCEPTIONS = {
    "aches": 1, "anyone": 3, "area": 3, "areas": 3, "being": 2, "carriage": 2, "create": 2, "created": 3,
    "creation": 3, "diabetes": 4, "diet": 2,
    "element": 3, "every": 2, "everyone": 3, "everything": 3, "fluid": 2, "fluids": 2, "idea": 3, "ideas": 3,
    "marriage": 2, "miscarriage": 3, "miscarriages": 4, "nausea": 3, "people": 2, "quiet": 2, "reaction": 3,
    "reactions": 3, "science": 2, "special": 2, "vacuum": 2,
}  # fmt: skip
_DIGIT = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1)  # zero to nine, as read aloud
_TEENS = (1, 3, 1, 2, 2, 2, 2, 3, 2, 2)  # ten to nineteen


@dataclass(frozen=True, slots=True)
class Readability:
    """How hard a text is."""

    grade: float  # Flesch-Kincaid
    words_per_sentence: float
    longest: str  # the sentence with most words


def syllables(word: str) -> int:
    """The number of syllables of an English word or a number, as read aloud; at least one."""
    if word.isdecimal():
        return _spoken(word)
    if len(word) > 1 and word.isupper():
        return sum(3 if letter == "W" else 1 for letter in word)  # spelled out: "IVF"
    lower = re.sub(r"['’](s$)?", "", word.lower())
    if lower in _EXCEPTIONS:
        return _EXCEPTIONS[lower]
    for pattern, instead in _SILENT:
        lower = pattern.sub(instead, lower)
    return max(1, len(_VOWELS.findall(lower)) + len(_PARTED.findall(lower)))


def _spoken(number: str) -> int:
    value = int(number)
    if value < 10:
        return _DIGIT[value]
    if value < 20:
        return _TEENS[value - 10]
    if value < 100:
        return (3 if value // 10 == 7 else 2) + (_DIGIT[value % 10] if value % 10 else 0)
    return sum(_DIGIT[int(digit)] for digit in number)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of plain text; a line's end is a sentence's end."""
    parts = _SENTENCE_END.split(_ABBREVIATION.sub(r"\1", text))
    return tuple(part.strip() for part in parts if _WORD.search(part))


def readability(text: str, glossary: Collection[str] = ()) -> Readability:
    """The figures of plain English text; the words of *glossary* have no part in its syllables."""
    found = sentences(text)
    if not found:
        return Readability(0.0, 0.0, "")
    counts = [len(_WORD.findall(sentence)) for sentence in found]
    known = {word.casefold() for term in glossary for word in _WORD.findall(term)}
    graded = [word for word in _WORD.findall(text) if word.casefold() not in known]
    per_word = sum(map(syllables, graded)) / len(graded) if graded else 0.0
    per_sentence = sum(counts) / len(found)
    grade = 0.39 * per_sentence + 11.8 * per_word - 15.59
    return Readability(round(grade, 2), round(per_sentence, 2), found[counts.index(max(counts))])


def spoken(message: Message) -> str:
    """The words of a message as a reader hears them: no citations, and a number for each fact."""
    return PLACEHOLDER.sub(_STAND_IN, plain(message.text))


def check_plain_words(handout: Handout) -> Iterator[Problem]:
    """Problems of English that is too hard: sentences too long, a section or the whole above its grade."""
    place = shown(handout.path)
    sections = {section: tuple(messages_of(section.blocks)) for section in handout.sections}
    for section, messages in sections.items():
        for message in messages:
            yield from _long_sentences(message, place)
        grade = readability("\n".join(map(spoken, messages)), handout.front.glossary).grade
        if grade > MOST_SECTION_GRADE:
            what = f"the section “{section.id}” reads at grade {grade:.1f}; the most is {MOST_SECTION_GRADE:.0f}"
            yield Problem(place, section.heading.line, what, "write shorter words and shorter sentences")
    text = "\n".join(spoken(message) for messages in sections.values() for message in messages)
    whole = readability(text)
    if whole.grade > MOST_GRADE:
        what = f"the text reads at grade {whole.grade:.1f}; the most is {MOST_GRADE:.0f}"
        yield Problem(place, 0, what, f"begin with the longest sentence: “{whole.longest}”")
    if whole.words_per_sentence > MOST_WORDS_ON_AVERAGE:
        what = (
            f"a sentence has {whole.words_per_sentence:.1f} words on average; the most is {MOST_WORDS_ON_AVERAGE:.0f}"
        )
        yield Problem(place, 0, what, f"make two of the longest: “{whole.longest}”")


def _long_sentences(message: Message, place: str) -> Iterator[Problem]:
    for sentence in sentences(spoken(message)):
        count = len(_WORD.findall(sentence))
        if count > MOST_WORDS:
            what = f"a sentence has {count} words; the most is {MOST_WORDS}: “{' '.join(sentence.split()[:6])} …”"
            yield Problem(place, message.line, what, "make two of it")
