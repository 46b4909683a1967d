"""*Koreksi atasan*: asked by the employee or the present superior, decided by an analyst who did not ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from prestasi.accounts.models import RoleGrant
from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.organization.models import Holiday
from prestasi.people.actions.correction import decide_correction, request_correction
from prestasi.people.models import CorrectionRequest
from prestasi.people.queries.superior import superior_of
from tests.machines.life import Machine, Model, Refused, Step
from tests.web.access.cast import newcomer
from tests.world import LONG_AGO, TODAY, World

LEADERS = ("superior", "head")
ANALYSTS = frozenset({"analyst", "colleague"})
OUT_OF_SIGHT = frozenset({"peer", "stranger"})
REASON = "Sejak mutasi tugas saya diberikan pimpinan lain."


@dataclass(frozen=True, slots=True, kw_only=True)
class Life(Model):
    """`lock` stays 0: a request is decided as it was asked. `laid` is the superior whom this request brought."""

    leader: str
    asked_by: str
    proposed: str
    laid: str = ""


class CorrectionMachine(Machine):
    name = "correction"
    object_type = "people.correctionrequest"
    acts = ("ask", "accept", "refuse")
    clients = ("owner", "superior", "head", "analyst", "colleague", "admin", "auditor", "peer", "stranger")
    ways = {
        "open": (),
        "accepted": (("accept", "analyst"),),
        "refused": (("refuse", "analyst"),),
    }
    pairs = (
        ("open", ("accept", "analyst"), ("refuse", "colleague")),
        ("open", ("accept", "analyst"), ("accept", "colleague")),
        ("open", ("refuse", "analyst"), ("ask", "owner")),
        ("refused", ("ask", "owner"), ("ask", "superior")),
    )

    def __init__(self, world: World) -> None:
        super().__init__(world)
        Holiday.objects.get_or_create(date=dt.date(2026, 12, 25), defaults={"name": "Hari libur", "kind": "national"})
        if "colleague" not in world.people:
            newcomer(world, "colleague", "bkpp")
            RoleGrant.objects.create(
                user=world.users["colleague"], role="analyst", valid_from=LONG_AGO, reason="analis kedua"
            )

    def begin(self) -> Life:
        self.person = self.world.people[self.hire()].pk
        self._ask("owner", "head", None)
        return Life(state="open", lock=0, leader="superior", asked_by="owner", proposed="head")

    def pick(self, model: Life, drawn: int) -> int:
        """Whom a new request proposes."""
        return drawn % len(LEADERS)

    def refusal(self, model: Life, step: Step) -> Refused:
        if step.who in OUT_OF_SIGHT:
            return NotVisible
        if step.act == "ask":
            if step.who not in {"owner", model.leader}:
                return NotAllowed
            return Closed if model.state == "open" else None
        if step.who == model.asked_by or step.who not in ANALYSTS:
            return NotAllowed
        if model.state != "open":
            return Closed
        return Invalid if step.act == "accept" and model.proposed == model.leader else None

    def after(self, model: Life, step: Step) -> Life:
        match step.act:
            case "ask":
                return replace(model, state="open", asked_by=step.who, proposed=LEADERS[step.pick], laid="")
            case "accept":
                return replace(model, state="accepted", leader=model.proposed, laid=model.proposed)
            case _:
                return replace(model, state="refused")

    def do(self, step: Step) -> Receipt:
        if step.act == "ask":
            return self._ask(step.who, LEADERS[step.pick], step.key)
        return decide_correction(
            by=self.actor(step.who), request_id=self.pk, accept=step.act == "accept", reason=REASON, key=step.key
        )

    def _ask(self, who: str, proposed: str, key: str | None) -> Receipt:
        receipt = request_correction(
            by=self.actor(who), person_id=self.person, proposed_superior_id=self.world.people[proposed].pk, since=TODAY,
            reason=REASON, key=key,
        )  # fmt: skip
        self.pk = receipt.object_id or 0
        return receipt

    def row(self) -> Any:
        rows = CorrectionRequest.objects.filter(person=self.person)
        assert rows.filter(state="open").count() <= 1
        row = rows.get(pk=self.pk)
        assert row.decided_by_id != row.requested_by_id
        leader = superior_of(self.person, TODAY)
        return row.state, row.proposed_superior_id, leader, 0

    def expected_row(self, model: Life) -> Any:
        people = self.world.people
        return model.state, people[model.proposed].pk, people[model.leader].pk, 0

    def told(self, model: Life) -> Any:
        laid = self.world.people[model.laid].pk if model.laid else None
        return model.state, self.world.people[model.proposed].pk, laid

    def fold(self, events: Sequence[Event]) -> Any:
        state, proposed, laid = "", None, None
        for event in events:
            if event.kind == "reporting.correction_requested":
                state, proposed = "open", event.payload["proposed"]
            else:
                state, laid = event.payload["state"], event.payload["superior"]
        return state, proposed, laid
