"""The settings of languages and regions: what ships is sound, and each fault of a file is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.document import Direction
from press.places import Library, find_library
from press.problems import ExitCode, HandoutError

LANGUAGE = """\
name = "Arabic"
own_name = "العربية"
direction = "rtl"
fonts = ["noto-sans-arabic", "noto-sans"]
leading = 1.5
size = 1.1
breaks = "ar"
locale = "ar"
digits = "latn"
"""
REGION = """\
name = "United States"
emergency_number = "911"
miscarriage_weeks = 20
paper = "letter"
units = "us"
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "locales" / "ar").mkdir(parents=True)
    (tmp_path / "locales" / "regions").mkdir()
    (tmp_path / "locales" / "ar" / "language.toml").write_text(LANGUAGE, encoding="utf-8")
    (tmp_path / "locales" / "regions" / "US.toml").write_text(REGION, encoding="utf-8")
    return Library(tmp_path)


def _write_language(library: Library, text: str | bytes) -> None:
    content = text if isinstance(text, bytes) else text.encode()
    (library.locales / "ar" / "language.toml").write_bytes(content)


def _refusal(library: Library) -> HandoutError:
    with pytest.raises(HandoutError) as caught:
        library.language("ar")
    return caught.value


@pytest.mark.parametrize("tag", find_library().languages())
def test_every_language_that_ships_is_sound(tag: str) -> None:
    assert find_library().language(tag).language.tag == tag


@pytest.mark.parametrize("code", find_library().regions())
def test_every_region_that_ships_is_sound(code: str) -> None:
    assert find_library().region(code).code == code


def test_a_language_holds_what_its_file_says(library: Library) -> None:
    profile = library.language("ar")
    assert profile.language.direction is Direction.RTL
    assert (profile.own_name, profile.fonts) == ("العربية", ("noto-sans-arabic", "noto-sans"))
    assert (profile.leading, profile.size, profile.locale) == (1.5, 1.1, "ar")


def test_a_region_holds_what_its_file_says(library: Library) -> None:
    region = library.region("US")
    assert (region.emergency_number, region.miscarriage_weeks, region.paper) == ("911", 20, "letter")


def test_a_byte_order_mark_and_crlf_are_no_fault(library: Library) -> None:
    _write_language(library, b"\xef\xbb\xbf" + LANGUAGE.replace("\n", "\r\n").encode())
    assert library.language("ar").name == "Arabic"


@pytest.mark.parametrize(
    ("tag", "guess"),
    [("AR", "did you mean ar?"), ("arb", "did you mean ar?"), ("xx", "there are: ar"), ("../ar", "there are: ar")],
)
def test_an_unknown_language_is_told_with_those_that_exist(library: Library, tag: str, guess: str) -> None:
    with pytest.raises(HandoutError) as caught:
        library.language(tag)
    assert caught.value.exit_code is ExitCode.USAGE
    assert f"there is no language “{tag}”" in str(caught.value)
    assert guess in str(caught.value)


def test_an_unknown_region_is_told_with_those_that_exist(library: Library) -> None:
    with pytest.raises(HandoutError, match="there is no region “us”\n    → did you mean US") as caught:
        library.region("us")
    assert caught.value.exit_code is ExitCode.USAGE


def test_a_name_that_would_write_to_the_terminal_is_not_repeated(library: Library) -> None:
    with pytest.raises(HandoutError) as caught:
        library.language("\x1b[31m")
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ('"rtl"', '"right"', 3, '"ltr" or "rtl"'),
        ('"rtl"', "[]", 3, '"ltr" or "rtl"'),
        ('["noto-sans-arabic", "noto-sans"]', "[]", 4, "folders of fonts/"),
        ('["noto-sans-arabic", "noto-sans"]', '["../../etc"]', 4, "folders of fonts/"),
        ('["noto-sans-arabic", "noto-sans"]', '"noto-sans"', 4, "folders of fonts/"),
        ("leading = 1.5", "leading = 9.0", 5, "1.0 to 3.0"),
        ("leading = 1.5", "leading = true", 5, "1.0 to 3.0"),
        ("leading = 1.5", "leading = nan", 5, "1.0 to 3.0"),
        ("size = 1.1", 'size = "1.1"', 6, "0.8 to 1.5"),
        ('breaks = "ar"', 'breaks = "ar_EG"', 7, "ICU locale"),
        ('locale = "ar"', 'locale = "ar-EG"', 8, "CLDR locale"),
        ('digits = "latn"', 'digits = "roman"', 9, "latn"),
        ('name = "Arabic"', 'name = " "', 1, "a name in quotation marks"),
        ('digits = "latn"', 'digit = "latn"', 9, "did you mean digits?"),
        ('digits = "latn"', "", 0, "digits is missing"),
        ('digits = "latn"', 'digits = "latn"\nshort_words = true', 10, "from 0 to 3"),
        ('digits = "latn"', 'digits = "latn"\nshort_words = 9', 10, "from 0 to 3"),
        ("leading = 1.5", "leading = ", 5, "this is not TOML"),
        ("leading = 1.5", f"leading = {'9' * 5000}", 9, "this is not TOML"),
        ("leading = 1.5", f"leading = {'[' * 5000}", 9, "this is not TOML"),
    ],
)
def test_a_fault_is_told_with_its_line(library: Library, old: str, new: str, line: int, told: str) -> None:
    assert old in LANGUAGE
    _write_language(library, LANGUAGE.replace(old, new, 1))
    error = _refusal(library)
    assert error.exit_code is ExitCode.TRANSLATION
    assert any(problem.line == line and told in str(problem) for problem in error.problems), str(error)
    assert all(problem.place.endswith("language.toml") for problem in error.problems)


def test_short_words_may_be_left_out(library: Library) -> None:
    assert library.language("ar").short_words == 0
    _write_language(library, LANGUAGE + "short_words = 1\n")
    assert library.language("ar").short_words == 1


def test_all_faults_of_a_file_are_told_at_once(library: Library) -> None:
    _write_language(library, 'name = ""\ndirection = "up"\nleading = 0\nfonts = 3\nextra = 1\n')
    assert len(_refusal(library).problems) == 4 + 1 + 5


def test_a_region_whose_number_is_not_text_is_content(library: Library) -> None:
    path = library.locales / "regions" / "US.toml"
    path.write_text(REGION.replace('"911"', "911").replace("= 20", "= 20.5"), encoding="utf-8")
    with pytest.raises(HandoutError) as caught:
        library.region("US")
    assert caught.value.exit_code is ExitCode.CONTENT
    assert [problem.line for problem in caught.value.problems] == [2, 3]


def test_bytes_that_are_no_text_are_told(library: Library) -> None:
    _write_language(library, LANGUAGE.encode() + b"# \xff\n")
    assert "not UTF-8" in str(_refusal(library))


def test_a_huge_file_is_not_read(library: Library) -> None:
    _write_language(library, LANGUAGE + "#" * 70_000)
    assert "too large" in str(_refusal(library))


def test_a_folder_in_the_place_of_the_file_is_told(library: Library) -> None:
    path = library.locales / "ar" / "language.toml"
    path.unlink()
    path.mkdir()
    assert "cannot be read" in str(_refusal(library))
