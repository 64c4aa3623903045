"""The same words set by plain reportlab Platypus: the yardstick.

No tags, no shaping, no bidirectional order, no second font where the first
lacks a letter, no boxes, no header: what a short script would do. It prints
unreadable Arabic and Hindi and is here for its speed alone.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from press.document import Document, Heading, List, Table, plain, walk
from press.document import Paragraph as Words
from press.places import LanguageProfile

_SIZE = 12
_MARGIN = 52


def set_plainly(document: Document, profile: LanguageProfile, fonts: Path) -> bytes:
    """The words of *document* as bare paragraphs, headings in bold, on US letter."""
    styles = {strong: _style(profile, fonts, strong) for strong in (False, True)}
    story = [Paragraph(escape(text), styles[strong]) for text, strong in _texts(document)]
    buffer = io.BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), _MARGIN)
    SimpleDocTemplate(buffer, pagesize=(612, 792), invariant=1, **margins).build(story)
    return buffer.getvalue()


def _style(profile: LanguageProfile, fonts: Path, strong: bool) -> ParagraphStyle:
    weight = "Bold" if strong else "Regular"
    name = f"{profile.fonts[0]}-{weight}"
    if name not in getRegisteredFontNames():
        registerFont(TTFont(name, fonts / profile.fonts[0] / f"{weight}.ttf"))
    wrap = "CJK" if profile.language.tag.startswith(("zh", "ja")) else None
    return ParagraphStyle(name, fontName=name, fontSize=_SIZE, leading=_SIZE * profile.leading, wordWrap=wrap)


def _texts(document: Document) -> Iterator[tuple[str, bool]]:
    """Each stretch of text, and whether it is a heading."""
    for block in walk(document.blocks):
        match block:
            case Heading():
                yield plain(block.runs), True
            case Words():
                yield plain(block.runs), False
            case List():
                for item in block.items:
                    yield f"{item.label or '-'} {plain(item.runs)}", False
            case Table():
                for row in (block.head, *block.rows):
                    yield from ((plain(cell), False) for cell in row)
            case _:
                pass
