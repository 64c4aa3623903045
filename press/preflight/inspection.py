"""All checks of a PDF, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from press.document import Document
from press.preflight.archive import check_archive
from press.preflight.file import PdfFile, opened
from press.preflight.finding import Finding
from press.preflight.fonts import check_fonts
from press.preflight.looks import check_looks
from press.preflight.metadata import check_metadata
from press.preflight.tags import check_tags
from press.preflight.words import check_words

_CHECKS: tuple[Callable[[PdfFile], Iterator[Finding]], ...] = (
    check_metadata,
    check_tags,
    check_fonts,
    check_archive,
    check_looks,
)


def inspect(data: bytes, *documents: Document) -> tuple[Finding, ...]:
    """What is wrong with the PDF *data*, page by page; against *documents*, if it was made of them.

    A packet is made of several, its cover first.

    Raises:
        RefusedError: if *data* is no PDF that can be opened.
    """
    with opened(data) as file:
        findings = [finding for content in file.contents for finding in content.findings]
        for check in _CHECKS:
            findings += check(file)
        findings += check_words(file, documents)
        return tuple(sorted(set(findings)))


def read_tree(data: bytes) -> Iterator[str]:
    """The structure tree of the PDF *data* as indented lines: what a screen reader reads, in its order.

    Raises:
        RefusedError: if *data* is no PDF that can be opened.
    """
    with opened(data) as file:
        for top in file.tree:
            yield from top.outline(file.words)
