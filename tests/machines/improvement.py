"""*Rencana perbaikan kinerja*: written by the superior, agreed by both, followed step by step, closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Conflict, NotAllowed, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.dialogue.actions import improvement as acts
from prestasi.dialogue.models import ImprovementPlan, ImprovementStep
from prestasi.dialogue.states import IMPROVEMENT
from tests.actions.objection.conftest import received
from tests.machines.life import Machine, Model, Refused, Step
from tests.web.access.cast import _plan as plan_of

SIDES = {"owner": "employee", "superior": "leader"}
POOR = 4
EXPECTATION = "Laporan bulanan tiba tepat waktu dan lengkap."
NOTE = "Jadwal berjalan dan laporan tiba tepat waktu."


@dataclass(frozen=True, slots=True, kw_only=True)
class Life(Model):
    """`agreed` are the sides that have agreed; `steps` is how many there are, `is_done` whether the first is done."""

    agreed: frozenset[str] = frozenset()
    steps: int = 0
    is_done: bool = False
    outcome: str = ""


class ImprovementMachine(Machine):
    name = "improvement"
    object_type = "dialogue.improvementplan"
    follows = "none"
    acts = ("edit", "agree", "finish_step", "close")
    clients = ("owner", "superior", "head", "analyst", "peer")
    versioned = frozenset({"edit", "agree"})
    ways = {
        "opened": (),
        "written": (("edit", "superior"),),
        "half": (("edit", "superior"), ("agree", "superior")),
        "agreed": (("edit", "superior"), ("agree", "superior"), ("agree", "owner")),
        "done": (("edit", "superior"), ("agree", "superior"), ("agree", "owner"), ("finish_step", "owner")),
        "closed": (("edit", "superior"), ("agree", "superior"), ("agree", "owner"), ("close", "superior")),
    }
    pairs = (
        ("half", ("agree", "owner"), ("edit", "superior")),
        ("agreed", ("finish_step", "owner"), ("finish_step", "superior")),
        ("agreed", ("finish_step", "owner"), ("close", "superior")),
        ("agreed", ("close", "superior"), ("close", "superior")),
    )

    def begin(self) -> Life:
        """As a result with a low predicate opens it."""
        key = self.hire()
        plan_of(self.world, key, "superior")
        self.world.plans[key].rater_superior = self.world.people["head"]
        evaluation = received(self.world, key)
        evaluation.predicate = POOR
        with transaction.atomic():
            made = acts.open_improvement(evaluation)
        assert made is not None
        self.pk, self.last_day = made.pk, made.ends_on
        return Life(state="draft", lock=1)

    def refusal(self, model: Life, step: Step) -> Refused:
        if step.act == "finish_step" and not model.steps:
            return NotVisible
        if step.who not in SIDES:
            return NotVisible
        if not may_move(IMPROVEMENT, step.act, model.state):
            return Closed
        if step.act in self.versioned and step.seen != model.lock:
            return Conflict
        if step.act in {"edit", "close"}:
            return None if step.who == "superior" else NotAllowed
        if step.act == "finish_step":
            return Closed if model.is_done else None
        is_first = "superior" not in model.agreed and step.who == "owner"
        return Closed if step.who in model.agreed or not model.steps or is_first else None

    def after(self, model: Life, step: Step) -> Life:
        match step.act:
            case "edit":
                return replace(model, agreed=frozenset(), steps=step.pick, lock=model.lock + 1)
            case "agree":
                agreed = model.agreed | {step.who}
                runs = len(agreed) == len(SIDES)
                return replace(
                    model, agreed=agreed, state="agreed" if runs else model.state, lock=model.lock + int(runs)
                )
            case "finish_step":
                return replace(model, is_done=True)
            case _:
                return replace(model, state="closed", outcome="improved", lock=model.lock + 1)

    def do(self, step: Step) -> Receipt:
        given: dict[str, Any] = {"by": self.actor(step.who), "key": step.key}
        match step.act:
            case "edit":
                steps = [acts.Step(n, f"Langkah {n}", "Jadwal terisi", self.last_day) for n in range(1, step.pick + 1)]
                return acts.write_improvement(
                    plan_id=self.pk, expectation=EXPECTATION, steps=steps, lock_version=step.seen, **given
                )
            case "agree":
                return acts.agree_improvement(plan_id=self.pk, lock_version=step.seen, **given)
            case "finish_step":
                first = ImprovementStep.objects.filter(plan=self.pk).order_by("order").first()
                return acts.finish_step(step_id=first.pk if first else 0, **given)
            case _:
                return acts.close_improvement(plan_id=self.pk, outcome="improved", note=NOTE, **given)

    def row(self) -> Any:
        row = ImprovementPlan.objects.get(pk=self.pk)
        moments = {"owner": row.employee_agreed_at, "superior": row.leader_agreed_at}
        agreed = frozenset(who for who, moment in moments.items() if moment)
        steps = list(row.steps.order_by("order"))
        is_done = bool(steps and steps[0].done_at)
        return row.state, agreed, len(steps), is_done, row.outcome, row.lock_version

    def expected_row(self, model: Life) -> Any:
        return model.state, model.agreed, model.steps, model.is_done, model.outcome, model.lock

    def fold(self, events: Sequence[Event]) -> Any:
        sides = {pk: who for who, pk in (("owner", self.world.people[self.key].pk), ("superior", self._leader()))}
        state, agreed, steps, is_done, outcome = "", frozenset[str](), 0, False, ""
        for event in events:
            match event.kind.split(".")[1]:
                case "opened":
                    state = "draft"
                case "changed":
                    agreed, steps = frozenset(), event.payload["steps"]
                case "agreed":
                    agreed |= {sides[event.actor_person_id or 0]}
                    state = event.payload["state"]
                case "step_done":
                    is_done = True
                case _:
                    state, outcome = "closed", event.payload["outcome"]
        return state, agreed, steps, is_done, outcome

    def _leader(self) -> int:
        return self.world.people["superior"].pk
