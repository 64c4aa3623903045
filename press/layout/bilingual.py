"""Documents of two languages: row by row side by side, or one below the other where a column would be too narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from press.design.sheet import quiet
from press.document import Block, Group, Heading, Language, List, Pair, Section
from press.layout.flow import PairRow, Part, Stack, around
from press.layout.story import LEAST_ITEMS, Means, StoryBuilder, keep_introductions
from press.tagging import StructureElement

_LEAST_COLUMN = 16.0  # times the size of the body: a column of about 35 Latin letters
_WHOLE = 0.4  # of a page: a row that is lower is never split


class BilingualBuilder(StoryBuilder):
    """Builds pairs: the reader's language first and in full voice, the other one quieter, unless they are peers.

    The structure tree has each section whole in one language and then in the
    other, however the rows stand on paper.
    """

    def __init__(self, language: Language, beside: Language, means: Means, *, peers: bool) -> None:
        super().__init__(language, means)
        self.other = StoryBuilder(beside, means if peers else replace(means, sheet=quiet(means.sheet)))
        self.other.listed = False
        column = (self.sheet.width - 2 * self.design.side - self.gutter()) / 2
        self.columns = column >= _LEAST_COLUMN * self.design.size("body")

    def leadings(self) -> tuple[float, ...]:
        """Of both languages."""
        return self.profile.leading, self.other.profile.leading

    def pair(self, block: Pair, parent: StructureElement) -> Part:
        """The rows of a pair."""
        if isinstance(block.first[0], Section) and len(block.first) == 1:
            return self._row_of(block.first[0], parent, block.second[0], parent)
        own, others = (parent.add("Div", lang=one.language.tag) for one in (self, self.other))
        rows = self._rows(block.first, own, block.second, others)
        return rows[0] if len(rows) == 1 else Stack(rows, self.fit)

    def _rows(
        self, first: Sequence[Block], own: StructureElement, second: Sequence[Block], others: StructureElement
    ) -> list[Part]:
        """A row for each two blocks; *own* and *others* are the elements that they belong to."""
        rows = [self._row_of(one, own, two, others) for one, two in zip(first, second, strict=True)]
        keep_introductions(first, rows)
        return rows

    def _row_of(self, one: Block, own: StructureElement, two: Block, others: StructureElement) -> Part:
        match one, two:
            case Section(), Section():
                sections = own.add("Sect", lang=self.language.tag), others.add("Sect", lang=self.other.language.tag)
                rows = self._rows(one.blocks, sections[0], two.blocks, sections[1])
                return Stack(rows, self.fit, around(self.gaps.heading))
            case Group(), Group():
                rows = self._rows(one.blocks, own, two.blocks, others)
                return Stack(rows, self.fit, around(self.gaps.question), whole=self.whole_group())
            case List(), List() if self.columns:
                items = zip(self.items(one, own), self.other.items(two, others), strict=True)
                rows = [self._beside(*parts) for parts in items]
                return Stack(rows, self.fit, around(self.gaps.block), least=LEAST_ITEMS)
            case Heading(level=1), Heading():
                return self._below(self.part(one, own), self.other.part(two, others))
            case _:
                return self._beside(self.part(one, own), self.other.part(two, others))

    def _beside(self, first: Part, second: Part) -> Part:
        if not self.columns:
            return self._below(first, second)
        return PairRow((first, second), self.gutter(), self.rtl, _WHOLE * self.sheet.height)

    def _below(self, first: Part, second: Part) -> Part:
        stack = Stack([first, second], self.fit, first.space)
        stack.keepWithNext = first.keepWithNext
        return stack
