"""How many steps each act takes, since when, and what was taken."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prestasi.accounts.models import Approval, ApprovalRule
from prestasi.accounts.permissions import check_manages_accounts
from prestasi.core import clock
from prestasi.core.actor import Actor

Act = ApprovalRule.Act
STEPS: dict[str, tuple[str | Promise, str | Promise]] = {
    Act.PLAN: (_("Atasan langsung"), _("Atasan dari atasan langsung")),
    Act.CORRECTION: (_("Analis kepegawaian"), _("Analis kepegawaian lain")),
    Act.DELEGATION: (_("Penerima delegasi"), _("Atasan langsung pemberi")),
}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One span of one act's rule."""

    steps: int
    since: dt.date
    until: dt.date | None
    source: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ActRules:
    """An act with the people of its steps, the number of steps today and all spans."""

    act: str
    title: str
    first: str | Promise
    second: str | Promise
    steps: int
    lines: tuple[RuleLine, ...]


def steps_for(act: str, on: dt.date | None = None) -> int:
    """1 or 2 on a date (default today)."""
    day = on or clock.today()
    return ApprovalRule.objects.on(day).filter(act=act).values_list("steps", flat=True).first() or 1


def taken(act: str, object_id: int, round_: int) -> dict[int, Approval]:
    """Step -> who took it, in one round of asking."""
    rows = Approval.objects.filter(act=act, object_id=object_id, round=round_)
    return {row.step: row for row in rows}


def approval_rules(actor: Actor) -> tuple[ActRules, ...]:
    """Every act with its spans. One statement; admins of the whole agency."""
    check_manages_accounts(actor)
    day = clock.today()
    rows = list(ApprovalRule.objects.order_by("-valid_from"))
    return tuple(_rules(act, [row for row in rows if row.act == act], day) for act in Act)


def _rules(act: ApprovalRule.Act, rows: list[ApprovalRule], day: dt.date) -> ActRules:
    lines = tuple(RuleLine(row.steps, row.valid_from, row.valid_to, row.source, row.is_valid_on(day)) for row in rows)
    now = next((line.steps for line in lines if line.is_current), 1)
    return ActRules(act.value, str(act.label), *STEPS[act], now, lines)
