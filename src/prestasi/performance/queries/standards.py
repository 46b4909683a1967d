"""The page of the *pustaka indikator*."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.organization.models import JobFamily
from prestasi.performance.fields_of_government import GovernmentField
from prestasi.performance.models import StandardIndicator
from prestasi.performance.permissions.standard import may_keep_standards
from prestasi.performance.queries.suggestions import meant_for

ON_PAGE = 40


@dataclass(frozen=True, slots=True)
class StandardRow:
    """One indicator of the library; `used` counts the plans' indicators that came from it."""

    id: int
    name: str
    definition: str
    meant_for: str
    unit_of_measure: str
    source: str
    frequency: str
    used: int
    is_retired: bool


@dataclass(frozen=True, slots=True)
class StandardsPage:
    rows: Page[StandardRow]
    fields: tuple[tuple[str, str], ...]
    words: str
    field: str
    may_keep: bool


def standards_page(actor: Actor, words: str = "", field: str = "", page: int | str = 1) -> StandardsPage:
    """The library, found by words and field. Three queries."""
    rows = StandardIndicator.objects.select_related("job_family").annotate(used=Count("taken_as"))
    for word in words.split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(definition__icontains=word))
    if field in GovernmentField.values:
        rows = rows.filter(field=field)
    if not may_keep_standards(actor):
        rows = rows.filter(retired_at__isnull=True)
    found: Page[Any] = Paginator(rows.order_by("retired_at", "field", "name"), ON_PAGE).get_page(page)
    found.object_list = [_row(r) for r in found.object_list]
    fields = tuple((value, str(label)) for value, label in GovernmentField.choices)
    return StandardsPage(found, fields, words, field, may_keep_standards(actor))


def _row(r: StandardIndicator) -> StandardRow:
    return StandardRow(
        r.pk, r.name, r.definition, meant_for(r), r.unit_of_measure, r.data_source, str(r.get_frequency_display()),
        r.used, r.retired_at is not None,  # type: ignore[attr-defined]
    )  # fmt: skip


def standard_or_404(standard_id: int) -> StandardIndicator:
    """One indicator of the library. Raises NotVisible when there is none."""
    row = StandardIndicator.objects.filter(pk=standard_id).first()
    if row is None:
        raise NotVisible
    return row


def families() -> list[tuple[int, str]]:
    """Job families as choices."""
    rows: QuerySet[JobFamily] = JobFamily.objects.order_by("name")
    return list(rows.values_list("pk", "name"))
