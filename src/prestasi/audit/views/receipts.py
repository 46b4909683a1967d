"""P05 Bukti terima, P10 Verifikasi, and the own trail."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from prestasi.audit.forms import CheckForm
from prestasi.audit.queries.receipts import public_check, receipt_page
from prestasi.audit.queries.trail import trail_of
from prestasi.core.http import Request, number_of


def receipt(request: Request, number: str) -> HttpResponse:
    """In full for those it concerns; for anyone else the check by hash, the same for every number."""
    found = receipt_page(request.actor, number)
    if found:
        return render(request, "audit/receipt.html", {"receipt": found})
    return _check(request, {"nomor": number, "sidik": request.GET.get("sidik", "")})


def verify(request: Request) -> HttpResponse:
    """Is this receipt genuine? Asks for number and hash and tells nothing about a person."""
    return _check(request, {name: request.GET.get(name, "") for name in ("nomor", "sidik")})


def _check(request: Request, typed: dict[str, str]) -> HttpResponse:
    asked = bool(typed["nomor"] and typed["sidik"])
    found = public_check(typed["nomor"], typed["sidik"]) if asked else None
    context = {"form": CheckForm(initial=typed), "asked": asked, "found": found}
    return render(request, "audit/verify.html", context)


def my_trail(request: Request) -> HttpResponse:
    """What I did and what was done about me."""
    before = request.GET.get("sebelum", "")
    start = number_of(before)
    trail = trail_of(request.actor, start, request.GET.get("jenis", ""))
    return render(request, "audit/my_trail.html", {"trail": trail})
