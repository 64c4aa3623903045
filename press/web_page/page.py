"""The whole file: what it says of itself, its style, and the sheet in reading order."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from xml.etree import ElementTree as ET  # writes; what it is handed is text, and it escapes all of it

from press import __version__
from press.design.sheet import Palette
from press.document import Document, Header, Paragraph, Voice, plain, walk
from press.fonts import FontLibrary
from press.places import LanguageProfile
from press.web_page.blocks import BlockWriter
from press.web_page.letters import Letters
from press.web_page.style import style_sheet
from press.web_page.words import add, of_language

_DESCRIPTION = 300  # characters: what search engines and messages show at most


def write_html(
    document: Document, palette: Palette, fonts: FontLibrary, profiles: Mapping[str, LanguageProfile], when: date
) -> bytes:
    """*document* as one HTML file; the same words, colours and date give the same bytes.

    *profiles* has every language whose words stand in the document.

    Raises:
        HandoutError: if a font lacks a character.
    """
    writer = BlockWriter(Letters(fonts, profiles), document.language, document.beside)
    body = _body(document, writer)
    html = ET.Element("html", of_language(document.language))
    _head(html, document, style_sheet(palette, writer.letters, frozenset(writer.rows)), when)
    html.append(body)
    return f"<!DOCTYPE html>\n{ET.tostring(html, encoding='unicode', method='html')}\n".encode()


def _head(html: ET.Element, document: Document, style: str, when: date) -> None:
    head, about = add(html, "head"), document.metadata
    add(head, "meta", charset="utf-8")
    said = {
        "viewport": "width=device-width, initial-scale=1",
        "color-scheme": "light dark",
        "referrer": "no-referrer",
        "robots": "noindex" if about.status else "",
        "description": _description(document),
        "author": about.author,
        "keywords": ", ".join(about.keywords),
        "dcterms.date": when.isoformat(),
        "generator": f"Handout Press {__version__}",
    }
    add(head, "meta", {"http-equiv": "Content-Security-Policy"}, content=_policy(style))
    for name, content in said.items():
        if content:
            add(head, "meta", name=name, content=content)
    add(head, "title").text = about.title
    add(head, "link", rel="icon", href="data:,")  # or a browser asks the server for one
    add(head, "style").text = style


def _policy(style: str) -> str:
    """What the browser itself may load or run: nothing that is not in this file (W3C, CSP 3)."""
    hashed = b64encode(sha256(style.encode()).digest()).decode()
    allowed = "font-src data:", "img-src data:", f"style-src 'sha256-{hashed}'"
    return "; ".join(("default-src 'none'", "base-uri 'none'", "form-action 'none'", *allowed))


def _description(document: Document) -> str:
    """The main message; of a sheet without one, what the file is about."""
    paragraphs = (block for block in walk(document.blocks) if isinstance(block, Paragraph))
    said = next((plain(block.runs) for block in paragraphs if block.voice is Voice.MAIN_MESSAGE), "")
    return (said or document.metadata.subject)[:_DESCRIPTION]


def _body(document: Document, write: BlockWriter) -> ET.Element:
    """The bands first: that a sheet is a draft is the first thing seen and read aloud."""
    body = ET.Element("body", {"class": "two"} if document.beside else {})
    language, running, blocks = document.language, document.running, document.blocks
    write.bands(body, running.bands, language)
    if isinstance(blocks[0], Header):
        write.block(body, blocks[0], language)
        blocks = blocks[1:]
    write.blocks(add(body, "main"), blocks, language)
    if running.foot:
        write.paragraph(add(body, "footer"), Paragraph(running.foot, Voice.FINE), language)
    return body
