"""Objects of dialogue."""

from __future__ import annotations

import datetime as dt

from prestasi.dialogue.models import Agreement, Dialogue, FeedbackRequest, ImprovementPlan, ImprovementStep
from prestasi.people.models import ReportingLine
from prestasi.performance.models import Evaluation
from tests.web.access.cast import NEXT_MONTH, Stage
from tests.web.access.objects.performance import evaluation
from tests.web.access.objects.registry import Values, builds
from tests.world import NOW, TODAY


@builds("dialogue")
def dialogue(stage: Stage, subject: str) -> Values:
    """A dialogue that the subject asked of today's superior, for Monday."""
    return {"dialogue_id": _dialogue(stage, subject).pk}


@builds("agreement")
def agreement(stage: Stage, subject: str) -> Values:
    """An open agreement of the subject, with the employee as its owner."""
    row = Agreement.objects.create(
        person=stage.world.people[subject], dialogue=_dialogue(stage, subject), text="Kirim data", agreed_on=TODAY,
        due_on=NEXT_MONTH,
    )  # fmt: skip
    return {"agreement_id": row.pk}


def _dialogue(stage: Stage, subject: str) -> Dialogue:
    leader = ReportingLine.objects.on(TODAY).get(person=stage.world.people[subject]).superior
    row, _made = Dialogue.objects.get_or_create(
        person=stage.world.people[subject], leader=leader, proposed_by="employee",
        starts_at=NOW + dt.timedelta(days=4),
    )  # fmt: skip
    return row


@builds("feedback_request")
def feedback_request(stage: Stage, subject: str) -> Values:
    """Asked by the subject of the superior of the world's health centre."""
    row = FeedbackRequest.objects.create(
        plan=stage.world.plans[subject], asked_by=stage.world.people[subject], asked=stage.world.people["superior"]
    )
    return {"request_id": row.pk}


@builds("improvement")
def improvement(stage: Stage, subject: str) -> Values:
    return {"plan_id": _improvement(stage, subject).pk}


@builds("improvement_step")
def improvement_step(stage: Stage, subject: str) -> Values:
    row, _made = ImprovementStep.objects.get_or_create(
        plan=_improvement(stage, subject), order=1, text="Ikut pelatihan", sign="sertifikat", due_on=NEXT_MONTH
    )
    return {"step_id": row.pk}


def _improvement(stage: Stage, subject: str) -> ImprovementPlan:
    """A draft without steps; the subject has opened the result."""
    plan = stage.world.plans[subject]
    found = evaluation(stage, subject)["evaluation_id"]
    Evaluation.objects.filter(pk=found).update(received_at=NOW)
    row, _made = ImprovementPlan.objects.get_or_create(
        evaluation_id=found, person=plan.person, leader=plan.rater, unit=plan.unit, predicate=4, starts_on=TODAY,
        ends_on=dt.date(2027, 4, 7),
    )  # fmt: skip
    return row
