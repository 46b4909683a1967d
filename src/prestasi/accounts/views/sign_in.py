"""Coming in: sign-in, demo accounts, recovery, the first page of each role."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.account.views import LoginView
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST

from prestasi.accounts.actions.recovery import recover_account
from prestasi.accounts.forms import RecoverForm
from prestasi.accounts.parking import parked
from prestasi.accounts.queries.sign_in import demo_accounts, demo_user
from prestasi.accounts.roles import ROLES, Role
from prestasi.core.answers import posted, tell
from prestasi.core.errors import Invalid
from prestasi.core.http import Request


class SignInView(LoginView):
    """A01: NIP or e-mail with password; a passkey; in demo mode one button per role."""

    template_name = "accounts/sign_in.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "demo_accounts": demo_accounts()}


@require_POST
def demo_sign_in(request: Request) -> HttpResponse:
    """One click into a demo account. There is no such page outside demo mode and for no other account."""
    user = demo_user(request.POST.get("username", ""))
    if user is None:
        raise Http404
    user.backend = "prestasi.accounts.backends.AccountBackend"
    return perform_login(request, Login(user=user, email_verification="none"))


def recover(request: Request) -> HttpResponse:
    """A02: how to get back in, and the form for the one-time code."""
    form = RecoverForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            recover_account(request=request, **{k: form.cleaned_data[k] for k in ("login", "code", "password")})
            return redirect("account_login")
        except Invalid as refused:
            tell(form, refused)
    return render(request, "accounts/recover.html", {"form": form}, status=422 if form.errors else 200)


def home(request: Request) -> HttpResponse:
    """To the first page of the active role that exists; first to a form that the end of a session had caught."""
    if parked(request):
        return redirect("accounts:caught")
    role = request.actor.role
    for name in (ROLES[role].home, ROLES[Role.EMPLOYEE].home, "ui:menu"):
        try:
            return redirect(reverse(name))
        except NoReverseMatch:
            continue
    raise Http404
