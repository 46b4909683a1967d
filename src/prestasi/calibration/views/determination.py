"""O04 Penetapan: exceptions first, two persons, second factor, then everybody's result at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prestasi.accounts.step_up import prove, step_of
from prestasi.calibration.actions import determination as acts
from prestasi.calibration.permissions import check_may_read_unit
from prestasi.calibration.queries.determination import determination_page, determinations_page, pending_place
from prestasi.calibration.queries.sessions import units_of
from prestasi.core.answers import fresh_key, key_of
from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.core.http import Request


def determinations(request: Request) -> HttpResponse:
    """Units whose results I may put forward or set."""
    units = [(unit.unit_id, unit.name) for unit in units_of(request.actor)]
    return render(request, "calibration/determinations.html", {"lines": determinations_page(request.actor, units)})


def determination(request: Request, unit_id: int, period_id: int) -> HttpResponse:
    """One unit in one period."""
    return _page(request, unit_id, period_id)


@require_POST
def ask(request: Request, unit_id: int, period_id: int) -> HttpResponse:
    """Put the results forward, with the second factor."""
    check_may_read_unit(request.actor, unit_id)
    try:
        receipt = acts.request_determination(
            by=request.actor, unit_id=unit_id, period_id=period_id, proof=prove(request, request.POST.get("code", "")),
            reason=request.POST.get("reason", ""), key=key_of(request),
        )  # fmt: skip
    except Invalid as refused:
        return _page(request, unit_id, period_id, errors=dict(refused.errors), status=422)
    except Closed as refused:
        return _page(request, unit_id, period_id, message=refused.message, status=409)
    messages.success(request, _("Diajukan, bukti terima %s. Orang kedua menetapkannya.") % receipt.number)
    return redirect("calibration:determination", unit_id, period_id)


@require_POST
def determine(request: Request, determination_id: int) -> HttpResponse:
    """Set and release, with the second factor, as the second person."""
    unit_id, period_id = pending_place(request.actor, determination_id)
    try:
        receipt = acts.determine(
            by=request.actor, determination_id=determination_id, proof=prove(request, request.POST.get("code", "")),
            key=key_of(request),
        )  # fmt: skip
    except Invalid as refused:
        return _page(request, unit_id, period_id, errors=dict(refused.errors), status=422)
    except (Closed, Conflict) as refused:
        return _page(request, unit_id, period_id, message=refused.message, status=409)
    messages.success(request, _("Ditetapkan dan dirilis, bukti terima %s.") % receipt.number)
    return redirect("calibration:determination", unit_id, period_id)


@require_POST
def decline(request: Request, determination_id: int) -> HttpResponse:
    """Send it back with a reason, as the second person."""
    unit_id, period_id = pending_place(request.actor, determination_id)
    try:
        acts.decline_determination(
            by=request.actor, determination_id=determination_id, reason=request.POST.get("decline_reason", ""),
            key=key_of(request),
        )  # fmt: skip
    except Invalid as refused:
        errors = {"decline_reason": refused.errors.get("reason", "")}
        return _page(request, unit_id, period_id, errors=errors, status=422)
    except Closed as refused:
        return _page(request, unit_id, period_id, message=refused.message, status=409)
    return redirect("calibration:determination", unit_id, period_id)


def _page(request: Request, unit_id: int, period_id: int, *, status: int = 200, **extra: Any) -> HttpResponse:
    page = determination_page(request.actor, unit_id, period_id)
    context = {"page": page, "step": step_of(request), "key": fresh_key(), "errors": {}, "sent": request.POST, **extra}
    return render(request, "calibration/determination.html", context, status=status)
