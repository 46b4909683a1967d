"""An improvement plan with its steps, its monthly dialogues and who has agreed. Six statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.dialogue import permissions as gate
from prestasi.dialogue.models import Dialogue, DialogueKind, ImprovementPlan, ImprovementStep, Side
from prestasi.dialogue.months import MONTHS, after_months
from prestasi.dialogue.states import RECORDED
from prestasi.performance.queries.words import PREDICATE_TONES, period_words, predicate_word


@dataclass(frozen=True, slots=True)
class MonthlyReview:
    """One of the six monthly dialogues: due on a day, held or not."""

    due_on: dt.date
    held_on: dt.date | None
    dialogue_id: int | None

    @property
    def tone(self) -> str:
        if self.held_on:
            return "b"
        return "late" if self.due_on < clock.today() else "date"


@dataclass(frozen=True, slots=True)
class ImprovementPage:
    plan: ImprovementPlan
    side: Side | None
    name: str
    leader: str
    predicate: str
    tone: str
    period: str
    steps: tuple[ImprovementStep, ...]
    reviews: tuple[MonthlyReview, ...]
    advice: str

    @property
    def may_edit(self) -> bool:
        return self.side is Side.LEADER and self.plan.state == "draft"

    @property
    def may_agree(self) -> bool:
        if self.plan.state != "draft" or not self.steps or self.side is None:
            return False
        if self.side is Side.LEADER:
            return self.plan.leader_agreed_at is None
        return self.plan.leader_agreed_at is not None and self.plan.employee_agreed_at is None

    @property
    def is_running(self) -> bool:
        return self.plan.state == "agreed"

    @property
    def may_close(self) -> bool:
        return self.is_running and self.side is Side.LEADER

    @property
    def done(self) -> int:
        return sum(step.done_at is not None for step in self.steps)


def improvement_page(actor: Actor, plan_id: int) -> ImprovementPage:
    """One improvement plan with its steps and monthly talks. Raises NotVisible for who may not read it."""
    rows = ImprovementPlan.objects.select_related("person", "leader", "evaluation__period")
    plan = rows.filter(pk=plan_id).first()
    if plan is None:
        raise NotVisible
    side = gate.check_may_read_improvement(actor, plan)
    held = Dialogue.objects.filter(improvement=plan, state__in=RECORDED).exclude(kind=DialogueKind.COUNSELLING)
    talks = list(held.order_by("held_on").values_list("pk", "held_on"))
    return ImprovementPage(
        plan, side, plan.person.full_name, plan.leader.full_name, predicate_word(plan.predicate),
        PREDICATE_TONES[plan.predicate], period_words(plan.evaluation.period), tuple(plan.steps.order_by("order")),
        monthly(plan.starts_on, talks), "guidance" if plan.predicate == 4 else "both",
    )  # fmt: skip


def monthly(starts_on: dt.date, talks: Sequence[tuple[int, dt.date | None]]) -> tuple[MonthlyReview, ...]:
    """Six months, each with the first dialogue held inside it."""
    found = []
    for month in range(MONTHS):
        first, after = after_months(starts_on, month), after_months(starts_on, month + 1)
        talk = next(((pk, on) for pk, on in talks if on is not None and first <= on < after), (None, None))
        found.append(MonthlyReview(after - dt.timedelta(days=1), talk[1], talk[0]))
    return tuple(found)
