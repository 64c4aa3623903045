"""The head of handout.md: what the topic is, who wrote it, when it must be looked at again."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from press.content.model import FrontMatter
from press.content.reading import Faults
from press.content.strict_yaml import Form, Mapping, Node, Text, fill, read_yaml, seen_as
from press.content.wording import fold
from press.places import INTERFACE
from press.problems import RefusedError

_FENCE = "---"
YEARS_TO_REVIEW = 2  # at most
TOPIC_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_VERSION = r"[0-9]+(\.[0-9]+){0,2}"
_ICD_10_CM = r"[A-Z][0-9][0-9AB](\.[0-9A-Z]{1,4})?"
_SNOMED_CT = "[1-9][0-9]{5,17}"

# The dihedral group of order ten: J. Verhoeff, "Error Detecting Decimal Codes" (1969); SNOMED CT Release File
# Specifications, 5.5, "Check-digit computation".
_VERHOEFF_PRODUCT = ("0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
                     "5987604321", "6598710432", "7659821043", "8765932104", "9876543210")  # fmt: skip
_VERHOEFF_PERMUTATION = ("0123456789", "1576283094", "5803796142", "8916043527",
                         "9453126870", "4286573901", "2793806415", "7046913258")  # fmt: skip


def one_line(text: str) -> str:
    """*text* without blanks at its ends, folded to one line.

    Raises:
        RefusedError: if nothing is left.
    """
    folded = fold(text)
    if not folded:
        raise RefusedError("nothing stands here", "fill it in")
    return folded


def iso_date(text: object) -> date:
    """The date written as year-month-day.

    Raises:
        RefusedError: if it is written otherwise, or not in the calendar.
    """
    if isinstance(text, str) and re.fullmatch(_DAY, text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise RefusedError(f"{text} is not in the calendar", "write a day that exists") from None
    raise RefusedError("this is not a date", "write it as year-month-day: 2026-11-23")


def _version(text: str) -> str:
    if not re.fullmatch(_VERSION, text):
        raise RefusedError(f"{text} is not a version", 'write numbers with points between: "1.0"')
    return text


def _icd_10_cm(code: str) -> str:
    if not re.fullmatch(_ICD_10_CM, code):
        raise RefusedError(f"{code} is not a code of ICD-10-CM", "such a code looks like Z34.91")
    return code


def _snomed_ct(code: str) -> str:
    if not re.fullmatch(_SNOMED_CT, code) or not _verhoeff(code):
        raise RefusedError(f"{code} is not an identifier of SNOMED CT", "its digits do not add up: copy it once more")
    if code[-3:-1] not in ("00", "10"):
        raise RefusedError(
            f"{code} is no concept of SNOMED CT", "take the concept's identifier, not that of a description"
        )
    return code


def _verhoeff(digits: str) -> bool:
    check = 0
    for position, digit in enumerate(reversed(digits)):
        check = int(_VERHOEFF_PRODUCT[check][int(_VERHOEFF_PERMUTATION[position % 8][int(digit)])])
    return check == 0


def _distinct(texts: list[str]) -> list[str]:
    seen: set[str] = set()
    for text in texts:
        if text.casefold() in seen:
            raise RefusedError(f"“{text}” stands in it twice", "delete one of the two")
        seen.add(text.casefold())
    return texts


def _some(texts: list[str]) -> list[str]:
    if not texts:
        raise RefusedError("nobody is named", "name at least one person or group")
    return texts


Line = Annotated[str, AfterValidator(one_line), WithJsonSchema({"type": "string", "pattern": r"\S"})]
Day = Annotated[date, BeforeValidator(iso_date), seen_as(_DAY)]
_Lines = Annotated[list[Line], AfterValidator(_distinct)]
_Icd10Cm = Annotated[str, AfterValidator(_icd_10_cm), seen_as(_ICD_10_CM)]
_SnomedCt = Annotated[str, AfterValidator(_snomed_ct), seen_as(_SNOMED_CT)]


class _Codes(Form):
    """Codes of the topic, for a hospital's system; an empty list where there are none."""

    icd_10_cm: list[_Icd10Cm] = Field(alias="icd-10-cm")
    snomed_ct: list[_SnomedCt] = Field(alias="snomed-ct")


class Head(Form):
    """The front matter of handout.md."""

    id: Annotated[str, seen_as(TOPIC_ID.pattern)] = Field(description="the name of the topic's folder")
    title: Line = Field(description="the title that prints")
    audience: Line = Field(description="for whom it is written")
    version: Annotated[str, AfterValidator(_version), seen_as(_VERSION)] = Field(
        description='numbers with points between, in quotes: "1.0"'
    )
    written: Day = Field(description="the day of the text, as year-month-day")
    review_by: Day = Field(description="the day by which it must be looked at again: two years later at most")
    authors: Annotated[_Lines, AfterValidator(_some)] = Field(description="who wrote it")
    codes: _Codes
    keywords: _Lines = Field(description="words to find it by")
    glossary: _Lines = Field(description="medical terms of the text, each strong and explained where it first stands")


def split(text: str, faults: Faults) -> tuple[str | None, str, int]:
    """The front matter, if there is one, the body, and the line of the file that the body begins in."""
    lines = text.split("\n")
    if lines[0].rstrip(" ") != _FENCE:
        faults.add(1, "the front matter is missing", "begin the file with “---”, id, title and so on, and “---” again")
        return None, text, 1
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip(" ") == _FENCE:
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    faults.add(1, "the front matter has no end", "write “---” on a line of its own behind it")
    return None, "", len(lines) + 1


def read_front_matter(yaml: str, folder: str, faults: Faults) -> tuple[FrontMatter | None, int]:
    """The front matter, or None when something in it is wrong, and the line of its title."""
    node = read_yaml(yaml, faults, first_line=2)
    if not isinstance(node, Mapping):
        if not faults.found:
            faults.add(2, "the front matter holds no keys", "write “key: text”, one a line, beginning with id")
        return None, 1
    _check_together(node, folder, faults)
    head = fill(Head, node, faults)
    if head is None:
        return None, 1
    front = FrontMatter(
        id=head.id,
        title=head.title,
        audience=head.audience,
        version=head.version,
        written=head.written,
        review_by=head.review_by,
        authors=tuple(head.authors),
        icd_10_cm=tuple(head.codes.icd_10_cm),
        snomed_ct=tuple(head.codes.snomed_ct),
        keywords=tuple(head.keywords),
        glossary=tuple(head.glossary),
        review_by_line=node.key_lines["review_by"],
    )
    return front, node.key_lines["title"]


def _check_together(node: Mapping, folder: str, faults: Faults) -> None:
    """What no key can be asked alone; apart from the form, so that one bad key hides nothing."""
    id_ = node.pairs.get("id")
    if isinstance(id_, Text):
        if not TOPIC_ID.fullmatch(id_.text):
            hint = f"write “id: {folder}”" if TOPIC_ID.fullmatch(folder) else "rename the folder so, too"
            faults.add(id_.line, "“id” is made of small letters, digits and hyphens", hint)
        elif id_.text == INTERFACE:
            faults.add(id_.line, f"“{INTERFACE}” is the name of what all sheets say", "give the folder another name")
        elif id_.text != folder:
            faults.add(id_.line, f"“id” is not the name of the folder, {folder}", "let the two be the same")
    written, review_by = _day(node.pairs.get("written")), _day(node.pairs.get("review_by"))
    if written and review_by:
        line = node.key_lines["review_by"]
        if review_by <= written:
            faults.add(line, "“review_by” is not later than “written”", "give the day by which to look at it again")
        elif (review_by.year - YEARS_TO_REVIEW, review_by.month, review_by.day) > written.timetuple()[:3]:
            faults.add(line, "“review_by” is more than two years after “written”", "choose an earlier day")


def _day(node: Node | None) -> date | None:
    try:
        return iso_date(node.text) if isinstance(node, Text) else None
    except RefusedError:
        return None
