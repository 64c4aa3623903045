"""Five planted faults of each category, each found in its line; and what is no fault, left alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from small_topic import HANDOUT, problems, topic

from press.checks.advice import About, Advice
from press.checks.age import check_review, review
from press.checks.figures import in_words
from press.checks.parts import begins_with_action
from press.checks.report import Report, make_report
from press.checks.word_lists import actions, checklist, jargon, known_abbreviations, medical_terms
from press.content import read_handout
from press.places import find_library

WHEN = date(2026, 11, 28)
UNKNOWN = "Nobody knows why some people have more of them."
ANSWER = "Most nosebleeds stop by themselves. [@doe2020]"
LEAD = "Call if you have any of these:"
SIGN = "blood that runs for long [@roe]"
STEP = "Tell your team."
LONG = "We know that you may want to know more of this than we can tell you here, and that is"
SECTION = {UNKNOWN: "unknowns", ANSWER: "answer", LEAD: "get-help", SIGN: "get-help", STEP: "next-steps"}

# What to replace, by what, the words that the advice quotes; a part of the sheet is told of at its heading's line.
PLANTED: dict[About, list[tuple[str, str, str]]] = {
    About.MAIN_MESSAGE: [
        (ANSWER, "Most nosebleeds stop. You can wait. [@doe2020]", "has 2 sentences"),
        (ANSWER, "Do nosebleeds stop? [@doe2020]", "is a question"),
        (ANSWER, "Most nosebleeds stop. You can wait. Sit down. [@doe2020]", "has 3 sentences"),
        (ANSWER, f"Most nosebleeds stop, and {'so and ' * 9}so do not fear them. [@doe2020]", "words in one sentence"),
        (ANSWER, "Do you know how to stop it? [@doe2020]", "is a question"),
    ],
    About.ACTION: [
        (STEP, "Questions are welcome.", "Questions are welcome."),
        (STEP, "Your team will be glad to hear.", "Your team will be glad to"),
        (STEP, "It is fine to rest.", "It is fine to rest."),
        (STEP, "If it goes on, your team can help.", "If it goes on, your team"),
        (STEP, "Nosebleeds in the night.", "Nosebleeds in the night."),
    ],
    About.WHEN_TO_CALL: [
        (LEAD, "These are bad, right away:", "nothing here says to call"),
        (LEAD, "Tell us at once if you have any of these:", "nothing here says to call"),
        ("## Get help now {#get-help}", "## Get help {#get-help}", "nothing here says how fast"),
        (SIGN, "unusual blood [@roe]", "“unusual”"),
        (SIGN, "a lot of blood [@roe]", "“a lot”"),
        (SIGN, "worrying blood [@roe]", "“worrying”"),
    ],
    About.UNKNOWN: [
        (UNKNOWN, "Noses have a thin wall.", "does not say what is not known"),
        (UNKNOWN, "Ask us what you like.", "does not say what is not known"),
        (UNKNOWN, f"{UNKNOWN} A cold does not cause them.", "“does not cause”"),
        (UNKNOWN, f"{UNKNOWN} Studies prove it.", "“prove”"),
        (UNKNOWN, f"{UNKNOWN} It is completely safe.", "“completely safe”"),
        (UNKNOWN, f"{UNKNOWN} There is no risk.", "“no risk”"),
    ],
    About.JARGON: [
        (UNKNOWN, f"{UNKNOWN} It may be chronic.", "“chronic”"),
        (UNKNOWN, f"{UNKNOWN} Your nurse administered it.", "“administered”"),
        (UNKNOWN, f"{UNKNOWN} Do this prior to bed.", "“prior to”"),
        (UNKNOWN, f"{UNKNOWN} It may subsequently stop.", "“subsequently”"),
        (UNKNOWN, f"{UNKNOWN} Your physician can help.", "“physician”"),
        (UNKNOWN, f"{UNKNOWN} Utilizing ice may help.", "“Utilizing”"),
        (STEP, "Obtain help.", "“Obtain”"),
    ],
    About.TERMS: [
        (UNKNOWN, f"{UNKNOWN} Hormones may play a part.", "“Hormones”"),
        (UNKNOWN, f"{UNKNOWN} A polyp may bleed.", "“polyp”"),
        (UNKNOWN, f"{UNKNOWN} It may come from the placenta previa.", "“placenta previa”"),
        (UNKNOWN, f"{UNKNOWN} A test shows hCG.", "“hCG”"),
        (UNKNOWN, f"{UNKNOWN} You may need an MRI.", "“MRI”"),
        (UNKNOWN, f"{UNKNOWN} Some have endometriosis.", "“endometriosis”"),
    ],
    About.PASSIVE: [
        (UNKNOWN, f"{UNKNOWN} It is not understood.", "“is not understood”"),
        (UNKNOWN, f"{UNKNOWN} The nose is examined by a nurse.", "“is examined”"),
        (UNKNOWN, f"{UNKNOWN} Ice was often given.", "“was often given”"),
        (UNKNOWN, f"{UNKNOWN} You will be called.", "“be called”"),
        (UNKNOWN, f"{UNKNOWN} Small vessels get torn.", "“get torn”"),
    ],
    About.LENGTH: [
        (UNKNOWN, f"{LONG} so.", "a sentence of 21 words"),
        (UNKNOWN, f"{LONG} how it is now.", "a sentence of 24 words"),
        (UNKNOWN, f"{'We do not know. ' * 16}", "a paragraph of 64 words"),
        (STEP, f"{'Tell your team now. ' * 7}", "an item of a list of 28 words"),
        (SIGN, f"{'blood that runs and runs, ' * 5}and so on. More of it [@roe]", "an item of a list of 31 words"),
    ],
    About.NUMBERS: [
        (UNKNOWN, f"{UNKNOWN} It comes back in 25 %. [@roe]", "“25 %”"),
        (UNKNOWN, f"{UNKNOWN} It comes back in 15.3 percent. [@roe]", "“15.3 percent”"),
        (UNKNOWN, f"{UNKNOWN} The odds ratio was high. [@roe]", "“odds ratio”"),
        (UNKNOWN, f"{UNKNOWN} It is a 3-fold chance. [@roe]", "“3-fold”"),
        (UNKNOWN, f"{UNKNOWN} About 1/4 have it. [@roe]", "“1/4”"),
        (UNKNOWN, f"{UNKNOWN} It is 3:1. [@roe]", "“3:1”"),
        (UNKNOWN, f"{UNKNOWN} It is 12 per 1,000. [@roe]", "“per 1,000”"),
        (UNKNOWN, f"{UNKNOWN} Up to 20 % have it. [@roe]", "“Up to 20 %”"),
    ],
}
FLAT = [(about, *planted) for about, entries in PLANTED.items() for planted in entries]


def report(root: Path, *changes: tuple[str, str]) -> Report:
    return make_report(topic(root, *changes), WHEN)


def found(root: Path, about: About, *changes: tuple[str, str]) -> list[Advice]:
    return [one for one in report(root, *changes).advice if one.about is about]


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_the_small_topic_gets_no_advice_on_its_words(tmp_path: Path) -> None:
    assert report(tmp_path).on_words == ()


def test_each_category_has_five_planted_faults() -> None:
    assert {about for about in About if about is not About.SOURCES} == set(PLANTED)
    assert all(len(entries) >= 5 for entries in PLANTED.values())


@pytest.mark.parametrize(("about", "old", "new", "says"), FLAT)
def test_a_planted_fault(tmp_path: Path, about: About, old: str, new: str, says: str) -> None:
    hits = [one for one in found(tmp_path, about, (old, new)) if says in one.what]
    assert len(hits) == 1, report(tmp_path, (old, new)).on_words
    text = HANDOUT.replace(old, new, 1)
    first = new.split("\n", maxsplit=1)[0]
    heading = f"{{#{SECTION.get(old, 'get-help')}}}"
    assert hits[0].line in (line_of(text, first), line_of(text, heading))
    assert hits[0].place.endswith("nosebleed/handout.md")
    assert hits[0].hint


# What a rule of thumb must not take for a fault.
@pytest.mark.parametrize(
    ("about", "words"),
    [
        (About.PASSIVE, "You are worried."),
        (About.PASSIVE, "You may be tired and scared."),
        (About.PASSIVE, "It is linked with colds."),
        (About.PASSIVE, "There is a need and a bed."),
        (About.PASSIVE, "More is not known."),
        (About.JARGON, "Its oracle is moral."),
        (About.JARGON, "The nostril is small."),
        (About.TERMS, "**Hormones** (signals in the blood) may play a part."),
        (About.TERMS, "Hormones (signals in the blood) may play a part."),
        (About.TERMS, "Signals in the blood (hormones) may play a part."),
        (About.TERMS, "A polyp is a small lump."),
        (About.TERMS, "Call 911 in the US."),
        (About.NUMBERS, "About 1 in 4 people (25 %) have it. [@roe]"),
        (About.NUMBERS, "It takes 10 to 15 minutes. [@roe]"),
        (About.NUMBERS, "Take 2.5 mg at 8:30. [@roe]"),
        (About.NUMBERS, "We are here 24/7. [@roe]"),
        (About.UNKNOWN, "Colds may cause them."),
        (About.UNKNOWN, "None of these proves that it is a cold."),
    ],
)
def test_what_is_no_fault(tmp_path: Path, about: About, words: str) -> None:
    assert found(tmp_path, about, (UNKNOWN, f"{UNKNOWN} {words}")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Call us.",
        "Do not wait.",
        "If it goes on, call us.",
        "When in doubt, please ask.",
        "You can rest.",
        "Try to sleep.",
    ],
)
def test_things_to_do(text: str) -> None:
    assert begins_with_action(text)


def test_a_word_is_told_of_once_though_two_entries_hold_it(tmp_path: Path) -> None:
    told = found(tmp_path, About.JARGON, (UNKNOWN, f"{UNKNOWN} A spontaneous abortion is a loss."))
    assert [one.what for one in told] == ["“spontaneous abortion” may be strange to a patient"]
    assert told[0].hint == "plainer: miscarriage"
    told = found(tmp_path, About.JARGON, (UNKNOWN, f"{UNKNOWN} Your abdomen hurts."))
    assert told[0].hint == "plainer (CDC): belly, stomach area"


def test_a_term_of_the_glossary_is_no_jargon(tmp_path: Path) -> None:
    words = (UNKNOWN, f"{UNKNOWN} **Chronic** (long) ones are rare.")
    assert found(tmp_path, About.JARGON, words, ("glossary: [nostril]", "glossary: [nostril, chronic]")) == []


@pytest.mark.parametrize(
    ("percent", "said"),
    [(25, "1 in 4"), (10, "1 in 10"), (33, "1 in 3"), (15.3, "15 in 100"), (80, "80 in 100"), (0, "0 in 100")],
)
def test_shares_in_words(percent: float, said: str) -> None:
    assert in_words(percent) == f"about {said}"


# sources by age and state


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('issued: "2020"', 'issued: "2015"', "doe2020 is of 2015, 11 years old"),
        ('issued: "2020"', 'issued: "1999"', "doe2020 is of 1999, 27 years old"),
        ("checked: read", "checked: unconfirmed", "doe2020 was not read (unconfirmed)"),
        ("checked: read", "checked: secondary", "doe2020 was not read (secondary)"),
        ("issued: n.d.", 'issued: "2001"', "roe is of 2001, 25 years old"),
    ],
)
def test_sources_that_are_old_or_not_read(tmp_path: Path, old: str, new: str, says: str) -> None:
    told = [one for one in found(tmp_path, About.SOURCES, (old, new)) if one.what == says]
    assert [(one.place.rpartition("/")[2], one.line) for one in told] == [
        ("sources.yaml", 13 if says.startswith("roe") else 1)
    ]


def test_a_source_of_ten_years_is_not_old(tmp_path: Path) -> None:
    told = found(tmp_path, About.SOURCES, ('issued: "2020"', 'issued: "2016"'))
    assert [one.what for one in told] == ["roe was not read (secondary)"]


# lists over seven, and parts that are missing, stop the reading


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        (ANSWER, "- Most stop. [@doe2020]\n- Wait. [@doe2020]", 17, "the answer is not one paragraph"),
        (ANSWER, "Most stop. [@doe2020]\n\nSome do not. [@doe2020]", 17, "the answer is not one paragraph"),
        (f"- {SIGN}\n", "", 26, "the call for help needs a sentence and a list"),
        (f"## What you can do {{#next-steps}}\n\n- {STEP}\n", "", 0, "the section “next-steps” is missing"),
        (f"## What is not known {{#unknowns}}\n\n{UNKNOWN}\n", "", 0, "the section “unknowns” is missing"),
    ],
)
def test_parts_that_are_missing(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    assert [(one.line, one.what) for one in problems(tmp_path, (old, new))] == [(line, says)]


@pytest.mark.parametrize(
    ("old", "items"),
    [(f"- {STEP}", 8), (f"- {SIGN}", 8), (f"- {SIGN}", 9), ("- Sit up and lean forward. [@doe2020]", 7), (UNKNOWN, 8)],
)
def test_lists_over_seven(tmp_path: Path, old: str, items: int) -> None:
    entry = old if old.startswith("- ") else f"- {old}"
    told = problems(tmp_path, (old, "\n".join([entry] * items)))
    line = line_of(HANDOUT, old)
    assert [(one.line, one.what.endswith("nobody keeps more than 7")) for one in told] == [(line, True)]


# a text that is too hard

HARD = "Prophylactic administration necessitates individualized consideration of contraindications."
VERY_LONG = f"Wait {'and wait ' * 13}now."


@pytest.mark.parametrize(
    ("old", "new", "section"),
    [
        (ANSWER, f"{HARD} [@doe2020]", "answer"),
        ("Sit up and lean forward. [@doe2020]", f"{HARD} [@doe2020]", "takeaways"),
        (SIGN, f"{HARD} {HARD} [@roe]", "get-help"),
        (UNKNOWN, HARD, "unknowns"),
        (STEP, HARD, "next-steps"),
    ],
)
def test_a_section_that_is_too_hard(tmp_path: Path, old: str, new: str, section: str) -> None:
    told = [one for one in report(tmp_path, (old, new)).faults if "reads at grade" in one.what and one.line]
    says = f"the section “{section}” reads at grade"
    assert [(one.line, one.what.startswith(says)) for one in told] == [(line_of(HANDOUT, f"{{#{section}}}"), True)]


@pytest.mark.parametrize("old", [ANSWER, "Sit up and lean forward. [@doe2020]", SIGN, UNKNOWN, STEP])
def test_a_sentence_that_is_too_long(tmp_path: Path, old: str) -> None:
    told = [one for one in report(tmp_path, (old, f"{VERY_LONG} [@roe] [@doe2020]")).faults if "28 words" in one.what]
    assert [one.line for one in told] == [line_of(HANDOUT, old)]


# who wrote it, which version, and when it must be looked at again


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('version: "1.0"', "version: one", 5),
        ('version: "1.0"', "version: v1", 5),
        ('version: "1.0"', 'version: "1.0.0.0"', 5),
        ('version: "1.0"', 'version: ""', 5),
        ('version: "1.0"', "version: [1]", 5),
        ("authors:\n  - The Handout Press contributors", "authors: []", 8),
        ("authors:\n  - The Handout Press contributors", "authors: somebody", 8),
        ("authors:\n  - The Handout Press contributors", "authors: [A, a]", 8),
        ("authors:\n  - The Handout Press contributors", 'authors: [""]', 8),
        ("authors:\n  - The Handout Press contributors", "authors: {name: A}", 8),
        ("review_by: 2027-01-31", "review_by: soon", 7),
        ("review_by: 2027-01-31", "review_by: 2027-02-30", 7),
        ("review_by: 2027-01-31", "review_by: 2026-01-31", 7),
        ("review_by: 2027-01-31", "review_by: 2028-02-01", 7),
        ("review_by: 2027-01-31", "review_by: 31.1.2027", 7),
    ],
)
def test_a_head_that_says_too_little(tmp_path: Path, old: str, new: str, line: int) -> None:
    assert [one.line for one in problems(tmp_path, (old, new))] == [line]


# dates


@pytest.mark.parametrize(
    ("day", "overdue", "soon"),
    [
        (date(2026, 11, 2), False, True),
        (date(2026, 11, 1), False, False),
        (date(2027, 1, 31), False, True),
        (date(2027, 2, 1), True, False),
        (date(2030, 1, 1), True, False),
    ],
)
def test_the_day_of_review(tmp_path: Path, day: date, overdue: bool, soon: bool) -> None:
    handout = topic(tmp_path)
    due = review(handout, day)
    assert (due.overdue, due.soon) == (overdue, soon)
    told = list(check_review(handout, day))
    assert [one.line for one in told] == ([7] if overdue else [])


# the lists themselves


def test_the_lists_of_words_can_be_read() -> None:
    assert len(jargon()) > 140
    assert len({word.jargon for word in jargon()}) == len(jargon())
    assert {word.origin for word in jargon()} == {"cdc-thesaurus", "ours"}
    assert len(medical_terms()) > 80
    assert "call" in actions()
    assert "HIV" in known_abbreviations()
    assert sum(len(part.questions) for part in checklist()) > 15


def test_no_plainer_word_is_jargon_itself() -> None:
    assert [
        (one.jargon, one.plainer) for one in jargon() for word in jargon() if word.pattern.search(one.plainer)
    ] == []


@pytest.mark.parametrize("name", find_library().topics())
def test_our_own_topics_follow_most_advice(name: str) -> None:
    told = make_report(read_handout(find_library().handouts / name), WHEN).on_words
    serious = {About.MAIN_MESSAGE, About.ACTION, About.WHEN_TO_CALL, About.UNKNOWN, About.NUMBERS}
    assert [one for one in told if one.about in serious] == []
