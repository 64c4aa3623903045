"""Languages from the command line: begun by one command, translated with a text editor, and printed."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from babel import Locale, localedata
from cli_library import TOPIC, Workshop, workshop
from conftest import LANGUAGES
from reading import Pages

from press.catalogs import normal_tag, suggested
from press.catalogs.tags import subtags
from press.document import Direction
from press.fonts import FontLibrary, is_right_to_left
from press.places import Library, find_library
from press.problems import ExitCode, RefusedError

__all__ = ["workshop"]

MADE_UP = ("language", "add", "qaa-Latn", "--name", "Madeup", "--own-name", "Madøp")
FROM_RIGHT = ("language", "add", "qab-Arab", "--name", "Made up as well", "--own-name", "مختلقة")
ENGLISH = "What you can do"


def _translate(workshop: Workshop, tag: str, words: str) -> None:
    """What a translator types behind one msgstr."""
    workshop.change(
        f"locales/{tag}/LC_MESSAGES/{TOPIC}.po", f'msgid "{ENGLISH}"\nmsgstr ""', f'msgid "{ENGLISH}"\nmsgstr "{words}"'
    )


def _printed(workshop: Workshop, tag: str) -> str:
    """The text of the preview in the language *tag*."""
    done = workshop.build("--language", tag, "--preview")
    assert done.exit_code == 0, done.stderr
    pages = Pages(workshop.out / f"{TOPIC}.{tag}.example.incomplete.pdf")
    try:
        return pages.tree().text(pages.text)
    finally:
        pages.close()


def _settings(workshop: Workshop, tag: str) -> dict[str, Any]:
    return tomllib.loads((workshop.library / "locales" / tag / "language.toml").read_text(encoding="utf-8"))


def _tree(workshop: Workshop) -> list[Path]:
    return sorted((workshop.library / "locales").rglob("*"))


# language add


def test_a_made_up_language_takes_one_command_and_a_text_editor(workshop: Workshop) -> None:
    done = workshop.run(*MADE_UP)
    assert done.exit_code == 0, done.stderr
    assert sorted(done.stdout.splitlines()) == [
        "library/locales/qaa-Latn/LC_MESSAGES/interface.po",
        f"library/locales/qaa-Latn/LC_MESSAGES/{TOPIC}.po",
        "library/locales/qaa-Latn/glossary.toml",
        "library/locales/qaa-Latn/language.toml",
        "library/locales/qaa-Latn/meaning.toml",
    ]
    folder = workshop.library / "locales"
    for name in ("meaning.toml", "glossary.toml"):  # with its “# ” away, each is what the English says
        lines = (folder / "qaa-Latn" / name).read_text(encoding="utf-8").splitlines()[3:]
        assert tomllib.loads("\n".join(lines)) == {}
        said = "\n".join(line.removeprefix("# ") for line in lines)
        assert tomllib.loads(said) == tomllib.loads((folder / "en" / name).read_text(encoding="utf-8"))
    assert "Madeup is set from left to right, in noto-sans." in done.stderr
    assert "CLDR's “en”" in done.stderr
    assert "handouts build --language qaa-Latn --preview" in done.stderr
    assert ENGLISH in _printed(workshop, "qaa-Latn")

    _translate(workshop, "qaa-Latn", "Vût žu kañ dø")
    printed = _printed(workshop, "qaa-Latn")
    assert "Vût žu kañ dø" in printed
    assert ENGLISH not in printed
    assert "Incomplete: some of this text is not translated." in printed
    assert "Madeup" in workshop.run("list").stdout


def test_a_made_up_language_from_right_to_left(workshop: Workshop) -> None:
    assert workshop.run(*FROM_RIGHT).exit_code == 0
    settings = _settings(workshop, "qab-Arab")
    assert (settings["direction"], settings["fonts"]) == ("rtl", ["noto-sans-arabic", "noto-sans"])
    assert (settings["leading"], settings["size"], settings["locale"]) == (1.5, 1.1, "ar")
    _translate(workshop, "qab-Arab", "كلمات مختلقة تماما")
    assert "كلمات مختلقة تماما" in _printed(workshop, "qab-Arab")


def test_what_cldr_knows_need_not_be_said(workshop: Workshop) -> None:
    done = workshop.run("language", "add", "mr")
    assert done.exit_code == 0, done.stderr
    assert "CLDR" not in done.stderr
    assert _settings(workshop, "mr") == {
        "name": "Marathi",
        "own_name": "मराठी",
        "direction": "ltr",
        "fonts": ["noto-sans-devanagari", "noto-sans"],
        "leading": 1.45,
        "size": 1.05,
        "breaks": "mr",
        "locale": "mr",
        "digits": "latn",
    }
    _translate(workshop, "mr", "तुम्ही काय करू शकता")
    assert "तुम्ही काय करू शकता" in _printed(workshop, "mr")  # and its date stands in the English around it


def test_the_file_of_a_new_language_has_the_notes_of_those_that_ship(workshop: Workshop) -> None:
    def notes(tag: str) -> list[str]:
        text = (workshop.library / "locales" / tag / "language.toml").read_text(encoding="utf-8")
        return [line.partition("#")[2] for line in text.splitlines() if "#" in line]

    assert workshop.run("language", "add", "nl").exit_code == 0
    assert notes("nl") == notes("es")


def test_what_somebody_says_goes_before_cldr(workshop: Workshop) -> None:
    said = ("--name", "Dari", "--own-name", 'دری "2"', "--locale", "fa-af", "--direction", "ltr")
    done = workshop.run("language", "add", "HAZ", *said)
    assert done.exit_code == 0, done.stderr
    settings = _settings(workshop, "haz")
    assert [settings[key] for key in ("name", "own_name", "locale", "direction")] == ["Dari", 'دری "2"', "fa_AF", "ltr"]


def test_a_name_that_cldr_lacks_is_asked_for_where_somebody_can_answer(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = workshop.run("language", "add", "chk")
    assert nobody.exit_code == ExitCode.USAGE
    assert nobody.stderr == "CLDR does not say what chk is called\n    → give it with --own-name\n"
    monkeypatch.setattr(import_module("press.cli.language"), "_somebody_is_there", lambda: True)
    asked = workshop.run("language", "add", "chk", typed="Chuuk\n")
    assert asked.exit_code == 0, asked.stderr
    assert (_settings(workshop, "chk")["name"], _settings(workshop, "chk")["own_name"]) == ("Chuukese", "Chuuk")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["es"], ExitCode.USAGE, "es is there already\n    → bring it up to date with: handouts language update"),
        (["ZH-HANS"], ExitCode.USAGE, "zh-Hans is there already"),
        (["en"], ExitCode.USAGE, "English is what all languages are translated from"),
        (["en-xa"], ExitCode.USAGE, "make it with: handouts language pseudo en-XA"),
        (["Spanish"], ExitCode.USAGE, "the tag of Spanish is es"),
        (["pt_PT"], ExitCode.USAGE, "did you mean pt-PT?"),
        (["../nl"], ExitCode.USAGE, "“../nl” cannot be added: this is no language tag"),
        ([""], ExitCode.USAGE, "this is no language tag"),
        (
            ["qaa", "--name", "A", "--own-name", "A"],
            ExitCode.USAGE,
            "CLDR does not know in which script qaa is written",
        ),
        (["qaa-Latn"], ExitCode.USAGE, "give it with --name and --own-name"),
        (["bo"], ExitCode.BRAND, "no family of fonts/ draws Tibetan, the script of bo"),
        (["nl", "--locale", "xx"], ExitCode.USAGE, "CLDR has no locale “xx”"),
        (["nl", "--locale", "ca_ES_VALENCIA"], ExitCode.USAGE, "locale is wrong"),
        (["nl", "--direction", "up"], ExitCode.USAGE, "'up' is not one of"),
        (["nl", "--name", "Du\ntch"], ExitCode.USAGE, "what --name says is no name"),
        (["nl", "--own-name", "\udcff"], ExitCode.USAGE, "what --own-name says is no name"),
        (["nl", "--own-name", "a" * 101], ExitCode.USAGE, "what --own-name says is no name"),
    ],
)
def test_a_language_that_cannot_be_added(workshop: Workshop, words: list[str], code: ExitCode, says: str) -> None:
    before = _tree(workshop)
    done = workshop.run("language", "add", *words)
    assert done.exit_code == code
    assert says in done.stderr
    assert (done.stdout, _tree(workshop)) == ("", before)


def test_a_folder_without_its_file_is_left_alone(workshop: Workshop) -> None:
    workshop.write("locales/nl/LC_MESSAGES/interface.po", "mine")
    done = workshop.run("language", "add", "nl")
    assert done.exit_code == ExitCode.USAGE
    assert done.stderr.startswith("library/locales/nl: something is there already")
    assert (workshop.library / "locales/nl/LC_MESSAGES/interface.po").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("broken", [f"handouts/{TOPIC}/handout.md", "templates/handout.xml"])
def test_nothing_is_half_made_where_something_is_broken(workshop: Workshop, broken: str) -> None:
    before = _tree(workshop)
    workshop.write(broken, "{{ broken }")
    done = workshop.run("language", "add", "nl")
    assert done.exit_code == ExitCode.CONTENT
    assert f"library/{broken}" in done.stderr
    assert _tree(workshop) == before


def test_nothing_is_half_made_where_a_file_cannot_be_written(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    before = _tree(workshop)
    monkeypatch.setattr(Path, "rename", full)
    done = workshop.run("language", "add", "nl")
    assert done.exit_code == ExitCode.CANNOT_WRITE
    assert done.stderr.startswith("library/locales/nl: cannot be written: No space left on device")
    assert _tree(workshop) == before


# tags, and what CLDR and the fonts tell of them


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("pt-br", "pt-BR"),
        ("ZH-hant-hk", "zh-Hant-HK"),
        ("es-419", "es-419"),
        ("de-ch-1996", "de-CH-1996"),
        ("EN-ca-X-CA", "en-CA-x-ca"),
        ("sl-ROZAJ-biske-1994", "sl-rozaj-biske-1994"),
        ("zh-yue-hk", "zh-yue-HK"),
        ("de-U-CO-phonebk", "de-u-co-phonebk"),
    ],
)
def test_tags_are_written_as_bcp_47_recommends(written: str, tag: str) -> None:
    assert normal_tag(written) == tag
    assert normal_tag(tag) == tag


@pytest.mark.parametrize(
    "written",
    ["e", "english", "thai", "en-", "-en", "en--US", "en US", "en_US", "en-a", "sl-rozaj-rozaj", "en-a-bb-a-cc", "é",
     "x-mine", "i-klingon", "en\n", "..", "a" * 99],
)  # fmt: skip
def test_what_is_no_tag(written: str) -> None:
    with pytest.raises(RefusedError, match="no language tag"):
        normal_tag(written)


@pytest.mark.parametrize(
    ("tag", "families", "leading"),
    [
        ("uk", ("noto-sans",), 1.38),
        ("el", ("noto-sans",), 1.38),
        ("ur", ("noto-nastaliq-urdu", "noto-sans"), 2.2),
        ("ps", ("noto-sans-arabic", "noto-sans"), 1.5),
        ("he", ("noto-sans-hebrew", "noto-sans"), 1.4),
        ("pa", ("noto-sans-gurmukhi", "noto-sans"), 1.45),
        ("pa-PK", ("noto-sans-arabic", "noto-sans"), 1.5),
        ("my", ("noto-sans-myanmar", "noto-sans"), 1.75),
        ("zh-Hant", ("noto-sans-tc", "noto-sans"), 1.5),
        ("zh-TW", ("noto-sans-tc", "noto-sans"), 1.5),
        ("zh", ("noto-sans-sc", "noto-sans"), 1.5),
        ("ja", ("noto-sans-jp", "noto-sans"), 1.5),
        ("ko", ("noto-sans-kr", "noto-sans"), 1.5),
        ("sr-Latn", ("noto-sans",), 1.35),
    ],
)
def test_the_family_that_draws_the_script(tag: str, families: tuple[str, ...], leading: float) -> None:
    found = suggested(tag, FontLibrary(find_library().fonts))
    assert (found.fonts, found.leading) == (families, leading)


def test_urdu_without_its_own_family_is_set_as_other_arabic_scripts(tmp_path: Path) -> None:
    for family in ("noto-sans", "noto-sans-arabic"):
        (tmp_path / family).symlink_to(find_library().fonts / family, target_is_directory=True)
    found = suggested("ur", FontLibrary(tmp_path))
    assert (found.fonts, found.leading, found.size) == (("noto-sans-arabic", "noto-sans"), 1.5, 1.1)


@pytest.mark.parametrize(
    ("tag", "name", "own_name", "locale", "breaks"),
    [
        ("sr-Cyrl", "Serbian (Cyrillic)", "Српски (ћирилица)", "sr_Cyrl", "sr-Cyrl"),
        ("zh-Hant", "Chinese (Traditional)", "繁體中文", "zh_Hant", "zh-Hant-u-lb-strict"),
        ("ja", "Japanese", "日本語", "ja", "ja-u-lb-strict-lw-phrase"),
        ("ko", "Korean", "한국어", "ko", "ko-u-lw-phrase"),
        ("fa-AF", "Dari", "دری", "fa_AF", "fa-AF"),
        ("prs", "Dari", "دری", "fa_AF", "prs"),
        ("ka", "Georgian", "ქართული", "ka", "ka"),  # a capital would be a letter of another alphabet
        ("pt-PT", "Portuguese (Portugal)", "Português europeu", "pt_PT", "pt-PT"),
        ("hmn", "Hmong", "", "en", "hmn"),
        ("de-CH-1996-x-mine", "German (Switzerland)", "Schweizer Hochdeutsch", "de_CH", "de-CH-1996"),
    ],
)
def test_names_and_locales_are_those_of_cldr(tag: str, name: str, own_name: str, locale: str, breaks: str) -> None:
    found = suggested(tag, FontLibrary(find_library().fonts))
    assert (found.name, found.own_name, found.locale, found.breaks) == (name, own_name, locale, breaks)


# What we call a language, or it itself, where CLDR says otherwise or nothing: "Filipino", "Bangla", "Hmoob".
_OTHERWISE_NAMED = {"bn", "ckb", "hmn", "ht", "id", "tl", "yo"}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_language_that_ships_would_be_begun_as_it_is_set(tag: str) -> None:
    library = find_library()
    ours, found = library.language(tag), suggested(tag, FontLibrary(library.fonts))
    for what in ("language", "fonts", "size", "locale"):
        assert getattr(found, what) == getattr(ours, what), what
    assert ((found.name, found.own_name) != (ours.name, ours.own_name)) is (tag in _OTHERWISE_NAMED)


def test_scripts_run_as_cldr_says() -> None:
    names = localedata.locale_identifiers()
    assert len(names) > 500
    for name in names:
        runs_left = Locale.parse(name).character_order == "right-to-left"
        assert is_right_to_left(subtags(name)[1]) == runs_left, name


# language pseudo


def test_pseudo_languages_are_made_and_printed(workshop: Workshop) -> None:
    done = workshop.run("language", "pseudo")
    assert done.exit_code == 0, done.stderr
    assert len(done.stdout.splitlines()) == 6
    built = workshop.build("--language", "en-XA,ar-XB")
    assert built.exit_code == 0, built.stderr
    assert list(workshop.files()) == [f"{TOPIC}.{tag}.example.draft.pdf" for tag in ("ar-XB", "en-XA")]
    assert Library(workshop.library).language("ar-XB").language.direction is Direction.RTL


def test_one_pseudo_language_is_refreshed(workshop: Workshop) -> None:
    assert workshop.run("language", "pseudo", "en-XA").exit_code == 0
    workshop.change(f"locales/en-XA/LC_MESSAGES/{TOPIC}.po", "⁅", "")
    assert workshop.run("language", "pseudo", "en-XA").exit_code == 0
    assert workshop.run("language", "update").stdout == ""
    assert not (workshop.library / "locales/ar-XB").exists()


def test_a_pseudo_language_that_there_is_not(workshop: Workshop) -> None:
    done = workshop.run("language", "pseudo", "en-XB")
    assert done.exit_code == ExitCode.USAGE
    assert "there is no pseudo-language “en-XB”" in done.stderr
