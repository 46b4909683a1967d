"""Agreements: done, or stopped with a reason."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from prestasi.core.answers import answer_form, form_key, posted, to_receipt
from prestasi.core.http import Request
from prestasi.dialogue.actions.agreement import drop_agreement, finish_agreement
from prestasi.dialogue.queries.agreement import agreement_or_404
from prestasi.performance.forms.rating import ReasonForm


@require_POST
def done(request: Request, agreement_id: int) -> HttpResponse:
    receipt = finish_agreement(by=request.actor, agreement_id=agreement_id, key=form_key(request))
    return to_receipt(receipt, reverse("dialogue:index"))


def drop(request: Request, agreement_id: int) -> HttpResponse:
    """The reason, then the receipt."""
    row = agreement_or_404(request.actor, agreement_id)
    form = ReasonForm(posted(request))
    return answer_form(
        request, form, lambda **given: drop_agreement(by=request.actor, agreement_id=agreement_id, **given),
        "dialogue/agreement_drop.html", {"row": row}, reverse("dialogue:index"),
    )  # fmt: skip
