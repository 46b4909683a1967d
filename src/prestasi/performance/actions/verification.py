"""Accepting or returning a report and its evidence: only accepted reports count."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from prestasi.accounts.queries.language import speaking_to
from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Conflict, Invalid, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.notices.actions.notify import notify
from prestasi.performance.actions.progress import announce, check_period_open
from prestasi.performance.models import Progress
from prestasi.performance.models.measure import Frequency
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.reporting_periods import bucket
from prestasi.performance.states_evaluation import PROGRESS


def accept_progress(*, by: Actor, progress_id: int, key: str | uuid.UUID | None = None) -> Receipt:
    """Accept a report; an earlier accepted one of the same indicator and reporting period is replaced by it."""

    def act() -> Receipt:
        progress, capacity = _locked(by, progress_id, "accept")
        _decide(progress, by, Progress.State.ACCEPTED)
        replaced = _replace_others(progress)
        receipt = _told("progress.accepted", progress, by, capacity, {"replaced": replaced})
        announce(progress.plan, "progress.accepted", progress.pk)
        return receipt

    return once(key, by, act)


def return_progress(*, by: Actor, progress_id: int, reason: str, key: str | uuid.UUID | None = None) -> Receipt:
    """Return a report with a reason; the employee sends another in its place."""

    def act() -> Receipt:
        progress, capacity = _locked(by, progress_id, "return")
        if len(reason.strip()) < 5:
            raise Invalid({"reason": _("Tulis alasannya, supaya pegawai tahu apa yang harus diganti.")})
        progress.return_reason = reason.strip()[:300]
        _decide(progress, by, Progress.State.RETURNED)
        receipt = _told("progress.returned", progress, by, capacity, {"reason": progress.return_reason})
        _tell_owner(progress)
        announce(progress.plan, "progress.returned", progress.pk)
        return receipt

    return once(key, by, act)


def _locked(by: Actor, progress_id: int, act: str) -> tuple[Progress, str]:
    found = Progress.objects.select_for_update(of=("self",)).select_related("plan", "indicator")
    progress = found.filter(pk=progress_id).first()
    if progress is None:
        raise NotVisible
    capacity = gate.check_may_verify(by, progress.plan)
    if not may_move(PROGRESS, act, progress.state):
        raise Conflict(_("Catatan ini sudah diperiksa: %s.") % progress.get_state_display().lower())
    check_period_open(progress.plan.cycle_id, progress.on)
    return progress, capacity


def _decide(progress: Progress, by: Actor, state: str) -> None:
    progress.state, progress.verified_by_id, progress.verified_at = state, by.person_id, clock.now()
    progress.save(update_fields=["state", "verified_by", "verified_at", "return_reason"])


def _replace_others(progress: Progress) -> list[int]:
    """Leave one accepted report in the reporting period: the one for the latest day, then the latest sent.

    Longer reporting periods are looked at quarter by quarter, since what lies in a closed quarter stays as it was.
    """
    frequency = progress.indicator.frequency
    starts, ends = bucket(frequency if frequency == Frequency.MONTHLY else Frequency.QUARTERLY, progress.on)
    accepted = Progress.objects.filter(indicator=progress.indicator_id, state=Progress.State.ACCEPTED)
    corrected = progress.replaces_id or 0
    same = accepted.filter(on__range=(starts, ends - dt.timedelta(days=1))).exclude(pk=corrected)
    replaced = list(same.order_by("on", "pk").values_list("pk", flat=True))[:-1]
    replaced += accepted.filter(pk=corrected).values_list("pk", flat=True)
    Progress.objects.filter(pk__in=replaced).update(state=Progress.State.REPLACED)
    return replaced


def _told(kind: str, progress: Progress, by: Actor, capacity: str, payload: dict[str, object]) -> Receipt:
    plan = progress.plan
    return record(
        kind, by=by, about=progress, subject=plan.person_id, unit=plan.unit_id, capacity=capacity,
        payload={"indicator": progress.indicator_id, "on": progress.on.isoformat(), **payload},
    )  # fmt: skip


def _tell_owner(progress: Progress) -> None:
    with speaking_to(progress.plan.person_id):
        notify(
            person_id=progress.plan.person_id,
            kind="progress.returned",
            text=_("Bukti dikembalikan: %s") % progress.indicator.name[:150],
            why=progress.return_reason[:200],
            url=f"/capaian/catat/?ganti={progress.pk}",
            effect_key=f"progress.returned:{progress.pk}",
        )
