"""Two sheets of one topic become one, in two languages: section by section, what both share only once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from press.document import (
    Aside,
    Block,
    Box,
    Document,
    Figure,
    Header,
    Heading,
    List,
    Metadata,
    Pair,
    Paragraph,
    RuledLines,
    Run,
    Runs,
    Section,
    children,
    plain,
    walk,
)
from press.problems import HandoutError, Problem

_TEMPLATE = "templates/handout.xml"
_STATUSES = ("incomplete", "draft", "")  # the worst first
DOT = "\u00a0· "  # between parts of a line; none begins with it


def side_by_side(first: Document, second: Document) -> Document:
    """*first*, the reader's, with *second* beside it; both come from the same template and topic.

    Sources, lines to write on, the logo and the QR code stand there once, and
    what is the same in both. What repeats on each page is in the first
    language; the bands are in both.

    Raises:
        HandoutError: if the template writes other blocks for one language than for the other.
    """
    if not _alike(first.blocks, second.blocks):
        tags = f"{first.language.tag} and {second.language.tag}"
        what, hint = f"the template writes other blocks for {tags}", "let only the words differ by language"
        raise HandoutError([Problem(_TEMPLATE, 0, what, hint)])
    return replace(
        first,
        blocks=_both(first.blocks, second.blocks),
        running=replace(first.running, bands=_bands(first, second)),
        metadata=_metadata(first, second),
        beside=second.language,
    )


def _alike(first: tuple[Block, ...], second: tuple[Block, ...]) -> bool:
    """Whether the blocks are of the same kinds, in the same order, with as many items, all the way down."""
    return len(first) == len(second) and all(
        type(one) is type(two)
        and _alike(children(one), children(two))
        and (not (isinstance(one, List) and isinstance(two, List)) or len(one.items) == len(two.items))
        for one, two in zip(first, second, strict=True)
    )


def _bands(first: Document, second: Document) -> tuple[Runs, ...]:
    """The bands of both; two that say the same become one, with their English, the last run of each, once."""
    bands = list(first.running.bands)
    for band in second.running.bands:
        *own, english = band
        same = next((place for place, other in enumerate(bands) if other[-1].text == english.text), None)
        if same is None:
            bands.append(band)
        elif own:
            own[-1] = replace(own[-1], text=own[-1].text.removesuffix(DOT))
            bands[same] = (*bands[same], Run(DOT, first.language), *own)
    return tuple(bands)


def _both(first: tuple[Block, ...], second: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(_paired(one, two) for one, two in zip(first, second, strict=True))


def _paired(first: Block, second: Block) -> Block:
    match first, second:
        case _ if first == second or _is_shared(first):
            return first
        case Box(), Box():
            return replace(first, blocks=_as_one(first.blocks, second.blocks))
        case Section(), Section() if _meet(first.blocks, second.blocks):
            return replace(first, blocks=_both(first.blocks, second.blocks))
        case Header(), Header():
            return replace(first, blocks=tuple(_gathered(first.blocks, second.blocks)))
        case Aside(), Aside():
            return Aside(_both(first.main, second.main), tuple(_gathered(first.side, second.side)))
        case _:
            return Pair((first,), (second,))


def _as_one(first: tuple[Block, ...], second: tuple[Block, ...]) -> tuple[Block, ...]:
    """One pair, so that a list of signs is read aloud with the number to call, before the other language begins."""
    return _both(first, second) if _meet(first, second) else (Pair(first, second),)


def _meet(first: tuple[Block, ...], second: tuple[Block, ...]) -> bool:
    """Whether something in them stands there once for both languages."""
    return any(_is_shared(one) or one == two for one, two in zip(walk(first), walk(second), strict=True))


def _is_shared(block: Block) -> bool:
    """Whether a block says the same in every language: lines to write on, pictures, references."""
    return isinstance(block, RuledLines | Figure) or (isinstance(block, List) and block.run_in)


def _gathered(first: tuple[Block, ...], second: tuple[Block, ...]) -> Iterator[Block]:
    """*first*, and behind its last paragraph that is only its own those that only *second* has."""
    said, also = ([plain(block.runs) for block in blocks if isinstance(block, Paragraph)] for blocks in (first, second))
    own = [at for at, block in enumerate(first) if isinstance(block, Paragraph) and plain(block.runs) not in also]
    after = own[-1] + 1 if own else len(first)
    yield from first[:after]
    yield from (block for block in second if isinstance(block, Paragraph) and plain(block.runs) not in said)
    yield from first[after:]


def _metadata(first: Document, second: Document) -> Metadata:
    status = min(first.metadata.status, second.metadata.status, key=_STATUSES.index)
    titles = " / ".join(plain(_title(document)) for document in (first, second))
    keywords = [word for word in first.metadata.keywords if word not in _STATUSES]
    return replace(
        first.metadata,
        title=f"[{status}] {titles}" if status else titles,
        subject=f"{first.metadata.subject} · {second.language.tag}",
        keywords=(*keywords, status) if status else tuple(keywords),
        status=status,
    )


def _title(document: Document) -> Runs:
    return next(block.runs for block in walk(document.blocks) if isinstance(block, Heading) and block.level == 1)
