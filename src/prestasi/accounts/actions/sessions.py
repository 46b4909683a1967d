"""Ending sessions on other devices."""

from __future__ import annotations

from allauth.usersessions.models import UserSession

from prestasi.accounts.models import User
from prestasi.audit.actions.record import once, record
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.core.receipt import Receipt


def end_all_sessions(user: User, *, except_key: str | None = None) -> int:
    """Sign the account out everywhere, except in one session; how many were ended."""
    sessions = list(UserSession.objects.filter(user=user).exclude(session_key=except_key or ""))
    for session in sessions:
        session.end()
    return len(sessions)


def end_session(*, by: Actor, session_id: int, key: str | None = None) -> Receipt:
    """Sign one of the own devices out."""
    session = UserSession.objects.filter(pk=session_id, user_id=by.user_id).first()
    if session is None:
        raise NotVisible

    def act() -> Receipt:
        user = User.objects.get(pk=by.user_id or 0)
        session.end()
        return record("account.sessions_ended", by=by, about=user, subject=by.person_id, payload={"count": 1})

    return once(key, by, act)


def end_other_sessions(*, by: Actor, here: str | None, key: str | None = None) -> Receipt:
    """Sign every other device of the account out; `here` is the session key that stays."""

    def act() -> Receipt:
        user = User.objects.get(pk=by.user_id or 0)
        ended = end_all_sessions(user, except_key=here)
        return record("account.sessions_ended", by=by, about=user, subject=by.person_id, payload={"count": ended})

    return once(key, by, act)
