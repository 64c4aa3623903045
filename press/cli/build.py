"""`handouts build`: from what is asked for to files in a folder."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import product
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click

from press.build import FORMATS, Job, Made, Press, file_name, make_all, make_personal
from press.cli.choices import (
    EXAMPLE_CLINIC,
    clinics,
    comma_separated,
    complete,
    day,
    designs,
    find_clinic,
    find_topics,
    unknown,
    unknown_languages,
)
from press.cli.output import counted, problem_json, progress, remark, say, say_bytes, say_json, tell
from press.cli.personal import read_personal_lines
from press.cli.tally import Tally
from press.content.personal import Personal
from press.design.brand import FILE_NAME, Brand
from press.design.sheet import PAPERS
from press.files import write_whole
from press.places import SOURCE_LANGUAGE, Library
from press.problems import ExitCode, HandoutError, Problem, raise_if_any, shown

_ALL = "all"
_STANDARD_OUTPUT = Path("-")
_MANY = 24  # sheets from which on the start of worker processes pays
_QUIET = 5  # sheets that are made before a bar could be read
_MOST_WORKERS = 61  # of a pool on Windows


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


@click.command(
    short_help="Print handouts.",
    epilog="""\b
Examples:
  handouts build                                  all topics, for the example clinic
  handouts build sex-in-early-pregnancy --language es,ar --clinic clinics/our-clinic
  handouts build --language vi --with en          Vietnamese, with English beside it
  handouts build --language es --format pdf,html  for paper, and a page for the phone
  handouts build implantation --language es --personal -   reads a note to the patient from standard input
  handouts build --language all --paper a4 --output print-shop --jobs 0
""",
)
@click.argument("topics", nargs=-1, metavar="[TOPIC]...", shell_complete=complete(Library.topics))
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="TAG",
    callback=comma_separated,
    shell_complete=complete(lambda library: (_ALL, *library.languages())),
    help="A language, such as es or zh-Hans; several with commas between; “all” for all there are. "
    "Without it: the languages of the clinic.",
)
@click.option(
    "--with",
    "beside",
    default="",
    metavar="TAG",
    shell_complete=complete(Library.languages),
    help="A second language, beside the first on the same sheet, such as en for the staff.",
)
@click.option(
    "--clinic",
    "clinics",
    multiple=True,
    metavar="FOLDER",
    shell_complete=complete(clinics),
    help="The folder of a clinic, or its name in clinics. May be given several times. Without it: the example.",
)
@click.option("--region", default="", metavar="CC", shell_complete=complete(Library.regions), help="Such as US or GB.")
@click.option("--design", default="", metavar="NAME", shell_complete=complete(designs), help="Such as standard.")
@click.option("--paper", default="", metavar="PAPER", help="a4 or letter. Without it: the paper of the region.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT",
    callback=comma_separated,
    shell_complete=complete(lambda _library: FORMATS),
    help="pdf for paper, html for a screen, or both with a comma between. Without it: pdf.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("out"),
    metavar="FOLDER",
    help="Where the files go; “-” sends a single one to standard output. Without it: the folder “out”.",
)
@click.option(
    "--date",
    "when",
    metavar="YYYY-MM-DD",
    callback=day,
    help="The day of making, for the file’s own record. Without it: today.",
)
@click.option("--preview", is_flag=True, help="Show missing translations in marked English, on a sheet for nobody.")
@click.option("--require-signed", is_flag=True, help="Make no drafts: refuse what no reviewer has signed.")
@click.option(
    "--preflight",
    is_flag=True,
    help="Read each PDF back and compare it with its words; one with a finding is not written. Half a second a sheet.",
)
@click.option(
    "--personal",
    default="",
    metavar="FILE",
    help="Print what this file says to one patient: lines such as “name: …” and “note: …”. “-” for standard input.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=0),
    metavar="N",
    help="Sheets to make at once; 0 for as many as this computer has processors. Without it: what suits.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@click.option("--watch", is_flag=True, help="Go on, and make again what a saved file changes; Ctrl-C stops.")
@click.pass_context
def build(context: click.Context, /, **asked: Any) -> None:
    """Print handouts: PDF files, one for each topic, language and clinic; or pages for a screen.

    A sheet that no reviewer has signed is printed as a draft, with a band on
    each page. Old files stay as they are until the new one is whole.
    """
    order = Order(**asked)
    if order.watch:
        _watch(context.obj, order)
    context.exit(carry_out(context.obj, order))


def carry_out(library: Library, order: Order) -> ExitCode:
    """Make all that *order* asks for, and tell of it."""
    tally = Tally()
    try:
        jobs = _plan(order, Press(library), tally)
        raise_if_any(_not_for_a_pipe(order, len(jobs)))
        personal = read_personal_lines(order.personal, jobs) if order.personal and not tally.failed else None
        _make(library, order, jobs, tally, personal)
    except HandoutError as error:
        tally.fail(error.problems)
    _report(order, tally)
    return tally.exit_code


def _watch(library: Library, order: Order) -> None:
    """Make what is asked for, again and again.

    Raises:
        HandoutError: naming all that was asked for and is not there when the watch begins.
    """
    from press.cli.watch import Work, watch  # noqa: PLC0415 - what it stands on takes a while to load

    raise_if_any(_unwatchable(order))
    _, folders = _chosen(library, order)
    watch(Work(library, partial(_plan, order), partial(_keep, order)), folders)


def _unwatchable(order: Order) -> Iterator[Problem]:
    """Options that say how one batch is made, and tell of it."""
    given = {"--jobs": order.jobs is not None, "--json": order.as_json, "--personal": bool(order.personal)}
    given |= {"--output -": order.output == _STANDARD_OUTPUT}
    for name in given:
        if given[name]:
            what = f"--watch and {name} do not go together: one process stays warm, and tells of each save"
            yield Problem("", 0, what, f"leave {name} out", ExitCode.USAGE)


def _chosen(library: Library, order: Order) -> tuple[tuple[str, ...], tuple[Path, ...]]:
    """The topics and the folders of the clinics.

    Raises:
        HandoutError: naming all that was asked for and is not there, or an output that is no folder.
    """
    problems = [
        *unknown_languages(library, (tag for tag in (*order.languages, order.beside) if tag not in ("", _ALL))),
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


def _not_for_a_pipe(order: Order, sheets: int) -> Iterator[Problem]:
    """What goes to standard output is one file and nothing else."""
    if order.output == _STANDARD_OUTPUT and (sheets != 1 or order.as_json):
        what = "--output - sends one sheet to standard output, and no more than that"
        hint = "name one topic, one --language and one --clinic, and leave --json out; or name a folder"
        yield Problem("", 0, what, hint, ExitCode.USAGE)


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


def _plan(order: Order, press: Press, tally: Tally) -> tuple[Job, ...]:
    """The sheets to make. What stands in the way of some is noted, and the others go on.

    A language that was not asked for by name, and that nobody has begun to
    translate a topic into, is no fault: a remark names it.
    """
    try:
        topics, folders = _chosen(press.library, order)
    except HandoutError as error:
        tally.fail(error.problems)
        return ()
    waiting: dict[str, dict[str, None]] = {}
    jobs: list[Job] = []
    for folder in folders:
        try:
            tags = _languages(press, order, folder)
            wanted = _wanted(press, order, folder, topics)
        except HandoutError as error:
            tally.fail(error.problems)
            continue
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
    if _ALL in order.languages:
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


def _make(library: Library, order: Order, jobs: tuple[Job, ...], tally: Tally, personal: Personal | None) -> None:
    """Make and write each sheet; one that fails leaves the others, and its old file."""
    with _workers(order.jobs, len(jobs)) as pool, _steps(len(jobs)) as step:
        sheets = iter((make_personal(library, jobs[0], personal),)) if personal else make_all(library, jobs, pool)
        for made in sheets:
            _keep(order, made, tally)
            step()


def _keep(order: Order, made: Made, tally: Tally) -> None:
    """Write a sheet, or note why it could not be made."""
    if made.problems:
        tally.fail(tuple(_placed(problem, made.job) for problem in made.problems))
    else:
        _write(order, made, tally)


def _placed(problem: Problem, job: Job) -> Problem:
    """A problem that does not say where it is says of which sheet."""
    sheet = f"{job.topic or job.packet}, {'+'.join(job.languages)}, {job.clinic.name}"
    return problem if problem.place not in ("", FILE_NAME) else replace(problem, place=sheet)


def _write(order: Order, made: Made, tally: Tally) -> None:
    path = order.output / made.file_name
    personal = bool(order.personal)
    remarks = [f"draft: {reason}" for reason in made.remarks]
    if made.status == "incomplete":
        remarks.insert(0, f"incomplete: {made.job.topic} is not all translated into {made.job.language}")
    try:
        if order.output == _STANDARD_OUTPUT:
            say_bytes(made.data)
        else:
            write_whole(path, made.data, private=personal)
            remarks += _older(path, made, personal=personal)
            if not order.as_json:
                say(f"{shown(path)}: {_extent(made)}")
    except HandoutError as error:
        tally.fail(error.problems)
        return
    tally.remarks.update(dict.fromkeys(remarks))
    tally.sheets.append(_sheet(path, made, remarks, personal=personal))


def _extent(made: Made) -> str:
    """How much of a sheet there is: pages of paper, or what a phone has to fetch."""
    if made.job.format == "html":
        return f"one page for the screen, {round(len(made.data) / 1000)} KB"
    return counted(made.pages, "page")


def _older(path: Path, made: Made, *, personal: bool) -> Iterator[str]:
    """Sheets of the same words that an earlier run left under another name."""
    for status in ("", "draft", "incomplete"):
        other = path.with_name(file_name(made.job, status, personal=personal))
        if other != path and other.exists():
            yield f"{shown(other)} is from an earlier run: do not mix the two up"


def _sheet(path: Path, made: Made, remarks: list[str], *, personal: bool) -> dict[str, Any]:
    return {
        **({"packet": made.job.packet} if made.job.packet else {"topic": made.job.topic}),
        "language": made.job.language,
        "with": made.job.beside,
        "clinic": made.job.clinic.resolve().name,
        "format": made.job.format,
        "file": shown(path),
        "pages": made.pages,
        "status": made.status,
        # of a sheet for one patient none: whoever has it could try names until the hash fits
        "sha256": "" if personal else hashlib.sha256(made.data).hexdigest(),
        "bytes": len(made.data),
        "remarks": remarks,
    }


def _report(order: Order, tally: Tally) -> None:
    for line in tally.remarks:
        remark(line)
    tell(tally.problems)
    if not order.clinics and tally.sheets:
        remark("Printed for the example clinic, whose telephones reach nobody: give yours with --clinic.")
    if tally.failed and tally.sheets:
        made = len(tally.sheets)
        remark(f"{counted(made, 'sheet')} made, {tally.failed} not.")
    if order.as_json:
        problems = [problem_json(problem) for problem in dict.fromkeys(tally.problems)]
        say_json({"sheets": tally.sheets, "problems": problems, "exit_code": int(tally.exit_code)})


def _steps(total: int) -> Any:
    return progress(total, "sheets") if total > _QUIET else nullcontext(lambda: None)


@contextmanager
def _workers(asked: int | None, sheets: int) -> Iterator[ProcessPoolExecutor | None]:
    """Processes to make sheets in, or None where one is enough."""
    processors = os.cpu_count() or 1
    wanted = (processors if sheets >= _MANY else 1) if asked is None else asked or processors
    workers = min(wanted, sheets, _MOST_WORKERS)
    if workers <= 1:
        yield None
        return
    # "spawn" starts clean everywhere; workers leave Ctrl-C to the process that was asked to stop
    pool = ProcessPoolExecutor(workers, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
