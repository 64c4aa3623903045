"""Contrast against published values, and colours that are mended to pass."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.design.colour import (
    BLACK,
    TEXT_RATIO,
    WHITE,
    channels,
    contrast,
    is_colour,
    lab,
    luminance,
    nearest_passing,
    tint,
)

colours = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: "#{:02x}{:02x}{:02x}".format(*rgb))


@pytest.mark.parametrize(
    ("a", "b", "ratio"),
    [
        (WHITE, BLACK, 21.0),
        (WHITE, WHITE, 1.0),
        ("#767676", WHITE, 4.54),  # the lightest grey that WCAG's AA lets stand on white
        ("#777777", WHITE, 4.48),  # the next one fails
        ("#595959", WHITE, 7.00),
        ("#949494", WHITE, 3.03),
        ("#ff0000", WHITE, 4.00),
        ("#00ff00", WHITE, 1.37),
        ("#0000ff", WHITE, 8.59),
        ("#0000ff", BLACK, 2.44),
    ],
)
def test_contrast_is_as_published(a: str, b: str, ratio: float) -> None:
    assert round(contrast(a, b), 2) == ratio
    assert contrast(a, b) == contrast(b, a)


def test_luminance_of_the_primaries_is_their_weight() -> None:
    assert [round(luminance(colour), 4) for colour in ("#ff0000", "#00ff00", "#0000ff")] == [0.2126, 0.7152, 0.0722]


@pytest.mark.parametrize(
    ("colour", "expected"),
    [(WHITE, (1.0, 0.0, 0.0)), ("#ff0000", (0.628, 0.2249, 0.1258)), ("#0000ff", (0.452, -0.0325, -0.3115))],
)
def test_oklab_is_as_published(colour: str, expected: tuple[float, float, float]) -> None:
    assert lab(colour) == pytest.approx(expected, abs=5e-4)


@pytest.mark.parametrize("text", ["#fff", "ffffff", "#gggggg", "#ffffff ", "red", "", "#ffffff\n", "#٠٠٠٠٠٠"])
def test_anything_but_six_digits_is_no_colour(text: str) -> None:
    assert not is_colour(text)
    with pytest.raises(ValueError, match="not a colour"):
        channels(text)


@given(colours, st.sampled_from([WHITE, BLACK, "#f2f2f2", "#0b5563"]), st.floats(1, 7))
def test_the_nearest_passing_colour_passes(colour: str, ground: str, ratio: float) -> None:
    assert contrast(nearest_passing(colour, ground, ratio), ground) >= ratio


@given(colours)
def test_a_colour_that_passes_is_left_alone(colour: str) -> None:
    mended = nearest_passing(colour, WHITE, TEXT_RATIO)
    assert (mended == colour) == (contrast(colour, WHITE) >= TEXT_RATIO)


@given(colours)
def test_a_mended_colour_only_just_passes(colour: str) -> None:
    if contrast(colour, WHITE) < TEXT_RATIO:
        assert contrast(nearest_passing(colour, WHITE, TEXT_RATIO), WHITE) < TEXT_RATIO * 1.05


@pytest.mark.parametrize("colour", ["#3a86ff", "#e63946", "#2a9d8f", "#ffb703", "#8338ec", "#ff006e"])
def test_a_mended_colour_keeps_its_hue(colour: str) -> None:
    before, after = lab(colour), lab(nearest_passing(colour, WHITE, TEXT_RATIO))
    turned = math.degrees(math.atan2(after.b, after.a) - math.atan2(before.b, before.a))
    assert abs((turned + 180) % 360 - 180) < 3


def test_on_a_middle_ground_the_nearer_way_is_taken() -> None:
    assert nearest_passing("#888888", "#777777", 4) > "#888888"
    assert nearest_passing("#222222", "#777777", 4) < "#222222"


def test_a_contrast_that_no_colour_has_is_an_error() -> None:
    with pytest.raises(ValueError, match="no colour has a contrast of 7"):
        nearest_passing("#3a86ff", "#777777", 7)


@given(colours, st.floats(0, 1))
def test_black_text_stays_readable_on_every_tint(colour: str, amount: float) -> None:
    assert contrast(tint(colour, amount), BLACK) >= TEXT_RATIO


def test_tints_run_from_white_to_the_colour() -> None:
    assert tint("#0b5563", 0) == WHITE
    assert tint("#ffd166", 1) == "#ffd166"
    assert luminance(tint("#0b5563", 0.05)) > luminance(tint("#0b5563", 0.15))
