"""*SKP*: owner, superior, office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Conflict, NotAllowed, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.performance.actions import plan as plans
from prestasi.performance.actions.result import edit_result
from prestasi.performance.actions.revision import cancel_revision
from prestasi.performance.models import ExpectedResult, Indicator, Plan, ResultLink
from prestasi.performance.states import PLAN, Who, is_possible, target
from tests.actions.performance_plan.conftest import NUMERIC
from tests.machines.life import Machine, Model, Refused, Step, moved

REASON = "Anggaran kegiatan berubah."
PARTY = {"owner": Who.OWNER, "superior": Who.REVIEWER, "analyst": Who.OFFICE}
TO = {
    "plan.drafted": "draft", "plan.submitted": "submitted", "plan.returned": "returned", "plan.agreed": "agreed",
    "plan.revision_started": "revising", "plan.revision_cancelled": "agreed", "plan.ended": "ended",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Life(Model):
    version: int = 0


class PlanMachine(Machine):
    name = "plan"
    object_type = "performance.plan"
    acts = ("edit", "submit", "return", "agree", "revise", "cancel_revision", "end")
    clients = ("owner", "superior", "analyst", "head", "auditor", "peer", "stranger")
    versioned = frozenset({"submit", "return", "agree", "revise", "cancel_revision", "end"})
    ways = {
        "draft": (),
        "submitted": (("submit", "owner"),),
        "returned": (("submit", "owner"), ("return", "superior")),
        "agreed": (("submit", "owner"), ("agree", "superior")),
        "revising": (("submit", "owner"), ("agree", "superior"), ("revise", "owner")),
        "ended": (("end", "analyst"),),
    }
    pairs = (
        ("submitted", ("agree", "superior"), ("return", "superior")),
        ("submitted", ("agree", "superior"), ("end", "analyst")),
        ("agreed", ("revise", "owner"), ("revise", "superior")),
        ("revising", ("submit", "owner"), ("cancel_revision", "superior")),
        ("revising", ("cancel_revision", "owner"), ("cancel_revision", "superior")),
        ("draft", ("edit", "owner"), ("submit", "owner")),
        ("returned", ("submit", "owner"), ("edit", "owner")),
    )

    def begin(self) -> Life:
        self.hire()
        receipt = plans.start_plan(by=self.actor("owner"), year=2026)
        self.pk = receipt.object_id or 0
        self.result = ExpectedResult.objects.create(
            plan_id=self.pk, text="Meningkatnya cakupan penimbangan balita", perspective="penerima_layanan"
        )
        Indicator.objects.create(result=self.result, data_source="SIMPUS", **NUMERIC)
        ResultLink.objects.create(result=self.result, parent=self.world.results["superior"])
        return Life(state="draft", lock=Plan.objects.get(pk=self.pk).lock_version)

    def refusal(self, model: Life, step: Step) -> Refused:
        if step.who in {"peer", "stranger"}:
            return NotVisible
        if PARTY.get(step.who) not in PLAN[step.act].who:
            return NotAllowed
        if not is_possible(step.act, model.state, model.version):
            return Closed
        return Conflict if step.act in self.versioned and step.seen != model.lock else None

    def after(self, model: Life, step: Step) -> Life:
        version = model.version + (step.act == "agree")
        return moved(model, state=str(target(step.act, version)), version=version)

    def do(self, step: Step) -> Receipt:
        by = self.actor(step.who)
        if step.act == "edit":
            return edit_result(
                by=by, result_id=self.result.pk, values={"text": f"Kalimat nomor {step.pick}"}, key=step.key
            )
        given: dict[str, Any] = {"by": by, "plan_id": self.pk, "lock_version": step.seen, "key": step.key}
        if step.act in {"return", "revise", "end"}:
            given["reason"] = REASON
        if step.act == "end":
            given["on"] = dt.date(2026, 10, 1)
        verbs: dict[str, Callable[..., Receipt]] = {
            "submit": plans.submit_plan, "return": plans.return_plan, "agree": plans.agree_plan,
            "revise": plans.start_revision, "cancel_revision": cancel_revision, "end": plans.end_plan,
        }  # fmt: skip
        return verbs[step.act](**given)

    def row(self) -> Any:
        plan = Plan.objects.get(pk=self.pk)
        signed = list(plan.versions.order_by("number").values_list("number", flat=True))
        assert signed == list(range(1, plan.version + 1))
        return plan.state, plan.version, plan.lock_version

    def expected_row(self, model: Life) -> Any:
        return model.state, model.version, model.lock

    def fold(self, events: Sequence[Event]) -> Any:
        """State and number of versions; every signed text carries the hash that its event names."""
        state, signed = "", {}
        for event in events:
            if event.kind == "plan.agreed":
                signed[event.payload["version"]] = event.payload["sha256"]
            state = TO.get(event.kind) or ("revising" if signed else "draft")
        assert dict(Plan.objects.get(pk=self.pk).versions.values_list("number", "sha256")) == signed
        return state, len(signed)
