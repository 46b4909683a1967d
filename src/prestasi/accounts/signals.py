"""What django-allauth tells us about an account, written down as events and answered with a fresh session key."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from prestasi.accounts.actions.sessions import end_all_sessions
from prestasi.accounts.lifetime import begin
from prestasi.accounts.models import User
from prestasi.accounts.queries.standing import full_name
from prestasi.accounts.session import fresh_session
from prestasi.audit.actions.record import record
from prestasi.core.actor import Actor


def _actor(request: HttpRequest, user: User) -> Actor:
    person = user.person
    name = full_name(person.title_before, person.name, person.title_after) if person else user.get_username()
    return Actor(user.pk, user.person_id, name, request_id=getattr(request, "id", ""), role=user.active_role)


def _note(kind: str, request: HttpRequest, user: User, **payload: Any) -> None:
    with transaction.atomic():
        record(kind, by=_actor(request, user), about=user, subject=user.person_id, payload=payload)


@receiver(user_logged_in)
def on_sign_in(request: HttpRequest, user: User, **_rest: Any) -> None:
    begin(request)
    _note("account.signed_in", request, user)


@receiver(authenticator_added)
def on_factor_added(request: HttpRequest, user: User, authenticator: Any, **_rest: Any) -> None:
    fresh_session(request)
    _note("account.factor_changed", request, user, change="added", factor=authenticator.type)


@receiver(authenticator_removed)
def on_factor_removed(request: HttpRequest, user: User, authenticator: Any, **_rest: Any) -> None:
    fresh_session(request)
    _note("account.factor_changed", request, user, change="removed", factor=authenticator.type)


@receiver(authenticator_reset)
def on_factor_reset(request: HttpRequest, user: User, authenticator: Any, **_rest: Any) -> None:
    fresh_session(request)
    _note("account.factor_changed", request, user, change="renewed", factor=authenticator.type)


@receiver(password_changed)
def on_password_changed(request: HttpRequest, user: User, **_rest: Any) -> None:
    end_all_sessions(user, except_key=request.session.session_key)
    _note("account.password_changed", request, user)
