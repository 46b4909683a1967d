"""The in-app inbox."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from prestasi.core.http import Request, number_of
from prestasi.notices.actions.notify import mark_all_read, mark_read
from prestasi.notices.queries.inbox import inbox


def page(request: Request) -> HttpResponse:
    """Own notices, newest first."""
    asked = request.GET.get("page", "")
    found = inbox(request.actor, number_of(asked) or 1)
    return render(request, "notices/inbox.html", {"inbox": found})


@require_POST
def open_notice(request: Request, notice_id: int) -> HttpResponse:
    """Mark as read and go where it points."""
    notice = mark_read(by=request.actor, notice_id=notice_id)
    is_ours = url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if notice.url and is_ours else "notices:inbox")


@require_POST
def read_all(request: Request) -> HttpResponse:
    mark_all_read(by=request.actor)
    return redirect("notices:inbox")
