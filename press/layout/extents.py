"""How long each paragraph of a story is on its page: what a translator wants to know of a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from press.layout import Story
from press.layout.flow import Part
from press.layout.words import Words


@dataclass(frozen=True, slots=True)
class Extent:
    """The room that a paragraph takes."""

    text: str
    lines: int
    filled: float  # of the column: the width of the last line
    too_long: str = ""  # a word that is wider than the column, and so is broken


def extents(story: Story) -> Iterator[Extent]:
    """Of each paragraph, the numbers before items left out; in reading order, the bands of a draft last."""
    pages = [page for page in story.pages if page is not None]
    for page in pages:
        yield from _extents(page.text)
    for page in pages:
        if page.first:
            yield from map(_extent, page.furniture.band_words())


def _extents(part: Part) -> Iterator[Extent]:
    if isinstance(part, Words) and not (part.part and part.part[0]):  # of what a page's end parts, the first piece
        yield _extent(part)
    for inner in part.inner():
        yield from _extents(inner)


def _extent(words: Words) -> Extent:
    lines = words.all_lines(words.width)
    filled = lines[-1].width / words.measure() if lines else 0.0
    return Extent("".join(span.text for span in words.tagged.spans), len(lines), filled, words.too_long())
