"""The gate of PO files: what is broken is refused with its line, what is merely odd comes through."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from press.catalogs import read_catalog
from press.catalogs.gate import MOST_BYTES, MOST_FAULTS
from press.places import SOURCE_LANGUAGE, find_library
from press.problems import ExitCode, HandoutError

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: es\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=n != 1;\\n"\n\n'
)  # seven lines: what follows begins in line 8
SOUND = 'msgctxt "title"\nmsgid "Hello"\nmsgstr "Hola"\n'
PLURAL = 'msgid "{n} week"\nmsgid_plural "{n} weeks"\nmsgstr[0] "{n} semana"\nmsgstr[1] "{n} semanas"\n'


def _plural_forms(rule: str) -> str:
    return HEADER.replace("nplurals=2; plural=n != 1;", rule) + SOUND


# name: file, line of the fault, words of the fault
BROKEN: dict[str, tuple[str | bytes, int, str]] = {
    "open quotation mark": (HEADER + 'msgid "Hello"\nmsgstr "Hola\n', 9, "closing quotation mark is missing"),
    "quotation mark within": (HEADER + 'msgid "Hello"\nmsgstr "Hola "amiga""\n', 9, "follows the closing"),
    "no quotation marks": (HEADER + 'msgid "Hello"\nmsgstr Hola\n', 9, "not in quotation marks"),
    "unknown keyword": (HEADER + SOUND + '\nmsgtxt "x"\n', 12, "neither a message nor a comment"),
    "merge conflict": (HEADER + "<<<<<<< ours\n" + SOUND, 8, "neither a message nor a comment"),
    "unknown escape": (HEADER + 'msgid "Hello"\nmsgstr "Ho\\la"\n', 9, "\\l means nothing"),
    "no msgstr": (HEADER + 'msgid "Hello"\n\nmsgid "Bye"\nmsgstr "Adiós"\n', 8, "without a msgstr"),
    "no msgstr at the end": (HEADER + SOUND + '\nmsgid "Bye"\n', 12, "without a msgstr"),
    "no msgid": (HEADER + 'msgctxt "title"\nmsgstr "Hola"\n', 9, "stands before its msgid"),
    "two msgstr": (HEADER + 'msgid "Hello"\nmsgstr "Hola"\nmsgstr "Buenas"\n', 10, "stands twice"),
    "comment within": (HEADER + SOUND.replace("msgstr", "# mine\nmsgstr"), 10, "a comment stands within a message"),
    "words of no message": ('"Hola"\n' + SOUND, 1, "belong to no message"),
    "duplicate": (HEADER + SOUND + "\n" + SOUND, 12, "the same message as in line 8"),
    "two headers": (HEADER + HEADER, 8, "a second header"),
    "latin-1": ((HEADER + SOUND).replace("Hola", "Adiós").encode("latin-1"), 10, "not UTF-8"),
    "utf-16": ((HEADER + SOUND).encode("utf-16"), 1, "not UTF-8"),
    "header says latin-1": (HEADER.replace("UTF-8", "ISO-8859-1") + SOUND, 1, "encoded as ISO-8859-1"),
    "header of a template": (HEADER.replace("UTF-8", "CHARSET") + SOUND, 1, "encoded as CHARSET"),
    "header without charset": (HEADER.replace("; charset=UTF-8", "") + SOUND, 1, "how the file is encoded"),
    "language of another folder": (HEADER.replace("Language: es", "Language: fr") + SOUND, 1, "folder of es"),
    "a thousand million forms": (_plural_forms("nplurals=1000000000; plural=0;"), 1, "asks for 1000000000 forms"),
    "no forms": (_plural_forms("nplurals=0; plural=0;"), 1, "asks for 0 forms"),
    "division by zero": (_plural_forms("nplurals=2; plural=1/n;"), 1, "does not give a form for every number"),
    "form out of range": (_plural_forms("nplurals=2; plural=n;"), 1, "does not give a form for every number"),
    "rule in Python": (_plural_forms("nplurals=2; plural=__import__('os');"), 1, "does not give a form"),
    "endless rule": (_plural_forms(f"nplurals=2; plural={'(' * 300}n{')' * 300};"), 1, "does not give a form"),
    "template's plural rule": (_plural_forms("nplurals=INTEGER; plural=EXPRESSION;"), 1, "cannot be read"),
    "one plural form of two": (HEADER + PLURAL.rsplit("msgstr[1]", 1)[0], 8, "1 plural forms"),
    "plural forms misnumbered": (HEADER + PLURAL.replace("[1]", "[2]"), 8, "not numbered 0, 1, 2"),
    "plural form of no plural": (HEADER + 'msgid "Hello"\nmsgstr[0] "Hola"\n', 8, "has no plural"),
    "plural without a rule": (PLURAL, 1, "where the header asks for none"),
    "half obsolete": (HEADER + '#~ msgid "Hello"\nmsgstr "Hola"\n', 9, "only a part of this message is marked"),
    "half obsolete in a text": (HEADER + '#~ msgid "Hello"\n#~ msgstr "Ho"\n"la"\n', 10, "only a part of this message"),
    "quotation marks of print": (HEADER + 'msgid "Hello"\nmsgstr “Hola”\n', 9, "not in quotation marks"),
    "broken over lines": (HEADER + 'msgid "Hello"\nmsgstr "Ho\nla"\n', 9, "closing quotation mark is missing"),
    "context after the English": (HEADER + 'msgid "Hello"\nmsgctxt "title"\nmsgstr "Hola"\n', 8, "without a msgstr"),
    "number that is none": (HEADER + PLURAL.replace("[1]", "[one]"), 11, "neither a message nor a comment"),
    "context with a number": (HEADER + SOUND.replace("msgctxt", "msgctxt[0]"), 8, "takes no number"),
    "web page": ("<!DOCTYPE html>\n", 1, "neither a message nor a comment"),
    "compiled": (b"\xde\x12\x04\x95\x00\x00\x00\x00", 1, "not UTF-8"),
    "right-to-left override": (HEADER + SOUND.replace("Hola", "Ho\u202ela"), 8, "U+202E"),
    "isolate": (HEADER + SOUND.replace("Hola", "\u2067Hola\u2069"), 8, "U+2067"),
    "NUL": (HEADER + SOUND.replace("Hola", "Ho\0la"), 8, "U+0000"),
    "escape sequence": (HEADER + SOUND.replace("Hola", "\x1b[31mHola"), 8, "U+001B"),
    "bell": (HEADER + SOUND.replace("Hola", "Hola\\a"), 8, "U+0007"),
    "line separator": (HEADER + SOUND.replace("Hola", "Ho\u2028la"), 8, "U+2028"),
    "damaged": (HEADER + SOUND.replace("Hola", "Adi\ufffds"), 8, "U+FFFD"),
    "no character": (HEADER + SOUND.replace("Hola", "Hola\uffff"), 8, "U+FFFF"),
    "private": (HEADER + SOUND.replace("Hola", "Hola\ue000"), 8, "U+E000"),
    "very long text": (HEADER + SOUND.replace("Hola", "Hola" * 3000), 8, "more than 10000 letters"),
    "too many messages": (
        HEADER + "\n".join(f'msgid "{number}"\nmsgstr ""\n' for number in range(5001)),
        8 + 4999 * 3,
        "more than 5000 messages",
    ),
    "too large": (b"#" * (MOST_BYTES + 1), 0, "too large"),
}

SOUND_FILES: dict[str, str | bytes] = {
    "plain": HEADER + SOUND,
    "no header": SOUND,
    "byte order mark": b"\xef\xbb\xbf" + (HEADER + SOUND).encode(),
    "crlf": (HEADER + SOUND).replace("\n", "\r\n"),
    "no newline at the end": (HEADER + SOUND).rstrip("\n"),
    "no blank lines": HEADER.rstrip("\n") + "\n" + SOUND,
    "old mac": (HEADER + SOUND).replace("\n", "\r"),
    "tabs": HEADER + SOUND.replace(" ", "\t"),
    "blanks at line ends": (HEADER + SOUND).replace("\n", " \t\n"),
    "header fields twice": HEADER.replace('"MIME', '"Language: es\\n"\n"MIME') + SOUND,
    "date of a template": HEADER.replace('"MIME', '"POT-Creation-Date: YEAR-MO-DA HO:MI+ZONE\\n"\n"MIME') + SOUND,
    "empty date": HEADER.replace('"MIME', '"POT-Creation-Date: \\n"\n"PO-Revision-Date: \\n"\n"MIME') + SOUND,
    "header fields of other tools": HEADER.replace('"MIME', '"X-Generator: Weblate 5.14\\n"\n"X-Mine\\n"\n"MIME')
    + SOUND,
    "comments of other tools": HEADER + "#= no-c-format\n#@ default\n#! check\n#&x\n" + SOUND,
    "flags without blanks": HEADER + "#,python-brace-format,,ignore-numbers,max-length:40\n" + SOUND,
    "flags on two lines": HEADER + "#, python-brace-format\n#, ignore-numbers\n" + SOUND,
    "empty context": HEADER + SOUND + '\nmsgctxt ""\nmsgid "Bye"\nmsgstr "Adiós"\n',
    "header at the end": SOUND + "\n" + HEADER,
    "indented": HEADER + "".join(f"  {line}\n" for line in SOUND.splitlines()),
    "wrapped": HEADER + SOUND.replace('"Hola"', '""\n"Ho"\n"la"'),
    "fuzzy header": "#, fuzzy\n" + HEADER + SOUND,
    "region in the header": HEADER.replace("Language: es", "Language: es_MX") + SOUND,
    "empty language": HEADER.replace("Language: es", "Language: ") + SOUND,
    "ascii": HEADER.replace("UTF-8", "us-ascii") + SOUND,
    "obsolete": HEADER + SOUND + '\n#~ msgctxt "title"\n#~ msgid "Old"\n#~ msgstr "Viejo"\n',
    "obsolete twice": HEADER + SOUND + '\n#~ msgid "Old"\n#~ msgstr "a"\n\n#~ msgid "Old"\n#~ msgstr "b"\n',
    "obsolete with previous": HEADER + SOUND + '\n#, fuzzy\n#~| msgid "Older"\n#~ msgid "Old"\n#~ msgstr "Viejo"\n',
    "previous": HEADER + '#| msgctxt "title"\n#| msgid "Hallo "\n#| "there"\n' + SOUND,
    "comments of each kind": HEADER + "# mine\n#\n#. theirs\n#: a.md:1 b.md\n#, python-brace-format, no-wrap\n" + SOUND,
    "comments at the end": HEADER + SOUND + "\n# the end\n",
    "joiners and no-break spaces": HEADER + SOUND + '\nmsgid "x"\nmsgstr "می\u200cخواهم\u200d 5\u00a0mg\u202f!"\n',
    "escaped quotation marks": HEADER + SOUND + '\nmsgid "\\"x\\" \\\\ y"\nmsgstr "«x» \\\\ y"\n',
    "plural": HEADER + SOUND + "\n" + PLURAL,
    "six plural forms": HEADER.replace("nplurals=2; plural=n != 1;", "nplurals=6; plural=n>4 ? 5 : n;") + SOUND,
}


def _catalog(folder: Path, content: str | bytes) -> Path:
    path = folder / "topic.po"
    path.write_bytes(_bytes(content))
    return path


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_refused_with_its_line(tmp_path: Path, name: str) -> None:
    content, line, told = BROKEN[name]
    path = _catalog(tmp_path, content)
    with pytest.raises(HandoutError) as caught:
        read_catalog(path, "es")
    assert caught.value.exit_code is ExitCode.TRANSLATION
    assert [problem.line for problem in caught.value.problems if told in problem.what] == [line], str(caught.value)
    assert all(problem.hint and problem.place == str(path) for problem in caught.value.problems)
    assert all(character.isprintable() for problem in caught.value.problems for character in problem.what)


@pytest.mark.parametrize("name", SOUND_FILES)
def test_what_is_odd_but_sound_comes_through(tmp_path: Path, name: str) -> None:
    catalog = read_catalog(_catalog(tmp_path, SOUND_FILES[name]), "es")
    assert catalog["title", "Hello"].text == "Hola"
    assert not catalog["title", "Hello"].fuzzy
    assert ("title", "Old") not in catalog
    assert ("", "Old") not in catalog
    assert ("", "") not in catalog


@pytest.mark.gettext
@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")
@pytest.mark.parametrize(
    "name", sorted(SOUND_FILES.keys() - {"byte order mark", "obsolete twice", "ascii", "no header"})
)
def test_msgfmt_takes_what_we_take(tmp_path: Path, name: str) -> None:
    path = _catalog(tmp_path, SOUND_FILES[name])
    result = subprocess.run(["msgfmt", "-o", tmp_path / "topic.mo", path], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_a_file_with_a_header_alone_holds_nothing(tmp_path: Path) -> None:
    assert len(read_catalog(_catalog(tmp_path, HEADER), "es")) == len(read_catalog(_catalog(tmp_path, b""), "es")) == 0


# What the gate is for is more than what these are made for: they cannot know the folder, nor what harms a sheet.
OTHERS = ("msgfmt -c", "Babel", "polib")


@pytest.fixture(scope="module")
def refused_by(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """For each reader the cases that it refuses."""
    folder = tmp_path_factory.mktemp("cases")
    paths = {}
    for number, (name, content) in enumerate((BROKEN | SOUND_FILES).items()):
        paths[name] = folder / f"{number}.po"
        paths[name].write_bytes(_bytes(content[0] if isinstance(content, tuple) else content))
    script = Path(__file__).with_name("other_po_readers.py")
    done = subprocess.run([sys.executable, script, *paths.values()], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    return {
        "the gate": {name for name, path in paths.items() if _gate_refuses(path)},
        "msgfmt -c": {
            name
            for name, path in paths.items()
            if subprocess.run(["msgfmt", "-c", "-o", os.devnull, path], capture_output=True).returncode
        },
        **{reader: {name for name, path in paths.items() if str(path) in told[reader]} for reader in OTHERS[1:]},
    }


def _gate_refuses(path: Path) -> bool:
    try:
        read_catalog(path, "es")
    except HandoutError:
        return True
    return False


@pytest.mark.gettext
@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")
def test_the_gate_refuses_more_of_what_is_broken_and_less_of_what_is_sound_than_others(
    refused_by: dict[str, set[str]], record_property: Callable[[str, object], None]
) -> None:
    """`pytest -rP -k others` prints the table."""
    rows = [f"{'':12}{'broken refused':>18}{'sound accepted':>18}"]
    counts = {}
    for reader, refused in refused_by.items():
        broken, sound = counts[reader] = len(refused & BROKEN.keys()), len(SOUND_FILES.keys() - refused)
        record_property(reader, f"{broken} of {len(BROKEN)} broken refused, {sound} of {len(SOUND_FILES)} sound taken")
        rows.append(f"{reader:12}{broken:>12} of {len(BROKEN)}{sound:>12} of {len(SOUND_FILES)}")
    sys.stdout.write("\n".join(rows))
    assert counts.pop("the gate") == (len(BROKEN), len(SOUND_FILES))
    assert all(broken < len(BROKEN) and sound < len(SOUND_FILES) for broken, sound in counts.values())


def test_all_faults_of_a_file_are_told_at_once_in_order(tmp_path: Path) -> None:
    content = (
        HEADER.replace("Language: es", "Language: fr").replace("UTF-8", "latin1")
        + SOUND.replace("Hola", "Ho\u202ela")
        + '\nmsgid "Bye"\nmsgstr "Adiós\n\nmsgid "Yes"\n\nnonsense\n'
    )
    with pytest.raises(HandoutError) as caught:
        read_catalog(_catalog(tmp_path, content), "es")
    assert [problem.line for problem in caught.value.problems] == [1, 1, 8, 13, 15, 17]


def test_a_file_of_rubbish_does_not_flood_the_screen(tmp_path: Path) -> None:
    with pytest.raises(HandoutError) as caught:
        read_catalog(_catalog(tmp_path, "rubbish\n" * 5000), "es")
    assert len(caught.value.problems) == MOST_FAULTS + 1
    assert "4900 more faults follow" in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(HandoutError, match="there is no such translation yet"):
        read_catalog(tmp_path / "topic.po", "es")


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(HandoutError, match="cannot be read"):
        read_catalog(tmp_path, "es")


@pytest.mark.parametrize(
    ("header", "folder", "agree"),
    [
        ("zh_CN", "zh-Hans", True),
        ("zh_Hans", "zh-Hans", True),
        ("zh", "zh-Hans", True),
        ("zh_TW", "zh-Hans", False),
        ("zh_Hant", "zh-Hans", False),
        ("pt", "pt-BR", True),
        ("pt_PT", "pt-BR", False),
        ("ca@valencia", "ca", True),
        ("ht", "ht", True),
    ],
)
def test_the_header_may_name_the_language_in_another_way(tmp_path: Path, header: str, folder: str, agree: bool) -> None:
    path = _catalog(tmp_path, HEADER.replace("Language: es", f"Language: {header}") + SOUND)
    if agree:
        assert len(read_catalog(path, folder)) == 1
    else:
        with pytest.raises(HandoutError, match=f"folder of {folder}"):
            read_catalog(path, folder)


def test_fuzzy_and_empty_messages_come_with_their_line(tmp_path: Path) -> None:
    content = HEADER + '#, fuzzy\nmsgid "Hello"\nmsgstr "Hola"\n\nmsgid "Bye"\nmsgstr ""\n'
    catalog = read_catalog(_catalog(tmp_path, content), "es")
    assert (catalog["", "Hello"].fuzzy, catalog["", "Hello"].line) == (True, 9)
    assert (catalog["", "Bye"].text, catalog["", "Bye"].line) == ("", 12)
    assert list(catalog) == [("", "Hello"), ("", "Bye")]


def _shipped() -> list[Path]:
    library = find_library()
    tags = (tag for tag in library.languages() if tag != SOURCE_LANGUAGE)
    return [library.catalog(tag, name) for tag in tags for name in (*library.topics(), "interface")]


@pytest.mark.parametrize("path", _shipped(), ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_the_catalogs_that_ship_come_through(path: Path) -> None:
    assert len(read_catalog(path, path.parts[-3])) > 10


@pytest.mark.gettext
@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")
@pytest.mark.parametrize("path", _shipped(), ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_msgfmt_takes_the_catalogs_that_ship(tmp_path: Path, path: Path) -> None:
    result = subprocess.run(["msgfmt", "-c", "-o", tmp_path / "x.mo", path], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
