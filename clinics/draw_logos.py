"""Draw the logos of the example clinics: `python clinics/draw_logos.py`.

Both clinics are made up, and so are their marks. The same Pillow and the same
fonts give the same bytes.
"""

from __future__ import annotations

import math
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "fonts" / "noto-sans"
FINE = 4  # drawn this many times larger and then made smaller, for smooth edges

TEAL, LEAF, SLATE = "#0b5563", "#3f8f6b", "#33474d"
AUBERGINE, GOLD = "#2b1240", "#b8862b"


def main() -> None:
    """Draw both logos, each into its clinic's folder."""
    _willowmere().save(HERE / "example" / "logo.png", compress_level=9)
    _royal_wenderby().save(HERE / "royal-wenderby" / "logo.jpg", quality=95, subsampling=0)


def _willowmere() -> Image.Image:
    """Three willow leaves over still water, and the name beside them; clear behind, as logos come from designers."""
    logo = Image.new("RGBA", (1180 * FINE, 360 * FINE), (255, 255, 255, 0))
    pen = ImageDraw.Draw(logo)
    foot = (180 * FINE, 268 * FINE)
    for angle, length, colour in ((-38, 190, LEAF), (38, 190, LEAF), (0, 240, TEAL)):
        pen.polygon(_leaf(foot, angle, length * FINE), fill=colour)
    for row, (left, right) in enumerate(((62, 298), (104, 256))):
        _ripple(pen, (left * FINE, right * FINE), (298 + 30 * row) * FINE, TEAL)
    _write(pen, (370, 62), "Willowmere", "Bold", 128, TEAL)
    _write(pen, (374, 206), "Women’s Health", "Regular", 82, SLATE)
    return _small(logo)


def _leaf(foot: tuple[float, float], angle: float, length: float) -> list[tuple[float, float]]:
    """A pointed leaf that grows from *foot*; *angle* in degrees, clockwise from upright."""
    steps = 60
    spine = [(step / steps, 0.17 * length * math.sin(math.pi * (step / steps) ** 0.8)) for step in range(steps + 1)]
    rim = [(along * length, width) for along, width in spine] + [(a * length, -w) for a, w in reversed(spine)]
    turn = math.radians(angle)
    return [
        (
            foot[0] + along * math.sin(turn) + across * math.cos(turn),
            foot[1] - along * math.cos(turn) + across * math.sin(turn),
        )
        for along, across in rim
    ]


def _ripple(pen: ImageDraw.ImageDraw, span: tuple[int, int], height: int, colour: str) -> None:
    left, right = span
    rise, thick = 7 * FINE, 6 * FINE
    for x in range(left, right, 2):
        y = height + rise * math.sin(4 * math.pi * (x - left) / (right - left))
        pen.ellipse((x - thick, y - thick, x + thick, y + thick), fill=colour)


def _royal_wenderby() -> Image.Image:
    """A bridge of three arches over a river, between rules, and a long name in two lines."""
    logo = Image.new("RGB", (2100 * FINE, 330 * FINE), "white")
    pen = ImageDraw.Draw(logo)
    pen.rounded_rectangle(_fine(10, 15, 310, 315), radius=36 * FINE, fill=AUBERGINE)
    pen.rectangle(_fine(46, 96, 274, 196), fill="white")
    for centre in (86, 160, 234):
        pen.ellipse(_fine(centre - 30, 134, centre + 30, 194), fill=AUBERGINE)
        pen.rectangle(_fine(centre - 30, 164, centre + 30, 197), fill=AUBERGINE)
    pen.rectangle(_fine(36, 82, 284, 97), fill="white")
    for row in range(2):
        _ripple(pen, (60 * FINE, 260 * FINE), (226 + 36 * row) * FINE, GOLD)
    _write(pen, (360, 30), "Royal Wenderby and Marsh Valley", "Bold", 100, AUBERGINE)
    pen.rectangle(_fine(364, 172, 2047, 177), fill=GOLD)
    _write(pen, (362, 186), "University Hospitals Trust", "Regular", 84, AUBERGINE)
    return _small(logo)


def _fine(*values: int) -> tuple[int, ...]:
    return tuple(value * FINE for value in values)


def _write(pen: ImageDraw.ImageDraw, corner: tuple[int, int], words: str, weight: str, size: int, colour: str) -> None:
    face = ImageFont.truetype(FONTS / f"{weight}.ttf", size * FINE, layout_engine=ImageFont.Layout.BASIC)
    pen.text((corner[0] * FINE, corner[1] * FINE), words, font=face, fill=colour)


def _small(logo: Image.Image) -> Image.Image:
    return logo.resize((logo.width // FINE, logo.height // FINE), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
