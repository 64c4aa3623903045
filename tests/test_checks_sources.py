"""The source gate: no claim without a source, no source without a use or a way to find it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_topic import topic

from press.checks.sources import check_sources, unconfirmed
from press.content import read_handout
from press.places import find_library
from press.problems import ExitCode

PRINTED = '  container-title: Nose J\n  volume: "1"\n  page: 1-2\n  issued: "2020"\n  DOI: 10.1234/nose.1\n'
BARE = [
    ("Most nosebleeds stop by themselves. [@doe2020]", "Most nosebleeds stop.", "Most nosebleeds stop."),
    ("Sit up and lean forward. [@doe2020]", "Sit up and lean forward.", "Sit up and lean forward."),
    ("blood that runs for long [@roe]", "blood that runs for long", "blood that runs for long"),
    ("Not often. [@roe]", "Not often.", "Not often. Call {phone_24h} if you"),
    ("Nobody knows why", "In 1 of 10 nobody knows why", "In 1 of 10 nobody knows"),
    ("Nobody knows why", "One in four has this, and", "One in four has this, and"),
    ("Nobody knows why", "Half of all know why", "Half of all know why some"),
    ("Nobody knows why", "Before {miscarriage_weeks} weeks", "Before {miscarriage_weeks} weeks some people have"),
    ("Tell your team.", "Wait ten minutes.", "Wait ten minutes."),
]


def test_a_sound_topic_passes(tmp_path: Path) -> None:
    assert list(check_sources(topic(tmp_path))) == []


@pytest.mark.parametrize("name", find_library().topics())
def test_our_own_topics_pass(name: str) -> None:
    assert list(check_sources(read_handout(find_library().handouts / name))) == []


@pytest.mark.parametrize(("old", "new", "words"), BARE)
def test_a_claim_without_a_source(tmp_path: Path, old: str, new: str, words: str) -> None:
    handout = topic(tmp_path, (old, new))
    found = [problem for problem in check_sources(handout) if "claim" in problem.what]
    assert [problem.what for problem in found] == [f"a claim has no source: “{words} …”"]
    assert found[0].line in {message.line for message in handout.messages()}
    assert found[0].cause is ExitCode.CONTENT


@pytest.mark.parametrize("words", ["Call {phone_24h} or {emergency_number}.", "No one knows.", "Often, someone knows."])
def test_what_claims_no_number(tmp_path: Path, words: str) -> None:
    assert list(check_sources(topic(tmp_path, ("Nobody knows why some people have more of them.", words)))) == []


UNUSED = (
    "- id: zzz\n  type: webpage\n  title: Z\n  issued: n.d.\n  URL: https://z.example\n  checked: read\n- id: roe\n"
)
LOST = '  container-title: Nose J\n  volume: "1"\n  issued: "2020"\n'


@pytest.mark.parametrize(
    ("old", "new", "what", "hint"),
    [
        ("themselves. [@doe2020]", "themselves. [@doe2021]", "the source “doe2021” is cited and not known", "doe2020"),
        ("- id: roe\n", UNUSED, "the source “zzz” is never cited", "delete it"),
        ('issued: "2020"', "issued: n.d.", "the source “doe2020” has no year", "only a web page"),
        ("  URL: https://nose.example/page\n", "", "the source “roe” has no year", "only a web page"),
        ("  URL: https://nose.example/page\n", "", "nobody can find the source “roe”", "DOI"),
        (PRINTED, LOST, "nobody can find the source “doe2020”", "its volume and page"),
    ],
)
def test_a_source_that_leads_nowhere(tmp_path: Path, old: str, new: str, what: str, hint: str) -> None:
    found = [problem for problem in check_sources(topic(tmp_path, (old, new))) if problem.what == what]
    assert len(found) == 1
    assert hint in found[0].hint


@pytest.mark.parametrize(
    "fields",
    ['  volume: "1"\n  page: 1-2\n', "  URL: https://nose.example\n", "  DOI: 10.1234/x\n"],
)
def test_each_way_to_find_a_source(tmp_path: Path, fields: str) -> None:
    assert list(check_sources(topic(tmp_path, (PRINTED, f'{fields}  issued: "2020"\n')))) == []


def test_a_book_is_found_by_its_publisher(tmp_path: Path) -> None:
    book = (PRINTED, '  publisher: Nose Press\n  issued: "2020"\n')
    assert list(check_sources(topic(tmp_path, book, ("type: article-journal", "type: book")))) == []
    assert list(check_sources(topic(tmp_path, book))) != []


def test_what_nobody_has_read(tmp_path: Path) -> None:
    assert [source.id for source in unconfirmed(topic(tmp_path))] == ["roe"]


# Figures that circulate on the web with a journal's name and neither author, year nor title, so that nobody can find
# the study: "Obstetrics & Gynecology, 1,000+ women". A text names no journal and no number of people in a study.
_JOURNAL = r"Obstet|Gyn(?:a?ecol|\.)|Lancet|\bBMJ\b|\bJAMA\b|\bNEJM\b|Journal of|Fertil|Hum(?:an)? Reprod|Cochrane"
_PEOPLE = r"\d(?:[,. ]?\d){2,}\+?\s*(?:\w+ ){0,2}(?:women|participants|pregnancies|patients|couples|subjects)\b"
UNTRACEABLE = re.compile(f"{_JOURNAL}|{_PEOPLE}|^ *\\|", re.IGNORECASE | re.MULTILINE)


@pytest.mark.parametrize(
    "text",
    [
        "Obstetrics & Gynecology, 1,000+ women",
        "| Journal | Women |",
        "A study of 2 500 pregnant women",
        "The Lancet, 2019",
    ],
)
def test_the_forbidden_table_is_known_when_seen(text: str) -> None:
    assert UNTRACEABLE.search(text)


@pytest.mark.parametrize("name", find_library().topics())
def test_no_topic_holds_a_table_of_untraceable_studies(name: str) -> None:
    text = (find_library().handouts / name / "handout.md").read_text(encoding="utf-8")
    assert [found[0] for found in UNTRACEABLE.finditer(text)] == []
