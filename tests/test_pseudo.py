"""Pseudo-languages: longer and strange to read, and still every placeholder, source, star, number and address."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from press.catalogs import PSEUDO_LANGUAGES, Translation, read_catalog, suggested, write_pseudo_language
from press.catalogs.extract import source_messages
from press.catalogs.pseudo import accented, right_to_left
from press.content.inline import plain
from press.fonts import FontLibrary
from press.meaning import bare_rules, check_message, is_error, read_rules
from press.places import Library, find_library

WORDS = st.text("abcxyzABCXYZ ,.;?!’%()-0123456789", min_size=1, max_size=30)
KEPT = st.sampled_from(
    [
        "{phone_24h}",
        "{miscarriage_weeks}",
        " [@nhs-sex]",
        " [@doe; @roe]",
        "https://www.example.org/a-b?c=d",
        "www.example.org",
        "ask.us@example.org",
        "1,000.5 mg",
    ]
)
PIECES = st.lists(WORDS | KEPT | WORDS.map(lambda words: f"**{words}**"), min_size=1, max_size=8)
MESSAGES = PIECES.map(" ".join).map(str.strip).filter(lambda text: re.search("[A-Za-z]", plain(text)) is not None)
RULES = bare_rules(find_library().language("en"))
every_pseudo = pytest.mark.parametrize("translate", [accented, right_to_left])
_COPIED = re.compile(r"https?://[^\s*]+|www\.[^\s*]+|[\w.]+@example\.org|\{\w+\}|\d+")


@every_pseudo
@given(text=MESSAGES)
@example(text="Call **{phone_24h}** now. [@nhs-sex]")
@example(text="a,b 1,5 c")
def test_what_a_translation_copies_is_copied_and_the_rest_grows(translate, text: str) -> None:  # type: ignore[no-untyped-def]
    made = translate(text)
    assert list(filter(is_error, check_message(text, Translation(made), RULES))) == []
    assert _COPIED.findall(made) == _COPIED.findall(text)
    assert len(plain(made)) >= 1.3 * len(plain(text))
    rest = re.sub(r"https?://[^\s*]+|www\.[^\s*]+|[\w.]+@example\.org|\{\w+\}|\[@[^\]]*\]", "", made)
    assert re.search("[A-Za-z]", rest) is None
    assert unicodedata.is_normalized("NFC", made)


def test_every_letter_has_an_accent_and_an_end_is_seen_to_be_cut_off() -> None:
    assert accented("Home") == "⁅Ĥöɱé öñé⁆"
    assert accented("Is it safe?") == "⁅Îš îţ šáƒé? öñé ţŵö⁆"


def test_arabic_letters_join_and_punctuation_is_arabic() -> None:
    made = right_to_left("Yes, 1,000; now?")
    assert made.startswith("⁅ئعس، 1,000؛ نوط؟ ")
    assert {unicodedata.bidirectional(letter) for letter in made if letter.isalpha()} == {"AL"}


@pytest.mark.parametrize("tag", PSEUDO_LANGUAGES)
def test_the_first_fonts_of_a_pseudo_language_draw_all_of_it(tag: str) -> None:
    library = find_library()
    fonts = FontLibrary(library.fonts)
    made = PSEUDO_LANGUAGES[tag].translate("The quick brown fox jumps over the lazy dog; THE QUICK BROWN FOX, ETC?" * 2)
    for strong in (False, True):
        stack = fonts.stack(suggested(tag, fonts).fonts, strong)
        assert [letter for letter in made if stack.face_for(letter) is None] == []
        assert [letter for letter in made if letter.isalpha() and stack.face_for(letter) is not stack.first] == []


def test_some_sentences_hold_a_very_long_word_and_no_label_does() -> None:
    texts = [message.text for messages in source_messages(find_library()).values() for message in messages]
    long = [text for text in texts if max(map(len, accented(text).split())) >= 60]
    assert 5 < len(long) < len(texts) / 2
    assert min(map(len, long)) >= 40


@pytest.mark.parametrize("tag", PSEUDO_LANGUAGES)
def test_a_pseudo_language_is_whole(tmp_path: Path, tag: str) -> None:
    source = find_library()
    for name in ("handouts", "templates", "fonts"):
        (tmp_path / name).symlink_to(source.root / name, target_is_directory=True)
    library = Library(tmp_path)
    made = write_pseudo_language(library, tag)
    before = {path: path.read_bytes() for path in made}
    rules = read_rules(library, library.language(tag))
    assert library.languages() == (tag,)
    assert library.language(tag).language.tag == tag
    for name, messages in source_messages(library).items():
        catalog = read_catalog(library.catalog(tag, name), tag)
        assert list(catalog) == [message.key for message in messages]
        for key, found in catalog.items():
            assert list(filter(is_error, check_message(key[1], found, rules))) == []
    assert write_pseudo_language(library, tag) == made
    assert {path: path.read_bytes() for path in made} == before
