"""What a person has chosen about mail, devices and calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from prestasi.core.actor import Actor
from prestasi.notices.models import CalendarFeed, Letter, Mute, Notice, PushSubscription
from prestasi.notices.push import keys
from prestasi.notices.queries.readers import Reader, readers

MOST = 50


@dataclass(frozen=True, slots=True)
class Silenced:
    """A muted thread with the last notice it had."""

    thread: str
    text: str
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class SentLetter:
    subject: str
    kind: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Device:
    """A browser that is told news. `mark` lets the script know its own one; `is_silent` when its service fails."""

    id: int
    name: str
    mark: str
    since: dt.datetime
    reached_at: dt.datetime | None
    is_silent: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """The whole page. `feed_made_at` is None without a calendar address; `push_key` is what browsers subscribe with."""

    reader: Reader | None
    muted: tuple[Silenced, ...]
    sent: tuple[SentLetter, ...]
    feed_made_at: dt.datetime | None
    devices: tuple[Device, ...]
    push_key: str


def choices_of(actor: Actor) -> Choices:
    """Six statements."""
    me = actor.person_id or 0
    mutes = list(Mute.objects.filter(person=me).order_by("-since")[:MOST])
    named = Notice.objects.filter(person=me, thread__in=[m.thread for m in mutes]).order_by("pk")
    texts = dict(named.values_list("thread", "text"))
    feed = CalendarFeed.objects.filter(person=me).first()
    sent = Letter.objects.filter(person=me, state=Letter.State.SENT).order_by("-pk")[:8]
    return Choices(
        reader=readers([me]).get(me),
        muted=tuple(Silenced(m.thread, texts.get(m.thread, m.thread), m.since) for m in mutes),
        sent=tuple(SentLetter(row.subject, row.get_kind_display(), row.sent_at or row.due_at) for row in sent),
        feed_made_at=feed.made_at if feed else None, devices=_devices(me), push_key=keys.public_key(),
    )  # fmt: skip


def _devices(person: int) -> tuple[Device, ...]:
    rows = PushSubscription.objects.filter(person=person, key_id=keys.key_id()).order_by("-created_at", "-pk")
    return tuple(
        Device(row.pk, row.device_name, row.endpoint_hash, row.created_at, row.last_success_at, row.failures > 0)
        for row in rows
    )
