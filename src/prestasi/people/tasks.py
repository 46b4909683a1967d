"""Each morning: requests whose answer is due."""

from __future__ import annotations

from prestasi.core import clock, jobs
from prestasi.people.actions.correction_clock import escalate_corrections


@jobs.app.periodic(cron="3 22 * * *")  # 05.03 WIB
@jobs.app.task(name="people.escalate_corrections", queueing_lock="people.escalate_corrections", pass_context=False)
def corrections(timestamp: int) -> int:
    return escalate_corrections(clock.today())
