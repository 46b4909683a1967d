"""Replaying a period under a draft of the rules: started, run in chunks of whole units, cancelled, resumed."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import Any

import polars as pl
from django.db import connection, transaction
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import SYSTEM, Actor
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.fairness import mapping
from prestasi.fairness.models import Simulation, SimulationChange
from prestasi.fairness.permissions import check_makes, period_or_404, simulation_or_404
from prestasi.fairness.queries.frames import period_frame
from prestasi.fairness.states import SIMULATION
from prestasi.performance.models import Evaluation
from prestasi.performance.permissions.evaluation import person_of

CHUNK = 5_000
UNITS = """
SELECT max(unit_id), sum(n)::int FROM (
  SELECT unit_id, n, sum(n) OVER (ORDER BY unit_id) - n AS before FROM (
    SELECT unit_id, count(*) AS n FROM performance_evaluation
    WHERE period_id = %s AND state <> 'skipped' AND unit_id > %s GROUP BY 1) c
) s WHERE before < %s
"""


def start_simulation(
    *, by: Actor, period_id: int, title: str, draft: mapping.Draft, key: str | None = None
) -> Receipt:  # fmt: skip
    """Put a replay of the period into the queue. Raises Invalid for a draft that is no rule, Closed without ratings."""

    def act() -> Receipt:
        check_makes(by)
        period = period_or_404(by, period_id)
        total = Evaluation.objects.filter(period=period).exclude(state="skipped").count()
        if not total:
            raise Closed(_("Periode ini belum mempunyai penilaian untuk diputar ulang."))
        if draft.below_under > draft.above_from:
            raise Invalid({"below_under": _("Batas bawah tidak boleh di atas batas atas.")})
        _check_allowance(draft)
        made = Simulation.objects.create(
            period=period, title=title.strip()[:120] or _("Simulasi"), draft=asdict(draft), ruleset=draft.ruleset,
            draft_hash=mapping.draft_hash(draft), total=total, made_by_id=person_of(by),
            made_at=clock.database_now(),
        )  # fmt: skip
        return record("simulation.started", by=by, about=made, payload={"draft_hash": made.draft_hash, "people": total})

    return once(key, by, act)


def _check_allowance(draft: mapping.Draft) -> None:
    """A formula that exists, and amounts whose lowest is not above the highest."""
    if draft.allowance and draft.allowance not in mapping.ALLOWANCES:
        raise Invalid({"allowance": _("Rumus tambahan penghasilan ini tidak ada.")})
    if draft.allowance and not draft.amounts:
        raise Invalid({"allowance": _("Isi besaran sekurangnya satu jenis jabatan.")})
    for kind, (low, high) in draft.amounts.items():
        if not 0 <= low <= high <= mapping.MOST_AMOUNT:
            raise Invalid({f"high_{kind}": _("Besaran tertinggi tidak boleh di bawah yang terendah.")})


def run_simulation(simulation_id: int, chunk: int = CHUNK) -> bool:
    """Work until done or cancelled; going on where an earlier run stopped. True when it is done. Safe to run twice."""
    while (state := _step(simulation_id, chunk)) == Simulation.State.RUNNING:
        pass
    return state == Simulation.State.DONE


def _step(simulation_id: int, chunk: int) -> str:
    """One chunk of whole units in one transaction: its changes and the place to go on from."""
    with transaction.atomic():
        simulation = (
            Simulation.objects.select_for_update(of=("self",)).select_related("period").filter(pk=simulation_id).first()
        )
        if simulation is None or not may_move(SIMULATION, "start", simulation.state):
            return simulation.state if simulation else Simulation.State.CANCELLED
        upto, people = _next(simulation, chunk)
        if upto is None:
            return _finish(simulation)
        frame = period_frame(simulation.period, (simulation.next_unit_id, upto))
        outcome = mapping.simulated(frame, mapping.Draft(**simulation.draft))
        _keep(simulation, outcome)
        lines = outcome.select("id", "after").write_csv(include_header=False)
        simulation.result_sha256 = hashlib.sha256((simulation.result_sha256 + lines).encode()).hexdigest()
        simulation.next_unit_id, simulation.state = upto, Simulation.State.RUNNING
        simulation.done += people
        simulation.save(update_fields=["next_unit_id", "state", "done", "result_sha256"])
        return simulation.state


def _next(simulation: Simulation, chunk: int) -> tuple[int | None, int]:
    with connection.cursor() as cursor:
        cursor.execute(UNITS, [simulation.period_id, simulation.next_unit_id, chunk])
        upto, people = cursor.fetchone()
    return upto, people or 0


def _keep(simulation: Simulation, outcome: pl.DataFrame) -> None:
    changed = outcome.filter(pl.col("before").ne_missing(pl.col("after")))
    SimulationChange.objects.bulk_create(
        (
            SimulationChange(simulation=simulation, evaluation_id=i, person_id=person, unit_id=unit, before=b, after=a)
            for i, person, unit, b, a in changed.select("id", "person_id", "unit_id", "before", "after").iter_rows()
        ),
        batch_size=2000,
    )


def _finish(simulation: Simulation) -> str:
    simulation.result = _result(simulation)
    simulation.state, simulation.finished_at = Simulation.State.DONE, clock.database_now()
    simulation.save(update_fields=["result", "state", "finished_at"])
    payload = {"sha256": simulation.result_sha256, "changed": simulation.result["changed"]}
    record("simulation.finished", by=SYSTEM, about=simulation, payload=payload)
    return simulation.state


def _result(simulation: Simulation) -> dict[str, Any]:
    """Distribution before and after, moves between predicates, and who gains or loses by group, small cells hidden."""
    rows = mapping.grouped(period_frame(simulation.period), simulation.period.ends_on)
    changes = pl.DataFrame(
        list(simulation.changes.values_list("evaluation", "after")), schema={"id": pl.Int64, "after": pl.Int64},
        orient="row",
    )  # fmt: skip
    rows = rows.join(changes.with_columns(changed=True), on="id", how="left").with_columns(
        after=pl.when(pl.col("changed")).then("after").otherwise("predicate")
    )
    draft = mapping.Draft(**simulation.draft)
    rows = mapping.costed(rows, draft) if draft.allowance else rows
    return {
        "people": rows.height,
        "cost": mapping.cost_total(rows) if draft.allowance else None,
        "changed": changes.height,
        "before": _counts(rows, "predicate"),
        "after": _counts(rows, "after"),
        "groups": {dimension: mapping.gains(rows, dimension) for dimension in mapping.DIMENSIONS},
    }


def _counts(rows: pl.DataFrame, name: str) -> dict[str, int]:
    counted = rows.group_by(name).len().sort(name, nulls_last=True)
    return {"" if code is None else str(code): n for code, n in counted.iter_rows()}


def cancel_simulation(*, by: Actor, simulation_id: int, key: str | None = None) -> Receipt:
    """Stop at the end of the running chunk; what was computed is kept for resuming."""

    def act() -> Receipt:
        simulation = _locked(by, simulation_id, "cancel")
        simulation.state = Simulation.State.CANCELLED
        simulation.save(update_fields=["state"])
        return record("simulation.cancelled", by=by, about=simulation, payload={"done": simulation.done})

    return once(key, by, act)


def resume_simulation(*, by: Actor, simulation_id: int, key: str | None = None) -> Receipt:
    """Queue a stopped simulation again; it goes on with the unit after the last finished one."""

    def act() -> Receipt:
        simulation = _locked(by, simulation_id, "resume")
        simulation.state = Simulation.State.QUEUED
        simulation.save(update_fields=["state"])
        return record("simulation.started", by=by, about=simulation, payload={"done": simulation.done})

    return once(key, by, act)


def _locked(by: Actor, simulation_id: int, act: str) -> Simulation:
    simulation_or_404(by, simulation_id)
    check_makes(by)
    simulation = Simulation.objects.select_for_update().filter(pk=simulation_id).first()
    if simulation is None:
        raise NotVisible
    if not may_move(SIMULATION, act, simulation.state):
        raise Closed(_("Simulasi ini %(state)s.") % {"state": simulation.get_state_display().lower()})
    return simulation
