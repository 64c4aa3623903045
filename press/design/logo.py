"""A clinic's logo: read with care, drawn once on white, stripped of everything but its pixels."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from press.problems import ExitCode, HandoutError, Problem, shown

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 12_000_000
MOST_STRETCH = 8  # times as wide as high, or as high as wide
KEPT_SIDE = 1600  # pixels: 600 dpi at the widest that a header sets a logo
PALEST = 200  # of 255: where nothing is darker than this, white paper swallows the logo

_ORIENTATION = 0x0112  # Exif 2.32, 4.6.4 A
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError, struct.error, zlib.error)
_EXPORT = "open it in the program that made it and export it as PNG, about 1,000 pixels wide"


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo as it is printed: 8-bit RGB on white, without metadata."""

    width: int  # pixels
    height: int  # pixels
    data: bytes  # a PNG file


class _UnfitError(Exception):
    """Why a picture cannot be a logo, and what to do about it."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


def read_logo(path: Path, folder: Path) -> Logo:
    """The picture at *path*, which must lie in *folder*, re-encoded for print.

    Raises:
        HandoutError: if it is missing, too large, broken, or no PNG or JPEG.
    """
    try:
        return _draw(_decode(_read(path, folder)))
    except _UnfitError as unfit:
        raise HandoutError([Problem(shown(path), 0, unfit.what, unfit.hint, ExitCode.BRAND)]) from None


def _read(path: Path, folder: Path) -> bytes:
    if path.is_symlink() and not _lies_in(path, folder):
        raise _UnfitError(
            "the logo is a link that leads out of the clinic's folder", "copy the file itself into the folder"
        )
    if not path.exists():
        raise _UnfitError("there is no such file", "copy the logo beside clinic.toml, or correct its name there")
    if not path.is_file():
        raise _UnfitError("the logo is not a file", "name a PNG or JPEG file that lies beside clinic.toml")
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _UnfitError(f"the logo cannot be read: {error.strerror}", "check who may read the file") from None
    if not data:
        raise _UnfitError("the logo is an empty file", _EXPORT)
    if len(data) > MOST_BYTES:
        raise _UnfitError("the logo is larger than 5 MB", _EXPORT)
    return data


def _lies_in(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links that lead round in a circle
        return False


def _decode(data: bytes) -> Image.Image:
    """The upright pixels of *data*.

    The two readers are called by name: `Image.open` would warn of a large
    picture, and warnings belong to the whole process.
    """
    try:
        picture = _opened(data)
        _check_size(picture)
        picture.load()
        turn = _UPRIGHT.get(picture.getexif().get(_ORIENTATION, 1))
    except _BROKEN:
        raise _UnfitError(
            "the logo is damaged or cut short", "copy it again from where it came, or " + _EXPORT
        ) from None
    return picture if turn is None else picture.transpose(turn)


def _opened(data: bytes) -> PngImageFile | JpegImageFile:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PngImageFile(BytesIO(data))
    if data.startswith(b"\xff\xd8\xff"):
        return JpegImageFile(BytesIO(data))
    raise _UnfitError(f"the logo is {_kind(data)}, not a PNG or JPEG picture", _EXPORT)


def _kind(data: bytes) -> str:
    """What *data* looks like, by its first bytes, in words."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head:
        return "an SVG drawing"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "a WebP picture"
    starts = {
        b"gif8": "a GIF picture",
        b"%pdf": "a PDF file",
        b"%!ps": "a PostScript drawing",
        b"bm": "a BMP picture",
        b"ii*\0": "a TIFF picture",
        b"mm\0*": "a TIFF picture",
        b"pk\x03\x04": "a ZIP or Office file",
        b"<": "a web page or XML file",
    }
    return next((kind for start, kind in starts.items() if head.startswith(start)), "an unknown kind of file")


def _check_size(picture: Image.Image) -> None:
    """Refuse before a pixel is decoded: 20 KB of PNG can hold 170 megapixels."""
    width, height = picture.size
    if width * height > MOST_PIXELS:
        millions = width * height / 1_000_000
        raise _UnfitError(
            f"the logo has {width} × {height} pixels ({millions:.4g} megapixels); 12 megapixels are the most", _EXPORT
        )
    if not 1 / MOST_STRETCH <= width / height <= MOST_STRETCH:
        raise _UnfitError(
            f"the logo is {width} × {height} pixels: too long and thin for a header",
            f"use a version of the logo at most {MOST_STRETCH} times as wide as high (or as high as wide)",
        )


def _draw(picture: Image.Image) -> Logo:
    """The picture on white paper, as a PNG that says nothing of where it came from."""
    if picture.mode.startswith("I"):  # 16 bits: `convert` alone would clip all but the darkest to white
        picture = picture.convert("I").point(lambda level: level / 256).convert("L")
        picture.info.clear()
    flat = Image.new("RGB", picture.size, "white")
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        flat.paste(clear, mask=clear.getchannel("A"))
    else:
        flat.paste(picture.convert("RGB"))
    darkest, _ = flat.convert("L").getextrema()
    if not isinstance(darkest, int | float) or darkest > PALEST:
        raise _UnfitError(
            "the logo is so pale that nothing of it shows on white paper",
            "use the version of the logo that is made for light grounds",
        )
    flat.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS)
    file = BytesIO()
    flat.save(file, "PNG", compress_level=1)  # the PDF compresses the pixels anew
    return Logo(*flat.size, file.getvalue())
