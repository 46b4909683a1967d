"""B02 Pegawai: the list, its export, and suggestions for pick fields."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prestasi.core import clock
from prestasi.core.errors import NotVisible
from prestasi.core.http import Request
from prestasi.organization.queries.units import top_choices
from prestasi.people.actions.export import export_people
from prestasi.people.forms import ExportForm, filters_from
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


def export(request: Request) -> HttpResponseBase:
    """Asks what for, then streams the list with the filters of the address."""
    form = ExportForm(request.POST if request.method == "POST" else None)
    _filter_form, filters = filters_from(request.GET)
    if request.method == "POST" and form.is_valid():
        sheet = export_people(by=request.actor, filters=filters, **form.cleaned_data)
        if sheet.lines is not None:
            answer: HttpResponseBase = StreamingHttpResponse(sheet.lines, content_type="text/csv; charset=utf-8")
            answer["Content-Disposition"] = f'attachment; filename="{sheet.name}"'
            return answer
        return FileResponse(sheet.file, as_attachment=True, filename=sheet.name)
    page = people_page(request.actor, filters)
    back = f"{reverse('people:list')}?{request.GET.urlencode()}"
    context = {"form": form, "page": page, "filters": filters, "back": back}
    return render(request, "people/export.html", context, status=422 if form.is_bound else 200)


def suggestions(request: Request) -> HttpResponse:
    """Options for a pick field."""
    typed = request.GET.get(request.GET.get("isian", ""), "")[:80]
    found = suggest(request.actor, request.GET.get("apa", ""), typed)
    return render(request, "people/_suggestions.html", {"choices": found, "day": clock.today()})
