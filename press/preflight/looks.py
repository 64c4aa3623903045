"""Whether the words of a page can be read: size, contrast, place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from press.design.colour import TEXT_RATIO, contrast
from press.preflight.file import PdfFile
from press.preflight.finding import Finding
from press.preflight.paper import Ink, Leaf
from press.preflight.tags import named
from press.preflight.tree import Element, Mark

LEAST_SIZE = 7.0  # points: the number of a source at a claim
_BODY_SIZE = 12.0  # points (AHRQ, CDC and RNIB ask patients' texts to be at least that large)
_EDGE = 9.0  # points at the edge of the paper that many printers leave white
_ROUNDING = 0.5  # points
_HANGING = 0.6  # times the size: the blank of a line from right to left, the stroke of a Nastaliq initial
_OVERLAPPING = 0.5  # of the smaller piece of text: lines of a tall script may touch one another
_MARK = 0.4  # times the size: what stands over or under a letter is no higher
_MOST_SHOWN = 12  # findings of one kind on a page


def check_looks(file: PdfFile) -> Iterator[Finding]:
    """All that keeps words on paper from being read."""
    yield from _body_size(file)
    owners = {mark: element for element in file.elements for mark in _own(element)}
    holders = {mark: element for top in file.tree for element in top.holding_text() for mark in element.marks()}
    for leaf in file.leaves:
        if leaf.see_through:
            yield Finding(leaf.number + 1, "Transparency", f"{leaf.see_through} things are half transparent")
        for rule, check in (("Type size", _small), ("Contrast", _faint), ("Margins", _outside), ("Overlap", _overlaid)):
            faults = dict.fromkeys(check(leaf, holders))
            for ink, what in list(faults)[:_MOST_SHOWN]:
                owner = owners.get(Mark(leaf.number, ink.mcid))
                yield Finding(leaf.number + 1, rule, what, named(file, owner) if owner else "")
    yield from _hidden(file, owners)


def _own(element: Element) -> Iterator[Mark]:
    return (kid for kid in element.kids if isinstance(kid, Mark))


def _body_size(file: PdfFile) -> Iterator[Finding]:
    sizes: Counter[float] = Counter()
    all_ink = [ink for leaf in file.leaves for ink in leaf.ink]
    for ink in [ink for ink in all_ink if ink.mcid >= 0] or all_ink:  # feet and heads may be small
        sizes[round(ink.size, 1)] += round(ink.box.right - ink.box.left)
    enough = sum(width for size, width in sizes.items() if size >= _BODY_SIZE - 0.1)
    if sizes and enough * 2 < sizes.total():
        usual = sizes.most_common(1)[0][0]
        yield Finding(0, "Type size", f"most of the text is smaller than 12 points: {usual:g}")


Fault = tuple[Ink, str]
Holders = Mapping[Mark, Element]
"""The paragraph, item or cell that each piece of content belongs to."""


def _small(leaf: Leaf, _holders: Holders) -> Iterator[Fault]:
    for ink in leaf.ink:
        if ink.size < LEAST_SIZE:
            yield ink, f"text of {ink.size:.1f} points"


def _faint(leaf: Leaf, _holders: Holders) -> Iterator[Fault]:
    for ink in leaf.ink:
        if ink.ground and ink.opacity:
            ratio = contrast(ink.colour, ink.ground)
            if ratio < TEXT_RATIO:
                yield ink, f"{ink.colour} on {ink.ground} has a contrast of {ratio:.1f} : 1"


def _outside(leaf: Leaf, _holders: Holders) -> Iterator[Fault]:
    paper, frame = leaf.paper, leaf.frame
    for ink in leaf.ink:
        box, hanging = ink.box, _HANGING * ink.size
        near = min(box.left - paper.left, paper.right - box.right, box.bottom - paper.bottom, paper.top - box.top)
        if near < 0:
            yield ink, "text runs off the paper"
        elif near < _EDGE:
            yield ink, f"text stands {near:.0f} points from the edge of the paper"
        elif frame != paper and not (
            frame.left - hanging <= box.left
            and box.right <= frame.right + hanging
            and frame.bottom - _ROUNDING <= box.bottom
            and box.top <= frame.top + _ROUNDING
        ):
            yield ink, "text stands outside of the frame that the file gives it (ArtBox)"


def _overlaid(leaf: Leaf, holders: Holders) -> Iterator[Fault]:
    """Pieces of text that cover much of another's; sorted from left to right, so that few are compared."""
    open_: list[Ink] = []
    letters = (ink for ink in leaf.ink if ink.box.top - ink.box.bottom > _MARK * ink.size)
    for ink in sorted(letters, key=lambda one: one.box.left):
        open_ = [other for other in open_ if other.box.right > ink.box.left]
        for other in open_:
            smaller = min(ink.box.area, other.box.area)
            paragraphs = {id(holders.get(Mark(leaf.number, one.mcid))) for one in (ink, other)}
            if len(paragraphs) == 2 and smaller > 0 and ink.box.shared(other.box) > _OVERLAPPING * smaller:
                yield ink, "text stands on other text"
        open_.append(ink)


def _hidden(file: PdfFile, owners: dict[Mark, Element]) -> Iterator[Finding]:
    for content in file.contents:
        for shown in content.shown:
            owner = owners.get(Mark(shown.page, shown.mcid))
            if shown.invisible and owner is not None:
                yield Finding(shown.page + 1, "Hidden text", "these words are not painted", named(file, owner))
    for leaf in file.leaves:
        for ink in leaf.ink:
            owner = owners.get(Mark(leaf.number, ink.mcid))
            if owner is not None and (not ink.opacity or ink.colour == ink.ground):
                yield Finding(leaf.number + 1, "Hidden text", "these words cannot be seen", named(file, owner))
