"""The one clock. Database time decides deadlines; tests and replays may travel."""

from __future__ import annotations

import datetime as dt
import time

from django.db import connection
from django.utils import timezone


def now() -> dt.datetime:
    """Moment of the running process, aware, UTC inside. For display and drafts."""
    return timezone.now()


def today() -> dt.date:
    """Date in the agency's zone."""
    return timezone.localdate()


def database_now() -> dt.datetime:
    """Moment by the database; decides whether a deadline has passed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def arrived(started: float) -> dt.datetime:
    """Moment by the database at which a request came in that was stamped `started` (monotonic seconds).

    Waiting for a slow upload or for a locked row does not cost anybody their deadline.
    """
    return database_now() - dt.timedelta(seconds=max(time.monotonic() - started, 0.0))
