"""Who may do what with a plan: parties by relation on a date, acts by the table in `states`."""

from __future__ import annotations

import datetime as dt

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, NotAllowed, NotVisible
from prestasi.organization.models import UnitVersion
from prestasi.people.models import Assignment, ReportingLine
from prestasi.people.permissions import Relation, check_visible, headed_units, relations
from prestasi.performance.models import Plan
from prestasi.performance.states import EDITABLE, LIVE, PLAN, Who, is_possible

Text = str | Promise

WHO_MAY: dict[Who, Text] = {
    Who.OWNER: _("pegawai pemilik rencana"),
    Who.REVIEWER: _("atasan langsungnya hari ini, atau pejabat yang diberi delegasi tinjau"),
    Who.OFFICE: _("analis kepegawaian"),
    Who.SYSTEM: _("penutupan tahun kinerja"),
}
STATE_SAYS: dict[str, Text] = {
    "draft": _("Rencana masih draf."),
    "submitted": _("Rencana sedang diajukan. Minta atasan mengembalikannya bila perlu diubah."),
    "returned": _("Rencana dikembalikan untuk diperbaiki."),
    "agreed": _("Rencana sudah disepakati. Mulai perubahan dulu bila harapan berubah."),
    "revising": _("Rencana sedang dalam perubahan."),
    "ended": _("Rencana sudah diakhiri."),
    "closed": _("Rencana sudah ditutup bersama tahun kinerjanya."),
}


def parties(actor: Actor, found: frozenset[Relation]) -> frozenset[Who]:
    """The actor's parties to a plan from the relations to its owner. Nobody reviews an own plan."""
    mine = {Who.OWNER} if Relation.SELF in found else set()
    if Relation.SUPERIOR in found and not mine and actor.acts_within("review"):
        mine.add(Who.REVIEWER)
    if found & {Relation.ANALYST, Relation.ADMIN}:
        mine.add(Who.OFFICE)
    return frozenset(mine)


def parties_to(actor: Actor, plan: Plan, on: dt.date | None = None) -> frozenset[Who]:
    """Parties after the gate of sight: NotVisible when the actor has no relation to the owner."""
    return parties(actor, check_visible(actor, plan.person_id, on))


def check_act(actor: Actor, plan: Plan, act: str) -> Who:
    """The party in which the actor does the act; refuses strangers, wrong parties and wrong states in this order."""
    allowed = PLAN[act].who
    held = parties_to(actor, plan) & allowed
    if not held:
        raise NotAllowed(str(_("Langkah ini tidak dapat Anda lakukan.")), _names(allowed))
    if not is_possible(act, plan.state, plan.version):
        raise Closed(str(STATE_SAYS[plan.state]))
    return min(held)


def _names(allowed: frozenset[Who]) -> str:
    return ", ".join(str(WHO_MAY[who]) for who in sorted(allowed))


def can_act(held: frozenset[Who], plan: Plan, act: str) -> bool:
    """For pages: whether to offer the act."""
    return bool(held & PLAN[act].who) and is_possible(act, plan.state, plan.version)


def check_expectations(actor: Actor, plan: Plan) -> None:
    """*Ekspektasi khusus pimpinan* are written by the superior alone, until the plan is agreed."""
    if Who.REVIEWER not in parties_to(actor, plan):
        raise NotAllowed(str(_("Harapan perilaku ditulis oleh atasan.")), str(WHO_MAY[Who.REVIEWER]))
    if plan.state not in EDITABLE | {"submitted"}:
        raise Closed(str(STATE_SAYS[plan.state]))


def check_link(actor: Actor, plan: Plan) -> Who:
    """Links may be made and ended by owner and superior as long as the plan lives: linking later never blocks."""
    held = parties_to(actor, plan) & {Who.OWNER, Who.REVIEWER}
    if not held:
        raise NotAllowed(str(_("Tautan diatur oleh pegawai dan atasannya.")), _names(frozenset(WHO_MAY) - {Who.SYSTEM}))
    if plan.state not in LIVE:
        raise Closed(str(STATE_SAYS[plan.state]))
    return min(held)


def plan_or_404(actor: Actor, plan_id: int, *, lock: bool = False) -> Plan:
    """The gate through which every page and action reaches a plan; `lock` takes the row for an action."""
    plans = Plan.objects.select_related("cycle", "person", "position")
    plan = (plans.select_for_update(of=("self",)) if lock else plans).filter(pk=plan_id).first()
    if plan is None or not relations(actor, plan.person_id):
        raise NotVisible
    return plan


def may_give_to(actor: Actor, person_ids: set[int], on: dt.date) -> set[int]:
    """Those of the people to whom the actor may push a result: direct subordinates and people of headed units."""
    me = actor.on_behalf_of or actor.person_id
    if me is None or not actor.acts_within("review"):
        return set()
    lines = ReportingLine.objects.on(on).filter(superior_id=me, person__in=person_ids)
    found = set(lines.values_list("person_id", flat=True))
    headed = headed_units(me, on)
    for path in UnitVersion.objects.on(on).filter(unit__in=headed).values_list("path", flat=True):
        below = UnitVersion.objects.on(on).filter(path__startswith=path).values("unit")
        inside = Assignment.objects.on(on).filter(unit__in=below, person__in=person_ids)
        found |= set(inside.values_list("person_id", flat=True))
    return found - {me, actor.person_id}


def check_goal(actor: Actor, unit_id: int | None, on: dt.date) -> None:
    """Goals of a unit are set by its head or a head above it, or an analyst granted there."""
    if unit_id is not None and sets_goals(actor, _path(unit_id, on), on):
        return
    if unit_id is None and any(g.role == "analyst" and g.unit_id is None for g in actor.grants):
        return
    raise NotAllowed(str(_("Sasaran unit diatur oleh pimpinannya.")), str(_("pimpinan unit atau analis kepegawaian")))


def _path(unit_id: int, on: dt.date) -> set[int]:
    path = UnitVersion.objects.on(on).filter(unit_id=unit_id).values_list("path", flat=True).first() or ""
    return {int(i) for i in path.split(".") if i}


def sets_goals(actor: Actor, path: set[int], on: dt.date) -> bool:
    """Whether the actor heads, or is analyst of, one of the units on the path from the top to the unit."""
    granted = [g.unit_id for g in actor.grants if g.role == "analyst"]
    if None in granted or set(granted) & path:
        return True
    return actor.person_id is not None and bool(set(headed_units(actor.person_id, on)) & path)


def can_set_goal(actor: Actor, unit_id: int | None, on: dt.date) -> bool:
    """For pages: whether to offer the goal forms."""
    try:
        check_goal(actor, unit_id, on)
    except NotAllowed:
        return False
    return True
