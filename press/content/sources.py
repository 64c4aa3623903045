"""sources.yaml: the references of a topic, in the fields of the Citation Style Language."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from press.content.front_matter import Day, Line
from press.content.model import Checked, Source
from press.content.reading import Faults, did_you_mean
from press.content.strict_yaml import Form, Mapping, Sequence, Text, fill, read_yaml, seen_as
from press.problems import RefusedError

NO_DATE = "n.d."  # said of a web page that bears no date
TYPES = (
    "article-journal", "article-magazine", "article-newspaper", "book", "chapter", "dataset", "document", "entry",
    "entry-dictionary", "entry-encyclopedia", "legislation", "manuscript", "pamphlet", "paper-conference", "post",
    "post-weblog", "report", "review", "speech", "standard", "thesis", "webpage",
)  # fmt: skip
_ID = "[a-z][a-z0-9-]*"
_YEAR = "(1[89]|20)[0-9][0-9]"
_DOI = r"10\.[0-9]{4,9}/[^\s<>]+"


def _id(text: str) -> str:
    if not re.fullmatch(_ID, text):
        raise RefusedError(
            f"“{text}” cannot be cited", "use small letters, digits and hyphens, a letter first: moscrop2012"
        )
    return text


def _type(text: str) -> str:
    if text not in TYPES:
        raise RefusedError(f"“{text}” is no type of source", did_you_mean(text, TYPES))
    return text


def _year(text: str) -> str:
    if text != NO_DATE and not re.fullmatch(_YEAR, text):
        raise RefusedError(
            f"“{text}” is not a year", f'write the year alone, "2012", or "{NO_DATE}" if the page bears none'
        )
    return text


def _doi(text: str) -> str:
    if not re.fullmatch(_DOI, text):
        raise RefusedError(f"“{text}” is not a DOI", "write it from the 10. on: 10.3399/bjgp12X636164")
    return text


def _url(text: str) -> str:
    hint = "write the whole address: https://www.example.org/page"
    try:
        address = urlsplit(text)
    except ValueError:
        raise RefusedError(f"“{text}” is not an address", hint) from None
    if address.scheme not in ("http", "https") or not address.hostname or re.search(r"[\s<>\"\\]", text):
        raise RefusedError(f"“{text}” is not an address of the web", hint)
    if address.username or address.password:
        raise RefusedError("this address holds a name or a password", "a sheet is for everyone: leave it out")
    return text


def _checked(text: object) -> Checked:
    if isinstance(text, str) and text in list(Checked):
        return Checked(text)
    raise RefusedError(f"“{text}” does not say how the reference was confirmed", "write read, secondary or unconfirmed")


class _Name(Form):
    """A person (family, given) or a body (literal)."""

    family: Line | None = None
    given: Line | None = None
    literal: Line | None = None

    def __str__(self) -> str:
        if self.literal:
            return self.literal
        return " ".join(filter(None, (self.family, _initials(self.given or ""))))


def _one_of_two(name: _Name) -> _Name:
    if bool(name.literal) == bool(name.family) or (name.literal and name.given):
        raise RefusedError("this is no name", "write {family: Jones, given: C}, or {literal: NHS} for a body")
    return name


_Names = list[Annotated[_Name, AfterValidator(_one_of_two)]]


class Reference(Form):
    """A source, in the fields of the Citation Style Language (CSL 1.0.2)."""

    id: Annotated[str, AfterValidator(_id), seen_as(_ID)] = Field(description="what a text cites: [@id]")
    type: Annotated[str, AfterValidator(_type), WithJsonSchema({"enum": list(TYPES)})]
    title: Line
    issued: Annotated[str, AfterValidator(_year), seen_as(f"{_YEAR}|{re.escape(NO_DATE)}")] = Field(
        description=f'the year, in quotes, or "{NO_DATE}" for a web page without a date'
    )
    checked: Annotated[Checked, BeforeValidator(_checked)] = Field(description="how far the reference was confirmed")
    author: _Names = Field([])
    editor: _Names = Field([])
    container_title: Line = Field("", alias="container-title")
    publisher: Line = ""
    volume: Line = ""
    issue: Line = ""
    page: Line = ""
    doi: Annotated[str, AfterValidator(_doi), seen_as(_DOI)] = Field("", alias="DOI")
    url: Annotated[str, AfterValidator(_url), seen_as(r"https?://.+")] = Field("", alias="URL")
    accessed: Day | None = None
    note: Line = ""


def read_sources(text: str, faults: Faults) -> tuple[Source, ...]:
    """The sources of a topic, in the order of the file; what is wrong with them goes to *faults*."""
    before = len(faults.found)
    node = read_yaml(text, faults)
    if not isinstance(node, Sequence):
        if len(faults.found) == before:
            faults.add(1, "this file holds no list of sources", "begin each source with “- id: …”")
        return ()
    sources: list[Source] = []
    lines: dict[str, int] = {}
    for item in node.items:
        if not isinstance(item, Mapping):
            faults.add(item.line, "this is no source", "begin each source with “- id: …”, its other keys below")
            continue
        id_ = item.pairs.get("id")
        if isinstance(id_, Text) and lines.setdefault(id_.text, id_.line) != id_.line:
            faults.add(id_.line, f"there are two sources “{id_.text}”", f"the first is in line {lines[id_.text]}")
        reference = fill(Reference, item, faults)
        if reference:
            sources.append(_source(reference, item.line))
    return tuple(sources)


def _source(reference: Reference, line: int) -> Source:
    return Source(
        id=reference.id,
        type=reference.type,
        title=reference.title,
        year=0 if reference.issued == NO_DATE else int(reference.issued),
        checked=reference.checked,
        authors=tuple(map(str, reference.author)),
        editors=tuple(map(str, reference.editor)),
        container_title=reference.container_title,
        publisher=reference.publisher,
        volume=reference.volume,
        issue=reference.issue,
        page=reference.page,
        doi=reference.doi,
        url=reference.url,
        note=reference.note,
        line=line,
    )


def _initials(given: str) -> str:
    """The initials of given names, as the NLM sets them: "Jean-Luc" is JL; what are initials already stays."""
    if given.isupper() and " " not in given and "." not in given and "-" not in given:
        return given
    return "".join(part[0].upper() for part in re.split(r"[\s.\-]+", given) if part)
