"""The second step of plan approval: the list, the yes, the return."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from prestasi.core import clock
from prestasi.core.answers import to_receipt
from prestasi.core.errors import Invalid
from prestasi.core.http import Request
from prestasi.performance.actions.second_approval import approve_second, return_second
from prestasi.performance.queries.second_approvals import second_approvals

PAGE = "performance/review/second.html"


@require_safe
def waiting(request: Request) -> HttpResponse:
    """Plans that wait for my second step."""
    return render(request, PAGE, {"plans": second_approvals(request.actor, clock.today())})


@require_POST
def decide(request: Request, plan_id: int) -> HttpResponse:
    """Yes, or back with a reason."""
    by, key = request.actor, request.POST.get("key") or None
    if "kembalikan" not in request.POST:
        approve_second(by=by, plan_id=plan_id, key=key)
        return redirect("performance:second_approvals")
    try:
        receipt = return_second(by=by, plan_id=plan_id, reason=request.POST.get("reason", ""), key=key)
    except Invalid as refused:
        context = {"plans": second_approvals(by, clock.today()), "refused": str(refused), "at": plan_id}
        return render(request, PAGE, context, status=422)
    return to_receipt(receipt, "/tinjau/kedua/")
