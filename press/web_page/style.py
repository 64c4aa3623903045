"""The style sheet of one page: its colours, its letters, and the rules that all pages share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import lru_cache
from importlib import resources

from press.design.colour import BLACK, WHITE
from press.design.sheet import Palette, night
from press.places import LanguageProfile
from press.web_page.letters import Letters

_LEAST_LEADING = 1.5  # of prose on a screen (WCAG 2.2, 1.4.8)
_TIGHT = 0.9  # leading of headings, times the language's own, where its letters have room for it: as on paper


def style_sheet(palette: Palette, letters: Letters, rows: frozenset[int]) -> str:
    """The whole style sheet; *rows* are the numbers of rows that parts stand in beside another language."""
    spans = "".join(f".rows-{number}{{grid-row-end:span {number}}}" for number in sorted(rows))
    return "\n".join(
        [
            *letters.font_faces(),
            f":root{{{_colours(palette)}}}",
            f"@media (prefers-color-scheme:dark){{:root{{{_colours(night(palette))}}}}}",
            f"@media print{{:root{{{_colours(_printed(palette))}}}}}",
            *_languages(letters),
            _shared_rules(),
            f"@media screen and (min-width:56em){{{spans}}}",
        ]
    )


def _colours(palette: Palette) -> str:
    return "".join(f"--{name.replace('_', '-')}:{colour};" for name, colour in asdict(palette).items())


def _printed(palette: Palette) -> Palette:
    """Black on white: printers set no grounds unless they are asked to."""
    return replace(palette, ink=BLACK, soft_ink=palette.ink, ground=WHITE, alarm=BLACK)


def _languages(letters: Letters) -> Iterator[str]:
    """Each language in its own letters, on lines as far apart as they need."""
    for profile, names in letters.languages():
        own, *others = (f'"{name}"' for name in names)
        yield (
            f'[lang="{profile.language.tag}"]{{--others:{",".join([*others, own, "sans-serif"])};'
            f"font-family:{','.join([own, *others, 'sans-serif'])};"
            f"--leading:{max(_LEAST_LEADING, profile.leading):g};--tight:{_tight(profile):g}}}"
        )


def _tight(profile: LanguageProfile) -> float:
    """The leading of headings; letters that are set larger than Latin have no room to give."""
    return round(profile.leading * (_TIGHT if profile.size == 1 else 1.0), 3)


@lru_cache(maxsize=1)
def _shared_rules() -> str:
    return resources.files("press.web_page").joinpath("page.css").read_text(encoding="utf-8").strip()
