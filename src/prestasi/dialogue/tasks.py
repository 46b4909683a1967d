"""Daily work: improvement plans for results that were settled in bulk, dialogues that follow a new superior."""

from __future__ import annotations

from prestasi.core import jobs
from prestasi.dialogue.actions.improvement import open_due
from prestasi.dialogue.actions.taking import follow_superiors


@jobs.app.periodic(cron="15 22 * * *")  # 05.15 WIB
@jobs.app.task(name="dialogue.daily", queueing_lock="dialogue.daily", pass_context=False)
def daily(timestamp: int) -> int:
    """Open what is due and follow the reporting lines; safe to run twice."""
    return open_due() + follow_superiors()
