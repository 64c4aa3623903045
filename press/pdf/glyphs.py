"""Glyphs as text-showing operators, so that every reader gets the words back.

Glyphs stand in visual order: pdfium and pdf.js want it so. The first glyph of
a cluster carries the cluster's text in ToUnicode and the others a zero-width
space. In left-to-right text a word that holds a cluster of several glyphs is a
Span with ActualText (ISO 32000-1, 14.9.4); in right-to-left text only such a
cluster is, because poppler reverses the ActualText of whole words there, and
the exact words are the ActualText of a structure element (press.layout).
"""

from __future__ import annotations

from collections.abc import Iterator

from press.caches import kept
from press.fonts import EM
from press.pdf.objects import number, utf16
from press.pdf.type0 import DocumentFont
from press.text.paragraph import Cluster, Piece
from press.text.shaping import Glyph

_NOTHING = "\u200b"  # U+FFFD would show where a glyph had no text at all
_BLANKS = frozenset({" ", "\u00a0", "\u3000"})
_TOO_SMALL = 0.05  # thousandths of the size that nobody sees

Token = str | tuple[int, str]
"""A part of the operators, or a glyph and what it stands for, whose code each document has of its own."""


def show(piece: Piece, font: DocumentFont) -> str:
    """The operators that show *piece* from the current point on, between BT and ET."""
    code = font.code
    shown = [token if isinstance(token, str) else f"{code(*token):04X}" for token in _plan(piece)]
    return f"/{font.name} {''.join(shown)}"


@kept(32768)
def _plan(piece: Piece) -> tuple[Token, ...]:
    """The operators of *piece* but for its codes; a piece that is set once is planned once, whoever prints it."""
    planner = _Planner(piece)
    for word in _words(piece):
        planner.word(word)
    planner.finish()
    return tuple(planner.tokens)


def _words(piece: Piece) -> Iterator[list[Cluster]]:
    """Clusters to put under one ActualText: words where left to right, single clusters where right to left.

    A blank goes with the word before it, or behind it at a piece's start: pdfium does not see one shown alone.
    """
    word: list[Cluster] = []
    for cluster in piece.clusters:
        ended = word and not _inked(word[-1]) and _inked(cluster) and any(map(_inked, word))
        if word and (piece.rtl or ended):
            yield word
            word = []
        word.append(cluster)
    if word:
        yield word


def _inked(cluster: Cluster) -> bool:
    return cluster.text not in _BLANKS


class _Planner:
    """Collects TJ arrays; positions are in thousandths of the size from the piece's start."""

    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        self.tokens: list[Token] = [f"{number(piece.size)} Tf"]
        self._array = False  # whether a TJ array is open
        self._string = False  # and a string in it
        self._gap = 0.0
        self._rise = 0.0
        self._pen = 0.0  # where the viewer's pen is
        self._origin = 0.0  # where the next glyph's advance begins

    def word(self, clusters: list[Cluster]) -> None:
        """Show clusters that stand or fall together under one ActualText."""
        placed = [self._place(cluster) for cluster in clusters]
        spanned = any(len(now) > 1 for now, _ in placed)
        if spanned:
            self._open("".join(cluster.text for cluster in clusters))
        for now, _ in placed:
            for glyph, x, meaning in now:
                self._put(glyph, x, meaning)
        if spanned:
            self._close()
        for _, late in placed:
            for glyph, x, meaning in late:
                self._open("")  # a rise inside the span would make pdfium repeat the word
                self._put(glyph, x, meaning)
                self._close()

    def _place(self, cluster: Cluster) -> tuple[list[tuple[Glyph, float, str]], list[tuple[Glyph, float, str]]]:
        """The glyphs of a cluster with their origins and texts: those on the baseline, then marks off it."""
        glyphs = cluster.glyphs
        if len(glyphs) == 1:
            origin = self._origin
            self._origin += glyphs[0].advance
            return [(glyphs[0], origin, cluster.text or _NOTHING)], []
        lead = max(range(len(glyphs)), key=lambda index: (glyphs[index].advance, glyphs[index].y == 0))
        now: list[tuple[Glyph, float, str]] = []
        late: list[tuple[Glyph, float, str]] = []
        for index, glyph in enumerate(glyphs):
            mark = index != lead and (glyph.advance == 0 if self.piece.rtl else glyph.y != 0)
            (late if mark else now).append((glyph, self._origin, _NOTHING))
            self._origin += glyph.advance
        now[0] = (now[0][0], now[0][1], cluster.text or _NOTHING)
        return now, late

    def _put(self, glyph: Glyph, origin: float, meaning: str) -> None:
        rise = glyph.y * self.piece.size / EM
        if rise != self._rise:
            self._flush()
            self._rise = rise
            self.tokens.append(f" {number(rise)} Ts")
        x = origin + glyph.x
        self._gap += self._pen - x
        if abs(self._gap) > _TOO_SMALL:
            self._move()
        if not self._array:
            self.tokens.append(" [")
            self._array = True
        if not self._string:
            self.tokens.append("<")
            self._string = True
        self.tokens.append((glyph.id, meaning))
        self._pen = x + self.piece.face.advance(glyph.id)

    def _move(self) -> None:
        """Put the pending gap into the array."""
        opening = "" if self._array else " ["
        closing = ">" if self._string else ""
        self.tokens.append(f"{opening}{closing}{number(self._gap)}")
        self._array, self._string, self._gap = True, False, 0.0

    def _flush(self) -> None:
        if self._array:
            self.tokens.append(f"{'>' if self._string else ''}] TJ")
            self._array = self._string = False

    def _open(self, text: str) -> None:
        self._flush()
        self.tokens.append(f" /Span <</ActualText {utf16(text)}>> BDC")

    def _close(self) -> None:
        self._flush()
        self.tokens.append(" EMC")

    def finish(self) -> None:
        """Leave the pen where the piece ends, on the baseline."""
        self._gap += self._pen - self._origin
        if abs(self._gap) > _TOO_SMALL:
            self._move()
        self._flush()
        if self._rise:
            self.tokens.append(" 0 Ts")
