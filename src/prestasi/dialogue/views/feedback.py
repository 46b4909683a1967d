"""G08 asking for feedback and answering it; praise from a piece of evidence."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from prestasi.core.answers import answer_form, form_key, posted, to_receipt
from prestasi.core.http import Request
from prestasi.dialogue.actions.feedback import answer_request, appreciate, ask_feedback, decline_request, give_both
from prestasi.dialogue.forms.records import AppreciateForm, BothForm
from prestasi.dialogue.queries.feedback import answer_page, request_page
from prestasi.performance.queries.evidence import one_evidence
from prestasi.performance.queries.feedback import feedback_target

HERE = "dialogue:feedback_requests"


def requests(request: Request) -> HttpResponse:
    """Whom I can ask, what was asked of me and what I asked."""
    return render(request, "dialogue/requests.html", {"page": request_page(request.actor)})


@require_POST
def ask(request: Request, person_id: int) -> HttpResponse:
    receipt = ask_feedback(
        by=request.actor, person_id=person_id, question=request.POST.get("question", ""), key=form_key(request)
    )
    return to_receipt(receipt, reverse(HERE))


def answer(request: Request, request_id: int) -> HttpResponse:
    """A strength and a suggestion for the one who asked."""
    page = answer_page(request.actor, request_id)
    form = BothForm(posted(request), results=page.results)
    return answer_form(
        request, form, lambda key, **_given: answer_request(
            by=request.actor, request_id=request_id, key=key, **form.given()
        ), "dialogue/answer.html", {"page": page}, reverse(HERE),
    )  # fmt: skip


@require_POST
def decline(request: Request, request_id: int) -> HttpResponse:
    receipt = decline_request(by=request.actor, request_id=request_id, key=form_key(request))
    return to_receipt(receipt, reverse(HERE))


def give(request: Request, plan_id: int) -> HttpResponse:
    """A strength and a suggestion on somebody's plan, unasked."""
    target = feedback_target(request.actor, plan_id)
    form = BothForm(posted(request), results=target.results)
    return answer_form(
        request, form, lambda key, **_given: give_both(by=request.actor, plan_id=plan_id, key=key, **form.given()),
        "dialogue/give.html", {"target": target}, reverse("performance:feedback"),
    )  # fmt: skip


def praise(request: Request, evidence_id: int) -> HttpResponse:
    """*Apresiasi* from a piece of evidence: a value and a sentence."""
    _row, evidence = one_evidence(request.actor, evidence_id)
    form = AppreciateForm(posted(request))
    done = reverse("performance:evidence_one", args=[evidence_id])
    return answer_form(
        request, form, lambda **given: appreciate(by=request.actor, evidence_id=evidence_id, **given),
        "dialogue/appreciate.html", {"evidence": evidence}, done,
    )  # fmt: skip
