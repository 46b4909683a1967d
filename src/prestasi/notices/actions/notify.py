"""Writing into somebody's inbox. Always inside the transaction of the act that causes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from prestasi.core import clock, live
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.notices.models import Notice


def notify(
    *,
    person_id: int,
    kind: str,
    text: str,
    effect_key: str,
    why: str = "",
    url: str = "",
    due_on: dt.date | None = None,
) -> None:
    """One notice for one person; a known `effect_key` is not written again."""
    notify_many([
        Notice(person_id=person_id, kind=kind, text=text, why=why, url=url, due_on=due_on, effect_key=effect_key)
    ])  # fmt: skip


def notify_many(notices: Iterable[Notice]) -> int:
    """Write notices in one statement, each effect once; answers how many were offered."""
    offered = list(notices)
    Notice.objects.bulk_create(offered, ignore_conflicts=True, batch_size=1000)
    if len(offered) <= 20:
        for notice in offered:
            live.publish(f"person:{notice.person_id}", {"kind": "notice"})
    return len(offered)


def mark_read(*, by: Actor, notice_id: int) -> Notice:
    """Mark one own notice as read; reading it again changes nothing."""
    notice = Notice.objects.filter(pk=notice_id, person=by.person_id).first()
    if notice is None:
        raise NotVisible
    if notice.read_at is None:
        notice.read_at = clock.now()
        notice.save(update_fields=["read_at"])
    return notice


def mark_all_read(*, by: Actor) -> int:
    """Mark all own notices as read; answers how many were unread."""
    return Notice.objects.filter(person=by.person_id, read_at__isnull=True).update(read_at=clock.now())
