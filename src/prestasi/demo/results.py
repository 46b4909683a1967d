"""Planned results, their links upward and their indicators, for all plans at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from prestasi.demo.goals import Goals
from prestasi.demo.planning import Plans
from prestasi.demo.seeded import Bools, Floats, Ints, gathered, starts, stream, within
from prestasi.demo.settings import Order
from prestasi.demo.templates import templates

NO_PLAN = "Atasan belum punya rencana saat diajukan."
OWN = "Penugasan langsung pimpinan, di luar hasil kerja atasan."
PERSPECTIVES = np.asarray(["penerima_layanan", "proses_bisnis", "penguatan_internal", "anggaran"], dtype=object)


@dataclass(frozen=True, slots=True)
class Results:
    """`frame` is `performance_expectedresult`; beside it the row of the plan and the template of each result."""

    frame: pl.DataFrame
    plan: Ints
    template: Ints
    is_main: Bools
    first: Ints
    mains: Ints


@dataclass(frozen=True, slots=True)
class Indicators:
    """`frame` is `performance_indicator`; beside it the result row, plan row, template and target."""

    frame: pl.DataFrame
    result: Ints
    plan: Ints
    template: Ints
    target: Floats


def results(order: Order, plans: Plans) -> Results:
    """Three to five main results by role, and an additional one for about a third."""
    table = templates()
    random = stream(order.seed, "results")
    heads = plans.frame["is_unit_head"].to_numpy()
    available = table.role_count[plans.role]
    wanted = np.where(heads, available, np.minimum(available, 3 + (random.random(len(plans)) < 0.55)))
    whole = table.role_of["showcase:employee"] == plans.role
    mains = np.where(whole, available, wanted)
    extra = (random.random(len(plans)) < 0.33) | whole
    counts = mains + extra
    plan = np.repeat(np.arange(len(plans)), counts)
    k = within(counts)
    is_main = k < mains[plan]
    turn = np.where(heads | whole, 0, plans.person % np.maximum(available, 1))
    role = table.role_first[plans.role[plan]] + (k + turn[plan]) % available[plan]
    added = table.role_of["tambahan"]
    turn = np.where(whole, 1, plans.person)
    other = table.role_first[added] + turn[plan] % table.role_count[added]
    template = np.where(is_main, role, other)
    leaders = plans.frame["form"].to_numpy()[plan] == "J-Q"
    frame = pl.DataFrame(
        {
            "id": np.arange(1, len(plan) + 1),
            "plan_id": plan + 1,
            "order": k + 1,
            "kind": np.where(is_main, "utama", "tambahan"),
            "classification": np.where(is_main & heads[plan], "organisasi", "individu"),
            "perspective": np.where(leaders, PERSPECTIVES[k % 4], "").tolist(),
            "text": gathered(table.text, template),
        }
    )
    return Results(frame, plan, template, is_main, starts(counts), mains)


def linked(order: Order, plans: Plans, found: Results, goals: Goals) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The result frame completed with recorded exceptions, and `performance_resultlink`."""
    random = stream(order.seed, "links")
    units = plans.frame["unit_id"].to_numpy()[found.plan]
    by_head = plans.frame["is_unit_head"].to_numpy()[found.plan]
    goal = np.asarray(
        [
            goals.goal_of.get((int(u), int(t)), 0) if head else 0
            for u, t, head in zip(units, found.template, by_head, strict=True)
        ]
    )
    parent, same_theme = _parents(order, plans, found)
    top = plans.frame["rater_id"].to_numpy()[found.plan] == 1
    goal = np.where(top, goal, 0)
    parent = np.where(top, 0, parent)
    alone = found.is_main & ~by_head & (random.random(len(parent)) < 0.03)
    extra = ~found.is_main & (random.random(len(parent)) < 0.6)
    has = ((parent > 0) | (goal > 0)) & ~alone & ~extra
    draft = plans.frame["state"].to_numpy()[found.plan] == "draft"
    reason = np.where(found.is_main & ~has & ~draft, np.where(parent + goal == 0, NO_PLAN, OWN), "")
    frame = found.frame.with_columns(
        unlinked_reason=pl.Series(reason.tolist()), success_note=pl.lit(""), assigned_by_id=pl.lit(None, dtype=pl.Int64)
    )
    rows = np.flatnonzero(has)
    linked_at = plans.frame["submitted_at"].fill_null(pl.Series([order.today]).cast(pl.Datetime("us"))[0])
    links = pl.DataFrame(
        {
            "id": np.arange(1, len(rows) + 1),
            "result_id": rows + 1,
            "kind": np.where(same_theme[rows] | (goal[rows] > 0), "direct", "indirect"),
            "linked_at": linked_at.gather(found.plan[rows]),
            "linked_by_id": plans.person[found.plan[rows]] + 1,
            "parent_id": _or_null(parent[rows]),
            "goal_id": _or_null(goal[rows]),
        }
    )
    return frame, links


def _or_null(ids: Ints) -> pl.Series:
    return pl.Series(ids).replace(0, None)


def _parents(order: Order, plans: Plans, found: Results) -> tuple[Ints, Bools]:
    """Id of the superior's main result that each result serves (0: none), and whether it is of the same theme."""
    own = _superior_plan(plans)[found.plan]
    table = templates()
    known = own >= 0
    count = np.where(known, found.mains[own], 1)
    first = np.where(known, found.first[own], 0)
    theme = table.theme[found.template]
    position = np.full(len(own), -1)
    for k in range(5):
        at = np.where(known & (k < count), first + k, 0)
        match = known & (k < count) & (position < 0) & (table.theme[found.template[at]] == theme)
        position[match] = k
    same = position >= 0
    spread = (plans.person[found.plan] + found.frame["order"].to_numpy()) % count
    return np.where(known, first + np.where(same, position, spread) + 1, 0), same


def _superior_plan(plans: Plans) -> Ints:
    """Row of the rater's last plan in the same year that has begun; -1 where there is none."""
    frame = pl.DataFrame(
        {"row": np.arange(len(plans)), "year": plans.year, "person": plans.person + 1, "rater": plans.frame["rater_id"]}
    )
    last = frame.group_by("year", "person", maintain_order=True).agg(pl.col("row").last().alias("above"))
    joined = frame.join(last, left_on=["year", "rater"], right_on=["year", "person"], how="left").sort("row")
    return joined["above"].fill_null(-1).to_numpy()


def indicators(order: Order, plans: Plans, found: Results, goals: Goals) -> Indicators:
    """One or two indicators per result, with targets scaled to the plan's months where figures are summed."""
    table = templates()
    random = stream(order.seed, "targets")
    counts = table.result_count[found.template]
    result = np.repeat(np.arange(len(found.plan)), counts)
    k = within(counts)
    template = table.result_first[found.template[result]] + k
    plan = found.plan[result]
    raw = table.low[template] + (table.high[template] - table.low[template]) * random.random(len(template))
    months = _months(plans)[plan]
    summed = table.combine[template] == "sum"
    target = rounded(np.where(summed, raw * months / 12, raw), table.measure[template])
    target = np.where(summed, np.maximum(target, 1), target)
    units = plans.frame["unit_id"].to_numpy()[plan]
    heads = plans.frame["is_unit_head"].to_numpy()[plan]
    carried = [
        goals.indicator_of.get((int(u), int(t))) if head and not j else None
        for u, t, head, j in zip(units, found.template[result], heads, k, strict=True)
    ]
    frame = pl.DataFrame(
        {
            "id": np.arange(1, len(result) + 1),
            "result_id": result + 1,
            "goal_indicator_id": pl.Series(carried, dtype=pl.Int64),
            "order": k + 1,
            "name": gathered(table.name, template),
            "aspect": gathered(table.aspect, template),
            "unit_of_measure": gathered(table.measure, template),
            "direction": gathered(table.direction, template),
            "target": target,
            "combine": gathered(table.combine, template),
            "frequency": gathered(table.frequency, template),
        }
    ).with_columns(
        formula=pl.lit(""), data_source=pl.lit("Laporan bulanan unit"), levels=pl.lit("[]"),
        start_value=pl.lit(None, dtype=pl.Float64)
    )  # fmt: skip
    return Indicators(frame, result, plan, template, target)


def _months(plans: Plans) -> Ints:
    days = (plans.ends_on - plans.starts_on).astype(int) + 1
    return np.maximum(1, np.round(days / 30.4)).astype(int)


FINE = {"triliun rupiah", "miliar rupiah", "juta orang", "indeks", "nilai", "skor", "kuintal/ha"}


def rounded(values: Floats, measure: np.ndarray) -> Floats:
    """Figures as people write them: percent and indexes with a decimal, large counts to tens, others whole."""
    fine = np.isin(measure, list(FINE)) | (measure == "persen")
    small = (values < 20) & np.isin(measure, ["persen", *FINE, "hari", "jam", "menit"])
    tens = np.where(values >= 1000, np.round(values, -1), np.round(values))
    return np.where(small, np.round(values, 1), np.where(fine, np.round(values, 1), np.maximum(tens, 1)))
