"""Nobody takes the draft band, the sources, the disclaimer or the call for help off a sheet: not by any setting."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from cli_library import DAY, TOPIC, Workshop, workshop

from press.build import Job, Press
from press.compose.required import DISCLAIMER, DRAFT
from press.document import Document, plain, words
from press.places import Library
from press.problems import ExitCode

__all__ = ["workshop"]

CLINIC = "clinics/example/clinic.toml"
DESIGN = "templates/designs/standard.toml"
TEMPLATE = "templates/handout.xml"
SPANISH = f"locales/es/LC_MESSAGES/{TOPIC}.po"
SIGNER = ("--name", "A. Example", "--qualification", "MD", "--date", DAY, "--yes")
SOURCES_CITED = 13


def pages(shop: Workshop, name: str) -> list[str]:
    """The words of each page of a file, as pdfium reads them, on one line."""
    file = pdfium.PdfDocument(shop.out / name)
    try:
        texts = [file[number].get_textpage().get_text_range() for number in range(len(file))]
    finally:
        file.close()
    return [" ".join(text.replace("\ufffe", "-").split()) for text in texts]


def document(shop: Workshop, language: str = "en") -> Document:
    job = Job(TOPIC, language, shop.library / "clinics/example", date.fromisoformat(DAY))
    return Press(Library(shop.library)).document(job)[0]


def assert_all_there(shop: Workshop) -> None:
    """The English sheet has its band on each page, the call for help, the sources and the disclaimer."""
    done = shop.build("--language", "en")
    assert done.exit_code == 0, done.stderr
    made = document(shop)
    assert [plain(band) for band in made.running.bands] == [DRAFT]
    assert DISCLAIMER in words(made)
    found = pages(shop, f"{TOPIC}.en.example.draft.pdf")
    assert all(DRAFT in page for page in found)
    whole = " ".join(found)
    for said in (DISCLAIMER, "Get help now", "pain at the tip of your shoulder", "Call us, day or night", "911"):
        assert said in whole
    assert all(re.search(rf"(?<!\d){number}\. [A-Z]", whole) for number in range(1, SOURCES_CITED + 1))


def test_a_sheet_as_it_is_has_all(workshop: Workshop) -> None:
    assert_all_there(workshop)


@pytest.mark.parametrize(
    "flag",
    [
        "--no-draft",
        "--hide-draft",
        "--final",
        "--no-band",
        "--no-sources",
        "--no-disclaimer",
        "--no-get-help",
        "--quiet",
    ],
)
def test_no_flag_takes_anything_off(workshop: Workshop, flag: str) -> None:
    done = workshop.build(flag)
    assert done.exit_code == ExitCode.USAGE
    assert f"No such option '{flag}'" in done.stderr
    assert not workshop.out.exists()


@pytest.mark.parametrize(
    "line",
    [
        "draft = false",
        'status = "final"',
        'band = ""',
        "show_sources = false",
        'disclaimer = ""',
        'sections = ["answer", "takeaways"]',
        'get_help = ""',
        'template = "mine.xml"',
        'reviewed_by = "A. Example"',
        'css = "display: none"',
    ],
)
def test_no_setting_of_a_clinic_takes_anything_off(workshop: Workshop, line: str) -> None:
    workshop.change(CLINIC, "design =", f"{line}\ndesign =")
    done = workshop.build("--language", "en")
    assert done.exit_code == ExitCode.BRAND
    setting = line.partition(" ")[0]
    assert re.search(rf"{CLINIC}:\d+: there is no setting {setting}$", done.stderr, re.MULTILINE)
    assert not workshop.out.exists()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('primary = "#0b5563"', 'primary = "#ffffff"', "has a contrast of 1 : 1 with white"),
        ('primary = "#0b5563"', 'primary = "white"', "“white” is not a colour"),
        ('primary = "#0b5563"', 'primary = "#ffffff00"', "“#ffffff00” is not a colour"),
        ('phone_24h = "(212) 555-0199"', 'phone_24h = ""', "phone_24h: is empty"),
        ('phone_24h = "(212) 555-0199"', "", "phone_24h is missing"),
        ('phone_24h = "(212) 555-0199"', 'phone_24h = "\u200b"', "holds a character that cannot be seen"),
        ("accent =", 'ink = "#ffffff"\naccent =', "there is no setting colours.ink"),
        ("accent =", 'alarm = "#ffffff"\naccent =', "there is no setting colours.alarm"),
    ],
)
def test_no_value_of_a_clinic_hides_anything(workshop: Workshop, old: str, new: str, says: str) -> None:
    workshop.change(CLINIC, old, new)
    done = workshop.build("--language", "en")
    assert done.exit_code == ExitCode.BRAND
    assert says in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("fine = 7.6", "fine = 0", "fine is 0 points"),
        ("fine = 7.6", "fine = -8", "fine is -8 points"),
        ("fine = 7.6", "fine = 0.01", "fine is 0.01 points"),
        ("fine = 7.6", "fine = nan", "fine is nan points"),
        ("fine = 7.6", "", "fine is missing"),
        ("running = 7.6", "running = 1", "running is 1 points"),
        ("running = 7.6", "", "running is missing"),
        ("call = 17", "call = 2", "call is 2 points"),
        ("body = 12", "body = 11.9", "body is 11.9 points"),
        ("band = 8.5", "band = 0", "band is 0 points"),
        ("[sizes]", "[hidden]\nband = true\n[sizes]", "there is no setting hidden"),
        ("[sizes]", '[colours]\nink = "#ffffff"\n[sizes]', "there is no setting colours"),
        ("top = 18", "top = -200", "page.top"),
        ("bottom = 31", "bottom = 0", "page.bottom"),
        ("side = 52", "side = 400", "page.side"),
        ("summary =", "draft = false\nsummary =", "there is no setting draft"),
    ],
)
def test_no_design_hides_anything(workshop: Workshop, old: str, new: str, says: str) -> None:
    workshop.change(DESIGN, old, new)
    done = workshop.build("--language", "en")
    assert done.exit_code == ExitCode.BRAND, done.output
    assert says in done.stderr
    assert not workshop.out.exists()


def without(start: str, end: str, instead: str = "") -> Callable[[str], str]:
    def edit(text: str) -> str:
        first = text.index(start)
        return text[:first] + instead + text[text.index(end, first) + len(end) :]

    return edit


def replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


_GET_HELP = '{{ section("get-help", columns=2) }}'
EDITS = {
    "no band": (without('<band>{{ with_english(_("Draft', "</band>"), "the band “Draft"),
    "an empty band": (without('{{ with_english(_("Draft', "</band>", " </band>"), "the band “Draft"),
    "another band": (without('{{ with_english(_("Draft', "</band>", "Final</band>"), "the band “Draft"),
    "a band that never comes": (replaced("if sheet.draft", "if sheet.draft and false"), "the band “Draft"),
    "no sources": (without('<section id="sources">', "</section>"), "sources that the text cites"),
    "an empty section of sources": (
        without('<section id="sources">', "</section>", '<section id="sources"></section>'),
        "sources that the text cites",
    ),
    "all sources but one": (replaced("in sources %}", "in sources[1:] %}"), "sources that the text cites"),
    "sources without words": (replaced("{{ source.reference }}", ""), "sources that the text cites"),
    "no disclaimer": (without('<section id="disclaimer">', "</section>"), "the disclaimer"),
    "half a disclaimer": (without("It does not replace", "who knows you. "), "the disclaimer"),
    "no call for help": (without('<box tone="urgent">', "</box>"), "the section “get-help” in an urgent box"),
    "a quiet call for help": (replaced('tone="urgent"', 'tone="message"'), "the section “get-help” in an urgent box"),
    "a call for help without signs": (
        replaced(_GET_HELP, '<section id="get-help"><heading level="2">Call</heading></section>'),
        "texts of the section “get-help”",
    ),
    "a call for help without numbers": (without('<table voice="call">', "</table>"), "the number 911 in the get-help"),
    "no questions": (replaced('{{ section("faq") }}', ""), "a text of the topic: “Can sex cause a miscarriage?”"),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_no_template_takes_anything_off(workshop: Workshop, name: str) -> None:
    edit, says = EDITS[name]
    before = (workshop.library / TEMPLATE).read_text(encoding="utf-8")
    after = edit(before)
    assert after != before
    workshop.write(TEMPLATE, after)
    done = workshop.build("--language", "en")
    assert done.exit_code == ExitCode.CONTENT, done.output
    assert f"{TEMPLATE}: the template leaves out {says}" in done.stderr
    assert not workshop.out.exists()


def test_a_preview_says_that_it_is_incomplete_beside_that_it_is_a_draft(workshop: Workshop) -> None:
    workshop.change(SPANISH, 'msgstr "La respuesta corta"', 'msgstr ""')
    done = workshop.build("--language", "es", "--preview")
    assert done.exit_code == 0, done.stderr
    for page in pages(workshop, f"{TOPIC}.es.example.incomplete.pdf"):
        assert "Incomplete: some of this text is not translated." in page
        assert DRAFT in page
    without_band = without('<band>{{ with_english(_("Incomplete', "</band>")
    workshop.write(TEMPLATE, without_band((workshop.library / TEMPLATE).read_text(encoding="utf-8")))
    done = workshop.build("--language", "es", "--preview")
    assert done.exit_code == ExitCode.CONTENT
    assert "the template leaves out the band “Incomplete: " in done.stderr


def build_both(shop: Workshop) -> set[str]:
    """The names of the English and the Spanish sheet, in a folder that was empty."""
    for path in shop.out.glob("*.pdf"):
        path.unlink()
    done = shop.build("--language", "en,es")
    assert done.exit_code == 0, done.stderr
    return set(shop.files())


def test_signing_takes_the_band_off_and_a_changed_word_brings_it_back(workshop: Workshop) -> None:
    draft_en, draft_es = f"{TOPIC}.en.example.draft.pdf", f"{TOPIC}.es.example.draft.pdf"
    whole_en, whole_es = f"{TOPIC}.en.example.pdf", f"{TOPIC}.es.example.pdf"
    assert build_both(workshop) == {draft_en, draft_es}

    assert workshop.run("topic", "sign", TOPIC, *SIGNER).exit_code == 0
    assert build_both(workshop) == {draft_es, whole_en}  # the translation has its own signature

    assert workshop.run("language", "sign", "es", TOPIC, *SIGNER).exit_code == 0
    assert build_both(workshop) == {whole_en, whole_es}
    assert workshop.build("--language", "en,es", "--require-signed").exit_code == 0
    assert not any(DRAFT in page for name in (whole_en, whole_es) for page in pages(workshop, name))
    assert "Reviewed by A. Example, MD." in " ".join(pages(workshop, whole_en))

    workshop.change(SPANISH, 'msgstr "La respuesta corta"', 'msgstr "La respuesta breve"')
    assert build_both(workshop) == {whole_en, draft_es}
    assert document(workshop, "es").running.bands
    refused = workshop.build("--language", "en,es", "--require-signed")
    assert refused.exit_code == ExitCode.SOME_FAILED
    assert f"the translation of {TOPIC} into es has changed since A. Example signed it on {DAY}" in refused.stderr
    workshop.change(SPANISH, 'msgstr "La respuesta breve"', 'msgstr "La respuesta corta"')
    assert build_both(workshop) == {whole_en, whole_es}  # the words that were signed are back

    workshop.change(f"handouts/{TOPIC}/sources.yaml", 'page: "e308-e310"', 'page: "e308-e311"')
    assert build_both(workshop) == {draft_en, draft_es}  # the translation was signed for this English


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (f"handouts/{TOPIC}/handout.md", "Not wanting sex is fine.", "Not wanting sex is okay."),
        (f"handouts/{TOPIC}/handout.md", "## The short answer", "## The answer"),
        (f"handouts/{TOPIC}/sources.yaml", "checked: secondary", "checked: read"),
        (TEMPLATE, "My notes and questions", "My notes"),
    ],
)
def test_one_changed_word_of_the_english_brings_the_band_back(
    workshop: Workshop, name: str, old: str, new: str
) -> None:
    assert workshop.run("topic", "sign", TOPIC, *SIGNER).exit_code == 0
    assert not document(workshop).running.bands
    workshop.change(name, old, new)
    assert [plain(band) for band in document(workshop).running.bands] == [DRAFT]


def test_a_signature_that_was_copied_from_elsewhere_covers_nothing(workshop: Workshop) -> None:
    workshop.write(
        f"handouts/{TOPIC}/reviews.toml",
        f'[[signed]]\nname = "A"\nqualification = "MD"\ndate = {DAY}\nwords = "sha256:{"0" * 64}"\n',
    )
    assert_all_there(workshop)


def test_a_topic_of_the_same_words_under_another_name_is_not_signed(workshop: Workshop, tmp_path: Path) -> None:
    assert workshop.run("topic", "sign", TOPIC, *SIGNER).exit_code == 0
    reviews = (workshop.topic / "reviews.toml").read_bytes()
    assert workshop.run("topic", "add", "other", "--title", "T", "--audience", "a", "--author", "b").exit_code == 0
    workshop.write("handouts/other/reviews.toml", reviews)
    done = workshop.run("build", "other", "--language", "en", "--require-signed")
    assert done.exit_code == ExitCode.TRANSLATION
    assert "the English of other has changed since A. Example signed it" in done.stderr
