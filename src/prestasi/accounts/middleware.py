"""Who is asking: turned from the session into `request.actor` before any view runs, afresh for every request."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from prestasi.accounts.models import User
from prestasi.accounts.parking import leave_name, park
from prestasi.accounts.queries.standing import Held, Standing, standing_of
from prestasi.accounts.roles import Role
from prestasi.accounts.session import ACTING_KEY, StandingRequest
from prestasi.core import clock
from prestasi.core.actor import ANONYMOUS, Actor, Grant
from prestasi.core.http import Request
from prestasi.core.memo import remembering
from prestasi.policy import policy

Handler = Callable[[HttpRequest], HttpResponse]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class ActorMiddleware:
    """Sets `request.actor` and `request.standing`; lets strangers reach public routes only.

    Roles, grants, delegations and leaving are read per request in one statement, so that an end takes effect at once.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: StandingRequest) -> HttpResponse:
        self._recognise(request)
        with remembering() if request.method in SAFE else nullcontext():
            response = self.get_response(request)
        if request.actor.is_authenticated:
            leave_name(request, response)
        return _kept_private(request, response)

    def process_view(self, request: Request, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        route = policy().route(name)
        if not request.actor.is_authenticated and not (route and route.is_public):
            return _to_sign_in(request)
        return _verb_answer(request, policy().allowed_verbs(name))

    def _recognise(self, request: StandingRequest) -> None:
        request.actor, request.standing = ANONYMOUS, None
        if not request.user.is_authenticated:
            return
        user = request.user
        standing: Standing = getattr(user, "standing", None) or standing_of(user, clock.today())
        if standing.has_left:
            logout(request)
            return
        request.standing = standing
        request.actor = actor_of(user, standing, request.session.get(ACTING_KEY), getattr(request, "id", ""))
        _speak(request, user.language)


def actor_of(user: User, standing: Standing, delegation_id: int | None = None, request_id: str = "") -> Actor:
    """The actor of an account with this standing; a delegation no longer in force is ignored.

    Whoever acts for another has that person's lines and the delegated scopes, and none of the own granted roles.
    """
    held = standing.delegation(delegation_id)
    role = user.active_role if standing.has(user.active_role) else Role.EMPLOYEE.value
    return Actor(
        user_id=user.pk,
        person_id=user.person_id,
        name=standing.name,
        grants=_delegated_grants() if held else standing.grants(),
        on_behalf_of=held.giver_id if held else None,
        request_id=request_id,
        role=Role.SUPERVISOR.value if held else role,
        scopes=held.scopes if held else frozenset(),
    )


def acting(request: Request) -> Held | None:
    """The delegation under which this session acts now."""
    standing: Standing | None = getattr(request, "standing", None)
    return standing.delegation(request.session.get(ACTING_KEY)) if standing else None


def _delegated_grants() -> frozenset[Grant]:
    return frozenset({Grant(Role.EMPLOYEE.value), Grant(Role.SUPERVISOR.value)})


def _speak(request: Request, language: str) -> None:
    translation.activate(language)
    request.LANGUAGE_CODE = translation.get_language()


def _to_sign_in(request: Request) -> HttpResponse:
    """Reading pages are returned to afterwards, a sent form is kept; a fragment asks the browser to leave the page.

    What the script sends by itself is only told: its page stays open with everything typed.
    """
    if request.headers.get("X-Autosave") or request.headers.get("X-Draft"):
        return JsonResponse({"errors": [_("Masuk lagi untuk mengirim.")]}, status=401)
    here = request.get_full_path() if request.method in SAFE else ""
    if request.method == "POST" and park(request):
        here = reverse("accounts:caught")
    elif getattr(request, "htmx", False):
        here = request.htmx.current_url_abs_path or ""
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(redirect_to_login(here, resolve_url("account_login")).url)
    return redirect_to_login(here, resolve_url("account_login")) if here else redirect("account_login")


def _verb_answer(request: Request, allowed: frozenset[str]) -> HttpResponse | None:
    """OPTIONS and unknown verbs are answered here, so that no view ever sees them."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ", ".join(sorted(allowed | {"OPTIONS"}))})
    return None if request.method in allowed else HttpResponseNotAllowed(sorted(allowed))


def _kept_private(request: Request, response: HttpResponse) -> HttpResponse:
    """Pages of signed-in people are never stored, neither by the browser's cache nor on the way."""
    if request.actor.is_authenticated and "Cache-Control" not in response:
        add_never_cache_headers(response)
        response["Cache-Control"] = "no-store, private"
    return response
