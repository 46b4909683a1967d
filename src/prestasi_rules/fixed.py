"""Arithmetic of the law on scaled integers, as Narwhals expressions. No floats, one rounding.

All expressions run alike on Polars and Spark. Numerators stay below 2**61 and quotients below 2**51.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import add, and_, or_

import narwhals as nw

Value = int | str | bool | None
Number = nw.Expr | int


def col(name: str) -> nw.Expr:
    """A column by name; shorthand for ``nw.col``."""
    return nw.col(name)


def lit(value: Value) -> nw.Expr:
    """A constant whose type does not depend on the engine; None takes the type of its neighbours."""
    if value is None:
        return nw.lit(None)
    if isinstance(value, bool):
        return nw.lit(value, dtype=nw.Boolean)
    if isinstance(value, str):
        return nw.lit(value, dtype=nw.String)
    return nw.lit(value, dtype=nw.Int64)


def number(value: Number) -> nw.Expr:
    return lit(value) if isinstance(value, int) else value


def when(condition: nw.Expr, then: nw.Expr | Value, otherwise: nw.Expr | Value = None) -> nw.Expr:
    """``then`` where the condition is true, else ``otherwise`` (also where the condition is unknown)."""
    first = then if isinstance(then, nw.Expr) else lit(then)
    if otherwise is None:
        return nw.when(condition).then(first)
    return nw.when(condition).then(first).otherwise(otherwise if isinstance(otherwise, nw.Expr) else lit(otherwise))


def div_half_up(num: Number, den: Number) -> nw.Expr:
    """``num / den`` rounded once, half up in magnitude (2.5 -> 3, -2.5 -> -3). Null when ``den`` is 0 or null."""
    top, bottom = number(num), number(den)
    size = bottom.abs()
    safe = nw.when(size > 0).then(size)
    rounded = _whole(top.abs() * 2 + safe, safe * 2)
    return nw.when((top < 0) != (bottom < 0)).then(rounded * -1).otherwise(rounded)


def div_floor(num: Number, den: Number) -> nw.Expr:
    """Whole times that a positive ``den`` fits into ``num``. Null when ``den`` is 0 or negative or either is null."""
    bottom = number(den)
    return _whole(number(num), nw.when(bottom > 0).then(bottom))


def _whole(top: nw.Expr, bottom: nw.Expr) -> nw.Expr:
    """Exact quotient. Spark divides in double precision, so the remainder goes first and the mark is hit midway."""
    return ((top - top % bottom) * 2 + bottom) // (bottom * 2)


def root_floor(value: nw.Expr) -> nw.Expr:
    """The whole square root of a non-negative integer below 2**61, rounded down; null for null.

    The machine's square root only proposes; integers decide, so every engine answers alike.
    """
    near = when(value >= 0, value).sqrt().cast(nw.Int64)
    low = near - when(near * near > value, 1, 0)
    return low + when((low + 1) * (low + 1) <= value, 1, 0)


def clamp(value: nw.Expr, low: int | None = None, high: int | None = None) -> nw.Expr:
    """``value`` held between ``low`` and ``high``; null stays null."""
    held = value if low is None else nw.when(value < low).then(lit(low)).otherwise(value)
    return held if high is None else nw.when(held > high).then(lit(high)).otherwise(held)


def smaller(a: Number, b: Number) -> nw.Expr:
    """The smaller of two figures; null if either is null."""
    x, y = number(a), number(b)
    return nw.when(x <= y).then(x).otherwise(nw.when(y < x).then(y))


def larger(a: Number, b: Number) -> nw.Expr:
    """The larger of two figures; null if either is null."""
    x, y = number(a), number(b)
    return nw.when(x >= y).then(x).otherwise(nw.when(y > x).then(y))


def total(terms: Iterable[Number]) -> nw.Expr:
    """The sum; null if any term is null."""
    return reduce(add, [number(term) for term in terms])


def count_true(conditions: Iterable[nw.Expr]) -> nw.Expr:
    """How many of the conditions hold; an unknown condition does not count."""
    return total([when(condition, 1, 0) for condition in conditions])


def lookup(value: nw.Expr, table: Mapping[str, Value] | Mapping[int, Value], default: Value = None) -> nw.Expr:
    """The entry of ``table`` under ``value``; ``default`` (or null) for a key that is not there."""
    return cases([(value == key, entry) for key, entry in table.items()], default)


def quadrant(first: nw.Expr, second: nw.Expr, table: Mapping[tuple[str, str], Value]) -> nw.Expr:
    """The entry of a two-way table; null when a key is not there or unknown."""
    return cases([((first == a) & (second == b), entry) for (a, b), entry in table.items()])


def cases(choices: Sequence[tuple[nw.Expr, nw.Expr | Value]], default: nw.Expr | Value = None) -> nw.Expr:
    """The value of the first condition that holds, as the law lists them; else ``default`` or null."""
    (condition, value), *rest = choices
    chain = nw.when(condition).then(value if isinstance(value, nw.Expr) else lit(value))
    for condition, value in rest:
        chain = chain.when(condition).then(value if isinstance(value, nw.Expr) else lit(value))
    if default is None:
        return chain
    return chain.otherwise(default if isinstance(default, nw.Expr) else lit(default))


def band(
    value: nw.Expr, ladder: Mapping[int, Value], below: Value = None, *, den: Number = 1, open_bottom: bool = False
) -> nw.Expr:
    """The rung that ``value / den`` stands on. Keys are lower bounds (included), ``below`` is what lies under all.

    Ranges are half open, so they have no hole: ``band(x, {60: "cukup", 80: "baik"}, below="kurang")`` gives
    "cukup" for 60 <= x < 80. The comparison is made without division. ``open_bottom`` excludes the lower bound,
    for the ladders that say "over 90". Null gives null.
    """
    top, bottom = value, number(den)
    rungs = [
        ((top > bottom * bound) if open_bottom else (top >= bottom * bound), rung)
        for bound, rung in sorted(ladder.items(), reverse=True)
    ]
    if below is not None:
        rungs.append((top <= bottom * min(ladder) if open_bottom else top < bottom * min(ladder), below))
    return cases(rungs)


def missing(*names: str) -> nw.Expr:
    """True where any of the columns is empty."""
    return reduce(or_, [nw.col(name).is_null() for name in names])


def known(*names: str) -> nw.Expr:
    """True where none of the columns is empty."""
    return reduce(and_, [~nw.col(name).is_null() for name in names])


def reason(conditions: Mapping[str, nw.Expr]) -> nw.Expr:
    """The code of the first condition that holds, or null: why a result is empty."""
    return cases([(condition, code) for code, condition in conditions.items()])


def missing_reason(codes: Mapping[str, str]) -> nw.Expr:
    """``{"column": "code"}``: the code of the first empty column, or null."""
    return reason({code: nw.col(name).is_null() for name, code in codes.items()})


def reasons(conditions: Mapping[str, nw.Expr]) -> nw.Expr:
    """Every code whose condition holds, joined by spaces; "" when none. For steps of kind ``reasons``."""
    parts = [when(condition, f"{code} ", "") for code, condition in conditions.items()]
    return nw.concat_str(parts).str.strip_chars_end(" ")
