"""The border of the program: whatever goes wrong inside leaves as a sentence and an exit code."""

from __future__ import annotations

import errno
import re
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

import click

from press import __version__
from press.cli.output import remark, silence, tell
from press.problems import ExitCode, HandoutError

_FRAME = re.compile(r'^ *File ".*", line \d+, in \S+$', re.MULTILINE)
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


class Commands(Mapping[str, click.Command]):
    """Commands by name, each loaded from its module when it is asked for: who prints does not wait for what checks."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._modules = modules

    def __getitem__(self, name: str) -> click.Command:
        found = vars(import_module(self._modules[name])).values()
        return next(one for one in found if isinstance(one, click.Command) and one.name == name)

    def __contains__(self, name: object) -> bool:
        return name in self._modules  # without loading it

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


class Handouts(click.Group):
    """The group of all commands, in the order in which a newcomer needs them."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """The names of the commands; click would sort them."""
        return list(self.commands)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Run a command and leave the program with its exit code."""
        typed = sys.argv[1:] if args is None else list(args)
        try:
            code = super().main(args, *rest, **options | {"standalone_mode": False}) or ExitCode.DONE
        except HandoutError as error:
            tell(error.problems)
            code = error.exit_code
        except click.ClickException as error:
            error.show()
            code = error.exit_code
        except (click.Abort, KeyboardInterrupt) as error:
            code = _stopped(error)
        except BrokenPipeError:  # whoever read our results has seen enough
            silence(sys.stdout)
            code = ExitCode.DONE
        except Exception as error:  # noqa: BLE001 - the border: nothing passes it as a traceback
            code = _fault(error, typed, self)
        sys.exit(int(code))


def _stopped(error: BaseException) -> ExitCode:
    if isinstance(error, click.Abort):
        remark("")  # the line of the question, or of ^C, ends here
    if any(isinstance(one, EOFError) for one in _chain(error)):
        remark("A question needs an answer, and nobody is there to type it: give it as an option (see --help).")
        return ExitCode.USAGE
    remark("Stopped. Every file that is there is whole.")
    return ExitCode.INTERRUPTED


def _fault(error: Exception, typed: Sequence[str], commands: click.Group) -> ExitCode:
    """Tell of a fault of the program, and never in the words of the exception.

    An exception of a library may hold a whole paragraph of a document: a
    report names kinds and places only.
    """
    if isinstance(error, OSError) and error.errno in _NO_ROOM and not error.filename:
        silence(sys.stdout)
        remark(f"The results cannot be written to where they are sent: {error.strerror}.")
        return ExitCode.CANNOT_WRITE
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        remark("A name that was given is longer than the name of a file can be.")
        return ExitCode.USAGE
    command = " ".join(["handouts", *(word for word in typed if word in commands.commands)][:2])
    kind = type(error).__name__
    remark(
        f"This is a fault of Handout Press, not yours: please report that “{command}” of version {__version__} ended"
        f" with {kind}, and what you typed."
    )
    if "--debug" in typed:
        for place in _places(error):
            remark(place)
    else:
        remark("“handouts --debug …” shows where in the program it happened.")
    return ExitCode.BUG


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """*error* and those that led to it, the last first."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _places(error: BaseException) -> Iterator[str]:
    """Where in the program it happened, the innermost cause last; kinds of exceptions without their messages."""
    for one in _chain(error):
        yield f"{type(one).__module__}.{type(one).__qualname__}"
        for frame in traceback.extract_tb(one.__traceback__):
            yield f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
        if type(one).__name__ == "_RemoteTraceback":  # how a worker process tells of its exception: as one text
            yield from (f"  {place[0].strip()}" for place in _FRAME.finditer(str(one)))
