"""Small PDF objects in reportlab's terms, and the one repair that reportlab needs.

Only this package imports reportlab's private parts; tests/test_reportlab_hooks.py
asserts that each of them is there and behaves.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFStream, PDFString

from press.caches import kept
from press.tagging import Name

_END = b"endstream\n"
_original_format = PDFStream.format


def _format_with_end_of_line(self: Any, document: Any) -> bytes:
    """A stream with an end-of-line before `endstream` that /Length does not count (ISO 19005-2, 6.1.7.1).

    reportlab writes none, and builds streams in places where a subclass cannot reach.
    """
    written: bytes = _original_format(self, document)
    body = written.removesuffix(_END)
    # after data that ends with a carriage return, a line feed alone would make that byte part of the end-of-line
    return body + (b"\r\n" if body.endswith(b"\r") else b"\n") + _END


if PDFStream.format is not _format_with_end_of_line:
    PDFStream.format = _format_with_end_of_line


def pdf(value: object) -> Any:
    """A Python value as reportlab's PDF object; empty strings are left out of dictionaries."""
    match value:
        case Name():
            return PDFName(str(value))
        case Verbatim():
            return str(value)
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


class Verbatim(str):
    """PDF text that goes into the file as it stands."""

    __slots__ = ()


class Written(PDFObject):  # type: ignore[misc]  # reportlab is untyped
    """An indirect object whose text we write ourselves: a tree of hundreds costs a tenth of reportlab's objects."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.text = ""

    def format(self, _document: Any) -> bytes:
        """The object as it stands in the file."""
        return self.text.encode("ascii")


def register(document: Any, made: Any) -> str:
    """Enter *made* as an indirect object; what refers to it ("12 0 R")."""
    number_, generation = document.idToObjectNumberAndVersion[document.Reference(made).name]
    return f"{number_} {generation} R"


@kept(256)
def _deflated(content: bytes) -> bytes:
    """What is the same in many documents (a font's subset, the colour profile) is compressed once."""
    return zlib.compress(content)


def stream(
    document: Any,
    content: bytes,
    entries: Mapping[str, object] | None = None,
    *,
    compress: bool = True,
    deflated: bool = False,
    name: str | None = None,
) -> Any:
    """A reference to a new stream; *name* is what the document calls it, *deflated* whether it is compressed already.

    XMP is never compressed (ISO 19005-2, 6.6.2.1).
    """
    dictionary = dict(entries or {})
    if compress:
        content, dictionary["Filter"] = content if deflated else _deflated(content), Name("FlateDecode")
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


def written(value: object) -> str:
    """A Python value as PDF text: names, text strings, numbers, dictionaries and arrays of them."""
    match value:
        case Name():
            return f"/{value}"
        case str():
            return utf16(value)
        case Mapping():
            return f"<<{' '.join(f'/{key} {written(item)}' for key, item in value.items())}>>"
        case list() | tuple():
            return f"[{' '.join(map(written, value))}]"
        case int():
            return str(value)
        case float():
            return number(value)
        case _:
            raise TypeError(f"no PDF text for {type(value).__name__}")


def utf16(text: str) -> str:
    """A text string as hexadecimal UTF-16BE with a byte order mark (ISO 32000-1, 7.9.2.2)."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
