"""Daily work: rounds whose last day has passed are closed; keys that are no longer needed are destroyed."""

from __future__ import annotations

from prestasi.colleagues.actions.release import close_overdue, destroy_spent_keys
from prestasi.core import jobs


@jobs.app.periodic(cron="10 17 * * *")  # 00.10 WIB
@jobs.app.task(name="colleagues.daily", queueing_lock="colleagues.daily", pass_context=False)
def daily(timestamp: int) -> dict[str, int]:
    """Safe to run twice."""
    return {"closed": close_overdue(), "keys": destroy_spent_keys()}
