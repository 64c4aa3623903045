"""A press that stays warm: after a change it makes only the sheets that the change touches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from press.build import Job, LaidOut, Made, Press
from press.catalogs.gate import read_po
from press.layout.extents import Extent, extents
from press.memory import Origin, place, touched
from press.places import INTERFACE, SOURCE_LANGUAGE, Library
from press.problems import HandoutError
from press.workbench.long import Long, long_messages


@dataclass(frozen=True, slots=True)
class Again:
    """A sheet that was made again, or why it was not, beside what it was before and what it is in English."""

    made: Made
    before: int = 0  # pages; 0 the first time
    same: bool = False  # whether not a byte is another
    english: int = 0  # pages; 0 where there is nothing to compare
    more: int = 0  # lines beyond the English
    long: tuple[Long, ...] = ()


@dataclass(frozen=True, slots=True)
class _Page:
    """How long a sheet is."""

    pages: int
    extents: tuple[Extent, ...]

    @property
    def lines(self) -> int:
        return sum(one.lines for one in self.extents)


_NO_PAGE = _Page(0, ())


class Workbench:
    """Makes the sheets of one library again and again."""

    def __init__(self, library: Library) -> None:
        self.press = Press(library)
        self._origins: dict[Job, Origin] = {}  # of those that are as their files say, or cannot be made of these
        self._failed: set[Job] = set()
        self._last: dict[Job, tuple[int, bytes]] = {}  # pages and hash of what was made last

    def forget(self, changed: Collection[Path]) -> None:
        """Take note of files that have *changed*, come or gone."""
        self.press.forget(changed)
        places = frozenset(map(place, changed))
        self._origins = {job: origin for job, origin in self._origins.items() if not touched(origin, places)}

    def stale(self, jobs: Iterable[Job]) -> tuple[Job, ...]:
        """Those of *jobs* that were not made yet, or that a change has touched since."""
        return tuple(job for job in jobs if job not in self._origins)

    def failed(self, jobs: Iterable[Job]) -> tuple[Job, ...]:
        """Those of *jobs* that could not be made, as their files are."""
        return tuple(job for job in jobs if job in self._failed)

    def make(self, job: Job) -> Again:
        """The sheet of *job* as its files are now."""
        before = self._last.get(job, (0, b""))
        self._failed.discard(job)
        with self.press.memory.tracing() as origin:
            try:
                laid = self.press.lay_out(job)
                made = self.press.paint(laid)
            except HandoutError as error:
                self._failed.add(job)
                made = Made(job, problems=error.problems)
        self._origins[job] = frozenset(origin)
        if made.problems:
            return Again(made)
        self._last[job] = made.pages, sha256(made.data).digest()
        page, english = self._page(laid), self._english(job)
        more = page.lines - english.lines if english.pages else 0
        long = tuple(self._long(job, page, english))
        return Again(made, before[0], self._last[job] == before, english.pages, more, long)

    def _page(self, laid: LaidOut) -> _Page:
        return _Page(len(laid.story.pages), tuple(extents(laid.story))) if laid.story else _NO_PAGE

    def _english(self, job: Job) -> _Page:
        """The same sheet in English, if it is comparable and can be made."""
        if job.beside or job.language == SOURCE_LANGUAGE or job.format == "html":
            return _NO_PAGE
        try:
            return self.press.memory.once(self._english_page, replace(job, language=SOURCE_LANGUAGE))
        except HandoutError:  # it is told of where English is asked for; this sheet could be made
            return _NO_PAGE

    def _english_page(self, job: Job) -> _Page:
        return self._page(self.press.lay_out(job))

    def _long(self, job: Job, page: _Page, english: _Page) -> Iterator[Long]:
        """What runs long in the catalogs that the sheet is made of."""
        if job.language == SOURCE_LANGUAGE:
            return
        for name in (job.topic, INTERFACE):
            path = self.press.library.catalog(job.language, name)
            try:
                entries = self.press.memory.once(read_po, path, job.language, of=[path])
            except HandoutError:  # a preview does without a catalog
                continue
            yield from long_messages(path, entries, page.extents, english.extents)
