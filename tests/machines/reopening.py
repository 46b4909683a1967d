"""*Pembukaan kembali*: a settled result is opened by two persons, changed by its rater, and shut again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from prestasi.accounts.step_up import Proof
from prestasi.audit.models import Event
from prestasi.calibration.actions import reopening as opening
from prestasi.calibration.states import REOPENING
from prestasi.core.errors import Closed, Conflict, Invalid, NotAllowed, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.performance.actions.change_rating import change_rating
from prestasi.performance.models import Evaluation, RatingChange, Reopening
from tests.actions.objection.conftest import received
from tests.machines.life import Machine, Model, Refused, Step
from tests.web.access.cast import _plan as plan_of
from tests.world import TODAY

PROOF = Proof("totp")
REASON = "Satu laporan yang sudah diterima belum terhitung."
READERS = frozenset({"superior", "head", "regent", "analyst", "auditor"})
DECIDERS = frozenset({"head", "regent", "analyst"})
RATERS = frozenset({"superior", "head"})
TO = {"requested": "requested", "approved": "approved", "refused": "refused", "ended": "ended"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Life(Model):
    """`lock` is the version of the result; `behaviour` its rating of behaviour, `result` its state."""

    behaviour: int = 2
    result: str = "received"
    decided_by: str = ""


class ReopeningMachine(Machine):
    name = "reopening"
    object_type = "performance.reopening"
    acts = ("approve", "refuse", "change", "end")
    clients = ("owner", "superior", "head", "regent", "analyst", "auditor", "other_head", "peer")
    ways = {
        "requested": (),
        "approved": (("approve", "analyst"),),
        "changed": (("approve", "analyst"), ("change", "superior")),
        "refused": (("refuse", "head"),),
        "ended": (("approve", "head"), ("end", "superior")),
    }
    pairs = (
        ("requested", ("approve", "analyst"), ("refuse", "head")),
        ("requested", ("approve", "analyst"), ("approve", "regent")),
        ("approved", ("change", "superior"), ("change", "head")),
        ("approved", ("change", "superior"), ("end", "analyst")),
        ("approved", ("end", "superior"), ("end", "analyst")),
    )

    def begin(self) -> Life:
        """Asked by the rater for one result that the employee has opened."""
        key = self.hire()
        plan_of(self.world, key, "superior")
        self.world.plans[key].rater_superior = self.world.people["head"]
        self.evaluation = received(self.world, key).pk
        asked = opening.request_reopening(
            by=self.actor("superior"), evaluation_ids=[self.evaluation], reason=REASON, until=TODAY
        )
        self.pk = asked.object_id or 0
        return Life(state="requested", lock=self._version())

    def _version(self) -> int:
        return Evaluation.objects.values_list("lock_version", flat=True).get(pk=self.evaluation)

    def refusal(self, model: Life, step: Step) -> Refused:
        if step.act == "change":
            return self._change(model, step)
        if step.who not in READERS:
            return NotVisible
        may = {"superior", model.decided_by} if step.act == "end" else DECIDERS
        if step.who not in may:
            return NotAllowed
        return None if may_move(REOPENING, step.act, model.state) else Closed

    def _change(self, model: Life, step: Step) -> Refused:
        """The own result never; others hear first whether anything is open at all."""
        if step.who == "owner":
            return NotAllowed
        if model.state != "approved":
            return Closed
        if step.who not in READERS:
            return NotVisible
        if step.who not in RATERS:
            return NotAllowed
        if step.seen != model.lock:
            return Conflict
        return Invalid if step.pick == model.behaviour else None

    def pick(self, model: Life, drawn: int) -> int:
        """A rating of behaviour: for 1 always another one, now and then the same."""
        return (drawn + model.behaviour) % 3 + 1

    def after(self, model: Life, step: Step) -> Life:
        if step.act == "change":
            return replace(model, behaviour=step.pick, result="confirmed", lock=model.lock + 1)
        decided = step.who if step.act in {"approve", "refuse"} else model.decided_by
        return replace(model, state=REOPENING[step.act].after(model.state), decided_by=decided)

    def do(self, step: Step) -> Receipt:
        given: dict[str, Any] = {"by": self.actor(step.who), "key": step.key}
        match step.act:
            case "change":
                return change_rating(
                    evaluation_id=self.evaluation, basis="reopening", basis_id=self.pk, result_rating=2,
                    behaviour_rating=step.pick, reason=REASON, expected_version=step.seen, **given,
                )  # fmt: skip
            case "end":
                return opening.end_reopening(reopening_id=self.pk, **given)
            case _:
                return opening.decide_reopening(
                    reopening_id=self.pk, is_approved=step.act == "approve", reason="Memang demikian.", proof=PROOF,
                    **given,
                )  # fmt: skip

    def row(self) -> Any:
        row, result = Reopening.objects.get(pk=self.pk), Evaluation.objects.get(pk=self.evaluation)
        assert row.decided_by_id != row.requested_by_id
        changes = RatingChange.objects.filter(evaluation=result).order_by("version")
        assert not changes or changes.last().behaviour_after == result.behaviour_rating  # type: ignore[union-attr]
        assert (result.received_at is None) == (result.state == "confirmed")
        return row.state, result.behaviour_rating, result.state, result.lock_version

    def expected_row(self, model: Life) -> Any:
        return model.state, model.behaviour, model.result, model.lock

    def events(self) -> list[Event]:
        changed = Event.objects.filter(kind="evaluation.changed", object_id=self.evaluation)
        return sorted([*super().events(), *changed], key=lambda event: event.pk)

    def fold(self, events: Sequence[Event]) -> Any:
        state, behaviour, result = "", 2, "received"
        for event in events:
            kind = event.kind.split(".")[1]
            if kind == "changed":
                behaviour, result = event.payload["after"][1], "confirmed"
            else:
                state = TO[kind]
        return state, behaviour, result
