"""Pembukaan kembali: asking, deciding as the second person, changing, shutting again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prestasi.accounts.step_up import prove, step_of
from prestasi.calibration.actions import reopening as acts
from prestasi.calibration.forms import ReopeningForm, number, numbers
from prestasi.calibration.permissions import reopening_or_404
from prestasi.calibration.queries.reopening import asking, reopening_page, reopenings_page
from prestasi.calibration.views.replies import differences
from prestasi.core.answers import fresh_key, key_of, posted, tell
from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.core.http import Request
from prestasi.performance.actions.change_rating import change_rating


def reopenings(request: Request) -> HttpResponse:
    """Requests that concern me."""
    return render(request, "calibration/reopenings.html", {"lines": reopenings_page(request.actor)})


def ask(request: Request) -> HttpResponse:
    """Ask for named results; the names come from the page of a result."""
    ids = numbers(request.POST if request.method == "POST" else request.GET, "orang")
    page = asking(request.actor, ids)
    form = ReopeningForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            receipt = acts.request_reopening(
                by=request.actor, evaluation_ids=ids, key=key_of(request), **form.cleaned_data
            )
            return redirect("calibration:reopening", receipt.object_id)
        except (Invalid, Closed) as refused:
            tell(form, refused)
    context = {"page": page, "form": form, "key": fresh_key()}
    return render(request, "calibration/reopening_ask.html", context, status=422 if form.is_bound else 200)


def reopening(request: Request, reopening_id: int) -> HttpResponse:
    """One request with its named people."""
    return _page(request, reopening_id)


@require_POST
def decide(request: Request, reopening_id: int) -> HttpResponse:
    """Approve or refuse, with the second factor."""
    reopening_or_404(request.actor, reopening_id)
    try:
        receipt = acts.decide_reopening(
            by=request.actor, reopening_id=reopening_id, is_approved=request.POST.get("putusan") == "setuju",
            reason=request.POST.get("reason", ""), proof=prove(request, request.POST.get("code", "")),
            key=key_of(request),
        )  # fmt: skip
    except Invalid as refused:
        return _page(request, reopening_id, errors=dict(refused.errors), status=422)
    except Closed as refused:
        return _page(request, reopening_id, message=refused.message, status=409)
    messages.success(request, _("Putusan tercatat, bukti terima %s.") % receipt.number)
    return redirect("calibration:reopening", reopening_id)


@require_POST
def end(request: Request, reopening_id: int) -> HttpResponse:
    """Shut it before its last day."""
    acts.end_reopening(by=request.actor, reopening_id=reopening_id, key=key_of(request))
    return redirect("calibration:reopening", reopening_id)


@require_POST
def change(request: Request, reopening_id: int, evaluation_id: int) -> HttpResponse:
    """Change one named rating, as its rater or the rater's superior."""
    reopening_or_404(request.actor, reopening_id)
    data = request.POST
    try:
        change_rating(
            by=request.actor, evaluation_id=evaluation_id, basis="reopening", basis_id=reopening_id,
            result_rating=number(data.get("result_rating"), upto=3) or 0,
            behaviour_rating=number(data.get("behaviour_rating"), upto=3) or 0, reason=data.get("reason", ""),
            expected_version=number(data.get("version")) or 0, key=key_of(request),
        )  # fmt: skip
    except Invalid as refused:
        return _page(request, reopening_id, errors=dict(refused.errors), at=evaluation_id, status=422)
    except Closed as refused:
        return _page(request, reopening_id, message=refused.message, status=409)
    except Conflict as refused:
        return _page(request, reopening_id, message=refused.message, rows=differences(refused), status=409)
    messages.success(request, _("Penilaian diubah. Pegawai diberi tahu dan menerima hasilnya lagi."))
    return redirect("calibration:reopening", reopening_id)


def _page(request: Request, reopening_id: int, *, status: int = 200, **extra: Any) -> HttpResponse:
    page = reopening_page(request.actor, reopening_id)
    context = {"page": page, "step": step_of(request), "key": fresh_key(), "errors": {}, "sent": request.POST, **extra}
    return render(request, "calibration/reopening.html", context, status=status)
