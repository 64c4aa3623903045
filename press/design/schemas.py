"""JSON Schemas of a clinic's and a design's settings, for editors that check while one types."""

from __future__ import annotations

from typing import Any

from press.design.clinic_shape import ClinicShape
from press.design.sheet import DesignShape


def design_schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schemas of clinic.toml and of a design's file."""
    return {
        "clinic": ClinicShape.model_json_schema() | {"title": "A clinic", "description": "clinic.toml"},
        "design": DesignShape.model_json_schema() | {"title": "A design", "description": "templates/designs/NAME.toml"},
    }
