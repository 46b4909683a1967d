"""The one clock. Database time decides deadlines; tests and replays may travel."""

from __future__ import annotations

import datetime as dt

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
