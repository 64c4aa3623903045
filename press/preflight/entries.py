"""Entries of PDF objects, whatever a file holds there: a value of the kind that is wanted, or nothing."""

from __future__ import annotations

import pikepdf


def number(value: object) -> float:
    """A number; 0 where there is none."""
    try:
        return float(value)  # type: ignore[arg-type]  # pikepdf gives int, Decimal or an object that is neither
    except (TypeError, ValueError):
        return 0.0


def is_true(value: object) -> bool:
    """Whether a boolean is there and true."""
    return value is True


def dictionary(value: object) -> pikepdf.Dictionary:
    """A dictionary; an empty one where there is none."""
    return value if isinstance(value, pikepdf.Dictionary) else pikepdf.Dictionary()


def listed(value: object) -> list[object]:
    """The items of an array, or a single value as one item."""
    if isinstance(value, pikepdf.Array):
        return list(value)
    return [] if value is None else [value]


def text(value: object) -> str:
    """A text string; empty where there is none."""
    return str(value) if isinstance(value, pikepdf.String) else ""


def name(value: object) -> str:
    """A name without its slash; empty where there is none."""
    return str(value)[1:] if isinstance(value, pikepdf.Name) else ""


def decoded(value: object) -> bytes:
    """What a stream holds; nothing where there is none, or none that can be read."""
    if not isinstance(value, pikepdf.Stream):
        return b""
    try:
        return value.read_bytes()
    except pikepdf.PdfError:
        return b""
