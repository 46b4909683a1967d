"""Objects of fairness."""

from __future__ import annotations

import datetime as dt

from prestasi.fairness.models import FairnessReport, PeriodOpening, RaterFinding, RaterRun, Simulation
from tests.web.access.cast import NEXT_MONTH, Stage
from tests.web.access.objects.registry import Values, builds
from tests.world import LONG_AGO, NOW, TODAY


@builds("habit")
def habit(stage: Stage, subject: str) -> Values:
    """The subject as a rater, whose days alone with the report are over."""
    run = RaterRun.objects.create(
        method="uji", starts_on=LONG_AGO, ends_on=TODAY, told_on=TODAY - dt.timedelta(days=20),
        office_on=TODAY - dt.timedelta(days=6), sha256="0" * 64, made_at=NOW,
        figures={"is_known": False, "shares": {"above": 20, "meets": 70, "below": 10}},
    )  # fmt: skip
    figures = {"mean": 100, "share_above": 20, "share_meets": 70, "share_below": 10}
    RaterFinding.objects.create(run=run, rater=stage.world.people[subject], evaluations=4, people=2, figures=figures)
    return {"person_id": stage.world.people[subject].pk}


@builds("fairness_report")
def fairness_report(stage: Stage, subject: str) -> Values:
    """Made by the analyst over the open quarter; the head of the office above the subject is to sign."""
    made = {
        "content": {"evaluations": 0, "rated": 0, "predicates": {}, "dimensions": {}}, "sha256": "0" * 64,
        "made_at": NOW,
        "made_by": stage.world.people["analyst"], "official": stage.world.people["head"], "fingerprint": "0" * 64,
    }  # fmt: skip
    row, _ = FairnessReport.objects.get_or_create(period=stage.world.periods[3], defaults=made)
    return {"report_id": row.pk}


@builds("simulation")
def simulation(stage: Stage, subject: str) -> Values:
    row = Simulation.objects.create(
        period=stage.world.periods[2], title="uji", ruleset="performance-2022", draft_hash="0" * 64, made_at=NOW,
        made_by=stage.world.people["analyst"],
    )  # fmt: skip
    return {"simulation_id": row.pk}


@builds("opening")
def opening(stage: Stage, subject: str) -> Values:
    dues = dict.fromkeys(("self_due_on", "rating_due_on", "confirm_due_on"), NEXT_MONTH)
    made = {"ruleset": "performance-2022", "ruleset_hash": "0" * 64, "proposed_at": NOW, **dues}
    made |= {"proposed_by": stage.world.people["analyst"], "copied_from": stage.world.periods[3]}
    row, _ = PeriodOpening.objects.get_or_create(period=stage.world.periods[4], defaults=made)
    return {"opening_id": row.pk}
