"""Cards while writing a plan: last year's results, the predecessor's, the unit's goals, the indicator library."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Max, Q, QuerySet, Subquery
from django.db.models.functions import Length

from prestasi.organization.models import UnitVersion
from prestasi.performance.fields_of_government import GovernmentField, fields_of
from prestasi.performance.models import ExpectedResult, Goal, Indicator, Plan, ResultLink, StandardIndicator
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


@dataclass(frozen=True, slots=True)
class StandardEntry:
    """An indicator that the agency keeps; `why` says for which post or field it is meant."""

    id: int
    name: str
    unit_of_measure: str
    definition: str
    why: str


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
    """Indicators in agreed plans of the same approach and job family, or of the same kind and level of post."""
    position = plan.position
    same = Q(result__plan__position__kind=position.kind, result__plan__position__jf_level=position.jf_level)
    if position.job_family_id:
        same = Q(result__plan__position__job_family_id=position.job_family_id)
    return Indicator.objects.filter(
        same, result__plan__form__endswith=plan.form[-1], result__plan__version__gte=1, dropped_at__isnull=True,
        result__dropped_at__isnull=True,
    )  # fmt: skip


def library_entries(plan: Plan, words: str = "", most: int = 12) -> list[LibraryEntry]:
    """The library by name, most used first. One query."""
    rows = library(plan)
    for word in words.split()[:5]:
        rows = rows.filter(name__icontains=word)
    grouped = (
        rows.values("name", "unit_of_measure").annotate(used=Count("id"), newest=Max("id")).order_by("-used", "name")
    )
    return [LibraryEntry(r["newest"], r["name"], r["unit_of_measure"], r["used"]) for r in grouped[:most]]


def unit_fields(unit_id: int, on: dt.date) -> set[str]:
    """*Bidang urusan* of a unit: its own name decides, else that of the nearest unit above. One query."""
    path = UnitVersion.objects.on(on).filter(unit_id=unit_id).values("path")[:1]
    rows = UnitVersion.objects.on(on).annotate(below=Subquery(path))
    above = rows.filter(below__startswith=F("path")).order_by(Length("path").desc())
    return fields_of(above.values_list("name", flat=True))


def standards(plan: Plan, on: dt.date) -> QuerySet[StandardIndicator]:
    """What the agency keeps for the post of the plan or for the field of its unit; every named condition must hold."""
    position = plan.position
    family = Q(job_family__isnull=True) | Q(job_family_id=position.job_family_id or 0)
    kind = Q(position_kind__in=("", position.kind))
    field = Q(field__in=("", *unit_fields(plan.unit_id, on)))
    return StandardIndicator.objects.filter(family & kind & field, retired_at__isnull=True)


def standard_entries(plan: Plan, on: dt.date, words: str = "", most: int = 12) -> list[StandardEntry]:
    """Indicators kept by the agency, those for the very post first. Two queries."""
    rows = standards(plan, on).select_related("job_family")
    for word in words.split()[:5]:
        rows = rows.filter(name__icontains=word)
    near = rows.order_by(F("job_family").desc(nulls_last=True), "-position_kind", "name")
    return [StandardEntry(r.pk, r.name, r.unit_of_measure, r.definition, meant_for(r)) for r in near[:most]]


def meant_for(row: StandardIndicator) -> str:
    """Post and field of an indicator in words; the family is fetched with the row."""
    family = row.job_family.name if row.job_family else ""
    kind = str(row.get_position_kind_display()) if row.position_kind and not family else ""
    field = str(GovernmentField(row.field).label) if row.field else ""
    return " · ".join(text for text in (family, kind, field) if text)
