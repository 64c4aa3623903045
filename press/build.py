"""The stages in order: one sheet, or many on any `concurrent.futures.Executor`; files written whole.

    read → localize → compose → lay_out → write_pdf

A `Press` keeps what is the same from sheet to sheet (a parsed topic, a
catalog, a brand, a face, a set paragraph), so that one topic for two hundred
brands costs two hundred headers and not two hundred typesettings.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from press.catalogs import interface_messages, read_catalog
from press.checks.age import check_review
from press.checks.glossary import check_glossary
from press.checks.sources import check_sources
from press.compose import DeskPage, compose, compose_desk, side_by_side
from press.compose.environment import environment
from press.content import read_handout
from press.content.model import Handout
from press.content.reviews import Signature, read_reviews
from press.design.brand import Brand, read_brand
from press.design.sheet import Design, palette, read_design, sheet
from press.document import Document
from press.fonts import FontLibrary
from press.layout import Story, lay_out
from press.localize import LocalizedHandout, Standing, Translations, localize, standing
from press.meaning import read_rules
from press.memory import Memory
from press.pdf import write_pdf
from press.places import INTERFACE, SOURCE_LANGUAGE, LanguageProfile, Library, Region
from press.preflight import RULES, Finding, preflight
from press.problems import ExitCode, HandoutError, Problem, raise_if_any, shown
from press.text.paragraph import Typesetter
from press.web_page import write_html

FORMATS = ("pdf", "html")
_MOST_KEPT = 1024  # topics, catalogs, brands, designs
_TEMPLATE, _FONT = ".xml", ".ttf"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job:
    """One sheet to make: small, frozen, and all that a worker process needs to know."""

    topic: str
    language: str
    clinic: Path
    when: date  # stands in the file's metadata; nothing reads a clock
    beside: str = ""  # a second language, next to the first
    region: str = ""  # empty: the clinic's
    design: str = ""  # empty: the clinic's
    paper: str = ""  # empty: the region's
    preview: bool = False  # set missing translations in marked English, and what is due for review as a draft
    require_signed: bool = False
    preflight: bool = False  # read a PDF back, against its words, before it is handed over
    format: str = FORMATS[0]  # one of FORMATS; a page for the screen has no design and no paper

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the sheet, the reader's first."""
        return (self.language, self.beside) if self.beside else (self.language,)


@dataclass(frozen=True, slots=True)
class Made:
    """A sheet, or why there is none."""

    job: Job
    file_name: str = ""
    data: bytes = b""
    pages: int = 0  # of paper; a page for the screen has none
    status: str = ""  # "draft", "incomplete" or nothing
    remarks: tuple[str, ...] = ()  # why it is a draft
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A sheet before it is painted."""

    job: Job
    document: Document
    profiles: Mapping[str, LanguageProfile]  # of all languages whose words stand in it
    story: Story | None  # None: it is for a screen
    unsigned: tuple[str, ...]  # why it is a draft


class Press:
    """Makes sheets from one library; reads each file once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.memory = Memory(_MOST_KEPT)
        self._fonts = FontLibrary(library.fonts)
        self._typesetter = Typesetter(self._fonts)

    def make(self, job: Job) -> Made:
        """The sheet of *job*.

        Raises:
            HandoutError: with every problem of the stage that found some.
        """
        return self.paint(self.lay_out(job))

    def lay_out(self, job: Job) -> LaidOut:
        """The words of *job*'s sheet; on their pages, if it is for paper.

        Raises:
            HandoutError: with every problem of the stage that found some.
        """
        document, unsigned = self.document(job)
        profiles = {tag: self._language(tag) for tag in {*job.languages, SOURCE_LANGUAGE}}
        self.memory.note(self.library.fonts / family for profile in profiles.values() for family in profile.fonts)
        story = None if job.format == "html" else self._story(job, document, profiles)
        return LaidOut(job, document, profiles, story, unsigned)

    def _story(self, job: Job, document: Document, profiles: Mapping[str, LanguageProfile]) -> Story:
        brand = self.brand(job.clinic)
        design = self._design(self.library.designs, job.design or brand.design)
        paper = job.paper or self._region(job.region or brand.region).paper
        return lay_out(document, sheet(design, brand.primary, paper), self._typesetter, profiles)

    def paint(self, laid: LaidOut) -> Made:
        """The file of a sheet.

        Raises:
            HandoutError: with what preflight finds, where the job asks for it.
        """
        job, document, pages = laid.job, laid.document, 0
        if laid.story is None:
            colours = palette(self.brand(job.clinic).primary)
            data = write_html(document, colours, self._fonts, laid.profiles, job.when)
        else:
            data, pages = write_pdf(laid.story, job.when), len(laid.story.pages)
            if job.preflight:
                raise_if_any(_faults(job, preflight(data, document)))
        status = document.metadata.status
        return Made(job, file_name(job, status), data, pages, status, laid.unsigned)

    def forget(self, changed: Collection[Path]) -> None:
        """Read anew what files that have *changed*, come or gone feed, when it is next needed; keep all else."""
        self.memory.forget(changed)
        if any(path.suffix == _TEMPLATE for path in changed):
            environment.cache_clear()
        if any(path.suffix == _FONT for path in changed):
            self._fonts = FontLibrary(self.library.fonts)
            self._typesetter = Typesetter(self._fonts)

    def document(self, job: Job) -> tuple[Document, tuple[str, ...]]:
        """The words of *job*'s sheet in reading order, and why it is a draft, if it is one."""
        overdue = tuple(check_review(self.handout(job.topic), job.when))
        if not job.preview:
            raise_if_any(overdue)
        standings = {tag: self.standing(job.topic, tag).but(*(one.what for one in overdue)) for tag in job.languages}
        unsigned = tuple(dict.fromkeys(reason for signed in standings.values() for reason in signed.unsigned))
        if job.require_signed:
            raise_if_any(_unsigned(job, unsigned))
        first, *others = (self._compose(job, tag, signed) for tag, signed in standings.items())
        return (side_by_side(first, others[0]) if others else first), unsigned

    def desk(self, page: DeskPage, clinic: Path, when: date, format_: str = FORMATS[0]) -> tuple[bytes, int]:
        """A page for the desk in one of FORMATS, in the colour of *clinic*, and how many pages of its paper that takes.

        Raises:
            HandoutError: with every problem of the stage that found some.
        """
        tags = {SOURCE_LANGUAGE, *(one.tag for one in page.languages)}
        profiles = {tag: self._language(tag) for tag in tags}
        document = compose_desk(page, self.library.templates)
        brand = self.brand(clinic)
        if format_ == "html":
            return write_html(document, palette(brand.primary), self._fonts, profiles, when), 0
        paper = self._region(brand.region).paper
        design = self._design(self.library.desk, "desk")
        story = lay_out(document, sheet(design, brand.primary, paper), self._typesetter, profiles)
        return write_pdf(story, when), len(story.pages)

    def _compose(self, job: Job, language: str, signed: Standing) -> Document:
        brand = self.brand(job.clinic)
        localized = self._once(self._localize, job.topic, language, job.region or brand.region, job.preview)
        return compose(localized, brand, signed, self.library.templates)

    def _localize(self, topic: str, language: str, region: str, preview: bool) -> LocalizedHandout:
        return localize(
            self.handout(topic),
            self._language(language),
            self._region(region),
            self.translations(topic, language),
            preview=preview,
        )

    def handout(self, topic: str) -> Handout:
        """The topic in English, its claims sourced.

        Raises:
            HandoutError: if there is no such topic, or with every fault of its files.
        """
        return self._once(self._read_handout, topic, of=[self.library.handouts / topic])

    def _read_handout(self, topic: str) -> Handout:
        known = self.library.topics()
        if topic not in known:
            hint = f"the topics are: {', '.join(known)}" if known else "make one with: handouts topic add"
            raise HandoutError([Problem("", 0, f"there is no topic “{topic}”", hint, ExitCode.USAGE)])
        handout = read_handout(self.library.handouts / topic)
        raise_if_any((*check_sources(handout), *check_glossary(handout)))
        return handout

    def brand(self, clinic: Path) -> Brand:
        """The brand in the folder *clinic*."""
        return self._once(read_brand, clinic, of=[clinic])

    def _language(self, tag: str) -> LanguageProfile:
        return self._once(self.library.language, tag, of=[self.library.locales / tag / "language.toml"])

    def _design(self, folder: Path, name: str) -> Design:
        return self._once(read_design, folder, name, of=[folder / f"{name}.toml"])

    def _region(self, code: str) -> Region:
        return self._once(self.library.region, code, of=[self.library.locales / "regions" / f"{code}.toml"])

    def translations(self, topic: str, language: str) -> Translations:
        """What *language* has of *topic* and of the interface.

        Raises:
            HandoutError: with every fault of the PO files that are there, and a problem for each that is not.
        """
        files = [self.library.catalog(language, name) for name in (topic, INTERFACE)]
        return self._once(self._read_translations, topic, language, of=files)

    def _read_translations(self, topic: str, language: str) -> Translations:
        messages = self._once(interface_messages, self.library.templates, of=[self.library.templates])
        if language == SOURCE_LANGUAGE:
            return Translations(messages)
        profile = self._language(language)
        problems: list[Problem] = []
        catalogs = []
        for name in (topic, INTERFACE):
            path = self.library.catalog(language, name)
            try:
                if not path.is_file():
                    raise HandoutError([_no_catalog(path, name, language)])
                catalogs.append(read_catalog(path, language))
            except HandoutError as error:
                problems += error.problems
        raise_if_any(problems)
        rules = self._once(read_rules, self.library, profile, of=self._rule_files(language))
        return Translations(messages, catalogs[0], catalogs[1], rules)

    def _rule_files(self, language: str) -> list[Path]:
        """What the checks of meaning know of a language, and of the English that they compare it with."""
        folders = (self.library.locales / tag for tag in (language, SOURCE_LANGUAGE))
        return [folder / name for folder in folders for name in ("meaning.toml", "glossary.toml")]

    def begun(self, topic: str, language: str) -> bool:
        """Whether anybody has begun to translate *topic*; of a file with faults, that somebody has."""
        if language == SOURCE_LANGUAGE:
            return True
        if not self.library.catalog(language, topic).is_file():
            return False
        try:
            catalog = self.translations(topic, language).topic
        except HandoutError:
            return True
        return catalog is not None and catalog.begun

    def standing(self, topic: str, language: str) -> Standing:
        """Who has signed the words as they are now."""
        return self._once(self._read_standing, topic, language)

    def _read_standing(self, topic: str, language: str) -> Standing:
        signed = self.signatures(topic, language)
        return standing(self.handout(topic), self.translations(topic, language), language, *signed)

    def signatures(self, topic: str, language: str) -> tuple[tuple[Signature, ...], tuple[Signature, ...]]:
        """The signatures under the English of *topic*, and under its translation into *language*.

        Raises:
            HandoutError: with every fault of their files.
        """
        english = self._reviews(self.library.handouts / topic).get("", ())
        if language == SOURCE_LANGUAGE:
            return english, ()
        return english, self._reviews(self.library.locales / language).get(topic, ())

    def _reviews(self, folder: Path) -> Mapping[str, tuple[Signature, ...]]:
        path = folder / "reviews.toml"
        return self._once(read_reviews, path, of=[path])

    def _once(self, read: Callable[..., T], *arguments: object, of: Collection[Path] = ()) -> T:
        return self.memory.once(read, *arguments, of=of)


def make_all(library: Library, jobs: Sequence[Job], executor: Executor | None = None) -> Iterator[Made]:
    """The sheets of *jobs*, in their order, as they are done; a job that fails comes back with its problems.

    With an executor the jobs run there: processes on this machine, or what
    else speaks `concurrent.futures` (Dask's `Client.get_executor()`).
    """
    if executor is None:
        press = Press(library)
        return (_made(press, job) for job in jobs)
    return executor.map(_work, [library.root] * len(jobs), jobs)


def _work(root: Path, job: Job) -> Made:
    return _made(_press(root), job)


@lru_cache(maxsize=4)
def _press(root: Path) -> Press:
    return Press(Library(root))


def _made(press: Press, job: Job) -> Made:
    try:
        return press.make(job)
    except HandoutError as error:
        return Made(job, problems=error.problems)


def file_name(job: Job, status: str) -> str:
    """The name of a sheet's file, with the design that was asked for; a draft says so there too."""
    design = job.design if job.format == "pdf" else ""
    parts = [job.topic, "+".join(job.languages), job.clinic.resolve().name, design, status, job.format]
    return ".".join(part for part in parts if part)


def _faults(job: Job, findings: Sequence[Finding]) -> Iterator[Problem]:
    for finding in findings:
        where = ", ".join(filter(None, [f"page {finding.page}" if finding.page else "", finding.element]))
        what = f"{where}: {finding.what}" if where else finding.what
        hint = f"{RULES[finding.rule].hint} ({finding.rule})"
        yield Problem(f"{job.topic}, {'+'.join(job.languages)}", 0, what, hint, ExitCode.CHECKS_FAILED)


def _unsigned(job: Job, reasons: tuple[str, ...]) -> Iterator[Problem]:
    for reason in reasons:
        hint = "a reviewer signs with: handouts topic sign, handouts language sign; or print a draft"
        yield Problem(f"{job.topic}, {'+'.join(job.languages)}", 0, reason, hint, ExitCode.TRANSLATION)


def _no_catalog(path: Path, name: str, language: str) -> Problem:
    what = f"there is no translation of {name} into {language}"
    hint = "add the file (docs/how-to/add-a-language.md), or build another language"
    return Problem(shown(path), 0, what, hint, ExitCode.TRANSLATION)
