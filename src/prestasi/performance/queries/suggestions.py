"""Cards while writing a plan: last year's results, the predecessor's, the unit's goals, the indicator library."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from prestasi.performance.models import ExpectedResult, Goal, Indicator, Plan, ResultLink
from prestasi.performance.queries.link_targets import unit_goals


@dataclass(frozen=True, slots=True)
class Card:
    """Something to take over with one press. `kind`: last_year, predecessor or goal."""

    kind: str
    id: int
    text: str
    note: str
    indicators: int


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """An indicator that people in the same kind of post have used, with how many have."""

    id: int
    name: str
    unit_of_measure: str
    used: int


def may_copy(plan: Plan, source: ExpectedResult) -> bool:
    """Own results of any year; results of class *organisasi* of the same post by whoever held it before."""
    if source.plan.person_id == plan.person_id:
        return True
    return source.plan.position_id == plan.position_id and source.classification == "organisasi"


def last_year(plan: Plan) -> QuerySet[ExpectedResult]:
    """Own results of the year before that the plan does not hold yet."""
    taken = plan.results.filter(dropped_at__isnull=True, copied_from__isnull=False).values("copied_from")
    before = ExpectedResult.objects.filter(
        plan__person_id=plan.person_id, plan__cycle__year=plan.cycle.year - 1, dropped_at__isnull=True
    )
    return before.exclude(pk__in=taken).order_by("plan__starts_on", "order")


def cards(plan: Plan, on: dt.date) -> list[Card]:
    """At most fifteen cards, those already taken left out. Three queries."""
    copied = plan.results.filter(dropped_at__isnull=True, copied_from__isnull=False)
    taken = {pk for pk in copied.values_list("copied_from", flat=True) if pk is not None}
    earlier = _earlier(plan).exclude(pk__in=taken).exclude(plan_id=plan.pk)
    rows = [
        Card(
            "last_year" if r.plan.person_id == plan.person_id else "predecessor", r.pk, r.text,
            str(r.plan.cycle.year), r.n_indicators,
        )
        for r in earlier.annotate(n_indicators=Count("indicators")).select_related("plan__cycle")[:10]
    ]  # fmt: skip
    return rows + _goal_cards(plan, on)


def _earlier(plan: Plan) -> QuerySet[ExpectedResult]:
    own = Q(plan__person_id=plan.person_id, plan__cycle__year=plan.cycle.year - 1)
    before = Q(plan__position_id=plan.position_id, plan__cycle_id=plan.cycle_id, classification="organisasi") & ~Q(
        plan__person_id=plan.person_id
    )
    return ExpectedResult.objects.filter(own | before, dropped_at__isnull=True).order_by("plan", "order")


def _goal_cards(plan: Plan, on: dt.date) -> list[Card]:
    goals = unit_goals(plan.unit_id, plan.cycle.year, on).filter(unit_id=plan.unit_id)
    mine = ResultLink.objects.filter(result__plan=plan, result__dropped_at__isnull=True, ended_at__isnull=True)
    free = goals.exclude(pk__in=mine.filter(goal__isnull=False).values("goal"))
    counted = free.annotate(n_indicators=Count("indicators", distinct=True)).order_by("code")[:5]
    return [Card("goal", g.pk, g.text, str(Goal.Level(g.level).label), g.n_indicators) for g in counted]


def library(plan: Plan) -> QuerySet[Indicator]:
    """Indicators in agreed plans of the same job family, or of the same kind and level of post."""
    position = plan.position
    same = Q(result__plan__position__kind=position.kind, result__plan__position__jf_level=position.jf_level)
    if position.job_family_id:
        same = Q(result__plan__position__job_family_id=position.job_family_id)
    return Indicator.objects.filter(
        same, result__plan__version__gte=1, dropped_at__isnull=True, result__dropped_at__isnull=True
    )


def library_entries(plan: Plan, words: str = "", most: int = 12) -> list[LibraryEntry]:
    """The library by name, most used first. One query."""
    rows = library(plan)
    for word in words.split()[:5]:
        rows = rows.filter(name__icontains=word)
    grouped = (
        rows.values("name", "unit_of_measure").annotate(used=Count("id"), newest=Max("id")).order_by("-used", "name")
    )
    return [LibraryEntry(r["newest"], r["name"], r["unit_of_measure"], r["used"]) for r in grouped[:most]]
