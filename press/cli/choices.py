"""What can be chosen: dates, and the names of what a library holds, with a hint where one is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from press.content.front_matter import iso_date
from press.content.reading import did_you_mean
from press.design.brand import FILE_NAME
from press.places import Library, find_library
from press.problems import ExitCode, HandoutError, Problem, RefusedError, raise_if_any, shown

EXAMPLE_CLINIC = "example"

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def day(context: click.Context, parameter: click.Parameter, written: str | None) -> date:
    """The date that *written* says; without one, the date of today, the one clock that the press reads."""
    if written is None:
        return date.today()  # noqa: TID251 - this is where the date becomes a value
    try:
        return iso_date(written)
    except RefusedError as error:
        raise click.BadParameter(f"{error.what}; {error.hint}", context, parameter) from None


def comma_separated(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Each name once, of options given several times or with commas between."""
    names = (name.strip() for value in values for name in value.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def designs(library: Library) -> tuple[str, ...]:
    """The names of the designs, sorted."""
    return tuple(sorted(path.stem for path in library.designs.glob("*.toml")))


def clinics(library: Library) -> tuple[str, ...]:
    """The names of the clinics of the library, sorted."""
    return tuple(sorted(path.parent.name for path in library.clinics.glob(f"*/{FILE_NAME}")))


def unknown(kind: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    """A problem for each of *names* that is none of the *known* ones."""
    choices = tuple(known)
    for name in names:
        if name not in choices:
            yield _unknown(kind, name, name, choices)


def unknown_languages(library: Library, tags: Iterable[str]) -> Iterator[Problem]:
    """A problem for each of *tags* that is no language of the library; who types “Spanish” is told the tag."""
    choices = library.languages()
    for tag in tags:
        if tag not in choices:
            meant = (one for one in choices if any(name.startswith(tag.casefold()) for name in _names(library, one)))
            yield _unknown("language", tag, next(meant, tag), choices)


def _names(library: Library, tag: str) -> tuple[str, ...]:
    """What a language is called, without capitals."""
    try:
        profile = library.language(tag)
    except HandoutError:  # a broken file has no say in what can be chosen
        return (tag.casefold(),)
    return tag.casefold(), profile.name.casefold(), profile.own_name.casefold()


def _unknown(kind: str, name: str, meant: str, choices: tuple[str, ...]) -> Problem:
    return Problem("", 0, f"there is no {kind} “{_seen(name)}”", _choose(meant, choices), ExitCode.USAGE)


def _seen(name: str) -> str:
    return "".join(letter if letter.isprintable() else "·" for letter in name[:60])


def _choose(name: str, known: tuple[str, ...]) -> str:
    if not known:
        return "there are none yet"
    listed = f"the possible ones are: {', '.join(known)}"
    folded = name.casefold().replace("_", "-")
    guess = did_you_mean(folded, known)
    near = next((one for one in known if one.casefold() == folded), "")
    if near:
        return f"did you mean “{near}”? {listed}"
    return f"{guess} {listed}" if guess.startswith("did you mean") else listed


def refuse_packed(library: Library) -> None:
    """Refuse to write into the folders of the installed program.

    Raises:
        HandoutError: if *library* is what the program brought along.
    """
    if library.packed:
        what = "these folders belong to the installed program, and its next update replaces them"
        hint = "copy them to a folder of your own, and name it with --library or HANDOUTS_LIBRARY"
        raise HandoutError([Problem(shown(library.root), 0, what, hint, ExitCode.CANNOT_WRITE)])


def find_topics(library: Library, names: tuple[str, ...]) -> tuple[str, ...]:
    """The topics that *names* say; all of the library if they say none.

    Raises:
        HandoutError: naming each that is not there.
    """
    known = library.topics()
    raise_if_any(unknown("topic", names, known))
    if not known:
        what, hint = "there are no topics here", "make one with: handouts topic add"
        raise HandoutError([Problem(shown(library.handouts), 0, what, hint, ExitCode.USAGE)])
    return tuple(dict.fromkeys(names)) or known


def find_clinic(library: Library, name: str) -> Path:
    """The folder of a clinic: the path of one, or the name of one in clinics/.

    Raises:
        HandoutError: if there is neither.
    """
    path = Path(name)
    if path.name == FILE_NAME and path.is_file():
        return path.parent
    if (path / FILE_NAME).is_file():
        return path
    if name in clinics(library):
        return library.clinics / name
    if path.is_dir():
        hint = f"write one with: handouts clinic add {typed(name)}"
        raise HandoutError([Problem(shown(path), 0, f"this folder has no {FILE_NAME}", hint, ExitCode.USAGE)])
    raise HandoutError(unknown("clinic", (name,), clinics(library)))


def typed(word: str) -> str:
    """*word* as it must be typed to a shell: in quotation marks if it has blanks."""
    return f'"{word}"' if " " in word else word


def complete(names: Callable[[Library], Iterable[str]]) -> Complete:
    """Shell completion from what the library of the command line holds."""

    def offer(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        folder = context.find_root().params.get("library")
        library = Library(folder) if folder else find_library()
        return [CompletionItem(name) for name in names(library) if name.startswith(incomplete)]

    return offer
