"""Topics from the command line: begun, checked, and signed by a person who says yes."""

from __future__ import annotations

import re
import tomllib
from datetime import date

import pytest
from cli_library import DAY, TOPIC, Workshop, workshop

from press.content import read_handout
from press.content.reviews import read_reviews
from press.problems import ExitCode

__all__ = ["workshop"]

SPANISH = f"locales/es/LC_MESSAGES/{TOPIC}.po"
WHO = ("--name", "A. Example", "--qualification", "MD")
ASKED = ("--title", "Iron: why [and] how # it helps", "--audience", "everyone", "--author", 'A. "Ann" Example')


# topic add


def test_a_new_topic_can_be_built_at_once_and_says_what_waits(workshop: Workshop) -> None:
    done = workshop.run("topic", "add", "iron-pills", *ASKED, "--date", "2028-02-29")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines() == [
        "library/handouts/iron-pills/handout.md",
        "library/handouts/iron-pills/sources.yaml",
    ]
    assert "handouts check iron-pills" in done.stderr
    front = read_handout(workshop.library / "handouts/iron-pills").front
    assert (front.title, front.authors) == ("Iron: why [and] how # it helps", ('A. "Ann" Example',))
    assert (front.written, front.review_by) == (date(2028, 2, 29), date(2030, 2, 28))

    assert workshop.run("build", "iron-pills", "--language", "en").exit_code == 0
    assert list(workshop.files()) == ["iron-pills.en.example.draft.pdf"]

    checked = workshop.run("check", "iron-pills")
    assert checked.exit_code == ExitCode.CHECKS_FAILED
    problems = [line for line in checked.stdout.splitlines() if line.startswith("library/")]
    assert len(problems) == 9
    assert all(": a placeholder stands here: " in line for line in problems[:8])
    assert problems[2].endswith("“Replace this: say when to call right away.”")
    assert problems[8].endswith("the source “replace-me” is a placeholder")
    assert "Not translated  ar, es" in checked.stdout


def test_a_topic_may_not_have_the_name_of_what_all_sheets_say(workshop: Workshop) -> None:
    done = workshop.run("topic", "add", "interface", *ASKED)
    assert done.exit_code == ExitCode.USAGE
    assert "“interface” is the name of what all sheets say" in done.stderr
    assert not (workshop.library / "handouts/interface").exists()


def test_each_answer_is_checked_at_once_and_the_name_of_the_folder_proposed(workshop: Workshop) -> None:
    typed = (
        f"\nIron **pills**\nIron pills: why, and {{phone}}\nIron pills: à quoi bon?\n\n\nB. Example\n{TOPIC}\nIron\n\n"
    )
    done = workshop.run("topic", "add", typed=typed)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines()[0] == "library/handouts/iron-pills/handout.md"
    refused = re.findall(r"Error: (.*)", done.stderr)
    assert [one.partition(" → ")[0] for one in refused] == [
        "a heading holds **strong** words",
        "the title holds a {placeholder}",
        "this topic is there already",
        "“Iron” cannot be the name of a topic",
    ]
    assert "Name of its folder [iron-pills]: " in done.stderr
    front = read_handout(workshop.library / "handouts/iron-pills").front
    assert (front.title, front.authors) == ("Iron pills: à quoi bon?", ("B. Example",))
    assert "handouts build iron-pills --language en --watch" in done.stderr
    assert workshop.run("build", "iron-pills", "--language", "en").exit_code == 0


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Iron: why?", "iron"),
        ("9 months, and then", "months-and-then"),
        ("L’été d'après", "lete-dapres"),
        ("A very long title that goes on and on without an end", "a-very-long-title-that-goes-on-and-on"),
    ],
)
def test_the_name_of_the_folder_is_made_of_the_title(workshop: Workshop, title: str, name: str) -> None:
    done = workshop.run("topic", "add", "--title", title, *ASKED[2:])
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines()[0] == f"library/handouts/{name}/handout.md"


def test_a_title_without_letters_of_ours_needs_a_name(workshop: Workshop) -> None:
    done = workshop.run("topic", "add", "--title", "鉄剤", *ASKED[2:])
    assert done.exit_code == ExitCode.USAGE
    assert "cannot be the name of a topic" in done.stderr


def test_questions_that_nobody_answers(workshop: Workshop) -> None:
    done = workshop.run("topic", "add", "iron", typed="Iron\n")
    assert done.exit_code == ExitCode.USAGE
    assert "A question needs an answer, and nobody is there to type it" in done.stderr
    assert not (workshop.library / "handouts/iron").exists()


def test_a_new_topic_answered_at_the_keyboard(workshop: Workshop) -> None:
    done = workshop.run("topic", "add", "iron", typed="\nIron\n\nA. Example\n")
    assert done.exit_code == 0, done.stderr
    front = read_handout(workshop.library / "handouts/iron").front
    assert (front.title, front.audience) == ("Iron", "patients and their families")


def test_what_is_there_is_never_written_over(workshop: Workshop) -> None:
    before = (workshop.topic / "handout.md").read_bytes()
    done = workshop.run("topic", "add", TOPIC, *ASKED)
    assert done.exit_code == ExitCode.CANNOT_WRITE
    assert done.stderr.startswith(f"library/handouts/{TOPIC}: this topic is there already\n")
    assert (workshop.topic / "handout.md").read_bytes() == before


@pytest.mark.parametrize("name", ["Iron", "../iron", "iron_pills", "-", "", "9-months", "iron.", "a" * 81, "iron\n"])
def test_a_name_that_is_no_folder_of_ours(workshop: Workshop, name: str) -> None:
    done = workshop.run("topic", "add", *ASKED, "--", name)
    assert done.exit_code == ExitCode.USAGE
    assert "cannot be the name of a topic" in done.stderr
    assert [path.name for path in (workshop.library / "handouts").iterdir()] == [TOPIC]


@pytest.mark.parametrize(
    ("option", "answer", "says"),
    [
        ("--title", " ", "“title”: nothing stands here"),
        ("--title", "Iron **now**", "a heading holds **strong** words"),
        ("--title", "Iron [@doe]", "a heading holds a citation"),
        ("--title", "Iron {phone}", "there is no fact {phone}"),
        ("--audience", "", "“audience”: nothing stands here"),
        ("--author", "\n", "nothing stands here"),
    ],
)
def test_an_answer_that_cannot_stand_in_a_topic(workshop: Workshop, option: str, answer: str, says: str) -> None:
    asked = dict(zip(ASKED[::2], ASKED[1::2], strict=True)) | {option: answer}
    done = workshop.run("topic", "add", "iron", *(word for pair in asked.items() for word in pair))
    assert done.exit_code == ExitCode.USAGE
    assert f"{option}: " in done.stderr
    assert says in done.stderr
    assert not (workshop.library / "handouts/iron").exists()


# topic sign, language sign


def test_signing_shows_what_is_signed_and_asks(workshop: Workshop) -> None:
    reviews = workshop.topic / "reviews.toml"
    no = workshop.run("topic", "sign", TOPIC, *WHO, "--date", DAY, typed="n\n")
    assert no.exit_code == ExitCode.INTERRUPTED
    assert "Nothing was signed." in no.stderr
    assert not reviews.exists()

    yes = workshop.run("topic", "sign", TOPIC, "--date", DAY, typed="A. Example\nMD\ny\n")
    assert yes.exit_code == 0, yes.stderr
    ((signature,),) = read_reviews(reviews).values()
    assert (signature.name, signature.qualification, signature.date) == ("A. Example", "MD", date(2026, 11, 23))
    for said in ("“Sex in early pregnancy: is it safe?”", " messages, 13 sources", signature.words, "on 2026-11-23"):
        assert said in yes.stdout
    assert "who changes one must sign again" in yes.stderr

    before = reviews.read_bytes()
    again = workshop.run("topic", "sign", TOPIC, *WHO, "--yes")
    assert again.exit_code == 0
    assert "A. Example has signed these words already, on 2026-11-23." in again.stdout
    assert reviews.read_bytes() == before

    second = workshop.run("topic", "sign", TOPIC, "--name", "B. Example", "--qualification", "midwife", "--yes")
    assert second.exit_code == 0
    assert reviews.read_bytes().startswith(before)
    assert len(tomllib.loads(reviews.read_text(encoding="utf-8"))["signed"]) == 2
    assert "Signed      en by A. Example, MD; B. Example, midwife" in workshop.run("check").stdout


def test_placeholders_cannot_be_signed(workshop: Workshop) -> None:
    workshop.run("topic", "add", "iron", *ASKED)
    done = workshop.run("topic", "sign", "iron", *WHO, "--yes")
    assert done.exit_code == ExitCode.CHECKS_FAILED
    assert "a placeholder stands here" in done.stderr
    assert not (workshop.library / "handouts/iron/reviews.toml").exists()


def test_a_translation_is_signed_whole_or_not(workshop: Workshop) -> None:
    reviews = workshop.library / "locales/es/reviews.toml"
    workshop.change(SPANISH, 'msgstr "La respuesta corta"', 'msgstr ""')
    refused = workshop.run("language", "sign", "es", TOPIC, *WHO, "--yes")
    assert refused.exit_code == ExitCode.TRANSLATION
    assert "answer: “The short answer” is not translated" in refused.stderr
    assert not reviews.exists()

    workshop.change(SPANISH, 'msgid "The short answer"\nmsgstr ""', 'msgid "The short answer"\nmsgstr "La respuesta"')
    done = workshop.run("language", "sign", "es", TOPIC, *WHO, "--date", DAY, "--yes")
    assert done.exit_code == 0, done.stderr
    assert f"the translation of {TOPIC} into Spanish, “Relaciones sexuales" in done.stdout
    ((signature,),) = (signed for topic, signed in read_reviews(reviews).items() if topic == TOPIC)
    assert signature.words in done.stdout


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("topic", "sign", "nosuch"), ExitCode.USAGE, "there is no topic “nosuch”"),
        (("language", "sign", "xx", TOPIC), ExitCode.USAGE, "there is no language “xx”"),
        (("language", "sign", "es", "nosuch"), ExitCode.USAGE, "there is no topic “nosuch”"),
        (("language", "sign", "en", TOPIC), ExitCode.USAGE, "English is no translation"),
        (("topic", "sign", TOPIC, "--name", " "), ExitCode.CONTENT, "“name” is empty"),
        (("topic", "sign", TOPIC, "--name", "A\nB"), ExitCode.CONTENT, "“name” holds a line break"),
        (("topic", "sign", TOPIC, "--date", "today"), ExitCode.USAGE, "this is not a date"),
    ],
)
def test_a_signature_that_cannot_be(workshop: Workshop, words: tuple[str, ...], code: ExitCode, says: str) -> None:
    done = workshop.run(*words[:2], *WHO, "--yes", *words[2:])
    assert done.exit_code == code
    assert says in done.stderr
    assert not list(workshop.library.glob("**/reviews.toml"))


def test_a_topic_with_faults_cannot_be_signed(workshop: Workshop) -> None:
    workshop.change(f"handouts/{TOPIC}/handout.md", "Not wanting sex is fine. [@aepu]", "Not wanting sex is fine.")
    done = workshop.run("topic", "sign", TOPIC, *WHO, "--yes")
    assert done.exit_code == ExitCode.CONTENT
    assert "a claim has no source" in done.stderr


# language update


def test_a_language_begins_and_keeps_up_as_the_page_about_it_says(workshop: Workshop) -> None:
    profile = (workshop.library / "locales/es/language.toml").read_text(encoding="utf-8")
    workshop.write("locales/gl/language.toml", profile.replace("Spanish", "Galician").replace("Español", "Galego"))
    begun = workshop.run("language", "update")
    assert begun.exit_code == 0, begun.stderr
    names = ("interface", TOPIC)
    assert sorted(begun.stdout.splitlines()) == [f"library/locales/gl/LC_MESSAGES/{name}.po" for name in names]
    assert begun.stderr == "2 files changed.\n"
    assert "Galician (Galego)" in workshop.run("list").stdout
    assert workshop.build("--language", "gl", "--preview").exit_code == 0

    again = workshop.run("language", "update")
    assert (again.exit_code, again.stdout) == (0, "")
    assert again.stderr == "All are up to date: nothing was changed.\n"


def test_a_catalog_that_cannot_be_read_stays_as_it_is_and_the_others_are_updated(workshop: Workshop) -> None:
    workshop.change(f"handouts/{TOPIC}/handout.md", "Talk with", "Speak with")
    workshop.write(SPANISH, 'msgid "Hello\n')
    done = workshop.run("language", "update")
    assert done.exit_code == ExitCode.TRANSLATION
    assert f"library/{SPANISH}:1: the closing quotation mark is missing" in done.stderr
    assert (workshop.library / SPANISH).read_text(encoding="utf-8") == 'msgid "Hello\n'
    assert "Speak with" in (workshop.library / f"locales/ar/LC_MESSAGES/{TOPIC}.po").read_text(encoding="utf-8")
