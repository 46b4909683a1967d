"""From notices to messages on devices, decided beside the letters: same choices, same silence, same quiet hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.utils import translation

from prestasi.notices import wording_push
from prestasi.notices.models import Notice, PushMessage, PushSubscription
from prestasi.notices.push import keys
from prestasi.notices.queries.readers import Reader

Kind = PushMessage.Kind
# How long a push service may keep what a device that is off cannot receive.
KEPT_FOR = {
    Kind.DIGEST: dt.timedelta(hours=12), Kind.DEADLINE: dt.timedelta(hours=24), Kind.SECURITY: dt.timedelta(days=3),
    Kind.TRIAL: dt.timedelta(minutes=10),
}  # fmt: skip


def write_pushes(wanted: Iterable[tuple[Reader, Kind, Sequence[Notice]]], now: dt.datetime) -> int:
    """One message for each wanted group of notices and each device of its reader; answers how many. Two statements."""
    groups = list(wanted)
    devices = devices_of({reader.person_id for reader, _kind, _notices in groups}) if groups else {}
    messages = [
        message
        for reader, kind, notices in groups
        for message in _messages(reader, kind, notices, devices.get(reader.person_id, ()), now)
    ]
    PushMessage.objects.bulk_create(messages, ignore_conflicts=True)
    return len(messages)


def devices_of(people: Iterable[int]) -> dict[int, list[PushSubscription]]:
    """Devices that can be reached with the key of today, by person."""
    found: dict[int, list[PushSubscription]] = {}
    for device in PushSubscription.objects.filter(person__in=set(people), key_id=keys.key_id()).order_by("pk"):
        found.setdefault(device.person_id, []).append(device)
    return found


def _messages(
    reader: Reader, kind: Kind, notices: Sequence[Notice], devices: Iterable[PushSubscription], now: dt.datetime
) -> Iterator[PushMessage]:
    due_at = now if kind is Kind.SECURITY else reader.quiet.next_moment(now)
    with translation.override(reader.language):
        for device in devices:
            yield PushMessage(
                subscription=device, notice=notices[-1], kind=kind, body=wording_push.body(kind, notices),
                url=wording_push.page_of(kind, notices), effect_key=f"notice:{notices[-1].pk}:{device.pk}",
                due_at=due_at, expires_at=due_at + KEPT_FOR[kind],
            )  # fmt: skip
