"""The command line: `handouts build`, `handouts check`, and what staff and translators type besides."""

from __future__ import annotations

from pathlib import Path

import click

from press import __version__
from press.cli.group import Commands, Handouts
from press.places import Library, find_library
from press.problems import ExitCode, HandoutError, Problem, shown

__all__ = ["main"]

_FOLDERS = ("handouts", "templates", "locales", "fonts")
_COMMANDS = Commands(
    {
        "build": "press.cli.build",
        "packet": "press.cli.packet",
        "list": "press.cli.listing",
        "check": "press.cli.checking",
        "preflight": "press.cli.preflight",
        "topic": "press.cli.topic",
        "language": "press.cli.language",
        "clinic": "press.cli.clinic",
        "schema": "press.cli.schema",
    }
)


@click.group(
    cls=Handouts,
    commands=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Each command tells more with --help. Nothing is sent anywhere: all work is done on this computer.",
)
@click.option(
    "--library",
    type=click.Path(path_type=Path),
    envvar="HANDOUTS_LIBRARY",
    metavar="FOLDER",
    help="Use the handouts, templates, locales, fonts and clinics in this folder. "
    "HANDOUTS_LIBRARY in the environment does the same.",
)
@click.option(
    "--debug",
    is_flag=True,
    expose_value=False,
    help="After a fault of the program, show where in the program it happened.",
)
@click.version_option(__version__, prog_name="handouts")
@click.pass_context
def main(context: click.Context, library: Path | None) -> None:
    """Print patient handouts in the patient's language and the clinic's dress.

    \b
    Examples:
      handouts list
      handouts build sex-in-early-pregnancy --language es
      handouts check
    """
    context.obj = Library(library.absolute()) if library else find_library()
    missing = [name for name in _FOLDERS if not (context.obj.root / name).is_dir()]
    if missing:
        what = f"this folder has no {', '.join(missing)} in it"
        hint = "give --library (or HANDOUTS_LIBRARY) the folder that holds handouts, templates, locales and fonts"
        raise HandoutError([Problem(shown(context.obj.root), 0, what, hint, ExitCode.USAGE)])
