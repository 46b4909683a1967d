"""B3 Selisih dengan SIASN: the list, one difference, the acts on one and on all that a filter keeps."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from prestasi.core.answers import form_key, to_receipt
from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.core.http import Request
from prestasi.core.receipt import Receipt
from prestasi.exchange.actions.compare_siasn import compare_now, refresh_one
from prestasi.exchange.actions.reconcile import keep_ours, reopen, take_theirs
from prestasi.exchange.actions.reconcile_ask import ask
from prestasi.exchange.actions.reconcile_bulk import AT_ONCE, start_bulk
from prestasi.exchange.forms_reconcile import AskForm, KeepForm
from prestasi.exchange.models import ReconcileRun
from prestasi.exchange.permissions_reconcile import check_may_reconcile, difference_or_404, run_or_404
from prestasi.exchange.queries.differences import (
    FILTERS,
    differences_page,
    names_of_left_out,
    rows_of,
    said_of,
    shown_snapshot,
)
from prestasi.organization.queries.units import top_choices

COLUMNS = ((_("Pegawai"), "nama"), (_("Bidang"), "bidang"), (_("Data kita"), "kita"), ("SIASN", "siasn"), ("", ""))
ACTS: dict[str, Callable[..., Receipt]] = {"take": take_theirs, "keep": keep_ours, "ask": ask, "reopen": reopen}


def differences(request: Request) -> HttpResponse:
    """The list; a fragment when only the rows are asked for."""
    check_may_reconcile(request.actor)
    page = differences_page(request.actor, request.GET)
    sort = request.GET.get("sort", "nama")
    context = {"page": page, "columns": COLUMNS, "sort": sort, "params": request.GET, "key": form_key(request)}
    if request.headers.get("HX-Request"):
        return render(request, "exchange/siasn/_list.html", context)
    unit = request.GET.get("unit", "")
    units = top_choices(int(unit) if unit.isdecimal() and len(unit) < 18 else None)
    return render(request, "exchange/siasn/list.html", {**context, "units": units})


def difference(request: Request, difference_id: int) -> HttpResponse:
    """One difference with its questions. POST settles it: `act` take, keep, ask or reopen."""
    found = difference_or_404(request.actor, difference_id)
    if request.method == "POST":
        return _settle(request, difference_id)
    return _one(request, found.pk)


def _settle(request: Request, difference_id: int) -> HttpResponse:
    """To the receipt; a row for htmx, so that the list stays where it is."""
    act, sent = request.POST.get("act", ""), request.POST
    more = {"keep": ("reason",), "ask": ("of", "text")}.get(act, ())
    try:
        if act not in ACTS:
            raise Invalid({"": str(_("Pilih tindakan."))})
        receipt = ACTS[act](
            by=request.actor, difference_id=difference_id, seen=sent.get("seen", ""), key=form_key(request),
            **{name: sent[name] for name in more if name in sent},
        )  # fmt: skip
    except (Invalid, Closed, Conflict) as refused:
        if isinstance(refused, Conflict):
            refresh_one(by=request.actor, difference_id=difference_id)
        return _refused(request, difference_id, refused)
    if request.headers.get("HX-Request"):
        return _line(request, difference_id, {"receipt": receipt})
    return to_receipt(receipt, _back(request))


def _back(request: Request) -> str:
    """The list as it was left: only its own filters are taken from the form."""
    kept = QueryDict(request.POST.get("kembali", "")[:500])
    chosen = {name: kept[name] for name in (*FILTERS, "sort", "page") if name in kept}
    return quote(reverse("exchange:differences") + (f"?{urlencode(chosen)}" if chosen else ""))


def _refused(request: Request, difference_id: int, refused: Invalid | Closed | Conflict) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return _line(request, difference_id, {"refused": str(refused)}, refused.status)
    return _one(request, difference_id, refused, refused.status)


def _line(request: Request, difference_id: int, more: dict[str, Any], status: int = 200) -> HttpResponse:
    row = rows_of(request.actor, [difference_or_404(request.actor, difference_id)])[0]
    context = {"row": row, **more}
    return render(request, "exchange/siasn/_row.html", context, status=status)


def _one(
    request: Request, difference_id: int, refused: Invalid | Closed | Conflict | None = None, status: int = 200
) -> HttpResponse:
    found = difference_or_404(request.actor, difference_id)
    row = rows_of(request.actor, [found])[0]
    context = {
        "row": row, "snapshot": shown_snapshot(found.batch), "said": said_of(difference_id), "refused": refused,
        "keep_form": KeepForm(), "ask_form": AskForm(initial={"of": row.asks}), "key": str(uuid.uuid4()),
        "event": found.event,
    }  # fmt: skip
    return render(request, "exchange/siasn/one.html", context, status=status)


@require_POST
def bulk(request: Request) -> HttpResponse:
    """Settle everything the filter keeps; more than fifty ask for a second look first."""
    check_may_reconcile(request.actor)
    act, _dash, expected = request.POST.get("massal", "").partition("-")
    count = int(expected) if expected.isdecimal() and len(expected) < 9 else 0
    page = differences_page(request.actor, request.POST)
    context = {"page": page, "act": act, "count": count, "params": request.POST, "key": form_key(request)}
    if count > AT_ONCE and request.POST.get("sure") != "1" and act in ReconcileRun.Act.values:
        return render(request, "exchange/siasn/bulk.html", context)
    try:
        receipt = start_bulk(
            by=request.actor, act=act, params=request.POST, expected=count, key=request.POST.get("key") or None
        )
    except (Invalid, Closed) as refused:
        return render(request, "exchange/siasn/bulk.html", {**context, "refused": str(refused)}, status=refused.status)
    return to_receipt(receipt, reverse("exchange:reconcile_run", args=[receipt.object_id or 0]))


def run(request: Request, run_id: int) -> HttpResponse:
    """How far a run is, and what it left out."""
    found = run_or_404(request.actor, run_id)
    part = "_run" if request.headers.get("HX-Request") else "run"
    context = {"run": found, "left_out": names_of_left_out(found)}
    return render(request, f"exchange/siasn/{part}.html", context)


@require_POST
def compare(request: Request) -> HttpResponse:
    """Compare again with our data of now."""
    try:
        receipt = compare_now(by=request.actor, key=form_key(request))
    except Closed as refused:
        page = differences_page(request.actor, request.GET)
        context = {"page": page, "columns": COLUMNS, "sort": "nama", "params": request.GET, "told": str(refused)}
        return render(request, "exchange/siasn/list.html", context, status=refused.status)
    return to_receipt(receipt, reverse("exchange:differences"))
