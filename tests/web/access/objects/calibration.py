"""Objects of calibration."""

from __future__ import annotations

from prestasi.calibration.models import Before, BulkConfirmation, Determination, Member
from prestasi.calibration.models import Session as Calibration
from prestasi.performance.models import Evaluation, Reopening
from tests.web.access.cast import NEXT_MONTH, Stage
from tests.web.access.objects.registry import Values, builds
from tests.world import NOW


def _calibrated(stage: Stage, subject: str) -> Evaluation:
    row = stage.world.plans[subject]
    found, _made = Evaluation.objects.get_or_create(
        plan=row, period=stage.world.periods[4],
        defaults={
            "person": row.person, "unit": row.unit, "rater": row.rater, "rater_superior": row.rater_superior,
            "state": "rated", "result_rating": 2, "behaviour_rating": 2, "predicate": 2,
        },
    )  # fmt: skip
    return found


def _session(stage: Stage, subject: str) -> Calibration:
    row, period = stage.world.plans[subject], stage.world.periods[4]
    people = stage.world.people
    found = Calibration.objects.filter(unit=row.unit, period=period).first()
    if found is None:
        found = Calibration.objects.create(
            unit=row.unit, period=period, meets_on=NEXT_MONTH, opened_by=people["head"], opened_at=NOW
        )
        for key in ("head", "superior"):
            Member.objects.create(session=found, person=people[key], is_facilitator=key == "head")
        Before.objects.create(session=found, evaluation=_calibrated(stage, subject), version=1, predicate=2)
    return found


@builds("unit_in_period")
def unit_in_period(stage: Stage, subject: str) -> Values:
    return {"unit_id": stage.world.plans[subject].unit_id, "period_id": stage.world.periods[4].pk}


@builds("calibration")
def calibration(stage: Stage, subject: str) -> Values:
    return {"session_id": _session(stage, subject).pk}


@builds("calibrated")
def calibrated(stage: Stage, subject: str) -> Values:
    return {"session_id": _session(stage, subject).pk, "evaluation_id": _calibrated(stage, subject).pk}


@builds("calibration_move")
def calibration_move(stage: Stage, subject: str) -> Values:
    return {"session_id": _session(stage, subject).pk, "act": "akhiri"}


@builds("determination")
def determination(stage: Stage, subject: str) -> Values:
    """Put forward by somebody else, so that everybody of the unit is a second person."""
    found, _made = Determination.objects.get_or_create(
        unit=stage.world.plans[subject].unit, period=stage.world.periods[4],
        defaults={
            "rows": [[_calibrated(stage, subject).pk, 1, 2]], "counts": [0, 1, 0, 0, 0], "digest": "0" * 64,
            "requested_by": stage.world.people["lent"], "requested_at": NOW,
        },
    )  # fmt: skip
    return {"determination_id": found.pk}


@builds("bulk_run")
def bulk_run(stage: Stage, subject: str) -> Values:
    """Of the subject's rater."""
    rater = stage.world.plans[subject].rater
    assert rater is not None
    found, _made = BulkConfirmation.objects.get_or_create(
        person=rater, defaults={"user": rater.user, "ids": [[1, 1]], "started_at": NOW}
    )
    return {"run_id": found.pk}


@builds("reopening")
def reopening(stage: Stage, subject: str) -> Values:
    evaluation = _calibrated(stage, subject)
    found = Reopening.objects.filter(evaluations=evaluation).first()
    if found is None:
        found = Reopening.objects.create(
            period=evaluation.period, reason="bukti terlambat masuk", until=NEXT_MONTH, requested_at=NOW,
            requested_by=stage.world.people["lent"],
        )  # fmt: skip
        found.evaluations.add(evaluation)
    return {"reopening_id": found.pk}


@builds("reopened")
def reopened(stage: Stage, subject: str) -> Values:
    return reopening(stage, subject) | {"evaluation_id": _calibrated(stage, subject).pk}
