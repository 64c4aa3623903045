"""What the commands say: results on stdout, remarks and progress on stderr, JSON for programs."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import IO, Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from press.problems import Problem

_PLAIN_WIDTH = 100  # letters a line of what is printed to a file
_LEAST_WIDTH = 60
_MOST_WIDTH = 130

Step = Callable[[], None]


def say(text: str) -> None:
    """Print a line of results; a reader that has gone away stops the printing and not the work."""
    try:
        click.echo(text)
    except BrokenPipeError:
        silence(sys.stdout)


def say_bytes(data: bytes) -> None:
    """Send a file to standard output."""
    left = memoryview(data)
    try:
        while left:  # an unbuffered stream may take a part, and only the next try says that the disk is full
            left = left[sys.stdout.buffer.write(left) :]
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        silence(sys.stdout)


def say_json(value: Any) -> None:
    """Print *value* for a program to read."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def remark(text: str) -> None:
    """Print a line for the person at the screen."""
    try:
        click.echo(text, err=True)
    except BrokenPipeError:
        silence(sys.stderr)


def tell(problems: Iterable[Problem]) -> None:
    """Print each problem once, in their order."""
    for problem in dict.fromkeys(problems):
        remark(str(problem))


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem for a program to read."""
    return asdict(problem) | {"cause": int(problem.cause)}


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 page", "2 pages"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def screen_width() -> tuple[int, bool]:
    """How many letters a line of stdout holds, and whether it is a screen, which shows colours."""
    is_screen = sys.stdout is not None and sys.stdout.isatty()
    width = shutil.get_terminal_size((_PLAIN_WIDTH, 0)).columns if is_screen else _PLAIN_WIDTH
    return max(_LEAST_WIDTH, min(width, _MOST_WIDTH)), is_screen


def silence(stream: IO[str] | None) -> None:
    """Send what is still to be written to *stream* nowhere, so that the end of the program does not stumble over it."""
    try:
        descriptor = stream.fileno() if stream else -1
    except (OSError, ValueError):  # a stream of a test, or closed
        return
    if descriptor >= 0:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, descriptor)
        os.close(nowhere)


@contextmanager
def progress(total: int, what: str) -> Iterator[Step]:
    """A function to call after each of *total* steps: a bar on a terminal, a line now and then elsewhere."""
    if sys.stderr is not None and sys.stderr.isatty():
        columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        # rich would send all that is printed meanwhile to stderr; results stay results
        with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
            task = bar.add_task(what, total=total)
            yield lambda: bar.advance(task)
        return
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done * 10 // total > (done - 1) * 10 // total and done < total:
            remark(f"{done} of {total} {what}")

    yield step
