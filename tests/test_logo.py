"""Logos: what is refused, and what is left of those that are not."""

from __future__ import annotations

import pickle
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from press.design.logo import KEPT_SIDE, Logo, read_logo
from press.problems import ExitCode, HandoutError

MARK = (11, 85, 99)


def picture(mode: str = "RGB", size: tuple[int, int] = (60, 30)) -> Image.Image:
    """A mark on white: the left third is dark."""
    drawn = Image.new("RGB", size, "white")
    drawn.paste(MARK, (0, 0, size[0] // 3, size[1]))
    return drawn.convert(mode)


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def read(folder: Path, data: bytes, name: str = "logo.png") -> Logo:
    (folder / name).write_bytes(data)
    return read_logo(folder / name, folder)


def pixels(logo: Logo) -> Image.Image:
    image = Image.open(BytesIO(logo.data))
    assert (image.format, image.mode, image.size) == ("PNG", "RGB", (logo.width, logo.height))
    return image


def chunks(data: bytes) -> set[bytes]:
    names, at = set(), 8
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        names.add(name)
        at += 12 + length
    return names


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def huge_png(side: int) -> bytes:
    """Some kilobytes that unpack to *side* × *side* pixels."""
    rows = zlib.compressobj(9)
    data = b"".join(rows.compress(bytes(1 + side // 8)) for _ in range(side)) + rows.flush()
    header = struct.pack(">2I5B", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


NOISE = Image.effect_noise((400, 300), 90)

REFUSED = {
    "empty": (b"", "the logo is an empty file"),
    "svg": (
        b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>',
        "the logo is an SVG drawing, not a PNG",
    ),
    "svg with a byte order mark": (b"\xef\xbb\xbf <svg/>", "the logo is an SVG drawing"),
    "gif": (encoded(picture("P"), "GIF"), "the logo is a GIF picture"),
    "webp": (encoded(picture(), "WEBP"), "the logo is a WebP picture"),
    "tiff": (encoded(picture(), "TIFF"), "the logo is a TIFF picture"),
    "bmp": (encoded(picture(), "BMP"), "the logo is a BMP picture"),
    "pdf": (b"%PDF-1.7\n", "the logo is a PDF file"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "the logo is a PostScript drawing"),
    "web page": (b"<!doctype html><p>Not found</p>", "the logo is a web page"),
    "zip": (b"PK\x03\x04....", "the logo is a ZIP or Office file"),
    "text": (b"hello", "the logo is an unknown kind of file"),
    "half a jpeg": (encoded(NOISE, "JPEG")[:9000], "the logo is damaged or cut short"),
    "half a png": (encoded(NOISE)[:9000], "the logo is damaged or cut short"),
    "head of a jpeg": (b"\xff\xd8\xff\xe0", "the logo is damaged or cut short"),
    "head of a png": (b"\x89PNG\r\n\x1a\n", "the logo is damaged or cut short"),
    "png with a broken checksum": (
        encoded(picture()).replace(b"IHDR\0\0\0\x3c", b"IHDR\0\0\0\x3d"),
        "damaged or cut short",
    ),
    "png of no width": (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", 0, 9, 8, 2, 0, 0, 0)) + chunk(b"IEND", b""),
        "damaged or cut short",
    ),
    "too many bytes": (encoded(picture()) + bytes(5 * 1024 * 1024), "the logo is larger than 5 MB"),
    "more pixels than allowed": (huge_png(3500), "3500 × 3500 pixels (12.25 megapixels); 12 megapixels are the most"),
    "pixels that Pillow warns of": (huge_png(10_000), "10000 × 10000 pixels (100 megapixels)"),
    "pixels that Pillow refuses": (huge_png(14_000), "14000 × 14000 pixels (196 megapixels)"),
    "too wide": (encoded(picture(size=(810, 100))), "810 × 100 pixels: too long and thin"),
    "too high": (encoded(picture(size=(100, 810))), "100 × 810 pixels: too long and thin"),
    "white on clear": (encoded(Image.new("RGBA", (60, 30), (255, 255, 255, 90))), "nothing of it shows on white paper"),
    "wholly clear": (encoded(Image.new("RGBA", (60, 30), (0, 0, 0, 0))), "nothing of it shows on white paper"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_unfit_logos_are_refused_with_a_reason_and_a_hint(case: str, tmp_path: Path) -> None:
    data, what = REFUSED[case]
    with pytest.raises(HandoutError) as caught:
        read(tmp_path, data)
    (problem,) = caught.value.problems
    assert what in problem.what
    assert problem.hint
    assert problem.place.endswith("logo.png")
    assert caught.value.exit_code == ExitCode.BRAND


@pytest.mark.parametrize("size", [(800, 100), (100, 800)])
def test_eight_to_one_is_still_a_logo(size: tuple[int, int], tmp_path: Path) -> None:
    logo = read(tmp_path, encoded(picture(size=size)))
    assert (logo.width, logo.height) == size


def test_a_missing_logo_is_named(tmp_path: Path) -> None:
    with pytest.raises(HandoutError, match="there is no such file"):
        read_logo(tmp_path / "logo.png", tmp_path)


def test_a_folder_is_no_logo(tmp_path: Path) -> None:
    (tmp_path / "logo.png").mkdir()
    with pytest.raises(HandoutError, match="the logo is not a file"):
        read_logo(tmp_path / "logo.png", tmp_path)


def test_a_link_may_not_leave_the_folder(tmp_path: Path) -> None:
    clinic = tmp_path / "clinic"
    clinic.mkdir()
    (tmp_path / "secret.png").write_bytes(encoded(picture()))
    (clinic / "logo.png").symlink_to("../secret.png")
    with pytest.raises(HandoutError, match="a link that leads out of the clinic's folder"):
        read_logo(clinic / "logo.png", clinic)


def test_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "logo.png").symlink_to("logo.png")
    with pytest.raises(HandoutError, match="the logo is a link"):
        read_logo(tmp_path / "logo.png", tmp_path)


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "mark.png").write_bytes(encoded(picture()))
    (tmp_path / "logo.png").symlink_to("mark.png")
    assert read_logo(tmp_path / "logo.png", tmp_path).width == 60


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_content_decides_and_not_the_name(kind: str, tmp_path: Path) -> None:
    assert read(tmp_path, encoded(picture(), kind), "logo.gif").width == 60


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1", "RGBA", "LA"])
def test_every_kind_of_png_becomes_rgb(mode: str, tmp_path: Path) -> None:
    image = pixels(read(tmp_path, encoded(picture(mode))))
    dark, light = image.crop((0, 0, 20, 30)), image.crop((20, 0, 60, 30))
    assert ImageStat.Stat(dark.convert("L")).mean[0] < 80  # a mean, because black and white are scattered dots
    assert ImageStat.Stat(light).extrema == [(255, 255)] * 3


def test_cmyk_becomes_rgb(tmp_path: Path) -> None:
    image = pixels(read(tmp_path, encoded(picture("CMYK"), "JPEG", quality=95)))
    dark, light = image.getpixel((5, 5)), image.getpixel((50, 20))
    assert all(abs(a - b) < 6 for a, b in zip(dark, MARK, strict=True))
    assert min(light) > 249


def test_sixteen_bits_are_scaled_and_not_clipped(tmp_path: Path) -> None:
    grey = Image.new("I;16", (60, 30), 0x8000)
    image = pixels(read(tmp_path, encoded(grey)))
    assert image.getpixel((5, 5)) == (128, 128, 128)


def test_clear_parts_become_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (60, 30), (0, 0, 0, 0))
    clear.paste((*MARK, 255), (0, 0, 20, 30))
    clear.paste((0, 0, 0, 128), (20, 0, 40, 30))
    image = pixels(read(tmp_path, encoded(clear)))
    assert [image.getpixel((x, 5)) for x in (5, 25, 50)] == [MARK, (127, 127, 127), (255, 255, 255)]


def test_a_clear_colour_of_a_palette_becomes_white(tmp_path: Path) -> None:
    image = pixels(read(tmp_path, encoded(picture("1").convert("P"), transparency=255)))
    assert image.getpixel((50, 20)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_camera_s_orientation_is_applied(orientation: int, kind: str, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = pixels(read(tmp_path, encoded(picture(), kind, exif=exif)))
    corner = {1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top", 7: "bottom", 8: "bottom"}[orientation]
    width, height = image.size
    assert (width, height) == ((60, 30) if orientation < 5 else (30, 60))
    spot = {
        "left": (3, height // 2),
        "right": (width - 3, height // 2),
        "top": (width // 2, 3),
        "bottom": (width // 2, height - 3),
    }
    dark = [side for side, at in spot.items() if image.getpixel(at)[0] < 60]
    assert dark == [corner]


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_nothing_but_pixels_is_left(kind: str, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Photographed at home"
    logo = read(tmp_path, encoded(picture(), kind, exif=exif, dpi=(300, 300), icc_profile=b"a profile"))
    assert chunks(logo.data) == {b"IHDR", b"IDAT", b"IEND"}
    assert b"home" not in logo.data


def test_a_logo_is_the_same_each_time(tmp_path: Path) -> None:
    first, second = (read(tmp_path, encoded(picture(), "PNG")) for _ in range(2))
    assert first == second
    assert len({first, second, pickle.loads(pickle.dumps(first))}) == 1  # noqa: S301 - our own bytes
    assert first != read(tmp_path, encoded(picture(size=(60, 31))))


def test_a_large_logo_is_made_as_large_as_print_needs(tmp_path: Path) -> None:
    logo = read(tmp_path, encoded(picture(size=(3600, 1800))))
    assert (logo.width, logo.height) == (KEPT_SIDE, KEPT_SIDE // 2)
