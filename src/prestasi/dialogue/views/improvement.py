"""*Rencana perbaikan kinerja*: read, write, agree, mark steps, close."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from prestasi.core.answers import form_key, tell, to_receipt
from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.core.http import Request, number_of
from prestasi.dialogue.actions.improvement import (
    agree_improvement,
    close_improvement,
    finish_step,
    write_improvement,
)
from prestasi.dialogue.forms.records import ImprovementForm, OutcomeForm, StepForm, rows_of
from prestasi.dialogue.queries.improvement import ImprovementPage, improvement_page
from prestasi.dialogue.views.sheet import spread_errors

MOST_STEPS = 8


def improvement(request: Request, plan_id: int) -> HttpResponse:
    """One plan, as its reader may see it."""
    return _page(request, plan_id)


@require_POST
def write(request: Request, plan_id: int) -> HttpResponse:
    """The superior's draft."""
    form, rows = ImprovementForm(request.POST), rows_of(StepForm, request.POST, (), 1, MOST_STEPS)
    status = 422
    if form.is_valid():
        steps = [step for row in rows if (step := row.step()) is not None]
        try:
            receipt = write_improvement(
                by=request.actor, plan_id=plan_id, steps=steps, key=form_key(request), **form.cleaned_data
            )
            return to_receipt(receipt, _url(plan_id))
        except (Invalid, Closed, Conflict) as refused:
            status = refused.status
            spread_errors(form, rows, refused)
    return _page(request, plan_id, status, form=form, rows=rows or [StepForm(row=1)])


@require_POST
def agree(request: Request, plan_id: int) -> HttpResponse:
    version = number_of(request.POST.get("lock_version"), 9) or 0
    receipt = agree_improvement(by=request.actor, plan_id=plan_id, lock_version=version, key=form_key(request))
    return to_receipt(receipt, _url(plan_id))


@require_POST
def step_done(request: Request, step_id: int) -> HttpResponse:
    receipt = finish_step(by=request.actor, step_id=step_id, key=form_key(request))
    return to_receipt(receipt, reverse("dialogue:index"))


@require_POST
def close(request: Request, plan_id: int) -> HttpResponse:
    """The outcome with its reason."""
    form = OutcomeForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            receipt = close_improvement(by=request.actor, plan_id=plan_id, key=form_key(request), **form.cleaned_data)
            return to_receipt(receipt, _url(plan_id))
        except (Invalid, Closed) as refused:
            status = refused.status
            tell(form, refused)
    return _page(request, plan_id, status, outcome=form)


def _page(request: Request, plan_id: int, status: int = 200, **forms: Any) -> HttpResponse:
    page = improvement_page(request.actor, plan_id)
    context = {"page": page, "key": form_key(request), "outcome": OutcomeForm(), **_sheet(page), **forms}
    return render(request, "dialogue/improvement.html", context, status=status)


def _sheet(page: ImprovementPage) -> dict[str, Any]:
    """The draft as a form, with what was written so far."""
    if not page.may_edit:
        return {}
    known = [{"text": s.text, "sign": s.sign, "due_on": s.due_on, "support": s.support} for s in page.steps]
    initial = {"expectation": page.plan.expectation, "lock_version": page.plan.lock_version}
    return {"form": ImprovementForm(initial=initial), "rows": rows_of(StepForm, None, known, 3, MOST_STEPS)}


def _url(plan_id: int) -> str:
    return reverse("dialogue:improvement", args=[plan_id])
