"""What the process keeps of what it has worked out; and work of which it keeps nothing.

A cache is as quick a way to a patient's name as a file: what is set, shaped or
compressed is found again by its own text. So every cache of words is made
here, and off the record none of them is written to, or read. What is known of
a single letter, its script or its width, is no secret and is kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

# What one piece of work off the record remembers for itself; None on the record.
_own: ContextVar[dict[Hashable, object] | None] = ContextVar("own", default=None)


def kept(most: int) -> Callable[[Callable[[*Ts], T]], Callable[[*Ts], T]]:
    """Keep the last *most* answers of a pure function for the process; off the record, for that work only."""

    def keep(work_out: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
        shared = lru_cache(maxsize=most)(work_out)

        @wraps(work_out)
        def ask(*asked: *Ts) -> T:
            own = _own.get()
            if own is None:
                return shared(*asked)
            key = (shared, asked)
            if key not in own:
                own[key] = work_out(*asked)
            return own[key]  # type: ignore[return-value]  # each key keeps its own type

        return ask

    return keep


@contextmanager
def off_the_record() -> Iterator[None]:
    """Nothing that is worked out inside is kept by the process, and no problem that is raised quotes a text."""
    token = _own.set({})
    try:
        yield
    finally:
        _own.reset(token)


def is_off_the_record() -> bool:
    """Whether what is worked out now concerns one patient."""
    return _own.get() is not None
