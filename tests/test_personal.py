"""Personal lines: what is said to one patient stands on the page and nowhere else."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import date, time
from io import BytesIO
from pathlib import Path
from time import sleep

import pikepdf
import pypdfium2 as pdfium
import pytest
from cli_library import DAY, TOPIC, Workshop, workshop  # noqa: F401  a fixture
from conftest import WHEN

from press.build import Job, Press
from press.content.personal import MOST_BYTES, Personal, read_personal
from press.document import Paragraph, walk
from press.files import write_whole
from press.localize import format_appointment
from press.places import find_library
from press.preflight import Finding, preflight
from press.problems import ExitCode, HandoutError

LIBRARY = find_library()
CLINIC = LIBRARY.clinics / "example"
ROOT = Path(__file__).parent.parent
NAME = "Quenilla Zyxgarbh"  # no text of ours has these words
LINES = f"name: {NAME}\ndate: 2026-11-23\nappointment: 2026-12-01 14:30\nnote: phrase:bring-list\nnote: {NAME}, rest.\n"
FULL = read_personal((LINES + "clinician: Dr. Ada Okafor").encode())


def _sheet(tag: str, beside: str = "") -> Job:
    return Job(TOPIC, tag, CLINIC, WHEN, beside)


def _paragraphs(job: Job, personal: Personal = FULL) -> list[str]:
    document, _ = Press(LIBRARY).document(job, personal)
    return ["".join(run.text for run in block.runs) for block in walk(document.blocks) if isinstance(block, Paragraph)]


# What may be written


def test_values_are_read_as_they_stand() -> None:
    read = read_personal(
        b"\xef\xbb\xbf# a remark\r\n\r\nName :  Mar\xc3\xada  \xe2\x80\x9cQ\xe2\x80\x9d <b>#1</b>: {name}\r\n"
        b"appointment: 2026-12-01 9:05\nnote: one\nNOTE: phrase: bring-list\nlanguage: en"
    )
    assert read.name == "María “Q” <b>#1</b>: {name}"
    assert str(read.appointment) == "(datetime.date(2026, 12, 1), datetime.time(9, 5))"
    one, two = ((note.text, note.line, note.is_phrase) for note in read.notes)
    assert (one, two) == (("one", 5, False), ("bring-list", 6, True))
    assert read.language == "en"


MARKER = "Zyxgarbh"
FAULTY = {
    MARKER: "line 1 does not begin",
    f"{MARKER}: x": "does not begin with a key",
    f"name {MARKER}": "does not begin with a key",
    "name:": "name is empty",
    f"name: {MARKER}\nname: {MARKER}": "name stands in line 1 already",
    f"name: {MARKER}{'x' * 120}": "name is 128 characters long; 120 are the most",
    f"name: {MARKER}\x07": "name holds something that cannot be seen, as character 9",
    f"name: \u202e{MARKER}": "name holds something that cannot be seen, as character 1",
    f"date: {MARKER}": "date is not a day that can be read",
    "date: 2026-02-30": "date is no day of the calendar",
    "date: 2026-11-23 10:00": "date has a time behind the day",
    f"appointment: {MARKER}": "appointment is not a day that can be read",
    "appointment: 2026-11-23 25:00": "no time of the clock",
    f"language: {MARKER}!": "language is not a language tag",
    "\n".join([f"note: {MARKER}"] * 9): "note is one too many: 8 are the most",
    f"note: {MARKER}{'x' * 400}": "note is 408 characters long; 400 are the most",
    "": "there is nothing to print",
    "# nothing": "there is nothing to print",
    f"{MARKER} " * 2000: f"more than {MOST_BYTES // 1024} KB",
    f"name: {MARKER}\n".encode("utf-16"): "this is not UTF-8 text",
}


@pytest.mark.parametrize("written", FAULTY, ids=range(len(FAULTY)))
def test_a_fault_is_told_by_line_and_key_and_never_in_the_words(written: str | bytes) -> None:
    with pytest.raises(HandoutError) as raised:
        read_personal(written if isinstance(written, bytes) else written.encode())
    said = str(raised.value)
    assert FAULTY[written].removeprefix("line 1 ") in said
    assert raised.value.exit_code is ExitCode.USAGE
    assert MARKER not in said
    assert MARKER not in repr(raised.value)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(HandoutError) as raised:
        read_personal(b"name:\ndate: soon\nwho knows\n")
    assert [problem.line for problem in raised.value.problems] == [1, 2, 3]


def test_lines_cannot_be_printed_by_accident() -> None:
    assert NAME not in repr(FULL)
    assert NAME not in str(FULL)
    assert NAME not in repr(FULL.notes)


@pytest.mark.parametrize(
    ("line", "tag", "what"),
    [
        (f"name: {MARKER} Ꭰ", "en", "name: no font here has character 10"),
        (f"note: {MARKER} 漢", "en", "note: no font here has character 10"),
        (f"note: phrase:{MARKER.lower()}", "en", "the clinic has no phrase of this name"),
        ("note: Phrase: bring list", "en", "the clinic has no phrase of this name"),
        (f"note: x\nlanguage: {MARKER}", "en", "language is not one that is here"),
    ],
)
def test_what_cannot_be_set_is_refused_without_repeating_it(line: str, tag: str, what: str) -> None:
    with pytest.raises(HandoutError) as raised:
        Press(LIBRARY).make(_sheet(tag), read_personal(line.encode()))
    assert what in str(raised.value)
    assert MARKER.lower() not in str(raised.value).lower()


def test_all_that_cannot_be_set_is_told_at_once() -> None:
    lines = "name: Ꭰ\nnote: 漢\nnote: phrase:nothing\nlanguage: xx\n"
    with pytest.raises(HandoutError) as raised:
        Press(LIBRARY).make(_sheet("en"), read_personal(lines.encode()))
    assert [problem.line for problem in raised.value.problems] == [1, 2, 3, 4]


def test_a_glyph_that_is_missing_all_the_same_is_not_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second guard: fonts say that they have a letter, and the shaper finds none."""
    monkeypatch.setattr("press.text.paragraph.Typesetter.lacks", lambda *_, **__: 0)
    with pytest.raises(HandoutError) as raised:
        Press(LIBRARY).make(_sheet("en"), read_personal(f"note: {MARKER} 漢".encode()))
    assert "no font has one of the characters" in str(raised.value)
    assert MARKER not in str(raised.value)
    assert "漢" not in str(raised.value)


# What is printed


def test_the_lines_stand_in_the_language_of_the_sheet() -> None:
    said = _paragraphs(_sheet("es"))
    assert f"Nombre: {NAME}" in said
    assert "Fecha: 23 de noviembre de 2026" in said
    assert "Enfermera o enfermero, partera, médica o médico: Dr. Ada Okafor" in said
    assert "Próxima visita: martes\u00a0· 1 de diciembre de 2026\u00a0· 2:30\u202fp.m." in [
        text.replace("2:30\u00a0p.", "2:30\u202fp.") for text in said
    ]
    assert "Por favor, traiga una lista de sus medicinas." in said
    assert f"{NAME}, rest." in said


@pytest.mark.parametrize(
    ("tag", "region", "said"),
    [
        ("en", "US", ("Tuesday", "December 1, 2026", "2:30 PM")),
        ("en", "GB", ("Tuesday", "1 December 2026", "14:30")),
        ("ar", "US", ("الثلاثاء", "1 ديسمبر 2026", "2:30 م")),
        ("zh-Hans", "US", ("星期二", "2026年12月1日", "14:30")),
        ("hmn", "GB", ("Kaum Ob Hlis tim 1, 2026", "14:30")),  # CLDR has no Hmong: no English day stands in
    ],
)
def test_an_appointment_is_written_as_the_language_has_it(tag: str, region: str, said: tuple[str, ...]) -> None:
    told = format_appointment(date(2026, 12, 1), time(14, 30), LIBRARY.language(tag), LIBRARY.region(region))
    assert tuple(" ".join(text.split()) for text in told) == said


def test_midnight_is_a_time() -> None:
    told = format_appointment(date(2026, 12, 1), time(0, 0), LIBRARY.language("de"), LIBRARY.region("GB"))
    assert told == ("Dienstag", "1. Dezember 2026", "00:00")


def test_beside_another_language_typed_words_stand_once_and_phrases_in_both() -> None:
    said = _paragraphs(_sheet("es", "en"))
    assert said.count(f"{NAME}, rest.") == 1
    assert {f"Nombre: {NAME}", f"Name: {NAME}", "Please bring a list of your medicines."} <= set(said)
    assert "Por favor, traiga una lista de sus medicinas." in said


@pytest.mark.parametrize(("tag", "beside"), [("en", ""), ("es", "en"), ("ar", "en"), ("zh-Hans", "")])
def test_no_mark_in_a_line_means_anything_and_the_file_is_without_a_finding(tag: str, beside: str) -> None:
    hostile = "Do <not> take <!-- do not --> 5 mg & {date} **x** [@y] <img src='/etc/passwd'/> ]]> %s"
    personal = read_personal(f"name: {hostile[:31]}\nnote: {hostile}\nlanguage: en".encode())
    press = Press(LIBRARY)
    document, _ = press.document(_sheet(tag, beside), personal)
    assert hostile in _paragraphs(_sheet(tag, beside), personal)
    assert preflight(press.make(_sheet(tag, beside), personal).data, document) == ()


def test_a_name_in_other_letters_is_set_and_read_whole() -> None:
    press, personal = Press(LIBRARY), read_personal("name: مريم القحطاني".encode())
    document, _ = press.document(_sheet("en"), personal)
    findings = preflight(press.make(_sheet("en"), personal).data, document)
    assert {finding.rule for finding in findings} == {"Script"}  # what it says is whole; its language nobody knows


def test_a_phrase_whose_number_was_changed_is_refused(workshop: Workshop) -> None:  # noqa: F811
    workshop.change("clinics/example/locales/es.po", "en 7 días", "en 70 días")
    lines = workshop.here / "lines"
    lines.write_text(f"name: {NAME}\nnote: phrase:call-results")
    result = workshop.build("--language", "es", "--personal", str(lines))
    assert result.exit_code == ExitCode.TRANSLATION
    assert "the number 7 is missing or changed" in result.stderr
    assert NAME not in result.output


def test_preflight_takes_any_letters_in_a_name_and_quotes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    job = replace(_sheet("en"), preflight=True)
    assert Press(LIBRARY).make(job, read_personal("name: مريم".encode())).data.startswith(b"%PDF")
    said = Finding(1, "Words", f"“Name: {NAME}” is missing", f"P “Name: {NAME}”")
    monkeypatch.setattr("press.build.preflight", lambda *_: (said,))
    with pytest.raises(HandoutError) as raised:
        Press(LIBRARY).make(job, FULL)
    assert raised.value.exit_code is ExitCode.CHECKS_FAILED
    assert "page 1: preflight found a fault" in str(raised.value)
    assert NAME not in str(raised.value)


# Where it is not


def _objects(data: bytes) -> tuple[bytes, bytes]:
    """All objects of a PDF with their streams decoded: what is on pages and in the structure tree, and the rest."""
    on_pages, elsewhere = [], []
    with pikepdf.open(BytesIO(data)) as pdf:
        contents = {page.obj.Contents.objgen for page in pdf.pages}
        for one in pdf.objects:
            said = one.unparse(resolved=True)
            if isinstance(one, pikepdf.Stream):
                said += one.read_bytes()
            is_element = isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"
            (on_pages if is_element or one.objgen in contents else elsewhere).append(said)
        elsewhere += [pdf.trailer.unparse(), str(pdf.open_metadata()).encode()]
    return b"\n".join(on_pages), b"\n".join(elsewhere)


def _ways_to_write(name: str) -> list[bytes]:
    utf16 = name.encode("utf-16-be")
    return [name.encode(), utf16, utf16.hex().encode(), utf16.hex().upper().encode()]


def test_a_name_is_on_the_page_and_nowhere_else_in_the_file() -> None:
    made = Press(LIBRARY).make(_sheet("ar", "en"), FULL)
    with pdfium.PdfDocument(made.data) as pdf:
        assert NAME in pdf[0].get_textpage().get_text_bounded()
    on_pages, elsewhere = _objects(made.data)
    assert any(way in on_pages for way in _ways_to_write(NAME))  # as ActualText of its element
    for word in (NAME, *NAME.split()):
        assert not any(way in elsewhere for way in _ways_to_write(word))


# Runs in a process of its own; the name is put together after the sheet is made, so that only the press can hold it.
_LOOK = """
import contextlib, gc, sys
from datetime import date
import press.build
from press.content.personal import read_personal
from press.places import find_library

if sys.argv[1] == "kept":
    press.build.off_the_record = contextlib.nullcontext
library = find_library()
maker = press.build.Press(library)
job = press.build.Job(sys.argv[2], "en", library.clinics / "example", date(2026, 11, 23))
lines = sys.stdin.buffer.read()
maker.make(job, read_personal(lines))
maker.make(job)
size = len(lines)
del lines
gc.collect()
needles = [word[::-1] for word in ("allineuQ", "hbragxyZ")]
needles += [word.encode(code) for word in list(needles) for code in ("utf-8", "utf-16-be")]
needles += [needle.hex().upper().encode() for needle in needles if isinstance(needle, bytes)]
def holds(value):
    return isinstance(value, (str, bytes)) and any(type(one) is type(value) and one in value for one in needles)
found = sum(holds(value) for one in gc.get_objects() if one is not needles for value in gc.get_referents(one))
print(found)
"""


@pytest.mark.parametrize("record", ["off", "kept"])
def test_the_process_keeps_nothing_of_it(record: str) -> None:
    """And the search would find it: with the caches on the record it does."""
    done = subprocess.run(
        [sys.executable, "-c", _LOOK, record, TOPIC], input=LINES.encode(), capture_output=True, cwd=ROOT, check=True
    )
    assert (int(done.stdout) > 0) is (record == "kept"), done.stdout


def test_a_sheet_after_it_is_the_same_as_before_it() -> None:
    press = Press(LIBRARY)
    plain = press.make(_sheet("en")).data
    first = press.make(_sheet("en"), FULL).data
    assert press.make(_sheet("en")).data == plain
    assert press.make(_sheet("en"), FULL).data == first != plain


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="there is no list of processes to read here")
@pytest.mark.parametrize(
    "command", [("build", TOPIC, "--jobs", "2"), ("packet", "early-pregnancy")], ids=["sheet", "packet"]
)
def test_a_name_is_in_no_file_list_of_processes_or_message(workshop: Workshop, command: tuple[str, ...]) -> None:  # noqa: F811
    folders = {name: workshop.here / name for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME")}
    for folder in folders.values():
        folder.mkdir()
    words = ("-m", "press", "--debug", "--library", str(workshop.library), *command, "--language", "en", "--json")
    environment = os.environ | {name: str(folder) for name, folder in folders.items()} | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, *words, "--date", DAY, "--personal", "-"],
        cwd=workshop.here,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as run:
        assert run.stdin
        run.stdin.write(LINES.encode())
        run.stdin.close()
        run.stdin = None
        seen = b""
        while run.poll() is None:
            seen += b"".join(map(_said_of, Path("/proc").glob("[0-9]*")))
            sleep(0.05)
        out, err = run.communicate()
    assert run.returncode == ExitCode.DONE, err
    assert b"--personal" in seen  # the list was read while it ran
    for word in map(str.encode, NAME.split()):
        assert word not in seen + out + err
    (sheet,) = json.loads(out)["sheets"]
    assert sheet["file"].endswith(".draft.personal.pdf")
    assert sheet["sha256"] == ""
    files = [path for path in workshop.here.rglob("*") if path.is_file() and not path.is_symlink()]
    assert [path for path in files if any(word in str(path) for word in NAME.split())] == []
    assert [path for path in files if any(word.encode() in path.read_bytes() for word in NAME.split())] == []
    assert [path.name for path in (workshop.here / "out").iterdir()] == [Path(sheet["file"]).name]
    assert not any(any(folder.iterdir()) for folder in folders.values())


def _said_of(process: Path) -> bytes:
    """The command line and the environment of a process, which others can read."""
    said = b""
    for name in ("cmdline", "environ"):
        try:
            said += (process / name).read_bytes()
        except OSError:
            continue
    return said


# The command


def _lines(workshop: Workshop, text: str = LINES) -> str:  # noqa: F811
    path = workshop.here / "lines.txt"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_the_file_is_for_its_owner_alone_whatever_was_there(workshop: Workshop) -> None:  # noqa: F811
    path = workshop.out / f"{TOPIC}.en.example.draft.personal.pdf"
    write_whole(path, b"old")
    path.chmod(0o666)
    result = workshop.build("--language", "en", "--personal", _lines(workshop))
    assert result.exit_code == ExitCode.DONE, result.stderr
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--language", "en,es"), "personal lines are for one sheet, and this makes 2 sheets"),
        (("--language", "en", "--clinic", "example", "--clinic", "royal-wenderby"), "this makes 2 sheets"),
        (("--language", "en", "--personal", "nowhere"), "the file cannot be read: No such file"),
        (("--language", "en", "--personal", "."), "the file cannot be read"),
        (("--language", "en", "--format", "html"), "personal lines are printed on paper only"),
        (("--language", "en", "--personal", "broken"), "personal lines:1: this line does not begin with a key"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    workshop: Workshop,  # noqa: F811
    words: tuple[str, ...],
    said: str,
) -> None:
    (workshop.here / "broken").write_text(NAME, encoding="utf-8")
    lines = () if "--personal" in words else ("--personal", _lines(workshop))
    result = workshop.build(*words, *lines)
    assert result.exit_code == ExitCode.USAGE
    assert said in result.stderr
    assert NAME not in result.output
    assert workshop.files() == {}


def test_a_sheet_can_go_on_without_a_file(workshop: Workshop) -> None:  # noqa: F811
    result = workshop.build("--language", "en", "--personal", _lines(workshop), "--output", "-")
    assert result.exit_code == ExitCode.DONE
    with pdfium.PdfDocument(result.stdout_bytes) as pdf:
        assert NAME in pdf[0].get_textpage().get_text_bounded()
    assert f"draft: the English of {TOPIC} is not signed" in result.stderr
    assert NAME not in result.stderr
    assert {path.name for path in workshop.here.iterdir()} == {"library", "lines.txt"}


@pytest.mark.parametrize("words", [("--language", "en,es"), ("--language", "en", "--json")], ids=" ".join)
def test_standard_output_takes_one_sheet_and_nothing_else(workshop: Workshop, words: tuple[str, ...]) -> None:  # noqa: F811
    result = workshop.build(*words, "--output", "-")
    assert result.exit_code == ExitCode.USAGE
    assert b"%PDF" not in result.stdout_bytes


def test_a_broken_template_tells_nothing(workshop: Workshop) -> None:  # noqa: F811
    workshop.change("templates/personal.xml", "<p>{{ note }}</p>", "<odd>{{ note }}</odd>")
    result = workshop.build("--language", "en", "--personal", _lines(workshop))
    assert result.exit_code == ExitCode.CONTENT
    assert NAME not in result.output


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("{{ note }}", "", "“note” of the personal lines (line 2)"),
        ("name=personal.name", 'name=""', "“name” of the personal lines (line 1)"),
    ],
)
def test_a_template_that_leaves_a_line_out_is_refused(workshop: Workshop, old: str, new: str, what: str) -> None:  # noqa: F811
    workshop.change("templates/personal.xml", old, new)
    lines = _lines(workshop, f"name: {NAME}\nnote: Rest, {NAME.split(maxsplit=1)[0]}.\n")
    result = workshop.build("--language", "en", "--personal", lines)
    assert result.exit_code == ExitCode.CONTENT
    assert what in result.stderr
    assert NAME not in result.output


def test_a_sheet_without_lines_has_no_box(workshop: Workshop) -> None:  # noqa: F811
    assert workshop.build("--language", "en").exit_code == ExitCode.DONE
    with pdfium.PdfDocument(workshop.out / f"{TOPIC}.en.example.draft.pdf") as pdf:
        assert "For you" not in "".join(page.get_textpage().get_text_bounded() for page in pdf)
