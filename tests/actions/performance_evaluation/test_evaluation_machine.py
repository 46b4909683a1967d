"""The life of an evaluation under any order of acts by anybody: the table of states and the gates always hold."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from prestasi.audit.models import Event
from prestasi.core.actor import Actor
from prestasi.core.errors import Refusal
from prestasi.core.receipt import Receipt
from prestasi.performance.actions import evaluation as acts
from prestasi.performance.actions.rating import rate_evaluation, withdraw_rating
from prestasi.performance.models import Evaluation
from prestasi.performance.rating_sheet import RatingSheet
from prestasi.performance.states_evaluation import EVALUATION
from tests.world import World, open_evaluation

WHO = st.sampled_from(["employee", "superior", "head", "regent", "peer", "stranger", "analyst"])
RATING = st.sampled_from([1, 2, 3])
MAY = {
    "self_assess": {"employee"}, "rate": {"superior"}, "withdraw": {"superior"}, "send_back": {"head"},
    "confirm": {"head"}, "receive": {"employee"},
}  # fmt: skip
WHOLE = bool(os.environ.get("HYPOTHESIS_LAB"))


class Life(RuleBasedStateMachine):
    """Every act is tried by everybody in every state; a model of two lines says what must happen."""

    world: World

    @initialize()
    def start(self) -> None:
        self.point = transaction.savepoint()
        evaluation = open_evaluation(self.world, "employee")
        self.pk, self.state, self.closed = evaluation.pk, "open", False

    def teardown(self) -> None:
        if hasattr(self, "point"):
            transaction.savepoint_rollback(self.point)

    def attempt(self, act: str, who: str, run: Callable[[Actor], Receipt]) -> None:
        move = EVALUATION[act]
        allowed = who in MAY[act] and self.state in move.sources and (not self.closed or act == "receive")
        before = Event.objects.count()
        try:
            with transaction.atomic():
                run(self.world.actor(who))
            assert allowed, f"{who} could {act} in {self.state}"
            self.state = move.to or self.state
            assert Event.objects.count() == before + 1
        except Refusal:
            assert not allowed, f"{who} could not {act} in {self.state}"
            assert Event.objects.count() == before

    def version(self) -> int:
        return Evaluation.objects.values_list("lock_version", flat=True).get(pk=self.pk)

    @rule(who=WHO, rating=RATING)
    def self_assess(self, who: str, rating: int) -> None:
        ratings = {self.world.results["employee"].pk: rating}
        self.attempt("self_assess", who, lambda by: acts.self_assess(
            by=by, evaluation_id=self.pk, ratings=ratings, lock_version=self.version()))  # fmt: skip

    @rule(who=WHO, rating=RATING, behaviour=RATING)
    def rate(self, who: str, rating: int, behaviour: int) -> None:
        result = self.world.results["employee"].pk
        plain = RatingSheet({result: rating}, {result: "alasan tertulis"}, [behaviour] * 7, rating, behaviour)
        sheet = replace(plain, behaviour_reason="alasan tertulis")
        self.attempt("rate", who, lambda by: rate_evaluation(
            by=by, evaluation_id=self.pk, sheet=sheet, lock_version=self.version()))  # fmt: skip

    @rule(who=WHO)
    def withdraw(self, who: str) -> None:
        self.attempt("withdraw", who, lambda by: withdraw_rating(by=by, evaluation_id=self.pk))

    @rule(who=WHO)
    def send_back(self, who: str) -> None:
        self.attempt("send_back", who, lambda by: acts.send_back(by=by, evaluation_id=self.pk, reason="tinjau lagi"))

    @rule(who=WHO)
    def confirm(self, who: str) -> None:
        self.attempt("confirm", who, lambda by: acts.confirm_evaluation(by=by, evaluation_id=self.pk))

    @rule(who=WHO)
    def receive(self, who: str) -> None:
        self.attempt("receive", who, lambda by: acts.receive_evaluation(by=by, evaluation_id=self.pk))

    @precondition(lambda self: not self.closed and self.state in {"confirmed", "received"})
    @rule()
    def close_the_period(self) -> None:
        period = self.world.periods[3]
        type(period).objects.filter(pk=period.pk).update(state="closed")
        self.closed = True

    @invariant()
    def the_row_says_the_same(self) -> None:
        if not hasattr(self, "pk"):
            return
        row = Evaluation.objects.get(pk=self.pk)
        assert row.state == self.state
        assert (row.predicate is not None) == (row.steps is not None)
        assert row.state in {"open", "self"} or row.predicate is not None
        assert row.rated_by_id != row.person_id
        assert row.confirmed_by_id != row.person_id


@pytest.mark.django_db
def test_every_order_of_acts_keeps_the_table(world: World) -> None:
    Life.world = world
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=300 if WHOLE else 15, stateful_step_count=40 if WHOLE else 15, deadline=None,
            suppress_health_check=list(HealthCheck), database=None,
        ),
    )  # fmt: skip
