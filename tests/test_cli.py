"""The command line as staff use it: build, list, check, and how it ends when something goes wrong."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import click
import pytest
from cli_library import DAY, TOPIC, Workshop, workshop
from click.testing import CliRunner

import press.build
from press import __version__
from press.build import Press
from press.cli import main
from press.cli.output import say_bytes
from press.places import Library
from press.problems import ExitCode

__all__ = ["workshop"]

ROOT = Path(__file__).resolve().parent.parent
TEXT = f"handouts/{TOPIC}/handout.md"
SPANISH = f"locales/es/LC_MESSAGES/{TOPIC}.po"


def commands(group: click.Group, *before: str) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield (*before, name)
        if isinstance(command, click.Group):
            yield from commands(command, *before, name)


# build


def test_the_first_sheets(workshop: Workshop) -> None:
    done = workshop.run("build", "--date", DAY)
    assert done.exit_code == 0
    languages = ("en", "es", "ar", "zh-Hans", "hi")  # in the order of the clinic
    lines = done.stdout.splitlines()
    assert [line.partition(": ")[0] for line in lines] == [f"out/{TOPIC}.{tag}.example.draft.pdf" for tag in languages]
    assert lines[0].endswith(": 2 pages")
    assert done.stderr.count(f"draft: the English of {TOPIC} is not signed\n") == 1
    assert "telephones reach nobody" in done.stderr
    assert all(data.startswith(b"%PDF-1.7") for data in workshop.files().values())


def test_the_manifest(workshop: Workshop) -> None:
    done = workshop.build("--language", "es", "--clinic", "royal-wenderby", "--output", "here", "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    data = (workshop.here / "here" / f"{TOPIC}.es.royal-wenderby.draft.pdf").read_bytes()
    assert told == {
        "sheets": [
            {
                "topic": TOPIC,
                "language": "es",
                "with": "",
                "clinic": "royal-wenderby",
                "format": "pdf",
                "file": f"here/{TOPIC}.es.royal-wenderby.draft.pdf",
                "pages": told["sheets"][0]["pages"],
                "status": "draft",
                "sha256": hashlib.sha256(data).hexdigest(),
                "bytes": len(data),
                "remarks": [
                    f"draft: the English of {TOPIC} is not signed",
                    f"draft: the translation of {TOPIC} into es is not signed",
                ],
            }
        ],
        "problems": [],
        "exit_code": 0,
    }
    assert told["sheets"][0]["pages"] >= 2


def test_the_same_bytes_in_one_process_in_two_and_again(workshop: Workshop) -> None:
    asked = ("--language", "all", "--clinic", "example", "--clinic", "royal-wenderby")
    assert workshop.build(*asked, "--jobs", "1").exit_code == 0
    alone = workshop.files()
    done = workshop.build(*asked, "--jobs", "2")
    assert done.exit_code == 0
    assert workshop.files() == alone
    assert len(alone) == 2 * len(Library(workshop.library).languages()) == len(done.stdout.splitlines())
    assert re.search(rf"^\d+ of {len(alone)} sheets$", done.stderr, re.MULTILINE)  # progress, for who waits


def test_what_a_clinic_prints_and_nobody_has_begun_is_remarked(workshop: Workshop) -> None:
    for name in (SPANISH, f"locales/ar/LC_MESSAGES/{TOPIC}.po"):
        text = (workshop.library / name).read_text(encoding="utf-8")
        workshop.write(name, re.sub(r'(?m)^msgstr ".+"$', 'msgstr ""', text))
    done = workshop.build()
    assert done.exit_code == 0
    assert len(workshop.files()) == 3
    assert f"{TOPIC} is not translated yet into: es, ar\n" in done.stderr
    asked = workshop.build("--language", "es,en")  # by name: then it is a fault
    assert asked.exit_code == ExitCode.SOME_FAILED
    assert f"nothing of {TOPIC} is translated into Spanish yet" in asked.stderr
    both = workshop.build("--language", "all,es")
    assert both.exit_code == ExitCode.SOME_FAILED
    assert f"{TOPIC} is not translated yet into: ar\n" in both.stderr


def test_a_clinic_that_prints_only_what_nobody_has_begun(workshop: Workshop) -> None:
    clinic = (workshop.library / "clinics/example/clinic.toml").read_text(encoding="utf-8")
    workshop.write("clinics/example/clinic.toml", re.sub(r"(?m)^languages = .*$", 'languages = ["es"]', clinic))
    (workshop.library / SPANISH).unlink()
    done = workshop.build()
    assert done.exit_code == ExitCode.TRANSLATION
    assert "there is nothing to print\n" in done.stderr
    assert f"{TOPIC} is not translated yet into: es\n" in done.stderr
    assert workshop.build("--preview").exit_code == ExitCode.TRANSLATION  # there is no file to look at


def test_the_date_changes_the_file_and_only_the_date(workshop: Workshop) -> None:
    workshop.run("build", TOPIC, "--language", "en", "--date", "2026-11-23")
    first = workshop.files()
    workshop.run("build", TOPIC, "--language", "en", "--date", "2026-11-24")
    assert first.keys() == workshop.files().keys()
    assert first != workshop.files()


def test_paper_and_screen_from_one_order(workshop: Workshop) -> None:
    done = workshop.build("--language", "es", "--with", "en", "--format", "pdf,html", "--design", "roomy")
    assert done.exit_code == 0
    paper, screen = done.stdout.splitlines()
    assert re.fullmatch(rf"out/{TOPIC}\.es\+en\.example\.roomy\.draft\.pdf: \d pages", paper)
    assert re.fullmatch(rf"out/{TOPIC}\.es\+en\.example\.draft\.html: one page for the screen, \d+ KB", screen)
    told = json.loads(workshop.build("--format", "html", "--format", "html", "--language", "en", "--json").stdout)
    (sheet,) = told["sheets"]
    data = (workshop.out / f"{TOPIC}.en.example.draft.html").read_bytes()
    assert (sheet["format"], sheet["pages"], sheet["bytes"]) == ("html", 0, len(data))
    assert sheet["sha256"] == hashlib.sha256(data).hexdigest()


def test_a_page_for_the_screen_keeps_to_the_same_rules(workshop: Workshop) -> None:
    assert workshop.build("--format", "html", "--language", "en", "--require-signed").exit_code == ExitCode.TRANSLATION
    done = workshop.build("--format", "htm", "--language", "en")
    assert done.exit_code == ExitCode.USAGE
    assert "there is no format “htm”\n    → did you mean “html”?" in done.stderr
    assert workshop.files() == {}


def test_what_is_for_paper_alone_is_told(workshop: Workshop) -> None:
    told = "--design and --paper are for paper: a page for the screen has neither"
    assert told in workshop.build("--format", "html", "--design", "roomy", "--language", "en").stderr
    assert told not in workshop.build("--format", "pdf,html", "--design", "roomy", "--language", "en").stderr
    done = workshop.run("preflight", "--tree", "--json", "nothing.pdf")
    assert (done.exit_code, done.stdout) == (ExitCode.USAGE, "")
    assert "ask for one of them" in done.stderr


def test_paper_and_region(workshop: Workshop) -> None:
    sizes = {}
    for words in ((), ("--paper", "a4"), ("--region", "GB")):
        done = workshop.build("--language", "en", *words)
        name = Path(done.stdout.partition(": ")[0]).name
        assert (".GB." in name) is ("GB" in words)  # a sheet for another region is another file
        data = workshop.files()[name]
        sizes[words] = b"841.88" in data or b"841.89" in data
    assert sizes == {(): False, ("--paper", "a4"): True, ("--region", "GB"): True}


def test_some_failed(workshop: Workshop) -> None:
    workshop.change(SPANISH, 'msgstr "La respuesta corta"', 'msgstr ""')
    done = workshop.build("--language", "en,es", "--language", "ar,en", "--json")
    assert done.exit_code == ExitCode.SOME_FAILED
    told = json.loads(done.stdout)
    assert [sheet["language"] for sheet in told["sheets"]] == ["en", "ar"]
    assert told["exit_code"] == ExitCode.SOME_FAILED
    (problem,) = told["problems"]
    assert problem == {
        "place": f"library/{SPANISH}",
        "line": problem["line"],
        "what": "answer: “The short answer” is not translated",
        "hint": "translate it",
        "cause": ExitCode.TRANSLATION,
    }
    assert f"library/{SPANISH}:{problem['line']}: answer: “The short answer” is not translated\n" in done.stderr
    assert "2 sheets made, 1 not." in done.stderr


def test_a_broken_clinic_leaves_the_others(workshop: Workshop) -> None:
    workshop.change("clinics/royal-wenderby/clinic.toml", "#2b1240", "#eeeeee")
    done = workshop.build("--language", "en", "--clinic", "royal-wenderby", "--clinic", "library/clinics/example")
    assert done.exit_code == ExitCode.SOME_FAILED
    assert list(workshop.files()) == [f"{TOPIC}.en.example.draft.pdf"]
    alone = workshop.build("--language", "en", "--clinic", "royal-wenderby")
    assert alone.exit_code == ExitCode.BRAND


def test_two_clinics_of_one_name_would_write_one_file(workshop: Workshop) -> None:
    workshop.write("elsewhere/example/clinic.toml", (workshop.library / "clinics/example/clinic.toml").read_bytes())
    done = workshop.build("--clinic", "example", "--clinic", "library/elsewhere/example")
    assert done.exit_code == ExitCode.USAGE
    assert "two clinics have folders named example" in done.stderr
    assert not workshop.out.exists()


def test_an_old_draft_beside_a_signed_sheet_is_pointed_out(workshop: Workshop) -> None:
    workshop.build("--language", "en")
    workshop.run("topic", "sign", TOPIC, "--name", "A", "--qualification", "B", "--yes")
    done = workshop.build("--language", "en")
    assert f"out/{TOPIC}.en.example.draft.pdf is from an earlier run: do not mix the two up" in done.stderr
    assert set(workshop.files()) == {f"{TOPIC}.en.example.draft.pdf", f"{TOPIC}.en.example.pdf"}


# list


def test_list_shows_what_there_is(workshop: Workshop) -> None:
    workshop.change(SPANISH, 'msgstr "La respuesta corta"', 'msgstr ""')
    workshop.write("clinics/broken/clinic.toml", "name =")
    done = workshop.run("list")
    assert done.exit_code == 0
    for line in (
        "Topics",
        "Clinics",
        "  broken          cannot be read",
        "  GB  United Kingdom",
        "  large-print  18 point, one column, large print",
        "  standard     12 point, one column",
    ):
        assert line in done.stdout.splitlines()
    assert "es (98 %)" in done.stdout
    assert "Chinese (Simplified) (简体中文)" in done.stdout


@pytest.mark.parametrize(
    ("day", "says", "days"),
    [
        ("2028-08-24", "", 91),
        ("2028-08-25", "the review is due by 2028-11-23, in 90 days", 90),
        ("2028-11-24", "the review is overdue: it was due by 2028-11-23, 1 day ago; build refuses this topic", -1),
    ],
)
def test_list_says_when_a_review_is_due(workshop: Workshop, day: str, says: str, days: int) -> None:
    lines = [line.strip() for line in workshop.run("list", "--date", day).stdout.splitlines()]
    assert [line for line in lines if "review" in line] == ([says] if says else [])
    (topic,) = json.loads(workshop.run("list", "--date", day, "--json").stdout)["topics"]
    assert topic["review"] == {"by": "2028-11-23", "days": days}


def test_list_for_programs(workshop: Workshop) -> None:
    told = json.loads(workshop.run("list", "--json").stdout)
    assert list(told) == ["topics", "languages", "clinics", "designs", "regions"]
    (topic,) = told["topics"]
    assert topic["topic"] == TOPIC
    assert topic["readable"]
    spanish = next(one for one in topic["languages"] if one["language"] == "es")
    assert spanish["complete"]
    assert spanish["translated"] == spanish["messages"] > 50
    assert not spanish["signed"]


# check


def test_check_of_what_is_here(workshop: Workshop) -> None:
    done = workshop.run("check", "--date", DAY)
    assert done.exit_code == 0, done.stdout
    assert f"{TOPIC}: no problems" in done.stdout
    assert "5 not confirmed  acog200 (secondary), jones2011" in done.stdout
    assert "5 older than 10 years  moscrop2012" in done.stdout
    assert "Languages: 5, all whole" in done.stdout
    assert "none: every sheet is a draft" in done.stdout
    assert "overdue" not in done.stdout
    assert "INFLESZ" in done.stdout
    assert "letters a sentence:" in done.stdout
    assert "[ ]" not in done.stdout


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2028-08-24", ""),
        ("2028-08-25", "the review is due by 2028-11-23, in 90 days"),
        ("2028-11-22", "the review is due by 2028-11-23, in 1 day"),
        ("2028-11-24", "the review is overdue: it was due by 2028-11-23, 1 day ago"),
    ],
)
def test_check_minds_the_day_of_review(workshop: Workshop, day: str, says: str) -> None:
    done = workshop.run("check", "--date", day)
    assert done.exit_code == 0
    assert says in done.stdout
    assert ("review is" in done.stdout) == bool(says)


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "says"),
    [
        (TEXT, "Not wanting sex is fine. [@aepu]", "Not wanting sex is fine.", 1, "a claim has no source"),
        (TEXT, "Studies are few", "Studies in the Lancet are few", 1, "the text names a journal (“Lancet”)"),
        (TEXT, "Studies are few", "Studies of 1,000+ women are few", 1, "(“1,000+ women”)"),
        (TEXT, "Studies are few", "Methodological heterogeneity notwithstanding, studies are few", 1, "grade"),
        (TEXT, "- cervix", "- hysteroscopy", 1, "the glossary's “hysteroscopy” is not used"),
        (SPANISH, "de 6 a 12", "de 6 a 21", 1, "the number 12 is missing or changed"),
        (SPANISH, 'msgstr "La respuesta corta"', 'msgstr ""', 1, "is not translated"),
        (TEXT, "{#about}", "{#abuot}", 3, "there is no section “abuot”"),
        (SPANISH, 'msgid "The short answer"', 'msgid "The short answer', 4, "the closing quotation mark is missing"),
    ],
)  # fmt: skip
def test_check_names_each_fault(workshop: Workshop, name: str, old: str, new: str, code: int, says: str) -> None:
    workshop.change(name, old, new)
    done = workshop.run("check", "--json")
    assert done.exit_code == code
    told = json.loads(done.stdout)
    assert told["exit_code"] == code
    problems = told["topics"][0]["problems"]
    assert any(says in problem["what"] and problem["place"] == f"library/{name}" for problem in problems), problems
    assert says in workshop.run("check").stdout


def test_check_tells_advice_and_does_not_fail(workshop: Workshop) -> None:
    workshop.change(TEXT, "Studies are few", "Studies are utilized, and few")
    for path in workshop.library.glob(f"locales/*/LC_MESSAGES/{TOPIC}.po"):
        path.unlink()  # the new sentence has no translation, which is a fault
    done = workshop.run("check", "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)["topics"][0]["advice"]
    line = (workshop.library / TEXT).read_text(encoding="utf-8").split("Studies are utilized")[0].count("\n") + 1
    places = {(one["about"], one["place"], one["line"]) for one in told}
    assert {(about, f"library/{TEXT}", line) for about in ("jargon", "passive voice")} <= places
    assert "“utilized” may be strange to a patient → plainer: use" in workshop.run("check").stdout


def test_check_tells_programs_everything(workshop: Workshop) -> None:
    told = json.loads(workshop.run("check", "--json", "--date", DAY).stdout)
    topic = told["topics"][0]
    assert topic["version"] == "1.0"
    assert topic["review"] == {"by": "2028-11-23", "days": 731}
    assert [one["section"] for one in topic["sections"]][:2] == ["answer", "takeaways"]
    assert [score["formula"] for score in topic["readability"]["scores"]] == ["Flesch–Kincaid", "SMOG"]
    by_language = {one["language"]: one["readability"] for one in topic["languages"]}
    assert [score["formula"] for score in by_language["es"]["scores"]] == ["Fernández Huerta", "INFLESZ"]
    assert (by_language["ar"]["remark"], by_language["zh-Hans"]["unit"]) == ("no validated formula", "letters")
    assert len(topic["sources"]["not_read"]) == len(topic["sources"]["old"]) == 5
    assert told["questions"]
    assert "PEMAT" in told["informed_by"]


def test_check_gives_no_score_that_is_for_people(workshop: Workshop) -> None:
    done = workshop.run("check", "--questions")
    assert done.stdout.count("[ ]") > 15
    assert "For a person to judge" in done.stdout
    assert not re.search(r"(?:PEMAT|Index)[^.]{0,40}\d", done.stdout)


# a topic whose review is overdue


def test_a_topic_past_its_review_is_not_printed(workshop: Workshop) -> None:
    done = workshop.run("build", TOPIC, "--date", "2028-11-24", "--language", "en")
    assert done.exit_code == 3
    assert f"library/{TEXT}:7: the review of {TOPIC} was due by 2028-11-23" in done.stderr
    assert workshop.files() == {}
    assert workshop.run("build", TOPIC, "--date", "2028-11-23", "--language", "en").exit_code == 0


def test_a_preview_of_it_is_a_draft_though_it_was_signed(workshop: Workshop) -> None:
    who = ("--name", "A. Example", "--qualification", "MD", "--yes", "--date", DAY)
    assert workshop.run("topic", "sign", TOPIC, *who).exit_code == 0
    words = ("--language", "en", "--preview", "--date")
    assert "draft" not in workshop.run("build", TOPIC, *words, DAY).stdout
    done = workshop.run("build", TOPIC, *words, "2028-11-24")
    assert done.exit_code == 0
    assert ".draft.pdf: " in done.stdout
    assert f"draft: the review of {TOPIC} was due by 2028-11-23" in done.stderr


# how it ends


@pytest.mark.parametrize("words", list(commands(main)), ids=" ".join)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_each_command_helps(words: tuple[str, ...], flag: str) -> None:
    done = CliRunner().invoke(main, [*words, flag])
    assert done.exit_code == 0
    assert done.stderr == ""
    assert done.stdout.startswith("Usage: ")
    if len(words) > 1 or words[0] in {"build", "list", "check"}:
        assert f"Examples:\n    handouts {' '.join(words)}" in done.stdout


def test_version() -> None:
    assert CliRunner().invoke(main, ["--version"]).stdout == f"handouts, version {__version__}\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["biuld"], "Did you mean 'build'?"),
        (["topic", "ad"], "Did you mean 'add'?"),
        (["build", "--langage", "es"], "Did you mean '--language'?"),
        (["build", "--jobs", "-1"], "is not in the range"),
        (["build", "--jobs", "many"], "is not a valid integer"),
        (["language", "sign"], "Missing argument 'TAG'"),
        (["--library", "nowhere", "list"], "nowhere: this folder has no handouts, templates, locales, fonts in it"),
    ],
)
def test_a_slip_of_the_fingers(words: list[str], says: str) -> None:
    done = CliRunner().invoke(main, words)
    assert done.exit_code == ExitCode.USAGE
    assert says in done.stderr


PARAGRAPH = "the words of a patient's sheet"


def fails(*_arguments: object, **_options: object) -> NoReturn:
    try:
        raise KeyError(PARAGRAPH)
    except KeyError as error:
        raise RuntimeError(PARAGRAPH) from error


def test_a_stream_that_takes_little_at_a_time_gets_the_whole_file(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = bytearray()

    class Little(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: Any) -> int:  # as a pipe or a nearly full disk, with PYTHONUNBUFFERED
            taken.extend(bytes(data[:7]))
            return len(data[:7])

    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=Little()))
    say_bytes(bytes(range(256)))
    assert taken == bytes(range(256))


def test_numbers_that_are_kept_for_fiction_are_told(workshop: Workshop) -> None:
    copied = workshop.library / "clinics/copied"
    shutil.copytree(workshop.library / "clinics/example", copied)
    assert (
        "copied: (212) 555-0199 is kept for fiction, and reaches nobody" in workshop.build("--clinic", "copied").stderr
    )
    workshop.change("clinics/copied/clinic.toml", "(212) 555-0199", "(212) 664-0199")
    assert "555-0199 is kept" not in workshop.build("--clinic", "copied").stderr


def test_a_name_that_no_file_can_have(workshop: Workshop) -> None:
    done = workshop.build("--language", "en", "--output", "x" * 300)
    assert done.exit_code == ExitCode.USAGE
    assert "longer than the name of a file can be" in done.stderr


def test_a_command_that_cannot_be_loaded_is_a_fault_of_ours(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "press.cli.schema", None)  # as where an update brought a library that is not there
    done = workshop.run("schema")
    assert done.exit_code == ExitCode.BUG
    assert "please report that “handouts schema” of version" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_fault_of_ours_asks_for_a_report_and_tells_no_secrets(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press.build, "write_pdf", fails)
    done = workshop.build("--language", "en")
    assert done.exit_code == ExitCode.BUG
    assert f"please report that “handouts build” of version {__version__} ended with RuntimeError" in done.stderr
    assert "Traceback" not in done.output
    assert "File " not in done.output
    told = CliRunner().invoke(main, ["--debug", "--library", str(workshop.library), "build", TOPIC]).stderr
    assert "builtins.RuntimeError\n" in told
    assert "builtins.KeyError\n" in told
    assert f'File "{__file__}", line' in told
    assert PARAGRAPH not in done.output + told


def test_ctrl_c(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(Press, "make", interrupted)
    done = workshop.build("--language", "en")
    assert done.exit_code == ExitCode.INTERRUPTED
    assert done.stderr.strip() == "Stopped. Every file that is there is whole."


def test_nobody_there_to_answer(workshop: Workshop) -> None:
    done = workshop.run("topic", "sign", TOPIC, typed="")
    assert done.exit_code == ExitCode.USAGE
    assert "give it as an option" in done.stderr


def handouts(*words: str, cwd: Path, **options: object) -> subprocess.CompletedProcess[str]:
    """The program as a program, from a folder that is not the checkout."""
    environment = {**os.environ, "PYTHONWARNINGS": "error", "PYTHONPATH": ""}
    command = [sys.executable, str(ROOT / "generate.py"), *words]
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.run(command, cwd=cwd, env=environment, text=True, encoding="utf-8", timeout=120, **given)  # type: ignore[call-overload]


def test_the_front_door_from_any_folder(tmp_path: Path) -> None:
    done = handouts("build", TOPIC, "--language", "en", "--date", DAY, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / f"{TOPIC}.en.example.draft.pdf").is_file()
    assert done.stdout == f"out/{TOPIC}.en.example.draft.pdf: 2 pages\n"


def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = handouts("build", TOPIC, "--language", "en,es", cwd=tmp_path, stdout=write)
    finally:
        os.close(write)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert len(list((tmp_path / "out").iterdir())) == 2


@pytest.mark.parametrize("words", [("list",), ("--help",), ("check", "--json")])
def test_results_that_have_no_room(words: tuple[str, ...], workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **options: object) -> None:
        if not options.get("err"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        said.append(str(_arguments[0]))

    said: list[str] = []
    monkeypatch.setattr(click, "echo", full)
    monkeypatch.setattr("click.core.echo", full)
    monkeypatch.setattr("click.decorators.echo", full)
    done = workshop.run(*words)
    assert done.exit_code == ExitCode.CANNOT_WRITE
    assert said == ["The results cannot be written to where they are sent: No space left on device."]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("handouts b", "build"),
        ("handouts build se", TOPIC),
        ("handouts build --language pt", "pt-BR"),
        ("handouts build --clinic roy", "royal-wenderby"),
        ("handouts build --region G", "GB"),
        ("handouts topic sign s", TOPIC),
    ],
)
def test_shell_completion(words: str, offered: str) -> None:
    environment = {"_HANDOUTS_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    done = CliRunner().invoke(main, prog_name="handouts", env=environment)
    assert done.stdout.splitlines() == [f"plain,{offered}"]


def test_the_page_on_the_command_line_names_all_there_is() -> None:
    page = (ROOT / "docs/how-to/command-line.md").read_text(encoding="utf-8")
    for words in commands(main):
        command: click.Command = main
        for word in words:
            assert isinstance(command, click.Group)
            command = command.commands[word]
        assert isinstance(command, click.Group) or f"handouts {' '.join(words)}" in page, words
    options = {name for option in main.commands["build"].params for name in option.opts if name.startswith("--")}
    assert all(f"`{name}" in page for name in options)
    codes = [int(line.split("|")[1]) for line in page.splitlines() if line.startswith("| ") and line[2].isdigit()]
    assert codes == sorted(int(code) for code in ExitCode)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Spanish", "es"), ("español", "es"), ("chinese", "zh-Hans"), ("zh", "zh-Hans"), ("ZH_hans", "zh-Hans")],
)
def test_who_types_the_name_of_a_language_is_told_its_tag(workshop: Workshop, typed: str, meant: str) -> None:
    done = workshop.build("--language", typed)
    assert done.exit_code == ExitCode.USAGE
    hint = f"did you mean “{meant}”? the possible ones are: {', '.join(Library(workshop.library).languages())}"
    assert done.stderr == f"there is no language “{typed}”\n    → {hint}\n"


def test_a_language_with_a_broken_file_spoils_no_hint(workshop: Workshop) -> None:
    workshop.write("locales/ar/language.toml", "name = ")
    assert "did you mean “es”?" in workshop.build("--language", "spanish").stderr
