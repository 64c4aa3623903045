"""Paper, type scale and palette: how a sheet looks, whatever it says.

A design has no setting that could hide a part of a sheet: sizes have floors,
and text takes its colours from a palette whose contrast is computed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from press.design.colour import TEXT_RATIO, blend, contrast, luminance, nearest_passing, tint
from press.design.settings import Shape, check_settings, read_settings
from press.document import Voice
from press.problems import ExitCode, HandoutError, Problem, RefusedError

MM = 72 / 25.4
PAPERS = {"a4": (210 * MM, 297 * MM), "letter": (612.0, 792.0)}
# What a design gives a size to: each voice of a paragraph, and what is no paragraph.
_SIZED = (
    *(voice.value for voice in Voice),
    "table-head",
    "heading-1",
    "heading-2",
    "heading-3",
    "heading-quiet",
    "running",
    "band",
)
# Points; all other text has the floor of body.
_LEAST_SIZE = {"fine": 7.5, "running": 7.5, "contact": 8.0, "department": 8.0, "heading-quiet": 9.0, "band": 8.0}
_LEAST_BODY = 12.0
_MOST_SIZE = 72
_INK = "#1a1a1a"
_SOFT_INK = "#4a4a4a"
_RULE = "#8c8c8c"
_NIGHT = "#14181a"
_NIGHT_INK = "#f2f2f2"
_SOFT_NIGHT_INK = "#cbcfd1"


@dataclass(frozen=True, slots=True)
class Gaps:
    """White space in points, before it is stretched to fill the pages."""

    heading: float
    under_heading: float
    block: float
    item: float
    question: float
    under_question: float
    box: float


@dataclass(frozen=True, slots=True)
class Design:
    """Margins, gaps and sizes in points."""

    name: str
    summary: str
    top: float
    side: float
    bottom: float
    header: float  # the height of the clinic's block, the same for every brand
    measure: float  # the longest line of prose, times the size
    booklet: bool  # two pages stand on each side of the paper, to be folded
    stretch: tuple[float, float]
    gaps: Gaps
    sizes: tuple[tuple[str, float], ...]

    def size(self, voice: str) -> float:
        """The size of a voice, in points of Latin letters."""
        return dict(self.sizes)[voice]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as "#rrggbb"; text on its ground has a contrast of at least 7 : 1 (WCAG 2.2, 1.4.6)."""

    ink: str
    soft_ink: str
    brand: str
    ground: str  # pale, of the brand
    rule: str
    alarm: str  # the bar of the get-help box: dark enough to print black on a grey printer
    paper: str = "#ffffff"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A design on one paper in one palette."""

    design: Design
    palette: Palette
    width: float
    height: float


def _stretch(value: list[float]) -> list[float]:
    if len(value) != 2 or not 0.3 <= value[0] <= 1 <= value[1] <= 4:
        raise RefusedError("must be two numbers", "how far gaps close up (0.3 to 1) and open (1 to 4): [0.6, 1.8]")
    return value


class _Page(Shape):
    top: Annotated[float, Field(ge=18, le=120)]
    side: Annotated[float, Field(ge=24, le=160)]
    bottom: Annotated[float, Field(ge=28, le=120)]
    header: Annotated[float, Field(ge=48, le=200)]
    measure: Annotated[float, Field(ge=20, le=40)]
    booklet: bool = False
    stretch: Annotated[list[float], AfterValidator(_stretch)]


_Gap = Annotated[float, Field(ge=0, le=72)]


class _Gaps(Shape):
    heading: _Gap
    under_heading: _Gap
    block: _Gap
    item: _Gap
    question: _Gap
    under_question: _Gap
    box: Annotated[float, Field(ge=4, le=72)]


def _sizes(value: dict[str, float]) -> dict[str, float]:
    missing = sorted(set(_SIZED) - set(value))
    unknown = sorted(set(value) - set(_SIZED))
    if missing:
        raise RefusedError(f"{', '.join(missing)} is missing", "give each voice a size in points")
    if unknown:
        raise RefusedError(f"there is no voice {', '.join(unknown)}", f"the voices are {', '.join(_SIZED)}")
    for voice, size in value.items():
        least = _LEAST_SIZE.get(voice, _LEAST_BODY)
        if not least <= size <= _MOST_SIZE:
            raise RefusedError(f"{voice} is {size:g} points", f"the least is {least:g}, the most {_MOST_SIZE}")
    return value


_SIZES = {
    "type": "object",
    "properties": {
        voice: {"type": "number", "minimum": _LEAST_SIZE.get(voice, _LEAST_BODY), "maximum": _MOST_SIZE}
        for voice in _SIZED
    },
    "required": list(_SIZED),
    "additionalProperties": False,
}


class DesignShape(Shape):
    """The settings of a design. Lengths are points."""

    summary: str
    page: _Page
    gaps: _Gaps
    sizes: Annotated[dict[str, float], AfterValidator(_sizes), WithJsonSchema(_SIZES)]


def read_design(designs: Path, name: str) -> Design:
    """The design *name* from templates/designs/<name>.toml.

    Raises:
        HandoutError: if there is none of that name, or naming every fault of its file.
    """
    known = sorted(path.stem for path in designs.glob("*.toml"))
    if name not in known:
        raise HandoutError(
            [Problem("", 0, f"there is no design “{name}”", f"choose one of: {', '.join(known)}", ExitCode.BRAND)]
        )
    file = read_settings(designs / f"{name}.toml", "")
    shape, problems = check_settings(file, DesignShape)
    if shape is None:
        raise HandoutError(problems)
    page = shape.page
    gaps = Gaps(**shape.gaps.model_dump())
    return Design(
        name=name,
        summary=shape.summary,
        top=page.top,
        side=page.side,
        bottom=page.bottom,
        header=page.header,
        measure=page.measure,
        booklet=page.booklet,
        stretch=(page.stretch[0], page.stretch[1]),
        gaps=gaps,
        sizes=tuple(shape.sizes.items()),
    )


def palette(primary: str) -> Palette:
    """The colours of a sheet in a clinic's colour, which has 7 : 1 with white already (press.design.brand)."""
    ground = tint(primary, 0.08)
    alarm = _INK
    return _readable(Palette(_INK, _SOFT_INK, primary, ground, _RULE, alarm))


@lru_cache(maxsize=256)
def night(day: Palette) -> Palette:
    """The same sheet on a dark screen: light letters, and the clinic's colour as light as it must be."""
    ground = blend(day.brand, 0.22, _NIGHT)
    brand = nearest_passing(day.brand, max(ground, _NIGHT, key=luminance), TEXT_RATIO)
    return _readable(Palette(_NIGHT_INK, _SOFT_NIGHT_INK, brand, ground, _RULE, _NIGHT_INK, _NIGHT))


def _readable(made: Palette) -> Palette:
    """*made*, if all that is set in it can be read."""
    grounds = made.paper, made.ground
    pairs = [(ink, below) for ink in (made.ink, made.soft_ink) for below in grounds] + [(made.brand, made.paper)]
    for ink, below in pairs:
        if contrast(ink, below) < TEXT_RATIO:
            raise AssertionError(f"{ink} on {below} is too faint")
    return made


def quiet(sheet: Sheet) -> Sheet:
    """The look of the second language of a sheet: in grey, without large words."""
    sizes = dict(sheet.design.sizes)
    sizes |= {"main-message": sizes["body"], "heading-1": sizes["heading-2"], "call": sizes["body"]}
    palette = replace(sheet.palette, ink=sheet.palette.soft_ink, brand=sheet.palette.soft_ink)
    return replace(sheet, design=replace(sheet.design, sizes=tuple(sizes.items())), palette=palette)


def sheet(design: Design, primary: str, paper: str) -> Sheet:
    """A design on *paper* ("a4", "letter"), of a booklet on half of it, in the colours that go with *primary*."""
    width, height = PAPERS[paper]
    if design.booklet:
        width, height = height / 2, width
    return Sheet(design, palette(primary), width, height)
