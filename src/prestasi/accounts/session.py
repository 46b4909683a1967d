"""What a session remembers beside who signed in."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from prestasi.accounts.queries.standing import Standing
from prestasi.core.http import Request

ACTING_KEY = "acting_delegation"


class StandingRequest(Request):
    """A request that also knows what the account may choose to be today; None for strangers."""

    standing: Standing | None


def fresh_session(request: HttpRequest) -> None:
    """A new key for this session, so that a copied cookie is worthless; the list of devices follows."""
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def act_for(request: HttpRequest, delegation_id: int | None) -> None:
    """Act under a delegation from now on, or in the own name again."""
    request.session.pop(ACTING_KEY, None)
    if delegation_id is not None:
        request.session[ACTING_KEY] = delegation_id
    fresh_session(request)
