"""How long a session lasts: eight hours, prolonged as often as the person asks, at most for a day (WCAG 2.2.1)."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.http import HttpRequest

from prestasi.core import clock

STARTED, ENDS = "started_at", "ends_at"
LONGEST = dt.timedelta(hours=24)


def begin(request: HttpRequest) -> None:
    """Write down when the session started and when it ends."""
    now = clock.now().timestamp()
    request.session[STARTED], request.session[ENDS] = now, now + settings.SESSION_COOKIE_AGE


def seconds_left(request: HttpRequest) -> int | None:
    """Until the end; None for a session that has not been written down."""
    ends: float | None = request.session.get(ENDS)
    return None if ends is None else max(int(ends - clock.now().timestamp()), 0)


def extend(request: HttpRequest) -> int:
    """The whole time again; the seconds that are left now."""
    now = clock.now().timestamp()
    latest = request.session.get(STARTED, now) + LONGEST.total_seconds()
    ends = min(now + settings.SESSION_COOKIE_AGE, latest)
    request.session[ENDS] = ends
    request.session.set_expiry(max(int(ends - now), 1))
    return int(ends - now)
