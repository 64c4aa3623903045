"""POT files, and what a translator is told of each message: where it prints, its room, and what safety rests on."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import polib
import pytest
import uharfbuzz
from cli_library import TOPIC, Workshop, workshop

from press.catalogs import SourceMessage, source_messages
from press.catalogs.extract import HEADING_LETTERS, HELP_LETTERS, QUESTION_LETTERS, TITLE_LETTERS
from press.catalogs.gate import read_po
from press.cli.language import reading_level
from press.content import read_handout
from press.design.sheet import MM, read_design
from press.places import SOURCE_LANGUAGE, find_library

__all__ = ["workshop"]

LIBRARY = find_library()
NAMES = (*LIBRARY.topics(), "interface")


@cache
def _sources() -> dict[str, tuple[SourceMessage, ...]]:
    return source_messages(LIBRARY, reading_level)


@pytest.mark.parametrize("name", NAMES)
def test_the_template_that_ships_is_that_of_the_english(name: str) -> None:
    """Not so? handouts language update."""
    messages = _sources()[name]
    entries = [entry for entry in read_po(LIBRARY.pot(name), "") if not entry.is_header]
    assert [(entry.key, entry.comments, entry.flags) for entry in entries] == [
        (message.key, message.comments, message.flags) for message in messages
    ]
    assert not any("".join(entry.forms) for entry in entries)


@pytest.mark.parametrize("name", NAMES)
def test_polib_reads_the_template_as_we_do(name: str) -> None:
    theirs = polib.pofile(str(LIBRARY.pot(name)))
    assert [(entry.msgctxt or "", entry.msgid) for entry in theirs] == [message.key for message in _sources()[name]]
    assert "POT-Creation-Date" not in theirs.metadata  # the same English gives the same bytes


def test_the_settings_for_weblate_name_files_that_are_there() -> None:
    page = (LIBRARY.root / "docs/how-to/translate-with-weblate.md").read_text(encoding="utf-8")
    settings = dict(re.findall(r"^\| ([^|]+) \| `([^`|]+)` \|", page, re.MULTILINE))
    mask, pot = settings["File mask"], settings["Template for new translations"]
    found = {path.parent.parent.name for path in LIBRARY.root.glob(mask)}
    assert found == set(LIBRARY.languages()) - {SOURCE_LANGUAGE}
    assert (LIBRARY.root / pot).is_file()


def test_a_template_is_written_only_where_a_message_changed(workshop: Workshop) -> None:
    assert workshop.run("language", "extract").stdout == ""
    before = {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in _pots(workshop)}
    workshop.change(f"handouts/{TOPIC}/handout.md", "## What is not known", "## What nobody knows")
    done = workshop.run("language", "extract")
    assert (done.stdout, done.stderr) == (f"library/locales/{TOPIC}.pot\n", "1 file changed.\n")
    after = {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in _pots(workshop)}
    assert {name for name in before if before[name] != after[name]} == {f"{TOPIC}.pot"}
    workshop.change(f"handouts/{TOPIC}/handout.md", "## What nobody knows", "## What is not known")
    workshop.run("language", "extract")
    assert {path.name: path.read_bytes() for path in _pots(workshop)} == {name: one[1] for name, one in before.items()}


def _pots(workshop: Workshop) -> list[Path]:
    return sorted((workshop.library / "locales").glob("*.pot"))


def test_a_broken_topic_does_not_keep_the_others_from_their_templates(workshop: Workshop) -> None:
    workshop.write("handouts/empty/handout.md", "")
    (workshop.library / "locales/interface.pot").unlink()
    done = workshop.run("language", "extract")
    assert done.exit_code == 3
    assert "handouts/empty/handout.md" in done.stderr
    assert (workshop.library / "locales/interface.pot").is_file()


def test_what_safety_rests_on_is_told() -> None:
    sources = _sources()
    for topic in LIBRARY.topics():
        said = {message.context for message in sources[topic] if message.safety}
        ids = {section.id for section in read_handout(LIBRARY.handouts / topic).sections}
        assert said == ids & {"answer", "when-to-avoid", "get-help"}
    assert [message.text[:24] for message in sources["interface"] if message.safety] == [
        "Incomplete: some of this",
        "Draft: a clinician has n",
        "Day and night: {phone}",
        "Call us, day or night",
        "In an emergency",
        "This sheet gives general",
    ]


def test_the_reading_level_is_told_where_a_text_is_long_enough() -> None:
    assert list(reading_level("Sources")) == []
    assert list(reading_level("Use condoms if you have an infection. [@a]")) == []
    long_enough = "Your health history matters. Ask your team what is right for **you**. [@jones2011]"
    assert list(reading_level(long_enough)) == ["Reading level of the English: grade 2. Write as plainly."]


@cache
def _letter_width(weight: str) -> float:
    """The mean width of a letter of our English, times the size."""
    path = LIBRARY.fonts / "noto-sans" / f"{weight}.ttf"
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
    text = " ".join(message.text for messages in _sources().values() for message in messages)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return sum(one.x_advance for one in buffer.glyph_positions) / font.face.upem / len(text)


@pytest.mark.parametrize(
    ("letters", "voice", "weight", "share"),
    [
        (TITLE_LETTERS, "heading-1", "Bold", 1),
        (HEADING_LETTERS, "heading-2", "Bold", 1),
        (QUESTION_LETTERS, "heading-3", "Bold", 1),
        (HELP_LETTERS, "body", "Regular", 0.42),  # a column of two in the box, without its bullet
        (35, "table-head", "Bold", 0.45),  # a column of two in the box; templates/handout.xml says the number
        (115, "band", "Regular", 1),  # 70 and the English
    ],
)
def test_about_so_many_letters_fit_as_translators_are_told(letters: int, voice: str, weight: str, share: float) -> None:
    """On the narrower paper, A4; and not many more: a guess on the low side would make translators cut for nothing."""
    design = read_design(LIBRARY.designs, "standard")
    width = (210 * MM - 2 * design.side) * share
    fit = width / (design.size(voice) * _letter_width(weight))
    assert 0.75 * fit <= letters <= 1.05 * fit, fit
