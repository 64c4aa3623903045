"""English that is too hard is named with its grade, its sentence and its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_topic import HANDOUT, topic

from press.checks.plain_words import check_plain_words, readability, sentences, syllables
from press.content import read_handout
from press.places import find_library
from press.problems import Problem

# Counted by ear.
SYLLABLES = """
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
1, 6 1, 7 2, 12 1, 10 1, 20 2, 25 3
"""


def heard() -> list[tuple[str, int]]:
    pairs = (entry.split() for entry in SYLLABLES.split(","))
    return [(word, int(count)) for word, count in pairs]


@pytest.mark.parametrize(("word", "count"), heard())
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"), [("IVF", 3), ("WHO", 5), ("body's", 2), ("don’t", 1), ("Twins", 1), ("hmm", 1)]
)
def test_words_that_are_not_plain_letters(word: str, count: int) -> None:
    assert syllables(word) == count


def test_sentences() -> None:
    text = "One. Two (2.5 mg)? “Three!” Four\nfive: six; seven\n\nDr. Eight e.g. nine."
    assert sentences(text) == ("One.", "Two (2.5 mg)?", "“Three!”", "Four", "five: six; seven", "Dr Eight e.g nine.")


def test_the_formula_by_hand() -> None:
    # 2 sentences, 8 words, 9 syllables: 0.39 * 4 + 11.8 * 9 / 8 - 15.59 = -0.755
    result = readability("You can call us now. We will listen.")
    assert result.grade == pytest.approx(0.39 * 4 + 11.8 * 9 / 8 - 15.59, abs=0.005)
    assert result.words_per_sentence == 4
    assert result.longest == "You can call us now."


def test_terms_of_the_glossary_are_left_aside() -> None:
    text = "Chromosomes carry genes. The placenta previa lies low."
    assert readability(text, ["chromosomes", "placenta previa"]).grade < readability(text).grade
    assert readability(text, ["placenta previa"]).words_per_sentence == readability(text).words_per_sentence


def test_a_text_of_nothing_but_terms() -> None:
    assert readability("Chromosomes.", ["chromosomes"]).words_per_sentence == 1
    assert readability("").grade == 0.0


HARD = "The administration of prophylactic medication necessitates individualized consideration. [@roe]"
LONG = f"Nobody knows {'and knows ' * 13}why."


def found(root: Path, *changes: tuple[str, str]) -> list[Problem]:
    return list(check_plain_words(topic(root, *changes)))


def test_a_sound_topic_passes(tmp_path: Path) -> None:
    assert found(tmp_path) == []


@pytest.mark.parametrize("name", find_library().topics())
def test_our_own_topics_are_plain(name: str) -> None:
    assert list(check_plain_words(read_handout(find_library().handouts / name))) == []


def test_a_section_that_is_too_hard(tmp_path: Path) -> None:
    problems = found(tmp_path, ("Nobody knows why some people have more of them.", HARD))
    hard = [problem for problem in problems if "“unknowns” reads at grade" in problem.what]
    assert len(hard) == 1
    assert hard[0].line == HANDOUT[: HANDOUT.index("## What is not known")].count("\n") + 1


def test_a_sentence_that_is_too_long(tmp_path: Path) -> None:
    problems = found(tmp_path, ("Nobody knows why some people have more of them.", LONG))
    assert [problem.what for problem in problems if "has 29 words" in problem.what] == [
        "a sentence has 29 words; the most is 25: “Nobody knows and knows and knows …”"
    ]


def test_a_text_that_is_too_hard_as_a_whole(tmp_path: Path) -> None:
    many = " ".join([HARD.removesuffix(" [@roe]")] * 8)
    whats = [problem.what for problem in found(tmp_path, ("Nobody knows why some people have more of them.", many))]
    assert any(what.startswith("the text reads at grade") for what in whats)


def test_sentences_that_are_too_long_on_average(tmp_path: Path) -> None:
    many = " ".join(["We do not know if this or that or both or none of it is what makes it so now."] * 20)
    whats = [problem.what for problem in found(tmp_path, ("Nobody knows why some people have more of them.", many))]
    assert any("words on average; the most is 15" in what for what in whats)
