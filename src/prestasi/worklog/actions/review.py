"""What the direct superior does with daily entries: mark a month as seen, return one with a reason."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from prestasi.accounts.queries.language import speaking_to
from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.core.formats import short_date
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.notices.actions.notify import notify
from prestasi.people.permissions import check_visible
from prestasi.performance.models import Plan
from prestasi.worklog.checks import is_closed
from prestasi.worklog.models import Entry
from prestasi.worklog.permissions import check_may_review
from prestasi.worklog.queries.facts import closed_quarters
from prestasi.worklog.states import ENTRY, EntryState


def see_month(*, by: Actor, person_id: int, month: dt.date, key: str | uuid.UUID | None = None) -> Receipt:
    """Mark the recorded entries of a month (its first day) as seen; one event for all. Closed when there are none."""

    def act() -> Receipt:
        check_visible(by, person_id)
        ends = (month + dt.timedelta(days=32)).replace(day=1)
        rows = Entry.objects.select_for_update(of=("self",)).filter(
            person=person_id, on__gte=month, on__lt=ends, state=EntryState.RECORDED
        )
        plans = {plan.pk: plan for plan in Plan.objects.filter(pk__in={row.plan_id for row in rows})}
        if not plans:
            plan = Plan.objects.filter(person=person_id, starts_on__lt=ends, ends_on__gte=month).first()
            if plan is None:
                raise NotVisible
            check_may_review(by, plan)
            raise Closed(_("Tidak ada catatan baru pada bulan ini."))
        capacity = {plan.pk: check_may_review(by, plan) for plan in plans.values()}[rows[0].plan_id]
        closed = closed_quarters({plan.cycle_id for plan in plans.values()})
        ids = [row.pk for row in rows if not is_closed(closed.get(plans[row.plan_id].cycle_id, []), row.on)]
        if not ids:
            raise Closed(_("Periode bulan ini sudah ditutup. Catatannya tetap seperti adanya."))
        Entry.objects.filter(pk__in=ids).update(state=EntryState.SEEN, seen_by=by.person_id, seen_at=clock.now())
        return record(
            "worklog.seen", by=by, about=rows[0], subject=person_id, unit=rows[0].plan.unit_id, capacity=capacity,
            payload={"month": month.isoformat(), "entries": ids},
        )  # fmt: skip

    return once(key, by, act)


def return_entry(*, by: Actor, entry_id: int, reason: str, key: str | uuid.UUID | None = None) -> Receipt:
    """Send one entry back with what is to be corrected; the person is told."""

    def act() -> Receipt:
        row = Entry.objects.select_for_update(of=("self",)).select_related("plan").filter(pk=entry_id).first()
        if row is None:
            raise NotVisible
        capacity = check_may_review(by, row.plan)
        if not may_move(ENTRY, "return", row.state):
            raise Closed(_("Catatan ini %(s)s.") % {"s": str(row.get_state_display()).lower()})
        if is_closed(closed_quarters([row.plan.cycle_id]).get(row.plan.cycle_id, []), row.on):
            raise Closed(_("Periode catatan ini sudah ditutup. Catatan tidak dapat dikembalikan lagi."))
        if len(reason.strip()) < 5:
            raise Invalid({"reason": _("Tulis alasannya, supaya pegawai tahu apa yang harus dibetulkan.")})
        row.state, row.return_reason = EntryState.RETURNED, reason.strip()[:300]
        row.seen_by_id, row.seen_at, row.lock_version = by.person_id, clock.now(), row.lock_version + 1
        row.save(update_fields=["state", "return_reason", "seen_by", "seen_at", "lock_version"])
        _tell_owner(row)
        return record(
            "worklog.returned", by=by, about=row, subject=row.person_id, unit=row.plan.unit_id, capacity=capacity,
            payload={"on": row.on.isoformat(), "reason": row.return_reason},
        )  # fmt: skip

    return once(key, by, act)


def _tell_owner(row: Entry) -> None:
    with speaking_to(row.person_id):
        notify(
            person_id=row.person_id, kind="worklog.returned", why=row.return_reason[:200],
            text=_("Catatan %(day)s dikembalikan: %(what)s") % {"day": short_date(row.on), "what": row.activity[:120]},
            url=f"/catatan/{row.pk}/ubah/", effect_key=f"worklog.returned:{row.pk}:{row.lock_version}",
        )  # fmt: skip
