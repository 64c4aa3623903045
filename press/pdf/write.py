"""The last stage: Platypus breaks the story over pages and each is painted, tagged."""

from __future__ import annotations

from datetime import date
from typing import Any

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from press.layout import Story
from press.layout.flow import Column
from press.pdf.canvas import TaggedCanvas

_NO_PADDING = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
# Platypus asks for a little more room than a flowable needs; without it a full page would break
_ROUNDING = 0.05


def write_pdf(story: Story, when: date) -> bytes:
    """The story as PDF/UA-1 and PDF/A-2a; the same story and date give the same bytes."""
    canvas = TaggedCanvas(story.tree, story.metadata, when, story.pages, story.page_size)
    template = _Template(story, canvas)
    template.build([Column(story.root)], canvasmaker=lambda *_args, **_options: canvas)
    return canvas.buffer.getvalue()


class _Template(BaseDocTemplate):  # type: ignore[misc]  # reportlab is untyped
    """One page template whose frame the story has been fitted to."""

    def __init__(self, story: Story, canvas: TaggedCanvas) -> None:
        super().__init__(canvas.buffer, pagesize=story.page_size)
        place = story.frame
        frame = Frame(place.x, place.y - _ROUNDING, place.width, place.height + _ROUNDING, **_NO_PADDING)
        self.addPageTemplates([PageTemplate(frames=[frame], onPage=_furnish(story), pagesize=story.page_size)])


def _furnish(story: Story) -> Any:
    def furnish(canvas: TaggedCanvas, _template: BaseDocTemplate) -> None:
        story.furniture.draw(canvas, canvas.getPageNumber(), story.pages)

    return furnish
