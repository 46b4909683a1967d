"""Results cut by two characteristics at once, hidden cells and their complements left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prestasi.core.actor import Actor
from prestasi.fairness import mapping
from prestasi.fairness.queries.slices import LEAST_PEOPLE, Scope, asked_scope
from prestasi.fairness.queries.words import DIMENSIONS, ORDER, group_words


@dataclass(frozen=True, slots=True)
class Cell:
    """People and share with its interval (tenths of a percent); None: hidden. `is_empty`: nobody is in both groups."""

    n: int | None
    share: int | None
    low: int | None
    high: int | None
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One group of the first characteristic with its cells, in the order of the columns."""

    name: str
    cells: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """The crossed table."""

    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    hidden: int

    @property
    def shows_nothing(self) -> bool:
        return all(cell.n is None for line in self.lines for _, cell in line.cells)


def crossing(scope: Scope, pair: tuple[str, str], measure: str) -> Crossing | None:
    """The table of two different characteristics for an allowed scope; None where there is none. Two statements."""
    if scope.rows is None or len(set(pair)) < 2 or not set(pair) <= set(DIMENSIONS):
        return None
    inside, beside = scope.parts()
    if scope.unit is not None and inside.height < LEAST_PEOPLE:
        return None
    found = mapping.crossed(inside, pair, measure, beside)
    names = scope.names([*found.rows, *found.columns]) if "office" in pair else {}
    rows, columns = (
        _ordered(code, groups, names) for code, groups in zip(pair, (found.rows, found.columns), strict=True)
    )
    lines = tuple(
        Line(name, tuple((column, _cell(found, row, code)) for code, column in columns.items()))
        for row, name in rows.items()
    )
    hidden = sum(figures is None for figures in found.cells.values())
    return Crossing(f"{DIMENSIONS[pair[0]]} × {DIMENSIONS[pair[1]]}", tuple(columns.values()), lines, hidden)


def _ordered(dimension: str, codes: list[str], names: Mapping[str, str]) -> dict[str, str]:
    order = ORDER.get(dimension, [])
    words = {code: group_words(dimension, {"group": code, "name": names.get(code)}) for code in codes}
    return dict(sorted(words.items(), key=lambda item: (order.index(item[0]) if item[0] in order else 99, item[1])))


def _cell(found: mapping.Crossed, row: str, column: str) -> Cell:
    figures = found.cells.get((row, column))
    if figures is not None:
        return Cell(*figures)
    return Cell(None, None, None, None, is_empty=(row, column) not in found.cells)


def table(actor: Actor, params: Mapping[str, str]) -> list[tuple[str, str, Cell]]:
    """(first group, second group, cell) of the same table, for files."""
    found = crossing(asked_scope(actor, params), (params.get("irisan", ""), params.get("dan", "")), _measure(params))
    return [(line.name, column, cell) for line in (found.lines if found else ()) for column, cell in line.cells]


def _measure(params: Mapping[str, str]) -> str:
    asked = params.get("ukuran", "")
    return asked if asked in mapping.MEASURES else "very_good"
