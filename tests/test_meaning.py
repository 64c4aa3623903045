"""Each check of a translation on pairs that it must flag or let be; flags; the table; all languages."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from press.catalogs import PSEUDO_LANGUAGES, Catalog, Translation, read_catalog
from press.meaning import (
    CHECKS,
    Rules,
    Severity,
    check_message,
    errors,
    flag_of,
    inconsistencies,
    read_rules,
)
from press.meaning.checks import INFORMING
from press.meaning.finding import Pair
from press.meaning.words import WordList, folded
from press.places import INTERFACE, Library, find_library
from press.problems import HandoutError

LIBRARY = find_library()
TAGS = tuple(tag for tag in LIBRARY.languages() if tag not in ("en", *PSEUDO_LANGUAGES))
ROOT = Path(__file__).parent.parent


@cache
def _rules(tag: str) -> Rules:
    return read_rules(LIBRARY, LIBRARY.language(tag))


def _checks(tag: str, english: str, translation: str | Translation) -> list[str]:
    said = Translation(translation) if isinstance(translation, str) else translation
    return [finding.check for finding in check_message(english, said, _rules(tag))]


FOUND = [  # language, English, translation, what is found
    ("es", "Call {phone} now.", "Llame ahora.", "python_brace_format"),
    ("es", "Rest. [@roe]", "Descanse.", "citations"),
    ("es", "You **may** rest", "Puede descansar", "emphasis"),
    ("es", "You may rest", "Puede descansar **", "markup"),
    ("es", "You may rest", "Puede <b>descansar</b>", "markup"),
    ("es", "Rest. [@roe]", "[@roe]", "no_words"),
    ("es", "Rest", " Descanse", "begin_space"),
    ("es", "Rest", "Descanse ", "end_space"),
    ("es", "Rest well", "Descanse\nbien", "newline-count"),
    ("es", "Rest well", "Descanse  bien", "double_space"),
    ("ar", "Rest", "\u202eاستريحي", "bidi_controls"),
    ("es", "Rest", "Descanse\x07", "control_characters"),
    ("es", "Rest well", "Descanse\u200b bien", "zero-width-space"),
    ("ar", "Call us", "اتصـلي بنا", "kashida"),
    ("es", "Take 5 mg", "Tome 50 mg", "numbers"),
    ("es", "Take half (½)", "Tome (1)", "numbers"),
    ("ar", "Wait 6–12 days", "انتظري 12–6 يومًا", "numbers"),
    ("vi", "Take 0.5–1 mg", "Uống 1–0,5 mg", "numbers"),
    ("es", "on May 5", "el 5 de junio", "numbers"),
    ("es", "Call before 5 pm", "Llame antes de las 6 pm", "numbers"),
    ("es", "Call before 10 am", "Llame antes de las 22:00", "numbers"),
    ("es", "Call before 10 am", "Llame antes de las 10 p. m.", "numbers"),
    ("ja", "Call before 5 pm", "午前5時までにお電話ください", "numbers"),
    ("ja", "on January 5", "11月5日に", "numbers"),
    ("es", "in 20 weeks", "en 20 días", "units"),
    ("zh-Hans", "Take 5 mg", "服用5微克", "units"),
    ("es", "Call 0808 555 0142", "Llame al 0808 555 0124", "phone"),
    ("es", "See www.example.org/a", "Vea www.example.org/b", "url"),
    ("es", "See https://example.org", "Vea http://example.org", "url"),
    ("es", "Write to a@example.org", "Escriba a b@example.org", "email"),
    ("ru", "Take a test", "Сделайте тecт", "script"),  # Latin e and c
    ("ru", "Ask your team", "Pregunte a su equipo", "script"),
    ("es", "Ask your team", "Ask your team", "same"),
    ("es", "Ask your team what is right.", "Pregunte team what is right, por favor.", "left_over"),
    ("hi", "Ask your team what is right.", "अपनी टीम से पूछें: ask your team what सही है।", "left_over"),
    ("es", "This is not safe.", "Esto es seguro de tomar.", ""),  # “seguro” may stand for a negation: see docs
    ("es", "Do not eat.", "Coma.", "negation"),
    ("es", "Eat.", "No coma.", "negation"),
    ("tr", "Do not come. Call us.", "Gelin. Bizi arayın.", "negation"),
    ("ja", "Do not eat.", "食べてください。", "negation"),
    ("es", "You may rest.", "Usted descansa.", "modality"),
    ("es", "You may rest.", "Usted debe descansar.", "modality"),
    ("es", "You must rest.", "Usted descansa.", "modality"),
    ("es", "Can sex cause a miscarriage?", "¿El sexo puede causar un aborto?", "forbidden_term"),
    ("zh-Hans", "Can sex cause a miscarriage?", "性生活会导致人工流产吗？", "forbidden_term"),
    ("es", "Ask your midwife.", "Pregunte a su enfermera.", "check_glossary"),
    ("es", "Rest.", "Descanse", "end_stop"),
    ("hi", "Rest.", "आराम करें.", "end_stop"),
    ("es", "Rest", "Descanse.", "end_stop"),
    ("es", "Is it safe?", "Es seguro?", "end_question"),
    ("el", "Is it safe?", "Είναι ασφαλές?", "end_question"),
    ("es", "Stop!", "Alto", "end_exclamation"),
    ("km", "If you have:", "ប្រសិនបើអ្នកមាន", "end_colon"),
    ("es", "Wait…", "Espere", "end_ellipsis"),
    ("es", "Rest at home", "Descanse en en casa", "duplicate"),
    ("zh-Hant", "Say yes", "請說“是”", "quotes"),
    ("es", "Rest at home until you feel well again", "Descanse " * 20, "length"),
    ("es", "Rest at home until you feel well again", "Descanse", "length"),
]
SOUND = [
    ("es", "You may rest in 20 weeks.", "Puede descansar en 20 semanas."),
    ("es", "It grows as it should.", "Crece bien."),
    ("vi", "Take 0.5–1 mg", "Uống 0,5–1 mg"),
    ("es", "Call before 5 pm.", "Llame antes de las 17:00."),
    ("sw", "Call before 5 pm.", "Piga simu kabla ya saa 11 jioni."),
    ("ja", "Call before 5 pm.", "午後5時までにお電話ください。"),
    ("de", "Call at 12:30 am.", "Rufen Sie um 0:30 Uhr an."),
    ("ka", "on November 23", "23 ნოემბერს"),
    ("fr", "on November 23, 2026", "le 23 novembre 2026"),
    ("hy", "Is it safe?", "Անվտա՞նգ է։"),
    ("th", "Is it safe?", "ปลอดภัยไหม"),
    ("el", "Is it safe?", "Είναι ασφαλές;"),
    ("es", "Is it safe?", "¿Es seguro?"),
    ("my", "Is it safe?", "ဘေးကင်းပါသလား။"),
    ("vi", "Is it safe?", "Có an toàn không?"),
    ("ja", "hCG is a hormone.", "hCGはホルモンです。"),
    ("km", "Call us.", "សូម\u200bទូរស័ព្ទ\u200bមក\u200bយើង។"),
    ("de", "Bring them.", "Bringen Sie sie."),
    ("zh-Hans", "Is it safe? Call us.", "是不是安全？请给我们打电话。"),
]


@pytest.mark.parametrize(("tag", "english", "translation", "check"), FOUND)
def test_a_fault_is_found_under_its_name(tag: str, english: str, translation: str, check: str) -> None:
    found = _checks(tag, english, translation)
    assert (check in found) if check else found == []


def test_every_check_has_a_pair_here() -> None:
    tested_below = {"max-length", "plurals", "flags", "inconsistent"}
    assert {check for *_, check in FOUND if check} | tested_below == set(CHECKS)


@pytest.mark.parametrize(("tag", "english", "translation"), SOUND)
def test_nothing_is_found_in_what_is_sound(tag: str, english: str, translation: str) -> None:
    assert _checks(tag, english, translation) == []


def test_a_flag_limits_the_letters() -> None:
    flagged = Translation("Descanse", flags=("max-length:5",))
    assert "max-length" in _checks("es", "Rest", flagged)
    assert _checks("es", "Rest", replace(flagged, flags=("max-length:8",))) == []


def test_an_empty_plural_form_is_told() -> None:
    assert _checks("es", "a day", Translation("un día", forms=("un día", ""))) == ["plurals"]
    assert _checks("es", "a day", Translation("un día", forms=("un día", "días"))) == []


def test_a_flag_with_a_reason_silences_one_check_of_one_message() -> None:
    changed = Translation("Tome 50 mg", flags=("ignore-numbers",))
    assert _checks("es", "Take 5 mg", changed) == ["flags", "numbers"]
    reason = (" ignore-numbers: the label here says 50", " another note")
    assert _checks("es", "Take 5 mg", replace(changed, notes=reason)) == []
    assert _checks("es", "Take 5 mg", replace(changed, notes=(" ignore-numbers:",))) == ["flags", "numbers"]
    assert _checks("es", "Take 5 mg.", replace(changed, notes=reason)) == ["end_stop"]


@pytest.mark.parametrize("check", [name for name, check in CHECKS.items() if not check.ignorable])
def test_some_checks_are_never_silenced(check: str) -> None:
    flag = flag_of(check)
    said = Translation("Llame", flags=(flag,), notes=(f" {flag}: I want it so",))
    assert _checks("es", "Call {phone} [@roe]", said) == ["flags", "python_brace_format", "citations"]


def test_flags_of_other_tools_are_let_be() -> None:
    assert _checks("es", "Rest", Translation("Descanse", flags=("ignore-kabyle-characters", "no-wrap"))) == []


def test_what_only_informs_stops_no_build() -> None:
    for tag, english, translation, _ in FOUND:
        try:
            pair = Pair(english, Translation(translation))
            found = {finding.check for check in INFORMING for finding in check(pair, _rules(tag))}
        except ValueError:  # a star without a partner: nothing else is looked at
            continue
        assert all(CHECKS[check].severity is Severity.WARNING for check in found)
        blocking = [one.check for one in errors(english, Translation(translation), _rules(tag))]
        every = _checks(tag, english, translation)
        assert blocking == [one for one in every if CHECKS[one].severity is Severity.ERROR]


def _catalog(path: str, *messages: tuple[str, str, str]) -> Catalog:
    said = {
        (context, english): Translation(text, line=line) for line, (context, english, text) in enumerate(messages, 1)
    }
    return Catalog(Path(path), "es", said)


def test_the_same_english_said_in_two_ways_is_told_with_both_places() -> None:
    one = _catalog("one.po", ("title", "Get help", "Pida ayuda"), ("faq", "Rest", "Descanse"))
    two = _catalog("two.po", ("title", "Get help", "Busque ayuda"), ("faq", "Rest", "Descanse"), ("x", "Rest", ""))
    ((catalog, key, finding),) = inconsistencies((one, two))
    assert (catalog, key, finding.check) == (two, ("title", "Get help"), "inconsistent")
    assert "one.po:1" in finding.what
    assert "Pida ayuda" in finding.what


@pytest.mark.parametrize("tag", TAGS)
def test_the_shipped_translations_hold_no_error_and_few_warnings(tag: str) -> None:
    paths = [LIBRARY.catalog(tag, name) for name in (*LIBRARY.topics(), INTERFACE)]
    catalogs = [read_catalog(path, tag) for path in paths if path.is_file()]
    found = [
        (translation.line, finding.check, finding.what)
        for catalog in catalogs
        for (_, english), translation in catalog.items()
        if translation.text.strip()
        for finding in check_message(english, translation, _rules(tag))
    ]
    assert [one for one in found if CHECKS[one[1]].severity is Severity.ERROR] == []
    assert len(found) <= 0.03 * sum(map(len, catalogs)), found  # more, and nobody reads them


@pytest.mark.parametrize("tag", TAGS)
def test_every_language_says_its_no_its_may_its_units_and_its_terms(tag: str) -> None:
    rules = _rules(tag)
    assert rules.own is not None
    assert rules.own.negation.words
    assert rules.own.may.words
    assert rules.own.must.words
    assert rules.length > 0
    assert {"day", "week", "month", "hour"} <= rules.units.keys()
    assert "miscarriage" in rules.terms
    assert len(rules.terms) >= 8
    text = (LIBRARY.locales / tag / "glossary.toml").read_text(encoding="utf-8")
    assert "No clinician" in text


@pytest.mark.parametrize("tag", TAGS)
def test_no_word_stands_on_both_sides(tag: str) -> None:
    own = _rules(tag).own
    assert own is not None
    assert not set(own.negation.words) & set(own.no_negation.words)
    terms = _rules(tag).terms.values()
    assert not any(set(term.accepted.words) & set(term.refused.words) for term in terms)


WORDS = [
    ("Latn", "nunca*", "¡Nuncas!", True),
    ("Latn", "nunca*", "unnunca", False),
    ("Latn", "*maz", "olmaz", True),
    ("Latn", "*maz", "mazda", False),
    ("Latn", "no one", "No  one.", True),
    ("Latn", "n'*", "n’est", True),
    ("Ethi", "አል*ም", "አልተገኘም", True),
    ("Deva", "न", "नहीं", False),  # vowel signs belong to the word
    ("Arab", "تجنب*", "تجنّب", True),
    ("Arab", "نمی*", "نمی‌شود", True),
    ("Thai", "ไม่", "โดยไม่ทราบ", True),
    ("Armn", "պետք", "Պե՞տք է", True),
]


@pytest.mark.parametrize(("script", "word", "text", "found"), WORDS)
def test_a_word_of_a_list_is_found_in_its_forms(script: str, word: str, text: str, found: bool) -> None:
    assert bool(WordList((word,), script).search(folded(text))) is found


def test_a_language_without_lists_keeps_the_other_checks(tmp_path: Path) -> None:
    library = Library(tmp_path)
    rules = read_rules(library, LIBRARY.language("es"))
    assert rules.own is None
    assert rules.terms == rules.units == {}
    assert [one.check for one in check_message("Do not take 5 mg.", Translation("Tome 50 mg."), rules)] == ["numbers"]


BROKEN = [
    ("meaning.toml", 'negation = "no"', "negation is wrong"),
    ("meaning.toml", 'negations = ["no"]', "did you mean negation"),
    ("meaning.toml", "negation = [", "this is not TOML"),
    ("meaning.toml", '[units]\nwek = ["semana"]', "units is wrong"),
    ("meaning.toml", 'negation = ["*"]', "negation is wrong"),
    ("glossary.toml", '[miscariage]\naccept = ["x"]', "did you mean miscarriage"),
    ("glossary.toml", '[miscarriage]\nrefuse = ["x"]', "miscarriage is wrong"),
]


@pytest.mark.parametrize(("name", "text", "told"), BROKEN)
def test_a_broken_list_is_told(tmp_path: Path, name: str, text: str, told: str) -> None:
    for tag in ("en", "es"):
        (tmp_path / "locales" / tag).mkdir(parents=True)
    english = (LIBRARY.locales / "en" / "glossary.toml").read_text(encoding="utf-8")
    (tmp_path / "locales" / "en" / "glossary.toml").write_text(english, encoding="utf-8")
    (tmp_path / "locales" / "es" / name).write_text(text, encoding="utf-8")
    with pytest.raises(HandoutError, match=re.escape(told)) as caught:
        read_rules(Library(tmp_path), LIBRARY.language("es"))
    assert all(problem.place.endswith(f"es/{name}") for problem in caught.value.problems)


def test_the_page_of_checks_has_the_table_of_the_code() -> None:
    page = (ROOT / "docs" / "how-to" / "checks-of-translations.md").read_text(encoding="utf-8")
    rows = [
        f"| `{name}` | {check.severity} | {check.finds} | {check.why} | {'yes' if check.ignorable else 'never'} |"
        for name, check in CHECKS.items()
    ]
    assert "\n".join(rows) in page
