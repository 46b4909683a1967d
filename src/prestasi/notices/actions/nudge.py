"""Reminding with limits: three times at most with growing gaps, then once the person who can unblock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils import translation

from prestasi.notices.actions.notify import notify_many
from prestasi.notices.models import Notice, Nudge
from prestasi.notices.queries.readers import languages

MOST = 3
ESCALATED = 4
# Days that must lie between a reminder and the one before it; the fourth goes to the person above.
GAPS = {2: 2, 3: 3, ESCALATED: 5}
LOCK = 0x6E756467


@dataclass(frozen=True, slots=True)
class Item:
    """One thing somebody has to do. `words` and `above_words` are called in the reader's language.

    `key` reads like an effect key without its rest: `rating.due:<period>:<rater>`.
    """

    key: str
    person_id: int
    words: Callable[[], str]
    url: str
    due_on: dt.date | None = None
    above_id: int | None = None
    above_words: Callable[[], str] | None = None
    above_url: str = ""


@dataclass(slots=True)
class Nudged:
    """What a round did: notices to those who have to act, to those above them, and items held back by the limits."""

    sent: list[int] = field(default_factory=list)
    escalated: list[int] = field(default_factory=list)
    held: int = 0


def next_rank(ranks: dict[int, dt.datetime], now: dt.datetime) -> int | None:
    """The rank of the next reminder of an item with these reminders; None while its gap lasts, or after the last."""
    rank = max(ranks, default=0) + 1
    if rank > ESCALATED:
        return None
    if rank > 1 and (now - ranks[rank - 1]) < dt.timedelta(days=GAPS[rank]) - dt.timedelta(hours=1):
        return None
    return rank


def sent_so_far(keys: Iterable[str]) -> dict[str, dict[int, dt.datetime]]:
    """Item -> rank -> when. One statement."""
    found: dict[str, dict[int, dt.datetime]] = {}
    for item, rank, at in Nudge.objects.filter(item__in=list(keys)).values_list("item", "rank", "at"):
        found.setdefault(item, {})[rank] = at
    return found


def nudge_many(items: Iterable[Item], now: dt.datetime) -> Nudged:
    """Remind of every item that may be reminded of now. Two rounds at the same moment count as one."""
    wanted = {item.key: item for item in items}
    done = Nudged()
    with transaction.atomic():
        _one_at_a_time()
        ranks = sent_so_far(wanted)
        due = [(item, next_rank(ranks.get(key, {}), now)) for key, item in wanted.items()]
        speak = languages(person for item, rank in due if rank for person in (item.person_id, item.above_id or 0))
        for item, rank in due:
            if rank is None or (rank == ESCALATED and item.above_id is None):
                done.held += 1
            else:
                (done.escalated if rank == ESCALATED else done.sent).append(item.person_id)
        taken = [(item, rank) for item, rank in due if rank and (rank < ESCALATED or item.above_id)]
        notify_many([_notice(item, rank, speak) for item, rank in taken])
        Nudge.objects.bulk_create([_row(item, rank, now) for item, rank in taken])
    return done


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _reader(item: Item, rank: int) -> int:
    return item.above_id if rank == ESCALATED and item.above_id else item.person_id


def _notice(item: Item, rank: int, speak: dict[int, str]) -> Notice:
    who, is_above = _reader(item, rank), rank == ESCALATED
    with translation.override(speak.get(who, "id")):
        text = (item.above_words or item.words)() if is_above else item.words()
    return Notice(
        person_id=who, kind="blocked" if is_above else item.key.split(":")[0], text=text[:240],
        url=item.above_url if is_above else item.url, due_on=item.due_on, effect_key=f"{item.key}:{rank}"[:120],
    )  # fmt: skip


def _row(item: Item, rank: int, now: dt.datetime) -> Nudge:
    return Nudge(item=item.key, rank=rank, person_id=_reader(item, rank), at=now)
