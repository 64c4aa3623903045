"""Pages for the screen, made once, as a parser that is not ours reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

import pytest
from conftest import LANGUAGES, TOPIC, WHEN
from tinyhtml5.parser import HTMLParser

from press.build import Job, Press
from press.design.sheet import palette
from press.document import Document, Runs
from press.fonts import FontLibrary
from press.places import find_library
from press.web_page import write_html

PAIRS = ("es+en", "ar+en", "en+ur", "ja+he", "km+en")  # each way that two directions can meet, and large letters
ALL = (*LANGUAGES, *PAIRS)
LIBRARY = find_library()


@dataclass(frozen=True)
class Page:
    """A page as the parser sees it, and the words that went into it."""

    data: bytes
    document: Document

    @cached_property
    def parser(self) -> HTMLParser:
        parser = HTMLParser(namespace_html_elements=False)
        parser.root = parser.parse(self.data)
        return parser

    @property
    def root(self) -> Element:
        return self.parser.root

    @property
    def body(self) -> Element:
        return self.root.find("body")

    def all(self, *tags: str) -> list[Element]:
        return [one for one in self.root.iter() if one.tag in tags]

    def meta(self, name: str) -> str:
        return next((one.get("content") for one in self.all("meta") if name in one.attrib.values()), "")

    @cached_property
    def style(self) -> str:
        return self.all("style")[0].text


Pages = Callable[[str], Page]


@pytest.fixture(scope="session")
def page(press: Press) -> Pages:
    """Makes a page of the first topic, once for each choice of languages: "es", "es+en"."""
    made: dict[str, Page] = {}

    def make(languages: str) -> Page:
        if languages not in made:
            language, _, beside = languages.partition("+")
            job = Job(TOPIC, language, press.library.clinics / "example", WHEN, beside, format="html")
            made[languages] = Page(press.make(job).data, press.document(job)[0])
        return made[languages]

    return make


def write(document: Document, colour: str = "#0b5563") -> Page:
    tags = {"en", document.language.tag, *([document.beside.tag] if document.beside else [])}
    profiles = {tag: LIBRARY.language(tag) for tag in tags}
    return Page(write_html(document, palette(colour), FontLibrary(LIBRARY.fonts), profiles, WHEN), document)


def said(runs: Runs) -> str:
    return "".join(run.text for run in runs)
