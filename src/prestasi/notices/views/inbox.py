"""The in-app inbox."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from prestasi.notices.actions.notify import mark_all_read, mark_read
from prestasi.notices.queries.inbox import inbox


def page(request: HttpRequest) -> HttpResponse:
    """Own notices, newest first."""
    asked = request.GET.get("page", "")
    found = inbox(request.actor, int(asked) if asked.isdecimal() and len(asked) < 6 else 1)  # type: ignore[attr-defined]
    return render(request, "notices/inbox.html", {"inbox": found})


@require_POST
def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark as read and go where it points."""
    notice = mark_read(by=request.actor, notice_id=notice_id)  # type: ignore[attr-defined]
    is_ours = url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if notice.url and is_ours else "notices:inbox")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    mark_all_read(by=request.actor)  # type: ignore[attr-defined]
    return redirect("notices:inbox")
