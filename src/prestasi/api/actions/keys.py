"""Making and ending keys."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from prestasi.api.models import ApiKey
from prestasi.api.permissions import check_key
from prestasi.api.tokens import Token, fresh
from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.performance.models import Plan
from prestasi.performance.states_evaluation import COUNTED_PLAN_STATES

DAYS = (30, 90, 365)
MOST_RUNNING = 5


def make_key(
    *, by: Actor, indicator_id: int, label: str, days: int, key: str | uuid.UUID | None = None
) -> tuple[Token | None, Receipt]:
    """A new key of an own indicator. The token is given here once; None when this form had been sent before.

    Errors: NotVisible, NotAllowed by the gate; Closed when the plan is not agreed or five keys run already.
    """
    made: list[Token] = []

    def act() -> Receipt:
        indicator, _how = check_key(by, indicator_id, "make")
        if by.user_id is None:
            raise NotVisible
        plan = Plan.objects.select_for_update().get(pk=indicator.result.plan_id)
        _check(label, days)
        if plan.version == 0 or plan.state not in COUNTED_PLAN_STATES:
            raise Closed(_("Kunci dibuat setelah rencana kinerja disepakati."))
        if ApiKey.objects.filter(indicator=indicator, revoked_at=None, expires_at__gt=Now()).count() >= MOST_RUNNING:
            raise Closed(_("Sudah ada %s kunci yang berlaku. Cabut yang tidak dipakai.") % MOST_RUNNING)
        token = fresh()
        row = ApiKey.objects.create(
            indicator=indicator, holder=plan.person, label=label.strip(), prefix=token.prefix, secret_hash=token.hash,
            made_by_id=by.user_id, expires_at=clock.now() + dt.timedelta(days=days),
        )  # fmt: skip
        made.append(token)
        payload = {"prefix": row.prefix, "label": row.label, "indicator": indicator.pk, "days": days}
        return record("api.key_made", by=by, about=row, subject=plan.person_id, unit=plan.unit_id, payload=payload)

    receipt = once(key, by, act)
    return (made[0] if made else None), receipt


def _check(label: str, days: int) -> None:
    if not label.strip():
        raise Invalid({"label": _("Sebutkan sistem yang memakai kunci ini.")})
    if days not in DAYS:
        raise Invalid({"days": _("Pilih masa berlaku.")})


def revoke_key(*, by: Actor, key_id: int, key: str | uuid.UUID | None = None) -> Receipt:
    """End a key at once. Closed when it had been ended before."""

    def act() -> Receipt:
        row = ApiKey.objects.select_for_update().filter(pk=key_id).first()
        if row is None:
            raise NotVisible
        indicator, _how = check_key(by, row.indicator_id, "revoke")
        if row.revoked_at:
            raise Closed(_("Kunci ini sudah dicabut."))
        row.revoked_at, row.revoked_by_id = clock.now(), by.user_id
        row.save(update_fields=["revoked_at", "revoked_by"])
        plan, payload = indicator.result.plan, {"prefix": row.prefix, "label": row.label}
        return record("api.key_revoked", by=by, about=row, subject=plan.person_id, unit=plan.unit_id, payload=payload)

    return once(key, by, act)
