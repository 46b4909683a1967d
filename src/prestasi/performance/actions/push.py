"""A superior gives a result (or a goal) to named people; each receives a draft item that is linked to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from prestasi.accounts.queries.language import speaking_to
from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Invalid, NotAllowed, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.performance.actions._common import tell, touch
from prestasi.performance.actions.clean import INDICATOR_FIELDS
from prestasi.performance.actions.link import make_link
from prestasi.performance.actions.plan import new_draft, open_revision
from prestasi.performance.actions.result import insert_result
from prestasi.performance.models import Cycle, ExpectedResult, Goal, Indicator, Plan
from prestasi.performance.permissions.plan import can_set_goal, may_give_to
from prestasi.performance.queries.push_preview import Effect, Receiver, receivers
from prestasi.performance.states import PlanState

MOST_PEOPLE = 500


def push_result(
    *, by: Actor, person_ids: Sequence[int], result_id: int | None = None, goal_id: int | None = None, text: str = "",
    kind: str = "direct", with_indicators: bool = False, year: int | None = None, key: str | None = None,
) -> Receipt:  # fmt: skip
    """Give an own result, or a goal of a headed unit, to people. `text` replaces the wording for the receivers.

    A draft receives the item; an agreed plan opens for change; a person without plan gets a new draft; a plan being
    reviewed is left out. All in one transaction: one event per receiver and one about the result with the counts.
    """

    def act() -> Receipt:
        source = _source(by, result_id, goal_id)
        cycle = _cycle(source, year)
        if len(set(person_ids)) > MOST_PEOPLE:
            raise Invalid({"people": _("Paling banyak %s orang sekali jalan.") % MOST_PEOPLE})
        chosen = set(person_ids)
        refused = chosen - may_give_to(by, chosen, clock.today())
        if refused or not chosen:
            raise Invalid({"people": _("Pilih bawahan Anda atau pegawai unit yang Anda pimpin.")})
        rows = receivers(
            by, result_id=result_id, goal_id=goal_id, cycle_id=cycle.pk, on=clock.today(), person_ids=chosen
        )
        given = [row for row in rows if row.effect.is_done]
        if not given:
            raise Invalid({"people": _("Tidak ada yang dapat diberi: semua sudah punya atau sedang diajukan.")})
        for row in given:
            _give(by, row, source, cycle, text.strip() or source.text, kind, with_indicators)
        return _whole(by, source, given, len(chosen) - len(given))

    return once(key, by, act)


def _source(by: Actor, result_id: int | None, goal_id: int | None) -> ExpectedResult | Goal:
    if (result_id is None) == (goal_id is None):
        raise Invalid({"": _("Pilih satu hasil atau satu sasaran.")})
    if result_id is not None:
        return _own_result(by, result_id)
    goal = Goal.objects.filter(pk=goal_id or 0).first()
    if goal is None:
        raise NotVisible
    if not can_set_goal(by, goal.unit_id, clock.today()):
        raise NotAllowed(_("Sasaran unit dibagi oleh pimpinannya."), _("pimpinan unit"))
    return goal


def _own_result(by: Actor, result_id: int) -> ExpectedResult:
    result = ExpectedResult.objects.select_related("plan__cycle").filter(pk=result_id, dropped_at__isnull=True).first()
    if result is None:
        raise NotVisible
    if result.plan.person_id != (by.on_behalf_of or by.person_id):
        raise NotAllowed(_("Hanya hasil kerja sendiri yang dapat dibagi."), _("pemilik hasil kerja itu"))
    return result


def _cycle(source: ExpectedResult | Goal, year: int | None) -> Cycle:
    if isinstance(source, ExpectedResult):
        return source.plan.cycle
    cycle = Cycle.objects.filter(year=year or clock.today().year).exclude(state=Cycle.State.CLOSED).first()
    if cycle is None:
        raise Invalid({"year": _("Tahun kinerja belum disiapkan.")})
    return cycle


def _give(
    by: Actor, row: Receiver, source: ExpectedResult | Goal, cycle: Cycle, text: str, kind: str, with_indicators: bool
) -> None:
    plan = receiving_plan(row, cycle, _("Hasil kerja baru dari atasan."))
    item = insert_result(plan, text=text[:500], assigned_by_id=by.on_behalf_of or by.person_id)
    is_result = isinstance(source, ExpectedResult)
    make_link(item, source.pk if is_result else None, None if is_result else source.pk, kind, by)
    if with_indicators and isinstance(source, ExpectedResult):
        copy_indicators(source, item)
    touch(plan)
    with speaking_to(plan.person_id):
        tell(plan, plan.person_id, "result.pushed", _("Hasil kerja baru dari atasan: %s") % text, _("Rencana Anda"))
    record(
        "result.pushed", by=by, about=item, subject=plan.person_id, unit=plan.unit_id, capacity="superior",
        payload={"text": item.text, "plan": plan.pk, "effect": row.effect.value},
    )  # fmt: skip


def receiving_plan(row: Receiver, cycle: Cycle, reason: str) -> Plan:
    """The plan that takes the item: a new draft, the draft there is, or an agreed one opened for change."""
    if row.effect is Effect.NEW:
        return new_draft(row.person_id, cycle)
    plan = Plan.objects.select_for_update().get(pk=row.plan_id or 0)
    if plan.state == PlanState.AGREED:
        open_revision(plan, reason)
    return plan


def copy_indicators(source: ExpectedResult, item: ExpectedResult) -> None:
    """Copy live indicators with their origin."""
    Indicator.objects.bulk_create(indicator_copies(source.indicators.filter(dropped_at__isnull=True), item))


def indicator_copies(rows: Iterable[Indicator], item: ExpectedResult) -> list[Indicator]:
    """Unsaved copies; described levels stay behind where the plan asks for numbers."""
    unfit: dict[str, list[object]] = {} if item.plan.is_qualitative else {"levels": []}
    return [
        Indicator(
            result=item, order=i.order, copied_from=i, goal_indicator_id=i.goal_indicator_id, standard_id=i.standard_id,
            **{name: getattr(i, name) for name in INDICATOR_FIELDS} | unfit,
        )
        for i in rows
    ]  # fmt: skip


def _whole(by: Actor, source: ExpectedResult | Goal, given: Sequence[Receiver], left_out: int) -> Receipt:
    counts = {effect.value: sum(r.effect is effect for r in given) for effect in Effect if effect.is_done}
    return record(
        "result.pushed", by=by, about=source, subject=by.person_id, capacity="superior",
        payload={"people": len(given), "left_out": left_out, **counts},
        next_step=_("%s pegawai menerima draf yang tertaut.") % len(given),
    )  # fmt: skip
