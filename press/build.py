"""The stages in order: one sheet, or many on any `concurrent.futures.Executor`; files written whole.

    read → localize → compose → lay_out → write_pdf

A packet is composed and laid out sheet by sheet; then its cover can say on
which page each begins, and all are bound into one story.

A `Press` keeps what is the same from sheet to sheet (a parsed topic, a
catalog, a brand, a face, a set paragraph), so that one topic for two hundred
brands costs two hundred headers and not two hundred typesettings.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock

from press.caches import off_the_record
from press.catalogs.clinic import PACKET, PHRASE
from press.checks.age import check_review
from press.compose import Cover, DeskPage, compose, compose_cover, compose_desk, side_by_side
from press.compose.environment import environment
from press.content.model import Message
from press.content.personal import PLACE, Note, Personal
from press.design.brand import FILE_NAME, Packet
from press.design.sheet import Sheet, palette, sheet
from press.document import Document
from press.fonts import FontLibrary
from press.layout import Binder, Story, first_pages, lay_out
from press.localize import (
    Localized,
    LocalizedHandout,
    PersonalLines,
    Standing,
    localize,
)
from press.pdf import write_pdf
from press.places import SOURCE_LANGUAGE, LanguageProfile, Library
from press.preflight import RULES, Finding, preflight
from press.problems import ExitCode, HandoutError, Problem, raise_if_any, shown
from press.shelf import Shelf
from press.text.paragraph import Typesetter
from press.web_page import write_html

FORMATS = ("pdf", "html")
_TEMPLATE, _FONT = ".xml", ".ttf"
_ONE_AT_A_TIME = Lock()  # a press keeps what it reads, and is no place for two threads


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


class Press(Shelf):
    """Makes sheets from one library."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._fonts = FontLibrary(library.fonts)
        self._typesetter = Typesetter(self._fonts)

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
        design = self._design(self.library.desk, page.design)
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


def make_all(library: Library, jobs: Sequence[Job], executor: Executor | None = None) -> Iterator[Made]:
    """The sheets of *jobs*, in their order, as they are done; a job that fails comes back with its problems.

    With an executor the jobs run there: processes on this machine, or what
    else speaks `concurrent.futures` (Dask's `Client.get_executor()`). Threads
    of one process take turns.
    """
    if executor is None:
        press = Press(library)
        return (_made(press, job) for job in jobs)
    return executor.map(_work, [library.root] * len(jobs), jobs)


def _work(root: Path, job: Job) -> Made:
    with _ONE_AT_A_TIME:
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
    """The name of a sheet's file, with the region and the design that were asked for; a draft says so there too.

    One for a patient says so as well, but not for whom.
    """
    what = (job.packet, "packet") if job.packet else (job.topic,)
    design = job.design if job.format == "pdf" else ""
    for_whom = "personal" if personal else ""
    clinic = job.clinic.resolve().name
    parts = [*what, "+".join(job.languages), clinic, job.region, design, status, for_whom, job.format]
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
