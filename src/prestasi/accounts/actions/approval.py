"""Setting how many steps an act takes, and taking a step."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from prestasi.accounts.models import Approval, ApprovalRule
from prestasi.accounts.permissions import check_manages_accounts
from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Invalid, NotAllowed
from prestasi.core.formats import long_date
from prestasi.core.receipt import Receipt


def set_steps(*, by: Actor, act: str, steps: int, starts_on: dt.date, source: str, key: str | None = None) -> Receipt:
    """From `starts_on` (not in the past) the act takes this many steps; later spans of the same act are replaced."""

    def act_() -> Receipt:
        check_manages_accounts(by)
        _check(act, steps, starts_on, source)
        _make_room(act, starts_on)
        rule = ApprovalRule.objects.create(
            act=act, steps=steps, valid_from=starts_on, source=source.strip(), set_by_id=by.user_id or 0
        )
        payload = {"act": act, "steps": steps, "starts_on": starts_on.isoformat(), "source": source.strip()}
        return record(
            "approval.steps_set", by=by, about=rule, payload=payload,
            next_step=_("Berlaku mulai %s; yang sudah berjalan selesai menurut tahap hari itu.") % long_date(starts_on),
        )  # fmt: skip

    return once(key, by, act_)


def _check(act: str, steps: int, starts_on: dt.date, source: str) -> None:
    errors = {}
    if act not in ApprovalRule.Act.values:
        errors["act"] = _("Pilih tindakannya.")
    if steps not in (1, 2):
        errors["steps"] = _("Satu atau dua tahap.")
    if starts_on < clock.today():
        errors["starts_on"] = _("Mulai paling awal hari ini.")
    if not source.strip():
        errors["source"] = _("Isi dasar hukumnya, misalnya nomor keputusan.")
    if errors:
        raise Invalid(errors)


def _make_room(act: str, starts_on: dt.date) -> None:
    ApprovalRule.objects.filter(act=act, valid_from__gte=starts_on).delete()
    for rule in ApprovalRule.objects.select_for_update().filter(act=act).on(starts_on):
        rule.valid_to = starts_on
        rule.save(update_fields=["valid_to"])


def take_step(
    *, by: Actor, act: str, object_id: int, round_: int, step: int, payload: dict[str, Any] | None = None
) -> Approval:
    """Note a step inside the caller's transaction. NotAllowed for the person who took the other one (also unique)."""
    try:
        with transaction.atomic():
            return Approval.objects.create(
                act=act, object_id=object_id, round=round_, step=step, person_id=by.person_id or 0,
                on_behalf_of_id=by.on_behalf_of, payload=payload or {},
            )  # fmt: skip
    except IntegrityError as error:
        raise NotAllowed(_("Tahap ini diambil orang lain: dua tahap, dua orang."), _("Orang kedua")) from error
