"""Where a line may end: numbers, addresses, brackets and small words of every script stay where they belong."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icu4py.breakers import CharacterBreaker, LineBreaker

from press.fonts import FontLibrary
from press.places import LanguageProfile, find_library
from press.text.breaks import allowed, last_resorts, opportunities
from press.text.paragraph import Line, Setting, Span, Typesetter
from press.text.shaping import CONTROLS

JAPANESE, PHRASES = "ja-u-lb-strict", "ja-u-lb-strict-lw-phrase"
CHINESE = "zh-Hans-u-lb-strict"


def pieces(text: str, locale: str = "en", short_words: int = 0) -> list[str]:
    """What a line may end behind, in order."""
    return [text[start:end] for start, end in pairwise((0, *allowed(text, locale, (), frozenset(), short_words)))]


def whole(text: str, locale: str = "en") -> bool:
    """Whether no line ends inside a text."""
    return pieces(text, locale) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "38.5 °C",
        "38.5 ° C",
        "5 mg",
        "5 mg/day",
        "10 %",
        "10 ‰",
        "5 €",
        "€ 5",
        "5 ₹",
        "№ 5",
        "≥ 20",
        "½ tablet",
        "6–12 days",
        "6-12 days",
        "6 – 12 days",
        "6 to 12 days",
        "6-week",
        "12-hour",
        "1 in 10 people",
        "1 of every 10 people",
        "1 de cada 10 personas",
        "1 из 6 беременностей",
        "1 z 6 ciąż",
        "8. a 10. dniem",
        "12. Woche",
        "1 στις 6 εγκυμοσύνες",
        "6'dan 12'ye",
        "12 ሳምንታት",
        "12 շաբաթ",
        "12 კვირა",
        "१२ हफ़्ते",
        "10 में से 1",
        "১২ সপ্তাহ",
        "12 வாரங்கள்",
        "12 వారాలు",
        "12 සතිය",
        "١٢ أسبوعا",
        "٣٨٫٥ °م",
        "1 من كل 10 نساء",
        "۱۲ هفته",
        "12 ہفتے",
        "12 שבועות",
        "12 สัปดาห์",
        "10คน",
        "6 ถึง 12 สัปดาห์",
        "๑๒ สัปดาห์",
        "໑໐ ຄົນ",
        "10ຄົນ",
        "១០ នាក់",
        "៥មីលីក្រាម",
        "၁၂ ပတ်",
        "၅မီလီဂရမ်",
        "12\u2060 weeks",
        "12\u2069 \u2068weeks",
    ],
)
def test_a_number_is_never_parted_from_what_it_counts(text: str) -> None:
    assert whole(text)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("12周", CHINESE),
        ("12个星期", CHINESE),
        ("12 个星期", CHINESE),
        ("12周内", CHINESE),
        ("6到12天", CHINESE),
        ("6～12天", CHINESE),
        ("５毫克", CHINESE),
        ("三个月", CHINESE),
        ("6次怀孕", CHINESE),
        ("12 週", "zh-Hant-u-lb-strict"),
        ("１２週", JAPANESE),
        ("38.5℃以上", PHRASES),
        ("６．５日", JAPANESE),
        ("12〜14日", JAPANESE),
        ("12～14日", PHRASES),
        ("6명 중 1명에서", "ko-u-lw-phrase"),
        ("12 주", "ko-u-lw-phrase"),
        ("6~12일", "ko-u-lw-phrase"),
    ],
)
def test_a_number_stays_with_words_that_have_no_blanks(text: str, locale: str) -> None:
    assert whole(text, locale)


@pytest.mark.parametrize(
    "text",
    [
        "(212) 555-0142",
        "+44 20 7946 0999",
        "+44 (0)20 7946 0999",
        "020 7946 0999 ext 4410",
        "1-800-222-1222",
        "08 00 12 34 56",
        "٠٨٠٠ ١٢٣ ٤٥٦",
        "care@early-pregnancy.example.org",
        "first.last+care@example.org",
        "www.example.org/early-pregnancy/help",
        "nhs.uk/pregnancy-advice/",
        "https://example.org/a-b/c?d=e&f=g#h-i",
        "23 November 2026",
        "2026-11-23",
        "08:00–17:00",
    ],
)
def test_numbers_to_call_and_addresses_in_words_stay_whole(text: str) -> None:
    for sentence in (f"Call {text} now.", f"请打{text}，谢谢", f"โทร {text} ทันที", f"Zadzwoń ({text})."):
        inside = range(sentence.index(text) + 1, sentence.index(text) + len(text))
        assert not set(inside) & set(allowed(sentence, "en", ()))


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("in 2026. Then", ["in ", "2026. ", "Then"]),
        ("days 5, 10", ["days ", "5, ", "10"]),
        ("see a.b.", ["see ", "a.b."]),
        ("doubts/questions", ["doubts/", "questions"]),
        ("one – two", ["one ", "– ", "two"]),
        ("at noon (12 pm) or", ["at ", "noon ", "(12 pm) ", "or"]),
        ("12\nweeks", ["12\n", "weeks"]),
        ("preg\u00adnancy", ["preg\u00adnancy"]),
    ],
)
def test_where_a_line_may_still_end(text: str, apart: list[str]) -> None:
    assert pieces(text) == apart


def test_a_raised_number_counts_nothing() -> None:
    text = "safe.1 Then 2 in 5"
    assert 7 in allowed(text, "en", (), frozenset({5}))
    assert 7 not in allowed(text, "en", ())


# Kinsoku: JIS X 4051 and the rules of Chinese


_CLOSERS = "）〕］｝〉》」』】〙〗〟’”｠»、。，．・：；！？!?‼⁇⁈⁉‐゠–〜～％℃‰…‥々〻ヽヾゝゞ"
_SMALL = "ーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゕゖㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
_OPENERS = "（〔［｛〈《「『【〘〖〝‘“｟«"
_AROUND = "漢かカA1１）。（％a한"


@pytest.mark.parametrize("locale", [JAPANESE, PHRASES, CHINESE, "zh-Hant-u-lb-strict", "ko-u-lw-phrase"])
def test_no_line_begins_or_ends_with_what_must_not(locale: str) -> None:
    for before in _AROUND:
        for after in _AROUND:
            for closer in _CLOSERS + _SMALL:
                assert 1 not in allowed(f"{before}{closer}{after}", locale, ()), (before, closer)
            for opener in _OPENERS:
                assert 2 not in allowed(f"{before}{opener}{after}", locale, ()), (opener, after)


def test_icu_alone_forgets_the_strict_rules_for_phrases() -> None:
    """The reason for asking twice; the day that ICU honours both keywords, once is enough."""
    assert list(LineBreaker("かッ漢", PHRASES)) == ["か", "ッ", "漢"]
    assert opportunities("かッ漢", PHRASES) == (2, 3)


def test_japanese_lines_end_at_phrases() -> None:
    assert pieces("「キャッシュカード」や、コーヒーを飲んでもよい。", PHRASES) == [
        "「キャッシュカード」",
        "や、",
        "コーヒーを",
        "飲んでも",
        "よい。",
    ]


def test_korean_words_stay_whole() -> None:
    assert pieces("임신 초기의 출혈은 나타납니다.", "ko-u-lw-phrase") == ["임신 ", "초기의 ", "출혈은 ", "나타납니다."]


# Dictionaries, and what a translator says about them


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("ผู้หญิงตั้งครรภ์", ["ผู้", "หญิง", "ตั้ง", "ครรภ์"]),
        ("ແມ່ຍິງຖືພາ", ["ແມ່ຍິງ", "ຖືພາ"]),
        ("ស្ត្រីមានផ្ទៃពោះ", ["ស្ត្រី", "មានផ្ទៃពោះ"]),
        ("အက်စပရင်", ["အက်", "စပရင်"]),
    ],
)
def test_words_come_from_a_dictionary(text: str, apart: list[str]) -> None:
    assert pieces(text) == apart
    assert pieces("\u2060".join(apart)) == ["\u2060".join(apart)], "a word joiner holds what the dictionary parts"


def test_a_zero_width_space_parts_what_the_dictionary_holds() -> None:
    assert pieces("ផ្ទៃពោះ") == ["ផ្ទៃពោះ"]
    assert pieces("ផ្ទៃ\u200bពោះ") == ["ផ្ទៃ\u200b", "ពោះ"]


# French and Polish


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f"])
def test_french_marks_stay_with_their_word(blank: str) -> None:
    for mark in ":;!?":
        assert whole(f"oui{blank}{mark}", "fr")
    assert whole(f"10{blank}%", "fr")
    assert whole(f"«{blank}oui{blank}»", "fr")


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("i w domu", ["i w domu"]),
        ("Idź z nim", ["Idź ", "z nim"]),
        ("seks (i w ciąży)", ["seks ", "(i w ciąży)"]),
        ("A więc", ["A więc"]),
        ("do domu", ["do ", "domu"]),
        ("5 a", ["5 a"]),
        ("u-boot w", ["u-boot ", "w"]),
    ],
)
def test_polish_words_of_one_letter_go_with_the_next(text: str, apart: list[str]) -> None:
    assert pieces(text, "pl", short_words=1) == apart


def test_polish_russian_and_ukrainian_ask_for_it() -> None:
    profiles = find_library()
    assert {tag for tag in profiles.languages() if profiles.language(tag).short_words} == {"pl", "ru", "uk"}


# Pieces longer than a line


LIBRARY = find_library()
TYPESETTER = Typesetter(FontLibrary(LIBRARY.fonts))
_WORDS = {
    "en": "Donaudampfschifffahrtsgesellschaft 38.5 °C (212) 555-0142 ﬁn e\u0301te\u0301 https://example.org/a-b/early-pregnancy-unit",
    "vi": "nghiêng thường chảy máu nhiều hơn bình thường",
    "ru": "предостережениями йод ё и\u0306",
    "ar": "العلاقةالجنسيةآمنة مُسْتَشْفَيَاتٌ لِلْحَوَامِلِ ٣٨٫٥ °م 12 أسبوعا",
    "hi": "गर्भावस्थाविशेषज्ञों स्त्रीरोगविशेषज्ञ क्षत्रिय १२ हफ़्ते",
    "zh-Hans": "怀孕，安全。（着床）“早期”：是！12个星期ABCDEFGHIJK",
}
_MARKS = {"Mn", "Mc", "Me"}


@cache
def _profile(tag: str) -> LanguageProfile:
    return LIBRARY.language(tag)


def _lines(text: str, tag: str, measure: float) -> tuple[Line, ...]:
    profile = _profile(tag)
    return TYPESETTER.lines((Span(text, profile),), Setting(profile, 12, measure))


def _text(line: Line) -> str:
    return "".join(cluster.text for piece in line.pieces for cluster in piece.clusters)


@st.composite
def crowded(draw: st.DrawFn) -> tuple[str, str, float]:
    """Words of a language, joined anyhow, in a column too narrow for some of them."""
    tag = draw(st.sampled_from(sorted(_WORDS)))
    words = draw(st.lists(st.sampled_from(_WORDS[tag].split()), min_size=1, max_size=4))
    return draw(st.sampled_from(["", " ", "-", "\u00a0", "\u2060"])).join(words), tag, draw(st.floats(4, 90))


@given(crowded())
@settings(max_examples=300)
def test_nothing_runs_out_of_its_column(given_: tuple[str, str, float]) -> None:
    text, tag, measure = given_
    lines = _lines(text, tag, measure)
    for line in lines:
        shown = sum(bool(cluster.text.strip()) for piece in line.pieces for cluster in piece.clusters)
        letters = len(list(CharacterBreaker(_text(line).strip(), "en")))  # a conjunct may be two glyphs, "ff" one
        assert line.width <= measure + 0.05 or min(shown, letters) <= 1, _text(line)
    for line in lines[1:] if tag != "ar" else ():
        assert unicodedata.category(_text(line)[0]) not in _MARKS
    wanted = "".join(character for character in text if character not in CONTROLS)
    found = "".join(map(_text, lines))
    assert found == wanted if tag != "ar" else sorted(found) == sorted(wanted)


def test_a_web_address_that_must_break_does_so_at_a_slash_and_not_in_its_scheme() -> None:
    text = "https://example.org/early-pregnancy/help"
    slashes, _, inner, clusters = last_resorts(text, "en", 0, len(text))
    assert [text[:place] for place in slashes] == ["https://example.org/", "https://example.org/early-pregnancy/"]
    assert set(slashes) < set(inner) < set(clusters)


def test_a_phrase_that_must_break_keeps_kana_strict() -> None:
    _, _, inner, _ = last_resorts("キャッシュカード", PHRASES, 0, 8)
    assert inner == (3, 5, 7)
