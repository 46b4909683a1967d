"""Crossed cuts as read: who sees them, what is hidden for every measure at once, and an attack with a solver."""

from __future__ import annotations

import random

import polars as pl
import pytest

from prestasi.fairness import mapping
from prestasi.fairness.queries import crossings, slices
from prestasi.performance.models import Period
from prestasi_rules.fairness.crossed import layers_of
from prestasi_rules.statistics.crossing import alone
from tests.rules.test_crossing import attacked
from tests.world import World

PAIR = ("kind", "sex")


def people(number: int, seed: int) -> pl.DataFrame:
    chance = random.Random(seed)
    rows = [
        {
            "id": i, "unit_id": 1, "predicate": chance.choices([1, 2, 3, 4], [3, 12, 2, 1])[0],
            "result": chance.choices([1, 2, 3], [3, 12, 2])[0], "sex": chance.choice("fm"),
            "age": chance.choice(["u30", "30-39", "40-49", "50+"]),
            "kind": chance.choices(["upper", "pengawas", "jf", "pelaksana"], [1, 3, 8, 8])[0],
            "office": str(chance.randint(1, 6)),
        }
        for i in range(number)
    ]  # fmt: skip
    return pl.DataFrame(rows)


@pytest.mark.parametrize("seed", range(4))
def test_no_cell_of_the_page_is_narrowed_with_the_figures_of_all_measures(seed: int) -> None:
    rows = people(300, seed)
    found = mapping.crossed(rows, PAIR, "very_good")
    paired = mapping._paired(rows, PAIR)
    hidden = {
        (found.rows.index(r), found.columns.index(c)) for (r, c), figures in found.cells.items() if figures is None
    }
    assert len(hidden) > 0
    for outcome in ("by_predicate", "by_result"):
        layers = layers_of(paired, outcome, (found.rows, found.columns))
        for number, layer in enumerate(layers):
            for at in sorted(hidden):
                low, high = attacked(layers, hidden, number, at)
                assert high - low >= min(mapping.LIMIT, alone(layer, at)) - 1e-6


def test_the_same_cells_are_hidden_whatever_is_measured() -> None:
    tables = [mapping.crossed(people(400, 9), PAIR, measure) for measure in mapping.MEASURES]
    hidden = [{at for at, figures in table.cells.items() if figures is None} for table in tables]
    assert hidden[0] and all(pattern == hidden[0] for pattern in hidden)


def test_what_is_left_of_a_larger_unit_hides_too() -> None:
    """The rest of the larger unit has three women among its staff: that cell is hidden in this unit as well."""
    rows = people(2_000, 3)
    rest = rows.filter(pl.col("kind") == "jf", pl.col("sex") == "f").head(3)
    assert mapping.crossed(rows, PAIR, "good").cells["jf", "f"] is not None
    assert mapping.crossed(rows, PAIR, "good", rest).cells["jf", "f"] is None


def test_the_office_crosses_the_agency_and_a_small_unit_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    Period.objects.filter(pk=world.periods[3].pk).update(state="closed")
    monkeypatch.setattr(slices, "_rows", lambda period: people(2_000, 1))
    found = crossings.crossing(slices.asked_scope(world.actor("analyst"), {}), ("sex", "age"), "good")
    assert found is not None and [line.name for line in found.lines] == ["Laki-laki", "Perempuan"]
    assert found.columns == ("Di bawah 30 tahun", "30 sampai 39 tahun", "40 sampai 49 tahun", "50 tahun ke atas")
    assert sum(cell.n or 0 for line in found.lines for _, cell in line.cells) == 2_000
    head = slices.asked_scope(world.actor("head"), {})
    assert crossings.crossing(head, ("sex", "age"), "good") is None
    assert crossings.crossing(slices.asked_scope(world.actor("analyst"), {}), ("sex", "sex"), "good") is None
