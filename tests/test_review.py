"""Review sheets: every message in order beside its English; what changed since a signature, and nothing else."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import page
import pytest
from cli_library import DAY, TOPIC, Workshop, workshop
from conftest import WHEN

from press.build import Press
from press.cli.reviewed import gather
from press.compose import compose_desk
from press.compose.changed import changes_page
from press.compose.changed_words import compare
from press.compose.review import Remark, Reviewed, review_page
from press.content.inline import Citation, Placeholder, Words, parse
from press.content.reviews import Signature
from press.content.sheet_words import SheetWords, read_record, write_record
from press.document import Document, Heading, List, Pair, Paragraph, Run, children, plain, walk, words
from press.localize.changes import changes
from press.places import Library
from press.preflight import preflight
from press.problems import ExitCode, HandoutError

__all__ = ["workshop"]

SIGNER = ("--name", "A. Example", "--qualification", "medical translator", "--date", DAY, "--yes")
PO = f"locales/es/LC_MESSAGES/{TOPIC}.po"
RECORD = f"locales/es/signed/{TOPIC}.json"
HANDOUT = f"handouts/{TOPIC}/handout.md"


def _written(text: str) -> str:
    """The words of a message as a review sheet has them: facts by name, sources apart."""
    parts = parse(text)
    said = (part.text if isinstance(part, Words) else f"{{{part.name}}}" for part in parts if not _cited(part))
    return _visible("".join(said))


def _visible(text: str) -> str:
    """*text* without what stands before the number of a source."""
    return text.replace("\u00a0", "").replace("\u2060", "")


def _cited(part: object) -> bool:
    assert isinstance(part, Words | Placeholder | Citation)
    return isinstance(part, Citation)


def _halves(document: Document) -> list[tuple[str, str]]:
    """The words of each pair, in reading order."""
    pairs = (block for block in walk(document.blocks) if isinstance(block, Pair))
    return [(_words(pair.first[0]), _words(pair.second[0])) for pair in pairs]


def _words(block: object) -> str:
    assert isinstance(block, Paragraph)
    return _visible(plain(block.runs))


def _reviewed(library: Library, tag: str, topic: str = TOPIC) -> Reviewed:
    return gather(Press(library), topic, tag, WHEN)


# The whole sheet


@pytest.mark.parametrize("tag", ["ar", "km", "zh-Hans"])
def test_every_message_stands_beside_its_english_in_order(library: Library, tag: str) -> None:
    reviewed = _reviewed(library, tag)
    document = compose_desk(review_page(reviewed), library.templates)
    expected = [(_written(key[1]), _written(reviewed.translation(key))) for key in reviewed.messages]
    assert _halves(document) == expected
    assert len(expected) == 71
    headings = [plain(block.runs) for block in walk(document.blocks) if isinstance(block, Heading) and block.level == 3]
    assert [text.split(" · ")[0] for text in headings] == [f"Message {number}" for number in range(1, 72)]
    safe = [message.safety for message in reviewed.messages.values()]
    assert [text.endswith(" · Safety") for text in headings] == safe
    assert 20 < sum(safe) < 40
    spoken = {run.language for one in walk(document.blocks) if isinstance(one, Pair) for run in _runs(one.second[0])}
    assert spoken == {library.language(tag).language}


def _runs(block: object) -> tuple[Run, ...]:
    assert isinstance(block, Paragraph)
    return block.runs


def test_the_english_stands_alone_with_its_sources(library: Library) -> None:
    reviewed = _reviewed(library, "en")
    document = compose_desk(review_page(reviewed), library.templates)
    assert _halves(document) == []
    groups = [block for block in walk(document.blocks) if type(block).__name__ == "Group"]
    texts = [_words(children(group)[2]) for group in groups[:71]]
    assert texts == [_written(key[1]) for key in reviewed.messages]
    said = "\n".join(_everything(document))
    for source in reviewed.handout.sources:
        assert source.title.rstrip(".") in said
        assert source.note in said
    assert reviewed.words.hash.removeprefix("sha256:") in said.replace(" ", "")
    assert f"handouts topic sign {TOPIC}" in said


def _everything(document: Document) -> list[str]:
    return list(words(document))


@pytest.mark.parametrize("tag", ["en", "ar", "km"])
def test_the_sheet_conforms_and_reads_back(library: Library, tmp_path: Path, tag: str) -> None:
    press = Press(library)
    sheet = review_page(_reviewed(library, tag))
    data, pages = press.desk(sheet, library.clinics / "example", WHEN)
    assert 6 <= pages <= 14
    assert preflight(data, compose_desk(sheet, library.templates)) == ()
    path = tmp_path / "review.pdf"
    path.write_bytes(data)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.validate_pdf(str(path), profile=profile).failures == []


def test_what_the_checks_say_stands_at_its_message(workshop: Workshop) -> None:
    workshop.change(PO, "6 a 12 días", "60 a 12 días")
    reviewed = _reviewed(Library(workshop.library), "es")
    ((key, (remark,)),) = reviewed.remarks.items()
    assert remark.error
    assert "the number 6 is missing or changed" in remark.text
    said = _everything(compose_desk(review_page(reviewed), Library(workshop.library).templates))
    (at,) = (place for place, text in enumerate(said) if text == f"The checks found an error: {remark.text}")
    assert "60 a 12 días" in said[at - 1]
    assert said[at - 4] == f"Message {reviewed.numbers[key]}"


def test_a_message_that_is_missing_says_so_and_keeps_its_number(workshop: Workshop) -> None:
    workshop.change(PO, 'msgstr "La respuesta corta"', 'msgstr ""')
    reviewed = _reviewed(Library(workshop.library), "es")
    document = compose_desk(review_page(reviewed), Library(workshop.library).templates)
    assert _halves(document)[1] == ("The short answer", "Not translated yet")
    assert any(text.startswith("1 message not translated yet:") for text in _everything(document))


# What is recorded when somebody signs


def test_signing_records_the_words_and_their_hash_is_that_of_the_signature(workshop: Workshop) -> None:
    assert workshop.run("language", "sign", "es", TOPIC, *SIGNER).exit_code == 0
    assert workshop.run("topic", "sign", TOPIC, *SIGNER).exit_code == 0
    press = Press(Library(workshop.library))
    for tag in ("es", "en"):
        english, translated = press.signatures(TOPIC, tag)
        recorded, signed = read_record(press.library.signed(tag, TOPIC), translated or english)
        assert recorded == _reviewed(press.library, tag).words
        assert signed.words == recorded.hash


def test_the_record_is_the_same_bytes_and_is_healed_by_signing_again(workshop: Workshop) -> None:
    path = workshop.library / RECORD
    assert workshop.run("language", "sign", "es", TOPIC, *SIGNER).exit_code == 0
    first = path.read_bytes()
    path.unlink()
    again = workshop.run("language", "sign", "es", TOPIC, *SIGNER)
    assert "has signed these words already" in again.stdout
    assert path.read_bytes() == first
    assert (workshop.library / "locales/es/reviews.toml").read_text().count("[[signed]]") == 1


def test_nothing_is_recorded_where_nothing_is_signed(workshop: Workshop) -> None:
    refused = workshop.run("language", "sign", "es", TOPIC, *SIGNER[:-1], typed="n\n")
    assert refused.exit_code == ExitCode.INTERRUPTED
    nameless = workshop.run("language", "sign", "es", TOPIC, "--name", " ", *SIGNER[2:])
    assert nameless.exit_code == ExitCode.CONTENT
    assert not (workshop.library / RECORD).exists()


def test_a_record_of_strange_letters_comes_back_as_it_was(tmp_path: Path) -> None:
    said = SheetWords(
        (("title", 'a "quoted" \\ back\nslash', "ಕನ್ನಡ \u200dx"), ("answer", "{phone}", "٥ mg")),
        (("who2020", "", "n.d."),),
        (("Page", "صفحة"),),
    )
    path = tmp_path / "words.json"
    write_record(path, said)
    signed = Signature("A. Example", "MD", WHEN, said.hash)
    assert read_record(path, (replace(signed, words="sha256:" + 64 * "0"), signed)) == (said, signed)


# What changed


def _signed_then(workshop: Workshop, *edits: tuple[str, str, str]) -> Library:
    for command in (("topic", "sign", TOPIC), ("language", "sign", "es", TOPIC)):
        assert workshop.run(*command, *SIGNER).exit_code == 0
    for edit in edits:
        workshop.change(*edit)
    return Library(workshop.library)


def _changes(library: Library, tag: str) -> tuple[Reviewed, Document]:
    reviewed = _reviewed(library, tag)
    english, translated = Press(library).signatures(TOPIC, tag)
    before, signed = read_record(library.signed(tag, TOPIC), translated if tag != "en" else english)
    sheet = changes_page(reviewed, changes(before, reviewed.words), signed)
    return reviewed, compose_desk(sheet, library.templates)


def _numbers(document: Document) -> list[str]:
    headings = (plain(one.runs) for one in walk(document.blocks) if isinstance(one, Heading) and one.level == 3)
    return [text.removesuffix(" · Safety") for text in headings]


def _marked(document: Document) -> list[str]:
    paragraphs = (block for block in walk(document.blocks) if isinstance(block, Paragraph))
    return [run.text for block in paragraphs for run in block.runs if run.marked]


def test_a_changed_translation_alone_is_shown_with_its_word_marked(workshop: Workshop) -> None:
    library = _signed_then(workshop, (PO, 'msgstr "La respuesta corta"', 'msgstr "La respuesta breve"'))
    reviewed, document = _changes(library, "es")
    assert _numbers(document) == ["Message 2"]
    assert reviewed.numbers["answer", "The short answer"] == 2
    same = "The short answer"
    assert _halves(document) == [(same, "La respuesta corta"), (same, "La respuesta breve")]
    assert _marked(document) == ["corta", "breve"]
    said = _everything(document)
    assert "Spanish: “corta” is now “breve”." in said
    assert "The Spanish changed and the English did not: do they still say the same?" in said


def test_changed_english_is_shown_as_it_was_and_as_it_is_in_both_languages(workshop: Workshop) -> None:
    days = "It happens {} to 12 days after the egg"
    library = _signed_then(workshop, (HANDOUT, days.format(6), days.format(5)))
    assert workshop.run("language", "update").exit_code == 0
    _, document = _changes(library, "es")
    assert _numbers(document) == ["Message 11"]
    before, now = _halves(document)
    assert days.format(6) in before[0]
    assert days.format(5) in now[0]
    assert before[1].startswith("La implantación es")
    assert now[1] == "Not translated yet"  # no old translation is shown as if it were of the new English
    assert "English: “6” is now “5”." in _everything(document)
    _, alone = _changes(library, "en")
    assert _numbers(alone) == ["Message 11"]
    assert _marked(alone) == ["6", "5"]


def test_new_messages_and_those_taken_out_are_shown(workshop: Workshop) -> None:
    twins = "- twins or more: ask your team about sex later in pregnancy [@nhs-sex; @jones2011]\n"
    fever = "- heavy bleeding [@ng126; @hasan2009]\n"
    library = _signed_then(workshop, (HANDOUT, twins, ""), (HANDOUT, fever, f"{fever}- a fever [@ng126]\n"))
    _, document = _changes(library, "en")
    assert _numbers(document) == ["Taken out", "Message 23"]
    said = _everything(document)
    assert "This message is new." in said
    assert "This message is not on the sheet any more." in said
    assert "twins or more: ask your team about sex later in pregnancy [nhs-sex; jones2011]" in said
    assert "a fever [ng126]" in said


def test_a_changed_source_and_another_order_are_told(workshop: Workshop) -> None:
    first, second = "- Your health history matters.", "- Listen to your body."
    text = (workshop.library / HANDOUT).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines(keepends=True) if line.startswith((first, second))]
    year = (f"handouts/{TOPIC}/sources.yaml", '"2012"', '"2013"')
    library = _signed_then(workshop, (HANDOUT, lines[0], ""), (HANDOUT, lines[1], lines[1] + lines[0]), year)
    for tag in ("en", "es"):
        _, document = _changes(library, tag)
        assert [one for one in _numbers(document) if not one.startswith("Source")] == []
        assert len(_numbers(document)) == 1
        assert any("in another order" in text for text in _everything(document))


def test_the_words_of_the_page_are_among_what_changed(workshop: Workshop) -> None:
    library = _signed_then(
        workshop, ("locales/es/LC_MESSAGES/interface.po", 'msgstr "Fuentes"', 'msgstr "Las fuentes"')
    )
    reviewed, document = _changes(library, "es")
    assert _numbers(document) == [f"Message {reviewed.numbers['', 'Sources']}"]
    assert _marked(document)[-1] == "Las fuentes"


def test_what_looks_equal_has_not_changed_and_is_called_as_it_is_written() -> None:
    one, other = "caf\u00e9", "cafe\u0301"
    before = SheetWords((("title", one, "a"), ("answer", one, "b")), (), ((one, "c"),))
    now = SheetWords((("title", other, "a"), ("answer", other, "x")), (), ((other, "c"),))
    (change,) = changes(before, now).messages
    assert change.now is not None
    assert change.now.key == ("answer", other)
    assert not changes(before, now).moved


@pytest.mark.parametrize(
    ("before", "now", "locale", "passages"),
    [
        ("Take 5 mg now.", "Take 50 mg now.", "en", [("5", "50")]),
        ("You may call.", "You may not call.", "en", [("", "not")]),
        ("**Call** us", "Call us", "en", [("**Call**", "Call")]),
        ("A claim. [@one2001]", "A claim. [@one2001; @two2002]", "en", [("[one2001]", "[one2001; two2002]")]),
        ("Ring {phone}", "Ring {clinic_phone}", "en", [("{phone}", "{clinic_phone}")]),
        ("请在6天内打电话", "请在5天内打电话", "zh-Hans", [("6", "5")]),
        ("โทรหาเราทันที", "โทรหาหมอทันที", "th", [("เรา", "หมอ")]),
        ("اتصلي بنا الآن", "اتصلي بنا غدًا", "ar", [("الآن", "غدًا")]),
        ("a ** b", "a ** c", "en", [("b", "c")]),
        ("the same", "the same", "en", []),
    ],
)
def test_the_words_that_changed_are_found(before: str, now: str, locale: str, passages: list[tuple[str, str]]) -> None:
    found = compare(before, now, locale)
    assert list(found.passages) == passages
    assert found.changed is bool(passages)


def test_too_many_changes_are_not_told_one_by_one() -> None:
    found = compare("a b c d e f g h i j k l m n", "a 1 c 2 e 3 g 4 i 5 k 6 m 7", "en")
    assert found.changed
    assert found.passages == ()
    assert found.now.count("<mark>") == 7


def test_what_is_compared_is_text_and_never_markup() -> None:
    found = compare("a <b>x</b> & y", "a <b>z</b> & y", "en")
    assert re.sub("</?mark>", "", found.now) == "a &lt;b&gt;z&lt;/b&gt; &amp; y"


# The command


def test_the_command_writes_a_file_and_says_what_to_do_next(workshop: Workshop) -> None:
    done = workshop.run("language", "review", "es", TOPIC, "--date", DAY)
    assert (done.exit_code, done.stdout) == (0, f"out/{TOPIC}.es.review.pdf: 10 pages\n")
    assert done.stderr == (
        f"71 messages; 0 remarks of the checks.\nWhen it is read, and right: handouts language sign es {TOPIC}\n"
    )
    first = (workshop.out / f"{TOPIC}.es.review.pdf").read_bytes()
    screen = workshop.run("language", "review", "es", TOPIC, "--date", DAY, "--format", "html", "--output", "web")
    assert screen.stdout == f"web/{TOPIC}.es.review.html: one page for the screen\n"
    assert "La respuesta corta" in (workshop.here / f"web/{TOPIC}.es.review.html").read_text(encoding="utf-8")
    workshop.run("language", "review", "es", TOPIC, "--date", DAY)
    assert (workshop.out / f"{TOPIC}.es.review.pdf").read_bytes() == first


def test_changes_since_a_signature_and_when_there_are_none(workshop: Workshop) -> None:
    review = ("language", "review", "es", TOPIC, "--changes", "--date", DAY)
    unsigned = workshop.run(*review)
    assert unsigned.exit_code == ExitCode.USAGE
    assert f"nobody has signed {TOPIC} in es" in unsigned.stderr
    library = _signed_then(workshop)
    same = workshop.run(*review)
    assert (same.exit_code, same.stdout) == (0, "")
    assert same.stderr == f"Nothing changed since A. Example signed it on {DAY}.\n"
    workshop.change(PO, 'msgstr "La respuesta corta"', 'msgstr "La respuesta breve"')
    changed = workshop.run(*review)
    assert changed.stdout == f"out/{TOPIC}.es.changes.pdf: 2 pages\n"
    data = (workshop.out / f"{TOPIC}.es.changes.pdf").read_bytes()
    assert preflight(data, _changes(library, "es")[1]) == ()
    assert workshop.run("language", "sign", "es", TOPIC, *SIGNER).exit_code == 0
    assert workshop.run(*review).stderr.startswith("Nothing changed since A. Example")


@pytest.mark.parametrize(
    ("record", "says"),
    [
        (b"", "this is not what the press wrote"),
        (b"[" * 100_000, "this is not what the press wrote"),
        (b"9" * 10_000, "this is not what the press wrote"),
        (b"[]", "no signature covers these words"),
        (b'{"messages": [["title"]], "sources": [], "interface": []}', "this is not what the press wrote"),
        (b'{"messages": 7, "sources": [[1]], "interface": {}}', "no signature covers these words"),
        (b'{"messages": [], "sources": [[]], "interface": []}', "no signature covers these words"),
        ('["\u202e"]'.encode(), "invisible direction mark"),
        (b"\xff\xfe", "not UTF-8"),
        (b" " * 2_000_001, "larger than"),
    ],
    ids=range(10),
)
def test_what_the_press_did_not_write_is_no_record(tmp_path: Path, record: bytes, says: str) -> None:
    path = tmp_path / "words.json"
    path.write_bytes(record)
    with pytest.raises(HandoutError, match=says):
        read_record(path, (Signature("A. Example", "MD", WHEN, "sha256:" + 64 * "0"),))


def test_a_record_that_is_gone_or_altered_is_not_used(workshop: Workshop) -> None:
    _signed_then(workshop, (PO, 'msgstr "La respuesta corta"', 'msgstr "La respuesta breve"'))
    path = workshop.library / RECORD
    content = json.loads(path.read_text(encoding="utf-8"))
    content["messages"][0][2] = "Otro título"
    workshop.write(RECORD, json.dumps(content))
    for says in ("no signature covers these words", "there is no record of the words that were signed"):
        done = workshop.run("language", "review", "es", TOPIC, "--changes")
        assert (done.exit_code, done.stdout) == (ExitCode.CONTENT, "")
        assert f"library/{RECORD}: {says}" in done.stderr
        path.unlink(missing_ok=True)
    assert not workshop.out.exists()
    assert workshop.run("language", "review", "es", TOPIC).exit_code == 0  # the whole sheet needs no record


NOT_REVIEWED: list[tuple[list[str], ExitCode, str]] = [
    (["Spanish", TOPIC], ExitCode.USAGE, "did you mean “es”?"),
    (["es", "sex"], ExitCode.USAGE, "there is no topic “sex”"),
    (["es"], ExitCode.USAGE, "Missing argument 'TOPIC'"),
    (["es", TOPIC, "--clinic", "nobody"], ExitCode.USAGE, "there is no clinic “nobody”"),
    (["es", TOPIC, "--format", "docx"], ExitCode.USAGE, "docx"),
    (["nl", TOPIC], ExitCode.TRANSLATION, f"nothing of {TOPIC} is translated into nl yet"),
    (["ar", TOPIC], ExitCode.TRANSLATION, f"there is no translation of {TOPIC} into ar"),
    (["hi", TOPIC], ExitCode.TRANSLATION, f"{TOPIC}.po:1: the closing quotation mark is missing"),
    (["es", TOPIC, "--output", "library/handouts/README/x"], ExitCode.CANNOT_WRITE, "cannot be written"),
]


def test_what_cannot_be_reviewed(workshop: Workshop) -> None:
    assert workshop.run("language", "add", "nl").exit_code == 0
    (workshop.library / f"locales/ar/LC_MESSAGES/{TOPIC}.po").unlink()
    workshop.write(f"locales/hi/LC_MESSAGES/{TOPIC}.po", 'msgid "x\n')
    workshop.write("handouts/README", "a file where a folder should be")
    for words_typed, code, says in NOT_REVIEWED:
        done = workshop.run("language", "review", *words_typed)
        assert (done.exit_code, done.stdout) == (code, ""), words_typed
        assert says in done.stderr, words_typed


def test_a_record_is_refused_with_the_line_where_it_breaks(tmp_path: Path) -> None:
    path = tmp_path / "words.json"
    path.write_text('{\n"messages": [\n', encoding="utf-8")
    with pytest.raises(HandoutError, match=r"words\.json:3: this is not what the press wrote"):
        read_record(path, ())


def test_words_of_the_translation_in_a_remark_are_in_its_own_letters(library: Library) -> None:
    """A remark that quotes Arabic has letters that the fonts of English lack."""
    reviewed = _reviewed(library, "ar")
    key = next(iter(reviewed.messages))
    reviewed = replace(reviewed, remarks={key: (Remark("write كلمة أولى or كلمة ثانية, or add the word"),)})
    page_ = compose_desk(review_page(reviewed), library.templates)
    lists = [block for block in walk(page_.blocks) if isinstance(block, List)]
    runs = [run for one in lists for item in one.items for run in item.runs]
    assert [run.text for run in runs if "كلمة" in run.text] == ["كلمة أولى", "كلمة ثانية,"]
    assert {run.language.tag for run in runs if "كلمة" in run.text} == {"ar"}
