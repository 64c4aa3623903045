"""Whose sheet it is: a clinic's name, contacts, logo and colours, from its clinic.toml.

A brand dresses a sheet and never touches what the sheet says: no setting here
reaches the clinical text, the sources, the disclaimer, the get-help box or the
draft band, and a setting that is not listed here is refused. A packet names
topics and says nothing of theirs; a phrase is printed where staff ask for it
in a note to one patient, in a box of its own.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

from press.design.clinic_shape import ClinicShape, file_name
from press.design.hours import OpeningHours, opening_hours
from press.design.logo import Logo, read_logo
from press.design.settings import SettingsFile, check_settings, parse_settings, read_settings
from press.files import write_whole
from press.problems import ExitCode, HandoutError, Problem, RefusedError, raise_if_any, shown

FILE_NAME = "clinic.toml"

_TEMPLATE = """\
# Whose sheet this is. A line that starts with # is a note; remove the # to use the setting in it.
# The medical text, its sources and the disclaimer are the same for every clinic.

name = {name}
# department = "Women's Health"
phone = {phone}
phone_24h = {phone_24h}  # printed where the sheet says when to call: someone must answer day and night
region = {region}  # decides the emergency number, the paper and the usual words of the country
website = {website}
# topic_url = "https://clinic.example.org/handouts/{{topic}}?language={{language}}"  # printed as a QR code
# address = ["100 Example Street", "Springfield"]  # up to four lines
# hours = ["Mon-Fri 08:00-17:00", "Sat 09:00-12:00"]

logo = {logo}  # a PNG or JPEG file beside this one
# logo_alt = "Logo: a green leaf"  # what a screen reader says instead of the logo
# language = "en"  # in which language that is

# design = "standard"  # or another that “handouts list” shows
# languages = ["en", "es"]
# footer_line = "A member of the Example Health Group"  # up to 120 characters

# Sheets that you print together, in your order (docs/how-to/make-a-packet.md):
# packets.early-pregnancy = {{ title = "Your early pregnancy", topics = ["sex-in-early-pregnancy"] }}
# Sentences for notes to patients, which can be translated (docs/how-to/personal-lines.md):
# phrases.bring-list = "Please bring a list of your medicines."

[colours]
primary = {colour}  # text and white text on it: needs a contrast of 7 : 1 with white
# accent = "#b3541e"  # lines and marks
"""


@dataclass(frozen=True, slots=True)
class Packet:
    """Topics that a clinic prints together, in its order."""

    name: str
    title: str  # in English
    topics: tuple[str, ...]


# 555-0100 to 555-0199 in North America; in Britain numbers that Ofcom keeps for drama.
_FICTION = re.compile(r"55501\d\d$|(?:20|1\d1|11\d)(?:79460|4960)\d{3}$|1632960\d{3}$")


@dataclass(frozen=True, slots=True)
class Brand:
    """A clinic's name, contacts and dress, read and valid. Empty is what the clinic did not give."""

    name: str
    phone: str
    phone_24h: str
    region: str  # ISO 3166-1: "US"
    primary: str  # "#rrggbb", at least 7 : 1 with white: text on white, and the ground of white text
    accent: str = ""  # "#rrggbb", at least 3 : 1 on white: rules and marks, never text
    department: str = ""
    logo: Logo | None = None
    logo_alt: str = ""
    language: str = "en"  # BCP 47, of logo_alt
    address: tuple[str, ...] = ()
    hours: tuple[OpeningHours, ...] = ()
    website: str = ""
    topic_url: str = ""  # with {topic}, and perhaps {language}
    design: str = "standard"
    languages: tuple[str, ...] = ()  # BCP 47
    footer_line: str = ""
    packets: tuple[Packet, ...] = ()
    phrases: tuple[tuple[str, str], ...] = ()  # name and English

    @property
    def fictional(self) -> tuple[str, ...]:
        """The numbers that are kept for fiction and reach nobody: those of an example that somebody copied."""

        def digits(number: str) -> str:
            return re.sub(r"\D", "", number.lower().partition("ext")[0])

        return tuple(number for number in (self.phone, self.phone_24h) if _FICTION.search(digits(number)))

    def topic_page(self, topic: str, language: str) -> str:
        """The address of the clinic's own page on *topic*; empty if it has none."""
        return self.topic_url.replace("{topic}", topic).replace("{language}", language)


@dataclass(frozen=True, slots=True)
class ClinicAnswers:
    """What a new clinic is asked. Empty is what it does not have."""

    name: str
    phone: str
    phone_24h: str
    region: str
    colour: str
    website: str = ""
    logo: str = ""  # the name of a file beside clinic.toml


def read_brand(folder: Path) -> Brand:
    """The brand in *folder*: its clinic.toml, and the logo that lies beside it.

    Raises:
        HandoutError: naming every fault of the file and of the logo at once.
    """
    file = read_settings(folder / FILE_NAME, "name a clinic's folder, or make one with: handouts clinic add")
    clinic, problems = check_settings(file, ClinicShape)
    logo = None
    if named := _named_logo(file):
        try:
            logo = read_logo(folder / named, folder)
        except HandoutError as error:
            problems += error.problems
    if clinic is None or problems:
        raise HandoutError(problems)
    return _brand(clinic, logo)


def _named_logo(file: SettingsFile) -> str:
    """The logo's file name, even where other settings are at fault."""
    value = file.values.get("logo")
    try:
        return file_name(value) if isinstance(value, str) else ""
    except RefusedError:
        return ""


def _brand(clinic: ClinicShape, logo: Logo | None) -> Brand:
    return Brand(
        name=clinic.name,
        department=clinic.department,
        phone=clinic.phone,
        phone_24h=clinic.phone_24h,
        region=clinic.region,
        primary=clinic.colours.primary,
        accent=clinic.colours.accent,
        logo=logo,
        logo_alt=clinic.logo_alt or f"Logo: {clinic.name}",
        language=clinic.language,
        address=tuple(clinic.address),
        hours=tuple(map(opening_hours, clinic.hours)),
        website=clinic.website,
        topic_url=clinic.topic_url,
        design=clinic.design,
        languages=tuple(clinic.languages),
        footer_line=clinic.footer_line,
        packets=tuple(Packet(name, one.title, tuple(one.topics)) for name, one in clinic.packets.items()),
        phrases=tuple(clinic.phrases.items()),
    )


def write_clinic_toml(path: Path, answers: ClinicAnswers) -> None:
    """Write *answers* as a clinic.toml with notes for the settings that were not asked.

    Raises:
        HandoutError: if an answer is at fault, a clinic.toml stands there already, or it cannot be written.
    """
    text = _clinic_toml(answers)
    _, problems = check_settings(parse_settings(text, shown(path)), ClinicShape)
    raise_if_any(replace(problem, line=0) for problem in problems)  # the lines of a file that is not there yet
    if path.exists():
        what, hint = "there is a clinic already", "edit that file, or choose another folder"
        raise HandoutError([Problem(shown(path), 0, what, hint, ExitCode.CANNOT_WRITE)])
    write_whole(path, text)


def _clinic_toml(answers: ClinicAnswers) -> str:
    given = {name: json.dumps(getattr(answers, name), ensure_ascii=False) for name in answers.__slots__}
    return _TEMPLATE.format_map({name: value.replace("\x7f", "\\u007f") for name, value in given.items()})
