"""*Evaluasi kinerja periodik*: owner, rater, rater's superior, and the closing of the period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Conflict, NotAllowed, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.performance import mapping
from prestasi.performance.actions import cycle, daily
from prestasi.performance.actions import evaluation as acts
from prestasi.performance.actions.rating import rate_evaluation, withdraw_rating
from prestasi.performance.models import Evaluation
from prestasi.performance.rating_sheet import RatingSheet
from prestasi.performance.states_evaluation import EVALUATION, UNRATED
from tests.machines.life import CLOCK, Machine, Model, Refused, Step, moved
from tests.web.access.cast import _plan as plan_of
from tests.world import TODAY, World, open_evaluation

MAY = {
    "self_assess": "owner", "rate": "superior", "withdraw": "superior", "send_back": "head", "confirm": "head",
    "receive": "owner", "close_period": "analyst", "become_final": CLOCK,
}  # fmt: skip
OUT_OF_SIGHT = frozenset({"peer", "stranger"})
Ratings = tuple[int | None, int | None, int | None]
NONE: Ratings = (None, None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Life(Model):
    ratings: Ratings = NONE
    is_closed: bool = False


class EvaluationMachine(Machine):
    name = "evaluation"
    object_type = "performance.evaluation"
    acts = tuple(MAY)
    clients = ("owner", "superior", "head", "regent", "analyst", "peer", "stranger")
    versioned = frozenset({"self_assess", "rate", "confirm"})
    alone = frozenset({"close_period"})
    events_per_act = {"become_final": 1}
    ways = {
        "open": (),
        "self": (("self_assess", "owner"),),
        "rated": (("rate", "superior"),),
        "confirmed": (("rate", "superior"), ("confirm", "head")),
        "received": (("rate", "superior"), ("confirm", "head"), ("receive", "owner")),
        "final": (("rate", "superior"), ("confirm", "head"), ("receive", "owner"), ("become_final", CLOCK)),
    }
    pairs = (
        ("rated", ("confirm", "head"), ("withdraw", "superior")),
        ("rated", ("confirm", "head"), ("send_back", "head")),
        ("rated", ("confirm", "head"), ("rate", "superior")),
        ("rated", ("withdraw", "superior"), ("send_back", "head")),
        ("open", ("self_assess", "owner"), ("rate", "superior")),
        ("open", ("rate", "superior"), ("close_period", "analyst")),
    )

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.period = world.periods[3].pk

    def begin(self) -> Life:
        plan_of(self.world, self.hire(), "superior")
        evaluation = open_evaluation(self.world, self.key)
        self.pk, self.result = evaluation.pk, self.world.results[self.key].pk
        return Life(state="open", lock=evaluation.lock_version)

    def may_try(self, act: str) -> tuple[str, ...]:
        return (CLOCK,) if act == "become_final" else self.clients

    def refusal(self, model: Life, step: Step) -> Refused:
        if step.who != MAY[step.act]:
            hidden = step.who in OUT_OF_SIGHT and step.act != "close_period"
            return NotVisible if hidden else NotAllowed
        if step.act == "close_period":
            return Closed if model.is_closed else None
        needs_open = step.act not in {"receive", "become_final"}
        if (needs_open and model.is_closed) or not may_move(EVALUATION, step.act, model.state):
            return Closed
        return Conflict if step.act in self.versioned and step.seen != model.lock else None

    def after(self, model: Life, step: Step) -> Life:
        if step.act == "close_period":
            left = model.state in UNRATED
            closed = replace(model, is_closed=True)
            return moved(closed, state="skipped") if left else closed
        state = EVALUATION[step.act].after(model.state)
        if step.act == "become_final":
            return replace(model, state=state)
        ratings = {"rate": given(step.pick), "withdraw": NONE}.get(step.act, model.ratings)
        return moved(model, state=state, ratings=ratings)

    def do(self, step: Step) -> Receipt | None:
        if step.act == "become_final":
            self._let_time_pass()
            return None
        by = self.actor(step.who)
        evaluation: dict[str, Any] = {"evaluation_id": self.pk, "key": step.key}
        match step.act:
            case "self_assess":
                ratings = {self.result: step.pick}
                return acts.self_assess(by=by, ratings=ratings, lock_version=step.seen, **evaluation)
            case "rate":
                return rate_evaluation(by=by, sheet=self._sheet(step.pick), lock_version=step.seen, **evaluation)
            case "withdraw":
                return withdraw_rating(by=by, **evaluation)
            case "send_back":
                return acts.send_back(by=by, reason="tinjau lagi", **evaluation)
            case "confirm":
                return acts.confirm_evaluation(by=by, lock_version=step.seen, **evaluation)
            case "receive":
                return acts.receive_evaluation(by=by, **evaluation)
            case _:
                return cycle.close_period(by=by, period_id=self.period, key=step.key)

    def _sheet(self, rating: int) -> RatingSheet:
        reasons = {self.result: "alasan tertulis"} if rating != 2 else {}
        return RatingSheet({self.result: rating}, reasons, [2] * 7, rating, 2)

    def _let_time_pass(self) -> None:
        if not daily.make_final(TODAY + dt.timedelta(days=60)):
            raise Closed("")

    def row(self) -> Any:
        row = Evaluation.objects.get(pk=self.pk)
        assert (row.predicate is None) == (row.result_rating is None)
        assert row.rated_by_id != row.person_id
        assert row.confirmed_by_id != row.person_id
        return row.state, (row.result_rating, row.behaviour_rating, row.predicate), row.lock_version

    def expected_row(self, model: Life) -> Any:
        return model.state, model.ratings, model.lock

    def events(self) -> list[Event]:
        own = super().events()
        closing = Event.objects.filter(object_type="performance.period", object_id=self.period)
        return sorted([*own, *closing], key=lambda event: event.pk)

    def fold(self, events: Sequence[Event]) -> Any:
        state, ratings = "open", NONE
        for event in events:
            kind = event.kind.split(".")[1]
            if kind == "rated":
                ratings = (event.payload["result"], event.payload["behaviour"], event.payload["predicate"])
            elif kind == "withdrawn":
                ratings = NONE
            state = folded(kind, state)
        return state, ratings


def folded(kind: str, state: str) -> str:
    if kind == "closed":
        return "skipped" if state in UNRATED else state
    known = {"self_assessed": "self", "withdrawn": "open", "sent_back": "open", "became_final": "final"}
    return known.get(kind, kind)


def given(rating: int) -> Ratings:
    """Result rating as given, behaviour as expected; the predicate is what the rules of the day say."""
    decision = mapping.decide(
        is_unit_head=False, unit_achievement="BAIK", result=rating, behaviour=2, on=dt.date(2026, 9, 30)
    )
    return rating, 2, decision.predicate
