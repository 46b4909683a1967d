"""Plans measured by described levels (forms A-L) among the others: drafts, sent ones, and people waiting to be rated.

Written over loaded plans that have no rated period yet, so that no figure of an earlier rating is contradicted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connections, transaction
from django.db.models import Case, QuerySet, Value, When

from prestasi.performance.models import Evaluation, Indicator, Plan, PlanVersion, Progress
from prestasi.performance.models.plan import PlanForm
from prestasi.performance.queries.plan_document import plan_document, sha256_of

MOST = {"agreed": 12, "submitted": 2, "draft": 2}
ONE_OF = 3  # of the accepted reports, so many reach the upper level once
GUARDED = ("performance_indicator", "performance_plan", "performance_planversion", "performance_progress")


class Measure(NamedTuple):
    """An indicator with its three levels: above, as and below expectation."""

    name: str
    aspect: str
    levels: tuple[str, str, str]


MEASURES = (
    Measure("Mutu hasil kerja", "kualitas",
            ("Tanpa koreksi, dan dipakai unit lain sebagai contoh", "Paling banyak satu kali koreksi kecil",
             "Dikoreksi isinya atau lebih dari satu kali")),
    Measure("Ketepatan penyelesaian", "waktu",
            ("Selesai sebelum tenggat, sehingga tahap berikutnya dapat dimulai lebih awal", "Selesai pada tenggat",
             "Selesai sesudah tenggat")),
    Measure("Kemanfaatan bagi yang dilayani", "kualitas",
            ("Semua yang dilayani puas, dan caranya ditiru", "Sebagian besar puas; aduan selesai dalam tiga hari",
             "Aduan yang sama datang berulang")),
)  # fmt: skip


def settle(using: str) -> None:
    """After the load: first the plans, then the documents that both sides signed, as they now read."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        chosen = [plan for state, most in MOST.items() for plan in _free(state, using)[:most]]
        _describe(chosen, using)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    _sign([plan.pk for plan in chosen if plan.version], using)


def _free(state: str, using: str) -> QuerySet[Plan]:
    """Plans of the year without a decided period; nobody of the showcase, no head of a unit."""
    year = Plan.objects.using(using).order_by("-cycle__year").values_list("cycle__year", flat=True)[:1]
    decided = Evaluation.objects.using(using).exclude(state__in=("open", "self")).values("plan")
    plans = Plan.objects.using(using).filter(state=state, cycle__year__in=year, is_unit_head=False, form="A-Q")
    shown = plans.filter(person__user__is_demo=True).values("person")
    return plans.exclude(pk__in=decided).exclude(person__in=shown).order_by("-pk")


def _describe(plans: Iterable[Plan], using: str) -> None:
    ids = [plan.pk for plan in plans]
    Plan.objects.using(using).filter(pk__in=ids).update(form=PlanForm.AL)
    indicators = Indicator.objects.using(using).filter(result__plan__in=ids).select_related("result")
    changed = [_measured(indicator) for indicator in indicators.order_by("pk")]
    Indicator.objects.using(using).bulk_update(changed, [*_NUMBERS, "name", "aspect", "levels"], batch_size=200)
    upper = Case(When(pk__in=_upper(ids, using), then=Value(1)), default=Value(2))
    Progress.objects.using(using).filter(plan__in=ids).update(value=None, level=upper)


_NUMBERS: dict[str, Any] = {
    "unit_of_measure": "", "target": None, "target_low": None, "target_high": None, "start_value": None,
    "direction": "higher", "combine": "last",
}  # fmt: skip


def _measured(indicator: Indicator) -> Indicator:
    """The same indicator with words in place of figures; several of one result differ."""
    measure = MEASURES[(indicator.result.order + indicator.order) % len(MEASURES)]
    for name, value in _NUMBERS.items():
        setattr(indicator, name, value)
    indicator.name, indicator.aspect = measure.name, measure.aspect
    indicator.levels = [{"level": number, "text": text} for number, text in enumerate(measure.levels, 1)]
    return indicator


def _upper(plan_ids: list[int], using: str) -> list[int]:
    reports = Progress.objects.using(using).filter(plan__in=plan_ids).order_by("pk")
    return [pk for pk in reports.values_list("pk", flat=True) if pk % ONE_OF == 0]


def _sign(plan_ids: list[int], using: str) -> None:
    """The signed documents say what was agreed: levels, not figures."""
    rows = list(PlanVersion.objects.using(using).filter(plan__in=plan_ids))
    plans = Plan.objects.select_related("cycle", "position", "unit").in_bulk(plan_ids)
    for row in rows:
        plan = plans[row.plan_id]
        document = plan_document(plan, rater_id=plan.rater_id, on=row.agreed_at.date())
        row.document = document | {"version": row.number}
        row.sha256 = sha256_of(row.document)
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("ALTER TABLE performance_planversion DISABLE TRIGGER USER")
        PlanVersion.objects.using(using).bulk_update(rows, ["document", "sha256"])
        cursor.execute("ALTER TABLE performance_planversion ENABLE TRIGGER USER")
