"""evaluate: a frame and a rule set -> the same frame with every step added as a column.

One path for one person and for a nation: a person is a frame with one row. Frames hold scaled integers.
"""

from functools import reduce
from typing import Any

import narwhals as nw

from prestasi_rules.errors import Problem, RuleInputError
from prestasi_rules.formats import describe
from prestasi_rules.parameters import Parameters
from prestasi_rules.ruleset import NO_OPTIONS, Options, RuleSet
from prestasi_rules.step import DTYPES, Column, Field, Step

REASON_NULL = "kosong, padahal wajib diisi"


def evaluate(frame: Any, ruleset: RuleSet, *, options: Options = NO_OPTIONS, check: bool = True) -> Any:
    """Add every step of ``ruleset`` to ``frame`` and keep all other columns.

    ``frame`` is a Polars DataFrame or LazyFrame or a PySpark DataFrame with the columns of ``ruleset.inputs`` as
    scaled integers, strings, booleans and dates; the answer has the same type. ``options`` maps an option to a reading.
    Raises ``RuleInputError`` for a missing column, a wrong type (floats are refused), a name that a step needs, and,
    unless ``check=False``, a value outside the allowed ones (on a lazy frame that costs one scan).
    """
    native = nw.from_native(frame)
    parameters = ruleset.parameters_under(options)
    check_columns(native, ruleset)
    table = native.lazy() if isinstance(native, nw.DataFrame) else native
    table = table.with_columns(*(_typed(field) for field in ruleset.inputs))
    if check:
        check_values(table, ruleset)
    table = reduce(lambda so_far, step: so_far.with_columns(_column(step, parameters)), ruleset.steps, table)
    return table.collect().to_native() if isinstance(native, nw.DataFrame) else table.to_native()


def _typed(column: Column) -> nw.Expr:
    return nw.col(column.name).cast(DTYPES[column.kind])


def _column(step: Step, parameters: Parameters) -> nw.Expr:
    return step.build(parameters).cast(DTYPES[step.kind]).alias(step.name)


def check_columns(frame: Any, ruleset: RuleSet) -> None:
    """Refuse a frame whose columns are not there, have another type, or carry the name of a step."""
    schema = frame.collect_schema()
    problems = [Problem(None, field.name, "kolom tidak ada") for field in ruleset.inputs if field.name not in schema]
    problems += [
        Problem(None, field.name, f"jenis {schema[field.name]} tidak diterima", field.kind)
        for field in ruleset.inputs
        if field.name in schema and not _fits(schema[field.name], field)
    ]
    problems += [
        Problem(None, step.name, "nama ini dipakai oleh hasil perhitungan")
        for step in ruleset.steps
        if step.name in schema
    ]
    if problems:
        raise RuleInputError(problems)


def _fits(dtype: Any, field: Field) -> bool:
    if field.kind == "integer":
        return bool(dtype.is_integer())
    if field.kind in ("code", "text", "reasons"):
        return dtype in (nw.String, nw.Categorical, nw.Enum)
    return bool(dtype == DTYPES[field.kind])


def check_values(table: Any, ruleset: RuleSet) -> None:
    """Refuse values outside the declared ones; the message counts the rows of each kind of fault."""
    checks = {
        f"{field.name}:{number}": (field, condition, text, allowed)
        for field in ruleset.inputs
        for number, (condition, text, allowed) in enumerate(_conditions(field))
    }
    if not checks:
        return
    counts = table.select(
        *(nw.when(condition).then(nw.lit(1)).sum().alias(key) for key, (_, condition, _, _) in checks.items())
    )
    found = nw.to_native(counts.collect("polars")).row(0, named=True)
    problems = [
        Problem(None, field.name, f"{text} ({found[key]} baris)", allowed)
        for key, (field, _, text, allowed) in checks.items()
        if found[key]
    ]
    if problems:
        raise RuleInputError(problems)


def _conditions(field: Field) -> list[tuple[nw.Expr, str, str]]:
    """What makes a value of this field illegal: (condition, wording, allowed values)."""
    value = nw.col(field.name)
    rules: list[tuple[nw.Expr, str, str]] = []
    if not field.nullable:
        rules.append((value.is_null(), REASON_NULL, describe(field)))
    if field.codes:
        rules.append((~value.is_in(list(field.codes)), "nilai di luar daftar", describe(field)))
    if field.minimum is not None:
        rules.append((value < field.minimum, "terlalu kecil", describe(field)))
    if field.maximum is not None:
        rules.append((value > field.maximum, "terlalu besar", describe(field)))
    return rules
