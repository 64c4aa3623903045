"""The wheel carries the five folders, and prints a sheet far from any checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import press
from press.catalogs import PSEUDO_LANGUAGES, write_pseudo_language
from press.places import Library

ROOT = Path(__file__).resolve().parent.parent
_FOLDERS = ("handouts", "templates", "locales", "fonts", "clinics")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the project, so that the build leaves nothing in the checkout."""
    tree = tmp_path_factory.mktemp("tree")
    for name in ("press", *_FOLDERS):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__", *PSEUDO_LANGUAGES))
    for tag in PSEUDO_LANGUAGES:  # a designer of templates may have made them
        write_pseudo_language(Library(tree), tag)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tree)
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked, which is all that installing a wheel of plain Python does."""
    site = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


def test_the_wheel_has_the_name_and_version_of_the_press(wheel: Path) -> None:
    assert wheel.name == f"handout_press-{press.__version__}-py3-none-any.whl"


@pytest.mark.parametrize("folder", _FOLDERS)
def test_the_wheel_carries_every_file_that_people_edit(installed: Path, folder: str) -> None:
    def files(root: Path) -> set[str]:
        return {
            path.relative_to(root).as_posix()
            for path in root.rglob("*")
            if path.is_file()
            and "__pycache__" not in path.parts
            and not path.name.startswith(".")
            and PSEUDO_LANGUAGES.keys().isdisjoint(path.parts)
        }

    assert files(installed / "press" / "library" / folder) == files(ROOT / folder)


def test_the_wheel_carries_no_pseudo_languages(installed: Path) -> None:
    languages = Library(installed / "press" / "library").languages()
    assert languages == tuple(tag for tag in Library(ROOT).languages() if tag not in PSEUDO_LANGUAGES)


def test_the_wheel_carries_the_code_the_licence_and_the_command(installed: Path) -> None:
    (about,) = installed.glob("*.dist-info")
    assert (about / "licenses" / "LICENSE").is_file()
    assert "handouts = press.cli:main" in (about / "entry_points.txt").read_text(encoding="utf-8")
    assert (installed / "press" / "pdf" / "sRGB.icc").is_file()
    assert (installed / "press" / "checks" / "words" / "jargon.toml").is_file()
    assert (installed / "press" / "py.typed").is_file()
    assert not (installed / "tests").exists()


def test_the_installed_press_prints_a_sheet_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "press",
        "build",
        "sex-in-early-pregnancy",
        "--language",
        "ar",
        "--output",
        "sheets",
    ]
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (sheet,) = (tmp_path / "sheets").glob("sex-in-early-pregnancy.ar.*pdf")
    assert sheet.read_bytes().startswith(b"%PDF-")
    assert [path.name for path in tmp_path.iterdir()] == ["sheets"]


def test_the_installed_press_uses_the_folders_that_it_carries(installed: Path, tmp_path: Path) -> None:
    question = "import press.places; print(press.places.find_library().root)"
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-c", question]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == str((installed / "press" / "library").resolve())


def test_a_clinic_that_the_installed_press_begins_lies_in_the_working_folder(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    contacts = ["--name", "North", "--phone", "(212) 555-0142", "--phone-24h", "(212) 555-0199"]
    for words in (
        ["add", "north", *contacts, "--region", "US", "--colour", "#0b5563"],
        ["check", "north"],
    ):
        command = [sys.executable, "-m", "press", "clinic", *words]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "north" / "clinic.toml").is_file()
    assert not (installed / "press" / "library" / "clinics" / "north").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["topic", "add", "iron-in-pregnancy", "--title", "Iron", "--audience", "readers", "--author", "A"],
        ["topic", "sign", "sex-in-early-pregnancy", "--name", "A. Example", "--qualification", "MD", "--yes"],
        ["language", "sign", "es", "sex-in-early-pregnancy", "--name", "B. Example", "--qualification", "MD", "--yes"],
        ["language", "extract"],
        ["language", "update"],
        ["language", "relabel", "sex-in-early-pregnancy", "--yes"],
        ["language", "add", "mr"],
        ["language", "pseudo"],
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_the_installed_press_keeps_its_own_folders_as_they_are(
    installed: Path, tmp_path: Path, words: list[str]
) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    before = {path for path in (installed / "press" / "library").rglob("*") if path.suffix != ".pyc"}
    command = [sys.executable, "-m", "press", *words]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 6
    assert "copy them to a folder of your own, and name it with --library or HANDOUTS_LIBRARY" in done.stderr
    assert {path for path in (installed / "press" / "library").rglob("*") if path.suffix != ".pyc"} == before
