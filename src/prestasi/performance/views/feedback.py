"""G08 Umpan balik."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from prestasi.core.answers import fresh_key, key_of, posted, tell, to_receipt
from prestasi.core.errors import Closed, Invalid
from prestasi.core.http import Request
from prestasi.core.receipt import Receipt
from prestasi.performance.actions.feedback import give_feedback
from prestasi.performance.forms.rating import FeedbackForm
from prestasi.performance.queries.feedback import FeedbackTarget, feedback_page, feedback_target


def feedback(request: Request) -> HttpResponse:
    """Received, given, and whom I can give some to."""
    return render(request, "performance/feedback/page.html", {"page": feedback_page(request.actor)})


def feedback_new(request: Request, plan_id: int) -> HttpResponse:
    """Give feedback on somebody's plan."""
    target = feedback_target(request.actor, plan_id)
    form = FeedbackForm(posted(request), results=target.results, initial=_about(request))
    receipt = _given(request, plan_id, form) if request.method == "POST" and form.is_valid() else None
    return to_receipt(receipt) if receipt else _page(request, target, form)


def _given(request: Request, plan_id: int, form: FeedbackForm) -> Receipt | None:
    """The receipt; None when refused, with the reason on the form."""
    given = form.cleaned_data
    try:
        return give_feedback(
            by=request.actor, plan_id=plan_id, kind=given["kind"], text=given["text"], key=key_of(request),
            **form.target(),
        )  # fmt: skip
    except (Invalid, Closed) as refused:
        tell(form, refused)
    return None


def _about(request: Request) -> dict[str, str]:
    return {"about": request.GET.get("tentang", ""), "kind": request.GET.get("jenis", "praise")}


def _page(request: Request, target: FeedbackTarget, form: FeedbackForm) -> HttpResponse:
    context = {"target": target, "form": form, "key": fresh_key()}
    return render(request, "performance/feedback/new.html", context, status=422 if form.is_bound else 200)
