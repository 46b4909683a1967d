"""Daily work: years that begin, late joiners, reminders before due dates, results that become final."""

from __future__ import annotations

import datetime as dt

from prestasi.core import clock, jobs
from prestasi.performance.actions import bulk_agree
from prestasi.performance.actions.daily import add_late_joiners, make_final, remind
from prestasi.performance.actions.picture_prints import add_missing_prints
from prestasi.performance.actions.year import begin_years


@jobs.app.periodic(cron="5 22 * * *")  # 05.05 WIB
@jobs.app.task(name="performance.daily", queueing_lock="performance.daily", pass_context=False)
def daily(timestamp: int) -> dict[str, int]:
    """Everything that happens once a day; safe to run twice."""
    day: dt.date = clock.today()
    return {"begun": begin_years(day), "joined": add_late_joiners(), "final": make_final(day), "reminded": remind(day)}


@jobs.app.task(name=bulk_agree.TASK, pass_context=False, retry=jobs.AGAIN)
def agree_in_bulk(run_id: int) -> int:
    """Agree everything of one run; safe to run twice."""
    return bulk_agree.continue_bulk_agreement(run_id)


@jobs.app.periodic(cron="40 18 * * *")  # 01.40 WIB
@jobs.app.task(name="performance.print_pictures", queueing_lock="performance.print_pictures", pass_context=False)
def print_pictures(timestamp: int = 0, after: int = 0) -> int:
    """Prints for pictures without one, two hundred at a time; safe to run twice."""
    done, further = add_missing_prints(after)
    while further is not None:
        more, further = add_missing_prints(further)
        done += more
    return done
