"""The role-by-result matrix: read, print, and change one cell."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prestasi.core.answers import key_of
from prestasi.core.errors import Invalid
from prestasi.core.http import Request, number_of
from prestasi.performance.actions.link import link_result
from prestasi.performance.actions.push import push_result
from prestasi.performance.documents.matrix import matrix_pdf
from prestasi.performance.queries.matrix import MatrixPage, matrix_page
from prestasi.performance.views.answers import first_error

LONGEST = 500


def _page(request: Request) -> MatrixPage:
    asked = request.GET or request.POST
    return matrix_page(request.actor, number_of(asked.get("atasan")), number_of(asked.get("tahun")))


def matrix(request: Request) -> HttpResponse:
    """The matrix of the actor, or of a leader the actor may see (`?atasan=`)."""
    return render(request, "performance/plan/matrix.html", {"page": _page(request)})


def matrix_print(request: Request) -> HttpResponse:
    """The matrix as PDF."""
    page = _page(request)
    name = f'inline; filename="matriks-peran-hasil-{page.year}.pdf"'
    return HttpResponse(matrix_pdf(page), content_type="application/pdf", headers={"Content-Disposition": name})


def matrix_cell(request: Request, person_id: int, parent_id: int) -> HttpResponse:
    """One cell: link what the person has, give something new, or end a link."""
    return _cell(request, _page(request), person_id, parent_id)


def _cell(request: Request, page: MatrixPage, person_id: int, parent_id: int, **more: Any) -> HttpResponse:
    row, column, cell = page.cell(person_id, parent_id)
    back = _back(page, person_id, parent_id)
    context = {"page": page, "row": row, "column": column, "cell": cell, "back": back} | more
    return render(request, "performance/plan/matrix_cell.html", context, status=422 if more else 200)


def _back(page: MatrixPage, person_id: int, parent_id: int) -> str:
    """The matrix, scrolled to the cell that was open."""
    query = urlencode({"atasan": page.superior.pk, "tahun": page.year})
    return f"{reverse('performance:matrix')}?{query}#s{person_id}-{parent_id}"


@require_POST
def matrix_set(request: Request, person_id: int, parent_id: int) -> HttpResponse:
    """Fill a cell with an existing result of the person or a new one; 404 for a cell that the page does not have."""
    page, by, key = _page(request), request.actor, key_of(request)
    page.cell(person_id, parent_id)
    chosen, kind = number_of(request.POST.get("hasil")), request.POST.get("kind", "direct")
    text = request.POST.get("text", "").strip()
    if len(text) > LONGEST:
        said = _("Paling banyak %(most)s huruf; sekarang %(now)s.") % {"most": LONGEST, "now": len(text)}
        return _cell(request, page, person_id, parent_id, refused=said, typed=text)
    try:
        if chosen is not None:
            link_result(by=by, result_id=chosen, parent_id=parent_id, kind=kind, key=key)
        else:
            push_result(by=by, result_id=parent_id, person_ids=[person_id], text=text, kind=kind, key=key)
    except Invalid as refused:
        return _cell(request, page, person_id, parent_id, refused=first_error(refused), typed=text)
    return redirect(_back(page, person_id, parent_id))
