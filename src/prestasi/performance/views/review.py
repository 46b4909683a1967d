"""S02 Antrean tinjau."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from prestasi.core.answers import fresh_key, key_of
from prestasi.core.errors import Invalid
from prestasi.core.http import Request
from prestasi.performance.actions.verification import accept_progress, return_progress
from prestasi.performance.forms.rating import ReasonForm
from prestasi.performance.queries.review import next_key, review_page
from prestasi.performance.views.replies import pushed

RETURN_REASONS = (
    _("Targetnya terlalu rendah dibanding capaian tahun lalu."),
    _("Hasilnya belum mendukung hasil kerja unit."),
    _("Indikatornya belum dapat diukur."),
    _("Tulis hasilnya, bukan kegiatannya."),
)


def review(request: Request, key: str = "") -> HttpResponse:
    """The queue at one thing."""
    return _page(request, key, ReasonForm())


@require_POST
def accept(request: Request, progress_id: int) -> HttpResponse:
    receipt = accept_progress(by=request.actor, progress_id=progress_id, key=key_of(request))
    return _onwards(request, progress_id, receipt.number)


@require_POST
def send_back(request: Request, progress_id: int) -> HttpResponse:
    """Return with a reason."""
    form = ReasonForm(request.POST)
    try:
        if form.is_valid():
            receipt = return_progress(
                by=request.actor,
                progress_id=progress_id,
                reason=form.cleaned_data["reason"],
                key=key_of(request),
            )
            return _onwards(request, progress_id, receipt.number)
    except Invalid as refused:
        form.add_error("reason", refused.errors["reason"])
    return _page(request, f"r{progress_id}", form, 422)


def _onwards(request: Request, progress_id: int, number: str) -> HttpResponse:
    """To the next report that waits."""
    key = next_key(request.actor, progress_id)
    url = reverse("performance:review_item", args=[key]) if key else reverse("performance:review")
    if request.htmx:
        return pushed(_page(request, key, ReasonForm(), done=number), url)
    return redirect(url)


def _page(request: Request, key: str, form: ReasonForm, status: int = 200, done: str = "") -> HttpResponse:
    context = {"queue": review_page(request.actor, key), "form": form, "key": fresh_key(), "done": done}
    context["reasons"] = RETURN_REASONS
    template = "_queue.html" if request.htmx else "page.html"
    return render(request, f"performance/review/{template}", context, status=status)
