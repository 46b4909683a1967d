"""Life of a plan (*SKP*) as one table: from where, to where, and who may do it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanState(models.TextChoices):
    DRAFT = "draft", _("Draf")
    SUBMITTED = "submitted", _("Diajukan")
    RETURNED = "returned", _("Dikembalikan")
    AGREED = "agreed", _("Disepakati")
    REVISING = "revising", _("Direvisi")
    ENDED = "ended", _("Diakhiri")
    CLOSED = "closed", _("Ditutup")


class Who(StrEnum):
    """Parties to a plan. `REVIEWER` is the direct superior today, an acting official or a delegate for review."""

    OWNER = "owner"
    REVIEWER = "reviewer"
    OFFICE = "office"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Transition:
    """One act on a plan. `to` depends on whether a version was agreed before: (never agreed, agreed before)."""

    name: str
    sources: frozenset[PlanState]
    to: tuple[PlanState, PlanState]
    who: frozenset[Who]


S = PlanState


def _act(name: str, sources: set[PlanState], to: PlanState | tuple[PlanState, PlanState], who: set[Who]) -> Transition:
    return Transition(name, frozenset(sources), to if isinstance(to, tuple) else (to, to), frozenset(who))


EDITABLE = frozenset({S.DRAFT, S.RETURNED, S.REVISING})
LIVE = frozenset({S.DRAFT, S.SUBMITTED, S.RETURNED, S.AGREED, S.REVISING})

PLAN: dict[str, Transition] = {
    act.name: act
    for act in (
        _act("edit", {S.DRAFT, S.REVISING, S.RETURNED}, (S.DRAFT, S.REVISING), {Who.OWNER}),
        _act("submit", {S.DRAFT, S.RETURNED, S.REVISING}, S.SUBMITTED, {Who.OWNER}),
        _act("return", {S.SUBMITTED}, S.RETURNED, {Who.REVIEWER}),
        _act("agree", {S.SUBMITTED}, S.AGREED, {Who.REVIEWER}),
        _act("revise", {S.AGREED}, S.REVISING, {Who.OWNER, Who.REVIEWER}),
        _act("cancel_revision", {S.REVISING, S.RETURNED}, S.AGREED, {Who.OWNER, Who.REVIEWER}),
        _act("end", set(LIVE), S.ENDED, {Who.OWNER, Who.REVIEWER, Who.OFFICE}),
        _act("close", {S.AGREED, S.REVISING, S.SUBMITTED, S.RETURNED, S.DRAFT, S.ENDED}, S.CLOSED, {Who.SYSTEM}),
    )
}


def is_possible(act: str, state: str, version: int = 0) -> bool:
    """Whether the act exists in this state; a revision can only be cancelled where a version was agreed."""
    if act == "cancel_revision" and version == 0:
        return False
    return state in PLAN[act].sources


def target(act: str, version: int) -> PlanState:
    """The state after the act, for a plan with `version` agreed versions."""
    never, before = PLAN[act].to
    return before if version else never
