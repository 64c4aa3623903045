"""Small PDF objects in reportlab's terms, and the one repair that reportlab needs.

Only this package imports reportlab's private parts; tests/test_reportlab_hooks.py
asserts that each of them is there and behaves.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

from press.tagging import Name

_END = b"endstream\n"
_original_format = PDFStream.format


def _format_with_end_of_line(self: Any, document: Any) -> bytes:
    """A stream with an end-of-line before `endstream` that /Length does not count (ISO 19005-2, 6.1.7.1).

    reportlab writes none, and builds streams in places where a subclass cannot reach.
    """
    written: bytes = _original_format(self, document)
    return written.removesuffix(_END) + b"\n" + _END


if PDFStream.format is not _format_with_end_of_line:
    PDFStream.format = _format_with_end_of_line


def pdf(value: object) -> Any:
    """A Python value as reportlab's PDF object; empty strings are left out of dictionaries."""
    match value:
        case Name():
            return PDFName(str(value))
        case bool():
            return "true" if value else "false"
        case str():
            return PDFString(value)
        case Mapping():
            return PDFDictionary({key: pdf(item) for key, item in value.items()})
        case list() | tuple():
            return PDFArray([pdf(item) for item in value])
        case _:
            return value


# What is the same in many documents (a font's subset, a logo, the colour profile) is compressed once.
_deflated = lru_cache(maxsize=256)(zlib.compress)


def stream(
    document: Any,
    content: bytes,
    entries: Mapping[str, object] | None = None,
    *,
    compress: bool = True,
    name: str | None = None,
) -> Any:
    """A reference to a new stream; *name* is what the document calls it.

    XMP is never compressed (ISO 19005-2, 6.6.2.1).
    """
    dictionary = dict(entries or {})
    if compress:
        content, dictionary["Filter"] = _deflated(content), Name("FlateDecode")
    made = PDFStream(pdf(dictionary), content)
    made.filters = None  # an empty list would write an empty /Filter
    return document.Reference(made, name)


def number(value: float) -> str:
    """A number as a content stream wants it: at most three decimals, never an exponent."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text


def numbers(values: Sequence[float]) -> str:
    """Several numbers, with blanks between."""
    return " ".join(map(number, values))


def utf16(text: str) -> str:
    """A text string as hexadecimal UTF-16BE with a byte order mark (ISO 32000-1, 7.9.2.2)."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
