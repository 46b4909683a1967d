"""Fairness in the demo agency: circumstances that people stated, and, by the real actions over the loaded ratings,
figures of raters (their days alone are over), a signed report, one that waits, and a finished simulation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import polars as pl

from prestasi.core.actor import SYSTEM, Actor, Grant
from prestasi.demo.seeded import pick, stream
from prestasi.demo.world import Table, World
from prestasi.fairness.actions.raters import compute_raters
from prestasi.fairness.actions.reports import make_report, sign_report
from prestasi.fairness.actions.simulations import run_simulation, start_simulation
from prestasi.fairness.mapping import Draft
from prestasi.fairness.models import FairnessReport
from prestasi.people.models import Person
from prestasi.performance.models import Period

STATED, DISABLED = 0.72, 0.021
PATTERNS = ("office", "shift", "field", "flexible")
TOLD_DAYS_AGO = 20
AMOUNTS = {
    "upper": (6_000_000, 14_000_000),
    "pengawas": (3_500_000, 4_500_000),
    "jf": (2_000_000, 3_500_000),
    "pelaksana": (1_800_000, 1_800_000),
}
"""Invented monthly amounts in rupiah: ranges, and one that is exact."""
STATEMENT = (
    "Selisih menurut jenis kelamin dan umur berada di dalam rentang kebetulan. Kelompok yang ditandai sudah dibahas "
    "bersama analis; penilai di unit itu diundang berlatih menilai dengan rubrik."
)


def tables(world: World) -> Iterator[Table]:
    """`fairness_circumstance`: most people said something, a few of them that they live with a disability."""
    people = world.frames["people_person"].filter(pl.col("left_on").is_null())
    random = stream(world.order.seed, "circumstances")
    size = len(people)
    told = random.random(size) < STATED
    pattern = np.asarray(PATTERNS, dtype=object)[pick(random, [0.62, 0.2, 0.13, 0.05], size)]
    disabled = random.random(size) < DISABLED
    silent = random.random(size) < 0.15
    when = dt.datetime.combine(world.order.today - dt.timedelta(days=60), dt.time(9))
    frame = pl.DataFrame(
        {
            "person_id": people["id"],
            "working_pattern": pl.Series(pattern.tolist(), dtype=pl.String),
            "has_disability": pl.Series(np.where(disabled, "true", "false").tolist()),
            "stated_at": pl.Series([when] * size, dtype=pl.Datetime("us")),
        }
    ).with_columns(has_disability=pl.when(~pl.Series(silent)).then("has_disability"))
    yield "fairness_circumstance", frame.filter(pl.Series(told))


def settle(cast: Mapping[str, int], today: dt.date) -> None:
    """What people did with the loaded ratings, by the actions themselves. `cast`: person ids by role."""
    compute_raters(by=SYSTEM, told_on=today - dt.timedelta(days=TOLD_DAYS_AGO))
    analyst, head = _actor(cast["analyst"], "analyst"), _actor(cast["unit_head"], "")
    year = Period.objects.filter(kind="year", state="closed").order_by("-ends_on").first()
    if year is not None:
        sign_report(by=head, statement=STATEMENT, **_report(analyst, year, cast["unit_head"]))
        _simulation(analyst, year)
    quarter = Period.objects.filter(kind="quarter", state="closed").order_by("-ends_on").first()
    if quarter is not None and quarter.ends_on.year == today.year:
        _report(analyst, quarter, cast["unit_head"])


def _report(analyst: Actor, period: Period, official: int) -> dict[str, Any]:
    made = make_report(by=analyst, period_id=period.pk, official_id=official)
    report = FairnessReport.objects.get(pk=made.made)
    return {"report_id": report.pk, "sha256": report.sha256}


def _simulation(analyst: Actor, year: Period) -> None:
    draft = Draft(
        basis="achievement", above_from=10_400, below_under=9_300, allowance="tpp-predicate-1", amounts=AMOUNTS
    )
    started = start_simulation(by=analyst, period_id=year.pk, title="Ambang capaian 104 dan 93 persen", draft=draft)
    run_simulation(started.made)


def _actor(person_id: int, role: str) -> Actor:
    person = Person.objects.get(pk=person_id)
    grants = frozenset({Grant(role)}) if role else frozenset()
    return Actor(person_id, person_id, person.full_name, grants, role=role or "unit_head")
