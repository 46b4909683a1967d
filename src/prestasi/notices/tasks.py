"""The post: every minute what is ripe is written, what is due is sent. Safe to run twice and to die in."""

from __future__ import annotations

from prestasi.core import clock, jobs
from prestasi.notices.actions.devices import SEND_NOW, forget_after_security
from prestasi.notices.actions.post import post_letters, take_up_orphans
from prestasi.notices.actions.push import drop_old, push_messages, take_up_pushes
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


@jobs.app.periodic(cron="* * * * *")
@jobs.app.task(name="notices.push", queueing_lock="notices.push", pass_context=False)
def push(timestamp: int) -> dict[str, int]:
    """One round to the devices, apart from the letters, so that neither waits for a slow server of the other."""
    forgotten, taken_up = forget_after_security(clock.now()), take_up_pushes()
    pushed, dropped = push_messages(), drop_old()
    return {
        "forgotten": forgotten, "taken_up": taken_up, "sent": pushed.sent, "failed": pushed.failed, "old": dropped,
    }  # fmt: skip


@jobs.app.task(name=SEND_NOW)
def push_now() -> dict[str, int]:
    """What somebody is waiting for in front of the screen."""
    pushed = push_messages()
    return {"sent": pushed.sent, "failed": pushed.failed}
