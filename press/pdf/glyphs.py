"""Glyphs as text-showing operators, so that every reader gets the words back.

Glyphs stand in visual order: pdfium and pdf.js want it so. The first glyph of
a cluster carries the cluster's text in ToUnicode and the others a zero-width
space. In left-to-right text a word that holds a cluster of several glyphs is a
Span with ActualText (ISO 32000-1, 14.9.4); in right-to-left text only such a
cluster is, because poppler reverses the ActualText of whole words there, and
the exact words are the ActualText of a structure element (press.layout).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from press.fonts import EM
from press.pdf.objects import number, utf16
from press.pdf.type0 import DocumentFont
from press.text.paragraph import Cluster, Piece
from press.text.shaping import Glyph

_NOTHING = "\u200b"  # U+FFFD would show where a glyph had no text at all
_TOO_SMALL = 0.05  # thousandths of the size that nobody sees

Fonts = Callable[[Piece], DocumentFont]


def show(piece: Piece, font: DocumentFont) -> Iterator[str]:
    """The operators that show *piece* from the current point on, between BT and ET."""
    yield f"/{font.name} {number(piece.size)} Tf"
    writer = _Writer(piece, font)
    for word in _words(piece):
        writer.word(word)
    writer.finish()
    yield from writer.operators


def _words(piece: Piece) -> Iterator[list[Cluster]]:
    """Clusters to put under one ActualText: words where left to right, single clusters where right to left."""
    word: list[Cluster] = []
    for cluster in piece.clusters:
        apart = piece.rtl or cluster.text in {" ", "\u00a0"} or (bool(word) and word[-1].text in {" ", "\u00a0"})
        if apart and word:
            yield word
            word = []
        word.append(cluster)
    if word:
        yield word


class _Writer:
    """Collects TJ arrays; positions are in thousandths of the size from the piece's start."""

    def __init__(self, piece: Piece, font: DocumentFont) -> None:
        self.piece, self.font = piece, font
        self.operators: list[str] = []
        self._array: list[str] = []
        self._gap = 0.0
        self._rise = 0.0
        self._pen = 0.0  # where the viewer's pen is
        self._origin = 0.0  # where the next glyph's advance begins

    def word(self, clusters: list[Cluster]) -> None:
        """Show clusters that stand or fall together under one ActualText."""
        text = "".join(cluster.text for cluster in clusters)
        placed = [self._place(cluster) for cluster in clusters]
        spanned = any(len(now) > 1 for now, _ in placed)
        if spanned:
            self._open(text)
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
        lead = max(range(len(glyphs)), key=lambda index: glyphs[index].advance)
        now: list[tuple[Glyph, float, str]] = []
        late: list[tuple[Glyph, float, str]] = []
        for index, glyph in enumerate(glyphs):
            mark = index != lead and (glyph.advance == 0 if self.piece.rtl else glyph.y != 0)
            place = (glyph, self._origin, _NOTHING)
            (late if mark else now).append(place)
            self._origin += glyph.advance
        now[0] = (now[0][0], now[0][1], cluster.text or _NOTHING)
        return now, late

    def _put(self, glyph: Glyph, origin: float, meaning: str) -> None:
        rise = glyph.y * self.piece.size / EM
        if rise != self._rise:
            self._flush()
            self._rise = rise
            self.operators.append(f"{number(rise)} Ts")
        x = origin + glyph.x
        self._gap += self._pen - x
        code = self.font.code(glyph.id, meaning)
        if abs(self._gap) > _TOO_SMALL:
            self._array.append(number(self._gap))
            self._array.append(f"<{code:04X}>")
            self._gap = 0.0
        elif self._array and self._array[-1].endswith(">"):
            self._array[-1] = f"{self._array[-1][:-1]}{code:04X}>"
        else:
            self._array.append(f"<{code:04X}>")
        self._pen = x + self.piece.face.advance(glyph.id)

    def _flush(self) -> None:
        if self._array:
            self.operators.append(f"[{' '.join(self._array)}] TJ")
            self._array = []

    def _open(self, text: str) -> None:
        self._flush()
        self.operators.append(f"/Span <</ActualText {utf16(text) if text else '<FEFF>'}>> BDC")

    def _close(self) -> None:
        self._flush()
        self.operators.append("EMC")

    def finish(self) -> None:
        """Leave the pen where the piece ends, on the baseline."""
        gap = self._gap + self._pen - self._origin
        if abs(gap) > _TOO_SMALL:
            self._array.append(number(gap))
        self._flush()
        if self._rise:
            self.operators.append("0 Ts")
