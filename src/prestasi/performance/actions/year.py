"""*Tahun kinerja*: the next year is prepared from the last one, and begins by itself on its first day."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core.actor import SYSTEM, Actor
from prestasi.core.errors import Closed, Invalid
from prestasi.core.receipt import Receipt
from prestasi.performance.models import Cycle, Period
from prestasi.performance.permissions import evaluation as gate

DATES = ("starts_on", "ends_on", "self_due_on", "rating_due_on", "confirm_due_on")


def prepare_year(*, by: Actor, year: int, plan_due_on: dt.date, key: str | uuid.UUID | None = None) -> Receipt:
    """Make the year after the last one, with its periods and their last days; plans can be written from now on.

    Rule set, population and approach are those of the last year; every date moves by whole years. Errors: NotAllowed,
    Closed (the year is there already), Invalid (not the next year, or a day outside it).
    """

    def act() -> Receipt:
        gate.check_may_run_cycles(by)
        last = Cycle.objects.select_for_update().order_by("-year").first()
        if last is None:
            raise Invalid({"year": _("Belum ada tahun kinerja yang dapat disalin. Muat data instansi lebih dahulu.")})
        _refuse(last.year, year, plan_due_on)
        cycle = Cycle.objects.create(
            year=year, approach=last.approach, ruleset=last.ruleset, population=last.population, plan_due_on=plan_due_on
        )
        Period.objects.bulk_create(_moved(period, cycle) for period in last.periods.order_by("number"))
        payload = {"year": year, "copied_from": last.year, "plan_due_on": plan_due_on.isoformat()}
        step = _("Pegawai dapat menyusun rencana %s mulai sekarang.") % year
        return record("cycle.prepared", by=by, about=cycle, capacity="analyst", payload=payload, next_step=step)

    return once(key, by, act)


def _refuse(last: int, year: int, plan_due_on: dt.date) -> None:
    if year <= last:
        raise Closed(_("Tahun kinerja %s sudah ada.") % year)
    if year != last + 1:
        raise Invalid({"year": _("Tahun berikutnya adalah %s.") % (last + 1)})
    if plan_due_on.year != year:
        raise Invalid({"plan_due_on": _("Batas rencana harus di dalam tahun %s.") % year})


def _moved(period: Period, cycle: Cycle) -> Period:
    dates = {name: _later(getattr(period, name), cycle.year - period.cycle.year) for name in DATES}
    return Period(cycle=cycle, kind=period.kind, number=period.number, **dates)


def _later(day: dt.date, years: int) -> dt.date:
    """The same day some years on; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def begin_years(day: dt.date) -> int:
    """Prepared years whose first day has come are running from now on; one event each."""
    due = list(Cycle.objects.filter(state=Cycle.State.PREPARED, year__lte=day.year))
    for cycle in due:
        Cycle.objects.filter(pk=cycle.pk).update(state=Cycle.State.OPEN)
        record("cycle.begun", by=SYSTEM, about=cycle, payload={"year": cycle.year})
    return len(due)
