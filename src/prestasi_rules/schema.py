"""JSON Schema of a rule set's rows, with unit, basis and the meaning of null for every field."""

from decimal import Decimal
from typing import Any

from prestasi_rules.formats import natural
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Column, Field, Step

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TYPES: dict[str, dict[str, Any]] = {
    "integer": {"type": "integer"},
    "code": {"type": "string"},
    "text": {"type": "string"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "reasons": {"type": "array", "items": {"type": "string"}},
}


def schema_of(ruleset: RuleSet) -> dict[str, Any]:
    """The schema of input rows; ``$defs.output`` describes a computed row, ``x-`` keys carry what JSON Schema lacks."""
    return {
        "$schema": DIALECT,
        "$id": f"urn:prestasi:rules:{ruleset.id}:{ruleset.hash[:12]}",
        "title": ruleset.title.id,
        "description": ruleset.title.en,
        "type": "array",
        "items": _row({field.name: field_schema(field) for field in ruleset.inputs}),
        "$defs": {"output": _row({name: _column_schema(column) for name, column in ruleset.columns.items()})},
        "x-ruleset": ruleset.id,
        "x-hash": ruleset.hash,
        "x-outputs": list(ruleset.outputs),
        "x-together": list(ruleset.together),
        "x-options": {option.name: [option.default, *_others(option)] for option in ruleset.options},
    }


def _others(option: Any) -> list[str]:
    return [reading for reading in option.readings if reading != option.default]


def _row(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _column_schema(column: Column) -> dict[str, Any]:
    return step_schema(column) if isinstance(column, Step) else field_schema(column)  # type: ignore[arg-type]


def field_schema(field: Field) -> dict[str, Any]:
    """One input field."""
    schema = _base(field)
    if field.minimum is not None:
        schema["minimum"] = natural(field.minimum, field.scale)
    if field.maximum is not None:
        schema["maximum"] = natural(field.maximum, field.scale)
    return _nullable(schema, field.null_meaning.id) if field.null_meaning else schema


def step_schema(step: Step) -> dict[str, Any]:
    """One computed column."""
    schema = _base(step) | {"x-basis": step.basis, "x-confidence": step.confidence}
    return _nullable(schema, step.null_meaning.id)


def _base(column: Column) -> dict[str, Any]:
    schema = dict(TYPES[column.kind]) | {"title": column.label.id, "description": column.label.en}
    if column.scale > 1:
        schema |= {"type": "number", "multipleOf": Decimal(1) / column.scale, "x-scale": column.scale}
    if column.unit:
        schema["x-unit"] = column.unit
    if column.codes:
        target = schema["items"] if column.kind == "reasons" else schema
        schema["x-labels"] = {code: text.id for code, text in column.codes.items()}
        target |= {"enum": list(column.codes)}
    return schema


def _nullable(schema: dict[str, Any], meaning: str) -> dict[str, Any]:
    nullable = schema | {"type": [schema["type"], "null"], "x-null-means": meaning}
    return nullable | {"enum": [*schema["enum"], None]} if "enum" in schema else nullable
