"""P05 and P10: a receipt in full for those it concerns, and the bare check of number and hash for anyone."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from prestasi.audit.kinds import capacity_words
from prestasi.audit.models import Event
from prestasi.audit.permissions import can_read
from prestasi.audit.queries.trail import sentence_of, title_of
from prestasi.audit.verify import is_intact
from prestasi.core.actor import Actor

NUMBER = re.compile(r"PR-(\d{4})-(\d{7,12})")
SHORTEST_HASH = 12


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """Everything about one receipt, for its parties and auditors."""

    number: str
    at: dt.datetime
    hash: str
    title: str
    sentence: str
    actor: str
    capacity: str
    is_intact: bool


@dataclass(frozen=True, slots=True)
class PublicCheck:
    """What anyone may learn who holds number and hash: that it is genuine, what kind of act, when."""

    number: str
    title: str
    at: dt.datetime


def event_of(number: str) -> Event | None:
    """The event with this receipt number; the year in it must be the event's."""
    found = NUMBER.fullmatch(number.strip().upper())
    event = Event.objects.filter(pk=int(found[2])).first() if found else None
    return event if event and event.number == number.strip().upper() else None


def receipt_page(actor: Actor, number: str) -> ReceiptPage | None:
    """The receipt when the actor may read it, else None."""
    event = event_of(number) if actor.is_authenticated else None
    if event is None or not can_read(actor, event):
        return None
    return ReceiptPage(
        event.number, event.at, event.hash, title_of(event.kind), sentence_of(event.kind, event.payload),
        event.actor_name, capacity_words(event.capacity), is_intact(event.pk),
    )  # fmt: skip


def public_check(number: str, typed_hash: str) -> PublicCheck | None:
    """Genuine or not; a number that does not exist and a wrong hash are the same answer."""
    digits = "".join(c for c in typed_hash.lower() if c in "0123456789abcdef")
    event = event_of(number)
    if event is None or len(digits) < SHORTEST_HASH or not event.hash.startswith(digits) or not is_intact(event.pk):
        return None
    return PublicCheck(event.number, title_of(event.kind), event.at)
