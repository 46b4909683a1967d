"""Daily work: years that begin, late joiners into open periods, reminders before due dates, results that become final."""

from __future__ import annotations

import datetime as dt

from prestasi.core import clock, jobs
from prestasi.performance.actions import bulk_agree
from prestasi.performance.actions.daily import add_late_joiners, make_final, remind
from prestasi.performance.actions.year import begin_years


@jobs.app.periodic(cron="5 22 * * *")  # 05.05 WIB
@jobs.app.task(name="performance.daily", queueing_lock="performance.daily", pass_context=False)
def daily(timestamp: int) -> dict[str, int]:
    """Everything that happens once a day; safe to run twice."""
    day: dt.date = clock.today()
    return {"begun": begin_years(day), "joined": add_late_joiners(), "final": make_final(day), "reminded": remind(day)}


@jobs.app.task(name=bulk_agree.TASK, pass_context=False)
def agree_in_bulk(run_id: int) -> int:
    """Agree everything of one run; safe to run twice."""
    return bulk_agree.continue_bulk_agreement(run_id)
