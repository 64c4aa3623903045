"""The stages in order: one sheet, or many on any `concurrent.futures.Executor`; files written whole.

    read → localize → compose → lay_out → write_pdf

A packet is composed and laid out sheet by sheet; then its cover can say on
which page each begins, and all are bound into one story.

A `Press` keeps what is the same from sheet to sheet (a parsed topic, a
catalog, a brand, a face, a set paragraph), so that one topic for two hundred
brands costs two hundred headers and not two hundred typesettings.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from press.caches import off_the_record
from press.catalogs import interface_messages, read_catalog
from press.catalogs.clinic import PACKET, PHRASE, clinic_catalog, clinic_messages
from press.checks.age import check_review
from press.checks.glossary import check_glossary
from press.checks.sources import check_sources
from press.compose import Cover, DeskPage, compose, compose_cover, compose_desk, side_by_side
from press.compose.environment import environment
from press.content import read_handout
from press.content.model import Handout, Message
from press.content.personal import PLACE, Note, Personal
from press.content.reviews import Signature, read_reviews
from press.design.brand import FILE_NAME, Brand, Packet, read_brand
from press.design.sheet import Design, Sheet, palette, read_design, sheet
from press.document import Document
from press.fonts import FontLibrary
from press.layout import Binder, Story, first_pages, lay_out
from press.localize import (
    Localized,
    LocalizedHandout,
    PersonalLines,
    Standing,
    Translations,
    localize,
    localize_message,
    standing,
)
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

    topic: str  # empty where a packet is to be made
    language: str
    clinic: Path
    when: date  # stands in the file's metadata; nothing reads a clock
    beside: str = ""  # a second language, next to the first
    region: str = ""  # empty: the clinic's
    design: str = ""  # empty: the clinic's
    paper: str = ""  # empty: the region's
    preview: bool = False  # set missing translations in marked English, and what is due for review as a draft
    require_signed: bool = False
    packet: str = ""  # the name of one of the clinic's packets
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
    """A sheet, or a packet, before it is painted."""

    job: Job
    documents: tuple[Document, ...]  # of a packet the cover is the first
    profiles: Mapping[str, LanguageProfile]  # of all languages whose words stand in it
    story: Story | None  # None: it is for a screen
    unsigned: tuple[str, ...]  # why it is a draft
    personal: bool = False  # whether it says something to one patient

    @property
    def status(self) -> str:
        """ "draft", "incomplete" or nothing."""
        return (self.story or self.documents[0]).metadata.status


class Press:
    """Makes sheets from one library; reads each file once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._fonts = FontLibrary(library.fonts)
        self._typesetter = Typesetter(self._fonts)
        self.memory = Memory(_MOST_KEPT)

    def make(self, job: Job, personal: Personal | None = None) -> Made:
        """The sheet of *job*, or the packet; of what it says to one patient nothing is kept.

        Raises:
            HandoutError: with every problem of the stage that found some.
        """
        with off_the_record() if personal else nullcontext():
            return self.paint(self.lay_out(job, personal))

    def lay_out(self, job: Job, personal: Personal | None = None) -> LaidOut:
        """The words of *job*'s sheet; on their pages, if it is for paper.

        Raises:
            HandoutError: with every problem of the stage that found some; of personal lines never in their words.
        """
        if personal is not None:
            raise_if_any(problem for tag in job.languages for problem in self._unfit_lines(job, tag, personal))
        profiles = self._profiles(job, personal)
        self.memory.note(self.library.fonts / family for profile in profiles.values() for family in profile.fonts)
        story: Story | None = None
        if job.packet:
            documents, story, unsigned = self.packet(job, personal)
        else:
            document, unsigned = self.document(job, personal)
            documents = (document,)
            if job.format != "html":
                story = lay_out(document, self._look(job), self._typesetter, profiles)
        return LaidOut(job, documents, profiles, story, unsigned, personal is not None)

    def paint(self, laid: LaidOut) -> Made:
        """The file of a sheet, or of a packet.

        Raises:
            HandoutError: with what preflight finds, where the job asks for it.
        """
        job, pages = laid.job, 0
        if laid.story is None:
            colours = palette(self.brand(job.clinic).primary)
            data = write_html(laid.documents[0], colours, self._fonts, laid.profiles, job.when)
        else:
            data, pages = write_pdf(laid.story, job.when), len(laid.story.pages)
            if job.preflight:
                raise_if_any(_faults(job, preflight(data, *laid.documents), personal=laid.personal))
        name = file_name(job, laid.status, personal=laid.personal)
        return Made(job, name, data, pages, laid.status, laid.unsigned)

    def _look(self, job: Job) -> Sheet:
        """The paper, design and colours of *job*."""
        brand = self.brand(job.clinic)
        design = self._design(self.library.designs, job.design or brand.design)
        return sheet(design, brand.primary, job.paper or self._region(job.region or brand.region).paper)

    def _profiles(self, job: Job, personal: Personal | None) -> dict[str, LanguageProfile]:
        """How each language of the sheet is set."""
        tags = {*job.languages, SOURCE_LANGUAGE, *filter(None, [personal.language if personal else ""])}
        return {tag: self._language(tag) for tag in tags}

    def forget(self, changed: Collection[Path]) -> None:
        """Read anew what files that have *changed*, come or gone feed, when it is next needed; keep all else."""
        self.memory.forget(changed)
        if any(path.suffix == _TEMPLATE for path in changed):
            environment.cache_clear()
        if any(path.suffix == _FONT for path in changed):
            self._fonts = FontLibrary(self.library.fonts)
            self._typesetter = Typesetter(self._fonts)

    def document(self, job: Job, personal: Personal | None = None) -> tuple[Document, tuple[str, ...]]:
        """The words of *job*'s sheet in reading order, and why it is a draft, if it is one."""
        overdue = tuple(check_review(self.handout(job.topic), job.when))
        if not job.preview:
            raise_if_any(overdue)
        standings = {tag: self.standing(job.topic, tag).but(*(one.what for one in overdue)) for tag in job.languages}
        unsigned = tuple(dict.fromkeys(reason for signed in standings.values() for reason in signed.unsigned))
        if job.require_signed:
            raise_if_any(_unsigned(job, unsigned))
        first, *others = (self._compose(job, tag, signed, personal) for tag, signed in standings.items())
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

    def _compose(self, job: Job, language: str, signed: Standing, personal: Personal | None) -> Document:
        brand = self.brand(job.clinic)
        localized = self._localized(job, job.topic, language)
        lines = self._personal_lines(job, language, personal)
        anchor = job.topic if job.packet else ""
        return compose(localized, brand, signed, self.library.templates, anchor=anchor, personal=lines)

    def _localized(self, job: Job, topic: str, language: str) -> LocalizedHandout:
        region = job.region or self.brand(job.clinic).region
        return self._once(self._localize, topic, language, region, job.preview)

    def packet(self, job: Job, personal: Personal | None = None) -> tuple[tuple[Document, ...], Story, tuple[str, ...]]:
        """The words of *job*'s packet, its cover first; its story; and why it is a draft, if it is one.

        Raises:
            HandoutError: with every problem of its sheets or of its cover.
        """
        packet = self._packet(job)
        sheets = self._sheets(job, packet)
        binder = Binder(self._look(job), self._typesetter, self._profiles(job, personal), packet=True)
        gatherings = [binder.gather(document) for document, _ in sheets]
        counts = [len(gathering.pages) for gathering in gatherings]
        draft = any(document.metadata.status for document, _ in sheets)
        length = 1
        while True:  # it ends: larger numbers never make a cover shorter
            cover = self._cover(job, packet, tuple(first_pages([length, *counts])[1:]), draft, personal)
            front = binder.gather(cover)
            if len(front.pages) <= length:
                break
            length = len(front.pages)
        unsigned = tuple(dict.fromkeys(reason for _, reasons in sheets for reason in reasons))
        return (cover, *(document for document, _ in sheets)), binder.bind([front, *gatherings]), unsigned

    def _packet(self, job: Job) -> Packet:
        packets = {packet.name: packet for packet in self.brand(job.clinic).packets}
        if job.packet not in packets:
            hint = f"the packets are: {', '.join(packets)}" if packets else "docs/how-to/make-a-packet.md says how"
            what = f"there is no packet “{job.packet}”"
            raise HandoutError([Problem(shown(job.clinic / FILE_NAME), 0, what, hint, ExitCode.USAGE)])
        return packets[job.packet]

    def _sheets(self, job: Job, packet: Packet) -> list[tuple[Document, tuple[str, ...]]]:
        """The words of each sheet of *packet*, and why it is a draft; the problems of all of them at once."""
        made: list[tuple[Document, tuple[str, ...]]] = []
        problems: list[Problem] = []
        for topic in packet.topics:
            try:
                made.append(self.document(replace(job, topic=topic)))
            except HandoutError as error:
                problems += error.problems
        raise_if_any(problems)
        return made

    def _cover(
        self, job: Job, packet: Packet, starts: tuple[int, ...], draft: bool, personal: Personal | None
    ) -> Document:
        region = job.region or self.brand(job.clinic).region
        covers = []
        for tag in job.languages:
            title = self._own_words(job.clinic, region, tag, Message(PACKET, packet.title))
            sheets = tuple(self._localized(job, topic, tag) for topic in packet.topics)
            cover = Cover(packet.name, title, sheets, starts, draft)
            lines = self._personal_lines(job, tag, personal)
            covers.append(compose_cover(cover, self.brand(job.clinic), self.library.templates, lines))
        return side_by_side(*covers) if len(covers) > 1 else covers[0]

    def own_words_missing(self, clinic: Path) -> tuple[Problem, ...]:
        """What is wrong with the translations of a clinic's own words, in all of its languages."""
        brand = self.brand(clinic)
        problems: dict[Problem, None] = {}
        for tag in brand.languages:
            for message in clinic_messages(brand):
                try:
                    self._own_words(clinic, brand.region, tag, Message(message.context, message.text))
                except HandoutError as error:
                    problems.update(dict.fromkeys(error.problems))
        return tuple(problems)

    def _own_words(self, clinic: Path, region: str, language: str, message: Message) -> Localized:
        """A message of the clinic's own in *language*."""
        profile = self._language(language)
        translations = self._once(self._read_own_words, clinic, language, of=[clinic_catalog(clinic, language)])
        update = f"handouts clinic update {clinic.name}"
        return localize_message(message, profile, self._region(region), translations, update)

    def _read_own_words(self, clinic: Path, language: str) -> Translations:
        if language == SOURCE_LANGUAGE:
            return Translations(())
        path = clinic_catalog(clinic, language)
        if not path.is_file():
            what = f"there is no translation of the clinic's own words into {language}"
            hint = (
                f"name {language} among the languages of {FILE_NAME}, run: handouts clinic update {clinic.name}; then "
                "translate the file"
            )
            raise HandoutError([Problem(shown(path), 0, what, hint, ExitCode.TRANSLATION)])
        rules = self._once(read_rules, self.library, self._language(language), of=self._rule_files(language))
        return Translations((), read_catalog(path, language), None, rules)

    def _personal_lines(self, job: Job, language: str, personal: Personal | None) -> PersonalLines | None:
        """What the sheet says to one patient, its phrases in *language*."""
        if personal is None:
            return None
        typed_in = self._language(personal.language or job.language)
        notes = tuple(self._note(job, language, note) for note in personal.notes)
        return PersonalLines(personal, notes, typed_in.language)

    def _unfit_lines(self, job: Job, language: str, personal: Personal) -> Iterator[Problem]:
        """What the lines ask for and is not there, by line and key."""
        known = self.library.languages()
        typed_in = personal.language or job.language
        if typed_in not in known:
            hint = f"the languages are: {', '.join(known)}"
            yield _unfit("language is not one that is here", hint, personal.lines["language"])
            typed_in = job.language
        for key, line, text in personal.typed():
            profile = self._language(typed_in if key == "note" else language)
            if place := self._typesetter.lacks(text, profile, whole=key != "note"):
                hint = "write it in other letters, or say with “language: …” in which language the notes are"
                yield _unfit(f"{key}: no font here has character {place}", hint, line)
        phrases = dict(self.brand(job.clinic).phrases)
        hint = f"the phrases are: {', '.join(phrases)}" if phrases else "it has none: docs/how-to/personal-lines.md"
        for note in personal.notes:
            if note.is_phrase and note.text not in phrases:
                yield _unfit("the clinic has no phrase of this name", hint, note.line)

    def _note(self, job: Job, language: str, note: Note) -> str | Localized:
        if not note.is_phrase:
            return note.text
        region = job.region or self.brand(job.clinic).region
        return self._own_words(
            job.clinic, region, language, Message(PHRASE, dict(self.brand(job.clinic).phrases)[note.text])
        )

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


def make_personal(library: Library, job: Job, personal: Personal) -> Made:
    """The sheet of *job* for one patient, made in this process: what it says goes to no other."""
    return _made(Press(library), job, personal)


def _made(press: Press, job: Job, personal: Personal | None = None) -> Made:
    try:
        return press.make(job, personal)
    except HandoutError as error:
        return Made(job, problems=error.problems)


def file_name(job: Job, status: str, *, personal: bool = False) -> str:
    """The name of a sheet's file, with the design that was asked for; a draft says so there too.

    One for a patient says so as well, but not for whom.
    """
    what = (job.packet, "packet") if job.packet else (job.topic,)
    design = job.design if job.format == "pdf" else ""
    for_whom = "personal" if personal else ""
    parts = [*what, "+".join(job.languages), job.clinic.resolve().name, design, status, for_whom, job.format]
    return ".".join(part for part in parts if part)


def _unfit(what: str, hint: str, line: int) -> Problem:
    """A problem of personal lines, which says where and not what."""
    return Problem(PLACE, line, what, hint, ExitCode.USAGE)


def _faults(job: Job, findings: Sequence[Finding], *, personal: bool) -> Iterator[Problem]:
    """The findings of preflight as problems; of a sheet for one patient without the words that they quote."""
    for finding in findings:
        if personal and finding.rule == "Script":  # a name may be in any letters, and nobody knows its language
            continue
        page = f"page {finding.page}" if finding.page else ""
        where = ", ".join(filter(None, [page, "" if personal else finding.element]))
        what = "preflight found a fault" if personal else finding.what
        hint = f"{RULES[finding.rule].hint} ({finding.rule})"
        place = f"{job.topic or job.packet}, {'+'.join(job.languages)}"
        yield Problem(place, 0, f"{where}: {what}" if where else what, hint, ExitCode.CHECKS_FAILED)


def _unsigned(job: Job, reasons: tuple[str, ...]) -> Iterator[Problem]:
    for reason in reasons:
        hint = "a reviewer signs with: handouts topic sign, handouts language sign; or print a draft"
        yield Problem(f"{job.topic}, {'+'.join(job.languages)}", 0, reason, hint, ExitCode.TRANSLATION)


def _no_catalog(path: Path, name: str, language: str) -> Problem:
    what = f"there is no translation of {name} into {language}"
    hint = "add the file (docs/how-to/add-a-language.md), or build another language"
    return Problem(shown(path), 0, what, hint, ExitCode.TRANSLATION)
