"""Clinics from the command line: asked for, checked at once, and never written over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_library import Workshop, workshop

from press.design.brand import read_brand
from press.problems import ExitCode

__all__ = ["workshop"]

GIVEN = {
    "--name": "North “Quay” <Clinic> & Sons",
    "--phone": "(212) 555-0142",
    "--phone-24h": "(212) 555-0199",
    "--region": "US",
    "--colour": "#0b5563",
}


def words(**other: str) -> list[str]:
    given = GIVEN | {f"--{key.replace('_', '-')}": value for key, value in other.items()}
    return [word for pair in given.items() for word in pair]


def test_a_clinic_from_options(workshop: Workshop) -> None:
    logo = workshop.library / "clinics/royal-wenderby/logo.jpg"
    done = workshop.run("clinic", "add", "north", *words(logo=str(logo), website="https://north.example.org"))
    assert done.exit_code == 0, done.stderr
    assert done.stdout == "library/clinics/north/clinic.toml\n"
    brand = read_brand(workshop.library / "clinics/north")
    assert (brand.name, brand.primary, brand.website) == (GIVEN["--name"], "#0b5563", "https://north.example.org")
    assert brand.logo
    assert (workshop.library / "clinics/north/logo.jpg").read_bytes() == logo.read_bytes()
    built = workshop.build("--language", "en", "--clinic", "north")
    assert built.exit_code == 0, built.stderr
    assert "reach nobody" not in built.stderr


def test_a_path_is_a_path(workshop: Workshop) -> None:
    assert workshop.run("clinic", "add", "./mine", *words()).exit_code == 0
    assert (workshop.here / "mine/clinic.toml").is_file()
    assert workshop.build("--language", "en", "--clinic", "mine").exit_code == 0
    assert workshop.build("--language", "en", "--clinic", "mine/clinic.toml").exit_code == 0


def test_each_answer_is_checked_before_the_next_question(workshop: Workshop) -> None:
    picture = workshop.here / "picture.txt"
    picture.write_text("no picture")
    good = workshop.library / "clinics/example/logo.png"
    typed = [
        *("", "North Clinic"),
        *("call us", "(212) 555-0142"),
        "(212) 555-0199",
        *("USA", "FR", "US"),
        *("teal", "#ffee00", "#0b5563"),
        *("north.example", ""),
        *("nowhere.png", str(picture), str(good)),
    ]
    done = workshop.run("clinic", "add", "north", typed="\n".join(typed) + "\n")
    assert done.exit_code == 0, done.stderr
    for said in (
        "“call us” is not a phone number",
        "“USA” is not the code of a country",
        "there is no region “FR” → the possible ones are: GB, US",
        "“teal” is not a colour",
        "#ffee00 has a contrast of 1.",
        "is not an address that begins with https://",
        "there is no such file → write the path of the picture",
        "the logo is an unknown kind of file",
    ):
        assert said in done.output, said
    brand = read_brand(workshop.library / "clinics/north")
    assert (brand.name, brand.phone, brand.region) == ("North Clinic", "(212) 555-0142", "US")
    assert (workshop.library / "clinics/north/logo.png").read_bytes() == good.read_bytes()


def test_all_faulty_options_are_told_at_once(workshop: Workshop) -> None:
    done = workshop.run("clinic", "add", "north", *words(phone="call us", colour="teal", logo="nowhere.png"))
    assert done.exit_code == ExitCode.BRAND
    for said in ("“call us” is not a phone number", "“teal” is not a colour", "nowhere.png: there is no such file"):
        assert said in done.stderr
    assert not (workshop.library / "clinics/north").exists()


def test_what_to_type_next_can_be_typed(workshop: Workshop) -> None:
    done = workshop.run("clinic", "add", "./my clinic", *words())
    assert 'handouts build --clinic "./my clinic"' in done.stderr
    Path("no clinic").mkdir()
    done = workshop.run("clinic", "check", "no clinic")
    assert 'write one with: handouts clinic add "no clinic"' in done.stderr


def test_the_file_of_a_new_clinic_names_no_design_that_is_not_there(workshop: Workshop) -> None:
    workshop.run("clinic", "add", "north", *words())
    text = (workshop.library / "clinics/north/clinic.toml").read_text(encoding="utf-8")
    (line,) = (line for line in text.splitlines() if "design" in line)
    assert line == '# design = "standard"  # or another that “handouts list” shows'


def test_a_clinic_is_never_written_over(workshop: Workshop) -> None:
    before = {path: path.read_bytes() for path in (workshop.library / "clinics/example").glob("*.*")}
    done = workshop.run("clinic", "add", "example", *words())
    assert done.exit_code == ExitCode.CANNOT_WRITE
    assert "library/clinics/example/clinic.toml: there is a clinic already" in done.stderr
    assert {path: path.read_bytes() for path in (workshop.library / "clinics/example").glob("*.*")} == before


def test_a_logo_is_never_written_over(workshop: Workshop) -> None:
    workshop.write("clinics/north/logo.png", b"another")
    logo = str(workshop.library / "clinics/example/logo.png")
    done = workshop.run("clinic", "add", "north", *words(logo=logo))
    assert done.exit_code == ExitCode.CANNOT_WRITE
    assert "there is another logo already" in done.stderr
    assert [path.name for path in (workshop.library / "clinics/north").iterdir()] == ["logo.png"]


def test_check_of_the_clinics_that_are_here(workshop: Workshop) -> None:
    done = workshop.run("clinic", "check")
    assert done.exit_code == 0, done.stdout
    assert "library/clinics/example (Willowmere Women's Health): sound" in done.stdout
    assert "colour #0b5563: a contrast of 8.42 : 1 with white; 7 : 1 are needed" in done.stdout
    assert "logo: 1180 × 360 pixels in print" in done.stdout


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"#0b5563"', '"#7fb0ba"', "the nearest colour that passes is #2f5f68"),
        ('region = "US"', 'region = "FR"', "there is no region “FR”"),
        ('"standard"', '"poster"', "there is no design “poster”"),
        ('"hi"]', '"hi", "tlh"]', "there is no language “tlh”"),
        ('"logo.png"', '"../logo.png"', "is not the name of a file in this folder"),
    ],
)
def test_check_names_each_fault_of_a_clinic(workshop: Workshop, old: str, new: str, says: str) -> None:
    workshop.change("clinics/example/clinic.toml", old, new)
    done = workshop.run("clinic", "check", "example", "--json")
    assert done.exit_code == ExitCode.BRAND
    told = json.loads(done.stdout)
    assert told["exit_code"] == ExitCode.BRAND
    (problem,) = told["clinics"][0]["problems"]
    assert says in problem["what"] + problem["hint"]
    assert problem["place"] == "library/clinics/example/clinic.toml"


def test_check_of_a_clinic_that_is_not_there(workshop: Workshop) -> None:
    assert workshop.run("clinic", "check", "exampel").exit_code == ExitCode.USAGE
    Path("empty").mkdir()
    done = workshop.run("clinic", "check", "empty")
    assert done.exit_code == ExitCode.USAGE
    assert "write one with: handouts clinic add empty" in done.stderr
