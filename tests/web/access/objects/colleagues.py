"""Objects of colleagues."""

from __future__ import annotations

import datetime as dt

from prestasi.colleagues.models import Box, GroupResult, Invitation, Outcome, QuestionSet, Round, Statement
from prestasi.colleagues.models import Subject as RatedSubject
from prestasi.colleagues.receipts import link_hash
from tests.web.access.cast import NEXT_MONTH, Stage
from tests.web.access.objects.registry import Values, builds
from tests.world import TODAY


def _round360(stage: Stage, state: str) -> Round:
    """A round of the third quarter; it is the agency's, whoever is the subject."""
    questions, made = QuestionSet.objects.get_or_create(number=1)
    if made:
        kinds, values = ("leader", "functional", "executive"), range(1, 8)
        Statement.objects.bulk_create(
            Statement(question_set=questions, post_type=k, value=v, text="Menepati janji.")
            for k in kinds
            for v in values
        )
        QuestionSet.objects.filter(pk=questions.pk).update(state="published", published_on=TODAY)
    row, _made = Round.objects.get_or_create(
        title=f"Putaran {state}", state=state,
        defaults={
            "period": stage.world.periods[3], "question_set": questions, "choosing": "proposed", "minimum": 5,
            "answers_due_on": NEXT_MONTH, "upward_from": NEXT_MONTH + dt.timedelta(days=9),
            "released_on": TODAY if state == "released" else None,
        },
    )  # fmt: skip
    return row


def _rated(stage: Stage, subject: str, state: str = "open") -> RatedSubject:
    row, _made = RatedSubject.objects.get_or_create(
        round=_round360(stage, state), person=stage.world.people[subject],
        defaults={"unit": stage.world.assignments[subject].unit, "post_type": "functional", "post": "Bidan",
                  "raters": "choosing"},
    )  # fmt: skip
    return row


@builds("round360")
def round360(stage: Stage, subject: str) -> Values:
    return {"round_id": _round360(stage, "open").pk}


@builds("subject360")
def subject360(stage: Stage, subject: str) -> Values:
    return {"subject_id": _rated(stage, subject).pk}


@builds("result360")
def result360(stage: Stage, subject: str) -> Values:
    """Released, with one shown group."""
    rated = _rated(stage, subject, "released")
    Outcome.objects.get_or_create(subject=rated, combined=420)
    GroupResult.objects.get_or_create(
        subject=rated, group="peer", answers=5, weight=40, mean=420, means={"1": 420}, strengths=["Tekun"]
    )
    return {"subject_id": rated.pk}


@builds("invitation360")
def invitation360(stage: Stage, subject: str) -> Values:
    """The subject is asked about themselves."""
    rated = _rated(stage, subject)
    row, _made = Invitation.objects.get_or_create(subject=rated, rater=rated.person, group="self")
    return {"invitation_id": row.pk}


@builds("link360")
def link360(stage: Stage, subject: str) -> Values:
    token = f"tautan-{subject}"
    Invitation.objects.get_or_create(
        subject=_rated(stage, subject), group="external", outside_name="Warga", link_hash=link_hash(token)
    )
    return {"token": token}


@builds("round_link360")
def round_link360(stage: Stage, subject: str) -> Values:
    rated = _rated(stage, subject)
    row, _made = Invitation.objects.get_or_create(subject=rated, group="external", outside_name="Mitra")
    Box.objects.get_or_create(subject=rated, group="external")
    return {"round_id": rated.round_id, "invitation_id": row.pk}


@builds("questions360")
def questions360(stage: Stage, subject: str) -> Values:
    row, _made = QuestionSet.objects.get_or_create(number=2)
    return {"set_id": row.pk}
