"""`handouts schema`: what the files may hold, in JSON Schema, for an editor that checks while one writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from press.cli.output import say
from press.content.schemas import topic_schemas
from press.design.schemas import design_schemas
from press.files import write_whole
from press.places import place_schemas
from press.problems import ExitCode, HandoutError, Problem, shown

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@click.command(
    short_help="Write schemas for your editor.",
    epilog="""\b
Examples:
  handouts schema
  handouts schema --output docs/schemas
""",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("schemas"),
    metavar="FOLDER",
    help="Where the files go. Without it: the folder “schemas”.",
)
def schema(output: Path) -> None:
    """Write JSON Schemas of the files that people edit.

    An editor that knows them completes keys and marks mistakes while you type.
    They hold less than “handouts check” does, which has the last word.
    """
    if output.exists() and not output.is_dir():
        hint = "choose another folder with --output"
        raise HandoutError([Problem(shown(output), 0, "this is a file, not a folder", hint, ExitCode.CANNOT_WRITE)])
    for name, text in schema_files().items():
        write_whole(output / name, text.encode())
        say(shown(output / name))


def schema_files() -> dict[str, str]:
    """The names and texts of the schemas."""
    shapes: dict[str, dict[str, Any]] = topic_schemas() | design_schemas() | place_schemas()
    return {f"{name}.schema.json": _written(shape) for name, shape in shapes.items()}


def _written(shape: dict[str, Any]) -> str:
    head = {key: shape[key] for key in ("title", "description")}
    whole = {"$schema": _DIALECT, **head, **_untitled(shape)}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _untitled(shape: Any) -> Any:
    """A shape without the titles that pydantic makes of the names of keys."""
    if isinstance(shape, dict):
        return {key: _untitled(value) for key, value in shape.items() if key != "title" or isinstance(value, dict)}
    return [_untitled(one) for one in shape] if isinstance(shape, list) else shape
