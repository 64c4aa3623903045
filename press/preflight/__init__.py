"""Reads a finished PDF back, with libraries that did not write it, and lists what is wrong with it.

These libraries take a while to load, so they are loaded when a file is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from press.document import Document
from press.preflight.finding import Finding, Rule
from press.preflight.rules import RULES

__all__ = ["RULES", "Finding", "Rule", "outline", "preflight"]


def preflight(data: bytes, *documents: Document) -> tuple[Finding, ...]:
    """What is wrong with the PDF *data*, page by page; against *documents*, if it was made of them.

    A packet is made of several, its cover first.

    Raises:
        RefusedError: if *data* is no PDF that can be opened.
    """
    from press.preflight.inspection import inspect  # noqa: PLC0415 - see above

    return inspect(data, *documents)


def outline(data: bytes) -> Iterator[str]:
    """The structure tree of the PDF *data* as indented lines: what a screen reader reads, in its order.

    Raises:
        RefusedError: if *data* is no PDF that can be opened.
    """
    from press.preflight.inspection import read_tree  # noqa: PLC0415 - see above

    return read_tree(data)
