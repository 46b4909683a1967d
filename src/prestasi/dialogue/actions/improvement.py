"""*Rencana perbaikan kinerja*: opened by the result, written by the superior, agreed by both, then closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from prestasi.accounts.models import RoleGrant
from prestasi.accounts.queries.language import speaking_to
from prestasi.audit.actions.record import once, record
from prestasi.core import clock, formats
from prestasi.core.actor import SYSTEM, Actor
from prestasi.core.errors import Closed, Conflict, Invalid, NotAllowed, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.dialogue import permissions as gate
from prestasi.dialogue.actions._common import CAPACITY, Key
from prestasi.dialogue.models import ImprovementPlan, ImprovementStep, Side
from prestasi.dialogue.months import MONTHS, after_months
from prestasi.dialogue.states import IMPROVEMENT, ImprovementState
from prestasi.notices.actions.notify import notify
from prestasi.people.models import Person
from prestasi.people.queries.superior import superior_of
from prestasi.performance.models import Evaluation
from prestasi.performance.states_evaluation import DECIDED

LOWEST = frozenset({4, 5})
VERY_POOR = 5
RUNNING = (ImprovementState.DRAFT, ImprovementState.AGREED)


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it was typed; `row` is its place in the form."""

    row: int
    text: str
    sign: str
    due_on: dt.date | None
    support: str = ""


def follow_result(evaluation_id: int) -> Iterator[int]:
    """Provider for `providers.decided`: open a draft for one of the two lowest predicates, or let one fall."""
    evaluation = Evaluation.objects.filter(pk=evaluation_id).first()
    if evaluation is None or evaluation.state not in DECIDED or evaluation.released_at is None:
        return
    if evaluation.predicate in LOWEST:
        made = open_improvement(evaluation)
        yield from [made.pk] if made else []
    else:
        _withdraw(evaluation)


def open_due() -> int:
    """Open what the results of this and last year ask for and nothing opened yet; answers how many. Safe to repeat."""
    since = clock.today().year - 1
    rows = Evaluation.objects.filter(
        predicate__in=LOWEST, state__in=DECIDED, improvement__isnull=True, period__cycle__year__gte=since,
        released_at__gte=clock.now() - dt.timedelta(days=120),
    )  # fmt: skip
    made = 0
    for evaluation in rows.order_by("pk").iterator():
        with transaction.atomic():
            made += open_improvement(evaluation) is not None
    return made


def open_improvement(evaluation: Evaluation) -> ImprovementPlan | None:
    """A draft of six months from today; None while another plan of the person runs, or without a superior."""
    Person.objects.select_for_update(no_key=True).get(pk=evaluation.person_id)
    leader = superior_of(evaluation.person_id, clock.today())
    running = ImprovementPlan.objects.filter(person=evaluation.person_id, state__in=RUNNING)
    if leader is None or running.exists() or ImprovementPlan.objects.filter(evaluation=evaluation).exists():
        return None
    starts = clock.today()
    plan = ImprovementPlan.objects.create(
        evaluation=evaluation, person_id=evaluation.person_id, leader_id=leader, unit_id=evaluation.unit_id,
        predicate=evaluation.predicate or 0, starts_on=starts,
        ends_on=after_months(starts, MONTHS) - dt.timedelta(days=1),
    )  # fmt: skip
    _record("improvement.opened", plan, SYSTEM, "system")
    _tell_opened(plan)
    return plan


def _tell_opened(plan: ImprovementPlan) -> None:
    """The superior, and for *Sangat kurang* the HR analysts of the whole agency."""
    people = {plan.leader_id}
    if plan.predicate == VERY_POOR:
        grants = RoleGrant.objects.on(clock.today()).filter(role="analyst", unit__isnull=True)
        people |= set(grants.exclude(user__person=None).values_list("user__person", flat=True))
    for person_id in people - {plan.person_id}:
        _notify(plan, person_id, "improvement.opened", _("Rencana perbaikan kinerja perlu disusun: %s"))


def _withdraw(evaluation: Evaluation) -> None:
    """The result that asked for the plan is another now (objection, calibration, reopening)."""
    plan = ImprovementPlan.objects.select_for_update().filter(evaluation=evaluation).first()
    if plan is not None and may_move(IMPROVEMENT, "withdraw", plan.state):
        _move(plan, "withdraw")
        _record("improvement.withdrawn", plan, SYSTEM, "system")


def write_improvement(
    *, by: Actor, plan_id: int, expectation: str, steps: Sequence[Step], lock_version: int, key: Key = None
) -> Receipt:
    """The superior writes what is expected and the steps to it; every change asks for both agreements anew."""

    def act() -> Receipt:
        plan, side = _taken(by, plan_id, "edit", lock_version)
        if side is not Side.LEADER:
            raise NotAllowed(_("Rencana perbaikan disusun atasan bersama Anda dalam dialog."), _("Atasan langsung"))
        _check(plan, expectation, steps)
        plan.steps.all().delete()
        ImprovementStep.objects.bulk_create(
            ImprovementStep(plan=plan, order=n, text=s.text.strip(), sign=s.sign.strip(),
                            due_on=s.due_on or plan.ends_on, support=s.support.strip()[:200])
            for n, s in enumerate(steps, 1)
        )  # fmt: skip
        plan.expectation = expectation.strip()
        plan.employee_agreed_at = plan.leader_agreed_at = None
        _move(plan, "edit", "expectation", "employee_agreed_at", "leader_agreed_at")
        return _record("improvement.changed", plan, by, CAPACITY[side], {"steps": len(steps)})

    return once(key, by, act)


def _check(plan: ImprovementPlan, expectation: str, steps: Sequence[Step]) -> None:
    errors: dict[str, str] = {}
    if len(expectation.strip()) < 10:
        errors["expectation"] = _("Tulis apa yang akan terlihat bila kinerjanya kembali sesuai ekspektasi.")
    if not steps:
        errors["s1-text"] = _("Isi paling sedikit satu langkah.")
    for one in steps:
        if not 3 <= len(one.text.strip()) <= 300:
            errors[f"s{one.row}-text"] = _("Tulis langkahnya, 3 sampai 300 huruf.")
        if not 3 <= len(one.sign.strip()) <= 200:
            errors[f"s{one.row}-sign"] = _("Tulis tanda berhasilnya.")
        if one.due_on is None or not plan.starts_on <= one.due_on <= plan.ends_on:
            errors[f"s{one.row}-due_on"] = _("Isi tanggal di dalam masa perbaikan, sampai %s.") % formats.short_date(
                plan.ends_on
            )
    if errors:
        raise Invalid(errors)


def agree_improvement(*, by: Actor, plan_id: int, lock_version: int, key: Key = None) -> Receipt:
    """The superior first, then the employee; with both the plan runs."""

    def act() -> Receipt:
        plan, side = _taken(by, plan_id, "agree", lock_version)
        field = f"{side}_agreed_at"
        if getattr(plan, field) is not None:
            raise Closed(_("Anda sudah menyetujui rencana ini; tinggal pihak lain."))
        if not plan.steps.exists():
            raise Closed(_("Rencana ini belum berisi langkah."))
        if side is Side.EMPLOYEE and plan.leader_agreed_at is None:
            raise Closed(_("Atasan masih menyusun rencana ini."))
        setattr(plan, field, clock.now())
        both = bool(plan.employee_agreed_at and plan.leader_agreed_at)
        if both:
            _move(plan, "agree", field)
        else:
            plan.save(update_fields=[field])
            if plan.evaluation.received_at is not None:
                _notify(plan, plan.person_id, "improvement.agreed", _("Baca dan setujui rencana perbaikan kinerja"))
        return _record("improvement.agreed", plan, by, CAPACITY[side], {"state": plan.state})

    return once(key, by, act)


def finish_step(*, by: Actor, step_id: int, note: str = "", key: Key = None) -> Receipt:
    """Mark a step as done; once."""

    def act() -> Receipt:
        row = ImprovementStep.objects.filter(pk=step_id).first()
        if row is None:
            raise NotVisible
        plan, side = _taken(by, row.plan_id, "finish_step")
        row = ImprovementStep.objects.select_for_update().get(pk=step_id)
        if row.done_at is not None:
            raise Closed(_("Langkah ini sudah selesai."))
        row.done_at, row.done_note = clock.now(), note.strip()[:300]
        row.save(update_fields=["done_at", "done_note"])
        return _record("improvement.step_done", plan, by, CAPACITY[side], {"step": row.order})

    return once(key, by, act)


def close_improvement(*, by: Actor, plan_id: int, outcome: str, note: str, key: Key = None) -> Receipt:
    """The superior's outcome with its reason. *Belum membaik* only after the six months, which the law gives."""

    def act() -> Receipt:
        plan, side = _taken(by, plan_id, "close")
        if side is not Side.LEADER:
            raise NotAllowed(_("Hasil perbaikan dinilai atasan langsung."), _("Atasan langsung"))
        errors = {}
        if outcome not in ImprovementPlan.Outcome.values:
            errors["outcome"] = _("Pilih hasilnya.")
        elif outcome == ImprovementPlan.Outcome.NOT_IMPROVED and clock.today() <= plan.ends_on:
            errors["outcome"] = _("Masa perbaikan berjalan sampai %s; sesudah itu baru dapat dinyatakan belum membaik."
                                  ) % formats.long_date(plan.ends_on)  # fmt: skip
        if len(note.strip()) < 10:
            errors["note"] = _("Tulis dasar penilaian Anda; pegawai membacanya.")
        if errors:
            raise Invalid(errors)
        plan.outcome, plan.outcome_note, plan.closed_at = outcome, note.strip(), clock.now()
        _move(plan, "close", "outcome", "outcome_note", "closed_at")
        _notify(plan, plan.person_id, "improvement.closed", _("Rencana perbaikan kinerja Anda ditutup"))
        return _record("improvement.closed", plan, by, CAPACITY[side], {"outcome": outcome})

    return once(key, by, act)


def _taken(by: Actor, plan_id: int, act: str, lock_version: int | None = None) -> tuple[ImprovementPlan, Side]:
    rows = ImprovementPlan.objects.select_for_update(of=("self",)).select_related("evaluation", "person")
    plan = rows.filter(pk=plan_id).first()
    if plan is None:
        raise NotVisible
    side = gate.improvement_side(by, plan)
    if not may_move(IMPROVEMENT, act, plan.state):
        raise Closed(_("Rencana perbaikan ini sudah %s.") % plan.get_state_display().lower())
    if lock_version is not None and lock_version != plan.lock_version:
        raise Conflict(
            _("Rencana ini berubah sejak Anda membukanya. Baca lagi sebelum melanjutkan."),
            {"state": (plan.get_state_display(), _("halaman yang Anda buka sudah lama"))},
        )
    if side is Side.LEADER and plan.leader_id != by.person_id:
        plan.leader_id = by.person_id or plan.leader_id
        plan.save(update_fields=["leader"])
    return plan, side


def _move(plan: ImprovementPlan, act: str, *fields: str) -> None:
    plan.state = IMPROVEMENT[act].after(plan.state)
    plan.lock_version += 1
    plan.save(update_fields=["state", "lock_version", *fields])


def _record(
    kind: str, plan: ImprovementPlan, by: Actor, capacity: str, payload: dict[str, object] | None = None
) -> Receipt:
    return record(
        kind, by=by, about=plan, subject=plan.person_id, unit=plan.unit_id, capacity=capacity, payload=payload or {}
    )


def _notify(plan: ImprovementPlan, person_id: int, kind: str, text: str) -> None:
    with speaking_to(person_id):
        notify(
            person_id=person_id, kind=kind, text=text % plan.person.full_name if "%s" in text else text,
            url=f"/perbaikan/{plan.pk}/", effect_key=f"{kind}:{plan.pk}:{plan.lock_version}:{person_id}",
        )  # fmt: skip
