"""One case: its page, and the acts of the rater, the analyst and the drawn official on it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from prestasi.core.answers import form_key
from prestasi.core.errors import Invalid, NotVisible
from prestasi.core.http import Request
from prestasi.core.receipt import Receipt
from prestasi.objection.actions.deciding import decide_objection, rerate_objection, step_aside
from prestasi.objection.actions.desk import answer_objection, recommend_objection
from prestasi.objection.forms import AnswerForm, DecideForm, RecommendForm, RerateForm, StepAsideForm
from prestasi.objection.queries.case import CasePage, case_page, check_act, evidence_or_404
from prestasi.objection.views.answering import attempt
from prestasi.performance.files import store
from prestasi.performance.files.kinds import EXTENSIONS

CASE = "objection/case.html"


def case(request: Request, objection_id: int) -> HttpResponse:
    """Both sides, the clock, and the form of the next act when it is the reader's."""
    page = case_page(request.actor, objection_id)
    context = {"page": page, "form": _next_form(page), "aside": StepAsideForm(), "key": form_key(request)}
    return render(request, CASE, context)


def _next_form(page: CasePage) -> forms.Form | None:
    """The form of the act that waits for this reader; a change starts from what was proposed."""
    initial = {
        "result_rating": page.result, "behaviour_rating": page.behaviour, "lock_version": page.lock_version,
    }  # fmt: skip
    for act, kind in (("answer", AnswerForm), ("recommend", RecommendForm), ("reject", DecideForm),
                      ("rerate", RerateForm)):  # fmt: skip
        if act in page.may:
            return kind(initial=initial)
    return None


def _again(request: Request, objection_id: int) -> dict[str, Any]:
    return {"page": case_page(request.actor, objection_id), "aside": StepAsideForm()}


@require_POST
def answer(request: Request, objection_id: int) -> HttpResponse:
    """The rater's side."""
    check_act(request.actor, objection_id, "answer")
    form = AnswerForm(request.POST, request.FILES)

    def act() -> Receipt:
        evidence = form.evidence()
        if form.errors:
            raise Invalid({})
        return answer_objection(
            by=request.actor, objection_id=objection_id, answer=form.cleaned_data["answer"], evidence=evidence,
            key=form_key(request),
        )  # fmt: skip

    return attempt(request, form, act, CASE, partial(_again, request, objection_id))


def _post(request: Request, objection_id: int, name: str, form: forms.Form, action: Any) -> HttpResponse:
    check_act(request.actor, objection_id, name)

    def act() -> Receipt:
        receipt: Receipt = action(
            by=request.actor, objection_id=objection_id, key=form_key(request), **form.cleaned_data
        )
        return receipt

    return attempt(request, form, act, CASE, partial(_again, request, objection_id))


@require_POST
def recommend(request: Request, objection_id: int) -> HttpResponse:
    """The analyst's recommendation; draws the official."""
    return _post(request, objection_id, "recommend", RecommendForm(request.POST), recommend_objection)


@require_POST
def decide(request: Request, objection_id: int) -> HttpResponse:
    """The decision."""
    return _post(request, objection_id, "reject", DecideForm(request.POST), decide_objection)


@require_POST
def rerate(request: Request, objection_id: int) -> HttpResponse:
    """The rater rates again after a return."""
    return _post(request, objection_id, "rerate", RerateForm(request.POST), rerate_objection)


@require_POST
def aside(request: Request, objection_id: int) -> HttpResponse:
    """The drawn official steps aside."""
    check_act(request.actor, objection_id, "step_aside")
    form = StepAsideForm(request.POST)

    def act() -> Receipt:
        reason = form.cleaned_data["conflict_reason"]
        return step_aside(by=request.actor, objection_id=objection_id, reason=reason, key=form_key(request))

    def again() -> dict[str, Any]:
        page = case_page(request.actor, objection_id)
        return {"page": page, "aside": form, "deciding": _next_form(page)}

    return attempt(request, form, act, "objection/aside.html", again)


def evidence_file(request: Request, evidence_id: int) -> FileResponse:
    """A kept file of either side: pictures inline, everything else as a download; never sniffed, never run."""
    row = evidence_or_404(request.actor, evidence_id)
    path = store.path_of(row.sha256)
    if row.media_type not in EXTENSIONS or not path.is_file():
        raise NotVisible
    is_image = row.media_type.startswith("image/")
    response = FileResponse(
        path.open("rb"), content_type=row.media_type, as_attachment=not is_image, filename=row.title
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
