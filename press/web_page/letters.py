"""The letters of a page: which characters each face must bring, and the rules that embed it.

A phone may lack a font for the patient's script, or have a poor one, so a page
brings those that the printed sheet is set in, with only the characters that
it uses. Shaping is the browser's.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from press.fonts import Face, FontLibrary, missing_glyph
from press.places import LanguageProfile
from press.text.shaping import INVISIBLE, is_mark, script

_BLANKS = frozenset(" \u00a0")


class Typeface(NamedTuple):
    """A family as one language sets it."""

    family: str
    size: int  # percent: a language's own letters may be larger than the Latin beside them

    @property
    def name(self) -> str:
        """What the style sheet calls it."""
        return self.family if self.size == 100 else f"{self.family}-{self.size}"


class Letters:
    """Notes the characters of a page by language and weight."""

    def __init__(self, fonts: FontLibrary, profiles: Mapping[str, LanguageProfile]) -> None:
        self._fonts, self._profiles = fonts, profiles
        self._needed: dict[tuple[Typeface, bool], set[str]] = {}
        self._used: dict[str, dict[Typeface, None]] = {}  # by language

    def words(self, text: str, tag: str, strong: bool) -> None:
        """Note that *text* stands on the page.

        Raises:
            HandoutError: if no font of the language has one of the characters.
        """
        profile = self._profiles[tag]
        for character in text:
            typeface = self._typeface(character, profile, strong)
            if typeface is None and character not in INVISIBLE:
                raise missing_glyph(character, text, profile.fonts, tag)
            self._note(character, tag, typeface, strong)

    def fact(self, text: str, tag: str, strong: bool) -> bool:
        """Note a name, a number or an address, in whatever script; whether no letter or digit is in the language's own.

        Such a fact is set as a whole in the other letters, brackets and blanks too.

        Raises:
            HandoutError: if no font at all has one of the characters.
        """
        profile = self._profiles[tag]
        set_in = {one: self._typeface(one, profile, strong) for one in text if one.isalnum()}
        own = any(typeface is not None and typeface.family == profile.fonts[0] for typeface in set_in.values())
        for character in text:
            typeface = self._typeface(character, profile, strong, others=not own)
            if typeface is None and (face := self._fonts.any_face(character, strong)):
                typeface = Typeface(face.family, 100)
            if typeface is None and character not in INVISIBLE:
                raise missing_glyph(character, text, profile.fonts, tag)
            self._note(character, tag, typeface, strong)
        return not own

    def _note(self, character: str, tag: str, typeface: Typeface | None, strong: bool) -> None:
        if typeface is not None:
            self._used.setdefault(tag, {})[typeface] = None
            self._needed.setdefault((typeface, strong), set()).add(character)

    def _typeface(
        self, character: str, profile: LanguageProfile, strong: bool, *, others: bool = False
    ) -> Typeface | None:
        """What sets *character*, as on paper: the first family that has it, Latin at its own size.

        With *others*, the language's first family is the last to be asked.
        """
        first, *rest = self._fonts.stack(profile.fonts, strong).faces
        own = round(profile.size * 100)
        others = others or (own != 100 and script(character) == "Latn")
        faces = [*rest, first] if others else [first, *rest]
        face = next((face for face in faces if ord(character) in face.coverage), None)
        return None if face is None else Typeface(face.family, own if face is first else 100)

    def languages(self) -> Iterator[tuple[LanguageProfile, tuple[str, ...]]]:
        """Each language of the page, with the names of its typefaces in the order of fallback."""
        for tag, used in self._used.items():
            profile = self._profiles[tag]
            order = {family: place for place, family in enumerate(profile.fonts)}
            yield profile, tuple(one.name for one in sorted(used, key=lambda one: order.get(one.family, len(order))))

    def font_faces(self) -> Iterator[str]:
        """The rule that embeds each typeface in each weight."""
        for (typeface, strong), needed in self._needed.items():
            face = self._fonts.face(typeface.family, strong)
            size = f"size-adjust:{typeface.size}%;" if typeface.size != 100 else ""
            data = b64encode(face.web_font(frozenset(needed) | self._shared(face))).decode()
            yield (
                f'@font-face{{font-family:"{typeface.name}";font-weight:{700 if strong else 400};{size}'
                f'src:url(data:font/woff;base64,{data})format("woff")}}'
            )

    def _shared(self, face: Face) -> set[str]:
        """Blanks and marks of the page that *face* has: they stay in the face of the letter before them."""
        all_needed = set().union(*self._needed.values())
        return {one for one in all_needed if (one in _BLANKS or is_mark(one)) and ord(one) in face.coverage}
