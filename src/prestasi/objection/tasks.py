"""Daily work: reminders of open objections."""

from __future__ import annotations

from prestasi.core import clock, jobs
from prestasi.objection.actions.reminders import remind


@jobs.app.periodic(cron="20 22 * * *")  # 05.20 WIB
@jobs.app.task(name="objection.daily", queueing_lock="objection.daily", pass_context=False)
def daily(timestamp: int) -> int:
    """Safe to run twice."""
    return remind(clock.today())
