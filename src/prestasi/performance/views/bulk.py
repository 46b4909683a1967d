"""Agreeing many plans in one act: effects, reason, receipt, progress."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from prestasi.core.answers import form_key, to_receipt
from prestasi.core.errors import Closed, Invalid
from prestasi.core.http import Request
from prestasi.performance.actions.bulk_agree import needs_second, start_bulk_agreement
from prestasi.performance.queries.bulk_preview import bulk_preview


@require_http_methods(["GET", "HEAD", "POST"])
def bulk_agree(request: Request) -> HttpResponse:
    """What will happen; with POST, begin."""
    refused, status = "", 200
    out = [int(pk) for pk in request.POST.getlist("lewati") if pk.isdecimal()]
    reason, key = request.POST.get("reason", ""), request.POST.get("key") or None
    if request.method == "POST":
        try:
            receipt = start_bulk_agreement(by=request.actor, reason=reason, leave_out=out, key=key)
            return to_receipt(receipt, reverse("performance:bulk_agree"))
        except (Invalid, Closed) as refusal:
            refused, status = str(refusal), refusal.status
    page = bulk_preview(request.actor)
    context = {
        "page": page, "key": form_key(request), "refused": refused, "needs_second": needs_second(), "reason": reason,
        "out": out,
    }  # fmt: skip
    return render(request, "performance/review/bulk.html", context, status=status)
