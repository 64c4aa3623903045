"""A validator of others finds nothing against PDF/UA-1 and PDF/A-2a in the sheets of another clinic, and can tell.

Those of the first clinic, in every language and design, are in test_every_design.py.
"""

from __future__ import annotations

import page
import pytest
from conftest import CLINICS, FIRST_LANGUAGES, Sheets

PROFILES = {"PDF/UA-1": page.ValidationProfile.PDF_UA_1, "PDF/A-2a": page.ValidationProfile.PDF_A_2A}


def _failures(path: object, standard: str) -> list[str]:
    report = page.validate_pdf(str(path), profile=PROFILES[standard])
    return [str(failure) for failure in report.failures]


@pytest.mark.parametrize("standard", PROFILES)
@pytest.mark.parametrize("language", FIRST_LANGUAGES)
def test_the_sheet_conforms(sheet: Sheets, language: str, standard: str) -> None:
    assert _failures(sheet(language, CLINICS[1]).path, standard) == []


@pytest.mark.parametrize(
    ("standard", "old", "new"),
    [
        ("PDF/UA-1", b"<pdfuaid:part>1</pdfuaid:part>", b"<pdfuaid:part>7</pdfuaid:part>"),
        ("PDF/A-2a", b"<pdfaid:part>2</pdfaid:part>", b"<pdfaid:part>9</pdfaid:part>"),
    ],
)
def test_the_validator_can_tell(sheet: Sheets, tmp_path: object, standard: str, old: bytes, new: bytes) -> None:
    broken = sheet("en").path.with_name("broken.pdf")
    data = sheet("en").made.data
    assert old in data
    broken.write_bytes(data.replace(old, new))
    assert _failures(broken, standard)
