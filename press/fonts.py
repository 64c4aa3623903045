"""The faces that set each script: coverage, metrics and subsets.

A face is read once a process and never changes. A missing glyph is an error
that names the character and the fonts; no box is ever printed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from fontTools import unicodedata as scripts
from fontTools.ttLib import TTFont

from press.caches import is_off_the_record, kept
from press.problems import ExitCode, HandoutError, Problem, shown

EM = 1000  # PDF's glyph space: thousandths of the size (ISO 32000-1, 9.2.4)

_LEAST_LETTERS = 10  # that draw a script; a face may hold fewer of a neighbour's

# Vowel signs of Khmer that a shaper takes apart into U+17C1 and themselves (OpenType, "Developing OpenType Fonts for
# Khmer Script"); Unicode has no decomposition of them.
_KHMER_SPLIT, _KHMER_E = frozenset("\u17be\u17bf\u17c0\u17c4\u17c5"), "\u17c1"
_NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)  # of `name` in a web font: what it is, whose, and its licence

# Layout tables have done their work once glyph ids are chosen; a PDF viewer reads none of these.
_DROPPED = (
    *("GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "kern", "name", "post", "OS/2", "cmap"),
    *("STAT", "gasp", "vhea", "vmtx", "VORG", "meta", "DSIG", "HVAR", "MVAR"),
)


@dataclass(frozen=True, slots=True)
class Subset:
    """A font program with only the glyphs of one document."""

    data: bytes
    glyph_ids: dict[int, int]  # from the face's to the subset's


class Face:
    """One weight of a family, with its measures in thousandths of the size."""

    def __init__(self, family: str, strong: bool, path: Path) -> None:
        self.family = family
        self.strong = strong
        self._data = path.read_bytes()
        self.hb_face = hb.Face(hb.Blob(self._data))
        self.hb_font = hb.Font(self.hb_face)
        self.scale = EM / self.hb_face.upem
        self.coverage: frozenset[int] = frozenset(self.hb_face.unicodes)
        with TTFont(path, lazy=True) as font:
            self._read_measures(font, path)
        self._advances: dict[int, float] = {}
        self._inks: dict[int, tuple[float, float]] = {}
        self._subset = kept(64)(self._make_subset)
        self._web_font = kept(16)(self._make_web_font)

    def _read_measures(self, font: Any, path: Path) -> None:
        head, hhea, os2 = font["head"], font["hhea"], font["OS/2"]
        self.postscript_name = str(font["name"].getDebugName(6) or path.stem).replace(" ", "")
        self.bounds = tuple(round(v * self.scale) for v in (head.xMin, head.yMin, head.xMax, head.yMax))
        self.ascent = hhea.ascent * self.scale
        self.descent = hhea.descent * self.scale
        self.cap_height = (getattr(os2, "sCapHeight", 0) or os2.sTypoAscender) * self.scale
        self.italic_angle = float(font["post"].italicAngle)

    def __repr__(self) -> str:
        return f"Face({self.family!r}, strong={self.strong})"

    def advance(self, glyph: int) -> float:
        """The width of *glyph* in thousandths of the size."""
        width = self._advances.get(glyph)
        if width is None:
            width = self._advances[glyph] = round(self.hb_font.get_glyph_h_advance(glyph) * self.scale, 2)
        return width

    def ink(self, glyph: int) -> tuple[float, float]:
        """How far *glyph* reaches above and below the baseline, in thousandths of the size."""
        extents = self._inks.get(glyph)
        if extents is None:
            box = self.hb_font.get_glyph_extents(glyph)
            top, height = (box.y_bearing, box.height) if box else (0, 0)
            extents = self._inks[glyph] = top * self.scale, -(top + height) * self.scale
        return extents

    def subset(self, glyphs: frozenset[int]) -> Subset:
        """The font program with *glyphs* only; the same glyphs give the same bytes."""
        return self._subset(glyphs)

    def _make_subset(self, glyphs: frozenset[int]) -> Subset:
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyphs | {0})
        flags = hb.SubsetFlags
        wanted.flags = flags.NO_HINTING | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE
        for tag in _DROPPED:
            wanted.drop_table_tag_set.add(int.from_bytes(tag.ljust(4).encode(), "big"))
        plan = hb.SubsetPlan(self.hb_face, wanted)
        data = plan.execute().blob.data
        return Subset(data, dict(plan.old_to_new_glyph_mapping.items()))

    def web_font(self, characters: frozenset[str]) -> bytes:
        """A WOFF file that shapes *characters* as the whole face does; the same characters give the same bytes."""
        return self._web_font(characters)

    def _make_web_font(self, characters: frozenset[str]) -> bytes:
        wanted = hb.SubsetInput()
        wanted.unicode_set.update(map(ord, _with_parts(characters)))
        wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
        for name in _NAMES:
            wanted.name_id_set.add(name)
        data = hb.SubsetPlan(self.hb_face, wanted).execute().blob.data
        file = BytesIO()
        with TTFont(BytesIO(data), recalcTimestamp=False) as font:
            font.flavor = "woff"
            font.save(file, reorderTables=False)
        return file.getvalue()


class Stack:
    """Faces in the order of fallback, for one language and weight."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        self.faces = faces
        self.first = faces[0]  # the face that the language is meant to be set in
        self._found: dict[str, Face | None] = {}

    def face_for(self, character: str) -> Face | None:
        """The first face that has *character*, or None."""
        try:
            return self._found[character]
        except KeyError:
            code = ord(character)
            face = next((face for face in self.faces if code in face.coverage), None)
            self._found[character] = face
            return face


class FontLibrary:
    """The families of fonts/, loaded when first used."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._faces: dict[tuple[str, bool], Face] = {}
        self._foreign: dict[tuple[str, bool], Face | None] = {}
        self._stacks: dict[tuple[tuple[str, ...], bool], Stack] = {}

    def face(self, family: str, strong: bool = False) -> Face:
        """The regular or bold face of a family.

        Raises:
            HandoutError: if fonts/ has no such family.
        """
        key = family, strong
        if key not in self._faces:
            path = self._folder / family / ("Bold.ttf" if strong else "Regular.ttf")
            if not path.is_file():
                raise HandoutError(
                    [
                        Problem(
                            shown(path),
                            0,
                            f"the font family “{family}” is not there",
                            "a language's `fonts` name folders of fonts/; fonts/README.md lists them",
                            ExitCode.BRAND,
                        )
                    ]
                )
            self._faces[key] = Face(family, strong, path)
        return self._faces[key]

    def any_face(self, character: str, strong: bool = False) -> Face | None:
        """The first family, of all there are, that has *character*: for a name in another script than the text's."""
        key = character, strong
        if key not in self._foreign:
            names = (path.parent.name for path in self._regular_faces())
            faces = (self.face(name, strong) for name in names)
            self._foreign[key] = next((face for face in faces if ord(character) in face.coverage), None)
        return self._foreign[key]

    def stack(self, families: tuple[str, ...], strong: bool = False) -> Stack:
        """The faces of *families* in one weight."""
        key = families, strong
        if key not in self._stacks:
            self._stacks[key] = Stack(tuple(self.face(family, strong) for family in families))
        return self._stacks[key]

    def drawing(self, script: str) -> str:
        """The family with the most letters of a script of Unicode ("Deva"); empty if none can set it."""
        letters = {path.parent.name: self._letters(path.parent.name, script) for path in self._regular_faces()}
        best = max(letters, key=lambda family: letters[family], default="")
        return best if letters.get(best, 0) >= _LEAST_LETTERS else ""

    def has(self, family: str) -> bool:
        """Whether fonts/ has a family of that name."""
        return any(path.parent.name == family for path in self._regular_faces())

    def _regular_faces(self) -> list[Path]:
        return sorted(self._folder.glob("*/Regular.ttf"))

    def _letters(self, family: str, script: str) -> int:
        letters = (chr(code) for code in self.face(family).coverage)
        return sum(scripts.script(letter) == script for letter in letters if letter.isalpha())


def _with_parts(characters: frozenset[str]) -> frozenset[str]:
    """*characters*, and those that a shaper may take them apart into."""
    parts = {part for character in characters for part in unicodedata.normalize("NFKD", character)}
    khmer = {_KHMER_E} if characters & _KHMER_SPLIT else set()
    return characters | parts | khmer


def is_right_to_left(script: str) -> bool:
    """Whether lines of a script of Unicode run from right to left; what Unicode does not know runs as Latin does."""
    return bool(scripts.script_horizontal_direction(script, "LTR") == "RTL")


def missing_glyph(character: str, text: str, families: tuple[str, ...], tag: str) -> HandoutError:
    """The error for a character that no font of the language has; off the record it says neither which nor where."""
    name = unicodedata.name(character, "a character without a name")
    what = f"no font has “{character}” (U+{ord(character):04X}, {name.lower()}) in “{text.strip()[:40]}”"
    hint = (
        f"looked in {', '.join(families)}; write it otherwise, or add a font that has it to `fonts` "
        f"in locales/{tag}/language.toml"
    )
    if is_off_the_record():
        what, hint = "no font has one of the characters", "build the sheet without personal lines to see which"
    return HandoutError([Problem(f"language {tag}", 0, what, hint, ExitCode.BRAND)])
