"""Writing events. Always called inside the transaction of the act it records."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, connection, transaction

from prestasi import __version__
from prestasi.audit.kinds import KINDS
from prestasi.audit.models import Event, Idempotency
from prestasi.core.actor import Actor
from prestasi.core.collisions import once_more
from prestasi.core.receipt import Receipt


def record(
    kind: str,
    *,
    by: Actor,
    about: Any,
    subject: int | None = None,
    unit: int | None = None,
    capacity: str = "",
    payload: dict[str, Any] | None = None,
    next_step: str = "",
) -> Receipt:
    """Write one event about the model instance `about` and return its receipt.

    `kind` must be declared in `audit.kinds`; `subject` is the person concerned, `capacity` the relation or role in
    which `by` acted. Payload values must be JSON: numbers as text when they carry decimals.
    """
    if kind not in KINDS:
        raise LookupError(f"event kind {kind!r} is not declared in prestasi.audit.kinds")
    if not connection.in_atomic_block:
        raise RuntimeError("an event is written in the transaction of its act")
    event = Event.objects.create(
        kind=kind,
        actor_user_id=by.user_id,
        actor_person_id=by.person_id,
        actor_name=by.name,
        on_behalf_of_id=by.on_behalf_of,
        capacity=capacity or by.role,
        subject_person_id=subject,
        unit_id=unit,
        object_type=about._meta.label_lower,
        object_id=about.pk,
        payload=payload or {},
        request_id=by.request_id,
        code_version=__version__,
    )
    event.refresh_from_db(fields=["at", "hash"])
    return _receipt(event, next_step)


def _receipt(event: Event, next_step: str = "", *, repeated: bool = False) -> Receipt:
    return Receipt(event.pk, event.number, event.at, event.hash, event.kind, event.object_id, next_step, repeated)


def once(key: str | uuid.UUID | None, by: Actor, act: Callable[[], Receipt]) -> Receipt:
    """Do `act` in one transaction, at most once per form key; a repeated key returns the first receipt.

    When the database ends it in favour of another transaction (deadlock), it is done a second time from the start.
    """
    return once_more(lambda: _in_one_transaction(key, by, act))


def _in_one_transaction(key: str | uuid.UUID | None, by: Actor, act: Callable[[], Receipt]) -> Receipt:
    with transaction.atomic():
        if key is None or by.user_id is None:
            return act()
        claim, first = _claim(uuid.UUID(str(key)), by.user_id)
        if not first and claim.event is not None:
            return _receipt(claim.event, repeated=True)
        receipt = act()
        claim.event_id = receipt.event_id
        claim.save(update_fields=["event"])
        return receipt


def _claim(key: uuid.UUID, user_id: int) -> tuple[Idempotency, bool]:
    """Take the key; a concurrent holder is waited for by the unique index."""
    try:
        with transaction.atomic():
            return Idempotency.objects.create(key=key, user_id=user_id), True
    except IntegrityError:
        return Idempotency.objects.select_related("event").get(key=key, user_id=user_id), False
