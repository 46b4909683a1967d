"""What outlives a page: the key of drafts on a phone, more time for a session, and text that a session's end caught."""

from __future__ import annotations

import base64

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from prestasi.accounts.drafts import draft_key, draft_owner
from prestasi.accounts.lifetime import extend, seconds_left
from prestasi.accounts.parking import drop, parked
from prestasi.core.errors import NotVisible
from prestasi.core.http import Request


def key(request: Request) -> JsonResponse:
    """The key that seals this person's drafts on the device; the script keeps it where nobody can read it out."""
    user = request.actor.user_id
    if user is None:
        raise NotVisible
    sealed = base64.b64encode(draft_key(user)).decode()
    return JsonResponse({"owner": draft_owner(user), "key": sealed, "csrf": get_token(request)})


def time_left(request: Request) -> JsonResponse:
    """Seconds until this session ends; another window may have prolonged it."""
    return JsonResponse({"left": seconds_left(request)})


@require_POST
def more_time(request: Request) -> HttpResponse:
    """The whole time again, up to the longest a session may last."""
    left = extend(request)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"left": left})
    return redirect("accounts:home")


def caught(request: Request) -> HttpResponse:
    """What was typed when the session ended: to be sent once more by the same person, or thrown away."""
    if request.method == "POST":
        drop(request)
        return redirect("accounts:home")
    return render(request, "accounts/caught.html", {"typed": parked(request)})
