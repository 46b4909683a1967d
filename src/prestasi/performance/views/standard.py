"""*Pustaka indikator*: read by everybody, kept by analysts."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prestasi.core.answers import key_of
from prestasi.core.http import Request
from prestasi.performance.actions.copy import take_standard
from prestasi.performance.actions.standard import FIELDS, keep_standard, retire_standard
from prestasi.performance.forms.standard import StandardForm
from prestasi.performance.permissions.standard import check_may_keep_standards
from prestasi.performance.queries.standards import families, standard_or_404, standards_page
from prestasi.performance.views.answers import attempt, guarded, saved

EDIT = "performance/standard/edit.html"


def standards(request: Request) -> HttpResponse:
    """The library."""
    asked = request.GET
    page = standards_page(request.actor, asked.get("q", "")[:60], asked.get("bidang", ""), asked.get("page", "1")[:6])
    return render(request, "performance/standard/list.html", {"page": page})


def standard_edit(request: Request, standard_id: int | None = None) -> HttpResponse:
    """A new indicator, or a change of one."""
    by = request.actor
    check_may_keep_standards(by)
    row = standard_or_404(standard_id) if standard_id else None
    shown = {name: getattr(row, name) for name in FIELDS} if row else {}
    version = row.lock_version if row else None
    form = StandardForm(request.POST or None, families=families(), initial=shown, version=version)
    context = {"form": form, "row": row}
    if request.method != "POST":
        return render(request, EDIT, context)
    return attempt(
        request, form,
        lambda: keep_standard(
            by=by, values=form.values(), standard_id=standard_id, base=form.base(), **guarded(form, request)
        ),
        lambda _receipt: saved(request, _("Indikator pustaka tersimpan."), "performance:standards"), EDIT, context,
        version,
    )  # fmt: skip


@require_POST
def standard_retire(request: Request, standard_id: int) -> HttpResponse:
    """No longer offered."""
    retire_standard(by=request.actor, standard_id=standard_id, key=key_of(request))
    return saved(request, _("Indikator ditarik. Rencana yang memakainya tidak berubah."), "performance:standards")


@require_POST
def standard_take(request: Request, result_id: int, standard_id: int) -> HttpResponse:
    """Copy into an own result; the target is filled in next."""
    take_standard(by=request.actor, result_id=result_id, standard_id=standard_id, key=key_of(request))
    return saved(request, _("Indikator disalin dari pustaka. Isi targetnya."), "performance:result_edit", result_id)
