"""The post: every minute what is ripe is written, what is due is sent. Safe to run twice and to die in."""

from __future__ import annotations

from prestasi.core import clock, jobs
from prestasi.notices.actions.post import post_letters, take_up_orphans
from prestasi.notices.actions.security import tell_security
from prestasi.notices.actions.writing import write_letters


@jobs.app.periodic(cron="* * * * *")
@jobs.app.task(name="notices.post", queueing_lock="notices.post", pass_context=False)
def post(timestamp: int) -> dict[str, int]:
    """One round of the post."""
    now = clock.now()
    told, written = tell_security(now), write_letters(now)
    taken_up, posted = take_up_orphans(), post_letters()
    return {"told": told, "written": written, "taken_up": taken_up, "sent": posted.sent, "failed": posted.failed}
