"""Extraction and update of PO files: every message is there once, and no word of a translator is lost."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_topic import HANDOUT, SOURCES

from press.catalogs import (
    SourceMessage,
    interface_messages,
    read_catalog,
    topic_messages,
    update_catalog,
    update_catalogs,
)
from press.catalogs.gate import read_po
from press.catalogs.po import Entry, read_entries, without_line, write_entries
from press.content import read_handout
from press.places import Library, find_library
from press.problems import ExitCode, HandoutError

SPANISH = find_library().language("es")
HELLO = SourceMessage("title", "Hello", ("The title of the handout.",), "handouts/x/handout.md")
DOSE = SourceMessage("about", "Take 5 mg, 5 % of {emergency_number}", ("A paragraph.",), "handouts/x/handout.md")
BYE = SourceMessage("about", "Goodbye", (), "handouts/x/handout.md")


def _translate(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for english, translation in pairs:
        assert f'msgid "{english}"\nmsgstr ""' in text
        text = text.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{translation}"')
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    path = tmp_path / "es" / "LC_MESSAGES" / "x.po"
    assert update_catalog(path, (HELLO, DOSE), SPANISH)
    return path


def test_a_new_file_is_golden_text(catalog: Path) -> None:
    assert catalog.read_text(encoding="utf-8") == (
        'msgid ""\n'
        'msgstr ""\n'
        '"Project-Id-Version: Handout Press\\n"\n'
        '"Language: es\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
        "\n"
        "#. The title of the handout.\n"
        "#: handouts/x/handout.md\n"
        'msgctxt "title"\n'
        'msgid "Hello"\n'
        'msgstr ""\n'
        "\n"
        "#. A paragraph.\n"
        "#: handouts/x/handout.md\n"
        "#, python-brace-format\n"
        'msgctxt "about"\n'
        'msgid "Take 5 mg, 5 % of {emergency_number}"\n'
        'msgstr ""\n'
    )


def test_a_second_update_leaves_the_file_alone(catalog: Path) -> None:
    _translate(catalog, ("Hello", "Hola"))
    before = catalog.stat().st_mtime_ns, catalog.read_bytes()
    assert not update_catalog(catalog, (HELLO, DOSE), SPANISH)
    assert (catalog.stat().st_mtime_ns, catalog.read_bytes()) == before


def test_a_file_that_a_tool_wrapped_is_left_alone(catalog: Path) -> None:
    text = catalog.read_text(encoding="utf-8").replace('msgid "Hello"', 'msgid ""\n"Hel"\n"lo"')
    catalog.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert not update_catalog(catalog, (HELLO, DOSE), SPANISH)


def test_a_changed_message_takes_no_translation_of_its_neighbour(catalog: Path) -> None:
    _translate(catalog, (DOSE.text, "Tome 5 mg"))
    stronger = replace(DOSE, text="Take 50 mg, 5 % of {emergency_number}")
    assert update_catalog(catalog, (HELLO, stronger), SPANISH)
    entries = {entry.text: entry for entry in read_po(catalog, "es")}
    assert entries[stronger.text].forms == ("",)
    assert entries[stronger.text].previous == (("msgctxt", "about"), ("msgid", DOSE.text))
    assert (entries[DOSE.text].obsolete, entries[DOSE.text].forms) == (True, ("Tome 5 mg",))
    assert not any("fuzzy" in entry.flags for entry in entries.values())
    assert not update_catalog(catalog, (HELLO, stronger), SPANISH)
    _translate(catalog, (stronger.text, "Tome 50 mg"))
    assert update_catalog(catalog, (HELLO, stronger), SPANISH)
    assert {entry.text: entry.previous for entry in read_po(catalog, "es")}[stronger.text] == ()


def test_two_new_messages_are_told_nothing_of_the_one_that_went(catalog: Path) -> None:
    _translate(catalog, (DOSE.text, "Tome 5 mg"))
    update_catalog(catalog, (HELLO, BYE, replace(BYE, text="See you")), SPANISH)
    assert not any(entry.previous for entry in read_po(catalog, "es"))


def test_each_of_two_changed_messages_is_shown_beside_what_it_was(catalog: Path) -> None:
    call = replace(BYE, text="Call us if you bleed")
    update_catalog(catalog, (HELLO, DOSE, call), SPANISH)
    _translate(catalog, (DOSE.text, "Tome 5 mg"), (call.text, "Llame"))
    changed = (replace(call, text="Call us if you bleed a lot"), replace(DOSE, text=DOSE.text.replace("5 mg", "50 mg")))
    update_catalog(catalog, (HELLO, *changed, BYE), SPANISH)
    before = {entry.text: dict(entry.previous).get("msgid") for entry in read_po(catalog, "es") if not entry.obsolete}
    assert [before[one.text] for one in (*changed, BYE)] == [call.text, DOSE.text, None]


def test_a_message_that_comes_back_finds_its_translation(catalog: Path) -> None:
    _translate(catalog, ("Hello", "Hola"))
    update_catalog(catalog, (DOSE,), SPANISH)
    assert ("title", "Hello") not in read_catalog(catalog, "es")
    update_catalog(catalog, (HELLO, DOSE), SPANISH)
    assert read_catalog(catalog, "es")["title", "Hello"].text == "Hola"
    assert not any(entry.obsolete for entry in read_po(catalog, "es"))


def test_an_obsolete_translation_fills_a_message_that_stands_empty(catalog: Path) -> None:
    with catalog.open("a", encoding="utf-8") as file:
        file.write('\n#~ msgctxt "title"\n#~ msgid "Hello"\n#~ msgstr "Hola"\n')
    assert update_catalog(catalog, (HELLO, DOSE), SPANISH)
    assert read_catalog(catalog, "es")["title", "Hello"].text == "Hola"


def test_notes_and_fuzzy_marks_of_translators_stay_and_python_format_goes(catalog: Path) -> None:
    text = catalog.read_text(encoding="utf-8").replace(
        "#. The title", "# ask Ana\n#  twice\n#, fuzzy, python-format\n#. The title"
    )
    catalog.write_text(text, encoding="utf-8")
    assert update_catalog(catalog, (HELLO, DOSE), SPANISH)
    hello = next(entry for entry in read_po(catalog, "es") if entry.text == "Hello")
    assert (hello.notes, hello.flags) == ((" ask Ana", "  twice"), ("fuzzy",))


def test_flags_of_translators_stay_in_their_order_with_the_reason(catalog: Path) -> None:
    flags = "fuzzy, ignore-numbers, python-brace-format, max-length:40"
    text = catalog.read_text(encoding="utf-8").replace("#, python-brace-format", f"# a proverb\n#, {flags}")
    catalog.write_text(text, encoding="utf-8")
    assert not update_catalog(catalog, (HELLO, DOSE), SPANISH)
    assert update_catalog(catalog, (HELLO, DOSE, BYE), SPANISH)
    dose = read_po(catalog, "es")[2]
    assert (dose.notes, dose.flags) == ((" a proverb",), tuple(flags.split(", ")))
    assert update_catalog(catalog, (HELLO, replace(DOSE, text="Take {phone}")), SPANISH)
    assert "ignore-numbers" not in read_po(catalog, "es")[2].flags  # the reason was one of the old text


def test_header_fields_of_others_stay_to_the_letter(catalog: Path) -> None:
    others = (
        '"X-Generator: Weblate 5.14\\n"\n"Last-Translator: Ana <ana@example.org>\\n"\n'
        '"POT-Creation-Date: \\n"\n"Language: es\\n"\n"x-odd\\n"\n'
    )
    text = catalog.read_text(encoding="utf-8").replace('"MIME-Version', f'{others}"MIME-Version')
    catalog.write_text(f"# Ana and friends\n{text}", encoding="utf-8")
    assert not update_catalog(catalog, (HELLO, DOSE), SPANISH)
    assert update_catalog(catalog, (HELLO, BYE), SPANISH)
    after = catalog.read_text(encoding="utf-8")
    assert after.startswith('# Ana and friends\nmsgid ""\nmsgstr ""\n"Project-Id-Version')
    assert others in after


def test_a_file_without_a_header_gets_one(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_text('msgctxt "title"\nmsgid "Hello"\nmsgstr "Hola"\n', encoding="utf-8")
    assert update_catalog(path, (HELLO,), SPANISH)
    assert path.read_text(encoding="utf-8").startswith('msgid ""\nmsgstr ""\n"Project-Id-Version')
    assert read_catalog(path, "es")["title", "Hello"].text == "Hola"


def test_a_broken_file_is_refused_and_left_alone(catalog: Path) -> None:
    catalog.write_text('msgid "Hello\n', encoding="utf-8")
    with pytest.raises(HandoutError):
        update_catalog(catalog, (HELLO,), SPANISH)
    assert catalog.read_text(encoding="utf-8") == 'msgid "Hello\n'


def test_a_full_disk_leaves_the_old_file_whole(catalog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = catalog.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(HandoutError, match="cannot be written: No space left on device") as caught:
        update_catalog(catalog, (BYE,), SPANISH)
    assert caught.value.exit_code is ExitCode.CANNOT_WRITE
    assert (catalog.read_bytes(), list(catalog.parent.iterdir())) == (before, [catalog])


def test_the_plural_rule_of_a_language_that_cldr_lacks_is_harmless(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    update_catalog(path, (HELLO,), replace(SPANISH, locale="hmn"))
    assert "nplurals=1; plural=0;" in path.read_text(encoding="utf-8")


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co", "Cn", "Zl", "Zp"]), min_size=1
).filter(lambda text: not set(text) & set(map(chr, (0xFEFF, 0xFFFD, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))))
MESSAGES = st.lists(
    st.builds(SourceMessage, st.sampled_from(["", "title", "faq"]), TEXTS), max_size=6, unique_by=lambda one: one.key
).map(tuple)


@given(st.lists(MESSAGES, min_size=1, max_size=4), st.data())
def test_no_message_and_no_translation_is_ever_lost(
    tmp_path_factory: pytest.TempPathFactory, versions: list[tuple[SourceMessage, ...]], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("update") / "x.po"
    given_words: dict[tuple[str, str], str] = {}
    for messages in versions:
        update_catalog(path, messages, SPANISH)
        catalog = read_catalog(path, "es")
        assert list(catalog) == [message.key for message in messages]
        assert all(found.text == given_words.get(key, "") for key, found in catalog.items())
        empty = {key: data.draw(TEXTS) for key, found in catalog.items() if not found.text}
        given_words |= empty
        entries = (
            replace(entry, forms=(empty[entry.key],)) if entry.key in empty and not entry.obsolete else entry
            for entry in read_po(path, "es")
        )
        path.write_text(write_entries(tuple(entries)), encoding="utf-8", newline="\n")
    kept = {entry.key: entry.forms[0] for entry in read_po(path, "es") if not entry.is_header}
    assert kept == given_words


STRINGS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0\x1a"))
NOTES = st.lists(st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1), max_size=2).map(tuple)


@given(
    st.lists(
        st.builds(
            Entry,
            STRINGS.filter(bool),
            forms=st.tuples(STRINGS),
            context=st.none() | STRINGS,
            comments=NOTES,
            references=NOTES,
            flags=NOTES,
            obsolete=st.booleans(),
        )
    ).map(tuple)
)
def test_what_is_written_is_what_is_read(entries: tuple[Entry, ...]) -> None:
    found, faults = read_entries(write_entries(entries))
    assert (tuple(map(without_line, found)), faults) == (entries, ())


@pytest.mark.parametrize("tag", ["ar", "es", "hi", "zh-Hans"])
def test_polib_reads_the_catalogs_that_ship_as_we_do(tag: str) -> None:
    library = find_library()
    for name in (*library.topics(), "interface"):
        path = library.catalog(tag, name)
        theirs = {
            (entry.msgctxt or "", entry.msgid): entry.msgstr for entry in polib.pofile(str(path)) if not entry.obsolete
        }
        assert {key: found.text for key, found in read_catalog(path, tag).items()} == theirs


@pytest.fixture
def library(tmp_path: Path) -> Library:
    folder = tmp_path / "handouts" / "nosebleed"
    folder.mkdir(parents=True)
    (folder / "handout.md").write_text(HANDOUT, encoding="utf-8")
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "handout.xml").write_text(
        "<d>{# Translators: at the foot. #}\n{{ _('Page {page} of {pages}', page=1) }}{{ _('Notes') }}</d>",
        encoding="utf-8",
    )
    (tmp_path / "templates" / "second.xml").write_text(
        "<d>{# Translators: a heading. #}\n{{ _('Notes') }}</d>", encoding="utf-8"
    )
    for tag in ("en", "es"):
        (tmp_path / "locales" / tag).mkdir(parents=True)
        shipped = find_library().locales / tag / "language.toml"
        (tmp_path / "locales" / tag / "language.toml").write_bytes(shipped.read_bytes())
    return Library(tmp_path)


def test_a_topic_gives_each_message_once_with_a_word_to_the_translator(library: Library) -> None:
    handout = read_handout(library.handouts / "nosebleed")
    messages = topic_messages(handout)
    assert [message.key for message in messages] == [(one.context, one.text) for one in handout.messages()]
    comments = {message.text: message.comments for message in messages}
    assert comments["Nosebleeds: what to do"][0] == "The title of the handout."
    assert comments["What to remember"] == (
        "The heading of a section.",
        "At most about 60 letters: it stands on one line.",
    )
    assert comments["Is it bad?"][0] == "A question that people ask."
    assert comments["blood that runs for long [@roe]"][1:3] == (
        "Short: about 35 letters fit on a line of its two columns.",
        "Safety: what a patient does may rest on these words. Leave nothing out, and add nothing.",
    )
    assert {message.context for message in messages if message.safety} == {"answer", "get-help"}
    assert comments["Not often. [@roe] Call {phone_24h} if you are not sure."] == (
        "The answer to “Is it bad?”",
        "[@…] is the number of a source: keep it with the claim it stands for.",
        "{phone_24h}: filled in when the sheet is printed; keep it to the letter.",
    )


def test_the_interface_gives_each_message_once_with_all_its_comments(library: Library) -> None:
    page, notes = interface_messages(library.templates)
    assert (page.key, page.flags) == (("", "Page {page} of {pages}"), ("python-brace-format",))
    assert page.comments[0] == "at the foot."
    assert (notes.key, notes.comments, notes.reference) == (("", "Notes"), ("a heading.",), "templates/handout.xml")


@pytest.mark.parametrize(
    ("template", "line", "told"),
    [
        ("<d>\n{{ _('Notes') }\n</d>", 2, "the template is broken"),
        ("<d>\n{% if x %}</d>", 2, "the template is broken"),
        ("<d>\n{{ _('**one') }}</d>", 2, "a ** has no partner"),
    ],
)
def test_a_broken_template_gives_no_messages(library: Library, template: str, line: int, told: str) -> None:
    (library.templates / "handout.xml").write_text(template, encoding="utf-8")
    with pytest.raises(HandoutError, match=r"handout\.xml") as caught:
        interface_messages(library.templates)
    (problem,) = caught.value.problems
    assert problem.line == line
    assert told in problem.what


def test_update_reaches_every_language_but_the_one_that_is_translated_from(library: Library) -> None:
    changed = update_catalogs(library)
    assert [path.relative_to(library.locales).as_posix() for path in changed] == [
        "nosebleed.pot",
        "interface.pot",
        "es/LC_MESSAGES/nosebleed.po",
        "es/LC_MESSAGES/interface.po",
    ]
    assert update_catalogs(library) == ()


def test_update_tells_all_faults_and_still_updates_what_is_sound(library: Library) -> None:
    update_catalogs(library)
    library.catalog("es", "nosebleed").write_text('msgid "x\n', encoding="utf-8")
    library.catalog("es", "interface").unlink()
    (library.handouts / "empty").mkdir()
    (library.handouts / "empty" / "handout.md").touch()
    with pytest.raises(HandoutError) as caught:
        update_catalogs(library)
    assert {Path(problem.place).name for problem in caught.value.problems} >= {"nosebleed.po", "handout.md"}
    assert library.catalog("es", "interface").exists()


def test_the_catalogs_that_ship_hold_every_message() -> None:
    library = find_library()
    topics = {topic: topic_messages(read_handout(library.handouts / topic)) for topic in library.topics()}
    for name, messages in (*topics.items(), ("interface", interface_messages(library.templates))):
        for tag in set(library.languages()) - {"en"}:
            assert list(read_catalog(library.catalog(tag, name), tag)) == [message.key for message in messages]
