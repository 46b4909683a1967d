"""The outbox as its keeper reads it: how much waits, since when, and what failed for good. No texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed
from prestasi.notices import states
from prestasi.notices.models import Letter, PushMessage

MOST = 50


@dataclass(frozen=True, slots=True)
class Trouble:
    """A letter that waits for another try, or that nobody will get unless it is sent again."""

    id: int
    kind: str
    person: str
    created_at: dt.datetime
    attempts: int
    answer: str
    is_dead: bool
    next_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Post:
    """The outbox; `pushed` are messages to devices of the last two weeks by state (waiting, sent, dead)."""

    waiting: int
    oldest_due: dt.datetime | None
    sending: int
    sent: int
    last_sent: dt.datetime | None
    dead: int
    troubles: tuple[Trouble, ...]
    pushed: Mapping[str, int]


def post_of(actor: Actor) -> Post:
    """Administrators of the whole agency. Three statements."""
    if not any(grant.role == "admin" and grant.unit_id is None for grant in actor.grants):
        raise NotAllowed(_("Surel keluar dikelola admin."), _("Admin instansi"))
    counted = Letter.objects.order_by().values("state").annotate(n=Count("pk"), due=Min("due_at"), last=Max("sent_at"))
    by_state: dict[str, Mapping[str, Any]] = {row["state"]: row for row in counted}
    due = by_state.get(states.WAITING, {}).get("due")
    return Post(
        waiting=_n(by_state, states.WAITING), oldest_due=due if due and due < clock.now() else None,
        sending=_n(by_state, states.SENDING), sent=_n(by_state, states.SENT),
        last_sent=by_state.get(states.SENT, {}).get("last"), dead=_n(by_state, states.DEAD), troubles=_troubles(),
        pushed=_pushed(),
    )  # fmt: skip


def _pushed() -> dict[str, int]:
    counted = PushMessage.objects.order_by().values("state").annotate(n=Count("pk")).values_list("state", "n")
    return dict.fromkeys((states.WAITING, states.SENT, states.DEAD), 0) | dict(counted)


def _n(by_state: Mapping[str, Mapping[str, Any]], state: str) -> int:
    return int(str(by_state.get(state, {}).get("n", 0)))


def _troubles() -> tuple[Trouble, ...]:
    failed = Letter.objects.filter(state__in=[states.DEAD, states.WAITING], attempts__gt=0).select_related("person")
    rows = failed.order_by("state", "-pk")[:MOST]
    return tuple(
        Trouble(
            row.pk, row.get_kind_display(), row.person.full_name, row.created_at, row.attempts, row.answer,
            row.state == states.DEAD, row.due_at,
        )
        for row in rows
    )  # fmt: skip
