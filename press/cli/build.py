"""`handouts build`: from what is asked for to files in a folder."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click

from press.build import FORMATS, Job, Made, Press, file_name, make_all, make_personal
from press.cli.choices import (
    clinics,
    comma_separated,
    complete,
    day,
    designs,
)
from press.cli.order import ALL, Order, chosen, plan
from press.cli.output import counted, problem_json, progress, remark, say, say_bytes, say_json, tell
from press.cli.personal import read_personal_lines
from press.cli.tally import Tally
from press.content.personal import Personal
from press.design.brand import FILE_NAME
from press.files import write_whole
from press.places import Library
from press.problems import ExitCode, HandoutError, Problem, raise_if_any, shown

_STANDARD_OUTPUT = Path("-")
_MANY = 24  # sheets from which on the start of worker processes pays
_QUIET = 5  # sheets that are made before a bar could be read
_MOST_WORKERS = 61  # of a pool on Windows


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
    shell_complete=complete(lambda library: (ALL, *library.languages())),
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
        jobs = plan(order, Press(library), tally)
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
    _, folders = chosen(library, order)
    watch(Work(library, partial(plan, order), partial(_keep, order)), folders)


def _unwatchable(order: Order) -> Iterator[Problem]:
    """Options that say how one batch is made, and tell of it."""
    given = {"--jobs": order.jobs is not None, "--json": order.as_json, "--personal": bool(order.personal)}
    given |= {"--output -": order.output == _STANDARD_OUTPUT}
    for name in given:
        if given[name]:
            what = f"--watch and {name} do not go together: one process stays warm, and tells of each save"
            yield Problem("", 0, what, f"leave {name} out", ExitCode.USAGE)


def _not_for_a_pipe(order: Order, sheets: int) -> Iterator[Problem]:
    """What goes to standard output is one file and nothing else."""
    if order.output == _STANDARD_OUTPUT and (sheets != 1 or order.as_json):
        what = "--output - sends one sheet to standard output, and no more than that"
        hint = "name one topic, one --language and one --clinic, and leave --json out; or name a folder"
        yield Problem("", 0, what, hint, ExitCode.USAGE)


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
