"""G10 Hasil saya and G09 Evaluasi diri."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from prestasi.core.answers import fresh_key, key_of, to_receipt
from prestasi.core.errors import Conflict, Invalid
from prestasi.core.http import Request
from prestasi.performance.actions.evaluation import receive_evaluation, self_assess
from prestasi.performance.documents.evaluation import evaluation_pdf
from prestasi.performance.forms.rating import self_ratings_from, version_from
from prestasi.performance.queries.my_result import links_of, own_results, result_or_404, result_page
from prestasi.performance.queries.self_assessment import SelfPage, self_page


def my_results(request: Request) -> HttpResponse:
    """All own results."""
    links = links_of(request.actor, request.actor.person_id)
    return render(request, "performance/outcome/list.html", {"results": own_results(request.actor), "links": links})


def my_result(request: Request, evaluation_id: int) -> HttpResponse:
    """One result with its whole explanation; sealed until the employee opens it."""
    evaluation, _found = result_or_404(request.actor, evaluation_id)
    if evaluation.state == "confirmed" and evaluation.person_id == request.actor.person_id:
        return render(request, "performance/outcome/sealed.html", {"evaluation": evaluation, "key": fresh_key()})
    page = result_page(request.actor, evaluation)
    return render(request, "performance/outcome/page.html", {"page": page})


@require_POST
def receive(request: Request, evaluation_id: int) -> HttpResponse:
    """The employee opens the result."""
    receive_evaluation(by=request.actor, evaluation_id=evaluation_id, key=key_of(request))
    return redirect("performance:my_result", evaluation_id)


def printed(request: Request, evaluation_id: int) -> HttpResponse:
    """The official forms as PDF/A; the employee opens the result before printing it."""
    evaluation, _found = result_or_404(request.actor, evaluation_id)
    if evaluation.state == "confirmed" and evaluation.person_id == request.actor.person_id:
        return redirect("performance:my_result", evaluation_id)
    content = evaluation_pdf(evaluation, request.build_absolute_uri("/"))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="evaluasi-kinerja-{evaluation.pk}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def self_assessment(request: Request, evaluation_id: int) -> HttpResponse:
    """Own view of every result, before the rating."""
    page = self_page(request.actor, evaluation_id)
    if request.method != "POST":
        return _self(request, page)
    ratings, note = self_ratings_from(request.POST, [row.result_id for row in page.rows]), request.POST.get("note", "")
    try:
        receipt = self_assess(
            by=request.actor, evaluation_id=evaluation_id, ratings=ratings, note=note,
            lock_version=version_from(request.POST), key=key_of(request),
        )  # fmt: skip
    except Invalid as refused:
        return _self(request, page.typed(ratings, note), refused.errors, status=422)
    except Conflict as refused:
        return _self(request, page.typed(ratings, note), message=refused.message, status=409)
    return to_receipt(receipt)


def _self(
    request: Request, page: SelfPage, errors: object = None, message: str = "", status: int = 200
) -> HttpResponse:
    context = {"page": page, "errors": errors or {}, "message": message, "key": fresh_key()}
    return render(request, "performance/outcome/self.html", context, status=status)
