"""Which PO files Babel and polib refuse, as JSON. In a process of its own: a file may ask for all memory there is."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path

import polib
from babel.messages.pofile import PoFileError, read_po

MOST_MEMORY = 1_000_000_000


def _babel(path: Path) -> None:
    with path.open("rb") as file:
        catalog = read_po(file, abort_invalid=True)
    for _, errors in catalog.check():
        raise errors[0]


def _polib(path: Path) -> None:
    polib.pofile(str(path))


READERS: dict[str, Callable[[Path], None]] = {"Babel": _babel, "polib": _polib}


def _refuses(read: Callable[[Path], None], path: Path) -> bool:
    try:
        read(path)
    except (PoFileError, UnicodeError, OSError, ValueError):
        return True
    except Exception:  # noqa: BLE001 - a reader that breaks down tells nobody what is wrong
        return False
    return False


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    paths = [Path(argument) for argument in sys.argv[1:]]
    told = {name: [str(path) for path in paths if _refuses(read, path)] for name, read in READERS.items()}
    sys.stdout.write(json.dumps(told))
