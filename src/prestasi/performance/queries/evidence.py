"""G06 Bukti: own evidence with its state, reuse and receipts; and one file for the drawer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Count, OuterRef, QuerySet, Subquery

from prestasi.audit.models import Event
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.performance.models import Evidence
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.queries.similar import Similar, similar_to

PER_PAGE = 25
STATES = ("reported", "accepted", "returned", "replaced")
TONES = {"reported": "wait", "accepted": "b", "returned": "k", "replaced": "none"}


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One piece of evidence. `used_elsewhere` counts other reports with the same file."""

    id: int
    title: str
    kind: str
    reference: str
    is_image: bool
    is_file: bool
    size: int
    sha256: str
    added_at: dt.datetime
    added_by: str
    taken_on: dt.date | None
    progress_id: int
    result_id: int
    state: str
    state_label: str
    tone: str
    reason: str
    result: str
    indicator: str
    value: object
    unit: str
    on: dt.date
    used_elsewhere: int
    receipt_number: str
    receipt_hash: str
    similar: tuple[Similar, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidencePage:
    rows: tuple[EvidenceRow, ...]
    counts: dict[str, int]
    state: str
    page: int
    has_more: bool


def evidence_page(actor: Actor, state: str = "", page: int = 1) -> EvidencePage:
    """Own evidence, newest first, with counts by state. Two statements."""
    own = Evidence.objects.filter(added_by=actor.person_id, progress__plan__person=actor.person_id)
    counts = dict(own.values_list("progress__state").annotate(n=Count("pk")).order_by())
    chosen = own.filter(progress__state=state) if state in STATES else own
    start = (max(page, 1) - 1) * PER_PAGE
    rows = list(_dressed(chosen).order_by("-added_at", "-pk")[start : start + PER_PAGE + 1])
    return EvidencePage(tuple(map(row_of, rows[:PER_PAGE])), counts, state, max(page, 1), len(rows) > PER_PAGE)


def all_evidence(actor: Actor, state: str = "") -> Iterator[EvidenceRow]:
    """Every piece of own evidence in a state, for a file."""
    own = Evidence.objects.filter(added_by=actor.person_id, progress__plan__person=actor.person_id)
    chosen = own.filter(progress__state=state) if state in STATES else own
    return (row_of(row) for row in _dressed(chosen).order_by("-added_at", "-pk").iterator(500))


def evidence_of_results(
    result_ids: list[int], upto: dt.date, plan_id: int, actor: Actor | None = None
) -> list[EvidenceRow]:
    """Evidence under reports of these results up to a day, newest first; for the drawer of a queue.

    The first, which the drawer opens with, comes with what looks like it, as far as `actor` may see it.
    """
    found = Evidence.objects.filter(
        progress__plan=plan_id, progress__on__lte=upto, progress__indicator__result__in=result_ids
    ).exclude(progress__state="replaced")
    rows = list(_dressed(found).order_by("-progress__on", "-pk")[:200])
    shown = [row_of(row) for row in rows]
    return [replace(shown[0], similar=similar_to(actor, rows[0])), *shown[1:]] if rows and actor else shown


def one_evidence(actor: Actor, evidence_id: int) -> tuple[Evidence, EvidenceRow]:
    """The gate through which every view reaches evidence; NotVisible for everybody outside the line.

    It comes with evidence that looks alike, as far as the actor may see it.
    """
    row = _dressed(Evidence.objects.filter(pk=evidence_id)).first()
    if row is None:
        raise NotVisible
    gate.check_may_read_evidence(actor, row)
    return row, replace(row_of(row), similar=similar_to(actor, row))


def _dressed(rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    others = (
        Evidence.objects.filter(sha256=OuterRef("sha256"), kind__in=["photo", "file"])
        .exclude(progress__indicator=OuterRef("progress__indicator"))
        .order_by()
        .values("sha256")
        .annotate(n=Count("progress", distinct=True))
        .values("n")
    )
    event = Event.objects.filter(pk=OuterRef("progress__event_id"))
    return rows.select_related("progress__indicator__result", "progress__plan", "added_by").annotate(
        used=Subquery(others), event_at=Subquery(event.values("at")), event_hash=Subquery(event.values("hash"))
    )


def row_of(row: Evidence) -> EvidenceRow:
    """One piece of evidence as lists and pages show it; receipt and use elsewhere only where the query asked them."""
    progress, found = row.progress, row
    at = getattr(found, "event_at", None)
    return EvidenceRow(
        id=row.pk, title=row.title, kind=row.kind, reference=row.reference,
        is_image=row.media_type.startswith("image/"), is_file=bool(row.media_type), size=row.size, sha256=row.sha256,
        added_at=row.added_at, added_by=row.added_by.full_name, taken_on=row.taken_on, progress_id=progress.pk,
        result_id=progress.indicator.result_id,
        state=progress.state, state_label=progress.get_state_display(), tone=TONES[progress.state],
        reason=progress.return_reason, result=progress.indicator.result.text, indicator=progress.indicator.name,
        value=progress.value, unit=progress.indicator.unit_of_measure, on=progress.on,
        used_elsewhere=getattr(found, "used", None) or 0,
        receipt_number=f"PR-{at:%Y}-{progress.event_id:07d}" if at else "",
        receipt_hash=getattr(found, "event_hash", "") or "",
    )  # fmt: skip
