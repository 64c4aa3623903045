"""The figures of a text: its sentences and words, and what the formulas of its language say of them.

A sentence ends with the full stop of its script, and at the end of a message.
Thai writes none: there a message counts as one sentence. Chinese, Japanese,
Thai, Lao, Khmer and Burmese put no blanks between words: there letters are
counted. The marks are those of Unicode's property Sentence_Terminal that texts
of ours use. Vowel signs that combine with a letter count as no letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from press.checks.readability.formulas import FORMULAS, Counts, Formula
from press.checks.readability.syllables import SYLLABLES, syllables

_STOPS = (
    ".!?…"
    "\u061f\u06d4"  # Arabic question mark and full stop
    "\u0964\u0965"  # danda
    "\u0589"  # Armenian
    "\u1362\u1367\u1368"  # Ethiopic
    "\u104b"  # Burmese
    "\u17d4\u17d5"  # Khmer
    "。．！？｡"
    "\u037e"  # Greek question mark
)
_CLOSERS = "\"'”’»)\\]」』）】›"
_TIGHT = "。！？｡．\u104b\u17d4\u17d5\u1362"  # a sentence may follow them without a blank
_SENTENCE = re.compile(rf"[{_STOPS}][{_CLOSERS}]*(?=\s)|[{_TIGHT}][{_CLOSERS}]*(?![{_CLOSERS}{_STOPS}\s]|$)")
_GREEK_QUESTION = re.compile(r"(?<=[\u0370-\u03ff\u1f00-\u1fff]);")
_ETHIOPIC_COLONS = re.compile("\u1361\u1361")  # a full stop typed as two word spaces
_ABBREVIATION = re.compile(r"\b(Dr|Mr|Mrs|Ms|St|vs|e\.g|i\.e|Dra|Sr|Sra|bzw|z\.\s?B|d\.\s?h|ca|etc|p\. ej)\.(?=\s)")
_ORDINAL = re.compile(r"(?<=\d)\.(?=\s+(\w))")  # "10. dan"
_WORD = re.compile(r"[^\s—–/]*[^\W_][^\s—–/]*")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_NO_STOP = re.compile(r"[\u0e00-\u0e7f]")  # Thai
_AROUND = "\"'“”‘’«»()[].,;:!?…"
_LONG = 3  # syllables, from which on a word is long
_SHORT_LETTERS = 6


@dataclass(frozen=True, slots=True)
class Score:
    """What one formula says of a text."""

    formula: str
    paper: str
    value: float
    scale: str
    band: str = ""  # what its authors call a text of this figure


@dataclass(frozen=True, slots=True)
class Readability:
    """How hard a text is: lengths, and the scores of the formulas that its language has."""

    counts: Counts
    scores: tuple[Score, ...] = ()
    remark: str = ""  # why a formula says nothing
    longest: str = ""  # the sentence with most words
    in_letters: bool = False  # the script puts no blanks between words: sentences are measured in letters
    without_stops: bool = False  # the script has no full stop: what is called a sentence is a message

    @property
    def sentence_length(self) -> float:
        """Words a sentence, or letters where there are no blanks."""
        units = self.counts.letters if self.in_letters else self.counts.words
        return units / self.counts.sentences if self.counts.sentences else 0.0

    @property
    def word_length(self) -> float:
        """Letters a word; 0 where there are no blanks."""
        return 0.0 if self.in_letters or not self.counts.words else self.counts.letters / self.counts.words

    def score(self, formula: str) -> float | None:
        """The figure of the formula of this name, if it could be reckoned."""
        return next((one.value for one in self.scores if one.formula == formula), None)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of plain text in any script; a line's end is a sentence's end."""
    text = _GREEK_QUESTION.sub("\u037e", _ETHIOPIC_COLONS.sub("\u1362", text))
    text = _ORDINAL.sub(lambda stop: "" if _is_small(stop[1]) else ".", _ABBREVIATION.sub(r"\1", text))
    parted = _SENTENCE.sub(lambda stop: f"{stop[0]}\n", text)
    return tuple(part.strip() for part in parted.split("\n") if _WORD.search(part))


def _is_small(letter: str) -> bool:
    """Whether a letter could have been a capital and is none; most scripts have no capitals."""
    return letter.islower() and letter.title() != letter


def words(text: str) -> tuple[str, ...]:
    """What stands between blanks and holds a letter or a digit; a word with a hyphen is one (Flesch 1948)."""
    return tuple(_WORD.findall(text))


def measure(texts: Iterable[str], language: str, known: Collection[str] = ()) -> Readability:
    """The figures of the messages *texts* in *language*, a BCP 47 tag; the terms *known* have no part in syllables."""
    found = [sentence for text in texts for sentence in sentences(unicodedata.normalize("NFC", text))]
    if not found:
        return Readability(Counts(0, 0))
    counts = _counts(found, language, known)
    formulas = FORMULAS.get(language.partition("-")[0], ())
    scores, remarks = [], [] if formulas else ["no validated formula"]
    for formula in formulas:
        if counts.sentences >= formula.least_sentences:
            scores.append(_score(formula, counts))
        else:
            remarks.append(f"{formula.name} needs {formula.least_sentences} sentences; here are {counts.sentences}")
    lengths = [len(words(sentence)) for sentence in found]
    return Readability(
        counts=counts,
        scores=tuple(scores),
        remark="; ".join(remarks),
        longest=found[lengths.index(max(lengths))],
        in_letters=_mostly(_UNSPACED, found, counts),
        without_stops=_mostly(_NO_STOP, found, counts),
    )


def _counts(found: list[str], language: str, known: Collection[str]) -> Counts:
    every = [word for sentence in found for word in words(sentence)]
    letters = [sum(letter.isalnum() for letter in word) for word in every]
    aside = {_bare(word) for term in known for word in words(term)}
    is_heard = language.partition("-")[0] in SYLLABLES
    heard = [syllables(word, language) if is_heard else 0 for word in every]
    graded = [count for word, count in zip(every, heard, strict=True) if _bare(word) not in aside]
    return Counts(
        sentences=len(found),
        words=len(every),
        syllables=sum(graded),
        spoken=len(graded),
        letters=sum(letters),
        one_syllable=heard.count(1),
        long_words=sum(count >= _LONG for count in heard),
        over_six_letters=sum(count > _SHORT_LETTERS for count in letters),
    )


def _bare(word: str) -> str:
    return word.strip(_AROUND).casefold()


def _mostly(script: re.Pattern[str], found: list[str], counts: Counts) -> bool:
    """Whether more than half of the letters are of *script*."""
    return 2 * sum(len(script.findall(sentence)) for sentence in found) > counts.letters


def _score(formula: Formula, counts: Counts) -> Score:
    value = round(formula.compute(counts), 2)
    return Score(formula.name, formula.paper, value, formula.scale, formula.band(value))
