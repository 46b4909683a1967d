"""The plan's page and the acts that move it through its life."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from prestasi.core import clock
from prestasi.core.answers import key_of, to_receipt
from prestasi.core.errors import Invalid
from prestasi.core.http import Request, number_of
from prestasi.performance.actions import plan as acts
from prestasi.performance.actions.revision import cancel_revision
from prestasi.performance.documents.plan import plan_pdf
from prestasi.performance.forms.plan import ActForm, EndForm, ReasonForm, StartForm
from prestasi.performance.permissions.plan import check_act, plan_or_404
from prestasi.performance.queries.plan import PlanPage, current_plan_id, plan_page
from prestasi.performance.queries.plan_draft import start_page
from prestasi.performance.queries.plan_review import review_facts
from prestasi.performance.queries.plan_versions import comparison
from prestasi.performance.views.answers import attempt, version_of

FORM = "performance/plan/act.html"


def plan(request: Request) -> HttpResponse:
    """The own plan of today, or where to start one."""
    year = request.GET.get("tahun", "")
    person = request.actor.on_behalf_of or request.actor.person_id
    asked = int(year) if year.isdecimal() and len(year) == 4 else None
    own = current_plan_id(person, clock.today(), asked)
    if own is None:
        return render(request, "performance/plan/none.html", {"start": start_page(request.actor, asked)})
    return plan_detail(request, own)


def plan_detail(request: Request, plan_id: int) -> HttpResponse:
    """One plan as ladder or as table."""
    page = plan_page(request.actor, plan_id)
    table = request.GET.get("tampilan") == "tabel"
    return render(request, f"performance/plan/{'table' if table else 'detail'}.html", {"page": page})


def plan_compare(request: Request, plan_id: int) -> HttpResponse:
    """Two versions side by side."""
    found = plan_or_404(request.actor, plan_id)
    before, after = (number_of(request.GET.get(name), 5) for name in ("dari", "ke"))
    return render(request, "performance/plan/compare.html", {"page": comparison(found, before, after)})


def plan_print(request: Request, plan_id: int) -> HttpResponse:
    """The official form as PDF; `?versi=` an agreed version."""
    found = plan_or_404(request.actor, plan_id)
    document = plan_pdf(found, number_of(request.GET.get("versi"), 5), request.build_absolute_uri("/")[:-1])
    name = f'inline; filename="SKP-{found.cycle.year}-{found.pk}.pdf"'
    return HttpResponse(document, content_type="application/pdf", headers={"Content-Disposition": name})


@require_POST
def plan_start(request: Request) -> HttpResponse:
    """Start a draft for a post of the year."""
    form = StartForm(request.POST)
    context = {"start": start_page(request.actor)}
    if not form.is_valid():
        return render(request, "performance/plan/none.html", context | {"form": form}, status=422)
    year, post = form.cleaned_data["year"], form.cleaned_data["assignment_id"]
    try:
        receipt = acts.start_plan(by=request.actor, year=year, assignment_id=post, key=key_of(request))
    except Invalid as refused:
        return render(request, "performance/plan/none.html", context | {"refused": refused}, status=422)
    return redirect("performance:plan_draft_of", receipt.object_id)


def plan_submit(request: Request, plan_id: int) -> HttpResponse:
    """What happens on sending, and what is missing; then the act."""
    page = _page_for(request, plan_id, "submit")
    if request.method == "POST":
        try:
            return to_receipt(
                acts.submit_plan(
                    by=request.actor, plan_id=plan_id, lock_version=version_of(request), key=key_of(request)
                )
            )
        except Invalid as refused:
            return render(request, "performance/plan/submit.html", {"page": page, "refused": refused}, status=422)
    return render(request, "performance/plan/submit.html", {"page": page})


def _page_for(request: Request, plan_id: int, act: str) -> PlanPage:
    """The page after the gate of the act, so that a refused act shows nothing it should not."""
    check_act(request.actor, plan_or_404(request.actor, plan_id), act)
    return plan_page(request.actor, plan_id)


def plan_review(request: Request, plan_id: int) -> HttpResponse:
    """The superior reads, compares with what was agreed before, and decides."""
    page = _page_for(request, plan_id, "agree")
    return render(request, "performance/plan/review.html", _review(page, ReasonForm(version=page.plan.lock_version)))


def _review(page: PlanPage, form: ReasonForm) -> dict[str, Any]:
    changed = comparison(page.plan, page.plan.version, 0) if page.latest else None
    return {"page": page, "form": form, "changed": changed, "facts": review_facts(page.plan)}


@require_POST
def plan_agree(request: Request, plan_id: int) -> HttpResponse:
    """The superior's signature."""
    form = ActForm(request.POST)
    form.is_valid()
    return to_receipt(
        acts.agree_plan(by=request.actor, plan_id=plan_id, lock_version=version_of(request), key=key_of(request))
    )


@require_POST
def plan_return(request: Request, plan_id: int) -> HttpResponse:
    """Back to the employee with a reason."""
    page = _page_for(request, plan_id, "return")
    form = ReasonForm(request.POST, version=page.plan.lock_version)
    by = request.actor
    return attempt(
        request, form,
        lambda: acts.return_plan(by=by, plan_id=plan_id, reason=form.cleaned_data["reason"], **form.act()),
        to_receipt, "performance/plan/review.html", _review(page, form), page.plan.lock_version,
    )  # fmt: skip


def plan_revise(request: Request, plan_id: int) -> HttpResponse:
    """Open an agreed plan for change, with the reason."""
    page = _page_for(request, plan_id, "revise")
    form = ReasonForm(request.POST or None, version=page.plan.lock_version)
    context = {"page": page, "form": form, "act": "revise"}
    if request.method != "POST":
        return render(request, FORM, context)
    by = request.actor
    return attempt(
        request, form,
        lambda: acts.start_revision(by=by, plan_id=plan_id, reason=form.cleaned_data["reason"], **form.act()),
        lambda _receipt: redirect("performance:plan_draft_of", plan_id), FORM, context, page.plan.lock_version,
    )  # fmt: skip


@require_POST
def plan_cancel_revision(request: Request, plan_id: int) -> HttpResponse:
    """Back to the agreed version."""
    return to_receipt(
        cancel_revision(by=request.actor, plan_id=plan_id, lock_version=version_of(request), key=key_of(request))
    )


def plan_end(request: Request, plan_id: int) -> HttpResponse:
    """End the plan on its last day."""
    page = _page_for(request, plan_id, "end")
    form = EndForm(request.POST or None, version=page.plan.lock_version, initial={"on": clock.today()})
    context = {"page": page, "form": form, "act": "end"}
    if request.method != "POST":
        return render(request, FORM, context)
    by = request.actor
    return attempt(
        request, form,
        lambda: acts.end_plan(by=by, plan_id=plan_id, **form.values(), **form.act()),
        to_receipt, FORM, context, page.plan.lock_version,
    )  # fmt: skip
