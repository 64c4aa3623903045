"""`handouts packet`: a clinic's saved set of topics as one file."""

from __future__ import annotations

from typing import Any

import click

from press.build import Press
from press.cli.build import build, carry_out
from press.cli.choices import clinics, complete
from press.cli.order import Order
from press.places import Library
from press.problems import HandoutError

# Of the options of `build` those that a packet has too, in the same words.
_AS_FOR_SHEETS = frozenset(
    {"languages", "beside", "clinics", "region", "design", "paper", "output", "when", "require_signed", "personal"}
    | {"preflight", "as_json"}
)


def _packets(library: Library) -> tuple[str, ...]:
    """The names of all packets of all clinics of the library."""
    press = Press(library)
    names: dict[str, None] = {}
    for clinic in clinics(library):
        try:
            names.update(dict.fromkeys(packet.name for packet in press.brand(library.clinics / clinic).packets))
        except HandoutError:  # a broken file has no say in what can be chosen
            continue
    return tuple(sorted(names))


@click.command(
    short_help="Print a clinic's packet of handouts.",
    params=[parameter for parameter in build.params if parameter.name in _AS_FOR_SHEETS],
    epilog="""\b
Examples:
  handouts packet early-pregnancy --clinic our-clinic
  handouts packet early-pregnancy --clinic our-clinic --language es --with en
  handouts packet early-pregnancy --personal lines.txt     with a note to the patient on the cover
""",
)
@click.argument("packet", metavar="NAME", shell_complete=complete(_packets))
@click.pass_context
def packet(context: click.Context, /, **asked: Any) -> None:
    """Print a packet: the topics that a clinic.toml names, in their order, as one PDF for each language.

    A cover says what is inside and leaves room for notes. Each sheet is as it
    is alone, and begins on a right-hand page, so that what is printed on both
    sides can be parted. “handouts list” shows the packets of each clinic.
    """
    context.exit(carry_out(context.obj, Order(**asked)))
