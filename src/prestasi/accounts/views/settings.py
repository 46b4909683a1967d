"""Theme, language, keys and active role: small forms that work from any page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from prestasi.accounts.actions.settings import change_preferences, choose_role
from prestasi.accounts.forms import PreferencesForm
from prestasi.accounts.session import StandingRequest, act_for
from prestasi.core.answers import posted
from prestasi.core.http import Request


def safe_next(request: Request, otherwise: str) -> str:
    """The page to return to, when it is one of ours."""
    asked = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if asked and own else otherwise


def _answer(request: Request, otherwise: str) -> HttpResponse:
    """A script gets an empty answer, a form goes back to its page."""
    if request.headers.get("X-Requested-With") == "fetch" or request.headers.get("Accept") == "application/json":
        return HttpResponse(status=204)
    return redirect(safe_next(request, otherwise))


def preferences(request: Request) -> HttpResponse:
    """All choices on one page; POST takes any part of them."""
    user = request.user
    now = {"theme": user.theme, "language": user.language, "queue_keys": "1" if user.queue_keys else "0"}  # type: ignore[union-attr]
    form = PreferencesForm(posted(request), initial=now)
    if request.method == "POST" and form.is_valid():
        sent = {name: form.cleaned_data[name] for name in form.cleaned_data if name in request.POST}
        change_preferences(by=request.actor, **sent)
        return _answer(request, "accounts:preferences")
    return render(request, "accounts/preferences.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def switch_role(request: StandingRequest) -> HttpResponse:
    """Work in another role: a fresh session key, no delegation, the role's own first page."""
    choose_role(by=request.actor, standing=request.standing, role=request.POST.get("role", ""))
    act_for(request, None)
    return redirect(safe_next(request, "accounts:home"))


@require_POST
def set_language(request: Request) -> HttpResponse:
    """The language for strangers in a cookie, for signed-in people with their account."""
    language = request.POST.get("language", "")
    response = redirect(safe_next(request, "/"))
    if language not in dict(settings.LANGUAGES) or not check_for_language(language):
        return response
    if request.user.is_authenticated:
        change_preferences(by=request.actor, language=language)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY, samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )  # fmt: skip
    return response
