"""Which words of a message changed: both texts with those words marked, and each change in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from markupsafe import Markup, escape

from press.content.inline import Citation, Part, Placeholder, Words, parse
from press.text.breaks import opportunities

_MOST_TOLD = 6  # changes of one text that are worth a sentence each


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts as inline markup, and what was taken out of the first with what took its place; either may be empty."""

    changed: bool
    before: Markup
    now: Markup
    passages: tuple[tuple[str, str], ...]  # none where there are too many to tell


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word with the blank behind it, a source, or a fact to be filled in."""

    text: str
    strong: bool = False
    fact: bool = False

    @property
    def same(self) -> tuple[str, bool]:
        """What two pieces must share to be no change."""
        return self.text.rstrip(), self.strong

    @property
    def markup(self) -> Markup:
        shown = Markup("<fact>{}</fact>").format(self.text) if self.fact else escape(self.text)
        return Markup("<b>{}</b>").format(shown) if self.strong else shown


def compare(before: str, now: str, locale: str) -> Comparison:
    """What changed from one text to another; words end where ICU's *locale* lets a line end."""
    old, new = (tuple(_pieces(text, locale)) for text in (before, now))
    matcher = SequenceMatcher(None, [one.same for one in old], [one.same for one in new], autojunk=False)
    changed = [(old[a:b], new[c:d]) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]
    kept = matcher.get_matching_blocks()
    return Comparison(
        bool(changed),
        _marked(old, {block.a + step for block in kept for step in range(block.size)}),
        _marked(new, {block.b + step for block in kept for step in range(block.size)}),
        tuple((_said(out), _said(put)) for out, put in changed) if len(changed) <= _MOST_TOLD else (),
    )


def _pieces(text: str, locale: str) -> Iterator[_Piece]:
    try:
        parts: tuple[Part, ...] = parse(text)
    except ValueError:  # a ** without a partner stands as it was written
        parts = (Words(text),)
    for part in parts:
        match part:
            case Words(words, strong):
                yield from (_Piece(word, strong) for word in _words(words, locale))
            case Citation(ids):
                yield _Piece(f" [{'; '.join(ids)}]")
            case Placeholder(name, strong):
                yield _Piece(f"{{{name}}}", strong, fact=True)


def _words(text: str, locale: str) -> Iterator[str]:
    start = 0
    for end in opportunities(text, locale):
        yield text[start:end]
        start = end


def _marked(pieces: tuple[_Piece, ...], kept: set[int]) -> Markup:
    """The pieces as they were written, each stretch of those that are not *kept* in one mark, blanks apart."""
    said = Markup("")
    for same, group in groupby(range(len(pieces)), key=kept.__contains__):
        stretch = Markup("").join(pieces[index].markup for index in group)
        if same:
            said += stretch
        else:
            left, right = (len(stretch) - len(one) for one in (stretch.lstrip(), stretch.rstrip()))
            inner = stretch[left : len(stretch) - right]
            said += stretch[:left] + Markup("<mark>{}</mark>").format(inner) + stretch[len(stretch) - right :]
    return said


def _said(pieces: tuple[_Piece, ...]) -> str:
    return "".join(f"**{piece.text}**" if piece.strong else piece.text for piece in pieces).replace("****", "").strip()
