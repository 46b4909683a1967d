"""*Keberatan*: employee, rater, analyst and the official who was drawn; time passes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

import time_machine

from prestasi.audit.models import Event
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, NotAllowed, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.objection.actions import deciding, desk, filing
from prestasi.objection.models import Draw, Objection
from prestasi.objection.states import ENDED, OBJECTION
from prestasi.organization.models import Holiday
from prestasi.performance.models import Evaluation
from tests.actions.objection.conftest import head_of, received
from tests.machines.life import CLOCK, Machine, Model, Refused, Step, moved
from tests.web.access.cast import _plan as plan_of
from tests.world import NOW, World

PARTY = {"owner": "owner", "superior": "rater", "analyst": "analyst", "decider": "decider"}
DRAWABLE = ("other_head", "head_setda", "head_bkpp")
OUT_OF_SIGHT = frozenset({"peer", "aside"})
REASON = "Rekapitulasi bertanggal 29 September membuktikan cakupan melampaui target."
TO = {
    "filed": "filed", "answered": "answered", "recommended": "recommended", "returned": "returned",
    "rerated": "rerated", "withdrawn": "withdrawn",
}  # fmt: skip
RESULT = {"reject": "rejected", "change": "changed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Life(Model):
    """`weeks` counts waits of nine days; the first answer is due inside one, the objection inside two."""

    weeks: int = 0
    filed_in: int = 0
    draws: int = 0
    after: tuple[int, int, int] | None = None


class ObjectionMachine(Machine):
    name = "objection"
    object_type = "objection.objection"
    acts = ("file", "answer", "recommend", "step_aside", "return", "rerate", "reject", "change", "withdraw", "wait")
    clients = ("owner", "superior", "head", "analyst", "auditor", "decider", "aside", "peer")
    versioned = frozenset({"recommend", "return", "reject", "change"})
    events_per_act = {"reject": 2, "change": 3}
    ways = {
        "filed": (),
        "withdrawn": (("withdraw", "owner"),),
        "answered": (("answer", "superior"),),
        "recommended": (("answer", "superior"), ("recommend", "analyst")),
        "returned": (("answer", "superior"), ("recommend", "analyst"), ("return", "decider")),
        "rerated": (
            ("answer", "superior"),
            ("recommend", "analyst"),
            ("return", "decider"),
            ("rerate", "superior"),
        ),
    }
    pairs = (
        ("recommended", ("reject", "decider"), ("withdraw", "owner")),
        ("recommended", ("change", "decider"), ("withdraw", "owner")),
        ("recommended", ("change", "decider"), ("reject", "decider")),
        ("recommended", ("return", "decider"), ("withdraw", "owner")),
        ("recommended", ("step_aside", "decider"), ("withdraw", "owner")),
        ("answered", ("recommend", "analyst"), ("withdraw", "owner")),
        ("filed", ("answer", "superior"), ("withdraw", "owner")),
        ("returned", ("rerate", "superior"), ("withdraw", "owner")),
        ("rerated", ("change", "decider"), ("withdraw", "owner")),
    )

    def __init__(self, world: World) -> None:
        super().__init__(world)
        Holiday.objects.get_or_create(date=dt.date(2026, 12, 25), defaults={"name": "Hari libur", "kind": "national"})
        for key, unit in (("head_setda", "setda"), ("head_bkpp", "bkpp")):
            if key not in world.people:
                head_of(world, key, unit)

    def begin(self) -> Life:
        key = self.hire()
        plan_of(self.world, key, "superior")
        self.world.plans[key].rater_superior = self.world.people["head"]
        self.evaluation = received(self.world, key).pk
        self.file()
        return Life(state="filed", lock=1)

    def find(self, who: str) -> Actor:
        """`decider` is who was drawn last, `aside` who was drawn before."""
        if who in {"decider", "aside"}:
            drawn = list(Draw.objects.filter(objection=self.pk).order_by("number").values_list("chosen", flat=True))
            place = -1 if who == "decider" else -2
            ids = {self.world.people[key].pk: key for key in DRAWABLE}
            who = ids[drawn[place]] if len(drawn) >= -place else "stranger"
        return super().find(who)

    def pick(self, model: Life, drawn: int) -> int:
        """Which drawing the official knows of: who was drawn before sees nothing any more."""
        return model.draws

    def moment(self, model: Life) -> AbstractContextManager[object]:
        return time_machine.travel(NOW + dt.timedelta(days=9 * model.weeks), tick=True)

    def may_try(self, act: str) -> tuple[str, ...]:
        return (CLOCK,) if act == "wait" else self.clients

    def refusal(self, model: Life, step: Step) -> Refused:
        if step.act == "wait":
            return Closed if model.weeks == 2 else None
        if step.act == "file":
            return self._filing(model, step.who)
        if step.who in OUT_OF_SIGHT or (step.who == "decider" and not 0 < step.pick == model.draws):
            return NotVisible
        if PARTY.get(step.who) != OBJECTION[step.act].who:
            return NotAllowed
        if not may_move(OBJECTION, step.act, model.state):
            return Closed
        if step.act in self.versioned and step.seen != model.lock:
            return Conflict
        if step.act == "recommend":
            return Closed if model.state == "filed" and model.weeks == model.filed_in else None
        return Closed if step.act == "step_aside" and model.draws == len(DRAWABLE) else None

    def _filing(self, model: Life, who: str) -> Refused:
        if who in OUT_OF_SIGHT or who == "decider":
            return NotVisible
        if who != "owner":
            return NotAllowed
        return None if model.state == "withdrawn" and model.weeks < 2 else Closed

    def after(self, model: Life, step: Step) -> Life:
        if step.act == "wait":
            return replace(model, weeks=model.weeks + 1)
        if step.act == "file":
            return Life(state="filed", lock=1, weeks=model.weeks, filed_in=model.weeks)
        every: dict[str, dict[str, Any]] = {
            "recommend": {"draws": 1}, "step_aside": {"draws": model.draws + 1}, "reject": {"after": (2, 2, 2)},
            "change": {"after": (1, 2, 2)},
        }  # fmt: skip
        changes = every.get(step.act, {})
        return moved(model, state=OBJECTION[step.act].after(model.state), **changes)

    def do(self, step: Step) -> Receipt | None:
        if step.act == "wait":
            return None
        by = self.actor(step.who)
        if step.act == "file":
            return self.file(by, step.key)
        given: dict[str, Any] = {"by": by, "objection_id": self.pk, "key": step.key}
        match step.act:
            case "answer":
                return desk.answer_objection(answer=REASON, **given)
            case "recommend":
                return desk.recommend_objection(outcome="reject", reason=REASON, lock_version=step.seen, **given)
            case "step_aside":
                return deciding.step_aside(reason="Kerabat dekat", **given)
            case "rerate":
                return deciding.rerate_objection(result_rating=1, behaviour_rating=2, reason=REASON, **given)
            case "withdraw":
                return filing.withdraw_objection(**given)
            case outcome:
                return deciding.decide_objection(
                    outcome=outcome, reason=REASON, independent=True, result_rating=1, behaviour_rating=2,
                    lock_version=step.seen, **given,
                )  # fmt: skip

    def file(self, by: Actor | None = None, key: str | None = None) -> Receipt:
        receipt = filing.file_objection(
            by=by or self.actor("owner"), evaluation_id=self.evaluation, targets=[filing.Target("predicate")],
            reason=REASON, key=key,
        )  # fmt: skip
        self.pk = receipt.object_id or 0
        return receipt

    def row(self) -> Any:
        row = Objection.objects.get(pk=self.pk)
        result = Evaluation.objects.get(pk=self.evaluation)
        is_open = Objection.objects.filter(evaluation=self.evaluation).exclude(state__in=ENDED).count()
        assert is_open == (row.state not in ENDED)
        parties = {row.person_id, row.rater_id, row.rater_superior_id, row.recommended_by_id}
        assert row.decider_id is None or row.decider_id not in parties
        assert (result.state == "final") == (row.state in RESULT.values())
        after = row.result_after and (row.result_after, row.behaviour_after, row.predicate_after)
        assert after in (None, (result.result_rating, result.behaviour_rating, result.predicate))
        draws = list(Draw.objects.filter(objection=row).order_by("number").values_list("chosen", flat=True))
        assert len(set(draws)) == len(draws)
        assert not draws or draws[-1] == row.decider_id
        return row.state, len(draws), after, row.lock_version

    def expected_row(self, model: Life) -> Any:
        return model.state, model.draws, model.after, model.lock

    def fold(self, events: Sequence[Event]) -> Any:
        state, draws, after = "", 0, None
        for event in events:
            kind, payload = event.kind.split(".")[1], event.payload
            state = RESULT[payload["outcome"]] if kind == "decided" else TO.get(kind, state)
            draws = payload["draw"]["number"] if "draw" in payload else draws
            after = tuple(payload["after"]) if kind == "decided" else after
        return state, draws, after
