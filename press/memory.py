"""What was read of files, kept until one of them changes.

Each value knows the places that it came from, those of the values that it was
made of among them. A folder stands for the files directly in it. What does
not say where it comes from is forgotten at every change: slower, never stale.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

ANYWHERE = Path("*")  # the place of what does not say where it comes from

Origin = frozenset[Path]
T = TypeVar("T")


class Memory:
    """Keeps *most* values; what was not asked for longest is forgotten first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[object, ...], tuple[object, Origin]] = OrderedDict()
        self._open: list[set[Path]] = []  # the places of the readings that are going on, the innermost last

    def once(self, read: Callable[..., T], *arguments: object, of: Collection[Path] = ()) -> T:
        """What *read* says of *arguments*, asked once; *of* are the files and folders that it reads itself."""
        key = (read, *arguments)
        if key not in self._kept:
            with self.tracing(of) as places:
                value = read(*arguments)
            self._kept[key] = value, frozenset(places)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        kept, origin = self._kept[key]
        self._note(origin)
        return kept  # type: ignore[return-value]  # each key keeps its own type

    @contextmanager
    def tracing(self, of: Collection[Path] = ()) -> Iterator[set[Path]]:
        """The places that what is done meanwhile comes from, whole at the end, of a failure too."""
        places = set(map(place, of))
        self._open.append(places)
        try:
            yield places
        finally:
            self._open.pop()
            if not places:
                places.add(ANYWHERE)
            self._note(places)  # who catches a failure depends on these files as well

    def note(self, paths: Iterable[Path]) -> None:
        """What is being read comes from *paths* too."""
        self._note(map(place, paths))

    def _note(self, places: Iterable[Path]) -> None:
        if self._open:
            self._open[-1].update(places)

    def forget(self, changed: Collection[Path]) -> None:
        """Forget all that comes from files that have *changed*, come or gone."""
        places = frozenset(map(place, changed))
        for key in [key for key, (_, origin) in self._kept.items() if touched(origin, places)]:
            del self._kept[key]


def touched(origin: Origin, places: Collection[Path]) -> bool:
    """Whether what comes from *origin* may differ, now that there is a change at *places*."""
    return any(
        ANYWHERE in origin
        or changed in origin
        or changed.parent in origin
        or any(one.is_relative_to(changed) for one in origin)  # a whole folder came or went
        for changed in places
    )


def place(path: Path) -> Path:
    """Where *path* is, whichever way it was reached; of a link, where the link itself stands."""
    return path.parent.resolve() / path.name
