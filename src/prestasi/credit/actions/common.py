"""What the acts on an account do alike: lock, check the state, decide as a second person, record, tell."""

from __future__ import annotations

import uuid
from typing import TypeVar

from django.utils.translation import gettext as _

from prestasi.accounts.queries.language import speaking_to
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.core.moves import Machine, may_move
from prestasi.credit.models import Balance
from prestasi.credit.permissions import check_may_decide, check_may_read
from prestasi.notices.actions.notify import notify
from prestasi.people.models import Assignment, Person

Key = str | uuid.UUID | None
Row = TypeVar("Row", bound=Balance)
SHORTEST_REASON = 10


def locked(by: Actor, model: type[Row], pk: int) -> Row:
    """The row, locked, within sight; the account first, as every act on it does."""
    rows = model._default_manager.filter(pk=pk)
    person = rows.values_list("person", flat=True).first()
    if person is not None:
        lock_person(person)
    found = rows.select_for_update(of=("self",)).select_related("person").first()
    if found is None:
        raise NotVisible
    check_may_read(by, found.person_id)
    return found


def lock_person(person_id: int) -> Person:
    """Acts on one account wait for each other."""
    found = Person.objects.select_for_update().filter(pk=person_id).first()
    if found is None:
        raise NotVisible
    return found


def check_state(life: Machine, act: str, row: Balance) -> None:
    state = str(row.state)  # type: ignore[attr-defined]
    if not may_move(life, act, state):
        raise Closed(_("Pengajuan ini sudah berstatus “%s”.") % row.get_state_display())  # type: ignore[attr-defined]


def decide(by: Actor, life: Machine, act: str, row: Balance, reason: str = "") -> str:
    """Gate, state, then the row as decided (not saved); answers the capacity."""
    capacity = check_may_decide(by, row)
    check_state(life, act, row)
    row.state = life[act].after(row.state)  # type: ignore[attr-defined]
    row.decided_by_id, row.decided_at, row.decision_reason = by.person_id, clock.now(), reason.strip()
    return capacity


def check_reason(reason: str, name: str = "reason") -> str:
    """The reason without blanks; Invalid when it is too short to be read years later."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid({name: _("Tulis alasannya, paling sedikit 10 huruf.")})
    return reason.strip()


def unit_of(person_id: int) -> int | None:
    """The unit of the definitive post today, for the event."""
    held = Assignment.objects.on(clock.today()).filter(person=person_id, kind="definitive")
    return held.values_list("unit", flat=True).first()


def tell(person_id: int | None, kind: str, words: str, row: Balance, url: str) -> None:
    """One notice in the reader's language; `words` may name %(name)s and %(number)s."""
    if person_id is None:
        return
    with speaking_to(person_id):
        text = _(words) % {"name": row.person.full_name, "number": row.number}
        notify(
            person_id=person_id, kind=kind, text=text[:240], url=url, effect_key=f"{kind}:{row.pk}:{person_id}",
        )  # fmt: skip
