"""What a clinic.toml may hold, and the check of each value.

A check returns the value as the sheet prints it, or says what is wrong in the
words of the clinic's staff. Characters such as < and & are letters like any
other: no markup engine ever sees them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import combinations
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationInfo, WithJsonSchema

from press.design.colour import GRAPHIC_RATIO, TEXT_RATIO, WHITE, contrast, is_colour, nearest_passing
from press.design.hours import HOURS, opening_hours
from press.design.settings import Shape, quoted
from press.problems import RefusedError

# What a phrase may name: the facts of a region and of a clinic that every topic can name too.
PHRASE_FACTS = frozenset(
    {"emergency_number", "miscarriage_weeks", "clinic_name", "clinic_phone", "phone_24h", "clinic_website"}
)

Entry = TypeVar("Entry")

_MOST_NAMES = 200
_LEAST_DIGITS = 7  # of a number that is more than an area code or an extension
_WEBSITE = "{clinic_website}"
_CASELESS = re.IGNORECASE | re.ASCII
_PHONE = re.compile(r"([0-9+(][0-9 ()+./-]*)(?: ?ext\.? ?[0-9]{1,6})?", _CASELESS)
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"  # RFC 1123, 2.1
_HOST = re.compile(rf"(?:{_LABEL}\.)+[a-z][a-z0-9-]*[a-z0-9](?::[0-9]{{1,5}})?", _CASELESS)
_URL = re.compile(r"[A-Za-z0-9._~:/?#!$&'()*+,;=%@-]*")  # RFC 3986, 2, without the brackets of IPv6
_VARIANT = "[a-z0-9]{5,8}|[0-9][a-z0-9]{3}"
_TAG = re.compile(rf"([a-z]{{2,3}})(?:-([a-z]{{4}}))?(?:-([a-z]{{2}}|[0-9]{{3}}))?((?:-(?:{_VARIANT}))*)", _CASELESS)
_COLOUR = re.compile("#?(?:([0-9a-f])([0-9a-f])([0-9a-f])|([0-9a-f]{6}))")
_INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})  # Unicode general categories
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # letters and marks that show nothing


def _line(value: str, most: int = 200) -> str:
    """One line of text, without blanks around it."""
    text = value.strip()
    if not text:
        raise RefusedError("is empty", "write the text between the quotes, or remove the line")
    for character in text:
        if unicodedata.category(character) in _INVISIBLE or character in _BLANKS:
            name = unicodedata.name(character, "line break" if character in "\r\n" else "control character").lower()
            raise RefusedError(
                f"holds a character that cannot be seen (U+{ord(character):04X}, {name})",
                "type the text afresh on one line instead of pasting it",
            )
    if len(text) > most:
        raise RefusedError(f"is {len(text)} characters long; {most} are the most", "shorten it to fit its place")
    return text


def _at_most(most: int) -> AfterValidator:
    return AfterValidator(lambda value: _line(value, most))


def _optional(check: Callable[[str], str]) -> AfterValidator:
    """The check of a setting that may be left empty."""
    return AfterValidator(lambda value: check(value) if value.strip() else "")


def _phone(value: str) -> str:
    text = _line(value, 40)
    written = _PHONE.fullmatch(text)
    if not written or not 3 <= sum(map(str.isdigit, written[1])) <= 15:  # E.164: fifteen digits at most
        hint = "use digits, spaces and ( ) + - . / only, and ext 12 for an extension"
        raise RefusedError(f"{quoted(text)} is not a phone number", hint)
    if sum(_is_number(part) for part in text.split("/")) > 1:
        raise RefusedError(f"{quoted(text)} holds two numbers", "give one: a telephone that dials it dials no other")
    return text


def _is_number(text: str) -> bool:
    """Whether it has the digits of a whole number: area codes, which some write before a stroke, have fewer."""
    return sum(map(str.isdigit, text)) >= _LEAST_DIGITS


def _web_address(value: str) -> str:
    text = _line(value)
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme != "https" or not parts.netloc:
        raise RefusedError(f"{quoted(text)} is not an address that begins with https://", "write it in full")
    if "@" in parts.netloc:
        raise RefusedError(f"{quoted(text)} holds a user name", "remove what stands before the @")
    if not _HOST.fullmatch(parts.netloc):
        hint = "write it as in https://clinic.example.org; a name in other letters has a form that starts with xn--"
        raise RefusedError(f"{quoted(text)} has no host name in plain letters", hint)
    if not _URL.fullmatch(text):
        hint = "copy the address from the browser's address bar"
        raise RefusedError(f"{quoted(text)} holds a character that a web address cannot have", hint)
    return text


def _topic_url(value: str) -> str:
    """The address of a topic's page, with its placeholders after the host."""
    text = _line(value)
    names = re.findall(r"\{([^{}]*)\}", text)
    if "topic" not in names:
        raise RefusedError(f"{quoted(text)} has no {{topic}}", "put {topic} where the address names the topic")
    if unknown := [name for name in names if name not in {"topic", "language"}]:
        raise RefusedError(f"{quoted(text)} has the placeholder {{{unknown[0]}}}", "use {topic} and {language} only")
    _web_address(text.replace("{topic}", "topic").replace("{language}", "en"))
    if "{" in urlsplit(text).netloc:
        raise RefusedError(f"{quoted(text)} has a placeholder in its host name", "put it after the host name")
    return text


def _colour(value: str, ratio: float, use: str) -> str:
    text = _line(value).lower()
    if not is_colour(text):
        close = _COLOUR.fullmatch(text)
        meant = "#" + (close[4] or "".join(2 * digit for digit in close.groups()[:3])) if close else "#1f5f6b"
        raise RefusedError(f"{quoted(text)} is not a colour", f"write # and six digits of 0-9 and a-f, such as {meant}")
    found = contrast(text, WHITE)
    if found < ratio:
        least = int(found * 100) / 100  # never rounded up to a value that would pass
        raise RefusedError(
            f"{text} has a contrast of {least:g} : 1 with white; {use} needs {ratio:g} : 1",
            f"the nearest colour that passes is {nearest_passing(text, WHITE, ratio)}",
        )
    return text


def _primary(value: str) -> str:
    return _colour(value, TEXT_RATIO, "a colour for text")


def _accent(value: str) -> str:
    return _colour(value, GRAPHIC_RATIO, "a colour for lines and marks")


def file_name(value: str) -> str:
    """The name of a file that lies beside clinic.toml.

    Raises:
        RefusedError: if it could lead to another folder.
    """
    text = _line(value, 120)
    if re.search(r"[/\\:]", text) or text.startswith("."):
        hint = "copy the logo beside clinic.toml and write its name alone: logo.png"
        raise RefusedError(f"{quoted(text)} is not the name of a file in this folder", hint)
    return text


def _region(value: str) -> str:
    text = _line(value)
    if not re.fullmatch("[A-Z]{2}", text):
        raise RefusedError(
            f"{quoted(text)} is not the code of a country", "write two capital letters, such as US or GB"
        )
    return text


def _design(value: str) -> str:
    text = _line(value)
    if not re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)*", text):
        raise RefusedError(f"{quoted(text)} is not the name of a design", "use a name such as standard or large-print")
    return text


def _topic(value: str) -> str:
    text = _line(value)
    if not re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)*", text):
        raise RefusedError(f"{quoted(text)} is not the name of a topic", "use a name that “handouts list” shows")
    return text


def _some(entries: list[str]) -> list[str]:
    if not entries:
        raise RefusedError("is empty", "name at least one topic, as “handouts list” shows them")
    return entries


def _language(value: str) -> str:
    """A BCP 47 tag in the usual case of its parts (RFC 5646, 2.1.1)."""
    text = _line(value)
    parts = _TAG.fullmatch(text.replace("_", "-"))
    if not parts:
        raise RefusedError(f"{quoted(text)} is not a language tag", "use tags such as en, es, zh-Hans or pt-BR")
    language, script, region, variants = parts.groups("")
    usual = "-".join(filter(None, (language.lower(), script.title(), region.upper()))) + variants.lower()
    if usual != text:
        raise RefusedError(f"{quoted(text)} is not how a language tag is written", f"write it as {usual}")
    return text


def _plain(value: str, most: int) -> str:
    """A line of the clinic's own words, which translators translate; it has no markup of a topic's."""
    text = _line(value, most)
    for mark in ("**", "[@"):
        if mark in text:
            raise RefusedError(f"holds {mark}", "write plain words: only a topic has bold words and sources")
    return text


def _title(value: str) -> str:
    text = _plain(value, 90)
    if "{" in text or "}" in text:
        raise RefusedError("holds a { or a }", "write plain words: a title has no placeholders")
    return text


def _phrase(value: str) -> str:
    """A sentence for notes to patients, with the facts of the clinic and the region in braces."""
    text = _plain(value, 300)
    names = re.findall(r"\{([^{}]*)\}", text)
    if unknown := [name for name in names if name not in PHRASE_FACTS]:
        raise RefusedError(f"there is no fact {{{unknown[0]}}}", f"the facts are: {', '.join(sorted(PHRASE_FACTS))}")
    if text.count("{") != len(names) or text.count("}") != len(names):
        raise RefusedError(
            "has a { or a } without its partner", "write a fact as {clinic_phone}, or leave the brace out"
        )
    return text


def _can_be_filled(phrases: dict[str, str], info: ValidationInfo) -> dict[str, str]:
    """Phrases that name no fact which the clinic has not."""
    unfilled = [name for name, text in phrases.items() if _WEBSITE in text]
    if unfilled and not info.data.get("website"):
        raise RefusedError(f"{unfilled[0]} says {_WEBSITE}, and there is no website", "give one, or write it otherwise")
    return phrases


def _names(entries: dict[str, Entry]) -> dict[str, Entry]:
    """Packets or phrases by names that can be typed anywhere."""
    for name in entries:
        if not re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)*", name) or len(name) > 60:
            raise RefusedError(
                f"{quoted(name)} is not a name", "use small letters, digits and hyphens: early-pregnancy, bring-list"
            )
    if len(entries) > _MOST_NAMES:
        raise RefusedError(f"has {len(entries)} entries; {_MOST_NAMES} are the most", "leave some out")
    return entries


def _opening(value: str) -> str:
    text = _line(value)
    try:
        opening_hours(text)
    except ValueError as error:
        hint = 'write hours as "Mon-Fri 08:00-17:00" or "Sat 09:00-12:00", each day up to 23:59'
        raise RefusedError(f"{quoted(text)} {error}", hint) from None
    return text


def _no_overlap(entries: list[str]) -> list[str]:
    for one, other in combinations(entries, 2):
        if opening_hours(one).overlaps(opening_hours(other)):
            raise RefusedError(f"{quoted(one)} and {quoted(other)} overlap", "give each hour of a day once")
    return entries


def _all_different(entries: list[str]) -> list[str]:
    if len(set(entries)) < len(entries):
        raise RefusedError("has an entry twice", "keep one of the two")
    return entries


def _few(most: int) -> AfterValidator:
    def check(entries: list[str]) -> list[str]:
        if len(entries) > most:
            raise RefusedError(
                f"has {len(entries)} entries; {most} are the most", "join some of them or leave some out"
            )
        return entries

    return AfterValidator(check)


def _seen_as(pattern: str) -> WithJsonSchema:
    """What an editor is told of a text whose check pydantic cannot read: the whole of it has this pattern."""
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$"})


_ANY_CASE_TAG = _TAG.pattern.replace("a-z", "A-Za-z")
_Phone = Annotated[str, AfterValidator(_phone), _seen_as(_PHONE.pattern.replace("ext", "[Ee][Xx][Tt]"))]
_AddressLine = Annotated[str, _at_most(60), WithJsonSchema({"type": "string", "maxLength": 60})]
_Opening = Annotated[str, AfterValidator(_opening), _seen_as(HOURS.pattern)]
_Tag = Annotated[str, AfterValidator(_language), _seen_as(_ANY_CASE_TAG)]
_Topic = Annotated[str, AfterValidator(_topic), _seen_as("[a-z0-9]+(?:-[a-z0-9]+)*")]
_Phrase = Annotated[str, AfterValidator(_phrase)]
_HEX = "#[0-9A-Fa-f]{6}"


class ColoursShape(Shape):
    """The table [colours]."""

    primary: Annotated[str, AfterValidator(_primary), _seen_as(_HEX)] = Field(
        description="the clinic's colour as # and six digits"
    )
    accent: Annotated[str, _optional(_accent), _seen_as(f"{_HEX}|")] = Field(
        "", description="a second colour, for lines"
    )


class PacketShape(Shape):
    """A table [packets.name]."""

    title: Annotated[str, AfterValidator(_title)] = Field(description="what its cover says it is")
    topics: Annotated[list[_Topic], AfterValidator(_some), _few(24), AfterValidator(_all_different)] = Field(
        description="the names of its sheets, in their order"
    )


class ClinicShape(Shape):
    """The settings of a clinic.toml. A description completes the hint where a setting is missing."""

    name: Annotated[str, _at_most(90)] = Field(description="the clinic's name as patients know it")
    department: Annotated[str, _optional(lambda value: _line(value, 90))] = Field("", description="the department")
    phone: _Phone = Field(description="the number for questions and appointments")
    phone_24h: _Phone = Field(description="the number that someone answers day and night")
    region: Annotated[str, AfterValidator(_region), _seen_as("[A-Z]{2}")] = Field(
        description="the country's two letters, such as US"
    )
    logo: Annotated[str, _optional(file_name)] = Field("", description="a PNG or JPEG beside this file")
    language: _Tag = Field("en", description="the language of the words for the logo")
    logo_alt: Annotated[str, _optional(lambda value: _line(value, 150))] = Field("", description="the logo in words")
    address: Annotated[list[_AddressLine], _few(4)] = Field(default_factory=list, description="up to four lines")
    hours: Annotated[list[_Opening], _few(8), AfterValidator(_no_overlap)] = Field(
        default_factory=list, description="such as Mon-Fri 08:00-17:00"
    )
    website: Annotated[str, _optional(_web_address), _seen_as("(?:https://.+)?")] = Field(
        "", description="the clinic's page"
    )
    topic_url: Annotated[str, _optional(_topic_url), _seen_as("(?:https://.+)?")] = Field(
        "", description="where a topic is on the web, with {topic} and {language} in it"
    )
    design: Annotated[str, AfterValidator(_design)] = Field("standard", description="standard, roomy, large-print …")
    languages: Annotated[list[_Tag], _few(60), AfterValidator(_all_different)] = Field(
        default_factory=list, description="the tags of the languages that are printed, such as en, es"
    )
    footer_line: Annotated[str, _optional(lambda value: _line(value, 120))] = Field(
        "", description="a line of your own"
    )
    colours: ColoursShape = Field(description='primary = "#rrggbb", and accent where there is a second colour')
    packets: Annotated[dict[str, PacketShape], AfterValidator(_names)] = Field(
        default_factory=dict, description="sheets that are printed together, by a name"
    )
    phrases: Annotated[dict[str, _Phrase], AfterValidator(_names), AfterValidator(_can_be_filled)] = Field(
        default_factory=dict, description="sentences for notes to patients, by a name"
    )
