"""A clinic's brand: what is read, what is refused and in which words, and what no brand can touch."""

from __future__ import annotations

import pickle
import shutil
from dataclasses import fields, replace
from datetime import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from press.design.brand import Brand, ClinicAnswers, read_brand, write_clinic_toml
from press.design.colour import TEXT_RATIO, WHITE, contrast
from press.design.hours import OpeningHours, Weekday
from press.places import find_library
from press.problems import ExitCode, HandoutError, Problem

CLINICS = find_library().clinics
EXAMPLES = sorted(path.parent.name for path in CLINICS.glob("*/clinic.toml"))

LEAST = """\
name = "Willowmere"
phone = "(212) 555-0142"
phone_24h = "(212) 555-0199"
region = "US"
[colours]
primary = "#0b5563"
"""


def brand_of(folder: Path, text: str | bytes) -> Brand:
    (folder / "clinic.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    return read_brand(folder)


def problems_of(folder: Path, text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(HandoutError) as caught:
        brand_of(folder, text)
    assert caught.value.exit_code == ExitCode.BRAND
    return caught.value.problems


def test_the_least_a_clinic_gives(tmp_path: Path) -> None:
    assert brand_of(tmp_path, LEAST) == Brand(
        name="Willowmere",
        phone="(212) 555-0142",
        phone_24h="(212) 555-0199",
        region="US",
        primary="#0b5563",
        logo_alt="Logo: Willowmere",
    )


@pytest.mark.parametrize("clinic", EXAMPLES)
def test_the_examples_are_sound_and_reach_nobody(clinic: str) -> None:
    brand = read_brand(CLINICS / clinic)
    assert brand.logo
    assert "example" in brand.footer_line
    assert ".example.org" in brand.website
    assert contrast(brand.primary, WHITE) >= TEXT_RATIO
    for phone in (brand.phone, brand.phone_24h):
        assert phone.startswith(("(212) 555-01", "020 7946 0"))  # kept for fiction by NANPA and Ofcom


def test_there_are_two_examples_and_they_differ() -> None:
    one, other = (read_brand(CLINICS / clinic) for clinic in ("example", "royal-wenderby"))
    assert one.region != other.region
    assert one.logo
    assert other.logo
    assert one.logo.width / one.logo.height < 4 < other.logo.width / other.logo.height


@pytest.mark.parametrize("clinic", EXAMPLES)
def test_a_brand_is_a_value(clinic: str) -> None:
    brand = read_brand(CLINICS / clinic)
    assert {brand, read_brand(CLINICS / clinic), pickle.loads(pickle.dumps(brand))} == {brand}  # noqa: S301 - our own


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_what_editors_do_to_a_file_does_no_harm(start: bytes, end: bytes, tmp_path: Path) -> None:
    assert brand_of(tmp_path, start + LEAST.encode().replace(b"\n", end)).name == "Willowmere"


@pytest.mark.parametrize(
    "text", ["<b>Care</b> & Co", "<!-- care -->", "%(n)9d {name} **x** `y` \\", "Ärzte 诊所 عيادة"]
)
def test_markup_characters_are_letters(text: str, tmp_path: Path) -> None:
    folder = tmp_path
    brand = brand_of(folder, LEAST.replace('"Willowmere"', f"'{text}'"))
    assert brand.name == text


def test_empty_settings_are_settings_not_given(tmp_path: Path) -> None:
    extra = "".join(
        f'{key} = ""\n' for key in ("department", "logo", "logo_alt", "website", "topic_url", "footer_line")
    )
    assert brand_of(tmp_path, extra + LEAST + 'accent = ""\n') == brand_of(tmp_path, LEAST)


@pytest.mark.parametrize(
    ("text", "hours", "days"),
    [
        ("Mon-Fri 08:00-17:00", OpeningHours(Weekday.MON, Weekday.FRI, time(8), time(17)), 5),
        ("Sat 09:00-12:30", OpeningHours(Weekday.SAT, Weekday.SAT, time(9), time(12, 30)), 1),
        ("Sun–Thu 00:00–23:59", OpeningHours(Weekday.SUN, Weekday.THU, time(0), time(23, 59)), 5),
    ],
)
def test_opening_hours(text: str, hours: OpeningHours, days: int, tmp_path: Path) -> None:
    brand = brand_of(tmp_path, f'hours = ["{text}"]\n' + LEAST)
    assert brand.hours == (hours,)
    assert len(hours.days()) == days


@pytest.mark.parametrize(
    "phone", ["911", "+44 20 7946 0018", "(212) 555-0142 ext 12", "0800.555.0100", "020 7946 0018 Ext. 4"]
)
def test_phone_numbers_stand_as_written(phone: str, tmp_path: Path) -> None:
    assert brand_of(tmp_path, LEAST.replace("(212) 555-0199", phone)).phone_24h == phone


def test_the_page_of_a_topic() -> None:
    brand = Brand("W", "1", "2", "US", "#0b5563", topic_url="https://example.org/{topic}?l={language}")
    assert (
        brand.topic_page("sex-in-early-pregnancy", "zh-Hans") == "https://example.org/sex-in-early-pregnancy?l=zh-Hans"
    )
    assert replace(brand, topic_url="").topic_page("a", "en") == ""


def with_setting(setting: str) -> str:
    """The least clinic, with *setting* as its first line, or in the place of the line of the same name."""
    name = setting.partition(" ")[0]
    kept = [line for line in LEAST.splitlines() if not line.startswith(f"{name} =")]
    return "\n".join([setting, *kept])


BAD_SETTINGS = [
    ('name = ""', "name: is empty"),
    ('name = "  "', "name: is empty"),
    (f'name = "{"x" * 91}"', "name: is 91 characters long; 90 are the most"),
    ("name = 5", "name must be text in quotes"),
    ('name = ["A"]', "name must be text in quotes"),
    ('name = "Care\\u202eerac"', "name: holds a character that cannot be seen (U+202E, right-to-left override)"),
    ('name = "Ca\\u200bre"', "name: holds a character that cannot be seen (U+200B, zero width space)"),
    ('name = "Ca\\u2066re"', "(U+2066, left-to-right isolate)"),
    ('name = "Ca\\u00adre"', "(U+00AD, soft hyphen)"),
    ('name = "Ca\\u0007re"', "(U+0007, control character)"),
    ('name = "Ca\\u3164re"', "(U+3164, hangul filler)"),
    ('name = "Ca\\nre"', "(U+000A, line break)"),
    ('name = "Ca\\uffffre"', "U+FFFF"),
    ('department = "a\\u200db"', "department: holds a character that cannot be seen (U+200D, zero width joiner)"),
    ('footer_line = "a\\u200eb"', "footer_line: holds a character that cannot be seen"),
    (f'footer_line = "{"x" * 121}"', "footer_line: is 121 characters long; 120 are the most"),
    ('phone = "call us"', "phone: “call us” is not a phone number"),
    ('phone = "12"', "phone: “12” is not a phone number"),
    ('phone = "1234567890123456"', "is not a phone number"),
    ('phone = "555 0101 / 555 0102"', "phone: “555 0101 / 555 0102” holds two numbers"),
    ('phone_24h = ""', "phone_24h: is empty"),
    ('phone_24h = "<b>911</b>"', "phone_24h: “<b>911</b>” is not a phone number"),
    ('phone_24h = "٩١١"', "is not a phone number"),
    ("phone_24h = 911", "phone_24h must be text in quotes"),
    ('region = "usa"', "region: “usa” is not the code of a country"),
    ('region = "us"', "region: “us” is not the code of a country"),
    ('logo = "../logo.png"', "logo: “../logo.png” is not the name of a file in this folder"),
    ('logo = "/etc/passwd"', "is not the name of a file in this folder"),
    ('logo = "C:logo.png"', "is not the name of a file in this folder"),
    ("logo = 'art\\logo.png'", "is not the name of a file in this folder"),
    ('logo = ".."', "is not the name of a file in this folder"),
    ('logo = "logo\\u0000.png"', "logo: holds a character that cannot be seen (U+0000"),
    ('address = "1 Example Way"', "address must be a list"),
    ('address = ["1", "2", "3", "4", "5"]', "address: has 5 entries; 4 are the most"),
    ('address = ["1", ""]', "address, entry 2: is empty"),
    ("address = [1]", "address, entry 1 must be text in quotes"),
    ('hours = ["Monday 9-5"]', "hours, entry 1: “Monday 9-5” cannot be read as opening hours"),
    ('hours = ["Mon-Fri 8:00-17:00"]', "cannot be read as opening hours"),
    ('hours = ["Sat 09:00-24:00"]', "cannot be read as opening hours"),
    ('hours = ["Mon 17:00-08:00"]', "hours, entry 1: “Mon 17:00-08:00” closes before it opens"),
    ('hours = ["Mon-Fri 08:00-17:00", "Fri 08:00-12:00"]', "“Fri 08:00-12:00” overlap"),
    ('website = "http://example.org"', "website: “http://example.org” is not an address that begins with https://"),
    ('website = "javascript:alert(1)"', "is not an address that begins with https://"),
    ('website = "file:///etc/passwd"', "is not an address that begins with https://"),
    ('website = "example.org"', "is not an address that begins with https://"),
    ('website = "https:example.org"', "is not an address that begins with https://"),
    ('website = "https://[::1"', "is not an address that begins with https://"),
    ('website = "https://staff:secret@example.org"', "holds a user name"),
    ('website = "https://clinic"', "has no host name in plain letters"),
    ('website = "https://127.0.0.1/"', "has no host name in plain letters"),
    ('website = "https://exаmple.org"', "has no host name in plain letters"),  # a Cyrillic а
    ('website = "https://example.org/a b"', "holds a character that a web address cannot have"),
    ("website = 'https://example.org/\"'", "holds a character that a web address cannot have"),
    ('website = "https://example.org/{topic}"', "holds a character that a web address cannot have"),
    ('topic_url = "https://example.org/"', "topic_url: “https://example.org/” has no {topic}"),
    ('topic_url = "https://{topic}.example.org/"', "has a placeholder in its host name"),
    ('topic_url = "https://example.org/{topic}/{lang}"', "has the placeholder {lang}"),
    ('topic_url = "https://example.org/{topic}/{0.x}"', "has the placeholder {0.x}"),
    ('topic_url = "data:text/html,{topic}"', "is not an address that begins with https://"),
    ('design = "../x"', "design: “../x” is not the name of a design"),
    ('languages = ["zh_hans"]', "languages, entry 1: “zh_hans” is not how a language tag is written"),
    ('languages = ["english!"]', "languages, entry 1: “english!” is not a language tag"),
    ('languages = ["en", "en"]', "languages: has an entry twice"),
    ('languages = "en"', "languages must be a list"),
    ('colour = "#0b5563"', "there is no setting colour"),
    ('"a\\u001bb" = 1', "there is no setting “a\\u001bb”"),
]


@pytest.mark.parametrize(("setting", "what"), BAD_SETTINGS)
def test_a_bad_setting_is_named_with_its_line_and_a_hint(setting: str, what: str, tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, with_setting(setting))
    assert what in problem.what
    assert problem.line == 1
    assert problem.hint
    assert problem.place.endswith("clinic.toml")
    assert all(character.isprintable() for character in problem.what + problem.hint)


@pytest.mark.parametrize(
    ("value", "what", "hint"),
    [
        (
            "#3a86ff",
            "#3a86ff has a contrast of 3.48 : 1 with white; a colour for text needs 7 : 1",
            "passes is #0052c1",
        ),
        ("#5a5a5a", "#5a5a5a has a contrast of 6.89 : 1 with white", "the nearest colour that passes is #59595"),
        ("#ffffff", "#ffffff has a contrast of 1 : 1 with white", "the nearest colour that passes is #5"),
        ("#05c", "“#05c” is not a colour", "such as #0055cc"),
        ("0B5563", "“0b5563” is not a colour", "such as #0b5563"),
        ("teal", "“teal” is not a colour", "write # and six digits"),
        ("url(x)", "“url(x)” is not a colour", "write # and six digits"),
    ],
)
def test_a_bad_colour_is_answered_with_a_good_one(value: str, what: str, hint: str, tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, LEAST.replace("#0b5563", value))
    assert f"colours.primary: {what}" in problem.what
    assert hint in problem.hint
    assert problem.line == 6


def test_an_accent_is_held_to_the_contrast_of_lines(tmp_path: Path) -> None:
    assert brand_of(tmp_path, LEAST + 'accent = "#949494"').accent == "#949494"
    (problem,) = problems_of(tmp_path, LEAST + 'accent = "#959595"')
    assert problem.what == (
        "colours.accent: #959595 has a contrast of 2.99 : 1 with white; a colour for lines and marks needs 3 : 1"
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("name", 'add a line name = "…": the clinic\'s name as patients know it'),
        ("phone", 'add a line phone = "…": the number for questions and appointments'),
        ("phone_24h", 'add a line phone_24h = "…": the number that someone answers day and night'),
        ("region", 'add a line region = "…": the country\'s two letters, such as US'),
        ("primary", 'add a line primary = "…": the clinic\'s colour as # and six digits'),
    ],
)
def test_a_missing_setting_is_asked_for(name: str, hint: str, tmp_path: Path) -> None:
    text = "\n".join(line for line in LEAST.splitlines() if not line.startswith(f"{name} ="))
    (problem,) = problems_of(tmp_path, text)
    assert problem.what.endswith(f"{name} is missing")
    assert problem.hint == hint


def test_a_missing_table_is_asked_for(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, LEAST.partition("[colours]")[0])
    assert (problem.what, problem.hint.partition(":")[0]) == (
        "colours is missing",
        "add [colours] at the end of the file",
    )


@pytest.mark.parametrize(
    ("setting", "hint"),
    [
        ('phone24h = "911"', "did you mean phone_24h?"),
        ('Website = "https://example.org"', "did you mean website?"),
        ('adress = ["1"]', "did you mean address?"),
        ("xyzzy = 1", "the settings are: name, department, phone,"),
    ],
)
def test_an_unknown_setting_is_answered_with_the_likely_one(setting: str, hint: str, tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, f"{setting}\n{LEAST}")
    assert problem.hint.startswith(hint)


def test_a_setting_below_the_table_is_told_where_it_belongs(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, LEAST + 'website = "https://example.org"')
    assert (problem.line, problem.what) == (7, "there is no setting colours.website")
    assert problem.hint == "move the line above [colours]: what stands below belongs to that table"


@pytest.mark.parametrize(
    ("text", "line", "what", "hint"),
    [
        (
            LEAST.replace('"Willowmere"', "Willowmere"),
            1,
            "this line cannot be read",
            'write each setting as name = "value"',
        ),
        (LEAST.replace('"US"', "“US”"), 4, "this line cannot be read", "use straight quotes"),
        (
            LEAST.replace("[colours]", 'name = "Again"\n[colours]'),
            5,
            "this setting stands in the file twice",
            "keep one",
        ),
        ('name = """never closed\n\n', 1, "this line cannot be read", "write each setting"),
        ("x = " + "[" * 20_000, 0, "this line cannot be read", "write each setting"),
        ("x = " + "9" * 5_000, 0, "this line cannot be read", "write each setting"),
        (LEAST.encode("utf-16"), 1, "is not UTF-8 text", "save the file again with the encoding UTF-8"),
        (LEAST.replace("Willowmere", "Clínica").encode("latin-1"), 1, "is not UTF-8 text", "save the file again"),
        (b"# " + b"x" * 70_000, 0, "is larger than 64 KB", "keep settings only"),
        (b'name = "a\0b"', 1, "this line cannot be read", "write each setting"),
    ],
)
def test_a_file_that_is_no_toml(text: str | bytes, line: int, what: str, hint: str, tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, text)
    assert (problem.line, problem.what) == (line, what)
    assert problem.hint.startswith(hint)


def test_a_folder_without_a_brand_is_told_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(HandoutError) as caught:
        read_brand(tmp_path / "nowhere")
    (problem,) = caught.value.problems
    assert problem.what == "there is no such file"
    assert "handouts clinic add" in problem.hint


EVERYTHING_WRONG = """\
# a note about name = "no setting"
name = '''
phone = "not a setting"
[region]'''
phone = "none"
colour = "#000000"
hours = [
    "Mon-Fri 08:00-17:00",  # Sat 25:00-26:00 in a note
    "Sat 25:00-26:00",
]
logo = "logo.svg"
website = "ftp://example.org"
"region" = 'Utopia'

[colours]
"primary" = "#cccccc"
"""


def test_every_fault_of_a_clinic_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<svg/>")
    problems = problems_of(tmp_path, EVERYTHING_WRONG)
    assert [
        (problem.place.rpartition("/")[2], problem.line, problem.what.partition(" ")[0]) for problem in problems
    ] == [
        ("clinic.toml", 0, "phone_24h"),
        ("clinic.toml", 2, "name:"),
        ("clinic.toml", 5, "phone:"),
        ("clinic.toml", 6, "there"),
        ("clinic.toml", 8, "hours,"),
        ("clinic.toml", 12, "website:"),
        ("clinic.toml", 13, "region:"),
        ("clinic.toml", 16, "colours.primary:"),
        ("logo.svg", 0, "the"),
    ]


def test_inline_tables_and_dotted_names_have_lines_too(tmp_path: Path) -> None:
    head = LEAST.partition("[colours]")[0]
    for written in (
        'colours = { primary = "#cccccc" }',
        'colours.primary = "#cccccc"',
        'colours . "primary" = "#cccccc"',
    ):
        (problem,) = problems_of(tmp_path, head + written)
        assert problem.line == 5
    (problem,) = problems_of(tmp_path, head + 'colours = "#0b5563"')
    assert (problem.line, problem.what) == (5, "colours must be a table")


@pytest.mark.parametrize(
    "setting",
    [
        "draft = false",
        "draft_band = false",
        "hide_draft = true",
        "status = 'final'",
        "reviewed = true",
        "disclaimer = ''",
        "sources = false",
        "show_sources = false",
        "get_help = false",
        "emergency_number = '123'",
        "get-help = { title = 'Relax' }",
        "css = '.band { display: none }'",
        "band = { colour = '#ffffff' }",
        "fonts = { body = 6 }",
    ],
)
@pytest.mark.parametrize("table", ["", "colours"])
def test_no_brand_reaches_band_sources_disclaimer_or_get_help_box(setting: str, table: str, tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, LEAST + setting if table else f"{setting}\n{LEAST}")
    assert problem.what.startswith("there is no setting ")


def test_a_phrase_can_name_only_what_the_clinic_has(tmp_path: Path) -> None:
    phrases = '[phrases]\nsite = "See {clinic_website}."\n'
    (problem,) = problems_of(tmp_path, LEAST + phrases)
    assert problem.what == "phrases: site says {clinic_website}, and there is no website"
    assert brand_of(tmp_path, f'website = "https://clinic.example.org"\n{LEAST}{phrases}').phrases


def test_no_field_of_a_brand_speaks_of_the_medicine() -> None:
    assert {field.name for field in fields(Brand)} == {
        *("name", "department", "phone", "phone_24h", "region", "primary", "accent", "logo", "logo_alt", "address"),
        *("hours", "website", "topic_url", "design", "languages", "footer_line", "language"),
        *("packets", "phrases"),  # names of topics; and what stands in the box of a note to one patient
    }


ANSWERS = ClinicAnswers("Willowmere", "(212) 555-0142", "911", "US", "#0b5563", "https://example.org", "logo.png")

names = (
    st.text(
        st.characters(
            exclude_categories=["C", "Zl", "Zp"], exclude_characters="\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
        )
    )
    .map(lambda text: text.strip()[:90].strip())
    .filter(bool)
)
numbers = st.from_regex(r"[0-9+(][0-9 ()+./-]{4,10}[0-9]{3}", fullmatch=True)
dark = st.tuples(*[st.integers(0, 80)] * 3).map(lambda rgb: "#{:02x}{:02x}{:02x}".format(*rgb))
answers = st.builds(
    ClinicAnswers,
    name=names,
    phone=numbers,
    phone_24h=numbers,
    region=st.from_regex("[A-Z]{2}", fullmatch=True),
    colour=dark,
    website=st.sampled_from(["", "https://example.org", "https://a.example.org/b?c=%20&d='"]),
)


@given(answers)
@example(replace(ANSWERS, name='"""\\" # {name} = \'', logo=""))
def test_a_written_clinic_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, given_answers: ClinicAnswers
) -> None:
    folder = tmp_path_factory.mktemp("clinic")
    write_clinic_toml(folder / "clinic.toml", given_answers)
    brand = read_brand(folder)
    read = ClinicAnswers(brand.name, brand.phone, brand.phone_24h, brand.region, brand.primary, brand.website)
    assert read == given_answers


def test_the_settings_in_the_notes_of_a_new_clinic_work(tmp_path: Path) -> None:
    path = tmp_path / "clinic.toml"
    Image.new("RGB", (40, 40), "#0b5563").save(tmp_path / "logo.png")
    write_clinic_toml(path, ANSWERS)
    lines = path.read_text("utf-8").splitlines()
    opened = [line.removeprefix("# ") if line.startswith("# ") and " = " in line else line for line in lines]
    brand = brand_of(tmp_path, "\n".join(opened))
    empty = [field.name for field in fields(Brand) if not getattr(brand, field.name)]
    assert (len(opened) - len(lines), empty) == (0, [])


def test_bad_answers_are_refused_together_and_write_nothing(tmp_path: Path) -> None:
    bad = ClinicAnswers("", "x", "911", "USA", "#ffffff", "http://example.org", "../logo.png")
    with pytest.raises(HandoutError) as caught:
        write_clinic_toml(tmp_path / "clinic.toml", bad)
    assert [problem.what.partition(":")[0] for problem in caught.value.problems] == [
        *("colours.primary", "logo", "name", "phone", "region", "website")
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_clinic_that_stands_is_never_overwritten(tmp_path: Path) -> None:
    shutil.copy(CLINICS / "example" / "clinic.toml", tmp_path)
    before = (tmp_path / "clinic.toml").read_bytes()
    with pytest.raises(HandoutError, match="there is a clinic already") as caught:
        write_clinic_toml(tmp_path / "clinic.toml", ANSWERS)
    assert caught.value.exit_code == ExitCode.CANNOT_WRITE
    assert (tmp_path / "clinic.toml").read_bytes() == before


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(HandoutError, match="cannot be written: No space left on device") as caught:
        write_clinic_toml(tmp_path / "clinic.toml", ANSWERS)
    assert caught.value.exit_code == ExitCode.CANNOT_WRITE
    assert list(tmp_path.iterdir()) == []
