"""B09 Laporan dan ekspor."""

from __future__ import annotations

from itertools import islice

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prestasi.core.answers import form_key, posted, tell
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.core.http import Request
from prestasi.core.lists import listing_or_404
from prestasi.exchange.actions.export import left_now
from prestasi.exchange.actions.reports import make_report, path_of, remove_view, save_view
from prestasi.exchange.forms import RunForm, ViewForm
from prestasi.exchange.permissions_reports import file_or_404, view_or_404
from prestasi.exchange.queries.preview import preview
from prestasi.exchange.queries.reports import Recipe, recipe_of, reports_page
from prestasi.exchange.views.downloads import MEDIA_TYPES

FRESH = "fresh_report"


def reports(request: Request) -> HttpResponse:
    """Templates, saved views, and what was made. A file made a moment ago is handed over at once, and only once."""
    page = {"page": reports_page(request.actor), "key": form_key(request)}
    answer = render(request, "exchange/reports.html", page)
    if (made := request.session.pop(FRESH, None)) is not None:
        answer["Refresh"] = f"0; url={reverse('exchange:report_file', args=[made])}"
    return answer


def template(request: Request, name: str) -> HttpResponse:
    """A ready-made report."""
    listing = listing_or_404(name)
    return _run(request, Recipe(listing.title, listing, request.GET.copy(), (), "xlsx"))


def saved(request: Request, view_id: int) -> HttpResponse:
    """An own or shared view."""
    return _run(request, recipe_of(view_or_404(request.actor, view_id)))


def _run(request: Request, recipe: Recipe) -> HttpResponse:
    """Preview, purpose, quota; then the file."""
    sent = posted(request)
    form = RunForm(sent, listing=recipe.listing, initial={"file_format": recipe.file_format})
    status = 200
    if form.is_bound and form.is_valid():
        try:
            made = make_report(
                by=request.actor, listing=recipe.listing, title=str(recipe.title), params=recipe.params,
                columns=recipe.columns, view=recipe.view, **form.cleaned_data,
            )  # fmt: skip
            messages.success(request, _("Berkas siap diunduh, berlaku 24 jam."))
            request.session[FRESH] = made.pk
            return redirect(f"{reverse('exchange:reports')}#berkas-{made.pk}")
        except (Invalid, Closed) as refused:
            tell(form, refused)
            status = refused.status
    elif form.is_bound:
        status = 422
    return _asked(request, recipe, form, status)


def _asked(request: Request, recipe: Recipe, form: RunForm, status: int) -> HttpResponse:
    rows = islice(iter(recipe.listing.rows(request.actor, recipe.params)), 3)
    context = {
        "recipe": recipe, "form": form, "preview": preview(recipe.listing, rows, recipe.columns),
        "said": recipe.listing.said(recipe.params), "back": reverse("exchange:reports"),
        "left": left_now(request.actor) if recipe.listing.personal else None,
    }  # fmt: skip
    return render(request, "exchange/report.html", context, status=status)


def compose(request: Request, name: str) -> HttpResponse:
    """Columns, name and sharing of a new view, with the filters of the address."""
    listing, status = listing_or_404(name), 200
    everything = [column.key for column in listing.columns]
    sent = posted(request)
    form = ViewForm(sent, listing=listing, initial={"columns": everything})
    if form.is_bound:
        status = 422
        if form.is_valid():
            receipt = save_view(
                by=request.actor, listing=listing, params=request.GET, key=form_key(request), **form.cleaned_data
            )
            return redirect("exchange:report", view_id=receipt.object_id)
    next(iter(listing.rows(request.actor, request.GET)), None)
    context = {"listing": listing, "form": form, "said": listing.said(request.GET), "key": form_key(request)}
    return render(request, "exchange/compose.html", {**context, "back": reverse("exchange:reports")}, status=status)


@require_POST
def remove(request: Request, view_id: int) -> HttpResponse:
    """Take an own view away."""
    remove_view(by=request.actor, view_id=view_id, key=request.POST.get("key") or None)
    return redirect("exchange:reports")


def fetch(request: Request, file_id: int) -> FileResponse:
    """A made file, for its maker, until it expires."""
    row = file_or_404(request.actor, file_id)
    path = path_of(row)
    if not path.is_file():
        raise NotVisible
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=f"{row.listing}-{row.pk}.{row.file_format}")
    answer["Content-Type"] = MEDIA_TYPES[row.file_format]
    answer["X-Content-Type-Options"], answer["Cache-Control"] = "nosniff", "no-store, private"
    return answer
