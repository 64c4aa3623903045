"""What people get wrong, through the real command line: one clear sentence each, and nothing good is lost."""

from __future__ import annotations

import errno
import os
import re
import struct
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

import pytest
from cli_library import TOPIC, Workshop, make_workshop, workshop

from press.problems import ExitCode

__all__ = ["workshop"]

TEXT = f"handouts/{TOPIC}/handout.md"
SOURCES = f"handouts/{TOPIC}/sources.yaml"
SPANISH = f"locales/es/LC_MESSAGES/{TOPIC}.po"
CLINIC = "clinics/example/clinic.toml"
LOGO = "clinics/example/logo.png"
ENGLISH = "Not wanting sex is fine. [@aepu]"


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises many pixels and has none."""
    chunk = b"IHDR" + struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    end = struct.pack(">I", zlib.crc32(b"IEND"))
    return b"\x89PNG\r\n\x1a\n\0\0\0\r" + chunk + struct.pack(">I", zlib.crc32(chunk)) + b"\0\0\0\0IEND" + end


def po_entry(shop: Workshop, msgid: str) -> tuple[str, str]:
    """The msgid and msgstr lines of a Spanish message that holds *msgid*, and the msgstr line."""
    lines = (shop.library / SPANISH).read_text(encoding="utf-8").split("\n")
    number = next(n for n, line in enumerate(lines) if line.startswith("msgid") and msgid in line)
    assert lines[number + 1].startswith("msgstr")
    return f"{lines[number]}\n{lines[number + 1]}", lines[number + 1]


Spoil = Callable[[Workshop], object]


@dataclass(frozen=True)
class Bad:
    """One bad input, and what the person is told of it."""

    name: str
    code: ExitCode
    place: str  # a file of the library, or what else the problem names first
    says: str  # to the letter
    hint: str  # to the letter, as far as it goes; empty where the sentence says it all
    spoil: Spoil
    words: tuple[str, ...] = ("--language", "en")


def changed(name: str, old: str, new: str) -> Spoil:
    return lambda shop: shop.change(name, old, new)


def written(name: str, content: str | bytes) -> Spoil:
    return lambda shop: shop.write(name, content)


def nothing(_shop: Workshop) -> None:
    """The words typed are bad enough."""


def fuzzy(shop: Workshop) -> None:
    entry, _ = po_entry(shop, ENGLISH)
    context, _, _ = entry.partition("msgid")
    assert not context
    text = (shop.library / SPANISH).read_text(encoding="utf-8")
    start = text.rindex("\n\n", 0, text.index(entry)) + 2
    (shop.library / SPANISH).write_text(f"{text[:start]}#, fuzzy\n{text[start:]}", encoding="utf-8")


def without_translation(shop: Workshop) -> None:
    entry, said = po_entry(shop, ENGLISH)
    shop.change(SPANISH, entry, entry.replace(said, 'msgstr ""'))


def said_otherwise(msgid: str, old: str, new: str) -> Spoil:
    def spoil(shop: Workshop) -> None:
        entry, said = po_entry(shop, msgid)
        assert old in said, said
        shop.change(SPANISH, entry, entry.replace(said, said.replace(old, new)))

    return spoil


def truncated_jpeg(shop: Workshop) -> None:
    whole = (shop.library / "clinics/royal-wenderby/logo.jpg").read_bytes()
    shop.write(LOGO, whole[: len(whole) // 2])


SPANISH_ONLY = ("--language", "es")
BAD = (
    # what a topic says
    Bad(
        "front matter that ends nowhere",
        ExitCode.CONTENT,
        TEXT,
        "there is text behind a closing quote or bracket",
        'put the whole text in "quotes"',
        changed(TEXT, 'version: "1.0"', 'version: "1.0'),
    ),
    Bad(
        "front matter that is missing",
        ExitCode.CONTENT,
        TEXT,
        "the front matter is missing",
        "begin the file with “---”, id, title and so on, and “---” again",
        changed(TEXT, "---\nid", "id"),
    ),
    Bad(
        "an empty handout.md",
        ExitCode.CONTENT,
        TEXT,
        "the front matter is missing",
        "begin the file with “---”, id, title and so on, and “---” again",
        written(TEXT, ""),
    ),
    Bad(
        "a handout.md that is not UTF-8",
        ExitCode.CONTENT,
        TEXT,
        "this line is not UTF-8",
        "save the file as UTF-8 (in Windows' Notepad: Save as, Encoding)",
        written(TEXT, "---\ntitle: caf\xe9\n".encode("latin-1")),
    ),
    Bad(
        "a key twice",
        ExitCode.CONTENT,
        TEXT,
        "the key “audience” stands here a second time",
        "it stood in line 4 already: keep one of the two",
        changed(TEXT, "audience:", "audience: x\naudience:"),
    ),
    Bad(
        "an unknown section",
        ExitCode.CONTENT,
        TEXT,
        "there is no section “abuot”",
        "did you mean “about”?",
        changed(TEXT, "{#about}", "{#abuot}"),
    ),
    Bad(
        "no section to get help",
        ExitCode.CONTENT,
        TEXT,
        "the section “get-help” is missing",
        "write ## and a heading, {#get-help}, and its text",
        changed(TEXT, "## Get help now {#get-help}", ""),
    ),
    Bad(
        "no sources.yaml",
        ExitCode.CONTENT,
        SOURCES,
        "this file is missing",
        "every topic has a handout.md and a sources.yaml in its folder",
        lambda shop: (shop.library / SOURCES).unlink(),
    ),
    Bad(
        "a citation of nothing",
        ExitCode.CONTENT,
        TEXT,
        "the source “wilcoks1999” is cited and not known",
        "add it to sources.yaml; did you mean “wilcox1999”?",
        changed(TEXT, "[@wilcox1999]", "[@wilcoks1999]"),
    ),
    Bad(
        "a claim without a source",
        ExitCode.CONTENT,
        TEXT,
        "a claim has no source: “Listen to your body. Talk with …”",
        "end it with [@source], or leave the claim out",
        changed(TEXT, ENGLISH, "Not wanting sex is fine."),
    ),
    Bad(
        "a source without a year",
        ExitCode.CONTENT,
        SOURCES,
        "the source “moscrop2012” has no year",
        "give the year in “issued”; only a web page with an address may bear no date",
        changed(SOURCES, 'issued: "2012"', 'issued: "n.d."'),
    ),
    Bad(
        "a link",
        ExitCode.CONTENT,
        TEXT,
        "there is a link",
        "write the words alone; addresses stand in sources.yaml",
        changed(TEXT, "Talk with", "[Talk](https://example.org) with"),
    ),
    Bad(
        "a letter that no font has",
        ExitCode.BRAND,
        "language en",
        "no font has “𒀀” (U+12000, cuneiform sign a) in “Listen to your body. Talk 𒀀 with your pa”",
        "looked in noto-sans; write it otherwise, or add a font that has it to `fonts` in locales/en/language.toml",
        changed(TEXT, "Talk with", "Talk \U00012000 with"),
    ),
    Bad(
        "signatures that cannot be read",
        ExitCode.CONTENT,
        "handouts/sex-in-early-pregnancy/reviews.toml",
        "this signature has no “date”",
        "add a line: date = …",
        written(f"handouts/{TOPIC}/reviews.toml", "[[signed]]\nname = 1\n"),
    ),
    Bad(
        "a broken template",
        ExitCode.CONTENT,
        "templates/handout.xml",
        "the template is broken: Encountered unknown tag 'endfro'.",
        "",
        changed("templates/handout.xml", "{% endfor", "{% endfro"),
    ),
    # what a translation says
    Bad(
        "a fuzzy message",
        ExitCode.TRANSLATION,
        SPANISH,
        "takeaways: “Listen to your body. Talk with your partner. Not wanting sex…” is marked fuzzy",
        "compare it with the English, then remove “fuzzy”",
        fuzzy,
        SPANISH_ONLY,
    ),
    Bad(
        "a message not translated",
        ExitCode.TRANSLATION,
        SPANISH,
        "takeaways: “Listen to your body. Talk with your partner. Not wanting sex…” is not translated",
        "translate it",
        without_translation,
        SPANISH_ONLY,
    ),
    Bad(
        "a message that is not there",
        ExitCode.TRANSLATION,
        SPANISH,
        "takeaways: “Listen to your body. Speak with your partner. Not wanting se…” is not translated",
        "run: handouts language update; then translate it",
        changed(TEXT, "Talk with", "Speak with"),
        SPANISH_ONLY,
    ),
    Bad(
        "a placeholder changed",
        ExitCode.TRANSLATION,
        SPANISH,
        "faq: “Experts have found no good evidence of this. [@moscrop2012; …” {miscarriage_weeks} is missing",
        "copy it to the letter to where the fact belongs",
        said_otherwise("{miscarriage_weeks}", "{miscarriage_weeks}", "{semanas}"),
        SPANISH_ONLY,
    ),
    Bad(
        "a number changed",
        ExitCode.TRANSLATION,
        SPANISH,
        "faq: “Experts have found no good evidence of this. [@moscrop2012; …” "
        "the number 10 is missing or changed; the translation has: 1, 100, 1, 6",
        "copy each number as it stands in the English, in digits",
        said_otherwise("1 in 10", "10", "100"),
        SPANISH_ONLY,
    ),
    Bad(
        "a broken PO file",
        ExitCode.TRANSLATION,
        SPANISH,
        "the closing quotation mark is missing",
        'end the line with "',
        changed(SPANISH, 'msgid "The short answer"', 'msgid "The short answer'),
        SPANISH_ONLY,
    ),
    Bad(
        "a PO file of another encoding",
        ExitCode.TRANSLATION,
        SPANISH,
        "this is not UTF-8 text",
        "save the file as UTF-8 in your editor",
        written(SPANISH, 'msgid ""\nmsgstr "caf\xe9"\n'.encode("latin-1")),
        SPANISH_ONLY,
    ),
    Bad(
        "no PO file",
        ExitCode.TRANSLATION,
        SPANISH,
        "there is no translation of sex-in-early-pregnancy into es",
        "add the file (docs/how-to/add-a-language.md), or build another language",
        lambda shop: (shop.library / SPANISH).unlink(),
        SPANISH_ONLY,
    ),
    Bad(
        "nobody has signed",
        ExitCode.TRANSLATION,
        "sex-in-early-pregnancy, en",
        "the English of sex-in-early-pregnancy is not signed",
        "a reviewer signs with: handouts topic sign, handouts language sign; or print a draft",
        nothing,
        ("--language", "en", "--require-signed"),
    ),
    # whose sheet it is
    Bad(
        "a logo that is not there",
        ExitCode.BRAND,
        LOGO,
        "there is no such file",
        "copy the logo beside clinic.toml, or correct its name there",
        lambda shop: (shop.library / LOGO).unlink(),
    ),
    Bad(
        "a logo that is no picture",
        ExitCode.BRAND,
        LOGO,
        "the logo is an unknown kind of file, not a PNG or JPEG picture",
        "open it in the program that made it and export it as PNG, about 1,000 pixels wide",
        written(LOGO, b"\0\1\2\3" * 99),
    ),
    Bad(
        "a logo of 100 megapixels",
        ExitCode.BRAND,
        LOGO,
        "the logo has 10000 × 10000 pixels (100 megapixels); 12 megapixels are the most",
        "open it in the program that made it and export it as PNG, about 1,000 pixels wide",
        written(LOGO, png_header(10_000, 10_000)),
    ),
    Bad(
        "half a JPEG",
        ExitCode.BRAND,
        LOGO,
        "the logo is damaged or cut short",
        "copy it again from where it came, or open it in the program that made it and export it as PNG",
        truncated_jpeg,
    ),
    Bad(
        "an SVG drawing",
        ExitCode.BRAND,
        LOGO,
        "the logo is an SVG drawing, not a PNG or JPEG picture",
        "open it in the program that made it and export it as PNG, about 1,000 pixels wide",
        written(LOGO, '<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ),
    Bad(
        "a word for a colour",
        ExitCode.BRAND,
        CLINIC,
        "colours.primary: “teal” is not a colour",
        "write # and six digits of 0-9 and a-f, such as #1f5f6b",
        changed(CLINIC, '"#0b5563"', '"teal"'),
    ),
    Bad(
        "a pale colour",
        ExitCode.BRAND,
        CLINIC,
        "colours.primary: #7fb0ba has a contrast of 2.38 : 1 with white; a colour for text needs 7 : 1",
        "the nearest colour that passes is #2f5f68",
        changed(CLINIC, '"#0b5563"', '"#7fb0ba"'),
    ),
    Bad(
        "a setting that there is not",
        ExitCode.BRAND,
        CLINIC,
        "there is no setting fotter_line",
        "did you mean footer_line?",
        changed(CLINIC, "footer_line", "fotter_line"),
    ),
    Bad(
        "two faults of a clinic at once",
        ExitCode.BRAND,
        CLINIC,
        "phone: “call us” is not a phone number",
        "use digits, spaces and ( ) + - . / only, and ext 12 for an extension",
        lambda shop: [
            shop.change(CLINIC, "(212) 555-0142", "call us"),
            shop.change(CLINIC, "https://willowmere.example.org", "willowmere"),
        ],
    ),
    Bad(
        "a broken clinic.toml",
        ExitCode.BRAND,
        CLINIC,
        "this line cannot be read",
        'use straight quotes: name = "value"',
        changed(CLINIC, 'region = "US"', "region = “US”"),
    ),
    Bad(
        "a region that is not there",
        ExitCode.BRAND,
        CLINIC,
        "there is no region “FR”",
        "the possible ones are: GB, US",
        changed(CLINIC, 'region = "US"', 'region = "FR"'),
    ),
    Bad(
        "a design without a margin",
        ExitCode.BRAND,
        "templates/designs/standard.toml",
        "page.side is missing",
        "add a line side = …, below [page]",
        changed("templates/designs/standard.toml", "side = 52\n", ""),
    ),
    Bad(
        "a design with tiny letters",
        ExitCode.BRAND,
        "templates/designs/standard.toml",
        "sizes: body is 6 points",
        "the least is 12, the most 72",
        changed("templates/designs/standard.toml", "body = 12", "body = 6"),
    ),
    # what was typed
    Bad(
        "an unknown topic",
        ExitCode.USAGE,
        "",
        "there is no topic “sex-in-erly-pregnancy”",
        "did you mean “sex-in-early-pregnancy”? the possible ones are: sex-in-early-pregnancy",
        nothing,
        ("sex-in-erly-pregnancy",),
    ),
    Bad(
        "an unknown language",
        ExitCode.USAGE,
        "",
        "there is no language “esp”",
        "did you mean “es”? the possible ones are: ar, en, es",
        nothing,
        ("--language", "esp"),
    ),
    Bad(
        "an unknown clinic",
        ExitCode.USAGE,
        "",
        "there is no clinic “exampel”",
        "did you mean “example”? the possible ones are: example, royal-wenderby",
        nothing,
        ("--clinic", "exampel"),
    ),
    Bad(
        "a folder that is no clinic",
        ExitCode.USAGE,
        "library",
        "this folder has no clinic.toml",
        "write one with: handouts clinic add library",
        nothing,
        ("--clinic", "library"),
    ),
    Bad(
        "an unknown region",
        ExitCode.USAGE,
        "",
        "there is no region “uk”",
        "the possible ones are: GB, US",
        nothing,
        ("--region", "uk"),
    ),
    Bad(
        "an unknown design",
        ExitCode.USAGE,
        "",
        "there is no design “standart”",
        "did you mean “standard”? the possible ones are: a5-booklet, large-print, roomy, standard",
        nothing,
        ("--design", "standart"),
    ),
    Bad(
        "an unknown paper",
        ExitCode.USAGE,
        "",
        "there is no paper “a3”",
        "the possible ones are: a4, letter",
        nothing,
        ("--paper", "a3"),
    ),
    Bad(
        "no date",
        ExitCode.USAGE,
        "Error",
        "Invalid value for '--date': 2026-02-30 is not in the calendar; write a day that exists",
        "",
        nothing,
        ("--date", "2026-02-30"),
    ),
    Bad(
        "an unknown option",
        ExitCode.USAGE,
        "Error",
        "No such option '--langauge'. Did you mean '--language'?",
        "",
        nothing,
        ("--langauge", "es"),
    ),
    Bad(
        "a folder that is a file",
        ExitCode.CANNOT_WRITE,
        "paper",
        "this is a file, not a folder",
        "choose another folder with --output",
        lambda shop: shop.here.joinpath("paper").write_text(""),
        ("--output", "paper"),
    ),
)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The sheets that were in the output folder before anything went wrong."""
    shop = make_workshop(tmp_path_factory.mktemp("good"))
    done = shop.build("--language", "en,es", "--output", str(shop.out))
    assert done.exit_code == 0, done.stderr
    return shop.files()


def put_back(shop: Workshop, files: dict[str, bytes]) -> None:
    shop.out.mkdir()
    for name, data in files.items():
        (shop.out / name).write_bytes(data)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name.replace(" ", "-"))
def test_one_clear_sentence_and_the_old_sheet_stays(workshop: Workshop, good: dict[str, bytes], bad: Bad) -> None:
    put_back(workshop, good)
    bad.spoil(workshop)
    done = workshop.build(*bad.words)
    assert done.exit_code == bad.code, done.stderr
    folder = "library/" if (workshop.library / bad.place).suffix else ""
    place = rf"^{re.escape(folder + bad.place)}(:[0-9]+)?: " if bad.place else "^"
    hint = f"\n    → {bad.hint}" if bad.hint else ""
    assert re.search(place + re.escape(bad.says + hint), done.stderr, re.MULTILINE), done.stderr
    assert "Traceback" not in done.output
    assert done.stdout == ""
    assert workshop.files() == good


def test_the_table_is_long_and_names_each_cause() -> None:
    assert len({bad.name for bad in BAD}) == len(BAD) >= 20
    causes = {ExitCode.USAGE, ExitCode.CONTENT, ExitCode.TRANSLATION, ExitCode.BRAND, ExitCode.CANNOT_WRITE}
    assert {bad.code for bad in BAD} == causes


def full_disk(_descriptor: int) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def read_only(*_arguments: object, **_options: object) -> NoReturn:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))


@pytest.mark.parametrize(
    ("module", "name", "fails", "says"),
    [
        (os, "fsync", full_disk, "cannot be written: No space left on device"),
        (tempfile, "mkstemp", read_only, "cannot be written: Read-only file system"),
    ],
)
def test_a_disk_that_takes_nothing(
    workshop: Workshop,
    good: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
    module: object,
    name: str,
    fails: Callable[..., NoReturn],
    says: str,
) -> None:
    put_back(workshop, good)
    workshop.change(CLINIC, "Early Pregnancy Care", "Another Department")
    with monkeypatch.context() as broken:
        broken.setattr(module, name, fails)
        done = workshop.build("--language", "en")
    assert done.exit_code == ExitCode.CANNOT_WRITE
    assert f"out/{TOPIC}.en.example.draft.pdf: {says}\n    → check the free space" in done.stderr
    assert "Traceback" not in done.output
    assert workshop.files() == good  # nor is a temporary file left


def test_a_folder_that_cannot_be_made(workshop: Workshop) -> None:
    (workshop.here / "paper").write_text("")
    done = workshop.build("--language", "en", "--output", "paper/sheets")
    assert done.exit_code == ExitCode.CANNOT_WRITE
    assert f"paper/sheets/{TOPIC}.en.example.draft.pdf: cannot be written: " in done.stderr
    assert (workshop.here / "paper").read_text() == ""


def test_a_sound_file_with_a_byte_order_mark_is_taken(workshop: Workshop, good: dict[str, bytes]) -> None:
    for name in (TEXT, SOURCES, SPANISH, CLINIC, "locales/regions/US.toml", "locales/es/language.toml"):
        workshop.write(name, b"\xef\xbb\xbf" + (workshop.library / name).read_bytes())
    assert workshop.build("--language", "en,es").exit_code == 0
    assert workshop.files() == good


def test_each_problem_of_all_that_was_typed_is_told_at_once(workshop: Workshop) -> None:
    done = workshop.run(
        "build", "nosuch", "--language", "xx,es,yy", "--clinic", "nope", "--design", "d", "--region", "R"
    )
    assert done.exit_code == ExitCode.USAGE
    told = [line for line in done.stderr.splitlines() if line.startswith("there is no ")]
    assert told == [
        "there is no clinic “nope”",
        "there is no design “d”",
        "there is no language “xx”",
        "there is no language “yy”",
        "there is no region “R”",
        "there is no topic “nosuch”",
    ]
