"""From characters to glyphs: runs of one script, face, level and span, shaped by HarfBuzz."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz as hb
from fontTools import unicodedata as unicode_scripts

from press.caches import kept
from press.fonts import Face

# Controls of the bidirectional algorithm and breaks without a glyph. They never reach HarfBuzz, which would
# merge the clusters around the ones that it removes.
CONTROLS = frozenset("\u200b\u200e\u200f\u2060\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\ufeff\u00ad")
JOINERS = frozenset("\u200c\u200d")  # input to the shaper, never drawn
_SELECTORS = frozenset("\ufe0e\ufe0f")
INVISIBLE = CONTROLS | JOINERS | _SELECTORS
_CONTEXT = 5  # characters on either side that HarfBuzz may look at
_FEATURES = {"kern": True, "liga": True}


class Glyph(NamedTuple):
    """A placed glyph; measures in thousandths of the size."""

    id: int
    cluster: int  # offset into the paragraph of the cluster's first character
    advance: float
    x: float
    y: float
    unsafe: bool  # to break a line before its cluster without shaping again


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that are shaped together."""

    start: int
    end: int
    face: Face
    script: str  # ISO 15924
    level: int  # UAX #9
    span: int  # index of the span it belongs to
    language: str
    control: bool = False


@lru_cache(maxsize=8192)
def script(character: str) -> str:
    """The Unicode script of a character, or "" where it takes its neighbour's (Common, Inherited)."""
    code = unicode_scripts.script(character)
    return "" if code in {"Zyyy", "Zinh", "Zzzz"} else code


@lru_cache(maxsize=8192)
def is_mark(character: str) -> bool:
    """Whether a character stays with the letter before it, whatever the face."""
    return unicode_scripts.script(character) == "Zinh" or character in JOINERS or character in _SELECTORS


def resolve_scripts(text: str) -> list[str]:
    """The script of each character: Common takes the one before it, or else the next one (UAX #24, 5.1)."""
    scripts = [script(character) for character in text]
    following = "Latn"
    for index in range(len(text) - 1, -1, -1):
        if scripts[index]:
            following = scripts[index]
    current = following
    for index, own in enumerate(scripts):
        if own:
            current = own
        scripts[index] = current
    return scripts


def shape(text: str, run: Run) -> tuple[Glyph, ...]:
    """The glyphs of *run* in visual order."""
    if run.control:
        return ()
    before = text[max(0, run.start - _CONTEXT) : run.start]
    after = text[run.end : run.end + _CONTEXT]
    relative = _shaped(
        run.face, before, text[run.start : run.end], after, run.script, bool(run.level & 1), run.language
    )
    if run.start == 0:
        return relative
    return tuple(glyph._replace(cluster=glyph.cluster + run.start) for glyph in relative)


@kept(16384)
def _shaped(
    face: Face, before: str, text: str, after: str, script_code: str, rtl: bool, language: str
) -> tuple[Glyph, ...]:
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(c) for c in before + text + after], len(before), len(text))
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.script = script_code
    buffer.language = language
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hb.shape(face.hb_font, buffer, _FEATURES)
    scale, offset = face.scale, len(before)
    unsafe = hb.GlyphFlags.UNSAFE_TO_BREAK
    return tuple(
        Glyph(
            info.codepoint,
            info.cluster - offset,
            place.x_advance * scale,
            place.x_offset * scale,
            place.y_offset * scale,
            bool(info.flags & unsafe),
        )
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    )
