"""UAX #9: Unicode's own conformance files whole, the tables against the character database, and what we print."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from press.text.bidi import (
    BRACKETS,
    CLOSER_OF,
    MAX_DEPTH,
    REMOVED,
    Levels,
    bidi_class,
    embedding_levels,
    levels_of_classes,
    line_levels,
    line_levels_of_classes,
    visual_order,
)

UNICODE = Path("/usr/share/unicode")  # Debian's package unicode-data

needs_unicode_data = pytest.mark.skipif(
    not (UNICODE / "BidiTest.txt").exists() or not (UNICODE / "BidiCharacterTest.txt").exists(),
    reason="Unicode's conformance files are not installed (Debian: unicode-data)",
)


def lines_of(name: str) -> Iterator[str]:
    """The lines of a file of the Unicode database without comments."""
    with (UNICODE / name).open(encoding="utf-8") as file:
        for line in file:
            if content := line.partition("#")[0].strip():
                yield content


def shown_levels(classes: list[str], levels: list[int]) -> list[str]:
    """Levels as the conformance files write them: x for what rule X9 leaves out."""
    return ["x" if kind in REMOVED else str(level) for kind, level in zip(classes, levels, strict=True)]


def shown_order(classes: list[str], levels: list[int]) -> list[str]:
    """The order of a line as the conformance files write it: without what rule X9 leaves out."""
    kept = [place for place, kind in enumerate(classes) if kind not in REMOVED]
    return [str(kept[index]) for index in visual_order([levels[place] for place in kept])]


def in_order(text: str, base: int | None = None) -> str:
    """The text as its characters stand on one line from left to right."""
    levels = line_levels(text, embedding_levels(text, base), 0, len(text))
    return "".join(text[place] for place in visual_order(levels))


@pytest.mark.unicode_data
@needs_unicode_data
def test_every_case_of_bidi_test() -> None:
    cases, wrong = 0, []
    expected_levels: list[str] = []
    expected_order: list[str] = []
    for line in lines_of("BidiTest.txt"):
        if line.startswith("@Levels:"):
            expected_levels = line.split()[1:]
            continue
        if line.startswith("@Reorder:"):
            expected_order = line.split()[1:]
            continue
        sequence, _, paragraphs = line.partition(";")
        classes = sequence.split()
        for bit, base in ((1, None), (2, 0), (4, 1)):
            if int(paragraphs, 16) & bit:
                cases += 1
                levels = line_levels_of_classes(classes, levels_of_classes(classes, base))
                if shown_levels(classes, levels) != expected_levels or shown_order(classes, levels) != expected_order:
                    wrong.append((line, base))
    assert wrong == []
    assert cases >= 770_241  # of Unicode 15.0; later files only add


@pytest.mark.unicode_data
@needs_unicode_data
def test_every_case_of_bidi_character_test() -> None:
    cases, wrong = 0, []
    for line in lines_of("BidiCharacterTest.txt"):
        points, direction, paragraph, levels, order = line.split(";")
        text = "".join(chr(int(point, 16)) for point in points.split())
        classes = [bidi_class(character) for character in text]
        found = embedding_levels(text, {"0": 0, "1": 1, "2": None}[direction])
        on_line = line_levels(text, found, 0, len(text))
        cases += 1
        got = (found.base, shown_levels(classes, on_line), shown_order(classes, on_line))
        if got != (int(paragraph), levels.split(), order.split()):
            wrong.append((line, got))
    assert wrong == []
    assert cases >= 91_707


@pytest.mark.unicode_data
@needs_unicode_data
def test_the_class_of_every_code_point_is_that_of_the_database() -> None:
    listed: dict[int, str] = {}
    for line in lines_of("extracted/DerivedBidiClass.txt"):
        span, kind = (field.strip() for field in line.split(";"))
        first, _, last = span.partition("..")
        listed |= dict.fromkeys(range(int(first, 16), int(last or first, 16) + 1), kind)
    differing = {point for point, kind in listed.items() if bidi_class(chr(point)) != kind}
    # The installed files may be of a later Unicode than Python's: only characters new to it may differ.
    assert {point for point in differing if unicodedata.category(chr(point)) != "Cn"} == set()
    assert len(differing) < 100


@pytest.mark.unicode_data
@needs_unicode_data
def test_the_default_class_of_every_unassigned_range() -> None:
    names = {"Left_To_Right": "L", "Right_To_Left": "R", "Arabic_Letter": "AL", "European_Terminator": "ET"}
    text = (UNICODE / "extracted/DerivedBidiClass.txt").read_text(encoding="utf-8")
    missing = [line.removeprefix("# @missing: ") for line in text.splitlines() if line.startswith("# @missing: ")]
    assert len(missing) >= 24
    defaults: dict[int, str] = {}
    for span, name in (line.split("; ") for line in missing):
        first, last = (int(end, 16) for end in span.split(".."))
        defaults |= dict.fromkeys(range(first, last + 1), names[name])
    unassigned = [point for point in defaults if not unicodedata.bidirectional(chr(point))]
    assert {p for p in unassigned if bidi_class(chr(p)) not in (defaults[p], "BN")} == set()


@pytest.mark.unicode_data
@needs_unicode_data
def test_the_brackets_are_those_of_the_database() -> None:
    listed = {}
    for line in lines_of("BidiBrackets.txt"):
        point, other, kind = (field.strip() for field in line.split(";"))
        if kind == "o":
            listed[chr(int(point, 16))] = chr(int(other, 16))
    canonical = {opener: unicodedata.normalize("NFC", closer) for opener, closer in listed.items()}
    assert canonical == CLOSER_OF
    assert len(BRACKETS) == 2 * (len(listed) - 1)


@pytest.mark.parametrize(
    ("text", "base", "levels"),
    [
        ("", 0, ()),
        ("", None, ()),
        ("ab 12", 0, (0, 0, 0, 0, 0)),
        ("ab 12", 1, (2, 2, 2, 2, 2)),
        ("אב", 0, (1, 1)),
        ("אב", None, (1, 1)),
        ("א 12", 1, (1, 1, 2, 2)),
        ("ع 12", 1, (1, 1, 2, 2)),
        ("a (ב) c", 0, (0, 0, 0, 1, 0, 0, 0)),
        ("\u2067a\u2069", 0, (0, 2, 0)),
        ("\u202ea\u202cb", 0, (0, 1, 1, 0)),
        ("\u2329ב\u3009a", 0, (0, 1, 0, 0)),
    ],
)
def test_levels(text: str, base: int | None, levels: tuple[int, ...]) -> None:
    assert embedding_levels(text, base).levels == levels


@pytest.mark.parametrize(
    ("text", "base"),
    [("car", 0), ("12 أ", 1), ("123", 0), ("\u2067car\u2069 أ", 1), ("\u2068أ\u2069 a", 0), ("?!", 0), ("أ", 1)],
)
def test_the_paragraph_takes_the_first_strong_character_outside_of_isolates(text: str, base: int) -> None:
    assert embedding_levels(text).base == base


@pytest.mark.parametrize(
    ("text", "base", "shown"),
    [
        ("اتصل 5 مرات", 1, "تارم 5 لصتا"),
        ("call (אב) now", 0, "call (בא) now"),
        ("טלפון 0199-555-800", 1, "0199-555-800 ןופלט"),
        ("هاتف \u20660199-555-800\u2069.", 1, ".\u20690199-555-800\u2066 فتاه"),
        ("אב. ", 1, " .בא"),
        ("١٢٫٥ ملغ", 1, "غلم ١٢٫٥"),
    ],
)
def test_the_order_on_the_line(text: str, base: int, shown: str) -> None:
    assert in_order(text, base) == shown


def test_an_isolate_keeps_a_number_with_its_unit_in_arabic() -> None:
    assert "38.5 °C" in in_order("حرارة \u206638.5 °C\u2069 أو أكثر", 1)
    assert "38.5 °C" not in in_order("حرارة 38.5 °C أو أكثر", 1)


def test_space_at_the_end_of_each_line_takes_the_level_of_the_paragraph() -> None:
    text = "אב גד הו"
    levels = embedding_levels(text, 0)
    assert levels == Levels((1,) * 8, 0)
    assert line_levels(text, levels, 0, 3) == [1, 1, 0]
    assert line_levels(text, levels, 3, 8) == [1, 1, 1, 1, 1]
    assert line_levels("א\t ב", embedding_levels("א\t ב", 0), 0, 4) == [1, 0, 1, 1]
    assert line_levels("א \tב", embedding_levels("א \tב", 0), 0, 4) == [1, 0, 0, 1]


def test_more_brackets_than_may_be_open_are_left_unpaired() -> None:
    def closer_before_the_last_letter(depth: int) -> int:
        return embedding_levels("a" + "(" * depth + "ב" + ")" * depth + "ב", 0).levels[-2]

    assert closer_before_the_last_letter(63) == 0
    assert closer_before_the_last_letter(64) == 1


ANY_TEXT = st.text(
    st.one_of(
        st.sampled_from("abאבعغ١٢12 .,:+$%()[]\t\u0301\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e"),
        st.sampled_from("\u2066\u2067\u2068\u2069\u2329\u3009"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=80,
)


@given(ANY_TEXT, st.sampled_from([None, 0, 1]))
@example("\u2067" * 200 + "a" + "\u2069" * 200, 0)
@example("\u202b\u2067" * 130 + "א" + "\u2069\u202c" * 130, None)
@example("\u2029a\u2029", 1)
def test_levels_stay_in_their_bounds_and_an_order_is_a_permutation(text: str, base: int | None) -> None:
    levels = embedding_levels(text, base)
    assert len(levels.levels) == len(text)
    assert levels.base == (base if base is not None else levels.base)
    on_line = line_levels(text, levels, 0, len(text))
    assert all(levels.base <= level <= MAX_DEPTH + 1 for level in on_line)
    assert sorted(visual_order(on_line)) == list(range(len(text)))


@given(ANY_TEXT, st.sampled_from([0, 1]))
def test_what_stands_before_an_isolate_cannot_feel_what_is_in_it(text: str, base: int) -> None:
    inside = "".join(character for character in text if bidi_class(character) not in ("PDI", "B"))
    full = embedding_levels(f"אa 1\u2067{inside}\u2069", base).levels
    assert full[:5] == embedding_levels("אa 1\u2067\u2069", base).levels[:5]


@given(ANY_TEXT)
def test_the_short_way_for_left_to_right_text_tells_the_same(text: str) -> None:
    plain = "".join(c for c in text if bidi_class(c) in ("L", "EN", "ES", "ET", "CS", "NSM", "ON", "WS", "S", "BN"))
    assert embedding_levels(plain, 0).levels == (0,) * len(plain)
    assert embedding_levels(plain + "\u2066\u2069", 0).levels[: len(plain)] == (0,) * len(plain)
