"""The formulas that were validated for a language, each with the paper that it stands in.

A formula sees lengths of words and sentences and nothing else. It does not
know whether a word is familiar, an idea clear or a fact true. The papers were
not at hand: formulas and steps are as later works quote them, and where those
disagree it is said. Examples that others published are in tests/test_readability.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

LEAST_SENTENCES = 30  # of a sample that SMOG was made for

Bands = tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What the formulas count in a text; words are what stands between blanks (Flesch 1948)."""

    sentences: int
    words: int
    syllables: int = 0  # of the words that are spoken; 0 where no rules of the language are known
    spoken: int = 0  # the words whose syllables were counted: all but those of a glossary
    letters: int = 0
    one_syllable: int = 0  # words of one
    long_words: int = 0  # words of three syllables or more
    over_six_letters: int = 0  # words of seven letters or more

    @property
    def words_per_sentence(self) -> float:
        """The mean length of a sentence."""
        return self.words / self.sentences

    @property
    def syllables_per_word(self) -> float:
        """The mean length of a word, spoken."""
        return self.syllables / self.spoken if self.spoken else 0.0

    def percent(self, words: int) -> float:
        """So many words of a hundred."""
        return 100 * words / self.words


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, what its figure means, and where it was published."""

    name: str
    paper: str
    compute: Callable[[Counts], float]
    scale: str  # what the figure is
    bands: Bands = ()  # from which figure on a text is said to be what, the highest first, in the authors' steps
    least_sentences: int = 1

    def band(self, value: float) -> str:
        """What its authors say of a text with this figure; nothing where they published no steps."""
        return next((said for least, said in self.bands if value >= least), self.bands[-1][1] if self.bands else "")


def _flesch(base: float, sentence: float, word: float) -> Callable[[Counts], float]:
    """A formula of the form of Flesch, R. (1948), "A new readability yardstick", J. Appl. Psychol. 32, 221-233."""
    return lambda counts: base - sentence * counts.words_per_sentence - word * counts.syllables_per_word


def flesch_kincaid(counts: Counts) -> float:
    """The school grade (US) of an English text.

    Kincaid, J. P., Fishburne, R. P., Rogers, R. L., Chissom, B. S. (1975), "Derivation of new readability formulas
    for Navy enlisted personnel", Research Branch Report 8-75, Naval Technical Training Command, Millington.
    """
    return 0.39 * counts.words_per_sentence + 11.8 * counts.syllables_per_word - 15.59


def smog(counts: Counts) -> float:
    """The school grade (US) at which an English text is understood whole; for thirty sentences or more.

    McLaughlin, G. H. (1969), "SMOG grading: a new readability formula", Journal of Reading 12(8), 639-646: the exact
    regression, 1.0430 times the root of the words with three syllables or more in thirty sentences, plus 3.1291.
    """
    return 1.0430 * math.sqrt(30 * counts.long_words / counts.sentences) + 3.1291


def wiener_sachtextformel(counts: Counts) -> float:
    """The school year (Austria) for which a German non-fiction text is fit, 4 to 15: the first of four formulas.

    Bamberger, R., Vanecek, E. (1984), "Lesen - Verstehen - Lernen - Schreiben", Wien: Jugend und Volk.
    """
    return (
        0.1935 * counts.percent(counts.long_words)
        + 0.1672 * counts.words_per_sentence
        + 0.1297 * counts.percent(counts.over_six_letters)
        - 0.0327 * counts.percent(counts.one_syllable)
        - 0.875
    )


def gulpease(counts: Counts) -> float:
    """The ease of an Italian text, 0 to 100; counts letters and no syllables.

    Lucisano, P., Piemontese, M. E. (1988), "GULPEASE: una formula per la predizione della difficoltà dei testi in
    lingua italiana", Scuola e città 39(3), 110-124.
    """
    return 89 + (300 * counts.sentences - 10 * counts.letters) / counts.words


_EASE = "of 100, more is easier"
_GRADE = "school grade (US)"

FORMULAS: Mapping[str, tuple[Formula, ...]] = {
    "en": (
        Formula("Flesch–Kincaid", "Kincaid et al. 1975", flesch_kincaid, _GRADE),
        Formula("SMOG", "McLaughlin 1969", smog, _GRADE, least_sentences=LEAST_SENTENCES),
    ),
    "es": (
        # Fernández Huerta, J. (1959), "Medidas sencillas de lecturabilidad", Consigna 214, 29-32. The paper was often
        # copied with sentences a hundred words; Law, G. (2011), LINGUIST List 22.2332, shows that it must be words a
        # sentence, as here.
        Formula(
            "Fernández Huerta", "Fernández Huerta 1959", _flesch(206.84, 1.02, 60.0), _EASE,
            ((90, "very easy"), (80, "easy"), (70, "fairly easy"), (60, "normal"), (50, "fairly hard"), (30, "hard"),
             (0, "very hard")),
        ),
        # Szigriszt Pazos, F. (1993), "Sistemas predictivos de legibilidad del mensaje escrito", thesis, Madrid; the
        # steps: Barrio-Cantalejo, I. M., et al. (2008), "Validación de la Escala INFLESZ", An. Sist. Sanit. Navar.
        # 31, pages 135-152. The thesis is also quoted with 207 for 206.835, which is 0.165 more.
        Formula(
            "INFLESZ", "Szigriszt 1993, Barrio-Cantalejo et al. 2008", _flesch(206.835, 1.0, 62.3), _EASE,
            ((80, "very easy"), (65, "fairly easy"), (55, "normal"), (40, "somewhat hard"), (0, "very hard")),
        ),
    ),
    "fr": (
        # Kandel, L., Moles, A. (1958), "Application de l'indice de Flesch à la langue française", Cahiers Études de
        # Radio-Télévision 19, 253-274. Some works quote 209, 1.15 and 68 for its three numbers.
        Formula("Kandel–Moles", "Kandel and Moles 1958", _flesch(207.0, 1.015, 73.6), _EASE),
    ),
    "de": (
        # Amstad, T. (1978), "Wie verständlich sind unsere Zeitungen?", thesis, Universität Zürich.
        Formula(
            "Amstad", "Amstad 1978", _flesch(180.0, 1.0, 58.5), _EASE,
            ((90, "very easy"), (80, "easy"), (70, "fairly easy"), (60, "normal"), (50, "fairly hard"), (30, "hard"),
             (0, "very hard")),
        ),
        Formula("Wiener Sachtextformel", "Bamberger and Vanecek 1984", wiener_sachtextformel, "school year, 4 to 15"),
    ),
    "it": (
        Formula(
            "Gulpease", "Lucisano and Piemontese 1988", gulpease, _EASE,
            ((80, "easy after 5 school years"), (60, "easy after 8 school years"),
             (40, "easy after 13 school years"), (0, "hard after 13 school years")),
        ),
    ),
    "pt": (
        # Martins, T. B. F., Ghiraldelo, C. M., Nunes, M. G. V., Oliveira Jr., O. N. (1996), "Readability formulas
        # applied to textbooks in Brazilian Portuguese", Notas do ICMSC-USP 28, São Carlos.
        Formula(
            "Martins et al.", "Martins et al. 1996", _flesch(248.835, 1.015, 84.6), _EASE,
            ((75, "very easy"), (50, "easy"), (25, "hard"), (0, "very hard")),
        ),
    ),
    "nl": (
        # Douma, W. H. (1960), "De leesbaarheid van landbouwbladen", Bulletin 17, Landbouwhogeschool Wageningen.
        Formula(
            "Douma", "Douma 1960", _flesch(206.84, 0.93, 77.0), _EASE,
            ((90, "very easy"), (80, "easy"), (70, "fairly easy"), (60, "normal"), (45, "fairly hard"), (30, "hard"),
             (0, "very hard")),
        ),
    ),
    "ru": (
        # Oborneva, I. V. (2006), "Avtomatizirovannaya otsenka slozhnosti uchebnykh tekstov", thesis, Moscow; page 13 of
        # its abstract, as Wordless quotes it. 206.836, 1.52 and 65.14 are said to be hers too.
        Formula("Oborneva", "Oborneva 2006", _flesch(206.835, 1.3, 60.1), _EASE),
    ),
}  # fmt: skip
