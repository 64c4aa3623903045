"""Numbers by value: a translation may write a number in its own way, and must not lose or change it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.content.numbers import missing_numbers, numerals

KEPT = [
    ("Take 5 mg", "Tome 5 mg", "."),
    ("Take 5 mg", "Tome 5mg", "."),
    ("Take 5 mg", "服用5毫克", "."),
    ("Take 5 mcg", "Tome 5 µg", "."),
    ("Take 5 mcg", "Tome 5 μg", "."),
    ("in 20 weeks", "في ٢٠ أسبوعًا", "."),
    ("in 20 weeks", "२० हफ़्ते", "."),
    ("in 20 weeks", "２０周", "."),
    ("1,500 steps", "1.500 pasos", ","),
    ("1,500 steps", "1500 pasos", ","),
    ("1,500 steps", "1\u202f500 pas", ","),
    ("1,500 steps", "1’500 Schritte", "."),
    ("1,500 steps", "١٬٥٠٠", "."),
    ("150,000", "1,50,000", "."),
    ("1.5 ml", "1,5 ml", ","),
    ("1.5 ml", "1.5 ml", ","),
    ("1.5 ml", "١٫٥ ml", "."),
    ("10, 12 and 14", "10,12 和 14", "."),
    ("6 to 12 days, often 8 to 10", "6–12 días, a menudo 8–10", ","),
    ("about 1 in 10 to 1 in 6", "entre 1 de cada 10 y 1 de cada 6", ","),
    ("one in four", "1 de cada 4", ","),
    ("no number", "3", "."),
]
CHANGED = [
    ("Take 5 mg", "Tome 50 mg", ".", ("5 mg",)),
    ("Take 5 mg", "Tome 5 mcg", ".", ("5 mg",)),
    ("Take 5 mg", "Tome 5 g", ".", ("5 mg",)),
    ("Take 5 mg", "Tome mg", ".", ("5 mg",)),
    ("5 mg, then 5 mg", "5 mg, luego", ".", ("5 mg",)),
    ("1 in 10", "10", ".", ("1",)),
    ("1,500", "1,500", ",", ("1,500",)),
    ("1.5 ml", "1,5 ml", ".", ("1.5 ml",)),
    ("0.5", "5", ".", ("0.5",)),
    ("6 to 12 days", "seis a doce días", ",", ("6", "12")),
    ("20 weeks", "24 semanas", ",", ("20",)),
    ("5 mg or 5 g", "5 g o 5 mcg", ".", ("5 mg",)),
]


@pytest.mark.parametrize(("source", "target", "mark"), KEPT)
def test_a_number_may_be_written_in_another_way(source: str, target: str, mark: str) -> None:
    assert missing_numbers(source, target, mark) == ()


@pytest.mark.parametrize(("source", "target", "mark", "missing"), CHANGED)
def test_a_number_that_is_lost_or_changed_is_named(
    source: str, target: str, mark: str, missing: tuple[str, ...]
) -> None:
    assert missing_numbers(source, target, mark) == missing


def test_the_decimal_mark_decides_what_a_number_means() -> None:
    assert [numeral.value for mark in ".," for numeral in numerals("1.500", mark)] == [Decimal("1.5"), 1500]


@given(st.text())
def test_a_text_loses_nothing_against_itself(text: str) -> None:
    assert missing_numbers(text, text, ".") == ()


@given(st.lists(st.decimals(0, 10**7, places=2), max_size=5), st.sampled_from("0٠०๐"), st.sampled_from(".,"))
def test_every_script_and_mark_gives_the_same_value(values: list[Decimal], zero: str, mark: str) -> None:
    table = str.maketrans("0123456789.", "".join(chr(ord(zero) + digit) for digit in range(10)) + mark)
    text = " ; ".join(str(value) for value in values)
    assert missing_numbers(text, text.translate(table), mark) == ()
