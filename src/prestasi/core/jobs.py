"""Background work, kept in the same PostgreSQL as everything else.

An app's `tasks.py` declares its tasks with `@jobs.app.task(...)`; each loads by id and calls one action. `defer` inside
a transaction puts the job into that transaction: it exists when the act does, and never when the act was rolled back.
A job may run twice (its worker may die after the work, before the mark), so every task must be idempotent.

    @jobs.app.task(name="notices.send", queue="mail")
    def send(notice_id: int) -> None: ...

    send.defer(notice_id=notice.id)
"""

from django.db import InterfaceError, OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

STALLED_AFTER_S = 30
MOST_ATTEMPTS = 5
KEEP_DONE_HOURS = 24 * 14

# For long jobs: two that write the same counts may wait for each other, and the database then ends one of them.
AGAIN = RetryStrategy(
    max_attempts=MOST_ATTEMPTS, wait=1, linear_wait=2, retry_exceptions=[OperationalError, InterfaceError]
)

__all__ = ["AGAIN", "KEEP_DONE_HOURS", "MOST_ATTEMPTS", "STALLED_AFTER_S", "app"]
