"""Reporting progress (*realisasi*) with its evidence."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.performance.actions.telling import tell_pages
from prestasi.performance.files import Kept
from prestasi.performance.models import Evidence, Indicator, Period, Plan, Progress
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.states_evaluation import COUNTED_PLAN_STATES, PROGRESS

LARGEST = Decimal(10) ** 14


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """What comes with a report: a kept file, or the address of a link, or the number of a record elsewhere."""

    kind: str
    title: str
    reference: str = ""
    file: Kept | None = None

    @property
    def sha256(self) -> str:
        """Hash of the kept file; of the written reference for links and records."""
        return self.file.sha256 if self.file else hashlib.sha256(self.reference.encode()).hexdigest()


def report_progress(
    *,
    by: Actor,
    indicator_id: int,
    on: dt.date | None = None,
    value: Decimal | None = None,
    level: int | None = None,
    note: str = "",
    evidence: Sequence[NewEvidence] = (),
    replaces: int | None = None,
    key: str | uuid.UUID | None = None,
) -> Receipt:
    """Report the figure reached by `on` (default: today) on one indicator.

    `value` for numbers, `level` 1 to 3 for described levels. `replaces` names an own report that this one corrects.
    Refuses before the plan is agreed and after the period is closed (Closed), outside the plan's dates (Invalid).
    """

    def act() -> Receipt:
        indicator, plan = _locked(by, indicator_id)
        day = on or min(clock.today(), plan.ends_on)
        _check(plan, indicator, day, value, level)
        old = _replaced(plan, indicator, replaces)
        progress = Progress.objects.create(
            indicator=indicator, plan=plan, on=day, value=value, level=level, note=note.strip()[:500],
            reported_by_id=gate.person_of(by), replaces=old,
        )  # fmt: skip
        _attach(progress, evidence, by)
        return _told(progress, plan, evidence, by)

    return once(key, by, act)


def _locked(by: Actor, indicator_id: int) -> tuple[Indicator, Plan]:
    indicator = Indicator.objects.select_related("result").filter(pk=indicator_id).first()
    if indicator is None:
        raise NotVisible
    plan = Plan.objects.select_for_update().get(pk=indicator.result.plan_id)
    gate.check_may_report(by, plan)
    return indicator, plan


def _check(plan: Plan, indicator: Indicator, day: dt.date, value: Decimal | None, level: int | None) -> None:
    if plan.version == 0 or plan.state not in COUNTED_PLAN_STATES:
        raise Closed(_("Rencana kinerja ini belum disepakati. Capaian dicatat setelah rencana disepakati atasan Anda."))
    if indicator.dropped_at or indicator.result.dropped_at:
        raise Closed(_("Indikator ini tidak lagi ada dalam rencana kinerja yang disepakati."))
    errors = _date_errors(plan, day) | _figure_errors(indicator, value, level)
    if errors:
        raise Invalid(errors)
    check_period_open(plan.cycle_id, day)


def _date_errors(plan: Plan, day: dt.date) -> dict[str, str]:
    if not plan.starts_on <= day <= plan.ends_on:
        return {"on": _("Tanggal ini di luar masa rencana kinerja Anda.")}
    if day > clock.today():
        return {"on": _("Tanggal ini belum tiba. Catat capaian sampai hari ini.")}
    return {}


def _figure_errors(indicator: Indicator, value: Decimal | None, level: int | None) -> dict[str, str]:
    if indicator.levels:
        known = {int(item["level"]) for item in indicator.levels}
        return {} if level in known else {"level": _("Pilih satu tingkat.")}
    if value is None or not value.is_finite():
        return {"value": _("Isi realisasi dengan angka, misalnya 1.642 atau 89,4.")}
    if abs(value) >= LARGEST or value != value.quantize(Decimal("0.0001")):
        return {"value": _("Angka ini terlalu besar atau terlalu rinci: paling banyak 14 angka dan 4 desimal.")}
    return {}


def check_period_open(cycle_id: int, day: dt.date) -> None:
    """Refuse when the quarter of `day` is closed."""
    closed = Period.objects.filter(
        cycle=cycle_id, kind=Period.Kind.QUARTER, starts_on__lte=day, ends_on__gte=day, state=Period.State.CLOSED
    )
    if closed.exists():
        raise Closed(_("Periode tanggal ini sudah ditutup. Capaian tidak dapat ditambah atau diubah lagi."))


def _replaced(plan: Plan, indicator: Indicator, replaces: int | None) -> Progress | None:
    if replaces is None:
        return None
    old = Progress.objects.select_for_update().filter(pk=replaces, plan=plan, indicator=indicator).first()
    if old is None:
        raise NotVisible
    if not may_move(PROGRESS, "replace", old.state):
        raise Conflict(_("Catatan ini sudah diganti oleh catatan lain."))
    check_period_open(plan.cycle_id, old.on)
    if old.state != Progress.State.ACCEPTED:
        old.state = Progress.State.REPLACED
        old.save(update_fields=["state"])
    return old


def _attach(progress: Progress, evidence: Sequence[NewEvidence], by: Actor) -> None:
    Evidence.objects.bulk_create(
        Evidence(
            progress=progress,
            kind=item.kind,
            title=item.title[:200],
            reference=item.reference[:400],
            media_type=item.file.media_type if item.file else "",
            size=item.file.size if item.file else 0,
            sha256=item.sha256,
            picture_print=item.file.picture_print if item.file else None,
            taken_on=item.file.taken_on if item.file else None,
            added_by_id=gate.person_of(by),
        )
        for item in evidence
    )


def _told(progress: Progress, plan: Plan, evidence: Sequence[NewEvidence], by: Actor) -> Receipt:
    receipt = record(
        "progress.reported",
        by=by,
        about=progress,
        subject=plan.person_id,
        unit=plan.unit_id,
        capacity="employee",
        payload={
            "indicator": progress.indicator_id,
            "on": progress.on.isoformat(),
            "value": str(progress.value) if progress.value is not None else None,
            "level": progress.level,
            "replaces": progress.replaces_id,
            "evidence": [item.sha256 for item in evidence],
        },
        next_step=_("Atasan Anda memeriksanya. Yang dihitung dalam evaluasi hanya capaian yang diterima."),
    )
    progress.event_id = receipt.event_id
    progress.save(update_fields=["event_id"])
    announce(plan, "progress.reported", progress.pk)
    return receipt


def announce(plan: Plan, kind: str, pk: int) -> None:
    """Tell open pages of the person, of the superior's team and of the unit."""
    told: dict[str, str | int | None] = {"kind": kind, "id": pk, "plan": plan.pk, "person": plan.person_id}
    tell_pages(plan.person_id, plan.unit_id, told)
