"""The JSON Schemas for editors: up to date, kept by every file of this project, and broken by planted mistakes."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from small_topic import HANDOUT, SOURCES

from press.cli import main
from press.cli.schema import schema_files
from press.content.front_matter import split
from press.content.reading import Faults, read_text
from press.content.strict_yaml import data, read_yaml
from press.places import find_library

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = find_library()
SCHEMAS = schema_files()
NAMES = ("front-matter", "sources", "clinic", "design", "language", "region")


@cache
def validator(name: str) -> Draft202012Validator:
    shape = json.loads(SCHEMAS[f"{name}.schema.json"])
    Draft202012Validator.check_schema(shape)
    return Draft202012Validator(shape)


def faults(name: str, content: Any) -> list[str]:
    return [f"{fault.json_path}: {fault.message}" for fault in validator(name).iter_errors(content)]


def front_matter(text: str) -> Any:
    yaml, _, _ = split(text, Faults("a test"))
    assert yaml is not None
    return yaml_of(yaml)


def yaml_of(text: str) -> Any:
    node = read_yaml(text, Faults("a test"))
    assert node is not None
    return data(node)


def files() -> list[tuple[str, Path, Callable[[str], Any]]]:
    return [
        *(("front-matter", path, front_matter) for path in LIBRARY.handouts.glob("*/handout.md")),
        *(("sources", path, yaml_of) for path in LIBRARY.handouts.glob("*/sources.yaml")),
        *(("clinic", path, tomllib.loads) for path in LIBRARY.clinics.glob("*/clinic.toml")),
        *(("design", path, tomllib.loads) for path in LIBRARY.designs.glob("*.toml")),
        *(("language", path, tomllib.loads) for path in LIBRARY.locales.glob("*/language.toml")),
        *(("region", path, tomllib.loads) for path in LIBRARY.locales.glob("regions/*.toml")),
    ]


def test_the_schemas_that_are_checked_in_are_those_of_the_code() -> None:
    """After a change of a shape: handouts schema --output docs/schemas."""
    found = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "schemas").iterdir()}
    assert found == SCHEMAS


def test_there_is_a_schema_of_each_kind_of_file() -> None:
    assert set(SCHEMAS) == {f"{name}.schema.json" for name in NAMES}
    assert {name for name, _, _ in files()} == set(NAMES)


@pytest.mark.parametrize(("name", "path", "read"), files(), ids=lambda one: one.name if isinstance(one, Path) else None)
def test_each_file_of_this_project_keeps_to_its_schema(name: str, path: Path, read: Callable[[str], Any]) -> None:
    assert faults(name, read(read_text(path))) == []


CLINIC = (LIBRARY.clinics / "example" / "clinic.toml").read_text(encoding="utf-8")
DESIGN = (LIBRARY.designs / "standard.toml").read_text(encoding="utf-8")
SPANISH = (LIBRARY.locales / "es" / "language.toml").read_text(encoding="utf-8")
STATES = (LIBRARY.locales / "regions" / "US.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text", "old", "new", "place"),
    [
        ("front-matter", HANDOUT, 'version: "1.0"', "version: one", "$.version"),
        ("front-matter", HANDOUT, "2026-01-31", "January 31", "$.written"),
        ("front-matter", HANDOUT, "audience: everyone\n", "", "$"),
        ("front-matter", HANDOUT, "[R04.0]", "[R4]", "$.codes['icd-10-cm'][0]"),
        ("front-matter", HANDOUT, "keywords:", "keyword:", "$"),
        ("sources", SOURCES, "type: webpage", "type: website", "$[1].type"),
        ("sources", SOURCES, "checked: read", "checked: yes", "$[0].checked"),
        ("sources", SOURCES, "10.1234/nose.1", "doi:10.1234/nose.1", "$[0].DOI"),
        ("sources", SOURCES, 'issued: "2020"', 'issued: "12"', "$[0].issued"),
        ("sources", SOURCES, "family: Doe", "surname: Doe", "$[0].author[0]"),
        ("clinic", CLINIC, 'region = "US"', 'region = "USA"', "$.region"),
        ("clinic", CLINIC, "Mon-Fri 08:00-17:00", "Mon-Fri 8-17", "$.hours[0]"),
        ("clinic", CLINIC, 'primary = "#0b5563"', 'primary = "teal"', "$.colours.primary"),
        ("clinic", CLINIC, "phone_24h = ", "phone_24 = ", "$"),
        ("clinic", CLINIC, "(212) 555-0142", "call us", "$.phone"),
        ("design", DESIGN, "body = 12", "body = 9", "$.sizes.body"),
        ("design", DESIGN, "side = 52", "side = 5", "$.page.side"),
        ("design", DESIGN, "band = 8.5", "bands = 8.5", "$.sizes"),
        ("design", DESIGN, "[gaps]", "[gap]", "$"),
        ("design", DESIGN, "measure = 36", 'measure = "36"', "$.page.measure"),
        ("language", SPANISH, 'direction = "ltr"', 'direction = "left"', "$.direction"),
        ("language", SPANISH, "leading = 1.3", "leading = 13", "$.leading"),
        ("language", SPANISH, 'digits = "latn"', 'digits = "latin"', "$.digits"),
        ("language", SPANISH, 'fonts = ["noto-sans"]', "fonts = []", "$.fonts"),
        ("language", SPANISH, 'locale = "es"', 'locale = "es-ES"', "$.locale"),
        ("region", STATES, '"911"', "911", "$.emergency_number"),
        ("region", STATES, "= 20", "= 200", "$.miscarriage_weeks"),
        ("region", STATES, '"letter"', '"a5"', "$.paper"),
        ("region", STATES, '"us"', '"imperial"', "$.units"),
        ("region", STATES, "name =", "nome =", "$"),
    ],
)  # fmt: skip
def test_an_editor_marks_a_mistake(name: str, text: str, old: str, new: str, place: str) -> None:
    assert old in text
    read = {"front-matter": front_matter, "sources": yaml_of}.get(name, tomllib.loads)
    assert faults(name, read(text)) == []
    assert any(fault.startswith(f"{place}: ") for fault in faults(name, read(text.replace(old, new, 1))))


def test_the_command_writes_them(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["schema", "--output", str(tmp_path / "new")])
    assert done.exit_code == 0
    assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "new").iterdir()} == SCHEMAS
    assert done.stdout.count(".schema.json\n") == len(NAMES)


def test_the_command_does_not_write_into_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert CliRunner().invoke(main, ["schema", "--output", str(tmp_path / "file")]).exit_code == 6
