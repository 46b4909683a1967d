"""Daily work: late joiners into open periods, reminders before due dates, results that become final."""

from __future__ import annotations

import datetime as dt

from prestasi.core import clock, jobs
from prestasi.performance.actions.daily import add_late_joiners, make_final, remind


@jobs.app.periodic(cron="5 22 * * *")  # 05.05 WIB
@jobs.app.task(name="performance.daily", queueing_lock="performance.daily", pass_context=False)
def daily(timestamp: int) -> dict[str, int]:
    """Everything that happens once a day; safe to run twice."""
    day: dt.date = clock.today()
    return {"joined": add_late_joiners(), "final": make_final(day), "reminded": remind(day)}
