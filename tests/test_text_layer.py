"""Properties of set paragraphs, over what the sheets really say, at any measure."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise

import pytest
from conftest import CLINICS, LANGUAGES, TOPIC, WHEN
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from press.build import Job, Press
from press.document import Language, List, Role, Run, Runs, Table, walk
from press.fonts import EM, FontLibrary
from press.layout.flow import Boxed, Fit, Part, Row, Stack, around
from press.layout.tags import tag_runs
from press.layout.words import Type, Words
from press.places import find_library
from press.problems import HandoutError
from press.tagging import StructureElement
from press.text.breaks import allowed, opportunities
from press.text.paragraph import Line, Setting, Span, Typesetter
from press.text.shaping import CONTROLS

LIBRARY = find_library()
TYPESETTER = Typesetter(FontLibrary(LIBRARY.fonts))
PROFILES = {tag: LIBRARY.language(tag) for tag in LANGUAGES}
ROUNDING = 0.05  # points
_NO_START = frozenset("，。、；：？！）》」』】〉”’…％%,.;:?!)]}»")
_BLANKS = " \u3000\n\u00a0"


@lru_cache(maxsize=1)
def _paragraphs() -> tuple[Runs, ...]:
    """Every paragraph, item and cell of both clinics' sheets in all languages."""
    press = Press(LIBRARY)
    found: dict[Runs, None] = {}
    for clinic in CLINICS:
        for tag in LANGUAGES:
            document, _ = press.document(Job(TOPIC, tag, LIBRARY.clinics / clinic, WHEN))
            for block in walk(document.blocks):
                if runs := getattr(block, "runs", ()):
                    found[runs] = None
                if isinstance(block, List):
                    found.update(dict.fromkeys(item.runs for item in block.items))
                if isinstance(block, Table):
                    found.update(dict.fromkeys(cell for row in (block.head, *block.rows) for cell in row))
            found.update(dict.fromkeys(document.running.bands))
    return tuple(found)


def _spans(runs: Runs) -> tuple[Span, ...]:
    return tag_runs(runs, StructureElement("P"), PROFILES).spans


paragraphs = st.deferred(lambda: st.sampled_from(_paragraphs()))
measures = st.floats(60, 520)
sizes = st.sampled_from([7.6, 9.0, 12.0, 14.0, 22.0])


def _lines(runs: Runs, measure: float, size: float) -> tuple[Line, ...]:
    return TYPESETTER.lines(_spans(runs), Setting(PROFILES[runs[0].language.tag], size, measure))


def _text(line: Line) -> str:
    """The words of a line from left to right: where the line reads so, in the order of reading."""
    return "".join(cluster.text for piece in line.pieces for cluster in piece.clusters)


def _whole(runs: Runs) -> str:
    return "".join(run.text for run in runs)


@given(paragraphs, measures, sizes)
def test_no_line_is_wider_than_its_measure(runs: Runs, measure: float, size: float) -> None:
    for line in _lines(runs, measure, size):
        clusters = sum(len(piece.clusters) for piece in line.pieces)
        assert line.width <= measure + ROUNDING or clusters == 1


@given(paragraphs, measures, sizes)
def test_no_character_is_lost_or_made_up(runs: Runs, measure: float, size: float) -> None:
    found = "".join(map(_text, _lines(runs, measure, size)))
    wanted = "".join(character for character in _whole(runs) if character not in CONTROLS)
    if runs[0].language.rtl:
        assert sorted(found) == sorted(wanted)
    else:
        assert found == wanted


def test_a_blank_that_a_line_is_cut_behind_stays_the_blank_that_it_is() -> None:
    """The blank goes with the word before it, in whose font it may be another glyph."""
    german = Language("de")
    runs = (Run("Samstag", german, role=Role.FACT), Run("\u00a0·\u00a0", german), Run("9", german, role=Role.FACT))
    assert [_text(line) for line in _lines(runs, 96.0, 22.0)] == ["Samstag\u00a0", "·\u00a09"]


@given(paragraphs, measures, sizes)
def test_each_line_holds_the_words_of_its_place(runs: Runs, measure: float, size: float) -> None:
    """Right to left too: a line's characters are those of one stretch of the text."""
    rest = "".join(character for character in _whole(runs) if character not in CONTROLS)
    for line in _lines(runs, measure, size):
        count = len(_text(line))
        assert sorted(_text(line)) == sorted(rest[:count])
        rest = rest[count:]
    assert rest == ""


@given(paragraphs, measures, sizes)
def test_widths_add_up(runs: Runs, measure: float, size: float) -> None:
    for line in _lines(runs, measure, size):
        for piece in line.pieces:
            glyphs = sum(glyph.advance for cluster in piece.clusters for glyph in cluster.glyphs)
            assert piece.width == pytest.approx(glyphs * piece.size / EM, abs=0.01)
        assert all(glyph.id for piece in line.pieces for cluster in piece.clusters for glyph in cluster.glyphs)
        shown = sum(piece.width for piece in line.pieces)
        assert line.width <= shown + 0.01


@given(paragraphs, st.floats(200, 520), sizes)
def test_no_line_starts_with_a_mark_or_what_closes(runs: Runs, measure: float, size: float) -> None:
    for line in _lines(runs, measure, size)[1:]:
        if not runs[0].language.rtl:
            first = _text(line)[0]
            assert not unicodedata.combining(first)
            assert unicodedata.category(first) not in {"Mn", "Mc", "Me"}
            assert first not in _NO_START
            assert first not in " \u3000"


@given(paragraphs, st.floats(200, 520), sizes)
def test_a_number_stays_with_what_it_counts(runs: Runs, measure: float, size: float) -> None:
    if runs[0].language.rtl:
        return
    assume(measure > 16 * size)  # “1 из 6 беременностей” must go on a line
    lines = _lines(runs, measure, size)
    spans = _spans(runs)
    for line, following in pairwise(lines):
        last = next(piece for piece in reversed(line.pieces) if any(one.text.strip() for one in piece.clusters))
        first = following.pieces[0]
        ends, starts = _text(line).rstrip(_BLANKS), _text(following)
        if ends and ends[-1].isdecimal() and starts[0].isalpha() and not spans[last.span].raised:
            whole = spans[first.span].whole and first.span == last.span
            assert whole, (ends[-20:], starts[:20])  # an address too long for its line may break


@given(st.sampled_from(LANGUAGES), st.integers(0, 40), st.floats(170, 520))
def test_a_phone_number_or_a_date_stays_on_one_line(tag: str, before: int, measure: float) -> None:
    language = PROFILES[tag].language
    for fact in ("(212) 555-0142", "020 7946 0999 ext 4410", "23 November 2026"):
        word = {"ar": "اتصلي ", "hi": "कॉल ", "zh-Hans": "请打"}.get(tag, "call ")
        runs = (Run(word * before, language), Run(fact, language, role=Role.FACT), Run(f" {word * 3}", language))
        lines = _lines(tuple(run for run in runs if run.text), measure, 12)
        assert sum(fact in _text(line) for line in lines) == 1


@pytest.mark.parametrize("fact", ["(212) 555-0142", "020 7946 0999 ext 4410", "38.5 °C", "nhs.uk/pregnancy/sex"])
def test_a_fact_reads_left_to_right_in_a_line_that_does_not(fact: str) -> None:
    arabic = PROFILES["ar"].language
    runs = (Run("اتصلي ", arabic), Run(fact, arabic, role=Role.FACT), Run(" الآن", arabic))
    (line,) = _lines(runs, 500, 12)
    assert fact in _text(line)
    assert _text(line).index(fact) > 1, "what is read first stands on the right"
    assert line.pieces[-1].rtl


def test_a_fact_without_isolation_would_be_turned_round() -> None:
    arabic = PROFILES["ar"].language
    (line,) = _lines((Run("اتصلي (212) 555-0142 الآن", arabic),), 500, 12)
    assert "(212) 555-0142" not in _text(line)


def test_citation_numbers_keep_their_order_right_to_left() -> None:
    arabic = PROFILES["ar"].language
    cited = [Run(text, arabic, role=Role.CITATION, target="#source-1") for text in ("1,", "10")]
    (line,) = _lines((Run("سليم.\u00a0", arabic), *cited), 500, 12)
    assert "1,10" in _text(line)
    assert all(
        piece.rise > 0 and piece.size < 12 for piece in line.pieces if "1" in "".join(c.text for c in piece.clusters)
    )


def test_a_number_stands_nearer_to_its_claim_than_the_next_word() -> None:
    english = PROFILES["en"].language
    cited = Run("1", english, role=Role.CITATION, target="#source-1")
    words = "Safe.", "\u00a0", " ", "Then"
    claim, gap, blank, then = (Run(word, english) for word in words)

    def width(*runs: Run) -> float:
        return _lines(runs, 500, 12)[0].width

    before = width(claim, gap, cited) - width(claim, cited)
    after = width(cited, blank, then) - width(cited, then)
    assert 0.1 * 12 < before < 0.75 * after


def test_a_web_address_ends_a_line_at_a_slash() -> None:
    english = PROFILES["en"].language
    address = Run("clinic.example.org/early-pregnancy-unit", english, role=Role.LINK, target="https://x.example")
    assert [_text(line) for line in _lines((address,), 190, 12)] == ["clinic.example.org/", "early-pregnancy-unit"]


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("before 12 weeks", ["before ", "12 weeks"]),
        ("1 in 10 people", ["1 in 10 people"]),
        ("call now", ["call ", "now"]),
        ("in 2026. Then", ["in ", "2026. ", "Then"]),
        ("6到12天", ["6到12天"]),
        ("est-ce peut-être", ["est-ce ", "peut-être"]),
        ("early-pregnancy", ["early-", "pregnancy"]),
    ],
)
def test_where_a_line_may_end(text: str, apart: list[str]) -> None:
    offsets = (0, *allowed(text, "en", ()))
    assert [text[start:end] for start, end in pairwise(offsets)] == apart


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
@settings(max_examples=50)
def test_opportunities_count_characters_and_end_with_the_text(text: str) -> None:
    offsets = opportunities(text, "en")
    assert offsets[-1] == len(text)
    assert list(offsets) == sorted(set(offsets))


def test_opportunities_count_characters_beyond_the_first_plane() -> None:
    assert opportunities("\U00020bb7\U00020bb7 a", "zh-Hans-u-lb-strict") == (1, 3, 4)


def test_chinese_closers_stay_with_their_words() -> None:
    chinese = PROFILES["zh-Hans"]
    text = "怀孕，安全。（着床）“早期”：是！" * 6
    for measure in range(40, 200, 3):
        lines = TYPESETTER.lines((Span(text, chinese),), Setting(chinese, 12, measure))
        assert not any(_text(line)[0] in _NO_START for line in lines)
        assert not any(_text(line)[-1] in "（“" for line in lines[:-1])


def test_a_word_longer_than_the_line_is_broken_between_letters() -> None:
    lines = TYPESETTER.lines((Span("W" * 100, PROFILES["en"]),), Setting(PROFILES["en"], 12, 90))
    assert len(lines) > 5
    assert all(0 < line.width <= 90 + ROUNDING for line in lines)


def test_a_character_that_no_font_has_is_named() -> None:
    with pytest.raises(HandoutError, match=r"U\+1F9A0.*microbe"):
        TYPESETTER.lines((Span("a \N{MICROBE}", PROFILES["en"]),), Setting(PROFILES["en"], 12, 100))


def test_arabic_letters_join_and_keep_their_shape_over_a_line_break() -> None:
    text = "العلاقة الجنسية آمنة عادة عندما يكون حملك سليما"
    arabic = PROFILES["ar"]
    wide = TYPESETTER.lines((Span(text, arabic),), Setting(arabic, 12, 1000))
    narrow = TYPESETTER.lines((Span(text, arabic),), Setting(arabic, 12, 90))

    def glyphs(lines: tuple[Line, ...]) -> list[int]:
        return sorted(
            glyph.id for line in lines for piece in line.pieces for one in piece.clusters for glyph in one.glyphs
        )

    assert len(narrow) > 2
    assert glyphs(wide) == glyphs(narrow)
    face = TYPESETTER.fonts.face(arabic.fonts[0])
    alone = [face.hb_font.get_nominal_glyph(ord(character)) for character in text if character != " "]
    assert sorted(alone) != glyphs(wide)[-len(alone) :]


# Parts keep all that they hold when they are split


def _words(runs: Runs, size: float = 12.0) -> Words:
    return Words(TYPESETTER, tag_runs(runs, StructureElement("P"), PROFILES), Type(size, "#000000"))


def _shown(part: Part, width: float) -> list[Line]:
    """The lines of a part, top to bottom."""
    match part:
        case Words():
            return list(part.lines(width))
        case Boxed():
            left, right, _, _ = part.padding
            return _shown(part.stack, width - left - right)
        case Row():
            return [
                line for one, own in zip(part.parts, part._widths(width), strict=False) for line in _shown(one, own)
            ]
        case Stack():
            return [line for one in part.parts for line in _shown(one, width)]
        case _:
            raise AssertionError(part)


def _pages(part: Part, width: float, height: float) -> list[Part]:
    """*part* split over pages of *height*, as press.layout.filling does; a part that does not fit stands alone."""
    pages: list[Part] = []
    rest = part
    while True:
        pieces = rest.split(width, height)
        if len(pieces) != 2:
            return [*pages, rest]
        pieces[0].wrap(width, height)
        assert pieces[0].height <= height + ROUNDING
        pages.append(pieces[0])
        rest = pieces[1]


@given(paragraphs, st.floats(120, 400), st.floats(30, 200))
def test_a_split_paragraph_keeps_its_lines(runs: Runs, width: float, height: float) -> None:
    words = _words(runs)
    pages = _pages(words, width, height)
    assert [line for page in pages for line in _shown(page, width)] == _shown(words, width)
    if len(pages) > 1:
        assert all(len(_shown(page, width)) >= 2 for page in pages), "no line stands alone"


@given(st.lists(paragraphs, min_size=1, max_size=8), st.floats(200, 400), st.floats(120, 400), st.booleans())
@settings(max_examples=50)
def test_split_stacks_boxes_and_rows_keep_their_parts(
    several: list[Runs], width: float, height: float, boxed: bool
) -> None:
    fit = Fit()
    parts: list[Part] = [_words(runs) for runs in several]
    parts.append(Row([_words(several[0]), _words(several[-1])], [1, 1], 12, rtl=False))
    stack = Stack(parts, fit)
    part: Part = Boxed(stack, lambda *_: None, (10, 10, 5, 5), around(7)) if boxed else stack
    pages = _pages(part, width, height)
    assert [line for page in pages for line in _shown(page, width)] == _shown(part, width)


def test_a_heading_goes_with_what_it_heads() -> None:
    english = Language("en")
    body = [_words((Run("word " * 40, english),)) for _ in range(4)]
    heading = _words((Run("Heading", english),))
    heading.keepWithNext = True
    stack = Stack([body[0], body[1], heading, body[2], body[3]], Fit())
    for height in range(60, 400):
        for page in _pages(stack, 300, height)[:-1]:
            assert isinstance(page, Stack)
            assert page.parts[-1] is not heading
