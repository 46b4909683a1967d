"""Handing messages to push services: claimed, marked before and after, taken up again when a worker dies.

The promise is that of the letters (see `post`): nothing is lost, and what is handed over twice carries the same tag, so
that on the device the second replaces the first. A device that its service does not know any more is forgotten.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from dataclasses import dataclass, field

from django.db import connection, transaction
from urllib3.exceptions import HTTPError

from prestasi.core import clock
from prestasi.notices import states
from prestasi.notices.actions.devices import forget
from prestasi.notices.models import Notice, PushMessage, PushSubscription
from prestasi.notices.push.addresses import Unsafe
from prestasi.notices.push.service import Answer, Sending, deliver, tag_of
from prestasi.notices.queries.readers import readers

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
LONGEST_WAIT = dt.timedelta(hours=6)
ORPHANED_AFTER = dt.timedelta(seconds=30)
KEPT_FOR = dt.timedelta(days=14)
ROUND_S = 50
GONE = {404, 410}
# 401 and 403 speak of our key or our clock, which can be mended: the device is not to blame.
FOR_NOW = {401, 403, 408, 425, 429}
MOST_FAILURES = 40
DROPPED, UNREACHABLE = "dropped", "unreachable"

CLAIM = """
UPDATE notices_pushmessage SET state = 'sending', attempts = attempts + 1, claimed_at = %(now)s
WHERE id = (
  SELECT id FROM notices_pushmessage
  WHERE state = 'waiting' AND due_at <= %(now)s AND subscription_id <> ALL(%(silent)s)
  ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, attempts, subscription_id
"""


@dataclass(slots=True)
class Pushed:
    """What one round did; `silent` are devices whose service did not answer, left alone until the next round."""

    sent: int = 0
    failed: int = 0
    silent: list[int] = field(default_factory=list)


def push_messages(*, at_most: int = 2000) -> Pushed:
    """Send what is due, oldest first, for most of a minute at most."""
    done, until = Pushed(), time.monotonic() + ROUND_S
    while done.sent + done.failed < at_most and time.monotonic() < until:
        claimed = _claim(clock.now(), done.silent)
        if claimed is None:
            break
        message_id, attempt, device_id = claimed
        outcome = _hand_over(message_id, attempt)
        done.sent, done.failed = done.sent + (outcome == states.SENT), done.failed + (outcome != states.SENT)
        if outcome == UNREACHABLE:
            done.silent.append(device_id)
    return done


def take_up_pushes(*, after: dt.timedelta = ORPHANED_AFTER) -> int:
    """Messages whose worker died while sending go back to the queue; a living worker holds the lock of its own."""
    with transaction.atomic():
        held = PushMessage.objects.select_for_update(skip_locked=True)
        old = held.filter(state=states.SENDING, claimed_at__lt=clock.now() - after)
        return PushMessage.objects.filter(pk__in=[pk for (pk,) in old.values_list("pk")]).update(state=states.WAITING)


def drop_old() -> int:
    """Messages that were sent or given up two weeks ago say nothing any more."""
    settled = PushMessage.objects.filter(state__in=[states.SENT, states.DEAD])
    return settled.filter(due_at__lt=clock.now() - KEPT_FOR).delete()[0]


def _claim(now: dt.datetime, silent: list[int]) -> tuple[int, int, int] | None:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"now": now, "silent": silent})
        return cursor.fetchone()


def _hand_over(message_id: int, attempt: int) -> str:
    """Send one claimed message under its lock; the mark is committed before the next one is taken."""
    with transaction.atomic():
        mine = PushMessage.objects.select_for_update(skip_locked=True, of=("self",))
        found = mine.filter(pk=message_id, state=states.SENDING, attempts=attempt)
        message = found.select_related("subscription", "notice").first()
        if message is None:
            return states.WAITING
        if not _is_wanted(message):
            message.delete()
            return DROPPED
        if message.expires_at <= clock.now():
            return _put_back(message, states.DEAD, "expired")
        return _send(message)


def _is_wanted(message: PushMessage) -> bool:
    """Whoever has read it meanwhile, or has left, is told nothing."""
    person = message.subscription.person_id
    if not readers([person])[person].is_reachable:
        return False
    if message.kind == PushMessage.Kind.DIGEST:
        return Notice.objects.filter(person=person, read_at__isnull=True).exists()
    return message.notice is None or message.kind == PushMessage.Kind.SECURITY or message.notice.read_at is None


def _send(message: PushMessage) -> str:
    try:
        answer = deliver(_sending(message))
    except Unsafe as unsafe:
        forget(message.subscription, why=str(unsafe))
        return DROPPED
    except (OSError, HTTPError) as trouble:
        _count_failure(message)
        _put_back(message, _after_failure(message), f"{type(trouble).__name__}: {trouble}")
        return UNREACHABLE
    return _settle(message, answer)


def _sending(message: PushMessage) -> Sending:
    device = message.subscription
    left = int((message.expires_at - clock.now()).total_seconds())
    return Sending(
        device.endpoint, device.public_key, device.auth, tag_of(message.effect_key), message.body, message.url,
        message.kind, left,
    )  # fmt: skip


def _settle(message: PushMessage, answer: Answer) -> str:
    said = f"{answer.status} {answer.words}".strip()
    if answer.status < 300:
        return _sent(message)
    if answer.status in GONE:
        forget(message.subscription, why=str(answer.status))
        return DROPPED
    _count_failure(message)
    is_for_now = answer.status >= 500 or answer.status in FOR_NOW
    return _put_back(message, _after_failure(message) if is_for_now else states.DEAD, said, answer.wait_s)


def _sent(message: PushMessage) -> str:
    message.state, message.sent_at, message.answer = states.SENT, clock.now(), ""
    message.save(update_fields=["state", "sent_at", "answer"])
    PushSubscription.objects.filter(pk=message.subscription_id).update(last_success_at=message.sent_at, failures=0)
    return states.SENT


def _count_failure(message: PushMessage) -> None:
    device = message.subscription
    device.failures = min(device.failures + 1, MOST_FAILURES)
    PushSubscription.objects.filter(pk=device.pk).update(failures=device.failures)


def _after_failure(message: PushMessage) -> str:
    return states.DEAD if message.attempts >= MOST_ATTEMPTS else states.WAITING


def _put_back(message: PushMessage, state: str, answer: str, wait_s: int = 0) -> str:
    wait = min(dt.timedelta(minutes=4 ** (min(message.attempts, 6) - 1)), LONGEST_WAIT)
    message.state, message.answer = state, answer[:240]
    message.due_at = clock.now() + max(wait, dt.timedelta(seconds=wait_s))
    message.save(update_fields=["state", "due_at", "answer"])
    if message.subscription.failures >= MOST_FAILURES:
        forget(message.subscription, why="unreachable")
        return DROPPED
    if state == states.DEAD:
        log.warning("message %s to a device is given up after %s attempts: %s", message.pk, message.attempts, answer)
    return state
