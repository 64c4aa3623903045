"""A valid topic is read to the letter; a broken one is refused with every fault, its line and a hint."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from small_topic import HANDOUT, SOURCES, problems, topic, write_topic

from press.content import read_handout
from press.content.model import Checked, ContentBlock, Handout, Items, Message, Paragraph, Question
from press.content.prose import read_prose
from press.content.reading import Faults
from press.places import find_library
from press.problems import ExitCode, HandoutError


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_a_valid_topic(tmp_path: Path) -> None:
    handout = topic(tmp_path)
    assert handout.front.id == "nosebleed"
    assert handout.front.written == date(2026, 1, 31)
    assert handout.front.icd_10_cm == ("R04.0",)
    assert handout.front.glossary == ("nostril",)
    assert handout.title == Message("title", "Nosebleeds: what to do", 3)
    assert [section.id for section in handout.sections] == [
        "answer", "takeaways", "get-help", "faq", "unknowns", "next-steps",
    ]  # fmt: skip
    takeaways = handout.sections[1].blocks[0]
    assert isinstance(takeaways, Items)
    text = "Pinch each **nostril** (the hole of the nose). [@doe2020; @roe]"
    assert takeaways.messages[1] == Message("takeaways", text, line_of(HANDOUT, "- Pinch"))
    question = handout.sections[3].blocks[0]
    assert isinstance(question, Question)
    assert question.heading.text == "Is it bad?"
    first, second = handout.sources
    assert first.authors == ("Doe JL", "Poe AB")
    assert (first.year, first.checked, first.line) == (2020, Checked.READ, 1)
    assert second.authors == ("Royal Nose Society",)
    assert (second.year, second.line) == (0, line_of(SOURCES, "- id: roe"))


@pytest.mark.parametrize("name", find_library().topics())
def test_our_own_topics_read(name: str) -> None:
    assert read_handout(find_library().handouts / name).front.id == name


@pytest.mark.parametrize("change", ["\ufeff", "\r\n", "\r"])
def test_the_ways_that_editors_save(tmp_path: Path, change: str) -> None:
    plain = [(m.text, m.line) for m in topic(tmp_path).messages()]
    if change == "\ufeff":
        folder = write_topic(tmp_path, change + HANDOUT, change + SOURCES)
    else:
        folder = write_topic(tmp_path, HANDOUT.replace("\n", change), SOURCES.replace("\n", change))
    assert [(m.text, m.line) for m in read_handout(folder).messages()] == plain


def unknowns(handout: Handout) -> str:
    """The text of the section that the tests write into."""
    block = handout.sections[4].blocks[0]
    assert isinstance(block, Paragraph)
    return block.message.text


def test_lines_are_folded(tmp_path: Path) -> None:
    handout = topic(tmp_path, ("Nobody knows why some", "Nobody\n  knows   why\nsome\u00a0\u00a0"))
    assert unknowns(handout) == "Nobody knows why some\u00a0\u00a0 people have more of them."


PLAIN_WORDS = [
    "<b>no</b>", "<!-- do not --> take", "Do <not> take", "a < b & c > d", "AT&T", "&nbsp without its end",
    "2 * 3 * 4", "snake_case_name", "C:\\Program\\x", "100 % of 5 mg", "[a note]", "(see below)", "a@b.example",
    "<img src='file:///etc/passwd'/>", "<para>", "%(n)s %s", "$HOME", "~~no~~", "a | b", "no # heading",
    "“quoted” ‘words’ …", "عربي and हिन्दी", "5 × 10⁻³", "e\u0301", "non\u00a0breaking", "1) one", "+1 555",
]  # fmt: skip


@pytest.mark.parametrize("words", PLAIN_WORDS)
def test_what_is_no_markup_prints_letter_for_letter(tmp_path: Path, words: str) -> None:
    handout = topic(tmp_path, ("Nobody knows", f"Nobody {words} knows"))
    assert unknowns(handout) == f"Nobody {words} knows why some people have more of them."


# What is replaced, by what, and the words of the problem; its line is that of the first difference, unless given.
BROKEN_HEAD = [
    ("id: nosebleed", "id: noseblood", "not the name of the folder"),
    ("id: nosebleed", "id: Nose Bleed", "small letters"),
    ("title: \"Nosebleeds: what to do\"", "title: Nosebleeds: what to do", "a second colon"),
    ("title: \"Nosebleeds: what to do\"", "title: Call us # after hours", "what follows the # is a comment"),
    ("title: \"Nosebleeds: what to do\"", "title: [a, b]", "“title” should be one text"),
    ("title: \"Nosebleeds: what to do\"", "title: \"\"", "“title”: nothing stands here"),
    ("title: \"Nosebleeds: what to do\"", "title: The **nose**", "a heading holds **strong** words"),
    ("title: \"Nosebleeds: what to do\"", "title: \"Call {phone_24h}\"", "the title holds a {placeholder}"),
    ("title: \"Nosebleeds: what to do\"", "title: Noses [@roe]", "a heading holds a citation"),
    ("audience: everyone", "audiense: everyone", "there is no key “audiense”"),
    ("audience: everyone", "audience: !!str everyone", "is a tag of YAML"),
    ("audience: everyone", "audience: &all everyone", "“&all” is an anchor"),
    ("audience: everyone", "audience: *all", "“*all” is an alias"),
    ("audience: everyone", "<<: {audience: everyone}", "merges keys"),
    ("audience: everyone", "audience: everyone\naudience: you", "stands here a second time"),
    ("audience: everyone", "audience: @home", "a text cannot begin with @"),
    ("audience: everyone", "audience: [[[[[[[[[[deep]]]]]]]]]]", "nested too deeply"),
    ("version: \"1.0\"", "version: one", "one is not a version"),
    ("written: 2026-01-31", "written: 31.1.2026", "this is not a date"),
    ("written: 2026-01-31", "written: 2026-02-30", "not in the calendar"),
    ("review_by: 2027-01-31", "review_by: 2028-02-01", "more than two years"),
    ("review_by: 2027-01-31", "review_by: 2026-01-31", "not later than"),
    ("R04.0", "04.0", "04.0 is not a code of ICD-10-CM"),
    ("249366005", "249366006", "not an identifier of SNOMED CT"),
    ("249366005", "SCT1", "not an identifier of SNOMED CT"),
    ("keywords: [nose]", "keywords: nose", "“keywords” should be a list"),
    ("glossary: [nostril]", "glossary: [nostril, Nostril]", "stands in it twice"),
    ("glossary: [nostril]", "glossary: [nostril", "a [ is opened before and never closed"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "what"), BROKEN_HEAD)
def test_a_broken_head(tmp_path: Path, old: str, new: str, what: str) -> None:
    found = [problem for problem in problems(tmp_path, (old, new)) if what in problem.what]
    assert found, problems(tmp_path, (old, new))
    assert found[0].line in (line_of(HANDOUT, old), line_of(HANDOUT, old) + 1)
    assert found[0].place.endswith("handout.md")
    assert found[0].hint
    assert found[0].cause is ExitCode.CONTENT


BROKEN_BODY = [
    ("Nobody knows", "1. one", "a numbered list"),
    ("Nobody knows", "> quoted", "a quotation"),
    ("Nobody knows", "```\ncode\n```", "a block of code"),
    ("Nobody knows", "    code", "four blanks"),
    ("Nobody knows", "* * *\n\nNobody", "a ruled line"),
    ("Nobody knows", "Nobody\n---\nknows", "a heading marked by a line below"),
    ("Nobody knows", "<<<<<<< HEAD\nNobody knows", "left from two versions that nobody has joined"),
    ("Tell your team.\n", "Tell your team.\n\n>>>>>>> theirs\n", "left from two versions that nobody has joined"),
    ("Nobody knows", "[nose]: https://nose.example\nNobody", "a definition of a link"),
    ("Nobody knows", "| a | b |\n|---|---|\n| 1 | 2 |\n\nNobody", "there is a table"),
    ("Nobody knows", "![nose](nose.png) knows", "there is a picture"),
    ("Nobody knows", "[Nobody](javascript:x) knows", "there is a link"),
    ("Nobody knows", "<https://nose.example> knows", "there is a link"),
    ("Nobody knows", "*Nobody* knows", "one star or underscore"),
    ("Nobody knows", "_Nobody_ knows", "one star or underscore"),
    ("Nobody knows", "__Nobody__ knows", "two underscores"),
    ("Nobody knows", "***Nobody*** knows", "one star or underscore"),
    ("Nobody knows", "`Nobody` knows", "backquotes"),
    ("Nobody knows", "Nobody &amp; all know", "“&amp;” stands for another character"),
    ("Nobody knows", "Nobody \\* knows", "“\\*” stands for another character"),
    ("Nobody knows", "Nobody  \nknows", "a forced line break"),
    ("Nobody knows", "Nobody\\\nknows", "a forced line break"),
    ("Nobody knows", "**Nobody knows", "a ** has no partner"),
    ("Nobody knows", "** Nobody ** knows", "a ** has no partner, or a blank inside it"),
    ("Nobody knows", "**Nobody **really** knows**", "**strong** inside **strong**"),
    ("Nobody knows", "Nobody [@Roe knows", "a citation is not well formed"),
    ("Nobody knows", "Nobody [@roe, @doe2020] knows", "a citation is not well formed"),
    ("Nobody knows", "Nobody @roe knows", "a citation is not well formed"),
    ("Nobody knows", "Nobody [@roe; @roe] knows", "the same source twice"),
    ("Nobody knows", "Nobody {Emergency} knows", "a brace that is no placeholder"),
    ("Nobody knows", "Nobody { clinic_name } knows", "a brace that is no placeholder"),
    ("Nobody knows", "Nobody { knows", "a brace that is no placeholder"),
    ("Nobody knows", "Nobody {emergency_nummer} knows", "there is no fact {emergency_nummer}"),
    ("Nobody knows", "- one\n  - two\n\nNobody", "a list inside a list"),
    ("Nobody knows", "- # one\n\nNobody", "a heading inside a list"),
    ("Nobody knows", "- one\n\n  two\n\nNobody", "more than one paragraph"),
    ("Nobody knows", "- \n\nNobody", "this item is empty"),
    ("Nobody knows", "* one\n\nNobody", "marked with *"),
    ("Nobody knows", "- 1\n- 2\n- 3\n- 4\n- 5\n- 6\n- 7\n- 8\n\nNobody", "8 items"),
    ("Nobody knows", "### Why?\n\nNobody", "### asks a question"),
    ("Nobody knows", "# Why\n\nNobody", "a heading with one #"),
    ("Nobody knows", "#### Why\n\nNobody", "a heading with ####"),
    ("Nobody knows", "Nobody " * 300, "longer than 2000 characters"),
    ("## What is not known {#unknowns}", "## What is not known", "this section has no id"),
    ("## What is not known {#unknowns}", "## {#unknowns}", "this section has no heading"),
    ("## What is not known {#unknowns}", "## What is not known {#unknown}", "there is no section “unknown”"),
    ("## What is not known {#unknowns}", "## What is not known {#faq}", "a second time"),
    ("## What is not known {#unknowns}", "## What is {#about}", "stands after “faq”"),
    ("## The short answer {#answer}", "Hello.\n\n## The short answer {#answer}", "before the first section"),
    ("Most nosebleeds stop by themselves. [@doe2020]", "One.\n\nTwo.", "not one paragraph"),
    ("Call if you have any of these:\n\n", "", "needs a sentence and a list"),
    ("- Tell your team.", "Tell your team.", "has no list"),
    ("- Tell your team.", "", "this section is empty"),
    ("### Is it bad?\n\nNot", "Not", "before the first question"),
    ("### Is it bad?", "### Is it bad? {#bad}", "a question has no id"),
    ("### Is it bad?", "### Is it bad?\n\n### Truly?", "has no answer"),
    ("### Is it bad?", "### \n\nIs it bad?", "this question is empty"),
    ("- Tell your team.", "- [@roe]", "there are no words here"),
    ("- Tell your team.", "- Tell\tyour team.", "a tab"),
    ("- Tell your team.", "- Tell \u202eyour team.", "an invisible direction mark (U+202E)"),
    ("- Tell your team.", "- Tell \x00your team.", "an invisible character (U+0000)"),
    ("- Tell your team.", "- Tell \udcffyour team.", "not UTF-8"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "what"), BROKEN_BODY)
def test_a_broken_body(tmp_path: Path, old: str, new: str, what: str) -> None:
    found = [problem for problem in problems(tmp_path, (old, new)) if what in problem.what]
    assert found, problems(tmp_path, (old, new))
    assert line_of(HANDOUT, old) - 4 <= found[0].line <= line_of(HANDOUT, old) + 2
    assert found[0].hint


def test_a_missing_section(tmp_path: Path) -> None:
    cut = HANDOUT[: HANDOUT.index("## What is not known")]
    with pytest.raises(HandoutError) as caught:
        read_handout(write_topic(tmp_path, cut))
    assert [problem.what for problem in caught.value.problems] == [
        "the section “next-steps” is missing", "the section “unknowns” is missing",
    ]  # fmt: skip


def test_a_typing_error_is_answered_with_the_right_word(tmp_path: Path) -> None:
    changes = (("audience:", "audiense:"), ("{#unknowns}", "{#unknown}"), ("{phone_24h}", "{phone_24}"))
    hints = {problem.hint for problem in problems(tmp_path, *changes)}
    assert {"did you mean “audience”?", "did you mean “unknowns”?", "did you mean “phone_24h”?"} <= hints


def test_every_fault_of_both_files_at_once(tmp_path: Path) -> None:
    changes = (
        ("audience: everyone", "audiense: everyone"), ("R04.0", "nose"), ("written: 2026-01-31", "written: soon"),
        ("Nobody knows", "*Nobody* {knows}"), ("{#next-steps}", "{#next}"), ("checked: read", "checked: yes"),
        ("issued: \"2020\"", "issued: MMXX"),
    )  # fmt: skip
    whats = "\n".join(problem.what for problem in problems(tmp_path, *changes))
    expected = (
        "“audiense”", "“audience” is missing", "“codes.icd-10-cm”", "“written”", "one star", "{knows}", "“next”",
        "“next-steps” is missing", "“checked”", "“issued”",
    )  # fmt: skip
    assert [what for what in expected if what not in whats] == []


@pytest.mark.parametrize(
    ("handout", "what"),
    [
        ("", "the front matter is missing"),
        ("No head.\n", "the front matter is missing"),
        ("---\nid: nosebleed\n", "the front matter has no end"),
        ("---\n---\n\ntext\n", "the front matter holds no keys"),
        ("---\n- a\n---\n\ntext\n", "the front matter holds no keys"),
        (HANDOUT.split("\n\n")[0] + "\n", "no text behind the front matter"),
        (HANDOUT + "word " * 60_000, "larger than 256 KB"),
    ],
)
def test_a_file_that_is_no_handout(tmp_path: Path, handout: str, what: str) -> None:
    with pytest.raises(HandoutError) as caught:
        read_handout(write_topic(tmp_path, handout))
    assert what in str(caught.value)


def test_a_folder_without_its_files(tmp_path: Path) -> None:
    (tmp_path / "nosebleed").mkdir()
    with pytest.raises(HandoutError) as caught:
        read_handout(tmp_path / "nosebleed")
    assert [Path(problem.place).name for problem in caught.value.problems] == ["handout.md", "sources.yaml"]


WORD = st.from_regex(r"[a-z]{3,6}", fullmatch=True)
PIECE = st.sampled_from(
    ["## ", "### ", "#", " {#faq}", "- ", "* ", "1. ", "> ", "    ", "---\n", "===\n", "```", "~~~", "|", "[", "]", "(",
     ")", "!", "<", ">", "*", "**", "_", "`", "\\", "&amp;", "{", "}", "[@a]", ": ", "  \n", "<!--", "-->", "<b>", "//"]
)  # fmt: skip
BLANK = st.sampled_from([" ", " ", " ", "\n", "\n\n", "\n- ", "\n\n- "])
BODIES = st.lists(st.one_of(WORD, BLANK, WORD, BLANK, PIECE), max_size=24).map(
    lambda pieces: "## Head {#about}\n\n" + "".join(pieces)
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(BODIES)
@example("## A {#faq} ##\n\ntext")
@example("## A {#answer}\n\n[foo]: /url 'lost title'\n")
@example("## A {#answer}\n\n- one\n\n\n\n  two\n")
@example("## A {#answer}\n\n``` info words\ncode\n```\n")
@example("## A {#answer}\n\n### Q ###\n")
def test_no_word_is_lost(body: str) -> None:
    """Each word of a body that is not refused stands in a message, as often as it was written."""
    faults = Faults("handout.md")
    sections = read_prose(body, 1, faults)
    if all("is missing" in problem.what for problem in faults.found):
        printed = [section.heading.text for section in sections]
        printed += [text for section in sections for block in section.blocks for text in _texts(block)]
        written = re.sub(r" \{#[a-z-]+\}", "", body)
        assert sorted(re.findall(r"[a-z]{3,}", " ".join(printed))) == sorted(re.findall(r"[a-z]{3,}", written))


def _texts(block: ContentBlock) -> list[str]:
    match block:
        case Paragraph(message):
            return [message.text]
        case Items(messages):
            return [message.text for message in messages]
        case Question(heading, answer):
            return [heading.text, *(text for inner in answer for text in _texts(inner))]
