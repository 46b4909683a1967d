"""*Pembukaan periode*: prepared and proposed by an analyst, decided by a second person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from prestasi.accounts.models import RoleGrant
from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Conflict, NotAllowed, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.fairness.actions import openings
from prestasi.fairness.models import PeriodOpening
from prestasi.fairness.states import OPENING
from prestasi.performance.models import Cycle, Period
from tests.machines.life import Machine, Model, Refused, Step, moved
from tests.web.access.cast import newcomer
from tests.world import LONG_AGO, World

OFFICE = frozenset({"analyst", "colleague", "admin", "auditor"})
TO = {"proposed": "proposed", "withdrawn": "withdrawn", "refused": "refused", "opened": "approved"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Life(Model):
    proposed_by: str = "analyst"
    is_open: bool = False


class OpeningMachine(Machine):
    name = "opening"
    object_type = "fairness.periodopening"
    acts = ("propose", "withdraw", "approve", "refuse")
    clients = ("analyst", "colleague", "admin", "auditor", "head", "employee")
    ways = {
        "prepared": (),
        "proposed": (("propose", "analyst"),),
        "approved": (("propose", "analyst"), ("approve", "admin")),
        "refused": (("propose", "analyst"), ("refuse", "admin")),
        "withdrawn": (("withdraw", "analyst"),),
    }
    pairs = (
        ("proposed", ("approve", "admin"), ("refuse", "colleague")),
        ("proposed", ("approve", "admin"), ("withdraw", "analyst")),
        ("proposed", ("approve", "admin"), ("approve", "colleague")),
        ("prepared", ("propose", "analyst"), ("withdraw", "colleague")),
        ("prepared", ("propose", "analyst"), ("propose", "colleague")),
    )
    years = 0

    def __init__(self, world: World) -> None:
        super().__init__(world)
        if "colleague" not in world.people:
            newcomer(world, "colleague", "bkpp")
            RoleGrant.objects.create(
                user=world.users["colleague"], role="analyst", valid_from=LONG_AGO, reason="analis kedua"
            )

    def begin(self) -> Life:
        """A period of its own: in the year after the last one."""
        year = 2027 + Cycle.objects.filter(year__gt=2026).count()
        cycle = Cycle.objects.create(year=year, state="open", plan_due_on=dt.date(year, 1, 31))
        ends = dt.date(year, 3, 31)
        dues = [ends + dt.timedelta(days=n) for n in (10, 12, 19)]
        self.period = Period.objects.create(
            cycle=cycle, kind="quarter", number=1, starts_on=dt.date(year, 1, 1), ends_on=ends, self_due_on=dues[0],
            rating_due_on=dues[1], confirm_due_on=dues[2], state="ahead", release="each",
        )  # fmt: skip
        terms = openings.Terms("performance-2022", *dues)
        made = openings.prepare_opening(by=self.actor("analyst"), period_id=self.period.pk, terms=terms)
        self.pk = made.pk
        return Life(state="prepared", lock=made.lock_version)

    def refusal(self, model: Life, step: Step) -> Refused:
        if step.who not in OFFICE:
            return NotVisible
        makes = step.act in {"propose", "withdraw"}
        if step.who == "auditor" or (makes and step.who == "admin"):
            return NotAllowed
        if not makes and step.who == model.proposed_by:
            return NotAllowed
        if not may_move(OPENING, step.act, model.state):
            return Closed
        return Conflict if not makes and step.seen != model.lock else None

    def after(self, model: Life, step: Step) -> Life:
        if step.act == "propose":
            model = replace(model, proposed_by=step.who)
        return moved(model, state=OPENING[step.act].after(model.state), is_open=step.act == "approve")

    def do(self, step: Step) -> Receipt:
        given: dict[str, Any] = {"by": self.actor(step.who), "opening_id": self.pk, "key": step.key}
        match step.act:
            case "propose":
                return openings.propose_opening(**given)
            case "withdraw":
                return openings.withdraw_opening(**given)
            case "approve":
                return openings.approve_opening(lock_version=step.seen, **given)
            case _:
                return openings.refuse_opening(lock_version=step.seen, reason="Tanggalnya libur.", **given)

    def row(self) -> Any:
        row = PeriodOpening.objects.get(pk=self.pk)
        assert row.decided_by_id != row.proposed_by_id
        return row.state, Period.objects.get(pk=self.period.pk).state == "open", row.lock_version

    def expected_row(self, model: Life) -> Any:
        return model.state, model.is_open, model.lock

    def events(self) -> list[Event]:
        opened = Event.objects.filter(kind="period.opened", payload__opening=self.pk)
        return sorted([*super().events(), *opened], key=lambda event: event.pk)

    def fold(self, events: Sequence[Event]) -> Any:
        """A draft is nobody's act yet, so it has no event."""
        state = "prepared"
        for event in events:
            state = TO[event.kind.split(".")[1]]
        return state, state == "approved"
