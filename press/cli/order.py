"""What a command line asks for, and the sheets that this means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from pathlib import Path

from press.build import FORMATS, Job, Press
from press.cli.choices import EXAMPLE_CLINIC, designs, find_clinic, find_topics, unknown, unknown_languages
from press.cli.tally import Tally
from press.design.brand import FILE_NAME, Brand
from press.design.sheet import PAPERS
from press.places import SOURCE_LANGUAGE, Library
from press.problems import ExitCode, HandoutError, Problem, raise_if_any, shown

ALL = "all"


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line asks for."""

    languages: tuple[str, ...]
    beside: str
    clinics: tuple[str, ...]
    region: str
    design: str
    paper: str
    output: Path
    when: date
    require_signed: bool
    preflight: bool
    as_json: bool
    personal: str  # the file with personal lines, "-" for standard input, or nothing
    topics: tuple[str, ...] = ()
    packet: str = ""  # its name, where one is asked for
    formats: tuple[str, ...] = ()
    preview: bool = False
    jobs: int | None = None
    watch: bool = False


def chosen(library: Library, order: Order) -> tuple[tuple[str, ...], tuple[Path, ...]]:
    """The topics and the folders of the clinics.

    Raises:
        HandoutError: naming all that was asked for and is not there, or an output that is no folder.
    """
    problems = [
        *unknown_languages(library, (tag for tag in (*order.languages, order.beside) if tag not in ("", ALL))),
        *_twice(order),
        *unknown("region", filter(None, [order.region]), library.regions()),
        *unknown("design", filter(None, [order.design]), designs(library)),
        *unknown("paper", filter(None, [order.paper]), PAPERS),
        *unknown("format", order.formats, FORMATS),
    ]
    if order.output.exists() and not order.output.is_dir():
        hint = "choose another folder with --output"
        problems.append(Problem(shown(order.output), 0, "this is a file, not a folder", hint, ExitCode.CANNOT_WRITE))
    topics: tuple[str, ...] = ()
    try:
        topics = () if order.packet else find_topics(library, order.topics)
    except HandoutError as error:
        problems += error.problems
    folders = _folders(library, order.clinics or (EXAMPLE_CLINIC,), problems)
    raise_if_any(problems)
    return topics, folders


def _twice(order: Order) -> Iterator[Problem]:
    """A language that would stand beside itself."""
    if order.beside and order.beside in order.languages:
        what = f"--with {order.beside} puts {order.beside} beside itself"
        hint = "name another language with --language, or leave --with out"
        yield Problem("", 0, what, hint, ExitCode.USAGE)


def _folders(library: Library, names: tuple[str, ...], problems: list[Problem]) -> tuple[Path, ...]:
    """The folders of the clinics, each once; one that is not there, or would write another's files, is a problem."""
    found: dict[Path, Path] = {}
    for name in names:
        try:
            folder = find_clinic(library, name)
            found.setdefault(folder.resolve(), folder)
        except HandoutError as error:
            problems += error.problems
    taken: dict[str, Path] = {}
    for place, folder in found.items():
        if taken.setdefault(place.name, folder) is not folder:
            what = f"two clinics have folders named {place.name}: their files would have the same names"
            hint = "rename one of the folders, or build for one clinic at a time"
            problems.append(Problem(shown(folder), 0, what, hint, ExitCode.USAGE))
    return tuple(found.values())


def plan(order: Order, press: Press, tally: Tally) -> tuple[Job, ...]:
    """The sheets to make. What stands in the way of some is noted, and the others go on.

    A language that was not asked for by name, and that nobody has begun to
    translate a topic into, is no fault: a remark names it.
    """
    try:
        topics, folders = chosen(press.library, order)
    except HandoutError as error:
        tally.fail(error.problems)
        return ()
    if order.formats == ("html",) and (order.design or order.paper):
        tally.remarks["--design and --paper are for paper: a page for the screen has neither"] = None
    waiting: dict[str, dict[str, None]] = {}
    jobs: list[Job] = []
    for folder in folders:
        try:
            tags = _languages(press, order, folder)
            wanted = _wanted(press, order, folder, topics)
            fictional = press.brand(folder).fictional if order.clinics else ()
        except HandoutError as error:
            tally.fail(error.problems)
            continue
        for number in fictional:
            tally.remarks[f"{folder.name}: {number} is kept for fiction, and reaches nobody"] = None
        for what, tag in product(wanted, tags):
            if tag in order.languages or order.preview or all(press.begun(topic, tag) for topic in wanted[what]):
                jobs += _jobs(order, what, tag, folder)
            else:
                waiting.setdefault(what, {})[tag] = None
    for what, tags_left in waiting.items():
        tally.remarks[f"{what} is not translated yet into: {', '.join(tags_left)}"] = None
    if waiting and not jobs and not tally.failed:
        hint = "translate it first, name another language with --language, or look at it with --preview"
        tally.fail((Problem("", 0, "there is nothing to print", hint, ExitCode.TRANSLATION),))
    return tuple(jobs)


def _languages(press: Press, order: Order, folder: Path) -> tuple[str, ...]:
    """The languages to print for a clinic.

    Raises:
        HandoutError: if the clinic cannot be read, or names what is not there.
    """
    brand = press.brand(folder)
    raise_if_any(unfit(press.library, folder, brand))
    if ALL in order.languages:
        return press.library.languages()
    return order.languages or brand.languages or (SOURCE_LANGUAGE,)


def _wanted(press: Press, order: Order, folder: Path, topics: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What is to be made for a clinic, each with the topics that it needs: sheets, or one packet.

    Raises:
        HandoutError: if the packet names topics that are not there.
    """
    if not order.packet:
        return {topic: (topic,) for topic in topics}
    brand = press.brand(folder)
    raise_if_any(unfit_packets(press.library, folder, brand, order.packet))
    return {order.packet: next((packet.topics for packet in brand.packets if packet.name == order.packet), ())}


def _jobs(order: Order, what: str, tag: str, folder: Path) -> Iterator[Job]:
    """The sheet of one topic, or the packet, in one language and for one clinic, in each format."""
    for format_ in order.formats or FORMATS[:1]:
        yield Job(
            "" if order.packet else what,
            tag,
            folder,
            order.when,
            beside=order.beside if order.beside != tag else "",
            region=order.region,
            design=order.design,
            paper=order.paper,
            preview=order.preview,
            require_signed=order.require_signed,
            preflight=order.preflight,
            format=format_,
            packet=order.packet,
        )


def unfit(library: Library, folder: Path, brand: Brand) -> Iterator[Problem]:
    """What a clinic.toml names and the library does not have."""
    for key, names, known in (
        ("region", (brand.region,), library.regions()),
        ("design", (brand.design,), designs(library)),
        ("language", brand.languages, library.languages()),
    ):
        for problem in unknown(key, names, known):
            yield replace(problem, place=shown(folder / FILE_NAME), cause=ExitCode.BRAND)


def unfit_packets(library: Library, folder: Path, brand: Brand, name: str = "") -> Iterator[Problem]:
    """The topics of a clinic's packets, or of the one called *name*, that the library does not have."""
    for packet in brand.packets:
        if name in ("", packet.name):
            for problem in unknown("topic", packet.topics, library.topics()):
                yield replace(problem, place=f"{shown(folder / FILE_NAME)}, {packet.name}", cause=ExitCode.BRAND)
