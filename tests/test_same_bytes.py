"""Same input, same bytes: in one process, in another, and in the most hostile of environments."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import LANGUAGES, READ, TOPIC, WHEN, Sheets

from press.build import Job, Press, make_all
from press.places import Library

_PROGRAM = """
import hashlib, sys
from datetime import date
from pathlib import Path
from press.build import Job, Press
from press.places import Library
root, topic, when, *languages = sys.argv[1:]
press = Press(Library(Path(root)))
for language in languages:
    job = Job(topic, language, Path(root, "clinics", "example"), date.fromisoformat(when))
    print(hashlib.sha256(press.make(job).data).hexdigest())
"""

# reportlab runs ~/.reportlab_settings, and reportlab_settings.py where Python finds it, and obeys RL_* variables.
_HOSTILE = {
    "pageCompression": 0,
    "invariant": 0,
    "useA85": 1,
    "wrapA85": 1,
    "defaultEncoding": "MacRomanEncoding",
    "defaultPageSize": "A3",
    "canvas_basefontname": "Courier",
    "canvas_baseColor": "#ff0000",
    "ttfAsciiReadable": 1,
    "allowTTFSubsetting": 0,
    "pdfMultiLine": 1,
    "pdfComments": 1,
    "showBoundary": 1,
    "shapeChecking": 0,
    "verbose": 0,
    "documentLang": "tlh",
    "overlapAttachedSpace": 0,
    "ignoreContainerActions": 0,
    "autoConvertEncoding": 1,
    "reserveTTFNotdef": 0,
    "platypus_link_underline": 1,
    "underlineWidth": "9*P",
}


def _digests(library: Library, environment: dict[str, str], folder: Path, languages: tuple[str, ...]) -> list[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RL_", "LC_", "PYTHON"))}
    result = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(library.root), TOPIC, WHEN.isoformat(), *languages],
        env={**kept, "PYTHONPATH": str(library.root), **environment},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_twice_in_a_press(sheet: Sheets, press: Press, language: str) -> None:
    one = sheet(language)
    assert press.make(one.made.job).data == one.made.data, "what a press keeps changes nothing"


def test_whatever_was_printed_before(sheet: Sheets, library: Library) -> None:
    press = Press(library)
    for language in reversed(READ):
        assert press.make(sheet(language).made.job).data == sheet(language).made.data


def test_in_threads(sheet: Sheets, library: Library) -> None:
    made = [sheet(language).made for language in READ]
    with ThreadPoolExecutor(4) as threads:
        found = list(make_all(library, [one.job for one in made], threads))
    assert [one.data for one in found] == [one.data for one in made]


def test_in_another_process_time_zone_and_language(sheet: Sheets, library: Library, tmp_path: Path) -> None:
    environment = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"}
    wanted = [hashlib.sha256(sheet(language).made.data).hexdigest() for language in READ]
    assert _digests(library, environment, tmp_path, READ) == wanted


@pytest.mark.parametrize("where", ["home", "path", "variables"])
def test_under_hostile_settings_of_reportlab(sheet: Sheets, library: Library, tmp_path: Path, where: str) -> None:
    settings = "".join(f"{name} = {value!r}\n" for name, value in _HOSTILE.items() if name != "defaultPageSize")
    settings += f"open({str(tmp_path / 'ran')!r}, 'w').close()\n"
    environment = {"PYTHONHASHSEED": "2", "HOME": str(tmp_path), "TZ": "America/Caracas"}
    match where:
        case "home":
            (tmp_path / ".reportlab_settings").write_text(settings, encoding="utf-8")
        case "path":
            (tmp_path / "reportlab_settings.py").write_text(settings, encoding="utf-8")
            environment["PYTHONPATH"] = os.pathsep.join([str(tmp_path), str(library.root)])
        case _:
            environment.update({f"RL_{name}": str(value) for name, value in _HOSTILE.items()})
    found = _digests(library, environment, tmp_path, ("en", "ar"))
    assert (tmp_path / "ran").exists() == (where != "variables"), "the settings were never read: the test shows nothing"
    assert found == [hashlib.sha256(sheet(language).made.data).hexdigest() for language in ("en", "ar")]


def test_another_date_gives_another_file_of_the_same_look(sheet: Sheets, press: Press) -> None:
    job: Job = sheet("en").made.job
    other = press.make(replace(job, when=date(2027, 1, 2)))
    assert other.data != sheet("en").made.data
    assert other.pages == sheet("en").made.pages
    assert b"2027-01-02" in other.data
    assert b"2026-11-23" not in other.data
