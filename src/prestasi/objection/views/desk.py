"""B11 Meja keberatan: the queue and the years."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from prestasi.core.http import Request, number_of
from prestasi.objection.permissions import check_desk
from prestasi.objection.queries.desk import desk as desk_page
from prestasi.objection.queries.precedents import statistics

FILTERS = (
    ("terbuka", _("Semua terbuka")), ("analis", _("Sebelum rekomendasi")), ("putusan", _("Menunggu putusan")),
    ("selesai", _("Selesai")),
)  # fmt: skip


def desk(request: Request) -> HttpResponse:
    """The most urgent first."""
    page = desk_page(request.actor, request.GET.get("keadaan", ""), number_of(request.GET.get("page")) or 1)
    return render(request, "objection/desk.html", {"desk": page, "filters": FILTERS})


def years(request: Request) -> HttpResponse:
    """How many were filed and upheld, and how long they took."""
    check_desk(request.actor)
    return render(request, "objection/years.html", {"years": statistics()})
