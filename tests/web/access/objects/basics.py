"""Objects of basics."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from prestasi.accounts.models import Delegation, RecoveryCode, RoleGrant
from prestasi.audit.actions.record import record
from prestasi.core.actor import SYSTEM
from prestasi.people.models import CorrectionRequest
from tests.web.access.cast import NEXT_MONTH, Stage
from tests.web.access.objects.registry import Values, builds
from tests.world import LONG_AGO, NOW, TODAY


@builds("")
def nothing(stage: Stage, subject: str) -> Values:
    return {}


@builds("person")
def person(stage: Stage, subject: str) -> Values:
    return {"person_id": stage.world.people[subject].pk}


@builds("unit")
def unit(stage: Stage, subject: str) -> Values:
    return {"unit_id": stage.world.assignments[subject].unit_id}


@builds("position")
def position(stage: Stage, subject: str) -> Values:
    return {"position_id": stage.world.positions[subject].pk}


@builds("assignment")
def assignment(stage: Stage, subject: str) -> Values:
    return {"assignment_id": stage.world.assignments[subject].pk}


@builds("period")
def period(stage: Stage, subject: str) -> Values:
    return {"period_id": stage.world.periods[3].pk, "number": 3, "year": 2026}


@builds("cycle")
def cycle(stage: Stage, subject: str) -> Values:
    return {"cycle_id": stage.world.cycle.pk, "year": 2026}


@builds("figure")
def figure(stage: Stage, subject: str) -> Values:
    return {"code": "gi-imunisasi"}


@builds("user")
def user(stage: Stage, subject: str) -> Values:
    return {"user_id": stage.world.users[subject].pk}


@builds("grant")
def grant(stage: Stage, subject: str) -> Values:
    row = RoleGrant.objects.create(
        user=stage.world.users[subject], role="auditor", unit=stage.world.units["setda"], valid_from=LONG_AGO,
        valid_to=TODAY - dt.timedelta(days=30),
    )  # fmt: skip
    return {"grant_id": row.pk}


@builds("recovery")
def recovery(stage: Stage, subject: str) -> Values:
    user = stage.world.users[subject]
    row = RecoveryCode.objects.create(
        user=user, code_hash=f"{user.pk:064d}", proof="ktp", resets_factors=True,
        issued_by=stage.world.users["analyst"], expires_at=NOW + dt.timedelta(hours=5),
    )  # fmt: skip
    return {"code_id": row.pk}


@builds("delegation")
def delegation(stage: Stage, subject: str) -> Values:
    """Given by the subject's superior to a peer, waiting for the answer."""
    row = Delegation.objects.create(
        giver=stage.world.people["superior"], holder=stage.world.people["peer"], scopes=["review"], reason="uji",
        valid_from=TODAY, valid_to=NEXT_MONTH,
    )  # fmt: skip
    return {"delegation_id": row.pk}


@builds("session")
def session(stage: Stage, subject: str) -> Values:
    row = UserSession.objects.create(
        user=stage.world.users[subject], ip="192.0.2.1", session_key=f"milik-{subject}", user_agent="uji"
    )
    return {"session_id": row.pk}


@builds("passkey")
def passkey(stage: Stage, subject: str) -> Values:
    row = Authenticator.objects.create(
        user=stage.world.users[subject], type=Authenticator.Type.WEBAUTHN, data={"name": "HP"}
    )
    return {"pk": row.pk}


@builds("event")
def event(stage: Stage, subject: str) -> Values:
    return {"event_id": _event(stage, subject).event_id}


@builds("receipt")
def receipt(stage: Stage, subject: str) -> Values:
    return {"number": _event(stage, subject).number}


def _event(stage: Stage, subject: str) -> Any:
    plan = stage.world.plans["employee"]
    person, unit = stage.world.people[subject].pk, stage.world.assignments[subject].unit_id
    with transaction.atomic():
        return record("plan.agreed", by=SYSTEM, about=plan, subject=person, unit=unit)


@builds("correction")
def correction(stage: Stage, subject: str) -> Values:
    """Asked for by the subject about the own superior, open."""
    people = stage.world.people
    row = CorrectionRequest.objects.create(
        person=people[subject], current_superior=people["superior"], proposed_superior=people["head"],
        since=TODAY, reason="uji", requested_by=people[subject], due_on=TODAY + dt.timedelta(days=5),
    )  # fmt: skip
    return {"request_id": row.pk}
