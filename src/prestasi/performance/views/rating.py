"""S03 Antrean nilai, and setting what was rated."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from prestasi.core.answers import fresh_key, key_of
from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.core.http import Request
from prestasi.performance.actions.evaluation import confirm_evaluation, send_back
from prestasi.performance.actions.rating import rate_evaluation, withdraw_rating
from prestasi.performance.forms.rating import ReasonForm, sheet_from, version_from
from prestasi.performance.queries.confirmations import confirmations_page
from prestasi.performance.queries.rating_compare import compared
from prestasi.performance.queries.rating_queue import main_results, next_open, plan_of, preview, queue_page
from prestasi.performance.rating_sheet import RatingSheet
from prestasi.performance.views.replies import pushed


def queue(request: Request) -> HttpResponse:
    """The queue at the first person not rated yet."""
    return _page(request, None)


def rating(request: Request, evaluation_id: int) -> HttpResponse:
    """The queue at one person; a sent sheet is saved and the next person comes."""
    if request.method != "POST":
        return _page(request, evaluation_id)
    sheet = _sheet(request, evaluation_id)
    try:
        rate_evaluation(
            by=request.actor,
                evaluation_id=evaluation_id, sheet=sheet, lock_version=version_from(request.POST),
            key=key_of(request),
        )  # fmt: skip
    except Invalid as refused:
        return _page(request, evaluation_id, sheet, errors=dict(refused.errors), status=422)
    except Closed as refused:
        return _page(request, evaluation_id, sheet, message=refused.message, status=409)
    except Conflict as refused:
        return _conflict(request, evaluation_id, sheet, refused)
    return _onwards(request, evaluation_id)


def rating_preview(request: Request, evaluation_id: int) -> HttpResponse:
    """What the ratings so far amount to; with `isi`, the whole sheet with the rest filled in, not saved."""
    sheet = _sheet(request, evaluation_id)
    if request.POST.get("isi") or not request.htmx:
        return _page(request, evaluation_id, sheet, filled=True)
    found = preview(request.actor, evaluation_id, sheet)
    return render(request, "performance/rating/_verdict_swap.html", {"verdict": found, "evaluation_id": evaluation_id})


rating_preview = require_POST(rating_preview)


@require_POST
def undo(request: Request, evaluation_id: int) -> HttpResponse:
    """Take a rating back and return to that person."""
    withdraw_rating(by=request.actor, evaluation_id=evaluation_id, key=key_of(request))
    url = reverse("performance:rating", args=[evaluation_id])
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def confirmations(request: Request) -> HttpResponse:
    """What was rated below me and waits to be set."""
    return _confirmations(request)


def _confirmations(request: Request, status: int = 200, **refused: Any) -> HttpResponse:
    """The list; `refused` names the row, what is wrong with its reason, and the reason as typed."""
    context = {"page": confirmations_page(request.actor), "key": fresh_key(), "form": ReasonForm(), "refused": refused}
    return render(request, "performance/rating/confirmations.html", context, status=status)


@require_POST
def confirm(request: Request, evaluation_id: int) -> HttpResponse:
    receipt = confirm_evaluation(by=request.actor, evaluation_id=evaluation_id, key=key_of(request))
    return _set(request, _("Hasil ditetapkan, bukti terima %s.") % receipt.number)


@require_POST
def return_to_rater(request: Request, evaluation_id: int) -> HttpResponse:
    """Ask the rater to look again."""
    typed = request.POST.get("reason", "")
    try:
        receipt = send_back(by=request.actor, evaluation_id=evaluation_id, reason=typed, key=key_of(request))
    except Invalid as refused:
        return _confirmations(request, 422, id=evaluation_id, message=str(refused), typed=typed)
    return _set(request, _("Penilaian dikembalikan kepada penilai, bukti terima %s.") % receipt.number)


def _set(request: Request, said: str) -> HttpResponse:
    """Back to the list, where the next one waits."""
    messages.success(request, said)
    return redirect("performance:confirmations")


def _sheet(request: Request, evaluation_id: int) -> RatingSheet:
    plan = plan_of(evaluation_id)
    return sheet_from(request.POST, main_results(plan) if plan else ())


def _onwards(request: Request, evaluation_id: int) -> HttpResponse:
    following = next_open(request.actor, evaluation_id)
    url = reverse("performance:rating", args=[following or evaluation_id])
    if not request.htmx:
        return redirect(f"{url}?urungkan={evaluation_id}")
    return pushed(_page(request, following or evaluation_id, done=evaluation_id), url)


def _conflict(request: Request, evaluation_id: int, sheet: RatingSheet, refused: Conflict) -> HttpResponse:
    rows = compared(evaluation_id, refused.fields or {})
    return _page(request, evaluation_id, sheet, message=refused.message, rows=rows, status=409)


def _page(
    request: Request, evaluation_id: int | None, sheet: RatingSheet | None = None, *,
    errors: dict[str, str] | None = None, status: int = 200, **extra: object,
) -> HttpResponse:  # fmt: skip
    queue = queue_page(request.actor, evaluation_id, sheet, errors)
    context = {"queue": queue, "key": fresh_key(), "errors": errors or {}, **extra}
    context.setdefault("done", request.GET.get("urungkan", "") if request.GET.get("urungkan", "").isdecimal() else "")
    template = "_queue.html" if request.htmx else "page.html"
    return render(request, f"performance/rating/{template}", context, status=status)
