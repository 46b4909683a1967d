"""X04, the outbox: for administrators."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from prestasi.core.http import Request
from prestasi.notices.actions.outbox import requeue_letter
from prestasi.notices.queries.letters import post_of


@require_safe
def post(request: Request) -> HttpResponse:
    """What waits, what went, what failed for good."""
    return render(request, "notices/post.html", {"post": post_of(request.actor)})


@require_POST
def requeue(request: Request, letter_id: int) -> HttpResponse:
    requeue_letter(by=request.actor, letter_id=letter_id, key=request.POST.get("key") or None)
    return redirect("notices:post")
