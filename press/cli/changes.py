"""What changes in folders while somebody works in them: the one door to watchfiles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from watchfiles import Change, watch

from press.problems import ExitCode, HandoutError, Problem

# What a press reads. A name without a suffix may be a folder. All else is an editor's, or was made by a build.
_READ = frozenset({".md", ".yaml", ".toml", ".po", ".xml", ".png", ".jpg", ".jpeg", ".ttf", ""})
_HIDDEN = (".", "#")  # how the names of editors' own files begin: “.es.po.swp”, “.#handout.md”, “#handout.md#”
_SETTLED = 50  # milliseconds of quiet that end a save: editors write another file, rename, delete
_LONGEST = 500  # milliseconds that a change waits for quiet
_PATIENCE = 100  # milliseconds between two looks for Ctrl-C


def changes(folders: Iterable[Path]) -> Iterator[frozenset[Path]]:
    """The files that changed, came or went, save by save; first an empty set, once the watch has begun.

    What changes between two steps of the caller is in the next set.

    Raises:
        HandoutError: if this computer cannot watch so many files.
    """
    try:
        for found in watch(
            *folders,
            watch_filter=_is_read,
            debounce=_LONGEST,
            step=_SETTLED,
            rust_timeout=_PATIENCE,
            yield_on_timeout=True,
        ):
            yield frozenset(Path(path) for _, path in found)
    except OSError as error:
        hint = "set WATCHFILES_FORCE_POLLING=1 in the environment: then the files are looked at again and again"
        what = f"the folders cannot be watched: {error.strerror or error}"
        raise HandoutError([Problem("", 0, what, hint, ExitCode.USAGE)]) from error


def _is_read(_change: Change, path: str) -> bool:
    """Whether a change is of a file that a press may read."""
    name = Path(path)
    return not name.name.startswith(_HIDDEN) and name.suffix.lower() in _READ
