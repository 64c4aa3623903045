"""Whether the file says what the sheet was to say: in each element, in order, in its language, by its own glyphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from press.catalogs.tags import subtags
from press.document import Document, Heading, List, Paragraph, Run, Runs, Table, walk
from press.preflight.content import PageContent, Shown
from press.preflight.file import PdfFile
from press.preflight.finding import Finding
from press.preflight.tags import found
from press.preflight.tree import Element, Mark, spoken
from press.text.shaping import INVISIBLE, script

_WRITTEN_IN = {  # ISO 15924: what a language's script is written in, where that is more than one
    "Jpan": {"Hani", "Hira", "Kana"},
    "Kore": {"Hang", "Hani"},
    "Hans": {"Hani", "Bopo"},
    "Hant": {"Hani", "Bopo"},
}
_WITHOUT_BLANKS = frozenset({"Jpan", "Hans", "Hant", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"})
_FOREIGN = 8  # Latin words in a row of another script's language: more than names and addresses have
_LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
_LONGEST_WORD = 70  # letters: more are words without blanks between
_NEW_LINE = 0.6  # times the size: what the baseline moves by at least
_HYPHENS = frozenset("-\u2010\u00ad\u2013\u2014/·&")
_REPEATED = frozenset({"Header", "Footer", "Pagination", "PageNum", "Watermark"})


def check_words(file: PdfFile, documents: Sequence[Document]) -> Iterator[Finding]:
    """What is wrong with the words; against *documents*, if there are any."""
    yield from _scripts(file)
    yield from _glyphs(file)
    yield from _blanks(file)
    yield from _artifacts(file)
    yield from _draft(file)
    if documents:
        yield from _as_written(file, documents)


def plain(text: str) -> str:
    """*text* without blanks and what has no glyph."""
    return "".join(letter for letter in text if letter not in INVISIBLE and not letter.isspace())


def _holding(file: PdfFile) -> Iterator[Element]:
    for top in file.tree:
        yield from top.holding_text()


def _scripts(file: PdfFile) -> Iterator[Finding]:
    for element in _holding(file):
        for part in element.elements():
            lang = part.lang or file.language
            words = "".join(file.words(kid) for kid in part.kids if isinstance(kid, Mark))
            if lang and words.strip():
                what = _foreign(lang, words)
                if what:
                    yield found(file, "Script", what, part)


def _foreign(lang: str, words: str) -> str:
    own = subtags(lang)[1]
    if not own:
        return ""
    allowed = {*_WRITTEN_IN.get(own, {own}), "Latn"}
    strange = Counter(code for letter in words if (code := script(letter)) and code not in allowed)
    if strange:
        return f"the language is said to be {lang}, and the letters are {strange.most_common(1)[0][0]}"
    ours = sum(script(letter) in allowed - {"Latn"} for letter in words)
    if own != "Latn" and len(_LATIN_WORD.findall(words)) >= _FOREIGN > ours:
        return f"the language is said to be {lang}, and the words are in Latin letters"
    return ""


def _shown(file: PdfFile) -> dict[Mark, list[Shown]]:
    by: dict[Mark, list[Shown]] = {}
    for content in file.contents:
        for shown in content.shown:
            if not shown.artifact:
                by.setdefault(Mark(shown.page, shown.mcid), []).append(shown)
    return by


def _glyphs(file: PdfFile) -> Iterator[Finding]:
    """ToUnicode alone gives the letters of each ActualText, in whatever order they are painted."""
    by = _shown(file)
    for element in file.elements:
        if not element.actual_text or element.type == "Figure":
            continue
        own = "".join(text for mark in element.marks() for shown in by.get(mark, ()) for text in shown.unicode)
        if Counter(plain(own)) != Counter(plain(element.actual_text)):
            what = f"the glyphs say “{own[:40]}”, the element says “{element.actual_text[:40]}”"
            yield found(file, "Glyphs", what, element)


def _blanks(file: PdfFile) -> Iterator[Finding]:
    """Words that run together, at the ends of lines or everywhere."""
    by = _shown(file)
    for element in _holding(file):
        lang = element.lang or file.language
        exact = any(part.actual_text for part in element.elements())  # of what is painted from right to left
        if subtags(lang or "en")[1] in _WITHOUT_BLANKS or exact:
            continue
        if any(len(word) > _LONGEST_WORD and "." not in word for word in file.said(element).split()):
            yield found(file, "Blanks", "words stand here without blanks between them", element)
        lines = [shown for mark in element.marks() for shown in by.get(mark, ())]
        for before, after in pairwise(lines):
            if _run_together(before, after):
                end, start = "".join(before.unicode)[-12:], "".join(after.unicode)[:12]
                yield found(file, "Blanks", f"no blank parts “{end}” and “{start}”, on two lines", element)
                break


def _run_together(before: Shown, after: Shown) -> bool:
    new_line = before.page != after.page or abs(before.baseline - after.baseline) > _NEW_LINE * before.size
    if not new_line:
        return False
    end, start = "".join(before.unicode).rstrip("\u200b"), "".join(after.unicode).lstrip("\u200b")
    if not end or not start or end[-1].isspace() or start[0].isspace() or end[-1] in _HYPHENS:
        return False
    return end[-1].isalpha() and start[0].isalpha()


def _artifacts(file: PdfFile) -> Iterator[Finding]:
    """Words in artifacts that do not repeat from page to page."""
    for content in file.contents:
        for shown in content.shown:
            words = "".join(shown.unicode).strip()
            if shown.artifact and shown.artifact not in _REPEATED and any(letter.isalpha() for letter in words):
                yield Finding(shown.page + 1, "Artifact", f"“{words[:40]}” is not read aloud: it is an artifact")


def _draft(file: PdfFile) -> Iterator[Finding]:
    """What the title calls a draft says so on each page, and before anything else aloud.

    A part of a packet is a draft by itself or not at all; its cover says so for any of them.
    """
    if not re.match(r"\[(draft|incomplete)\]", file.info_title):
        return
    glyphs = _shown(file)
    repeated = [_band(content) for content in file.contents]
    parts = [part for top in file.tree for part in top.kids if isinstance(part, Element) and part.type == "Part"]
    for number, part in enumerate(parts or file.tree):
        read = [mark.page for mark in part.marks()] or [0]
        others = sorted(set(read if parts else range(len(repeated))) - {read[0]})
        bands = [repeated[page] for page in others]
        if number and not any(bands):
            continue
        said = _letters(next(part.holding_text(), None), glyphs)
        wanted = next(filter(None, bands if number else repeated), said)
        if not said or not said <= wanted:
            yield Finding(read[0] + 1, "Draft", "that this is a draft is not the first thing read aloud")
        for page, band in zip(others, bands, strict=True):
            if not band:
                yield Finding(page + 1, "Draft", "no band on this page says that it is a draft")


def _letters(element: Element | None, glyphs: Mapping[Mark, Sequence[Shown]]) -> Counter[str]:
    """The letters that the glyphs of *element* stand for."""
    shown = (shown for mark in (element.marks() if element else ()) for shown in glyphs.get(mark, ()))
    return Counter(letter for one in shown for letter in plain("".join(one.unicode)))


def _band(content: PageContent) -> Counter[str]:
    """The letters of what repeats at the head of a page."""
    headers = ("".join(shown.unicode) for shown in content.shown if shown.artifact == "Header")
    return Counter(plain("".join(headers)))


def _as_written(file: PdfFile, documents: Sequence[Document]) -> Iterator[Finding]:
    """Each element against the words and the language that its Document gives it."""
    wanted = [one for document in documents for one in written(document)]
    elements = list(_holding(file))
    said = [plain(element.text(file.words)) for element in elements]
    expected = [plain(text) for text, _ in wanted]
    if said == expected:
        yield from _with_blanks(file, elements, wanted)
        return
    matcher = SequenceMatcher(None, expected, said, autojunk=False)
    for kind, low, high, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        for text, _ in wanted[low:high]:
            elsewhere = plain(text) in said
            what = "stands in another place than it should" if elsewhere else "is missing, or says something else"
            yield Finding(0, "Words", f"“{text[:60]}” {what}")
        for element in elements[start:end] if high == low else ():
            yield found(file, "Words", "these words were not to be here", element)


def written(document: Document) -> Iterator[tuple[str, str]]:
    """The words of every element that holds some, in reading order, the bands of a draft first; with their language."""
    for runs in _runs(document):
        yield "".join(run.text for run in runs), runs[0].language.tag


def _with_blanks(file: PdfFile, elements: Sequence[Element], wanted: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    for element, (text, lang) in zip(elements, wanted, strict=True):
        if element.lang != lang:
            yield found(
                file, "Language", f"the language is said to be {element.lang or 'unknown'}, and is {lang}", element
            )
        if subtags(lang)[1] not in _WITHOUT_BLANKS and _between(file.said(element)) != _between(spoken(text)):
            yield found(file, "Words", "blanks stand in other places than they should", element)


def _between(text: str) -> list[str]:
    """Words, cut where a line may end within one."""
    return [part for word in text.split() for part in re.split(r"(?<=[-–/])(?=.)", word)]


def _runs(document: Document) -> Iterator[Runs]:
    """The runs of every such element."""
    yield from document.running.bands
    for block in walk(document.blocks):
        match block:
            case Heading() | Paragraph():
                yield block.runs
            case List():
                for item in block.items:
                    if item.label:
                        yield (Run(item.label, item.runs[0].language),)
                    yield item.runs
            case Table():
                yield from (cell for row in (block.head, *block.rows) for cell in row)
            case _:
                pass
