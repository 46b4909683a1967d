"""Setting the organisational achievement (*capaian kinerja organisasi*) of a unit in a period."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock, live
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.organization.models import UnitVersion
from prestasi.people.models import Assignment
from prestasi.performance.models import Evaluation, Period, UnitAchievement
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.states_evaluation import DECIDED


def set_achievement(
    *, by: Actor, unit_id: int, period_id: int, level: str, reason: str, key: str | uuid.UUID | None = None
) -> Receipt:
    """The leader above sets the level of a unit, with a reason; possible until the head's own result is confirmed."""

    def act() -> Receipt:
        period = Period.objects.filter(pk=period_id).first()
        path = UnitVersion.objects.on(clock.today()).filter(unit=unit_id).values_list("path", flat=True).first()
        if period is None or path is None:
            raise NotVisible
        capacity = gate.check_may_set_achievement(by, unit_id, [int(i) for i in path.split(".") if i], head_of(unit_id))
        _check(unit_id, period, level, reason)
        achievement, _created = UnitAchievement.objects.update_or_create(
            unit_id=unit_id,
            period=period,
            defaults={"level": level, "reason": reason.strip(), "set_by_id": by.person_id, "set_at": clock.now()},
        )
        receipt = record(
            "unit.achievement_set", by=by, about=achievement, unit=unit_id, capacity=capacity,
            payload={"level": level, "reason": reason.strip(), "period": period_id},
        )  # fmt: skip
        live.publish(f"unit:{unit_id}", {"kind": "unit.achievement_set", "id": achievement.pk})
        return receipt

    return once(key, by, act)


def head_of(unit_id: int) -> int | None:
    """The person who heads a unit today, as holder or acting official."""
    heads = Assignment.objects.on(clock.today()).filter(position__is_head=True, position__unit=unit_id)
    return heads.order_by("-valid_from").values_list("person_id", flat=True).first()


def _check(unit_id: int, period: Period, level: str, reason: str) -> None:
    if period.state != Period.State.OPEN:
        raise Closed(_("Periode ini tidak sedang dibuka. Capaian organisasi tidak dapat diubah."))
    errors = {}
    if level not in UnitAchievement.Level.values:
        errors["level"] = _("Pilih satu tingkat capaian.")
    if len(reason.strip()) < 10:
        errors["reason"] = _("Tulis dasar penetapan ini, paling sedikit 10 huruf.")
    if errors:
        raise Invalid(errors)
    decided = Evaluation.objects.filter(unit=unit_id, period=period, is_unit_head=True, state__in=DECIDED)
    if decided.exists():
        raise Closed(_("Hasil pimpinan unit ini sudah ditetapkan; capaian organisasinya tidak diubah lagi."))
