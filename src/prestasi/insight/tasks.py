"""Each morning: who has no plan yet."""

from __future__ import annotations

from prestasi.core import clock, jobs
from prestasi.insight.actions.counting import count_unplanned


@jobs.app.periodic(cron="1 22 * * *")  # 05.01 WIB
@jobs.app.task(name="insight.count_unplanned", queueing_lock="insight.count_unplanned", pass_context=False)
def count_staff(timestamp: int) -> int:
    return count_unplanned(clock.today())
