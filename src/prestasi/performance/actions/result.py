"""Writing a draft: results (*RHK*) and indicators (*IKI*), attachments and the superior's expectations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.performance.actions._common import begin_edit, capacity, touch
from prestasi.performance.actions.clean import INDICATOR_FIELDS, clean_indicator, clean_result
from prestasi.performance.actions.merge import changes, merged
from prestasi.performance.behaviours import BEHAVIOURS
from prestasi.performance.models import (
    BehaviourExpectation,
    ExpectedResult,
    Indicator,
    Plan,
    PlanAttachment,
)
from prestasi.performance.permissions.plan import check_expectations, plan_or_404
from prestasi.performance.states import Who

Values = Mapping[str, Any]
MOST_RESULTS = 40
NUMBERS_OF_VALUES = frozenset(b.number for b in BEHAVIOURS)


def changed(by: Actor, who: Who, plan: Plan, what: str, thing_id: int | None, payload: dict[str, Any]) -> Receipt:
    """Save the plan's new lock version and state, and write the event of a changed draft."""
    touch(plan, "state")
    return record(
        "plan.changed", by=by, about=plan, subject=plan.person_id, unit=plan.unit_id, capacity=capacity(by, who),
        payload={"what": what, "id": thing_id, "lock_version": plan.lock_version} | payload,
    )  # fmt: skip


def add_result(*, by: Actor, plan_id: int, values: Values, key: str | None = None) -> Receipt:
    """Add a result at the end of the draft. `values`: the RESULT_FIELDS given; text is needed."""

    def act() -> Receipt:
        plan, who = begin_edit(by, plan_id)
        kept = clean_result({"text": "", **values})
        result = insert_result(plan, **kept)
        return changed(by, who, plan, "result_added", result.pk, {"text": result.text})

    return once(key, by, act)


def insert_result(plan: Plan, **fields: Any) -> ExpectedResult:
    """Insert a result after the last one of the plan, inside the caller's transaction."""
    return ExpectedResult.objects.create(plan=plan, order=next_order(plan), **fields)


def next_order(plan: Plan, count: int = 1) -> int:
    """Where the first of `count` new results goes. Invalid when the plan would grow too long."""
    last: int = plan.results.filter(dropped_at__isnull=True).aggregate(last=Max("order"))["last"] or 0
    if last + count > MOST_RESULTS:
        raise Invalid({"text": _("Paling banyak %s hasil kerja dalam satu rencana.") % MOST_RESULTS})
    return last + 1


def edit_result(
    *, by: Actor, result_id: int, values: Values, base: Values | None = None, lock_version: int | None = None,
    key: str | None = None,
) -> Receipt:  # fmt: skip
    """Change a result. `base` is what the form showed; a field changed by somebody else too raises Conflict."""

    def act() -> Receipt:
        plan, who, result = _result(by, result_id)
        mine = clean_result(values)
        theirs = {name: getattr(result, name) for name in mine}
        new = _unless_clashing(plan, lock_version, base, mine, theirs)
        _store(result, new)
        return changed(by, who, plan, "result", result.pk, {"changes": changes(theirs, new)})

    return once(key, by, act)


def _unless_clashing(
    plan: Plan, lock_version: int | None, base: Values | None, mine: Values, theirs: Values
) -> dict[str, Any]:
    """Mine when nothing was saved since, otherwise the three-way merge."""
    if lock_version is None or lock_version == plan.lock_version:
        return dict(mine)
    return merged(base, mine, theirs)


def _store(row: Any, fields: Values) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))


def _result(by: Actor, result_id: int) -> tuple[Plan, Who, ExpectedResult]:
    """The plan locked for editing and its live result."""
    plan_id = ExpectedResult.objects.filter(pk=result_id).values_list("plan_id", flat=True).first()
    if plan_id is None:
        raise NotVisible
    plan, who = begin_edit(by, plan_id)
    result = ExpectedResult.objects.get(pk=result_id)
    if result.dropped_at is not None:
        raise Closed(_("Hasil kerja ini sudah dikeluarkan dari rencana."))
    return plan, who, result


def move_result(*, by: Actor, result_id: int, up: bool, key: str | None = None) -> Receipt:
    """Exchange places with the neighbour of the same kind; at the end nothing moves."""

    def act() -> Receipt:
        plan, who, result = _result(by, result_id)
        rows = list(plan.results.filter(kind=result.kind, dropped_at__isnull=True).order_by("order", "id"))
        at = rows.index(result)
        to = max(0, min(len(rows) - 1, at - 1 if up else at + 1))
        rows.insert(to, rows.pop(at))
        for number, row in enumerate(rows, 1):
            row.order = number
        ExpectedResult.objects.bulk_update(rows, ["order"])
        return changed(by, who, plan, "result_moved", result.pk, {"order": to + 1})

    return once(key, by, act)


def drop_result(*, by: Actor, result_id: int, key: str | None = None) -> Receipt:
    """Take a result out of the plan. It stays in the database with its progress; what served it keeps its link."""

    def act() -> Receipt:
        plan, who, result = _result(by, result_id)
        result.dropped_at = clock.now()
        result.save(update_fields=["dropped_at"])
        result.links.filter(ended_at__isnull=True).update(ended_at=clock.now(), ended_by=by.person_id)
        return changed(by, who, plan, "result_dropped", result.pk, {"text": result.text})

    return once(key, by, act)


def restore_result(*, by: Actor, result_id: int, key: str | None = None) -> Receipt:
    """*Urungkan*: put a dropped result back into the draft."""

    def act() -> Receipt:
        plan_id = ExpectedResult.objects.filter(pk=result_id).values_list("plan_id", flat=True).first()
        if plan_id is None:
            raise NotVisible
        plan, who = begin_edit(by, plan_id)
        ExpectedResult.objects.filter(pk=result_id).update(dropped_at=None)
        return changed(by, who, plan, "result_restored", result_id, {})

    return once(key, by, act)


def add_indicator(*, by: Actor, result_id: int, values: Values, key: str | None = None) -> Receipt:
    """Add an indicator to a result. `values`: INDICATOR_FIELDS; numbers are Decimal, weights in 0,01 percent."""

    def act() -> Receipt:
        plan, who, result = _result(by, result_id)
        kept = clean_indicator(values, plan.form)
        last = result.indicators.aggregate(last=Max("order"))["last"] or 0
        extra = {n: values[n] for n in ("goal_indicator_id", "copied_from_id", "standard_id") if values.get(n)}
        indicator = Indicator.objects.create(result=result, order=last + 1, **kept, **extra)
        return changed(by, who, plan, "indicator_added", indicator.pk, {"result": result.pk, "name": indicator.name})

    return once(key, by, act)


def edit_indicator(
    *, by: Actor, indicator_id: int, values: Values, base: Values | None = None, lock_version: int | None = None,
    key: str | None = None,
) -> Receipt:  # fmt: skip
    """Change an indicator; the same three-way rule as for results."""

    def act() -> Receipt:
        plan, who, indicator = _indicator(by, indicator_id)
        mine = clean_indicator({n: getattr(indicator, n) for n in INDICATOR_FIELDS} | dict(values), plan.form)
        theirs = {name: getattr(indicator, name) for name in mine}
        new = _unless_clashing(plan, lock_version, base, mine, theirs)
        _store(indicator, new)
        return changed(by, who, plan, "indicator", indicator.pk, {"changes": changes(theirs, new)})

    return once(key, by, act)


def _indicator(by: Actor, indicator_id: int) -> tuple[Plan, Who, Indicator]:
    indicator = Indicator.objects.filter(pk=indicator_id).first()
    if indicator is None:
        raise NotVisible
    plan, who, _result_row = _result(by, indicator.result_id)
    if indicator.dropped_at is not None:
        raise Closed(_("Indikator ini sudah dikeluarkan dari rencana."))
    indicator.refresh_from_db()
    return plan, who, indicator


def drop_indicator(*, by: Actor, indicator_id: int, key: str | None = None) -> Receipt:
    """Take an indicator out; its progress stays."""

    def act() -> Receipt:
        plan, who, indicator = _indicator(by, indicator_id)
        indicator.dropped_at = clock.now()
        indicator.save(update_fields=["dropped_at"])
        return changed(by, who, plan, "indicator_dropped", indicator.pk, {"name": indicator.name})

    return once(key, by, act)


def set_attachments(
    *, by: Actor, plan_id: int, lines: Mapping[str, Sequence[str]], lock_version: int | None = None,
    base: Values | None = None, key: str | None = None,
) -> Receipt:  # fmt: skip
    """*Lampiran SKP*: the lines of resource support, accountability scheme and consequences."""

    def act() -> Receipt:
        plan, who = begin_edit(by, plan_id)
        mine = {kind: _lines(lines.get(kind, ())) for kind in PlanAttachment.Kind.values if kind in lines}
        theirs = {
            kind: tuple(plan.attachments.filter(kind=kind).order_by("order").values_list("text", flat=True))
            for kind in mine
        }
        new = _unless_clashing(plan, lock_version, base, mine, theirs)
        for kind, texts in new.items():
            plan.attachments.filter(kind=kind).delete()
            PlanAttachment.objects.bulk_create(
                PlanAttachment(plan=plan, kind=kind, order=n, text=text) for n, text in enumerate(texts, 1)
            )
        return changed(by, who, plan, "attachments", None, {"changes": changes(theirs, new)})

    return once(key, by, act)


def _lines(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(line for text in texts if (line := " ".join(text.split())[:500]))[:20]


def set_expectations(
    *, by: Actor, plan_id: int, texts: Mapping[int, str], lock_version: int | None = None, base: Values | None = None,
    key: str | None = None,
) -> Receipt:  # fmt: skip
    """*Ekspektasi khusus pimpinan* per BerAKHLAK value (1 to 7); empty text removes one. Superior only."""

    def act() -> Receipt:
        plan = plan_or_404(by, plan_id, lock=True)
        check_expectations(by, plan)
        mine = {f"b{n}": " ".join(text.split())[:500] for n, text in texts.items() if n in NUMBERS_OF_VALUES}
        stored = dict(plan.expectations.values_list("value", "text"))
        theirs = {name: stored.get(int(name[1:]), "") for name in mine}
        new = _unless_clashing(plan, lock_version, base, mine, theirs)
        for name, text in new.items():
            _expect(plan, int(name[1:]), text)
        return changed(by, Who.REVIEWER, plan, "expectations", None, {"changes": changes(theirs, new)})

    return once(key, by, act)


def _expect(plan: Plan, number: int, text: str) -> None:
    if text:
        BehaviourExpectation.objects.update_or_create(plan=plan, value=number, defaults={"text": text})
    else:
        plan.expectations.filter(value=number).delete()
