"""The last stage: each page of the story is painted, tagged, on its place on the paper."""

from __future__ import annotations

from datetime import date

from press.layout import Story
from press.pdf.canvas import TaggedCanvas


def write_pdf(story: Story, when: date) -> bytes:
    """The story as PDF/UA-1 and PDF/A-2a; the same story and date give the same bytes."""
    width, height = story.page_size
    paper = width * len(story.sides[0]), height
    canvas = TaggedCanvas(story.tree, story.metadata, when, len(story.sides), paper)
    canvas.label(story.sides)
    frame = story.words
    canvas.art_box = frame.x, frame.y, paper[0] - frame.x, frame.y + frame.height
    for side in story.sides:
        for place, page in enumerate(side):
            with canvas.page_at(place * width, page):
                story.draw(canvas, page)
        canvas.showPage()
    canvas.save()
    return canvas.buffer.getvalue()
