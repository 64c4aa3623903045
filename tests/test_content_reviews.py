"""A signature is written so that it reads back, covers its words only, and disturbs nothing in the file."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from press.content.reviews import Signature, append_signature, read_reviews, words_hash
from press.problems import ExitCode, HandoutError

WORDS = words_hash([("answer", "Hello.")])
SIGNED = Signature("Ana “Nita” O'Neil", "Midwife", date(2026, 1, 31), WORDS)
ENTRY = f'[[signed]]\nname = "Jo"\nqualification = "Nurse"\ndate = 2026-01-31\nwords = "{WORDS}"\n'


def test_nobody_has_signed_yet(tmp_path: Path) -> None:
    assert read_reviews(tmp_path / "reviews.toml") == {}


def test_a_signature_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "reviews.toml"
    append_signature(path, SIGNED)
    assert read_reviews(path) == {"": (SIGNED,)}


NAMES = st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs")), min_size=1).filter(str.strip)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(NAMES, NAMES)
def test_any_name_reads_back(tmp_path: Path, name: str, qualification: str) -> None:
    path = tmp_path / "reviews.toml"
    path.unlink(missing_ok=True)
    signature = Signature(name, qualification, date(2026, 1, 31), WORDS)
    append_signature(path, signature, "a-topic")
    assert read_reviews(path) == {"a-topic": (signature,)}


@pytest.mark.parametrize(
    "before", [f"# ours\n\n{ENTRY}", ENTRY.replace("\n", "\r\n"), ENTRY.rstrip("\n"), f"\ufeff{ENTRY}"]
)
def test_what_stands_there_stays_to_the_letter(tmp_path: Path, before: str) -> None:
    path = tmp_path / "reviews.toml"
    path.write_bytes(before.encode())
    append_signature(path, SIGNED, "noses")
    append_signature(path, SIGNED, "noses")
    assert path.read_bytes().startswith(before.encode())
    assert (b"\r\n" in path.read_bytes()) == ("\r\n" in before)
    first = Signature("Jo", "Nurse", date(2026, 1, 31), WORDS)
    assert read_reviews(path) == {"": (first,), "noses": (SIGNED, SIGNED)}
    assert [file.name for file in tmp_path.iterdir()] == ["reviews.toml"]


@pytest.mark.parametrize(
    "signature",
    [
        Signature("", "Midwife", date(2026, 1, 31), WORDS),
        Signature(" ", "Midwife", date(2026, 1, 31), WORDS),
        Signature("Ana", "", date(2026, 1, 31), WORDS),
        Signature("Ana\nJo", "Midwife", date(2026, 1, 31), WORDS),
        Signature("Ana\u202e", "Midwife", date(2026, 1, 31), WORDS),
        Signature("Ana", "Midwife\x00", date(2026, 1, 31), WORDS),
        Signature("Ana", "Midwife", date(2026, 1, 31), "sha256:abc"),
    ],
)
def test_no_such_signature_is_written(tmp_path: Path, signature: Signature) -> None:
    path = tmp_path / "reviews.toml"
    with pytest.raises(HandoutError):
        append_signature(path, signature)
    assert not path.exists()


BROKEN = [
    (ENTRY.replace('"Jo"', '"Jo'), 2, "not valid TOML"),
    (ENTRY.replace('name = "Jo"\n', ""), 1, "has no “name”"),
    (ENTRY.replace('qualification = "Nurse"\n', ""), 1, "has no “qualification”"),
    (ENTRY.replace('"Nurse"', '""'), 3, "“qualification” is empty"),
    (ENTRY.replace('"Nurse"', "5"), 3, "“qualification” is not a text"),
    (ENTRY.replace("2026-01-31", '"January"'), 4, "“date” is not a date"),
    (ENTRY.replace("2026-01-31", "2026-01-31T10:00:00"), 4, "“date” is not a date"),
    (ENTRY.replace("sha256:", "md5:"), 5, "“words” is not the hash"),
    (ENTRY + 'topic = "../up"\n', 6, "“topic” cannot be"),
    (ENTRY + 'topik = "noses"\n', 6, "there is no key “topik”"),
    ("[[singed]]\n" + ENTRY, 1, "there is no key “singed”"),
    ("\n" + ENTRY.replace("[[signed]]", "[signed]"), 2, "this is no entry"),
]


@pytest.mark.parametrize(("text", "line", "what"), BROKEN)
def test_a_broken_file(tmp_path: Path, text: str, line: int, what: str) -> None:
    path = tmp_path / "reviews.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(HandoutError) as caught:
        read_reviews(path)
    assert [problem.line for problem in caught.value.problems if what in problem.what] == [line]
    with pytest.raises(HandoutError):
        append_signature(path, SIGNED)
    assert path.read_text(encoding="utf-8") == text


def test_every_fault_of_the_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "reviews.toml"
    path.write_text(ENTRY.replace('"Jo"', '""') + ENTRY.replace("sha256:", "md5:"), encoding="utf-8")
    with pytest.raises(HandoutError) as caught:
        read_reviews(path)
    assert [problem.line for problem in caught.value.problems] == [2, 10]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "reviews.toml"
    path.write_text(ENTRY, encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(HandoutError) as caught:
        append_signature(path, SIGNED)
    assert caught.value.exit_code is ExitCode.CANNOT_WRITE
    assert path.read_text(encoding="utf-8") == ENTRY
    assert [file.name for file in tmp_path.iterdir()] == ["reviews.toml"]


TEXTS = st.lists(st.lists(st.text(max_size=5), max_size=3).map(tuple), max_size=3)


@given(TEXTS, TEXTS)
def test_the_hash_is_of_these_words_in_this_order(one: list[tuple[str, ...]], other: list[tuple[str, ...]]) -> None:
    canonical = [[[unicodedata.normalize("NFC", part) for part in text] for text in texts] for texts in (one, other)]
    assert (words_hash(one) == words_hash(other)) == (canonical[0] == canonical[1])


def test_the_hash_sees_where_one_text_ends() -> None:
    assert words_hash([("ab", "c")]) != words_hash([("a", "bc")])
    assert words_hash([("a",), ("b",)]) != words_hash([("a", "b")])
    assert words_hash([("e\u0301",)]) == words_hash([("é",)])
    # Pinned: a signature of last year must go on covering its words.
    assert WORDS == "sha256:998abb016208692c85bb1549249a76f5b0eebbfe2eadef71859a9ae6469fcf7f"
