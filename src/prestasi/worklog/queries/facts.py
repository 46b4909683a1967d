"""What a check of entries needs to know: plans with their results, closed quarters, and what is already written."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils import timezone

from prestasi.core import clock
from prestasi.performance.models import ExpectedResult, Period
from prestasi.performance.states_evaluation import COUNTED_PLAN_STATES
from prestasi.worklog.checks import Frame
from prestasi.worklog.models import Entry
from prestasi.worklog.padding import plain


@dataclass(frozen=True, slots=True)
class PlanResult:
    """A planned result that entries can name: `number` is its place in the plan."""

    id: int
    person_id: int
    plan_id: int
    cycle_id: int
    number: int
    text: str
    plain: str
    plan_from: dt.date
    plan_to: dt.date
    is_agreed: bool

    @property
    def label(self) -> str:
        return f"{self.number}. {self.text}"


def results_of(person_ids: Collection[int], first: dt.date, last: dt.date) -> dict[int, list[PlanResult]]:
    """Person -> results of plans that touch the days from `first` to `last`, numbered per plan. One statement."""
    rows = ExpectedResult.objects.filter(
        plan__person__in=person_ids, plan__starts_on__lte=last, plan__ends_on__gte=first, dropped_at__isnull=True
    ).select_related("plan")
    found: dict[int, list[PlanResult]] = defaultdict(list)
    numbers: dict[int, int] = defaultdict(int)
    for row in rows.order_by("plan__starts_on", "plan", "order", "pk"):
        numbers[row.plan_id] += 1
        found[row.plan.person_id].append(_plan_result(row, numbers[row.plan_id]))
    return found


def one_result(person_id: int, result_id: int) -> PlanResult | None:
    """A result of the person's own plans, whatever its dates."""
    row = ExpectedResult.objects.select_related("plan").filter(
        pk=result_id, plan__person=person_id, dropped_at__isnull=True
    )  # fmt: skip
    found = row.first()
    return _plan_result(found, found.order) if found else None


def _plan_result(row: ExpectedResult, number: int) -> PlanResult:
    plan = row.plan
    is_agreed = plan.version > 0 and plan.state in COUNTED_PLAN_STATES
    return PlanResult(
        row.pk, plan.person_id, plan.pk, plan.cycle_id, number, row.text, plain(row.text), plan.starts_on,
        plan.ends_on, is_agreed,
    )  # fmt: skip


def closed_quarters(cycle_ids: Collection[int]) -> dict[int, list[tuple[dt.date, dt.date]]]:
    """Cycle -> first and last day of its closed quarters."""
    found: dict[int, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    rows = Period.objects.filter(cycle__in=cycle_ids, kind=Period.Kind.QUARTER, state=Period.State.CLOSED)
    for cycle, first, last in rows.values_list("cycle", "starts_on", "ends_on"):
        found[cycle].append((first, last))
    return found


def frame_of(result: PlanResult, closed: Sequence[tuple[dt.date, dt.date]]) -> Frame:
    """The surroundings of an entry under this result, now."""
    now = timezone.localtime(clock.now())
    return Frame(result.plan_from, result.plan_to, result.is_agreed, closed, now.date(), now.time())


def day_entries(person_id: int, day: dt.date, without: int | None = None) -> list[Entry]:
    """What the person has written down for a day, in order of time."""
    rows = Entry.objects.filter(person=person_id, on=day).exclude(state="withdrawn").exclude(pk=without or 0)
    return list(rows.order_by("starts"))


def clash(entries: Sequence[Entry], starts: dt.time, ends: dt.time) -> Entry | None:
    """The entry that takes some of this time already."""
    return next((row for row in entries if row.starts < ends and starts < row.ends), None)
