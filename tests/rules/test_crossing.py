"""Crossed tables under attack: no hidden cell is narrowed below the stated width, by any sums and differences."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import lil_matrix

from prestasi_rules.statistics.cells import LIMIT
from prestasi_rules.statistics.crossing import Layer, alone, people, places, range_of, suppressed


def layer(chance: random.Random, rows: int, columns: int, most: int) -> Layer:
    def cell() -> int:
        return chance.choice([0, chance.randint(0, most), chance.randint(0, 6)])

    return [[cell() for _ in range(columns)] for _ in range(rows)]


def by_hand(table: Layer, hidden: set[tuple[int, int]], at: tuple[int, int]) -> tuple[int, int]:
    """Lowest and highest value over every table with the same margins and shown cells, all tried."""
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    free = sorted(hidden)
    seen = []
    for values in itertools.product(*(range(min(rows[r], columns[c]) + 1) for r, c in free)):
        other = [list(row) for row in table]
        for (r, c), value in zip(free, values, strict=True):
            other[r][c] = value
        if [sum(row) for row in other] == rows and [sum(column) for column in zip(*other, strict=True)] == columns:
            seen.append(other[at[0]][at[1]])
    return min(seen), max(seen)


def test_the_range_of_a_cell_is_the_one_found_by_trying_every_table() -> None:
    chance = random.Random(7)
    tried = 0
    while tried < 60:
        table = layer(chance, 2, 3, 5)
        hidden = {at for at in places(table) if chance.random() < 0.6}
        if not 1 < len(hidden) <= 4:
            continue
        for at in hidden:
            assert range_of(table, hidden, at) == by_hand(table, hidden, at), (table, hidden, at)
        tried += 1


@pytest.mark.parametrize("shape", [(2, 2), (3, 2), (4, 4), (12, 2)])
def test_no_hidden_cell_is_narrowed_by_linear_programming(shape: tuple[int, int]) -> None:
    """The attacker solves all layers at once, with margins of every layer and every sum of layers of shown cells."""
    chance = random.Random(f"{shape}")
    hidden_once = 0
    for _ in range(12):
        layers = [layer(chance, *shape, most) for most in (12, 40, 25)]
        hidden = suppressed(layers)
        hidden_once += bool(hidden)
        for number, at in itertools.product(range(len(layers)), sorted(hidden)):
            low, high = attacked(layers, hidden, number, at)
            assert high - low >= min(LIMIT, alone(layers[number], at)) - 1e-6, (layers, hidden, number, at)
    assert hidden_once > 6


def attacked(
    layers: list[Layer], hidden: set[tuple[int, int]], number: int, at: tuple[int, int]
) -> tuple[float, float]:  # fmt: skip
    """Lowest and highest value of one hidden count for somebody with a solver, all margins and all shown cells."""
    cells = sorted(hidden)
    where = {(n, p): i for i, (n, p) in enumerate(itertools.product(range(len(layers)), cells))}
    rows, given = [], []
    for n, table in enumerate(layers):
        for axis, size in ((0, len(table)), (1, len(table[0]))):
            for index in range(size):
                line = [p for p in places(table) if p[axis] == index]
                rows.append([where[n, p] for p in line if p in hidden])
                given.append(sum(table[r][c] for r, c in line if (r, c) in hidden))
    equal = lil_matrix((len(rows), len(where)))
    for i, row in enumerate(rows):
        equal[i, row] = 1
    cost = np.zeros(len(where))
    cost[where[number, at]] = 1
    ends = [linprog(sign * cost, A_eq=equal.tocsr(), b_eq=given, bounds=(0, None)) for sign in (1, -1)]
    return ends[0].fun, -ends[1].fun


def test_every_small_cell_is_hidden_and_large_tables_stay_open() -> None:
    layers = [[[3, 40], [50, 60]], [[30, 40], [50, 60]]]
    assert (0, 0) in suppressed(layers)
    assert suppressed([[[30, 40], [50, 60]], [[31, 41], [51, 61]]]) == set()


def test_what_another_table_hides_is_hidden_here_and_protected() -> None:
    layers = [[[30, 40, 50], [60, 70, 80], [90, 95, 99]]]
    hidden = suppressed(layers, forced={(0, 0)})
    assert (0, 0) in hidden and len(hidden) == 4
    low, high = range_of(layers[0], hidden, (0, 0))
    assert high - low >= LIMIT


def test_when_margins_say_it_all_nothing_more_is_asked() -> None:
    """Nobody outside the first row has it: the margins alone give the first row away, the table adds nothing."""
    layers = [[[3, 40], [0, 0]], [[20, 20], [20, 20]]]
    assert suppressed(layers) == set(places(people(layers)))
