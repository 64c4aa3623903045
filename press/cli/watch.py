"""`handouts build --watch`: after each save, the sheets that it touches, and what a translator must see of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from press.build import Job, Made, Press
from press.cli.changes import changes
from press.cli.output import counted, remark, tell
from press.cli.tally import Tally
from press.places import Library
from press.problems import Problem, shown
from press.workbench import Again, Workbench

_MOST_LONG = 5  # messages beyond the English that are named of one sheet
_MOST_NAMED = 3  # files that changed


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done again and again."""

    library: Library
    plan: Callable[[Press, Tally], Collection[Job]]  # the sheets to make, as the files are now
    keep: Callable[[Made, Tally], None]  # writes a sheet


def watch(work: Work, clinics: Iterable[Path]) -> None:
    """Do *work*, and again what a change touches, until somebody stops it with Ctrl-C."""
    library = work.library
    own = (library.handouts, library.templates, library.locales, library.clinics, library.fonts)
    folders = dict.fromkeys(path.resolve() for path in (*own, *clinics) if path.is_dir())
    saves = changes(folders)
    next(saves)  # what changes from here on is not missed
    rounds = Rounds(work)
    rounds.make()
    remark("Watching: save a file, and its sheets are made again. Ctrl-C stops.")
    for changed in saves:
        if changed:
            rounds.again(changed)


@dataclass(slots=True)
class Rounds:
    """One warm press, and what it has said."""

    work: Work
    bench: Workbench = field(init=False)
    told: set[str] = field(default_factory=set)  # remarks, each said once
    obstacles: tuple[Problem, ...] = ()  # that keep sheets from being planned

    def __post_init__(self) -> None:
        self.bench = Workbench(self.work.library)

    def again(self, changed: Collection[Path]) -> None:
        """Make what files that have *changed* touch."""
        self.bench.forget(changed)
        self.make(changed)

    def make(self, changed: Collection[Path] = ()) -> None:
        """Make the sheets that are not as their files say; nothing is said where nothing is new."""
        start = perf_counter()
        tally = Tally()
        jobs = self.work.plan(self.bench.press, tally)
        stale, obstacles = self.bench.stale(jobs), tuple(tally.problems)
        if jobs and not stale and obstacles == self.obstacles:
            return
        self.obstacles = obstacles
        if changed:
            remark(f"\nChanged: {_named(changed)}")
        for again in map(self.bench.make, stale):
            self.work.keep(again.made, tally)
            for line in _seen(again):
                remark(f"  {line}")
        tell(tally.problems)
        self._say_once(tally.remarks)
        remark(_summary(tally, perf_counter() - start))
        if waiting := [job for job in self.bench.failed(jobs) if job not in stale]:
            remark(f"Not made since an earlier change: {', '.join(map(_sheet, waiting))}")

    def _say_once(self, lines: Iterable[str]) -> None:
        for line in lines:
            if line not in self.told:
                remark(line)
                self.told.add(line)


def _sheet(job: Job) -> str:
    return f"{job.topic} in {'+'.join(job.languages)}"


def _named(changed: Collection[Path]) -> str:
    """What changed; editors' own files, which have no suffix, only if there is nothing else."""
    paths = sorted(path for path in changed if path.suffix) or sorted(changed)
    more = f" and {len(paths) - _MOST_NAMED} more" if len(paths) > _MOST_NAMED else ""
    return ", ".join(map(shown, paths[:_MOST_NAMED])) + more


def _summary(tally: Tally, seconds: float) -> str:
    made = f"{counted(len(tally.sheets), 'sheet')} made in {seconds:.2f} s."
    if not tally.failed:
        return made
    return f"{made if tally.sheets else ''} {tally.failed} not made: the files from before stay.".lstrip()


def _seen(again: Again) -> Iterator[str]:
    """What a translator must see of a sheet that was made; of one that was not, the problems say all."""
    pages = again.made.pages
    if again.made.problems:
        return
    if again.same:
        yield "nothing on it is different"
        return
    if again.before and pages != again.before:
        yield f"{counted(abs(pages - again.before), 'page')} {'more' if pages > again.before else 'fewer'} than before"
    longer = again.english and pages > again.english
    if longer:
        lines = f"; this has {counted(again.more, 'line')} more" if again.more > 0 else ""
        yield f"the English takes {counted(again.english, 'page')}{lines}"
    yield from (str(one) for one in again.long if one.over)
    beyond = sorted((one for one in again.long if not one.over), key=lambda one: -one.lines)
    if longer:
        yield from map(str, beyond[:_MOST_LONG])
        if len(beyond) > _MOST_LONG:
            yield f"and {counted(len(beyond) - _MOST_LONG, 'more message')} with lines beyond the English"
