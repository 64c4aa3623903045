"""The folders of fonts/: complete, free to embed, still able to shape, and drawing every character we print."""

from __future__ import annotations

import importlib.util
import sys
import unicodedata
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]


def load_rebuild() -> ModuleType:
    """The script fonts/rebuild.py as a module."""
    spec = importlib.util.spec_from_file_location("fonts_rebuild", ROOT / "fonts" / "rebuild.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # a dataclass looks its module up
    spec.loader.exec_module(module)
    return module


rebuild = load_rebuild()
FOLDERS = sorted(path.name for path in (ROOT / "fonts").iterdir() if path.is_dir() and path.name != "__pycache__")
FACES = [f"{folder}/{face}" for folder in FOLDERS for face in ("Regular.ttf", "Bold.ttf")]
TEXTS = list(rebuild.printed())


def test_a_folder_is_a_row_and_a_row_is_a_folder() -> None:
    assert sorted(family.folder for family in rebuild.FAMILIES) == FOLDERS


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_family_has_two_faces_and_its_licence(folder: str) -> None:
    assert sorted(path.name for path in (ROOT / "fonts" / folder).iterdir()) == ["Bold.ttf", "OFL.txt", "Regular.ttf"]
    licence = (ROOT / "fonts" / folder / "OFL.txt").read_text(encoding="utf-8")
    assert licence.startswith("Copyright")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_the_readme_has_the_row_of_each_family_as_the_font_says_it() -> None:
    readme = (ROOT / "fonts" / "README.md").read_text(encoding="utf-8")
    assert rebuild.readme() == readme
    for folder in FOLDERS:
        assert f"| `{folder}` |" in readme


@pytest.mark.parametrize("face", FACES)
def test_a_face_may_be_embedded_and_has_truetype_outlines(face: str) -> None:
    font = TTFont(ROOT / "fonts" / face)
    assert font["OS/2"].fsType == 0
    assert "glyf" in font
    assert "CFF " not in font
    assert "fvar" not in font
    assert font.getBestCmap()[ord(" ")]
    assert font["glyf"][".notdef"].numberOfContours > 0
    assert "Open Font License" in font["name"].getDebugName(13)
    assert font["OS/2"].usWeightClass == (700 if face.endswith("Bold.ttf") else 400)


@pytest.mark.parametrize(
    ("face", "wanted"),
    [
        ("noto-sans/Regular.ttf", {"ccmp", "locl", "kern", "mark", "mkmk"}),
        ("noto-sans-arabic/Bold.ttf", {"init", "medi", "fina", "rlig", "mark", "mkmk"}),
        ("noto-sans-devanagari/Regular.ttf", {"akhn", "half", "rphf", "pres", "abvm", "blwm"}),
        ("noto-sans-sc/Regular.ttf", {"ccmp", "locl", "kern"}),
    ],
)
def test_what_shaping_needs_is_kept_and_what_it_never_asks_for_is_gone(face: str, wanted: set[str]) -> None:
    font = TTFont(ROOT / "fonts" / face)
    features = {record.FeatureTag for name in ("GSUB", "GPOS") for record in font[name].table.FeatureList.FeatureRecord}
    assert wanted <= features
    assert not features & {"vert", "vrt2", "vkrn", "aalt", "salt", "smcp", "onum"}
    assert not {"fpgm", "prep", "cvt ", "vmtx", "STAT"} & set(font.keys())


@pytest.mark.parametrize("face", ["noto-sans/Regular.ttf", "noto-sans-devanagari/Bold.ttf"])
def test_shrinking_a_shrunk_face_changes_no_byte(face: str) -> None:
    published = (ROOT / "fonts" / face).read_bytes()
    assert rebuild.shrink(published, None) == published


def test_chinese_draws_the_whole_standard_and_every_extra() -> None:
    japanese = {ord("𠮟")}  # one of the extras, which the published Chinese face lacks
    wanted = {point for point in rebuild.chinese_simplified() if unicodedata.name(chr(point), "").startswith("CJK UNI")}
    assert len(wanted) > 6763
    assert wanted - japanese <= rebuild.characters_of("noto-sans-sc")
    assert japanese <= rebuild.characters_of("noto-sans-jp")


def test_every_language_names_families_that_exist_and_ends_with_the_common_one() -> None:
    stacks = rebuild.stacks()
    assert {"en", "es", "ar", "zh-Hans", "hi"} <= set(stacks)
    for stack in stacks.values():
        assert set(stack) <= set(FOLDERS)
        assert stack[-1] == "noto-sans"


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.path.relative_to(ROOT).as_posix())
def test_every_character_we_print_has_a_glyph(text: Any) -> None:
    assert rebuild.undrawn(text) == []


def test_the_texts_that_are_looked_at_hold_words() -> None:
    characters = set[str]().union(*(text.characters() for text in TEXTS))
    assert {"a", "7", "العربية"[0], "简", "हिन्दी"[0]} <= characters


def test_a_character_without_a_face_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "handouts" / "topic" / "handout.md"
    path.parent.mkdir(parents=True)
    path.write_text("\ufeffTake \u2066care\u2069 of \ud7a3 and a", encoding="utf-8")
    language = tmp_path / "locales" / "en" / "language.toml"
    language.parent.mkdir(parents=True)
    language.write_text('name = "English"\nfonts = ["noto-sans"]\n', encoding="utf-8")
    monkeypatch.setattr(rebuild, "ROOT", tmp_path)
    assert rebuild.main(["--check"]) == 1
    assert capsys.readouterr().out == (
        "handouts/topic/handout.md: no font of its language draws \ud7a3 (U+D7A3)\n"
        "    → write it another way, or add it to fonts/extras.txt and run fonts/rebuild.py\n"
    )


def test_of_a_po_file_the_translations_are_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "topic.po"
    path.write_text('# a note ☢\nmsgid ""\nmsgstr ""\n\nmsgid "Care ☃"\nmsgstr "Cuidado"\n', encoding="utf-8")
    assert rebuild.words_of(path).strip() == "Cuidado"
