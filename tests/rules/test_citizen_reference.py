"""The citizens' rule sets against the second implementation in ``reference_citizen``.

Some hundreds of random cases run always; ``PRESTASI_RULES_CASES=10000`` runs the full number.
"""

import os
import random
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from scipy.stats import t as student

from prestasi_rules import RuleSet, compute, get
from prestasi_rules.statistics.cells import hidden_cells
from tests.rules import reference_citizen as reference
from tests.rules.test_reference import random_value

CASES = int(os.environ.get("PRESTASI_RULES_CASES", "400"))
Row = dict[str, Any]
PAIRS: dict[str, Callable[[Row], Row]] = {
    "skm-2017": reference.satisfaction,
    "skm-answers-2017": reference.answers,
    "sample-km-1970": reference.sample,
    "skm-region-2017": reference.region,
    "skm-cluster-1": reference.cluster,
    "stats-change-1": reference.change,
    "indicator-status-1": reference.status,
    "complaint-days-2018": reference.complaint,
    "complaint-days-2025": reference.complaint,
    "complaint-formal-2009": reference.formal,
    "complaint-outer-2013": reference.outer,
    "complaint-jakarta-2019": reference.holder,
    "complaint-average-2019": reference.average,
    "complaint-sleman-2018": reference.sleman,
    "complaint-summary-1": reference.summary,
    "reopen-window-1": reference.reopen,
    "evidence-reuse-1": reference.proof,
    "kip-2008": reference.request,
    "pdp-2022": reference.personal_data,
    "retention-1": reference.retention,
    "participation-1": reference.participation,
    "ipp-2022": reference.service,
    "ipp-aspects-2022": reference.aspects,
    "iid-2023": reference.innovation_index(10, 0, "60.01", "35.00"),
    "iid-2026": reference.innovation_index(12, 5, "65.01", "40.01"),
    "iid-2027": reference.innovation_index(14, 6, "65.01", "40.01"),
    "iid-innovation-2026": reference.innovation_points,
    "iid-evidence-2026": reference.innovation_steps,
    "kipp-2018": reference.contest(1, False),
    "kipp-2022": reference.contest(2, True),
}


@pytest.mark.parametrize("ruleset_id", PAIRS)
def test_random_cases(ruleset_id: str) -> None:
    chance = random.Random(ruleset_id)
    rows = [near(ruleset_id, random_row(get(ruleset_id), chance), chance) for _ in range(CASES)]
    for row, result in zip(rows, compute(rows, get(ruleset_id)), strict=True):
        expected = PAIRS[ruleset_id](row)
        assert {name: result[name] for name in expected} == expected, row


def random_row(ruleset: RuleSet, chance: random.Random) -> Row:
    return {field.name: random_value(field, chance) for field in ruleset.inputs}


def near(ruleset_id: str, row: Row, chance: random.Random) -> Row:
    """The same row moved to where answers change: plausible sums, ends of the calendar, weights of 100."""
    if ruleset_id == "skm-2017":
        return survey(chance)
    if ruleset_id == "skm-cluster-1":
        for part in ("other", "cluster"):
            row[f"{part}_sum"] = sum(chance.randint(1, 4) for _ in range(row[f"{part}_answers"]))
    if ruleset_id == "stats-change-1":
        row |= {"second_mean": row["first_mean"] + Decimal(chance.randint(-40000, 40000)) / 10000}
        row["second_mean"] = min(max(row["second_mean"], Decimal(0)), Decimal(100))
    if ruleset_id == "ipp-aspects-2022" and None not in (weights := [n for n in row if n.endswith("_weight")]):
        parts = [Decimal(chance.randint(0, 20)) for _ in weights[1:]]
        row |= dict(zip(weights, [100 - sum(parts), *parts], strict=True))
    return row


def survey(chance: random.Random) -> Row:
    row: Row = {}
    people = chance.choice([1, 7, 30, 1000, 250_000])
    for element in reference.NINE:
        count = chance.choice([people] * 6 + [people - 1, chance.randint(1, people)])
        level = chance.choice([chance.randint(count, 4 * count), 3 * count, 353_220 * count // 100_000])
        silent = chance.random() < 0.02
        row |= {f"{element}_answers": None if silent else count, f"{element}_sum": None if silent else level}
    return row


def test_intervals_lie_within_half_a_place_of_the_exact_ones() -> None:
    chance = random.Random("stats-1")
    rows = [interval(chance) for _ in range(CASES)]
    for row, result in zip(rows, compute(rows, get("stats-1")), strict=True):
        for name, sign in (("lower", -1), ("upper", 1)):
            exact = min(max(row["mean"] + sign * half_width(row), Decimal(25)), Decimal(100))
            assert abs(result[name] - exact) <= Decimal("0.005001"), row
        certain = reference.mutu(result["lower"]) == reference.mutu(result["upper"])
        assert result["is_certain"] == certain


def interval(chance: random.Random) -> Row:
    n = chance.choice([2, 3, 12, 30, 150, 707, 5000, chance.randint(2, 100_000)])
    return {
        "n": n,
        "population": chance.choice([None, n, n + 1, n * 10, n * 19, n * 20, n * 21]),
        "mean": Decimal(chance.randint(250_000, 1_000_000)) / 10_000,
        "sd": Decimal(chance.randint(0, 400_000)) / 10_000,
    }


def half_width(row: Row) -> Decimal:
    exact_t = Decimal(float(student.ppf(0.975, row["n"] - 1))).quantize(Decimal("0.001"), ROUND_HALF_UP)
    variance = row["sd"] ** 2 / row["n"]
    if row["population"] and row["n"] * 20 > row["population"] > 1:
        variance *= Decimal(row["population"] - row["n"]) / (row["population"] - 1)
    return exact_t * Decimal(variance.sqrt())


def test_wilson_shrinkage_and_fair_ranks() -> None:
    chance = random.Random("stats-share-1")
    for _ in range(max(CASES // 100, 4)):
        rows = [share(chance, "service") for _ in range(100)]
        hits, cases = sum(row["hits"] for row in rows), sum(row["n"] for row in rows)
        shrunk = [Decimal(row["hits"] * cases + 30 * hits) / (cases * (row["n"] + 30)) for row in rows]
        ranked = sorted((s for s, row in zip(shrunk, rows, strict=True) if row["n"] >= 30), reverse=True)
        for row, value, result in zip(rows, shrunk, compute(rows, get("stats-share-1")), strict=True):
            assert (result["lower"], result["upper"]) == reference.wilson(row["hits"], row["n"]), row
            assert result["shrunken"] == value.quantize(Decimal("0.001"), ROUND_HALF_UP)
            assert result["fair_rank"] == (ranked.index(value) + 1 if row["n"] >= 30 else None)


def share(chance: random.Random, kind: str) -> Row:
    n = chance.choice([1, 3, 29, 30, 31, 200, 5000, chance.randint(1, 900_000)])
    return {"unit_type": kind, "hits": chance.choice([0, n, chance.randint(0, n)]), "n": n}


def test_times_of_random_groups() -> None:
    chance = random.Random("stats-times-1")
    groups = {
        f"g{number}": [Decimal(chance.randint(0, 5000)) / 100 for _ in range(chance.randint(1, 12))]
        for number in range(max(CASES // 6, 50))
    }
    rows = [
        {"group_key": group, "case_key": f"{at:02}", "hours": hour}
        for group, hours in groups.items()
        for at, hour in enumerate(hours)
    ]
    for row, result in zip(rows, compute(rows, get("stats-times-1")), strict=True):
        expected = reference.times(groups[str(row["group_key"])])
        assert {name: result[name] for name in expected} == expected


def test_small_cells_of_random_tables() -> None:
    chance = random.Random("stats-cells-1")
    tables = {
        f"t{number}": {f"c{cell}": chance.choice([0, 1, 3, 4, 5, 9, 40]) for cell in range(chance.randint(1, 6))}
        for number in range(max(CASES // 4, 50))
    }
    rows = [{"table_key": t, "cell": c, "count": n} for t, cells in tables.items() for c, n in cells.items()]
    for row, result in zip(rows, compute(rows, get("stats-cells-1")), strict=True):
        cells, total = reference.hidden(tables[str(row["table_key"])])
        assert (result["is_hidden"], result["total_is_hidden"]) == (row["cell"] in cells, total), row


def test_two_way_tables_give_nothing_away() -> None:
    chance = random.Random("grid")
    for _ in range(max(CASES // 8, 50)):
        grid = [[chance.choice([0, 1, 4, 6, 30]) for _ in range(4)] for _ in range(3)]
        hidden = hidden_cells(grid)
        assert all((r, c) in hidden for r in range(3) for c in range(4) if 0 < grid[r][c] < 5)
        lines = [[(r, c) for c in range(4)] for r in range(3)] + [[(r, c) for r in range(3)] for c in range(4)]
        for line in lines:
            inside = [at for at in line if at in hidden]
            spare = [at for at in line if at not in hidden and grid[at[0]][at[1]]]
            assert not inside or not spare or (len(inside) > 1 and sum(grid[r][c] for r, c in inside) >= 5)
