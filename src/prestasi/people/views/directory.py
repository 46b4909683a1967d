"""B02 Pegawai: the list, and suggestions for pick fields."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from prestasi.core import clock
from prestasi.core.errors import NotVisible
from prestasi.core.http import Request
from prestasi.organization.queries.units import top_choices
from prestasi.people.forms import filters_from
from prestasi.people.queries.directory import people_page
from prestasi.people.queries.pick import suggest

COLUMNS = (
    (_("Nama"), "name", "stick"),
    (_("Nomor induk"), ""),
    (_("Golongan"), "rank"),
    (_("Jabatan"), "post"),
    (_("Unit kerja"), ""),
    (_("Mulai bekerja"), "joined"),
)


def people(request: Request) -> HttpResponse:
    """The list; a fragment when only the rows are asked for."""
    form, filters = filters_from(request.GET)
    page = people_page(request.actor, filters)
    context = {"form": form, "filters": filters, "page": page, "columns": COLUMNS}
    if request.headers.get("HX-Request"):
        return render(request, "people/_list.html", context)
    return render(request, "people/list.html", {**context, "units": top_choices(filters.unit)})


def me(request: Request) -> HttpResponse:
    """My own card."""
    actor = request.actor
    if actor.person_id is None:
        raise NotVisible
    return redirect("people:card", person_id=actor.person_id)


def suggestions(request: Request) -> HttpResponse:
    """Options for a pick field."""
    typed = request.GET.get(request.GET.get("isian", ""), "")[:80]
    found = suggest(request.actor, request.GET.get("apa", ""), typed)
    return render(request, "people/_suggestions.html", {"choices": found, "day": clock.today()})
