"""B01: reminding, and who is blocked by whom."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from prestasi.core.answers import form_key, to_receipt
from prestasi.core.errors import Closed, Invalid
from prestasi.core.http import Request, number_of
from prestasi.insight.actions.reminding import remind_late
from prestasi.insight.permissions import control_unit
from prestasi.insight.queries.blocks import blocks
from prestasi.insight.queries.chase import TITLES, preview


def _number(request: Request, name: str) -> int | None:
    asked = request.GET.get(name) or request.POST.get(name) or ""
    return number_of(asked)


def _unit(request: Request) -> int:
    return _number(request, "unit") or control_unit(request.actor)


@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: Request) -> HttpResponse:
    """Who would be reminded, with which words; with POST, do it."""
    unit, period = _unit(request), _number(request, "periode")
    step = request.GET.get("langkah") or request.POST.get("langkah") or "nilai"
    refused, status = "", 200
    if request.method == "POST":
        try:
            receipt = remind_late(
                by=request.actor, unit_id=unit, step=step, period_id=period, key=request.POST.get("key") or None
            )
            return to_receipt(receipt, reverse("insight:control_room"))
        except (Invalid, Closed) as refusal:
            refused, status = str(refusal), refusal.status
    page = preview(request.actor, unit, step, period)
    context = {"page": page, "key": form_key(request), "refused": refused, "steps": TITLES.items()}
    return render(request, "insight/control/remind.html", context, status=status)


@require_safe
def blocked(request: Request) -> HttpResponse:
    """Chains of waiting, and whose act frees most."""
    page = blocks(request.actor, _unit(request), _number(request, "periode"))
    return render(request, "insight/control/blocks.html", {"page": page})
