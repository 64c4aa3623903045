"""Logos as small as a screen needs them, and drawings as inline SVG."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from xml.etree import ElementTree as ET  # writes; what it is handed is text, and it escapes all of it

from PIL import Image

from press.document import Figure
from press.layout.pictures import qr_modules
from press.web_page.words import add

_SIDE = 480  # pixels: three for each of a phone's, where a logo is 160 wide
_QUIET = 4  # modules of white around a QR code (ISO/IEC 18004, 5.3.8)


def draw_logo(parent: ET.Element, figure: Figure, spoken: Mapping[str, str]) -> None:
    """The logo as an image in the file itself; *spoken* says in which language its words are."""
    data, width, height = _small(figure.content)
    address = f"data:image/png;base64,{b64encode(data).decode()}"
    add(parent, "img", spoken, src=address, alt=figure.alt, width=str(width), height=str(height))


@lru_cache(maxsize=64)
def _small(data: bytes) -> tuple[bytes, int, int]:
    picture = Image.open(BytesIO(data))
    picture.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue(), *picture.size


def draw_qr_code(parent: ET.Element, figure: Figure) -> None:
    """The QR code, black on white whatever the colours of the page."""
    modules = qr_modules(figure.content.decode())
    side = modules.side + 2 * _QUIET
    svg = add(parent, "svg", viewBox=f"0 0 {side} {side}", role="img")
    add(svg, "title").text = figure.alt
    add(svg, "path", fill="#fff", d=f"M0 0h{side}v{side}H0z")
    bars = "".join(f"M{x + _QUIET} {y + _QUIET}h{length}v1h-{length}z" for x, y, length in modules.bars)
    add(svg, "path", d=bars)


def draw_alarm(parent: ET.Element) -> None:
    """An exclamation mark in a disc, for the eye alone."""
    svg = add(parent, "svg", {"class": "sign", "aria-hidden": "true"}, viewBox="0 0 24 24")
    add(svg, "circle", cx="12", cy="12", r="12")
    add(svg, "path", d="M9.6 4.5h4.8l-1 9.4h-2.8z")
    add(svg, "circle", cx="12", cy="17.6", r="2")
