"""*Dialog kinerja*: the employee and the superior; time passes between the acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

import time_machine

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Conflict, NotAllowed, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.dialogue.actions import schedule
from prestasi.dialogue.actions.record import confirm_dialogue, record_dialogue
from prestasi.dialogue.models import Dialogue
from prestasi.dialogue.queries.slots import at
from prestasi.dialogue.states import DIALOGUE, PENDING
from prestasi.organization.models import Holiday
from tests.machines.life import CLOCK, Machine, Model, Refused, Step, moved
from tests.world import NOW, World

SIDES = {"owner": "employee", "superior": "leader"}
FIRST = dt.date(2026, 10, 19)
REASON = "Ada rapat mendadak"
TO = {
    "proposed": "proposed", "agreed": "agreed", "rescheduled": "proposed", "cancelled": "cancelled",
    "missed": "missed", "recorded": "held",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Life(Model):
    asked_by: str
    slot: int
    sequence: int = 0
    confirmed: str = ""
    now: dt.datetime = NOW


class DialogueMachine(Machine):
    name = "dialogue"
    object_type = "dialogue.dialogue"
    acts = ("propose", "agree", "reschedule", "cancel", "miss", "record", "confirm", "wait")
    clients = ("owner", "superior", "head", "analyst", "peer", "stranger")
    versioned = frozenset({"agree", "reschedule"})
    ways = {
        "proposed": (),
        "agreed": (("agree", "superior"),),
        "held": (("agree", "superior"), ("wait", CLOCK), ("record", "superior")),
        "confirmed": (("agree", "superior"), ("wait", CLOCK), ("record", "superior"), ("confirm", "owner")),
        "due": (("agree", "superior"), ("wait", CLOCK)),
    }
    pairs = (
        ("proposed", ("agree", "superior"), ("cancel", "owner")),
        ("proposed", ("agree", "superior"), ("reschedule", "owner")),
        ("agreed", ("cancel", "owner"), ("cancel", "superior")),
        ("agreed", ("reschedule", "owner"), ("reschedule", "superior")),
        ("due", ("record", "owner"), ("record", "superior")),
        ("due", ("record", "superior"), ("miss", "owner")),
        ("due", ("record", "superior"), ("cancel", "owner")),
        ("held", ("confirm", "owner"), ("record", "superior")),
        ("held", ("confirm", "owner"), ("record", "owner")),
    )
    begun = 0

    def __init__(self, world: World) -> None:
        super().__init__(world)
        for day in (dt.date(2026, 10, 14), dt.date(2027, 1, 1)):
            Holiday.objects.get_or_create(date=day, defaults={"name": "Hari libur", "kind": "national"})

    def begin(self) -> Life:
        """Every beginning has an hour of its own, since the superior is the same."""
        self.hire()
        self.minute = 30 * (self.begun % 36)
        type(self).begun += 1
        self._propose("owner", 0)
        return Life(state="proposed", lock=1, asked_by="employee", slot=0)

    def moment(self, model: Life) -> AbstractContextManager[object]:
        return time_machine.travel(model.now, tick=True)

    def starts_at(self, slot: int) -> dt.datetime:
        """The slot-th working day from 19 October on."""
        weeks, day = divmod(slot, 5)
        moment = at(FIRST + dt.timedelta(weeks=weeks, days=day), dt.time(5))
        return moment + dt.timedelta(minutes=self.minute)

    def may_try(self, act: str) -> tuple[str, ...]:
        return (CLOCK,) if act == "wait" else self.clients

    def refusal(self, model: Life, step: Step) -> Refused:
        if step.act == "wait":
            return Closed if model.state not in PENDING or self._has_begun(model) else None
        if step.act == "propose":
            return self._opening(model, step.who)
        if step.who not in SIDES:
            return NotVisible
        if not may_move(DIALOGUE, step.act, model.state):
            return Closed
        is_old = step.seen != model.lock
        if step.act in self.versioned and is_old:
            return Conflict
        if step.act == "agree" and SIDES[step.who] == model.asked_by:
            return NotAllowed
        if step.act in {"miss", "record"} and not self._has_begun(model):
            return Closed
        if step.act in {"record", "confirm"} and is_old:
            return Conflict
        return Closed if step.act == "confirm" and SIDES[step.who] == model.confirmed else None

    def _opening(self, model: Life, who: str) -> Refused:
        if who in {"peer", "stranger"}:
            return NotVisible
        if who not in SIDES:
            return NotAllowed
        return Conflict if model.state in PENDING else None

    def _has_begun(self, model: Life) -> bool:
        return model.now >= self.starts_at(model.slot)

    def after(self, model: Life, step: Step) -> Life:
        if step.act == "wait":
            return replace(model, now=self.starts_at(model.slot) + dt.timedelta(minutes=30))
        side = SIDES[step.who]
        if step.act == "propose":
            fresh = Life(state="proposed", lock=1, asked_by=side, slot=step.pick)
            return replace(fresh, now=model.now)
        state = DIALOGUE[step.act].after(model.state)
        every: dict[str, dict[str, Any]] = {
            "reschedule": {"asked_by": side, "slot": step.pick, "sequence": model.sequence + 1},
            "cancel": {"sequence": model.sequence + 1}, "miss": {"sequence": model.sequence + 1},
            "record": {"confirmed": side},
        }  # fmt: skip
        changes = every.get(step.act, {})
        return moved(model, state=state, **changes)

    def pick(self, model: Life, drawn: int) -> int:
        """A day after the present one and after the one asked for."""
        return model.slot + 1

    def do(self, step: Step) -> Receipt | None:
        if step.act == "wait":
            return None
        if step.act == "propose":
            return self._propose(step.who, step.pick, step.key)
        given: dict[str, Any] = {"by": self.actor(step.who), "dialogue_id": self.pk, "key": step.key}
        match step.act:
            case "agree":
                return schedule.agree_dialogue(lock_version=step.seen, **given)
            case "reschedule":
                return schedule.reschedule_dialogue(
                    starts_at=self.starts_at(step.pick), lock_version=step.seen, **given
                )
            case "cancel":
                return schedule.cancel_dialogue(reason=REASON, **given)
            case "miss":
                return schedule.miss_dialogue(reason=REASON, **given)
            case "record":
                return record_dialogue(
                    notes=f"Catatan {step.who}", agreed=(), next_on=None, lock_version=step.seen, **given
                )
            case _:
                return confirm_dialogue(lock_version=step.seen, **given)

    def _propose(self, who: str, slot: int, key: str | None = None) -> Receipt:
        person = self.world.people[self.key].pk
        receipt = schedule.propose_dialogue(
            by=self.actor(who), person_id=person, starts_at=self.starts_at(slot), key=key
        )
        self.pk = receipt.object_id or 0
        return receipt

    def row(self) -> Any:
        row = Dialogue.objects.get(pk=self.pk)
        pending = Dialogue.objects.filter(person=row.person_id, kind=row.kind, state__in=PENDING).count()
        assert pending == (row.state in PENDING)
        assert (row.state == "confirmed") == bool(row.employee_confirmed_at and row.leader_confirmed_at)
        return row.state, row.starts_at, row.sequence, row.lock_version

    def expected_row(self, model: Life) -> Any:
        return model.state, self.starts_at(model.slot), model.sequence, model.lock

    def fold(self, events: Sequence[Event]) -> Any:
        state, starts, sequence = "", "", 0
        for event in events:
            kind = event.kind.split(".")[1]
            state = TO.get(kind) or event.payload["state"]
            starts = event.payload.get("starts_at", starts)
            sequence = event.payload.get("sequence", sequence)
        return state, dt.datetime.fromisoformat(starts), sequence
