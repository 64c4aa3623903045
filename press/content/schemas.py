"""JSON Schemas of what a writer of topics writes, for editors that check while one types."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from press.content.front_matter import Head
from press.content.sources import Reference


class _WithoutNull(GenerateJsonSchema):
    """What may be left out has no null for it: our YAML knows none."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def topic_schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schemas of the front matter of handout.md and of sources.yaml."""
    head = Head.model_json_schema(schema_generator=_WithoutNull)
    reference = Reference.model_json_schema(schema_generator=_WithoutNull)
    names = reference.pop("$defs")
    sources = {"type": "array", "items": reference, "minItems": 1, "$defs": names}
    return {
        "front-matter": head | {"title": "A topic", "description": "the front matter of handout.md"},
        "sources": sources | {"title": "The sources of a topic", "description": "sources.yaml"},
    }
