"""Giving up a revision: the rows become again what the last agreed version says."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed
from prestasi.core.receipt import Receipt
from prestasi.performance.actions._common import capacity, step, take
from prestasi.performance.actions.clean import INDICATOR_FIELDS, NUMBERS, RESULT_FIELDS
from prestasi.performance.models import BehaviourExpectation, ExpectedResult, Indicator, Plan, PlanAttachment


def cancel_revision(*, by: Actor, plan_id: int, lock_version: int | None = None, key: str | None = None) -> Receipt:
    """Back to agreed, with results, indicators, attachments and expectations of the last agreed version.

    What the revision added is dropped, not erased. Errors: NotVisible, NotAllowed, Closed, Conflict.
    """

    def act() -> Receipt:
        plan, who = take(by, plan_id, "cancel_revision", lock_version)
        version = plan.versions.order_by("-number").first()
        if version is None:
            raise Closed(_("Versi yang disepakati tidak tersimpan, jadi tidak dapat dipulihkan."))
        restore(plan, version.document)
        plan.revision_reason = plan.returned_reason = ""
        step(plan, "cancel_revision", "revision_reason", "returned_reason")
        return record(
            "plan.revision_cancelled", by=by, about=plan, subject=plan.person_id, unit=plan.unit_id,
            capacity=capacity(by, who), payload={"version": version.number},
            next_step=_("Versi %s tetap berlaku.") % version.number,
        )  # fmt: skip

    return once(key, by, act)


def restore(plan: Plan, document: dict[str, Any]) -> None:
    """Write the document's rows over the plan's rows; ids in the document are the ids of the rows."""
    now = clock.now()
    rows = {row["id"]: row for row in document["results"]}
    plan.results.filter(dropped_at__isnull=True).exclude(pk__in=rows).update(dropped_at=now)
    for result in plan.results.filter(pk__in=rows):
        _write(result, {name: rows[result.pk][name] for name in (*RESULT_FIELDS, "order")})
        _restore_indicators(result, rows[result.pk]["indicators"], now)
    _restore_attachments(plan, document)


def _restore_indicators(result: ExpectedResult, rows: list[dict[str, Any]], now: dt.datetime) -> None:
    by_id = {row["id"]: row for row in rows}
    result.indicators.filter(dropped_at__isnull=True).exclude(pk__in=by_id).update(dropped_at=now)
    for indicator in Indicator.objects.filter(pk__in=by_id):
        fields = {name: by_id[indicator.pk][name] for name in (*INDICATOR_FIELDS, "order")}
        _write(indicator, fields | {n: _quantity(fields[n]) for n in NUMBERS})


def _quantity(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _write(row: Any, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.dropped_at = None
    row.save(update_fields=[*fields, "dropped_at"])


def _restore_attachments(plan: Plan, document: dict[str, Any]) -> None:
    plan.attachments.all().delete()
    PlanAttachment.objects.bulk_create(
        PlanAttachment(plan=plan, kind=kind, order=n, text=text)
        for kind, texts in document["attachments"].items()
        for n, text in enumerate(texts, 1)
    )
    plan.expectations.all().delete()
    BehaviourExpectation.objects.bulk_create(
        BehaviourExpectation(plan=plan, value=row["number"], text=row["expectation"])
        for row in document["behaviours"]
        if row["expectation"]
    )
