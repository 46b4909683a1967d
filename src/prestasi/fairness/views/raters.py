"""*Kebiasaan menilai*: the rater's own page, the office's overview, and one rater after the days alone."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from prestasi.core.answers import form_key, to_receipt
from prestasi.core.http import Request
from prestasi.fairness.actions.raters import compute_raters, note_read
from prestasi.fairness.queries import raters as queries


@require_safe
def my_habits(request: Request) -> HttpResponse:
    """The own report; the first opening is remembered."""
    page = queries.own_habits(request.actor)
    if page is not None and page.first_read_at is None:
        note_read(by=request.actor, finding_id=page.finding_id)
    return render(request, "fairness/raters/mine.html", {"page": page})


@require_safe
def overview(request: Request) -> HttpResponse:
    """The agency's raters: counts at once, names after the days that raters have alone."""
    found, q = request.GET.get("temuan", ""), request.GET.get("q", "")[:80]
    page = queries.overview(request.actor, found, q)
    context = {
        "page": page,
        "found": found,
        "q": q,
        "codes": queries.CODES,
        "key": form_key(request),
    }
    return render(request, "fairness/raters/overview.html", context)


@require_safe
def habits(request: Request, person_id: int) -> HttpResponse:
    """One rater, for the rater and later for the office."""
    return render(request, "fairness/raters/one.html", {"page": queries.habits_of(request.actor, person_id)})


@require_POST
def compute(request: Request) -> HttpResponse:
    """Compute the figures of all raters now."""
    return to_receipt(compute_raters(by=request.actor, key=form_key(request)), reverse("fairness:raters"))
