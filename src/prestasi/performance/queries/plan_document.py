"""The plan as a document: what both parties sign, what is hashed, compared and printed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from prestasi.organization.models import Agency
from prestasi.people.models import ReportingLine
from prestasi.performance.behaviours import BEHAVIOURS
from prestasi.performance.models import ExpectedResult, Indicator, Plan, PlanAttachment, ResultLink
from prestasi.performance.queries.snapshot import facts_of

Document = dict[str, Any]
FORMAT = 1


def plan_document(plan: Plan, *, rater_id: int | None, on: dt.date) -> Document:
    """The whole plan on a date as plain JSON; numbers as text. At most ten queries however long the plan."""
    superior = rater_superior_of(rater_id, on)
    facts = facts_of({i for i in (plan.person_id, rater_id, superior) if i is not None}, on)
    agency = Agency.objects.only("name").first()
    rater = facts.get(rater_id or 0)
    return {
        "format": FORMAT,
        "agency": agency.name if agency else "",
        "year": plan.cycle.year,
        "person": facts[plan.person_id],
        "rater": rater | {"acting": acting_title(plan.person_id, rater_id, on)} if rater else None,
        "rater_superior": facts.get(superior or 0),
        **plan_body(plan),
    }


def plan_body(plan: Plan) -> Document:
    """What was planned, without the parties: the part that two versions are compared by. Five queries."""
    return {
        "form": plan.form,
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "results": [result_row(r) for r in live_results(plan.pk)],
        "behaviours": _behaviours(plan),
        "attachments": _attachments(plan),
    }


def sha256_of(document: Document) -> str:
    """Hash of the canonical form: sorted keys, no spaces, UTF-8."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def rater_superior_of(rater_id: int | None, on: dt.date) -> int | None:
    """*Atasan pejabat penilai*; the head of the region has no superior and stands for himself."""
    if rater_id is None:
        return None
    above = ReportingLine.objects.on(on).filter(person_id=rater_id).values_list("superior_id", flat=True).first()
    return above or rater_id


def acting_title(person_id: int, superior_id: int | None, on: dt.date) -> str:
    """ "Plt." or "Plh." when the superior leads as acting official, which the document must show."""
    lines = ReportingLine.objects.on(on).filter(person_id=person_id, superior_id=superior_id)
    return {"plt": "Plt.", "plh": "Plh."}.get(lines.values_list("capacity", flat=True).first() or "", "")


def live_results(plan_id: int) -> list[ExpectedResult]:
    """Results in order (main first) with `shown_indicators` and `open_links`; three queries."""
    indicators = Indicator.objects.filter(dropped_at__isnull=True).order_by("order", "id")
    links = (
        ResultLink.objects.filter(ended_at__isnull=True)
        .select_related("parent__plan__person", "goal", "parent__plan__position")
        .order_by("id")
    )
    rows = (
        ExpectedResult.objects.filter(plan_id=plan_id, dropped_at__isnull=True)
        .select_related("assigned_by", "team")
        .prefetch_related(
            Prefetch("indicators", queryset=indicators, to_attr="shown_indicators"),
            Prefetch("links", queryset=links, to_attr="open_links"),
        )
        .order_by("order", "id")
    )
    return sorted(rows, key=lambda r: r.kind != ExpectedResult.Kind.MAIN)


def result_row(result: ExpectedResult) -> dict[str, Any]:
    """One result with its indicators and the leader's results it serves."""
    return {
        "id": result.pk,
        "kind": result.kind,
        "classification": result.classification,
        "perspective": result.perspective,
        "text": result.text,
        "success_note": result.success_note,
        "assigned_by": result.assigned_words,
        "unlinked_reason": result.unlinked_reason,
        "order": result.order,
        "serves": [_served(link) for link in result.open_links],  # type: ignore[attr-defined]
        "indicators": [indicator_row(i) for i in result.shown_indicators],  # type: ignore[attr-defined]
    }


def _served(link: ResultLink) -> dict[str, Any]:
    if link.parent is None:
        return {"kind": link.kind, "goal": link.goal_id, "text": link.goal.text if link.goal else "", "of": ""}
    of = link.parent.plan.person.full_name
    return {"kind": link.kind, "result": link.parent_id, "text": link.parent.text, "of": of}


def indicator_row(indicator: Indicator) -> dict[str, Any]:
    """All fields of an indicator as text, lists and ids."""
    return {
        "id": indicator.pk,
        "order": indicator.order,
        "name": indicator.name,
        "aspect": indicator.aspect,
        "unit_of_measure": indicator.unit_of_measure,
        "direction": indicator.direction,
        "start_value": plain(indicator.start_value),
        "target": plain(indicator.target),
        "target_low": plain(indicator.target_low),
        "target_high": plain(indicator.target_high),
        "combine": indicator.combine,
        "frequency": indicator.frequency,
        "formula": indicator.formula,
        "data_source": indicator.data_source,
        "levels": indicator.levels,
        "weight_bp": indicator.weight_bp,
    }


def plain(value: Decimal | None) -> str | None:
    """A quantity as text without trailing noughts: Decimal("92.0000") -> "92"."""
    return None if value is None else f"{value.normalize():f}"


def _behaviours(plan: Plan) -> list[dict[str, Any]]:
    special = dict(plan.expectations.values_list("value", "text"))
    return [
        {"number": b.number, "name": b.name, "guides": list(b.guides), "expectation": special.get(b.number, "")}
        for b in BEHAVIOURS
    ]


def _attachments(plan: Plan) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {kind: [] for kind in PlanAttachment.Kind.values}
    for kind, text in plan.attachments.order_by("order", "id").values_list("kind", "text"):
        lists[kind].append(text)
    return lists
