"""A03 Keamanan saya."""

from __future__ import annotations

from typing import Any

from allauth.account.views import PasswordChangeView
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from prestasi.accounts.actions.sessions import end_other_sessions, end_session
from prestasi.accounts.queries.security import security_of
from prestasi.core.http import Request


def page(request: Request) -> HttpResponse:
    """Factors, devices and recent use."""
    found = security_of(request.actor, request.session.session_key)
    return render(request, "accounts/security.html", {"security": found})


def to_security(request: Request) -> HttpResponse:
    """Where allauth sends people after a change of factors."""
    return redirect("accounts:security")


def to_recovery(request: Request) -> HttpResponse:
    """An account without a password gets its first one the way a lost one is replaced."""
    return redirect("accounts:recover")


class ChangePasswordView(PasswordChangeView):
    """Old password, new password twice; other devices are signed out by the change."""

    success_url = reverse_lazy("accounts:security")

    def get_form(self, form_class: Any = None) -> Any:
        """The rules in one line of our own words; no label repeated inside a field."""
        form = super().get_form(form_class)
        for field in form.fields.values():
            field.widget.attrs.pop("placeholder", None)
        form.fields["password1"].help_text = _("Bukan nama, nomor induk, atau kata sandi yang banyak dipakai orang.")
        return form

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)
        answer.status_code = 422
        return answer


@require_POST
def end_one_session(request: Request, session_id: int) -> HttpResponse:
    end_session(by=request.actor, session_id=session_id, key=request.POST.get("key") or None)
    return redirect("accounts:security")


@require_POST
def end_the_others(request: Request) -> HttpResponse:
    here, key = request.session.session_key, request.POST.get("key") or None
    end_other_sessions(by=request.actor, here=here, key=key)
    return redirect("accounts:security")
