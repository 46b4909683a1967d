"""Irisan silang: how often people of two groups at once get something, cells that would give people away left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from prestasi_rules.fairness.gaps import wilson
from prestasi_rules.statistics.cells import LIMIT, hidden_cells
from prestasi_rules.statistics.crossing import Layer, Place, people, places, suppressed

Groups = tuple[Sequence[str], Sequence[str]]
SCHEMA = {"row": pl.String, "column": pl.String}


def layers_of(rows: pl.DataFrame, outcome: str, groups: Groups) -> list[Layer]:
    """Counts of ``rows`` (columns row, column and the outcome) by row and column group, one layer for each outcome."""
    counted = rows.group_by("row", "column", outcome).len()
    found = {(r, c, o): n for r, c, o, n in counted.iter_rows()}
    outcomes = rows[outcome].unique().sort().to_list()
    return [[[found.get((r, c, o), 0) for c in groups[1]] for r in groups[0]] for o in outcomes]


def pattern(partitions: Sequence[Sequence[Layer]], forced: Iterable[Place] = (), limit: int = LIMIT) -> set[Place]:
    """Cells to hide in every table of these groups, whatever outcome it shows.

    ``partitions``: sets of layers that each add up to the same people. Groups that a table of one characteristic hides
    are hidden as a whole line.
    """
    hidden, before = set(forced) | _lines(partitions, limit), None
    while hidden != before:
        before = set(hidden)
        for layers in partitions:
            hidden |= suppressed(layers, hidden, limit)
    return hidden


def _lines(partitions: Sequence[Sequence[Layer]], limit: int) -> set[Place]:
    """Cells of groups that are small in one layer on their own, or complement one."""
    found: set[Place] = set()
    for layer in (layer for layers in partitions for layer in layers):
        size = people(partitions[0])
        for axis in (0, 1):
            hits, whole = (_sums(table, axis) for table in (layer, size))
            grid = [(hit, n - hit) for hit, n in zip(hits, whole, strict=True)]
            lines = {line for line, _ in hidden_cells(grid, limit)}
            found |= {at for at in places(size) if at[axis] in lines}
    return found


def _sums(layer: Layer, axis: int) -> list[int]:
    return [sum(row) for row in (layer if axis == 0 else zip(*layer, strict=True))]


def shares(cells: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """(hits, people) of cells with people -> share, low and high in tenths of a percent."""
    frame = pl.DataFrame(cells, schema={"hits": pl.Int64, "n": pl.Int64}, orient="row")
    figures = [(figure * 1000).round().cast(pl.Int64) for figure in wilson(pl.col("hits"), pl.col("n"))]
    return list(frame.select(*(f.alias(str(i)) for i, f in enumerate(figures))).iter_rows())
