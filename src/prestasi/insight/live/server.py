"""Ties the stream to Django: sessions, gates and templates, each in a worker thread."""

from __future__ import annotations

import time

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections, connections
from django.utils import translation
from django.utils.crypto import constant_time_compare

from prestasi.accounts.middleware import actor_of
from prestasi.accounts.models import User
from prestasi.accounts.queries.standing import standing_of
from prestasi.accounts.session import ACTING_KEY
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.insight.live import topics
from prestasi.insight.live.hub import Hub
from prestasi.insight.live.stream import LiveStream
from prestasi.organization.models import UnitVersion


def build() -> LiveStream:
    """The application of this process."""
    topics.warm()
    return LiveStream(Hub(_conninfo(), _render, _widen), _Gate().allowed, settings.SESSION_COOKIE_NAME)


def _conninfo() -> str:
    params = connections["default"].get_connection_params()
    wanted = {"host", "port", "user", "password", "dbname", "sslmode"}
    return " ".join(f"{key}='{value}'" for key, value in params.items() if key in wanted and value not in (None, ""))


class _Gate:
    """Asks who may follow what, and remembers the answer for a few seconds."""

    KEEP = 4.0  # seconds

    def __init__(self) -> None:
        self.answers: dict[tuple[str, str], tuple[float, bool]] = {}

    async def allowed(self, session_key: str, topic: str) -> bool:
        asked, answer = self.answers.get((session_key, topic), (0.0, False))
        if time.monotonic() - asked > self.KEEP:
            answer = await _allowed(session_key, topic)
            self._keep(session_key, topic, answer)
        return answer

    def _keep(self, session_key: str, topic: str, answer: bool) -> None:
        now = time.monotonic()
        if len(self.answers) > 10_000:
            self.answers = {key: kept for key, kept in self.answers.items() if now - kept[0] <= self.KEEP}
        self.answers[session_key, topic] = (now, answer)


@sync_to_async
def _allowed(session_key: str, topic: str) -> bool:
    close_old_connections()
    found = topics.find(topic)
    actor = _actor(session_key) if found else None
    return bool(found and actor and found[0].may_follow(actor, found[1]))


@sync_to_async
def _widen(topic: str) -> list[str]:
    """A change in a unit concerns the boards of all units above, in every language."""
    return [heard for name in _concerned(topic) for heard in topics.in_all_languages(name)]


def _concerned(topic: str) -> list[str]:
    prefix, _, number = topic.partition(":")
    if prefix != "unit" or not number.isdigit():
        return [topic]
    close_old_connections()
    path = UnitVersion.objects.on(clock.today()).filter(unit=int(number)).values_list("path", flat=True).first()
    parts = [part for part in (path or "").split(".") if part]
    return [f"{prefix}:{part}" for part in parts for prefix in ("unit", "kendali", "kendali-baca")] or [topic]


def _actor(session_key: str) -> Actor | None:
    """The signed-in actor; None when the session ended, the password changed or the account was disabled."""
    data = SessionStore(session_key).load() if session_key else {}
    user = User.objects.filter(pk=data.get(SESSION_KEY, 0), is_active=True).first()
    if user is None or BACKEND_SESSION_KEY not in data:
        return None
    if not constant_time_compare(data.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return None
    standing = standing_of(user, clock.today())
    return None if standing.has_left else actor_of(user, standing, data.get(ACTING_KEY))


@sync_to_async
def _render(topic: str, changes: topics.Changes) -> str:
    close_old_connections()
    found = topics.find(topic)
    if found is None:
        return ""
    with translation.override(topics.language_of(topic)):
        return found[0].render(found[1], changes)
