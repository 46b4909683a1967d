"""Objects of objection."""

from __future__ import annotations

import datetime as dt

from prestasi.objection.actions.filing import Target, file_objection
from prestasi.objection.models import Objection, ObjectionEvidence
from prestasi.performance.models import Evaluation
from tests.web.access.cast import Stage
from tests.web.access.objects.performance import evaluation
from tests.web.access.objects.registry import Values, builds, values_for
from tests.world import NOW


@builds("contested")
def contested(stage: Stage, subject: str) -> Values:
    """The third quarter of the subject, opened three days ago."""
    row = Evaluation.objects.get(pk=evaluation(stage, subject)["evaluation_id"])
    Evaluation.objects.filter(pk=row.pk).update(
        state="rated", result_rating=2, behaviour_rating=2, predicate=2, rated_by=row.rater, rated_at=NOW
    )
    opened = NOW - dt.timedelta(days=3)
    Evaluation.objects.filter(pk=row.pk).update(
        state="received", confirmed_by=row.rater_superior, confirmed_at=opened, released_at=opened, received_at=opened
    )
    return {"evaluation_id": row.pk}


@builds("objection")
def objection(stage: Stage, subject: str) -> Values:
    """Filed by the subject against that result, waiting for the rater."""
    number = contested(stage, subject)["evaluation_id"]
    reason = "Capaian bulan September belum dihitung, buktinya ada."
    file_objection(
        by=stage.world.actor(subject), evaluation_id=number, targets=(Target("predicate"),), reason=reason
    )  # fmt: skip
    return {"objection_id": Objection.objects.get(evaluation=number).pk}


@builds("objection_evidence")
def objection_evidence(stage: Stage, subject: str) -> Values:
    """A file of the subject's side."""
    row = ObjectionEvidence.objects.create(
        objection_id=values_for(stage, "objection", subject)["objection_id"], side="employee", title="rekap.pdf",
        media_type="application/pdf", size=10, sha256="0" * 64, added_by=stage.world.people[subject],
    )  # fmt: skip
    return {"evidence_id": row.pk}
