"""`handouts clinic`: write down whose sheet it is, and check what was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from press.build import Job, Press
from press.catalogs.clinic import update_clinic
from press.cli.choices import clinics, complete, find_clinic, refuse_packed, typed, unknown
from press.cli.order import unfit, unfit_packets
from press.cli.output import counted, problem_json, remark, say, say_json
from press.design.brand import FILE_NAME, Brand, ClinicAnswers, read_brand, write_clinic_toml
from press.design.clinic_shape import ClinicShape
from press.design.colour import BLACK, GRAPHIC_RATIO, TEXT_RATIO, WHITE, contrast
from press.design.logo import read_logo
from press.design.settings import SettingsFile, check_settings
from press.files import write_whole
from press.places import SOURCE_LANGUAGE, Library
from press.problems import ExitCode, HandoutError, Problem, raise_if_any, shown

_QUESTIONS = {
    "name": "The clinic's name, as patients know it",
    "phone": "Telephone for questions and appointments",
    "phone_24h": "Telephone that someone answers day and night",
    "region": "Country, in two letters",
    "colour": "Colour, as # and six digits, such as #0b5563",
    "website": "Website, beginning with https:// (or nothing)",
    "logo": "Path of a logo, PNG or JPEG (or nothing)",
}
_OPTIONAL = frozenset({"website", "logo"})
# What stands for the answers that are not there yet, while one is checked.
_SOUND = {"name": "Clinic", "phone": "555 0100", "phone_24h": "555 0100", "region": "US", "colour": BLACK}
_PNG = b"\x89PNG"


@click.group()
def clinic() -> None:
    """Write down whose sheet it is, or check what was written."""


@clinic.command(
    epilog="""\b
Examples:
  handouts clinic add our-clinic                   asks what it must know
  handouts clinic add print/north --name "North Clinic" --phone "(212) 555-0142" --phone-24h "(212) 555-0199"
    --region US --colour "#0b5563" --logo pictures/north.png
"""
)
@click.argument("folder", metavar="FOLDER")
@click.option("--name", help="The clinic's name, as patients know it.")
@click.option("--phone", help="The number for questions and appointments.")
@click.option("--phone-24h", help="The number that someone answers day and night.")
@click.option("--region", help="The country: US, GB.")
@click.option("--colour", "--color", help="The clinic's colour, such as #0b5563.")
@click.option("--website", help="Beginning with https://.")
@click.option("--logo", metavar="FILE", help="A PNG or JPEG file; it is copied into the folder.")
@click.pass_obj
def add(library: Library, /, folder: str, **given: str | None) -> None:
    """Write the file of a new clinic, and ask what it must say.

    FOLDER is a name, for a folder in clinics, or a path; where the program is
    installed without a folder of your own, a name is a path too. What is there
    already is never written over.
    """
    named = Path(folder).name == folder and not library.packed  # an update would replace what is packed
    place = library.clinics / folder if named else Path(folder)
    if (place / FILE_NAME).exists():
        what, hint = "there is a clinic already", "edit that file, or choose another folder"
        raise HandoutError([Problem(shown(place / FILE_NAME), 0, what, hint, ExitCode.CANNOT_WRITE)])
    known = {key: value for key, value in given.items() if value is not None}
    raise_if_any(_faults(library, known))
    answers = dict.fromkeys(_QUESTIONS, "") | known | _asked(library, known)
    logo = Path(answers["logo"]).expanduser() if answers["logo"] else None
    answers["logo"] = _copied(logo, place) if logo else ""
    write_clinic_toml(place / FILE_NAME, ClinicAnswers(**answers))
    say(shown(place / FILE_NAME))
    remark("The file has notes on what else can be set: address, opening hours, languages, a QR code.")
    remark(f"Try it with: handouts build --clinic {typed(folder)}")


def _asked(library: Library, known: Mapping[str, str]) -> dict[str, str]:
    """The answers to the questions that no option answered; what need not be said is asked only beside the rest."""
    missing = [key for key in _QUESTIONS if key not in known]
    if _OPTIONAL.issuperset(missing):
        return {}
    remark("Press Enter after each answer. Each is checked at once.")
    return {key: _ask(library, key) for key in missing}


def _ask(library: Library, key: str) -> str:
    def checked(answer: str) -> str:
        problems = tuple(_faults(library, {key: answer.strip()}))
        if problems:
            raise click.UsageError("\n".join(f"{problem.what} → {problem.hint}" for problem in problems))
        return answer.strip()

    question = f"{_QUESTIONS[key]}: {', '.join(library.regions())}" if key == "region" else _QUESTIONS[key]
    default = "" if key in _OPTIONAL else None
    return str(click.prompt(question, default=default, show_default=False, value_proc=checked, err=True))


def _faults(library: Library, answers: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with *answers*, whichever of them are there yet."""
    values: dict[str, Any] = _SOUND | {key: value for key, value in answers.items() if key != "logo"}
    values["colours"] = {"primary": values.pop("colour")}
    _, problems = check_settings(SettingsFile("", "", values), ClinicShape)
    yield from (replace(problem, line=0) for problem in problems)
    if not any(problem.what.startswith("region") for problem in problems):
        yield from unknown("region", filter(None, [answers.get("region")]), library.regions())
    if answers.get("logo"):
        path = Path(answers["logo"]).expanduser()
        try:
            read_logo(path, path.parent)
        except HandoutError as error:
            if path.is_file():
                yield from error.problems
            else:
                yield from (replace(problem, hint="write the path of the picture") for problem in error.problems)


def _copied(logo: Path, place: Path) -> str:
    """The name of the logo beside clinic.toml, where a copy of it now lies."""
    data = logo.read_bytes()
    target = place / ("logo.png" if data.startswith(_PNG) else "logo.jpg")
    if target.exists() and target.read_bytes() != data:
        what, hint = "there is another logo already", "move it away, or choose another folder"
        raise HandoutError([Problem(shown(target), 0, what, hint, ExitCode.CANNOT_WRITE)])
    write_whole(target, data)
    return target.name


@clinic.command(
    epilog="""\b
Examples:
  handouts clinic update our-clinic
"""
)
@click.argument("folder", metavar="FOLDER", shell_complete=complete(clinics))
@click.pass_obj
def update(library: Library, folder: str) -> None:
    """Bring the translations of a clinic's own words up to date.

    These are the titles of its packets and the phrases of its notes to
    patients. Each language that its clinic.toml names has a PO file, in the
    folder “locales” of the clinic. New messages are empty; each translation
    stays with its message.
    """
    place = find_clinic(library, folder)
    if place.resolve().is_relative_to(library.root.resolve()):
        refuse_packed(library)
    brand = read_brand(place)
    raise_if_any(unfit(library, place, brand))
    changed = update_clinic(library, place, brand)
    for path in changed:
        say(shown(path))
    remark(f"{counted(len(changed), 'file')} changed." if changed else "All are up to date: nothing was changed.")


@clinic.command(
    epilog="""\b
Examples:
  handouts clinic check                 all clinics of the library
  handouts clinic check our-clinic
"""
)
@click.argument("folders", nargs=-1, metavar="[FOLDER]...", shell_complete=complete(clinics))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@click.pass_context
def check(context: click.Context, folders: tuple[str, ...], as_json: bool) -> None:
    """Look for faults in the files of clinics: contacts, colours, logo.

    A sheet is set for each of the clinic's languages, to see that its name
    and contacts have room at the head of the page, and that the titles of its
    packets and its phrases are translated. Nothing is written.
    """
    library: Library = context.obj
    names = folders or clinics(library)
    press = Press(library)
    found = [_checked(press, find_clinic(library, name)) for name in names]
    code = min((problem.cause for one in found for problem in one["problems"]), default=ExitCode.DONE)
    if as_json:
        told = [one | {"problems": [problem_json(problem) for problem in one["problems"]]} for one in found]
        say_json({"clinics": told, "exit_code": int(code)})
    else:
        for line in (line for one in found for line in _lines(one)):
            say(line)
    context.exit(code)


def _checked(press: Press, folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = {
        "clinic": shown(folder),
        "name": "",
        "fictional": [],
        "problems": [],
        "colours": [],
        "logo": None,
    }
    try:
        brand = read_brand(folder)
        raise_if_any(unfit(press.library, folder, brand))
    except HandoutError as error:
        found["problems"] = list(error.problems)
        return found
    colours = ((brand.primary, TEXT_RATIO), (brand.accent, GRAPHIC_RATIO))
    return found | {
        "name": brand.name,
        "fictional": list(brand.fictional),
        "problems": [
            *unfit_packets(press.library, folder, brand),
            *_without_room(press, folder, brand),
            *press.own_words_missing(folder),
        ],
        "colours": [
            {"colour": colour, "contrast": int(contrast(colour, WHITE) * 100) / 100, "needed": needed}
            for colour, needed in colours
            if colour
        ],
        "logo": {"width": brand.logo.width, "height": brand.logo.height} if brand.logo else None,
    }


def _without_room(press: Press, folder: Path, brand: Brand) -> Iterator[Problem]:
    """What only shows when a sheet is set, in each of the clinic's languages."""
    for topic in press.library.topics()[:1]:
        for tag in brand.languages or (SOURCE_LANGUAGE,):
            try:
                press.make(Job(topic, tag, folder, press.handout(topic).front.written))
            except HandoutError as error:
                for problem in error.problems:
                    if problem.cause is ExitCode.BRAND:
                        yield replace(problem, place=f"{shown(folder / FILE_NAME)}, {tag}")


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    name = f" ({found['name']})" if found["name"] else ""
    yield f"{found['clinic']}{name}: {'faults' if found['problems'] else 'sound'}"
    yield from map(str, found["problems"])
    for number in found["fictional"]:
        yield f"  {number} is kept for fiction: it reaches nobody"
    for colour in found["colours"]:
        yield (
            f"  colour {colour['colour']}: a contrast of {colour['contrast']:g} : 1 with white;"
            f" {colour['needed']:g} : 1 are needed"
        )
    if found["logo"]:
        yield f"  logo: {found['logo']['width']} × {found['logo']['height']} pixels in print"
    elif not found["problems"]:
        yield "  no logo"
