"""Unduh: one page for every list, asking the form of the file and, for lists about people, what for."""

from __future__ import annotations

from itertools import islice

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from prestasi.core.answers import posted
from prestasi.core.errors import Closed, Invalid
from prestasi.core.http import Request
from prestasi.core.lists import Listing, listing_or_404
from prestasi.exchange.actions.export import Export, export_list, left_now
from prestasi.exchange.forms import DownloadForm
from prestasi.exchange.queries.preview import preview

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


def download(request: Request, name: str) -> HttpResponseBase:
    """The list `name` with the filters of the address."""
    listing = listing_or_404(name)
    form = DownloadForm(posted(request), listing=listing)
    if not form.is_bound or not form.is_valid():
        return _page(request, listing, form, 422 if form.is_bound else 200)
    try:
        return sent(export_list(by=request.actor, listing=listing, params=request.GET, **form.cleaned_data))
    except Invalid as refused:
        form.add_error("purpose", refused.errors["purpose"])
        return _page(request, listing, form, 422)
    except Closed as refused:
        form.add_error(None, refused.message)
        return _page(request, listing, form, 409)


def sent(made: Export) -> FileResponse:
    """The file as a download that no cache keeps."""
    answer = FileResponse(made.file, as_attachment=True, filename=made.name)
    answer["Content-Type"] = MEDIA_TYPES[made.name.rpartition(".")[2]]
    answer["X-Content-Type-Options"], answer["Cache-Control"] = "nosniff", "no-store, private"
    answer["X-Receipt"] = made.receipt.number
    return answer


def _page(request: Request, listing: Listing, form: DownloadForm, status: int) -> HttpResponse:
    rows = list(islice(iter(listing.rows(request.actor, request.GET)), 3))
    context = {
        "listing": listing, "form": form, "preview": preview(listing, rows), "said": listing.said(request.GET),
        "left": left_now(request.actor) if listing.personal else None,
        "back": f"{reverse(listing.page)}?{request.GET.urlencode()}",
    }  # fmt: skip
    return render(request, "exchange/download.html", context, status=status)
