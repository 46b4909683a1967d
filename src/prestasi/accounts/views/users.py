"""X03 Pengguna, peran, hibah: for admins."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from prestasi.accounts.actions.grants import end_role, grant_role, set_account_active
from prestasi.accounts.actions.recovery import approve_recovery_code, issue_recovery_code
from prestasi.accounts.forms import GrantForm, RecoveryForm
from prestasi.accounts.permissions import check_manages, check_manages_accounts
from prestasi.accounts.queries.users import account_card, accounts, unit_choices
from prestasi.core.answers import tell
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.core.http import Request


def _key(request: Request) -> str | None:
    return request.POST.get("key") or None


def users(request: Request) -> HttpResponse:
    """The list, searched by name or NIP."""
    check_manages_accounts(request.actor)
    search, state = request.GET.get("q", "")[:80], request.GET.get("keadaan", "")
    context = {"page": accounts(search, state, request.GET.get("page")), "search": search, "state": state}
    template = "accounts/_users.html" if getattr(request, "htmx", False) else "accounts/users.html"
    return render(request, template, context)


def user(request: Request, user_id: int) -> HttpResponse:
    return _user(request, user_id)


def _user(request: Request, user_id: int, status: int = 200, **extra: object) -> HttpResponse:
    """One account; `extra` may carry a form with errors or a fresh code."""
    check_manages_accounts(request.actor)
    card = account_card(user_id, request.actor.user_id)
    if card is None:
        raise NotVisible
    is_own = user_id == request.actor.user_id
    forms = {"recovery": RecoveryForm(), "grant": GrantForm(units=unit_choices())}
    context = {"card": card, "is_own": is_own, **forms, **extra}
    return render(request, "accounts/user.html", context, status=status)


@require_POST
def issue_code(request: Request, user_id: int) -> HttpResponse:
    """The code is shown once, on the answer to this form, and is kept nowhere."""
    check_manages(request.actor, user_id)
    form = RecoveryForm(request.POST)
    if not form.is_valid():
        return _user(request, user_id, status=422, recovery=form)
    code, receipt = issue_recovery_code(by=request.actor, user_id=user_id, **form.cleaned_data, key=_key(request))
    return _user(request, user_id, code=code, receipt=receipt)


@require_POST
def approve_code(request: Request, code_id: int) -> HttpResponse:
    approve_recovery_code(by=request.actor, code_id=code_id, key=_key(request))
    return redirect("accounts:users")


@require_POST
def set_active(request: Request, user_id: int) -> HttpResponse:
    """Disable or enable, with a reason."""
    check_manages(request.actor, user_id)
    active, reason = request.POST.get("active") == "1", request.POST.get("reason", "")
    try:
        set_account_active(by=request.actor, user_id=user_id, active=active, reason=reason, key=_key(request))
    except Invalid as refused:
        return _user(request, user_id, status=422, reason_error=refused.errors["reason"], reason=reason)
    return redirect("accounts:user", user_id)


@require_POST
def grant(request: Request, user_id: int) -> HttpResponse:
    """Give a role for a time."""
    check_manages(request.actor, user_id)
    form = GrantForm(request.POST, units=unit_choices())
    if form.is_valid():
        given = form.cleaned_data
        try:
            grant_role(by=request.actor, user_id=user_id, unit_id=given.pop("unit"), **given, key=_key(request))
            return redirect("accounts:user", user_id)
        except (Invalid, Closed) as refused:
            tell(form, refused)
    return _user(request, user_id, status=422, grant=form)


@require_POST
def end_grant(request: Request, grant_id: int) -> HttpResponse:
    end_role(by=request.actor, grant_id=grant_id, key=_key(request))
    return redirect("accounts:users")
