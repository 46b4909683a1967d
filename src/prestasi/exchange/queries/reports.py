"""B09: templates, saved views and made files as the page shows them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models.functions import Now
from django.http import QueryDict

from prestasi.accounts.roles import label
from prestasi.core.actor import Actor
from prestasi.core.lists import Listing, Text, listing_or_404, listings
from prestasi.exchange.models import ExportFile, SavedView
from prestasi.exchange.permissions_reports import visible_views

# name of the list -> who is offered it as a template; the list's own gate decides in the end
TEMPLATES: dict[str, frozenset[str]] = {
    "siasn-kinerja-periodik": frozenset({"analyst"}),
    "siasn-kinerja-tahunan": frozenset({"analyst"}),
    "siasn-angka-kredit": frozenset({"analyst"}),
    "siasn-tertinggal": frozenset({"analyst"}),
    "pegawai": frozenset({"analyst", "admin", "auditor"}),
    "ruang-kendali": frozenset({"analyst", "admin", "auditor"}),
    "periode": frozenset({"analyst", "admin", "auditor"}),
    "peristiwa": frozenset({"auditor"}),
    "akun": frozenset({"admin"}),
    "tim": frozenset({"supervisor", "unit_head"}),
    "pohon-kinerja": frozenset({"unit_head"}),
    "bukti": frozenset({"employee"}),
    "hasil-saya": frozenset({"employee"}),
}
MOST = 50


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a report is made of."""

    title: Text
    listing: Listing
    params: QueryDict
    columns: tuple[str, ...]
    file_format: str
    view: SavedView | None = None


@dataclass(frozen=True, slots=True)
class ViewRow:
    id: int
    name: str
    list_title: Text
    owner: str
    is_own: bool
    shared_with: tuple[str, ...]
    columns: int


@dataclass(frozen=True, slots=True)
class FileRow:
    """One made file; `is_there` until its day is over."""

    id: int
    title: str
    file_format: str
    purpose: str
    rows: int
    size: int
    made_at: dt.datetime
    expires_at: dt.datetime
    receipt: str
    is_there: bool


@dataclass(frozen=True, slots=True)
class ReportsPage:
    templates: tuple[Listing, ...]
    own: tuple[ViewRow, ...]
    shared: tuple[ViewRow, ...]
    files: tuple[FileRow, ...]


def reports_page(actor: Actor) -> ReportsPage:
    """Everything of the actor. Two statements."""
    held = {g.role for g in actor.grants} | {"employee"}
    offered = tuple(listings()[name] for name, roles in TEMPLATES.items() if roles & held)
    found = SavedView.objects.filter(visible_views(actor)).select_related("owner__person").order_by("-pk")[:MOST]
    views = [_view(row, actor) for row in found if row.listing in listings()]
    files = ExportFile.objects.filter(made_by=actor.user_id).select_related("event").annotate(now=Now())
    return ReportsPage(
        offered, tuple(v for v in views if v.is_own), tuple(v for v in views if not v.is_own),
        tuple(_file(row) for row in files.order_by("-pk")[:MOST]),
    )  # fmt: skip


def recipe_of(view: SavedView) -> Recipe:
    """The recipe that a saved view keeps."""
    params = QueryDict(mutable=True)
    params.update(view.params)
    return Recipe(view.name, listing_or_404(view.listing), params, tuple(view.columns), view.file_format, view)


def _view(row: SavedView, actor: Actor) -> ViewRow:
    person = row.owner.person
    return ViewRow(
        row.pk, row.name, listings()[row.listing].title, person.full_name if person else row.owner.username,
        row.owner_id == actor.user_id, tuple(str(label(role)) for role in row.shared_with), len(row.columns),
    )  # fmt: skip


def _file(row: ExportFile) -> FileRow:
    is_there = row.expires_at > row.now  # type: ignore[attr-defined]
    return FileRow(
        row.pk, row.title, row.file_format.upper(), row.purpose, row.rows, row.size, row.made_at, row.expires_at,
        row.event.number, is_there,
    )  # fmt: skip
