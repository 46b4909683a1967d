"""From which results and goals a person may pull: the superior's, the unit's and above, and other units' heads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from prestasi.organization.models import UnitVersion
from prestasi.people.models import ReportingLine
from prestasi.performance.models import ExpectedResult, Goal, Plan, TeamMember
from prestasi.performance.states import LIVE, PlanState


@dataclass(frozen=True, slots=True)
class Target:
    """A result or a goal that may be served, with its owner in words."""

    text: str
    of: str
    result_id: int | None = None
    goal_id: int | None = None
    linked: bool = False
    is_draft: bool = False

    @property
    def value(self) -> str:
        """As a form sends it: `r12` or `g3`."""
        return f"r{self.result_id}" if self.result_id else f"g{self.goal_id}"


@dataclass(frozen=True, slots=True)
class Targets:
    """The choices for one result, in the order of the form."""

    superior: tuple[Target, ...]
    crews: tuple[Target, ...]
    goals: tuple[Target, ...]
    others: tuple[Target, ...]


def shown_plans() -> Q:
    """Results that others may see: of live plans that were sent or agreed at least once."""
    return Q(plan__state__in=LIVE) & (Q(plan__version__gte=1) | Q(plan__state=PlanState.SUBMITTED))


def superior_results(plan: Plan, on: dt.date) -> QuerySet[ExpectedResult]:
    """Live results of the direct superior in the same year."""
    superior = ReportingLine.objects.on(on).filter(person_id=plan.person_id).values("superior")
    return ExpectedResult.objects.filter(
        shown_plans(), plan__person__in=superior, plan__cycle_id=plan.cycle_id, dropped_at__isnull=True
    )


def unit_goals(unit_id: int, year: int, on: dt.date) -> QuerySet[Goal]:
    """Goals of the unit and of all units above it, and of the region, valid in the year."""
    path = UnitVersion.objects.on(on).filter(unit_id=unit_id).values_list("path", flat=True).first() or ""
    above = [int(i) for i in path.split(".") if i]
    return Goal.objects.filter(Q(unit__in=above) | Q(unit__isnull=True), year_from__lte=year, year_to__gte=year).filter(
        level__in=(Goal.Level.TARGET, Goal.Level.PROGRAMME, Goal.Level.UNIT_RESULT)
    )


def team_results(plan: Plan, words: str = "") -> QuerySet[ExpectedResult]:
    """Cross-unit work: results in agreed plans of unit heads anywhere in the agency, found by words."""
    rows = ExpectedResult.objects.filter(
        plan__cycle_id=plan.cycle_id, plan__is_unit_head=True, plan__version__gte=1, plan__state__in=LIVE,
        dropped_at__isnull=True,
    ).exclude(plan__person_id=plan.person_id)  # fmt: skip
    for word in words.split()[:5]:
        rows = rows.filter(text__icontains=word)
    return rows


def crew_results(plan: Plan, on: dt.date) -> QuerySet[ExpectedResult]:
    """Results of the *tim kerja* in which the owner of the plan works on that day."""
    places = TeamMember.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gte=on), person_id=plan.person_id, joined_on__lte=on,
        team__starts_on__lte=on, team__ends_on__gte=on,
    )  # fmt: skip
    return ExpectedResult.objects.filter(
        shown_plans(), in_teams__team__in=places.values("team"), plan__cycle_id=plan.cycle_id, dropped_at__isnull=True
    ).distinct()


def may_serve(plan: Plan, *, result_id: int | None, goal_id: int | None, on: dt.date) -> bool:
    """Whether a result of this plan may serve the target."""
    if goal_id is not None:
        return bool(servable_goals(plan, {goal_id}, on))
    return result_id is not None and bool(servable_results(plan, {result_id}, on))


def servable_goals(plan: Plan, goal_ids: Collection[int], on: dt.date) -> set[int]:
    """Those of the goals that a result of this plan may serve. Two statements."""
    return set(unit_goals(plan.unit_id, plan.cycle.year, on).filter(pk__in=goal_ids).values_list("pk", flat=True))


def servable_results(plan: Plan, result_ids: Collection[int], on: dt.date) -> set[int]:
    """Those of the results that a result of this plan may serve. At most three statements."""
    found: set[int] = set()
    for rows in (superior_results(plan, on), team_results(plan), crew_results(plan, on)):
        left = set(result_ids) - found
        found |= set(rows.filter(pk__in=left).values_list("pk", flat=True)) if left else set()
    return found


def link_targets(plan: Plan, linked: set[str], on: dt.date, words: str = "") -> Targets:
    """The choices for a result of the plan whose open links are `linked` (values as in Target). Six queries."""
    own = superior_results(plan, on).select_related("plan__person").order_by("plan", "order")
    crews = crew_results(plan, on).select_related("plan__person").order_by("plan", "order")
    goals = unit_goals(plan.unit_id, plan.cycle.year, on).order_by("-unit_id", "code")
    others = team_results(plan, words).select_related("plan__position") if words else ExpectedResult.objects.none()
    return Targets(
        tuple(_of_result(r, r.plan.person.full_name, linked) for r in own[:60]),
        tuple(_of_result(r, r.plan.person.full_name, linked) for r in crews[:40]),
        tuple(Target(g.text, g.get_level_display(), goal_id=g.pk, linked=f"g{g.pk}" in linked) for g in goals[:80]),
        tuple(_of_result(r, r.plan.position.title, linked) for r in others[:20]),
    )


def _of_result(result: ExpectedResult, of: str, linked: set[str]) -> Target:
    return Target(
        result.text, of, result_id=result.pk, linked=f"r{result.pk}" in linked,
        is_draft=result.plan.state != PlanState.AGREED,
    )  # fmt: skip
