"""What repeats on each page: the bands of a draft, the running foot, the page number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import inf

from press.design.sheet import Sheet
from press.document import Run, Running, Runs
from press.layout.flow import Row
from press.layout.surface import Surface
from press.layout.tags import Tagged, tag_runs
from press.layout.words import Align, Type, Words
from press.places import LanguageProfile
from press.tagging import StructureElement
from press.text.paragraph import Typesetter

_BAND_PADDING = 2.5
_BAND_SIDE = 4.0
_BAND_LEADING = 0.92
_BAND_GAP = 7.0
_NO_BAND = 12.0  # points of air in its place
_FOOT_GAP = 6.0
_FOOT_LEADING = 0.9
_FOOT_RULE = 1.5  # from the rule to the words
_PRINTABLE = 12.0  # points at the edge of the paper that many printers leave white
_FOOT_NUMBER = 0.4  # of the width: the most that the page number may take


@dataclass(frozen=True, slots=True)
class Furniture:
    """The running parts of a sheet, set but for the page number.

    The bands are real content on the first page, where they are read aloud once,
    and artifacts from then on.
    """

    sheet: Sheet
    typesetter: Typesetter
    profiles: Mapping[str, LanguageProfile]
    running: Running
    bands: tuple[Tagged, ...]  # one paragraph a band
    language: LanguageProfile
    many: int  # pages: a number as wide as there will be

    @property
    def inner_width(self) -> float:
        """The width between the margins."""
        return self.sheet.width - 2 * self.sheet.design.side

    def _band(self, tagged: Tagged, owned: bool) -> Words:
        style = Type(self.sheet.design.size("band"), self.sheet.palette.paper, _BAND_LEADING, Align.CENTRE)
        unmarked = replace(tagged, marked=frozenset[int]())  # a grey ground would hide white words
        return Words(self.typesetter, unmarked, style, owned=owned)

    def _measured(self, tagged: Tagged, *, owned: bool) -> tuple[Words, float, float]:
        """A band's words with the distance from its top to theirs, and its height."""
        words = self._band(tagged, owned)
        height = words.wrap(self.inner_width - 2 * _BAND_SIDE, inf)[1]
        above, below = words.overhang()
        return words, _BAND_PADDING + above, height + 2 * _BAND_PADDING + above + below

    def band_height(self) -> float:
        """The height that the bands, or the air in their place, take at the head of every page."""
        if not self.bands:
            return _NO_BAND
        return sum(self._measured(tagged, owned=False)[2] for tagged in self.bands) + _BAND_GAP

    def band_words(self) -> Iterator[Words]:
        """The words of the bands, measured."""
        return (self._measured(tagged, owned=False)[0] for tagged in self.bands)

    def bottom(self) -> float:
        """The height below the text: the design's, or what the foot of any page needs."""
        feet = (self._foot(foot, self.many, self.many) for foot in (self.running.foot, self.running.foot_later))
        height = max(foot.height + foot.overhang()[1] for foot in feet)
        return max(self.sheet.design.bottom, height + _FOOT_GAP + _FOOT_RULE + _PRINTABLE)

    def draw(self, canvas: Surface, page: int, pages: int, *, first: bool) -> None:
        """Draw what repeats on *page* (from 1) of *pages*, which may be the *first* of its document."""
        self._draw_bands(canvas, owned=first)
        self._draw_foot(canvas, self.running.foot if first else self.running.foot_later, page, pages)

    def _draw_bands(self, canvas: Surface, owned: bool) -> None:
        side, top = self.sheet.design.side, self.sheet.height - self.sheet.design.top
        for tagged in self.bands:
            words, indent, height = self._measured(tagged, owned=owned)
            with canvas.artifact("Pagination", "Header"):
                canvas.fill(side, top - height, self.inner_width, height, self.sheet.palette.ink)
                if not owned:
                    words.put(canvas, side + _BAND_SIDE, top - indent)
            if owned:
                words.put(canvas, side + _BAND_SIDE, top - indent)
            top -= height

    def _draw_foot(self, canvas: Surface, foot: Runs, page: int, pages: int) -> None:
        side, top = self.sheet.design.side, self.bottom() - _FOOT_GAP
        row = self._foot(foot, page, pages)
        with canvas.artifact("Pagination", "Footer"):
            canvas.rule(side, top, side + self.inner_width, top, self.sheet.palette.rule, 0.5)
            row.put(canvas, side, top - _FOOT_RULE)

    def _foot(self, foot: Runs, page: int, pages: int) -> Row:
        """The foot of a page beside its number, measured; the column of the number is the same on all pages."""
        words, number = self._foot_words(foot, Align.START), self._foot_words(self._page_number(page, pages), Align.END)
        widest = self._foot_words(self._page_number(self.many, self.many), Align.END).natural() + 1
        width = min(widest, _FOOT_NUMBER * self.inner_width)
        row = Row([words, number], [self.inner_width - _FOOT_GAP - width, width], _FOOT_GAP, self.language.language.rtl)
        row.wrap(self.inner_width, inf)
        return row

    def _foot_words(self, runs: Runs, align: Align) -> Words:
        """Words at the foot, which belong to no element of the tree."""
        style = Type(self.sheet.design.size("running"), self.sheet.palette.soft_ink, _FOOT_LEADING, align)
        plain = tuple(replace(run, target="") for run in runs) or (Run("", self.language.language),)
        language = self.language.language
        tagged = tag_runs(plain, StructureElement("Artifact", language.tag), self.profiles, language)
        return Words(self.typesetter, tagged, style, owned=False)

    def _page_number(self, page: int, pages: int) -> Runs:
        digits = str.maketrans("0123456789", self.running.digits)
        text = self.running.page_number
        for name, value in (("{page}", page), ("{pages}", pages)):
            text = text.replace(name, str(value).translate(digits))
        return (Run(text, self.language.language),)
