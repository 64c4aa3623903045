"""Contrast as WCAG 2.2 defines it, and the nearest colour that has enough of it.

Colours are "#rrggbb" strings in sRGB throughout. Nearness is measured in OKLab
(Björn Ottosson, "A perceptual color space for image processing", 2020), where a
step of lightness leaves the hue where the eye sees it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

WHITE = "#ffffff"
BLACK = "#000000"
TEXT_RATIO = 7.0  # WCAG 2.2, 1.4.6 Contrast (Enhanced): a patient may read by night light, or after eye drops
GRAPHIC_RATIO = 3.0  # WCAG 2.2, 1.4.11 Non-text Contrast

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_STEPS = 500  # of lightness between black and white; finer steps fall between two 8-bit colours


class Lab(NamedTuple):
    """A colour in OKLab: lightness 0–1, and two axes of hue."""

    lightness: float
    a: float
    b: float


class _Linear(NamedTuple):
    red: float
    green: float
    blue: float


def is_colour(text: str) -> bool:
    """Whether *text* is a colour as "#rrggbb"."""
    return _HEX.fullmatch(text) is not None


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of *colour*, each 0–255.

    Raises:
        ValueError: if it is not "#rrggbb".
    """
    if not is_colour(colour):
        raise ValueError(f"not a colour as #rrggbb: {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """The relative luminance of *colour*, 0 (black) to 1 (white) (WCAG 2.2, "relative luminance")."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    """The contrast of two colours, 1 to 21, whichever is the darker (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((luminance(a), luminance(b)))
    return (lighter + 0.05) / (darker + 0.05)


def nearest_passing(colour: str, ground: str, ratio: float) -> str:
    """The colour nearest to *colour* that has a contrast of at least *ratio* on *ground*.

    Lightness moves and hue stays; chroma gives way only where the screen and
    the press have no such colour.

    Raises:
        ValueError: if not even black or white has that contrast on *ground*.
    """
    if contrast(colour, ground) >= ratio:
        return colour.lower()
    wanted = lab(colour)
    found = [
        next((shade for shade in shades if contrast(shade, ground) >= ratio), end)
        for shades, end in ((_shades(wanted, -1), BLACK), (_shades(wanted, +1), WHITE))
    ]
    passing = [shade for shade in found if contrast(shade, ground) >= ratio]
    if not passing:
        raise ValueError(f"no colour has a contrast of {ratio} on {ground}")
    return min(passing, key=lambda shade: math.dist(lab(shade), wanted))


def tint(colour: str, amount: float) -> str:
    """A pale ground with *amount* (0–1) of *colour* in white, on which black text keeps its contrast."""
    return nearest_passing(blend(colour, amount, WHITE), BLACK, TEXT_RATIO)


def blend(colour: str, amount: float, ground: str) -> str:
    """*ground* with *amount* (0–1) of *colour* in it."""
    pairs = zip(channels(colour), channels(ground), strict=True)
    return _hex(round(below - (below - above) * amount) for above, below in pairs)


def lab(colour: str) -> Lab:
    """*colour* in OKLab."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return Lab(
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _linear(colour: str) -> _Linear:
    """The light of each channel, 0–1; the threshold is WCAG 2.2's 0.04045, no longer 2.1's 0.03928."""
    values = (channel / 255 for channel in channels(colour))
    return _Linear(*(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values))


def _encode(light: float) -> int:
    value = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(255 * min(max(value, 0.0), 1.0))


def _hex(values: Iterable[int]) -> str:
    return "#" + "".join(f"{value:02x}" for value in values)


def _light(colour: Lab) -> _Linear:
    """The inverse of `lab`; channels outside 0–1 are colours that no screen shows."""
    long = (colour.lightness + 0.3963377774 * colour.a + 0.2158037573 * colour.b) ** 3
    medium = (colour.lightness - 0.1055613458 * colour.a - 0.0638541728 * colour.b) ** 3
    short = (colour.lightness - 0.0894841775 * colour.a - 1.2914855480 * colour.b) ** 3
    return _Linear(
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _shades(colour: Lab, direction: int) -> Iterator[str]:
    """*colour* lighter (+1) or darker (-1), step by step, as far as lightness goes."""
    for step in range(1, _STEPS + 1):
        lightness = colour.lightness + direction * step / _STEPS
        if not 0 <= lightness <= 1:
            return
        yield _shown(colour._replace(lightness=lightness))


def _shown(colour: Lab) -> str:
    """The nearest "#rrggbb" of the same lightness and hue: chroma is lowered until all channels lie in 0–1."""
    low, high = 0.0, 1.0
    if not _fits(_light(colour)):
        for _ in range(12):
            middle = (low + high) / 2
            low, high = (middle, high) if _fits(_light(_duller(colour, middle))) else (low, middle)
        colour = _duller(colour, low)
    return _hex(_encode(value) for value in _light(colour))


def _duller(colour: Lab, share: float) -> Lab:
    return Lab(colour.lightness, colour.a * share, colour.b * share)


def _fits(light: _Linear) -> bool:
    return all(-1e-6 <= value <= 1 + 1e-6 for value in light)
