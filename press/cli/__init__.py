"""The command line: `handouts build`, `handouts check`, and what staff and translators type besides."""

from __future__ import annotations

from pathlib import Path

import click

from press import __version__
from press.cli.build import build
from press.cli.checking import check
from press.cli.clinic import clinic
from press.cli.group import Handouts
from press.cli.language import language
from press.cli.listing import list_library
from press.cli.packet import packet
from press.cli.preflight import preflight_files
from press.cli.schema import schema
from press.cli.topic import topic
from press.places import Library, find_library
from press.problems import ExitCode, HandoutError, Problem, shown

__all__ = ["main"]

_FOLDERS = ("handouts", "templates", "locales", "fonts")


@click.group(
    cls=Handouts,
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


for _command in (build, packet, list_library, check, preflight_files, topic, language, clinic, schema):
    main.add_command(_command)
