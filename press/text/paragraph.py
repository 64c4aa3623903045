"""One paragraph becomes lines: levels, breaks, shapes, and which words go on which line.

A paragraph's lines are a pure function of its spans, its language, its size
and the measure, so they are computed once and kept (see `Typesetter`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from press.caches import kept
from press.fonts import EM, Face, FontLibrary, missing_glyph
from press.places import LanguageProfile
from press.text.bidi import Levels, embedding_levels, line_levels, visual_order
from press.text.breaks import allowed, last_resorts
from press.text.shaping import CONTROLS, INVISIBLE, Glyph, Run, is_mark, resolve_scripts, shape

_BLANKS = " \u3000\n"
_LRI, _RLI, _FSI = "\u2066", "\u2067", "\u2068"
_CLOSE = "\u2069"  # PDI
_GAP = "\u00a0"  # between a claim and the number of its source
_ROUNDING = 0.01  # points: what a line may be wider than its measure
_NARROW = 0.65  # of a blank's width: that gap, so that a number stands nearer to its claim than to what follows


@dataclass(frozen=True, slots=True)
class Span:
    """Words that are set alike."""

    text: str
    profile: LanguageProfile
    strong: bool = False
    whole: bool = False  # kept on one line, and apart from the direction around it
    scale: float = 1.0  # of the paragraph's size
    rise: float = 0.0  # above the baseline, in points per point of size

    @property
    def raised(self) -> bool:
        """Whether this is the number of a citation, small and above the line."""
        return self.rise > 0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Glyphs that show one piece of text together, in visual order."""

    text: str  # what the reader gets back from them
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Clusters of one face, size and span, left to right on the line.

    No two are equal, so that what is kept of one is found without comparing its glyphs.
    """

    span: int
    face: Face
    size: float
    rise: float  # points
    rtl: bool
    clusters: tuple[Cluster, ...]
    width: float  # points


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A set line. *width* is without the blank at its end, which is drawn all the same so that words stay apart.

    No two are equal, as no two pieces are.
    """

    pieces: tuple[Piece, ...]
    width: float
    overhang: float = 0.0  # width of the blank that hangs over the start of a right-to-left line

    @kept(4096)  # a line lives in the typesetter's cache, which has the same bound
    def ink(self) -> tuple[float, float]:
        """How far the letters reach above and below the baseline, in points."""
        above = below = 0.0
        for piece in self.pieces:
            scale = piece.size / EM
            for glyph in (glyph for cluster in piece.clusters for glyph in cluster.glyphs):
                top, bottom = piece.face.ink(glyph.id)
                above = max(above, (top + glyph.y) * scale + piece.rise)
                below = max(below, (bottom - glyph.y) * scale - piece.rise)
        return above, below


@dataclass(frozen=True, slots=True)
class Setting:
    """What a paragraph's lines depend on, besides its spans."""

    profile: LanguageProfile
    size: float  # points, of Latin letters
    measure: float  # points


class Typesetter:
    """Sets paragraphs in the fonts of one library; keeps what it has set."""

    def __init__(self, fonts: FontLibrary, keep: int = 4096) -> None:
        self.fonts = fonts
        self._lines = kept(keep)(self._set)
        self._shaped = kept(keep // 4)(self._shape)

    def lines(self, spans: tuple[Span, ...], setting: Setting) -> tuple[Line, ...]:
        """The lines of a paragraph, top to bottom.

        Raises:
            HandoutError: if no font has one of the characters.
        """
        return self._lines(spans, setting)

    def lacks(self, text: str, profile: LanguageProfile, *, whole: bool) -> int:
        """The place in *text* (from 1) of the first character that no font has; 0 if it can be set.

        What is *whole*, such as a name, may be in other letters than the language's.
        """
        stack = self.fonts.stack(profile.fonts)
        for place, character in enumerate(text, start=1):
            if stack.face_for(character) or character in INVISIBLE:
                continue
            if not (whole and self.fonts.any_face(character)):
                return place
        return 0

    def width(self, spans: tuple[Span, ...], profile: LanguageProfile, size: float) -> float:
        """The width in points of *spans* on one line."""
        lines = self.lines(spans, Setting(profile, size, inf))
        return lines[0].width if lines else 0.0

    def longest(self, spans: tuple[Span, ...], profile: LanguageProfile, size: float) -> float:
        """The width in points of the longest piece of *spans* that no line may end in."""
        return max(self._shaped(spans, profile, size).pieces(), default=0.0)

    def longest_text(self, spans: tuple[Span, ...], profile: LanguageProfile, size: float) -> str:
        """That piece itself."""
        return self._shaped(spans, profile, size).longest_text()

    def _shape(self, spans: tuple[Span, ...], profile: LanguageProfile, size: float) -> _Shaped:
        return _Shaped(spans, profile, size, self.fonts)

    def _set(self, spans: tuple[Span, ...], setting: Setting) -> tuple[Line, ...]:
        shaped = self._shaped(spans, setting.profile, setting.size)
        return tuple(shaped.line(start, end) for start, end in shaped.wrap(setting.measure))


class _Shaped:
    """A paragraph's text with its levels and glyphs, before it has a measure."""

    def __init__(self, spans: tuple[Span, ...], profile: LanguageProfile, size: float, fonts: FontLibrary) -> None:
        self.spans, self.profile, self.size, self.fonts = spans, profile, size, fonts
        self.base = int(profile.language.rtl)
        self.text, self.owner, whole = self._join()
        self.levels: Levels = embedding_levels(self.text, self.base)
        cited = frozenset(index for index, owner in enumerate(self.owner) if spans[owner].raised)
        self.ends = allowed(
            self.text, profile.breaks, whole, cited, profile.short_words, profile.openers, profile.closers
        )
        self.gaps = frozenset(
            index - 1 for index in cited if index - 1 not in cited and self.text[index - 1 : index] == _GAP
        )
        self.runs = tuple(self._itemize())
        self.glyphs = tuple(self._shape(run) for run in self.runs)
        self.widths = [0.0] * (len(self.text) + 1)  # points, of a cluster at its first character
        self.unsafe: set[int] = set()
        for run, glyphs in zip(self.runs, self.glyphs, strict=True):
            self._measure(run, glyphs)

    def _join(self) -> tuple[str, list[int], tuple[tuple[int, int], ...]]:
        """The text with an isolate around what stands apart, the span of each character, and the whole stretches.

        Raised spans that follow one another, the numbers of a citation, are one isolate and one stretch.
        """
        text = ""
        owner: list[int] = []
        whole: list[tuple[int, int]] = []
        plain = self.base == 0 and not any(span.profile.language.rtl for span in self.spans)
        for index, span in enumerate(self.spans):
            opener = "" if plain or not span.text.strip() else self._isolate(span)
            joins = index > 0 and span.raised and self.spans[index - 1].raised
            continues = index + 1 < len(self.spans) and span.raised and self.spans[index + 1].raised
            piece = f"{'' if joins else opener}{span.text}{'' if continues or not opener else _CLOSE}"
            if span.whole:
                start = whole.pop()[0] if joins else len(text)
                whole.append((start, len(text) + len(piece)))
            text += piece
            owner += [index] * len(piece)
        return text, owner, tuple(whole)

    def _isolate(self, span: Span) -> str:
        """What sets a span apart from the direction around it; a fact reads as its first letter does."""
        if span.raised:
            return _LRI
        if span.whole:
            return _FSI
        if span.profile.language.rtl == self.profile.language.rtl:
            return ""
        return _RLI if span.profile.language.rtl else _LRI

    def _itemize(self) -> Iterator[Run]:
        scripts = resolve_scripts(self.text)
        levels = self.levels.levels
        start, previous = 0, None
        face_before: Face | None = None
        for index, character in enumerate(self.text):
            span = self.owner[index]
            face = self._face(character, face_before, span)
            control = character in CONTROLS
            key = (face, scripts[index], levels[index], span, control)
            if previous is not None and (key != previous or control):
                yield self._run(start, index, previous)
                start = index
            previous = key
            face_before = face
        if previous is not None:
            yield self._run(start, len(self.text), previous)

    def _run(self, start: int, end: int, key: tuple[Face, str, int, int, bool]) -> Run:
        face, script, level, span, control = key
        return Run(start, end, face, script, level, span, self.spans[span].profile.language.tag, control)

    def _face(self, character: str, before: Face | None, span: int) -> Face:
        """The face of one character; marks and blanks keep the face of what they follow."""
        own = self.spans[span]
        stack = self.fonts.stack(own.profile.fonts, own.strong)
        follows = before is not None and before.strong == own.strong
        if follows and before is not None:
            if character in INVISIBLE:
                return before
            if (is_mark(character) or character in " \u00a0") and ord(character) in before.coverage:
                return before
        face = stack.face_for(character)
        if face is not None:
            return face
        if character in INVISIBLE:
            return stack.first
        if own.whole and (foreign := self.fonts.any_face(character, own.strong)):
            return foreign
        raise missing_glyph(character, own.text, own.profile.fonts, own.profile.language.tag)

    def _points(self, run: Run) -> float:
        """The size in points of a run: a language's factor counts for its own script, not for Latin words in it."""
        span = self.spans[run.span]
        own = run.face.family == span.profile.fonts[0] and run.script != "Latn"
        return self.size * span.scale * (span.profile.size if own else 1.0)

    def _shape(self, run: Run) -> tuple[Glyph, ...]:
        """The glyphs of *run*, with narrow gaps before citations."""
        glyphs = shape(self.text, run)
        if self.gaps.isdisjoint(range(run.start, run.end)):
            return glyphs
        return tuple(
            glyph._replace(advance=glyph.advance * _NARROW) if glyph.cluster in self.gaps else glyph for glyph in glyphs
        )

    def _measure(self, run: Run, glyphs: tuple[Glyph, ...]) -> None:
        scale = self._points(run) / EM
        for glyph in glyphs:
            if glyph.id == 0:
                character = self.text[glyph.cluster]
                span = self.spans[run.span]
                raise missing_glyph(character, span.text, (run.face.family,), span.profile.language.tag)
            self.widths[glyph.cluster] += glyph.advance * scale
            if glyph.unsafe:
                self.unsafe.add(glyph.cluster)

    def wrap(self, measure: float) -> Iterator[tuple[int, int]]:
        """First-fit lines as (start, end) offsets; a piece wider than the measure breaks between clusters."""
        start, filled, last = 0, 0.0, 0
        for end in self.ends:
            piece = sum(self.widths[last:end])
            visible = piece - self._trailing(last, end)
            if filled + visible > measure + _ROUNDING and last > start:
                yield start, last
                start, filled = last, 0.0
            if visible > measure + _ROUNDING:
                *full, (start, _) = self._split(last, end, measure)
                yield from full
                filled = sum(self.widths[start:end])
            else:
                filled += piece
            last = end
            if self.text[end - 1] == "\n":
                yield start, end
                start, filled = end, 0.0
        if start < len(self.text):
            yield start, len(self.text)

    def pieces(self) -> Iterator[float]:
        """The width of each piece between two places where a line may end, without the blank behind it."""
        for start, end in pairwise((0, *self.ends)):
            yield sum(self.widths[start:end]) - self._trailing(start, end)

    def longest_text(self) -> str:
        """The widest of these pieces, without what directs its letters."""
        widest = max(zip(self.pieces(), pairwise((0, *self.ends)), strict=True), default=(0.0, (0, 0)))[1]
        return "".join(letter for letter in self.text[slice(*widest)] if letter not in CONTROLS).strip()

    def _trailing(self, start: int, end: int) -> float:
        width = 0.0
        while end > start and (self.text[end - 1] in _BLANKS or self.text[end - 1] in CONTROLS):
            end -= 1
            width += self.widths[end]
        return width

    def _split(self, start: int, end: int, measure: float) -> list[tuple[int, int]]:
        """Lines of a piece that is too wide: at the best place inside it, at worst between clusters."""
        *better, clusters = last_resorts(self.text, self.profile.breaks, start, end)
        lines: list[tuple[int, int]] = []
        first = start
        while first < end:
            reach = self._reach(first, end, clusters, measure)
            cut = end if reach == end else self._cut(first, reach, better)
            lines.append((first, cut))
            first = cut
        return lines

    def _cut(self, first: int, reach: int, places: list[tuple[int, ...]]) -> int:
        """The last of the best places between *first* and *reach*, which is one itself."""
        for kind in places:
            inside = [place for place in kind if first < place <= reach]
            if inside:
                return inside[-1]
        return reach

    def _reach(self, first: int, end: int, clusters: tuple[int, ...], measure: float) -> int:
        """The last cluster's end so that the line from *first* fits, as it is shaped on its own; one cluster at least.

        A cut between letters that join may make either of them wider.
        """
        ends = [place for place in clusters if first < place <= end and (place == end or self.widths[place])]
        fitting, filled, last = 0, 0.0, first
        for place in ends:
            filled += sum(self.widths[last:place])
            if fitting and filled - self._trailing(last, place) > measure + _ROUNDING:
                break
            fitting, last = fitting + 1, place
        while fitting > 1 and self.line(first, ends[fitting - 1]).width > measure + _ROUNDING:
            fitting -= 1
        return ends[fitting - 1]

    def line(self, start: int, end: int) -> Line:
        """The set line of text[start:end]."""
        visible = end
        while visible > start and self.text[visible - 1] in _BLANKS:
            visible -= 1
        levels = line_levels(self.text, self.levels, start, end)
        parts = [
            (levels[a - start], self._piece(run, a, b, levels[a - start]))
            for run, a, b in self._parts(start, end, levels)
        ]
        ordered = [parts[index][1] for index in visual_order([level for level, _ in parts])]
        pieces = _without_lone_blank(tuple(piece for piece in ordered if piece.clusters))
        blank = sum(self.widths[visible:end])
        width = sum(piece.width for piece in pieces) - blank
        return Line(pieces, width, blank if self.base else 0.0)

    def _parts(self, start: int, end: int, levels: list[int]) -> Iterator[tuple[int, int, int]]:
        """Runs cut to the line, and where rule L1 changes their level."""
        for index, run in enumerate(self.runs):
            a, stop = max(start, run.start), min(end, run.end)
            while a < stop:
                b = a
                while b < stop and levels[b - start] == levels[a - start]:
                    b += 1
                yield index, a, b
                a = b

    def _piece(self, index: int, start: int, end: int, level: int) -> Piece:
        run = self.runs[index]
        glyphs = self._glyphs(index, start, end, level)
        size = self._points(run)
        span = self.spans[run.span]
        width = sum(glyph.advance for glyph in glyphs) * size / EM
        clusters = tuple(self._clusters(glyphs, end))
        return Piece(run.span, run.face, size, span.rise * self.size, bool(level & 1), clusters, width)

    def _glyphs(self, index: int, start: int, end: int, level: int) -> tuple[Glyph, ...]:
        """The glyphs of a part of a run, shaped again only where HarfBuzz says that the cut changes them."""
        run, glyphs = self.runs[index], self.glyphs[index]
        if level == run.level:
            if (start, end) == (run.start, run.end):
                return glyphs
            if start not in self.unsafe and end not in self.unsafe:
                return tuple(glyph for glyph in glyphs if start <= glyph.cluster < end)
        part = Run(start, end, run.face, run.script, level, run.span, run.language, run.control)
        return self._shape(part)

    def _clusters(self, glyphs: tuple[Glyph, ...], end: int) -> Iterator[Cluster]:
        if not glyphs:
            return
        starts = sorted({glyph.cluster for glyph in glyphs})
        stop = dict(zip(starts, [*starts[1:], end], strict=True))
        index = 0
        while index < len(glyphs):
            cluster = glyphs[index].cluster
            after = index
            while after < len(glyphs) and glyphs[after].cluster == cluster:
                after += 1
            text = "".join(c for c in self.text[cluster : stop[cluster]] if c not in CONTROLS)
            yield Cluster(text, glyphs[index:after])
            index = after


def _without_lone_blank(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The blank at the end of a line goes with the word before it: pdfium does not see one that is shown alone."""
    if len(pieces) < 2 or pieces[-1].rtl or pieces[-2].rtl or any(c.text.strip() for c in pieces[-1].clusters):
        return pieces
    *before, word, blank = pieces
    text = "".join(cluster.text for cluster in blank.clusters)[:1]  # several make one wide blank
    glyph = word.face.hb_font.get_nominal_glyph(ord(text)) if text else None
    if not glyph:
        return pieces
    cluster = Cluster(text, (Glyph(glyph, 0, blank.width * EM / word.size, 0.0, 0.0, False),))
    return (*before, replace(word, clusters=(*word.clusters, cluster), width=word.width + blank.width))
