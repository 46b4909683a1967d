"""compute: the door for JSON-like rows in natural units. Checks every value first; all rows or none.

Numbers are ``int`` or ``decimal.Decimal`` (a float is refused, it is not exact), dates ``date`` or ``YYYY-MM-DD``,
codes and texts ``str``, an empty value ``None``. Answers carry the same natural units.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from prestasi_rules.engine import REASON_NULL, evaluate
from prestasi_rules.errors import Problem, RuleInputError
from prestasi_rules.formats import describe, natural
from prestasi_rules.ruleset import NO_OPTIONS, Options, RuleSet
from prestasi_rules.step import Column, Field

Row = Mapping[str, Any]

POLARS: dict[str, Any] = {
    "integer": pl.Int64,
    "code": pl.String,
    "text": pl.String,
    "boolean": pl.Boolean,
    "date": pl.Date,
}
INT64 = 2**63 - 1


def compute(rows: Sequence[Row], ruleset: RuleSet, *, options: Options = NO_OPTIONS) -> list[dict[str, Any]]:
    """Each row with every step added, in the given order.

    Raises ``RuleInputError`` naming row, field, reason and allowed values for a missing or unknown field, a value of
    another type, or one outside the allowed values. Never a silent default, never a part of the rows.
    """
    evaluated = evaluate(as_frame(rows, ruleset), ruleset, options=options)
    return [as_natural(row, ruleset) for row in evaluated.to_dicts()]


def as_frame(rows: Sequence[Row], ruleset: RuleSet) -> pl.DataFrame:
    """Checked rows as a frame of scaled integers."""
    problems = [problem for index, row in enumerate(rows, 1) for problem in row_problems(index, row, ruleset)]
    if problems:
        raise RuleInputError(problems)
    stored = [{field.name: to_stored(row[field.name], field) for field in ruleset.inputs} for row in rows]
    return pl.DataFrame(stored, schema={field.name: POLARS[field.kind] for field in ruleset.inputs})


def as_natural(row: Row, ruleset: RuleSet) -> dict[str, Any]:
    """A row of a frame in natural units; columns that the rule set does not know stay as they are."""
    return {
        name: _natural(value, ruleset.columns[name]) if name in ruleset.columns else value
        for name, value in row.items()
    }


def _natural(value: Any, column: Column) -> Any:
    if column.kind == "reasons" and value is not None:
        return value.split()
    return natural(value, column.scale)


def row_problems(index: int, row: Any, ruleset: RuleSet) -> Iterable[Problem]:
    """Everything wrong with one row."""
    if not isinstance(row, Mapping):
        yield Problem(index, "", "bukan objek", "objek dengan nama kolom")
        return
    names = {field.name for field in ruleset.inputs}
    for extra in row.keys() - names:
        yield Problem(index, str(extra), "kolom tidak dikenal", ", ".join(sorted(names)))
    for field in ruleset.inputs:
        if field.name not in row:
            yield Problem(index, field.name, "kolom tidak ada", describe(field))
        elif fault := fault_of(row[field.name], field):
            yield Problem(index, field.name, fault, describe(field))


def fault_of(value: Any, field: Field) -> str | None:
    """What is wrong with one value in natural units, or None."""
    if value is None:
        return None if field.nullable else REASON_NULL
    if fault := _type_fault(value, field):
        return fault
    if field.codes and value not in field.codes:
        return f"nilai '{value}' di luar daftar"
    return _range_fault(value, field) if field.kind == "integer" else None


def _type_fault(value: Any, field: Field) -> str | None:
    match field.kind:
        case "integer" if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return "angka pecahan biner tidak tepat" if isinstance(value, float) else f"'{value}' bukan angka"
        case "integer" if Decimal(value) * field.scale % 1 != 0:
            return f"{value} memiliki terlalu banyak desimal"
        case "boolean" if not isinstance(value, bool):
            return f"'{value}' bukan true atau false"
        case "date" if not _is_date(value):
            return f"'{value}' bukan tanggal"
        case "code" | "text" if not isinstance(value, str):
            return f"{value} bukan teks"
    return None


def _range_fault(value: int | Decimal, field: Field) -> str | None:
    stored = Decimal(value) * field.scale
    if field.minimum is not None and stored < field.minimum:
        return f"{value} terlalu kecil"
    if stored > (INT64 if field.maximum is None else field.maximum) or stored < -INT64:
        return f"{value} terlalu besar"
    return None


def _is_date(value: Any) -> bool:
    if not isinstance(value, str):
        return type(value) is date
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def to_stored(value: Any, field: Field) -> Any:
    """A checked natural value as it stands in a frame."""
    if field.kind == "integer" and value is not None:
        return int(Decimal(value) * field.scale)
    return date.fromisoformat(value) if field.kind == "date" and isinstance(value, str) else value
