"""Fairness reports: the periods, making one, reading it, signing it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prestasi.core.answers import form_key, tell, to_receipt
from prestasi.core.errors import Invalid
from prestasi.core.http import Request
from prestasi.fairness.actions.reports import make_report, sign_report
from prestasi.fairness.forms import ReportForm, SignForm, posted
from prestasi.fairness.permissions import check_makes, makes, period_or_404
from prestasi.fairness.queries import reports as queries
from prestasi.performance.queries.words import period_words


@require_safe
def reports(request: Request) -> HttpResponse:
    """Every opened period with its report."""
    context = {"periods": queries.periods_with_reports(request.actor), "may_make": makes(request.actor)}
    return render(request, "fairness/reports/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: Request, period_id: int) -> HttpResponse:
    """Name the official and compute the report."""
    check_makes(request.actor)
    period = period_or_404(request.actor, period_id)
    form = ReportForm(posted(request), officials=queries.officials(request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            official = form.cleaned_data["official"]
            key = form_key(request)
            receipt = make_report(by=request.actor, period_id=period_id, official_id=official, key=key)
            return to_receipt(receipt, reverse("fairness:report", args=[receipt.object_id]))
        except Invalid as refused:
            tell(form, refused)
    title = period_words(period, period.cycle.year)
    context = {"form": form, "title": title, "key": form_key(request), "needed": queries.is_required(period)}
    return render(request, "fairness/reports/make.html", context, status=422 if form.errors else 200)


@require_safe
def report(request: Request, report_id: int) -> HttpResponse:
    """One report with everything its reader may do."""
    page = queries.report_page(request.actor, report_id)
    context = {"page": page, "form": SignForm(initial={"sha256": page.sha256}), "key": form_key(request)}
    return render(request, "fairness/reports/page.html", context)


@require_POST
def sign(request: Request, report_id: int) -> HttpResponse:
    """Sign as the named official; the same page again when something is missing."""
    form, page = SignForm(request.POST), queries.report_page(request.actor, report_id)
    if form.is_valid():
        try:
            given = form.cleaned_data
            receipt = sign_report(
                by=request.actor, report_id=report_id, statement=given["statement"], sha256=given["sha256"],
                key=form_key(request),
            )  # fmt: skip
            return to_receipt(receipt, reverse("fairness:report", args=[report_id]))
        except Invalid as refused:
            tell(form, refused)
    return render(
        request, "fairness/reports/page.html", {"page": page, "form": form, "key": form_key(request)}, status=422
    )
