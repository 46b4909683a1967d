"""Before many plans are agreed at once: what will change, and the three rows that look least like the others."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from prestasi.core.actor import Actor
from prestasi.performance.models import BulkAgreement, Indicator, Plan, ResultLink
from prestasi.performance.queries.waiting import plans_to_review

STRANGEST = 3


@dataclass(frozen=True, slots=True)
class Strange:
    """A plan with the reasons why it deserves a look before it goes with the others."""

    plan_id: int
    name: str
    post: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Running:
    """The last run of the actor."""

    id: int
    total: int
    done: int
    percent: int
    left_out: tuple[tuple[int, str, str], ...]
    is_done: bool
    started_at: dt.datetime


@dataclass(frozen=True, slots=True)
class BulkPreview:
    total: int
    first: int
    changed: int
    results: int
    usual: int
    strangest: tuple[Strange, ...]
    run: Running | None


def bulk_preview(actor: Actor) -> BulkPreview:
    """Counts over everything that waits for the actor. Two statements."""
    plans = list(_counted(plans_to_review(actor)).select_related("person", "position"))
    numbers = Counter(plan.n_results for plan in plans)
    usual = numbers.most_common(1)[0][0] if numbers else 0
    marked = [(plan, _reasons(plan, usual)) for plan in plans]
    strange = sorted(((p, r) for p, r in marked if r), key=lambda pair: (-len(pair[1]), pair[0].pk))[:STRANGEST]
    return BulkPreview(
        total=len(plans), first=sum(plan.version == 0 for plan in plans),
        changed=sum(plan.version > 0 for plan in plans), results=sum(n * times for n, times in numbers.items()),
        usual=usual, run=last_run(actor),
        strangest=tuple(Strange(p.pk, p.person.full_name, p.position.title, tuple(r)) for p, r in strange),
    )  # fmt: skip


def _counted(plans: QuerySet[Plan]) -> QuerySet[Any]:
    live = Q(results__dropped_at__isnull=True)
    linked = ResultLink.objects.filter(result__plan=OuterRef("pk"), ended_at__isnull=True)
    flat = Indicator.objects.filter(
        result__plan=OuterRef("pk"), result__dropped_at__isnull=True, dropped_at__isnull=True, target=F("start_value")
    )
    return plans.annotate(
        n_results=Count("results", filter=live), has_link=Exists(linked), has_flat=Exists(flat)
    ).order_by("pk")


def _reasons(plan: Plan, usual: int) -> list[str]:
    n = plan.n_results  # type: ignore[attr-defined]
    found = []
    if n and usual and (n * 2 < usual or n > usual * 2):
        found.append(_("%(n)s hasil kerja, yang lain umumnya %(usual)s") % {"n": n, "usual": usual})
    if not plan.has_link:  # type: ignore[attr-defined]
        found.append(_("tidak tertaut ke hasil atasan atau sasaran unit"))
    if plan.has_flat:  # type: ignore[attr-defined]
        found.append(_("ada target yang sama dengan keadaan awal"))
    return found


def last_run(actor: Actor) -> Running | None:
    run = BulkAgreement.objects.filter(person=actor.person_id).order_by("-pk").first()
    if run is None:
        return None
    plans = Plan.objects.filter(pk__in=[pk for pk, _why in run.left_out]).select_related("person")
    names = {plan.pk: plan.person.full_name for plan in plans}
    left = tuple((int(pk), names.get(int(pk), ""), str(reason)) for pk, reason in run.left_out)
    is_done = run.state == BulkAgreement.State.DONE
    return Running(run.pk, run.total, run.done, run.percent, left, is_done, run.started_at)
