"""Signing people in without a password: a session in the database, as a sign-in leaves it."""

from __future__ import annotations

import time

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from lab.visitor import Heard, Visitor
from prestasi.accounts.models import User

BACKEND = "prestasi.accounts.backends.AccountBackend"


def visitor(port: int, user: User, heard: Heard = lambda answer: None) -> Visitor:
    """The person with a fresh session in which the second factor has just been given."""
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.create()
    return Visitor(port, {"sessionid": session.session_key or ""}, user.username, heard)
